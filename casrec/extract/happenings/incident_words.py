"""The words of happenings in a text: bombing, quake, "the attack", "the war"; and the phrases that tell of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries
from casrec.sieve import Sieve, lowered
from casrec.terms import IncidentKind

_RUN = re.compile(r"\w+")
# Entries that are verbs: "two other men were shot" tells of no other shooting.
_VERBAL = re.compile(
    r"ed$|^(?:shots?|shoots?|hit|sank|sunk|blew up|blown up|open(?:ing)? fire|set on fire|detonat\*|kidnap\*)$"
)


@dataclass(frozen=True, slots=True)
class Event:
    """A word that stands for a happening; ``kind`` is None where it says none ("the attack", "the violence")."""

    start: int
    end: int
    kind: IncidentKind | None
    war: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of incidents, compiled."""

    kinds: re.Pattern[str]
    exact: dict[str, IncidentKind | None]
    generic: re.Pattern[str]
    wars: re.Pattern[str]
    struck: re.Pattern[str]
    driven: re.Pattern[str]
    other_noun: re.Pattern[str]
    other: Sieve
    likened: re.Pattern[str]
    running: re.Pattern[str]
    period: re.Pattern[str]


def alternation(entries: Iterable[str]) -> str:
    """Entries of a word list as one alternative pattern, the longest first; "*" at an end takes any ending.

    Grouped by their first two letters: tried one after the other, 400 entries cost ten times as much.
    """
    groups: dict[str, list[str]] = {}
    for entry in sorted(set(entries), key=lambda entry: (-len(entry), entry)):
        groups.setdefault(entry[:2], []).append(entry[2:])
    return "|".join(f"{re.escape(lead)}(?:{'|'.join(map(_pattern, rest))})" for lead, rest in sorted(groups.items()))


def _pattern(entry: str) -> str:
    return re.escape(entry.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w{0,8}" if entry.endswith("*") else "")


@lru_cache(maxsize=1)
def words() -> Words:
    """The lexicon of incidents, read once at first use."""
    data: dict[str, Any] = entries("incidents")
    kinds = [(IncidentKind(kind), named) for kind, named in data["kinds"].items()]
    exact: dict[str, IncidentKind | None] = dict.fromkeys(data["not_incidents"])
    for kind, named in kinds:
        for entry in named:
            exact.setdefault(entry, kind)
    other = data["other_event"]

    def phrases(entries: Iterable[str]) -> str:
        return rf"(?<![\w-])(?:{alternation(entries)})(?![\w-])"

    def bounded(entries: Iterable[str]) -> re.Pattern[str]:
        return re.compile(phrases(entries), re.IGNORECASE)

    told = [*data["generic"], *(e for _, named in kinds for e in named)]
    nouns = alternation(entry for entry in told if not _VERBAL.search(entry))
    return Words(
        kinds=bounded(exact),
        exact=exact,
        generic=bounded(data["generic"]),
        wars=bounded(data["wars"]),
        struck=bounded(data["struck"]),
        driven=re.compile(rf"(?<![\w-]){data['driven_into']}(?![\w-])", re.IGNORECASE),
        other_noun=re.compile(
            rf"(?<![\w-])(?:{alternation(other['adjectives'])})\s+(?:[\w'’-]+\s+){{0,3}}?(?:{nouns})(?![\w-])",
            re.IGNORECASE,
        ),
        other=Sieve(phrases(other["phrases"]), re.IGNORECASE),
        likened=re.compile(rf"(?<![\w-])(?:{alternation(other['likened'])})\s+(?:[^\s.;]+\s+){{0,8}}\Z", re.IGNORECASE),
        running=re.compile(
            rf"(?<![\w-])(?:{alternation(data['running']['phrases'])}|{'|'.join(data['running']['patterns'])})(?![\w-])",
            re.IGNORECASE,
        ),
        period=re.compile(
            rf"(?<![\w-])(?:{alternation(data['period']['phrases'])}|{'|'.join(data['period']['patterns'])})(?![\w-])",
            re.IGNORECASE,
        ),
    )


@lru_cache(maxsize=1)
def _firsts() -> tuple[frozenset[str], tuple[str, ...]]:
    """With what a word of a happening begins: whole words, and beginnings of words ("detonat")."""
    data: dict[str, Any] = entries("incidents")
    whole: set[str] = set()
    beginnings: set[str] = set()
    for entry in (*words().exact, *data["generic"], *data["wars"]):
        first = _RUN.match(entry.lower())
        if first is None:
            raise ValueError(f"{entry!r} does not begin with a letter or digit")
        (beginnings if entry[first.end() :] == "*" else whole).add(first.group())
    return frozenset(whole), tuple(sorted(beginnings))


@lru_cache(maxsize=50_000)
def _begins(word: str) -> bool:
    """Whether a word of a happening can begin with a lowered word."""
    whole, beginnings = _firsts()
    return word in whole or word.startswith(beginnings)


def events(text: str, start: int, end: int) -> list[Event]:
    """The words of happenings in text[start:end], in order."""
    if not any(map(_begins, _RUN.findall(lowered(text[start:end])))):
        return []  # before patterns of some hundred words are tried
    lexicon = words()
    found: list[Event] = []
    taken: list[tuple[int, int]] = []
    for match in lexicon.kinds.finditer(text, start, end):
        kind = _kind_of(match.group(), lexicon.exact)
        taken.append((match.start(), match.end()))
        if kind is not None:
            found.append(Event(match.start(), match.end(), kind))
    for pattern, war in ((lexicon.generic, False), (lexicon.wars, True)):
        for match in pattern.finditer(text, start, end):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(Event(match.start(), match.end(), None, war))
                taken.append((match.start(), match.end()))
    return sorted(found, key=lambda event: event.start)


def _kind_of(words: str, exact: dict[str, IncidentKind | None]) -> IncidentKind | None:
    """The kind that matched words stand for: their own entry, else that of the longest beginning marked with "*"."""
    folded = " ".join(words.lower().split())
    if folded in exact:
        return exact[folded]
    for size in range(len(folded), 1, -1):
        if folded[:size] + "*" in exact:
            return exact[folded[:size] + "*"]
    return None
