"""What one report states of its lead incident in a line: killed, injured, place, date, kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casrec.days import local_days
from casrec.extract import happenings
from casrec.extract.happenings.scene import Scene
from casrec.extract.reading import Reading
from casrec.extract.tally import Tally
from casrec.extract.tally.weighing import weigh
from casrec.records import Claim, Figure, Report
from casrec.terms import Harm, MentionRole, Scope, Stance


def summarise(report: Report, claims: Iterable[Claim]) -> dict[str, Any]:
    """Killed and injured that the report states for its lead incident, each with low, best, high and the reason.

    A value is None where the report does not say; 0 only where it says so or plainly implies it: it tells of people
    harmed in the one way and of nobody harmed in the other.
    """
    kept, reading = list(claims), Reading(report)
    mine = [c for c in kept if c.scope is Scope.INCIDENT and c.stance is Stance.ASSERTED]
    lead = next((claim.mention for claim in mine if claim.mention.role is MentionRole.LEAD), None)
    tally = Tally(reading, kept)
    tally.less_large()
    killed = _counted(*weigh(tally.killed(), "killed"), Harm.KILLED, mine)
    injured = _counted(*weigh(tally.injured(killed["best"] or 0), "injured"), Harm.INJURED, mine)
    if killed["best"] or injured["best"]:
        for value in (killed, injured):
            if value["best"] is None:
                value.update(low=0, best=0, high=0, reason="people were harmed, none in this way")
    # A report that gives no figure and names nobody may still say what happened.
    kind = lead.kind if lead is not None else happenings.kind_of(Scene(reading, []))
    return {
        "report": report.name,
        "killed": killed,
        "injured": injured,
        "place": lead.places[0].name if lead is not None and lead.places else None,
        "date": local_days(lead.when)[0] if lead is not None and lead.when is not None else None,
        "kind": kind.value if kind is not None else None,
    }


def _counted(count: int, reason: str, harm: Harm, claims: Sequence[Claim]) -> dict[str, Any]:
    """A count with the bounds of the figure that states it."""
    figures = [c.content for c in claims if isinstance(c.content, Figure) and c.content.harm is harm]
    if count == 0:
        said = any(figure.low == 0 for figure in figures)
        value = 0 if said else None
        return {"low": value, "best": value, "high": value, "reason": "stated: none" if said else "not stated"}
    stated = next((f for f in figures if f.explicit and count == (f.low if f.low is not None else f.high)), None)
    if stated is None:
        return {"low": count, "best": count, "high": count, "reason": reason}
    return {"low": stated.low, "best": count, "high": stated.high, "reason": f"stated: {stated.wording}"}
