"""The cheap pass: which sentences can hold a figure at all.

A sentence is looked at where it, or the one before it, holds a word that gives harm away (``Words.harmed``). Most of
these hold only a common word of some phrase of harm ("on", "forces", "camp"): whether the words can tell of harm by
themselves is asked next (``Words.tells``), and a test over the cases holds that no figure is lost by it. A rule that
finds figures by other words than the lexicon's of harm and care must be let in there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from casrec.extract.figures import captives, flight, vocabulary
from casrec.extract.figures.frames import SELF

_WORD = re.compile(r"[a-z]+")
# Words by which rules find the harmed besides those of harm and care: of loss, wounds, treatment, and "the victims".
_BESIDES = frozenset(
    "lose loses losing victims casualties injuries fracture fractures lacerations bruises concussion clinic clinics "
    "medical infirmary icu treat treats treated treating recover recovers recovered doctors medics nurses surgeons "
    "bits shreds captured skull".split()
)

_OWN_LIFE = frozenset(["took", "own", "life"])
_TURNED = frozenset("turned turning turns turn".split())


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


@lru_cache(maxsize=1)
def _harming() -> tuple[frozenset[str], dict[str, tuple[frozenset[str], ...]]]:
    """The words of harm and care; the phrases that hold none of these, as sets of words under one of their words."""
    words = vocabulary.load()
    single = frozenset(phrase for phrase in words.harm if _WORD.fullmatch(phrase)) | _BESIDES | (words.care - {"total"})
    phrases: dict[str, list[frozenset[str]]] = {}
    for phrase in words.harm:
        parts = frozenset(_WORD.findall(phrase))
        if single.isdisjoint(parts):
            key = max(sorted(parts), key=lambda part: (part not in words.weak, len(part)))
            phrases.setdefault(key, []).append(parts)
    return single, {key: tuple(held) for key, held in phrases.items()}


class Words:
    """The distinct words of each sentence of a report, as far as the letters a to z go."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        lower = text.lower()
        if len(lower) != len(text):  # a few letters grow when lowered; offsets must not shift
            lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        find = _WORD.findall
        self.held = [frozenset(find(lower, start, end)) for start, end in spans]

    def harmed(self) -> set[int]:
        """The indexes of the sentences that hold a word that gives harm away."""
        return self._with(_telling())

    def moving(self) -> set[int]:
        """The sentences that may tell, in a report about flight, of people who left or arrived."""
        return self._with(flight.CUES)

    def releasing(self) -> set[int]:
        """The sentences that may tell, in a report about captives, of those who are held or freed."""
        return self._with(captives.CUES)

    def deadly(self) -> bool:
        """Whether some sentence tells of a death, by a word or by a gun turned on oneself."""
        deadly = vocabulary.load().deadly
        return any(
            not deadly.isdisjoint(words)
            or not (SELF.isdisjoint(words) or _TURNED.isdisjoint(words))
            or words >= _OWN_LIFE
            for words in self.held
        )

    def tells(self, index: int) -> bool:
        """Whether a sentence can tell of harm to anyone by its own words, whatever the sentence before told."""
        words = self.held[index]
        single, phrases = _harming()
        if not single.isdisjoint(words):
            return True
        return any(parts <= words for key in phrases.keys() & words for parts in phrases[key])

    def _with(self, telling: frozenset[str]) -> set[int]:
        return {index for index, words in enumerate(self.held) if not telling.isdisjoint(words)}
