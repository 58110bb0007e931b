"""Where a story plays: its province and its chief settlement, as extraction placed it, else by its names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casrec.link.marks import Named
from casrec.link.words import rarity
from casrec.places import Entry, Gazetteer, fold, state
from casrec.records import Mention
from casrec.terms import PlaceKind

Region = tuple[str, str]  # country code and province

# Whose seat a name before one of these words is: "Springfield Police Department", "Clark County Sheriff".
_SEAT = frozenset("police county sheriff city mayor fire department school high hospital university district".split())
_AFTER = re.compile(r"\s*[,(]\s*([A-Z][\w.]*(?: [A-Z][\w.]*)?)")
_DATELINE = re.compile(r"^\W*([A-Z][A-Z' .-]{2,30}[A-Z])(?=\s*[,(–—-]|\s+\()", re.MULTILINE)
# A single word this common is a word, not a place, whatever the gazetteer holds ("Reading", "Police").
_COMMON = 2.5
# A guess stands where its province has at least this weight, and this share of what speaks for any province.
_LEAST, _SURE = 8, 0.6
_TOWNS = (PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DISTRICT)
_PLACES = (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a story plays. ``region`` is its province, ``place`` the latitude and longitude of its chief settlement
    there; None where unclear. ``regions`` are all provinces and countries named, ``places`` all settlements of the
    region by GeoNames id."""

    region: Region | None = None
    place: tuple[float, float] | None = None
    regions: frozenset[Region] = frozenset()
    places: frozenset[int] = frozenset()


def where(told: Named) -> Where:
    """Where a story plays by the names in its text and title; earlier names weigh more."""
    votes: Counter[Region] = Counter()
    named: list[tuple[tuple[Entry, ...], int]] = []
    for name, at, after in _names(told):
        weight = 3 if at < 300 else 2 if at < 1000 else 1
        entries, wide = _entries(name)
        if wide is not None:
            votes[wide] += 2 * weight
        said = _told(after)
        if said is not None and any(_within(entry, said) for entry in entries):
            votes[said] += 4 * weight
            entries = tuple(entry for entry in entries if _within(entry, said))
        elif entries and wide is None:
            votes[_region(entries[0])] += weight
        if entries:
            named.append((entries, weight))
    return _settle(votes, named)


@lru_cache(maxsize=50_000)
def _entries(name: str) -> tuple[tuple[Entry, ...], Region | None]:
    """The places of a name, and the province or country that it is before all."""
    entries = tuple(entry for entry in Gazetteer.open().lookup(name) if entry.kind in _PLACES)[:12]
    wide = next((e for e in entries if e.kind in (PlaceKind.PROVINCE, PlaceKind.COUNTRY) and e.chief), None)
    return entries, None if wide is None else _region(wide)


def placed(mention: Mention, guess: Where) -> Where:
    """Where a story plays as its lead mention has it, else the guess. What the guess saw named stays.

    On events-gva-dev the mention's first place lies in the right state nine times in ten where it has one (three
    reports in four), the guess by names seven times in ten.
    """
    narrow = [place for place in mention.places if place.admin1 and place.country_code]
    if not narrow:
        return guess
    region = (narrow[0].country_code or "", narrow[0].admin1 or "")
    towns = [place for place in narrow if place.kind in _TOWNS and place.latitude is not None]
    spot = (towns[0].latitude or 0.0, towns[0].longitude or 0.0) if towns else None
    ids = frozenset(place.geoname_id for place in towns if place.geoname_id is not None)
    return Where(region, spot, guess.regions | {region}, ids or guess.places if region == guess.region else ids)


def _settle(votes: Counter[Region], named: list[tuple[tuple[Entry, ...], int]]) -> Where:
    """The region most names speak for and the settlement in it most told of."""
    provinces = {region: count for region, count in votes.items() if region[1]}
    for region in provinces:
        provinces[region] += votes[region[0], ""] // 2
    if not provinces:
        countries = sorted(votes, key=lambda region: (-votes[region], region))
        return Where(region=countries[0] if countries else None, regions=frozenset(votes))
    best = min(provinces, key=lambda region: (-provinces[region], region))
    if provinces[best] < max(_LEAST, _SURE * sum(provinces.values())):
        return Where(regions=frozenset(votes))
    weights: Counter[Entry] = Counter()
    for entries, weight in named:
        here = next((e for e in entries if e.kind is PlaceKind.SETTLEMENT and _within(e, best)), None)
        if here is not None:
            weights[here] += weight
    place = min(weights, key=lambda e: (-weights[e], -e.population, e.geoname_id or 0), default=None)
    named_there = frozenset(entry.geoname_id or 0 for entry in weights)
    return Where(best, (place.latitude, place.longitude) if place else None, frozenset(votes), named_there)


def _names(told: Named) -> Iterator[tuple[str, int, str]]:
    """Names that may be places, with their offset and the text after them. The title stands at offset 0."""
    for match in _DATELINE.finditer(told.body):
        yield match.group(1).title(), match.start(), told.body[match.end() : match.end() + 30]
    for source, found, shown in ((told.title, told.in_title, False), (told.body, told.in_body, True)):
        for text, start, end in found:
            name = _name(text)
            if name is not None:
                yield name, start if shown else 0, source[end : end + 30]


@lru_cache(maxsize=100_000)
def _name(text: str) -> str | None:
    """What of a capitalised name may be a place's: what stands before a seat ("Springfield Police"), no common word."""
    words = text.split(" ")
    cut = next((i for i, word in enumerate(words) if word.lower().strip("'’s") in _SEAT), len(words))
    if cut == 0 or (len(words) == 1 and rarity(words[0].lower()) < _COMMON):
        return None
    return " ".join(words[:cut]).removesuffix("'s").removesuffix("’s")


def _told(after: str) -> Region | None:
    """The province told right after a name: ", Ark." or ", Texas"."""
    match = _AFTER.match(after)
    return None if match is None else _province(match.group(1))


@lru_cache(maxsize=20_000)
def _province(name: str) -> Region | None:
    """The province of a name or of its short form."""
    short = state(name.rstrip("."))
    if short is not None:
        return short
    found = Gazetteer.open().by_key(fold(name))
    return next((_region(e) for e in found if e.kind is PlaceKind.PROVINCE and e.chief), None)


def _region(entry: Entry) -> Region:
    """Country code and province of an entry; the province is empty for a country."""
    return entry.country_code or "", "" if entry.kind is PlaceKind.COUNTRY else entry.admin1 or ""


def _within(entry: Entry, region: Region) -> bool:
    """Whether an entry lies in a province."""
    return _region(entry) == region
