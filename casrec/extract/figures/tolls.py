"""Find the figures of running counts: "the toll rose from 41 to 45", "the number of injured stands at 120"."""

from __future__ import annotations

import re

from casrec.extract.figures.row import Hit, Row
from casrec.terms import Stance

# What closes a relative clause behind a count, so that the sentence goes on: "which stood at 20 on Monday, is 34".
_GOES_ON = re.compile(r"Q(?:,|[pxyMU#]{0,5},y?[bhvV])")
_ADVERBS = frozenset("just only now already currently anywhere somewhere".split())
_PUT = frozenset("put puts putting gave gives giving listed lists".split())


# A toll of which one of these is said is still to come, and no count behind it is it.
_AHEAD = frozenset({"likely", "expected", "feared", "bound", "set"})


def toll(row: Row, index: int) -> None:
    """Add the count that the word of toll or harm at ``index`` is said to have reached, and the one it left."""
    harm = row.chunks[index].harm
    sort = _sort(row, index)
    if harm is None or not sort:
        return
    rising = former = False
    held: int | None = None  # a count told in a relative clause, superseded if another follows
    for i in range(index + 1, min(len(row.symbols), index + 26)):
        symbol = row.symbols[i]
        clause = row.word(i) in {"as", "while", "because"} and row.symbol(i + 1) in set("QSMUxH")
        if symbol == "w" and clause and any(row.word(j) in _AHEAD for j in range(index + 1, i)):
            break  # "the toll is likely to rise, as 20 people are still trapped"
        event = symbol == "g" and row.symbol(i - 1) == "x" and row.symbol(i - 2) == "p"  # "after a shooting in Arden"
        if symbol in ";.(m" or (symbol in "kdgfa" and i > index + 2 and sort != "number" and not event):
            break  # a modal too: "the toll could rise to 200"
        if row.last_word(i) in {"age", "ages"}:  # "the injured ranged in age from 12 to 37"
            break
        rising = rising or (symbol not in "QN" and row.tokens[row.chunks[i].last].lower in row.lexicon.rising)
        if symbol not in "QN":
            continue
        prior = _before(row, i)
        if prior == "from" and (rising or sort != "noun"):
            older = Stance.ASSERTED if _of_its_own_time(row, i) else Stance.WITHDRAWN
            row.hits.append(Hit(i, index, harm.harm, "toll", older))
            former = True
        elif _reached(row, index, i, prior, sort, rising=rising or former):
            if "r" in row.symbols[index:i] and _GOES_ON.match(row.symbols, i) is not None and held is None:
                held, former = i, True  # "the toll, which had stood at 20, jumped to 34"
                continue
            own = row.chunks[i + 1].harm if row.symbol(i + 1) in {"k", "a"} and prior == "of" else None
            row.hits.append(Hit(i, index, own.harm if own else harm.harm, "toll"))  # "a toll of six wounded"
            _former(row, i, index)
            if held is not None:
                row.hits.append(Hit(held, index, harm.harm, "toll", Stance.WITHDRAWN))
            return
    if held is not None:
        row.hits.append(Hit(held, index, harm.harm, "toll"))


def _before(row: Row, at: int) -> str:
    """The word before a count that ties it to a toll; adverbs do not matter: "remains at just 64"."""
    first = row.chunks[at].first - 1
    while first > 0 and row.tokens[first].lower in _ADVERBS:
        first -= 1
    return row.tokens[first].lower


def _sort(row: Row, index: int) -> str:
    """What a word counts as: "toll", "number" (the number of dead), "noun" (deaths rose to), or "" for none."""
    chunk = row.chunks[index]
    before = [token.lower for token in row.tokens[max(0, chunk.first - 6) : chunk.first]]
    if chunk.symbol == "T":
        return "toll"
    if chunk.symbol == "d":
        return "number" if "number" in before and "of" in before else ""
    if chunk.symbol == "k" and before[-1:] == ["total"]:
        return "number"
    if "number" in before and ("of" in before or "number" in before[-2:]):
        return "number"
    plural = chunk.symbol == "n" and chunk.harm is not None and chunk.harm.counted and row.last_word(index)[-1] == "s"
    return "noun" if plural or (chunk.symbol in "ka" and "the" in before[-1 - (before[-1:] == ["most"]) :]) else ""


def _reached(row: Row, index: int, at: int, prior: str, sort: str, *, rising: bool) -> bool:
    """Whether the count at ``at`` is what the word at ``index`` came to."""
    if sort == "noun":
        if prior in {":", "-", "–", "—", "--"}:  # "deaths in March: 40 in Arden, 22 in Belmore"
            plain = not set(row.symbols[index + 1 : at]) & set("v#k")
            if at == index + 2 and row.symbol(at + 1) in {"", "."} and not row.chunks[at].who:  # "Deaths: 40"
                return True
            return plain and row.symbol(at + 1) in {"p", ","} and not row.chunks[at].who
        if prior == "," and at == index + 2 and row.chunks[at].who in {"", "people"}:
            # "most of the deaths, 40, were in Arden", "the dead and wounded, 60 in all"
            whole = row.symbol(at + 1) == "y" and row.phrase_of(at + 1) in {"in all", "in total"}
            return (whole or (row.symbol(at + 1) in {"p", ","} and not row.chunks[at].who)) and not _part_of(row, index)
        if prior == "at" and {token.lower for token in row.tokens[max(0, row.chunks[index].first - 4) :][:4]} & _PUT:
            return True  # "put rebel deaths at 55"
        return rising and (prior in {"to", "at"} or prior in row.lexicon.rising)
    if prior == "as" and not _PUT.isdisjoint(token.lower for token in row.tokens[: row.chunks[at].first]):
        return True  # "gave the total killed as 660"
    if prior == "by":  # "rose by 12 to 45"
        return False
    return prior in row.lexicon.toll_links or rising or (prior == "," and at == index + 2)


def _part_of(row: Row, index: int) -> bool:
    """Whether a clause begins with "of" those harmed, so that what follows counts some: "Of the injured, 52 were"."""
    first = row.chunks[index].first
    ahead = [token.lower for token in row.tokens[max(0, first - 3) : first + 1]]
    at = len(ahead) - 1 - ahead[::-1].index("of") if "of" in ahead else -1
    return at == 0 or (at > 0 and not ahead[at - 1].isalnum())


def _former(row: Row, now: int, index: int) -> None:
    """ "45, up from 12", "to 45 from 41": the older count is superseded."""
    word = row.chunks[index].harm
    for i in range(now + 1, min(len(row.symbols), now + 6)):
        if row.symbols[i] in "QN" and row.tokens[row.chunks[i].first - 1].lower == "from" and word is not None:
            older = Stance.ASSERTED if _of_its_own_time(row, i) else Stance.WITHDRAWN
            row.hits.append(Hit(i, index, word.harm, "toll", older))
        if row.symbols[i] not in ",ypxQ":
            return


def _of_its_own_time(row: Row, at: int) -> bool:
    """Whether a count is that of another year, not an older count of the same dead: "from 800 the year before"."""
    after = [token.lower for token in row.tokens[row.chunks[at].last + 1 :][:4]]
    year = len(after) > 1 and after[0] == "in" and len(after[1]) == 4 and after[1].isdigit()
    return year or (bool(set(after[:3]) & {"year", "month"}) and not set(after[:1]) & {"people", ",", "."})
