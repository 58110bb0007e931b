"""All reports put on a store's shelf after they were linked at once, so that new ones can be linked to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casrec.link.echoes import sample, shingles
from casrec.link.holdings import Holdings
from casrec.link.nearby import rows
from casrec.link.pairs import Odds
from casrec.link.shelved import COPY, PAIR, SHARES, Bookshelf, facts, number, plays, shingle_key
from casrec.link.story import line_keys, story
from casrec.link.survey import Survey
from casrec.records import Incident, Report
from casrec.seams import Row, Shelf, Tick, silent

# Reports whose rows are put at a time.
_BATCH = 500


def fill(
    shelf: Shelf,
    holdings: Holdings,
    read: Survey,
    odds: Odds,
    shares: Mapping[tuple[str, str], float],
    incidents: Iterable[Incident],
    tick: Tick = silent,
) -> None:
    """Make a shelf anew from what linking all reports at once found. ``incidents`` are those before anything that is
    recalled was joined to them."""
    shelf.clear()
    numbers = [number("report", id) for id in read.ids]
    held: list[Row] = []
    bodies: dict[int, bytes] = {}
    for done, report in enumerate(holdings.reports(), 1):
        held += _of(report, holdings, read, done - 1)
        bodies[numbers[done - 1]] = read.profiles.packed(done - 1)
        if len(bodies) >= _BATCH or done == len(numbers):
            shelf.put(held)
            shelf.keep(bodies)
            held.clear()
            bodies.clear()
            tick("indexing", done, len(numbers))
    books = Bookshelf(shelf)
    books.tie(PAIR, _pairs(odds, numbers))
    books.tie(COPY, ((number("report", a), number("report", b), round(s * SHARES)) for (a, b), s in shares.items()))
    shelf.put(row for one in incidents for row in plays(one))


def _of(report: Report, holdings: Holdings, read: Survey, index: int) -> list[Row]:
    """All rows that lead to one report."""
    me = number("report", report.id)
    found = [(key, 0, me, 0) for key in sorted(line_keys(report))]
    found += rows(me, read.profiles[index])
    found += [(shingle_key(one), 0, me, 0) for one in sample(shingles(story(report, read.repeated)))]
    return found + facts(report, holdings.claims(report.id))


def _pairs(odds: Odds, numbers: list[int]) -> Iterator[tuple[int, int, int]]:
    """The pairs compared with their odds, by reports' numbers."""
    left, right, value = odds.links()
    for at in range(len(left)):
        yield numbers[int(left[at])], numbers[int(right[at])], int(value[at])
