"""Whatever comes in: passages cover the text, and bytes give reports or a ReportError, never another exception."""

from __future__ import annotations

import io
import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.errors import ReportError
from casrec.ingest.passages import divide
from casrec.ingest.reports import Read, read
from casrec.ingest.stamps import iso
from casrec.records import Passage, Report, decode, encode
from casrec.settings import Settings
from casrec.terms import PassageKind

PIECES = st.sampled_from(
    [
        *(
            "UPDATE 1830 GMT: ",
            "ORIGINAL ENTRY:",
            "10.45am BST",
            "Updated: Apr 12, 2016",
            "Mon May 23 2016",
            "Related: ",
        ),
        *("Photo: Jo Doe", "Read more", "Nine people were killed on Monday.", "Ferry blast kills nine", "\ufeff", "\0"),
        *("Sign up for our newsletter.", "ALSO", "\n", "\n\n", " ", "\r\n", "\u2028", "İ", "ß", "1:47 Crowd gathers"),
        *(
            "© 2016",
            "(@jo)",
            ". ",
            "99/99/9999",
            "31 February 2016",
            "25:61",
            "A",
            "Copyright 2016. All rights reserved.",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(
    TEXTS, st.one_of(st.none(), st.text(max_size=30), PIECES), st.sampled_from([None, "2016-05-23", "9999-12-31", "x"])
)
@settings(max_examples=200, deadline=None)
def test_passages_cover_the_text_in_order_without_overlap(text: str, title: str | None, published: str | None) -> None:
    passages = divide(text, title=title, published=published).passages
    if not text.strip():
        return
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    assert all(left.end == right.start for left, right in pairwise(passages))
    assert all(p.start < p.end for p in passages)


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=100, deadline=None)
def test_what_a_reader_marked_stays_marked(text: str, left: int, right: int) -> None:
    start, end = sorted((min(left, len(text)), min(right, len(text))))
    marks = [Passage(start=start, end=end, kind=PassageKind.FURNITURE)] if end > start else []
    passages = divide(text, marks=marks).passages
    kinds = {i: p.kind for p in passages for i in range(p.start, p.end)}
    assert all(kinds[i] is PassageKind.FURNITURE for i in range(start, end) if not text[i].isspace() and kinds)


def _all(data: bytes) -> list[Read | ReportError]:
    found = list(read(["-"], Settings(max_report_bytes=100_000), stdin=io.BytesIO(data)))
    for item in found:
        assert isinstance(item, ReportError | Read)
        if isinstance(item, Read):
            report = item.report
            assert report == decode(Report, encode(report))
            assert "\0" not in report.text
            assert report.passages
    return found


BYTES = st.one_of(
    st.binary(max_size=400),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "replace")),
    TEXTS.map(lambda text: ("<html><body><p>" + text + "</p>").encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: ("<rss><channel><item><title>" + text).encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "<a href=x>", "&amp;", "<!--", "Nine died.", "<script>"]), max_size=60
    )
    .map("".join)
    .map(lambda text: b"<!doctype html>" + text.encode()),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
        lambda inner: st.dictionaries(st.sampled_from(["text", "title", "name", "id", "record", "published"]), inner),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode()),
)


@given(BYTES)
@settings(max_examples=120, deadline=None)
def test_any_bytes_give_reports_or_a_report_error(data: bytes) -> None:
    assert repr(_all(data)) == repr(_all(data))


@given(st.one_of(st.text(max_size=60), st.integers(), st.none(), st.lists(st.text(max_size=3), max_size=2)))
def test_any_date_field_is_a_kept_time_or_nothing(value: object) -> None:
    found = iso(value)
    assert found is None or len(found) in (10, 20)
