"""The reader of web pages: their readable text by trafilatura, with what is not the article marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from casrec.errors import BinaryReport, EmptyReport, MalformedReport, ReportError
from casrec.ingest import pagemeta
from casrec.ingest.decoding import declared_encoding, decode
from casrec.ingest.described import Described, describe
from casrec.ingest.headlines import with_title
from casrec.ingest.language import detect
from casrec.ingest.naming import report_name
from casrec.records import Passage, Report
from casrec.terms import PassageKind

# Trafilatura takes time in the square of a page's elements: 2 seconds for 30,000 links, 146 for 150,000. A news page
# has 500 to 5,000; a larger one than this is read as plain blocks.
MOST_ELEMENTS = 25_000
_UNREAD = frozenset("script style noscript template svg head iframe object button select textarea".split())
_BLOCKS = frozenset(
    "p div section article main aside header footer nav ul ol li table tr h1 h2 h3 h4 h5 h6 blockquote figure "
    "figcaption pre br hr dl dt dd form address body".split()
)


class WebPage:
    """Reads one HTML page as one report: the page's readable text, its title above it.

    What trafilatura's wider reading holds and its article does not, before or after the article, is marked FURNITURE;
    scripts and styles never pass.
    """

    def accepts(self, media_type: str, url: str) -> bool:
        """Whether the content is a web page."""
        return media_type in ("text/html", "application/xhtml+xml")

    def read(self, data: bytes, url: str) -> Iterator[Report]:
        """The one report in ``data``. Raises ReportError naming ``url`` where it cannot be read."""
        html = decode(data, url, declared=declared_encoding(data))
        try:
            yield _report(html.lstrip("\ufeff"), data, url)
        except ReportError:
            raise
        except Exception as exc:  # whatever a hostile page makes of the libraries that parse it
            raise MalformedReport(url, f"the page cannot be read: {type(exc).__name__}: {exc}") from exc


def _report(html: str, data: bytes, url: str) -> Report:
    """The report of a page."""
    from trafilatura.utils import load_html  # loaded only where a page is read: it takes half a second

    tree = load_html(html)
    if tree is None:
        raise BinaryReport(url, "the page holds no HTML")
    stated = pagemeta.read(tree)
    wide, narrow, said = "", "", Described()
    if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS:
        wide, narrow, said = _extracted(tree, dated=stated.published is not None)
    body = max(narrow, wide, key=len).strip() or _plain(tree)
    if not body:
        raise EmptyReport(url, "the page has no readable text")
    title = said.title or stated.title
    text = with_title(title, body)
    return Report.make(
        name=report_name(url),
        text=text,
        passages=_marks(body, narrow, len(text) - len(body)),
        outlet=said.outlet,
        published=stated.published or said.day,
        updated=stated.updated,
        url=said.url,
        title=title,
        language=detect(body) or stated.language,
        media_type="text/html",
        digest=hashlib.sha256(data).hexdigest(),
    )


def _extracted(tree: Any, *, dated: bool) -> tuple[str, str, Described]:
    """The wider text of a page, the text of its article alone, and what it says of itself where it has an article.

    The page is parsed once: each reading works on a copy of the tree, which costs a tenth of parsing it.
    """
    from trafilatura import bare_extraction

    wide, narrow = (bare_extraction(tree, options=options) for options in _options())
    return _words(wide), _words(narrow), Described() if narrow is None else describe(tree, dated=dated)


@lru_cache(maxsize=1)
def _options() -> tuple[Any, Any]:
    """How trafilatura reads widely and narrowly; read from its configuration once and not for each page.

    Only the article is compared with what other extractors make of the page (a quarter of the time): what the wider
    reading adds is no more than what stands around it.
    """
    from trafilatura.settings import Extractor

    return (
        Extractor(output_format="python", comments=False, recall=True, fast=True),
        Extractor(output_format="python", comments=False),
    )


def _words(document: Any) -> str:
    """The text of what was extracted; NUL marks, which no store can keep, replaced."""
    return (getattr(document, "text", None) or "").replace("\0", "\ufffd")


def _marks(body: str, narrow: str, offset: int) -> tuple[Passage, ...]:
    """The lines of the wider text above and below the article, as furniture; nothing where there is no article."""
    lines = _lines(body)
    article = {line.strip() for line in narrow.split("\n")}
    inside = [i for i, (start, end) in enumerate(lines) if body[start:end].strip() in article]
    if not inside:
        return ()
    first, last = lines[inside[0]][0] + offset, lines[inside[-1]][1] + offset
    end = len(body) + offset
    pieces = [(0, offset, PassageKind.HEADLINE)] if offset else []
    pieces += [(offset, first, PassageKind.FURNITURE), (first, last, PassageKind.ARTICLE)]
    pieces += [(last, end, PassageKind.FURNITURE)]
    return tuple(Passage(start=start, end=stop, kind=kind) for start, stop, kind in pieces if stop > start)


def _lines(body: str) -> Sequence[tuple[int, int]]:
    """The lines of a text that are not empty, as offsets."""
    found, at = [], 0
    for line in body.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def plain_text(html: str) -> str:
    """The text of a fragment of HTML, a line for each block; of plain text the text itself."""
    from trafilatura.utils import load_html

    if "<" not in html and "&" not in html:
        return html.strip().replace("\0", "\ufffd")
    tree = load_html(f"<html><body>{html}</body></html>")
    return "" if tree is None else _plain(tree).replace("\0", "\ufffd")


def _plain(tree: Any) -> str:
    """All readable text of a page, a line for each block, in one walk however large or deep it is."""
    from lxml import etree  # type: ignore[import-untyped]

    pieces: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if tag in _UNREAD or not tag:
                skipped = element
            else:
                pieces.append(("\n" if tag in _BLOCKS else "") + (element.text or ""))
        elif event == "end":
            if element is skipped:
                skipped = None
            if skipped is None:
                pieces.append(("\n" if tag in _BLOCKS else "") + (element.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
