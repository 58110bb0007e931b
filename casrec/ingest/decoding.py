"""Bytes to text: the encoding they say, else UTF-8, else the likeliest one; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from casrec.errors import BinaryReport, EmptyReport

# What files open with that are no text, whatever their names say.
_MAGIC = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"{\\rtf"),
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!\x1a", b"OggS\x00", b"ID3\x03", b"MZ\x90", b"\x00asm"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})""")
SAMPLE = 20_000  # bytes that an unknown encoding is guessed from
MOST_CONTROLS = 0.003  # of the characters of a text: form feeds and escape marks of old wires stay under it


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of ``data``, line ends as "\\n", exactly as ``Path.read_text(encoding="utf-8")`` gives it for UTF-8.

    A byte order mark of UTF-8 stays as the first character, so that offsets are those of the file. Raises EmptyReport
    where there is no text, and BinaryReport where the bytes are none.
    """
    if not data.strip():
        raise EmptyReport(name, "the file is empty")
    if data.startswith(_MAGIC):
        raise BinaryReport(name, "the bytes are of a file that is not text")
    text = _decoded(data, declared)
    if text is None or "\0" in text or len(_CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        raise BinaryReport(name, "the bytes are not text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f\u200b\xa0"):
        raise EmptyReport(name, "there is no text in it")
    return text


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page names in its own head, where it is one that Python knows."""
    head = data[:2048]
    found = _XML.match(head) or _META.search(head)
    if found is None:
        return None
    try:
        return codecs.lookup(found.group(1).decode("ascii", "ignore")).name
    except LookupError:
        return None


def _decoded(data: bytes, declared: str | None) -> str | None:
    """The characters, or None where no encoding fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if 0 in data[:SAMPLE]:
        return _without_mark(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    if declared not in (None, "utf-8"):
        text = _strictly(data, declared or "")
        if text is not None:
            return text
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken <= len(data) * 0.001 and broken * 4 < sum(char > "\x7f" for char in loose[:SAMPLE]):
        return loose  # UTF-8 that was cut or damaged in a place or two
    return _likeliest(data)


def _likeliest(data: bytes) -> str | None:
    """Text in an old encoding, by the bytes themselves.

    In English only quotation marks, dashes and the accents of names stand outside ASCII; so few of them tell a
    detector nothing (it takes them for Thai or Cyrillic), and Windows-1252 is what the web means by them.
    """
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    if high < 0.04 * min(len(data), SAMPLE):
        text = _strictly(data, "cp1252") or data.decode("latin-1")
        return text if high else None
    from charset_normalizer import from_bytes  # loaded only where UTF-8 has failed

    best = from_bytes(data[:SAMPLE]).best()
    return None if best is None else data.decode(best.encoding, "replace")


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, known by the zero in every second byte of Latin letters."""
    head = data[: SAMPLE & ~1]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[first::2].count(0)
        if zeros > 0.4 * (len(head) // 2) and head[1 - first :: 2].count(0) < 0.02 * len(head):
            return _strictly(data, encoding)
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    """The characters in an encoding, or None where a byte does not fit."""
    try:
        return str(data, encoding)
    except (UnicodeError, LookupError):
        return None
