"""What of a report's text is its story, and what belongs to the page it stood on."""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from urllib.parse import urlsplit

from casrec.link.words import furniture_signs, lexicon, tokens
from casrec.records import Report
from casrec.terms import PassageKind

# Work per report is bounded: what follows the first 20,000 characters rarely tells which happening it is.
READ = 20_000
# The story's words that linking weighs; later paragraphs turn to background and to other happenings.
WEIGHED = 6_000
# Lines longer than this are looked at for their first characters only when they are tested for furniture.
_LOOKED_AT = 300
# A line that this many reports of one outlet share word for word is the page's: one story has rarely more copies.
REPEATED = 3
# What becomes of a line.
_REPEATED, _KEPT, _FURNITURE = range(3)
# Below zero no key of a line: it is the page's by its words, its outlet is unknown, or (from _AGAIN on down, counting
# from the first of the report's keys) it is an earlier line of the report again.
_PAGE, _NAMELESS, _AGAIN = -1, -2, -3
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
    repeats = Repeats()
    for report in held:
        repeats.add(report)
    furniture = repeats.found()
    return {report.id: story(report, furniture) for report in held}


def story(report: Report, repeated: Container[int], marks: Sequence[int] | None = None) -> Story:
    """The story of a report without the lines, and the tails of titles, that ``repeated`` holds (as ``line_keys``).
    ``marks`` are those that ``Repeats`` gives of the report, where they are at hand."""
    lines = _lines(report)
    marks = _marks(keys_in_order(report), repeated) if marks is None else marks
    told = [at for at in range(len(lines)) if marks[at] != _FURNITURE]
    if told and report.title and tokens(lines[told[0]]) == tokens(report.title):
        del told[0]  # reading puts the title above the text
    kept = tuple(lines[at] for at in told if marks[at] == _KEPT)
    first, *tails = _TAIL.split(report.title or "")
    own = (tail for tail, mark in zip(tails, marks[len(lines) :], strict=True) if mark == _KEPT)
    return Story(" - ".join([first, *own]), kept, min(len(report.text), READ) - sum(map(len, kept)))


def _marks(keys: Iterable[int], repeated: Container[int]) -> list[int]:
    """For each of a report's keys whether its line is furniture, repeated or kept."""
    return [_FURNITURE if key == _PAGE else _REPEATED if key in repeated else _KEPT for key in keys]


def line_keys(report: Report) -> set[int]:
    """What an outlet may repeat from report to report: the lines of a report and the tails of its title, as numbers."""
    return {key for key in keys_in_order(report) if key >= 0}


def keys_in_order(report: Report) -> list[int]:
    """The keys of a report's lines, then of the tails of its title; below zero where a line has none: it is furniture
    (_PAGE), or nobody knows whose page it stood on."""
    name = outlet(report)
    _, furniture = lexicon()
    lower = report.text[:READ].lower()
    signs = [sign for sign in furniture_signs() if sign in lower]
    found = [
        _PAGE if _is_furniture(line[:_LOOKED_AT], signs, furniture) else line_key(name, line) if name else _NAMELESS
        for line in _lines(report)
    ]
    return found + [tail_key(name, tail) for tail in _TAIL.split(report.title or "")[1:]]


class Repeats:
    """Counts what outlets repeat, and keeps what it read of each report: eight bytes a line."""

    def __init__(self) -> None:
        self._keys = array("q")
        self._ends = array("q", [0])

    def add(self, report: Report) -> None:
        """Count the lines of a report; one that it repeats itself is counted once."""
        first: dict[int, int] = {}
        for at, key in enumerate(keys_in_order(report)):
            before = first.setdefault(key, at) if key >= 0 else at
            self._keys.append(key if before == at else _AGAIN - before)
        self._ends.append(len(self._keys))

    def found(self) -> frozenset[int]:
        """The keys of lines that at least REPEATED reports share."""
        import numpy as np

        if not self._keys:
            return frozenset()
        keys = np.frombuffer(self._keys, np.int64)
        values = np.sort(keys[keys >= 0])
        often = values[REPEATED - 1 :][values[REPEATED - 1 :] == values[: len(values) - REPEATED + 1]]
        return frozenset(np.unique(often).tolist())

    def marks(self, repeated: frozenset[int]) -> Iterator[bytes]:
        """The marks of each report, in the order in which they were added: a byte a line and a tail."""
        import numpy as np

        keys = np.frombuffer(self._keys, np.int64) if self._keys else np.zeros(0, np.int64)
        often = np.fromiter(repeated, np.int64, len(repeated))
        held = np.where(keys == _PAGE, _FURNITURE, np.where(np.isin(keys, often), _REPEATED, _KEPT)).astype(np.uint8)
        again = np.flatnonzero(keys <= _AGAIN)
        starts = np.frombuffer(self._ends, np.int64)
        held[again] = held[starts[np.searchsorted(starts, again, "right") - 1] + (_AGAIN - keys[again])]
        body = held.tobytes()
        return (body[start:end] for start, end in pairwise(self._ends))


def outlet(report: Report) -> str:
    """What names the outlet of a report: its name, else the host of its URL, else nothing."""
    return (report.outlet or urlsplit(report.url or "").netloc).casefold().removeprefix("www.")


def _lines(report: Report) -> list[str]:
    """The lines of a report that are not marked as furniture, without repeats."""
    pieces = [(p.start, p.end) for p in report.passages if p.kind is not PassageKind.FURNITURE] or (
        [] if report.passages else [(0, len(report.text))]
    )
    lines = (line.strip() for start, end in pieces for line in report.text[start : min(end, READ)].split("\n"))
    return [line for line in dict.fromkeys(lines) if line]


def _is_furniture(line: str, signs: Sequence[str], furniture: re.Pattern[str]) -> bool:
    """Whether a line matches; one with none of the signs does not."""
    lower = line.lower()
    return any(sign in lower for sign in signs) and furniture.search(line) is not None


def line_key(outlet: str, line: str) -> int:
    """An outlet's line as compared, by its words alone: a whole number of 63 bits."""
    return _number(f"line\n{outlet}\n{' '.join(tokens(line[:_LOOKED_AT]))}")


def tail_key(outlet: str, tail: str) -> int:
    """What an outlet puts after a title (" - Channel 5 - Springfield | News"): a whole number of 63 bits."""
    return _number(f"tail\n{outlet}\n{tail}")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
