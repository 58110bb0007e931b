"""Headlines: the title a text opens with, and the headline-like lines above a story's first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.ingest.blocks import Block

LONGEST = 180
MOST = 2  # a headline and the line under it
SEARCHED = 8  # a headline stands among the first blocks or nowhere

# What outlets put behind a page's title: " - Daily Lantern", " | News", " :: Site", " « Site".
_OUTLET = re.compile(r"\s+(?:[-–—|«»•]|::)\s+")
_QUOTES = str.maketrans("‘’‚“”„«»–—", '\'\'\'"""""--')
_DATELINE = re.compile(r"[)\d]\s?(?:--|[–—-])\s")  # "BOGOTA, 5 JUL 89 (AFP) -- ", "PARIS (Agency) - "
_CLAUSE = re.compile(r"(?:[a-z]{2,}\s+){2}|[A-Z]{3,}\s+[A-Z]{2,}|(?:[A-Z][\w'’-]*,?\s+){2}")


def with_title(title: str | None, text: str) -> str:
    """``text`` with its title above it, unless there is none or the text opens with it."""
    if not title or not title.strip() or title_end(title, text):
        return text
    return f"{title.strip()}\n\n{text}"


def title_end(title: str | None, text: str) -> int:
    """Where the title that ``text`` opens with ends, 0 where it does not open with it.

    Space, quotation marks and dashes may differ. The title without the outlet's name behind it counts as well, but
    only where it fills a line; the whole title may be glued to the text, as scraped pages have it.
    """
    if not title or not title.strip():
        return 0
    end = _opens_with(text, title)
    if end:
        return end
    for cut in reversed(list(_OUTLET.finditer(title))):
        end = _opens_with(text, title[: cut.start()])
        if end and (end == len(text) or "\n" in text[end : len(text) - len(text[end:].lstrip())]):
            return end
    return 0


def _opens_with(text: str, title: str) -> int:
    """The offset behind ``title`` where ``text`` opens with it, space and quotation marks aside; else 0."""
    wanted = "".join(title.translate(_QUOTES).split())
    at = 0
    for char in wanted:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at].translate(_QUOTES) != char:
            return 0
        at += 1
    return at if len(wanted) >= 3 else 0


def find(blocks: Sequence[Block], skip: set[int], *, titled: bool, wrapped: bool) -> set[int]:
    """The indexes of the headline-like blocks above the first sentence of a text.

    ``titled`` says that the text opens with its title already: then one more line may be the page's own headline.
    """
    found: list[int] = []
    for i, block in enumerate(blocks[:SEARCHED]):
        if i in skip:
            continue
        following = next((other for j, other in enumerate(blocks[i + 1 :], i + 1) if j not in skip), None)
        if len(found) >= MOST or not _is_headline(block, wrapped) or _goes_on(following):
            break
        found.append(i)
    follows = [block for i, block in enumerate(blocks) if i not in skip and i not in found]
    if not follows or not any(block.ended for block in follows[:3]):
        return set()
    return set(found[:1] if titled else found)


def _goes_on(following: Block | None) -> bool:
    """Whether the block behind a line goes on in small letters: then the line is the first half of a sentence."""
    return following is not None and following.text[0].islower()


def _is_headline(block: Block, wrapped: bool) -> bool:
    """Whether a block has the form of a headline: short, unended, more than a name."""
    return (
        block.words >= 3
        and len(block.text) <= LONGEST
        and not block.full_stop
        and not (block.ended and block.words > 14)
        and not block.text.endswith((":", ",", ";", "-", "–", "—"))
        and not (wrapped and "\n" in block.text)
        and not block.text.startswith(("-", "•", "*", "–", "—"))
        and _CLAUSE.search(block.text) is not None
        and _DATELINE.search(block.text) is None
    )
