"""The lines in which a report tells the story of its lead incident, and who is dead or hurt in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from casrec.extract.happenings.incident_words import words
from casrec.extract.reading import Line, Reading, once
from casrec.extract.tally import persons, victims
from casrec.records import Claim, Figure
from casrec.sieve import Sieve
from casrec.terms import CASUALTIES, MentionRole, PassageKind, Scope

_REACH = 2500  # characters of article: what comes later is comment, history and other stories
_HINT = Sieve(
    r"kill|dead|death|die[ds]?\b|dying|murder|homicide|slay|slain|bod(?:y|ies)\b|shot|shoot|stab|wound|injur|hurt"
    r"|hospital|condition|struck|\bhit\b|suffer|recover|surviv|own life|fatal|treated|grazed|strangl|beat|drown|burn"
    r"|victim|gun on",
    re.I,
)
_SELF = frozenset("himself herself themselves".split())
_GUNS = frozenset("gun weapon rifle shotgun handgun pistol".split())
_WHOSE = frozenset("his her their its my our your".split())
_OF = frozenset("of victim victims".split())
_WITH = frozenset("with from".split())
# "The shooting", which nobody does to anyone in the sentence.
_SHOOTING = re.compile(
    r"\b(?:a|an|the|another|this)\s+(?:(?:fatal|deadly|mass|drive-by|double|triple)\s+)?shooting\b", re.I
)
# What tells of statistics by itself, and what may be the day of the lead incident as well.
_COUNTED = Sieve(
    r"\bhomicides\b|\bstatistics\b|\bper year\b|\bin recent (?:years|months)\b|\bso far (?:in|this)\b", re.I
)
_YEARS = Sieve(r"\b(?:this|last) year\b|\bsince (?:19|20)\d\d\b|\ba year ago\b|\byears ago\b", re.I)
_YEAR_FIRST = re.compile(r"\W*(?:(?:this|last) year|since|a year ago|\w+ years ago)\b", re.I)
_OPENING = 700  # characters of article in which a report says what it is about


def lines(reading: Reading, claims: Sequence[Claim]) -> list[Line]:
    """The lines that tell of the lead incident: the first of the article, without those about other happenings."""
    other = [c.span.start for c in claims if c.scope is not Scope.INCIDENT]
    own = [c.span.start for c in claims if _own(c)]
    found: list[Line] = []
    size = 0
    for line in reading.lines:
        if line.kind is not PassageKind.HEADLINE:
            size += line.end - line.start
            if size > _REACH and found:
                break
        if any(line.start <= start < line.end for start in other):
            continue
        opening = size <= _OPENING and any(line.start <= start < line.end for start in own)
        if not _aside(reading, line) or (opening and _dated(reading, line)):
            found.append(line)
    return found


def _own(claim: Claim) -> bool:
    """Whether a claim tells how many the report's lead incident killed or hurt."""
    harmed = isinstance(claim.content, Figure) and claim.content.harm in CASUALTIES
    return harmed and claim.scope is Scope.INCIDENT and claim.mention.role is MentionRole.LEAD


def _dated(reading: Reading, line: Line) -> bool:
    """Whether nothing but a year tells a line apart: "the shooting last year that left one dead" may be the lead."""
    if reading.search(words().other, line) is not None or reading.search(_COUNTED, line) is not None:
        return False
    return _YEAR_FIRST.match(reading.text, line.start, line.end) is None


@once
def _asides(reading: Reading) -> dict[int, bool]:
    """Which lines tell of another happening or of statistics by their words, as far as that was asked."""
    return {}


def _aside(reading: Reading, line: Line) -> bool:
    """Whether the words of a line tell of another happening, or of statistics."""
    known = _asides(reading)
    if line.index not in known:
        sought = (words().other, _COUNTED, _YEARS)
        known[line.index] = any(reading.search(sieve, line) is not None for sieve in sought)
    return known[line.index]


@once
def _hinted(reading: Reading) -> dict[int, bool]:
    """Which lines can say of anyone that he is dead or hurt, as far as that was asked."""
    return {}


def worth(reading: Reading, chosen: Sequence[Line]) -> list[Line]:
    """The lines that can say of anyone that he is dead or hurt."""
    known = _hinted(reading)
    for line in chosen:
        if line.index not in known:
            known[line.index] = _can(reading, line) and reading.search(_HINT, line) is not None
    return [line for line in chosen if known[line.index]]


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    """The words that say by themselves that somebody is dead or hurt; but "shooting" is a noun as often."""
    known = persons.words()
    return (known.kill | known.shoot | known.wound | known.die | known.live | {"shot", "fatally"}) - {"shooting"}


def _can(reading: Reading, line: Line) -> bool:
    """Whether a line holds the words that a rule of ``victims`` asks for together; without them it finds nobody."""
    runs, known = reading.runs(line.index), persons.words()
    if not _acts().isdisjoint(runs):
        return True
    if not known.carried.isdisjoint(runs) and not known.hospital.isdisjoint(runs):
        return True
    if "condition" in runs and not known.condition.isdisjoint(runs):
        return True
    words = reading.words(line)
    owned = not _WHOSE.isdisjoint(runs) or "'" in words or "’" in words  # "the victims' injuries"
    if not known.harm_nouns.isdisjoint(runs) and (
        owned or not (known.suffer.isdisjoint(runs) and _WITH.isdisjoint(runs))
    ):
        return True
    if not known.death_nouns.isdisjoint(runs) and (owned or not _OF.isdisjoint(runs)):
        return True
    if not _SELF.isdisjoint(runs) and not _GUNS.isdisjoint(runs):
        return True
    if "life" in runs and "own" in runs:
        return True
    return "shooting" in runs and "shooting" in _SHOOTING.sub("", words).lower()


def told(reading: Reading, chosen: Sequence[Line]) -> Iterator[tuple[int, victims.Hurt]]:
    """Who is said to be dead or hurt, line by line."""
    hinted = worth(reading, chosen)
    reading.prepare(map(_parse, hinted))
    for line in hinted:
        for hurt in victims.find(reading.parsed(_parse(line)), reading.text):
            yield line.index, hurt


def ahead(reading: Reading) -> list[int]:
    """The sentences that ``told`` reads, as far as that is known before there are claims: to be parsed ahead."""
    return list(map(_parse, worth(reading, lines(reading, ()))))


def _parse(line: Line) -> int:
    """By which number a line's parse is asked for: a headline's without the outlet's name."""
    return ~line.index if line.kind is PassageKind.HEADLINE else line.index
