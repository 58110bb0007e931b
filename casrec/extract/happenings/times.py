"""Times in a reading: when a happening was, and the time at which a figure held."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from casrec.dates import Moment
from casrec.days import local_days
from casrec.extract.happenings.scene import Scene
from casrec.extract.happenings.tied import Tie, is_stamp, sentence_before, tie
from casrec.records import When
from casrec.sieve import Sieve
from casrec.terms import DAY_KNOWN, TimePrecision
from casrec.timing import shifted

_REPORTING = re.compile(
    r"\b(?:said|says|saying|told|tells|reported|reports|announced|announces|confirmed|confirms|added|tweeted|wrote"
    r"|warned|stated|estimated|counted|put|issued|statement|speaking|press conference|interview|briefing)\b"
    r"(?:\W+\w+){0,4}\W+(?:on\s+|late\s+|early\s+)*\Z",
    re.IGNORECASE,
)
_EARLIER = Sieve(
    r"\b(?:earlier|previously|initially|originally|at first|first|initial|early|preliminary)\s+(?:\w+\s+){0,2}?"
    r"(?:said|reported|reports?|put|counted|told|announced|confirmed|estimates?|estimated|figures?|tolls?|counts?|statements?)\b"
    r"|\b(?:said|reported|put|announced)\s+(?:\w+\s+){0,2}?(?:earlier|initially|at first|previously)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:began|begun|started|struck|hit|happened|occurred|took place|went off|exploded|detonated|blew|opened fire"
    r"|rocked|attack\w*|blast\w*|explosion\w*|shooting|shot|quake|shook|crash\w*|fire|dispatched|called|responded)\b",
    re.IGNORECASE,
)
# What tells of another happening than the main one in the same course of events: its clock time is not the main one's.
_FOLLOWED = Sieve(
    r"\b(?:aftershocks?|foreshocks?|(?:an?other|second|third|fourth|later|further|subsequent|next|follow-up|earlier|last)"
    r"\s+(?:\w+\s+)?(?:quake|earthquake|tremor|shock|blast|explosion|bomb\w*|attack\w*|shooting|strike|assault|crash|fire))\b",
    re.IGNORECASE,
)
# Times of a life or a house: when somebody was born or something founded is when nothing happened to anybody.
_OF_A_LIFE = re.compile(
    r"\b(?:born|birth|birthday|christened|married|graduated|enlisted|founded|established|built|inaugurated|elected|hired)\b"
    r"[^.;:,]{0,50}\Z",
    re.IGNORECASE,
)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_FAR_EAST = 60.0  # degrees of longitude: it is the next day there for hours while Europe and America write of this one
_UPDATED = re.compile(r"\b(?:UPDATED?|POSTED|PUBLISHED)\b[^.\n]{0,30}\Z", re.IGNORECASE)
_HEADS = re.compile(r"\s*\)?\s*[:|–—-]")  # what a clock time that heads an update is followed by


def when(moment: Moment, day: date | None = None) -> When | None:
    """The record of a moment; ``day`` stands in for the day of a clock time that names none. None where unknown."""
    first, last = moment.first or day, moment.last or day
    if first is None or last is None:
        return None
    earliest, latest = first.isoformat(), last.isoformat()
    if moment.utc is not None and first == last:
        earliest = latest = _instant(first, moment.utc, moment.clock)
    return When(
        earliest=earliest,
        latest=latest,
        precision=TimePrecision(moment.precision),
        text=" ".join(moment.text.split()),
        local=moment.clock,
        approximate=moment.approximate,
    )


def _instant(day: date, utc: str, told: str | None) -> str:
    """A UTC instant of a clock that may carry a shift of days ("23:30-1"); where it stands beside the local one, "10:07
    p.m. (0507 GMT)", by that: no zone is more than 12 hours behind UTC, or more than 14 ahead of it."""
    ahead = int(utc[:2]) - int(told[:2]) if told else 0
    shift = int(utc[5:]) if len(utc) > 5 else 1 if ahead < -14 else -1 if ahead > 12 else 0
    return f"{(day + timedelta(days=shift)).isoformat()}T{utc[:5]}:00Z"


def is_reporting(scene: Scene, moment: Moment) -> bool:
    """Whether a time tells when something was said ("officials said on Tuesday") and not when it happened."""
    return _REPORTING.search(scene.reading.text, sentence_before(scene, moment, 60), moment.start) is not None


def _of_a_life(scene: Scene, moment: Moment) -> bool:
    """Whether a time tells when somebody was born or married, or something founded or built."""
    return _OF_A_LIFE.search(scene.reading.text, max(0, moment.start - 70), moment.start) is not None


def is_day(moment: Moment) -> bool:
    """Whether a moment names one day, or a part of it, near enough to be the time of an incident."""
    known = moment.first is not None and moment.first == moment.last and moment.precision in DAY_KNOWN
    return known and not moment.habit


def event_time(scene: Scene) -> Moment | None:
    """When the report's main happening was: the day that its opening ties closest to what happened, clock filled in.

    Where the opening names no such day, the first on which something was said or done about it.
    """
    if scene.event is None:
        scene.event = (_event_time(scene),)
    return scene.event[0]


def _event_time(scene: Scene) -> Moment | None:
    best: tuple[tuple[Tie, bool, int], Moment] | None = None
    for line, moment in _days(scene):
        tied_to = _tie(scene, line, moment)
        moment = _told(scene, moment) if tied_to is Tie.HAPPENED else moment
        key = (tied_to, _long_past(scene, moment), moment.start)
        if _past(scene, moment) and (best is None or key < best[0]):
            best = (key, moment)
    return None if best is None else _with_clock(scene, best[1])


def ahead(scene: Scene) -> list[int]:
    """The sentences of the opening that ``event_time`` reads by their parse: to be parsed with other reports' own."""
    return sorted({line for line, _ in _days(scene)})


def _days(scene: Scene) -> Iterator[tuple[int, Moment]]:
    """The days told in the opening that may be the happening's, with their lines."""
    opening = {line.index for line in (*scene.core, *scene.reading.lines[: len(scene.core) + 6])}
    for line in sorted(opening):
        for moment in scene.moments(line):
            if is_day(moment) and _dates(moment) and not is_stamp(scene, moment) and not _of_a_life(scene, moment):
                yield line, moment


def _tie(scene: Scene, line: int, moment: Moment) -> Tie:
    """How near a day is to what happened; one that is only taken to be that of publication is no nearer than others,
    nor is one in a sentence that tells of nothing that happened."""
    found = tie(scene, line, moment)
    if moment.form in {"clock", "ago"}:
        return max(found, Tie.NEITHER)
    at = scene.reading.lines[line]
    told = scene.events(line) or _HAPPENED.search(scene.reading.text, at.start, at.end)
    return Tie.AFTERWARDS if found is Tie.NEITHER and (moment.form == "deictic" or not told) else found


def _dates(moment: Moment) -> bool:
    """Whether a time by its relation may be that of a happening: not "since Monday", but "just before 9 p.m."."""
    if moment.clock is not None and moment.relation in {"before", "prior to"}:
        return True
    return moment.relation not in {"since", "from", "until", "till", "before", "prior to", "up to"}


def _long_past(scene: Scene, moment: Moment) -> bool:
    """Whether a moment lies more than two weeks before publication."""
    return scene.day is not None and moment.first is not None and scene.day - moment.first > timedelta(days=14)


def _past(scene: Scene, moment: Moment) -> bool:
    """Whether a moment is not in the report's future: nothing is told before it happened.

    By the clock of a place farther east it may have been the next day already.
    """
    if scene.day is None or moment.first is None or moment.first <= scene.day:
        return True
    return moment.first <= scene.day + _DAY and (moment.clock is not None or _far_east(scene))


def _far_east(scene: Scene) -> bool:
    """Whether most places that the opening names lie far east."""
    named = [toponym.place.longitude for line in scene.core for toponym in scene.toponyms(line.index)]
    known = [longitude for longitude in named if longitude is not None]
    return sum(longitude > _FAR_EAST for longitude in known) * 2 > len(known)


def _told(scene: Scene, moment: Moment) -> Moment:
    """A moment as a happening's: a weekday is that of the week before rather than one still to come."""
    if moment.first is None or moment.last is None or _past(scene, moment) or not moment.form.startswith("weekday"):
        return moment
    if "mdy" in moment.form or "slash" in moment.form:
        return moment
    return replace(moment, first=moment.first - _WEEK, last=moment.last - _WEEK)


def _with_clock(scene: Scene, moment: Moment) -> Moment:
    """The moment with the clock time at which the report says that it happened, where another line tells that."""
    if moment.clock is not None or not is_day(moment):
        return moment
    for line in scene.reading.lines[:40]:
        if _HAPPENED.search(scene.reading.text, line.start, line.end) is None:
            continue
        if scene.reading.search(_FOLLOWED, line):
            continue  # the time of what came after it, or before
        for other in scene.moments(line.index):
            if other.clock is None or other.first not in {None, moment.first} or is_reporting(scene, other):
                continue
            if not _clock_stamp(scene, other):
                return Moment(
                    other.start, other.end, other.text, f"{moment.form}+{other.form}", other.precision, moment.first,
                    moment.last, other.clock, other.utc, approximate=other.approximate,
                )  # fmt: skip
    return moment


def _clock_stamp(scene: Scene, moment: Moment) -> bool:
    """Whether a clock time is the stamp of an update ("UPDATE 1830 GMT:", "18:30 -") and no time of a happening.

    Taken more readily than that of a day (``tied.is_stamp``): a report without a clock time loses less than its day.
    """
    text = scene.reading.text
    if _HEADS.match(text, moment.end, moment.end + 4) is not None:
        return True
    return _UPDATED.search(text[max(0, moment.start - 40) : moment.start]) is not None


def relative(moment: Moment, base: When | None) -> When | None:
    """A moment told by its distance from another ("15 minutes later") as a time, counted from ``base``."""
    return None if moment.delta is None or base is None else shifted(base, moment.delta, moment.text)


def yardsticks(scene: Scene, lines: Collection[int]) -> list[tuple[int, int]]:
    """The spans of what times are counted from ("20 minutes after the blasts in Idlib, ..."): their places are those
    of the other happening."""
    text, found = scene.reading.text, []
    for index in sorted(set(lines)):
        for moment in scene.moments(index):
            if moment.delta is not None and moment.text.lower().endswith(("after", "before")):
                mark = re.compile(r"[,;]").search(text, moment.end, scene.reading.lines[index].end)
                found.append((moment.end, mark.start() if mark else scene.reading.lines[index].end))
    return found


def attack_time(scene: Scene, line: int, event: When | None) -> When | None:
    """When an attack told in a line was: its own time of day, else so long after the event, else the event's time."""
    for moment in scene.moments(line):
        after = relative(moment, event)
        if after is not None:
            return after
        if is_day(moment) and moment.clock is not None and not is_reporting(scene, moment):
            return when(moment)
        if moment.clock is not None and moment.first is None and event is not None and not _clock_stamp(scene, moment):
            return when(moment, date.fromisoformat(local_days(event)[0]))
    return event


def as_of(scene: Scene, line: int, start: int, event: When | None = None) -> When | None:
    """The time at which a figure at offset ``start`` of a line held.

    An explicit "as of Tuesday", else the day it was said ("said on Tuesday"), else the time of the update it stands
    in, else publication. "Earlier said" is before that and not before the event. None where nothing tells.
    """
    reading = scene.reading
    at = reading.lines[line]
    for moment in scene.moments(line):
        if moment.first is not None and (moment.relation in {"as of", "by"} or is_reporting(scene, moment)):
            if moment.relation not in {"as of", "by"} and abs(moment.start - start) > 200:
                continue
            return when(moment)
    published = at.time or _published(scene)
    earlier = reading.search(_EARLIER, at)
    if earlier is not None and published is not None and "T" not in published.latest:
        earliest = event.earliest[:10] if event is not None else published.earliest
        if earliest <= published.latest:
            return When(
                earliest=earliest,
                latest=published.latest,
                precision=TimePrecision.SPAN,
                text=earlier.group(),
                approximate=True,
            )
    if earlier is not None and published is not None:
        floor = event.earliest if event is not None and event.earliest <= published.latest else published.earliest[:10]
        return When(
            earliest=floor,
            latest=published.latest,
            precision=TimePrecision.SPAN,
            text=earlier.group(),
            approximate=True,
        )
    return published


def _published(scene: Scene) -> When | None:
    """The time of publication as a When."""
    stamp = scene.reading.report.published
    if stamp and "T" in stamp:
        return When(earliest=stamp, latest=stamp, precision=TimePrecision.MINUTE)
    if scene.day is None:
        return None
    day = scene.day.isoformat()
    return When(earliest=day, latest=day, precision=TimePrecision.DAY)
