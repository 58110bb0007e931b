"""The places that a report names, each with its gazetteer entry and how exactly it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from casrec.extract.geoparsing.evidence import weigh
from casrec.extract.geoparsing.facilities import Site, Sites
from casrec.extract.geoparsing.grouping import apart
from casrec.extract.geoparsing.placing import Choice, choose
from casrec.extract.geoparsing.spots import Scanned, Spot
from casrec.extract.geoparsing.spotting import scan
from casrec.extract.reading import Reading
from casrec.places import Entry, Gazetteer, within
from casrec.records import Place, Report, replace
from casrec.terms import PlaceKind, PlacePrecision
from casrec.text import Lines

CITY = 100_000  # the names of cities as large as this are seldom anything else
ALONE = 0.7  # less support than this means that nothing else in the report lies in the same country
# Weights of the features that decide whether a spot is a place at all; as SIGNS in ``evidence``.
ACCEPT: dict[str, float] = {
    "strength": 1.0,
    "bias": -1.86,
    "shared": 0.76,
    "support": 0.7,
    "people": 0.54,
    "country": 3.46,
    "province": 2.18,
    "district": -0.25,
    "region": 1.96,
    "natural": 1.35,
    "facility": 1.36,
    "capital": 0.07,
    "chief": -0.26,
    "city": 0.83,
    "alone": -1.02,
    "alone_alternate": -1.55,
}
_OUTLET = re.compile(r"\s+(?:[|«]|[-–—](?=\s+(?:\S+\s+){0,5}\S+\Z)).*\Z", re.S)  # "... - Bay News 12 Springfield"
_LONGEST_TITLE = 300  # characters of a title that are read
_TITLE_START, _OPENING = 40, 2000  # a title of which so many characters stand in so much of the text is read there
_QUARTERS = frozenset("neighborhood neighbourhood suburb quarter section".split())
_TOWNS = (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT)
_SAME_TOWN_KM = 80.0
_PRECISION = {
    PlaceKind.SETTLEMENT: PlacePrecision.SETTLEMENT,
    PlaceKind.DISTRICT: PlacePrecision.DISTRICT,
    PlaceKind.PROVINCE: PlacePrecision.PROVINCE,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.NATURAL: PlacePrecision.REGION,
    PlaceKind.FACILITY: PlacePrecision.SETTLEMENT,
}


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place named at text[start:end] of a report. ``dateline`` marks where the reporter sat."""

    start: int
    end: int
    place: Place
    dateline: bool = False


def find(reading: Reading) -> list[Toponym]:
    """The places that a report names, in order of mention, without overlap; its title helps to tell which they are."""
    return _found(reading, *_read(reading, _titled(reading)))


def in_title(reading: Reading) -> list[Toponym]:
    """The places that a report's title names, what an outlet adds to it left out; offsets count into the title."""
    title = _titled(reading)
    if title is None:
        return []
    outlet = _OUTLET.search(title.text)
    end = outlet.start() if outlet else len(title.text)
    return [toponym for toponym in _found(title, *_read(title, reading)) if toponym.end <= end]


def _titled(reading: Reading) -> Reading | None:
    """The title of a report that its text does not hold, as a text of its own; the outlet's town in it tells too."""
    title = reading.report.title
    if not title or title[:_TITLE_START] in reading.text[:_OPENING]:
        return None
    return Reading(Report.make(name="title", text=title[:_LONGEST_TITLE]))


def _read(reading: Reading, beside: Reading | None) -> tuple[list[Scanned], list[Spot], dict[Spot, Choice]]:
    """A text with its accepted spots and what all of its spots stand for, read with what stands beside it."""
    scanned = scan(reading, Gazetteer.open())
    weigh(reading, scanned)
    further: list[Scanned] = []
    if beside is not None:
        further = scan(beside, Gazetteer.open())
        weigh(beside, further)
    both = [*further, *scanned]
    chosen = choose(both)
    others = {spot for lined in further for spot in lined.spots}
    accepted = [spot for spot in _accepted(both, chosen) if spot not in others]
    return scanned, _without_namesakes(scanned, accepted, chosen), chosen


def _found(reading: Reading, scanned: list[Scanned], placed: list[Spot], chosen: dict[Spot, Choice]) -> list[Toponym]:
    """The toponyms of a text that was read: its sites, and its accepted spots outside them."""
    entries = {spot: choice.entry for spot, choice in chosen.items()}
    lost = _lost(placed, entries)
    found = [
        Toponym(site.start, site.end, _unlisted(reading.text[site.start : site.end], site))
        for site in Sites(reading.text, placed, entries).find(scanned)
    ]
    taken = Lines([(site.start, site.end) for site in found])
    for spot in placed:
        start, end = spot.outer
        if taken.at(spot.start) is None and taken.at(spot.end - 1) is None:
            text, entry, holder = reading.text[start:end], entries[spot], lost.get(spot.key)
            town = Site(start, end, entry.name, PlaceKind.SETTLEMENT, holder)
            place = place_of(text, entry) if holder is None else _unlisted(text, town)
            found.append(Toponym(start, end, place, spot.dateline))
    return sorted(found, key=lambda toponym: toponym.start)


def _lost(placed: Sequence[Spot], entries: Mapping[Spot, Entry]) -> dict[str, Entry]:
    """The names of towns that the report puts in a state or province where the gazetteer knows none of that name, each
    with that state: "Tyrone, Mo." is not the Tyrone of Georgia."""
    known = set(placed)
    found: dict[str, Entry] = {}
    for spot in placed:
        if entries[spot].kind in _TOWNS and entries[spot].population < CITY:
            for outer in (entries[holder] for holder in spot.holders if holder in known):
                if outer.kind is PlaceKind.PROVINCE and not any(within(entry, outer) for entry in spot.entries):
                    found.setdefault(spot.key, outer)
    return found


def resolve(reading: Reading, spans: Iterable[tuple[int, int]]) -> list[Place | None]:
    """The places of stretches that are known to name one, in their order; None where the gazetteer has no such name."""
    wanted = list(spans)
    scanned = scan(reading, Gazetteer.open(), wanted)
    weigh(reading, scanned)
    chosen = choose(scanned)
    forced = {(spot.start, spot.end): spot for lined in scanned for spot in lined.spots if spot.forced}
    found: list[Place | None] = []
    for span in wanted:
        spot = forced.get(span)
        choice = chosen.get(spot) if spot else None
        found.append(place_of(reading.text[slice(*span)], choice.entry) if choice else None)
    return found


def place_of(text: str, entry: Entry) -> Place:
    """The record of a place: the words of the report and what the gazetteer holds of it."""
    return Place(
        text=text,
        name=entry.name,
        kind=entry.kind,
        precision=_PRECISION[entry.kind],
        geoname_id=entry.geoname_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin2=entry.admin2,
        admin1=entry.admin1,
        country=entry.country,
        country_code=entry.country_code,
    )


def _unlisted(text: str, site: Site) -> Place:
    """The record of a place that the gazetteer lacks, with the coordinates and precision of what holds it."""
    holder = site.within
    if holder is None:
        return Place(text=text, name=site.name, kind=site.kind)
    return replace(place_of(text, holder), name=site.name, kind=site.kind, within=holder.name, geoname_id=None)


def _accepted(scanned: Iterable[Scanned], chosen: dict[Spot, Choice]) -> list[Spot]:
    """The spots that are places: what stands around one speaks for the others of its name too."""
    spots = [spot for lined in scanned for spot in lined.spots if spot in chosen]
    best: dict[str, float] = {}
    for spot in spots:
        best[spot.key] = max(best.get(spot.key, 0.0), spot.strength)
    found: list[Spot] = []
    for spot in spots:
        if sum(ACCEPT[name] * value for name, value in features(spot, chosen[spot], best[spot.key]).items()) >= 0:
            found.append(spot)
    return found


def _without_namesakes(scanned: Iterable[Scanned], placed: list[Spot], chosen: dict[Spot, Choice]) -> list[Spot]:
    """The spots without the quarters of a town that only share the name of a place far from any town of the report.

    "The Roseland neighborhood" of Chicago is no town in California: ``facilities`` names it under its town.
    """
    quarters = {spot for lined in scanned for spot in lined.spots if _is_quarter(lined, spot)}
    if not quarters:
        return placed
    towns = [chosen[s].entry for s in placed if s not in quarters and chosen[s].entry.kind in _TOWNS]
    far = {
        s.key
        for s in placed
        if s in quarters and towns and all(apart(chosen[s].entry, town) > _SAME_TOWN_KM for town in towns)
    }
    return [spot for spot in placed if spot.key not in far]


def _is_quarter(lined: Scanned, spot: Spot) -> bool:
    """Whether the words beside a spot say that it is a part of a town."""
    after, before = lined.word(spot.last + 1), lined.word(spot.first - 2)
    return (after is not None and after.lower in _QUARTERS) or (
        before is not None and before.lower in _QUARTERS and lined.words[spot.first - 1].lower == "of"
    )


def features(spot: Spot, choice: Choice, best: float) -> dict[str, float]:
    """What decides whether a spot is a place; ``best`` is the greatest strength among the spots of its name."""
    entry = choice.entry
    found = {
        "strength": spot.strength,
        "shared": max(0.0, best - max(0.0, spot.strength)),
        "support": min(choice.support, 4.0),
        "bias": 1.0,
    }
    if entry.kind is PlaceKind.SETTLEMENT:
        found["people"] = log10(entry.population + 10) - 4.0
        if entry.chief and entry.population >= CITY and "given" not in spot.signs:
            found["city"] = 1.0
        if choice.support < ALONE and not spot.holders and not spot.people and entry.population < 500_000:
            found["alone" if entry.chief else "alone_alternate"] = choice.elsewhere
    else:
        found[str(entry.kind)] = 1.0
    if entry.capital:
        found["capital"] = 1.0
    if entry.chief:
        found["chief"] = 1.0
    return found
