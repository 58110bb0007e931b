"""A dossier as it is shown: everything in words and in order, the same for the terminal and for pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from casrec.publish import aside, clock, history, notes, origins, policies, story, summary, support, tolls, words
from casrec.publish.placing import Places
from casrec.records import Claim, Dossier, Estimate
from casrec.settings import Settings
from casrec.terms import Group, Harm, Severity

_SEVERITY = list(Severity)


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """The estimates of one harm, group and place: the range, the best figure, and what each dataset would publish.

    ``datasets`` are in the order of the view's ``datasets``; empty where a policy is not for this.
    """

    harm: str
    place: str
    range: str
    best: str
    origins: str
    datasets: tuple[str, ...]
    used: tuple[str, ...]
    best_used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, with how much it should weigh."""

    kind: str
    severity: str
    sentence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One number of the head of a page."""

    label: str
    value: str
    remark: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One dossier in words.

    ``recalled`` where no report here is mainly about it; ``latest`` is the newest publication among its reports: the
    record knows no other now. ``follows`` is the id and title of the incident that this one is an aftermath of.
    """

    id: str
    title: str
    kind: str
    hazard: bool
    recalled: bool
    when: str
    order: str
    latest: str
    children: tuple[str, ...]
    follows: tuple[str, str] | None
    keys: tuple[Key, ...]
    sentences: tuple[summary.Sentence, ...]
    support: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    tolls: tuple[tolls.TollTable, ...]
    histories: tuple[history.History, ...]
    datasets: tuple[str, ...]
    estimates: tuple[EstimateRow, ...]
    reasons: tuple[policies.Reasoning, ...]
    events: tuple[story.Event, ...]
    places: tuple[story.PlaceRow, ...]
    attacks: tuple[story.AttackRow, ...]
    responsibility: tuple[story.ResponsibilityRow, ...]
    reactions: tuple[story.ReactionRow, ...]
    sources: tuple[origins.SourceRow, ...]
    reports: tuple[origins.ReportRow, ...]
    copies: tuple[str, ...]
    others: tuple[aside.AsideRow, ...]
    unused: tuple[aside.AsideRow, ...]
    notes: notes.Notes


def build(dossier: Dossier, context: int = Settings().context_characters) -> View:
    """The view of a dossier; ``context`` is how many characters footnotes quote around a claim's words."""
    places = Places(dossier)
    attacks = story.attacks(dossier, places)
    incident = dossier.incident
    # nature's blows: what a report says that reads as a claim of responsibility ("was responsible for") is none
    accused = () if words.hazard(incident.kind) else story.responsibility(dossier)
    return View(
        id=incident.id,
        title=summary.heading(dossier, places),
        kind=words.kind(incident.kind),
        hazard=words.hazard(incident.kind),
        recalled=not incident.reports,
        when=clock.when(incident.when),
        order=incident.when.earliest if incident.when else "",
        latest=_latest(dossier),
        children=tuple(words.clean(child.title) for child in dossier.children),
        follows=(dossier.follows.id, words.clean(dossier.follows.title)) if dossier.follows else None,
        keys=_keys(dossier),
        sentences=summary.sentences(dossier, places, attacks, accused),
        support=support.sentences(dossier.grade),
        findings=_findings(dossier),
        tolls=tolls.tables(dossier, places),
        histories=history.histories(dossier, places),
        datasets=tuple(policies.label(name) for name in policies.columns(dossier.estimates)),
        estimates=_estimates(dossier, places),
        reasons=_reasons(dossier),
        events=story.events(dossier, places),
        places=story.places_of(dossier, places),
        attacks=attacks,
        responsibility=accused,
        reactions=story.reactions(dossier),
        sources=origins.sources(dossier),
        reports=origins.reports(dossier),
        copies=origins.copies(dossier),
        others=aside.others(dossier),
        unused=aside.unused(dossier),
        notes=notes.make(dossier, context),
    )


def _latest(dossier: Dossier) -> str:
    """The newest publication among the reports."""
    dated = [(clock.instant(report.published, end=True), report.published) for report in dossier.reports]
    known = [(moment, text) for moment, text in dated if moment is not None]
    return clock.spoken(max(known)[1]) if known else "unknown"


def _keys(dossier: Dossier) -> tuple[Key, ...]:
    """The killed and the injured always, another harm where it has an estimate of people that says more than these."""
    found = []
    for harm in words.HARMS:
        estimate = summary.estimate_of(dossier, harm)
        if estimate is not None and harm is Harm.KILLED_OR_INJURED and not summary.adds(dossier, estimate):
            continue
        if estimate is not None:
            value = words.estimate(estimate)
            remark = _remark(estimate, [claim for claim in dossier.claims if claim.id in estimate.used])
            found.append(Key(words.HARMS[harm], value, remark, estimate.used))
        elif harm.value in {"killed", "injured"}:
            told = [claim.id for claim, content in tolls.figures(dossier) if content.harm is harm]
            value, remark = ("no estimate", "figures below") if told else ("not stated", "no report gives a number")
            found.append(Key(words.HARMS[harm], value, remark, tuple(told)))
    return tuple(found)


def _remark(estimate: Estimate, used: Sequence[Claim]) -> str:
    """What a reader must know beside a number: how many origins, and which end is open."""
    said = [words.plural(estimate.origins, "origin")] if estimate.origins else []
    if words.unsaid(estimate):
        return "no source says that there were none"
    if estimate.computed:
        said.append(words.computed(estimate, used))
    if estimate.low is not None and estimate.high is None:
        said.append("no upper bound stated")
    if estimate.low is None and estimate.high is not None:
        said.append("no lower bound stated")
    return "; ".join(said)


def _estimates(dossier: Dossier, places: Places) -> tuple[EstimateRow, ...]:
    """The estimates: the killed first and people before any group of them, the whole before its sites."""
    ids = [dossier.incident.id, *(child.id for child in dossier.children)]
    mine = [each for each in dossier.estimates if each.incident in ids]
    names = policies.columns(mine)
    held: dict[tuple[int, int, int], list[Estimate]] = defaultdict(list)
    for each in sorted(mine, key=lambda each: (policies.order(each.policy), each.version)):
        harm, group = list(words.HARMS).index(each.harm), list(Group).index(each.group)
        held[harm, group, ids.index(each.incident)].append(each)
    return tuple(_estimate(held[key], dossier, places, names) for key in sorted(held))


def _estimate(held: list[Estimate], dossier: Dossier, places: Places, names: tuple[str, ...]) -> EstimateRow:
    """The row of the estimates of one harm, group and place; the policy ``range`` stands first where there is one."""
    first = held[0]
    by = {each.policy: each for each in held}
    best = by.get(policies.BEST)
    one = next((c for c in dossier.children if c.id == first.incident), None)
    where = words.series([places.called(place) for place in one.places]) or words.clean(one.title) if one else "In all"
    return EstimateRow(
        harm=_harm(first),
        place=where,
        range=words.estimate(first),
        best="no single figure" if best is None else policies.gives(best),
        origins=words.number(first.origins) if first.origins else "unknown",
        datasets=tuple(policies.gives(by[name]) if name in by else "" for name in names),
        used=first.used,
        best_used=best.used if best else (),
    )


def _harm(each: Estimate) -> str:
    """What an estimate counts: "Killed", "Killed: children"."""
    people = "" if each.group is Group.PEOPLE else f": {words.group(each.group)}"
    return words.sentence(words.HARMS[each.harm]) + people


def _reasons(dossier: Dossier) -> tuple[policies.Reasoning, ...]:
    """The reasoning of every policy on everyone in the incident as a whole; ``explain`` tells that of all figures."""
    mine = [each for each in dossier.estimates if each.incident == dossier.incident.id and each.group is Group.PEOPLE]
    mine.sort(key=lambda each: (list(words.HARMS).index(each.harm), policies.order(each.policy)))
    counts = {each.harm: each.reason for each in mine if each.policy == policies.RANGE}
    return tuple(policies.reasoning(each, _harm(each), counts.get(each.harm, "")) for each in mine)


def _findings(dossier: Dossier) -> tuple[FindingRow, ...]:
    """The findings, the most serious first."""
    ordered = sorted(
        dossier.findings, key=lambda each: (-_SEVERITY.index(each.severity), each.kind, each.sentence, each.id)
    )
    return tuple(
        FindingRow(words.term(each.kind.value), each.severity.value, words.clean(each.sentence), each.claims)
        for each in ordered
    )
