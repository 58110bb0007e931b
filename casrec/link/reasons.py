"""The judgements that hold an incident together, with their reasons in words, weakest first."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casrec.link.cluster import SCALE, Links, Pair
from casrec.link.compare import FEATURES, compared
from casrec.link.judge import chance, model, weighed
from casrec.link.packing import Judgements, Profiles
from casrec.link.profile import Profile
from casrec.link.words import rarity
from casrec.records import Judgement
from casrec.terms import Verdict

if TYPE_CHECKING:
    from casrec.link.columns import Floats
    from casrec.link.pairing import Ints

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
_DIFFERENCE = re.compile(r"\bdiffer|\bafter the other|\bno names\b|\bhas no day|\bmany addresses")
# What the later one's opening shows of how long ago its incident was.
_STAGES = ("", "the later one tells of arrests or charges", "the later one tells of courts or memories")


@dataclass(frozen=True, slots=True)
class Found:
    """For each group the ids of the judgements that hold it together, weakest first; and the rules' judgements."""

    chains: tuple[Chain, ...]
    judgements: Judgements


def telling(value: float) -> bool:
    """Whether odds alone make a pair one to put before people, where it is in two groups."""
    return UNSURE[0] <= value <= UNSURE[1]


def chains(
    groups: Sequence[Sequence[int]],
    profiles: Profiles | Sequence[Profile],
    links: Links,
    decided: Iterable[tuple[int, int, str]],
    published: Sequence[str | None] = (),
) -> Found:
    """The strongest links that tie each group together, one fewer than its members, and pairs that stay unsure.

    ``links`` are all likely pairs: those within a group and those between two that are ``telling`` count, and a pair
    with a number that is in no group does not. ``decided`` are the judgements by which people joined two. Pairs are
    judged in the order in which their reports were ``published``, so that those taken together have most reports in
    common.
    """
    import numpy as np

    owner = np.full(len(profiles), -1, np.int32)
    for number, members in enumerate(groups):
        owner[list(members)] = number
    one, other = owner[links.left], owner[links.right]
    doubt = (links.value >= UNSURE[0] * SCALE) & (links.value <= UNSURE[1] * SCALE)
    doubt &= (one != other) & (one >= 0) & (other >= 0)
    ties, joined = _strongest(links.of((one == other) & (one >= 0)), decided, owner)
    wanted = Links(*(np.concatenate(both) for both in zip(links.of(doubt), ties, strict=True)))
    unsure = np.arange(len(wanted.left)) < doubt.sum()
    order = np.lexsort((wanted.right, wanted.left, *_ranks(published, wanted.left)))
    made = Judgements()
    ids: dict[Pair, str] = {}
    for start in range(0, len(order), _BATCH):
        part = order[start : start + _BATCH]
        pairs = list(zip(wanted.left[part].tolist(), wanted.right[part].tolist(), strict=True))
        held = {number: profiles[number] for number in sorted({number for pair in pairs for number in pair})}
        verdicts = [Verdict.UNSURE if one else Verdict.SAME for one in unsure[part].tolist()]
        told = zip((wanted.value[part] / SCALE).tolist(), verdicts, strict=True)
        for pair, judgement in zip(pairs, judged([(held[a], held[b]) for a, b in pairs], told), strict=True):
            made.add(judgement)
            if judgement.verdict is Verdict.SAME:
                ids[pair] = judgement.id
    found: list[list[str]] = [[] for _ in groups]
    for left, right, id in reversed(joined):
        found[int(owner[left])].append(id or ids[left, right])
    return Found(tuple(map(tuple, found)), made)


def _ranks(published: Sequence[str | None], numbers: Ints) -> tuple[Ints, ...]:
    """When the reports of some numbers were published, as one key to sort by; none where nobody says."""
    import numpy as np

    if not published:
        return ()
    _, ranks = np.unique([one or "" for one in published], return_inverse=True)
    return (ranks[numbers],)


def _strongest(
    links: Links, decided: Iterable[tuple[int, int, str]], owner: Ints
) -> tuple[Links, list[tuple[int, int, str]]]:
    """Of the links within groups the strongest that connect all (a maximum spanning tree), and with those by which
    people joined two, which go first, all that connect them: each with its judgement's id, strongest first."""
    import numpy as np

    root = np.arange(len(owner)).tolist()

    def of(member: int) -> int:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    def joins(left: int, right: int) -> bool:
        a, b = of(left), of(right)
        root[max(a, b)] = min(a, b)
        return a != b

    mine = [(left, right, id) for left, right, id in decided if owner[left] == owner[right] >= 0]
    joined = [one for one in sorted(mine) if joins(*one[:2])]
    order = np.lexsort((links.right, links.left, -links.value))
    pairs = zip(links.left[order].tolist(), links.right[order].tolist(), strict=True)
    kept = [at for at, (left, right) in zip(order.tolist(), pairs, strict=True) if joins(left, right)]
    ties = links.of(np.array(kept, np.int64))
    joined += [(left, right, "") for left, right in zip(ties.left.tolist(), ties.right.tolist(), strict=True)]
    return ties, joined


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
            reason=words,
        )
        for (left, right), (odds, verdict), words in zip(pairs, told, reasons(pairs, table), strict=True)
    ]


def reasons(pairs: Sequence[tuple[Profile, Profile]], table: Floats) -> Iterator[str]:
    """What speaks for the two of each pair being of one incident, then what speaks against, in words, what weighed most
    first; ``table`` has their features, a row a pair.

    Features that tell of the same thing are weighed together; those that add less than _LEAST to the log-odds are not
    told. No feature is told of that has no words here: how long a report is weighs, but is no reason.
    """
    import numpy as np

    added = weighed(table)
    tells = list(_TELLS.values())
    weights = np.stack([added[:, [_AT[name] for name in names]].sum(1) for names in _TELLS], axis=1)
    for (left, right), features, mine in zip(pairs, table.tolist(), weights, strict=True):
        both = _Both(left, right, features)
        heavy = np.flatnonzero(np.abs(mine) >= _LEAST)
        told = [
            (weight, words)
            for at, weight in zip(heavy.tolist(), mine[heavy].tolist(), strict=True)
            if (words := tells[at](both))
        ]
        told.sort(key=lambda one: (-abs(one[0]), one[1]))
        speaks = [words for weight, words in told if weight > 0 and not _DIFFERENCE.search(words)][:_MOST]
        against = [f"but {_only(words)}" for weight, words in told if weight < 0][:_MOST]
        yield "; ".join(speaks + against) or "the likeness of the whole, no one mark"


class _Both(NamedTuple):
    """Two reports compared."""

    left: Profile
    right: Profile
    features: Sequence[float]

    def value(self, name: str) -> float:
        """A feature of theirs."""
        return self.features[_AT[name]]

    def people(self) -> list[str]:
        """Victims and suspects of one that the other names too."""
        left, right = self.left, self.right
        return sorted((left.surnames & right.names) | (right.surnames & left.names))

    def names(self) -> str:
        """The names that both have, but for people's."""
        held = self.left.names & self.right.names
        names = sorted((n for n in held if " " not in n), key=lambda n: (-rarity(n), n))
        people = self.people()
        shared = [name for name in names if name not in people]
        return f"names in both: {_list(shared, 5)}" if shared else "no names in common" if not names else ""

    def addresses(self) -> str:
        """The addresses that both have."""
        found = sorted(self.left.addresses & self.right.addresses, key=lambda one: (not one[0].isdigit(), one))
        return f"the same address: {_list(found, 2)}" if found else ""

    def places(self) -> str:
        """Where the one was that the other names."""
        left, right = self.left, self.right
        found = sorted({n for n in left.scene if n in right.names} | {n for n in right.scene if n in left.names})
        return f"the same place: {_list(found, 3)}" if found else self.if_so("scene_lost", "the places differ")

    def ages(self) -> str:
        """The ages that both tell."""
        found = sorted(self.left.ages & self.right.ages)
        return f"people of the same age: {_list(map(str, found), 3)}" if found else ""

    def counts(self) -> str:
        """The numbers of people harmed that both tell."""
        told = sorted(self.left.counts & self.right.counts)
        found = [f"{number:,} {harm.replace('_', ' ')}" for harm, number in told]
        return f"the same number: {_list(found, 2)}" if found else ""

    def if_so(self, name: str, words: str) -> str:
        """Words where a feature is there, else none."""
        return words if self.value(name) else ""


# Features that tell of the same thing, and what they say of a pair in words; no words where it does not apply.
_TELLS: dict[tuple[str, ...], Callable[[_Both], str]] = {
    ("people",): lambda both: f"people named in both: {_list(found, 4)}" if (found := both.people()) else "",
    ("people_differ",): lambda both: both.if_so("people_differ", "they name different people"),
    ("names", "rare_names", "full_names", "contained", "lead_names", "lead_rare"): _Both.names,
    ("address", "block"): _Both.addresses,
    ("address_differs",): lambda both: both.if_so("address_differs", "the addresses differ"),
    ("many_addresses",): lambda both: "one tells of many addresses" if both.value("many_addresses") > _MANY else "",
    ("same_day_told", "day_differs", "days_shared", "told_after", "anew", "recalled"): lambda both: _days(
        both.features
    ),
    ("years_differ",): lambda both: both.if_so("years_differ", "the years they write differ"),
    ("clock",): lambda both: both.if_so("clock", "the same hour"),
    ("gap_unknown",): lambda both: both.if_so("gap_unknown", "one of them has no day"),
    ("gap",): lambda both: _gap(both.left, both.right),
    ("stage",): lambda both: _STAGES[int(both.value("stage"))],
    ("region", "region_differs", "region_named", "elsewhere", "places", "kilometres"): lambda both: (
        both.if_so("region", "in the same province") or both.if_so("region_differs", "in different provinces")
    ),
    ("scene", "scene_lost"): _Both.places,
    ("ages", "lead_ages"): _Both.ages,
    ("ages_differ", "lead_ages_differ"): lambda both: both.if_so("lead_ages_differ", "the ages differ"),
    ("counts",): _Both.counts,
    ("kind", "kind_differs"): lambda both: (
        both.if_so("kind", "the same kind of happening") or both.if_so("kind_differs", "different kinds")
    ),
    ("words", "lead", "lead_held", "rare_words"): lambda both: f"{both.value('words'):.0%} alike in words",
    ("title", "title_in_lead", "title_held"): lambda both: both.if_so(
        "title", f"titles {both.value('title'):.0%} alike"
    ),
    ("outlet",): lambda both: both.if_so("outlet", "the same outlet"),
}


def _days(features: Sequence[float]) -> str:
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
    return re.sub(r"\b(?=\d+% alike)", "only ", words, count=1) if "% alike" in words else words


def _list(words: Iterable[str], most: int) -> str:
    """The first words of several, with commas."""
    return ", ".join(list(words)[:most])
