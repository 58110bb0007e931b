"""What the lines of one report hold besides figures: words of happenings, times, places; found once, used by all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import Protocol

from casrec import dates
from casrec.dates import Moment
from casrec.extract.happenings.incident_words import Event, events
from casrec.extract.reading import Line, Reading
from casrec.places import fold
from casrec.records import Place, replace
from casrec.terms import PassageKind, PlaceKind, PlacePrecision

DATELINE_REACH = 300  # characters of a report in which a dateline's date can stand
_STAMP = 70  # characters of a line that is no more than a stamp: "Published on 3 May 2011 by ..."
TAIL_REACH = 400  # and the end, where some outlets put it


_ROUGH = frozenset({PlacePrecision.PROVINCE, PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.UNKNOWN})
_CAMP = re.compile(r"\s+(?:refugee |displacement |displaced persons['’]? |idp )?camp$", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Named(Protocol):
    """A place name in the text, as ``toponyms.find`` gives it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def place(self) -> Place: ...
    @property
    def dateline(self) -> bool: ...


class Counted(Protocol):
    """A figure as far as times, scope and places need it, as ``figures.find`` gives it.

    ``start``..``end`` is the count, ``anchor_start``..``anchor_end`` the word of harm, ``line`` the index of the
    sentence and ``within`` the index of the whole among the figures, or None.
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def anchor_start(self) -> int: ...
    @property
    def anchor_end(self) -> int: ...
    @property
    def within(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Anything told at a span that is no figure, in the form of one (``Counted``): an attack, a word of a happening."""

    start: int
    end: int
    line: int
    anchor_start: int
    anchor_end: int
    within: int | None = None


class Scene:
    """One report's happenings, times and places by line, looked up lazily."""

    def __init__(self, reading: Reading, toponyms: Sequence[Named]) -> None:
        self.reading = reading
        self.day = publication_day(reading)
        self.event: tuple[Moment | None] | None = None  # what times.event_time found, once it has looked
        self.named = tuple(toponyms)
        self._toponyms: dict[int, list[Named]] = {}
        for toponym in toponyms:
            line = reading.line_at(toponym.start)
            if line is not None:
                self._toponyms.setdefault(line.index, []).append(toponym)
        self._moments: dict[int, list[Moment]] = {}
        self._events: dict[int, list[Event]] = {}

    @cached_property
    def dated(self) -> Scene:
        """This scene with a day of publication; where none is known, one in the year after the last year it names.

        Such a day tells only how times stand to one another ("two years ago", "in 2013"), never when anything was.
        """
        if self.day is not None:
            return self
        years = [int(year) for year in _YEAR.findall(self.reading.text)]
        other = Scene(self.reading, self.named)
        other.day = date(min(2100, max(years, default=1999)) + 1, 7, 1)
        return other

    def moments(self, line: int) -> list[Moment]:
        """The time expressions of a line."""
        if line not in self._moments:
            at = self.reading.lines[line]
            anchor = self.day
            if at.time is not None:  # an update of a live blog has its own day
                anchor = date.fromisoformat(at.time.latest[:10])
            self._moments[line] = dates.find(self.reading.text, at.start, at.end, anchor)
        return self._moments[line]

    def events(self, line: int) -> list[Event]:
        """The words of happenings of a line."""
        if line not in self._events:
            at = self.reading.lines[line]
            self._events[line] = events(self.reading.text, at.start, at.end)
        return self._events[line]

    def settlement(self, place: Place, *, streets: bool = False) -> Place:
        """The settlement that holds a facility, as the report names it; any other place as it is.

        A street or square stays as it is unless ``streets`` are asked for too: it says where as a town does. So does a
        facility that no town is known to hold: "a camp in Sudan" says more than "Sudan".
        """
        if place.kind is not PlaceKind.FACILITY or (not streets and _is_street(place)):
            return place
        if place.within is None or place.precision in _ROUGH:
            camp = _CAMP.sub("", place.text)  # a camp bears the name of its town
            return replace(place, text=camp, name=camp) if camp else place
        alike = [named.place for named in self.named if place.within in {named.place.name, named.place.within}]
        for other in alike:
            if other.name == place.within and other.kind is not PlaceKind.FACILITY:
                return other
        texts = [_settlement_name(other.text, place.within) for other in alike]
        text = next((t for t, other in zip(texts, alike, strict=True) if t != other.text), place.text)
        kind = PlaceKind.DISTRICT if place.precision is PlacePrecision.DISTRICT else PlaceKind.SETTLEMENT
        return replace(place, text=text, name=place.within, kind=kind, within=None)

    def toponyms(self, line: int) -> list[Named]:
        """The place names of a line."""
        return self._toponyms.get(line, [])

    @cached_property
    def core(self) -> tuple[Line, ...]:
        """The headline and first lines: what the report is about stands there.

        About 700 characters of article, at least two lines: longer cores let the background in, shorter ones lose
        reports that open with a scene (swept 300 to 1,500 on the development reports).
        """
        found: list[Line] = []
        size = 0
        for line in self.reading.lines:
            if line.kind is PassageKind.CAPTION:
                continue
            if line.kind is not PassageKind.HEADLINE:
                if size > 700 and len(found) >= 2:
                    break
                size += line.end - line.start
            found.append(line)
        return tuple(found)


def _is_street(place: Place) -> bool:
    """Whether a facility is a street or square: under a town, with the town's own entry in the gazetteer."""
    return place.within is not None and place.name == place.within


def _settlement_name(text: str, name: str) -> str:
    """The words of a facility's name that name its settlement ("Jabaliya" of "Jabaliya refugee camp"), else all."""
    words = text.split()
    folded = fold(name)
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            if SequenceMatcher(None, fold(" ".join(words[first:last])), folded).ratio() > 0.8:
                return " ".join(words[first:last])
    return text


def publication_day(reading: Reading) -> date | None:
    """The day a report was published: as stated with it, else its dateline's date, else the date at its end."""
    stated = _iso_day(reading.report.published)
    if stated is not None:
        return stated
    text = reading.text
    head = [m for m in dates.find(text, 0, min(len(text), DATELINE_REACH)) if m.first and m.first == m.last]
    if head:
        return head[0].first
    tail = [m for m in dates.find(text, max(0, len(text) - TAIL_REACH)) if m.first and m.first == m.last]
    tail = [m for m in tail if _stamps(text, m)]
    return tail[-1].first if tail else None


def _stamps(text: str, moment: Moment) -> bool:
    """Whether a date at the end stands on a short line of its own, and in no sentence that tells of something."""
    start, end = text.rfind("\n", 0, moment.start) + 1, text.find("\n", moment.end)
    return (len(text) if end < 0 else end) - start <= _STAMP


def _iso_day(value: str | None) -> date | None:
    """The day of an ISO date or instant; None where it is none."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
