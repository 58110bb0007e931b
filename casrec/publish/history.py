"""The toll over time: for each source the points it gave, with their bounds, for the whole and for each site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from casrec.publish import words
from casrec.publish.placing import WHOLE, Places
from casrec.publish.tolls import Known, figures
from casrec.records import Claim, Dossier, Figure
from casrec.terms import Group, Harm, Stance

_MOST_SITES = 6  # pictures of single sites; the tables hold all of them


@dataclass(frozen=True, slots=True)
class Point:
    """What a source said at a time. None is open. ``summed`` where the figure is the sum of its parts."""

    moment: datetime
    low: int | None
    high: int | None
    claims: tuple[str, ...]
    summed: bool = False

    @property
    def value(self) -> int:
        """The bound to draw the line at: the low one, else the high one."""
        return self.low if self.low is not None else self.high or 0


@dataclass(frozen=True, slots=True)
class Line:
    """One source's points in order of time."""

    voice: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The lines of one harm and place."""

    harm: Harm
    place: tuple[str, ...]
    title: str
    lines: tuple[Line, ...]


def histories(dossier: Dossier, places: Places) -> tuple[History, ...]:
    """The history of the killed in all, then at each site; then of other harms in all. Only where there is one.

    A history needs two points at different times or from different sources; a single figure is no history.
    """
    known = Known.of(dossier)
    used = {claim for each in dossier.estimates for claim in each.used}
    by_harm = _by_harm(dossier, places, known)
    found: list[History] = []
    for harm in (Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED, Harm.MISSING, Harm.DISPLACED):
        held = by_harm.get(harm, {})
        lines = _lines([*held.get(WHOLE, []), *_parts(held)], WHOLE, known, places, used)
        found.append(History(harm, WHOLE, f"{words.sentence(words.HARMS[harm])}, in all", lines))
        for key in _sites(held, places) if harm is Harm.KILLED else ():
            title = f"{words.sentence(words.HARMS[harm])}, {places.label(key)}"
            found.append(History(harm, key, title, _lines(held[key], key, known, places, used)))
    return tuple(history for history in found if sum(len(line.points) for line in history.lines) > 1)


def _by_harm(dossier: Dossier, places: Places, known: Known) -> dict[Harm, dict[tuple[str, ...], list[Claim]]]:
    """The figures of people that can be drawn, by harm and place.

    A part of another figure is drawn where it is the toll of one of its places ("78, 45 of them in Jableh"), not where
    it counts some of the same people again.
    """
    found: dict[Harm, dict[tuple[str, ...], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    told = figures(dossier)
    place = {claim.id: places.of(claim) for claim, _ in told}
    for claim, content in told:
        part = content.within is not None and place.get(content.within, WHOLE) == place[claim.id]
        drawn = content.group is Group.PEOPLE and claim.stance is Stance.ASSERTED and not part
        if drawn and known.moment(claim) is not None:
            found[content.harm][place[claim.id]].append(claim)
    return found


def _sites(held: dict[tuple[str, ...], list[Claim]], places: Places) -> list[tuple[str, ...]]:
    """The single sites that most is told of, in the order of their names."""
    single = sorted((key for key in held if len(key) == 1), key=lambda key: (-len(held[key]), places.label(key)))
    return sorted(single[:_MOST_SITES], key=places.label)


def _parts(held: dict[tuple[str, ...], list[Claim]]) -> list[Claim]:
    """The claims of single sites."""
    return [claim for key, claims in held.items() if len(key) == 1 for claim in claims]


def _lines(
    claims: list[Claim], place: tuple[str, ...], known: Known, places: Places, used: set[str]
) -> tuple[Line, ...]:
    """A line for each voice that speaks of ``place``: first those an estimate rests on (``used``), then the longest."""
    voices: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=known.order):
        voices[known.voice(claim)].append(claim)
    lines = []
    for voice, said in voices.items():
        points = tuple(_points(said, place, known, places))
        if points:
            lines.append(Line(voice, known.speakers(said), points))

    def order(line: Line) -> tuple[bool, int, int, str, str]:
        rests = any(claim in used for point in line.points for claim in point.claims)
        return (not rests, -len(line.points), -line.points[-1].value, line.label, line.voice)

    return tuple(sorted(lines, key=order))


def _points(said: list[Claim], place: tuple[str, ...], known: Known, places: Places) -> list[Point]:
    """The points of one voice for ``place``; for the whole, where a report gives only its parts, their sum."""
    found: dict[tuple[datetime, int | None, int | None], Point] = {}
    by_report: dict[tuple[datetime, str], list[Claim]] = defaultdict(list)
    for claim in said:
        moment = known.moment(claim)
        if moment is not None:
            by_report[moment, claim.report].append(claim)
    texts: set[tuple[str, int | None, int | None]] = set()
    for (moment, report), claims in sorted(by_report.items()):
        direct = [_point(claim, moment) for claim in claims if places.of(claim) == place]
        for point in direct or _sum(claims, moment, places):
            key, text = (moment, point.low, point.high), (known.text(report), point.low, point.high)
            if text in texts and key not in found:
                continue  # a later copy of the text says nothing new
            texts.add(text)
            same = found.get(key)
            merged = tuple(dict.fromkeys([*(same.claims if same else ()), *point.claims]))
            found[key] = Point(moment, point.low, point.high, merged, point.summed)
    return list(found.values())


def _point(claim: Claim, moment: datetime) -> Point:
    """The point of one claim."""
    assert isinstance(claim.content, Figure)
    return Point(moment, claim.content.low, claim.content.high, (claim.id,))


def _sum(claims: list[Claim], moment: datetime, places: Places) -> list[Point]:
    """The sum of one figure for each site, where every site has exactly one; nothing where one lacks or has two."""
    parts: dict[str, tuple[int | None, int | None, str]] = {}
    for claim in claims:
        (place,) = places.of(claim)
        content = claim.content
        assert isinstance(content, Figure)
        if place in parts and parts[place][:2] != (content.low, content.high):
            return []
        parts[place] = (content.low, content.high, claim.id)
    if set(parts) != places.sites:
        return []
    lows, highs = [part[0] for part in parts.values()], [part[1] for part in parts.values()]
    return [
        Point(
            moment,
            None if None in lows else sum(low for low in lows if low is not None),
            None if None in highs else sum(high for high in highs if high is not None),
            tuple(part[2] for _, part in sorted(parts.items())),
            summed=True,
        )
    ]
