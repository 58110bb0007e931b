"""Records refuse to contradict themselves, and survive the border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.errors import RecordError
from casrec.ids import content_id
from casrec.records import (
    Claim,
    Estimate,
    Figure,
    Judgement,
    Mention,
    Report,
    Span,
    decode,
    decode_any,
    encode,
    replace,
)
from casrec.terms import Group, Harm, MentionRole, Verdict

MENTION = Mention(id="men-1", report="rep-1", role=MentionRole.LEAD)


def figure(low: int | None = 3, high: int | None = 3, wording: str = "three") -> Figure:
    return Figure(who="people", harm=Harm.KILLED, low=low, high=high, wording=wording)


def claim(words: str = "three", content: Figure | None = None) -> Claim:
    span = Span(start=10, end=10 + len(words), quote=words)
    return Claim.make(report="rep-1", span=span, content=content or figure(), mention=MENTION)


def test_a_figure_whose_words_are_not_in_its_span_is_refused() -> None:
    with pytest.raises(RecordError, match="not in the span"):
        claim("four")


@pytest.mark.parametrize(("low", "high"), [(None, None), (5, 4), (-1, 3)])
def test_a_figure_with_impossible_bounds_is_refused(low: int | None, high: int | None) -> None:
    with pytest.raises(RecordError):
        figure(low, high)


def test_a_span_must_be_as_long_as_its_quote() -> None:
    with pytest.raises(RecordError):
        Span(start=0, end=3, quote="four")


def test_an_estimate_out_of_order_is_refused() -> None:
    with pytest.raises(RecordError):
        Estimate(incident="i", harm=Harm.KILLED, group=Group.PEOPLE, policy="range", version="1", low=5, best=4,
                 high=None, used=())  # fmt: skip


def test_open_and_zero_stay_apart_across_the_border() -> None:
    for low, high in ((0, 0), (None, 0), (0, None)):
        again = decode(Claim, encode(claim(content=figure(low, high))))
        assert isinstance(again.content, Figure)
        assert (again.content.low, again.content.high) == (low, high)


@given(st.text(), st.text(min_size=1), st.one_of(st.none(), st.text()))
def test_any_report_survives_the_border(text: str, name: str, title: str | None) -> None:
    try:
        (text + name + (title or "")).encode()
    except UnicodeEncodeError:
        return
    report = Report.make(name=name, text=text, title=title)
    assert decode_any(encode(report)) == report


def test_a_record_that_is_changed_is_a_new_one() -> None:
    old = claim()
    new = replace(old, rule="other")
    assert (old.rule, new.rule) == ("", "other")
    with pytest.raises(AttributeError):
        old.rule = "edited"  # type: ignore[misc]


def test_a_line_that_is_no_record_says_so() -> None:
    for line in (b"{", b"[]", b'{"record":"claim"}', b'{"record":"nonsense"}', b"\xff"):
        with pytest.raises(RecordError):
            decode_any(line)


def test_the_order_of_two_mentions_does_not_matter_to_a_judgement() -> None:
    left = Judgement.make(left="a", right="b", verdict=Verdict.SAME, by="Amal")
    right = Judgement.make(left="b", right="a", verdict=Verdict.SAME, by="Amal")
    assert left == right


def test_ids_do_not_collide_where_parts_are_cut_differently() -> None:
    assert content_id("x", "a.b", "c") != content_id("x", "a", "b.c")
    assert content_id("x", "ab") != content_id("x", "a", "b")
    assert content_id("x", None) != content_id("x", "None")
