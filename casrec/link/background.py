"""Happenings that reports only recall: tied to an incident we hold, else incidents of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casrec.days import local_days
from casrec.ids import content_id
from casrec.link.sites import site_key
from casrec.link.titles import title
from casrec.records import Attack, Claim, Figure, Incident, Mention, Place, When, replace
from casrec.terms import DAY_KNOWN, MentionRole, PlaceKind, Scope

# A recalled happening and an incident are one where their days are at most this far apart: reports name the day of
# the news as often as the day of the deed.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Recalled:
    """A happening that reports only recall: its mentions and claims."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def recalled(claims: Iterable[Claim]) -> list[Recalled]:
    """The happenings recalled, those of several reports joined where day, place and kind are the same and exact.

    Totals of a period or of a whole war are no happenings; they stay with the report's own incident, set aside.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if is_recalled(claim):
            groups[key(claim.mention)].append(claim)
    found = []
    for name in sorted(groups):
        mine = sorted(groups[name], key=lambda claim: claim.id)
        mentions = {claim.mention.id: claim.mention for claim in mine}
        found.append(Recalled(tuple(mentions[id] for id in sorted(mentions)), tuple(mine)))
    return found


def is_recalled(claim: Claim) -> bool:
    """Whether a claim is of another happening than its report's own, and tells enough of it to know it by: who did it
    and what was said of it, of no place and no time, do not."""
    if claim.mention.role is not MentionRole.BACKGROUND or claim.scope is not Scope.OTHER_INCIDENT:
        return False
    return isinstance(claim.content, Figure | Attack) or bool(claim.mention.places or claim.mention.when)


def attached(one: Incident, happening: Recalled) -> Incident:
    """An incident with what reports recall of it."""
    return replace(
        one,
        mentions=tuple(sorted({*one.mentions, *(mention.id for mention in happening.mentions)})),
        claims=tuple(dict.fromkeys([*one.claims, *(claim.id for claim in happening.claims)])),
        background=tuple(sorted({*one.background, *(m.report for m in happening.mentions)} - set(one.reports))),
    )


def held(happening: Recalled, incidents: Sequence[Incident], by_place: Mapping[str, list[int]]) -> int | None:
    """The index of the one incident that a recalled happening is; None where none is, or several could be."""
    mention = happening.mentions[0]
    found = set()
    for place in mention.places:
        for index in by_place.get(site_key(place), []):
            if may_be(mention, incidents[index]):
                found.add(index)
    return next(iter(found)) if len(found) == 1 else None


def may_be(mention: Mention, incident: Incident) -> bool:
    """Whether a recalled happening may be an incident at one of its places, by day and kind."""
    told, own = days(mention.when), days(incident.when)
    alike = mention.kind is None or incident.kind is None or mention.kind is incident.kind
    return told is not None and own is not None and alike and own[0] - SLACK <= told[1] and told[0] - SLACK <= own[1]


def incident(happening: Recalled) -> Incident:
    """The incident of a happening that is only recalled."""
    mention = happening.mentions[0]
    return Incident(
        id=content_id("inc", "recalled", key(mention)),
        title=title(mention.kind, mention.places, mention.when),
        mentions=tuple(one.id for one in happening.mentions),
        reports=(),
        claims=tuple(claim.id for claim in happening.claims),
        kind=mention.kind,
        when=mention.when,
        places=mention.places,
        background=tuple(sorted({one.report for one in happening.mentions})),
    )


def places_index(incidents: Sequence[Incident]) -> dict[str, list[int]]:
    """Which incidents play at a place, by site key; countries and regions are too wide to know one by."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(incidents):
        for key in sorted({site_key(place) for place in one.places if narrow(place)}):
            found[key].append(index)
    return found


def narrow(place: Place) -> bool:
    """Whether a place is narrow enough to know an incident by."""
    return place.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.UNKNOWN)


def key(mention: Mention) -> str:
    """What makes two recalled happenings one: an exact day, a narrow place and a kind; else the mention stays alone."""
    sites = sorted({site_key(place) for place in mention.places if narrow(place)})
    if mention.when is None or mention.when.precision not in DAY_KNOWN or not sites or mention.kind is None:
        return mention.id
    return "|".join([local_days(mention.when)[0], mention.kind, *sites])


def days(when: When | None) -> tuple[int, int] | None:
    """First and last day of a time as ordinals, where it is known to a day or two."""
    if when is None or when.precision not in DAY_KNOWN:
        return None
    try:
        first, last = (date.fromisoformat(day).toordinal() for day in local_days(when))
    except ValueError:
        return None
    return first, last
