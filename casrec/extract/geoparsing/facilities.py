"""Places that the gazetteer lacks: named buildings and sites, villages and quarters, with what holds them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casrec.extract.geoparsing.evidence import HELD_GAP
from casrec.extract.geoparsing.placewords import PlaceWords, place_words
from casrec.extract.geoparsing.spots import Scanned, Spot, Word, is_origin
from casrec.places import Entry
from casrec.terms import PlaceKind

_MOST_WORDS = 6
_LARGE = (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL)
_WIDE = (*_LARGE, PlaceKind.PROVINCE)
_HOLDERS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT)
_MOST_IN_CAPITALS = 4  # words of a name where nothing but a small word or a comma ends it
_POSSESSIVE = re.compile(r"['’]s?$")
_FAITHS = frozenset("shia shiite sunni alawite druze kurdish arab christian coptic muslim jewish".split())
_ITS_CAPITAL = re.compile(r"['’]s\s+capital\b")  # "in Norland's capital" is in a town
_CITY = 50_000  # a smaller town in a building's name may be a mere namesake ("Copley Square")
_REACH = 160  # characters back in the sentence in which a town holds a building named after it


@dataclass(frozen=True, slots=True)
class Site:
    """A place without an entry: offsets, its name, its kind, and the entry that holds it or None."""

    start: int
    end: int
    name: str
    kind: PlaceKind
    within: Entry | None


class Sites:
    """The sites of one report. ``placed`` are its accepted spots; ``chosen`` the entries of all its spots."""

    def __init__(self, text: str, placed: Sequence[Spot], chosen: Mapping[Spot, Entry]) -> None:
        self._text = text
        self._chosen = chosen
        self._placed = frozenset(placed)
        self._spots = sorted(placed, key=lambda spot: spot.start)
        self._ends = [spot.end for spot in self._spots]
        self._words: PlaceWords = place_words()
        self._telling = self._words.facilities | self._words.units.keys() | self._words.features
        self._strong = Counter(spot.key for spot in placed if spot.strength > 0.5)
        self._focus = self._most_named()

    def find(self, scanned: Sequence[Scanned]) -> Iterator[Site]:
        """The sites in order."""
        for lined in scanned:
            taken = -1
            for at, word in enumerate(lined.words):
                if at <= taken:
                    continue
                lower = word.lower if word.lower.isalpha() else _POSSESSIVE.sub("", word.lower)
                bounds = None
                if lower in self._telling:
                    bounds = self._named(lined, at, lower)
                elif lower in self._words.strong:
                    bounds = self._held(lined, at + 1)
                if bounds:
                    yield self._site(lined, *bounds)
                    taken = bounds[1]

    def _site(self, lined: Scanned, first: int, last: int, kind: PlaceKind) -> Site:
        """The site that some words of a line name."""
        words = lined.words
        whole = words[last].end
        if kind is not PlaceKind.FACILITY:
            while last > first and words[last].lower in self._words.units:
                last -= 1
        start, end = words[first].start, words[last].start + len(_POSSESSIVE.sub("", words[last].text))
        within = self._holder(lined, start, whole) or self._focus
        return Site(start, end, " ".join(self._text[start:end].split()), kind, within)

    def _named(self, lined: Scanned, at: int, lower: str) -> tuple[int, int, PlaceKind] | None:
        """The first and last word of the site whose kind the word at an index tells, and that kind."""
        word = lined.words[at]
        if lower in self._words.facilities:
            bounds = self._kind_last(lined, at, lower) or self._kind_first(lined, at)
            return (*bounds, PlaceKind.FACILITY) if bounds else None
        if lower in self._words.features:
            bounds = self._feature(lined, at, lower)
            return (*bounds, PlaceKind.NATURAL) if bounds else None
        unit = self._words.units[lower]
        plain = not (lined.titled or word.capital)
        after = self._run_after_of(lined, at) if plain else None
        if after and not self._is_spot(lined, at + 2, after) and (plain or self._is_name(lined, at + 2, after)):
            return at + 2, after, unit
        if lined.titled or word.capital:
            return None
        first = self._run_before(lined, at - 1)
        if first is not None and first < at - 1 and lined.words[first].lower in _FAITHS:
            first += 1  # "the mainly Shia Alder district"
        if first is None or self._is_spot(lined, first, at - 1) or lined.words[first].lower in self._words.never:
            return None
        return first, at, unit

    def _is_name(self, lined: Scanned, first: int, last: int) -> bool:
        """Whether a run of words in a text all in capitals is short enough for a name, and not of ordinary words."""
        inside = {word.lower for word in lined.words[first : last + 1]}
        return last - first < _MOST_IN_CAPITALS - 1 and not inside <= self._words.common

    def _feature(self, lined: Scanned, at: int, lower: str) -> tuple[int, int] | None:
        """An island, a river, a mountain: "Alder Island", "Lake Kivu"."""
        if lined.titled or not lined.words[at].capital:
            return None
        first = self._run_before(lined, at - 1)
        if first is not None:
            return None if self._named_otherwise(lined, first, at, range(first, at)) else (first, at)
        if lower not in self._words.feature_first or not self._close(lined, at):
            return None
        last = at
        while last - at < 2 and self._close(lined, last) and self._names(lined, last + 1):
            last += 1
        if last == at or self._named_otherwise(lined, at, last, range(at + 1, last + 1)):
            return None
        return at, last

    def _names(self, lined: Scanned, at: int) -> bool:
        """Whether a word has a capital and is no small word."""
        word = lined.word(at)
        return word is not None and word.capital and word.lower not in self._words.small

    def _named_otherwise(self, lined: Scanned, first: int, last: int, name: range) -> bool:
        """Whether words are a place already, or part of a longer name of another thing ("Alder Island Bank").

        ``name`` are the words beside that for the kind of feature.
        """
        if self._is_spot(lined, last, last) or self._is_spot(lined, first, first):
            return True
        inside = {lined.words[at].lower for at in name}
        return not inside.isdisjoint(self._words.common | self._words.given) or (
            self._close(lined, last) and self._names(lined, last + 1)
        )

    def _held(self, lined: Scanned, first: int) -> tuple[int, int, PlaceKind] | None:
        """A name after "in" that is no known place and that a known one follows: "in Arcatao, Chalatenango"."""
        last = first
        if not self._names(lined, first) or first in lined.peoples:
            return None
        while last - first < _MOST_IN_CAPITALS and self._close(lined, last) and self._names(lined, last + 1):
            last += 1
        holder = lined.at.get(last + 1)
        if holder is None or holder not in self._placed or self._is_spot(lined, first, last):
            return None
        gap = self._text[lined.words[last].end : holder.outer[0]]
        if gap not in {", ", ",\n"} or self._chosen[holder].kind not in _HOLDERS:
            return None
        ordinary = self._words.common | self._words.facilities | self._words.organisations | self._words.offices
        if any(word.lower in ordinary for word in lined.words[first : last + 1]):
            return None
        return first, last, PlaceKind.SETTLEMENT

    def _kind_last(self, lined: Scanned, at: int, lower: str) -> tuple[int, int] | None:
        """A facility whose kind stands last: "Jableh National Hospital", "al-Fakhora school"."""
        words, noun = self._words, lined.words[at]
        if not noun.capital and lower not in words.plain_facilities:
            return None
        back = at - 1
        while back >= 0 and lined.words[back].lower in words.facility_middles and self._close(lined, back):
            back -= 1
        first = self._run_before(lined, back)
        if first is None:
            return None
        run, spot = lined.words[first : back + 1], lined.at.get(first)
        own = spot in self._placed
        if lined.titled and not own:
            return None
        if spot and own and spot.last >= back and self._chosen[spot].kind in (_LARGE if noun.capital else _WIDE):
            return None
        if run[0].lower in words.never or self._is_surname(run, lower, back == at - 1):
            return None
        if all(w.lower in words.common or w.lower in words.parts or w.lower in words.facilities for w in run):
            return None if not noun.capital or len(run) == 1 else (first, at)
        return first, at

    def _is_surname(self, run: Sequence[Word], noun: str, adjacent: bool) -> bool:
        """Whether a given name and such a noun are a person: "Oliver Hall"."""
        return adjacent and len(run) == 1 and run[0].lower in self._words.given and noun in self._words.surnames

    def _kind_first(self, lined: Scanned, at: int) -> tuple[int, int] | None:
        """A facility whose kind stands first: "University of Aleppo"."""
        if not lined.words[at].capital or lined.titled:
            return None
        last = self._run_after_of(lined, at)
        return (at, last) if last else None

    def _run_before(self, lined: Scanned, at: int) -> int | None:
        """The first word of the run of capitals that ends at a word; None where no name ends there."""
        first: int | None = None
        words = self._words
        opening = at
        while at >= 0 and opening - at < _MOST_WORDS:
            word = lined.words[at]
            if not word.capital or not self._close(lined, at) or at in lined.peoples or _POSSESSIVE.search(word.text):
                break
            if word.lower in words.small or word.lower in words.titles or (word.lower in words.parts and not at):
                break
            first = at
            at -= 1
        return first

    def _run_after_of(self, lined: Scanned, at: int) -> int | None:
        """The last word of the run of capitals after "of"."""
        of, opening = lined.word(at + 1), lined.word(at + 2)
        if of is None or opening is None or of.lower != "of" or not opening.capital:
            return None
        if opening.lower in self._words.small or at + 2 in lined.peoples:
            return None
        last = at + 2
        while last - at <= _MOST_WORDS:
            following = lined.word(last + 1)
            if following is None or not following.capital or not self._close(lined, last):
                break
            if following.lower in self._words.small:
                break
            last += 1
        return last

    def _close(self, lined: Scanned, at: int) -> bool:
        """Whether the word at this index stands right before the next one."""
        if at + 1 >= len(lined.words):
            return False
        return self._text[lined.words[at].end : lined.words[at + 1].start] in (" ", "\n", "-", "'", "’")

    def _is_spot(self, lined: Scanned, first: int, last: int) -> bool:
        """Whether words of a run are already an accepted spot."""
        return any(lined.at.get(index) in self._placed for index in range(first, last + 1))

    def _holder(self, lined: Scanned, start: int, end: int) -> Entry | None:
        """What holds a site: a place in its name, one that follows ("in Tartus"), the nearest town before it."""
        told = self._told(lined, end)
        if told is not None and told.kind not in _WIDE:
            return told
        inside = lined.spot_from(start)
        while inside is not None and inside.start < end:
            entry = self._chosen.get(inside)
            if entry and entry.kind not in _LARGE and self._sure(inside, entry, inside.start == start):
                return entry
            inside = lined.spot_from(inside.start + 1)
        if told is not None:
            return told
        return self._town_before(lined, start)

    def _told(self, lined: Scanned, end: int) -> Entry | None:
        """The place that the words after a site say holds it: "in Tartus"."""
        following = lined.spot_from(end)
        if following is None or following not in self._placed or following.start - end >= 60:
            return None
        held = HELD_GAP.fullmatch(self._text, end, following.outer[0])
        if held and _ITS_CAPITAL.match(self._text, following.end):
            return None
        return self._chosen[following] if held else None

    def _town_before(self, lined: Scanned, start: int) -> Entry | None:
        """The nearest town named before an offset in the same sentence."""
        index = bisect_left(self._ends, start + 1) - 1
        while index >= 0 and start - self._ends[index] < _REACH and self._spots[index].start >= lined.line.start:
            entry = self._chosen[self._spots[index]]
            if entry.kind not in _WIDE:
                return entry
            index -= 1
        return None

    def _sure(self, spot: Spot, entry: Entry, opening: bool) -> bool:
        """Whether the place in a building's name is one of the report's places, and no mere namesake."""
        if spot not in self._placed:
            return not opening and entry.population >= _CITY and self._nearby(entry)
        if entry.population >= _CITY and self._nearby(entry):
            return True
        others = self._strong[spot.key] - (1 if spot in self._placed and spot.strength > 0.5 else 0)
        return others > 0 or not opening

    def _nearby(self, entry: Entry) -> bool:
        """Whether a town lies in the country that the report is most about: "San Pedro Hospital" may stand anywhere."""
        return self._focus is None or entry.country_code in {None, self._focus.country_code}

    def _most_named(self) -> Entry | None:
        """The town that a report names most, datelines apart; else its most named place of any kind."""
        tally = Counter(
            self._chosen[spot] for spot in self._spots if not spot.dateline and not is_origin(self._text, spot.outer[0])
        )
        towns = [entry for entry in tally if entry.kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT)]
        some = towns or list(tally) or [self._chosen[spot] for spot in self._spots]
        return max(some, key=lambda entry: tally[entry]) if some else None
