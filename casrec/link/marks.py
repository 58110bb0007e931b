"""The marks by which reports know a happening: days, hours, ages, street addresses, people named."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casrec import dates
from casrec.link.words import tokens
from casrec.terms import DAY_KNOWN, TimePrecision

WORD = re.compile(r"[A-Za-z]+")
_NAME_WORD = r"[A-Z](?=[\w'’-]*[a-z])[\w'’-]++"  # possessive: no part of a word is tried again
_LINK = r"(?:de|del|da|al|bin|ibn|el|la|van|von|of)"
NAME = re.compile(rf"\b{_NAME_WORD}(?: (?:{_LINK} )?(?:[A-Z]\. )?{_NAME_WORD}){{0,5}}")
_PERSON = (
    rf"({_NAME_WORD}(?: (?:[A-Z]\.|[\"“'‘]\w+[\"”'’]|{_LINK}))?(?: {_NAME_WORD}){{1,3}}(?:,? (?:Jr|Sr|II|III)\.?)?)"
)
_PEOPLE = (
    re.compile(rf"\b{_PERSON}\s?,? \(?\d{{1,2}}\b(?! (?:people|others))"),
    re.compile(rf"\b\d{{1,2}}[- ]year[- ]old (?:\w+ )?{_PERSON}"),
    re.compile(rf"\b(?:identified|named) (?:\w+ ){{0,6}}as (?:\d{{1,2}}-year-old )?{_PERSON}"),
    re.compile(
        rf"\b{_PERSON}(?: \w+)? (?:was|is|were|has been|had been|will be)"
        r" (?:also )?(?:charged|arrested|convicted|sentenced|shot|killed|pronounced|booked|found guilty|indicted|slain)"
    ),
    re.compile(rf"\b(?:suspect|victim|gunman|shooter|bomber|attacker|killer)s?,? {_PERSON}"),
)
_AGE = re.compile(r"\b(\d{1,2})[- ](?:year|yr|month)s?[- ]old\b|(?<=[a-z]), (\d{1,2}),", re.IGNORECASE)
_BLOCK = re.compile(r"\b(\d{2,5})(?:th|st|nd|rd)? block (?:of )?(?:the )?(\w[\w. ]{2,25})")
_STREET = re.compile(
    r"\b((?:[NSEW]\. |North |South |East |West )?[A-Z0-9][a-z0-9]+(?: [A-Z][a-z]+)?)"
    r" (?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Drive|Dr\b\.?|Lane|Boulevard|Blvd\b\.?|Court|Place|Parkway"
    r"|Highway|Way|Circle)"
)
# Storms are given names so that they are not taken for one another; the capitals tell them from "hurricane season".
_STORM = re.compile(
    r"\b(?i:hurricane|(?:super ?)?typhoon|cyclone|(?:tropical|winter) (?:storm|depression)|storm)s? ([A-Z][a-z]{2,})\b"
)
_NO_STORM = frozenset("center centre season seasons warning warnings watch relief research service surge".split())
_STORMY = ("hurricane", "typhoon", "cyclone", "storm", "depression")  # one of them is before every storm's name
_COMPASS = frozenset("n s e w north south east west".split())
_OPENING = 700  # characters that tell what a story is about


@dataclass(frozen=True, slots=True)
class Told:
    """The days a story tells of. ``days`` are ordinals; ``event`` is the day nearest to words of harm,
    the earlier in the text the more it weighs; ``months`` are those of its days and those told without a day, as
    (year, month); ``clocks`` are minutes of the day; ``years`` are those written out."""

    days: frozenset[int]
    event: int | None
    months: frozenset[tuple[int, int]]
    clocks: frozenset[int]
    years: frozenset[int]


def published(stated: str | None, text: str) -> int | None:
    """The day of publication as an ordinal: as stated, else the first full date in the first 500 characters."""
    if stated:
        try:
            return date.fromisoformat(stated[:10]).toordinal()
        except ValueError:
            return None
    for moment in dates.find(text, 0, min(len(text), 500)):
        if moment.first is not None and moment.first == moment.last and moment.precision in DAY_KNOWN:
            return moment.first.toordinal()
    return None


def times(text: str, day: int | None, harm_at: list[int]) -> Told:
    """The days of a text, read against the day of publication; ``harm_at`` are the offsets of its words of harm."""
    anchor = date.fromordinal(day) if day is not None else None
    days: set[int] = set()
    weights: Counter[int] = Counter()
    clocks: set[int] = set()
    months: set[tuple[int, int]] = set()
    years: set[int] = set()
    for moment in dates.find(text, 0, len(text), anchor):
        if moment.clock:
            hour, _, minute = moment.clock.partition(":")
            clocks.add(int(hour) * 60 + int(minute))
        if moment.first is None or moment.last is None:
            continue
        if str(moment.first.year) in moment.text:
            years.add(moment.first.year)
        if moment.precision == TimePrecision.MONTH or moment.first == moment.last:
            months.add((moment.first.year, moment.first.month))
        if moment.precision not in DAY_KNOWN or moment.first != moment.last or moment.habit:
            continue
        told = moment.first.toordinal()
        if anchor is not None and told > anchor.toordinal() + 1:
            continue
        days.add(told)
        if any(abs(moment.start - at) < 120 for at in harm_at):
            weights[told] += round(1000 / (1 + moment.start / 600))
    event = min(weights, key=lambda told: (-weights[told], told)) if weights else None
    return Told(frozenset(days), event, frozenset(months), frozenset(clocks), frozenset(years))


def ages(text: str) -> frozenset[int]:
    """The ages of people told of."""
    return frozenset(int(first or second) for first, second in _AGE.findall(text))


def addresses(text: str) -> frozenset[str]:
    """Street addresses: "500 7th" for the 500 block of North 7th Avenue, and the streets named."""
    found = set()
    for number, street in _BLOCK.findall(text):
        name = next((word for word in tokens(street) if word not in _COMPASS), "")
        found.add(f"{number} {name}")
    for street in _STREET.findall(text):
        found.add(" ".join(word for word in tokens(street) if word not in _COMPASS))
    return frozenset(found - {""})


def people(text: str) -> frozenset[str]:
    """Victims and suspects named: those given with an age, identified, charged, arrested, killed. Full names folded."""
    found = set()
    for pattern in _PEOPLE:
        for match in pattern.finditer(text):
            words = [word for word in tokens(match.group(1)) if word not in {"jr", "sr", "ii", "iii"}]
            if len(words) > 1:
                found.add(" ".join(words))
    return frozenset(found)


def storms(title: str, body: str) -> frozenset[str]:
    """The storms that a report is about, folded: those named in its title, else in the opening of its story."""
    lower = body.lower()
    if not any(word in lower for word in _STORMY):
        return frozenset()
    told = {name.lower() for name in _STORM.findall(body)} - _NO_STORM
    heading = told.intersection(tokens(title))
    return frozenset(heading or {name.lower() for name in _STORM.findall(body[:_OPENING])} - _NO_STORM)


@dataclass(frozen=True, slots=True)
class Named:
    """Capitalised names of a story's body and of its title, with where each begins and what follows it."""

    body: str
    title: str
    in_body: list[tuple[str, int, int]]
    in_title: list[tuple[str, int, int]]

    @classmethod
    def of(cls, body: str, title: str) -> Named:
        """The names of a body and a title."""
        return cls(body, title, *([(m.group(), *m.span()) for m in NAME.finditer(text)] for text in (body, title)))

    def counted(self, opening: int, *, titled: bool) -> tuple[dict[str, int], dict[str, int]]:
        """How often each name is told in all, and in the title and so many characters of the body: each whole name of
        two words or more, and each of its words. ``titled`` is false where the title's capitals tell nothing."""
        lead: dict[str, int] = {}
        for text, _, _ in self.in_title if titled else ():
            _count(lead, text)
        found = dict(lead)
        for text, start, end in self.in_body:
            _count(found, text)
            if end <= opening:
                _count(lead, text)
            elif start < opening:
                for match in NAME.finditer(self.body, start, opening):
                    _count(lead, match.group())
        return found, lead


def _count(found: dict[str, int], name: str) -> None:
    for term in _terms(name):
        found[term] = found.get(term, 0) + 1


@lru_cache(maxsize=100_000)
def _terms(name: str) -> tuple[str, ...]:
    """A name of two words or more, and each of its words, folded."""
    words = tokens(name)
    return (*words, " ".join(words)) if len(words) > 1 else tuple(words)
