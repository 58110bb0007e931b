"""The reader of plain text: .txt and Markdown files, taken as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from casrec.ingest.decoding import decode
from casrec.ingest.naming import report_name
from casrec.records import Report


class PlainText:
    """Reads one file of text as one report. ``Report.text`` is the decoded file, unchanged.

    Offsets are those of ``Path.read_text(encoding="utf-8")``: line ends count as one character whatever they were, a
    byte order mark counts as one.
    """

    MEDIA_TYPES = ("text/plain", "text/markdown")

    def accepts(self, media_type: str, url: str) -> bool:
        """Whether the content is plain text."""
        return media_type in self.MEDIA_TYPES

    def read(self, data: bytes, url: str) -> Iterator[Report]:
        """The one report in ``data``. Raises ReportError naming ``url`` where it is empty or no text."""
        yield Report.make(
            name=report_name(url),
            text=decode(data, url),
            media_type="text/markdown" if url.lower().removesuffix(".gz").endswith(".md") else "text/plain",
            digest=hashlib.sha256(data).hexdigest(),
        )
