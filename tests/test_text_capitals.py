"""Sentence ends in text written in capitals, where the next word's capital says nothing."""

from __future__ import annotations

from casrec.text import sentences


def cut(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [text[start:end] for start, end in sentences(text)]


def test_a_nation_goes_on_in_capitals_before_any_word_but_an_opening_one() -> None:
    assert cut("TWO U.S. CITIZENS WERE HURT IN THE BLAST.") == ["TWO U.S. CITIZENS WERE HURT IN THE BLAST."]
    assert cut("THEY CAME FROM THE U.S. THE CONSUL SAID SO.") == ["THEY CAME FROM THE U.S.", "THE CONSUL SAID SO."]
    assert cut("THE U.N. OBSERVERS LEFT. ALL WERE SAFE.") == ["THE U.N. OBSERVERS LEFT.", "ALL WERE SAFE."]


def test_in_mixed_case_a_capital_still_opens_a_sentence() -> None:
    assert cut("He had lived in the U.S. Neighbours liked him.") == [
        "He had lived in the U.S.",
        "Neighbours liked him.",
    ]
