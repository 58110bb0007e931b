"""Which place holds which: of several names for where something happened, the most specific."""

from __future__ import annotations

from collections.abc import Sequence

from casrec.places import distance_km
from casrec.records import Place
from casrec.terms import PlaceKind


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` lies in ``outer``, as far as the records tell."""
    if outer.kind is PlaceKind.FACILITY:
        return False
    if inner.within is not None and inner.within == outer.name:  # a building, or a village without an entry
        return True
    same = outer.country_code is not None and outer.country_code == inner.country_code
    if not same or inner.kind is PlaceKind.COUNTRY or identity(outer) == identity(inner):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return True
    if outer.kind is PlaceKind.PROVINCE:
        return inner.kind is not PlaceKind.PROVINCE and inner.admin1 == outer.name
    if outer.kind is PlaceKind.DISTRICT:
        return inner.kind in {PlaceKind.SETTLEMENT, PlaceKind.FACILITY} and inner.admin2 == outer.name
    return outer.kind is PlaceKind.REGION and inner.kind in {
        PlaceKind.SETTLEMENT,
        PlaceKind.FACILITY,
        PlaceKind.DISTRICT,
    }


def identity(place: Place) -> str:
    """What makes two place records the same place."""
    if place.kind is PlaceKind.FACILITY:
        return place.text.casefold()
    if place.geoname_id is None:
        return place.name.casefold()
    return str(place.geoname_id)


def most_specific(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places without repeats and without those that hold another of them, in order.

    A town known from the name of a building in it alone ("Baghdad airport") is that town, number or not.
    """
    kept: dict[str, Place] = {}
    for place in places:
        kept.setdefault(identity(place), place)
    numbered = {
        (place.name, place.latitude, place.longitude) for place in kept.values() if place.geoname_id is not None
    }
    alone = [
        place
        for place in kept.values()
        if place.geoname_id is not None or (place.name, place.latitude, place.longitude) not in numbered
    ]
    return tuple(p for p in alone if not any(contains(p, other) for other in alone))


def away(one: Place, other: Place) -> float | None:
    """The kilometres between two places; None where it is not known, as of a province."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))
