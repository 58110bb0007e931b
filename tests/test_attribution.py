"""Who is cited for the words at a span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casrec.extract import attribution
from casrec.extract.reading import Reading
from casrec.records import Report

CASES = sorted((Path(__file__).parent / "cases").glob("attribution-*.jsonl"))


def _rows() -> list[Any]:
    return [
        pytest.param(json.loads(line), id=f"{path.stem}-{number}")
        for path in CASES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def _reading(text: str) -> Reading:
    return Reading(Report.make(name="case", text=text))


def _at(text: str, span: dict[str, Any]) -> tuple[int, int]:
    start = -1
    for _ in range(span.get("nth", 0) + 1):
        start = text.index(span["quote"], start + 1)
    return start, start + len(span["quote"])


@pytest.mark.parametrize("case", _rows())
def test_case(case: dict[str, Any]) -> None:
    found = attribution.find(_reading(case["text"]))
    for span in case["spans"]:
        sources = found.sources_at(*_at(case["text"], span))
        assert [source.name for source in sources] == span["sources"], span["quote"]
        if "type" in span:
            assert sources[0].type.value == span["type"]
        via = sources[0].via if sources else None
        assert (via.name if via is not None else None) == span.get("via")
