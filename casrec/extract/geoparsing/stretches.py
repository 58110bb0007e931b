"""Stretches that name a place though the gazetteer has no such name: cut short, spelt by ear, or said to be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casrec import places
from casrec.extract.geoparsing.placewords import place_words
from casrec.extract.geoparsing.respelling import respelt
from casrec.extract.geoparsing.spots import MOST_ENTRIES, Spot, Word, bare, bearers, folded
from casrec.extract.reading import Line
from casrec.places import Entry, Gazetteer

_MOST_WORDS = 4  # of a name spelt by ear
_ABBREVIATED = re.compile(
    r",\s*((?:[A-Z]\.\s?){2,3}|[A-Z]\.\s?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}(?![\w.]))(?=\W|$)"
)


def by_ear(
    text: str,
    line: Line,
    words: Sequence[Word],
    spots: Sequence[Spot],
    gazetteer: Gazetteer,
    known: dict[str, tuple[Entry, ...]],
) -> list[Spot]:
    """The spots of a line with unknown names after "in" and its like that the gazetteer has in another spelling.

    ``known`` are those found in the report so far; their later mentions are found without such a word before them.
    """
    whole = {(spot.first, spot.last) for spot in spots}
    found: list[Spot] = []
    for first, last in _runs(text, words):
        if (first, last) in whole:
            continue
        start, end = words[first].start, words[last].start + len(bare(words[last].text))
        name = text[start:end]
        if name not in known and _cued(words, first):
            known[name] = respelt(name, gazetteer)
        if known.get(name):
            spot = Spot(start, end, folded(name), known[name], line, first, last, outer=(start, end))
            spot.signs.append("respelt")
            found.append(spot)
    if not found:
        return list(spots)
    covered = {index for spot in found for index in range(spot.first, spot.last + 1)}
    return [spot for spot in spots if spot.first not in covered and spot.last not in covered] + found


def _runs(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """The runs of words with capitals that only a space parts, by their first and last word."""
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if not word.capital:
            continue
        first, last = found[-1] if found else (0, -2)
        near = last == index - 1 and index - first < _MOST_WORDS
        if near and text[words[last].end : word.start] == " ":
            found[-1] = (first, index)
        else:
            found.append((index, index))
    return found


@lru_cache(maxsize=1)
def _leading() -> frozenset[str]:
    """The words that a place's name follows."""
    return place_words().strong | frozenset(place_words().units)


def _cued(words: Sequence[Word], first: int) -> bool:
    """Whether "in", "near" or "the town of" stands before a word."""
    near = _leading()
    before = words[first - 1].lower if first else ""
    return before in near or (before == "of" and first > 1 and words[first - 2].lower in near)


def cut_short(text: str, line: Line, spots: list[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """The spots of a line with the states cut short after a name ("Tulsa, Okla."), which hold it."""
    found = {spot.start: spot for spot in spots}
    for spot in spots:
        match = _ABBREVIATED.match(text, spot.end, min(len(text), spot.end + 14))
        short = places.state(match.group(1).strip()) if match else None
        state = gazetteer.province(*short) if short else None
        if match is None or state is None:
            continue
        start = match.start(1)
        end = start + len(match.group(1).rstrip())
        holder = found.get(start)
        if holder is None or not holder.forced:
            holder = Spot(start, end, "", (), line, spot.last + 1, spot.last + 1, outer=(start, end))
            found[start] = holder
        holder.key, holder.entries, holder.held = "= " + state.name, (state,), True
        spot.holders.append(holder)
    return list(found.values())


def said(text: str, line: Line, words: Sequence[Word], span: tuple[int, int], gazetteer: Gazetteer) -> Spot:
    """A spot for a stretch that is said to name a place."""
    start, end = span
    inside = [index for index, word in enumerate(words) if word.start < end and start < word.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    key, entries = _sought(text[start:end], gazetteer)
    spot = Spot(start, end, key, entries, line, first, last, forced=True, outer=span)
    spot.unit = place_words().units.get(words[last].lower) if last > first else None
    return spot


def _sought(name: str, gazetteer: Gazetteer) -> tuple[str, tuple[Entry, ...]]:
    """The entries of a name that must be a place: as written, else without what is not part of the name."""
    words = place_words()
    short = places.state(name)
    own = gazetteer.people(bare(name)) or (gazetteer.province(*short) if short else None)
    if own:
        return "= " + own.name, (own,)
    tokens = bare(name).split()
    tries = [tokens, tokens[1:] if tokens and tokens[0].lower() in words.parts | {"the"} else []]
    kinds = words.units.keys() | words.natural | words.streets | words.facilities | words.offices
    while tokens and tokens[-1].lower().rstrip(".") in kinds:
        tokens = tokens[:-1]
        tries.append(tokens)
    for attempt in tries:
        key = folded(" ".join(attempt))
        for form in (key, places.without_article(key)):
            entries = bearers(form, gazetteer) if form else ()
            if entries:
                return form, entries[: 2 * MOST_ENTRIES]
    found = respelt(name, gazetteer)
    return folded(name), found
