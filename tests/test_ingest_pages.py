"""Web pages and feeds: the article in full, the rest marked or gone, scripts never."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from casrec.errors import ReportError
from casrec.ingest.described import Described, describe
from casrec.ingest.feed import Feed
from casrec.ingest.finish import finish
from casrec.ingest.webpage import WebPage
from casrec.records import Report
from casrec.terms import PassageKind

HEAD = """<title>Ferry blast kills nine - Daily Lantern</title>
<meta property="og:site_name" content="Daily Lantern">
<meta property="article:published_time" content="2016-05-23T18:30:00+02:00">
<meta property="article:modified_time" content="2016-05-23T21:00:00+02:00">"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ferry blast kills nine</h1>
<p>Nine people were killed on Monday when a parked van blew up beside the ferry office, the mayor said.</p>
<script>var toll = "500 people were killed";</script>
<p>Related: <a href="/a">Bomb kills 30 in the capital</a></p>
<p>Doctors at the town clinic said fourteen others were hurt, two of them badly. The harbour is closed.</p>
<p>Nobody has said they did it. Soldiers searched cars at the bridge until late in the evening.</p>
<p>Follow us on Twitter</p></article>
<footer>Copyright 2016 Daily Lantern</footer>"""
PAGE = f'<html lang="en-GB"><head>{HEAD}</head><body>{BODY}</body></html>'


def page(html: str | bytes, name: str = "folder/ferry.html") -> Report:
    data = html.encode() if isinstance(html, str) else html
    (report,) = WebPage().read(data, name)
    return finish(report)


def words(report: Report, kind: PassageKind) -> str:
    return " ".join(report.text[p.start : p.end] for p in report.passages if p.kind is kind)


def test_a_page_says_who_published_it_and_when() -> None:
    report = page(PAGE)
    assert (report.name, report.title, report.outlet) == ("ferry", "Ferry blast kills nine", "Daily Lantern")
    assert (report.published, report.updated) == ("2016-05-23T16:30:00Z", "2016-05-23T19:00:00Z")
    assert (report.language, report.media_type) == ("en", "text/html")


def test_the_article_is_whole_and_the_rest_is_marked() -> None:
    report = page(PAGE)
    article = words(report, PassageKind.ARTICLE)
    for piece in ("Nine people were killed", "two of them badly", "searched cars at the bridge"):
        assert piece in article
    assert "30 in the capital" in words(report, PassageKind.FURNITURE)
    assert "Follow us" in words(report, PassageKind.FURNITURE)
    assert words(report, PassageKind.HEADLINE).strip() == "Ferry blast kills nine"
    assert "500" not in report.text
    assert "Copyright" not in article


def test_linked_data_dates_a_page_without_meta_elements() -> None:
    linked = json.dumps(
        {"@graph": [{"@type": "WebSite"}, {"datePublished": "2016-05-23", "dateModified": "2016-05-24"}]}
    )
    head = f'<script type="application/ld+json">{linked}</script><script type="application/ld+json">{{broken</script>'
    report = page(f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert (report.published, report.updated) == ("2016-05-23", "2016-05-24")


def test_a_time_element_is_the_last_resort() -> None:
    report = page(f'<html><body><time datetime="2016-05-23T16:30:00Z">Monday</time>{BODY}</body></html>')
    assert report.published == "2016-05-23T16:30:00Z"


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-2", "koi8-r"])
def test_the_encoding_a_page_declares(encoding: str) -> None:
    word = {"windows-1252": "Ocoña", "iso-8859-2": "Łódź", "koi8-r": "Грозный"}[encoding]
    html = (
        f'<html><head><meta charset="{encoding}"></head><body><p>Nine people were killed in {word}.</p></body></html>'
    )
    assert word in page(html.encode(encoding)).text


def test_a_page_too_large_for_trafilatura_is_read_as_plain_blocks() -> None:
    rows = "".join(f"<p>Nine people were killed on day {i}.</p>" for i in range(30_000))
    report = page(f"<html><head>{HEAD}</head><body><script>var toll = 500;</script>{rows}</body></html>")
    assert report.text.startswith("Ferry blast kills nine - Daily Lantern\n\nNine people were killed on day 0.\n")
    assert report.text.endswith("day 29999.")
    assert "toll" not in report.text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "killed",
        "<p><b>" * 20_000 + "killed",
        "<table>" * 20_000,
        "<a href=x>Some title of another story</a> " * 40_000,
        "<" * 50_000,
        "<!--" * 20_000,
        "&#0;&#xD800;&#x110000;" * 5_000 + "killed",
        "<div " + "a=b " * 50_000 + ">killed",
    ],
    ids=["deep", "deep in paragraphs", "tables", "links", "angles", "comments", "characters", "attributes"],
)
def test_hostile_pages_give_a_report_or_an_error_soon(html: str) -> None:
    with suppress(ReportError):
        report = page(f"<html><body>{html}")
        assert report.text.encode("utf-8")
        assert "\0" not in report.text


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Daily Lantern</title>
<item><title>Ferry blast kills nine</title><link>https://lantern.example/1</link>
<pubDate>Mon, 23 May 2016 18:30:00 +0200</pubDate>
<description>&lt;p&gt;Nine people were killed.&lt;/p&gt;&lt;script&gt;500&lt;/script&gt;
&lt;p&gt;Two hurt.&lt;/p&gt;</description>
</item><item><link>https://lantern.example/2</link></item></channel></rss>"""


def test_a_feed_gives_a_report_for_each_entry_with_text() -> None:
    (report,) = Feed().read(FEED, "folder/news.rss")
    assert report.text == "Ferry blast kills nine\n\nNine people were killed.\nTwo hurt."
    assert (report.name, report.outlet, report.url) == ("news:1", "Daily Lantern", "https://lantern.example/1")
    assert report.published == "2016-05-23T16:30:00Z"


@pytest.mark.parametrize("data", [b"no feed", b"<rss><channel></channel></rss>", b"<rss>" + b"<item>" * 500])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError):
        list(Feed().read(data, "news.rss"))


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:title" content="Ferry sinks"><meta property="og:site_name" content="daily lantern">',
        '<meta name="twitter:site" content="@lantern"><link rel="canonical" href="https://www.lantern.example/2016/05/23/a">',
        '<link rel="canonical" href="/a"><meta property="og:url" content="https://lantern.example/a">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry &amp; barge", "datePublished": '
        '"2015-03-02T10:00:00Z", "publisher": {"@type": "Organization", "name": "The Beacon"}}</script>',
        '<script type="application/ld+json">{"broken": [1, </script><title>Ferry sinks - Lantern</title>',
        "",
    ],
)
def test_a_page_is_described_as_the_whole_search_for_metadata_describes_it(head: str) -> None:
    """Only what nobody asks for is left out: authors, tags, licences."""
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import load_html

    page = (
        f"<html><head>{head}</head><body><h1>Ferry sinks off the cape</h1><p>Published 4 March 2013.</p></body></html>"
    )
    whole = extract_metadata(load_html(page))
    assert describe(load_html(page), dated=False) == Described(whole.title, whole.sitename, whole.url, whole.date)
    assert describe(load_html(page), dated=True).day is None
