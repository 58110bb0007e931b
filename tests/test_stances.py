"""What people want, think and ask for: listed among the sayings, never a source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casrec.extract import attribution
from casrec.extract.reading import Reading
from casrec.records import Report

CASES = (Path(__file__).parent / "cases" / "stances.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", [pytest.param(json.loads(line), id=str(n)) for n, line in enumerate(CASES, 1)])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = attribution.find(Reading(Report.make(name="case", text=text))).stances
    held = [(text[slice(*a.source)] if a.source else "", [text[x:y] for x, y in a.pieces]) for a in found]
    assert [source for source, _ in held] == [source for source, _ in case["held"]]
    for (_, pieces), (_, words) in zip(held, case["held"], strict=True):
        assert any(words in piece for piece in pieces)


def test_a_stance_is_listed_but_is_nobodys_figure() -> None:
    text = "The prefect wants the army to leave before 40 more die."
    reading = Reading(Report.make(name="case", text=text))
    assert attribution.sayings(reading) == [((0, 11), ((18, 54),))]
    assert attribution.find(reading).sources_at(43, 45) == ()
