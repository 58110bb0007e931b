"""A small map of an incident's places over coast and border lines: where everything stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from casrec.publish import outlines
from casrec.publish.story import PlaceRow

Point = tuple[float, float]

_WIDTH, _HEIGHT = 480, 300
_LEAST = 2.4  # degrees of latitude shown at least, about 270 km: enough coast or border to know the country by
_KM = 111.2  # kilometres in a degree of latitude
_LENGTHS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_ROOM = 15.0  # between two labels
_NAMED = 0.03  # of the map that a land must fill to be named
_CREDIT = (
    "Outlines: Natural Earth, public domain; they draw who holds a place, not who claims it. "
    "A pin stands at the centre of its settlement, or of the area named."
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, with where its name stands."""

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Name:
    """A land's name, written in the middle of what is shown of it."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Map:
    """A map ``width`` by ``height``: land as SVG paths, lands' names, pins, a scale bar (start, length, words)."""

    width: int
    height: int
    land: tuple[str, ...]
    names: tuple[Name, ...]
    pins: tuple[Pin, ...]
    scale: tuple[float, float, str]
    summary: str
    credit: str


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the world shown, in degrees; longitudes may run past 180 so that west is always below east."""

    south: float
    west: float
    north: float
    east: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a point stands on the picture: plain degrees, narrowed by the latitude of its middle."""
        x = (longitude - self.west) / (self.east - self.west) * _WIDTH
        y = (self.north - latitude) / (self.north - self.south) * _HEIGHT
        return round(x, 1) + 0.0, round(y, 1) + 0.0  # no minus zero


def together(points: Sequence[Point]) -> list[Point]:
    """Points with those west of the date line moved a turn of the globe east, where they lie on both sides of it."""
    if max(longitude for longitude, _ in points) - min(longitude for longitude, _ in points) <= 180:
        return list(points)
    return [(longitude + 360 if longitude < 0 else longitude, latitude) for longitude, latitude in points]


def extent(points: Sequence[Point]) -> Extent:
    """The extent that shows some (longitude, latitude) points with room around them, in the picture's proportions."""
    longitudes = sorted(longitude for longitude, _ in together(points))
    south, north = min(latitude for _, latitude in points), max(latitude for _, latitude in points)
    middle, centre = (south + north) / 2, (longitudes[0] + longitudes[-1]) / 2
    narrow = max(0.2, cos(radians(middle)))
    tall = max(_LEAST, (north - south) * 1.6, (longitudes[-1] - longitudes[0]) * narrow * 1.6 * _HEIGHT / _WIDTH)
    wide = tall * _WIDTH / _HEIGHT / narrow
    return Extent(middle - tall / 2, centre - wide / 2, middle + tall / 2, centre + wide / 2)


def draw(places: Sequence[PlaceRow]) -> Map | None:
    """The map of some places over the outlines of the lands around them; None where no place has coordinates."""
    rows = [row for row in places if row.latitude is not None and row.longitude is not None]
    points = [(row.longitude, row.latitude) for row in rows if row.latitude is not None and row.longitude is not None]
    if not points:
        return None
    shown = extent(points)
    pins = _pins([(x, y, row.name) for (x, y), row in zip(together(points), rows, strict=True)], shown)
    lands = [
        (outline.name, drawn)
        for outline in outlines.within(shown.west, shown.south, shown.east, shown.north)
        for clipped in _shifted(outline.ring, shown)
        if len(drawn := _drawn(clipped, shown)) > 2
    ]
    return Map(
        width=_WIDTH,
        height=_HEIGHT,
        land=tuple("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for _, ring in lands),
        names=_names(lands, pins),
        pins=pins,
        scale=_scale(shown),
        summary=", ".join(f"{row.name} at {row.latitude:.2f}, {row.longitude:.2f}" for row in rows),
        credit=_CREDIT,
    )


def _shifted(ring: Sequence[Point], shown: Extent) -> list[list[Point]]:
    """A ring clipped to the extent, as it stands and a turn of the globe to the east where the extent reaches there."""
    turns = (0.0, 360.0) if shown.east > 180 else (0.0, -360.0) if shown.west < -180 else (0.0,)
    return [_clip([(x + turn, y) for x, y in ring], shown) for turn in turns]


def _clip(ring: list[Point], shown: Extent) -> list[Point]:
    """A ring cut at the edges of the extent (Sutherland and Hodgman's way, edge by edge)."""
    for axis, limit, above in (
        (0, shown.west, True),
        (0, shown.east, False),
        (1, shown.south, True),
        (1, shown.north, False),
    ):
        cut: list[Point] = []
        for index, point in enumerate(ring):
            last = ring[index - 1]
            inside, was = _inside(point, axis, limit, above), _inside(last, axis, limit, above)
            if inside != was:
                cut.append(_crossing(last, point, axis, limit))
            if inside:
                cut.append(point)
        ring = cut
    return ring


def _inside(point: Point, axis: int, limit: float, above: bool) -> bool:
    """Whether a point lies on the kept side of an edge."""
    return point[axis] >= limit if above else point[axis] <= limit


def _crossing(first: Point, second: Point, axis: int, limit: float) -> Point:
    """Where the line between two points crosses an edge."""
    share = (limit - first[axis]) / (second[axis] - first[axis])
    return (first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1]))


def _drawn(ring: list[Point], shown: Extent) -> list[Point]:
    """A ring on the picture; points that fall on the last one drawn are left out."""
    drawn: list[Point] = []
    for longitude, latitude in ring:
        at = shown.at(longitude, latitude)
        if not drawn or at != drawn[-1]:
            drawn.append(at)
    return drawn


def _names(lands: list[tuple[str, list[Point]]], pins: Sequence[Pin]) -> tuple[Name, ...]:
    """The names of the lands that fill enough of the map, each once, in the middle of its largest part.

    A name that would stand on a pin or its label is left out.
    """
    largest: dict[str, tuple[float, Point]] = {}
    for name, ring in lands:
        area, middle = _middle(ring)
        if area > largest.get(name, (_NAMED * _WIDTH * _HEIGHT, middle))[0]:
            largest[name] = (area, middle)
    found = []
    for name, (_, (x, y)) in sorted(largest.items()):
        half = 4.0 * len(name)
        free = all(abs(y - pin.label_y) > 14 or x + half < pin.x - 80 or x - half > pin.x + 80 for pin in pins)
        if free and half < x < _WIDTH - half and 14 < y < _HEIGHT - 24:
            found.append(Name(round(x, 1), round(y, 1), name))
    return tuple(found)


def _middle(ring: list[Point]) -> tuple[float, Point]:
    """The area of a ring and its centre of gravity, in units of the picture."""
    twice = x = y = 0.0
    for index, (x2, y2) in enumerate(ring):
        x1, y1 = ring[index - 1]
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(twice) < 1e-9:
        return 0.0, ring[0]
    return abs(twice) / 2, (x / (3 * twice), y / (3 * twice))


def _pins(found: list[tuple[float, float, str]], shown: Extent) -> tuple[Pin, ...]:
    """The pins, their labels moved apart so that none covers another."""
    pins: list[Pin] = []
    free = {"start": -_ROOM, "end": -_ROOM}
    for longitude, latitude, name in sorted(found, key=lambda one: (-one[1], one[0], one[2])):
        x, y = shown.at(longitude, latitude)
        anchor = "start" if x < _WIDTH * 0.55 else "end"
        label = max(y + 4, free[anchor] + _ROOM)
        free[anchor] = label
        pins.append(Pin(x, y, name, x + 9 if anchor == "start" else x - 9, round(label, 1), anchor))
    return tuple(pins)


def _scale(shown: Extent) -> tuple[float, float, str]:
    """A scale bar of a round length, at most a quarter of the map wide."""
    kilometres = (shown.north - shown.south) * _KM / _HEIGHT  # in one unit of the picture
    length = max((one for one in _LENGTHS if one / kilometres <= _WIDTH / 4), default=_LENGTHS[0])
    return (12.0, round(length / kilometres, 1), f"{length:,} km")
