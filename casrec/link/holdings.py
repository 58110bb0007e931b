"""What linking reads: all reports held, again and again in the order of their ids, and the claims of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from casrec.ids import content_id
from casrec.records import Claim, Mention, Report
from casrec.terms import MentionRole


class Holdings(Protocol):
    """Reports and their claims, wherever they are kept."""

    def reports(self) -> Iterator[Report]:
        """All reports in the order of their ids."""

    def report(self, id: str) -> Report:
        """The report of an id."""

    def claims(self, report: str) -> list[Claim]:
        """The claims of a report in the order of ``in_text``."""


class Held:
    """Holdings in memory."""

    def __init__(self, reports: Iterable[Report], claims: Iterable[Claim]) -> None:
        self._reports = {report.id: report for report in sorted(reports, key=lambda report: report.id)}
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.report].append(claim)
        for mine in self._claims.values():
            mine.sort(key=in_text)

    def reports(self) -> Iterator[Report]:
        """All reports in the order of their ids."""
        return iter(self._reports.values())

    def report(self, id: str) -> Report:
        """The report of an id."""
        return self._reports[id]

    def claims(self, report: str) -> list[Claim]:
        """The claims of a report in the order of their spans."""
        return self._claims.get(report, [])


def in_text(claim: Claim) -> tuple[int, int, str]:
    """The order of a report's claims: that of their spans."""
    return claim.span.start, claim.span.end, claim.id


def lead_mention(report: Report | str, claims: Iterable[Claim]) -> Mention:
    """The happening a report (or its id) is mainly about: its claims' lead mention, else one made for the report."""
    leads = [claim.mention for claim in claims if claim.mention.role is MentionRole.LEAD]
    if leads:
        return min(leads, key=lambda mention: (mention.when is None, not mention.places))
    id = report if isinstance(report, str) else report.id
    return Mention(id=content_id("men", id, "lead"), report=id, role=MentionRole.LEAD)
