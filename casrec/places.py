"""A place name to gazetteer entries, with spelling variants and stated precision."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from casrec.gazetteer import Packed, Row
from casrec.lexicon import entries
from casrec.terms import PlaceKind

KINDS = (
    PlaceKind.SETTLEMENT,
    PlaceKind.DISTRICT,
    PlaceKind.PROVINCE,
    PlaceKind.COUNTRY,
    PlaceKind.REGION,
    PlaceKind.NATURAL,
)
_EARTH_KM = 6371.0
_TOWN_KM = 40.0  # how far from its middle a town may give its name to a suburb
_REGION_KM = 400.0  # how far from its middle a region or water of our lexicon may reach
_DROPPED = re.compile(r"['’‘ʻʼʾʿ`´ˈ]")
_WORDS = re.compile(r"[^\W_]+")
_SHORT = {"saint": "st", "sankt": "st", "mount": "mt", "fort": "ft"}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|at|an|az|ath|adh|ed|es|er|ez|ul|the)\s+(?=\S{3})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    ``geoname_id`` is GeoNames', None for the regions of our own lexicon and for small post towns that GeoNames lists by
    postal code only; coordinates are WGS 84 degrees; ``population`` is 0 where unknown. ``chief`` says that the name
    looked up is the entry's own and not one of its alternate names.
    """

    geoname_id: int | None
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    population: int
    admin1: str | None
    admin2: str | None
    country: str | None
    country_code: str | None
    capital: bool = False
    chief: bool = True


def fold(name: str) -> str:
    """A name as looked up: no case, diacritics, apostrophes or hyphens; "Saint", "Mount" and "Fort" cut short."""
    if name.isascii():
        text = name.lower()
    else:
        text = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
        text = "".join(char for char in text if not unicodedata.combining(char))
    words = _WORDS.findall(_DROPPED.sub("", text))
    return " ".join(_SHORT.get(word, word) for word in words)


def without_article(key: str) -> str:
    """A folded name without the Arabic article (or "the") that reports drop as they please."""
    return _ARTICLE.sub("", key)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance in kilometres of two (latitude, longitude) pairs in degrees."""
    lat1, lon1, lat2, lon2 = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def within(inner: Entry, outer: Entry) -> bool:
    """Whether one entry lies in another, by administrative names; for towns and regions by distance."""
    if inner is outer or inner.geoname_id == outer.geoname_id is not None:
        return False
    if outer.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT):
        if inner.country_code != outer.country_code or inner.kind is PlaceKind.COUNTRY:
            return False
        if outer.kind is PlaceKind.COUNTRY:
            return True
        if inner.admin1 != outer.admin1 or inner.kind is PlaceKind.PROVINCE:
            return False
        return outer.kind is PlaceKind.PROVINCE or (inner.admin2 == outer.name and inner.kind is PlaceKind.SETTLEMENT)
    if inner.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE):
        return False
    apart = distance_km((inner.latitude, inner.longitude), (outer.latitude, outer.longitude))
    if outer.kind is PlaceKind.SETTLEMENT:
        return outer.population > inner.population and apart < _TOWN_KM
    return apart < _REGION_KM


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The lexicon of places, read at first use."""
    found: dict[str, Any] = entries("places")
    return found


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    """For each word that names a people, singular and plural, the name of the land or the code of the country."""
    found: dict[str, str] = {}
    for section in ("demonyms", "peoples"):
        for land, names in words()[section].items():
            for name in names:
                found[fold(name)] = land
                found[fold(name) + "s"] = land
    return found


def demonym(word: str) -> str | None:
    """The two-letter code of the country whose people a word names ("Syrians": "SY"), or None. Case does not matter."""
    land = _land(word)
    return land if land and len(land) == 2 else None


@lru_cache(maxsize=50_000)
def _land(word: str) -> str | None:
    """The code of the country, or the name of the other land, whose people a word names."""
    return _demonyms().get(fold(word))


@lru_cache(maxsize=1)
def _states() -> dict[str, tuple[str, str]]:
    """Country code and name of each state or province, by its abbreviation without the last full stop."""
    found: dict[str, tuple[str, str]] = {}
    for code, states in words()["states"].items():
        for name, shorts in states.items():
            for short in shorts:
                found[short.replace(" ", "")] = (code, name)
    return found


def state(short: str) -> tuple[str, str] | None:
    """Country code and name of a state cut short ("Okla.", "N.C.", "ON"): ("US", "Oklahoma"). Case matters."""
    return _states().get(short.replace(" ", "").removesuffix("."))


class Gazetteer:
    """GeoNames' places and a few hundred regions and waters of our lexicon, by any of their names."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._codes = [str(country[0]) for country in packed.countries]
        self._names = {str(code): str(name) for code, name, _ in packed.countries}
        self._neighbours = {str(code): frozenset(filter(None, near.split(","))) for code, _, near in packed.countries}
        self._own = _own_entries(self._names)
        self._also = {fold(name): code for code, names in words()["countries"].items() for name in names}
        self._towns = {fold(name): town for town, names in words()["towns"].items() for name in names}
        further = (*self._own, *self._also, *self._towns)
        self._openings = frozenset(key[:at] for key in further for at, char in enumerate(key) if char == " ")
        self._entries: dict[int, Entry] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The gazetteer that casrec ships, opened once in a process (some milliseconds, no copy in memory)."""
        return _shipped()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear a name, best known first; empty where none does."""
        return self.by_key(fold(name))

    def by_key(self, key: str) -> tuple[Entry, ...]:
        """The entries that bear a name already folded."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) > 50_000:
                self._found.clear()
            found = self._found[key] = self._look(key)
        return found

    def has(self, key: str) -> bool:
        """Whether any entry bears this folded name."""
        return self._packed.has(key) or key in self._own or key in self._also or key in self._towns

    def begins(self, key: str) -> bool:
        """Whether some entry bears a folded name of several words that begins with these."""
        return self._packed.has_prefix(key + " ") or key in self._openings

    def country(self, code: str) -> Entry | None:
        """The entry of a country by its two-letter code."""
        name = self._names.get(code)
        return next((e for e in self.lookup(name) if e.kind is PlaceKind.COUNTRY), None) if name else None

    def province(self, code: str, name: str) -> Entry | None:
        """The entry of a country's province or state by its name as Entry.admin1 gives it."""
        wanted = (e for e in self.lookup(name) if e.kind is PlaceKind.PROVINCE and e.country_code == code)
        return next((e for e in wanted if e.name == name), None)

    def neighbours(self, code: str) -> frozenset[str]:
        """The codes of the countries that border on a country."""
        return self._neighbours.get(code, frozenset())

    def _look(self, key: str) -> tuple[Entry, ...]:
        """The entries of a folded name: countries by our own further names, the packed file, our own regions."""
        found: list[Entry] = []
        code = self._also.get(key)
        if code:
            country = self._country_row(code)
            if country:
                found.append(country)
        town = self._town(key)
        if town:
            found.append(town)
        for number, chief in self._packed.find(key):
            entry = self._entry(number)
            if entry not in found:
                found.append(entry if chief else _as_alternate(entry))
        large = any(e.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for e in found)
        if key in self._own and (not large or self._own[key].country_code is None):
            found.insert(0, self._own[key])
        return tuple(found)

    def _town(self, key: str) -> Entry | None:
        """The town that our lexicon gives this further name."""
        if key not in self._towns:
            return None
        name, admin1, code = self._towns[key].split(", ")
        rows = (self._entry(number) for number, _ in self._packed.find(fold(name)))
        return next((e for e in rows if (e.name, e.admin1, e.country_code) == (name, admin1, code)), None)

    def people(self, word: str) -> Entry | None:
        """The country or other land whose people a word names, or None."""
        land = _land(word)
        if land is None:
            return None
        return self.country(land) if len(land) == 2 else next(iter(self.lookup(land)), None)

    def _country_row(self, code: str) -> Entry | None:
        """The entry of a country, found by its chief name in the packed file."""
        for number, _ in self._packed.find(fold(self._names.get(code, ""))):
            entry = self._entry(number)
            if entry.kind is PlaceKind.COUNTRY and entry.country_code == code:
                return entry
        return None

    def _entry(self, number: int) -> Entry:
        """The entry of a row, kept once made."""
        entry = self._entries.get(number)
        if entry is None:
            if len(self._entries) > 100_000:
                self._entries.clear()
            entry = self._entries[number] = self._of_row(self._packed.row(number))
        return entry

    def _of_row(self, row: Row) -> Entry:
        """A packed row as an entry."""
        code = self._codes[row.country - 1]
        kind = KINDS[row.kind & 15]
        return Entry(
            row.geoname_id or None,
            row.name,
            kind,
            row.latitude,
            row.longitude,
            row.population,
            row.name if kind is PlaceKind.PROVINCE else row.admin1 or None,
            row.name if kind is PlaceKind.DISTRICT else row.admin2 or None,
            self._names[code],
            code,
            bool(row.kind & 16),
        )


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    """The gazetteer of the package."""
    return Gazetteer(Packed(Path(str(files("casrec") / "data" / "places.bin"))))


def _as_alternate(entry: Entry) -> Entry:
    """The entry as found under an alternate name."""
    return replace(entry, chief=False)


_SECTIONS = (("regions", PlaceKind.REGION), ("natural", PlaceKind.NATURAL), ("sites", PlaceKind.FACILITY))


def _own_entries(countries: dict[str, str]) -> dict[str, Entry]:
    """The regions and waters of our lexicon by their folded names; a country is given where it lies in one only."""
    found: dict[str, Entry] = {}
    for section, kind in _SECTIONS:
        for name, (lat, lon, codes, further) in words()[section].items():
            code = codes[0] if len(codes) == 1 else None
            country = countries.get(code) if code else None
            entry = Entry(None, name, kind, lat, lon, 0, None, None, country, code)
            for called in (name, *further):
                found[fold(called)] = entry
    return found
