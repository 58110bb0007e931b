"""Bring what wires spell in several ways into the form that the grammar knows: "12 year old", a dash of two hyphens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from casrec.numbers import UNITS, Word, quantities

_PERIODS = frozenset("year yr month week day".split())
_QUOTES = {'"': '"', "“": "”", "‘": "’"}
_BEGINS = frozenset("[$-(") | frozenset(_QUOTES)
_BEFORE_ADJECTIVES = frozenset("a an the of in".split())
_CONDITIONS = (["condition"], ["state"])
_HYPHENS = frozenset("-–")


def regular(tokens: Sequence[Word]) -> list[Word]:
    """The words with ages in one word each, and of two hyphens or a sign before a dash only one; offsets stay."""
    if not any(_odd(token.lower) for token in tokens):
        return list(tokens)  # nothing that is spelt in several ways
    found: list[Word] = []
    at = 0
    while at < len(tokens):
        last = _age(tokens, at)
        if last is not None:
            first = tokens[at]
            lower = f"{first.lower.partition('-')[0]}-year-old"
            found.append(Word(first.start, tokens[last].end, lower, lower))
            at = last + 1
            continue
        if at and _inserts(tokens, at):  # "killing [the] youth [Jesus] Mendez"
            found += tokens[at + 1 : at + 2] if tokens[at + 2].lower == "]" else tokens[at + 1 : at + 3]
            at += 3 if tokens[at + 2].lower == "]" else 4
            continue
        if _repeats(tokens, at):  # "six (6) people"
            at += 3
            continue
        if _lone(tokens, at):  # in a "critical" condition
            found.append(tokens[at + 1])
            at += 3
            continue
        if tokens[at].lower == "co" and at + 2 < len(tokens) and tokens[at + 1].lower == "-":  # "three co - workers"
            head, tail = tokens[at], tokens[at + 2]
            found.append(Word(head.start, tail.end, f"{head.text}-{tail.text}", f"co-{tail.lower}"))
            at += 3
            continue
        doubled = at + 1 < len(tokens) and tokens[at + 1].lower in {"-", "--"}
        if not (doubled and tokens[at].lower in {"$", "-"}):  # "$-- two guards --", "two guards - - one"
            found.append(tokens[at])
        at += 1
    return found


@lru_cache(maxsize=50_000)
def _odd(word: str) -> bool:
    """Whether an age, something inserted or a doubled dash may begin with a word."""
    head = word.partition("-")[0]
    return word in _BEGINS or head in UNITS or (head.isdigit() and len(head) < 4)


def _inserts(tokens: Sequence[Word], at: int) -> bool:
    """Whether square brackets hold a word or two that an editor put in, to be read as if they stood in the text."""
    if tokens[at].lower != "[":
        return False
    inside = tokens[at + 1 : at + 4]
    closing = next((i for i, token in enumerate(inside) if token.lower == "]"), 0)
    return closing > 0 and all(token.text[0].isalpha() for token in inside[:closing])


def _repeats(tokens: Sequence[Word], at: int) -> bool:
    """Whether brackets only repeat the number before them, as official papers do: "twelve (12) soldiers"."""
    if not at or at + 2 >= len(tokens) or tokens[at].lower != "(" or tokens[at + 2].lower != ")":
        return False
    held = [quantities([token]) for token in (tokens[at - 1], tokens[at + 1])]
    return all(held) and held[0][0].low == held[1][0].low


def _lone(tokens: Sequence[Word], at: int) -> bool:
    """Whether quotation marks set off one plain word, to be read as if they were not there.

    After "a" only a condition is meant so: of one thing or person the marks may deny what they say ("a 'victim'").
    """
    closing = _QUOTES.get(tokens[at].lower)
    if closing is None or not at or tokens[at - 1].lower not in _BEFORE_ADJECTIVES:
        return False
    after = [token.lower for token in tokens[at + 2 : at + 4]]
    if after[:1] != [closing] or (tokens[at - 1].lower in {"a", "an"} and after[1:] not in _CONDITIONS):
        return False
    return tokens[at + 1].text.isalpha() and tokens[at + 1].text.islower()


def _age(tokens: Sequence[Word], at: int) -> int | None:
    """The index of "old" where an age in several words begins: "12 year old", "two-year old", "12 - year - old"."""
    head, _, period = tokens[at].lower.partition("-")
    if not (head.isdigit() and len(head) < 4) and head not in UNITS:
        return None
    i = at + 1
    if not period:
        i += i < len(tokens) and tokens[i].lower in _HYPHENS
        period = tokens[i].lower if i < len(tokens) else ""
        i += 1
    if period not in _PERIODS:
        return None
    i += i < len(tokens) and tokens[i].lower in _HYPHENS
    return i if i < len(tokens) and tokens[i].lower == "old" else None
