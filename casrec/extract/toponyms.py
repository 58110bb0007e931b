"""The places that a report names, each with its gazetteer entry and how exactly it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

from casrec.extract.evidence import weigh
from casrec.extract.placing import choose
from casrec.extract.reading import Reading
from casrec.extract.spotting import Scanned, Spot, scan
from casrec.places import Entry, Gazetteer
from casrec.records import Place
from casrec.terms import PlaceKind, PlacePrecision

THRESHOLD = 0.4
_PRECISION = {
    PlaceKind.SETTLEMENT: PlacePrecision.SETTLEMENT,
    PlaceKind.DISTRICT: PlacePrecision.DISTRICT,
    PlaceKind.PROVINCE: PlacePrecision.PROVINCE,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.NATURAL: PlacePrecision.REGION,
}


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place named in a report at text[start:end]. ``dateline`` marks where the reporter sat, not where it happened."""

    start: int
    end: int
    place: Place
    dateline: bool = False


def find(reading: Reading) -> list[Toponym]:
    """The places that a report names, in order of mention, without overlap."""
    scanned = scan(reading, Gazetteer.open())
    weigh(reading, scanned)
    chosen = choose(scanned)
    spots = _accepted(scanned, chosen)
    return [
        Toponym(*spot.outer, place_of(reading.text[slice(*spot.outer)], chosen[spot]), spot.dateline) for spot in spots
    ]


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
        entry = chosen.get(spot) if spot else None
        found.append(place_of(reading.text[slice(*span)], entry) if entry else None)
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


def _accepted(scanned: Iterable[Scanned], chosen: dict[Spot, Entry]) -> list[Spot]:
    """The spots that are places: what stands around one speaks for the others of its name too."""
    spots = [spot for lined in scanned for spot in lined.spots if spot in chosen]
    best: dict[str, float] = {}
    for spot in spots:
        best[spot.key] = max(best.get(spot.key, 0.0), spot.strength)
    found: list[Spot] = []
    for spot in spots:
        shared = 0.5 * max(0.0, best[spot.key] - max(0.0, spot.strength))
        if spot.strength + shared + _known(chosen[spot]) >= THRESHOLD:
            found.append(spot)
    return found


def _known(entry: Entry) -> float:
    """How far an entry's renown speaks for a name being a place."""
    if entry.kind is PlaceKind.COUNTRY:
        return 2.5
    if entry.kind is PlaceKind.PROVINCE:
        return 1.2 if entry.chief else 0.6
    if entry.kind in (PlaceKind.REGION, PlaceKind.NATURAL):
        return 1.5
    return 0.5 * (log10(entry.population + 10) - 4.3) + (0.8 if entry.capital else 0.0)
