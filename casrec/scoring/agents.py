"""Whether two names mean the same source, actor or place, for scoring only."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Words that carry no identity in the name of a source or actor.
_EMPTY = frozenset({"the", "a", "an", "of", "for", "and", "in", "group", "its", "s"})


def words(name: str) -> frozenset[str]:
    """The telling words of a name, without accents and case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return frozenset(re.findall(r"[a-z0-9]+", plain)) - _EMPTY


def forms(agent: Any) -> list[str]:
    """The forms of a predicted agent: its words and its resolved name."""
    if isinstance(agent, dict):
        return [str(agent[key]) for key in ("text", "name") if agent.get(key)]
    return [] if agent is None else [str(agent)]


def same(gold: str | None, predicted: Any) -> bool:
    """Whether a predicted agent is the gold one: both none, the words of one inside the other's, or its initials."""
    if gold is None or predicted is None:
        return gold is None and predicted is None
    wanted = words(gold)
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", gold) if word[0].isupper()).lower()
    for form in forms(predicted):
        got = words(form)
        if got and wanted and (got <= wanted or wanted <= got):
            return True
        if len(got) == 1 and len(initials) > 1 and initials in got:
            return True
    return False


def place_key(name: str) -> str:
    """What makes two names of a place equal."""
    return " ".join(sorted(words(name))) or name.lower()
