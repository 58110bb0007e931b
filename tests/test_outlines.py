"""Outlines of countries for small maps."""

from __future__ import annotations

from pathlib import Path

from casrec.publish import outlines


def test_a_box_finds_the_countries_in_it() -> None:
    found = outlines.within(34.0, 33.0, 38.0, 37.0)
    assert {"SY", "LB", "TR", "JO"} <= {outline.code for outline in found}
    assert "BR" not in {outline.code for outline in found}


def test_rings_are_degrees_and_not_closed() -> None:
    for outline in outlines.within(-180.0, -90.0, 180.0, 90.0):
        assert all(-180.1 <= x <= 180.1 and -90.1 <= y <= 90.1 for x, y in outline.ring)
        assert outline.ring[0] != outline.ring[-1]


def test_a_box_may_run_past_the_date_line() -> None:
    assert "Fiji" in {outline.name for outline in outlines.within(175.0, -20.0, 185.0, -15.0)}
    assert "Fiji" in {outline.name for outline in outlines.within(-185.0, -20.0, -175.0, -15.0)}


def test_a_capital_lies_inside_its_country() -> None:
    for code, (x, y) in {"SY": (36.29, 33.51), "FR": (2.35, 48.85), "AF": (69.17, 34.53), "US": (-77.03, 38.9)}.items():
        assert any(_inside(x, y, o.ring) for o in outlines.within(x, y, x, y) if o.code == code), code


def test_the_shipped_file_is_small() -> None:
    assert (Path(outlines.__file__).parents[1] / "data" / "outlines.bin").stat().st_size < 1_000_000


def _inside(x: float, y: float, ring: tuple[tuple[float, float], ...]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
