"""The phrases for means and targets of attacks, as patterns over text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries
from casrec.terms import Means, Target
from casrec.text import Phrases, openings


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases of means and targets, as patterns and with what each stands for (keys lowered, single spaces)."""

    means: Phrases
    means_of: dict[str, Means]
    plural: frozenset[str]
    uncounted: frozenset[str]
    verbs: Phrases
    verb_of: dict[str, Means]
    targets: Phrases
    target_of: dict[str, Target]
    counts: dict[str, tuple[int, int | None]]
    not_happened: frozenset[str]
    not_happened_after: frozenset[str]
    arms: frozenset[str]
    found: tuple[str, ...]
    from_the_air: re.Pattern[str]
    openings: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Means and targets, read once at first use."""
    data: dict[str, Any] = entries("means")
    hit: dict[str, list[str]] = entries("targets")
    irregular: dict[str, str] = data["plurals"]
    means_of: dict[str, Means] = {}
    plural = set()
    for name, nouns in data["nouns"].items():
        for noun in nouns:
            single, many = _numbers(noun, irregular)
            means_of[single] = means_of[many] = Means(name)
            plural.add(many)
    verb_of = {verb: Means(name) for name, verbs in data["verbs"].items() for verb in verbs}
    target_of = {
        form: Target(name) for name, nouns in hit.items() for noun in nouns for form in _numbers(noun, irregular)
    }
    return Lexicon(
        means=Phrases(means_of),
        means_of=means_of,
        plural=frozenset(plural),
        uncounted=frozenset(form for noun in data["uncounted"] for form in _numbers(noun, irregular)),
        verbs=Phrases(verb_of),
        verb_of=verb_of,
        targets=Phrases(target_of),
        target_of=target_of,
        counts={key: (low, high) for key, (low, high) in data["counts"].items()},
        not_happened=frozenset(data["not_happened"].split()),
        not_happened_after=frozenset(data["not_happened_after"].split()),
        arms=frozenset(form for noun in data["arms"] for form in _numbers(noun, irregular)),
        found=tuple(data["found"].split()),
        openings=openings([*means_of, *verb_of]),
        from_the_air=_alternation(dict.fromkeys(data["from_the_air"], Means.AIRCRAFT)),
    )


def _numbers(noun: str, irregular: dict[str, str]) -> tuple[str, str]:
    """A phrase in singular and plural, lowered."""
    noun = noun.lower()
    if noun in irregular:
        return noun, irregular[noun]
    head, _, tail = noun.partition(" with ") if " with " in noun else (noun, "", "")
    if head.endswith("y") and head[-2] not in "aeiou":
        plural = head[:-1] + "ies"
    elif head.endswith(("s", "sh", "ch", "x")):
        plural = head + "es"
    else:
        plural = head + "s"
    if noun.endswith("men"):
        return noun, noun
    return noun, f"{plural} with {tail}" if tail else plural


def _alternation(phrases: Any) -> re.Pattern[str]:
    body = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.I)
