"""Find counts that leave their noun or verb out: "50 died in the port, and 40 in the hills"."""

from __future__ import annotations

from casrec.extract.figures.row import Hit, Row
from casrec.terms import Harm, Stance

_JOINTS = frozenset([",", "c", ";", ":", "-", "("])
_ARMS = frozenset("strikes shelling fire bombing shootings attacks".split())
_MEANT = frozenset("figure number toll total count tally it".split())
_A_DAY_AGO = frozenset("day hours night yesterday monday tuesday wednesday thursday friday saturday sunday".split())
_WHERE = frozenset("in at on near outside inside from".split())
_NO_ELLIPSIS = frozenset("of to than as for with like without".split())  # "8 dead, 90,000 without power"


def ellipsis(row: Row) -> None:
    """Add the bare counts that take the harm of the figure before them."""
    last: Hit | None = None
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        if symbol == "." or (symbol == "#" and not _is_one_place(row, index)):
            last = None  # a counted thing: "seven blasts, four in Jableh"
        if index in taken:
            last = taken[index] if symbol in "QOWN" and taken[index].rule != "including" else last
        elif symbol == "M" and _dated(row, index, taken):
            before = max(i for i in taken if i < index)
            taken[index] = Hit(index, taken[before].anchor, taken[before].harm, "ellipsis")
            row.hits.append(taken[index])
        elif symbol in "QZ" and last is not None and last.stance is Stance.ASSERTED and _leans(row, index, last):
            gone = Stance.WITHDRAWN if _superseded(row, index) else Stance.ASSERTED
            anchor, harm = _own_harm(row, index, last)
            row.hits.append(Hit(index, anchor, harm, "ellipsis", gone, last.host))
            last = row.hits[-1]


def _own_harm(row: Row, index: int, last: Hit) -> tuple[int, Harm]:
    """The harm word of a count: one of its own before "at" ("dead at 17 and of injured at 84"), else the last."""
    word = row.chunks[index - 2].harm if index > 1 else None
    if row.symbol(index - 1) != "p" or row.word(index - 1) != "at" or word is None or last.victim > index - 2:
        return last.anchor, last.harm
    return index - 2, word.harm


def _is_one_place(row: Row, index: int) -> bool:
    """Whether one thing counted only says where: "14 dead in one district and eight in another"."""
    quantity = row.chunks[index].quantity
    return row.symbol(index - 1) == "p" and quantity is not None and quantity.high == 1


def _leans(row: Row, index: int, last: Hit) -> bool:
    """Whether the count at ``index`` has neither noun nor verb of its own and continues a row of counts."""
    joint = row.skip(index - 1, -1)
    if row.symbol(joint) == "c" and row.word(joint) == "and" and last.rule == "intransitive" and _soon(row, index):
        return True
    if row.chunks[index].who:
        return last.rule == "lost" and row.symbol(joint) in {"M", "x", "U"} and _gapped(row, joint, index, last)
    if _compared(row, index) or _said(row, joint, index):
        return True
    if row.symbol(joint) == "p" and row.word(joint) == "with" and row.symbol(joint - 1) == ",":
        joint -= 1  # "91 were killed, with 33 in Arden and 12 in Belmore"
    if row.symbol(joint) == "(" and row.symbol(index + 1) == ")" and row.symbol(joint - 1) in {"M", "x", "U"}:
        return True  # "Arden (12 dead), Belmore (nine)"
    if (
        row.symbol(joint) == "p"
        and row.word(joint) == "at"
        and last.rule in {"toll", "ellipsis"}
        and _is_put(row, index)
    ):
        return row.symbol(row.skip(index + 1, 1)) in {"", ".", ",", ";", "c"}
    if row.symbol(joint) == "p" and row.word(joint) == "at" and _is_put(row, index, near=True):
        return row.symbol(row.skip(index + 1, 1)) in {"", ".", ",", ";", "c"}
    if row.symbol(index + 1) == "x" and row.phrase_of(index + 1) == "each" and row.symbol(index + 2) == "p":
        return row.symbol(joint) in _JOINTS
    if row.symbol(joint) == "b" and row.word(row.skip(joint - 1, -1, "")) == "there" and last.rule == "counted noun":
        return row.symbol(index + 1) in {"", ".", ",", ";", "p"}  # "counted 60 bodies; at another there were 25"
    if row.symbol(joint) in _JOINTS and row.word(joint) != "or" and row.symbol(index + 1) == "p":
        return row.word(index + 1) not in _NO_ELLIPSIS and row.tokens[row.chunks[index + 1].last].lower != "large"
    if row.symbol(index + 1) == "w" and row.word(index + 1) in {"when", "after"} and row.symbol(joint) in {"c", ","}:
        return True  # "33 died in Arden, and seven when a shell hit a school"
    return _gapped(row, joint, index, last)


def _soon(row: Row, index: int) -> bool:
    """ "Three died at once and two later", "and two others on the way to hospital": the verb is left out."""
    after = [token.lower for token in row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 5]]
    if row.chunks[index].who.lower() not in {"", "others", "people"} or not after:
        return False
    return after[0] in {"later", "soon", "afterwards"} or after[:2] in (
        ["on", "the"],
        ["in", "hospital"],
        ["of", "their"],
    )


def _gapped(row: Row, at: int, count: int, last: Hit) -> bool:
    """Whether the words before a bare count are the subject of a clause that leaves its verb or noun out.

    "Norland shelters 50,000 refugees, Sudmark 12,000", "one blast killed seven and a second blast five more",
    "it blamed the army for 76 deaths and the rebels for 12".
    """
    if row.symbol(row.skip(count + 1, 1)) not in {"", ".", ",", ";", "c", "p", "-"}:
        return False
    if row.symbols[at:count] == "py" and row.word(at) in {"in", "on"}:  # "in May 230 died, in June 340"
        apart = row.symbol(at - 1) in {",", "c", ";"} and "Q" not in row.symbols[last.victim + 1 : at]
        return apart and row.symbol(count + 1) in {"", ".", ",", ";", "c"}
    if row.symbol(at) == "p" and row.word(at) == "for" and last.rule in {"counted noun", "ellipsis"}:
        at -= 1
    elif row.symbol(at) in {"M", "x", ",", "S"} and _is_entry(row, at, count):
        return True
    elif row.symbol(at) == "p" and row.word(at) == "with" and "p" in row.symbols[max(0, count - 9) : at]:
        # "worst hit was Arden, where 33 died, followed by Belmore with 12 and Carwick with seven"
        return row.symbol(at - 1) == "M" and row.symbol(at - 2) in {"p", "c", ","}
    elif row.symbol(at) in {"M", "x"} and row.symbol(at - 1) == "p":  # "in Arden 12 people died, in Belmore nine"
        return row.symbol(at - 2) in {",", "c", ";"} and row.symbol(count + 1) in {"", ".", ",", "c"}
    elif last.harm is Harm.DISPLACED:
        at -= row.symbol(at) == "h"
        return row.symbol(at) == "M" and row.symbol(row.skip(at - 1, -1)) in {",", "c", "-", "w"}
    elif last.rule not in {"active", "ellipsis", "state", "lost", "counted noun"}:
        return False
    elif row.symbol(at) == "v" and row.last_word(at) in _ARMS:  # "air strikes killed 60, shelling 40"
        at -= row.symbol(at - 1) == "x"
        return row.symbol(row.skip(at - 1, -1)) in {"c", ","}
    return row.symbol(at) in {"x", "M", "U"} and row.symbol(row.skip(at - 1, -1)) in {"c", ","}


def _is_entry(row: Row, at: int, count: int) -> bool:
    """Whether a name before the count opens an entry of a list that semicolons part: "Belmore, 12; Carwick, nine"."""
    label = at - 1 if row.symbol(at) == "," else at
    if row.symbol(label) == "S" and row.last_word(label) in row.lexicon.ordinals and row.symbol(label - 1) == ";":
        return True  # "the first bomb killed three; the second, eight"
    if row.symbol(label) not in {"M", "x"} or row.symbol(row.skip(count + 1, 1)) not in {"", ".", ";", ","}:
        return False
    before = row.skip(label - 1, -1, "p")
    return row.symbol(before) == ";" or (row.symbol(before) == "c" and row.symbol(before - 1) == ";")


def _compared(row: Row, count: int) -> bool:
    """Whether a bare count is what another is set against: "1,200 died, compared with 800 in 2017"."""
    first = row.chunks[count].first
    before = {token.lower for token in row.tokens[max(0, first - 2) : first]}
    if before in ({"up", "from"}, {"down", "from"}):
        return row.symbol(row.skip(count + 1, 1)) in {"p", "x", "S"}
    told = bool(before & {"compared", "against"}) and bool(before & {"with", "to", "against"})
    return told and row.symbol(row.skip(count + 1, 1)) in {"", ".", ",", ";", "p", "c"}


def _superseded(row: Row, count: int) -> bool:
    """ "30 deaths, up from eight a day earlier": an older count of the same harm, hours or days old."""
    first, last = row.chunks[count].first, row.chunks[count].last
    before = [token.lower for token in row.tokens[max(0, first - 2) : first]]
    after = {token.lower for token in row.tokens[last + 1 : last + 4]}
    return before in (["up", "from"], ["down", "from"]) and bool(after & _A_DAY_AGO)


def _said(row: Row, at: int, count: int) -> bool:
    """ "33 were killed, while the monitor said 12; the rebels put it at nine": another voice's count, bare."""
    if row.symbol(at) != "V" or row.symbol(row.skip(count + 1, 1)) not in {"", ".", ";", ","}:
        return False
    voice = row.skip(at - 1, -1)
    return row.symbol(voice) in {"x", "M", "U", "s", "S"} and row.symbol(row.skip(voice - 1, -1)) in {
        "w",
        ",",
        ";",
        "c",
    }


def _is_put(row: Row, count: int, *, near: bool = False) -> bool:
    """Whether "put" or the like governs a row of counts: "put army losses at 52 and those of the rebels at 45".

    ``near`` wants it right before, with the figure meant: "300 died; the government puts the figure at 75".
    """
    first = row.chunks[count].first
    before = [token.lower for token in row.tokens[max(0, first - 5) if near else 0 : first]]
    put = any(word in {"put", "puts", "putting"} for word in before)
    return put and (not near or bool(_MEANT & set(before)))


def _dated(row: Row, index: int, taken: dict[int, Hit]) -> bool:
    """ "Reiss was kidnapped in 2012, Keller in 2013": a name with a year of its own, after such a one."""
    if row.symbols[index + 1 : index + 3] != "px" or row.symbol(index - 1) not in {",", "c"}:
        return False
    year = row.word(index + 2)
    before = [i for i in taken if i < index]
    if row.word(index + 1) != "in" or len(year) != 4 or not year.isdigit() or not before:
        return False
    return row.symbols[max(before)] == "M" and max(before) >= index - 6


def persons(row: Row) -> None:
    """ "My father was killed in 1982, my uncle in 2011", "a man died at the scene and a girl in hospital"."""
    for hit in list(row.hits):
        if hit.rule not in {"passive", "intransitive"} or row.symbols[hit.victim] not in "SsM":
            continue
        wounded = any(other.victim == hit.victim and other.rule == "limb" for other in row.hits)  # "in the leg"
        at, after = hit.anchor, _past_where(row, hit.anchor + 1)
        while after > at + 1:
            at = after + len(row.symbols[after : after + 2]) - len(row.symbols[after : after + 2].lstrip(",c"))
            beyond = _past_where(row, at + 1)
            told = row.symbol(at) == "S" and beyond > at + 1 and row.symbol(beyond) in {"", ".", ",", ";", "c"}
            if at == after or not told or at in row.taken():
                break
            row.hits.append(Hit(at, hit.anchor, Harm.INJURED if wounded else hit.harm, "ellipsis"))
            after = beyond


def _past_where(row: Row, at: int) -> int:
    """The index after the phrases at ``at`` that only say where or when."""
    while True:
        if row.symbol(at) == "p" and row.word(at) in _WHERE and row.symbol(at + 1) in {"x", "M", "y", "#"}:
            at += 2
        elif row.symbol(at) == "y" or (row.symbol(at) == "a" and row.last_word(at) == "hospital"):
            at += 1
        else:
            return at
