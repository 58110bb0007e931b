"""Find figures that lean on the sentence before: "Twelve were children.", lines of a list, "monitors put it at 60"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casrec.extract.figures.lists import follow
from casrec.extract.figures.row import Hit, Row
from casrec.terms import CASUALTIES, Harm

_HEADER_VERBS = frozenset("kgfnaTN")
_COUNT_NOUNS = frozenset("number figure total count tally estimate toll".split())
_PUT = frozenset("put puts putting estimated estimates estimate".split())
_LISTED = re.compile(r'^[;\-"]*(?:[xMUsSV#pyc"]{1,6}[:\-,]{1,2}"?)+Q')
_PREDICATE = frozenset("USs")
_WHERE = frozenset("in at near inside outside".split())
_THEY = frozenset("they these those that".split())
_BODIES = frozenset("bodies corpses remains body".split())
_FOUND = frozenset("found recovered discovered retrieved pulled located".split())
_FREED = frozenset("freed released rescued".split())
_SHARES = frozenset(["half", "most", "many", "most of them", "many of them", "some", "several", "all"])
_OF_PREDICATE = frozenset("from under of over aged below between".split())


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentence before told: its first harm, its largest count (None where unknown), its place in a list.

    ``header`` marks a line that only opens a list ("Who was killed:"), ``listing`` that and the lines of the list,
    ``bodies`` that the dead were told of as bodies.
    """

    harm: Harm
    most: int | None = None
    listing: bool = False
    header: bool = False
    bodies: bool = False


def told(row: Row, before: Carried | None) -> Carried | None:
    """What a row hands on to the sentence after it, or None where it told of no harm."""
    if row.hits:
        counts = [row.chunks[hit.victim].quantity for hit in row.hits]
        most = max((q.low or q.high or 0 for q in counts if q is not None), default=None)
        leaning = all(hit.rule in {"leaning", "listed"} for hit in row.hits)
        if leaning and before is not None and before.most is not None and most is not None:
            most = max(most, before.most)
        bodies = any(row.last_word(hit.victim) in _BODIES or hit.rule == "found too" for hit in row.hits)
        return Carried(row.hits[0].harm, most, listing=any(hit.rule == "listed" for hit in row.hits), bodies=bodies)
    if before is not None and row.symbols[:2] in {"xb", "Ub"} and row.phrase_of(0) in _SHARES:
        return before  # "Half were children." stands between the whole and "Two were foreigners."
    if row.tokens and row.tokens[-1].text == ":":
        for chunk in row.chunks:
            if chunk.harm is not None and chunk.symbol in _HEADER_VERBS and chunk.harm.harm is not Harm.DISPLACED:
                return Carried(chunk.harm.harm, listing=True, header=True)
    return None


def lean(row: Row, carried: Carried | None) -> None:
    """Add the figures of a row that take their harm from ``carried``."""
    if carried is None:
        return
    if carried.listing:
        _listed(row, carried)
    if carried.header:
        return
    _parts(row, carried)
    _too(row, carried)
    if carried.harm in CASUALTIES:
        _whole(row, carried)
    if not row.hits:
        _estimates(row, carried)


def _low(row: Row, index: int) -> int:
    """The least that the count at ``index`` says."""
    quantity = row.chunks[index].quantity
    return 0 if quantity is None else quantity.low or quantity.high or 0


def _parts(row: Row, carried: Carried) -> None:
    """ "Twelve were children and nine women.", "Of these, seven were nurses", "Four of the victims were boys"."""
    taken = row.taken()
    at = row.skip(0, 1, 'yc"')
    of = row.symbol(at) == "p" and row.word(at) == "of"
    if of:
        at = row.skip(at + 1, 1, "UxM,")
        if row.tokens[row.chunks[at - 1].last].lower not in {",", "these", "those", "them", "victims", "this"}:
            return
    if row.symbol(at) not in set("QW") or at in taken or not _is_bare(row, at) or not _fits(row, at, carried):
        return
    be = row.skip(at + 1, 1)
    said = row.skip(be + 1, 1)
    if row.symbol(be) != "b" or "!" in row.symbols[at:said]:
        return
    where = row.symbol(said) == "p" and (row.word(said) in _OF_PREDICATE or (of and row.word(said) in _WHERE))
    if row.symbol(said) not in _PREDICATE and not where:
        return
    if row.symbol(said) == "p" and row.word(said) == "under" and row.symbol(said + 1) != "Q":
        return
    hit = Hit(at, at, carried.harm, "leaning")
    row.hits.append(hit)
    follow(row, said, hit)


def _too(row: Row, carried: Carried) -> None:
    """ "So were three women.", after bodies "Another nine were found.", after captives "Four were let go."."""
    if row.hits or not row.symbols:
        return
    at, rule = 0, ""
    if row.symbols[:3] == "wbQ" and row.word(0) == "so":
        at, rule = 2, "so too"
    elif row.symbols[0] == "Q" and _is_bare(row, 0):
        be = row.skip(1, 1)
        be = row.skip(be + 1, 1, "hby") if row.symbol(be) in {"h", "b"} else be
        words = [token.lower for token in row.tokens[row.chunks[be].first :][:2]] if be < len(row.chunks) else []
        if carried.bodies and words and (words[0] in _FOUND or words == ["turned", "up"]):
            rule = "found too"
        elif carried.harm is Harm.ABDUCTED and words and (words[0] in _FREED or words == ["let", "go"]):
            rule = "let go"
    if rule and "!" not in row.symbols[:4] and not row.unreal(1, row.skip(1, 1, "hby")):
        row.hits.append(Hit(at, at, carried.harm, rule))


def _whole(row: Row, carried: Carried) -> None:
    """ "The victims were 12 men and two women", "They included 90 civilians", "The remaining 20 were rebels"."""
    taken = row.taken()
    victims: list[int] = []
    they = row.symbols[:3] in {"UIQ", "xIQ", "HIQ"} and row.last_word(0) in _THEY and bool(row.chunks[2].who)
    if they or (row.symbols[:3] == "UbQ" and row.last_word(0) == "victims"):
        victims = row.objects(2)
    rest = row.symbols[:4] == "xvQb" and row.last_word(1) == "remaining" and row.symbol(4) in _PREDICATE
    if rest or (row.symbols[:5] == "x,Q,b" and row.phrase_of(0) == "the rest" and row.symbol(5) in _PREDICATE):
        victims = [2]
    if victims and all(_fits(row, i, carried) for i in victims if row.symbols[i] == "Q"):
        row.hits += [Hit(i, i, carried.harm, "leaning") for i in victims if i not in taken]


def _is_bare(row: Row, at: int) -> bool:
    """Whether a count has no noun of its own but the victims themselves."""
    return row.chunks[at].who.lower() in {"", "victims", "fatalities", "casualties"}


def _fits(row: Row, at: int, carried: Carried) -> bool:
    """Whether the count can be a part of what was told before."""
    return carried.most is None or 0 < _low(row, at) < carried.most


def _listed(row: Row, carried: Carried) -> None:
    """ "- Rebels: 40", "Belmore – 12 (three children)": a line of the list that the line before opened or went on."""
    taken = row.taken()
    match = _LISTED.match(row.symbols)
    if match is None or match.end() - 1 in taken:
        return
    at = match.end() - 1
    after = row.symbol(row.skip(at + 1, 1))
    if after in {"", ".", ",", ";", "("} and row.symbols[at] == "Q":
        row.hits.append(Hit(at, at, carried.harm, "listed"))


def _estimates(row: Row, carried: Carried) -> None:
    """ "Monitors put it at 120", "the real number was at least 90", "the figure is 60"."""
    for index, symbol in enumerate(row.symbols):
        if symbol != "Q" or row.chunks[index].who or _low(row, index) < 2:
            continue
        before = [token.lower for token in row.tokens[max(0, row.chunks[index].first - 7) : row.chunks[index].first]]
        if row.symbol(row.skip(index + 1, 1)) not in {"", ".", ",", ";", "c", '"', "V"}:
            continue
        if "!" in row.symbols[max(0, index - 4) : index] or "m" in row.symbols[max(0, index - 5) : index]:
            continue
        given = before[-2:] in (["figure", "of"], ["spoke", "of"], ["speak", "of"])
        apart = before[-1:] == [","] and bool(set(before[-3:]) & _COUNT_NOUNS)  # "gave a higher count, 48"
        near = before[-1:] in (["nearer"], ["near"]) and bool(set(before[-4:]) & _COUNT_NOUNS)
        given = given or apart or near
        put = before[-1:] == ["at"] and set(before[-5:]) & _PUT and set(before) & (_COUNT_NOUNS | {"it"})
        stated = set(before[-1:]) & {"was", "is", "at", "to"} and set(before[-4:-1]) & _COUNT_NOUNS
        if put or stated or given:
            row.hits.append(Hit(index, index, carried.harm, "estimate"))
