"""One incident's claims to estimates and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casrec.records import Claim, Echo, Estimate, Figure, Finding, Incident, Report
from casrec.terms import Group, Harm, Scope, Stance


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling one incident gives: its estimates (each policy, harm and group) and its findings."""

    estimates: tuple[Estimate, ...]
    findings: tuple[Finding, ...] = ()


def reconcile(
    incident: Incident,
    children: Iterable[Incident] = (),
    reports: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
    echoes: Iterable[Echo] = (),
    policies: Iterable[str] = ("range", "best"),
) -> Reconciled:
    """Estimates and findings of ``incident`` and of each of its ``children`` (estimates name the incident they are of).

    ``reports`` are those that tell of it, ``claims`` those the incident and its children name (others are ignored).
    Pure and deterministic: the order of the arguments' items does not matter.
    """
    wanted = set(incident.claims).union(*(child.claims for child in children))
    figures: dict[tuple[Harm, Group], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        content = claim.content
        if claim.id not in wanted or not isinstance(content, Figure) or claim.scope is not Scope.INCIDENT:
            continue
        if claim.stance is Stance.ASSERTED:
            figures[content.harm, content.group].append(claim)
    return Reconciled(
        tuple(_spread(incident, key, figures[key], policy) for policy in policies for key in sorted(figures))
    )


def _spread(incident: Incident, key: tuple[Harm, Group], claims: list[Claim], policy: str) -> Estimate:
    """The lowest and highest figure said."""
    contents = [claim.content for claim in claims if isinstance(claim.content, Figure)]
    lows = [content.low for content in contents if content.low is not None]
    highs = [content.high for content in contents if content.high is not None]
    return Estimate(
        incident=incident.id,
        harm=key[0],
        group=key[1],
        policy=policy,
        version="0",
        low=min(lows, default=None),
        best=None,
        high=max(highs, default=None) if highs and max(highs) >= min(lows, default=0) else None,
        used=tuple(claim.id for claim in claims),
        reason="the lowest and the highest figure said",
    )
