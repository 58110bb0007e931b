"""Find those singled out of the harmed: "Karl Reiss, one of the five clerks who died", "was among the victims"."""

from __future__ import annotations

from dataclasses import replace

from casrec.extract.figures.row import Hit, Row
from casrec.terms import CASUALTIES, Harm, Stance

_CAPTIVES = frozenset(["hostages", "captives"])
# Of what somebody can be a victim and live.
_LIVED = frozenset(
    "abuse rape fraud crime crimes torture discrimination circumstance circumstances theft burglary robbery "
    "harassment racism trafficking scam identity injustice bullying hacking hoax grooming violence persecution".split()
)


def singled(row: Row, carried: Harm | None) -> None:
    """Add those who are said to be one of the harmed; ``carried`` is the harm that the sentence before told of."""
    taken = row.taken()
    for index, hit in sorted(taken.items()):
        one = _one_before(row, index)
        who = None if one is None or hit.stance is not Stance.ASSERTED else _who(row, one)
        if who is None or who in taken:
            continue
        if one == index and row.symbol(one - 1) == "b":
            continue  # "Tom was one of the nurses killed": the one is a count
        if one == index:  # "Ann Lee, one of the nurses killed": the name tells who the one is
            row.hits = [replace(other, victim=who) if other.victim == index else other for other in row.hits]
        else:
            row.hits.append(Hit(who, hit.anchor, hit.harm, "one of"))
    for index, chunk in enumerate(row.chunks):
        who = _first_to(row, index) if chunk.harm is not None and chunk.symbol in "jk" else None
        if chunk.harm is not None and who is not None and who not in taken:
            row.hits.append(Hit(who, index, chunk.harm.harm, "first to"))
    harm = carried if carried in CASUALTIES else Harm.KILLED
    for index in range(len(row.chunks)):
        if index in taken or not _are_victims(row, index):
            continue
        at = index - 1 if row.symbol(index - 1) == "I" else index
        who = _who(row, index - 2 if _named_as(row, index) else at)
        if who is not None and who not in taken:
            captive = row.last_word(index) in _CAPTIVES
            row.hits.append(Hit(who, index, Harm.ABDUCTED if captive else harm, "one of"))


def _named_as(row: Row, index: int) -> bool:
    """Whether somebody was named as the one at ``index``: "was named as the British victim"."""
    named = row.symbols[max(0, index - 3) : index] in {"bvw", "bVw"}
    return named and row.last_word(index - 2) in {"named", "identified"}


def _first_to(row: Row, index: int) -> int | None:
    """Who is told of as "the first soldier to die" or "the third to be killed", or None."""
    start = row.group_start(index)
    ranked = start - 1
    if row.symbol(start) != "t" or row.symbol(ranked) not in {"S", "x"} or "m" in row.symbols[start:index]:
        return None
    chunk = row.chunks[ranked]
    rank = row.tokens[min(chunk.first + 1, chunk.last)].lower
    return _who(row, ranked) if row.lexicon.is_rank(rank) else None


def _one_before(row: Row, index: int) -> int | None:
    """Where "one of" stands that singles out one of the counted at ``index``, or None."""
    at = index - 1 if row.symbol(index - 1) == "x" else index
    first = row.chunks[at].first
    return at if [token.lower for token in row.tokens[first : first + 2]] == ["one", "of"] else None


def _who(row: Row, at: int) -> int | None:
    """The one person of whom the phrase at ``at`` is said: "Reiss was ...", "Ann Lee, 6, ...", or None."""
    if row.symbol(at - 1) == "b":
        start = row.group_start(at)
        told = [] if row.unreal(start, at) else row.subject(start - 1, at)
        return told[0] if len(told) == 1 and row.symbols[told[0]] in "SsM" else None
    if row.symbol(at - 1) != ",":
        return None
    name = at - 4 if row.symbols[max(0, at - 3) : at] == ",x," else at - 2
    if row.symbol(name) != "M" or (row.symbol(name - 1) == "p" and row.word(name - 1) != "of"):
        return None
    return name


def _are_victims(row: Row, index: int) -> bool:
    """Whether a phrase calls somebody a victim: "one of the victims", "among the victims", "the last victim"."""
    chunk = row.chunks[index]
    captives = row.last_word(index) in _CAPTIVES
    if not captives and (not row.last_word(index).startswith("victim") or chunk.harm is not None):
        return False
    ahead = {token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 6]}
    if not ahead.isdisjoint(_LIVED):
        return False
    if row.symbols[index] == "S" and _named_as(row, index):
        return not captives
    if row.symbols[index] == "S":
        return chunk.last > chunk.first + 1 and row.lexicon.is_rank(row.tokens[chunk.first + 1].lower)
    among = row.symbol(index - 1) == "I" and row.word(index - 1) == "among"
    return among if row.symbols[index] == "U" else _one_before(row, index) == index
