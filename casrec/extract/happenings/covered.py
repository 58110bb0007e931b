"""Stretches of a text, and whether a place in it lies in one of them: asked of every name of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Covered:
    """Spans joined where they touch or overlap, so that one look answers however many there are."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        """Whether an offset lies in a span; its end is outside."""
        before = bisect_right(self._starts, at) - 1
        return before >= 0 and at < self._ends[before]

    def also(self, spans: Iterable[tuple[int, int]]) -> Covered:
        """These spans and others."""
        return Covered([*zip(self._starts, self._ends, strict=True), *spans])


NOTHING = Covered()
