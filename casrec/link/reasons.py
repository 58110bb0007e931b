"""The judgements that hold an incident together, with their reasons in words, weakest first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casrec.link.compare import FEATURES, Features, compare
from casrec.link.judge import chance, model
from casrec.link.packing import Profiles
from casrec.link.profile import Profile
from casrec.link.words import rarity
from casrec.records import Judgement
from casrec.terms import Verdict

Pair = tuple[int, int]
Chain = tuple[str, ...]

# Pairs of different incidents with a chance of 0.3 to 0.95 are put before people as unsure; these are the log-odds.
UNSURE = (math.log(0.3 / 0.7), math.log(0.95 / 0.05))
_AT = {name: index for index, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Found:
    """For each group the ids of the judgements that hold it together, weakest first; and the rules' judgements."""

    chains: tuple[Chain, ...]
    judgements: tuple[Judgement, ...]


def telling(value: float) -> bool:
    """Whether odds alone make a pair one to put before people, where it is in two groups."""
    return UNSURE[0] <= value <= UNSURE[1]


def chains(
    groups: Sequence[Sequence[int]],
    profiles: Profiles | Sequence[Profile],
    odds: Iterable[tuple[int, int, float]],
    decided: Iterable[tuple[int, int, str]],
) -> Found:
    """The strongest links that tie each group together, one fewer than its members, and pairs that stay unsure.

    ``odds`` are those of pairs within a group, and of pairs between two that are ``telling``; a pair with a number that
    is in no group is passed over. ``decided`` are the judgements by which people joined two.
    """
    owner = {member: number for number, members in enumerate(groups) for member in members}
    made: dict[str, Judgement] = {}
    ties: list[list[tuple[float, Pair, str]]] = [[] for _ in groups]
    for left, right, id in decided:
        if left in owner and right in owner and owner[left] == owner[right]:
            ties[owner[left]].append((float("inf"), (left, right), id))
    for left, right, value in odds:
        if left in owner and right in owner and owner[left] == owner[right]:
            ties[owner[left]].append((value, (left, right), ""))
        elif left in owner and right in owner and telling(value):
            judgement = judged(profiles[left], profiles[right], value, Verdict.UNSURE)
            made[judgement.id] = judgement
    found = []
    for mine in ties:
        chain = []
        for value, (left, right), id in _strongest(mine):
            if not id:
                judgement = judged(profiles[left], profiles[right], value, Verdict.SAME)
                made[judgement.id] = judgement
            chain.append(id or judgement.id)
        found.append(tuple(chain))
    return Found(tuple(found), tuple(made[id] for id in sorted(made)))


def _strongest(ties: list[tuple[float, Pair, str]]) -> list[tuple[float, Pair, str]]:
    """The strongest ties that connect all, weakest first (a maximum spanning tree)."""
    owner: dict[int, int] = {}

    def root(member: int) -> int:
        while owner.setdefault(member, member) != member:
            owner[member] = owner[owner[member]]
            member = owner[member]
        return member

    chain = []
    for tie in sorted(ties, key=lambda tie: (-tie[0], tie[1], tie[2])):
        a, b = root(tie[1][0]), root(tie[1][1])
        if a != b:
            owner[max(a, b)] = min(a, b)
            chain.append(tie)
    return chain[::-1]


def judged(left: Profile, right: Profile, odds: float, verdict: Verdict) -> Judgement:
    """A rule's judgement on a pair of lead mentions."""
    return Judgement.make(
        left=left.mention.id,
        right=right.mention.id,
        verdict=verdict,
        by=model().by,
        score=round(chance(odds), 4),
        reason=reason(left, right, compare(left, right)),
    )


def reason(left: Profile, right: Profile, features: Features) -> str:
    """What speaks for and against two reports being of one incident, in words."""

    def value(name: str) -> float:
        return features[_AT[name]]

    people = sorted((left.surnames & right.names.keys()) | (right.surnames & left.names.keys()))
    rare = sorted((n for n in left.names.keys() & right.names.keys() if " " not in n), key=lambda n: (-rarity(n), n))
    known = left.day is not None and right.day is not None
    gap = abs((left.day or 0) - (right.day or 0))
    says = [
        people and f"people named in both: {', '.join(people[:4])}",
        rare and f"names in both: {', '.join(rare[:5])}",
        value("address") and f"the same address: {', '.join(sorted(left.addresses & right.addresses)[:2])}",
        value("same_day_told") == 1 and "they tell of the same day",
        known
        and (
            f"published {gap} days apart" if gap > 1 else "published a day apart" if gap else "published the same day"
        ),
        value("words") >= 0.1 and f"{value('words'):.0%} alike in words",
        value("title") >= 0.3 and f"titles {value('title'):.0%} alike",
        value("day_differs") and "but the days they tell of differ",
        value("region_differs") and "but they play in different provinces",
        value("people_differ") and "but they name different people",
        value("address_differs") and "but the addresses differ",
    ]
    return "; ".join(text for text in says if text) or "no shared names or days"
