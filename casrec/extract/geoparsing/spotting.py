"""Where a report may name a place: stretches of words that the gazetteer knows.

One pass over the words that begin with capitals, no parse. Each stretch becomes a Spot; ``evidence`` weighs what stands
around it, ``placing`` chooses the entry that it stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from casrec import places
from casrec.extract.geoparsing.placewords import place_words
from casrec.extract.geoparsing.spots import Scanned, Spot, Word, bare, bearers, folded
from casrec.extract.geoparsing.stretches import by_ear, cut_short, said
from casrec.extract.reading import Line, Reading
from casrec.places import Entry, Gazetteer
from casrec.terms import PlaceKind

_MOST_WORDS = 6  # the longest name looked up; longer ones in GeoNames are ceremonial
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\w*(?:['’‘`ʼʿ-][^\W_]\w*)*")
_ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ez|ed|es|er|ul|il|Al|El)['’-][A-Z]")
_JOINERS = frozenset("of de del la le les du des da do dos di el al the upon on en sur an der am und y e i".split())
_GAP = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*")
_STOPPED_GAP = re.compile(r"\.[ \xa0]?")
_TOWN = 2_500  # smaller places are seldom meant by the name of a people and another word
_LARGE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.NATURAL})
_STOPPED = frozenset("st mt ft ste pt".split())
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_CONTRACTED = re.compile(r"['’](?:ve|m|ll|re|d|t)$", re.I)


def scan(reading: Reading, gazetteer: Gazetteer, forced: Iterable[tuple[int, int]] = ()) -> list[Scanned]:
    """The lines of a report that hold capitals, with their spots. ``forced`` stretches are spots whatever they hold."""
    scanner = _Scanner(reading, gazetteer, sorted(forced))
    return [scanned for line in reading.lines if (scanned := scanner.line(line)) is not None]


class _Scanner:
    """One pass over a report."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, forced: Sequence[tuple[int, int]]) -> None:
        self._text = reading.text
        self._gazetteer = gazetteer
        self._forced = forced
        self._starts = [start for start, _ in forced]
        self._respelt: dict[str, tuple[Entry, ...]] = {}
        self._lexicon = place_words()

    def line(self, line: Line) -> Scanned | None:
        """A line with its spots; None where nothing in it has a capital."""
        words = self._words(line)
        if not any(word.capital for word in words):
            return None
        titled = self._text[line.end - 1] != "." and self._is_titled(words)
        spots, peoples = self._matches(line, words)
        if not titled:
            spots = by_ear(self._text, line, words, spots, self._gazetteer, self._respelt)
        here = self._forced[bisect_left(self._starts, line.start) : bisect_left(self._starts, line.end)]
        if here:
            spots = [s for s in spots if not any(s.start < end and start < s.end for start, end in here)]
            spots += [said(self._text, line, words, span, self._gazetteer) for span in here]
        spots.sort(key=lambda spot: spot.start)
        spots = cut_short(self._text, line, spots, self._gazetteer)
        spots.sort(key=lambda spot: spot.start)
        at = {index: spot for spot in spots for index in range(spot.first, spot.last + 1)}
        return Scanned(line, tuple(words), tuple(spots), peoples, titled, at)

    def _words(self, line: Line) -> list[Word]:
        """The words of a line; one with hyphens that is no name as a whole comes in its parts."""
        found: list[Word] = []
        for match in _WORD.finditer(self._text, line.start, line.end):
            word = match.group()
            if "-" in word and not _ARTICLED.match(word) and not self._known(bare(word)):
                at = match.start()
                for part in word.split("-"):
                    if part:
                        found.append(_word(part, at))
                    at += len(part) + 1
            else:
                found.append(_word(word, match.start()))
        return found

    def _known(self, name: str) -> str | None:
        """The folded name if the gazetteer has it, with or without an article."""
        key = folded(name)
        if not key:
            return None
        if self._gazetteer.has(key):
            return key
        plain = places.without_article(key)
        return plain if plain != key and "-" in name and self._gazetteer.has(plain) else None

    def _is_titled(self, words: Sequence[Word]) -> bool:
        """Whether a line is a heading in title case: all but its small words begin with capitals."""
        weighty = [word for word in words if word.lower not in self._lexicon.small and len(word.text) > 3]
        return len(weighty) >= 4 and sum(word.capital for word in weighty) >= 0.85 * len(weighty)

    def _matches(self, line: Line, words: Sequence[Word]) -> tuple[list[Spot], dict[int, str]]:
        """The longest known names from left to right, and the words that name a people."""
        spots: list[Spot] = []
        peoples: dict[int, str] = {}
        at = 0
        while at < len(words):
            word = words[at]
            if not word.capital:
                at += 1
                continue
            match = self._longest(words, at)
            land, taken = self._people(words, at)
            if land and not (match is not None and match[0] >= at + taken and self._is_known(match[1])):
                if land.country_code:
                    peoples[at + taken - 1] = land.country_code
                at += taken
                continue
            if match is None or (match[0] == at and self._is_plain(word)):
                at += 1
                continue
            last, key = match
            end = words[last].start + len(bare(words[last].text))
            spot = Spot(word.start, end, key, bearers(key, self._gazetteer), line, at, last, outer=(word.start, end))
            spot.unit = self._lexicon.units.get(words[last].lower) if last > at else None
            spots.append(spot)
            at = last + 1
        return spots, peoples

    def _is_known(self, key: str) -> bool:
        """Whether a name is a country's, a province's, a sea's or a town's: "Dominican Republic" and "Indian Wells"
        tell of no people."""
        return any(e.kind in _LARGE or e.population >= _TOWN for e in bearers(key, self._gazetteer))

    def _is_plain(self, word: Word) -> bool:
        """Whether a single word is no place: a small word, or a name of other things."""
        return word.lower in self._lexicon.small or bare(word.lower) in self._lexicon.never

    def _people(self, words: Sequence[Word], at: int) -> tuple[Entry | None, int]:
        """The land whose people the word, or the two words, at this place name; and how many words."""
        if at + 1 < len(words):
            land = self._gazetteer.people(words[at].text + " " + bare(words[at + 1].text))
            if land:
                return land, 2
        return self._gazetteer.people(bare(words[at].text)), 1

    def _longest(self, words: Sequence[Word], at: int) -> tuple[int, str] | None:
        """The last word and the folded name of the longest known name that begins at a word."""
        best: tuple[int, str] | None = None
        for last in range(at, min(len(words), at + _MOST_WORDS)):
            word = words[last]
            if last > at and not self._adjacent(words[last - 1], word):
                break
            if not word.capital:
                if word.lower not in _JOINERS:
                    break
                continue
            name = self._text[words[at].start : word.start] + bare(word.text)
            if len(name) < 2 or name in {"Us", "It", "It's"}:
                continue
            key = self._known(name)
            if key:
                best = (last, key)
            if last == at and not self._begins(name):
                break
        return best

    def _begins(self, name: str) -> bool:
        """Whether a longer name of the gazetteer begins with this one, with or without its article."""
        key = folded(name)
        if self._gazetteer.begins(key):
            return True
        return "-" in name and self._gazetteer.begins(places.without_article(key))

    def _adjacent(self, left: Word, right: Word) -> bool:
        """Whether at most a space, a hyphen, or the full stop of "St." stands between two words."""
        gap = self._text[left.end : right.start]
        if gap in (" ", "-", "\n"):
            return True
        if left.lower in _STOPPED and _STOPPED_GAP.fullmatch(gap):
            return True
        return len(gap) < 8 and _GAP.fullmatch(gap) is not None and not _POSSESSIVE.search(left.text)


def _word(text: str, start: int) -> Word:
    """One word at an offset."""
    return Word(start, start + len(text), text, *_form(text))


@lru_cache(maxsize=50_000)
def _form(text: str) -> tuple[str, bool]:
    """A word in small letters, and whether it begins a name."""
    if not text.isalpha() and _CONTRACTED.search(text):
        return text.lower(), False
    return text.lower(), text[0].isupper() or (text[0] in "aeiu" and _ARTICLED.match(text) is not None)
