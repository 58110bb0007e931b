"""Sentences and quotations keep their offsets, whatever the text."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.text import Lines, Phrases, is_wrapped, openings, quotations, runs, sentences, upper_case


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine died. Two were hurt.", ["Nine died.", "Two were hurt."]),
        ("Dr. Salem counted nine. He left.", ["Dr. Salem counted nine.", "He left."]),
        ("The U.S. Army said so. It ended.", ["The U.S. Army said so.", "It ended."]),
        ("The L.A. Times said so. It ended.", ["The L.A. Times said so.", "It ended."]),
        ("He lived in L.A. The house burned.", ["He lived in L.A.", "The house burned."]),
        ("He wrote to acme.com. Police came.", ["He wrote to acme.com.", "Police came."]),
        ("It began at 9 a.m. Police came at noon.", ["It began at 9 a.m.", "Police came at noon."]),
        ("Judge R. T. Okoro spoke. All rose.", ["Judge R. T. Okoro spoke.", "All rose."]),
        ('"We ran." She wept.', ['"We ran."', "She wept."]),
        ("Aid cost 3.5 million. More is due.", ["Aid cost 3.5 million.", "More is due."]),
        ("A headline without a stop\nThe first line.", ["A headline without a stop", "The first line."]),
        ("Two were hurt.Police came.", ["Two were hurt.", "Police came."]),
        ('He said "all is well."On Monday it rained.', ['He said "all is well."', "On Monday it rained."]),
        ('He fled them."It was bad," she said.', ["He fled them.", '"It was bad," she said.']),
        ("He fled them.“It was bad,” she said.", ["He fled them.", "“It was bad,” she said."]),
        ("They said “no more.”On Monday it rained.", ["They said “no more.”", "On Monday it rained."]),
        ("See news.Example.Com/Fires and Capt.Jones there.", ["See news.Example.Com/Fires and Capt.Jones there."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_lines_of_a_wrapped_wire_message_are_joined() -> None:
    text = (
        "   THE THIRD BRIGADE ANNOUNCED TODAY THAT SEVEN CIVILIANS WERE\n"
        "HURT WHEN A MINE WENT OFF ON THE COASTAL ROAD NEAR THE OLD\n"
        "BRIDGE.  NO SOLDIER WAS HARMED ACCORDING TO THE SAME\nREPORT.\n"
    )
    assert is_wrapped(text)
    assert len(cut(text)) == 2
    assert upper_case(text)


@given(st.text(alphabet=st.sampled_from(list("Ab c.\n\"'!?“”1,")), max_size=200))
def test_sentences_are_in_order_apart_and_without_space_around(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split()), "no word is lost"


def test_quotations_close_at_the_end_of_a_paragraph() -> None:
    text = 'He said: "It fell.\n"Then we ran," he added. “Curly too.”'
    assert [text[a:b] for a, b in quotations(text)] == ['"It fell.', '"Then we ran,"', "“Curly too.”"]


@given(st.text(max_size=100))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in quotations(text):
        assert last <= start < end <= len(text)
        last = end


def test_which_span_holds_an_offset() -> None:
    lines = Lines([(2, 5), (7, 9)])
    assert [lines.at(n) for n in range(10)] == [None, None, 0, 0, 0, None, None, 1, 1, None]
    assert list(lines) == [(2, 5), (7, 9)]


def test_a_text_without_an_end_does_not_stall() -> None:
    assert len(cut("word " * 40_000)) == 1
    assert len(cut("." * 100_000)) <= 1
    began = perf_counter()
    assert len(cut("came.Police" * 10_000)) == 10_001, "sentences without any space"
    assert perf_counter() - began < 5
    assert sentences("\n" * 100_000) == []


def test_the_words_of_a_first_look_are_cut_at_hyphens_and_lowered() -> None:
    assert runs("Car-bomb in Tuz's old market") == {"car", "bomb", "in", "tuz", "s", "old", "market"}
    assert openings(["car-bomb", "Air strike"]) == {"car", "air"}
    with pytest.raises(ValueError, match="begin"):
        openings(["'ndrine"])


def test_the_longest_phrase_at_a_place_is_found_with_any_space_in_it() -> None:
    phrases = Phrases(["Red Hand", "Red Hand Front", "Hand", "Red"])
    whole = "The Red  Hand\nFront, not @Red or Redder or the red; but Hand and Red Hands."
    found = [" ".join(match.group().split()) for match in phrases.find(whole, 0, len(whole))]
    assert found == ["Red Hand Front", "Hand", "Red"]
    assert next(phrases.find(whole, 20, len(whole))).start() == whole.index("Hand and")


def test_a_mark_that_can_only_close_opens_nothing() -> None:
    text = 'They fled." Later "we came back," she said.'
    assert [text[a:b] for a, b in quotations(text)] == ['"we came back,"']


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


@given(SPANS, SPANS)
def test_an_offset_is_covered_where_any_span_holds_it(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    covered = Lines.covering([*Lines.covering(first), *second])
    for at in range(-1, 42):
        assert (at in covered) == any(start <= at < end for start, end in [*first, *second])
