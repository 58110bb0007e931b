"""Findings on who did it: several actors claimed or were accused, or one denies what he is accused of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from casrec.blame import account_of, blamed, outright
from casrec.naming import named, nobody, several
from casrec.reconcile.belligerents import held_responsible
from casrec.reconcile.seen import Seen, listed, sentence
from casrec.records import Actor, Claim, Finding
from casrec.terms import FindingKind, ResponsibilityStance, Severity

_CLAIMED, _DENIED, _ACCUSED = (
    ResponsibilityStance.CLAIMED,
    ResponsibilityStance.DENIED,
    ResponsibilityStance.ACCUSED,
)

Stances = dict[ResponsibilityStance, list[Claim]]


def find(seen: Seen) -> Iterator[Finding]:
    """One finding where responsibility for a belligerent's act is contested.

    Several suspects of one crime are no contest: courts part them, and reports name one in many ways.
    """
    by_actor: dict[str, dict[ResponsibilityStance, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    actors: dict[str, Actor] = {}
    for claim, content in held_responsible(seen):
        by_actor[content.actor.identity][content.stance].append(claim)
        actors.setdefault(content.actor.identity, content.actor)
    named = {key for key, stances in by_actor.items() if _CLAIMED in stances or _ACCUSED in stances}
    denied = {key for key in named if _DENIED in by_actor[key]}
    if len(named) < 2 and not denied:
        return
    order = sorted(by_actor, key=lambda key: (_CLAIMED not in by_actor[key], -_weight(by_actor[key]), key))
    said = " ".join(sentence(text) for text in _told(seen, {key: (actors[key], by_actor[key]) for key in order}))
    claims = [claim for key in order for stance in by_actor[key].values() for claim in stance]
    claimed = [key for key in order if _CLAIMED in by_actor[key]]
    severity = Severity.CAUTION if len(claimed) == 1 else Severity.SERIOUS
    yield seen.finding(FindingKind.COMPETING_RESPONSIBILITY, severity, said, claims)


def _weight(stances: dict[ResponsibilityStance, list[Claim]]) -> int:
    return sum(len(claims) for claims in stances.values())


def _told(seen: Seen, actors: Mapping[str, tuple[Actor, Stances]]) -> Iterator[str]:
    """What is said of each actor: "Ahrar al-Sham is accused by state media, and denies it"; those whom the same accuse
    of nothing else together."""
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, (_, stances) in actors.items():
        if set(stances) == {_ACCUSED}:
            together[tuple(_accusers(seen, stances[_ACCUSED]))].append(key)
    done: set[str] = set()
    for key, (actor, stances) in actors.items():
        if key in done:
            continue
        owned = _CLAIMED in stances  # that others accuse him too is no news
        accusers = _accusers(seen, stances[_ACCUSED]) if _ACCUSED in stances and not owned else []
        group = together[tuple(accusers)] if set(stances) == {_ACCUSED} else [key]
        done.update(group)
        names = [named(actors[each][0].name) for each in group]
        many = len(names) > 1 or several(actor.name)
        parts = ["claimed responsibility"] if owned else []
        if accusers:
            parts.append(blamed([outright(actors[each][1][_ACCUSED]) for each in group], many, listed(accusers)))
        said = " and ".join(parts)
        if _DENIED in stances:
            deny = "deny" if many else "denies"
            said = f"{said}, and {deny} it" if said else f"{deny} responsibility"
        yield f"{listed(names)} {said}"


def _accusers(seen: Seen, claims: Sequence[Claim]) -> list[str]:
    """Who accuses: the sources cited by more than a pronoun, and the account of an outlet that cites none."""
    sources = {claim.source.name for claim in claims if claim.source is not None}
    cited = {named(name) for name in sources if not nobody(name)}
    told = sorted({seen.outlet(claim.report) for claim in claims if claim.source is None}, key=str.casefold)
    accounts = [account_of(listed(told))] if told else []
    return [*sorted(cited, key=str.casefold), *accounts] or ["somebody not named"]
