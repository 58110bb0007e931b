"""Tests for casrec.link.laying: many reports laid out at once are what each is alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic import World
from casrec.link.block import KEYS, keyed, keys
from casrec.link.columns import KIND_AT, WORD, own, term_id
from casrec.link.holdings import lead_mention
from casrec.link.marks import Named
from casrec.link.profile import profile, profiles
from casrec.link.story import stories
from casrec.records import Report


def test_a_report_is_laid_out_alike_alone_and_among_many() -> None:
    made = [World(8, 20, days=6).report(index) for index in range(20)]
    empty = Report(id="rep-empty", name="empty", text="", title="", outlet="The Hall Courier")
    told = [(report, claims) for report, claims in [*made, (empty, [])]]
    story = stories(report for report, _ in told)
    held = [(report, story[report.id], lead_mention(report, claims), claims) for report, claims in told]
    many = profiles(held)
    assert [one.columns for one in many] == [profile(*one).columns for one in held]
    assert [one.names for one in many] == [profile(*one).names for one in held]
    pairs = [list(zip(found.ids.tolist(), found.weights.tolist(), strict=True)) for found in keyed(many)]
    assert pairs == [keys(one) for one in many]
    assert all(len(mine) <= KEYS and mine == sorted(mine) for mine in pairs)
    assert pairs[-1] == []


def test_words_of_the_opening_and_the_title_are_marked() -> None:
    text = "Gunfire broke out near Quillhaven harbour. " + "Nobody there spoke of it afterwards. " * 30 + "Brackenfold."
    report = Report(id="rep-1", name="one", text=text, title="Quillhaven mourns")
    found = own(profile(report, stories([report])["rep-1"], lead_mention(report, [])).columns)
    words = {int(one["id"]): one for one in found[found["id"] >> np.uint64(KIND_AT) == WORD]}
    both, late = words[term_id("quillhaven")], words[term_id("brackenfold")]
    assert all(both[name] for name in "abc")  # told, in the opening and in the title
    assert [bool(late[name]) for name in "abc"] == [True, False, False]
    assert both["a"] > late["a"]  # the title counts twice


@given(st.text(alphabet="Ab .\n'’-Zé", max_size=60), st.integers(0, 60))
def test_names_of_the_opening_are_those_of_the_opening_read_alone(body: str, end: int) -> None:
    _, lead = Named.of(body, "").counted(end, titled=True)
    alone, _ = Named.of(body[:end], "").counted(end, titled=True)
    assert lead == alone
