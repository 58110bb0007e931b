"""A small map of an incident's places over coast and border lines: where everything stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casrec.publish.story import PlaceRow


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
class Map:
    """A map ``width`` by ``height``: land as SVG paths, pins, a scale bar (start, length, words)."""

    width: int
    height: int
    land: tuple[str, ...]
    pins: tuple[Pin, ...]
    scale: tuple[float, float, str] | None
    summary: str
    credit: str


def draw(places: Sequence[PlaceRow]) -> Map | None:
    """The map of some places; None where none of them has coordinates."""
    return None
