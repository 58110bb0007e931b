"""The toll over time as a picture: where the lines, bounds, labels and ticks of a step chart stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import ceil

from casrec.publish import clock, words
from casrec.publish.history import History, Line, Point

MOST_LINES = 7  # as many as can be told apart by colour, dash and label; the table below the picture holds all
_STEPS = (60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 43200, 129600, 525600)  # minutes between ticks
_SHORT = 24  # characters of a name that fit beside its line
_NICE = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis; ``below`` is the day that a clock time belongs to, where it must be said."""

    at: float
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point drawn: its bounds as a bar where both are stated, as an arrow where one is open."""

    x: float
    y: float
    bar: tuple[float, float] | None
    arrow: str
    hollow: bool
    label: str
    claim: str


@dataclass(frozen=True, slots=True)
class Step:
    """A source's line drawn: the path, its dotted end (nothing newer was said), its dots and its label."""

    letter: str
    colour: int
    label: str
    short: str
    said: str
    path: str
    tail: str
    dots: tuple[Dot, ...]
    end: float
    label_at: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A step chart of one history, ``width`` by ``height``, with the frame's edges."""

    title: str
    summary: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    steps: tuple[Step, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    band: tuple[float, float, str] | None
    more: int


def draw(
    history: History,
    order: dict[str, int],
    *,
    width: int,
    height: int,
    margin: int,
    begin: str | None = None,
    band: tuple[int, int] | None = None,
) -> Chart:
    """The chart of a history.

    ``order`` gives each source its place, and with it the colour and letter it has on all charts of a page;
    ``margin`` is the room for labels at the right; ``begin`` the time of the happening; ``band`` the low and high of
    an estimate to shade.
    """
    lines = history.lines[:MOST_LINES]
    frame = _Frame(lines, width, height, margin, clock.instant(begin), band)
    steps = _spread([_step(line, order[line.voice], frame) for line in lines], frame)
    shade = None
    if band is not None:
        shade = (frame.y(band[1]), frame.y(band[0]), f"estimate: {words.bounds(*band)}")
    return Chart(
        title=history.title,
        summary="; ".join(f"{line.label}: {_said(line)}" for line in history.lines),
        width=width,
        height=height,
        left=frame.left,
        right=frame.right,
        top=frame.top,
        bottom=frame.bottom,
        steps=tuple(steps),
        across=frame.across(),
        up=frame.up(),
        band=shade,
        more=len(history.lines) - len(lines),
    )


def _said(line: Line) -> str:
    """A line's points in words: "53 or more, then 121"."""
    return ", then ".join(dict.fromkeys(words.bounds(point.low, point.high) for point in line.points))


class _Frame:
    """The axes: from times and counts to places on the picture."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        width: int,
        height: int,
        margin: int,
        begin: datetime | None,
        band: tuple[int, int] | None,
    ) -> None:
        self.right, self.top, self.bottom = width - margin, 24, height - 42
        moments = [point.moment for line in lines for point in line.points]
        self.first, self.last = min(moments), max(moments)
        if (
            begin is not None
            and begin < self.first
            and self.first - begin <= max(timedelta(days=2), (self.last - self.first) * 2)
        ):
            self.first = begin
        if self.last - self.first < timedelta(hours=2):
            self.first, self.last = self.first - timedelta(hours=1), self.last + timedelta(hours=1)
        self.last += (self.last - self.first) / 20  # the newest points stand clear of the edge
        counts = [bound for line in lines for point in line.points for bound in (point.low, point.high)]
        most = max([bound for bound in counts if bound is not None] + [band[1] if band else 0, 1])
        self.step = _nice(most / 4)
        self.most = self.step * -(-most // self.step)
        self.left = max(44, 14 + 7 * len(words.number(self.most)))  # room for the longest count

    def x(self, moment: datetime) -> float:
        """Where a time stands."""
        share = (moment - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, count: int) -> float:
        """Where a count stands."""
        return round(self.bottom - count / self.most * (self.bottom - self.top), 1)

    def up(self) -> tuple[Tick, ...]:
        """The ticks of the counts."""
        return tuple(Tick(self.y(n), words.number(n)) for n in range(0, self.most + 1, self.step))

    def across(self) -> tuple[Tick, ...]:
        """The ticks of the times, on whole hours or days."""
        minutes = (self.last - self.first) / timedelta(minutes=1)
        room = max(2, (self.right - self.left) // 80)
        step = next((s for s in _STEPS if minutes / s <= room), _STEPS[-1])
        origin = datetime(self.first.year, 1, 1, tzinfo=UTC)
        passed = ceil((self.first - origin) / timedelta(minutes=1))
        ticks: list[Tick] = []
        at = origin + timedelta(minutes=-(-passed // step) * step)
        while at <= self.last and len(ticks) <= room:
            day = at.hour == at.minute == 0
            name = clock.short(f"{at:%Y-%m-%d}")
            if day:
                ticks.append(Tick(self.x(at), name))
            else:
                ticks.append(Tick(self.x(at), f"{at:%H:%M}", "" if ticks else name))
            at += timedelta(minutes=step)
        return tuple(ticks)


def _nice(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is at least ``least``."""
    power = 1
    while True:
        for factor in _NICE:
            if factor * power >= least:
                return factor * power
        power *= 10


def _step(line: Line, index: int, frame: _Frame) -> Step:
    """One source's line."""
    path, at = [], 0.0
    for number, point in enumerate(line.points):
        x, y = frame.x(point.moment), frame.y(point.value)
        path.append(f"M{x} {y}" if number == 0 else f"H{x}V{y}")
        at = y
    end = frame.x(line.points[-1].moment)
    return Step(
        letter=_letter(index),
        colour=index % MOST_LINES,
        label=line.label,
        short=line.label if len(line.label) <= _SHORT else f"{line.label[: _SHORT - 1].rstrip(' ,')}…",
        said=_said(line),
        path="".join(path),
        tail=f"M{end} {at}H{frame.right}" if end < frame.right else "",
        dots=tuple(_dot(line, point, frame) for point in line.points),
        end=at,
        label_at=at,
    )


def _dot(line: Line, point: Point, frame: _Frame) -> Dot:
    """One point of a line."""
    bar = None
    if point.low is not None and point.high is not None and point.low != point.high:
        bar = (frame.y(point.low), frame.y(point.high))
    arrow = "up" if point.high is None else "down" if point.low is None else ""
    time = f"{clock.day(point.moment)}, {point.moment:%H:%M} UTC"
    if f"{point.moment:%H:%M:%S}" == "23:59:59":  # only the day is known
        time = clock.day(point.moment)
    said = words.bounds(point.low, point.high) + (", the sum of its figures for each place" if point.summed else "")
    return Dot(
        x=frame.x(point.moment),
        y=frame.y(point.value),
        bar=bar,
        arrow=arrow,
        hollow=point.summed,
        label=f"{line.label}: {said} ({time})",
        claim=point.claims[0],
    )


def _letter(index: int) -> str:
    """A, B ... Z, A1, B1 ..."""
    return chr(ord("A") + index % 26) + (str(index // 26) if index > 25 else "")


def _spread(steps: list[Step], frame: _Frame) -> list[Step]:
    """The steps with their labels moved apart so that none covers another."""
    room = 15.0
    ordered = sorted(range(len(steps)), key=lambda index: (steps[index].end, index))
    places: list[float] = []
    for index in ordered:
        places.append(max(steps[index].end, places[-1] + room if places else frame.top))
    over = places[-1] - frame.bottom if places else 0.0
    for back in range(len(places) - 1, -1, -1):
        if over > 0:
            limit = frame.bottom if back == len(places) - 1 else places[back + 1] - room
            places[back] = min(places[back], limit)
    moved = dict(zip(ordered, places, strict=True))
    return [replace(step, label_at=round(moved[index], 1)) for index, step in enumerate(steps)]
