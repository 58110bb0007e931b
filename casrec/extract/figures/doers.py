"""Find the harmed who are told of by those who harmed them: "the killers of Ann Lee"."""

from __future__ import annotations

from casrec.extract.figures.row import Hit, Row
from casrec.terms import Harm

_DOERS = {
    Harm.KILLED: frozenset("killer killers murderer murderers assassin assassins".split()),
    Harm.ABDUCTED: frozenset("kidnapper kidnappers abductor abductors captor captors".split()),
}
_ANY = frozenset(["a", "an", "any"])  # "the killer of a child must hang": of whom, is not told


def doers(row: Row) -> None:
    """Add one person described or named after "of" behind a noun for who killed or kidnapped."""
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        if symbol not in "USs" or row.symbol(index + 1) != "p" or row.word(index + 1) != "of":
            continue
        harm = next((harm for harm, nouns in _DOERS.items() if row.last_word(index) in nouns), None)
        if harm is None:
            continue
        victims = [i for i in row.objects(index + 2, of=True) if row.symbols[i] in "SM" and i not in taken]
        row.hits += [Hit(i, index, harm, "doer") for i in victims if row.symbols[i] == "M" or row.word(i) not in _ANY]
