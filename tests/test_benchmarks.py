"""The benchmarks' texts, their pages, and how ratios are taken and written down."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import texts
from benchmarks.__main__ import BY_HAND, rendered, write
from benchmarks.measuring import Row, in_turns
from casrec.ingest.webpage import WebPage
from casrec.records import Report


def test_without_the_corpora_our_own_texts_stand_in_and_it_is_said(tmp_path: Path) -> None:
    held = texts.casualty(tmp_path, 30)
    assert len(held.reports) == 30 == len({report.id for report in held.reports})
    assert "our own" in held.origin
    assert held == texts.casualty(tmp_path, 30)


def test_one_in_twenty_of_mixed_news_tells_of_an_incident(tmp_path: Path) -> None:
    held = texts.mixed(tmp_path, 60)
    assert len(held.reports) == 60
    assert [i for i, report in enumerate(held.reports) if not report.name.startswith("peace")] == [0, 20, 40]


def test_a_page_holds_the_report_between_furniture() -> None:
    data = texts.page(Report.make(name="a", text="Two died & one lived.\n\nRain fell.", title="A <title>"))
    assert b"<p>Two died &amp; one lived.</p>\n<p>Rain fell.</p>" in data
    (report,) = WebPage().read(data, "https://news.example/story")
    assert "Two died & one lived." in report.text


def test_each_side_does_every_slice_once() -> None:
    mine: list[int] = []
    peer: list[int] = []
    pairs = in_turns(list(range(10)), mine.extend, peer.extend, pairs=4)
    assert len(pairs) == 4
    assert mine == peer == list(range(10))


def test_a_page_written_again_keeps_what_stands_there_by_hand(tmp_path: Path) -> None:
    page, data = tmp_path / "page.md", tmp_path / "page.json"
    row = Row("reading", "9.0 times", 9.0, "8 times", True, ["a detail"])
    page.write_text(f"old\n{BY_HAND}\n\n## Where time goes\n", encoding="utf-8")
    write([row], {"linking": "printed"}, page, data)
    text = page.read_text(encoding="utf-8")
    assert "| reading | 9.0 times | 8 times | yes |" in text
    assert "printed" in text
    assert text.endswith("## Where time goes\n")
    assert "old" not in text
    assert json.loads(data.read_text(encoding="utf-8"))["rows"][0]["value"] == 9.0


def test_a_bar_that_is_not_reached_is_said() -> None:
    row = Row("reading", "7.0 times", 7.0, "8 times", False)
    assert "| **no** |" in rendered([row], {}, {})
