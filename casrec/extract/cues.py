"""The cheap pass: which sentences can hold a figure at all."""

from __future__ import annotations

import re
from functools import lru_cache

from casrec.extract import figure_words

_WEAK = frozenset("down over away round into from with their dead or and the".split())
_CARE = frozenset("hospital hospitals wound wounds injury airlifted trauma hit struck burns treated".split())


def _telling(phrase: list[str]) -> str:
    """The word of a phrase that is least likely to stand in other text: the longest that is not weak."""
    return max((word for word in phrase if word not in _WEAK), key=len, default=phrase[0])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """One pattern over the telling (longest) word of every harm phrase."""
    words = figure_words.load()
    first = {_telling(phrase.split()) for phrase in words.harm} | _CARE
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, first), key=lambda w: (-len(w), w))) + r")\b", re.I)


def lines(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """The indexes of the spans that hold a word of harm."""
    search = _pattern().search
    return [index for index, (start, end) in enumerate(spans) if search(text, start, end)]
