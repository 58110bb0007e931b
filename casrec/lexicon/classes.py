"""The class of a common English word: noun, verb, adjective."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def classes() -> tuple[dict[str, str], frozenset[str]]:
    """Common words by class, and those of them that are also names when written with a capital."""
    kinds: dict[str, str] = {}
    names: frozenset[str] = frozenset()
    for line in files("casrec.lexicon").joinpath("word_classes.txt").read_text(encoding="utf-8").splitlines():
        kind, _, row = line.partition(" ")
        if kind == "name":
            names = frozenset(row.split())
        else:
            kinds.update(dict.fromkeys(row.split(), kind))
    return kinds, names


def kind(word: str) -> str:
    """The class of a word: N noun, P plural, J adjective, V D verb, E participle, G gerund, R adverb, or ""."""
    kinds = classes()[0]
    known = kinds.get(word)
    if known is not None:
        return known
    if word.endswith("ly"):
        return "R"
    if word.endswith("ing") and len(word) > 5:
        return "G"
    if word.endswith("ed") and len(word) > 4:
        return "E"
    if word.endswith("s") and kinds.get(word[:-1], "") == "N":
        return "P"
    if "-" in word:
        return "J"
    return "N" if word.endswith(("tion", "ment", "ness", "ity", "ship", "ism")) else ""
