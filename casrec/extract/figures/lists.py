"""Follow lists of counted people: "were civilians, 60 soldiers and nine rebels", "Arden 33, Belmore 12"."""

from __future__ import annotations

from casrec.extract.figures.row import Hit, Row
from casrec.terms import Harm

_SAID = frozenset("USsxO")
_TOGETHER = frozenset(["along with", "together with", "as well as", "in addition to"])
_HARM_NOUNS = frozenset("knaTN")


def predicates(row: Row) -> None:
    """ "45 of the dead were women, 12 children and nine men": the counts after the first share its harm."""
    for hit in list(row.hits):
        if row.symbols[hit.victim] == "W" and row.symbol(hit.victim + 1) in {"U", "s"}:  # "seven of them men, two boys"
            follow(row, hit.victim + 1, hit)
        if row.symbols[hit.victim] not in "QW" or row.symbol(hit.victim + 1) not in {"b", "y", "k"}:
            continue
        be = hit.victim + 1
        while row.symbol(be) in {"y", "k", "V", "b"} and row.symbol(be + 1) in {"b", "y"}:
            be += 1
        if row.symbol(be) == "b" and (row.symbol(be + 1) in _SAID or row.symbol(be + 1) == "p"):
            follow(row, be + 1, hit)


def whom(row: Row) -> None:
    """ "108 people died, of whom 49 were children, 34 women and 25 men"."""
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        of_whom = symbol == "r" and row.phrase_of(index) in {"of whom", "of which"}
        if symbol == "p" and row.word(index) == "of" and row.symbol(index + 1) in {"r", "U"}:
            of_whom = row.word(index + 1) in {"whom", "which", "them", "these", "those"}
        count = row.skip(index + 1, 1, "rUy")
        if not of_whom or row.symbol(count) != "Q" or count in taken or row.chunks[count].who:
            continue
        if row.word(count) in {"under", "over", "below"} and row.symbol(index + 1) == "U":
            continue  # "half of them under five"
        host = row.host(count, taken)
        be = row.skip(count + 1, 1)
        if host is None or (row.symbol(be) == "b" and row.symbol(row.skip(be + 1, 1)) in set("vkdag")):
            continue
        if row.symbol(be) in set("vVkdmh"):
            continue
        row.hits.append(Hit(count, taken[host].anchor, taken[host].harm, "part", host=host))


def company(row: Row) -> None:
    """ "The dead include 90 civilians - 12 of them women - along with 55 rebels and nine soldiers"."""
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        together = symbol == "c" and row.phrase_of(index) in _TOGETHER
        also = symbol == "w" and row.word(index) == "as" and row.symbol(index + 1) == "h"
        if symbol == "w" and row.word(index) == "as" and row.symbols[index + 1 : index + 3] in {"bM", "bS"}:
            _as_were(row, index, taken)
            continue
        at = row.skip(index + 1, 1, "hy")
        if not (together or also) or row.symbol(at) != "Q" or at in taken or not row.chunks[at].who:
            continue
        before = [i for i in taken if i < index]
        if (
            not before
            or row.has_own_verb(at)
            or set(row.symbols[max(before) : index]) & set("vkgfd;:.w") - set("d" * also)
        ):
            continue
        hit = Hit(at, taken[max(before)].anchor, taken[max(before)].harm, "company")
        row.hits.append(hit)
        follow(row, at, hit)


def _as_were(row: Row, index: int, taken: dict[int, Hit]) -> None:
    """ "Two guards were killed, as was Ann Lee": who has no verb but "was" fared as those before."""
    before = [i for i in taken if i < index]
    victims = row.objects(index + 2)
    if before and row.symbol(index - 1) == "," and row.symbol(victims[-1] + 1 if victims else 0) in {"", ".", ",", "w"}:
        hit = taken[max(before)]
        row.hits += [Hit(i, hit.anchor, hit.harm, "company") for i in victims if i not in taken]


def follow(row: Row, at: int, first: Hit) -> None:
    """Add the counted people that go on the list whose entry ends at ``at``, with the harm of ``first``."""
    taken = row.taken()
    joined = False
    while not joined:
        at = _past_aside(row, at + 1)
        joint = at
        while row.symbol(at) in {",", "c", ";", "-", '"'}:
            joined = joined or row.word(at) in {"and", "or", "&"}
            at += 1
        if at == joint or (row.symbol(joint) == "-" and first.rule != "including"):
            return
        if row.symbol(at) not in {"Q", "S"} or not row.chunks[at].who or row.has_own_verb(at):
            return
        if at not in taken:
            row.hits.append(Hit(at, first.anchor, first.harm, first.rule, host=first.host))


def _past_aside(row: Row, at: int) -> int:
    """The index of the joint after the phrases and the aside in dashes that begin at ``at``."""
    while row.symbol(at) == "p" and row.symbol(at + 1) in set("xMUs#"):
        at += 2
    dash = row.skip(at, 1, '"')
    if row.symbol(dash) == "-":
        closing = row.symbols.find("-", dash + 1, dash + 15)
        return closing if closing > 0 else at
    return at


def entries(row: Row) -> None:
    """ "The deaths were as follows: Arden 33, Belmore 12 and Estby one"."""
    colon = row.symbols.find(":")
    anchor = next((i for i in range(colon) if row.symbols[i] in _HARM_NOUNS and row.chunks[i].harm), None)
    if colon < 1 or anchor is None:
        return
    taken = row.taken()
    found: list[int] = []
    for index in range(colon + 2, len(row.symbols)):
        if row.symbols[index] != "Q" or index in taken or row.chunks[index].who:
            continue
        entry = row.symbol(index - 1) in {"M", "x", "U"} and row.symbol(index - 2) in {":", ",", ";", "c"}
        if entry and row.symbol(index + 1) in {"", ",", ";", ".", "c", "("}:
            found.append(index)
    word = row.chunks[anchor].harm
    if word is not None and len(found) > 1 and word.harm is not Harm.DISPLACED:
        row.hits += [Hit(index, anchor, word.harm, "listed") for index in found]
