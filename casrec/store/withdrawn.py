"""What is left of a report whose words were withdrawn."""

from __future__ import annotations

from casrec.records import Report

WITHDRAWN = "withdrawn"


def blank(report: Report) -> Report:
    """The report with its id and its dates, and nothing of what it said: no text, title, name, address or digest."""
    return Report(
        id=report.id,
        name=WITHDRAWN,
        text="",
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        media_type=report.media_type,
    )
