"""The dossiers of a store: what supports an incident, each record looked up by its id or its report.

Apart from ``pipeline``, so that showing one incident loads nothing of what reads, extracts, links or reconciles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from casrec import seams
from casrec.errors import UsageError
from casrec.link import follow
from casrec.link.shelved import playing_near
from casrec.publish.dossier import gather
from casrec.records import Claim, Dossier, Echo, Estimate, Finding, Grade, Incident, Judgement, Report
from casrec.seams import Archive, Extractor, Store
from casrec.terms import Verdict

EXTRACTOR = "grammar"

Counted = Callable[[Iterable[Claim]], list[Claim]]
"""Keeps of some claims those that count."""


@lru_cache(maxsize=4)
def extractor(name: str = EXTRACTOR) -> Extractor:
    """The extractor of that name, loaded once a process."""
    return cast(Extractor, seams.load("casrec.extractors", name)())


def current_claims(store: Store) -> list[Claim]:
    """The claims of the extractor's version in force, without those a person rejected."""
    return in_force(store)(store.find(Claim))


def in_force(store: Store, name: str = EXTRACTOR) -> Counted:
    """What keeps of claims those that the extractor's version in force made and no person has rejected so far."""
    version = extractor(name).version
    rejected = {j.left for j in store.find(Judgement, by="person") if j.verdict is Verdict.REJECTED}

    def kept(claims: Iterable[Claim]) -> list[Claim]:
        return [c for c in claims if (c.extractor, c.version) == (name, version) and c.id not in rejected]

    return kept


def dossiers(store: Store, incident: str | None = None) -> Iterator[Dossier]:
    """The dossiers of a store, one for each incident that is no one's child; or the one asked for.

    Raises UsageError where there is no such incident. A child's id gives its parent's dossier.
    """
    if incident is None:
        counted = in_force(store)  # once: what people rejected is read whole
        for top in store.find(Incident, parent=None):
            yield dossier(store, top, counted)
        return
    found = next(store.find(Incident, id=incident), None)
    while found is not None and found.parent is not None:
        found = next(store.find(Incident, id=found.parent), None)
    if found is None:
        raise UsageError(f"no incident {incident}")
    yield dossier(store, found)


def dossier(store: Store, incident: Incident, counted: Counted | None = None) -> Dossier:
    """One incident with all that supports it, looked up by id so that a large store opens it as fast as a small one.

    ``counted`` keeps of claims those that count; where left out, those of the extractor in force that nobody rejected.
    """
    children = [child for id in incident.children for child in store.find(Incident, id=id)]
    told = dict.fromkeys([*incident.reports, *incident.background])
    reports = [report for id in told for report in store.find(Report, id=id)]
    claims = (counted or in_force(store))(claim for id in told for claim in store.find(Claim, report=id))
    family = [incident, *children]
    return gather(
        incident,
        children,
        reports,
        claims,
        [estimate for one in family for estimate in store.find(Estimate, incident=one.id)],
        [finding for one in family for finding in store.find(Finding, incident=one.id)],
        echoes_of(store, told),
        [judgement for one in family for id in one.judgements for judgement in store.find(Judgement, id=id)],
        grades=store.find(Grade, incident=incident.id),
        follows=followed(store, incident, [report for report in reports if report.id in incident.reports]),
    )


def echoes_of(store: Store, reports: Iterable[str]) -> list[Echo]:
    """The echoes that any of these reports is in, in the order of their ids."""
    found = {echo.id: echo for id in reports for echo in store.find(Echo, report=id)}
    return [found[id] for id in sorted(found)]


def followed(store: Store, incident: Incident, reports: Sequence[Report]) -> Incident | None:
    """The incident that one follows: a trial, an anniversary, a memorial, an aftershock. ``reports`` are its own.

    Looked for are the incidents that its reports recall, and those at its places in the weeks before.
    """
    if follow.kind(reports) is None:
        return None
    near = {one.id: one for report in reports for one in store.find(Incident, report=report.id)}
    if isinstance(store, Archive):
        for id in playing_near(store.shelf, incident):
            near.update((one.id, one) for one in store.find(Incident, id=id))
    return follow.about(incident, reports, [near[id] for id in sorted(near)])
