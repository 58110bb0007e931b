"""Reports and their claims to Incidents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casrec.ids import content_id
from casrec.link import background, titles
from casrec.link.block import candidates
from casrec.link.cluster import cluster
from casrec.link.compare import Features, compare
from casrec.link.echoes import echoes
from casrec.link.judge import log_odds
from casrec.link.profile import Profile, profile
from casrec.link.reasons import Chain, chains
from casrec.link.sites import commonest, of_site, site_key, site_time, sites, spelled
from casrec.link.story import stories
from casrec.records import Claim, Echo, Incident, Judgement, Mention, Place, Report, When, replace
from casrec.terms import IncidentKind, MentionRole, PlaceKind, TimePrecision, Verdict

Pair = tuple[int, int]

_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.UNKNOWN, PlaceKind.PROVINCE, PlaceKind.NATURAL})
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
    judgements: tuple[Judgement, ...] = ()
    echoes: tuple[Echo, ...] = ()


def link(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> Linked:
    """Join reports of the same incident. Pure: the same records in any order give the same result.

    ``reports`` are all reports held, ``claims`` all claims taken from them, ``judgements`` what people decided
    (a person's verdict outranks every rule). A report no claim was taken from still belongs to an incident; one that
    tells of no harm at all and is like no other (a sign-up page, an essay) belongs to none.

    An incident's id comes from its earliest report, so that later reports leave it as it is; where two incidents
    become one, the one with the earliest report keeps its id and the other id is gone.
    """
    held = sorted(reports, key=lambda report: report.id)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.report, claim.span.start, claim.span.end, claim.id)):
        by_report[claim.report].append(claim)
    told = stories(held)
    profiles = [profile(report, told[report.id], lead_mention(report, by_report[report.id])) for report in held]
    decided = sorted(
        (j for j in judgements if j.right is not None and _by_person(j)), key=lambda j: (j.made or "", j.id)
    )
    features, odds = _compared(profiles)
    together, apart = _decisions(decided, profiles, odds)
    groups = [
        members
        for members in cluster(len(held), odds, together, apart)
        if len(members) > 1 or profiles[members[0]].told or by_report[held[members[0]].id]
    ]
    found = chains(groups, profiles, features, odds, decided)
    incidents = [
        _incident([held[i] for i in g], [profiles[i].mention for i in g], by_report, chain)
        for g, chain in zip(groups, found.chains, strict=True)
    ]
    complete = _with_sites(_with_background(incidents, by_report), by_report)
    return Linked(tuple(sorted(complete, key=lambda one: one.id)), found.judgements, echoes(held, told))


def lead_mention(report: Report, claims: Iterable[Claim]) -> Mention:
    """The happening a report is mainly about: its claims' lead mention, else one made for the report."""
    leads = [claim.mention for claim in claims if claim.mention.role is MentionRole.LEAD]
    if leads:
        return min(leads, key=lambda mention: (mention.when is None, not mention.places))
    return Mention(id=content_id("men", report.id, "lead"), report=report.id, role=MentionRole.LEAD)


def _by_person(judgement: Judgement) -> bool:
    """Whether a person judged, and not a rule."""
    return not judgement.by.startswith("rule:")


def _compared(profiles: Sequence[Profile]) -> tuple[dict[Pair, Features], dict[Pair, float]]:
    """Features and log-odds of every pair worth comparing."""
    pairs = candidates(profiles)
    features = {(i, j): compare(profiles[i], profiles[j]) for i, j in pairs}
    return features, dict(zip(pairs, log_odds(list(features.values())), strict=True))


def _decisions(
    decided: Sequence[Judgement], profiles: Sequence[Profile], odds: dict[Pair, float]
) -> tuple[list[Pair], list[Pair]]:
    """The pairs that people said are the same, latest decision first, and those they said are different.

    Of several judgements on one pair the latest holds. A pair a person is unsure of joins nothing: its odds are even.
    """
    where = {one.mention.id: index for index, one in enumerate(profiles)}
    latest: dict[Pair, Verdict] = {}
    for judgement in decided:
        left, right = where.get(judgement.left), where.get(judgement.right or "")
        if left is not None and right is not None and left != right:
            latest[min(left, right), max(left, right)] = judgement.verdict
    for pair, verdict in latest.items():
        if verdict is Verdict.UNSURE:
            odds.pop(pair, None)
    same = [pair for pair, verdict in reversed(latest.items()) if verdict is Verdict.SAME]
    return same, [pair for pair, verdict in latest.items() if verdict is Verdict.DIFFERENT]


def _incident(
    group: Sequence[Report],
    mentions: Sequence[Mention],
    by_report: Mapping[str, list[Claim]],
    chain: Chain,
) -> Incident:
    """The incident of some reports. All claims of its reports come with it: those of other happenings are set aside
    by their scope, where a reader can see them."""
    places, when = common_places(mentions), common_time(mentions)
    kinds = Counter(mention.kind for mention in mentions if mention.kind is not None)
    kind = min(kinds, key=lambda one: (-kinds[one], one == IncidentKind.OTHER, one), default=None)
    earliest = min(group, key=lambda report: (report.published or "9999", report.id))
    return Incident(
        id=content_id("inc", earliest.id),
        title=titles.title(kind, places, when),
        mentions=tuple(sorted(mention.id for mention in mentions)),
        reports=tuple(report.id for report in sorted(group, key=lambda r: (r.published or "9999", r.id))),
        claims=tuple(claim.id for report in group for claim in by_report[report.id]),
        kind=kind,
        when=when,
        places=places,
        judgements=chain,
    )


def common_places(mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The places most mentions name, narrow ones before wide ones; a place only a few name among many is left out."""
    votes: Counter[str] = Counter()
    spellings: dict[str, list[Place]] = defaultdict(list)
    for mention in mentions:
        for key, place in {site_key(place): place for place in mention.places}.items():
            votes[key] += 1
            spellings[key].append(place)
    named = {key: commonest(places) for key, places in spellings.items()}
    narrow = [key for key in votes if named[key].kind not in _WIDE] or list(votes)
    least = max((votes[key] for key in narrow), default=0) / 3
    kept = [key for key in narrow if votes[key] >= least]
    return tuple(named[key] for key in sorted(kept, key=lambda key: (-votes[key], named[key].name, key)))


def common_time(mentions: Sequence[Mention]) -> When | None:
    """The time most mentions tell, told by the most exact of them; None where none tells any."""
    times = [mention.when for mention in mentions if mention.when is not None]
    days = Counter(when.earliest[:10] for when in times if when.earliest[:10] == when.latest[:10])
    if days:
        day = min(days, key=lambda one: (-days[one], one))
        times = [when for when in times if when.earliest[:10] == when.latest[:10] == day]
    clocks = Counter(when.local for when in times)
    return min(
        times,
        key=lambda when: (
            _FINE[when.precision], -clocks[when.local], "T" not in when.earliest, when.earliest, when.latest, when.text
        ),
        default=None,
    )  # fmt: skip


def _with_background(incidents: list[Incident], by_report: Mapping[str, list[Claim]]) -> list[Incident]:
    """Incidents with what other reports recall of them, and those that are only recalled."""
    index = background.places_index(incidents)
    found = list(incidents)
    for happening in background.recalled(claim for claims in by_report.values() for claim in claims):
        at = background.held(happening, incidents, index)
        if at is None:
            found.append(background.incident(happening))
            continue
        one = found[at]
        found[at] = replace(
            one,
            mentions=tuple(sorted({*one.mentions, *(mention.id for mention in happening.mentions)})),
            claims=tuple(dict.fromkeys([*one.claims, *(claim.id for claim in happening.claims)])),
            background=tuple(sorted({*one.background, *(m.report for m in happening.mentions)} - set(one.reports))),
        )
    return found


def _with_sites(incidents: Iterable[Incident], by_report: Mapping[str, list[Claim]]) -> Iterable[Incident]:
    """Incidents, those of several sites with a child for each."""
    for one in incidents:
        own = set(one.mentions)
        claims = [c for report in (*one.reports, *one.background) for c in by_report[report] if c.mention.id in own]
        struck = zip(sites(claims), spelled(sites(claims).values(), claims), strict=True)
        children = [_child(one, place, of_site(claims, key)) for key, place in struck]
        places = spelled(one.places, claims)
        one = replace(one, places=places, title=titles.title(one.kind, places, one.when))
        if len(children) < 2:
            yield one
            continue
        yield replace(
            one,
            children=tuple(child.id for child in children),
            title=titles.title(one.kind, [child.places[0] for child in children], one.when, several=True),
        )
        yield from children


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
