"""Which entry each spot stands for, chosen by the whole report.

Spots of one name and one stated holder are one group and get one entry. Each candidate of a group is weighed by how
known it is, by what the sentence says holds it, by the countries and provinces that the report names, and by its
distance from the other places of the report (spatial minimality); the groups are weighed again with what was chosen for
the others until nothing changes, three times at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log1p, log10

from casrec import places
from casrec.extract.geoparsing.grouping import Group, fits, grouped
from casrec.extract.geoparsing.spots import Scanned, Spot
from casrec.places import Entry, within
from casrec.terms import PlaceKind

# Weights of the features below, fitted by scripts/fit_places.py (docs/data.md).
WEIGHTS: dict[str, float] = {
    "people": 1.23,
    "country": 1.84,
    "province": 1.23,
    "district": -2.03,
    "region": 2.07,
    "capital": 1.0,
    "chief": 1.61,
    "unit": 3.03,
    "unit_other": -0.5,
    "first": 0.17,
    "own_country": 1.73,
    "in_country": 1.6,
    "in_setting": 1.17,
    "in_province": 2.24,
    "in_district": 0.48,
    "near": 2.13,
    "seat": 0.13,
}
ROUNDS = 3
MOST_GROUPS = 400  # a report that names more places is a list; the rest is placed by how known they are
_ANCHORS = 12
_ENOUGH = 6.0
_RENOWN = {PlaceKind.COUNTRY: 3.0, PlaceKind.PROVINCE: 1.0, PlaceKind.REGION: 1.0, PlaceKind.NATURAL: 0.5}
_UNIT_KINDS = (PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT)
_SETTLED = (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.FACILITY)


@dataclass(frozen=True, slots=True)
class Context:
    """What the report says so far of where it plays.

    Each group counts for the countries, provinces and districts of its candidates by how likely they are so far;
    ``settings`` are words that tell the country of a local report; ``anchors`` the surest places.
    """

    countries: dict[str, float]
    provinces: dict[tuple[str, str], float]
    districts: dict[tuple[str, str, str], float]
    settings: dict[str, float]
    anchors: tuple[tuple[Group, Entry], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry that a spot stands for, and how far the rest of the report speaks for it: 0 is not at all.

    ``elsewhere`` is how much the report speaks of countries that are neither the entry's nor its neighbours.
    """

    entry: Entry
    support: float = 0.0
    elsewhere: float = 0.0


def choose(scanned: Sequence[Scanned]) -> dict[Spot, Choice]:
    """The entry of each spot that has any."""
    groups, context = explain(scanned)
    found: dict[Spot, Choice] = {}
    for group in groups:
        if group.chosen:
            choice = _choice(group, group.chosen, context)
            found.update((spot, choice) for spot in group.spots)
    for lined in scanned:
        for spot in lined.spots:
            if spot.entries and spot not in found:
                found[spot] = Choice(spot.entries[0])
    return found


def _choice(group: Group, entry: Entry, context: Context) -> Choice:
    """A group's choice with what the rest of the report says for and against it."""
    index = next(i for i, other in enumerate(group.entries) if other is entry)
    found = moving_features(group, index, context)
    support = sum(found.get(name, 0.0) for name in ("in_setting", "in_country", "in_province", "near"))
    near = {entry.country_code} | places.Gazetteer.open().neighbours(entry.country_code or "")
    elsewhere = sum(count for code, count in context.countries.items() if code not in near)
    return Choice(entry, support, log1p(max(0.0, elsewhere)))


def explain(scanned: Sequence[Scanned]) -> tuple[list[Group], Context]:
    """The groups of a report with what was chosen for each, and the context they were chosen in."""
    groups = grouped(spot for lined in scanned for spot in lined.spots if spot.entries)[:MOST_GROUPS]
    peoples = Counter(code for lined in scanned for code in lined.peoples.values())
    settings = _settings(scanned)
    for group in groups:
        group.trust = _trust(group)
        group.fixed = [_fixed(group, entry) for entry in group.entries]
        _pick(group, group.fixed)
    for _ in range(ROUNDS):
        context = _context(groups, peoples, settings)
        changed = False
        for group in groups:
            before = group.chosen
            if len(group.entries) > 1:  # else nothing is to be chosen
                _pick(group, [base + more for base, more in zip(group.fixed, _moving(group, context), strict=True)])
            changed = changed or group.chosen is not before
        if not changed:
            break
    return groups, _context(groups, peoples, settings)


def _trust(group: Group) -> float:
    """How much a group counts for where the report plays: its mentions by how likely they name a place, dampened."""
    known = _RENOWN.get(group.entries[0].kind)
    if known is None:
        known = 0.75 * (log10(group.entries[0].population + 10) - 4.5)
    total = sum(1.0 if spot.forced else 1.0 / (1.0 + exp(-2.0 * (spot.strength + known))) for spot in group.spots)
    return total if total < 1.0 else 1.0 + log1p(total - 1.0)


def _settings(scanned: Sequence[Scanned]) -> dict[str, float]:
    """For each country how many of the words that tell a report is set there stand in it, dampened."""
    seen = {word.lower for lined in scanned for word in lined.words}
    return {code: log1p(len(telling & seen)) for code, telling in _telling().items()}


@lru_cache(maxsize=1)
def _telling() -> dict[str, frozenset[str]]:
    """The words that tell in which country a local report is set."""
    return {code: frozenset(words) for code, words in places.words()["settings"].items()}


def _pick(group: Group, scores: Sequence[float]) -> None:
    """Choose the best entry (of equals the best known), and note how likely each is."""
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    group.chosen = group.entries[best]
    odds = [exp(max(-30.0, score - scores[best])) for score in scores]
    whole = sum(odds)
    group.odds = [odd / whole for odd in odds]
    group.share()


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
    elif kind in (PlaceKind.REGION, PlaceKind.NATURAL, PlaceKind.FACILITY):
        found["region"] = 1.0
        found["people"] = 6.0
    if entry is group.entries[0]:
        found["first"] = 1.0
    if entry.capital:
        found["capital"] = 1.0
    if entry.chief:
        found["chief"] = 1.0
    units = {spot.unit for spot in group.spots if spot.unit}
    if units and kind in _UNIT_KINDS:
        if kind in units:
            found["unit"] = 1.0
        elif any(fits(kind, unit) for unit in units):
            found["unit"] = 0.8
        else:
            found["unit_other"] = 1.0
    if kind is PlaceKind.SETTLEMENT and any(e.kind is PlaceKind.PROVINCE and within(entry, e) for e in group.entries):
        found["seat"] = 1.0
    return found


def _fixed(group: Group, entry: Entry) -> float:
    """The weighed sum of an entry's own features."""
    return sum(WEIGHTS[name] * value for name, value in features(group, entry).items())


def _context(groups: Sequence[Group], peoples: Counter[str], settings: dict[str, float]) -> Context:
    """What the odds so far say of where the report plays."""
    countries = {code: 1.0 + log1p(count - 1) for code, count in sorted(peoples.items())}
    provinces: dict[tuple[str, str], float] = {}
    districts: dict[tuple[str, str, str], float] = {}
    weighty: list[tuple[float, int, Group, Entry]] = []
    for number, group in enumerate(groups):
        if group.trust < 0.1 or group.chosen is None:
            continue
        for entry, odds in zip(group.entries, group.odds, strict=True):
            part = group.trust * odds
            code = entry.country_code
            if part < 0.001 or code is None:
                continue
            countries[code] = countries.get(code, 0.0) + part
            if entry.admin1:
                provinces[code, entry.admin1] = provinces.get((code, entry.admin1), 0.0) + part
                if entry.admin2:
                    at = (code, entry.admin1, entry.admin2)
                    districts[at] = districts.get(at, 0.0) + part
        if group.chosen.kind in _SETTLED:
            weighty.append((-max(group.odds) * group.trust, number, group, group.chosen))
    weighty.sort(key=lambda item: item[:2])
    anchors = tuple((group, entry) for _, _, group, entry in weighty[:_ANCHORS])
    return Context(countries, provinces, districts, settings, anchors)


def moving_features(group: Group, index: int, context: Context) -> dict[str, float]:
    """What speaks for an entry by the rest of the report; a group's own mentions do not speak for itself."""
    return _moving_features(group, index, context, _near(group, context)[index])


def _near(group: Group, context: Context) -> list[float]:
    """How near each of a group's entries lies to the anchors that are not of its own name, added up."""
    near = [0.0] * len(group.entries)
    for other, anchor in context.anchors:
        if other is not group and other.key != group.key:
            near = [so_far + more for so_far, more in zip(near, group.near(anchor), strict=True)]
    return near


def _moving_features(group: Group, index: int, context: Context, near: float) -> dict[str, float]:
    """The same, where it is known how near the entry lies to the anchors."""
    found: dict[str, float] = {}
    entry = group.entries[index]
    code = entry.country_code
    if code is None or entry.kind not in _SETTLED:
        if code and entry.kind is PlaceKind.COUNTRY:
            count = context.countries.get(code, 0.0) - group.trust * group.odds[index]
            found["own_country"] = _much(count)
        return found
    own = group.shares
    found["in_setting"] = context.settings.get(code, 0.0)
    found["in_country"] = _much(context.countries.get(code, 0.0) - group.trust * own[code,])
    if entry.admin1:
        first = (code, entry.admin1)
        found["in_province"] = _much(context.provinces.get(first, 0.0) - group.trust * own[first])
        if entry.admin2:
            second = (code, entry.admin1, entry.admin2)
            found["in_district"] = _much(context.districts.get(second, 0.0) - group.trust * own[second])
    found["near"] = _much(near)
    return found


def _much(count: float) -> float:
    """A count as a feature: dampened, and no more than enough, so that many small towns do not outvote a country."""
    return log1p(min(_ENOUGH, count)) if count > 0.0 else 0.0


def _moving(group: Group, context: Context) -> list[float]:
    """The weighed sum of what the rest of the report says for each entry."""
    found = (_moving_features(group, index, context, near) for index, near in enumerate(_near(group, context)))
    return [sum([WEIGHTS[name] * value for name, value in one.items()]) for one in found]
