"""Tests for casrec.dateplaces: places are spared, and no time expression is lost by it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec import dates
from casrec.dateplaces import openings

PIECES = (
    "On Wednesday,", "at 9 a.m.", "the early 1990s", "in the early hours of", "May 5, 2016", "on 5 May 30 people",
    "approximately a quarter of an hour ago", "the following three weekends", "in Sept.", "in SEPT", "2016-05-231",
    "earlier this week", "Mondayish", "the mayor", "a market", "more than a couple of years later", "rush hour",
    "sometime", "10:30 p.m. local time", "the summer of 2014", "since late last month", "7/22/2011", "midnight",
    "a hospital", "12-13 June", "1998-2003", "half an hour before", "tomorrow", "İstanbul", "the 1980s", "on Sundays",
)  # fmt: skip


def everywhere(text: str, anchor: date | None) -> list[dates.Moment]:
    """What is found where every place is tried."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dates, "openings", lambda *_: None)
        return dates.find(text, anchor=anchor)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([" ", ", ", "\n", ". ", ""]))
def test_what_is_found_is_what_every_place_tried_gives(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    anchor = date(2016, 5, 24)
    assert dates.find(text, anchor=anchor) == everywhere(text, anchor)


def test_a_text_without_stems_or_digits_is_passed_over() -> None:
    assert not list(openings("The hall and the harbour were full of people in the rain, said the clerk.", 0, 70) or ())


def test_places_stand_in_order_within_the_part_asked_for() -> None:
    text = "On Monday 3 people, on Tuesday 4 people, in May 5."
    found = list(openings(text, 20, len(text)) or ())
    assert found == sorted(found)
    assert found[0] >= 20
    assert text.index("Tuesday") in found


def test_where_lower_case_moves_letters_every_place_is_tried() -> None:
    assert openings("İ on Monday", 0, 11) is None
    assert [moment.text for moment in dates.find("İ on Monday", anchor=date(2016, 5, 24))] == ["Monday"]
