"""Attacks that a report tells of beside its own: what followed it in revenge, what somebody has done over the years."""

from __future__ import annotations

import re

from casrec.extract.attacks import Found
from casrec.extract.reading import Reading
from casrec.extract.responsibility.deeds import deeds
from casrec.terms import PassageKind

_FOLLOWS = re.compile(
    r"\b(?:following|after|in (?:retaliation|revenge|reprisal|response) (?:for|to)|to avenge|avenging|"
    r"in the wake of)\s+"
    r"(?:[\w’'-]+\s+){0,9}?"
    r"(?:(?:this (?:morning|afternoon|evening|week)|today|yesterday|last night|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)[’']s"
    r"|the|these|those)\s+(?:[\w’'-]+\s+){0,2}?(?P<what>[a-z-]+)",
    re.I,
)
_MANY = (
    r"(?:(?:a (?:number|string|series|spate|wave) of|several|many|numerous|dozens of|scores of|most|other|similar|"
    r"previous|past|such|deadly|bloody|major|earlier|terrorist|guerrilla|bomb|suicide|of)\s+)*"
)
_OFTEN = re.compile(
    r"\b(?:has|have|had)\s+(?:(?:also|previously|since|often|already|repeatedly|regularly|frequently|long)\s+)*"
    r"(?:claimed|admitted|carried out|staged|launched|mounted|conducted|been (?:blamed|accused|behind|responsible))\s+"
    r"(?:(?:responsibility|credit|for|of|in)\s+)*" + _MANY + r"(?P<what>[a-z-]+s)\b",
    re.I,
)
_MOTIVE = re.compile(
    r"\b(?:(?:revenge|vengeance|retaliation|reprisals?|retribution|payback)\s+(?:for|against)|aveng(?:e|es|ed|ing))\b"
    r"[^.;,]{0,60}(?:,\s+(?:who|which)\b[^.;]{0,80})?\Z",
    re.I,
)
_OVER_TIME = re.compile(r"\b(?:rash|spate) of\b|\bmass (?:shootings|killings|murders)\Z|\bhigh-profile\b", re.I)
_LATEST = re.compile(
    r"\b(?:latest (?:in|of)|sparked|triggered|unleashed|provoked|history of|years of)\s+(?:the\s+)?\Z", re.I
)
_LONG_TIME = re.compile(
    r"[^.;:()]{0,40}?\b(?:(?:in|over|within|during) (?:the )?(?:(?:past|last|previous|recent) )?"
    r"(?:(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|few|several|couple of) )?"
    r"(?:weeks?|months?|years?|decades?)|so far this|this (?:year|month)|in recent|over the years)\b",
    re.I,
)
_YEARS = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_YEAR = re.compile(r"[^,;:()]*?\b(?:in|of) (?:(?:early|late|mid)[- ])?(?P<year>1[89]\d\d|20\d\d)\b(?!\s*-)")
_CLAUSE = 80  # characters in which a clause says when
_OPENING = 3  # sentences that tell the report's own attack


def follows(reading: Reading, line: int, at: int) -> bool:
    """Whether a deed told at an offset came after the report's own: "mobs attacked a camp after Monday's bombings".

    Not in the opening, which tells the report's own whatever it came after.
    """
    told = reading.lines[line]
    if line < _OPENING:
        return False
    match = _FOLLOWS.search(reading.text, at, told.end)
    return match is not None and _attack(match.group("what"))


def avenged(reading: Reading, line: int, at: int) -> bool:
    """Whether a deed told at an offset is what the attack was revenge for: "claimed it as revenge for air strikes"."""
    return _MOTIVE.search(reading.text, reading.lines[line].start, at) is not None


def over_time(reading: Reading, counted: Found) -> bool:
    """Whether attacks counted were made over weeks or years, of which the report's own is at most one: "a rash of mass
    shootings", "the latest in a series of raids", "four attacks in six months"."""
    told, text, start, end = reading.lines[counted.line], reading.text, counted.start, counted.end
    if counted.line == 0 or told.kind is PassageKind.HEADLINE:
        return False
    return (
        _OVER_TIME.search(text, start, end) is not None
        or _LATEST.search(text, told.start, start) is not None
        or _LONG_TIME.match(text, end, told.end) is not None
    )


def long_ago(reading: Reading, line: int, at: int) -> bool:
    """Whether a deed told at an offset is dated by its clause to a year well before the report's: "since the army's
    invasion of the valley in 1979". A report without a date is of the latest year that it names."""
    told = reading.lines[line]
    match = _YEAR.match(reading.text, at, min(told.end, at + _CLAUSE))
    if match is None:
        return False
    published = reading.report.published
    present = int(published[:4]) if published else max(int(year) for year in _YEARS.findall(reading.text))
    return int(match.group("year")) < present - 1


def often(reading: Reading, line: int) -> bool:
    """Whether a sentence tells of many attacks over time, none of them pointed at: "has claimed several bombings"."""
    told = reading.lines[line]
    match = _OFTEN.search(reading.text, told.start, told.end)
    return match is not None and line > 0 and _attack(match.group("what"))


def _attack(word: str) -> bool:
    """Whether a word is of an attack, or of who made it."""
    return word.lower() in deeds().attack_nouns | deeds().perpetrator_nouns
