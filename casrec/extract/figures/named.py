"""Find the harmed whom a sentence names: "the dead were named as Rob Brown, 59, and Ann Lee, 65"."""

from __future__ import annotations

from casrec.extract.figures.row import Hit, Row

_NAMED = frozenset(["identified", "named"])
_TOLD = frozenset("kadW")


def named(row: Row) -> None:
    """Add those whose names follow "were identified as", with the harm told of the many before it."""
    for index, symbol in enumerate(row.symbols):
        if symbol not in "vV" or row.last_word(index) not in _NAMED or row.symbol(index - 1) != "b":
            continue
        at = next((i for i in range(index + 1, min(index + 5, len(row.chunks))) if row.word(i) == "as"), -1)
        start = max(row.symbols.rfind(mark, 0, index) for mark in ".;") + 1
        told = next((i for i in range(index - 1, start - 1, -1) if row.symbols[i] in _TOLD and row.chunks[i].harm), -1)
        if at < 0 or told < 0 or row.unreal(row.group_start(index), index):
            continue
        word, taken = row.chunks[told].harm, row.taken()
        host = next((i for i in range(start, index) if i in taken and row.symbols[i] in "QW"), None)
        if word is None or not (host is not None or (told and row.last_word(told - 1) == "the")):
            continue
        names = [i for i in row.objects(at + 1) if row.symbols[i] in "MS" and i not in taken]
        row.hits += [Hit(i, told, word.harm, "named", host=host) for i in names]
