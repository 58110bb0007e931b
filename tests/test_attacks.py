"""Attacks: cases as data, and what holds of every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.extract import attacks
from casrec.extract.claims import Grammar
from casrec.extract.reading import Reading
from casrec.records import Passage, Report
from casrec.terms import PassageKind
from tests.casefiles import numbered

CASES = numbered("attacks")


def find(text: str) -> list[attacks.Found]:
    """What is read from a text that stands alone."""
    return attacks.find(Reading(Report.make(name="case", text=text)))


def shown(found: attacks.Found, targets: bool) -> dict[str, object]:
    """A found attack in the form of the cases."""
    row: dict[str, object] = {
        "means": found.means.value,
        "low": found.low,
        "high": found.high,
        "wording": found.wording,
    }
    return row | ({"targets": [target.value for target in found.targets]} if targets else {})


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=[f"{n}-{i}" for n, i, _ in CASES])
def test_case(name: str, number: int, case: dict[str, list[dict[str, object]]]) -> None:
    """The attacks of the case are read, and no other."""
    wanted = case["attacks"]
    found = find(str(case["text"]))
    assert [shown(f, "targets" in w) for f, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)


def test_no_fewer_cases_than_promised() -> None:
    """Eighty cases at least."""
    assert len(CASES) >= 80


def test_words_are_where_they_are_said_to_be() -> None:
    """The wording is the text between the offsets, inside its clause."""
    text = "Two bombs exploded at a market. In all, nine explosions were heard, five in Arden and four in Belmore."
    for found in find(text):
        assert text[found.start : found.end] == found.wording
        assert found.clause_start <= found.start
        assert found.end <= found.clause_end


def test_a_share_has_its_own_place() -> None:
    """The clause of a share told by ellipsis ends with its place, so that places do not mix."""
    text = "Nine explosions occurred, five in Arden and four in Belmore."
    _, first, second = find(text)
    assert text[first.clause_start : first.clause_end] == "five in Arden"
    assert text[second.clause_start : second.clause_end] == "four in Belmore"


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('two car bombs hit a bus station, five in Arden; \n\t"’0123456789-—().'), max_size=400))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail; bounds are in order; the wording is in its place."""
    for found in find(text):
        assert text[found.start : found.end] == found.wording
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


def test_a_very_long_sentence_does_not_stall() -> None:
    """A hundred thousand characters without a full stop are read in bounded time."""
    find("two car bombs and " * 6000)


def test_a_means_inside_a_hyphenated_word_has_its_words() -> None:
    reading = Reading(Report.make(name="x", text="Two pipe-bomb-type devices went off at the school."))
    for found in attacks.find(reading):
        assert found.wording
        assert reading.text[found.start : found.end] == found.wording


def page(title: str) -> Reading:
    """A page of which only the title tells anything."""
    text = f"{title}\n\nSign in to read on."
    head = Passage(start=0, end=len(title), kind=PassageKind.HEADLINE)
    body = Passage(start=len(title) + 2, end=len(text), kind=PassageKind.ARTICLE)
    return Reading(Report.make(name="page", text=text, title=title, passages=(head, body)))


@pytest.mark.parametrize(
    ("title", "wording"),
    [
        ("Teenager pleads guilty after cousin's shooting death", "shooting"),
        ("Stabbing victims out of hospital", "Stabbing"),
        ("Council hears of shelling", "shelling"),
        ("Company opens missile plant", None),
        ("Council votes on new library", None),
        ("Plot to bomb station foiled", None),
    ],
)
def test_a_title_that_alone_tells_of_an_attack_names_it(title: str, wording: str | None) -> None:
    found = attacks.headlined(page(title))
    assert [one.wording for one in found] == ([wording] if wording else [])
    assert all((one.low, one.high) == (None, None) for one in found)


def test_a_report_whose_title_alone_tells_of_an_attack_makes_a_claim() -> None:
    (claim,) = Grammar().extract(page("Teenager pleads guilty after cousin's shooting death").report)
    assert claim.span.quote == "shooting"
    assert claim.mention.kind == "shooting"
