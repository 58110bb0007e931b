"""Tests for casrec.sieve: what every match must hold follows from the pattern, and no match is lost by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec import sieve as sieve_module
from casrec.sieve import Sieve, needed

PATTERNS = (
    r"\b(?:separate|unrelated|several) (?:\w+ )?(?:shootings|attacks)\b|\bweekend (?:of )?(?:gun )?violence\b",
    r"\bgraz(?:ed?|es|ing)\b|\bsurviv(?:ed|es|or)|\b(?<!non-)(?<!not )life[- ]threatening",
    r"\battempt(?:ed)?[\s-]+(?:first[- ]degree )?(?:murder|homicide)(?! (?:squad|unit))|kill\w*",
    r"(?:an?other|second)\s+(?:\w+\s+){0,2}?(?:blast|fire)\b",
    r"conditions?\b[^.]{0,50}\b(?:unknown|unclear)",
)
PIECES = (
    "separate", "Separate", "several", "attacks", "SHOOTINGS", "weekend", "of", "gun", "violence", "graze", "Grazing",
    "survives", "\u017furvive\u017f", "not", "non-", "life-threatening", "attempted", "murder", "squad", "homicide",
    "K\u0131lled", "\u212aills", "another", "aother", "second", "small", "blast", "fire", "condition", "was", "unclear",
    "\u0130stanbul", "killer",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_something_is_needed(pattern: str) -> None:
    assert needed(pattern, re.I)


@given(st.sampled_from(PATTERNS), st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from([" ", "", ". "]))
def test_a_sieve_finds_what_its_pattern_finds(pattern: str, pieces: list[str], between: str) -> None:
    text, plain, sieve = between.join(pieces), re.compile(pattern, re.I), Sieve(pattern, re.I)
    assert [m.span() for m in sieve.finditer(text)] == [m.span() for m in plain.finditer(text)]
    found, wanted = sieve.search(text, 3, 40), plain.search(text, 3, 40)
    assert (found and found.span()) == (wanted and wanted.span())
    assert sieve.sub("-", text) == plain.sub("-", text)
    assert sieve.count(text) == len(plain.findall(text))


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("grey|gray", {"grey", "gray"}),
        ("dead|death", {"dead", "death"}),
        (r"\d+ (?:dead|hurt)\b", {" dead", " hurt"}),
        ("(?:x|blasts?)", set()),  # an "x" is in too many texts to tell anything
        (r"\w+", set()),
        ("(?:the )?(?:bomb|mine)s", {"bombs", "mines"}),
    ],
)
def test_the_pieces_of_a_pattern(pattern: str, pieces: set[str]) -> None:
    assert needed(pattern) == pieces


def test_a_text_without_a_piece_is_not_tried() -> None:
    sieve = Sieve("bomb|mine", re.I)
    assert not sieve.may("a quiet day")
    assert sieve.may("a bombed house")


def test_a_python_that_parses_patterns_elsewhere_tries_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sieve_module, "import_module", missing)
    found = Sieve("bomb|mine", re.I)
    assert not found.pieces
    assert found.search("two mines") is not None
