"""What one report states of its lead incident in a line: killed, injured, place, date, kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casrec.records import Claim, Figure, Report
from casrec.terms import Harm, MentionRole, Scope, Stance


def summarise(report: Report, claims: Iterable[Claim]) -> dict[str, Any]:
    """Killed and injured that the report states for its lead incident, each with low, best, high and the reason.

    A value is None where the report does not say; 0 only where it says so or plainly implies it: it tells of people
    harmed in the one way and of nobody harmed in the other.
    """
    mine = [claim for claim in claims if claim.scope is Scope.INCIDENT and claim.stance is Stance.ASSERTED]
    lead = next((claim.mention for claim in mine if claim.mention.role is MentionRole.LEAD), None)
    found = {harm: _count([c for c in mine if _of(c, harm)]) for harm in (Harm.KILLED, Harm.INJURED)}
    told = any(value["best"] for value in found.values())
    for value in found.values():
        if told and value["best"] is None:
            value.update(low=0, best=0, high=0, reason="people were harmed, none in this way")
    return {
        "report": report.name,
        "killed": found[Harm.KILLED],
        "injured": found[Harm.INJURED],
        "place": lead.places[0].name if lead is not None and lead.places else None,
        "date": lead.when.earliest[:10] if lead is not None and lead.when is not None else None,
        "kind": lead.kind.value if lead is not None and lead.kind is not None else None,
    }


def _of(claim: Claim, harm: Harm) -> bool:
    return isinstance(claim.content, Figure) and claim.content.harm is harm


def _count(claims: Sequence[Claim]) -> dict[str, Any]:
    """The count that some claims of one harm make: the largest stated, else one person described."""
    figures = [(claim.content, claim) for claim in claims if isinstance(claim.content, Figure)]
    counted = [(f.low if f.low is not None else f.high, f, c) for f, c in figures if f.explicit]
    if counted:
        best, figure, claim = max(((v, f, c) for v, f, c in counted if v is not None), key=lambda item: item[0])
        return {"low": figure.low, "best": best, "high": figure.high, "reason": f"stated: {claim.span.quote}"}
    if figures:
        return {"low": 1, "best": 1, "high": 1, "reason": f"described: {figures[0][1].span.quote}"}
    return {"low": None, "best": None, "high": None, "reason": "not stated"}
