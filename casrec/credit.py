"""Whose text a report is by its own account: the news agency that it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries
from casrec.records import Report


@lru_cache(maxsize=1)
def _agencies() -> dict[str, re.Pattern[str]]:
    """The agencies of the lexicon and how reports credit them."""
    data: dict[str, Any] = entries("linking")
    return {name: re.compile(pattern) for name, pattern in data["agencies"].items()}


def agency_of(report: Report) -> str | None:
    """The agency whose text a report is by its own account: its outlet, its dateline, or its last lines."""
    edges = _credits(report.text)
    for name, pattern in _agencies().items():
        if pattern.search(report.outlet or "") or any(pattern.search(edge) for edge in edges):
            return name
    return None


def _credits(text: str) -> Iterable[str]:
    """Where a report names whose text it is: the dateline's parenthesis, a byline, a short last line."""
    opening = text[:400]
    yield from re.findall(r"^[A-Z][\w .,'’-]{2,40} (\([A-Za-z]{2,8}\)) ?[-–—]", opening, re.MULTILINE)
    yield from re.findall(
        r"^(?:By [\w .'’-]{2,40}, ?)?((?:Associated Press|AP|AFP|Reuters|Xinhua))\b\W*$", opening, re.MULTILINE
    )
    yield from (line for line in text[-200:].split("\n") if len(line) < 30)
