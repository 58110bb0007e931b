"""Reports joined into incidents so that judgements are kept and no chain of weak links holds a group together."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casrec.link.pairing import Ints

    Bools = NDArray[np.bool_]

Pair = tuple[int, int]

# Log-odds are kept to so many parts of one: sums of whole numbers are the same in any order, and in a store.
SCALE = 1_000_000

# Log-odds of a pair that nothing brought together.
UNRELATED = -5.0
# Pairs of lower log-odds are let go, and count as UNRELATED. Swept on the development sets: at -4 and -6 F1 is what it
# is without a floor; at -3 events-world-dev loses 0.003 of it.
FLOOR = -4.0
# Two groups join while their link is at least this. A link is the mean of the log-odds of all pairs between them and of
# the best of these pairs, weighed by BEST. Swept (0.25 to 2, 0.3 to 0.7) on training events, each judged by trees that
# had not seen it: on events-gva-dev a threshold of 0.25 mixes 16 incidents, 0.75 mixes 11 at the same F1 (0.977), 2
# mixes 6 at 0.970. BEST moves F1 by less than 0.002 between 0.3 and 0.7; 0.3 splits the later reports of large events,
# 0.7 makes chains. Nothing finer was measured: the differences are of a few reports.
THRESHOLD = 0.75
BEST = 0.5


class Links(NamedTuple):
    """Pairs of numbers, the left one less than the right, and the log-odds of each in parts of SCALE."""

    left: Ints
    right: Ints
    value: Ints

    def of(self, mine: Ints | Bools) -> Links:
        """Some of them, in the order given."""
        return Links(self.left[mine], self.right[mine], self.value[mine])

    @classmethod
    def between(cls, odds: Mapping[Pair, float]) -> Links:
        """The links of pairs by their log-odds, sorted."""
        import numpy as np

        pairs = np.array(sorted(odds), np.int32).reshape(-1, 2)
        values = [round(odds[pair] * SCALE) for pair in sorted(odds)]
        return cls(pairs[:, 0], pairs[:, 1], np.array(values, np.int32))


def cluster(
    size: int,
    links: Links,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    threshold: float = THRESHOLD,
    best: float = BEST,
) -> list[list[int]]:
    """Groups of the numbers below ``size``, each sorted, ordered by their first member.

    ``links`` are the log-odds that the two of a pair are the same; pairs not given count as UNRELATED. Pairs in
    ``together`` are joined whatever their odds, in the order given, unless that would join a pair of ``apart``; pairs
    in ``apart`` never stand in one group. The result depends on the numbering only where links are exactly equal.
    """
    forbidden = {(min(pair), max(pair)) for pair in apart}
    starts = _join_first(size, together, forbidden)
    work = _Work(size, starts, links, forbidden, threshold, best)
    work.run()
    alone = set(range(size)).difference(*work.groups.values())
    groups = [*(sorted(members) for members in work.groups.values()), *([member] for member in alone)]
    return sorted(groups, key=lambda members: members[0])


def _join_first(size: int, together: Iterable[Pair], forbidden: set[Pair]) -> list[list[int]]:
    """The groups of several that people's judgements make before any rule is asked."""
    owner = list(range(size))
    groups = {i: [i] for i in range(size)}
    for i, j in together:
        a, b = sorted((owner[i], owner[j]))
        if a == b or any((min(x, y), max(x, y)) in forbidden for x in groups[a] for y in groups[b]):
            continue
        for member in groups.pop(b):
            groups[a].append(member)
            owner[member] = a
    return [members for members in groups.values() if len(members) > 1]


class _Work:
    """The groups of one run of ``cluster``, joined best link first.

    A group is known by its first member, and only those of several are written down. What lies between two groups is
    summed from the links of their members when one of them has just grown: but for those links nothing is held.
    """

    def __init__(
        self, size: int, starts: list[list[int]], links: Links, forbidden: set[Pair], threshold: float, best: float
    ) -> None:
        import numpy as np

        self.groups = {min(members): members for members in starts}
        self.threshold, self.weight = threshold, best
        self._owner = np.arange(size, dtype=np.int32)
        for key, members in self.groups.items():
            self._owner[members] = key
        self._joins = dict.fromkeys(self.groups, 0)  # how often a group has grown: what was noted of it before is void
        self._lay(size, links)
        self._barred: dict[int, set[int]] = {}
        for i, j in sorted(forbidden):
            self._bar(int(self._owner[i]), int(self._owner[j]))
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._note_singles(links)
        for key in self.groups:
            self._note(key)

    def _lay(self, size: int, links: Links) -> None:
        """Lay out the links of each member: those of member i stand from starts[i] to starts[i + 1]."""
        import numpy as np

        ends = np.concatenate([links.left, links.right])
        order = np.argsort(ends, kind="stable")
        self._to = np.concatenate([links.right, links.left]).astype(np.int32)[order]
        self._value = np.concatenate([links.value, links.value]).astype(np.int32)[order]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=size))]).tolist()

    def _bar(self, a: int, b: int) -> None:
        """Keep two groups apart."""
        self._barred.setdefault(a, set()).add(b)
        self._barred.setdefault(b, set()).add(a)

    def _note_singles(self, links: Links) -> None:
        """Note the links worth joining by between members that are alone."""
        import numpy as np

        alone = np.ones(len(self._owner), bool)
        for members in self.groups.values():
            alone[members] = False
        kept = (links.value >= self.threshold * SCALE) & alone[links.left] & alone[links.right]
        for a, b, value in zip(*(held[kept].tolist() for held in links), strict=True):
            if b not in self._barred.get(a, ()):
                self._heap.append((-value / SCALE, a, b, 0, 0))
        heapq.heapify(self._heap)

    def _note(self, a: int) -> None:
        """Note the links worth joining by of a group: one whose best pair does not reach the threshold is none."""
        import numpy as np

        parts = [slice(self._starts[member], self._starts[member + 1]) for member in self.groups[a]]
        to = self._owner[np.concatenate([self._to[part] for part in parts])]
        value = np.concatenate([self._value[part] for part in parts])
        near = np.unique(to[(value >= self.threshold * SCALE) & (to != a)])
        if not len(near):
            return
        at = near.searchsorted(to).clip(max=len(near) - 1)
        mine = near[at] == to
        at, value = at[mine], value[mine]
        best = np.full(len(near), np.iinfo(np.int32).min, np.int32)
        np.maximum.at(best, at, value)
        counts, sums = np.bincount(at), np.bincount(at, value)
        for b, most, count, total in zip(near.tolist(), best.tolist(), counts.tolist(), sums.tolist(), strict=True):
            if b in self._barred.get(a, ()):
                continue
            pairs = len(self.groups[a]) * len(self.groups.get(b, (b,)))
            mean = (total / SCALE + UNRELATED * (pairs - count)) / pairs
            strength = (1 - self.weight) * mean + self.weight * (most / SCALE)
            if strength >= self.threshold:
                first, second = min(a, b), max(a, b)
                stamps = self._joins.get(first, 0), self._joins.get(second, 0)
                heapq.heappush(self._heap, (-strength, first, second, *stamps))

    def run(self) -> None:
        """Join groups until no link is strong enough. A note that no longer holds is dropped: a newer one exists."""
        while self._heap:
            _, a, b, grown, other = heapq.heappop(self._heap)
            if self._joins.get(a, 0) == grown and self._joins.get(b, 0) == other:
                self._merge(a, b)

    def _merge(self, a: int, b: int) -> None:
        """Put group b into group a."""
        gone = self.groups.pop(b, [b])
        self.groups.setdefault(a, [a]).extend(gone)
        self._owner[gone] = a
        self._joins[a] = self._joins.get(a, 0) + 1
        self._joins[b] = -1
        for other in self._barred.pop(b, ()):
            self._barred[other].discard(b)
            self._bar(a, other)
        self._note(a)
