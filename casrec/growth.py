"""A store that grows: new reports are linked into it, and what they change is made again; the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from casrec.link import block
from casrec.link.cluster import FLOOR, THRESHOLD
from casrec.link.columns import LAYOUT
from casrec.link.grow import Change, Derived, grow
from casrec.link.holdings import in_text
from casrec.link.index import Index
from casrec.link.judge import UNDATED, model
from casrec.link.pairs import HOPELESS
from casrec.link.shelved import number
from casrec.reconcile.estimate import reconcile
from casrec.reconcile.registry import Rule
from casrec.records import Claim, Echo, Estimate, Finding, Grade, Incident, Judgement, Report
from casrec.seams import Archive, Shelf, Store

# Up to this share of the reports held, new ones are linked into them; more are linked faster all at once.
SHARE = 0.2
_CACHE = 4096


class StoreHoldings:
    """What linking reads, from a store. ``in_force`` keeps of claims those that count; those of the ``remembered``
    reports asked for last are kept at hand."""

    def __init__(
        self, store: Store, in_force: Callable[[Iterable[Claim]], list[Claim]], remembered: int = _CACHE
    ) -> None:
        self._store = store

        @lru_cache(maxsize=remembered)
        def claims(report: str) -> list[Claim]:
            return sorted(in_force(store.find(Claim, report=report)), key=in_text)

        self._claims = claims

    def reports(self) -> Iterator[Report]:
        """All reports in the order of their ids, but those whose words were withdrawn."""
        return (report for report in self._store.find(Report) if report.text)

    def report(self, id: str) -> Report:
        """The report of an id."""
        return next(self._store.find(Report, id=id))

    def claims(self, report: str) -> list[Claim]:
        """The claims of a report in the order of their spans."""
        return self._claims(report)


def mark(shelf: Shelf, reports: int) -> None:
    """Note that all of so many reports are on the shelf."""
    shelf.put([(_made_by(), 0, 0, reports)])


def unmark(shelf: Shelf) -> None:
    """Note that the shelf is being changed: a run that is stopped leaves it so, and the next one starts afresh."""
    shelf.take([(_made_by(), 0, 0, 0)])


def current(store: Store) -> bool:
    """Whether what is derived in a store is of all that is in it, as far as the store can tell."""
    if isinstance(store, Archive):
        return marked(store.shelf) is not None
    return next(store.find(Incident), None) is not None


def marked(shelf: Shelf) -> int | None:
    """How many reports are on the shelf; None where it was never filled, or by another version of the linker."""
    return next((reports for _, _, reports in shelf.rows(_made_by())), None)


def _made_by() -> int:
    """What stands for the linker in force: another model, other cells of time or another threshold need a new shelf."""
    using = model()
    rules = (block.KEYS, block.LEAST, block.WINDOWS, THRESHOLD, FLOOR, HOPELESS, UNDATED, LAYOUT)
    return number("made by", using.by, using.start, len(using.trees), *rules)


def ready(store: Store, new: int) -> bool:
    """Whether a store can grow by so many new reports, which it holds already: its shelf knows all the others."""
    if not isinstance(store, Archive):
        return False
    held = marked(store.shelf)
    return held is not None and held + new == store.count(Report) and new <= SHARE * held


def update(store: Archive, holdings: StoreHoldings, new: Sequence[Report], policies: tuple[Rule, ...]) -> Change:
    """Link new reports, which the store holds, and make again what that changes. Gives what it changed."""
    index = Index(store.shelf, holdings)
    derived = Derived(
        lambda id: next(store.find(Incident, id=id), None),
        lambda report: store.find(Incident, report=report),
        lambda report: store.find(Echo, report=report),
    )
    change = grow(index, holdings, derived, list(store.find(Judgement, by="person")), new)
    told = {id for echo in change.echoes.values() for id in echo.reports}
    told |= {id for gone in sorted(change.gone_echoes) for echo in store.find(Echo, id=gone) for id in echo.reports}
    store.revise(Judgement, change.gone_judgements, change.judgements)
    store.revise(Echo, change.gone_echoes, change.echoes.values())
    store.revise(Incident, change.gone_incidents, change.incidents.values())
    tops = {one.id: one for one in change.incidents.values() if one.parent is None}
    for report in sorted(told):
        tops.update((one.id, one) for one in store.find(Incident, report=report) if one.parent is None)
    results = [reconcile(*supported(store, holdings, tops[id]), policies) for id in sorted(tops)]
    stale = {*change.gone_incidents, *tops, *(id for one in tops.values() for id in one.children)}
    store.revise(Estimate, stale, (one for result in results for one in result.estimates))
    store.revise(Finding, stale, (one for result in results for one in result.findings))
    store.revise(Grade, stale, (result.grade for result in results if result.grade is not None))
    return change


class Supported(NamedTuple):
    """An incident with all that its estimates rest on."""

    incident: Incident
    children: list[Incident]
    reports: list[Report]
    claims: list[Claim]
    echoes: list[Echo]


def supported(store: Store, holdings: StoreHoldings, incident: Incident) -> Supported:
    """An incident of a store with all that its estimates rest on."""
    children = [child for id in incident.children for child in store.find(Incident, id=id)]
    told = dict.fromkeys([*incident.reports, *incident.background])
    mine = dict.fromkeys([*incident.claims, *(id for child in children for id in child.claims)])
    claims = {claim.id: claim for report in told for claim in holdings.claims(report)}
    echoes = {echo.id: echo for report in told for echo in store.find(Echo, report=report)}
    return Supported(
        incident,
        children,
        [holdings.report(id) for id in told],
        [claims[id] for id in mine if id in claims],
        [echoes[id] for id in sorted(echoes)],
    )
