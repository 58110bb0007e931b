"""What two reports have in common, for many pairs at once: the arithmetic under ``compare``, by arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from casrec.link.columns import KIND_AT, OWN, VALUE, Columns, rarities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casrec.link.columns import Floats, Ids, Ints

    Bools = NDArray[np.bool_]

# Elements are looked up by so many of their bits; those few of a report that meet in one place are looked up singly.
_PLACES = 1 << 16


@dataclass(frozen=True, slots=True)
class Shared:
    """Elements that both reports of a pair have: the pair's number, and where the element stands in either report."""

    pair: Ints
    left: Ints
    right: Ints

    def of(self, mine: Ints | slice) -> Shared:
        """Some of them, or all in another order."""
        return Shared(self.pair[mine], self.left[mine], self.right[mine])

    def channels(self, table: Columns, name: str) -> tuple[Floats, Floats]:
        """A number of each element as it is in the left report, and in the right one: whole, as sums want it."""
        import numpy as np

        values = getattr(table, name)
        return values[self.left].astype(np.float64), values[self.right].astype(np.float64)


def shared(table: Columns, left: Ints, right: Ints, first: int = 0, last: int = OWN) -> Shared:
    """What the reports of each pair have in common of the kinds of elements from ``first`` to below ``last``.

    The elements of one report are laid out once, and those of all that it is paired with looked up among them at once.
    """
    import numpy as np

    if not len(left):
        none = np.zeros(0, np.int64)
        return Shared(none, none, none)
    pairs = np.bincount(left, minlength=len(table.heads)) + np.bincount(right, minlength=len(table.heads))
    swapped = pairs[left] < pairs[right]
    pivot, other = np.where(swapped, right, left), np.where(swapped, left, right)
    order = np.argsort(pivot, kind="stable")
    lookup = _lookup(table, first, last)
    cuts = np.flatnonzero(np.diff(pivot[order], prepend=-1)).tolist()
    found = [
        lookup.of(int(pivot[order[start]]), other[order[start:end]], start)
        for start, end in zip(cuts, [*cuts[1:], len(order)], strict=True)
    ]
    at, one, two = (np.concatenate(part) for part in zip(*found, strict=True))
    pair = order[at]
    turned = swapped[pair]
    return Shared(pair, np.where(turned, two, one), np.where(turned, one, two))


@lru_cache(maxsize=2)
def _lookup(table: Columns, first: int, last: int) -> _Lookup:
    """The elements of the table in hand by their place: pairs of one table come in many batches."""
    return _Lookup(table, first, last)


class _Lookup:
    """Elements of a table, of some neighbouring kinds, by their place."""

    def __init__(self, table: Columns, first: int, last: int) -> None:
        import numpy as np

        self.ids = table.ids
        mixed = self.ids ^ (self.ids >> np.uint64(20)) ^ (self.ids >> np.uint64(58))
        self.places = (mixed & np.uint64(_PLACES - 1)).astype(np.int32)
        self.begins, self.sizes = table.starts[:, first], table.counts[:, first:last].sum(1)
        self.starts, self.ends = self.begins.tolist(), (self.begins + self.sizes).tolist()
        self.laid = np.full(_PLACES, -1, np.int32)

    def of(self, one: int, others: Ints, first: int) -> tuple[Ints, Ints, Ints]:
        """What a report shares with each of some others: the other's place among them, counted from ``first``, and
        where the element stands in the one and in the other."""
        import numpy as np

        starts, ends, laid = self.starts, self.ends, self.laid
        own = np.arange(starts[one], ends[one], dtype=np.int32)
        at = self.places[starts[one] : ends[one]]
        theirs = np.concatenate([self.places[starts[other] : ends[other]] for other in others.tolist()])
        laid[at] = own
        met = laid[theirs]
        hidden = own[laid[at] != own]  # elements whose place another one has taken
        laid[at] = -1
        hit = np.flatnonzero(met >= 0)
        mine = met[hit]
        if len(hidden):
            more = [np.flatnonzero(theirs == self.places[element]) for element in hidden.tolist()]
            hit = np.concatenate([hit, *more])
            mine = np.concatenate([mine, np.repeat(hidden, [len(found) for found in more])])
        sizes = self.sizes[others]
        pair = np.repeat(np.arange(len(others), dtype=np.int32), sizes)[hit]
        where = hit + (self.begins[others] - np.cumsum(sizes) + sizes)[pair]
        same = self.ids[mine] == self.ids[where]
        return pair[same].astype(np.int64) + first, mine[same].astype(np.int64), where[same]


@lru_cache(maxsize=1)
def _ranks() -> tuple[Ints, Floats]:
    """The place of each code of rarity among all, rarest first; and the rarity at each place."""
    import numpy as np

    values = rarities()
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks, values[order]


def rarest(pair: Ints, code: Ints, size: int, most: int) -> Floats:
    """The summed rarity of the ``most`` rarest elements of each pair below ``size``, from the rarest on."""
    import numpy as np

    ranks, values = _ranks()
    both = np.sort(pair << 16 | ranks[code])
    pair = both >> 16
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    place = np.arange(len(pair)) - np.repeat(first, np.diff(first, append=len(pair)))
    kept = place < most
    found = np.zeros((size, most))
    found[pair[kept], place[kept]] = values[both[kept] & 0xFFFF]
    total = np.zeros(size)
    for column in found.T:
        total += column
    return total


def ragged(table: Columns, kind: int, reports: Ints) -> tuple[Ints, Ints]:
    """All elements of a kind of some reports: the place of each report among them, and where the element stands."""
    import numpy as np

    counts = table.counts[reports, kind]
    place = np.repeat(np.arange(len(reports)), counts)
    begin = table.starts[reports, kind] - np.cumsum(counts) + counts
    return place, np.arange(len(place)) + begin[place]


def crossed(table: Columns, kind: int, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """Each element of a kind of a pair's left report with each of its right one: the pair, and where the two stand."""
    import numpy as np

    ours, theirs = table.counts[left, kind], table.counts[right, kind]
    counts = ours * theirs
    pair = np.repeat(np.arange(len(left)), counts)
    step = np.arange(len(pair)) - (np.cumsum(counts) - counts)[pair]
    one, other = np.divmod(step, theirs[pair])
    return pair, table.starts[left, kind][pair] + one, table.starts[right, kind][pair] + other


def held(table: Columns, kind: int, reports: Ints, ids: Ids) -> Bools:
    """Whether reports have elements of a kind with a weight, by the values of ``ids``."""
    import numpy as np

    wanted = (ids & np.uint64(VALUE)) | np.uint64(kind << KIND_AT)
    low = table.starts[reports, kind]
    end = low + table.counts[reports, kind]
    high = end.copy()
    for _ in range(int(table.counts[:, kind].max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        less = (low < high) & (table.ids[np.minimum(middle, len(table.ids) - 1)] < wanted)
        low, high = np.where(less, middle + 1, low), np.where(less, high, np.minimum(middle, high))
    at = np.minimum(low, len(table.ids) - 1)
    found: Bools = (low < end) & (table.ids[at] == wanted) & (table.a[at] > 0)
    return found
