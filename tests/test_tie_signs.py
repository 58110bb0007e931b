"""The cheap look before the parse lets every sentence by that ties anyone to an attack, and keeps plain ones away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casrec.extract import responsibility
from casrec.extract.reading import Reading
from casrec.extract.responsibility.tie_signs import deadly, possible
from casrec.records import Report
from casrec.text import runs

TOPICS = ("responsibility-*.jsonl", "reactions-*.jsonl", "attacks-*.jsonl")
CASES = Path(__file__).parent / "cases"


def test_no_tie_is_lost_by_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all cases: the same with and without it."""
    lines = [
        line for topic in TOPICS for path in sorted(CASES.glob(topic)) for line in path.read_text("utf-8").split("\n")
    ]
    texts = [str(json.loads(line)["text"]) for line in lines if line]
    assert len(texts) > 200
    quick = [responsibility.find(Reading(Report.make(name="case", text=text))) for text in texts]
    monkeypatch.setattr(responsibility, "possible", lambda *_: True)
    for text, found in zip(texts, quick, strict=True):
        assert found == responsibility.find(Reading(Report.make(name="case", text=text))), text


@pytest.mark.parametrize(
    "text",
    [
        "Officials took questions about the place where the talks are going on.",
        "Police responded to the shooting shortly before noon.",
        "The candidate said he would use the time left to direct his office.",
    ],
)
def test_sentences_that_can_tie_nobody_are_kept_from_the_parser(text: str) -> None:
    assert not possible(runs(text), False)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the village.",
        "The group claimed responsibility.",
        "Police shot three protesters.",
        "A raid by soldiers left ten dead.",
        "Youths went on a rampage.",
    ],
)
def test_sentences_that_can_are_let_by(text: str) -> None:
    assert possible(runs(text), False)


def test_a_verb_that_needs_a_noun_to_be_deadly_is_so_only_beside_it() -> None:
    assert deadly(runs("He opened fire"))
    assert not deadly(runs("He opened a shop"))
