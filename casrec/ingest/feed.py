"""The reader of RSS and Atom feeds: one report for each entry that carries text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casrec.errors import EmptyReport, MalformedReport
from casrec.ingest.headlines import with_title
from casrec.ingest.naming import report_name
from casrec.ingest.webpage import plain_text
from casrec.records import Report


class Feed:
    """Reads a feed's entries: the fullest text an entry carries, below its title."""

    MEDIA_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")

    def accepts(self, media_type: str, url: str) -> bool:
        """Whether the content is a feed."""
        return media_type in self.MEDIA_TYPES

    def read(self, data: bytes, url: str) -> Iterator[Report]:
        """The reports in ``data``, in the feed's order. Raises ReportError naming ``url`` where it holds none."""
        import feedparser  # type: ignore[import-untyped] # loaded only where a feed is read

        try:
            parsed = feedparser.parse(data)
        except Exception as exc:  # whatever hostile XML makes of the parser
            raise MalformedReport(url, f"the feed cannot be read: {type(exc).__name__}: {exc}") from exc
        if not parsed.get("version") and not parsed.entries:
            raise MalformedReport(url, "the bytes are not a feed")
        digest = hashlib.sha256(data).hexdigest()
        found = False
        for number, entry in enumerate(parsed.entries, 1):
            title = _line(entry.get("title"))
            text = with_title(title, _text(entry))
            if text.strip():
                found = True
                yield Report.make(
                    name=f"{report_name(url)}:{number}",
                    text=text,
                    outlet=_line(parsed.feed.get("title")),
                    published=_instant(entry.get("published_parsed")),
                    updated=_instant(dict.get(entry, "updated_parsed")),  # its own get falls back on published
                    url=_line(entry.get("link")),
                    title=title,
                    media_type="application/feed+xml",
                    digest=digest,
                )
        if not found:
            raise EmptyReport(url, "the feed has no entry with text")


def _text(entry: Any) -> str:
    """The fullest text of an entry."""
    texts = [str(content.get("value") or "") for content in entry.get("content") or []]
    return max((plain_text(html) for html in (*texts, str(entry.get("summary") or ""))), key=len)


def _line(value: object) -> str | None:
    """A field as one line of text, None where it is empty."""
    text = " ".join(plain_text(value).split()) if isinstance(value, str) else ""
    return text or None


def _instant(parsed: Any) -> str | None:
    """A time as feedparser gives it (UTC parts) as casrec keeps it."""
    try:
        year, month, day, hour, minute, second = (int(part) for part in parsed[:6])
        return datetime(year, month, day, hour, minute, min(second, 59)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError):
        return None
