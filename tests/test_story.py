"""The look before the parse for who is dead or hurt: it passes over no line that says so of anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casrec.extract.reading import Reading
from casrec.extract.tally import story, victims
from casrec.records import Report

TOPICS = ("figures*.jsonl", "attacks*.jsonl", "scope*.jsonl", "tolls-reports.jsonl")
CASES = Path(__file__).parent / "cases"


def texts() -> list[str]:
    """The texts of the cases, those of reports within a case too."""
    found = []
    for path in (path for topic in TOPICS for path in sorted(CASES.glob(topic))):
        for line in filter(None, path.read_text("utf-8").split("\n")):
            case = json.loads(line)
            found += [row["text"] for row in case.get("reports", [case]) if isinstance(row.get("text"), str)]
    return found


def test_nobody_is_lost_by_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the cases: the same dead and hurt with and without it."""
    readings = [Reading(Report.make(name="case", text=text)) for text in texts()]
    assert len(readings) > 200
    quick = [list(story.told(reading, reading.lines)) for reading in readings]
    assert sum(map(len, quick)) > 100
    monkeypatch.setattr(story, "_can", lambda *_: True)
    for reading, found in zip(readings, quick, strict=True):
        reading.found.clear()
        assert list(story.told(reading, reading.lines)) == found, reading.text


@pytest.mark.parametrize(
    ("text", "looked_at"),
    [
        ("Police are looking into the shooting.", False),
        ("The hospital is in good condition.", True),
        ("The hospital lies on a hill.", False),
        ("He was taken to the hospital.", True),
        ("The bodies lay in the road.", False),
        ("The victims’ injuries are grave.", True),
        ("After shooting a guard he fled the shooting.", True),
        ("The victim told police that he was asleep.", False),
    ],
)
def test_a_line_is_looked_at_where_its_words_can_say_so_together(text: str, looked_at: bool) -> None:
    reading = Reading(Report.make(name="case", text=text))
    assert bool(story.worth(reading, reading.lines)) is looked_at


def test_a_sentence_kept_from_the_parser_would_have_told_of_nobody() -> None:
    reading = Reading(Report.make(name="case", text="The bodies lay in the road."))
    assert victims.find(reading.parsed(0), reading.text) == []
