"""The language of a report, from a sample of its words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

SAMPLE = 1200  # characters taken at the start and in the middle: a page may open with a menu in another language
LEAST_CONFIDENCE = 0.9  # of the identifier: a headline of four words is left open
NO_ENGLISH = 0.001  # less is not English, whichever of two near languages (Malay, Indonesian) it is
FEWEST_LETTERS = 24  # a shorter text is of no known language
# The commonest words of English that no other language of the news shares. Their share of the running words is 0.12
# or more in 995 of 1,000 development reports, and 0.04 or less in sentences of 22 other languages.
_COMMON = frozenset(
    "the of and to that was for with were said from by his at which have has had they are been who not but their this "
    "after when would people it as an two killed police more than about during against".split()
)
_SURE = 0.12
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str | None:
    """The ISO 639 code of the language of ``text``; None where there are too few letters to tell.

    Plain English is told by its commonest words, whatever the letter case; only what that leaves open is given to a
    trained identifier (py3langid), which costs half a second to load and a tenth of a millisecond a text.
    """
    middle = max(SAMPLE, len(text) // 2)
    sample = text[:SAMPLE] + " " + text[middle : middle + SAMPLE]
    found = _WORD.findall(sample.lower())
    if sum(map(len, found)) < FEWEST_LETTERS:
        return None
    if len(found) >= 12 and sum(word in _COMMON for word in found) >= _SURE * len(found):
        return "en"
    likely = {str(language): float(share) for language, share in _identifier().rank(sample.lower())}
    first = max(likely, key=lambda language: (likely[language], language))
    if likely[first] >= LEAST_CONFIDENCE or likely.get("en", 0.0) < NO_ENGLISH:
        return first
    return None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The trained identifier, loaded at first use."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
