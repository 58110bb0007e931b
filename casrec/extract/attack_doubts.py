"""Whether an attack that words name happened: none only feared, foiled or of workers; no arms that lay ready."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casrec.extract.attack_words import lexicon

_LABOUR = frozenset("on hunger general labour labor nationwide rail teachers truckers".split())
_OTHERWISE = frozenset("heart panic asthma controlled".split())  # "a heart attack", "a controlled explosion"
_NONE = frozenset({"no", "against", "anti"})
_RAIDS = frozenset({"raid", "raids"})
_ARRESTED = re.compile(r"\b(?:arrest\w*|warrants?|detained|searched)\b", re.I)
_USED = re.compile(
    r"\b(?:went off|exploded|explodes|detonated|blew|blown|fired|thrown|threw|hit|struck|landed|fell|killed"
    r"|killing|died|injured|injuring|wounded|wounding|hurt)\b",
    re.I,
)
_REACH = 90  # characters between arms and the verb that tells that they were found


def unreal(before: Sequence[str], word: str, after: set[str]) -> bool:
    """Whether the words around ``word``, the first of an attack's noun, tell that it is none or did not happen.

    All are lowered; ``before`` are the few words that stand before it, ``after`` those that follow the noun.
    """
    if before and before[-1] in (_LABOUR if word == "strike" else _OTHERWISE):
        return True
    if not (lexicon().not_happened | _NONE).isdisjoint(before):
        return True
    return not lexicon().not_happened_after.isdisjoint(after)


def another(text: str, low: int, start: int, end: int, high: int) -> bool:
    """Whether ``text[start:end]`` names no attack for what else its sentence says, which ``low`` and ``high`` bound.

    Arms that were found, taken or kept and not used ("a shotgun and three live shells were found"), and raids made to
    arrest somebody.
    """
    word = text[start:end].lower().rpartition(" ")[2]
    if word in _RAIDS:
        return _ARRESTED.search(text, low, high) is not None
    if word not in lexicon().arms or _USED.search(text, low, high):
        return False
    found, were_found = _found()
    return (
        found.search(text, max(low, start - _REACH), start) is not None
        or were_found.match(text, end, min(high, end + _REACH)) is not None
    )


@lru_cache(maxsize=1)
def _found() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A verb of finding with what stands between it and the arms; the same verb behind them."""
    verbs = "|".join(lexicon().found)
    return (
        re.compile(rf"\b(?:{verbs})\b(?! that\b)[^.;:]*\Z", re.I),
        re.compile(
            rf"(?:,?\s+(?:that|which))?(?:\s+(?:was|were|been|being|has|have|had|also|later))*\s+(?:{verbs})\b", re.I
        ),
    )
