"""The judgements that hold an incident together, with their reasons in words, weakest first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casrec.link.compare import FEATURES, Features, compared
from casrec.link.judge import chance, model, weighed
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
# What adds less than this to the log-odds is not told as a reason, and no more than so many reasons for or against.
_LEAST = 0.15
_MOST = 5
# Pairs whose reasons are worked out at a time.
_BATCH = 2_000
# A report of more addresses than this is a round-up, or a story with much background.
_MANY = 4
# What names a difference never stands among what speaks for two being one, whatever its features add there.
_DIFFERENCE = re.compile(r"\bdiffer|\bafter the other|\bno names\b|\bmany addresses")
# What the later one's opening shows of how long ago its incident was.
_STAGES = ("", "the later one tells of arrests or charges", "the later one tells of courts or memories")


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
    published: Sequence[str | None] = (),
) -> Found:
    """The strongest links that tie each group together, one fewer than its members, and pairs that stay unsure.

    ``odds`` are those of pairs within a group, and of pairs between two that are ``telling``; a pair with a number that
    is in no group is passed over. ``decided`` are the judgements by which people joined two. Pairs are taken in the
    order in which their reports were ``published``, so that those taken together have most reports in common.
    """
    owner = {member: number for number, members in enumerate(groups) for member in members}
    ties: list[list[tuple[float, Pair, str]]] = [[] for _ in groups]
    for left, right, id in decided:
        if left in owner and right in owner and owner[left] == owner[right]:
            ties[owner[left]].append((float("inf"), (left, right), id))
    wanted: list[tuple[Pair, float, Verdict]] = []
    for left, right, value in odds:
        if left in owner and right in owner and owner[left] == owner[right]:
            ties[owner[left]].append((value, (left, right), ""))
        elif left in owner and right in owner and telling(value):
            wanted.append(((left, right), value, Verdict.UNSURE))
    strongest = [_strongest(mine) for mine in ties]
    wanted += [(pair, value, Verdict.SAME) for chain in strongest for value, pair, id in chain if not id]
    if published:
        wanted.sort(key=lambda one: (published[one[0][0]] or "", one[0]))
    made: dict[str, Judgement] = {}
    ids: dict[Pair, str] = {}
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        held = {number: profiles[number] for number in sorted({number for pair, _, _ in part for number in pair})}
        pairs = [(held[left], held[right]) for (left, right), _, _ in part]
        for judgement, (pair, _, _) in zip(judged(pairs, [one[1:] for one in part]), part, strict=True):
            made[judgement.id] = judgement
            ids[pair] = judgement.id
    found = tuple(tuple(id or ids[pair] for _, pair, id in chain) for chain in strongest)
    return Found(found, tuple(made[id] for id in sorted(made)))


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


def judged(pairs: Sequence[tuple[Profile, Profile]], told: Iterable[tuple[float, Verdict]]) -> list[Judgement]:
    """A rule's judgements on the lead mentions of pairs, from their log-odds and verdicts; of two the lesser id is
    left."""
    table = compared(pairs)
    return [
        Judgement.make(
            left=left.mention.id,
            right=right.mention.id,
            verdict=verdict,
            by=model().by,
            score=round(chance(odds), 4),
            reason=reason(left, right, tuple(features), by_feature),
        )
        for (left, right), (odds, verdict), features, by_feature in zip(
            pairs, told, table.tolist(), weighed(table), strict=True
        )
    ]


def reason(left: Profile, right: Profile, features: Features, by_feature: Mapping[str, float]) -> str:
    """What speaks for two reports being of one incident, then what speaks against, in words, what weighed most first.

    Features that tell of the same thing are weighed together; those that add less than _LEAST to the log-odds are not
    told. No feature is told of that has no words here: how long a report is weighs, but is no reason. ``by_feature`` is
    what each feature added (``judge.weighed``).
    """
    told = [(sum(by_feature[name] for name in names), words) for names, words in _told(left, right, features) if words]
    told.sort(key=lambda one: (-abs(one[0]), one[1]))
    speaks = [words for weight, words in told if weight >= _LEAST and not _DIFFERENCE.search(words)][:_MOST]
    against = [f"but {_only(words)}" for weight, words in told if weight <= -_LEAST][:_MOST]
    return "; ".join(speaks + against) or "the likeness of the whole, no one mark"


def _told(left: Profile, right: Profile, features: Features) -> list[tuple[tuple[str, ...], str]]:
    """Features that tell of the same thing, with what they say of a pair in words; no words where it does not apply."""

    def value(name: str) -> float:
        return features[_AT[name]]

    people = sorted((left.surnames & right.names) | (right.surnames & left.names))
    names = sorted((n for n in left.names & right.names if " " not in n), key=lambda n: (-rarity(n), n))
    shared = [name for name in names if name not in people]
    places = sorted({n for n in left.scene if n in right.names} | {n for n in right.scene if n in left.names})
    addresses = sorted(left.addresses & right.addresses, key=lambda one: (not one[0].isdigit(), one))
    ages = sorted(left.ages & right.ages)
    counts = [f"{number:,} {harm.replace('_', ' ')}" for harm, number in sorted(left.counts & right.counts)]
    return [
        (("people",), f"people named in both: {_list(people, 4)}" if people else ""),
        (("people_differ",), "they name different people" if value("people_differ") else ""),
        (
            ("names", "rare_names", "full_names", "contained", "lead_names", "lead_rare"),
            f"names in both: {_list(shared, 5)}" if shared else "no names in common" if not names else "",
        ),
        (("address", "block"), f"the same address: {_list(addresses, 2)}" if addresses else ""),
        (("address_differs",), "the addresses differ" if value("address_differs") else ""),
        (("many_addresses",), "one tells of many addresses" if value("many_addresses") > _MANY else ""),
        (
            ("same_day_told", "day_differs", "days_shared", "told_after", "anew", "recalled"),
            _days(features),
        ),
        (("years_differ",), "the years they write differ" if value("years_differ") else ""),
        (("clock",), "the same hour" if value("clock") else ""),
        (("gap",), _gap(left, right)),
        (("stage",), _STAGES[int(value("stage"))]),
        (
            ("region", "region_differs", "region_named", "elsewhere", "places", "kilometres"),
            "in the same province" if value("region") else "in different provinces" if value("region_differs") else "",
        ),
        (
            ("scene", "scene_lost"),
            f"the same place: {_list(places, 3)}" if places else "the places differ" if value("scene_lost") else "",
        ),
        (("ages", "lead_ages"), f"people of the same age: {_list(map(str, ages), 3)}" if ages else ""),
        (("ages_differ", "lead_ages_differ"), "the ages differ" if value("lead_ages_differ") else ""),
        (("counts",), f"the same number: {_list(counts, 2)}" if counts else ""),
        (
            ("kind", "kind_differs"),
            "the same kind of happening" if value("kind") else "different kinds" if value("kind_differs") else "",
        ),
        (("words", "lead", "lead_held", "rare_words"), f"{value('words'):.0%} alike in words"),
        (("title", "title_in_lead", "title_held"), f"titles {value('title'):.0%} alike" if value("title") else ""),
        (("outlet",), "the same outlet" if value("outlet") else ""),
    ]


def _days(features: Features) -> str:
    """What the days told of say: the same day, the earlier one's day told again, or days apart."""
    same, differs = features[_AT["same_day_told"]], features[_AT["day_differs"]]
    if same:
        return "they tell of the same day" if same == 1 else "they tell of neighbouring days"
    if features[_AT["recalled"]] == 1:
        return "the later one tells of the earlier one's days"
    if features[_AT["told_after"]]:
        return "one tells of a day after the other was published"
    return "the days they tell of differ" if differs else ""


def _gap(left: Profile, right: Profile) -> str:
    """How far apart two reports were published."""
    if left.day is None or right.day is None:
        return ""
    gap = abs(left.day - right.day)
    return f"published {gap:,} days apart" if gap > 1 else "published a day apart" if gap else "published the same day"


def _only(words: str) -> str:
    """A likeness that speaks against two being one, as the little it is."""
    return re.sub(r"\b(?=\d+% alike)", "only ", words, count=1)


def _list(words: Iterable[str], most: int) -> str:
    """The first words of several, with commas."""
    return ", ".join(list(words)[:most])
