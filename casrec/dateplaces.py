"""Where in a text time expressions may begin: few places, so that the forms of ``dates`` need not be tried at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries

# A time expression without digits at its front holds a stem, at most so many characters on ("earlier the following
# quarter of an hour" is 32 before its own).
_BEFORE = 48
# From a stem on so far the word that it stands in is read.
_WORD = 12
# "the early 1990s": what may stand before a decade.
_DECADE = 12
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems that time expressions are known by, and the words that they begin with."""

    stems: tuple[str, ...]
    first: frozenset[str]
    weekdays: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """The lexicon of dates, as far as it tells where to look."""
    data: dict[str, Any] = entries("dates")
    return _Words(tuple(data["stems"]), frozenset(str(data["first"]).split()), tuple(data["weekdays"]))


def openings(text: str, start: int, end: int) -> Iterator[int] | None:
    """The places in text[start:end] where a time expression may begin, in order; None where lower case letters do not
    stand at the places of the text's own (a few letters become two), so that all places must be tried."""
    lower = text[start:end].lower()
    if len(lower) != end - start:
        return None
    words = _words()
    found = set()
    windows = []
    for match in _DIGITS.finditer(lower):
        at = match.start()
        found.add(at)
        if lower.startswith("0s", at + 3):
            windows.append((at - _DECADE, at))
    for stem in words.stems:
        at = lower.find(stem)
        while at >= 0:
            windows.append((at - _BEFORE, at + _WORD))
            at = lower.find(stem, at + 1)
    read = 0
    for low, high in sorted(windows):
        if high <= read:
            continue
        for match in _WORDS.finditer(lower, max(low, read, 0), high):
            word = match.group()
            if word in words.first or word.startswith(words.weekdays):
                found.add(match.start())
        read = max(read, high - _WORD)  # the last word may have been cut short
    return iter([start + at for at in sorted(found)])
