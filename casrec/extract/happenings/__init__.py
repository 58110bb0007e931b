"""The happenings a report tells of: the one it is about, and those it only recalls, each a Mention."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from casrec.dates import Moment
from casrec.extract.happenings import times
from casrec.extract.happenings.incident_words import words
from casrec.extract.happenings.scene import Counted, Scene
from casrec.extract.happenings.scope import Scoped
from casrec.ids import content_id
from casrec.records import Mention, Place, When
from casrec.terms import Harm, IncidentKind, MentionRole, PassageKind, Scope

# Kinds that say how rather than what: another kind near by outweighs them ("clashes" after a bombing, "fire").
_WEAK = {
    IncidentKind.ARMED_CLASH: 0.6,
    IncidentKind.FIRE: 0.7,
    IncidentKind.UNREST: 0.6,
    IncidentKind.COLLAPSE: 0.6,
    IncidentKind.ASSAULT: 0.6,
    IncidentKind.EXECUTION: 0.9,
    IncidentKind.KIDNAPPING: 0.8,
}
_MEANT = re.compile(r"\b(?:attack|terror|deliberate|intentional|rampage|ramm|hate crime|murder)", re.I)
_MISHAPS = {IncidentKind.VEHICLE_ATTACK, IncidentKind.TRANSPORT_ACCIDENT, IncidentKind.FIRE, IncidentKind.COLLAPSE}
_SOON = 20  # lines of a report in which its happening's kind is told, if at all
_NAMES = {IncidentKind.OTHER: "incident"}
_TOTALS = {Scope.RUNNING_TOTAL: "whole conflict", Scope.PERIOD_TOTAL: "total of a period"}


def kind_of(scene: Scene) -> IncidentKind | None:
    """The kind of the report's main happening: the kinds its opening names, the headline and first line above all."""
    scores: dict[IncidentKind, float] = {}
    first = next((line.index for line in scene.core if line.kind is not PassageKind.HEADLINE), None)
    named = False
    for line in (*scene.core, *scene.reading.lines[len(scene.core) : _SOON]):
        if scores and line not in scene.core:
            break  # what follows the opening is asked only where the opening says no more than "attack"
        weight = 3.0 if line.kind is PassageKind.HEADLINE or line.index == first else 1.0
        for event in scene.events(line.index):
            named = named or line in scene.core
            if event.kind is not None and (named or line in scene.core):
                scores[event.kind] = scores.get(event.kind, 0.0) + weight * _WEAK.get(event.kind, 1.0)
        if line in scene.core and words().driven.search(scene.reading.text, line.start, line.end):
            scores[IncidentKind.VEHICLE_ATTACK] = scores.get(IncidentKind.VEHICLE_ATTACK, 0.0) + weight
    _settle_driving(scores, scene)
    if not scores:
        return IncidentKind.OTHER if named else None
    return min(scores, key=lambda kind: (-scores[kind], list(IncidentKind).index(kind)))


def _settle_driving(scores: dict[IncidentKind, float], scene: Scene) -> None:
    """Vehicles driven into people: an attack where the opening speaks of one or of other violence, else an accident."""
    attack, accident = IncidentKind.VEHICLE_ATTACK, IncidentKind.TRANSPORT_ACCIDENT
    if attack not in scores:
        return
    meant = not _MISHAPS.issuperset(scores) or any(
        _MEANT.search(scene.reading.text, line.start, line.end) for line in scene.core
    )
    kind, other = (attack, accident) if meant else (accident, attack)
    scores[kind] = scores.get(kind, 0.0) + scores.pop(other, 0.0)


def lead(scene: Scene, places: tuple[Place, ...], event: Moment | None, harms: Collection[Harm]) -> Mention | None:
    """The happening the report is about; None where its opening tells of none and it counts nobody harmed.

    Where no word names it and all of the ``harms`` are abductions, it is a kidnapping.
    """
    kind = kind_of(scene)
    if kind is None and not harms:
        return None
    if kind is None and set(harms) == {Harm.ABDUCTED}:
        kind = IncidentKind.KIDNAPPING
    report = scene.reading.report
    return Mention(
        id=content_id("men", report.id, "lead"),
        report=report.id,
        role=MentionRole.LEAD,
        label=label(kind, places, None),
        kind=kind,
        when=times.when(event) if event is not None else None,
        places=places,
    )


def background(scene: Scene, figure: Counted, scoped: Scoped, places: tuple[Place, ...]) -> Mention:
    """The happening that a figure out of scope is about. Figures of one scope, time and places share one Mention."""
    report = scene.reading.report
    kind = None
    if scoped.scope is Scope.OTHER_INCIDENT:
        near = sorted(scene.events(figure.line), key=lambda event: abs(event.start - figure.start))
        kind = next((event.kind for event in near if event.kind is not None), None)
    when = None
    if scoped.moment is not None:  # looked up again: the one that decided may stand on a day of convenience
        at = scoped.moment.start
        told = next((m for m in scene.moments(figure.line) if m.start == at), None)
        when = times.when(told) if told is not None else None
    text = label(kind, places, when, _TOTALS.get(scoped.scope))
    return Mention(
        id=content_id("men", report.id, scoped.scope, text),
        report=report.id,
        role=MentionRole.BACKGROUND,
        label=text,
        kind=kind,
        when=when,
        places=places,
    )


def label(kind: IncidentKind | None, places: Sequence[Place], when: When | None, total: str | None = None) -> str:
    """A happening in a few words: "bombing in Jableh and Tartus, 1986"."""
    word = total or (_NAMES.get(kind, kind.replace("_", " ")) if kind is not None else "happening")
    names = list(dict.fromkeys(place.text for place in places))[:4]
    where = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return word + (f" in {where}" if where else "") + (f", {when.text}" if when is not None and when.text else "")
