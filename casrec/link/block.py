"""Pairs of reports worth comparing, found by the rare words and names they share: never all pairs.

A key brings two reports together where it is rare about their time. Time is cut into cells of 2, 7, 30, 400 and 4,000
days; a cell in which a key is held by more reports than the width allows is full, and brings nobody together. So the
pairs grow with the reports, not with their square; an archive of ten years finds as much as one of a month; and what a
report is compared with depends on its own cells alone, so that a new report changes only its neighbourhood.
The fuller a cell that is not full, the less its key counts for.
All sums are of whole numbers: the order in which reports came cannot change them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from casrec.link.columns import NAME, PARTS, WORD, Columns
from casrec.link.pairing import grouped, neighbours, summed
from casrec.link.profile import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casrec.link.pairing import Ints

# A report is looked up by its weightiest terms: the happening's names, places and distinctive words are among them.
# Swept 40 and 60 on the development sets: 40 loses 0.01 of the true pairs of events-world.
KEYS = 60
# Weights are whole numbers of this part of one.
SCALE = 1024
# The product of a term's weights in two reports, summed over the keys that they share, from which they are compared.
# Swept 0.02 to 0.05: 0.04 takes half the pairs of 0.02, and no B-cubed F1 differs in the third place; 0.05 loses 0.02
# of the true pairs of events-world.
LEAST = int(0.04 * SCALE * SCALE)


@dataclass(frozen=True, slots=True)
class Window:
    """A width of the cells of time, in days, and how many reports may hold a key in one before it is full; the key's
    product is halved ``halved`` times."""

    most: int
    days: int
    halved: int = 0


# Swept on the development sets and on made-up reports at 250 a day: 24 and 40 reports a cell part large events (0.03
# and 0.005 of the true pairs of events-world); 200 without halving bring half as many pairs again, all of them wrong.
# An event of up to 480 reports in two days is still whole. The less a width halves, the earlier it stands here.
WINDOWS = (
    Window(60, 2),
    Window(60, 7),
    Window(60, 30),
    Window(24, 400),
    Window(8, 4000),
    Window(120, 2, 1),
    Window(120, 7, 1),
    Window(240, 2, 2),
    Window(480, 2, 3),
)
# A report without a day is brought together by keys that at most so many reports hold in all.
UNDATED = 500
# Reports whose pairs are summed at a time: about a million products, which need some 100 MB.
_BLOCK = 4096


class Keys(NamedTuple):
    """The keys of a report, sorted, and the weight of each."""

    ids: Ints
    weights: Ints


def keys(profile: Profile) -> list[tuple[int, int]]:
    """The weightiest terms of a report by its words, its title and its names: each as a number, with its weight."""
    (found,) = keyed([profile])
    return list(zip(found.ids.tolist(), found.weights.tolist(), strict=True))


def keyed(profiles: Sequence[Profile]) -> list[Keys]:
    """``keys`` for many reports; those of one do not depend on the others."""
    import numpy as np

    table = Columns([one.columns for one in profiles])
    terms = np.flatnonzero((table.kinds == WORD) | (table.kinds == NAME))
    owner = np.repeat(np.arange(len(profiles)), table.counts.sum(1))[terms]
    weights = 2 * table.a[terms].astype(np.int64)
    weights = np.where(table.kinds[terms] == WORD, np.maximum(weights, table.c[terms]), weights)
    known, at = np.unique(table.values(terms), return_inverse=True)
    cells, at = np.unique(owner * len(known) + at, return_inverse=True)
    most = np.zeros(len(cells), np.int64)
    np.maximum.at(most, at, weights)
    cells, most = cells[most > 0], most[most > 0]
    owner, place = np.divmod(cells, max(1, len(known)))
    order = np.argsort((owner + 1 << 18) - most, kind="stable")  # each report's keys, weightiest first
    starts = np.searchsorted(owner, np.arange(len(profiles)))
    best = np.sort(order[np.arange(len(order)) - starts[owner] < KEYS])
    ids, parts = known[place[best]], np.rint(most[best] * (SCALE / 2 / PARTS)).astype(np.int64)
    ends = np.searchsorted(owner[best], np.arange(1, len(profiles)))
    return [Keys(*one) for one in zip(np.split(ids, ends), np.split(parts, ends), strict=True)]


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of indexes into ``profiles`` that are worth comparing, sorted."""
    postings = Postings()
    for profile in profiles:
        postings.add(profile.day, *keyed([profile]))
    return sorted(
        (min(i, j), max(i, j))
        for left, right in postings.pairs()
        for i, j in zip(left.tolist(), right.tolist(), strict=True)
    )


@dataclass(slots=True)
class Postings:
    """Which reports hold which keys: 14 bytes a key, about a kilobyte a report."""

    _keys: array[int] = field(default_factory=lambda: array("q"))
    _reports: array[int] = field(default_factory=lambda: array("i"))
    _weights: array[int] = field(default_factory=lambda: array("h"))
    _days: array[int] = field(default_factory=lambda: array("i"))

    def add(self, day: int | None, held: Keys) -> None:
        """Note the keys and weights of the next report and its day of publication."""
        report = len(self._days)
        self._days.append(-1 if day is None else day)
        self._keys.frombytes(held.ids.tobytes())
        self._weights.frombytes(held.weights.astype("i2").tobytes())
        self._reports.extend([report] * len(held.ids))

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """The pairs worth comparing, as two arrays of reports' numbers, in the order of time; empties the postings."""
        import numpy as np

        days = np.frombuffer(self._days, np.int32) if self._days else np.zeros(0, np.int32)
        in_time = np.argsort(days, kind="stable").astype(np.int32)
        sorted_ = self._sorted(in_time, days)
        for low in range(0, len(days), _BLOCK):
            left, right = sorted_.block(low, min(low + _BLOCK, len(days)))
            if len(left):
                yield in_time[left], in_time[right]

    def _sorted(self, in_time: Ints, days: Ints) -> _Sorted:
        """The postings by key and time, without the keys that one report alone holds."""
        import numpy as np

        rank = np.empty(len(in_time), np.int32)
        rank[in_time] = np.arange(len(in_time), dtype=np.int32)
        held = np.frombuffer(self._keys, np.int64) if self._keys else np.zeros(0, np.int64)
        reports = np.frombuffer(self._reports, np.int32) if self._reports else np.zeros(0, np.int32)
        weights = np.frombuffer(self._weights, np.int16) if self._weights else np.zeros(0, np.int16)
        ranks = rank[reports]
        order = np.lexsort((ranks, held))
        groups, sizes = grouped(held[order])
        shared = sizes[groups] > 1
        order = order[shared]
        groups, _ = grouped(groups[shared])
        found = _Sorted(groups, ranks[order], days[in_time][ranks[order]], weights[order])
        self._keys, self._reports, self._weights = array("q"), array("i"), array("h")
        return found


class _Sorted:
    """Postings sorted by key and time."""

    def __init__(self, groups: Ints, ranks: Ints, days: Ints, weights: Ints) -> None:
        import numpy as np

        self.groups, self.ranks, self.days, self.weights = groups, ranks, days, weights
        self.width = int(ranks.max()) + 1 if len(ranks) else 1
        # The positions of each report: those of the report of rank r are by_rank[starts[r] : starts[r + 1]].
        self.by_rank = np.argsort(ranks, kind="stable").astype(np.int32)
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(ranks, minlength=self.width))])
        sizes = np.bincount(groups) if len(groups) else np.zeros(0, np.int64)
        self.loose = (days < 0) & (sizes[groups] <= UNDATED)
        self.open = np.zeros(len(groups), np.uint16)
        for bit, window in enumerate(WINDOWS):
            cells = days // window.days
            new = np.r_[True, (groups[1:] != groups[:-1]) | (cells[1:] != cells[:-1])] if len(groups) else days > 0
            cell = np.cumsum(new) - 1
            room = np.bincount(cell)[cell] <= window.most if len(groups) else days > 0
            self.open |= ((room & (days >= 0)).astype(np.uint16) << bit).astype(np.uint16)

    def block(self, low: int, high: int) -> tuple[Ints, Ints]:
        """The pairs worth comparing whose earlier report has a rank from ``low`` to below ``high``, as ranks."""
        import numpy as np

        pairs: list[Ints] = []
        products: list[Ints] = []
        first, last = self.starts[[min(low, self.width), min(high, self.width)]]
        mine = np.sort(self.by_rank[first:last]).astype(np.int64)
        for bit in range(len(WINDOWS)):
            for a, b in self._in_window(bit, mine[self._is_open(mine, bit)]):
                self._lay(a, b, WINDOWS[bit].halved, low, pairs, products)
        for a, b in neighbours(mine[self.loose[mine]], self.groups, UNDATED):
            self._lay(a, b, 0, low, pairs, products)
        values, sums = summed(pairs, products)
        values = values[sums >= LEAST]
        return values // self.width + low, values % self.width

    def _is_open(self, at: Ints, bit: int) -> NDArray[np.bool_]:
        """Whether positions lie in a cell of this width that is not full."""
        found: NDArray[np.bool_] = (self.open[at] >> bit & 1).astype(bool)
        return found

    def _in_window(self, bit: int, at: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Positions of pairs that this width of cells brings together and no narrower one did.

        What follows on a position within a window's days lies in its cell or in the next one: where that is full, all
        of it is, and nothing more follows.
        """
        import numpy as np

        window = WINDOWS[bit]
        for step in range(1, 2 * window.most):
            at = at[at + step < len(self.groups)]
            gap = self.days[at + step] - self.days[at]
            near = (self.groups[at] == self.groups[at + step]) & (gap <= window.days)
            near &= self._is_open(at + step, bit)
            at, gap = at[near], gap[near]
            if not len(at):
                return
            both = self.open[at] & self.open[at + step]
            before = np.zeros(len(at), bool)
            for narrower in range(bit):
                before |= (both >> narrower & 1).astype(bool) & (gap <= WINDOWS[narrower].days)
            yield at[~before], at[~before] + step

    def _lay(self, a: Ints, b: Ints, halved: int, low: int, pairs: list[Ints], products: list[Ints]) -> None:
        """Add the products of the weights at positions a and b."""
        import numpy as np

        pairs.append((self.ranks[a].astype(np.int64) - low) * self.width + self.ranks[b])
        products.append(self.weights[a].astype(np.int64) * self.weights[b] >> halved)
