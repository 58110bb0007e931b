"""Dates: cases as data, any text in bounded time, and spans that point at their words."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec import dates
from casrec.terms import TimePrecision

CASES = [
    json.loads(line)
    for path in sorted(Path(__file__).parent.glob("cases/dates-*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def shown(moment: dates.Moment, wanted: dict[str, Any]) -> dict[str, Any]:
    """A moment in the fields that a case names."""
    row = {
        "words": moment.text,
        "first": moment.first and moment.first.isoformat(),
        "last": moment.last and moment.last.isoformat(),
    }
    return row | {name: getattr(moment, name) for name in wanted if name not in row}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_times_are_read_as_the_case_says(case: dict[str, Any]) -> None:
    anchor = date.fromisoformat(case["anchor"]) if case["anchor"] else None
    found = dates.find(case["text"], anchor=anchor)
    wanted = case["moments"]
    assert len(found) == len(wanted), [moment.text for moment in found]
    assert [shown(moment, want) for moment, want in zip(found, wanted, strict=True)] == wanted


@given(st.text(alphabet="May 12,:/-()at 2016Monday pmGMT", max_size=120))
def test_any_text_gives_spans_that_hold_their_words(text: str) -> None:
    last = 0
    for moment in dates.find(text, anchor=date(2016, 5, 24)):
        assert text[moment.start : moment.end] == moment.text
        assert moment.start >= last
        last = moment.end
        if moment.first is not None and moment.last is not None:
            assert moment.first <= moment.last
        TimePrecision(moment.precision)


@pytest.mark.parametrize("piece", ["1", "in ", "May ", "10:", "may 1 ", "2000 ", "3 days ", "will ", "on Monday at "])
def test_long_texts_take_bounded_time(piece: str) -> None:
    began = time.monotonic()
    dates.find(piece * (60_000 // len(piece)), anchor=date(2016, 5, 24))
    assert time.monotonic() - began < 5


def test_month_names() -> None:
    assert dates.month_number("Sept.") == 9
    assert dates.month_number("OCT") == 10
    assert dates.month_number("Monday") == 0
