"""What a web page says of itself in its head: dates with their clock times, language, title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casrec.ingest import stamps

# Names of the elements that carry a date, best first: Open Graph, Dublin Core, Parsely, the older ones of publishers.
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created"),
    *("dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "dc.date"),
    *("date", "cxenseparse:recs:publishtime", "originalpublicationdate"),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified"),
    *("lastmod", "last-modified", "dc.date.modified"),
)
_TITLES = ("og:title", "twitter:title", "headline")
DEEPEST = 6  # levels of linked data that are looked into
MOST_DATA = 400_000  # characters of linked data that are read


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page states: times as casrec keeps them, the declared language, the title for other sites."""

    published: str | None = None
    updated: str | None = None
    language: str | None = None
    title: str | None = None


def read(tree: Any) -> PageMeta:
    """What the head of a parsed page states, meta elements before linked data before time elements."""
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if key and element.get("content"):
            named.setdefault(key, element.get("content"))
    linked = dict(_linked(tree))
    language = (tree.get("lang") or "").strip().lower()[:2]
    return PageMeta(
        published=_first(named, _PUBLISHED) or stamps.iso(linked.get("datePublished")) or _timed(tree),
        updated=_first(named, _UPDATED) or stamps.iso(linked.get("dateModified")),
        language=language if len(language) == 2 and language.isalpha() else None,
        title=next((named[name].strip() for name in _TITLES if named.get(name, "").strip()), None) or _titled(tree),
    )


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first of these meta elements that holds a readable date."""
    return next((found for name in names if (found := stamps.iso(named.get(name)))), None)


def _timed(tree: Any) -> str | None:
    """The date of the first time element of the page's article."""
    for element in tree.iter("time"):
        found = stamps.iso(element.get("datetime"))
        if found is not None:
            return found
    return None


def _titled(tree: Any) -> str | None:
    """The words of the page's title element."""
    element = next(tree.iter("title"), None)
    return " ".join((element.text or "").split()) or None if element is not None else None


def _linked(tree: Any) -> Iterator[tuple[str, str]]:
    """The dates in the page's linked data (JSON-LD), the last one first so that the first wins in a dict."""
    found: list[tuple[str, str]] = []
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "") and element.text and len(element.text) <= MOST_DATA:
            try:
                found += _dates(json.loads(element.text), DEEPEST)
            except (ValueError, RecursionError):
                continue
    return reversed(found)


def _dates(data: Any, depth: int) -> list[tuple[str, str]]:
    """The published and modified dates in a piece of linked data, in order."""
    if depth == 0:
        return []
    if isinstance(data, list):
        return [pair for item in data[:50] for pair in _dates(item, depth - 1)]
    if not isinstance(data, dict):
        return []
    own = [(key, data[key]) for key in ("datePublished", "dateModified") if isinstance(data.get(key), str)]
    return own + [
        pair for value in data.values() if isinstance(value, dict | list) for pair in _dates(value, depth - 1)
    ]
