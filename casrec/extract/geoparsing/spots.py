"""A report's words and the stretches of them that may name places, as the modules about place names share them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from casrec import places
from casrec.extract.geoparsing.placewords import place_words
from casrec.extract.reading import Line
from casrec.places import Entry, Gazetteer
from casrec.terms import PlaceKind

MOST_ENTRIES = 60  # how many bearers of one name are weighed; "San José" has some hundreds, the rest are hamlets
_ORIGIN = re.compile(r"(?:\bfrom|[A-Z][\w'’-]+,?(?: \d+,)? of)\s+\Z")
_POSSESSIVE = re.compile(r"['’]s?$", re.I)


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a line: offsets into the report, its small letters, whether it begins a name (with a capital)."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool


@dataclass(slots=True, eq=False)
class Spot:
    """A stretch that may name a place.

    ``entries`` are those that bear the name. ``first`` and ``last`` are its words in its line. ``strength`` sums the
    evidence that it is a place at all. ``unit`` is the kind of place that the words beside it say ("province", "city
    of"). ``holders`` are the spots that the sentence says hold it ("Tulsa, Okla."), ``people`` the countries whose
    people the words before it name ("the Syrian town of"). ``outer`` are the offsets with the words that belong to the
    mention ("northern Syria").
    """

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    line: Line
    first: int = 0
    last: int = 0
    strength: float = 0.0
    unit: PlaceKind | None = None
    dateline: bool = False
    held: bool = False
    holds: bool = False
    forced: bool = False
    person: bool = False
    outer: tuple[int, int] = (0, 0)
    holders: list[Spot] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A line with its words and the spots in it.

    ``peoples`` are the words that name a people: the country's code by the index of the word. ``titled`` marks headings
    and lines in capitals. ``at`` gives the spot that holds a word, by the word's index.
    """

    line: Line
    words: tuple[Word, ...]
    spots: tuple[Spot, ...]
    peoples: dict[int, str]
    titled: bool
    at: dict[int, Spot]

    def word(self, index: int) -> Word | None:
        """A word by its index, None beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def spot_from(self, offset: int) -> Spot | None:
        """The first spot that begins at an offset of the report or after it."""
        index = bisect_left(self.spots, offset, key=lambda spot: spot.start)
        return self.spots[index] if index < len(self.spots) else None


def is_origin(text: str, at: int) -> bool:
    """Whether the place named at an offset is where somebody is from: "Ann Lee, 31, from X", "Lee of X"."""
    return _ORIGIN.search(text, max(0, at - 40), at) is not None


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return word if word.isalpha() else _POSSESSIVE.sub("", word)


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """``places.fold``, remembered."""
    return places.fold(name)


def bearers(key: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries that bear a folded name; for "Karak District" those of "Karak" too."""
    entries = gazetteer.by_key(key)[:MOST_ENTRIES]
    head, _, tail = key.rpartition(" ")
    unit = place_words().units.get(tail)
    if head and unit and (unit is not PlaceKind.SETTLEMENT or not entries):
        entries += tuple(e for e in gazetteer.by_key(head)[:MOST_ENTRIES] if e not in entries)
    return entries
