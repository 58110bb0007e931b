"""New reports linked into a store that holds many: only the components, copies and incidents that they touch are made
again, and the result is that of linking all reports at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from casrec.ids import content_id
from casrec.link import background
from casrec.link.cluster import SCALE, THRESHOLD, Links
from casrec.link.components import clustered
from casrec.link.echoes import echo, groups
from casrec.link.holdings import Holdings
from casrec.link.incidents import Told, incident, with_sites
from casrec.link.index import Index, Touched
from casrec.link.judge import model
from casrec.link.packing import Judgements
from casrec.link.pairs import Decided, latest, of_people
from casrec.link.reasons import chains, telling
from casrec.link.shelved import COPY, PAIR, SHARES, number, plays, unsigned
from casrec.link.sites import site_key
from casrec.records import Claim, Echo, Incident, Judgement, Report
from casrec.terms import Verdict

# Days that an incident is looked for before a day: no time known to the day spans more.
_MARGIN = 7


@dataclass(slots=True)
class Change:
    """What linking new reports changes in the derived records: the ids that go, and the records that come."""

    gone_incidents: set[str] = field(default_factory=set)
    incidents: dict[str, Incident] = field(default_factory=dict)
    gone_judgements: set[str] = field(default_factory=set)
    judgements: Judgements = field(default_factory=Judgements)
    gone_echoes: set[str] = field(default_factory=set)
    echoes: dict[str, Echo] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derived:
    """How the derived records that are there are looked up."""

    incident: Callable[[str], Incident | None]
    incidents_of: Callable[[str], Iterable[Incident]]
    echoes_of: Callable[[str], Iterable[Echo]]


def grow(
    index: Index, holdings: Holdings, derived: Derived, judgements: Iterable[Judgement], new: Sequence[Report]
) -> Change:
    """Link ``new`` reports, which the holdings have and the index has not. The index is brought up to date."""
    return _Growth(index, holdings, derived, list(judgements)).run(new)


class _Growth:
    """One growth of the incidents of a store."""

    def __init__(self, index: Index, holdings: Holdings, derived: Derived, judgements: Sequence[Judgement]) -> None:
        self.index, self.books, self.shelf = index, index.books, index.books.shelf
        self.holdings, self.derived, self.judgements = holdings, derived, judgements
        self.change = Change()
        self.base: dict[str, Incident] = {}

    def run(self, new: Sequence[Report]) -> Change:
        """All that changes."""
        touched = self.index.add(new)
        members = self._regroup(touched)
        self._recall(new)
        self._copies(touched)
        self.change.gone_judgements |= self._old_judgements(members, touched)
        return self.change

    # ---------------------------------------------------------------- groups

    def _regroup(self, touched: Touched) -> set[int]:
        """Make the incidents of the touched components again. Gives all their reports."""
        decided, edges = self._decided()
        inside = self._closure(touched.reports, decided, edges)
        outside = {
            other
            for report in inside
            for other, value in self.books.tied(PAIR, report).items()
            if other not in inside and telling(value / SCALE) and self._placed(other)
        }
        order = sorted(inside | outside, key=lambda report: self.books.profile(report).report)
        at = {report: place for place, report in enumerate(order)}
        local = Decided(
            tuple(_pair(at[i], at[j]) for i, j in decided.same if i in at and j in at),
            tuple(_pair(at[i], at[j]) for i, j in decided.different if i in at and j in at),
            frozenset(),
            tuple((*_pair(at[i], at[j]), id) for i, j, id in decided.joined if i in at and j in at),
        )
        odds = {
            _pair(at[report], at[other]): value / SCALE
            for report in inside
            for other, value in self.books.tied(PAIR, report).items()
            if other in at and (min(report, other), max(report, other)) not in decided.unsure
        }
        made: list[list[int]] = []
        for component in self._components(inside, decided, edges):
            held = sorted(at[report] for report in component)
            own = set(held)
            mine = {pair: value for pair, value in odds.items() if pair[0] in own and pair[1] in own}
            for group in clustered(held, mine, local.same, local.different):
                if any(self._tells(order[member]) for member in group):
                    made.append(group)
        apart = [[at[report]] for report in sorted(outside)]
        profiles = [self.books.profile(report) for report in order]
        found = chains([*made, *apart], profiles, Links.between(odds), local.joined)
        self.change.judgements = found.judgements
        for report in inside:
            self._drop(profiles[at[report]].report)
        for group, chain in zip(made, found.chains[: len(made)], strict=True):
            reports = [self.holdings.report(profiles[i].report) for i in group]
            one = incident([Told.of(self.holdings, held.id, held.published) for held in reports], chain)
            self.base[one.id] = one
            self.shelf.put(plays(one))
        return inside

    def _decided(self) -> tuple[Decided, dict[int, set[int]]]:
        """What people decided, by reports' numbers, and the reports that they joined with each."""
        mentions = {}
        for one in self.judgements:
            if of_people(one):
                for mention in (one.left, one.right or ""):
                    for _, report, _ in self.shelf.rows(number("mention", mention), most=1):
                        mentions[mention] = report
        decided = latest(self.judgements, mentions)
        edges: dict[int, set[int]] = {}
        for left, right in decided.same:
            edges.setdefault(left, set()).add(right)
            edges.setdefault(right, set()).add(left)
        return decided, edges

    def _likely(self, report: int, decided: Decided, edges: dict[int, set[int]]) -> set[int]:
        """The reports that one may be in a group with."""
        near = {
            other
            for other, value in self.books.tied(PAIR, report).items()
            if value >= THRESHOLD * SCALE and (min(report, other), max(report, other)) not in decided.unsure
        }
        return near | edges.get(report, set())

    def _closure(self, reports: Iterable[int], decided: Decided, edges: dict[int, set[int]]) -> set[int]:
        """All reports of the components that some are in."""
        found, waiting = set(reports), sorted(reports)
        while waiting:
            for other in self._likely(waiting.pop(), decided, edges) - found:
                found.add(other)
                waiting.append(other)
        return found

    def _components(self, reports: set[int], decided: Decided, edges: dict[int, set[int]]) -> list[set[int]]:
        """Reports by component."""
        found = []
        left = set(reports)
        while left:
            one = self._closure([min(left)], decided, edges)
            found.append(one)
            left -= one
        return found

    def _tells(self, report: int) -> bool:
        """Whether a report tells of harm or has claims: one that does not is in no incident by itself."""
        held = self.books.profile(report)
        return held.told or bool(self.holdings.claims(held.report))

    def _placed(self, report: int) -> bool:
        """Whether a report that is not touched is in an incident."""
        id = self.books.profile(report).report
        return any(id in one.reports for one in self.derived.incidents_of(id))

    def _drop(self, report: str) -> None:
        """Let the incident go that a report is in."""
        for one in self.derived.incidents_of(report):
            if report in one.reports and one.parent is None and one.id not in self.change.gone_incidents:
                self.change.gone_incidents |= {one.id, *one.children}
                self.shelf.take(plays(one))

    # ---------------------------------------------------------------- what is recalled

    def _recall(self, new: Sequence[Report]) -> None:
        """Make the incidents complete: with what is recalled of them, and their sites."""
        keys = {
            background.key(claim.mention)
            for report in new
            for claim in self.holdings.claims(report.id)
            if background.is_recalled(claim)
        }
        gone = [one for id in sorted(self.change.gone_incidents) if (one := self.derived.incident(id)) is not None]
        for one in [*gone, *self.base.values()]:
            keys |= {background.key(claim.mention) for claim in self._recalled_near(one)}
        for key in sorted(keys):
            happening = self._happening(key)
            if happening is None:
                continue
            held = self._may_be(happening)
            for id in held:
                self._reopen(id)
            alone = background.incident(happening)
            old = self.derived.incident(alone.id)
            if old is not None:
                self.change.gone_incidents |= {old.id, *old.children}
            if len(held) != 1:
                self._finish(alone)
        for one in list(self.base.values()):
            near = {background.key(claim.mention) for claim in self._recalled_near(one)}
            for key in sorted(near):
                happening = self._happening(key)
                if happening is not None and self._may_be(happening) == [one.id]:
                    one = background.attached(one, happening)
            self._finish(one)

    def _finish(self, one: Incident) -> None:
        """Note an incident with its sites."""
        for made in with_sites(one, self.holdings):
            self.change.incidents[made.id] = made

    def _reopen(self, id: str) -> None:
        """Make an incident again whose reports stay as they are."""
        if id in self.base:
            return
        old = self.derived.incident(id)
        assert old is not None, f"no incident {id}"
        told = [self.holdings.report(report) for report in sorted(old.reports)]
        self.base[id] = incident([Told.of(self.holdings, one.id, one.published) for one in told], old.judgements)
        self.change.gone_incidents |= {id, *old.children}

    def _recalled_near(self, one: Incident) -> list[Claim]:
        """The claims of happenings recalled about an incident's places and days."""
        when = background.days(one.when)
        if when is None:
            return []
        found = {}
        for key in sorted({site_key(place) for place in one.places if background.narrow(place)}):
            held = self.shelf.rows(number("recalled at", key), when[0] - _MARGIN, when[1] + _MARGIN)
            for report in sorted({report for _, report, _ in held}):
                for claim in self.holdings.claims(self.books.profile(report).report):
                    if background.is_recalled(claim):
                        found[claim.id] = claim
        return list(found.values())

    def _happening(self, key: str) -> background.Recalled | None:
        """The recalled happening of a key."""
        reports = [self.books.profile(report).report for report in self.books.values(number("recalled", key))]
        claims = [claim for report in reports for claim in self.holdings.claims(report)]
        mine = [claim for claim in claims if background.is_recalled(claim) and background.key(claim.mention) == key]
        return next(iter(background.recalled(mine)), None)

    def _may_be(self, happening: background.Recalled) -> list[str]:
        """The incidents that a recalled happening may be."""
        mention = happening.mentions[0]
        when = background.days(mention.when)
        if when is None:
            return []
        first, last = when[0] - background.SLACK - _MARGIN, when[1] + background.SLACK
        found = set()
        for place in mention.places:
            for _, value, _ in self.shelf.rows(number("plays", site_key(place)), first, last):
                id = unsigned("inc", value)
                one = self.base.get(id) or self.derived.incident(id)
                if one is not None and background.may_be(mention, one):
                    found.add(id)
        return sorted(found)

    # ---------------------------------------------------------------- copies

    def _copies(self, touched: Touched) -> None:
        """Make the echoes again whose reports share more or less than before."""
        reports = set(touched.copies)
        ids = {report: self.books.profile(report).report for report in reports}
        for report in sorted(reports):
            for old in self.derived.echoes_of(ids[report]):
                self.change.gone_echoes.add(old.id)
                reports |= {number("report", id) for id in old.reports}
        while True:
            more = {other for report in reports for other in self.books.tied(COPY, report)} - reports
            if not more:
                break
            reports |= more
        names = {report: self.books.profile(report).report for report in reports}
        shares = {}
        for report in reports:
            for other, value in self.books.tied(COPY, report).items():
                if names[report] < names[other]:
                    shares[names[report], names[other]] = value / SHARES
        for group, share in groups(shares):
            made = echo(group, share, self.holdings)
            self.change.echoes[made.id] = made

    # ---------------------------------------------------------------- judgements

    def _old_judgements(self, members: set[int], touched: Touched) -> set[str]:
        """The ids of all judgements that rules may have made of pairs of these reports, or of pairs that are gone."""
        pairs = {_pair(report, other) for report in members for other in self.books.tied(PAIR, report)} | touched.pairs
        found = set()
        for left, right in pairs:
            mentions = sorted((self.books.profile(left).mention.id, self.books.profile(right).mention.id))
            for verdict in (Verdict.SAME, Verdict.UNSURE):
                found.add(content_id("jdg", *mentions, verdict, model().by, None))
        return found


def _pair(left: int, right: int) -> tuple[int, int]:
    return min(left, right), max(left, right)
