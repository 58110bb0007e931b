"""Reports and their claims to Incidents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from casrec.ids import content_id
from casrec.records import Claim, Echo, Incident, Judgement, Mention, Report
from casrec.terms import MentionRole

_NAME = re.compile(r"[A-Z][a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gives: incidents, the judgements that rules made (given ones are not repeated), and echoes."""

    incidents: tuple[Incident, ...]
    judgements: tuple[Judgement, ...] = ()
    echoes: tuple[Echo, ...] = ()


def link(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> Linked:
    """Join reports of the same incident. Pure: the same records in any order give the same result.

    ``reports`` are all reports held, ``claims`` all claims taken from them, ``judgements`` what people decided
    (a person's verdict outranks every rule). A report no claim was taken from still belongs to an incident.
    """
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    held = sorted(reports, key=lambda report: report.id)
    names = {report.id: frozenset(_NAME.findall(report.text)) for report in held}
    groups: list[list[Report]] = []
    for report in held:
        mine = next((group for group in groups if all(_alike(names, report, other) for other in group)), None)
        if mine is None:
            groups.append([report])
        else:
            mine.append(report)
    return Linked(tuple(_incident(group, by_report) for group in groups))


def _alike(names: dict[str, frozenset[str]], left: Report, right: Report) -> bool:
    """Whether two reports share a third of their names and were published within days."""
    mine, theirs = names[left.id], names[right.id]
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return shared > 1 / 3 and (left.published or "")[:7] == (right.published or "")[:7]


def lead_mention(report: Report, claims: Iterable[Claim]) -> Mention:
    """The happening a report is mainly about: its claims' lead mention, else one made for the report."""
    for claim in sorted(claims, key=lambda claim: (claim.span.start, claim.id)):
        if claim.mention.role is MentionRole.LEAD:
            return claim.mention
    return Mention(id=content_id("men", report.id, "lead"), report=report.id, role=MentionRole.LEAD)


def _incident(group: list[Report], by_report: dict[str, list[Claim]]) -> Incident:
    """The incident of some reports."""
    leads = [lead_mention(report, by_report[report.id]) for report in group]
    mine = {mention.id for mention in leads}
    return Incident(
        id=content_id("inc", min(mine)),
        title=group[0].title or group[0].name,
        mentions=tuple(sorted(mine)),
        reports=tuple(report.id for report in group),
        claims=tuple(c.id for report in group for c in by_report[report.id] if c.mention.id in mine),
        kind=next((mention.kind for mention in leads if mention.kind), None),
        when=next((mention.when for mention in leads if mention.when), None),
        places=next((mention.places for mention in leads if mention.places), ()),
    )
