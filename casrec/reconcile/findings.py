"""What a reader must know of an incident's claims: all findings, in the order of their weight."""

from __future__ import annotations

from casrec.reconcile import findings_blame, findings_counts, findings_digits, findings_parts, findings_texts
from casrec.reconcile.seen import Seen
from casrec.records import Finding
from casrec.terms import Severity

_WEIGHT = {Severity.SERIOUS: 0, Severity.CAUTION: 1, Severity.NOTE: 2}


def findings(seen: Seen) -> tuple[Finding, ...]:
    """All findings of an incident, each said once, the weightiest first."""
    found = [
        *findings_counts.find(seen),
        *findings_digits.find(seen),
        *findings_parts.find(seen),
        *findings_texts.find(seen),
        *findings_blame.find(seen),
    ]
    unique = {one.id: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (_WEIGHT[one.severity], one.kind, one.sentence)))
