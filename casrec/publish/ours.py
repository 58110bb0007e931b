"""Which claims of a dossier are of its incident."""

from __future__ import annotations

from casrec.records import Claim, Dossier
from casrec.terms import Scope


def told(dossier: Dossier) -> list[Claim]:
    """The claims of this incident: not those of other happenings, or of the whole war.

    What a report only recalls it calls another incident; where the happening it recalls is this one, its claims are
    of it.
    """
    family = (dossier.incident, *dossier.children)
    mine = {name for one in family for name in one.claims}
    mentions = {name for one in family for name in one.mentions}
    return [
        claim
        for claim in dossier.claims
        if claim.id in mine
        and (claim.scope is Scope.INCIDENT or (claim.scope is Scope.OTHER_INCIDENT and claim.mention.id in mentions))
    ]
