"""Reports added to a store's shelf: what outlets repeat, words, copies and the odds of pairs, where they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from casrec.link.cluster import FLOOR, SCALE, THRESHOLD
from casrec.link.echoes import FEW, SET_PHRASE, sample, share, shingles
from casrec.link.holdings import Holdings, lead_mention
from casrec.link.nearby import Neighbours, cells, rows
from casrec.link.pairs import judge
from casrec.link.profile import Profile, profile
from casrec.link.shelved import COPY, PAIR, SHARES, Bookshelf, facts, number, shingle_key
from casrec.link.story import REPEATED, Story, line_keys, story
from casrec.records import Report
from casrec.seams import Row, Shelf


@dataclass(slots=True)
class Touched:
    """What adding reports changed, by reports' numbers: ``pairs`` whose odds came, went or changed, ``copies`` whose
    shared text did. ``added`` are the reports that came."""

    added: set[int] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    copies: set[int] = field(default_factory=set)


class _Repeated:
    """The lines that outlets repeat, counted on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[int, bool] = {}

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, int)
        if key not in self._known:
            self._known[key] = len(self._shelf.rows(key, most=REPEATED)) >= REPEATED
        return self._known[key]


class Index:
    """A shelf to which reports are added."""

    def __init__(self, shelf: Shelf, holdings: Holdings) -> None:
        self.books = Bookshelf(shelf)
        self._shelf = shelf
        self._holdings = holdings
        self._stories: dict[int, Story] = {}

    def add(self, reports: Iterable[Report]) -> Touched:
        """Add reports, with their claims: those of the holdings that are not on the shelf yet."""
        new = {number("report", report.id): report for report in reports}
        touched = Touched(added=set(new))
        old, again = self._read(new)
        repeated = _Repeated(self._shelf)
        changed = {**again, **new}
        self._stories = {report: story(held, repeated) for report, held in changed.items()}
        dirty = self._words(changed)
        self._compare(dirty | changed.keys(), changed.keys(), touched)
        self._echoes(old, changed, touched)
        self._shelf.put(row for one in new.values() for row in facts(one, self._holdings.claims(one.id)))
        touched.reports |= touched.added | again.keys()
        return touched

    def _read(self, new: dict[int, Report]) -> tuple[dict[int, Story], dict[int, Report]]:
        """Note the lines of new reports. Gives the reports held whose outlet now repeats a line of theirs, and the
        story that each had until now."""
        lines = {report: line_keys(held) for report, held in new.items()}
        before = {key: len(self._shelf.rows(key, most=REPEATED)) for mine in lines.values() for key in mine}
        counts = Counter(key for mine in lines.values() for key in mine)
        crossed = [key for key, held in before.items() if 0 < held < REPEATED <= held + counts[key]]
        again = {report for key in crossed for _, report, _ in self._shelf.rows(key)}
        held = {report: self._holdings.report(self.books.profile(report).report) for report in sorted(again)}
        repeated = _Repeated(self._shelf)
        old = {report: story(one, repeated) for report, one in held.items()}
        self._shelf.put((key, 0, report, 0) for report, mine in lines.items() for key in sorted(mine))
        return old, held

    def _words(self, changed: dict[int, Report]) -> set[int]:
        """Note the words of reports anew. Gives the reports held whose neighbours may have changed by that."""
        gone: list[Row] = []
        come: list[Row] = []
        for report, held in changed.items():
            known = self.books.held(report)
            if known is not None:
                gone += rows(report, known)
            claims = self._holdings.claims(held.id)
            mine = profile(held, self._stories[report], lead_mention(held, claims), claims)
            self.books.keep(report, mine)
            come += rows(report, mine)
        watched = sorted(cells(gone) | cells(come))
        before = Neighbours(self.books)
        was = {cell: before.full(cell) for cell in watched}
        self._shelf.take(gone)
        self._shelf.put(come)
        after = Neighbours(self.books)
        return {report for cell in watched if after.full(cell) != was[cell] for report in after.members(cell)}

    def _compare(self, reports: Iterable[int], anew: Iterable[int], touched: Touched) -> None:
        """Bring the pairs of some reports up to date; those of ``anew`` are judged again."""
        finder = Neighbours(self.books)
        judged = set(anew)
        dirty = set(reports)
        wanted: set[tuple[int, int]] = set()
        before: dict[tuple[int, int], int] = {}
        for report in sorted(dirty):
            near = finder.of(report, self.books.profile(report))
            known = self.books.tied(PAIR, report)
            gone = known.keys() - near
            self.books.untie(PAIR, [(report, other) for other in sorted(gone)])
            for other in near:
                if other not in known or report in judged or other in judged:
                    pair = min(report, other), max(report, other)
                    wanted.add(pair)
                    if other in known:
                        before[pair] = known[other]
            for other in gone:
                self._changed((min(report, other), max(report, other)), known[other], dirty, touched)
        pairs = sorted(wanted)
        odds = dict(zip(pairs, judge([self._ordered(*pair) for pair in pairs]), strict=True))
        low = {pair for pair, value in odds.items() if value < FLOOR * SCALE}
        self.books.untie(PAIR, sorted(low & before.keys()))
        self.books.tie(PAIR, ((*pair, odds[pair]) for pair in pairs if pair not in low))
        for pair in wanted - (low - before.keys()):
            self._changed(pair, before.get(pair), dirty, touched)

    def _changed(self, pair: tuple[int, int], before: int | None, dirty: set[int], touched: Touched) -> None:
        """Note that a pair came, went or was judged again; ``before`` are the odds that it had."""
        touched.pairs.add(pair)
        touched.reports |= dirty.intersection(pair)
        # The other's component changes with this report's where they are in one, or were by this very pair.
        if before is not None and before >= THRESHOLD * SCALE:
            touched.reports.update(pair)

    def _ordered(self, left: int, right: int) -> tuple[Profile, Profile]:
        """The profiles of a pair, the one with the lesser id first."""
        one, other = self.books.profile(left), self.books.profile(right)
        return (one, other) if one.report < other.report else (other, one)

    def _echoes(self, old: dict[int, Story], changed: dict[int, Report], touched: Touched) -> None:
        """Bring what reports share with others up to date."""
        gone = {report: sample(shingles(told)) for report, told in old.items()}
        come = {report: sample(shingles(self._stories[report])) for report in changed}
        watched = {shingle_key(s) for some in (gone, come) for mine in some.values() for s in mine}
        before = {key: len(self._shelf.rows(key, most=SET_PHRASE + 1)) for key in watched}
        self._shelf.take((shingle_key(s), 0, report, 0) for report, mine in gone.items() for s in mine)
        self._shelf.put((shingle_key(s), 0, report, 0) for report, mine in come.items() for s in mine)
        dirty = set(changed)
        for key in sorted(watched):
            after = self._shelf.rows(key, most=SET_PHRASE + 1)
            if (len(after) > SET_PHRASE) != (before[key] > SET_PHRASE):
                dirty |= {report for _, report, _ in self._shelf.rows(key)}
        for report in sorted(dirty):
            self._copies(report, touched)

    def _copies(self, report: int, touched: Touched) -> None:
        """Bring the reports that share a text with one up to date."""
        mine = shingles(self._story(report))
        counts: Counter[int] = Counter()
        for shingle in sample(mine):
            held = self._shelf.rows(shingle_key(shingle), most=SET_PHRASE + 1)
            if len(held) <= SET_PHRASE:
                counts.update(other for _, other, _ in held)
        found = {}
        for other, count in counts.items():
            shared = share(mine, shingles(self._story(other))) if count >= FEW and other != report else None
            if shared is not None:
                found[other] = round(shared * SHARES)
        known = self.books.tied(COPY, report)
        if found != known:
            self.books.untie(COPY, [(report, other) for other in sorted(known.keys() - found.keys())])
            self.books.tie(COPY, [(report, other, value) for other, value in sorted(found.items())])
            touched.copies |= {report, *known, *found}

    def _story(self, report: int) -> Story:
        """The story of a report as it is now."""
        if report not in self._stories:
            held = self._holdings.report(self.books.profile(report).report)
            self._stories[report] = story(held, _Repeated(self._shelf))
        return self._stories[report]
