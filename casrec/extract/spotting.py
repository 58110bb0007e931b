"""Where a report may name a place: stretches of words that the gazetteer knows.

One pass over the words that begin with capitals, no parse. Each stretch becomes a Spot; ``evidence`` weighs what stands
around it, ``placing`` chooses the entry that it stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from casrec import places
from casrec.extract.placewords import place_words
from casrec.extract.reading import Line, Reading
from casrec.places import Entry, Gazetteer, fold
from casrec.terms import PlaceKind

MOST_WORDS = 6  # the longest name looked up; longer ones in GeoNames are ceremonial
MOST_ENTRIES = 60  # how many bearers of one name are weighed; "San José" has some hundreds, the rest are hamlets
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\w*(?:['’‘`ʼʿ-][^\W_]\w*)*")
_ARTICLED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ez|ed|es|er|ul|il|Al|El)['’-][A-Z]")
_JOINERS = frozenset("of de del la le les du des da do dos di el al the upon on en sur an der am und y e i".split())
_GAP = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*")
_STOPPED_GAP = re.compile(r"\.[ \xa0]?")
_STOPPED = frozenset("st mt ft ste pt".split())
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_CONTRACTED = re.compile(r"['’](?:ve|m|ll|re|d|t)$", re.I)
_ABBREVIATED = re.compile(
    r",\s*((?:[A-Z]\.\s?){2,3}|[A-Z]\.\s?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}(?![\w.]))(?=\W|$)"
)


@dataclass(frozen=True, slots=True)
class Word:
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

    ``peoples`` are the words that name a people: the country's code by the index of the word. ``at`` gives the spot
    that holds a word, by the word's index.
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


def scan(reading: Reading, gazetteer: Gazetteer, forced: Iterable[tuple[int, int]] = ()) -> list[Scanned]:
    """The lines of a report that hold capitals, with their spots. ``forced`` stretches are spots whatever they hold."""
    given = sorted(forced)
    starts = [start for start, _ in given]
    found: list[Scanned] = []
    for line in reading.lines:
        words = _words(reading, line, gazetteer)
        if not any(word.capital for word in words):
            continue
        titled = reading.upper_case or (reading.text[line.end - 1] != "." and _is_titled(words))
        spots, peoples = _matches(reading.text, line, words, gazetteer)
        here = given[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        if here:
            spots = [s for s in spots if not any(s.start < end and start < s.end for start, end in here)]
            spots += [_forced(reading.text, line, words, span, gazetteer) for span in here]
        spots = sorted(spots + _abbreviated(reading.text, line, spots, gazetteer), key=lambda s: s.start)
        at = {index: spot for spot in spots for index in range(spot.first, spot.last + 1)}
        found.append(Scanned(line, tuple(words), tuple(spots), peoples, titled, at))
    return found


def _words(reading: Reading, line: Line, gazetteer: Gazetteer) -> list[Word]:
    """The words of a line; one with hyphens that is no name as a whole comes in its parts."""
    found: list[Word] = []
    for match in _WORD.finditer(reading.text, line.start, line.end):
        word = match.group()
        if "-" in word and not _ARTICLED.match(word) and not _known(_bare(word), gazetteer):
            at = match.start()
            for part in word.split("-"):
                if part:
                    found.append(_word(part, at))
                at += len(part) + 1
        else:
            found.append(_word(word, match.start()))
    return found


def _word(text: str, start: int) -> Word:
    """One word at an offset."""
    if _CONTRACTED.search(text):
        return Word(start, start + len(text), text, text.lower(), False)
    capital = text[0].isupper() or (text[0] in "aeiu" and _ARTICLED.match(text) is not None)
    return Word(start, start + len(text), text, text.lower(), capital)


def _bare(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=100_000)
def _fold(name: str) -> str:
    """``places.fold``, remembered."""
    return fold(name)


def _known(name: str, gazetteer: Gazetteer) -> str | None:
    """The folded name if the gazetteer has it, with or without an article."""
    key = _fold(name)
    if not key:
        return None
    if gazetteer.has(key):
        return key
    bare = places.without_article(key)
    return bare if bare != key and "-" in name and gazetteer.has(bare) else None


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether a line is a heading in title case: all but its small words begin with capitals."""
    small = place_words().small
    weighty = [word for word in words if word.lower not in small and len(word.text) > 3]
    return len(weighty) >= 4 and sum(word.capital for word in weighty) >= 0.85 * len(weighty)


def _matches(text: str, line: Line, words: Sequence[Word], gazetteer: Gazetteer) -> tuple[list[Spot], dict[int, str]]:
    """The longest known names from left to right, and the words that name a people."""
    spots: list[Spot] = []
    peoples: dict[int, str] = {}
    small, never = place_words().small, place_words().never
    at = 0
    while at < len(words):
        word = words[at]
        if not word.capital:
            at += 1
            continue
        land, taken = _people(words, at, gazetteer)
        if land:
            if land.country_code:
                peoples[at + taken - 1] = land.country_code
            at += taken
            continue
        match = _longest(text, words, at, gazetteer)
        if match is None or (match[0] == at and (word.lower in small or _bare(word.lower) in never)):
            at += 1
            continue
        last, key = match
        end = words[last].start + len(_bare(words[last].text))
        spot = Spot(word.start, end, key, _entries(key, gazetteer), line, at, last, outer=(word.start, end))
        spot.unit = place_words().units.get(words[last].lower) if last > at else None
        spots.append(spot)
        at = last + 1
    return spots, peoples


def _entries(key: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The bearers of a name; for "Karak District" those of "Karak" too."""
    entries = gazetteer.by_key(key)[:MOST_ENTRIES]
    head, _, tail = key.rpartition(" ")
    unit = place_words().units.get(tail)
    if head and unit and (unit is not PlaceKind.SETTLEMENT or not entries):
        entries += tuple(e for e in gazetteer.by_key(head)[:MOST_ENTRIES] if e not in entries)
    return entries


def _people(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[Entry | None, int]:
    """The land whose people the word, or the two words, at this place name; and how many words."""
    if at + 1 < len(words):
        land = gazetteer.people(words[at].text + " " + _bare(words[at + 1].text))
        if land:
            return land, 2
    return gazetteer.people(_bare(words[at].text)), 1


def _longest(text: str, words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """The last word and the folded name of the longest known name that begins at a word."""
    best: tuple[int, str] | None = None
    for last in range(at, min(len(words), at + MOST_WORDS)):
        word = words[last]
        if last > at and not _adjacent(text, words[last - 1], word):
            break
        if not word.capital:
            if word.lower not in _JOINERS:
                break
            continue
        name = text[words[at].start : word.start] + _bare(word.text)
        if len(name) < 2 or name in {"Us", "It", "It's"}:
            continue
        key = _known(name, gazetteer)
        if key:
            best = (last, key)
    return best


def _adjacent(text: str, left: Word, right: Word) -> bool:
    """Whether two words stand side by side with at most a space, a hyphen, or the full stop of "St." between them."""
    gap = text[left.end : right.start]
    if gap in (" ", "-", "\n"):
        return True
    if left.lower in _STOPPED and _STOPPED_GAP.fullmatch(gap):
        return True
    return len(gap) < 8 and _GAP.fullmatch(gap) is not None and not _POSSESSIVE.search(left.text)


def _forced(text: str, line: Line, words: Sequence[Word], span: tuple[int, int], gazetteer: Gazetteer) -> Spot:
    """A spot for a stretch that is said to name a place."""
    start, end = span
    inside = [i for i, word in enumerate(words) if word.start < end and start < word.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    name = text[start:end]
    key, entries = _sought(name, gazetteer)
    spot = Spot(start, end, key, entries, line, first, last, forced=True, outer=span)
    spot.unit = place_words().units.get(words[last].lower) if last > first else None
    return spot


def _sought(name: str, gazetteer: Gazetteer) -> tuple[str, tuple[Entry, ...]]:
    """The entries of a name that must be a place: as written, else without what is not part of the name."""
    words = place_words()
    short = places.state(name)
    own = gazetteer.people(_bare(name)) or (gazetteer.province(*short) if short else None)
    if own:
        return "= " + own.name, (own,)
    tokens = _bare(name).split()
    tries = [tokens, tokens[1:] if tokens and tokens[0].lower() in words.parts | {"the"} else []]
    kinds = words.units.keys() | words.natural | words.streets | words.facilities | words.offices
    while tokens and tokens[-1].lower().rstrip(".") in kinds:
        tokens = tokens[:-1]
        tries.append(tokens)
    for attempt in tries:
        key = fold(" ".join(attempt))
        entries = gazetteer.by_key(key) or gazetteer.by_key(places.without_article(key)) if key else ()
        if entries:
            return key, _entries(key, gazetteer) or entries[:MOST_ENTRIES]
    return fold(name), ()


def _abbreviated(text: str, line: Line, spots: list[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The states cut short after a name ("Tulsa, Okla.") as spots that hold it."""
    found: list[Spot] = []
    at = {spot.start: spot for spot in spots}
    for spot in list(spots):
        match = _ABBREVIATED.match(text, spot.end, min(len(text), spot.end + 14))
        short = places.state(match.group(1).strip()) if match else None
        state = gazetteer.province(*short) if short else None
        if match and state:
            start = match.start(1)
            same = at.get(start)
            if same is not None and same.forced:
                same.key, same.entries, same.held = "= " + state.name, (state,), True
                spot.holders.append(same)
                continue
            if same is not None:
                spots.remove(same)
            end = start + len(match.group(1).rstrip())
            holder = Spot(
                start, end, fold(state.name), (state,), line, spot.last + 1, spot.last + 1, outer=(start, end)
            )
            holder.held = True
            spot.holders.append(holder)
            found.append(holder)
    return found
