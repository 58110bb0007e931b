"""Archives to documents: the pages of a WARC file and the rows of a Parquet file, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import msgspec

from casrec.errors import MalformedReport, ReportError
from casrec.ingest.documents import Fetched
from casrec.ingest.naming import LINES, PARQUET, WARC

ROWS = 256  # rows of a Parquet file held at once
EXTRA = "install casrec[archives] to read it"
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def documents(stream: IO[bytes], where: str, kind: str, limit: int) -> Iterator[Fetched | ReportError]:
    """The documents of an open archive of media type ``kind`` (WARC or PARQUET), and errors in place of broken ones.

    A document of more than ``limit`` bytes is refused by name. Raises MalformedReport naming ``where`` for a file
    that is no such archive, or where the library that reads it is not installed.
    """
    return {WARC: _pages, PARQUET: _rows}[kind](stream, where, limit)


def _pages(stream: IO[bytes], where: str, limit: int) -> Iterator[Fetched | ReportError]:
    """The pages of a WARC file (ISO 28500): what servers answered with success, as HTML or plain text.

    The page's address is the record's target; when it was crawled says nothing of when it was published, and is not
    taken for it.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as exc:
        raise MalformedReport(where, EXTRA) from exc
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type not in ("response", "resource") or not _succeeded(record):
                continue
            kind = _kind(record)
            if kind not in PAGES:
                continue
            name = f"{where}:{number}"
            data = record.content_stream().read(limit + 1)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if len(data) > limit:
                yield MalformedReport(name, f"larger than max_report_bytes ({limit:,} bytes)")
            else:
                yield Fetched(name, data, kind, {"url": address} if address else {})
    except ArchiveLoadFailed:  # its message repeats the bytes it met, which no terminal should be shown
        yield MalformedReport(f"{where}:{number + 1}", "no WARC record; the rest of the file is not read")


def _succeeded(record: Any) -> bool:
    """Whether an answer was one of success; a resource has no answer's head."""
    return record.http_headers is None or (record.http_headers.get_statuscode() or "").startswith("2")


def _kind(record: Any) -> str:
    """The media type of a record's content."""
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _rows(stream: IO[bytes], where: str, limit: int) -> Iterator[Fetched | ReportError]:
    """The rows of a Parquet file, each as the line of JSON with its columns as fields."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as exc:
        raise MalformedReport(where, EXTRA) from exc
    number = 0
    try:
        for batch in parquet.ParquetFile(stream).iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                number += 1
                line = msgspec.json.encode(row, enc_hook=str)
                if len(line) > limit:
                    yield MalformedReport(f"{where}:{number}", f"larger than max_report_bytes ({limit:,} bytes)")
                else:
                    yield Fetched(f"{where}:{number}", line, LINES)
    except (pa.ArrowException, OSError, ValueError) as exc:
        yield MalformedReport(f"{where}:{number + 1}", f"broken Parquet; the rest is not read: {exc}")
