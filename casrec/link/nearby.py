"""The reports that one is compared with, found on a shelf; the same as ``block`` finds among all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from casrec.link.block import LEAST, UNDATED, WINDOWS, keys
from casrec.link.profile import Profile
from casrec.link.shelved import Bookshelf
from casrec.seams import Row

# Rows of a key that are read whole; of a key with more only the cells about the report are.
_WHOLE = 3 * max(window.most for window in WINDOWS)
_UNKNOWN = -1

Cell = tuple[int, int, int]
"""A key, a width (the index of its window) and a cell of time; the width -1 is all time."""


def rows(report: int, profile: Profile) -> list[Row]:
    """What a shelf holds of a report's words."""
    day = _UNKNOWN if profile.day is None else profile.day
    return [(key, day, report, weight) for key, weight in keys(profile)]


def cells(held: Iterable[Row]) -> set[Cell]:
    """The cells that rows lie in."""
    found = set()
    for key, day, _, _ in held:
        found.add((key, -1, 0))
        if day >= 0:
            found.update((key, bit, day // window.days) for bit, window in enumerate(WINDOWS))
    return found


class Neighbours:
    """Finds neighbours. What is full is remembered: make another after the shelf has changed."""

    def __init__(self, shelf: Bookshelf) -> None:
        self._shelf = shelf
        self._full: dict[Cell, bool] = {}

    def full(self, cell: Cell) -> bool:
        """Whether a cell holds too many reports to bring any together."""
        found = self._full.get(cell)
        if found is None:
            key, bit, at = cell
            if bit < 0:
                found = len(self._shelf.shelf.rows(key, most=UNDATED + 1)) > UNDATED
            else:
                window = WINDOWS[bit]
                first = at * window.days
                held = self._shelf.shelf.rows(key, first, first + window.days - 1, window.most + 1)
                found = len(held) > window.most
            self._full[cell] = found
        return found

    def members(self, cell: Cell) -> set[int]:
        """The reports that a cell brings together; of all time only those without a day."""
        key, bit, _ = cell
        if bit < 0:
            return {report for _, report, _ in self._shelf.shelf.rows(key, _UNKNOWN, _UNKNOWN)}
        return {report for _, report, _ in self._inside(cell)}

    def of(self, report: int, profile: Profile) -> set[int]:
        """The reports that a report is worth comparing with."""
        sums: dict[int, int] = defaultdict(int)
        for key, weight in keys(profile):
            for other, (theirs, halved) in self._shared(key, profile.day).items():
                sums[other] += weight * theirs >> halved
        sums.pop(report, None)
        return {other for other, found in sums.items() if found >= LEAST}

    def _shared(self, key: int, day: int | None) -> dict[int, tuple[int, int]]:
        """The reports that a key brings together with one of a day: its weight there, and how often it is halved."""
        held = self._shelf.shelf.rows(key, most=_WHOLE + 1)
        whole = len(held) <= _WHOLE
        if whole:
            self._full[key, -1, 0] = len(held) > UNDATED
        loose = not self.full((key, -1, 0))
        found: dict[int, tuple[int, int]] = {}
        if loose:
            found.update((other, (weight, 0)) for at, other, weight in held if day is None or at < 0)
        if day is None:
            return found
        for bit, window in enumerate(WINDOWS):
            own = day // window.days
            if whole:
                self._count(key, bit, own, held)
            if self.full((key, bit, own)):
                continue
            for cell in (own - 1, own, own + 1):
                if not self.full((key, bit, cell)):
                    inside = held if whole else self._inside((key, bit, cell))
                    for at, other, weight in inside:
                        if at // window.days == cell and abs(at - day) <= window.days:
                            found.setdefault(other, (weight, window.halved))
        return found

    def _inside(self, cell: Cell) -> list[tuple[int, int, int]]:
        """The rows of a cell."""
        key, bit, at = cell
        first = at * WINDOWS[bit].days
        return self._shelf.shelf.rows(key, first, first + WINDOWS[bit].days - 1)

    def _count(self, key: int, bit: int, own: int, held: list[tuple[int, int, int]]) -> None:
        """Note which cells about a day are full, from all rows of a key."""
        window = WINDOWS[bit]
        if (key, bit, own) in self._full and (key, bit, own - 1) in self._full and (key, bit, own + 1) in self._full:
            return
        inside = Counter(at // window.days for at, _, _ in held if at >= 0)
        for cell in (own - 1, own, own + 1):
            self._full[key, bit, cell] = inside[cell] > window.most
