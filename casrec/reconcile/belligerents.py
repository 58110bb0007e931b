"""Who is held responsible for an incident as a belligerent, by which claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from casrec.blame import outright
from casrec.reconcile.seen import Seen
from casrec.records import Claim, Responsibility
from casrec.terms import MentionRole, ResponsibilityStance, Scope, Stance

# Texts that must name whom nobody blames outright: what one text alone tells somebody to have done is often another
# deed that it recalls (in events-world and events-gva ten of the eleven so named in one text alone).
_TEXTS = 2


def held_responsible(seen: Seen) -> list[tuple[Claim, Responsibility]]:
    """The claims of this incident that a belligerent claimed it, denied it, or is blamed for it.

    Whom nobody blames outright but whose deed is told counts only where nobody claimed it and nobody is accused
    outright, and where two independent texts name him, unless there is but one.
    """
    found = [(claim, claim.content) for claim in seen.said.others if isinstance(claim.content, Responsibility)]
    own = [(claim, said) for claim, said in found if _own(claim) and seen.belligerent(said.actor)]
    blamed: dict[str, list[Claim]] = defaultdict(list)
    for claim, said in own:
        if said.stance is ResponsibilityStance.ACCUSED:
            blamed[said.actor.identity].append(claim)
    claimed = {said.actor.identity for _, said in own if said.stance is ResponsibilityStance.CLAIMED}
    plain = {actor for actor, claims in blamed.items() if outright(claims)}
    left_out = _merely_named(seen, {actor: blamed[actor] for actor in blamed.keys() - plain}, bool(claimed or plain))
    return [
        (claim, said)
        for claim, said in own
        if said.stance is not ResponsibilityStance.ACCUSED or said.actor.identity not in left_out
    ]


def texts(seen: Seen) -> dict[str, str]:
    """The independent text of each report that is about the incident: copies are one, and so is what one outlet
    prints."""
    copied = {report: echo.id for echo in reversed(seen.echoes) for report in echo.reports}
    return {id: copied.get(id, seen.origins.outlet(id).key) for id in seen.incident.reports}


def _merely_named(seen: Seen, named: Mapping[str, list[Claim]], others: bool) -> set[str]:
    """Of those only named as having acted those who do not count."""
    of = texts(seen)
    enough = min(_TEXTS, len(set(of.values())))
    return {
        actor
        for actor, claims in named.items()
        if others or len({of[claim.report] for claim in claims if claim.report in of}) < enough
    }


def _own(claim: Claim) -> bool:
    """Whether a claim is of this incident, and meant."""
    lead = claim.scope is Scope.INCIDENT and claim.mention.role is MentionRole.LEAD
    return lead and claim.stance is not Stance.WITHDRAWN
