"""What was set aside and why: counts of other happenings, and counts of this one that no estimate rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from casrec.publish import clock, words
from casrec.publish.ours import told
from casrec.publish.tolls import Known, reasons
from casrec.records import Claim, Dossier, Figure
from casrec.terms import Scope

_SCOPES = {
    Scope.OTHER_INCIDENT: "another incident",
    Scope.RUNNING_TOTAL: "a running total, not this incident",
    Scope.PERIOD_TOTAL: "a total over a period, not this incident",
}


@dataclass(frozen=True, slots=True)
class AsideRow:
    """One count set aside: what it counts, who says it, and why it is not in the estimate."""

    figure: str
    wording: str | None
    harm: str
    source: str
    reason: str
    claims: tuple[str, ...]


def others(dossier: Dossier) -> tuple[AsideRow, ...]:
    """Counts of other happenings that the reports recall; the same count in several reports is one row."""
    known = Known.of(dossier)
    mine = {claim.id for claim in told(dossier)}
    same: dict[tuple[str, str | None, str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(dossier.claims, key=known.order):
        content = claim.content
        if isinstance(content, Figure) and claim.id not in mine:
            reason = _other(claim)
            same[words.figure(content), words.wording(content), _harm(content), known.voice(claim), reason].append(
                claim
            )
    return tuple(
        AsideRow(figure, said, harm, known.speakers(claims), reason, tuple(claim.id for claim in claims))
        for (figure, said, harm, _, reason), claims in same.items()
    )


def _other(claim: Claim) -> str:
    """Which other happening a claim is of, in words: "another incident: Aden, Yemen, 23 May 2016"."""
    mention = claim.mention
    said = _SCOPES.get(claim.scope, "another incident")
    about = words.clean(mention.label)
    if not about:
        places = [words.clean(place.text) for place in mention.places or claim.places]
        about = words.series(list(dict.fromkeys(places)))
    time = clock.when(mention.when) if mention.when else ""
    detail = ", ".join(part for part in (about, time if time not in about else "") if part)
    return f"{said}: {detail}" if detail else said


def _harm(content: Figure) -> str:
    """The harm and the group: "killed", "killed (children)"."""
    harm = words.HARMS[content.harm]
    return harm if content.group.value == "people" else f"{harm} ({words.group(content.group)})"


def unused(dossier: Dossier) -> tuple[AsideRow, ...]:
    """Counts of this incident that no estimate rests on, with the reason each estimate gives."""
    known = Known.of(dossier)
    aside = reasons(dossier.estimates)
    same: dict[tuple[str, str | None, str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(told(dossier), key=known.order):
        content = claim.content
        if isinstance(content, Figure) and aside.get(claim.id):
            same[
                words.figure(content), words.wording(content), _harm(content), known.voice(claim), aside[claim.id]
            ].append(claim)
    return tuple(
        AsideRow(figure, said, harm, known.speakers(claims), reason, tuple(claim.id for claim in claims))
        for (figure, said, harm, _, reason), claims in same.items()
    )
