"""Paths to reports: what ``casrec read`` does. The one door of this room that the pipeline uses."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import IO, NamedTuple

from casrec import seams
from casrec.errors import EmptyReport, MalformedReport, ReportError
from casrec.ingest.documents import Fetched
from casrec.ingest.feed import Feed
from casrec.ingest.fetch import fetch
from casrec.ingest.finish import finish
from casrec.ingest.jsonl import JsonLines
from casrec.ingest.plaintext import PlainText
from casrec.ingest.webpage import WebPage
from casrec.records import Report, replace
from casrec.seams import Reader
from casrec.settings import Settings

GROUP = "casrec.readers"
BUILT_IN: tuple[type[Reader], ...] = (PlainText, WebPage, JsonLines, Feed)

_log = logging.getLogger(__name__)


class Read(NamedTuple):
    """A report and the bytes it was read from, unpacked; None where it came as a report record, without them."""

    report: Report
    data: bytes | None


def read(
    paths: Iterable[str],
    settings: Settings,
    *,
    note: Callable[[str], None] | None = None,
    stdin: IO[bytes] | None = None,
) -> Iterator[Read | ReportError]:
    """The reports of ``paths``, in order, and in place the errors of those that cannot be read: the run goes on.

    A path is a file, a folder, or "-" for standard input (see ``fetch``). ``note`` is told what was passed over in a
    folder; by default it is logged. Memory holds one document at a time.
    """
    for document in documents(paths, settings, note=note, stdin=stdin):
        yield from reports_of(document)


def documents(
    paths: Iterable[str],
    settings: Settings,
    *,
    note: Callable[[str], None] | None = None,
    stdin: IO[bytes] | None = None,
) -> Iterator[Fetched | ReportError]:
    """What ``read`` makes reports of: the bytes alone, so that worker processes can do the rest."""
    return fetch(
        paths,
        limit=settings.max_report_bytes,
        accepts=lambda media_type, url: _reader(media_type, url) is not None,
        note=note or _log.info,
        stdin=stdin,
    )


def reports_of(document: Fetched | ReportError) -> list[Read | ReportError]:
    """The reports of one document; an error stays what it is. Pure: what a worker process runs."""
    if isinstance(document, ReportError):
        return [document]
    reader = _reader(document.media_type, document.url)
    if reader is None:
        return [MalformedReport(document.url, f"no reader for {document.media_type}")]
    return list(_reports(reader, document))


@lru_cache(maxsize=1)
def readers() -> tuple[Reader, ...]:
    """The readers in the order they are asked: those that others added, by name, then the built-in ones."""
    added = [seams.load(GROUP, name) for name in seams.names(GROUP)]
    return tuple(kind() for kind in (*(kind for kind in added if kind not in BUILT_IN), *BUILT_IN))


def _reader(media_type: str, url: str) -> Reader | None:
    """The first reader that takes content of this kind."""
    return next((reader for reader in readers() if reader.accepts(media_type, url)), None)


def _reports(reader: Reader, document: Fetched) -> Iterator[Read | ReportError]:
    """The reports of one document, finished; whatever goes wrong in a reader is this document's error alone."""
    digest = hashlib.sha256(document.data).hexdigest()
    try:
        for report in reader.read(document.data, document.url):
            if report.digest and report.digest != digest:  # a report record, finished when it was first read
                yield Read(report, None)
            elif not report.text.strip():
                yield EmptyReport(document.url, "there is no text in it")
            else:
                yield Read(finish(replace(report, digest=digest), document.stated), document.data)
    except ReportError as exc:
        yield exc
    except Exception as exc:  # a reader that others wrote, or a document made to break one
        yield MalformedReport(document.url, f"cannot be read: {type(exc).__name__}: {exc}")
