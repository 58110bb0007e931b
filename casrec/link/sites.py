"""The sites of a wave: an incident whose claims count the harm of several places apart gets a child for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from casrec.days import local_days
from casrec.holding import away
from casrec.link.quarters import telling
from casrec.records import Attack, Claim, Figure, Place, When, replace
from casrec.terms import NATURAL_HAZARDS, Harm, IncidentKind, PlaceKind, Scope, Stance
from casrec.timing import distance, shifted

_MANY, _FAR_KM = 4, 300
_SITE_KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DISTRICT})


def site_key(place: Place) -> str:
    """What makes two places the same site: the gazetteer's number, else the folded name. A facility is its town's."""
    if place.kind is PlaceKind.FACILITY and place.within and place.geoname_id is None:
        return place.within.casefold()
    return str(place.geoname_id) if place.geoname_id is not None else place.name.casefold()


def only_site(claim: Claim, alone: Collection[str] = ()) -> str | None:
    """The one site that a claim is of; None where it names several, none, or only a wide region.

    A claim that names no place itself is of the whole, unless its report is one of those ``alone`` at one site.
    """
    if claim.unplaced and claim.report not in alone:
        return None
    keys = {site_key(place) for place in claim.places if place.kind in _SITE_KINDS}
    return next(iter(keys)) if len(keys) == 1 else None


def alone(claims: Iterable[Claim]) -> frozenset[str]:
    """The reports that are of one site alone: neither their happening nor any count of theirs names another.

    None on a happening that strikes whole regions: where an earthquake's report names one town its tolls are no
    town's.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.scope is Scope.INCIDENT and claim.mention.kind not in NATURAL_HAZARDS:
            own = claim.places if isinstance(claim.content, Figure) and not claim.unplaced else ()
            places = [place for place in (*own, *claim.mention.places) if place.kind in _SITE_KINDS]
            named[claim.report].update(site_key(place) for place in places)
    return frozenset(report for report, keys in named.items() if len(keys) < 2)


def sites(claims: Sequence[Claim]) -> dict[str, Place]:
    """The sites of an incident by their key, in the order of their names; empty where it has fewer than two.

    A site counts as one only where some report gives, on one source's word, differing figures of one harm for it and
    for another site: that tells a wave of attacks from one attack whose place is named more and less exactly (a
    headline's town, a street further down). A city beside its own quarter, or a suburb of no name, is none, nor is a
    place far off that one report of many sets beside it.
    """
    together: dict[tuple[object, ...], list[tuple[str, Claim]]] = defaultdict(list)
    places: dict[str, list[Place]] = defaultdict(list)
    for claim in claims:
        site = _counted_site(claim)
        if site is None or not isinstance(claim.content, Figure):
            continue
        sources = tuple(sorted(source.identity for source in claim.sources))
        together[claim.report, sources, claim.content.harm].append((site, claim))
        places[site].append(next(place for place in claim.places if site_key(place) == site))
    found = {site for group in together.values() for site in _apart(group)} - _far_off(claims, places)
    chosen = {site: commonest(places[site]) for site in found}
    apart = {site_key(place) for place in telling(list(chosen.values()))}
    chosen = {site: place for site, place in chosen.items() if site in apart} if len(apart) > 1 else {}
    return {site: chosen[site] for site in sorted(chosen, key=lambda site: (chosen[site].name, site))}


def _far_off(claims: Sequence[Claim], places: Mapping[str, Sequence[Place]]) -> set[str]:
    """The sites far from where most reports count the harm: those that one report of many alone counts, another event
    that it compares this one with; of a shooting those in the same province, a quarter's namesake."""
    named: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if (site := _counted_site(claim)) is not None:
            named[site].add(claim.report)
    if not named:
        return set()
    most = max(named, key=lambda site: (len(named[site]), site))
    shot = any(claim.mention.kind is IncidentKind.SHOOTING for claim in claims)
    found = set()
    for site, reports in named.items():
        here, there = places[most][0], places[site][0]
        lone = len(reports) == 1 and len(named[most]) >= _MANY
        namesake = shot and here.admin1 is not None and (here.country, here.admin1) == (there.country, there.admin1)
        if (lone or namesake) and (away(here, there) or 0) > _FAR_KM:
            found.add(site)
    return found


def _apart(told: Sequence[tuple[str, Claim]]) -> set[str]:
    """The sites that are counted beside another one, each with a number of its own."""
    bounds: dict[str, set[tuple[int | None, int | None]]] = defaultdict(set)
    for site, claim in told:
        bounds[site].add(_bounds(claim))
    return {
        site
        for site, own in bounds.items()
        if any(site != other and len(own | theirs) > 1 for other, theirs in bounds.items())
    }


def _bounds(claim: Claim) -> tuple[int | None, int | None]:
    figure = claim.content
    return (figure.low, figure.high) if isinstance(figure, Figure) else (None, None)


def commonest(places: Sequence[Place]) -> Place:
    """Of one place as several reports write it, the commonest spelling, and in capitals only where all have it so."""
    times = Counter(place.text for place in places)
    return min(places, key=lambda place: (place.text.isupper(), -times[place.text], place.text))


def spelled(places: Iterable[Place], claims: Iterable[Claim]) -> tuple[Place, ...]:
    """Places as most reports spell them in ``claims``, and those of as many as most claims do."""
    times: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        for place in claim.places:
            if place.kind in _SITE_KINDS and place.kind is not PlaceKind.FACILITY:
                times[site_key(place)][place.text] += 1
                reports[site_key(place), place.text].add(claim.report)
    found = []
    for place in places:
        key, names = site_key(place), times.get(site_key(place), Counter())
        text = min(
            names,
            key=lambda text: (text.isupper(), -len(reports[key, text]), -names[text], text),
            default=place.text,
        )
        found.append(place if place.kind is PlaceKind.FACILITY else replace(place, text=text))
    return tuple(found)


def of_site(claims: Iterable[Claim], site: str) -> list[Claim]:
    """The claims that are of one site alone."""
    held = list(claims)
    single = alone(held)
    return [claim for claim in held if only_site(claim, single) == site]


def site_time(when: When | None, claims: Iterable[Claim]) -> When | None:
    """When a site was struck: the exact time that its own attacks tell, else so long after the whole began as they
    tell, else ``when``, the time of the whole."""
    own: Counter[When] = Counter()
    for claim in claims:
        at = claim.as_of
        if not isinstance(claim.content, Attack) or claim.scope is not Scope.INCIDENT or at is None:
            continue
        if at == claim.mention.when:
            continue  # nothing of its own: the time of the whole stands in
        minutes = distance(at.text)
        if minutes is not None:  # counted from the whole's time: the report itself may know no clock
            own[at if when is None else shifted(when, minutes, at.text)] += 1
        elif at.local is not None and when is not None and local_days(at)[0] == local_days(when)[0]:
            own[at] += 1
    if not own:
        return when
    return min(own, key=lambda at: (at.local is None and "T" not in at.earliest, -own[at], at.earliest, at.text))


def _counted_site(claim: Claim) -> str | None:
    """The site whose harm a claim counts on its own."""
    figure = whole_count(claim)
    if figure is None or figure.high == 0:
        return None
    if figure.harm is Harm.DETAINED:
        return None  # suspects are arrested where they live: no site of what they did
    return only_site(claim)


def whole_count(claim: Claim) -> Figure | None:
    """A claim's figure where it counts the harm of this incident as a whole and not as a part of another figure."""
    figure = claim.content
    if not isinstance(figure, Figure) or figure.within is not None or not figure.explicit:
        return None
    return figure if claim.scope is Scope.INCIDENT and claim.stance is Stance.ASSERTED else None
