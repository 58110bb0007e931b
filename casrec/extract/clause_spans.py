"""Clauses of a parsed sentence: which verb a word stands under, and what stands with it."""

from __future__ import annotations

from casrec.syntax import Sentence

CLAUSE_DEPS = frozenset("ROOT ccomp advcl relcl acl conj parataxis pcomp xcomp csubj".split())


def token_at(sentence: Sentence, offset: int) -> int | None:
    """The index of the token that holds an offset."""
    low, high = 0, len(sentence.tokens)
    while low < high:
        middle = (low + high) // 2
        if sentence.tokens[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentence.tokens) else None


def clause_head(sentence: Sentence, index: int) -> int:
    """The verb (or the top noun of a headline) of the clause that a token stands in."""
    tokens = sentence.tokens
    for _ in range(len(tokens)):
        token = tokens[index]
        if token.head == index or (
            token.dep in CLAUSE_DEPS and (token.tag.startswith("VB") or token.dep == "parataxis")
        ):
            return index
        index = token.head
    return index


def clause(sentence: Sentence, head: int) -> set[int]:
    """The tokens of one clause, without the clauses under it."""
    tokens = sentence.tokens
    found, stack = set(), [head]
    while stack:
        at = stack.pop()
        found.add(at)
        for child in sentence.children(at):
            inner = tokens[child]
            verbal = inner.tag.startswith("VB") and inner.dep in CLAUSE_DEPS
            if not verbal and inner.dep != "parataxis":
                stack.append(child)
    return found
