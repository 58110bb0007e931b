"""Sorts of incident that rules are for: nature's blows, accidents, violence, the acts of armed forces."""

from __future__ import annotations

from casrec.terms import ACCIDENTS, NATURAL_HAZARDS, IncidentKind

DISASTERS = NATURAL_HAZARDS | ACCIDENTS
VIOLENCE = frozenset(IncidentKind) - DISASTERS - {IncidentKind.OTHER}
# Harm done with the means of armed forces: a belligerent's act by its kind, even where nobody names him.
MILITARY = frozenset(
    {IncidentKind.AIR_STRIKE, IncidentKind.SHELLING, IncidentKind.ARMED_CLASH, IncidentKind.CHEMICAL_ATTACK}
)
# Kinds in which whoever is named may be a belligerent; in others (a shooting, a stabbing) only a known group is.
ARMED = MILITARY | {IncidentKind.BOMBING, IncidentKind.EXECUTION}
