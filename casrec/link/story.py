"""What of a report's text is its story, and what belongs to the page it stood on."""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
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


def story(report: Report, repeated: Container[int]) -> Story:
    """The story of a report without the lines, and the tails of titles, that ``repeated`` holds (as ``line_keys``)."""
    name, lines = outlet(report), _lines(report)
    if lines and report.title and tokens(lines[0]) == tokens(report.title):
        del lines[0]  # reading puts the title above the text
    kept = tuple(line for line in lines if not name or line_key(name, line) not in repeated)
    first, *tails = _TAIL.split(report.title or "")
    title = " - ".join([first, *(tail for tail in tails if tail_key(name, tail) not in repeated)])
    return Story(title, kept, min(len(report.text), READ) - sum(map(len, kept)))


def line_keys(report: Report) -> set[int]:
    """What an outlet may repeat from report to report: the lines of a report and the tails of its title, as numbers."""
    name = outlet(report)
    found = {line_key(name, line) for line in _lines(report)} if name else set()
    return found | {tail_key(name, tail) for tail in _TAIL.split(report.title or "")[1:]}


class Repeats:
    """Counts what outlets repeat: eight bytes a line."""

    def __init__(self) -> None:
        self._keys = array("q")

    def add(self, report: Report) -> None:
        """Count the lines of a report."""
        self._keys.extend(line_keys(report))

    def found(self) -> frozenset[int]:
        """The keys of lines that at least REPEATED reports share."""
        import numpy as np

        if not self._keys:
            return frozenset()
        values = np.sort(np.frombuffer(self._keys, np.int64))
        often = values[REPEATED - 1 :][values[REPEATED - 1 :] == values[: len(values) - REPEATED + 1]]
        return frozenset(np.unique(often).tolist())


def outlet(report: Report) -> str:
    """What names the outlet of a report: its name, else the host of its URL, else nothing."""
    return (report.outlet or urlsplit(report.url or "").netloc).casefold().removeprefix("www.")


def _lines(report: Report) -> list[str]:
    """The lines of a report that are neither marked nor recognised as furniture, without repeats."""
    _, furniture = lexicon()
    pieces = [(p.start, p.end) for p in report.passages if p.kind is not PassageKind.FURNITURE] or (
        [] if report.passages else [(0, len(report.text))]
    )
    lower = report.text[:READ].lower()
    signs = [sign for sign in furniture_signs() if sign in lower]
    found: dict[str, None] = {}
    for start, end in pieces:
        for line in report.text[start : min(end, READ)].split("\n"):
            stripped = line.strip()
            if stripped and stripped not in found and not _is_furniture(stripped[:_LOOKED_AT], signs, furniture):
                found[stripped] = None
    return list(found)


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
