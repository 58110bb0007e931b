"""When a page was published and last updated, where only its text says so."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from casrec.ingest import stamps
from casrec.ingest.blocks import Block
from casrec.ingest.furniture import tells_of_harm

HEAD, TAIL = 12, 8  # blocks at a text's two ends among which a page prints its dates
LONGEST = 160
LONGEST_BARE = 60
MOST_WORDS = 7  # beside the date: a byline, the outlet's name

_DIGIT = re.compile(r"\d")
_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last |story |article )?(?:updated|modified|amended))"
    r"|(?P<published>(?:first |originally )?(?:published|posted|created|filed)|date))\b"
    r"\s*(?:[:(]|at\b|on\b)?\s*",
    re.IGNORECASE,
)
# "SAN SALVADOR, 3 JAN 90 -- ", "JABLEH, Syria, May 23, 2016 (Agency) - ": a place in capitals, a date, a dash.
_WIRE = re.compile(r"^\W*[A-Z][A-Z.'’-]+[^\n]{2,60}?(?:\s--|\)--|\s[–—-]|[–—])\s?")


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text says of its own dates, as casrec keeps times, and the indexes of the lines that only do so."""

    published: str | None = None
    updated: str | None = None
    lines: frozenset[int] = frozenset()


def find(blocks: Sequence[Block], skip: Set[int] = frozenset(), end: int | None = None) -> Dates:
    """The dates a text prints of itself.

    ``skip`` are the blocks that are something else (marks of updates); the story ends before the block ``end``.
    """
    published = updated = bare = None
    end = len(blocks) if end is None else end
    lines = set()
    for i in dict.fromkeys([*range(min(HEAD, end)), *range(max(0, end - TAIL), end)]):
        block = blocks[i]
        if i in skip or len(block.text) > LONGEST or _DIGIT.search(block.text) is None:
            continue
        labelled = _labelled(block.text)
        published = published or labelled.get("published")
        updated = max(filter(None, [updated, labelled.get("updated")]), default=None)
        if labelled and _holds_little(_LABEL.sub(" ", block.text)):
            lines.add(i)
        elif not labelled and (day := _bare(block.text)) is not None:
            lines.add(i)
            bare = bare or day
    wire = next((day for block in blocks[:3] if (day := _wire(block.text)) is not None), None)
    return Dates(published or bare or wire, updated, frozenset(lines))


def _labelled(text: str) -> dict[str, str]:
    """The labelled dates of a line ("Posted: Oct. 6, 2014 5:25 pm Updated: ...").

    In a line that holds more a colon and a full date must follow the label: "was updated on May 3" is a story's words.
    """
    labels = list(_LABEL.finditer(text))
    if not labels:
        return {}
    strict = not _holds_little(_LABEL.sub(" ", text))
    found: dict[str, str] = {}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stamp = stamps.find(text, label.end(), following.start() if following else len(text))
        if stamp is None or stamp.start > label.end() + (0 if strict else 12) or (strict and ":" not in label.group()):
            continue
        if (point := _kept(stamp)) is not None:
            found.setdefault("updated" if label["updated"] else "published", point)
    return found


def _holds_little(text: str) -> bool:
    """Whether a line, its dates and their labels aside, is at most a byline or the outlet's name."""
    return len(stamps.remainder(text).split()) <= MOST_WORDS and not tells_of_harm(text.lower())


def _bare(text: str) -> str | None:
    """The date of a line that is nothing but a date with its year."""
    if len(text) > LONGEST_BARE or stamps.remainder(text):
        return None
    stamp = stamps.find(text)
    if stamp is None or stamp.day is None:
        return None
    return _kept(stamp)


def _wire(text: str) -> str | None:
    """The date of an agency's dateline, where it has its year."""
    match = _WIRE.match(text[:110])
    stamp = stamps.find(text, 0, match.end()) if match else None
    return None if stamp is None or stamp.day is None else stamp.day.isoformat()


def _kept(stamp: stamps.Stamp) -> str | None:
    """A stamp as casrec keeps times: an instant where its zone is told, else the day."""
    if stamp.day is None:
        return None
    point = None if stamp.minutes is None else stamps.instant(stamp.day, stamp.minutes, stamp.zone)
    return point or stamp.day.isoformat()
