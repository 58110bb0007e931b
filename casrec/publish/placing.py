"""The places of a dossier: which of them are one, what they are called, and which claims are of the whole."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from casrec.places import distance_km
from casrec.publish import words
from casrec.publish.ours import told
from casrec.records import Claim, Dossier, Figure, Place
from casrec.terms import PlaceKind

_NARROW = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DISTRICT})
_NEAR = 10.0  # kilometres: Boston's middle from its Dorchester is 7, a next town's hospital mostly further
_SHORT = 4  # letters: longer words in capitals are no short forms
WHOLE: tuple[str, ...] = ()
"""The key of a claim that is about the incident as a whole: no place stated, or all of them."""


def fold(name: str) -> str:
    """A name without case and marks: "Ţarţūs" is "tartus"."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().strip()


def key(place: Place) -> str:
    """What makes two mentions the same place: the gazetteer's number; for facilities and unknown names the name."""
    if place.geoname_id is not None and place.kind is not PlaceKind.FACILITY:
        return f"g{place.geoname_id}"
    return f"{fold(place.name or place.text)}|{fold(place.within or '')}"


def _called(place: Place) -> str:
    """A place as its report calls it; what only stands in capitals as the gazetteer writes it, where it knows it."""
    text, name = words.clean(place.text), words.clean(place.name)
    shouted = len(text) > _SHORT and text.isupper()
    return (name if shouted and place.geoname_id is not None else text) or name


class Places:
    """The places that a dossier's figures are told of."""

    def __init__(self, dossier: Dossier) -> None:
        names: dict[str, Counter[str]] = defaultdict(Counter)
        self.by_key: dict[str, Place] = {}
        self._told: set[str] = set()
        self._of_sites = {claim for child in dossier.children for claim in child.claims}
        self._sites_of: dict[str, frozenset[str]] = {}
        for one in (dossier.incident, *dossier.children):
            self._note(one.places, names)
        self.own = frozenset(self.by_key)
        for claim in dossier.claims:
            self._note(claim.places, names)
        for claim in told(dossier):
            if isinstance(claim.content, Figure):
                self._told.update(key(place) for place in claim.places)
        self._names = {name: min(count, key=lambda text: (-count[text], text)) for name, count in names.items()}
        # The sites: places a figure is told of that hold no other such place.
        self.sites = frozenset(
            one for one in self._told if not any(self._holds(one, other) for other in self._told if other != one)
        )
        # Where all of it happened in one place: the names that reports have for it.
        alone = next(iter(self.own)) if len(self.own) == 1 and not dossier.children else None
        self._here = frozenset(one for one in self._told if alone is not None and self._same(alone, one))

    def _note(self, places: Iterable[Place], names: dict[str, Counter[str]]) -> None:
        """Keep the places, and count how each is called."""
        for place in places:
            self.by_key.setdefault(key(place), place)
            names[key(place)][_called(place)] += 1

    def _same(self, own: str, other: str) -> bool:
        """Whether a place is the one where all happened, told more or less exactly: a street, a quarter or its city."""
        one, place = self.by_key[own], self.by_key[other]
        if own == other:
            return True
        if place.kind not in _NARROW or one.kind not in _NARROW:
            return False
        if place.latitude is None or place.longitude is None:
            return place.kind is PlaceKind.FACILITY and not place.within
        if one.latitude is None or one.longitude is None:
            return False
        apart = distance_km((one.latitude, one.longitude), (place.latitude, place.longitude))
        return apart <= _NEAR or self._holds(own, other) or self._holds(other, own)

    def _holds(self, outer: str, inner: str) -> bool:
        """Whether one place contains another: as its town, district, province or country."""
        big, small = self.by_key[outer], self.by_key[inner]
        if big.kind is PlaceKind.COUNTRY:
            return big.country_code is not None and big.country_code == small.country_code
        name = fold(big.name)
        if big.kind in {PlaceKind.PROVINCE, PlaceKind.DISTRICT}:
            return big.country_code == small.country_code and name in {
                fold(small.admin1 or ""),
                fold(small.admin2 or ""),
            }
        return small.within is not None and fold(small.within) in {name, fold(big.text)}

    def of(self, claim: Claim) -> tuple[str, ...]:
        """The keys of the places a claim is told of, or WHOLE where it names none, or all sites, or the one place where
        all happened under another name."""
        if claim.unplaced and claim.id not in self._of_sites:
            return WHOLE
        mine = {key(place) for place in claim.places}
        if mine <= self._here:
            return WHOLE
        covered = mine.union(*(self._held(one) for one in mine))
        return WHOLE if self.sites <= covered else tuple(sorted(mine))

    def _held(self, one: str) -> frozenset[str]:
        """The sites that a place contains; worked out once for each place."""
        if one not in self._sites_of:
            self._sites_of[one] = frozenset(site for site in self.sites if site != one and self._holds(one, site))
        return self._sites_of[one]

    def touch(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether places, by their keys, are others or lie in them or hold them; nowhere touches every place."""
        mine, theirs = set(some), set(others)
        if not mine or not theirs or mine & theirs:
            return True
        return any(self._holds(a, b) or self._holds(b, a) for a in mine for b in theirs)

    def name(self, one: str) -> str:
        """What the reports call a place most often."""
        return self._names[one]

    def called(self, place: Place) -> str:
        """What the reports call this place most often."""
        return self._names.get(key(place)) or words.clean(place.text) or words.clean(place.name)

    def label(self, keys: tuple[str, ...]) -> str:
        """A heading for figures of some places."""
        if keys == WHOLE:
            return "In all"
        return words.series(sorted(self.name(one) for one in keys))

    def spelling(self, place: Place) -> str:
        """A place with what holds it: "Jableh (Latakia, Syria)"."""
        name = self.called(place)
        above = dict.fromkeys(words.clean(part) for part in (place.within, place.admin1, place.country) if part)
        same = {fold(name), fold(place.name)}
        shown = [part for part in above if fold(part) not in same]
        return f"{name} ({', '.join(shown)})" if shown and place.kind is not PlaceKind.COUNTRY else name
