"""The words around place names, from the lexicon, ready to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casrec.lexicon import entries
from casrec.terms import PlaceKind

_UNITS = {"province": PlaceKind.PROVINCE, "district": PlaceKind.DISTRICT, "settlement": PlaceKind.SETTLEMENT}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The word sets of lexicon/place_cues.yaml (explained there) and ordinary.yaml; ``units`` gives kinds of place.

    ``common`` are the ordinary and small words, ``common_titled`` the given names too: what is common in a heading.
    """

    near: frozenset[str]
    strong: frozenset[str]
    of_places: frozenset[str]
    of_others: frozenset[str]
    natural: frozenset[str]
    features: frozenset[str]
    feature_first: frozenset[str]
    streets: frozenset[str]
    facilities: frozenset[str]
    plain_facilities: frozenset[str]
    local_sites: frozenset[str]
    surnames: frozenset[str]
    never: frozenset[str]
    facility_middles: frozenset[str]
    offices: frozenset[str]
    happenings: frozenset[str]
    organisations: frozenset[str]
    titles: frozenset[str]
    saying: frozenset[str]
    given: frozenset[str]
    parts: frozenset[str]
    small: frozenset[str]
    units: dict[str, PlaceKind]
    common: frozenset[str]
    common_titled: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The words, read at first use."""
    found = entries("place_cues") | entries("ordinary")
    units = {word: _UNITS[kind] for kind, words in found.pop("units").items() for word in words.split()}
    sets = {name: frozenset(words.split()) for name, words in found.items()}
    common = sets.pop("ordinary") | sets["small"]
    return PlaceWords(units=units, common=common, common_titled=common | sets["given"], **sets)
