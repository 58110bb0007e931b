"""Capitals that a report does not name where it speaks of them: "in the capital", "hit the Afghan capital"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from casrec.extract.geoparsing.toponyms import Toponym
from casrec.extract.reading import Reading
from casrec.places import Gazetteer
from casrec.records import Place
from casrec.sieve import Sieve
from casrec.terms import PlaceKind

# Only after words that put something there: "110 km east of the capital" is no place of anything.
_CAPITAL = Sieve(
    r"\b(?:in|inside|across|throughout|around|within|near|outside|rocked|hit|struck|on|of)\s+(?P<told>(?:(?:the|this)\s+"
    r"(?:(?P<people>[a-z]+)\s+|(?:country|nation)['’]s\s+)?|(?P<land>[A-Z]\w+)['’]s\s+)capital)(?!\s+(?:punish|murder|letter|market|gain|control))"
    r"(?!\w|,?\s+city\b)",
    re.I,
)
_PARTS = re.compile(r"\b(?:streets|centre|center|outskirts|suburbs?|heart|parts?|areas?|district)\s+of\s+\Z", re.I)
_NAMED_NEXT = re.compile(r"[\s,(:–-]{0,3}(?:of\s+|city,?\s+)?\Z")  # "the capital, Kabul"


def find(reading: Reading, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """The mentions of a capital by its rank alone, each with the place as the report names it elsewhere.

    Nothing where the report does not name that capital, in a dateline at least.
    """
    matches = [m for line in reading.lines for m in reading.finditer(_CAPITAL, line)]
    if not matches:
        return []
    named = _named(toponyms)
    starts = [toponym.start for toponym in toponyms]
    chief = _chief(toponyms)
    found = []
    for match in matches:
        start, end = match.span("told")
        after = next((at for at in starts if at >= end), None)
        if after is not None and _NAMED_NEXT.match(reading.text, end, after):
            continue
        if match.group().lower().startswith("of") and not _PARTS.search(reading.text, max(0, start - 30), start):
            continue
        code: str | None = chief
        if match["people"]:
            land = Gazetteer.open().people(match["people"])
            if land is None:  # "the provincial capital"
                continue
            code = land.country_code
        elif match["land"]:
            code = _code(match["land"])
            if code is None:
                continue
        place = named.get(code) if code else (next(iter(named.values())) if len(named) == 1 else None)
        if place is not None:
            found.append(Toponym(start, end, place))
    return found


def _code(name: str) -> str | None:
    """The code of the country of a name."""
    entries = Gazetteer.open().lookup(name)
    return next((entry.country_code for entry in entries if entry.kind is PlaceKind.COUNTRY), None)


def _chief(toponyms: Sequence[Toponym]) -> str | None:
    """The country whose capital needs no name: the dateline's if the report names more of it, else the most named."""
    told = Counter(t.place.country_code for t in toponyms if t.place.country_code and not t.dateline)
    here = next((t.place.country_code for t in toponyms if t.dateline), None)
    return here if here in told else max(told, key=lambda code: told[code], default=here)


def _named(toponyms: Sequence[Toponym]) -> dict[str | None, Place]:
    """The national capitals that a report names, by the code of their country."""
    found: dict[str | None, Place] = {}
    for toponym in toponyms:
        place = toponym.place
        if place.kind is not PlaceKind.SETTLEMENT or place.country_code in found:
            continue
        entries = Gazetteer.open().lookup(place.name)
        if any(entry.capital and entry.geoname_id == place.geoname_id for entry in entries):
            found[place.country_code] = place
    return found
