"""Pieces of a parsed sentence that attribution is made of: noun phrases, subjects, edges of clauses."""

from __future__ import annotations

from dataclasses import dataclass

from casrec.extract import clauses
from casrec.syntax import Sentence, Token

Range = tuple[int, int]  # first and last token index, both inclusive

QUOTES = frozenset({'"', "“", "”", "''", "``", "«", "»", "‘", "’", "'"})
STOPS = (
    frozenset({",", ";", ":", ".", "--", "—", "–", "-", "…", "!", "?", "...", "(", ")", "|", "]", "[", "•"}) | QUOTES
)
_LOOSE = frozenset({"relcl", "punct", "cc", "parataxis", "advcl", "ccomp", "preconj"})
# Verbs whose object does what the infinitive behind it says.
_MAKING = frozenset(
    "prompted prompting prompts forced forcing forces led leading leads caused causing compelled compelling asked "
    "asking asks urged urging urges told telling tells ordered ordering allowed allowing allows got gets getting "
    "encouraged encouraging persuaded persuading required requires requiring spurred spurring drove driving inspired "
    "inspiring obliged pushed pushing pressed pressing invited inviting moved provoked".split()
)
_LONGEST_SOURCE = 24  # tokens; a longer subject is a failed parse


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue. All ranges are of token indexes, both ends inclusive.

    ``source`` is the noun phrase that speaks and ``head`` its head; ``via`` who passed it on. ``block`` are the words
    that are not content. ``pieces`` are the contents known already; ``beside`` says that the cue stands beside its
    content (", police said"), which the clause around it then is.
    """

    index: int
    rule: str
    source: Range
    head: int
    block: Range
    pieces: tuple[Range, ...] = ()
    via: Range | None = None
    beside: bool = False


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb."""
    return token.tag.startswith("V")


def noun_phrase(sentence: Sentence, head: int, *, loose: bool = False) -> Range:
    """The noun phrase of a head: its own words, without a clause that hangs on it; with it where ``loose``."""
    tokens = sentence.tokens
    keep = {head}
    stack = [head]
    while stack:
        at = stack.pop()
        for child in sentence.children(at):
            dep = tokens[child].dep
            aside = dep == "appos" and child > at and _set_off(sentence, child)
            if not loose and (dep in _LOOSE or aside or (dep == "acl" and _clausal(sentence, child))):
                continue
            if child > at and dep in {"prep", "advcl", "npadvmod"} and _set_off(sentence, child):
                continue
            if dep == "punct" and tokens[child].text not in {"-", "’s", "'s"}:
                continue
            keep.add(child)
            stack.append(child)
    first = last = head
    while first - 1 in keep or (first - 2 in keep and _bridges(tokens[first - 1])):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and _bridges(tokens[last + 1])):
        last += 1
    if last - first > _LONGEST_SOURCE:
        first, last = max(first, head - 8), min(last, head + 8)
    return first, last


def _bridges(token: Token) -> bool:
    """Whether a mark may stand inside a noun phrase."""
    return token.text in {"-", "(", ")", '"', "“", "”", ",", "/", "'", "’", "&", "and", "or"}


def _set_off(sentence: Sentence, index: int) -> bool:
    """Whether an apposition is set off by a mark ("Ging, the director") and not part of a name."""
    first = sentence.subtree(index)[0]
    return first == 0 or sentence.tokens[first - 1].text in STOPS - {"("}


def _clausal(sentence: Sentence, index: int) -> bool:
    """Whether a clause on a noun is more than "released by the agency" or, with no mark before it, "held in March"."""
    if sentence.child(index, "agent") is not None:
        return False
    return sentence.child(index, "prep") is None or _set_off(sentence, index)


def coordinated(sentence: Sentence, head: int) -> list[int]:
    """A head and the heads joined to it by "and" or commas, in order."""
    found, at = [head], head
    while (child := next((c for c in sentence.children(at) if sentence.tokens[c].dep == "conj"), None)) is not None:
        found.append(child)
        at = child
    return found


def subject(sentence: Sentence, verb: int) -> int | None:
    """The head of the subject of a verb, shared through coordination and participles, or None."""
    tokens = sentence.tokens
    seen = set()
    at = verb
    while at not in seen:
        seen.add(at)
        own = sentence.child(at, "nsubj", "nsubjpass") if at != verb else sentence.child(at, "nsubj")
        if own is not None:
            return _antecedent(sentence, at, clauses.located(sentence, at, own))
        token = tokens[at]
        if token.head == at:
            return None
        made = _made_to(sentence, at)
        if made is not None:
            return made
        if token.dep in {"acl", "relcl"} and not is_verb(tokens[token.head]):
            owner = sentence.child(token.head, "poss") if tokens[at - 1].lower == "to" else None
            return token.head if owner is None else owner  # "the party's decision to say" is the party's saying
        if token.dep in {"conj", "advcl", "xcomp", "pcomp", "acl", "prep", "relcl"}:
            at = token.head
            continue
        if token.dep == "dobj" and at != verb:  # "made a point of saying"
            at = token.head
            continue
        return None
    return None


def _made_to(sentence: Sentence, at: int) -> int | None:
    """Who is made to do what an infinitive says ("forced the ministry to admit"): the object of the verb above it."""
    tokens = sentence.tokens
    token = tokens[at]
    above = tokens[token.head]
    if token.dep not in {"xcomp", "ccomp", "advcl"} or above.lower not in _MAKING or tokens[at - 1].lower != "to":
        return None
    made = sentence.child(token.head, "dobj")
    return made if made is not None and token.head < made < at else None


def _antecedent(sentence: Sentence, verb: int, own: int) -> int:
    """The noun that a relative "who" or "which" stands for, else the subject itself."""
    token = sentence.tokens[verb]
    if sentence.tokens[own].lower in {"who", "which", "that"} and token.dep == "relcl":
        return token.head
    return own


def body(sentence: Sentence) -> int:
    """The first token after a dateline ("PARIS (AFP) --", "[TEXT]"); 0 where there is none."""
    tokens = sentence.tokens
    for token in tokens[:30]:
        at = token.index
        if token.text == "]" and at >= 2 and any(t.text == "[" for t in tokens[max(0, at - 4) : at]):
            return at + 1
        dash = token.text in {"--", "—", "–"} or (token.text == "-" and at > 0 and tokens[at - 1].text == ")")
        if not dash or (at + 1 < len(tokens) and tokens[at + 1].text == "["):
            continue
        before = tokens[:at]
        capitals = all(t.text[:1].isupper() or not t.text[:1].isalpha() for t in before)
        agency = bool(before) and before[-1].text == ")" and not any(is_verb(t) for t in before)
        return at + 1 if capitals or agency else 0
    return 0


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a token opens the sentence, but for a dateline, quotation marks and a short lead-in ("But ...")."""
    return all(t.text in STOPS or t.tag in {"CC", "RB"} for t in sentence.tokens[body(sentence) : index])


def offsets(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The character offsets of tokens first to last, without the marks at the edges; None where nothing is left."""
    tokens = sentence.tokens
    first, last = max(first, 0), min(last, len(tokens) - 1)
    while first <= last and tokens[first].text in STOPS and tokens[first].text not in QUOTES:
        first += 1
    while first <= last and tokens[last].text in STOPS and tokens[last].text not in QUOTES:
        last -= 1
    return (tokens[first].start, tokens[last].end) if first <= last else None
