"""A page's title, outlet, address and day as trafilatura finds them, without what nothing here asks for.

Its own ``extract_metadata`` looks for authors, tags and licences too: of 3.8 ms a page 3.1 go there, and the search for
a date is needed only where the page states none.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Described:
    """What a page says of itself anywhere on it."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    day: str | None = None


def describe(tree: Any, *, dated: bool) -> Described:
    """What a parsed page says of itself, as ``trafilatura.metadata.extract_metadata`` finds it; its day only where it
    is not ``dated`` already. The tree stays as it is."""
    from htmldate import find_date
    from trafilatura import metadata
    from trafilatura.settings import set_date_params

    found = metadata.examine_meta(tree)
    with suppress(Exception):  # whatever a page's linked data makes of its reader: trafilatura goes on without it too
        found = metadata.extract_meta_json(tree, found)
    found.title = found.title or metadata.extract_title(tree)
    found.url = found.url or metadata.extract_url(tree)
    if not dated:
        found.date = find_date(tree, **set_date_params(), url=found.url)
    found.sitename = _outlet(found.sitename or metadata.extract_sitename(tree), found.url)
    found.clean_and_trim()
    return Described(found.title, found.sitename, found.url, found.date)


def _outlet(name: str | None, url: str | None) -> str | None:
    """An outlet's name, of a handle without its mark and with a capital, else the host of the page's address."""
    from trafilatura.metadata import META_URL

    if name:
        name = name.lstrip("@")
        return name.title() if name and "." not in name and not name[0].isupper() else name
    host = META_URL.match(url) if url else None
    return host[1] if host else None
