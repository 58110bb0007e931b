"""The countries that a natural hazard struck: where claims count the harm of several, each gets a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from casrec.link.sites import whole_count
from casrec.records import Claim, Figure, Place
from casrec.terms import Harm, PlaceKind

_COUNTED = frozenset({Harm.KILLED, Harm.INJURED})
# A land is named as one, or by a province: a town alone is too often somebody's name or another's namesake.
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE})
# Territories whose dead their country counts with its own.
_OF = {"PR": "US", "GU": "US", "VI": "US", "AS": "US", "MP": "US"}
Bounds = tuple[int | None, int | None]


def lands(claims: Sequence[Claim]) -> dict[str, Place]:
    """The countries of an incident by their code, in order; empty where it has fewer than two.

    A country counts as one only where some report gives for it and for another differing figures of one harm, whoever
    says them: each country has authorities of its own.
    """
    together: dict[tuple[str, Harm], dict[str, set[Bounds]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, Place] = {}
    for claim in claims:
        code, figure = _land(claim), _counted(claim)
        if code is None or figure is None or not any(place.kind in _WIDE for place in claim.places):
            continue
        together[claim.report, figure.harm][code].add((figure.low, figure.high))
        named = next((place for place in claim.places if place.kind is PlaceKind.COUNTRY), None)
        if named is not None:
            places[code] = min(named, places.get(code, named), key=lambda place: (place.text.isupper(), place.text))
        elif code not in places and claim.places[0].country is not None:
            country = claim.places[0].country
            places[code] = Place(text=country, name=country, kind=PlaceKind.COUNTRY, country_code=code, country=country)
    found: set[str] = set()
    for counts in together.values():
        if len(counts) > 1 and len({frozenset(bounds) for bounds in counts.values()}) > 1:
            found |= set(counts)
    return {code: places[code] for code in sorted(found) if code in places} if len(found) > 1 else {}


def of_land(claims: Iterable[Claim], code: str) -> list[Claim]:
    """The claims that are of one country alone; of its towns and provinces only where none names the country.

    So is an unplaced figure that its report also gives for the country.
    """
    held = list(claims)
    mine = [claim for claim in held if _land(claim) == code]
    whole = [claim for claim in mine if any(place.kind is PlaceKind.COUNTRY for place in claim.places)] or mine
    given = {(c.report, c.content.harm, c.content.low) for c in whole if isinstance(c.content, Figure)}
    again = [
        claim
        for claim in held
        if isinstance(claim.content, Figure)
        and (claim.unplaced or not claim.places)
        and (claim.report, claim.content.harm, claim.content.low) in given
    ]
    return [*whole, *(claim for claim in again if claim not in whole)]


def _land(claim: Claim) -> str | None:
    """The one country that a claim is of; None where it names none or several."""
    if claim.unplaced or any(place.country_code is None for place in claim.places):
        return None
    codes = {_OF.get(code, code) for place in claim.places if (code := place.country_code) is not None}
    return next(iter(codes)) if len(codes) == 1 else None


def _counted(claim: Claim) -> Figure | None:
    """A claim's figure where it counts the dead or hurt, and some at least, of this incident as a whole."""
    figure = whole_count(claim)
    return figure if figure is not None and figure.low and figure.harm in _COUNTED else None
