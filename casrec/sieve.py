"""Patterns tried only where the text holds letters without which they match nothing.

A pattern of many alternatives, blind to case, is tried at every letter of a text; most sentences hold none of its
words. What letters every match must hold follows from the pattern itself, so that a rule may change without a word
here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

_MOST = 160  # pieces of letters that are looked for; a pattern that needs more is tried everywhere
_SPELLINGS = 24  # spellings of one stretch that are told apart; more are cut into shorter stretches
_SHORTEST = 3  # letters of a piece; shorter ones stand in most sentences

_WORD = re.compile(r"\w+")

Pieces = frozenset[str]


class Sieve:
    """A compiled pattern with the pieces of letters one of which each of its matches holds; none where that cannot be
    told, and the pattern is then tried on any text."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.pieces: tuple[str, ...] = tuple(sorted(needed(pattern, flags)))

    def may(self, text: str) -> bool:
        """Whether a text holds any of the pieces. ``text`` is lowered by ``lowered``."""
        if not self.pieces:
            return True
        for piece in self.pieces:  # noqa: SIM110 - a loop takes half the time of any()
            if piece in text:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in text[start:end], as ``re.Pattern.search`` gives it."""
        return self.pattern.search(text, start, end) if self.may(lowered(text[start:end])) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches in text[start:end], as ``re.Pattern.finditer`` gives them."""
        return self.pattern.finditer(text, start, end) if self.may(lowered(text[start:end])) else iter(())

    def count(self, text: str, small: str | None = None) -> int:
        """How often the pattern matches in a text, without overlap; ``small`` is the text lowered, if at hand."""
        return sum(1 for _ in self.pattern.finditer(text)) if self.may(small or lowered(text)) else 0

    def sub(self, by: str, text: str) -> str:
        """A text with each match replaced."""
        return self.pattern.sub(by, text) if self.may(lowered(text)) else text


def lowered(text: str) -> str:
    """A text as the pieces are looked for in it."""
    small = text.lower()
    # A pattern blind to case takes these two for "i" and "s".
    return small if small.isascii() else small.replace("\u0131", "i").replace("\u017f", "s")


def needed(pattern: str, flags: int = 0) -> Pieces:
    """Pieces of lowered letters, one of which each match of a pattern holds; empty where that cannot be told.

    It is told by the parser of ``re``, which is private to Python: where a version of Python has it elsewhere, patterns
    are tried on every text, which costs a few per cent of extraction's time and changes nothing else.
    """
    try:
        tree = import_module("re._parser").parse(pattern, flags)
        _kinds()
    except (ImportError, AttributeError):
        return frozenset()
    found = _required(list(tree))
    if not found or len(found) > _MOST:
        return frozenset()
    return frozenset(one for one in found if not any(other != one and other in one for other in found))


def _required(items: Sequence[Any]) -> Pieces:
    """The best pieces of a sequence: one of them stands in each match; empty where nothing is sure."""
    best: Pieces = frozenset()
    run: Pieces = frozenset({""})  # the spellings of the stretch just passed
    for item in items:
        spelt = _spelt(item)
        joined = frozenset(a + b for a, b in product(run, spelt)) if spelt else frozenset()
        if joined and len(joined) <= _SPELLINGS:
            run = joined
            continue
        best = _better(best, run)
        run = spelt or frozenset({""})
        if not spelt:
            best = _better(best, _inside(item))
    return _better(best, run)


def _better(a: Pieces, b: Pieces) -> Pieces:
    """Of two sets of pieces the one that fewer texts hold: the longer its shortest piece, the better."""
    return max((a, b), key=lambda found: (min(_SHORTEST + 1, _least(found)), -len(found)))


def _least(found: Pieces) -> int:
    """The letters of the longest word of the piece that has the fewest, 0 where they are too few to tell anything."""
    least = min((max(map(len, _WORD.findall(piece)), default=0) for piece in found), default=0)
    return least if least >= _SHORTEST else 0


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Any]:
    """The marks by which the parser of ``re`` names the kinds of what a pattern is made of."""
    marks = import_module("re._constants")
    names = "LITERAL IN BRANCH SUBPATTERN AT ASSERT ASSERT_NOT MAX_REPEAT MIN_REPEAT ATOMIC_GROUP".split()
    return {name: getattr(marks, name) for name in names}


def _spelt(item: Any) -> Pieces:
    """All spellings of a part of a pattern, lowered, where they are few; empty where not."""
    kinds, (kind, given) = _kinds(), item
    if kind is kinds["LITERAL"]:
        return frozenset({_low(chr(given))})
    if kind in (kinds["AT"], kinds["ASSERT"], kinds["ASSERT_NOT"]):
        return frozenset({""})
    if kind is kinds["IN"]:
        if len(given) > _SPELLINGS or any(one is not kinds["LITERAL"] for one, _ in given):
            return frozenset()
        return frozenset(_low(chr(letter)) for _, letter in given)
    if kind in (kinds["SUBPATTERN"], kinds["ATOMIC_GROUP"]):
        return _all(given[-1] if kind is kinds["SUBPATTERN"] else given)
    if kind is kinds["BRANCH"]:
        each = [_all(branch) for branch in given[1]]
        found: Pieces = frozenset().union(*each)
        return found if all(each) and len(found) <= _SPELLINGS else frozenset()
    if kind in (kinds["MAX_REPEAT"], kinds["MIN_REPEAT"]):
        least, most, inner = given
        spelt = _all(inner) if most == 1 else frozenset()
        return spelt | {""} if spelt and least == 0 else spelt
    return frozenset()


def _all(items: Sequence[Any]) -> Pieces:
    """All spellings of a sequence, where they are few."""
    found: Pieces = frozenset({""})
    for item in items:
        found = frozenset(a + b for a, b in product(found, _spelt(item)))
        if not found or len(found) > _SPELLINGS:
            return frozenset()
    return found


def _inside(item: Any) -> Pieces:
    """The pieces that a part of many spellings holds anyhow."""
    kinds, (kind, given) = _kinds(), item
    if kind in (kinds["SUBPATTERN"], kinds["ATOMIC_GROUP"]):
        return _required(list(given[-1] if kind is kinds["SUBPATTERN"] else given))
    if kind is kinds["BRANCH"]:
        each = [_required(list(branch)) for branch in given[1]]
        return frozenset().union(*each) if all(_least(one) for one in each) else frozenset()
    if kind in (kinds["MAX_REPEAT"], kinds["MIN_REPEAT"]) and given[0] > 0:
        return _required(list(given[2]))
    return frozenset()


def _low(letter: str) -> str:
    """A letter as ``lowered`` gives it."""
    return lowered(letter)
