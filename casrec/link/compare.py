"""Two reports compared: features in a fixed order, each with its meaning."""

from __future__ import annotations

import math
from datetime import date

from casrec.link.profile import Profile
from casrec.link.where import Where
from casrec.link.words import cosine, rarity, weigh
from casrec.places import distance_km

# What each feature is, in the order of a comparison; docs/linking-model.md shows these lines.
MEANINGS = {
    "words": "likeness of all words, 0 to 1",
    "lead": "likeness of title and opening",
    "title": "likeness of the titles",
    "title_in_lead": "the better of: one's title in the other's opening",
    "title_held": "the better of: the share, by weight, of one's title words that the other holds",
    "lead_held": "the better of: the share, by weight, of one's opening that the other holds",
    "rare_words": "rarity of the six rarest words and pairs of words that both hold",
    "names": "likeness of the names",
    "lead_names": "likeness of the names in titles and openings",
    "lead_rare": "rarity of the three rarest names that both have there",
    "rare_names": "rarity of the six rarest names that both hold",
    "full_names": "rarity of the three rarest names of several words that both hold",
    "people": "victims and suspects of one that the other names too",
    "people_differ": "both name victims or suspects, and not one in common",
    "contained": "share of the shorter one's names that the longer one holds",
    "gap": "log of 1 + days between publication",
    "gap_unknown": "one of them has no day",
    "same_day_told": "both tell of the same day (1), or of neighbouring days (0.5)",
    "day_differs": "days between the days told of, in tens, at most 3",
    "day_unknown": "one of them tells no day",
    "days_shared": "days told of in both, at most 3",
    "stage": "what follows on an incident in the later one's opening: 0 nothing, 1 arrests, 2 courts and memories",
    "recalled": "the later one tells of a day up to the earlier one's publication (1), or of its month (0.5)",
    "told_after": "days from the earlier one's publication to the later one's incident, in tens, at most 3",
    "anew": "the same where the later one opens with nothing that follows on an incident, and recalls no day or month",
    "years_differ": "both write years out, and not one in common",
    "clock": "an hour told in both, to 20 minutes",
    "address": "street addresses in both, at most 2",
    "block": "house numbers with their street in both, at most 2",
    "many_addresses": "addresses in the one that has more, at most 8",
    "address_differs": "both have addresses, and not one in common",
    "ages": "ages of people in both, at most 3",
    "ages_differ": "both have ages, and not one in common",
    "lead_ages": "ages told in both openings, at most 2",
    "lead_ages_differ": "both openings tell ages, and not one in common",
    "region": "both play in the same province",
    "region_differs": "they play in different provinces",
    "region_named": "one names the province that the other plays in",
    "elsewhere": "different provinces, and neither names the other's",
    "places": "a settlement in both",
    "kilometres": "log of 1 + kilometres between their chief settlements",
    "place_unknown": "one of them has no chief settlement",
    "scene": "rarity of the rarest name of where the one was that the other names",
    "scene_lost": "both say where they were, and neither names the other's place",
    "kind": "happenings of the same kind",
    "kind_differs": "happenings of different kinds",
    "counts": "exact numbers of people harmed, two or more, in both; at most 2",
    "outlet": "the same outlet",
    "length": "log of the shorter one's length, around 400 characters",
}
FEATURES = tuple(MEANINGS)
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
        max(_held(left.title, right.words), _held(right.title, left.words)),
        max(_held(left.lead, right.words), _held(right.lead, left.words)),
        weigh(left.words.keys() & right.words.keys(), 6) / 10,
        cosine(left.names, right.names),
        cosine(left.lead_names, right.lead_names),
        weigh((name for name in left.lead_names.keys() & right.lead_names.keys() if " " not in name), 3) / 10,
        weigh((name for name in shared if " " not in name), 6) / 10,
        weigh((name for name in shared if " " in name), 3) / 10,
        float(min(people, 3)),
        float(bool(left.people and right.people and not people)),
        _contained(left, right),
        *_days(left, right),
        *_later(left, right),
        float(bool(left.times.years and right.times.years and not left.times.years & right.times.years)),
        float(any(abs(a - b) <= 20 for a in left.times.clocks for b in right.times.clocks)),
        float(min(len(left.addresses & right.addresses), 2)),
        float(min(sum(one[0].isdigit() for one in left.addresses & right.addresses), 2)),
        float(min(max(len(left.addresses), len(right.addresses)), 8)),
        float(bool(left.addresses and right.addresses and not left.addresses & right.addresses)),
        float(min(len(left.ages & right.ages), 3)),
        float(bool(left.ages and right.ages and not left.ages & right.ages)),
        float(min(len(left.lead_ages & right.lead_ages), 2)),
        float(bool(left.lead_ages and right.lead_ages and not left.lead_ages & right.lead_ages)),
        *_places(left.where, right.where),
        *_scene(left, right),
        float(left.kind is not None and left.kind == right.kind),
        float(left.kind is not None and right.kind is not None and left.kind != right.kind),
        float(min(len(left.counts & right.counts), 2)),
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
    if not left.events or not right.events:
        return gap, float(not known), 0.0, 0.0, 1.0, shared
    apart = min(abs(one - other) for one in left.events for other in right.events)
    return (
        gap,
        float(not known),
        (1.0, 0.5)[apart] if apart < 2 else 0.0,
        min(apart, 30) / 10 if apart > 1 else 0.0,
        0.0,
        shared,
    )


def _later(left: Profile, right: Profile) -> tuple[float, float, float, float]:
    """stage, recalled, told_after, anew."""
    if left.day is None or right.day is None:
        return float(max(left.stage, right.stage)), 0.0, 0.0, 0.0
    early, late = (left, right) if (left.day, left.report) <= (right.day, right.report) else (right, left)
    day = early.day or 0
    before = date.fromordinal(day)
    recalled = 0.0
    if any(day - 4 <= told <= day for told in late.times.days):
        recalled = 1.0
    elif (before.year, before.month) in late.times.months:
        recalled = 0.5
    after = min(late.events) - day if late.events else 0
    told_after = min(after, 30) / 10 if after > 0 else 0.0
    return float(late.stage), recalled, told_after, 0.0 if late.stage or recalled else told_after


def _held(part: dict[str, float], whole: dict[str, float]) -> float:
    """The share, by weight, of the terms of one vector that another one has."""
    total = sum(part.values())
    return sum(weight for term, weight in part.items() if term in whole) / total if total else 0.0


def _scene(left: Profile, right: Profile) -> tuple[float, float]:
    """scene, scene_lost."""
    shared = _named(left.scene, right.names) | _named(right.scene, left.names)
    best = max((max(map(rarity, name.split())) for name in shared), default=0.0)
    return best / 10, float(bool(left.scene and right.scene and not shared))


def _named(scene: frozenset[str], names: dict[str, float]) -> set[str]:
    """Those names of a scene that are among the names of a report, whole or word by word."""
    return {name for name in scene if name in names or all(word in names for word in name.split())}


def _places(left: Where, right: Where) -> tuple[float, ...]:
    """region, region_differs, region_named, elsewhere, places, kilometres, place_unknown."""
    known = left.region is not None and right.region is not None
    same = known and left.region == right.region
    named = left.region in right.regions or right.region in left.regions
    shared = bool(left.places & right.places)
    apart = known and not same and not named
    if left.place is None or right.place is None:
        return float(same), float(known and not same), float(named), float(apart), float(shared), 0.0, 1.0
    far = math.log1p(distance_km(left.place, right.place))
    return float(same), float(known and not same), float(named), float(apart), float(shared), far, 0.0
