"""Two reports compared: features in a fixed order, and the reasons they give in words."""

from __future__ import annotations

import math

from casrec.link.profile import Profile
from casrec.link.where import Where
from casrec.link.words import cosine, weigh
from casrec.places import distance_km

FEATURES = (
    "words",  # likeness of all words, 0 to 1
    "lead",  # likeness of title and opening
    "title",  # likeness of the titles
    "title_in_lead",  # the better of: one's title in the other's opening
    "names",  # likeness of the names
    "rare_names",  # rarity of the six rarest names that both hold
    "full_names",  # rarity of the three rarest names of several words that both hold
    "people",  # victims and suspects of one that the other names too
    "people_differ",  # both name victims or suspects, and not one in common
    "contained",  # share of the shorter one's names that the longer one holds
    "gap",  # log of 1 + days between publication
    "gap_unknown",  # one of them has no day
    "same_day_told",  # both tell of the same day (1), or of neighbouring days (0.5)
    "day_differs",  # days between the days told of, in tens, at most 3
    "day_unknown",  # one of them tells no day
    "days_shared",  # days told of in both, at most 3
    "years_differ",  # both write years out, and not one in common
    "clock",  # an hour told in both, to 20 minutes
    "address",  # street addresses in both, at most 2
    "address_differs",  # both have addresses, and not one in common
    "ages",  # ages of people in both, at most 3
    "ages_differ",  # both have ages, and not one in common
    "region",  # both play in the same province
    "region_differs",  # they play in different provinces
    "region_named",  # one names the province that the other plays in
    "places",  # a settlement in both
    "kilometres",  # log of 1 + kilometres between their chief settlements
    "place_unknown",  # one of them has no chief settlement
    "outlet",  # the same outlet
    "length",  # log of the shorter one's length, around 400 characters
)
Features = tuple[float, ...]


def compare(left: Profile, right: Profile) -> Features:
    """The features of a pair in the order of FEATURES; the order of the two does not matter."""
    shared = left.names.keys() & right.names.keys()
    people = _people(left, right)
    return (
        cosine(left.words, right.words),
        cosine(left.lead, right.lead),
        cosine(left.title, right.title),
        max(cosine(left.title, right.lead), cosine(right.title, left.lead)),
        cosine(left.names, right.names),
        weigh((name for name in shared if " " not in name), 6) / 10,
        weigh((name for name in shared if " " in name), 3) / 10,
        min(people, 3.0),
        float(bool(left.people and right.people and not people)),
        _contained(left, right),
        *_days(left, right),
        float(bool(left.times.years and right.times.years and not left.times.years & right.times.years)),
        float(any(abs(a - b) <= 20 for a in left.times.clocks for b in right.times.clocks)),
        min(len(left.addresses & right.addresses), 2.0),
        float(bool(left.addresses and right.addresses and not left.addresses & right.addresses)),
        min(len(left.ages & right.ages), 3.0),
        float(bool(left.ages and right.ages and not left.ages & right.ages)),
        *_places(left.where, right.where),
        float(bool(left.outlet) and left.outlet == right.outlet),
        math.log(max(20, min(left.length, right.length)) / 400),
    )


def _people(left: Profile, right: Profile) -> int:
    """How many victims or suspects of one the other names too, by surname."""
    mine = {name for name in left.surnames if name in right.names}
    return len(mine | {name for name in right.surnames if name in left.names})


def _contained(left: Profile, right: Profile) -> float:
    """The share, by weight, of the shorter report's names that the longer one holds."""
    short, long = (left, right) if (left.length, left.report) <= (right.length, right.report) else (right, left)
    total = sum(short.names.values())
    return sum(weight for name, weight in short.names.items() if name in long.names) / total if total else 0.0


def _days(left: Profile, right: Profile) -> tuple[float, float, float, float, float, float]:
    """gap, gap_unknown, same_day_told, day_differs, day_unknown, days_shared."""
    known = left.day is not None and right.day is not None
    gap = math.log1p(abs((left.day or 0) - (right.day or 0))) if known else 0.0
    shared = float(min(len(left.times.days.keys() & right.times.days.keys()), 3))
    if left.times.event is None or right.times.event is None:
        return gap, float(not known), 0.0, 0.0, 1.0, shared
    apart = abs(left.times.event - right.times.event)
    return (
        gap,
        float(not known),
        (1.0, 0.5)[apart] if apart < 2 else 0.0,
        min(apart, 30) / 10 if apart > 1 else 0.0,
        0.0,
        shared,
    )


def _places(left: Where, right: Where) -> tuple[float, float, float, float, float, float]:
    """region, region_differs, region_named, places, kilometres, place_unknown."""
    known = left.region is not None and right.region is not None
    same = known and left.region == right.region
    named = left.region in right.regions or right.region in left.regions
    shared = bool(left.places & right.places)
    if left.place is None or right.place is None:
        return float(same), float(known and not same), float(named), float(shared), 0.0, 1.0
    one, other = left.place, right.place
    apart = math.log1p(distance_km((one.latitude, one.longitude), (other.latitude, other.longitude)))
    return float(same), float(known and not same), float(named), float(shared), apart, 0.0
