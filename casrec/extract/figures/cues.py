"""The cheap pass: which sentences can hold a figure at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casrec.extract.figures import flight, vocabulary

_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words that give harm away: single words, of phrases the longest that is not weak, words of care."""
    words = vocabulary.load()
    found = words.care | {phrase for phrase in words.harm if _WORD.fullmatch(phrase)}
    for phrase in words.harm:
        parts = _WORD.findall(phrase)
        if found.isdisjoint(parts):
            found |= {max((part for part in parts if part not in words.weak), key=len, default=parts[0])}
    return found


def lines(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The indexes of the spans of ``text`` that hold a word of harm."""
    return _holding(text, spans, _telling())


def moving(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The indexes of the spans of ``text`` that may tell, in a report about flight, of people who left or arrived."""
    return _holding(text, spans, flight.CUES)


def _holding(text: str, spans: Iterable[tuple[int, int]], telling: frozenset[str]) -> list[int]:
    """The indexes of the spans that hold one of these words."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered; offsets must not shift
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    find = _WORD.findall
    return [index for index, (start, end) in enumerate(spans) if not telling.isdisjoint(find(lower, start, end))]
