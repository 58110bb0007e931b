"""Where the report's main happening was: the places that its opening and its figures put it in."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date, timedelta

from casrec.dates import Moment
from casrec.extract import happenings
from casrec.extract.clause_spans import clause, clause_head
from casrec.extract.geoparsing.spots import is_origin
from casrec.extract.happenings import times
from casrec.extract.happenings.incident_words import words
from casrec.extract.happenings.scene import Counted, Scene
from casrec.extract.happenings.scope import WIDESPREAD
from casrec.extract.happenings.where import Spot, spots
from casrec.holding import away, contains, identity, most_specific
from casrec.records import Place
from casrec.terms import IncidentKind, PlaceKind

# How strongly a role says that something happened there; swept on the development reports.
_WEIGHT = {"in": 3.0, "hit": 4.0, "noun": 2.5, "of": 2.0}
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL})
_TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.DISTRICT})
_ROAMING = frozenset({IncidentKind.STORM, IncidentKind.FLOOD})  # what no town has to itself
_KEPT = 0.45  # of the best score: below 0.35 bystanders come in, above 0.6 the second town of two is lost
_AGAIN = 0.3  # the weight of every further mention
_OLD = timedelta(days=100)
_LOOSE = 0.3  # the weight of a place that only shares the sentence with what happened
_NAMED = 1.0  # the weight of "the X shooting", "attack in X" further down
_IN = re.compile(r"\s+(?:in|at|on|near|outside|off|across)\s+(?:the\s+)?", re.I)
_OFTEN = 3  # how often a report that opens with a scene names its town further down
_BEAT, _BEAT_MOST = 2.0, 4.0  # the weight of a town whose police act, a line and in all (swept 1 to 3)
_POLICE_AFTER = re.compile(r"(?:['’]s)? (?:metropolitan |city |township )?(?:police|fire)\b", re.I)
_POLICE_BEFORE = re.compile(r"\bpolice (?:from|of) (?:the )?\Z", re.I)
_LEAVING = frozenset("left leave leaves leaving claimed claims".split())
_HOUR_KM = 50.0  # how far what happened near a town may be
_PAST = 0.2  # the weight of a place whose clause tells of long ago


def lead_places(
    scene: Scene, figures: Sequence[Counted], skip: Collection[int] = (), silent: Container[int] = ()
) -> tuple[Place, ...]:
    """The places of the report's main happening; ``skip`` holds lines known to be background.

    Weights grow with the role, with a word of happening or harm in the same line and with standing early; a place
    that holds a better one is dropped for it.
    """
    scores: dict[str, float] = {}
    records: dict[str, Place] = {}
    tied: set[str] = set()
    partners: dict[str, set[str]] = {}  # places named in one breath: "in X and Y"
    exact: set[str] = set()  # named otherwise than as what it was near to
    anchors = {figure.anchor_start for figure in figures}
    counted = {figure.line for figure in figures}
    core = {line.index for line in scene.core}
    event = times.event_time(scene.dated)
    kind = happenings.kind_of(scene)
    widespread = kind in WIDESPREAD

    def vote(place: Place, weight: float) -> str:
        key = identity(place)
        scores[key] = scores.get(key, 0.0) + weight
        records.setdefault(key, place)
        return key

    for line in sorted(core | counted):
        if line in skip or not scene.toponyms(line):
            continue
        near = (2.0 if line in core else 1.0) * (1.5 if line in counted else 1.0)
        told = 1.0 if scene.events(line) or line in counted else 0.6 if line in core else 0.3
        heads: dict[int, set[str]] = {}
        seen: set[tuple[int, int]] = set()  # a place that two clauses put something in has one vote
        for spot in spots(scene, line, silent):
            if (spot.named.start, spot.named.end) in seen:
                continue
            seen.add((spot.named.start, spot.named.end))
            weight = _WEIGHT.get(spot.role.name, 0.0) * near * told
            if weight and _long_ago(scene.dated, line, spot, event):
                weight *= _PAST
            hangs = _tied(scene, line, spot, anchors)
            weight *= 1.0 if hangs else _LOOSE
            key = vote(scene.settlement(spot.named.place), weight)
            if not spot.role.beside:
                exact.add(key)
            if weight and hangs:
                tied.add(key)
            together = heads.setdefault(spot.role.head, set())
            together.add(key)
            for other in together:
                partners.setdefault(other, set()).update(together)
    for at in scene.reading.lines:  # a report on what goes on comes back to its place
        for named in scene.toponyms(at.index) if at.index not in skip else ():
            key = identity(scene.settlement(named.place))
            if scores.get(key):
                scores[key] += _AGAIN
    for line, place in _events_named(scene, core | counted | set(skip), silent):
        if not _past_line(scene.dated, line, event):
            key = vote(place, _NAMED)
            tied.add(key)
            partners.setdefault(key, {key})
    for place, weight in () if widespread else _policed(scene, core | counted, skip):
        key = vote(place, weight)
        partners.setdefault(key, {key})
    best = _best(scores, records, tied)
    kept = tuple(dict.fromkeys(_nearest(place, scores, records, exact) for place in best))
    if widespread:
        kept = _whole_area(kept, scores, records, scores if kind in _ROAMING else tied)
    top = max(kept, key=lambda p: scores.get(identity(p), 0.0), default=None)
    return tuple(p for p in kept if top is not None and (p is top or identity(p) in partners[identity(top)]))


def _nearest(place: Place, scores: dict[str, float], records: dict[str, Place], exact: Container[str]) -> Place:
    """A place that the report never names but as what it was near to gives way to a town that it names there.

    Where "suburban X" is all the headline says, and the report goes on in "Y, a suburb of X", it was in Y.
    """
    if identity(place) in exact or place.kind is not PlaceKind.SETTLEMENT:
        return place
    named = [records[key] for key in sorted(scores) if key in exact and scores[key] > 0]
    towns = [town for town in named if town.kind is PlaceKind.SETTLEMENT and _close(place, town)]
    return max(towns, key=lambda town: scores[identity(town)], default=place)


def _close(place: Place, other: Place) -> bool:
    """Whether two places lie within an hour's drive of each other."""
    apart = away(place, other)
    return apart is not None and apart <= _HOUR_KM


def _policed(scene: Scene, lines: Collection[int], skip: Collection[int]) -> list[tuple[Place, float]]:
    """The towns whose police or firefighters act or speak in these lines, each with its weight: "Norham police said".

    Where it happened is their beat, though no word of what happened hangs from the town's name.
    """
    text = scene.reading.text
    weights: dict[str, float] = {}
    records: dict[str, Place] = {}
    for at in sorted(set(lines).difference(skip)):
        here = {}
        for named in scene.toponyms(at):
            if named.place.kind in _TOWNS and (
                _POLICE_AFTER.match(text, named.end)
                or _POLICE_BEFORE.search(text, max(0, named.start - 20), named.start)
            ):
                here[identity(named.place)] = named.place
        for key, place in here.items():
            weights[key] = min(_BEAT_MOST, weights.get(key, 0.0) + _BEAT)
            records.setdefault(key, place)
    return [(records[key], weight) for key, weight in weights.items()]


def _whole_area(
    kept: tuple[Place, ...], scores: dict[str, float], records: dict[str, Place], hit: Collection[str]
) -> tuple[Place, ...]:
    """What a hazard struck as a whole: the province that the report says was ``hit``, rather than a town in it."""
    areas = [records[key] for key in sorted(hit) if records[key].kind is PlaceKind.PROVINCE]
    found = []
    for place in kept:
        least = 0.5 * scores.get(identity(place), 0.0)
        holders = [area for area in areas if contains(area, place) and scores[identity(area)] >= least]
        found.append(max(holders, key=lambda area: scores[identity(area)], default=place))
    return most_specific(found)


def _events_named(scene: Scene, without: Collection[int], silent: Container[int]) -> Iterator[tuple[int, Place]]:
    """The places that other lines than ``without`` name in one breath with what happened: "the X shooting"."""
    text = scene.reading.text
    for at in scene.reading.lines:
        named = scene.toponyms(at.index) if at.index not in without else []
        happened = scene.events(at.index) if named else []
        for toponym in named:
            if toponym.start in silent:
                continue
            after = any(e.start - toponym.end == 1 and not e.war for e in happened)
            before = any(
                not e.war and e.end < toponym.start <= e.end + 12 and _IN.fullmatch(text, e.end, toponym.start)
                for e in happened
            )
            if (after and toponym.place.kind not in _WIDE) or before:
                yield at.index, scene.settlement(toponym.place)


def _past_line(scene: Scene, line: int, event: Moment | None) -> bool:
    """Whether a line tells of a time long before the report that is not its event's."""
    limit = None if scene.day is None else scene.day - _OLD
    return limit is not None and any(_before(m, limit, event) for m in scene.moments(line))


def named_most(scene: Scene, silent: Container[int] = (), skip: Collection[int] = ()) -> tuple[Place, ...]:
    """For a report no place of which hangs from what happened: the town it names most, its dateline's included, if its
    opening names it, else the one named ``_OFTEN`` times and twice as often as any other."""
    times_named: dict[str, int] = {}
    every: dict[str, int] = {}  # by speakers and origins too
    records: dict[str, Place] = {}
    opening: set[str] = set()
    for at in scene.reading.lines:
        for named in scene.toponyms(at.index) if at.index not in skip else ():
            place = scene.settlement(named.place, streets=True)
            told = named.start in silent
            if place.kind in _TOWNS:
                every[place.name] = every.get(place.name, 0) + 1
            if place.kind in _TOWNS and not told and not is_origin(scene.reading.text, named.start):
                times_named[place.name] = times_named.get(place.name, 0) + 1
                records.setdefault(place.name, place)
                if at in scene.core:
                    opening.add(place.name)
    best = [name for name in times_named if name in opening]
    if best:
        return (records[max(best, key=lambda name: times_named[name])],)
    first, second = (*sorted(every.values(), reverse=True), 0, 0)[:2]
    clear = first >= _OFTEN and first >= 2 * second
    return tuple(records[name] for name, many in every.items() if clear and many == first and name in records)


def _tied(scene: Scene, line: int, spot: Spot, anchors: Collection[int]) -> bool:
    """Whether a place hangs from a word of happening or harm itself, and does not only share its sentence."""
    sentence = scene.reading.parsed(line)
    heads = [sentence.tokens[spot.role.head], sentence.tokens[spot.role.clause]]
    if any(head.start in anchors for head in heads):
        return True
    verb = sentence.tokens[spot.role.clause]
    if verb.lower in _LEAVING and any(  # "a shooting in X left two dead"
        token.start in anchors and clause_head(sentence, token.index) == verb.index for token in sentence.tokens
    ):
        return True
    for child in sentence.children(spot.role.clause):  # "a lorry was driven into a crowd in X, killing 84"
        token = sentence.tokens[child]
        if (
            token.dep == "advcl"
            and token.tag == "VBG"
            and any(sentence.tokens[i].start in anchors for i in (child, *sentence.subtree(child)))
        ):
            return True
    events = {event.start for event in scene.events(line)} | {event.end for event in scene.events(line)}
    for child in sentence.children(spot.role.head):  # "the shooting began at a school in X"
        if sentence.tokens[child].dep in {"nsubj", "nsubjpass"} and sentence.tokens[child].start in events:
            return True
    return any(
        head.start in events or head.end in events or words().struck.fullmatch(head.lower) is not None for head in heads
    )


def _best(scores: dict[str, float], records: dict[str, Place], tied: Collection[str]) -> tuple[Place, ...]:
    """The places that score near the best, without what holds them or only surrounds them.

    A place inside the best one may score less where it is ``tied`` to the happening: reports name the country often
    and the town once.
    """
    if not scores:
        return ()
    total = {
        key: value + sum(0.5 * scores[other] for other in scores if contains(records[other], records[key]))
        for key, value in scores.items()
    }
    best, raw = max(total.values()), max(scores.values())
    kept = [key for key in scores if total[key] >= _KEPT * best and scores[key] > 0]
    fine = [key for key in kept if records[key].kind not in _WIDE]
    top = max(kept, key=lambda key: (scores[key], key), default=None)
    inside = [key for key in fine if top is not None and contains(records[top], records[key])]
    least = 0.3 if any(key in tied for key in inside) else 0.4
    if fine and max(scores[key] for key in fine) >= least * raw:
        kept = fine  # a region or country beside a town is where somebody is from, or what holds the town
    else:
        placed = [
            key for key in kept if records[key].country_code is not None or records[key].kind is PlaceKind.NATURAL
        ]
        kept = [key for key in placed or kept if scores[key] >= 0.6 * raw]
    towns = [
        key for key in kept if records[key].kind is not PlaceKind.FACILITY or records[key].name != records[key].text
    ]
    return most_specific([records[key] for key in towns or kept])


def _long_ago(scene: Scene, line: int, spot: Spot, event: Moment | None) -> bool:
    """Whether the clause of a place tells of a time long before the report, and not of its event."""
    if scene.day is None or not scene.moments(line):
        return False
    sentence = scene.reading.parsed(line)
    told = clause(sentence, spot.role.clause)
    if sentence.tokens[spot.role.clause].dep == "advcl":  # "it began two years ago, after a gunman in X killed nine"
        told |= clause(sentence, clause_head(sentence, sentence.tokens[spot.role.clause].head))
    starts = {sentence.tokens[i].start for i in told}
    limit = scene.day - _OLD
    return any(m.start in starts and _before(m, limit, event) for m in scene.moments(line))


def _before(moment: Moment, limit: date, event: Moment | None) -> bool:
    """Whether a moment lies before a day, and is neither the start of a span up to now nor the event's own."""
    if moment.last is None or moment.last >= limit or moment.relation == "since":
        return False
    if event is None or event.first is None or event.last is None or moment.first is None:
        return True
    return moment.first > event.last or event.first > moment.last
