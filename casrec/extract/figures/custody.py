"""Find the detained and the abducted who are told of by their keeping: "is held without bail", "taken by gunmen"."""

from __future__ import annotations

from dataclasses import replace

from casrec.extract.figures.row import BANDS, Row
from casrec.terms import Group, Harm

_CAPTORS = frozenset(
    "rebels militants insurgents guerrillas gunmen kidnappers captors hostage-takers isis isil jihadists "
    "terrorists group gang militia faction extremists taliban shabaab haram pirates hijackers inmates bandits raiders "
    "prisoners".split()
)
_KEEPERS = frozenset(
    "forces police authorities troops army soldiers government security agents guards officials".split()
)
_JAILS = frozenset("prison prisons jail jails detention custody cell cells penitentiary".split())
_PRISONERS = frozenset("prisoners detainees inmates suspects".split())
_BAIL = frozenset("bail charge charges bond caution".split())
_TAKEN = frozenset("taken dragged led marched bundled whisked pulled driven forced".split())
_LET_GO = frozenset("released freed rescued escaped handed".split())
_PERIODS = frozenset("hours day days week weeks month months year years".split())
_SERVING = frozenset("serving serves".split())
_SENT = frozenset("sent thrown returned put placed hauled carted sentenced".split())
_SPENT = frozenset("spent spending".split())
_GAVE_UP = frozenset("surrendered captured arrested caught".split())
_NOT_CAUGHT = frozenset(
    "up camera video tape film cctv crossfire fire trying stealing cheating speeding short middle".split()
)
_SOUGHT = frozenset("suspect suspects fugitive fugitives killer killers".split())
_VERBS = _TAKEN | _LET_GO | _SENT | _SERVING | _SPENT | frozenset("caught held holding hold holds".split())
_ARMED = frozenset([Group.ATTACKERS, Group.FIGHTERS, Group.PRISONERS, Group.POLICE, Group.SOLDIERS])


def kept(row: Row, index: int, *, captives: bool) -> None:
    """Add those whom the verb at ``index`` says to be held, taken, let go or caught.

    ``captives`` says that the report tells of people taken by force, so that who is held, by whomever, may be one.
    """
    word = row.last_word(index)
    start = row.group_start(index)
    if word not in _VERBS or row.unreal(start, index) or row.conditional(index):
        return
    passive = "b" in row.symbols[start:index]
    if word in _TAKEN:
        _taken(row, index, start, passive=passive)
    elif word in _LET_GO:
        by = row.skip(start - 1, -1)
        if not passive and by >= 0 and _are_captors(row, by):  # "the rebels freed a technician"
            freed = [i for i in row.objects(index + 1) if row.symbols[i] in "QSM"]
            row.add([i for i in freed if row.chunks[i].group not in _ARMED], index, "let go", Harm.ABDUCTED)
        elif (passive or word == "escaped") and _from_captors(row, index):
            row.add(_told(row, start, index), index, "let go", Harm.ABDUCTED)
        elif passive and _from_jail(row, index):
            row.add(_told(row, start, index), index, "let go", Harm.DETAINED)
    elif word in _SERVING:
        if _serves_time(row, index):
            row.add(_told(row, start, index), index, "serving", Harm.DETAINED)
    elif word in _SPENT:
        inside = next((i for i in range(index + 1, min(index + 5, len(row.chunks))) if row.symbols[i] in "a,.;"), 0)
        word_of = row.chunks[inside].harm if inside else None
        if not passive and word_of is not None and word_of.harm in {Harm.DETAINED, Harm.ABDUCTED}:
            row.add(_told(row, start, index), index, "spent", word_of.harm)
    elif word in _SENT:
        if passive and _into_jail(row, index):
            row.add(_told(row, start, index), index, "sent", Harm.DETAINED)
    elif word == "caught":
        _caught(row, index, start, passive=passive)
    else:
        _held(row, index, start, passive=passive)
        if word == "held" and not captives and _for_long(row, index):
            victims = _told(row, start, index) if passive else [index - 1] if start == index else []
            held = [i for i in victims if row.symbols[i] in "SM" or row.chunks[i].who]
            row.add([i for i in held if i not in row.taken() and row.symbols[i] in "QSM"], index, "held", Harm.DETAINED)


def _for_long(row: Row, index: int) -> bool:
    """Whether somebody is held for a time: "has been held in Arden since May", "held for 17 months"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:8]]
    long = next((i for i, word in enumerate(ahead) if word in {"since", "for"}), len(ahead))
    if not {"hostage", "captive", "ransom", "up", "down", "together", "back"}.isdisjoint(ahead):
        return False
    return ahead[long : long + 1] == ["since"] or not _PERIODS.isdisjoint(ahead[long + 1 : long + 4])


def _told(row: Row, start: int, index: int) -> list[int]:
    """The counted, described or named who are the subject of the verb group from ``start`` to ``index``."""
    return [i for i in row.subject(start - 1, index) if row.symbols[i] in "QWSsM"]


def _by_captors(row: Row, index: int) -> bool:
    """Whether those who take hostages did what the verb at ``index`` says: "by the rebels"."""
    return row.symbol(index + 1) == "p" and row.word(index + 1) == "by" and _are_captors(row, index + 2)


def _by_keepers(row: Row, index: int) -> bool:
    """Whether those who arrest people did what the verb at ``index`` says: "by the police"."""
    at = row.skip(index + 1, 1)
    return row.symbol(at) == "p" and row.word(at) == "by" and _are_keepers(row, at + 1)


def _kept_ahead(row: Row, index: int) -> bool:
    """Whether police or soldiers are the doers after the verb at ``index``, maybe behind a place."""
    return any(_by_keepers(row, i) for i in range(index, min(index + 5, len(row.chunks))))


def _are_keepers(row: Row, index: int) -> bool:
    """Whether a chunk names people who arrest others: police, soldiers, the authorities."""
    if index >= len(row.chunks):
        return False
    if row.symbols[index] == "x" and row.symbol(index + 1) == "U":
        index += 1  # "by intelligence officers"
    if row.symbols[index] == "V" and row.symbol(index + 1) == "x":
        index += 1  # "by state security"
    return row.chunks[index].group in {Group.POLICE, Group.SOLDIERS} or row.last_word(index) in _KEEPERS


def _taken(row: Row, index: int, start: int, *, passive: bool) -> None:
    """ "Was taken from her car at gunpoint", "women taken by gunmen", "dragged away by militants": abducted."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:9]]
    by = next((i for i in range(index, min(index + 7, len(row.chunks))) if _by_captors(row, i)), -1)
    if by < 0 and passive and ahead[:1] in (["away"], ["from"]) and _kept_ahead(row, index):
        row.add(_told(row, start, index), index, "taken", Harm.DETAINED)  # "was taken away by intelligence officers"
        return
    forced = "gunpoint" in ahead or "knifepoint" in ahead or ahead[:4] == ["to", "an", "unknown", "place"]
    if by < 0 and not forced:
        return
    if passive:
        row.add(_told(row, start, index), index, "taken", Harm.ABDUCTED)
    elif start == index and row.symbol(index - 1) in {"Q", "S", "M"} and (by == index or forced):
        row.add([index - 1], index, "taken", Harm.ABDUCTED)


def _from_captors(row: Row, index: int) -> bool:
    """Whether who is let go was held by kidnappers: "freed after a year in captivity", "released for a ransom"."""
    ahead = {token.lower for token in row.tokens[row.chunks[index].last + 1 :][:10]}
    return not ahead.isdisjoint({"captivity", "ransom", "hostage", "captors", "kidnappers"})


def _serves_time(row: Row, index: int) -> bool:
    """Whether what is served is a sentence: "is serving 20 years in prison", "a life sentence"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:8]]
    return "sentence" in ahead[:5] or ("in" in ahead and not _JAILS.isdisjoint(ahead))


def _from_jail(row: Row, index: int) -> bool:
    """Whether who is let go was in jail: "released without charge", "freed after six months in prison"."""
    ahead = row.tokens[row.chunks[index].last + 1 :][:8]
    return not _JAILS.isdisjoint(token.lower for token in ahead) or not _BAIL.isdisjoint(
        token.lower for token in ahead[:4]
    )


def _into_jail(row: Row, index: int) -> bool:
    """Whether somebody is put into a jail: "sent back to prison", "thrown in jail"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:4]]
    if row.last_word(index) == "sentenced":
        ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:10]]
    into = next((i for i, word in enumerate(ahead) if word in {"to", "in", "into"}), len(ahead))
    return not _JAILS.isdisjoint(ahead[into:])


def _gave_up(row: Row, index: int) -> bool:
    """Whether those held gave themselves up or were caught: "80 soldiers surrendered and are being held"."""
    before = row.tokens[max(0, row.chunks[index].first - 9) : row.chunks[index].first]
    return not _GAVE_UP.isdisjoint(token.lower for token in before)


def _caught(row: Row, index: int, start: int, *, passive: bool) -> None:
    """ "The suspect was caught on Friday", "Gunman caught after chase": detained."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:3]]
    if not _NOT_CAUGHT.isdisjoint(ahead):
        return
    at = row.subject(start - 1, index) if passive else [index - 1] if row.symbol(index - 1) in {"s", "S", "Q"} else []
    sought = [i for i in at if row.chunks[i].group is Group.ATTACKERS or row.last_word(i) in _SOUGHT]
    row.add(sought, index, "caught", Harm.DETAINED)


def _held(row: Row, index: int, start: int, *, passive: bool) -> None:
    """ "Has been held by militants since May", "the kidnappers are holding two nurses": abducted; or detained."""
    word = row.last_word(index)
    by = any(_by_captors(row, i) for i in range(index, min(index + (5 if passive else 1), len(row.chunks))))
    if word == "held" and not by and _by_keepers(row, index):
        victims = _told(row, start, index) if passive else [index - 1] if row.symbol(index - 1) in {"Q", "S"} else []
        row.add(victims, index, "held", Harm.DETAINED)  # "is being held by Kurdish forces"
        return
    if start == index and by and row.symbol(index - 1) in {"Q", "S", "M"}:
        row.add([index - 1], index, "held", Harm.ABDUCTED)  # "300 girls held by the rebels", "a nun held by pirates"
        return
    if word == "held" and start == index and row.symbols[index - 2 : index + 2] == "cQv.":
        told = any(token.lower in _KEEPERS for token in row.tokens)
        row.add([index - 1] if told else [], index, "held", Harm.DETAINED)
        return  # "41 officers were hurt and 70 people held"
    if word == "held" and start == index == 1 and row.symbols[0] == "Q":  # a headline
        if row.symbol(2) == "p" and row.word(2) in {"after", "over", "in", "for"}:
            row.add([0], index, "held", Harm.DETAINED)
        return
    if word == "held" and passive:
        if by:
            row.add(row.subject(start - 1, index), index, "held", Harm.ABDUCTED)
        elif _jailed(row, index) or _on_bail(row, index) or _gave_up(row, index):
            row.add(_told(row, start, index), index, "held", Harm.DETAINED)
        return
    ahead = {token.lower for token in row.tokens[row.chunks[index].last + 1 :][:12]}
    if ahead & {"hostage", "captive"}:
        victims = [i for i in row.objects(index + 1) if row.symbols[i] in "QSM" and row.last_word(i) != "hostage"]
        row.add(victims, index, "held", Harm.ABDUCTED)
        return
    if passive or word != "held":
        left = row.skip(start - 1, -1)
        if left >= 0 and _are_captors(row, left):
            row.add([i for i in row.objects(index + 1) if row.symbols[i] in "QSM"], index, "held", Harm.ABDUCTED)
        elif left >= 0 and row.last_word(left) in _KEEPERS:
            held = [i for i in row.objects(index + 1) if row.symbols[i] == "Q" and row.chunks[i].who]
            row.add(held, index, "held", Harm.DETAINED)


def captured(row: Row, index: int) -> None:
    """ "Rebels captured four reporters", "was captured by militants": who is no fighter is abducted, not detained."""
    after = row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 4]
    by = row.symbol(index + 1) == "p" and row.word(index + 1) == "by" and len(after) > 1
    agent = row.skip(index + 2, 1) if by else row.skip(row.group_start(index) - 1, -1)
    if agent < 0 or not _are_captors(row, agent):
        return
    row.hits = [
        replace(hit, harm=Harm.ABDUCTED)
        if hit.anchor == index and hit.victim != agent and row.chunks[hit.victim].group not in _ARMED
        else hit
        for hit in row.hits
    ]


def _jailed(row: Row, index: int) -> bool:
    """Whether people are held where prisoners are, or are called prisoners: "are being held in two prisons"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:7]]
    before = row.tokens[max(0, row.chunks[index].first - 8) : row.chunks[index].first]
    inside = ahead[:1] in (["in"], ["at"]) and bool(set(ahead) & _JAILS)
    return inside or bool({token.lower for token in before} & _PRISONERS)


def _on_bail(row: Row, index: int) -> bool:
    """Whether a court holds somebody: "is being held without bail", "was held on a $50,000 bond"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:8]]
    if ahead[:1] == ["overnight"] or ahead[:2] in (["for", "questioning"], ["on", "suspicion"]):
        return True
    return ahead[:1] in (["without"], ["on"]) and not {"bail", "bond"}.isdisjoint(ahead)


def _are_captors(row: Row, index: int) -> bool:
    """Whether a chunk names people who take hostages: attackers, fighters, kidnappers."""
    if index >= len(row.chunks):
        return False
    chunk = row.chunks[index]
    if chunk.group in {Group.ATTACKERS, Group.FIGHTERS} or row.last_word(index) in _CAPTORS:
        return True
    return row.symbols[index] == "M" and row.last_word(index) in BANDS
