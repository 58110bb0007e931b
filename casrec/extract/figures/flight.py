"""Find the displaced who are told of by where they went or are held: "left the enclave", "the camp holds 60,000"."""

from __future__ import annotations

import re

from casrec.extract.figures.nouns import Chunk
from casrec.extract.figures.row import Hit, Row
from casrec.sieve import Sieve, lowered
from casrec.terms import Group, Harm

_ABOUT_FLIGHT = Sieve(r"\b(?:refugees?|displaced|displacement|uprooted|evacuees)\b", re.IGNORECASE)
_CAMPS = Sieve(r"\bcamps?\b", re.IGNORECASE)
CUES = frozenset(
    "camp camps population arrived arrive arrivals left crossed streamed poured bussed bused ferried trekked escaped "
    "border massed stranded enclave homes hosts houses shelters number moved refugees".split()
)
_HOLDS = frozenset(
    "hold holds held house houses housed host hosts hosted shelter shelters sheltered contain contains".split()
)
_HOLDERS = frozenset("camp camps settlement settlements".split())
_MOVED = frozenset(
    "left escaped streamed streaming poured pouring crossed crossing flooded bussed bused ferried trekked spilled "
    "moved relocated transferred headed".split()
)
_FROM = frozenset(
    "enclave town towns city cities village villages area areas district districts province country countries home "
    "homes region neighbourhood neighborhood suburb suburbs border frontier siege safety ground camp camps shelters "
    "territory stronghold fighting combat zone escape flee".split()
)
_AT_BORDER = frozenset("massed massing stranded stuck camped gathered trapped waiting".split())
_TURNS = frozenset(["but", ";", "now", "today"])
_CAPACITY = frozenset(
    "can could designed built capacity intended meant planned would will might expect expects expecting".split()
)
_DRIVES = frozenset(
    "moved moves moving move forced forces forcing drove driven driving sent sends sending pushed pushing bused bussed "
    "relocated".split()
)
_AWAY = re.compile(
    r"(?:to (?:higher ground|safety|safer|shelters?|evacuation|camps?|temporary|emergency)"
    r"|(?:out of|from) (?:the|their) (?:\w+ )?(?:homes?|villages?|towns?|city|area|districts?|region|enclave|suburbs?"
    r"|country|province|camps?|territory|island|valley)\b"
    r"|(?:streaming|fleeing|pouring)\b|(?:toward|towards|across|over) the (?:\w+ )?(?:border|frontier)|into exile)"
)
_SWELLED = frozenset("swollen swelled swelling grown grew ballooned jumped risen rose was is to at now".split())
_NEVER = frozenset([Group.ATTACKERS, Group.FIGHTERS, Group.PRISONERS, Group.POLICE, Group.SOLDIERS, Group.OFFICIALS])
_RUINED = frozenset(
    "damaged destroyed flooded inundated flattened burned burnt razed wrecked swept damaging destroying".split()
)


def about_flight(text: str) -> bool:
    """Whether a report tells of the displaced at all, so that people who left somewhere may be such."""
    small = lowered(text)
    return _ABOUT_FLIGHT.count(text, small) + _CAMPS.count(text, small) > 1


def in_camps(text: str) -> bool:
    """Whether a report tells of camps, so that people who arrived may be the displaced who came to them."""
    return _CAMPS.count(text) > 1


def flight(row: Row, *, camps: bool) -> None:
    """Add the displaced of a row of a report about flight; ``camps`` says whether the report tells of camps."""
    words = [token.lower for token in row.tokens]
    taken = row.taken()
    for index, chunk in enumerate(row.chunks):
        if chunk.symbol in "vVkx":
            last = row.tokens[chunk.last].lower
            if last in _MOVED and chunk.symbol != "x":
                _left(row, index, words)
            ahead = set(words[chunk.last + 1 : chunk.last + 5])
            if last in _AT_BORDER and ahead & {"border", "frontier", "crossing"}:
                _subject(row, index)
            if last in {"crossed", "crossing"} and row.phrase_of(index + 1) == "into" and chunk.symbol in "vV":
                _subject(row, index)
            if camps and last in {"arrived", "arrive"} and chunk.symbol in "vV":
                _subject(row, index)
        if chunk.symbol == "U" and _are_refugees(row, index):
            row.hits += [Hit(index - 2, index, Harm.DISPLACED, "flight")] if index - 2 not in taken else []
        if chunk.symbol != "Q" or index in taken or not _many(row, index):
            continue
        if half(row, chunk) is not None and _displaced_before(row, index):
            row.hits.append(Hit(index, index, Harm.DISPLACED, "half"))
            continue
        before = words[max(0, chunk.first - 12) : chunk.first]
        clause = before[max((i for i, word in enumerate(before) if word in _TURNS), default=-1) + 1 :]
        if set(clause) & _CAPACITY or before[-1:] == ["for"]:
            continue
        if _held(row, index, before) or _peopled(row, index, before) or _homes_of(row, index, words):
            row.hits.append(Hit(index, index, Harm.DISPLACED, "flight"))


def driven(row: Row, index: int) -> None:
    """Add the many whom the verb at ``index`` moves or drives away: "moved 30,000 people to higher ground"."""
    start = row.group_start(index)
    if row.last_word(index) not in _DRIVES or row.unreal(start, index) or row.conditional(index):
        return
    passive = "b" in row.symbols[start:index]
    victims = row.subject(start - 1, index) if passive else row.objects(index + 1)[:1]
    for victim in victims:
        last = row.chunks[index if passive else victim].last
        if _many(row, victim, 20) and _AWAY.match(" ".join(token.lower for token in row.tokens[last + 1 : last + 7])):
            row.hits.append(Hit(victim, index, Harm.DISPLACED, "driven"))


def _displaced_before(row: Row, index: int) -> bool:
    """Whether a verb of displacement stands before: "has displaced half of the population of 20 million"."""
    for i in range(index - 1, max(-1, index - 8), -1):
        word = row.chunks[i].harm
        if word is not None and row.symbols[i] in "kgf":
            return word.harm is Harm.DISPLACED and not row.unreal(row.group_start(i), i)
    return False


def _are_refugees(row: Row, index: int) -> bool:
    """ "Another 3.5 million people are refugees": whether the chunk at ``index`` says so of the many before."""
    said = row.last_word(index) in {"refugees", "displaced"} and row.symbols[max(0, index - 2) : index] == "Qb"
    return said and _many(row, index - 2)


def _many(row: Row, index: int, least: int = 50) -> bool:
    """Whether a chunk counts so many people, none of them fighters or officials, that they can be the displaced."""
    chunk = row.chunks[index]
    if chunk.quantity is None or chunk.group in _NEVER:
        return False
    return max(chunk.quantity.low or 0, chunk.quantity.high or 0) >= least


def _subject(row: Row, index: int) -> None:
    """Add the many that are the subject of the verb at ``index``."""
    start = row.group_start(index)
    if row.unreal(start, index) or row.conditional(index):
        return
    if row.symbol(start - 1) == "r" and row.symbol(start - 2) not in {"Q", "O"}:
        return  # "three million people, with fighters who were moved from the towns"
    taken = row.taken()
    victims = [i for i in row.subject(start - 1, index) if row.symbols[i] in "QO" and i not in taken]
    row.hits += [Hit(i, index, Harm.DISPLACED, "flight") for i in victims if _many(row, i)]


def _left(row: Row, index: int, words: list[str]) -> None:
    """ "More than 40,000 have left the enclave", "thousands poured across the border"."""
    ahead = words[row.chunks[index].last + 1 : row.chunks[index].last + 8]
    if set(ahead) & _FROM and not set(ahead) & {"dead", "injured", "wounded", "homeless"}:
        _subject(row, index)


def _held(row: Row, index: int, before: list[str]) -> bool:
    """ "The camp now holds 60,000 people", "the camp, home to 60,000"."""
    if not set(before) & _HOLDERS:
        return False
    if before[-2:] == ["home", "to"]:
        return True
    verb = row.skip(index - 1, -1)
    return row.last_word(verb) in _HOLDS and row.symbol(verb) not in set("p")


def _peopled(row: Row, index: int, before: list[str]) -> bool:
    """ "The population of the camp was 9,000; today it is 60,000"."""
    if row.chunks[index].who not in {"", "people"}:
        return False
    if row.symbol(row.skip(index + 1, 1)) not in set(".,;c-p") | {""}:
        return False
    if not set(before[-3:]) & _SWELLED:
        return False
    return "population" in {token.lower for token in row.tokens[: row.chunks[index].first]} and "of" not in before[-1:]


def _homes_of(row: Row, index: int, words: list[str]) -> bool:
    """ "The flood destroyed the homes of 20,000 people"."""
    chunk = row.chunks[index]
    return words[max(0, chunk.first - 2) : chunk.first] == ["homes", "of"] and bool(set(words) & _RUINED)


def half(row: Row, chunk: Chunk) -> tuple[int | None, int | None, int, int, bool] | None:
    """The count of "at least half of the population of 20 million" and "half of the 40,000 people", or None."""
    words = [token.lower for token in row.tokens]
    reach = range(chunk.first - 1, max(-1, chunk.first - 9), -1)
    at = next((i for i in reach if words[i] == "half"), None)
    if at is None or chunk.quantity is None or not chunk.quantity.low or chunk.quantity.low != chunk.quantity.high:
        return None
    between = words[at + 1 : chunk.quantity.first]
    if not between or set(between) & {",", ".", "and", "while", "is", "was"} or "of" not in between:
        return None
    low: int | None = chunk.quantity.low // 2
    high: int | None = low
    before = tuple(words[max(0, at - 2) : at])
    start, approximate = at, False
    if before == ("at", "least"):
        start, high = at - 2, None
    elif before in {("more", "than"), ("well", "over")} or before[1:] == ("over",):
        start, low, high = at - (2 if before[1:] != ("over",) or before[0] == "well" else 1), (low or 0) + 1, None
    elif before[1:] in {("about",), ("almost",), ("nearly",), ("around",), ("roughly",)}:
        start, approximate = at - 1, True
    return low, high, row.tokens[start].start, row.tokens[at].end, approximate
