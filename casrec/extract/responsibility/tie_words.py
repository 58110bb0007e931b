"""The words of a sentence as the look before the parse asks for them: which there are, which act, which follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from casrec import text
from casrec.extract.responsibility.deeds import deeds

Runs = frozenset[str]
_RUN = re.compile(r"\w+")
# Past forms that do not end in "ed".
_PAST = frozenset("shot slain hit struck shattered blown".split())
# Verbs of violence that are as often nouns, behind an article or a word of kind.
_NOUNS = frozenset(
    "gun guns murder murders attack attacks bomb bombs raid raids ambush assault strike strikes shot shots hit".split()
)
_KINDS = "fatal deadly mass drive-by double triple accidental recent"
_WOUND = "gunshot graze stab bullet flesh head leg chest"
# What a sentence begins with that is no name.
_OPENS = frozenset(
    "the a an this that these those it he she they we i you his her their our its my no one two three four five some "
    "several many all both each police officers officials authorities investigators detectives witnesses neighbors "
    "neighbours residents prosecutors in on at as if when while after before but and or so for from by with about "
    "there here what who how why where then now also later only just not".split()
)


class Words:
    """The words of one sentence; what takes more than a look into a set is worked out when first asked for."""

    def __init__(self, words: str, runs: Runs | None = None) -> None:
        self.words = words
        self.runs = text.runs(words) if runs is None else runs

    @cached_property
    def acting(self) -> Runs:
        """The distinct words without those of violence that nobody in the sentence can be the doer of: nouns behind an
        article ("the shooting"), a gun that guns nobody down, and, where nobody is named by "by" or "from", passives
        ("was shot and killed")."""
        nouns, passives = _patterns()
        words = nouns.sub(" ", self.words.lower())
        if "by" not in self.runs and "from" not in self.runs:
            words = passives.sub(" ", words)
        return text.runs(words)

    @cached_property
    def order(self) -> list[str]:
        """The words one by one, lowered."""
        return _RUN.findall(self.words.lower())

    def follows(self, first: Runs, then: Runs, within: int) -> bool:
        """Whether one of some words stands at most so many words behind one of others."""
        order = self.order
        return any(
            word in first and not then.isdisjoint(order[at + 1 : at + 1 + within]) for at, word in enumerate(order)
        )

    @cached_property
    def capitals(self) -> bool:
        """Whether a word is written as a name is, the first one aside where it is a common word."""
        found = _RUN.findall(self.words)
        return any(word[0].isupper() for word in found[1:]) or (bool(found) and found[0].lower() not in _OPENS)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of violence that are nouns by the word before them; those that are passives."""
    words = deeds()
    harm = words.does_harm | words.deadly | words.grave
    gerunds = {word for word in harm if word.endswith("ing")}
    nouns = _any(_NOUNS | gerunds | {word + "s" for word in gerunds})
    past = _any(word for word in harm if word.endswith("ed") or word in _PAST)
    kinds = _any(_KINDS.split())
    noun = (
        rf"\b(?:(?:a|an|the|another)\s+(?:{kinds}\s+)?|{kinds}\s+){nouns}\b"
        rf"|\b{_any(_WOUND.split())}\s+wounds?\b|\bguns?\b(?!\s+(?:\w+\s+){{0,3}}down\b)"
    )
    passive = (
        r"\b(?:was|were|been|being|is|are|be)\s+(?:(?:also|then|later|both|all|not|never|\w+ly)\s+){0,2}"
        rf"{past}\b(?:(?:,| and| or|, and)\s+(?:\w+ly\s+)?{past}\b)*"
    )
    return re.compile(noun), re.compile(passive)


def _any(words: Iterable[str]) -> str:
    """One of some words, as a pattern."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"
