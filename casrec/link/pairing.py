"""Pairs of members of the same group, counted or weighed: the arithmetic under blocks and echoes, by arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


def grouped(keys: Ints) -> tuple[Ints, Ints]:
    """For sorted keys the number of the group that each is in, and the size of each group."""
    import numpy as np

    if not len(keys):
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    groups = np.zeros(len(keys), np.int32)
    np.cumsum(keys[1:] != keys[:-1], out=groups[1:])
    return groups, np.bincount(groups)


def summed(pairs: list[Ints], weights: list[Ints]) -> tuple[Ints, Ints]:
    """The distinct values of ``pairs``, sorted, each with the sum of its weights. Both lists are emptied."""
    import numpy as np

    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    values, amounts = np.concatenate(pairs), np.concatenate(weights)
    pairs.clear()
    weights.clear()
    order = np.argsort(values, kind="stable")
    values, amounts = values[order], amounts[order]
    first = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    return values[first], np.add.reduceat(amounts, first)


def neighbours(at: Ints, groups: Ints, most: int) -> Iterator[tuple[Ints, Ints]]:
    """Positions (a, b), a from ``at`` and b up to ``most`` places further on, that are in the same group."""
    for step in range(1, most + 1):
        at = at[at + step < len(groups)]
        at = at[groups[at] == groups[at + step]]
        if not len(at):
            return
        yield at, at + step
