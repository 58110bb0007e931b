"""Which entry each spot stands for, chosen by the whole report.

Spots of one name and one stated holder are one group and get one entry. Each candidate of a group is weighed by how
known it is, by what the sentence says holds it, by the countries and provinces that the report names, and by its
distance from the other places of the report (spatial minimality); the groups are weighed again with what was chosen for
the others until nothing changes, three times at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, exp, log1p, log10, radians, sqrt

from casrec.extract.spotting import Scanned, Spot
from casrec.places import Entry, within
from casrec.terms import PlaceKind

# Weights of the features below, fitted on the readable parts of LGL and TR-News (docs/data.md).
WEIGHTS: dict[str, float] = {
    "people": 0.45,
    "country": 2.0,
    "province": 0.5,
    "district": -0.8,
    "region": 1.5,
    "capital": 0.6,
    "chief": 0.5,
    "unit": 3.0,
    "unit_other": -1.0,
    "in_country": 0.9,
    "in_people": 2.5,
    "in_province": 1.2,
    "near": 1.6,
    "border": 0.2,
    "seat": 0.6,
}
ROUNDS = 3
MOST_GROUPS = 400  # a report that names more places is a list; the rest is placed by how known they are
_ANCHORS = 12
_NEAR_KM = 120.0
_UNIT_KINDS = (PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT)


@dataclass(slots=True, eq=False)
class Group:
    """The spots of one name that stand for one place, the entries that may be it, and the one chosen."""

    key: str
    spots: list[Spot]
    entries: tuple[Entry, ...]
    bound: bool
    chosen: Entry | None = None
    score: float = 0.0
    fixed: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Context:
    """What the report says so far of where it plays: mentions by country and province, and the surest places."""

    countries: Counter[str]
    provinces: Counter[tuple[str, str]]
    anchors: tuple[tuple[Group, Entry], ...]


def choose(scanned: Sequence[Scanned]) -> dict[Spot, Entry]:
    """The entry of each spot that has any."""
    spots = [spot for lined in scanned for spot in lined.spots if spot.entries]
    groups = _groups(spots)[:MOST_GROUPS]
    peoples = Counter(code for lined in scanned for _, code in lined.peoples)
    for group in groups:
        group.fixed = [_fixed(group, entry) for entry in group.entries]
        _pick(group, group.fixed)
    for _ in range(ROUNDS):
        context = _context(groups, peoples)
        changed = False
        for group in groups:
            before = group.chosen
            _pick(
                group,
                [base + _moving(group, entry, context) for base, entry in zip(group.fixed, group.entries, strict=True)],
            )
            changed = changed or group.chosen is not before
        if not changed:
            break
    found = {spot: group.chosen for group in groups for spot in group.spots if group.chosen}
    for spot in spots:
        found.setdefault(spot, spot.entries[0])
    return found


def _groups(spots: Iterable[Spot]) -> list[Group]:
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
            held[at] = Group(spot.key, [], entries or spot.entries, bool(entries))
            order.append(held[at])
        held[at].spots.append(spot)
    first: dict[str, Group] = {}
    for group in order:
        if group.bound or group.spots[0].unit is not PlaceKind.PROVINCE:
            first.setdefault(group.key, group)
    for key, some in bare.items():
        if key in first:
            first[key].spots.extend(some)
        else:
            order.append(Group(key, some, some[0].entries, False))
    return order


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


def _pick(group: Group, scores: Sequence[float]) -> None:
    """Choose the best entry; of equals the first, which is the best known."""
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    group.chosen, group.score = group.entries[best], scores[best]


def features(group: Group, entry: Entry) -> dict[str, float]:
    """What speaks for an entry whatever else the report says."""
    found = {"people": log10(entry.population + 10)}
    kind = entry.kind
    if kind is PlaceKind.COUNTRY:
        found["country"] = 1.0
    elif kind is PlaceKind.PROVINCE:
        found["province"] = 1.0
    elif kind is PlaceKind.DISTRICT:
        found["district"] = 1.0
    elif kind in (PlaceKind.REGION, PlaceKind.NATURAL):
        found["region"] = 1.0
        found["people"] = 6.0
    if entry.capital:
        found["capital"] = 1.0
    if entry.chief:
        found["chief"] = 1.0
    units = {spot.unit for spot in group.spots if spot.unit}
    if units and kind in _UNIT_KINDS:
        found["unit" if kind in units else "unit_other"] = 1.0
    if kind is PlaceKind.SETTLEMENT and any(e.kind is PlaceKind.PROVINCE and within(entry, e) for e in group.entries):
        found["seat"] = 1.0
    return found


def _fixed(group: Group, entry: Entry) -> float:
    """The weighed sum of an entry's own features."""
    return sum(WEIGHTS[name] * value for name, value in features(group, entry).items())


def _context(groups: Sequence[Group], peoples: Counter[str]) -> Context:
    """What the entries chosen so far say of where the report plays."""
    countries = Counter(peoples)
    provinces: Counter[tuple[str, str]] = Counter()
    weighty: list[tuple[float, int, Group, Entry]] = []
    for number, group in enumerate(groups):
        entry = group.chosen
        trust = sum(1 for spot in group.spots if spot.strength > 0 or spot.forced)
        if entry is None or not trust:
            continue
        if entry.country_code:
            countries[entry.country_code] += trust
            if entry.admin1:
                provinces[entry.country_code, entry.admin1] += trust
        if entry.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL):
            sure = 1.0 / len(group.entries) + (1.0 if group.bound else 0.0) + 0.1 * trust
            weighty.append((-sure, number, group, entry))
    weighty.sort(key=lambda item: item[:2])
    return Context(countries, provinces, tuple((group, entry) for _, _, group, entry in weighty[:_ANCHORS]))


def moving_features(group: Group, entry: Entry, context: Context) -> dict[str, float]:
    """What speaks for an entry by the rest of the report; a group's own mentions do not speak for itself."""
    found: dict[str, float] = {}
    own, mine = group.chosen, sum(1 for spot in group.spots if spot.strength > 0 or spot.forced)
    code = entry.country_code
    if code and entry.kind is not PlaceKind.COUNTRY:
        count = context.countries[code] - (mine if own and own.country_code == code else 0)
        found["in_country"] = log1p(max(0, count))
        if entry.admin1:
            same = own is not None and own.country_code == code and own.admin1 == entry.admin1
            count = context.provinces[code, entry.admin1] - (mine if same else 0)
            found["in_province"] = log1p(max(0, count))
    if entry.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL):
        near = 0.0
        for other, anchor in context.anchors:
            if other is not group and other.key != group.key:
                near += exp(-_apart(entry, anchor) / _NEAR_KM)
        found["near"] = log1p(near)
    return found


def _moving(group: Group, entry: Entry, context: Context) -> float:
    """The weighed sum of what the rest of the report says for an entry."""
    return sum(WEIGHTS[name] * value for name, value in moving_features(group, entry, context).items())


def _apart(a: Entry, b: Entry) -> float:
    """The distance in kilometres on a flat map, good enough where it matters (nearby)."""
    north = a.latitude - b.latitude
    east = (a.longitude - b.longitude + 180) % 360 - 180
    east *= cos(radians((a.latitude + b.latitude) / 2))
    return 111.2 * sqrt(north * north + east * east)
