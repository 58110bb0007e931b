"""Find the parts of a whole that "including" or "among" names: "including 12 children", "among the dead were two"."""

from __future__ import annotations

from casrec.extract.figures.lists import follow
from casrec.extract.figures.row import Hit, Row
from casrec.terms import Harm, Stance

_COUNTS = frozenset("count tally figure total number".split())


def included(row: Row, index: int, carried: Harm | None) -> None:
    """The victims after "including" or "among them", as parts of the whole before."""
    if _among_the_dead(row, index):
        return
    taken = row.taken()
    host = row.host(index, taken)
    at = row.skip(index + 1, 1)
    if host is not None and taken[host].stance is not Stance.ASSERTED:
        return  # "three others who were not shot, including a boy"
    harm: Harm | None = taken[host].harm if host is not None else None
    anchor = taken[host].anchor if host is not None else index
    link = at
    if row.symbol(at) == "Q" and row.symbol(at + 1) in {"k", "a"}:  # "among the 30 dead were four foreigners"
        host, at = at, at + 1
    that_of = row.symbol(at) == "r" and row.symbol(at + 1) == "p" and row.word(at) == "that"  # "including that of"
    if row.symbol(at) in {"x", "U"} or row.symbol(at) in set("kan") or that_of:
        link = at + 1
        while row.symbol(link) in {"x", "k", "a", "n", "c"}:
            word = row.chunks[link].harm
            if word is not None:
                harm, anchor, host = word.harm, link, None
            link += 1
        word = row.chunks[at].harm
        if word is not None and row.symbol(at) in set("kan"):
            harm, anchor = word.harm, at
            host = host if host == at - 1 else None
        if row.phrase_of(at) in {"victims", "the victims", "casualties"}:
            harm = carried or Harm.KILLED_OR_INJURED
        if row.symbol(at) == "U" and row.symbol(at + 1) in {"Q", "S"}:
            link = at + 1  # "among them three nurses"
        elif (
            row.symbol(link) == "p"
            and row.word(link) == "of"
            and (row.symbol(link - 1) == "x" or row.phrase_of(link - 1) in {"those", "that"})
        ):
            link += 1
        elif row.symbol(link) in {"b", ":"}:
            link = row.skip(link + 1, 1)
            if harm is None:
                harm = carried
        else:
            return
    before = row.skip(index - 1, -1)
    if host is None and harm is None:
        harm, anchor = _harm_before(row, before, carried), before
    if harm is None:
        return
    inverted = link > 0 and row.symbol(row.skip(link - 1, -1)) == "b"  # "among those killed were Karl Reiss and"
    victims = [i for i in row.objects(link) if row.symbols[i] != "M" or _is_told_of(row, i) or inverted]
    row.hits = [with_host(hit, host) if hit.victim in victims and host != hit.victim else hit for hit in row.hits]
    if len(victims) > 1 and row.symbols[victims[-1] - 2 : victims[-1]] == ",c" and row.symbol(victims[-1] + 1) == "p":
        victims = victims[:-1]  # "seven in the market, including a child, and three in a shop"
    row.hits += [Hit(victim, anchor, harm, "including", host=host) for victim in victims if victim not in taken]
    if victims and row.symbols[victims[-1]] == "Q":  # "12 civilians, including two children, and nine rebels"
        follow(row, victims[-1], Hit(victims[-1], anchor, harm, "including"))


def postposed(row: Row, index: int) -> None:
    """ "Twelve people, three children among them, died"."""
    taken = row.taken()
    host = row.host(index - 1, taken)
    if host is not None and index - 1 not in taken:
        row.hits.append(Hit(index - 1, taken[host].anchor, taken[host].harm, "part", host=host))


def _is_told_of(row: Row, at: int) -> bool:
    """Whether a name after "including" is a person's: an age, a title or a description comes with it."""
    told = row.symbol(at + 2) == "S" or (row.symbol(at + 2) == "r" and row.word(at + 2) != "where")
    return row.is_aged(at) or (row.symbol(at + 1) == "," and told)


def _harm_before(row: Row, at: int, carried: Harm | None) -> Harm | None:
    """The harm of an uncounted noun before: "the dead include", "many of the wounded were commuters, including"."""
    for i in range(at, max(-1, at - 8), -1):
        if row.symbols[i] == "#" or row.last_word(i) == "wounds":
            break  # "had 14 stab wounds, including four in the neck"
        word = row.chunks[i].harm
        if word is not None and "!" in row.symbols[row.group_start(i) : i]:
            return None  # "others who were not hurt, including a boy"
        if word is not None and row.symbols[i] in "kanT" and row.last_word(i) not in {"life", "lives", "loss"}:
            return word.harm
        if row.phrase_of(i) in {"victims", "the victims"}:
            return carried or Harm.KILLED_OR_INJURED
        if row.last_word(i) in {"hostages", "captives"} and row.symbols[i] not in "QW":
            return Harm.ABDUCTED
        if row.symbols[i] == "x" and row.last_word(i) in _COUNTS:
            return carried
        if row.symbols[i] in ";.:":
            break
    return None


def _among_the_dead(row: Row, index: int) -> bool:
    """ "13 foreigners were among the dead": the subject has the harm of the noun."""
    at = row.skip(index + 1, 1, "xyU")
    if row.symbol(at) == "Q" and row.symbol(at + 1) in {"k", "a"}:
        at += 1  # "10 children among the 84 killed"
    word = row.chunks[at].harm if at < len(row.symbols) else None
    captives = index + 1 < at and row.last_word(index + 1) in {"captives", "hostages"}  # "two doctors are among them"
    if captives and row.symbol(index - 1) == "b":
        found = row.subject(row.group_start(index) - 1, index)
        row.hits += [Hit(i, index, Harm.ABDUCTED, "among") for i in found if i not in row.taken()]
        return bool(found)
    if word is None or row.symbols[at] not in "kan" or (at == index + 1 and row.symbols[at] == "n"):
        return False
    before = row.skip(index - 1, -1)
    victims: list[int] = []
    if row.symbol(before) == "b":
        victims = row.subject(row.group_start(index) - 1, at)
    elif before > 1 and row.symbols[before] == "w" and row.word(before) == "as":
        victims = _named_as(row, before - 1)
    elif before == 0 and row.symbols[0] == "s":  # a headline: "Gunman among five dead"
        victims = [0]
    elif before >= 0 and row.symbols[before] in "QSM" and _closes(row, row.skip(at + 1, 1)):
        victims = row.listed(before, after_verb=True)
    taken = row.taken()
    row.hits += [
        Hit(i, at, word.harm, "among") for i in victims if i not in taken or taken[i].rule in {"including", "part"}
    ]
    return bool(victims)


def _named_as(row: Row, at: int) -> list[int]:
    """The one named before "as": "named Karl Reiss, a clerk, as among the dead"."""
    before = row.aside(at) if row.symbols[at] == "," else at
    if before is None or before < 1 or row.symbols[before] != "M":
        return []
    verb = row.skip(before - 1, -1)
    return [before] if verb >= 0 and row.last_word(verb) in {"named", "identified", "listed", "confirmed"} else []


def _closes(row: Row, after: int) -> bool:
    """Whether no inversion follows "the dead": "among the dead were two" has its victims after the verb."""
    if row.symbol(after) == "b":
        return row.symbol(row.skip(after + 1, 1)) in {"v", "V"}  # "two among the dead were identified"
    return row.symbol(after) != "I"


def with_host(hit: Hit, host: int | None) -> Hit:
    """The hit as part of another."""
    return Hit(hit.victim, hit.anchor, hit.harm, hit.rule, hit.stance, host)
