"""What of a report's text is its story, and what belongs to the page it stood on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from casrec.link.words import lexicon, tokens
from casrec.records import Report
from casrec.terms import PassageKind

# Work per report is bounded: what follows the first 20,000 characters rarely tells which happening it is.
READ = 20_000
# The story's words that linking weighs; later paragraphs turn to background and to other happenings.
WEIGHED = 6_000
# Lines longer than this are looked at for their first characters only when they are tested for furniture.
_LOOKED_AT = 300
# A line that this many reports of one outlet share word for word is the page's: one story has rarely more copies.
_REPEATED = 3
_TAIL = re.compile(r"\s+[-–—|]+\s+")


@dataclass(frozen=True, slots=True)
class Story:
    """The story of a report: its title and its lines without furniture; ``cut`` counts the characters left out."""

    title: str
    lines: tuple[str, ...]
    cut: int

    @property
    def text(self) -> str:
        """The lines as one text, at most WEIGHED characters."""
        return "\n".join(self.lines)[:WEIGHED]


def stories(reports: Iterable[Report]) -> dict[str, Story]:
    """The story of each report by its id; lines that an outlet repeats from report to report are left out."""
    held = list(reports)
    titles = _titles(held)
    lines = {report.id: _lines(report) for report in held}
    repeated = _repeated({report.id: outlet(report) for report in held}, lines)
    found = {}
    for report in held:
        mine = repeated.get(outlet(report), frozenset())
        kept = tuple(line for line in lines[report.id] if _key(line) not in mine)
        found[report.id] = Story(titles[report.id], kept, min(len(report.text), READ) - sum(map(len, kept)))
    return found


def _titles(reports: Iterable[Report]) -> dict[str, str]:
    """The titles without what the outlet puts after each of them (" - Channel 5 - Springfield | News")."""
    pieces = {report.id: _TAIL.split(report.title or "") for report in reports}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for report in reports:
        for piece in set(pieces[report.id][1:]):
            counts[outlet(report), piece] += 1
    found = {}
    for report in reports:
        kept = [
            piece for i, piece in enumerate(pieces[report.id]) if not i or counts[outlet(report), piece] < _REPEATED
        ]
        found[report.id] = " - ".join(kept)
    return found


def outlet(report: Report) -> str:
    """What names the outlet of a report: its name, else the host of its URL, else nothing."""
    return (report.outlet or urlsplit(report.url or "").netloc).casefold().removeprefix("www.")


def _lines(report: Report) -> list[str]:
    """The lines of a report that are neither marked nor recognised as furniture, without repeats."""
    _, furniture = lexicon()
    pieces = [(p.start, p.end) for p in report.passages if p.kind is not PassageKind.FURNITURE] or (
        [] if report.passages else [(0, len(report.text))]
    )
    found: dict[str, None] = {}
    for start, end in pieces:
        for line in report.text[start : min(end, READ)].split("\n"):
            stripped = line.strip()
            if stripped and not furniture.search(stripped[:_LOOKED_AT]):
                found.setdefault(stripped)
    return list(found)


def _key(line: str) -> bytes:
    """A line as compared: its words alone."""
    return blake2b(" ".join(tokens(line[:_LOOKED_AT])).encode(), digest_size=8).digest()


def _repeated(outlets: Mapping[str, str], lines: Mapping[str, list[str]]) -> dict[str, frozenset[bytes]]:
    """For each outlet the lines that at least _REPEATED of its reports share."""
    counts: dict[str, dict[bytes, int]] = defaultdict(lambda: defaultdict(int))
    for report, mine in lines.items():
        name = outlets[report]
        if name:
            for key in {_key(line) for line in mine}:
                counts[name][key] += 1
    return {
        name: frozenset(key for key, count in found.items() if count >= _REPEATED) for name, found in counts.items()
    }
