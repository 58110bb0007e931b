"""The parse keeps the report's offsets."""

from __future__ import annotations

from casrec.extract.reading import Reading
from casrec.records import Passage, Report
from casrec.syntax import parse
from casrec.terms import PassageKind


def test_tokens_point_at_their_words_and_heads() -> None:
    text = "Heavy rain fell. Rescuers said nine miners were killed in the shaft."
    (sentence,) = parse([(17, text[17:])])
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
    killed = next(t for t in sentence.tokens if t.lower == "killed")
    miners = next(t for t in sentence.tokens if t.lower == "miners")
    said = next(t for t in sentence.tokens if t.lower == "said")
    assert miners.head == killed.index
    assert said.index in sentence.ancestors(killed.index)
    assert sentence.child(killed.index, "nsubjpass") == miners.index
    assert sentence.child(killed.index, "dobj") is None
    assert miners.index in sentence.subtree(killed.index)
    assert miners.index in sentence.children(killed.index)


def test_two_sentences_given_as_one_have_one_root() -> None:
    (sentence,) = parse([(0, "Nine died. Two were hurt.")])
    assert sum(t.head == t.index for t in sentence.tokens) == 1


def test_capitals_parse_like_small_letters() -> None:
    (sentence,) = parse([(0, "THE BRIGADE REPORTED THAT TWO SOLDIERS WERE KILLED NEAR THE RIVER.")])
    assert sentence.tokens[1].text == "BRIGADE"
    killed = next(t for t in sentence.tokens if t.text == "KILLED")
    assert killed.tag.startswith("VB")


def test_furniture_is_not_read_and_parses_are_made_once() -> None:
    text = "Nine people died.\nFollow us for more.\nTwo were hurt."
    passages = (
        Passage(start=0, end=18, kind=PassageKind.ARTICLE),
        Passage(start=18, end=38, kind=PassageKind.FURNITURE),
        Passage(start=38, end=len(text), kind=PassageKind.ARTICLE),
    )
    reading = Reading(Report.make(name="x", text=text, passages=passages))
    assert [reading.words(line) for line in reading.lines] == ["Nine people died.", "Two were hurt."]
    assert reading.line_at(20) is None
    line = reading.line_at(40)
    assert line is not None
    assert line.index == 1
    assert reading.parsed(1) is reading.parsed(1)


def test_a_quotation_is_found_by_what_it_holds() -> None:
    text = 'She said: "Nine died." Then rain fell.'
    reading = Reading(Report.make(name="x", text=text))
    assert reading.quotation_at(12) == (10, 22)
    assert reading.quotation_at(25) is None


def test_white_space_is_no_token_and_offsets_stay() -> None:
    text = "Police said\nthat 12  people were killed."
    tokens = next(iter(parse([(10, text)]))).tokens
    assert [t.text for t in tokens] == ["Police", "said", "that", "12", "people", "were", "killed", "."]
    assert all(text[t.start - 10 : t.end - 10] == t.text for t in tokens)
    assert [t.index for t in tokens] == list(range(8))
    assert tokens[tokens[2].head].text == "killed"
