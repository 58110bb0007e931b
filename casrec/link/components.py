"""Parts of the graph of likely pairs that nothing connects: each is clustered by itself, with the same result.

Two groups join only where their best pair's odds reach the threshold, or a person joined them; so no group ever reaches
across two components of the graph of those pairs. What changes in one component changes nothing in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casrec.link.cluster import THRESHOLD, Links, Pair, cluster


def components(size: int, edges: Iterable[Pair]) -> list[int]:
    """For each of the numbers below ``size`` the least number that ``edges`` connect it with."""
    owner = list(range(size))

    def root(member: int) -> int:
        while owner[member] != member:
            owner[member] = owner[owner[member]]
            member = owner[member]
        return member

    for i, j in edges:
        a, b = root(i), root(j)
        if a != b:
            owner[max(a, b)] = min(a, b)
    return [root(member) for member in range(size)]


def clustered(
    members: Sequence[int], odds: Mapping[Pair, float], together: Iterable[Pair], apart: Iterable[Pair]
) -> list[list[int]]:
    """The groups of a component: ``members`` sorted, pairs by their numbers; pairs of others are left out."""
    at = {member: index for index, member in enumerate(members)}

    def mine(pairs: Iterable[Pair]) -> list[Pair]:
        return [(at[i], at[j]) for i, j in pairs if i in at and j in at]

    inside = Links.between({(at[i], at[j]): value for (i, j), value in odds.items()})
    return [[members[i] for i in group] for group in cluster(len(members), inside, mine(together), mine(apart))]


def likely(value: float) -> bool:
    """Whether a pair's odds can join two groups at all."""
    return value >= THRESHOLD
