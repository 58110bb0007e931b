"""Which happening each figure is about: the report's own, another one, a whole war's toll, a period's total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casrec.dates import Moment
from casrec.extract.clause_spans import clause_head, token_at
from casrec.extract.happenings import breadth, elsewhere, surroundings, times
from casrec.extract.happenings.incident_words import events, words
from casrec.extract.happenings.retold import retold
from casrec.extract.happenings.scene import Counted, Scene, Told
from casrec.extract.happenings.surroundings import LONG, Near
from casrec.holding import contains
from casrec.records import Place
from casrec.syntax import Sentence
from casrec.terms import Harm, IncidentKind, PassageKind, PlaceKind, Scope, TimePrecision

_SEVERAL, _ANOTHER = "counts the victims of several happenings", "another happening"
_SLACK = timedelta(days=3)  # a report tells of "Monday" and "the weekend" of one happening
_FEW = timedelta(days=4)  # "the past two days" may be what one attack and its aftermath took
_WITHIN = re.compile(
    r"\b(?:with)?in (?:(?:just|only|barely|about|less than|under|the space of) )*"
    r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:weeks?|months?|years?)\b",
    re.I,
)
_FRONT = 15  # characters of a sentence before the time that it opens with
_GOING_ON = timedelta(days=100)  # a report without a day of its own tells of what goes on: a siege, a season, a camp
_PLACED = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.COUNTRY}
)
# A hazard harms in many places at once: elsewhere is no other happening.
WIDESPREAD = frozenset(
    {IncidentKind.STORM, IncidentKind.FLOOD, IncidentKind.EARTHQUAKE, IncidentKind.TSUNAMI, IncidentKind.WILDFIRE}
)
# What happens at one place at a time: in another town it is another one.
_AT_ONE_PLACE = frozenset(
    {
        IncidentKind.BOMBING,
        IncidentKind.SHOOTING,
        IncidentKind.STABBING,
        IncidentKind.VEHICLE_ATTACK,
        IncidentKind.ARSON,
        IncidentKind.ASSAULT,
        IncidentKind.FIRE,
        IncidentKind.TRANSPORT_ACCIDENT,
        IncidentKind.INDUSTRIAL_ACCIDENT,
        IncidentKind.COLLAPSE,
    }
)
# What is over within days, wherever it is.
_AT_ONE_TIME = frozenset(
    {IncidentKind.AIR_STRIKE, IncidentKind.SHELLING, IncidentKind.EXECUTION, IncidentKind.KIDNAPPING}
)
# What goes on for days: a report of its fourth day tells of the first too.
_GOES_ON = frozenset({IncidentKind.STORM, IncidentKind.FLOOD, IncidentKind.WILDFIRE})
_BEFORE = timedelta(days=11)  # two weeks, with the slack
_HURT = frozenset({Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED})


@dataclass(frozen=True, slots=True)
class Scoped:
    """The scope of one figure, why, and the time its clause gives to the other happening (None where it gives none)."""

    scope: Scope
    reason: str
    moment: Moment | None = None


_SINCE = re.compile(r"\bsince (?!.{0,12}\b(?:mon|tues|wednes|thurs|fri|satur|sun)day)", re.I)
_SINCE_THE = re.compile(r"since (?:the|this|that) (?:\w+ ){0,2}?\w+", re.I)
_LATELY = re.compile(r"recent (?:days|weeks|months)|since then", re.I)
_BLAMED = re.compile(r"\b(?:responsible|blamed|culpable|culpability|responsibility) for\b", re.I)
_GAP = re.compile(r"\b(?:day|week|month|year|decade)s? (?:after|before) (?:\S+ ){0,9}\Z", re.I)
_BESIDE = re.compile(
    r"\b(?:hours? (?:earlier|later|before)|earlier (?:in the|that|on the same) day|the same day)\b", re.I
)
_WHO = re.compile(r"(?:who|that|which)\b", re.I)
_OTHERS = re.compile(r"\s+other\b(?!s)", re.I)
_SUPERLATIVE = re.compile(r"\b(?:\w+est|worst|most \w+|first|second|third|highest)\b[\w\s,'’-]{0,60}\Z", re.I)
_COMPARED = re.compile(r"\b(?:deadliest|bloodiest|worst|biggest|largest|most \w+)\b[^.;]*\bsince\b", re.I)
_Days = tuple[date, date]
MAIN = Scoped(Scope.INCIDENT, "no sign of another happening")


def decide(
    scene: Scene,
    figures: Sequence[Counted],
    own: Sequence[tuple[Place, ...]],
    event: Moment | None,
    lead: tuple[Place, ...],
    kind: IncidentKind | None = None,
    *,
    counted: bool = True,
) -> list[Scoped]:
    """Each figure's scope; ``own`` are its sentence's places; time, places and kind are the lead's.

    What is not ``counted`` (an attack, a tie of an actor) never tells what the report is about.
    """
    if scene.dated is not scene:
        scene = scene.dated
        event = times.event_time(scene)
    nears = [surroundings.near(scene, figure) for figure in figures]
    nears = [surroundings.without_later(scene, f, near, event) for f, near in zip(figures, nears, strict=True)]
    tied = event is not None and any(_in_line(scene, figure.line, event) for figure in figures)
    base = _base(scene, event, tied, kind)
    struck = event if event is not None and tied and kind in _AT_ONE_PLACE and times.is_day(event) else None
    totals = _counts_a_period(scene, figures, nears)
    core = {line.index for line in scene.core}
    first = {_count(figure) for figure in figures if counted and figure.line in core}  # what comes again is the same
    told = {figure.line for figure in figures}
    masses = any(breadth.size(figure) >= breadth.MASSES for figure in figures if figure.line in core)
    found: list[Scoped] = []
    for index, figure in enumerate(figures):
        again = counted and getattr(figure, "low", None) != 1 and _count(figure) in first
        verdict = _by_words(scene, figure, nears[index], event, base, totals)
        if verdict is None and not (totals or again or masses):
            verdict = _by_breadth(scene, figure, nears[index], kind)
        if verdict is None and struck is not None and not totals and getattr(figure, "harm", None) in _HURT:
            verdict = _by_stretch(scene, figure, nears[index], struck)
        dated = verdict is not None and verdict.moment is not None and _COMPARED.search(nears[index].before) is None
        if dated and not tied and _same_place(_early(scene, figure, own[index]), lead):
            verdict = None  # a report of an arrest or a hearing is about what happened there, however long ago
        if verdict is None and not totals and not again:
            verdict = None if _same_place(own[index], lead) else _by_name(scene, figure, nears[index])
        if verdict is None and kind not in WIDESPREAD:
            point = None if again else kind
            verdict = _by_place(scene, figure, nears[index], own[index], lead, event, point)
        if verdict is None and index and not own[index]:
            verdict = _carried(scene, figures[index - 1], figure, found[index - 1], nears[index])
        if verdict is None and counted and not again and not own[index] and figure.line - 1 not in told:
            verdict = _told_before(scene, figure, nears[index], event, base, totals)
            if verdict is not None and not _apart(scene, figure.line - 1, lead, tied):
                verdict = None
        found.append(verdict or MAIN)
    if counted:
        again_named = retold(scene, figures, [v.scope is not Scope.INCIDENT for v in found])
        found = [found[again_named.get(index, index)] for index in range(len(found))]
    found = [_told_on(scene, figures, found, index) for index in range(len(found))]
    return _with_wholes(figures, _only_time(figures, found) if counted else found)


def _told_on(scene: Scene, figures: Sequence[Counted], found: Sequence[Scoped], index: int) -> Scoped:
    """A figure's scope, or that of the next in its sentence where only its end tells of several happenings: "ten were
    killed and dozens hurt in separate attacks"."""
    after = index + 1
    if found[index] is not MAIN or after >= len(found) or figures[after].line != figures[index].line:
        return found[index]
    between = scene.reading.text[figures[index].anchor_end : figures[after].start]
    told = found[after].reason.startswith((_SEVERAL, _ANOTHER))
    return found[after] if told and between.strip() in {"and", ", and", ","} else MAIN


def _early(scene: Scene, figure: Counted, own: Sequence[Place]) -> list[Place]:
    """Those of a figure's places that the opening names, where it names towns; all of those that people fled from or
    to over time."""
    fled = getattr(figure, "harm", None) is Harm.DISPLACED
    kinds = {t.place.kind for at in scene.core for t in scene.toponyms(at.index) if not t.dateline}
    return [p for p in own if fled or PlaceKind.SETTLEMENT not in kinds or elsewhere.told_early(scene, p)]


def _same_place(own: Sequence[Place], lead: Sequence[Place]) -> bool:
    """Whether a figure's places are towns that the report's own happening is put in too."""
    wide = {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL}
    names = {place.name for place in lead if place.kind not in wide}
    return any(place.name in names for place in own)


def _only_time(figures: Sequence[Counted], found: list[Scoped]) -> list[Scoped]:
    """Where no figure is of the report's own happening, those of the first other time told are: a report of an arrest
    or a hearing counts those whom it is about."""
    harms = [getattr(figure, "harm", None) for figure in figures]
    if any(v.scope is Scope.INCIDENT and h is not Harm.DETAINED for v, h in zip(found, harms, strict=True)):
        return found
    first = next((v.moment for v in found if v.scope is Scope.OTHER_INCIDENT and v.moment is not None), None)
    if first is None:
        return found
    own = (first.first, first.last)
    return [
        Scoped(Scope.INCIDENT, f"the only happening counted: {v.moment.text}")
        if v.moment is not None and (v.moment.first, v.moment.last) == own and v.scope is Scope.OTHER_INCIDENT
        else v
        for v in found
    ]


def _in_line(scene: Scene, line: int, moment: Moment) -> bool:
    """Whether a moment stands in a line."""
    at = scene.reading.lines[line]
    return at.start <= moment.start < at.end


def _with_wholes(figures: Sequence[Counted], found: list[Scoped]) -> list[Scoped]:
    """Parts have the scope of their whole."""
    return [
        found[f.within] if f.within is not None and 0 <= f.within < len(found) else verdict
        for f, verdict in zip(figures, found, strict=True)
    ]


def _opening(scene: Scene, line: int) -> bool:
    """Whether a line is a headline or the first line of the article: what stands there is what the report is about."""
    lines = scene.reading.lines
    if lines[line].kind is PassageKind.HEADLINE:
        return True
    first = next((at.index for at in lines if at.kind is not PassageKind.HEADLINE), None)
    return line == first


def _counts_a_period(scene: Scene, figures: Sequence[Counted], nears: Sequence[Near]) -> bool:
    """Whether the report is itself about a period's or a war's toll: its opening figure is one."""
    lexicon = words()
    return any(
        _opening(scene, figure.line)
        and (
            lexicon.running.search(near.text) is not None
            or lexicon.period.search(near.text) is not None
            or any((m.relation == "since" and not times.is_day(m)) or m.precision in LONG for m in near.moments)
            or _SINCE.search(near.text) is not None
        )
        for figure, near in zip(figures, nears, strict=True)
    )


def _by_words(
    scene: Scene, figure: Counted, near: Near, event: Moment | None, base: _Days | None, totals: bool
) -> Scoped | None:
    """The scope that the words and times of a figure's clause tell, or None."""
    if _opening(scene, figure.line):
        return None
    lexicon = words()
    if not totals:
        period = lexicon.period.search(near.wide)
        if period is not None and (event is not None or not _LATELY.search(period.group())):
            return Scoped(Scope.PERIOD_TOTAL, f"counts a period: {period.group()}")
        running = lexicon.running.search(near.wide)
        if running is not None or (near.war and (near.perfect or (near.relative and breadth.many(scene, figure)))):
            return Scoped(Scope.RUNNING_TOTAL, f"counts a whole war: {running.group() if running else 'war'}")
    if near.after:
        return Scoped(Scope.OTHER_INCIDENT, f"the report's own came {near.after}")
    since = _SINCE.search(near.text) if near.perfect and not totals else None
    if since is not None and _since_lead(near.text[since.start() :]):
        return None  # "since the attack, 12 suspects have been held"
    if since is not None and not _SUPERLATIVE.search(near.text[: since.start()]):
        return Scoped(Scope.PERIOD_TOTAL, f"counts {' '.join(near.text[since.start() :].split()[:4])}")
    for moment in near.moments:
        if moment.form == "ago" and event is not None and any(_same_day(m, event) for m in near.moments):
            continue  # "died nearly six months ago, on March 1"
        long_ago = base is None or moment.first is None or moment.first < base[0] - _SLACK
        if moment.relation == "since" and near.relative and long_ago:  # "the worst since 2003, when 95 died"
            return Scoped(Scope.OTHER_INCIDENT, f"another time: {moment.text}", moment)
        if moment.relation == "since" and _SUPERLATIVE.search(
            scene.reading.text, max(0, moment.start - 90), moment.start
        ):
            continue
        verdict = _by_time(moment, event, base, near, totals)
        if verdict is not None:
            return verdict
    who = _WHO.match(scene.reading.text, near.opens)
    if who is not None and near.opens > figure.end and _OTHERS.match(scene.reading.text, figure.end, figure.end + 12):
        return Scoped(Scope.OTHER_INCIDENT, "others, told of in a clause of their own")
    fled = getattr(figure, "harm", None) is Harm.DISPLACED
    if fled and near.perfect and not totals and breadth.size(figure) >= 1_000_000:
        return Scoped(Scope.RUNNING_TOTAL, "millions are displaced by no single happening")
    if near.relative or near.timed:
        gap = _GAP.search(near.run_up)
        gap = None if gap is not None and near.timed and "," in gap.group() else gap  # that clause is over
        if gap is not None and (near.event or events(gap.group(), 0, len(gap.group()))):
            return Scoped(Scope.OTHER_INCIDENT, f"the report's own came {' '.join(gap.group().split()[:4])}")
    if near.relative and near.event:
        likened = lexicon.likened.search(near.before[-120:])
        if likened is not None and not _same_line_is_lead(scene, figure, event):
            return Scoped(Scope.OTHER_INCIDENT, f"a happening recalled: {likened.group().split()[0]}")
    quantity = scene.reading.text[figure.start : figure.end].lower().split()
    if breadth.VAGUE & set(quantity) and _BLAMED.search(near.text):
        return Scoped(Scope.OTHER_INCIDENT, "what somebody is held to answer for")
    other = lexicon.other.search(near.text) or _other_noun(scene, figure, near)
    if other is not None:
        return Scoped(Scope.OTHER_INCIDENT, f"{_ANOTHER}: {' '.join(other.group().split())}")
    return None


def _same_day(moment: Moment, event: Moment) -> bool:
    """Whether a moment names the day of the report's own happening."""
    return times.is_day(moment) and moment.first == event.first


def _since_lead(said: str) -> bool:
    """Whether words that open with "since" point at the report's own happening: "since the shooting"."""
    match = _SINCE_THE.match(said)
    if match is None:
        return False
    told = events(match.group(), 0, len(match.group()))
    return bool(told) and told[-1].end == len(match.group()) and not told[-1].war


def _other_noun(scene: Scene, figure: Counted, near: Near) -> re.Match[str] | None:
    """A noun of another happening in the clause ("a similar attack"), but none that the count itself counts."""
    counted = scene.reading.text[figure.start : max(figure.end, figure.anchor_end)]
    found = words().other_noun.search(near.text)
    return None if found is not None and found.group() in " ".join(counted.split()) else found


def _count(figure: Counted) -> tuple[object, ...]:
    return tuple(getattr(figure, name, None) for name in ("harm", "low", "high"))


def _same_line_is_lead(scene: Scene, figure: Counted, event: Moment | None) -> bool:
    """Whether the line tells when the lead was: "after Monday's attack that killed 12" is about the lead."""
    return event is not None and any(
        m.first is not None and m.first == event.first and m.precision not in LONG for m in scene.moments(figure.line)
    )


def _by_time(moment: Moment, event: Moment | None, base: _Days | None, near: Near, totals: bool) -> Scoped | None:
    """The scope that one time expression of the clause tells, or None where it fits the lead."""
    if moment.first is None or moment.last is None or moment.habit:
        if moment.delta is not None and abs(moment.delta) >= 2880 and near.event and moment.delta < 0:
            return Scoped(Scope.OTHER_INCIDENT, f"another time: {moment.text}", moment)
        return None
    if base is None:
        return None
    first, last = base
    if moment.relation in {"since", "from"}:
        if moment.first < first - _SLACK and not totals:
            return Scoped(Scope.PERIOD_TOTAL, f"counts since {moment.text}", moment)
        return None
    own = (event is not None and moment.first == event.first) or (near.event and times.is_day(moment))
    clock = moment.precision in {TimePrecision.MINUTE, TimePrecision.HOUR}  # "were shot just before 11 p.m."
    if moment.relation in {"before", "prior to"} and own and not clock:
        return Scoped(Scope.OTHER_INCIDENT, f"before {moment.text}")
    outside = moment.relation in {"before", "until", "till", "after", "prior to", "following"}
    if outside and moment.precision in LONG and not near.relative:
        return None
    if moment.first <= last + _SLACK and moment.last >= first - _SLACK:
        whole = moment.form == "period" and moment.precision in LONG  # "this year", said in February
        covers = (moment.last - moment.first).days > (10 if whole else 40) and not totals and event is not None
        if covers and not (moment.form == "year" and event is not None and event.precision in LONG):
            scope = Scope.OTHER_INCIDENT if near.event else Scope.PERIOD_TOTAL
            return Scoped(scope, f"a period: {moment.text}", moment)
        return None
    if totals and moment.precision in LONG:
        return None
    return Scoped(Scope.OTHER_INCIDENT, f"another time: {moment.text}", moment)


def _by_stretch(scene: Scene, figure: Counted, near: Near, struck: Moment) -> Scoped | None:
    """A period's total by the stretch of time that its clause names, or the sentence before it, where the report's own
    happening ``struck`` one place on one day: "in the past week", "since Monday" of what happened on Wednesday."""
    if _opening(scene, figure.line):
        return None
    within = _WITHIN.search(near.text) if near.perfect else None
    if within is not None and not _SUPERLATIVE.search(near.text[: within.start()]):
        return Scoped(Scope.PERIOD_TOTAL, f"a period: {within.group()}")
    moments, start = list(near.moments), scene.reading.lines[figure.line].start
    if not moments and not near.event:
        moments = _opened_before(scene, figure.line)
    for moment in moments:
        if moment.first is None or moment.last is None or struck.first is None or moment.habit:
            continue
        since = moment.relation in {"since", "from"} and moment.first < struck.first
        long = moment.form == "period" and moment.precision in LONG and moment.last - moment.first > _FEW
        if (since and moment.start >= start) or (long and moment.first < struck.first):
            return Scoped(Scope.PERIOD_TOTAL, f"a period: {moment.text}", moment)
    return None


def _opened_before(scene: Scene, line: int) -> list[Moment]:
    """The time that opens the sentence before, in one paragraph with a line: "The last two months have seen raids.
    Some 300 died." """
    lines = scene.reading.lines
    if line == 0 or lines[line - 1].paragraph != lines[line].paragraph:
        return []
    return [m for m in scene.moments(line - 1) if m.start - lines[line - 1].start <= _FRONT]


def _base(scene: Scene, event: Moment | None, tied: bool, kind: IncidentKind | None) -> _Days | None:
    """The days that the report's own happening may span: its event's, else what goes on up to publication.

    An event that is not ``tied`` to a count may be an arrest or a hearing: what it is about lies up to a month back.
    What goes on for days by its ``kind`` began up to two weeks before the day that the opening tells.
    """
    if event is not None and event.first is not None and event.last is not None:
        first, last = event.first, event.last
        if scene.day is not None and scene.day >= last:
            last = min(scene.day, last + timedelta(days=14))
        if not tied and scene.day is not None:
            first = min(first, scene.day - timedelta(days=31))
        if kind in _GOES_ON:
            first = min(first, event.first - _BEFORE)
        return first, max(event.last, last)
    if scene.day is not None:
        return scene.day - _GOING_ON, scene.day
    return None


def _by_breadth(scene: Scene, figure: Counted, near: Near, kind: IncidentKind | None) -> Scoped | None:
    """A total by its size or by the happenings it counts over, where the report is of one that was over soon."""
    if kind not in _AT_ONE_PLACE | _AT_ONE_TIME or _opening(scene, figure.line):
        return None
    if breadth.beyond_one(figure):
        return Scoped(Scope.RUNNING_TOTAL, "more than any one attack or accident has harmed")
    if kind in _AT_ONE_PLACE and breadth.several(scene, figure, near):
        return Scoped(Scope.PERIOD_TOTAL, _SEVERAL)
    return None


def _by_name(scene: Scene, figure: Counted, near: Near) -> Scoped | None:
    """Another happening by the name its clause gives it: "the Parkland massacre"."""
    if not near.named or _opening(scene, figure.line):
        return None
    return Scoped(Scope.OTHER_INCIDENT, f"a happening by another name: {near.named}")


def _by_place(
    scene: Scene,
    figure: Counted,
    near: Near,
    own: tuple[Place, ...],
    lead: tuple[Place, ...],
    event: Moment | None,
    kind: IncidentKind | None,
) -> Scoped | None:
    """Another happening by its place: a clause with its own event word or day, or people killed or hurt, wholly
    elsewhere than the lead. ``kind`` is None for a count that the opening gives too: its place alone sets none apart.
    """
    another_day = event is not None and any(times.is_day(m) and m.first != event.first for m in near.moments)
    if _opening(scene, figure.line) or not own or not lead:
        return None
    if any(place.kind not in _PLACED or elsewhere.at_home(scene, figure.line, place) for place in own):
        return None
    hurt = kind is not None and getattr(figure, "harm", None) in _HURT
    hurt = hurt and not any(elsewhere.told_early(scene, place) for place in own)
    if not (near.event or another_day or hurt):
        return None
    for place in own:
        for other in lead:
            if place == other or place.name == other.name or contains(place, other) or contains(other, place):
                return None
            if place.admin1 is not None and (place.admin1, place.country_code) == (other.admin1, other.country_code):
                return None
    anew = near.anew and elsewhere.far(own, lead)
    timed = bool(near.moments) or anew or _BESIDE.search(near.text) is not None or (hurt and kind in _AT_ONE_PLACE)
    if any(place.country_code == other.country_code for place in own for other in lead) and not timed:
        return None
    return Scoped(Scope.OTHER_INCIDENT, f"another place: {', '.join(place.text for place in own)}")


def _ends_it(sentence: Sentence, inner: int, outer: int) -> bool:
    """Whether a clause tells how what its outer clause tells ended: "a gunman killed five before police shot him"."""
    if sentence.tokens[inner].dep != "advcl" or sentence.tokens[inner].head != outer:
        return False
    return any(sentence.tokens[c].lower in {"before", "until"} for c in sentence.children(inner))


def _carried(scene: Scene, before: Counted, figure: Counted, verdict: Scoped, near: Near) -> Scoped | None:
    """The scope of the figure before, where this one goes on about it: same line, or the next one of the paragraph."""
    if verdict.scope is Scope.INCIDENT or near.moments:
        return None
    here, there = scene.reading.lines[figure.line], scene.reading.lines[before.line]
    if figure.line == before.line:
        sentence = scene.reading.parsed(figure.line)
        mine, other = (token_at(sentence, f.anchor_start) for f in (figure, before))
        if mine is None or other is None:
            return None
        outer, inner = clause_head(sentence, other), clause_head(sentence, mine)
        return verdict if inner == outer or _ends_it(sentence, inner, outer) else None
    if figure.line - before.line == 1 and here.paragraph == there.paragraph and verdict.scope is Scope.OTHER_INCIDENT:
        return verdict
    return None


def _told_before(
    scene: Scene, figure: Counted, near: Near, event: Moment | None, base: _Days | None, totals: bool
) -> Scoped | None:
    """The scope of what the sentence before tells of, where a count goes on about it: "Bombs went off in Karvan in
    March. At least 10 people died in those blasts."."""
    lines = scene.reading.lines
    line = figure.line - 1
    if line < 1 or near.moments or lines[line].paragraph != lines[figure.line].paragraph or _opening(scene, line):
        return None
    told = [event for event in scene.events(line) if not event.war] if scene.moments(line) else []
    if not told or _opening(scene, figure.line):
        return None
    last = told[-1]
    word = Told(last.start, last.end, line, last.start, last.end)
    verdict = _by_words(scene, word, surroundings.near(scene, word), event, base, totals)
    return None if verdict is None else replace(verdict, reason=f"goes on about {verdict.reason}")


def _apart(scene: Scene, line: int, lead: Sequence[Place], tied: bool) -> bool:
    """Whether the time of a line sets it apart: where the lead's own day is told, or it is put elsewhere."""
    names = {scene.settlement(t.place).name for t in scene.toponyms(line) if not t.dateline}
    return tied or (bool(names) and names.isdisjoint(place.name for place in lead))
