"""Live blogs and updated stories: where each dated update begins, and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from casrec.ingest import stamps
from casrec.ingest.blocks import Block
from casrec.ingest.stamps import Stamp
from casrec.records import When
from casrec.terms import TimePrecision

# "UPDATE 1830 GMT:", "Updated at 3:35 p.m. ET: ...", "UPDATE (10/22/16 at 5 p.m.):", "[Updated at 3:15 p.m. ET]".
_UPDATE = re.compile(
    r"\W{0,3}(?:(?:breaking|latest|new|story|post)\s+)?(update|updated)\b(?!\s+(?:on|from)\s+[a-z])", re.I
)
# "ORIGINAL ENTRY:", "Original story (10:40 p.m. Friday)", "our earlier story:", "PREVIOUS STORY".
_ORIGINAL = re.compile(
    r"\W{0,3}(?:our\s+)?(?:original|earlier|previous|initial)\s+(?:entry|story|post|report|article|version)\b"
    r"(?:\s+(?:continues|below|follows))?\s*(?P<after>$|[:(\[|–—-])"
    r"|\W{0,3}original\s*:|\W{0,3}(?:earlier|previously)\s*:\s*$",
    re.IGNORECASE,
)
# "Sunday 4:45 p.m. UPDATE: ...", "TAMPA - 7:04 a.m. UPDATE | ...", "March 12, 2pm Update:".
_INSIDE = re.compile(r"^.{3,50}?\bupdate\s*(?:[:|–—]|-\s)", re.IGNORECASE)
# "1830 GMT: ...", "10.45am BST - ...": a clock time with its zone, and a mark behind it.
_CLOCKED = re.compile(r"^\W{0,2}(?:\d{4}|\d{1,2}[:.]\d\d)\s*(?:[ap]\.?m\.?)?\s*[A-Z]{2,4}\s*[:–—|-]\s*\S")
_COLON = re.compile(r"[:|](?!\d\d)|\s[–—]\s|\s?--")
_NEAR = re.compile(r"^[\s\W]*(?:at|on|as of|for)?[\s\W]*")
_LONGEST_HEAD = 90
MIDNIGHT_DROP = 8 * 60  # minutes a clock must fall by before it is taken to have passed midnight


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an update begins, the stamp it carries, and whether it is the original entry below the updates."""

    start: int
    stamp: Stamp | None
    words: str
    original: bool = False


def find(blocks: Sequence[Block]) -> list[Mark]:
    """The marks of updates, in order. A bare clock time marks one only where there are two or more."""
    strong: list[Mark] = []
    clocks: list[Mark] = []
    pages: list[Mark] = []
    for block in blocks:
        head = block.text[:_LONGEST_HEAD]
        if mark := _named(block, head):
            (pages if _is_page_stamp(block) else strong).append(mark)
        elif mark := _clock(block, head):
            clocks.append(mark)
    marks = [*strong, *(clocks if len(clocks) > 1 else []), *(pages if len(pages) > 1 else [])]
    marks.sort(key=lambda mark: mark.start)
    return (
        [] if all(mark.original for mark in marks) and len(marks) == 1 and marks[0].start == _first(blocks) else marks
    )


def times(marks: Sequence[Mark], published: str | None) -> list[When | None]:
    """The time of each mark, resolved on the day of publication; None where the day or the time is not told.

    The oldest update is taken to be of that day; where clock times run past midnight the later ones follow on.
    """
    anchor = stamps.day_of(published)
    clocks = [mark.stamp.minutes for mark in marks if mark.stamp and mark.stamp.minutes is not None]
    # A jump of many hours is midnight, passed the other way: 00:15 above 23:50 is still newest first.
    falls = sum((later < earlier) == (abs(later - earlier) <= MIDNIGHT_DROP) for earlier, later in pairwise(clocks))
    newest_first = 2 * falls > len(clocks) - 1
    found: list[When | None] = [None] * len(marks)
    day, last = anchor, None
    for i in reversed(range(len(marks))) if newest_first else range(len(marks)):
        mark = marks[i]
        if mark.stamp is None:
            found[i] = _whole_day(anchor, mark.words) if mark.original else None
            continue
        own = mark.stamp.on(anchor)
        if mark.stamp.days or mark.stamp.month_days or mark.stamp.weekday is not None:
            day = own
        elif day is not None and last is not None and mark.stamp.minutes is not None:
            day = _next(day) if last - mark.stamp.minutes > MIDNIGHT_DROP else day
        last = mark.stamp.minutes if mark.stamp.minutes is not None else last
        found[i] = stamps.when(mark.stamp, day, mark.words)
    return found


def _named(block: Block, head: str) -> Mark | None:
    """The mark of a block that says "update" or "original entry" at its head."""
    if "(@" in block.text or "pic.twitter.com" in block.text:  # someone's post, shown in the story
        return None
    if match := _ORIGINAL.match(head):
        if len(block.text) > match.end() + 12 and not block.ended and match["after"] not in ("(", "["):
            return None  # "Previous story: Ferry sinks off the cape" is a link
        stamp = stamps.find(head, match.end()) if match["after"] in ("(", "[") else None
        return Mark(block.start, stamp, head[: match.end()].strip(" :([|–—-"), original=True)
    if match := _UPDATE.match(head):
        return _after_word(block, head, match)
    if match := _INSIDE.match(head):
        stamp = stamps.find(head, 0, match.end())
        left = stamps.remainder(head[: match.end()]).split()
        if stamp is not None and len(left) <= 2 and len(head[stamp.start : stamp.end]) > len("12:30"):
            return Mark(block.start, stamp, head[stamp.start : stamp.end])
    return None


def _after_word(block: Block, head: str, match: re.Match[str]) -> Mark | None:
    """The mark of a block that opens with "update": a time, a colon or nothing must follow the word.

    Behind a colon a date is the story's own ("Update: On June 17, he pleaded guilty"), unless a mark closes it in.
    """
    near = _NEAR.match(head[match.end() :])
    begins = match.end() + (near.end() if near else 0)
    lead = head[match.end() : begins].lower()
    closing = _COLON.search(head, begins)
    stamp = stamps.find(head, match.end(), closing.start() if closing else begins + 45)
    if stamp is not None and stamp.start <= begins:
        closed = head[stamp.end :].lstrip()[:1] in tuple(":)]|–—-")
        if not (":" in lead or "|" in lead) or (closed and "on" not in lead):
            return Mark(block.start, stamp, head[stamp.start : stamp.end])
    if match.end() >= len(block.text.rstrip(" .:)]")):
        return Mark(block.start, None, head.strip(" .:()[]"))
    if lead.lstrip()[:1] in tuple(":|–—-") or (closing and not stamps.remainder(head[match.end() : closing.start()])):
        # A line that does not end as a sentence is a headline: the story's own, or a link's.
        return Mark(block.start, None, head[match.start() : match.end()].strip()) if block.ended else None
    return None


def _clock(block: Block, head: str) -> Mark | None:
    """The mark of a block that is a bare clock time, or opens with one of a named zone."""
    if len(block.text) <= 40:
        stamp = stamps.find(block.text)
        if stamp is None or stamp.minutes is None or stamps.remainder(block.text):
            return None
        return Mark(block.start, stamp, block.text[stamp.start : stamp.end])
    if _CLOCKED.match(head):
        stamp = stamps.find(head[:30])
        if stamp is not None and stamp.zone is not None and stamp.minutes is not None:
            return Mark(block.start, stamp, head[stamp.start : stamp.end])
    return None


def _is_page_stamp(block: Block) -> bool:
    """Whether a line only says when the page was last changed ("Updated: Apr 12, 2016 - 8:10 AM")."""
    if len(block.text) > 90 or not block.low.lstrip("([ ").startswith(("updated", "story updated")):
        return False
    left = stamps.remainder(block.text).lower().removeprefix("story ").removeprefix("updated").strip(" ).]")
    return not left or left.startswith("by ")


def _whole_day(day: date | None, words: str) -> When | None:
    """A day as a time."""
    if day is None:
        return None
    return When(earliest=day.isoformat(), latest=day.isoformat(), precision=TimePrecision.DAY, text=words)


def _next(day: date) -> date:
    """The day after, or the same where the calendar ends."""
    return day + timedelta(days=1) if day < date.max else day


def _first(blocks: Sequence[Block]) -> int:
    """Where the first block begins."""
    return blocks[0].start if blocks else 0
