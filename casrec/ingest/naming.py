"""What a file is by its name: the report's name, and the media type its ending stands for."""

from __future__ import annotations

from pathlib import PurePath

LINES = "application/x-ndjson"
WARC = "application/warc"
PARQUET = "application/vnd.apache.parquet"
ARCHIVES = (WARC, PARQUET)  # files of many documents

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".warc": WARC,
    ".parquet": PARQUET,
}
PACKED = ".gz"


def report_name(path: str) -> str:
    """The file's name without its ending, and without .gz before that: "a/b.txt.gz" is "b"."""
    name = PurePath(path).name or path
    if name.lower().endswith(PACKED):
        name = name[: -len(PACKED)]
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and f".{ending.lower()}" in MEDIA_TYPES else name


def media_type(path: str) -> str | None:
    """The media type that a file's ending stands for, .gz aside; None where casrec knows no such ending."""
    name = PurePath(path).name.lower().removesuffix(PACKED)
    return MEDIA_TYPES.get(PurePath(name).suffix)
