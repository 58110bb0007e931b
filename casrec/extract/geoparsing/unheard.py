"""Towns and villages that no gazetteer holds, told by the words before their names: "in Alderby", "raids on Alderby".

Only what a figure's own sentence names so counts: elsewhere too many other names follow "in".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from casrec import dates
from casrec.extract.geoparsing.placewords import place_words
from casrec.extract.geoparsing.toponyms import Toponym
from casrec.extract.happenings.scene import Named
from casrec.extract.reading import Line, Reading
from casrec.places import Gazetteer
from casrec.records import Place, replace
from casrec.terms import PlaceKind

_WORD = r"(?:[a-z]{2}-)?[A-Z][a-zà-ÿ'’]+(?:-[A-Za-z][a-z]+)*"
_NAME = rf"{_WORD}(?: (?:(?:al|el|de|del|da|do|di|della|la|las|los|of) )?{_WORD}){{0,2}}"
_HIT = r"(?:strikes?|airstrikes?|raids?|attacks?|assaults?|shelling|bombing|bombardment|bombs|shells|rockets)"
_KIND = r"(?:towns?|villages?|hamlets?|neighbou?rhoods?) of"
_CUE = re.compile(
    rf"(?:(?<![A-Za-z])[Ii]n|\b(?:to|from)(?= {_NAME}, where)|\b{_HIT} (?:on|in)|\b{_KIND}) "
    rf"(?P<name>{_NAME})(?P<more>(?:, {_WORD})*,? and {_WORD})?(?=[,.;:)\n]|\s(?:[a-z(]|–|—|-))"
)
_PART = re.compile(_WORD)
_OWNER = re.compile(r"['’]s?$")
_SHORT = 5
_TOLD_ON = re.compile(r"\s+(?:said|says|told|added)\b|['’]s\b")


def find(reading: Reading, known: Sequence[Toponym], others: Sequence[Named], lines: Collection[int]) -> list[Toponym]:
    """The places of some lines that only the words around their names tell to be ones, none that overlaps ``others``.

    Each lies where the report's commonest town among the ``known`` does, as far as can be told.
    """
    if reading.recased or not known:
        return []
    held = [(place.start, place.end) for place in others]
    near = _commonest(known)
    found: list[Toponym] = []
    for index in sorted(lines):
        for start, end in (
            () if _is_heading(reading.text, reading.lines[index]) else _names(reading, reading.lines[index])
        ):
            if not any(start < e and s < end for s, e in held):
                found.append(Toponym(start, end, _place(reading.text[start:end], near)))
    return found


def _is_heading(text: str, line: Line) -> bool:
    """Whether most words of a line begin with capitals."""
    words = [word for word in text[line.start : line.end].split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _names(reading: Reading, line: Line) -> Iterator[tuple[int, int]]:
    """Where a line names such places."""
    text = reading.text
    for match in _CUE.finditer(text, line.start, line.end):
        if not _is_name(text, *match.span("name")):
            continue
        yield match.span("name")
        if match["more"]:
            for part in _PART.finditer(text, *match.span("more")):
                if _is_name(text, *part.span()):
                    yield part.span()


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch can be a place's name: no word of it is an ordinary one, a person's, a body's or a day's."""
    words, gazetteer = place_words(), Gazetteer.open()
    others = words.common | words.small | words.never | words.given | words.organisations | words.offices | words.titles
    others |= words.facilities | words.streets | words.natural | dates.calendar()
    parts = text[start:end].split()
    if any(part.lower() in others or gazetteer.people(part) or _OWNER.search(part) for part in parts):
        return False
    if text[end : end + 1] == "." and len(parts[-1]) < _SHORT:  # "in Mich."
        return False
    name = re.escape(text[start:end])
    before = {match[1].lower() for match in re.finditer(rf"\b([A-Z][\w.]+) {name}\b", text)}
    if _TOLD_ON.match(text, end) or not before <= words.small | words.never:
        return False
    return re.search(rf"[a-z] (?:the|an?) {name}\b|\b{name} [A-Z]|\b{name.lower()}\b", text) is None


def _commonest(known: Sequence[Toponym]) -> Place:
    """The town that a report names most, else its most named place."""
    told = [t.place for t in known if not t.dateline] or [t.place for t in known]
    towns = [place for place in told if place.kind is PlaceKind.SETTLEMENT] or told
    names = Counter(place.name for place in towns)
    return max(towns, key=lambda place: names[place.name])


def _place(name: str, near: Place) -> Place:
    """The record of such a place."""
    return replace(near, text=name, name=name, kind=PlaceKind.SETTLEMENT, within=near.name, geoname_id=None)
