"""Which places of an incident add nothing to others: a city beside its quarter, a nameless suburb, a far namesake."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from casrec.holding import away
from casrec.places import Gazetteer
from casrec.records import Place
from casrec.terms import PlaceKind

# People on a square kilometre of a large city, from Boston's 5,300 to Houston's 1,400: so many kilometres from its
# middle reach its quarters. At 4,000 Dorchester is Boston's (7 km), Troy (27 km) and Riverview (20 km) not Detroit's.
_DENSE = 4_000
# A quarter has at most this share of its city's people: Brooklyn has a third of New York's.
_SHARE = 0.5
# What is told of the neighbourhood of a city as large as this is told of the city; a smaller place so called is itself.
_CITY = 200_000
# A place so far from where most reports set the incident, in kilometres, is a namesake or where somebody comes from.
_FAR = 100.0
_BESIDE = re.compile(r"\b(?:suburb|suburbs|suburban|outskirts)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:neighbou?rhood|borough|village)\b", re.IGNORECASE)


def vague(place: Place) -> bool:
    """Whether a place is told only as one in or beside a city: "suburban Detroit", "a New York City neighborhood"."""
    if _BESIDE.search(place.text) and not _BESIDE.search(place.name):
        return True
    return bool(_IN.search(place.text)) and not _IN.search(place.name) and _people(place) >= _CITY


def quarter(inner: Place, outer: Place) -> bool:
    """Whether one settlement is a quarter of another, as far as their people and the way between them tell."""
    apart = away(inner, outer)
    if apart is None or {inner.kind, outer.kind} != {PlaceKind.SETTLEMENT} or inner.admin1 != outer.admin1:
        return False
    people = _people(outer)  # none where the gazetteer lacks it: two such villages share the spot of what holds both
    return people > 0 and _people(inner) <= _SHARE * people and apart <= math.sqrt(people / _DENSE / math.pi)


def telling(places: Sequence[Place]) -> list[Place]:
    """The places without those told vaguely, where others are not, and without the cities of quarters among them."""
    exact = [place for place in places if not vague(place)] or list(places)
    return [place for place in exact if not any(quarter(other, place) for other in exact if other is not place)]


def near(places: Sequence[Place], votes: Sequence[int]) -> list[Place]:
    """The places, with the votes for each, but for those far from the one that most reports name, where fewer do."""
    most = max(votes, default=0)
    chief = next((place for place, count in zip(places, votes, strict=True) if count == most), None)
    found = []
    for place, count in zip(places, votes, strict=True):
        apart = away(place, chief) if chief is not None and count < most else None
        if apart is None or apart <= _FAR:
            found.append(place)
    return found


def _people(place: Place) -> int:
    """How many live in a place; 0 where the gazetteer does not say."""
    return 0 if place.geoname_id is None else _population(place.name, place.geoname_id)


@lru_cache(maxsize=10_000)
def _population(name: str, number: int) -> int:
    return next((one.population for one in Gazetteer.open().lookup(name) if one.geoname_id == number), 0)
