"""The reader of JSON lines: one report a line, as documents of a corpus or as report records of casrec itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from casrec.errors import EmptyReport, MalformedReport, RecordError
from casrec.ingest import stamps
from casrec.ingest.headlines import with_title
from casrec.ingest.naming import report_name
from casrec.records import Report, decode

FIELDS = ("outlet", "url", "title", "language")
_UNFIT = dict.fromkeys((0, *range(55296, 57344)), "�")


class JsonLines:
    """Reads lines with the fields name (or id), outlet, published, updated, url, title, language and text.

    ``Report.text`` is the text field unchanged, below the title and an empty line where the text does not open with
    its title. A line that is a report record ("record": "report") is that report, as it was. NUL characters and
    halves of surrogate pairs, which no store can keep, become U+FFFD one for one.
    """

    def accepts(self, media_type: str, url: str) -> bool:
        """Whether the content is JSON lines."""
        return media_type in ("application/x-ndjson", "application/jsonl", "application/json")

    def read(self, data: bytes, url: str) -> Iterator[Report]:
        """The reports of the lines of ``data``; empty lines are none. Raises ReportError naming ``url`` and the line.

        Where ``data`` is one line, ``url`` is taken to name that line already.
        """
        lines = data.split(b"\n")
        single = not any(line.strip() for line in lines[1:])
        for number, line in enumerate(lines, 1):
            if line.strip():
                report = self._report(line.strip(), url if single else f"{url}:{number}")
                if report is not None:
                    yield report

    def _report(self, line: bytes, where: str) -> Report | None:
        """The report of one line; None where it is a record of another kind."""
        fields = _parsed(line, where)
        kind = fields.get("record")
        if kind == "report":
            try:
                return decode(Report, line)
            except RecordError as exc:
                raise MalformedReport(where, str(exc)) from exc
        if isinstance(kind, str):
            return None
        text = fields.get("text")
        if not isinstance(text, str):
            raise MalformedReport(where, "the line has no field 'text'" if text is None else "'text' is no string")
        named = {name: _text(fields.get(name)) for name in FIELDS}
        text = with_title(named["title"], _fit(text))
        if not text.strip():
            raise EmptyReport(where, "the line's text is empty")
        return Report.make(
            name=_text(fields.get("name")) or _text(fields.get("id")) or _name(where),
            text=text,
            published=stamps.iso(fields.get("published")),
            updated=stamps.iso(fields.get("updated")),
            media_type="application/x-ndjson",
            digest=hashlib.sha256(line).hexdigest(),
            **named,
        )


def _name(where: str) -> str:
    """The name of a line that gives none: "dir/wire.jsonl.gz:12" is "wire:12"."""
    file, colon, number = where.rpartition(":")
    return f"{report_name(file)}:{number}" if colon and number.isdigit() else report_name(where)


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    """The object a line holds. Raises MalformedReport where it holds none."""
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _leniently(line, where)
    if not isinstance(found, dict):
        raise MalformedReport(where, "the line is not a JSON object")
    return found


def _leniently(line: bytes, where: str) -> Any:
    """What a line holds by Python's own parser, which lets halves of surrogate pairs pass."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise MalformedReport(where, "the line is not UTF-8") from exc
    except (ValueError, RecursionError) as exc:
        raise MalformedReport(where, f"broken JSON: {exc}") from exc


def _text(value: object) -> str | None:
    """A field as text; numbers as they are written, anything else as not stated."""
    if isinstance(value, bool) or not isinstance(value, str | int) or (isinstance(value, int) and abs(value) > 10**18):
        return None
    return _fit(str(value)).strip() or None


def _fit(text: str) -> str:
    """``text`` with each character that cannot be stored replaced by one that can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.translate(_UNFIT)
    return text.replace("\0", "\ufffd") if "\0" in text else text
