"""Charts and maps: bounds drawn as they are, nothing outside the frame, nothing covering anything else."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.publish.chart import Chart, draw
from casrec.publish.history import History, Line, Point
from casrec.publish.story import PlaceRow
from casrec.publish.worldmap import Map, extent
from casrec.publish.worldmap import draw as draw_map
from casrec.terms import Harm

START = datetime(2019, 3, 12, 13, 10, tzinfo=UTC)


def line(voice: str, *points: tuple[float, int | None, int | None]) -> Line:
    made = tuple(Point(START + timedelta(hours=hours), low, high, (f"clm-{voice}",)) for hours, low, high in points)
    return Line(voice, voice, made)


def chart(*lines: Line, **options: Any) -> Chart:
    history = History(Harm.KILLED, (), "Killed, in all", lines)
    order = {one.voice: index for index, one in enumerate(lines)}
    return draw(history, order, width=900, height=340, margin=200, **options)


def test_a_rising_and_a_falling_count() -> None:
    rise = line("agency", (0, 11, None), (10, 29, 29), (55, 58, 58))
    fall = line("missing", (0, 27, 27), (10, 22, 22), (55, 4, 4))
    drawn = chart(rise, fall, begin="2019-03-12T09:42:00Z")
    up, down = (step.dots for step in drawn.steps)
    assert [dot.y for dot in up] == sorted((dot.y for dot in up), reverse=True)
    assert [dot.y for dot in down] == sorted(dot.y for dot in down)
    assert up[0].arrow == "up"
    assert up[1].arrow == ""
    assert up[0].x > drawn.left  # it began at the quake, not at the first report
    assert drawn.steps[0].said == "11 or more, then 29, then 58"


def test_bounds_are_drawn_as_they_are() -> None:
    (step,) = chart(line("a", (0, 40, 50), (5, None, 16))).steps
    assert step.dots[0].bar is not None
    assert step.dots[0].bar[0] > step.dots[0].bar[1]
    assert step.dots[1].arrow == "down"
    assert "up to 16" in step.dots[1].label


def test_no_more_lines_than_can_be_told_apart() -> None:
    drawn = chart(*(line(f"source {n}", (0, n, n), (1, n + 1, n + 1)) for n in range(12)))
    assert len(drawn.steps) == 7
    assert drawn.more == 5
    labels = sorted(step.label_at for step in drawn.steps)
    assert all(after - before >= 14.9 for before, after in itertools.pairwise(labels))


def test_an_estimate_is_shaded() -> None:
    drawn = chart(line("a", (0, 45, 45), (5, 78, 78)), band=(78, 148))
    assert drawn.band is not None
    top, bottom, said = drawn.band
    assert drawn.top <= top < bottom <= drawn.bottom
    assert said == "estimate: 78 to 148"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.floats(0, 90_000), st.integers(0, 3_000_000), st.integers(0, 3_000_000)),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=9,
    )
)
def test_everything_stays_in_its_frame(lines: list[list[tuple[float, int, int]]]) -> None:
    made = [
        line(f"s{n}", *sorted((hours, min(a, b), max(a, b)) for hours, a, b in points))
        for n, points in enumerate(lines)
    ]
    drawn = chart(*made)
    for step in drawn.steps:
        assert 0 <= step.label_at <= drawn.height
        for dot in step.dots:
            assert drawn.left <= dot.x <= drawn.right
            assert drawn.top - 0.1 <= dot.y <= drawn.bottom + 0.1
    assert 1 <= len(drawn.across) <= 20 or not drawn.across
    assert all(drawn.left <= tick.at <= drawn.right + 1 for tick in drawn.across)
    assert 2 <= len(drawn.up) <= 6


# ---------------------------------------------------------------- maps


def row(name: str, latitude: float | None, longitude: float | None) -> PlaceRow:
    return PlaceRow(name, "", "", latitude, longitude, None)


def mapped(*rows: PlaceRow) -> Map:
    drawn = draw_map(rows)
    assert drawn is not None
    return drawn


def test_no_map_without_coordinates() -> None:
    assert draw_map([row("somewhere", None, None)]) is None
    assert draw_map([]) is None


def test_north_is_up_and_labels_do_not_cover_each_other() -> None:
    drawn = mapped(row("Jableh", 35.36, 35.93), row("Tartus", 34.89, 35.89), row("Nearby", 35.35, 35.93))
    where = {pin.label: pin for pin in drawn.pins}
    assert where["Jableh"].y < where["Tartus"].y
    labels = sorted(pin.label_y for pin in drawn.pins)
    assert all(after - before >= 14.9 for before, after in itertools.pairwise(labels))
    assert drawn.scale[2] == "100 km"


def test_land_is_cut_at_the_edge_and_named() -> None:
    drawn = mapped(row("Jableh", 35.36, 35.93), row("Tartus", 34.89, 35.89))
    numbers = [float(n) for path in drawn.land for n in path.strip("MZ").replace("L", " ").split()]
    assert min(numbers) == 0
    assert max(numbers) == drawn.width
    assert {"Syria", "Lebanon"} <= {name.text for name in drawn.names}


def test_a_map_of_open_sea_has_no_land() -> None:
    assert mapped(row("Point Nemo", -48.88, -123.39)).land == ()


def test_places_on_both_sides_of_the_date_line_are_near() -> None:
    shown = extent([(179.5, -17.0), (-179.5, -17.5)])
    assert shown.east - shown.west < 10
    drawn = mapped(row("Taveuni", -17.0, 179.5), row("Lau", -17.5, -179.5))
    assert all(0 <= pin.x <= drawn.width for pin in drawn.pins)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 180)), min_size=1, max_size=6))
def test_every_pin_is_on_the_map(points: list[tuple[float, float]]) -> None:
    drawn = mapped(*(row(f"p{n}", latitude, longitude) for n, (latitude, longitude) in enumerate(points)))
    for pin in drawn.pins:
        assert -1 <= pin.x <= drawn.width + 1
        assert -1 <= pin.y <= drawn.height + 1


@pytest.mark.parametrize("hours", [0.1, 3, 30, 300, 9000])
def test_ticks_fall_on_whole_hours_or_days(hours: float) -> None:
    drawn = chart(line("a", (0, 1, 1), (hours, 2, 2)))
    assert drawn.across
    for tick in drawn.across:
        assert ":00" in tick.label or " " in tick.label
