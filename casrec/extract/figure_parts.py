"""Find figures that lean on another: parts of a whole, ellipsis, counts that carry their own harm."""

from __future__ import annotations

from casrec.extract.figure_chunks import COUNTED
from casrec.extract.figure_frames import Hit, Row
from casrec.terms import Harm, Stance

_PREP_PLACE = frozenset("in at on near outside around across inside from".split())


def complete(row: Row, carried: Harm | None) -> None:
    """Add the leaning figures of a row; ``carried`` is the harm of the sentence before, None where it told of none."""
    _own(row)
    _parts(row, carried)
    _ellipsis(row)


def _taken(row: Row) -> dict[int, Hit]:
    """The first hit of each victim chunk."""
    taken: dict[int, Hit] = {}
    for hit in row.hits:
        taken.setdefault(hit.victim, hit)
    return taken


def _own(row: Row) -> None:
    """Counted nouns of harm ("12 deaths", "three wounded soldiers", "40 hostages")."""
    taken = _taken(row)
    for index, chunk in enumerate(row.chunks):
        if chunk.harm is None or chunk.symbol not in "QNZOW" or index in taken:
            continue
        if chunk.symbol == "Z" and not chunk.harm.counted:
            continue
        before = {token.lower for token in row.tokens[max(0, chunk.first - 4) : chunk.first]}
        after = {token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 4]}
        if chunk.symbol == "W" and not (
            row.symbol(index + 1) == "b" and row.symbol(row.skip(index + 2, 1)) in set("UxS")
        ):
            continue
        if row.tokens[chunk.harm_at].lower in {"lives", "life"} and not (
            before & row.lexicon.life_verbs or after & {"lost", "claimed", "taken"}
        ):
            continue
        if _unreal(row, index):
            continue
        row.hits.append(Hit(index, index, chunk.harm.harm, "counted noun"))


def _unreal(row: Row, index: int) -> bool:
    """Whether the verb that governs a counted noun is only possible or planned."""
    for i in range(index - 1, max(-1, index - 8), -1):
        if row.symbols[i] in ",;:.wr":
            return row.symbols[i] == "w" and row.word(i) in {"if", "unless"}
        if row.symbols[i] == "m":
            return True
        if row.symbols[i] == "!":
            return True
    return False


def _host(row: Row, index: int, taken: dict[int, Hit]) -> int | None:
    """The nearest counted victim to the left of ``index`` that is itself a figure."""
    for i in range(index - 1, -1, -1):
        if i in taken and row.symbols[i] in "QOWN":
            return i
    return None


def _parts(row: Row, carried: Harm | None) -> None:
    """ "including three children", "eight of them", "78 people -- 45 in X and 33 in Y --", "12: 8 men and 4 women"."""
    for index, symbol in enumerate(row.symbols):
        if symbol == "I":
            _included(row, index, carried)
        elif symbol == "W":
            _of_them(row, index, carried)
        elif symbol in "-(:,":
            _inside(row, index)


def _included(row: Row, index: int, carried: Harm | None) -> None:
    """The victims after "including" or "among them", as parts of the whole before."""
    if _among_the_dead(row, index):
        return
    taken = _taken(row)
    host = _host(row, index, taken)
    at = row.skip(index + 1, 1)
    harm: Harm | None = taken[host].harm if host is not None else None
    anchor = taken[host].anchor if host is not None else index
    link = at
    if row.symbol(at) in {"x", "U"} or row.symbol(at) in set("kan"):
        link = at + 1
        while row.symbol(link) in {"x", "k", "a", "n", "c"}:
            word = row.chunks[link].harm
            if word is not None:
                harm, anchor, host = word.harm, link, None
            link += 1
        word = row.chunks[at].harm
        if word is not None and row.symbol(at) in set("kan"):
            harm, anchor, host = word.harm, at, None
        if row.symbol(link) == "p" and row.symbol(link - 1) == "x" and row.word(link) == "of":
            link += 1
        elif row.symbol(link) == "b":
            link = row.skip(link + 1, 1)
            if harm is None:
                harm = carried
        else:
            return
    before = row.skip(index - 1, -1)
    if host is None and harm is None and before >= 0 and row.chunks[before].harm is not None:
        word = row.chunks[before].harm
        harm, anchor = (word.harm if word else None), before
    if harm is None:
        return
    victims = [i for i in row.objects(link) if row.symbols[i] != "M" and i not in taken]
    row.hits += [Hit(victim, anchor, harm, "part", host=host) for victim in victims]


def _among_the_dead(row: Row, index: int) -> bool:
    """ "13 foreigners were among the dead": the subject has the harm of the noun."""
    at = row.skip(index + 1, 1, "xy")
    word = row.chunks[at].harm if at < len(row.symbols) else None
    if word is None or row.symbols[at] not in "kan" or at == index + 1:
        return False
    before = row.skip(index - 1, -1)
    victims: list[int] = []
    if row.symbol(before) == "b":
        victims = row.subject(row.group_start(index) - 1, at)
    elif before >= 0 and row.symbols[before] in "QSM" and row.symbol(row.skip(at + 1, 1)) not in {"b", "I"}:
        victims = row.listed(before)
    taken = _taken(row)
    row.hits += [Hit(i, at, word.harm, "among") for i in victims if i not in taken]
    return bool(victims)


def _of_them(row: Row, index: int, carried: Harm | None) -> None:
    """ "five of them critically", "eight of them children": the harm is that of the whole unless a verb says more."""
    taken = _taken(row)
    host = _host(row, index, taken)
    if index in taken:
        if host is not None:
            row.hits = [_with_host(hit, host) if hit.victim == index else hit for hit in row.hits]
        return
    after = row.skip(index + 1, 1)
    if row.symbol(after) in set("hmvVkd") or (host is None and carried is None):
        return
    if row.symbol(after) == "b" and row.symbol(row.skip(after + 1, 1)) in set("vkd"):
        return
    harm = taken[host].harm if host is not None else carried
    if harm is not None:
        anchor = taken[host].anchor if host is not None else index
        row.hits.append(Hit(index, anchor, harm, "part", host=host))


def _with_host(hit: Hit, host: int) -> Hit:
    """The hit as part of another."""
    return Hit(hit.victim, hit.anchor, hit.harm, hit.rule, hit.stance, host)


def _inside(row: Row, mark: int) -> None:
    """Counts set off right after a whole by a dash, bracket, colon or comma."""
    taken = _taken(row)
    host = row.skip(mark - 1, -1)
    anchored = row.victims_of.get(host, [])
    if len(anchored) == 1:  # "nine were wounded -- seven civilians and two soldiers"
        host = anchored[0]
    if row.symbols[mark] == ":":
        while host >= 0 and host not in taken:
            host -= 1
    if host not in taken or row.symbols[host] not in "QOWN":
        return
    start = row.skip(mark + 1, 1)
    if row.symbol(start) not in COUNTED | {"S"} or start in taken:
        return
    victims = [i for i in row.objects(start) if i not in taken]
    if row.symbols[mark] == "," and not _adds_up(row, host, victims):
        return
    row.hits += [Hit(i, taken[host].anchor, taken[host].harm, "part", host=host) for i in victims]


def _adds_up(row: Row, host: int, victims: list[int]) -> bool:
    """Whether the counts of ``victims`` sum to that of ``host``."""
    whole = row.chunks[host].quantity
    parts = [1 if (q := row.chunks[i].quantity) is None else q.low or 0 for i in victims]
    return whole is not None and len(parts) > 1 and sum(parts) == whole.low


def _ellipsis(row: Row) -> None:
    """ "53 were killed in Jableh, and 48 in Tartus": a bare count with a place takes the harm before it."""
    last: Hit | None = None
    taken = _taken(row)
    for index, symbol in enumerate(row.symbols):
        if symbol in ".#":  # a counted thing: "seven blasts, four in Jableh"
            last = None
        if index in taken:
            if row.symbols[index] in "QOWN":
                last = taken[index]
            continue
        if symbol != "Q" or last is None or last.stance is not Stance.ASSERTED:
            continue
        quantity = row.chunks[index].quantity
        if row.chunks[index].who or quantity is None:
            continue
        joint = row.skip(index - 1, -1)
        if row.symbol(joint) in {",", "c", ";"} and row.symbol(index + 1) == "p" and row.word(index + 1) in _PREP_PLACE:
            hit = Hit(index, last.anchor, last.harm, "ellipsis", host=last.host)
            row.hits.append(hit)
            last = hit
