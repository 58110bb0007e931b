"""Reactions: cases as data, and what holds of every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.extract import reactions
from casrec.extract.reading import Reading
from casrec.records import Report
from tests.casefiles import numbered

CASES = numbered("reactions")


def find(text: str) -> list[reactions.Found]:
    """What is read from a text that stands alone."""
    return reactions.find(Reading(Report.make(name="case", text=text)))


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=[f"{n}-{i}" for n, i, _ in CASES])
def test_case(name: str, number: int, case: dict[str, list[dict[str, str]]]) -> None:
    """The reactions of the case are read, and no other."""
    found = find(str(case["text"]))
    shown = [(f.actor.text, f.actor.name, f.act, f.object) for f in found]
    assert len(found) == len(case["reactions"]), shown
    for want in case["reactions"]:
        assert any(
            want["act"] == f.act
            and (want["actor"] in f.actor.text or want["actor"] in f.actor.name)
            and want.get("object", "") in f.object
            for f in found
        ), shown


def test_no_fewer_cases_than_promised() -> None:
    """Forty cases at least."""
    assert len(CASES) >= 40


def test_the_span_is_the_sentence() -> None:
    """A reaction quotes its sentence, and its object's words stand there."""
    text = "A blast killed six. The mayor condemned the blast. Rain fell."
    (found,) = find(text)
    assert text[found.start : found.end] == "The mayor condemned the blast."
    assert found.object == "the blast"


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from('The mayor condemned, the attack and vowed revenge; \n\t"’()—'), max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and every span lies in the text."""
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
