"""Paths to bytes: files, folders, archives, packed files and standard input, each with what its manifest says of it."""

from __future__ import annotations

import gzip
import io
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from casrec.errors import EmptyReport, MalformedReport, ReportError
from casrec.ingest import archives
from casrec.ingest.documents import Fetched
from casrec.ingest.manifest import MANIFEST, Manifests
from casrec.ingest.naming import ARCHIVES, LINES, MEDIA_TYPES, PACKED, media_type

STDIN = "-"
REMOTE = "://"  # what tells the address of a file elsewhere from a path of this machine
MOST_EMPTY = 1_000_000  # empty lines on end before a file of lines is given up: a packed file can hold them without end
SKIPPED = 50  # times the largest report, skipped in search of the end of a line that is too long
_UNPACKING = (OSError, EOFError, zlib.error)
_JSON = re.compile(rb'\s*\{\s*"')
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body|\?xml)\b", re.IGNORECASE)

Accepts = Callable[[str, str], bool]
Note = Callable[[str], None]
Stream = IO[bytes] | io.BufferedReader


def fetch(
    paths: Iterable[str], *, limit: int, accepts: Accepts, note: Note, stdin: IO[bytes] | None = None
) -> Iterator[Fetched | ReportError]:
    """The documents of ``paths`` in order (a folder's by name), and in place the errors of those that cannot be had.

    A document of more than ``limit`` bytes once unpacked is refused. ``accepts`` says whether a media type can be
    read: what cannot is passed over with a ``note`` in a folder, and refused where it was named.
    """
    manifests = Manifests()
    for path in paths:
        if path == STDIN:
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from _guarded("stdin", _sniffed(stream, "stdin", limit))
            continue
        try:
            place = located(path)
            folder = place.is_dir()
        except (ImportError, OSError, ValueError) as exc:
            yield MalformedReport(path, f"cannot be reached: {exc}")
            continue
        if folder:
            yield from _folder(place, limit, accepts, note, manifests)
        else:
            yield from _file(place, limit, accepts, manifests)


def located(path: str) -> Path:
    """A path of this machine, or of another file system that fsspec knows (``s3://``, ``gs://``, ``memory://``...).

    Raises ImportError where universal-pathlib, or the library for that file system, is not installed, ValueError for
    a file system that fsspec does not know.
    """
    if REMOTE not in path:
        return Path(path)
    try:
        from upath import UPath
    except ImportError as exc:
        raise ImportError("install casrec[archives] to read from other file systems") from exc
    return cast(Path, UPath(path))


def expanded(path: str) -> list[str]:
    """The files that a pattern names on another file system (``s3://bucket/2020/*.warc.gz``), sorted; else the path.

    On this machine the shell does it. A pattern that matches nothing, or cannot be looked up, stays as it is.
    """
    if REMOTE not in path or "*" not in path:
        return [path]
    try:
        start, _, pattern = path.partition("*")
        folder, _, begun = start.rpartition("/")
        return sorted(map(str, located(folder).glob(f"{begun}*{pattern}"))) or [path]
    except (ImportError, OSError, ValueError):
        return [path]


def _folder(
    folder: Path, limit: int, accepts: Accepts, note: Note, manifests: Manifests
) -> Iterator[Fetched | ReportError]:
    """The documents of a folder and of those below it, by name; hidden ones and a README are left alone."""
    unread: list[tuple[Path, OSError]] = []
    found = False
    for path in _walked(folder, unread):
        if path.name.startswith(".") or path.name.removesuffix(PACKED) == MANIFEST:
            continue
        if not path.is_file() or not _readable(path, accepts):
            note(f"{path}: passed over, no kind of file that casrec reads")
        elif path.stem.lower() == "readme":
            note(f"{path}: passed over, it tells of the folder")
        else:
            found = True
            yield from _file(path, limit, accepts, manifests)
    for place, error in unread:
        yield MalformedReport(str(place), f"the folder cannot be read: {error.strerror or error}")
    if not found and not unread:
        yield EmptyReport(str(folder), "the folder holds no report that casrec can read")


def _walked(folder: Path, unread: list[tuple[Path, OSError]]) -> Iterator[Path]:
    """The files of a folder by name, then those of its folders that are not hidden; links to folders are not followed.

    A folder that cannot be listed goes to ``unread``.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir(), key=lambda path: path.name)
        except OSError as exc:
            unread.append((here, exc))
            continue
        below = [path for path in entries if path.is_dir() and not path.is_symlink()]
        yield from (path for path in entries if not path.is_dir())
        waiting += [path for path in reversed(below) if not path.name.startswith(".")]


def _file(path: Path, limit: int, accepts: Accepts, manifests: Manifests) -> Iterator[Fetched | ReportError]:
    """The documents of one file."""
    where = str(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as exc:
        yield MalformedReport(where, f"the file cannot be read: {getattr(exc, 'strerror', None) or exc}")
        return
    if stat.S_ISREG(mode) and not _readable(path, accepts):
        endings = ", ".join(MEDIA_TYPES)
        reason = f"casrec does not read {path.suffix or 'files without an ending'} (it reads {endings}, each also .gz)"
        yield MalformedReport(where, reason)
        return
    if path.name.removesuffix(PACKED) == MANIFEST:
        yield MalformedReport(where, "a manifest is no report; name its folder")
        return
    yield from manifests.errors(path.parent)
    stated = manifests.stated(path)
    yield from _guarded(where, _opened(path, limit, stated, regular=stat.S_ISREG(mode)))


def _opened(path: Path, limit: int, stated: Mapping[str, str], *, regular: bool) -> Iterator[Fetched | ReportError]:
    """The documents of a file that is there; a pipe is read as standard input is."""
    with path.open("rb") as stream:
        if not regular:
            yield from _sniffed(stream, str(path), limit)
            return
        kind = media_type(str(path))
        if kind in ARCHIVES:
            yield from archives.documents(stream, str(path), kind, limit)
            return
        packed = path.name.lower().endswith(PACKED)
        plain = io.BufferedReader(gzip.GzipFile(fileobj=stream)) if packed else stream
        yield from _documents(plain, str(path), kind or _other(path), limit, stated)


def _documents(
    stream: Stream, where: str, kind: str, limit: int, stated: Mapping[str, str]
) -> Iterator[Fetched | ReportError]:
    """The documents of an open file: its lines, or the whole."""
    if kind != LINES:
        data = stream.read(limit + 1)
        if len(data) > limit:
            yield MalformedReport(where, f"larger than max_report_bytes ({limit:,} bytes)")
        else:
            yield Fetched(where, data, kind, stated)
        return
    for number, line in _lines(stream, limit):
        if isinstance(line, str):
            yield MalformedReport(f"{where}:{number}", line)
        else:
            yield Fetched(f"{where}:{number}", line, LINES, stated)


def _lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | str]]:
    """The lines of a file with their numbers; a reason in place of one that cannot be had. Holds one line at a time."""
    number = empty = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            yield number, f"the line is longer than max_report_bytes ({limit:,} bytes)"
            if not _skip_line(stream, SKIPPED * limit):
                yield number, "the line does not end; the rest of the file is not read"
                return
        elif line.strip():
            empty = 0
            yield number, line.rstrip(b"\r\n")
        else:
            empty += 1
            if empty > MOST_EMPTY:
                yield number, "nothing but empty lines; the rest of the file is not read"
                return


def _skip_line(stream: Stream, most: int) -> bool:
    """Read on to the end of the line; False where it has not ended after ``most`` bytes."""
    while most > 0:
        piece = stream.readline(1 << 20)
        if not piece or piece.endswith(b"\n"):
            return True
        most -= len(piece)
    return False


def _sniffed(stream: IO[bytes], where: str, limit: int) -> Iterator[Fetched | ReportError]:
    """The documents of a stream without a name: JSON lines, a feed, a page or text, packed or not, by how it opens."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        buffered = io.BufferedReader(gzip.GzipFile(fileobj=buffered))
    head = buffered.peek(4096)[:4096]
    kinds = ((_JSON, LINES), (_FEED, "application/rss+xml"), (_HTML, "text/html"))
    kind = next((kind for pattern, kind in kinds if pattern.match(head)), "text/plain")
    yield from _documents(buffered, where, kind, limit, {})


class _Raw(io.RawIOBase):
    """Any stream of bytes as one that can be buffered, and so looked at before it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` with what the stream has next."""
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _guarded(where: str, documents: Iterator[Fetched | ReportError]) -> Iterator[Fetched | ReportError]:
    """The documents, with the system's own errors named as a report's."""
    try:
        yield from documents
    except ReportError as exc:
        yield exc
    except _UNPACKING as exc:
        yield MalformedReport(where, f"the file cannot be read: {getattr(exc, 'strerror', None) or exc}")


def _readable(path: Path, accepts: Accepts) -> bool:
    """Whether some reader takes files of this name."""
    kind = media_type(str(path))
    return kind in ARCHIVES or accepts(kind or _other(path), str(path))


def _other(path: Path) -> str:
    """The media type of a file whose ending casrec itself does not know; readers that are added may."""
    import mimetypes  # the table of Python alone: a system's own tables differ from one machine to the next

    return mimetypes.MimeTypes().guess_type(path.name.removesuffix(PACKED))[0] or "application/octet-stream"
