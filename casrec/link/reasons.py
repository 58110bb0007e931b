"""The judgements that hold an incident together, with their reasons in words, weakest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casrec.link.compare import FEATURES, Features
from casrec.link.judge import chance, model
from casrec.link.profile import Profile
from casrec.link.words import rarity
from casrec.records import Judgement
from casrec.terms import Verdict

Pair = tuple[int, int]
Chain = tuple[str, ...]

# Pairs of different incidents with a chance in this band are put before people as unsure.
_UNSURE = (0.3, 0.95)
_AT = {name: index for index, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Found:
    """For each group the ids of the judgements that hold it together, weakest first; and the rules' judgements."""

    chains: tuple[Chain, ...]
    judgements: tuple[Judgement, ...]


def chains(
    groups: Sequence[Sequence[int]],
    profiles: Sequence[Profile],
    features: Mapping[Pair, Features],
    odds: Mapping[Pair, float],
    decided: Iterable[Judgement],
) -> Found:
    """The strongest links that tie each group together, one fewer than its members, and pairs that stay unsure."""
    owner = {member: number for number, members in enumerate(groups) for member in members}
    where = {one.mention.id: index for index, one in enumerate(profiles)}
    made: dict[str, Judgement] = {}
    ties: list[list[tuple[float, Pair, str]]] = [[] for _ in groups]
    for one in decided:
        left, right = where.get(one.left), where.get(one.right or "")
        if left in owner and right in owner and owner[left] == owner[right] and one.verdict is Verdict.SAME:
            ties[owner[left]].append((float("inf"), (left, right), one.id))
    for pair, value in odds.items():
        left, right = pair
        if left not in owner or right not in owner:
            continue
        same = owner[left] == owner[right]
        if same or _UNSURE[0] <= chance(value) <= _UNSURE[1]:
            verdict = Verdict.SAME if same else Verdict.UNSURE
            judgement = _judgement(profiles[left], profiles[right], features[pair], value, verdict)
            if same:
                ties[owner[left]].append((value, pair, judgement.id))
            made[judgement.id] = judgement
    found, kept = [], {id for id, one in made.items() if one.verdict is Verdict.UNSURE}
    for mine in ties:
        chain = _strongest(mine)
        kept.update(chain)
        found.append(chain)
    return Found(tuple(found), tuple(made[id] for id in sorted(kept & made.keys())))


def _strongest(ties: list[tuple[float, Pair, str]]) -> Chain:
    """The ids of the strongest ties that connect all, weakest first (a maximum spanning tree)."""
    owner: dict[int, int] = {}

    def root(member: int) -> int:
        while owner.setdefault(member, member) != member:
            owner[member] = owner[owner[member]]
            member = owner[member]
        return member

    chain = []
    for _, (left, right), id in sorted(ties, key=lambda tie: (-tie[0], tie[1], tie[2])):
        a, b = root(left), root(right)
        if a != b:
            owner[max(a, b)] = min(a, b)
            chain.append(id)
    return tuple(reversed(chain))


def _judgement(left: Profile, right: Profile, features: Features, odds: float, verdict: Verdict) -> Judgement:
    """A rule's judgement on a pair of lead mentions."""
    return Judgement.make(
        left=left.mention.id,
        right=right.mention.id,
        verdict=verdict,
        by=model().by,
        score=round(chance(odds), 4),
        reason=reason(left, right, features),
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
