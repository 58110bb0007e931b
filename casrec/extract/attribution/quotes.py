"""Quotations that somebody speaks, also over several sentences: where they run, which belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casrec.extract.reading import Reading

# Pairs that the report's own list of quotations leaves out: two apostrophes as a double mark, and single curly marks
# that hold a whole sentence (its last mark stands before the closing one).
_DOUBLED = re.compile(r"(?:''|``)(?=\S)(.{2,2000}?)''", re.S)
_SINGLE = re.compile(r"(?<![\w])‘(?=[A-Z])([^‘\n]{8,1200}?[,.!?])’(?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; ``utterance`` where it is a saying, not a word or name in marks."""

    start: int
    end: int
    utterance: bool
    closed: bool


def quotations(reading: Reading) -> list[Quotation]:
    """The quotations of a report in order."""
    text = reading.text
    spans = set(reading.quotations)
    spans |= {m.span() for pattern in (_DOUBLED, _SINGLE) for m in pattern.finditer(text)}
    found: list[Quotation] = []
    for start, end in sorted(spans):
        if found and start < found[-1].end:
            continue
        inside = text[start:end].strip("\"“”'’‘«»` \n")
        closed = text[end - 1 : end] in "\"”»'’" and end - start > 1
        found.append(Quotation(start, end, _is_utterance(inside), closed))
    return found


def _is_utterance(inside: str) -> bool:
    """Whether quoted words are something said: several words, or a closed sentence."""
    count = len(inside.split())
    return count >= 4 or (count >= 2 and inside[-1:] in ",.!?")
