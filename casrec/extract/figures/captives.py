"""Find the captives who are told of by their release or their keeping: "freed five workers", "holding four nurses".

Those who came free are some of the captives, and maybe not all: their figures are marked ``FREED``.
"""

from __future__ import annotations

import re

from casrec.extract.figures.row import Hit, Row
from casrec.sieve import Sieve
from casrec.terms import Group, Harm

_ABOUT_CAPTIVES = Sieve(r"\b(?:hostages?|captives?|captors?|captivity|ransom|kidnap\w*|abduct\w*)\b", re.IGNORECASE)
_LEAST = 2  # words of captives that make a report one about them
_FREES = frozenset("free frees freed freeing release releases released releasing".split())
_HOLDS = frozenset("hold holds holding".split())
FREED = "freed"
_CAME_FREE = re.compile(
    r"(?: (?!(?:and|but|who|while|as|when|whom|that)\b)[\w’'-]+){0,4}? (?:escap(?:ed?|es|ing)|fl(?:ed|ee|ees|eeing)"
    r"|freed|rescued|released|let go|(?:got|getting|ran|running) (?:out|away)|(?:broke|breaking) free|\w+ out of"
    r"|(?:made|make) it (?:out|to))\b",
    re.I,
)
_SET_FREE = re.compile(
    r"\b(?:fre(?:e[sd]?|eing)|releas(?:e[sd]?|ing)|rescu(?:e[sd]?|ing)|escapes?)"
    r"(?: \w+){0,2}?(?: (?:of|by))?(?: (?:the|another|all))?\s\Z",
    re.I,
)
CUES = _FREES | _HOLDS | {"held"}
# Who is not taken by force, or would be let out of a prison in exchange.
_NEVER = frozenset([Group.ATTACKERS, Group.FIGHTERS, Group.PRISONERS])
_COMRADES = frozenset("comrades militants supporters followers colleagues prisoners inmates convicts bodies".split())
_PRISON = frozenset("prison prisons jail jails jailed bail charge charges custody police court penitentiary".split())


def about_captives(text: str) -> bool:
    """Whether a report tells of people taken by force, so that those freed or held may be such."""
    return _ABOUT_CAPTIVES.count(text) >= _LEAST


def came_free(text: str, start: int, end: int) -> bool:
    """Whether people taken by force, told of at text[start:end], are told of by their escape or their release."""
    before = _SET_FREE.search(text, max(0, start - 50), start)
    return before is not None or _CAME_FREE.match(text, end) is not None


def captives(row: Row) -> None:
    """Add those who are freed or held in a row of a report about captives."""
    words = {token.lower for token in row.tokens}
    if words.isdisjoint(CUES) or not words.isdisjoint(_PRISON):
        return
    for index in range(len(row.chunks)):
        last = row.last_word(index)
        if last in CUES:
            _kept(row, index, last)


def _kept(row: Row, index: int, word: str) -> None:
    """The captives of one verb or noun at ``index``."""
    start = row.group_start(index)
    if word == "release" and row.symbol(index + 1) == "p" and row.word(index + 1) == "of":
        victims = row.objects(index + 2, of=True)
    elif "b" in row.symbols[start:index] and word in {"held", "freed", "released"}:
        victims = row.subject(start - 1, index)
    elif word in _FREES or word in _HOLDS:
        victims = row.objects(index + 1)
    else:
        return
    if "!" in row.symbols[start:index] and word in _HOLDS:
        return
    taken = row.taken()
    row.hits += [Hit(i, index, Harm.ABDUCTED, "captive") for i in victims if i not in taken and _is_captive(row, i)]
    if "b" in row.symbols[start:index] or word == "release":  # "Ann Lee was freed in May", "the release of Ann Lee"
        named = [i for i in victims if i not in taken and row.symbols[i] == "M"]
        row.add(named, index, "captive", Harm.ABDUCTED)


def _is_captive(row: Row, index: int) -> bool:
    """Whether a chunk counts or describes people who can be captives."""
    chunk = row.chunks[index]
    if chunk.group in _NEVER or row.last_word(index) in _COMRADES or row.symbols[index] not in "QWS":
        return False
    return chunk.quantity is None or bool(chunk.quantity.low or chunk.quantity.high)
