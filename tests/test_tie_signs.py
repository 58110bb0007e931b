"""The cheap look before the parse lets every sentence by that ties anyone to an attack, and keeps plain ones away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casrec.extract import responsibility
from casrec.extract.reading import Reading
from casrec.extract.responsibility.tie_signs import deadly, possible
from casrec.extract.responsibility.tie_words import Words
from casrec.records import Report

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
    monkeypatch.setattr(responsibility, "deadly", lambda *_: True)
    for text, found in zip(texts, quick, strict=True):
        assert found == responsibility.find(Reading(Report.make(name="case", text=text))), text


@pytest.mark.parametrize(
    "text",
    [
        "Officials took questions about the place where the talks are going on.",
        "Police responded to the shooting shortly before noon.",
        "The candidate said he would use the time left to direct his office.",
        "The suspect fled on foot.",
        "Four people were shot and wounded in the park.",
        "The governor claims the roads are in good repair.",
    ],
)
def test_sentences_that_can_tie_nobody_are_kept_from_the_parser(text: str) -> None:
    assert not possible(Words(text), False)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the village.",
        "The group claimed responsibility.",
        "Police shot three protesters.",
        "A raid by soldiers left ten dead.",
        "Youths went on a rampage.",
        "The suspect, Ole Brandt, fled on foot.",
        "Four people were shot and wounded by rebels.",
        "The front claims it.",
        "The shooting was the work of a cartel.",
    ],
)
def test_sentences_that_can_are_let_by(text: str) -> None:
    assert possible(Words(text), False)


def test_a_verb_that_needs_a_noun_to_be_deadly_is_so_only_beside_it() -> None:
    assert deadly(Words("He opened fire"))
    assert not deadly(Words("He opened a shop"))


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Ole Brandt was shot and killed in the park.", False),
        ("Ole Brandt was shot by Nils Holm.", True),
        ("Ole Brandt spoke of the shooting.", False),
        ("Ole Brandt shot a guard.", True),
        ("It was he that shot the guard.", True),
        ("Ole Brandt sells guns.", False),
        ("Ole Brandt guns two men down.", True),
    ],
)
def test_of_a_person_only_a_verb_that_he_can_be_the_doer_of_is_deadly(text: str, tells: bool) -> None:
    assert deadly(Words(text)) is tells
