"""Country outlines for small maps: Natural Earth, simplified to about a kilometre, in the public domain."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from casrec.errors import CasrecError

MAGIC = b"casrec outlines 1\n"
QUANTUM = 0.002  # degrees

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One ring of a land's outline as (longitude, latitude) in degrees, the first point not repeated.

    ``code`` is the country's two-letter code, empty for a land without one; ``name`` is Natural Earth's. It draws who
    holds a place, not who claims it.
    """

    code: str
    name: str
    ring: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Ring:
    """A ring with its box: west, south, east, north."""

    outline: Outline
    box: tuple[float, float, float, float]


class _Head(msgspec.Struct):
    """The head of the packed file: lands with their rings of lines, and where each line's steps begin."""

    lands: list[tuple[str, str, list[list[int]]]]
    arcs: list[tuple[int, int, int, int]]


def within(west: float, south: float, east: float, north: float) -> list[Outline]:
    """The rings whose box meets a box given in degrees, in the order of the lands' names; whole, not cut to the box.

    A box may run past 180 degrees east or west; rings are then found there too, at their own longitudes.
    """
    found = []
    for ring in _rings():
        left, bottom, right, top = ring.box
        across = any(left + turn <= east and right + turn >= west for turn in (-360.0, 0.0, 360.0))
        if across and bottom <= north and top >= south:
            found.append(ring.outline)
    return found


@lru_cache(maxsize=1)
def _rings() -> tuple[_Ring, ...]:
    """All rings, read at first use."""
    data = (files("casrec") / "data" / "outlines.bin").read_bytes()
    if not data.startswith(MAGIC):
        raise CasrecError("data/outlines.bin is not a file of outlines that this casrec reads")
    start = len(MAGIC) + 4
    size = int.from_bytes(data[len(MAGIC) : start], "little")
    head = msgspec.json.decode(data[start : start + size], type=_Head)
    lines = _lines(head, data[start + size :])
    found = []
    for code, name, rings in head.lands:
        for ring in rings:
            points: list[Point] = []
            for line in ring:
                points.extend((lines[line] if line >= 0 else lines[~line][::-1])[:-1])
            if len(points) > 1 and points[0] == points[-1]:
                points.pop()
            longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
            box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
            found.append(_Ring(Outline(code, name, tuple(points)), box))
    return tuple(found)


def _lines(head: _Head, body: bytes) -> list[list[Point]]:
    """The lines, their steps added up, in degrees."""
    steps = array("h")
    steps.frombytes(body)
    if array("H", (1,)).tobytes() == b"\x00\x01":
        steps.byteswap()  # the file is little-endian
    found = []
    for start, count, x, y in head.arcs:
        points = [(round(x * QUANTUM, 3), round(y * QUANTUM, 3))]
        for at in range(start, start + 2 * (count - 1), 2):
            x, y = x + steps[at], y + steps[at + 1]
            points.append((round(x * QUANTUM, 3), round(y * QUANTUM, 3)))
        found.append(points)
    return found
