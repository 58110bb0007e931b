"""Teasers of other stories that follow a story's end: short titles, most with a one-sentence summary each.

Known by their form, a run at the very end, and by their matter: they share hardly a name with the story above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from casrec.ingest.blocks import Block
from casrec.ingest.stamps import remainder

# Swept on 2,400 development reports: from three on a story's own last lines (an embedded post) are lost; from four
# on none.
FEWEST = 4
LONGEST_TITLE = 150
LONGEST_SUMMARY = 400
MOST_SHARED = 0.34  # of the teasers may share a name with the story: common names ("Washington") do
LEAST_BODY = 2  # ended blocks that must stand above the run

_NAME = re.compile(r"(?<![.!?:“\"'‘]\s)(?<!^)\b[A-Z][\w'’-]{2,}")
_AGED = re.compile(r",\s\d{1,3}\b(?![,\d]*\d)|\b\d{1,3}-year-old\b")
_GLUED = re.compile(r"[a-z0-9?!'’)](?:[A-Z][a-z]+|A) [a-z]")
_DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December The And For With After From New".split()
)


def find(blocks: Sequence[Block], skip: set[int]) -> set[int]:
    """The indexes of the blocks that are teasers; blocks in ``skip`` are known for something else and end a run."""
    teasers = _run(blocks, skip)
    while teasers:
        first = teasers[0][0]
        body = [block for i, block in enumerate(blocks[:first]) if i not in skip]
        if sum(block.ended and block.words > 8 for block in body) < LEAST_BODY or len(teasers) < FEWEST:
            return set()
        names = _names(body)
        shared = [bool(names & _names([blocks[i] for i in teaser])) for teaser in teasers]
        if shared[0]:  # the first of them may still be the story's own last subhead
            teasers = teasers[1:]
        elif sum(shared) <= MOST_SHARED * len(teasers):
            return {i for teaser in teasers for i in teaser}
        else:
            teasers = teasers[1 + shared.index(True, 0) :]
    return set()


def _run(blocks: Sequence[Block], skip: set[int]) -> list[tuple[int, ...]]:
    """The teasers that end the text, in order; each is the indexes of its title and summary."""
    at = len(blocks) - 1
    while at >= 0 and at in skip:
        at -= 1
    found: list[tuple[int, ...]] = []
    while at >= 0 and at not in skip:
        if _is_glued(blocks[at]):
            found.append((at,))
            at -= 1
        elif at > 0 and at - 1 not in skip and _is_summary(blocks[at]) and _is_title(blocks[at - 1]):
            found.append((at - 1, at))
            at -= 2
        elif _is_title(blocks[at]):
            found.append((at,))
            at -= 1
        else:
            break
    found.reverse()
    return found


def _is_title(block: Block) -> bool:
    """Whether a line has the form of a headline; a date has not, nor one of a list of victims ("Jo Doe, 34")."""
    return (
        4 <= block.words <= 22
        and len(block.low) <= LONGEST_TITLE
        and not block.full_stop
        and not block.text.endswith((":", ",", ";"))
        and not block.text.startswith(("-", "•", "*", "–", "“", '"', "("))
        and _AGED.search(block.text) is None
        and remainder(block.text) != ""
    )


def _is_summary(block: Block) -> bool:
    """Whether a line has the form of a teaser's summary: one sentence or two."""
    return block.full_stop and block.words >= 4 and len(block.low) <= LONGEST_SUMMARY and block.low.count(". ") <= 1


def _is_glued(block: Block) -> bool:
    """Whether a title and its summary stand on one line with nothing between: "Prices up againBread costs more"."""
    return len(block.low) <= LONGEST_SUMMARY and len(_GLUED.findall(block.text)) == 1 and block.low.count(". ") <= 1


def _names(blocks: Sequence[Block]) -> set[str]:
    """The names in some lines: capitalised words that do not open a sentence."""
    counted = Counter(name.rstrip("s").rstrip("'’") for block in blocks for name in _NAME.findall(block.text))
    return {name for name in counted if name not in _DAYS}
