"""Reports and their claims to Incidents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casrec.days import local_day
from casrec.holding import most_specific
from casrec.ids import content_id
from casrec.link import background, titles
from casrec.link.echoes import echoes, repeating
from casrec.link.holdings import Held, Holdings, lead_mention
from casrec.link.lands import lands, of_land
from casrec.link.packing import Judgements
from casrec.link.pairs import compared, grouped, latest
from casrec.link.quarters import near, telling
from casrec.link.reasons import Chain, chains
from casrec.link.shelving import fill
from casrec.link.sites import commonest, of_site, site_key, site_time, sites, spelled
from casrec.link.survey import Mapped, survey
from casrec.records import Claim, Echo, Incident, Judgement, Mention, Place, Report, When, replace
from casrec.seams import Shelf, Tick, silent
from casrec.terms import NATURAL_HAZARDS, IncidentKind, PlaceKind, TimePrecision

__all__ = ["Linked", "incident", "lead_mention", "link", "link_held"]

_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.UNKNOWN, PlaceKind.PROVINCE, PlaceKind.NATURAL})
_HALF_HOUR = 30
_FINE = {
    TimePrecision.MINUTE: 0,
    TimePrecision.HOUR: 1,
    TimePrecision.PART_OF_DAY: 2,
    TimePrecision.DAY: 3,
    TimePrecision.SPAN: 4,
    TimePrecision.WEEK: 5,
    TimePrecision.MONTH: 6,
    TimePrecision.YEAR: 7,
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gives: incidents, the judgements that rules made (given ones are not repeated), and echoes."""

    incidents: tuple[Incident, ...]
    judgements: Judgements = field(default_factory=Judgements)
    echoes: tuple[Echo, ...] = ()


def link(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> Linked:
    """Join reports of the same incident. Pure: the same records in any order give the same result.

    ``reports`` are all reports held, ``claims`` all claims taken from them, ``judgements`` what people decided
    (a person's verdict outranks every rule). A report no claim was taken from still belongs to an incident; pages that
    tell of no harm at all (a sign-up page, an essay) make none, however many are alike.

    An incident's id comes from its earliest report, so that later reports leave it as it is; where two incidents
    become one, the one with the earliest report keeps its id and the other id is gone.
    """
    return link_held(Held(reports, claims), judgements)


def link_held(
    holdings: Holdings,
    judgements: Iterable[Judgement] = (),
    tick: Tick = silent,
    mapped: Mapped = map,
    shelf: Shelf | None = None,
) -> Linked:
    """``link`` for holdings of any size: no more than the profiles' numbers and the likely pairs is held in memory.

    ``mapped`` spreads the two stages that cost most over an engine's workers: reading each report, and comparing pairs
    by blocks of time. Groups that cross blocks are joined afterwards, from the pairs of all blocks. A ``shelf`` is
    filled with what was found, so that ``grow`` can link new reports to these.
    """
    read = survey(holdings, tick, mapped)
    decided = latest(judgements, read.mentions)
    odds = compared(read, decided, tick, mapped)
    groups = grouped(read, odds, decided)
    found = chains(groups, read.profiles, odds.links(), decided.joined, read.published)
    incidents = []
    for members, chain in zip(groups, found.chains, strict=True):
        incidents.append(incident([Told.of(holdings, read.ids[i], read.published[i]) for i in members], chain))
        tick("incidents", len(incidents), len(groups))
    claims = [claim for id in read.ids for claim in holdings.claims(id) if background.is_recalled(claim)]
    complete = [one for whole in with_background(incidents, claims) for one in with_sites(whole, holdings)]
    shares = repeating(holdings, read.repeated, read.sampled)
    if shelf is not None:
        fill(shelf, holdings, read, odds, shares, incidents, tick)
    return Linked(tuple(sorted(complete, key=lambda one: one.id)), found.judgements, echoes(shares, holdings))


@dataclass(frozen=True, slots=True)
class Told:
    """What one report adds to an incident."""

    report: str
    published: str | None
    mention: Mention
    claims: tuple[str, ...]

    @classmethod
    def of(cls, holdings: Holdings, report: str, published: str | None) -> Told:
        """What a report held adds."""
        claims = holdings.claims(report)
        return cls(report, published, lead_mention(report, claims), tuple(claim.id for claim in claims))

    @property
    def order(self) -> tuple[str, str]:
        """Reports stand in the order in which they were published."""
        return self.published or "9999", self.report


def incident(group: Sequence[Told], chain: Chain) -> Incident:
    """The incident of some reports, which come in the order of their ids.

    All claims of its reports come with it: those of other happenings are set aside by their scope, where a reader can
    see them.
    """
    mentions = [one.mention for one in group]
    places, when = common_places(mentions), common_time(mentions, [one.published for one in group])
    kinds = Counter(mention.kind for mention in mentions if mention.kind is not None)
    kind = min(kinds, key=lambda one: (-kinds[one], one == IncidentKind.OTHER, one), default=None)
    ordered = sorted(group, key=lambda one: one.order)
    return Incident(
        id=content_id("inc", ordered[0].report),
        title=titles.title(kind, places, when),
        mentions=tuple(sorted(mention.id for mention in mentions)),
        reports=tuple(one.report for one in ordered),
        claims=tuple(claim for one in group for claim in one.claims),
        kind=kind,
        when=when,
        places=places,
        judgements=chain,
    )


def common_places(mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The places most mentions name, narrow ones before wide ones, without those that only a few name among many or
    far off, and those that hold another.

    What happens in one place some report sets elsewhere, where a hospital or a suspect's home is: a place that fewer
    name than another, and none beside it, is no second one; nor is a street or hall that nobody can place beside a
    town. What nature does strikes far and wide.
    """
    votes: Counter[str] = Counter()
    spellings: dict[str, list[Place]] = defaultdict(list)
    keyed = [{site_key(place): place for place in mention.places} for mention in mentions]
    for by_site in keyed:
        for key, place in by_site.items():
            votes[key] += 1
            spellings[key].append(place)
    named = {key: commonest(places) for key, places in spellings.items()}
    narrow = [key for key in votes if named[key].kind not in _WIDE] or list(votes)
    least = max((votes[key] for key in narrow), default=0) / 3
    kept = sorted((key for key in narrow if votes[key] > least), key=lambda key: (-votes[key], named[key].name, key))
    found = [named[key] for key in kept]
    if any(mention.kind in NATURAL_HAZARDS for mention in mentions):
        return most_specific(telling(found))
    told = most_specific(telling(near(found, [votes[key] for key in kept])))
    return _one_place(told, votes, keyed)


def _one_place(
    places: Sequence[Place], votes: Mapping[str, int], named: Sequence[Collection[str]]
) -> tuple[Place, ...]:
    """The places without those that stand in one report for the place that more of them name; ``named`` are the places
    of each mention, by their sites."""
    placed = any(place.latitude is not None and place.kind not in _WIDE for place in places)
    kept = [place for place in places if place.latitude is not None or place.within] if placed else list(places)
    chief = max(kept, key=lambda place: votes[site_key(place)], default=None)
    if chief is None:
        return ()
    most, beside = votes[site_key(chief)], {key for keys in named if site_key(chief) in keys for key in keys}
    return tuple(place for place in kept if votes[site_key(place)] == most or site_key(place) in beside)


def common_time(mentions: Sequence[Mention], published: Iterable[str | None] = ()) -> When | None:
    """The time most mentions tell, told by the most exact of them; None where none tells any. Clock times of one half
    hour are one; "midnight" is less exact than a clock's figures.

    Where one of several reports was published on a day, no other tells of a later one: pages are updated and recast.
    """
    times = [mention.when for mention in mentions if mention.when is not None]
    first = min((stamp[:10] for stamp in published if stamp), default=None)
    times = [when for when in times if first is None or (local_day(when) or when.earliest[:10]) <= first] or times
    days = Counter(day for when in times if (day := local_day(when)) is not None)
    if days:
        day = min(days, key=lambda one: (-days[one], one))
        times = [when for when in times if local_day(when) == day]
    clocks = Counter(when.local for when in times)
    told = Counter(minutes for when in times if (minutes := _minutes(when)) is not None)
    return min(
        times,
        key=lambda when: (
            -_agreeing(when, told), not re.search(r"\d", when.text) and when.local is not None, _FINE[when.precision],
            -clocks[when.local], "T" not in when.earliest, when.earliest, when.latest, when.text,
        ),
        default=None,
    )  # fmt: skip


def _agreeing(when: When, told: Mapping[int, int]) -> int:
    """How many of the clock times ``told``, counted by their minutes, are of the same half hour; 0 where this one tells
    no clock."""
    at = _minutes(when)
    return 0 if at is None else sum(count for minutes, count in told.items() if abs(minutes - at) <= _HALF_HOUR)


def _minutes(when: When) -> int | None:
    """The minutes since midnight of a time that tells the clock where it happened."""
    hours, _, minutes = (when.local or "").partition(":")
    return int(hours) * 60 + int(minutes[:2]) if hours.isdigit() and minutes[:2].isdigit() else None


def with_background(incidents: Sequence[Incident], claims: Iterable[Claim]) -> list[Incident]:
    """Incidents with what other reports recall of them, and those that are only recalled; ``claims`` recall."""
    index = background.places_index(incidents)
    found = list(incidents)
    for happening in background.recalled(claims):
        at = background.held(happening, incidents, index)
        if at is None:
            found.append(background.incident(happening))
        else:
            found[at] = background.attached(found[at], happening)
    return found


def with_sites(one: Incident, holdings: Holdings) -> list[Incident]:
    """An incident, and where it has several sites a child for each; of a natural hazard in several countries, a child
    for each country."""
    own = set(one.mentions)
    claims = [c for report in (*one.reports, *one.background) for c in holdings.claims(report) if c.mention.id in own]
    struck_lands = lands(claims) if one.kind in NATURAL_HAZARDS else {}
    if struck_lands:
        parts = [_child(one, place, of_land(claims, code)) for code, place in struck_lands.items()]
        named = titles.title(one.kind, [part.places[0] for part in parts], one.when)
        return [replace(one, children=tuple(part.id for part in parts), title=named), *parts]
    struck = sites(claims)
    children = [
        _child(one, place, of_site(claims, key))
        for key, place in zip(struck, spelled(struck.values(), claims), strict=True)
    ]
    places = spelled(one.places, claims)
    one = replace(one, places=places, title=titles.title(one.kind, places, one.when))
    if len(children) < 2:
        return [one]
    named = titles.title(one.kind, [child.places[0] for child in children], one.when, several=True)
    led = {site_key(place) for claim in claims for place in claim.mention.places} - set(map(site_key, places))
    lacking = [child.places[0] for child in children if site_key(child.places[0]) in led]
    known = near([*places, *lacking], [1] * len(places) + [0] * len(lacking))
    whole = replace(one, children=tuple(child.id for child in children), title=named, places=tuple(known))
    return [whole, *children]


def _child(parent: Incident, place: Place, claims: Sequence[Claim]) -> Incident:
    """One site of a wave, with the claims that are of it alone and the time that they tell."""
    when = site_time(parent.when, claims)
    return Incident(
        id=content_id("inc", parent.id, "site", site_key(place)),
        title=titles.title(parent.kind, [place], parent.when),
        mentions=parent.mentions,
        reports=(),
        claims=tuple(claim.id for claim in claims),
        kind=parent.kind,
        when=when,
        places=(place,),
        parent=parent.id,
    )
