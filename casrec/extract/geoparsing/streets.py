"""Streets and squares that a report names: places the gazetteer lacks, kept under the town that holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casrec.extract.happenings.scene import Named
from casrec.extract.reading import Reading
from casrec.records import Place, replace
from casrec.terms import PlaceKind

_WORD = r"(?:[A-Z][\w'’.-]*|\d{1,3}(?:st|nd|rd|th))"
_SURE = (
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Boulevard|Blvd\b\.?|Lane|Ln\b\.?|Highway|Hwy\b\.?|Parkway|Square)"
)
_OTHER = r"(?:Drive|Dr\b\.?|Court|Ct\b\.?|Place|Way|Circle|Terrace|Loop|Trail)"
_BEFORE = r"(?P<before>\b(?:block of|on|along|at|near|in|off|and)\s+(?:the\s+)?)"
_STREET = re.compile(
    rf"{_BEFORE}(?P<name>{_WORD}(?: {_WORD}){{0,2}} {_SURE})(?!\w)|"
    rf"(?P<block>\bblock of\s+)(?P<other>{_WORD}(?: {_WORD}){{0,2}} {_OTHER})(?!\w)"
)
# A numbered road is long: it says where only in a sentence that says nothing better.
_ROAD = re.compile(
    r"\b(?:on|along|off|near|beside)\s+(?:the\s+)?"
    r"(?P<name>(?:[A-Z][a-z]+ )?(?:Highway|Route|Interstate|Motorway|Autoroute) \d{1,4}\b"
    r"|(?:I|US|M|A)-?\d{1,3} (?:highway|motorway|freeway|interstate))"
)
_TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.DISTRICT})


@dataclass(frozen=True, slots=True)
class Street:
    """A street or square named in a report at text[start:end]."""

    start: int
    end: int
    place: Place
    dateline: bool = False


def find(reading: Reading, toponyms: Sequence[Named]) -> list[Street]:
    """The streets and squares of a report that no toponym already holds, each under the nearest or commonest town."""
    towns = [t for t in toponyms if t.place.kind in _TOWNS]
    common = Counter(t.place.name for t in towns)
    held = [(t.start, t.end) for t in toponyms]
    found = []
    for start, end in _spans(reading):
        if not any(s < end and start < e for s, e in held):
            found.append(Street(start, end, _place(reading, reading.text[start:end], start, towns, common)))
    placed = {
        line.index for start in (*(s for s, _ in held), *(f.start for f in found)) if (line := reading.line_at(start))
    }
    for line in reading.lines:
        if line.index in placed:
            continue
        for match in _ROAD.finditer(reading.text, line.start, line.end):
            start, end = match.span("name")
            found.append(Street(start, end, _place(reading, reading.text[start:end], start, towns, common)))
    return found


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the lines of a report name streets."""
    for line in reading.lines:
        for match in _STREET.finditer(reading.text, line.start, line.end):
            name = "name" if match["name"] else "other"
            yield match.start(name), match.end(name)


def _place(reading: Reading, text: str, at: int, towns: Sequence[Named], common: Counter[str]) -> Place:
    """A street with the coordinates and gazetteer number of its town: one of its line, else the report's commonest."""
    line = reading.line_at(at)
    near = [t for t in towns if line is not None and line.start <= t.start < line.end]
    if not near:
        near = (
            [t for t in towns if t.place.name == max(common, key=lambda name: (common[name], name))] if common else []
        )
    if not near:
        return Place(text=text, name=text, kind=PlaceKind.FACILITY)
    town = min(near, key=lambda t: (abs(t.start - at), t.start)).place
    return replace(town, text=text, kind=PlaceKind.FACILITY, within=town.name)
