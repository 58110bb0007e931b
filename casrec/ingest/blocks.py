"""A text as blocks: its lines, or its paragraphs where single line ends are only the width of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Past this many lines a text is no report that anyone wrote (the longest of 3,500 seen has 1,100); what follows is
# taken as one block, so that twenty million line ends cost no more memory than twenty million letters.
MAX_BLOCKS = 20_000
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_ENDED = re.compile(r"""[.!?…][)\]"'”’»*]*$""")
_FULL_STOP = re.compile(r"""[.…][)\]"'”’»*]*$""")


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph: offsets without the space around it, its words, and the same in small letters."""

    start: int
    end: int
    text: str
    low: str

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.text[-8:]) is not None

    @property
    def full_stop(self) -> bool:
        """Whether it ends with a full stop: headlines may end with a question or an exclamation mark."""
        return _FULL_STOP.search(self.text[-8:]) is not None

    @property
    def words(self) -> int:
        """How many words it has, counted by the space between them."""
        return len(self.text.split())


def blocks(text: str, start: int = 0, end: int | None = None, *, wrapped: bool = False) -> list[Block]:
    """The blocks of text[start:end], in order; empty lines are none."""
    end = len(text) if end is None else end
    found: list[Block] = []
    at = start
    while at < end:
        if len(found) >= MAX_BLOCKS:
            _keep(text, at, end, found)
            break
        if wrapped:
            gap = _PARAGRAPH.search(text, at, end)
            stop, after = gap.span() if gap else (end, end)
        else:
            line_end = text.find("\n", at, end)
            stop = end if line_end < 0 else line_end
            after = stop + 1
        _keep(text, at, stop, found)
        at = after
    return found


def _keep(text: str, start: int, end: int, found: list[Block]) -> None:
    """Add text[start:end] without the space around it, unless nothing is left."""
    piece = text[start:end]
    words = piece.strip()
    if words:
        left = start + len(piece) - len(piece.lstrip())
        found.append(Block(left, left + len(words), words, words.lower()))
