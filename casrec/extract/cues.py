"""The cheap pass: which sentences can hold a figure at all."""

from __future__ import annotations

import re
from functools import lru_cache

from casrec.extract import figure_words


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """One pattern over the telling (longest) word of every harm phrase."""
    words = figure_words.load()
    first = {max(phrase.split(), key=len) for phrase in words.harm} | {"injuries", "hospital", "wounds", "wound"}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, first), key=lambda w: (-len(w), w))) + r")\b", re.I)


def lines(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """The indexes of the spans that hold a word of harm."""
    search = _pattern().search
    return [index for index, (start, end) in enumerate(spans) if search(text, start, end)]
