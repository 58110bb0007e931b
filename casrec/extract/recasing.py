"""Text all in capitals, as wires once sent it, written as other news is: names with a capital, the rest small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from casrec import dates
from casrec.lexicon import entries
from casrec.lexicon.classes import classes, kind
from casrec.text import Phrases

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What stands before the first word of a sentence: its beginning may be marked by brackets, "[TEXT]".
_OPENS = re.compile(r"(?:\A|[.!?:][\"”’)]*\s+|\n\s*\n|\n {2,}|--\s+)(?:\[[^\]]*\]\s*)*[\"“‘(]*\Z")
_REACH = 60  # characters before a word that tell whether a sentence begins with it
# "FMLN [FARABUNDO MARTI ...]", "... WORKERS (UNTS)": a short form beside its full name.
_GLOSSED = re.compile(r"\b([A-Z][A-Z-]{1,7})\s+[\[(]([A-Z][A-Z' -]{6,})[\])]")
_SHORT = re.compile(r"(?<=\w)[\"”,]?\s+[(\[]([A-Z][A-Z-]{1,7})[)\]]|\b([A-Z]{2,3})\s+\[")
_BEHIND = re.compile(r"(?<=\w)[\"”,]?\s+[(\[]([A-Z]{2,7})[)\]]")
_POSSESSIVE = re.compile(r"['’]s$")
_FORMED = re.compile(r".{4}(?:ers|ists|men|isms?|ings|ations?|ments?|ically|able|ous|less|like)$")
_IN_SMALL = re.compile(r"(?<![\w'-])[a-z][a-z'-]*(?![A-Z])")
_VOWEL = re.compile(r"[aeiouy]")
_BRIEF = 3  # letters of an unknown word that is rather a short form than a name
_PARTICLES = frozenset("de la del los las y e da dos van von bin al".split())  # small inside a person's name
_SMALL = frozenset("of and the for".split())
_ABBREVIATED = frozenset("col gen capt msgr dr mr mrs lt sgt maj rep sen gov st san el la los las".split())
_UNITS = frozenset("km kg mm lb lbs caliber etc unquote whenever whoever wherever whatever whichever".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_ADJECTIVES = frozenset("european latin asian african christian catholic jesuit marxist leninist castroist".split())
# Towns and countries whose names are ordinary words too, and hardly ever meant as such.
_PLACES = frozenset("lima manila algiers peking cologne guinea phoenix natal cabanas".split())
_AMBIGUOUS = frozenset("may march".split())
_DAY_BEFORE, _DAY_BEHIND = re.compile(r"\d\s+\Z"), re.compile(r"\s+\d")
_DATING = frozenset("in since of last this next until early late mid by from".split())
# Short forms of bodies that are everyday words in a text all in capitals.
_EVERYDAY = frozenset("IS WHO AU SITE CARE PA US ABC SPA PETRA SABA FOX MENA LET".split())
# Ordinary words that begin a name, besides the titles.
_BEFORE_NAMES = frozenset("candidate comrade radio television lake mount fort port operation colonia".split())
_PLAIN = "figure_words groups deeds harm means targets incidents reactions reporting tally victims ordinary".split()
_STAMPS = frozenset("text excerpt excerpts report sic cont signed from for the and was had has".split())
_DATELINE = re.compile(r"\s*[^\n]{0,120}?\)\s+--\s")
_LOWER, _TITLE, _UPPER, _KEEP = range(4)


def recased(text: str) -> str:
    """The text with the capitals that other news would give it, every letter at its place."""
    return _Recasing(text).text()


class _Words:
    """What tells a name from an ordinary word."""

    def __init__(self) -> None:
        places, sources, actors = entries("place_cues"), entries("sources"), entries("actors")
        self.given = frozenset(places["given"].split())
        self.titles = frozenset(sources["titles"].lower().split()) | _ABBREVIATED | _BEFORE_NAMES
        small = {word for name in _PLAIN for word in _small_words(entries(name))}
        self.ordinary = (small | set(places["small"].split())) - (self.given - set(classes()[0]))
        shown = {name for row in actors["groups"].values() for name in (row["name"], *row["aliases"])}
        shown |= {form.lstrip("=@") for name, forms in actors["states"].items() for form in (name, *forms)}
        for rows in sources.values():
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict) and "key" in row:
                    shown |= {row["name"], *row.get("also", ())}
        risky = set(actors["risky"])
        told = {name for name in shown if not name.islower() and (not name.isupper() or not self.common(name.lower()))}
        even = {name for name in told - risky - _EVERYDAY if len(name.upper()) == len(name)}
        self.shown = {name.upper(): name for name in sorted(even)}
        self.names = Phrases(self.shown)

    def common(self, word: str) -> bool:
        """Whether a word is an ordinary one."""
        return word in self.ordinary or bool(kind(word)) or _FORMED.search(word) is not None


def _small_words(value: Any) -> Iterator[str]:
    """The words written small in what a lexicon holds."""
    if isinstance(value, str):
        yield from _IN_SMALL.findall(value)
    elif isinstance(value, dict):
        yield from _small_words([*value, *value.values()])
    elif isinstance(value, list):
        for held in value:
            yield from _small_words(held)


def _stands_for(short: str, full: str) -> bool:
    """Whether words in brackets are the full name of the short form before them."""
    initials = {word[0] for word in full.split()}
    return len(initials & set(short)) > 1


def _spelt(text: str, short: re.Match[str]) -> tuple[int, int] | None:
    """Where the full name stands that a short form in brackets behind it cuts short: the words whose initials it is."""
    words = list(_WORD.finditer(text, max(0, short.start() - _REACH), short.start()))
    wanted = sorted(short.group(1))
    for at in range(len(words) - 1, -1, -1):
        initials = sorted(word.group()[0] for word in words[at:] if word.group().lower() not in _SMALL)
        if initials == wanted and not re.search(r"[.;:(\[]", text[words[at].start() : short.start()]):
            return words[at].start(), short.start()
    return None


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()


class _Recasing:
    """One text in capitals being written small."""

    def __init__(self, text: str) -> None:
        self._text, self._words = text, _words()
        self._found = list(_WORD.finditer(text))
        self._lowers = [_POSSESSIVE.sub("", match.group().lower()) for match in self._found]
        glossed = [match for match in _GLOSSED.finditer(text) if _stands_for(*match.groups())]
        shorts = {match.group(match.lastindex or 1).lower() for match in _SHORT.finditer(text)}
        self._shorts = {match.group(1).lower() for match in glossed} | (shorts - _STAMPS)
        self._full = [match.span(2) for match in glossed]
        self._full += [span for match in _BEHIND.finditer(text) if (span := _spelt(text, match)) is not None]

    def text(self) -> str:
        """The whole text."""
        letters = list(self._text)
        known = self._named(letters)
        kept = [known[match.start()] or not match.group().isupper() for match in self._found]
        shapes = [_KEEP if kept[at] else self._shape(at) for at in range(len(kept))]
        self._join(shapes)
        for match, shape in zip(self._found, shapes, strict=True):
            word, start = match.group(), match.start()
            if shape in (_LOWER, _TITLE):
                first = 1 if shape == _TITLE else 0
                small = word[first:].lower()
                if len(small) == len(word) - first:
                    letters[start + first : match.end()] = small
            if word.isupper() and _POSSESSIVE.search(word.lower()):
                letters[match.end() - 1] = "s"
        return "".join(letters)

    def _named(self, letters: list[str]) -> list[bool]:
        """Write the names that a lexicon knows as it shows them; which letters are written so."""
        dateline = _DATELINE.match(self._text)
        kept = dateline.end() if dateline is not None else 0
        known = [True] * kept + [False] * (len(letters) + 1 - kept)
        for match in self._words.names.find(self._text, kept, len(letters)):
            shown = self._words.shown[" ".join(match.group().split())].replace(" ", "")
            places = [at for at in range(*match.span()) if not self._text[at].isspace()]
            for at, letter in zip(places, shown, strict=True):
                letters[at] = letter
            known[match.start() : match.end()] = [True] * (match.end() - match.start())
        return known

    def _shape(self, at: int) -> int:
        """How a word is written by itself."""
        match, lower = self._found[at], self._lowers[at]
        behind = self._text[match.end() : match.end() + 2]
        if len(lower) == 1:
            article = lower == "a" and not behind.startswith((".", "-"))
            opens = self._opens(match.start())
            return _LOWER if article and not opens else _UPPER
        if match.start() and self._text[match.start() - 1].isdigit():
            return _LOWER  # "1ST"
        if lower in self._shorts:
            return _UPPER
        if lower in dates.calendar() | _MONTHS and (lower not in _AMBIGUOUS or self._dated(at)):
            return _TITLE
        if lower in _ADJECTIVES or lower in _PLACES:
            return _TITLE
        if self._opens(match.start()):
            return _TITLE
        if self._within_full(match.start()):
            return _LOWER if lower in _SMALL else _TITLE
        if lower in _ABBREVIATED:
            return _TITLE
        if lower in _UNITS or self._words.common(lower):
            return _LOWER
        if lower in self._words.given:
            return _TITLE
        return _UPPER if len(lower) <= _BRIEF or not _VOWEL.search(lower) else _TITLE

    def _join(self, shapes: list[int]) -> None:
        """Titles before a name, ordinary words that are names beside one, the small words within one."""
        for at in range(len(shapes) - 1, -1, -1):
            if shapes[at] == _LOWER and self._beside(at, at + 1):
                follows = shapes[at + 1] == _TITLE and self._lowers[at + 1] not in _ABBREVIATED
                if follows and (self._lowers[at] in self._words.titles or self._given(at)):
                    shapes[at] = _TITLE
        for at in range(1, len(shapes)):
            particle = self._lowers[at - 1] in _PARTICLES and at > 1 and shapes[at - 2] == _TITLE
            if self._beside(at - 1, at) and (shapes[at - 1] == _TITLE or particle):
                after = at + 1 < len(shapes) and self._beside(at, at + 1) and shapes[at + 1] == _TITLE
                shapes[at] = self._behind_name(at, shapes[at], after)

    def _behind_name(self, at: int, shape: int, after: bool) -> int:
        """How a word right behind a name is written; ``after`` says whether a name follows it too."""
        lower, given = self._lowers[at], self._given(at - 1)
        if lower in _PARTICLES:
            return _LOWER if after else shape
        named = given or self._lowers[at - 1] in _ABBREVIATED
        if shape == _UPPER and named and len(lower) > 1 and lower not in self._shorts:
            return _TITLE
        surname = given and lower in classes()[1] and lower not in self._words.titles  # "Ramon Love"
        return _TITLE if shape == _LOWER and surname and not self._opens(self._found[at - 1].start()) else shape

    def _given(self, at: int) -> bool:
        """Whether a word is a first name, and no verb: Said is one, "said" another."""
        return self._lowers[at] in self._words.given and kind(self._lowers[at]) not in ("V", "D")

    def _beside(self, at: int, other: int) -> bool:
        """Whether nothing but space, or an initial's full stop, stands between two words."""
        if other >= len(self._found):
            return False
        between = self._text[self._found[at].end() : self._found[other].start()]
        return not between.strip() or (between.strip() == "." and len(self._lowers[at]) <= _BRIEF)

    def _opens(self, start: int) -> bool:
        """Whether a sentence begins at an offset."""
        before = self._text[max(0, start - _REACH) : start]
        if not _OPENS.search(before):
            return False
        last = before.rstrip(" \n\"'“")
        word = re.search(r"(\w+)\.\Z", last)
        return word is None or not (len(word.group(1)) == 1 or word.group(1).lower() in _ABBREVIATED)

    def _within_full(self, start: int) -> bool:
        """Whether an offset stands in the full name that a short form is given with."""
        return any(low <= start < high for low, high in self._full)

    def _dated(self, at: int) -> bool:
        """Whether "may" or "march" is a month: a number or "last" stands beside it."""
        match = self._found[at]
        before = self._text[max(0, match.start() - 4) : match.start()]
        digits = _DAY_BEFORE.search(before) or _DAY_BEHIND.match(self._text, match.end())
        return digits is not None or (at > 0 and self._lowers[at - 1] in _DATING)
