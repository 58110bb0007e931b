"""Quantity expressions: bounds, wording, offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.numbers import quantities, words

READINGS: list[tuple[str, str, int | None, int | None]] = [
    ("53 people", "53", 53, 53),
    ("7,000 women", "7,000", 7000, 7000),
    ("270000 people", "270000", 270000, 270000),
    ("at least 53 were", "at least 53", 53, None),
    ("no fewer than 12", "no fewer than 12", 12, None),
    ("upwards of 60 people", "upwards of 60", 60, None),
    ("more than 53 people", "more than 53", 54, None),
    ("well over 200", "well over 200", 201, None),
    ("more than a dozen", "more than a dozen", 13, None),
    ("as many as 16 died", "as many as 16", None, 16),
    ("up to 5,000", "up to 5,000", None, 5000),
    ("no more than six", "no more than six", None, 6),
    ("fewer than 10", "fewer than 10", None, 9),
    ("just under 50", "just under 50", None, 49),
    ("about 30 men", "about 30", 30, 30),
    ("an estimated 4,000", "an estimated 4,000", 4000, 4000),
    ("nearly half a million", "nearly half a million", 500_000, 500_000),
    ("between 40 and 50", "between 40 and 50", 40, 50),
    ("40 to 50 fighters", "40 to 50", 40, 50),
    ("40-50 fighters", "40-50", 40, 50),
    ("four or five men", "four or five", 4, 5),
    ("two to three thousand", "two to three thousand", 2000, 3000),
    ("forty or more", "forty or more", 40, None),
    ("100+ dead", "100+", 100, None),
    ("100-plus dead", "100-plus", 100, None),
    ("another 48 in", "another 48", 48, 48),
    ("a further 12", "a further 12", 12, 12),
    ("at least another 20", "at least another 20", 20, None),
    ("a total of 64", "a total of 64", 64, 64),
    ("twenty-three men", "twenty-three", 23, 23),
    ("twenty three men", "twenty three", 23, 23),
    ("thirtythree men", "thirtythree", 33, 33),
    ("one hundred and forty men", "one hundred and forty", 140, 140),
    ("two hundred and sixty-five thousand", "two hundred and sixty-five thousand", 265_000, 265_000),
    ("a hundred people", "a hundred", 100, 100),
    ("a thousand people", "a thousand", 1000, 1000),
    ("two and a half thousand", "two and a half thousand", 2500, 2500),
    ("1.5 million people", "1.5 million", 1_500_000, 1_500_000),
    ("4.8m people", "4.8m", 4_800_000, 4_800_000),
    ("a quarter of a million people", "a quarter of a million", 250_000, 250_000),
    ("a dozen boys", "a dozen", 12, 12),
    ("half a dozen boys", "half a dozen", 6, 6),
    ("two dozen boys", "two dozen", 24, 24),
    ("a couple of boys", "a couple", 2, 2),
    ("several people", "several", 3, None),
    ("several hundred people", "several hundred", 300, None),
    ("several dozen people", "several dozen", 36, None),
    ("a few people", "a few", 3, None),
    ("a handful of people", "a handful", 3, None),
    ("dozens of people", "dozens", 24, None),
    ("scores of people", "scores", 40, None),
    ("hundreds of people", "hundreds", 200, None),
    ("thousands fled", "thousands", 2000, None),
    ("tens of thousands of people", "tens of thousands", 20_000, None),
    ("hundreds of thousands of people", "hundreds of thousands", 200_000, None),
    ("millions of people", "millions", 2_000_000, None),
    ("at least dozens", "at least dozens", 24, None),
    ("zero deaths", "zero", 0, 0),
    ("both men", "both", 2, 2),
]


@pytest.mark.parametrize(("text", "wording", "low", "high"), READINGS)
def test_reading(text: str, wording: str, low: int | None, high: int | None) -> None:
    """One expression gives its bounds and its words, modifiers with it."""
    tokens = words(text)
    first = quantities(tokens)[0]
    assert text[tokens[first.first].start : tokens[first.last].end] == wording
    assert (first.low, first.high) == (low, high)


@pytest.mark.parametrize("text", ["about 30", "some 30", "nearly 30", "almost 30", "approximately 30", "20-odd"])
def test_approximate(text: str) -> None:
    """Words of nearness mark a count as approximate."""
    assert quantities(words(text))[0].approximate


@pytest.mark.parametrize("text", ["at least 30", "30", "more than 30", "up to 30", "dozens"])
def test_not_approximate(text: str) -> None:
    """A bound is not nearness."""
    assert not quantities(words(text))[0].approximate


@pytest.mark.parametrize(
    "text", ["a 42-year-old", "the 20th", "10:30", "9/11", "6.1-magnitude", "M-16", "2.5", "12.75"]
)
def test_no_quantity(text: str) -> None:
    """Ages, ordinals, clock times, dates, magnitudes and names of things are no quantities."""
    assert quantities(words(text)) == []


def test_several_in_order() -> None:
    """Expressions never overlap; a change keeps both ends apart."""
    tokens = words("from 41 to 45, with another 30 hurt and dozens missing")
    assert [(q.low, q.high) for q in quantities(tokens)] == [(41, 41), (45, 45), (30, 30), (24, None)]


def test_tokens_keep_offsets() -> None:
    """Possessives stand alone, initials and titles keep their full stop."""
    text = "Dr. John F. Kennedy's 12-year-old son, of the U.S."
    tokens = words(text)
    assert [t.text for t in tokens] == [
        "Dr.",
        "John",
        "F.",
        "Kennedy",
        "'s",
        "12-year-old",
        "son",
        ",",
        "of",
        "the",
        "U.S.",
    ]
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert tokens[0].lower == "dr"


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text gives tokens at their words and quantities with sane bounds."""
    tokens = words(text)
    assert all(text[t.start : t.end] == t.text and t.lower for t in tokens)
    last = -1
    for quantity in quantities(tokens):
        assert last < quantity.first <= quantity.core <= quantity.last < len(tokens)
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        last = quantity.last
