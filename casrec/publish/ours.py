"""Which claims of a dossier are of its incident."""

from __future__ import annotations

from casrec.records import Claim, Dossier
from casrec.terms import MentionRole, Scope


def told(dossier: Dossier) -> list[Claim]:
    """The claims of this incident: not those of other happenings, or of the whole war.

    What a report only recalls it calls another incident; where that one is this one, its claims are of it.
    """
    mine = {name for one in (dossier.incident, *dossier.children) for name in one.claims}
    return [claim for claim in dossier.claims if claim.id in mine and _ours(claim)]


def _ours(claim: Claim) -> bool:
    """Whether a claim that linking gave to an incident counts it."""
    recalled = claim.scope is Scope.OTHER_INCIDENT and claim.mention.role is MentionRole.BACKGROUND
    return claim.scope is Scope.INCIDENT or recalled
