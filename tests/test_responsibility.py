"""Responsibility: cases as data, and what holds of every text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.extract import responsibility
from casrec.extract.reading import Reading
from casrec.records import Report
from tests.casefiles import numbered

CASES = numbered("responsibility")


def find(text: str) -> list[responsibility.Found]:
    """What is read from a text that stands alone."""
    return responsibility.find(Reading(Report.make(name="case", text=text)))


def same(want: str, *names: str) -> bool:
    """Whether a wanted name is one of the names or a part of one, whatever the case."""
    return any(want.casefold() in name.casefold() for name in names)


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=[f"{n}-{i}" for n, i, _ in CASES])
def test_case(name: str, number: int, case: dict[str, Any]) -> None:
    """Each tie of the case is read, and no other."""
    found = find(case["text"])
    wanted = list(case["ties"])
    shown = [(f.stance.value, f.actor.text, f.actor.name, f.by and f.by.name, f.rule) for f in found]
    assert len(found) == len(wanted), shown
    for want in wanted:
        hits = [f for f in found if f.stance == want["stance"] and same(want["actor"], f.actor.text, f.actor.name)]
        assert hits, shown
        if "by" in want and want["by"] is None:
            assert hits[0].by is None, shown
        elif "by" in want:
            by = hits[0].by
            assert by is not None, shown
            assert same(want["by"], by.text, by.name), shown
        if "through" in want:
            assert hits[0].through == want["through"]


def test_no_fewer_cases_than_promised() -> None:
    """A hundred cases at least, of each stance and of none."""
    assert len(CASES) >= 100
    stances = {tie["stance"] for _, _, case in CASES for tie in case["ties"]}
    assert stances == {"claimed", "denied", "accused"}
    assert sum(not case["ties"] for _, _, case in CASES) >= 30


def test_one_statement_once_a_sentence() -> None:
    """A sentence ties an actor once; another sentence is another statement, also in the outlet's own voice."""
    own = find("Israeli jets hit a school, killing six. Israeli shells killed four more people at noon.")
    assert [(f.actor.key, f.line) for f in own] == [("israel", 0), ("israel", 1)]
    once = find("Police accused Tom Ridley of the murder; Tom Ridley shot the man, they said.")
    assert [f.actor.name for f in once] == ["Tom Ridley"]
    twice = find("Hamas claimed the bombing that killed six. Hamas also claimed an attack that killed two.")
    assert [f.line for f in twice] == [0, 1]


def test_a_claim_outweighs_the_outlets_own_word() -> None:
    """Where an actor claims the attack, that the outlet says so too adds nothing."""
    found = find("Islamic State fighters killed 20 people in a mosque. Islamic State claimed responsibility.")
    assert [f.stance.value for f in found] == ["claimed"]


def test_spans_bound_the_sentence_and_the_word() -> None:
    """The span is the sentence; the anchor stands in it."""
    text = "A bomb killed nine people. Police blamed Boko Haram for the bombing. Shops stayed shut."
    (found,) = find(text)
    assert text[found.start : found.end] == "Police blamed Boko Haram for the bombing."
    assert text[found.at :].startswith("blamed")


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from('IS claimed responsibility for the attack by X, denied; \n\t"’ÉÀ—[]().'), max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and every span lies in the text."""
    for found in find(text):
        assert 0 <= found.start <= found.at < found.end <= len(text)


def test_a_very_long_sentence_does_not_stall() -> None:
    """A hundred thousand characters without a full stop are read in bounded time."""
    find("the rebels attacked the town and " * 3000)
