"""What every report needs whatever it was read from: stated facts over found ones, dates, language, passages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from casrec.ingest import stamps
from casrec.ingest.language import detect
from casrec.ingest.passages import divide
from casrec.records import Report

STATED = ("outlet", "published", "updated", "url", "title", "language")


def finish(report: Report, stated: Mapping[str, str | None] | None = None) -> Report:
    """``report`` as a reader made it, completed; its text stays as it is.

    ``stated`` (a manifest's line) outranks what the reader found; what neither knows is looked for in the text. The
    passages a reader marked are kept, its ARTICLE stretches are divided further.
    """
    known = {name: getattr(report, name) for name in STATED}
    for name, value in (stated or {}).items():
        if name in known and value:
            known[name] = stamps.iso(value) or known[name] if name in ("published", "updated") else value
    divided = divide(report.text, title=known["title"], published=known["published"], marks=report.passages)
    updated = known["updated"] or divided.updated
    published = known["published"] or divided.published
    if updated and published and updated[:10] < published[:10]:
        updated = None  # a page cannot have been changed before it was there: the stamp is of something else
    fields = msgspec.structs.asdict(report) | known
    fields |= {
        "published": published,
        "updated": updated,
        "title": divided.title,
        "language": known["language"] or detect(report.text),
        "passages": divided.passages,
    }
    del fields["id"]
    return Report.make(**fields)
