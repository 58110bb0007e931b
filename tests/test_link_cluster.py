"""Groups of reports: what is worked out link by link as groups grow is what the rule says at every step."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from casrec.link.cluster import BEST, SCALE, THRESHOLD, UNRELATED, Links, Pair, cluster


def by_the_rule(size: int, odds: dict[Pair, float], together: list[Pair], apart: list[Pair]) -> list[list[int]]:
    """The groups by asking all pairs of groups again after each step."""
    groups = [[number] for number in range(size)]

    def barred(a: list[int], b: list[int]) -> bool:
        return any({x, y} in [set(pair) for pair in apart] for x in a for y in b)

    def strength(a: list[int], b: list[int]) -> float:
        known = [odds[min(x, y), max(x, y)] for x in a for y in b if (min(x, y), max(x, y)) in odds]
        if barred(a, b) or max(known, default=UNRELATED) < THRESHOLD:
            return UNRELATED
        pairs = len(a) * len(b)
        mean = (sum(known) + UNRELATED * (pairs - len(known))) / pairs
        return (1 - BEST) * mean + BEST * max(known)

    for i, j in together:
        a, b = (next(group for group in groups if member in group) for member in (i, j))
        if a is not b and not barred(a, b):
            groups.remove(b)
            a += b
    while len(groups) > 1:
        most, a, b = max(((strength(a, b), a, b) for a, b in combinations(groups, 2)), key=lambda one: one[0])
        if most < THRESHOLD:
            break
        groups.remove(b)
        a += b
    return sorted(sorted(group) for group in groups)


@pytest.mark.parametrize("seed", range(60))
def test_groups_are_those_of_the_rule(seed: int) -> None:
    draw = Random(seed)
    size = draw.randrange(2, 14)
    pairs = [pair for pair in combinations(range(size), 2) if draw.random() < 0.6]
    odds = {pair: draw.randrange(-4 * SCALE, 6 * SCALE) / SCALE for pair in pairs}
    decided = [(*draw.sample(range(size), 2), draw.random() < 0.5) for _ in range(draw.choice((0, 0, 1, 4)))]
    together, apart = ([(i, j) for i, j, joins in decided if joins == wanted] for wanted in (True, False))
    assert cluster(size, Links.between(odds), together, apart) == by_the_rule(size, odds, together, apart)


def test_those_without_links_stand_alone() -> None:
    assert cluster(3, Links.between({})) == [[0], [1], [2]]
    assert cluster(0, Links.between({})) == []
    assert cluster(3, Links.between({(0, 2): THRESHOLD})) == [[0, 2], [1]]
