"""A page as passages: one line of tests/cases/ingest_passages.jsonl is one case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casrec.ingest.passages import divide
from casrec.terms import PassageKind

FILE = Path(__file__).parent / "cases/ingest_passages.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
GOLD = Path(__file__).parents[2] / "shared/gold/jableh-tartus-2016/docs"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    divided = divide(text, title=case.get("title"))
    found = [[p.kind.value, text[p.start : p.end]] for p in divided.passages]
    assert [kind for kind, _ in found] == [kind for kind, _ in case["passages"]], found
    for (_, words), (_, opening) in zip(found, case["passages"], strict=True):
        assert words.lstrip("\ufeff \n").startswith(opening)
    assert divided.published == case.get("published")


def test_the_shared_wire_story_ends_before_its_trailing_headlines() -> None:
    path = GOLD / "003.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    text = path.read_text(encoding="utf-8")
    divided = divide(text)
    story = [p for p in divided.passages if p.kind is PassageKind.ARTICLE]
    assert len(story) == 1
    last = divided.passages[-1]
    assert last.kind is PassageKind.FURNITURE
    assert last.end == len(text)
    assert text[last.start :].count("\n") > 30
    assert divided.published == "2016-05-23"


def test_the_shared_live_blog_has_five_dated_updates() -> None:
    path = GOLD / "004.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    divided = divide(path.read_text(encoding="utf-8"), published="2016-05-23")
    times = [p.time.earliest for p in divided.passages if p.kind is PassageKind.UPDATE and p.time]
    hours = ("18:30", "16:15", "14:00", "12:00")
    assert times == [*(f"2016-05-23T{hour}:00Z" for hour in hours), "2016-05-23"]
    assert divided.updated == "2016-05-23T18:30:00Z"
