"""Findings on who did it: several actors claimed or were accused, or one denies what he is accused of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from casrec.reconcile.seen import Seen, listed, sentence
from casrec.records import Actor, Claim, Finding, Responsibility
from casrec.terms import FindingKind, MentionRole, ResponsibilityStance, Scope, Severity, Stance

_CLAIMED, _DENIED, _ACCUSED = (
    ResponsibilityStance.CLAIMED,
    ResponsibilityStance.DENIED,
    ResponsibilityStance.ACCUSED,
)


def find(seen: Seen) -> Iterator[Finding]:
    """One finding where responsibility is contested."""
    by_actor: dict[str, dict[ResponsibilityStance, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    actors: dict[str, Actor] = {}
    for claim in seen.said.others:
        content = claim.content
        if not isinstance(content, Responsibility) or not _own(claim):
            continue
        by_actor[content.actor.identity][content.stance].append(claim)
        actors.setdefault(content.actor.identity, content.actor)
    named = {key for key, stances in by_actor.items() if _CLAIMED in stances or _ACCUSED in stances}
    denied = {key for key in named if _DENIED in by_actor[key]}
    if len(named) < 2 and not denied:
        return
    order = sorted(by_actor, key=lambda key: (_CLAIMED not in by_actor[key], -_weight(by_actor[key]), key))
    said = "; ".join(_told(seen, actors[key], by_actor[key]) for key in order)
    claims = [claim for key in order for stance in by_actor[key].values() for claim in stance]
    claimed = [key for key in order if _CLAIMED in by_actor[key]]
    severity = Severity.CAUTION if len(claimed) == 1 else Severity.SERIOUS
    yield seen.finding(FindingKind.COMPETING_RESPONSIBILITY, severity, sentence(said), claims)


def _own(claim: Claim) -> bool:
    """Whether a claim is of this incident, and meant."""
    lead = claim.scope is Scope.INCIDENT and claim.mention.role is MentionRole.LEAD
    return lead and claim.stance is not Stance.WITHDRAWN


def _weight(stances: dict[ResponsibilityStance, list[Claim]]) -> int:
    return sum(len(claims) for claims in stances.values())


def _told(seen: Seen, actor: Actor, stances: dict[ResponsibilityStance, list[Claim]]) -> str:
    """What is said of one actor: "Ahrar al-Sham is accused by state media, and denies it"."""
    parts = []
    if _CLAIMED in stances:
        parts.append("claimed responsibility")
    if _ACCUSED in stances:
        verb = "are" if actor.name.islower() and actor.name.endswith("s") else "is"  # "vigilantes are", "IS is"
        parts.append(f"{verb} accused by {listed(_accusers(seen, stances[_ACCUSED]))}")
    if _DENIED in stances:
        parts.append("deny it" if parts and parts[-1].startswith("are ") else "denies it")
    return f"{actor.name} {listed(parts)}"


def _accusers(seen: Seen, claims: Sequence[Claim]) -> list[str]:
    """Who accuses: the sources cited, else the outlet."""
    return sorted({claim.source.name if claim.source is not None else seen.outlet(claim.report) for claim in claims})
