"""What a reader must know of an incident's claims: all findings, in the order of their weight."""

from __future__ import annotations

from casrec.reconcile import findings_blame, findings_counts, findings_digits, findings_parts, findings_texts
from casrec.reconcile.seen import Seen
from casrec.records import Finding
from casrec.terms import FindingKind, Severity

_WEIGHT = {Severity.SERIOUS: 0, Severity.CAUTION: 1, Severity.NOTE: 2}

# Each kind of finding: how severe it can be, and when it is told.
MEANING: dict[FindingKind, tuple[str, str]] = {
    FindingKind.DISPUTE: (
        "serious, caution",
        "named bodies give different counts of the killed, injured or missing of the whole incident",
    ),
    FindingKind.PARTS_DISAGREE: (
        "serious, caution",
        "a part is larger than its whole (serious; a caution where two reports give them); parts and a total by one "
        "source in one report do not add up; what a report says in its own voice is more than the parts it gives",
    ),
    FindingKind.FALLING_COUNT: (
        "caution",
        "a body's count of the killed falls, or its count of the injured while its dead do not rise, or its running "
        "total of the whole conflict",
    ),
    FindingKind.DIGITS_SWAPPED: (
        "caution",
        "two counts of one harm are the same but for two neighbouring digits in each other's place (4,237 and 4,327)",
    ),
    FindingKind.OUTLIER: (
        "caution",
        "one report alone gives a count far above or far below those of two or more others",
    ),
    FindingKind.NOT_IN_CITED_SOURCE: (
        "serious",
        "a report cites an outlet or agency for a count that no report of that outlet, also held, gives",
    ),
    FindingKind.PART_EQUALS_TOTAL: (
        "caution",
        "one report's total is another's count of one site alone, of ten or more or by one source",
    ),
    FindingKind.CONTRADICTION: (
        "caution, note",
        "a report's headline gives a count that nothing in its text agrees with; a measure and its conversion do not "
        "agree (60 miles, 40 kilometres); accounts put one attack on two buildings",
    ),
    FindingKind.SINGLE_ORIGIN: ("caution", "all counts of the killed come from one origin"),
    FindingKind.COMPETING_RESPONSIBILITY: (
        "serious, caution",
        "several are said to have done it, or one denies what he is accused of; a caution where exactly one claimed it",
    ),
    FindingKind.REVISION: (
        "note",
        "a body changed its count upward, or says itself that it corrects it; or fewer are missing; or fewer injured "
        "while more are dead",
    ),
    FindingKind.AGREEMENT: ("note", "the parts that a source gives add up to its total"),
    FindingKind.SHARED_TEXT: ("note", "reports print one text, and count as one origin"),
}


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
