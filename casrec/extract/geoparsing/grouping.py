"""Which mentions in a report are of one place, and which entries their name may stand for.

Spots of one name and one stated holder are one group and get one entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, exp, radians, sqrt

from casrec.extract.geoparsing.spots import Spot
from casrec.places import Entry, within
from casrec.terms import PlaceKind

UNITS = (PlaceKind.PROVINCE, PlaceKind.DISTRICT)
NEAR_KM = 100.0
_TOWN = 5_000  # smaller places are not meant by the bare name of a country
_METROPOLIS = 400_000
_MUCH_LARGER = 8
_FEDERAL = frozenset(("US", "CA", "AU", "BR", "DE", "AR"))  # where a state is spoken of by its bare name as often


@dataclass(slots=True, eq=False)
class Group:
    """The spots of one name that stand for one place, the entries that may be it, and the one chosen."""

    key: str
    spots: list[Spot]
    entries: tuple[Entry, ...]
    bound: bool
    trust: float = 0.0
    chosen: Entry | None = None
    odds: list[float] = field(default_factory=list)
    fixed: list[float] = field(default_factory=list)
    shares: dict[tuple[str | None, ...], float] = field(default_factory=dict)
    _near: dict[int, list[float]] = field(default_factory=dict)
    _units: list[tuple[tuple[str | None, ...], ...]] = field(default_factory=list)

    def share(self) -> None:
        """Add up how likely the entries are by country, by province and by district: ``shares``."""
        shares: dict[tuple[str | None, ...], float] = {}
        self.shares = shares
        if not self._units:
            codes = [(entry.country_code, entry.admin1, entry.admin2) for entry in self.entries]
            self._units = [((code,), (code, first), (code, first, second)) for code, first, second in codes]
        for (country, province, district), odds in zip(self._units, self.odds, strict=True):
            shares[country] = shares.get(country, 0.0) + odds
            shares[province] = shares.get(province, 0.0) + odds
            shares[district] = shares.get(district, 0.0) + odds

    def near(self, anchor: Entry) -> list[float]:
        """How near each entry lies to an anchor, 1 to 0; asked again in each round of choosing."""
        found = self._near.get(id(anchor))
        if found is None:
            found = self._near[id(anchor)] = [exp(-apart(entry, anchor) / NEAR_KM) for entry in self.entries]
        return found


def grouped(spots: Iterable[Spot]) -> list[Group]:
    """The spots by name and holder; a bare name joins the last group of its name, else the first that follows."""
    held: dict[tuple[str, tuple[Entry, ...], PlaceKind | None], Group] = {}
    bare: dict[str, list[Spot]] = {}
    order: list[Group] = []
    for spot in spots:
        entries = _inside(spot)
        if entries is None and spot.unit is None:
            bare.setdefault(spot.key, []).append(spot)
            continue
        at = (spot.key, entries or (), spot.unit)
        if at not in held:
            held[at] = Group(
                spot.key,
                [],
                (_of_unit(entries, spot) or _unseated(entries)) if entries else _plausible(spot),
                bool(entries),
            )
            order.append(held[at])
        held[at].spots.append(spot)
    first: dict[str, Group] = {}
    for group in order:
        if group.spots[0].unit in (None, PlaceKind.SETTLEMENT):
            first.setdefault(group.key, group)
    for key, some in bare.items():
        if key in first:
            first[key].spots.extend(some)
        else:
            order.append(Group(key, some, _plausible(some[0]), False))
    return order


def _plausible(spot: Spot) -> tuple[Entry, ...]:
    """The entries that a name may stand for where the sentence does not say what holds it.

    The name of a country, a great region or a large national capital is not a hamlet's; the name of a province and its
    seat is the seat's, unless the province is much the larger ("New York" may be both) or the words beside it say
    province.
    """
    entries = spot.entries
    first = entries[0]
    large = first.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL)
    if large or (first.capital and first.chief and first.population > _METROPOLIS):
        entries = tuple(e for e in entries if e.kind is not PlaceKind.SETTLEMENT or e.population >= _TOWN)
    if spot.unit is not None:
        return _of_unit(entries, spot) or entries or spot.entries
    return _unseated(entries) or spot.entries


def _of_unit(entries: tuple[Entry, ...], spot: Spot) -> tuple[Entry, ...]:
    """The entries of the kind that the words beside a spot say, if any."""
    return tuple(e for e in entries if spot.unit is not None and fits(e.kind, spot.unit))


def fits(kind: PlaceKind, unit: PlaceKind) -> bool:
    """Whether words may mean this kind: a "department" is of the first level here, of the second there."""
    return kind is unit or (kind in UNITS and unit in UNITS)


def _unseated(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries without the provinces and districts whose seat of the same name is meant instead."""
    seats = [e for e in entries if e.kind is PlaceKind.SETTLEMENT]
    return tuple(e for e in entries if not (e.kind in UNITS and any(_is_seat(seat, e) for seat in seats)))


def _is_seat(town: Entry, unit: Entry) -> bool:
    """Whether a town of the same name is meant rather than a province or district."""
    if unit.country_code != town.country_code:
        return False
    if unit.kind is PlaceKind.DISTRICT:
        return unit.admin1 == town.admin1 and apart(town, unit) < NEAR_KM and unit.name == town.name
    if town.capital:
        return True
    if not within(town, unit):
        return False
    return unit.country_code not in _FEDERAL and unit.population < _MUCH_LARGER * max(town.population, 1)


def _inside(spot: Spot) -> tuple[Entry, ...] | None:
    """The entries of a spot that lie where the sentence says, or None where it says nothing that fits any."""
    entries = spot.entries
    told = False
    for holder in spot.holders:
        fit = tuple(e for e in entries if any(within(e, outer) for outer in holder.entries[:8]))
        if fit:
            entries, told = fit, True
    if spot.people:
        fit = tuple(e for e in entries if e.country_code in spot.people)
        if fit:
            entries, told = fit, True
    return entries if told else None


def apart(a: Entry, b: Entry) -> float:
    """The distance in kilometres on a flat map, good enough where it matters (nearby)."""
    north = a.latitude - b.latitude
    east = (a.longitude - b.longitude + 180) % 360 - 180
    east *= cos(radians((a.latitude + b.latitude) / 2))
    return 111.2 * sqrt(north * north + east * east)
