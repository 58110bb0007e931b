"""Who is named beside a quotation: by where the words stand, also where the parse of the sentence failed."""

from __future__ import annotations

from collections.abc import Callable

from casrec.extract.attribution.parts import QUOTES, STOPS, Cue, Range, is_verb, noun_phrase, subject
from casrec.extract.attribution.words import words
from casrec.syntax import Sentence, Token

_NOMINAL = frozenset("DT JJ JJR JJS NN NNS NNP NNPS POS PRP PRP$ CD HYPH VBN VBG FW SYM NFP".split())
_JOINING = frozenset({"of", "for", "and", "&", "’s", "'s", "’", "'", "."})
_NEAR = 12  # tokens between a verb and the quotation it opens
_FAR = 32  # tokens between a quotation and the verb behind its speaker's name and apposition
_NOBODY = frozenset("there that this these those which what who it's nobody nothing".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())

Inside = Callable[[int], bool]


def after(sentence: Sentence, end: int, inside: Inside, *, comma: bool) -> Cue | None:
    """Who is named right after a quotation that ends at offset ``end``: ", said X" or ", X said".

    ``inside`` tells whether an offset is within a quotation; ``comma`` that the quotation ends in a comma, so that
    any verb of action behind a name speaks ("," the heckler roared).
    """
    tokens = sentence.tokens
    first = next((t.index for t in tokens if t.start >= end and t.text not in STOPS), None)
    if first is None or inside(tokens[first].start):
        return None
    if _speaks(sentence, first):
        found = _name(sentence, first + 1)
        if found is not None:
            head, source = found
            return Cue(first, "beside", source, head, (first, source[1]))
    if tokens[first].tag in {"IN", "CC", "TO", "WDT", "WRB", "MD", "RB"} or is_verb(tokens[first]):
        return None
    for token in tokens[first + 1 : first + _FAR]:
        if inside(token.start) or token.text in {";", ":"}:
            return None
        finite = token.tag in {"VBD", "VBZ", "VBP"}
        spoken = _speaks(sentence, token.index)
        if finite and not spoken and comma and subject(sentence, token.index) == first and _ends(sentence, token.index):
            spoken = token.lower not in {"was", "is", "had", "has", "were", "are", "have"}
        if not spoken:
            continue
        found = _name(sentence, first, token.index)
        if found is None:
            return None
        return Cue(token.index, "beside", found[1], found[0], (first, token.index))
    return None


def before(sentence: Sentence, start: int, inside: Inside) -> Cue | None:
    """Who is named before a quotation that begins at offset ``start``: "X shot back: “...”"."""
    tokens = sentence.tokens
    last = max((t.index for t in tokens if t.end <= start and t.text not in QUOTES), default=None)
    if last is None:
        return None
    marked = tokens[last].text in {",", ":"}
    written = _document(sentence, last - 1 if marked else last, last)
    if written is not None:
        return written
    for token in reversed(tokens[max(0, last - _NEAR) : last + 1]):
        if inside(token.start) or token.text == ";":
            return None
        if _speaks(sentence, token.index) and token.tag not in {"VB", "NN"}:
            if not marked and last - token.index > 1:
                return None
            head = subject(sentence, token.index)
            if head is None or head >= token.index or tokens[head].lower in _NOBODY:
                return None
            source = noun_phrase(sentence, head)
            return Cue(token.index, "beside", source, head, (source[0], last))
        if token.tag in {"VBD", "VBZ", "VBP"} and token.dep not in {"aux", "auxpass"}:
            return None
    return None


def _document(sentence: Sentence, at: int, last: int) -> Cue | None:
    """Whose statement opens a quotation: "X issued a statement, “...”"."""
    tokens = sentence.tokens
    while at > 0 and (tokens[at].lower in _DAYS or tokens[at].tag == "CD"):
        at -= 1
    if at < 1 or tokens[at].lower not in words().documents or not tokens[at].tag.startswith("NN"):
        return None
    up = tokens[at].head
    if tokens[at].dep != "dobj" or tokens[up].lower not in words().issuing:
        return None
    head = subject(sentence, up)
    if head is None or head >= up or tokens[head].lower in _NOBODY:
        return None
    source = noun_phrase(sentence, head)
    return Cue(up, "beside", source, head, (source[0], last))


def _speaks(sentence: Sentence, index: int) -> bool:
    """Whether a token is a form that speaks beside a quotation: a reporting verb, or one of the quoting verbs."""
    token = sentence.tokens[index]
    following = {t.lower for t in sentence.tokens[index + 1 : index + 3]}
    particle = words().quoting_with.get(token.lower)
    if particle is not None:
        return particle in following
    if sentence.child(index, "neg", "auxpass") is not None:
        return False
    known = words().verb(token.lower) in words().say or token.lower in words().quoting
    return known and (is_verb(token) or _ends(sentence, index))


def _ends(sentence: Sentence, index: int) -> bool:
    """Whether nothing that could be said follows a verb: a mark, the end, a preposition or a joint."""
    if index + 1 >= len(sentence.tokens):
        return True
    token = sentence.tokens[index + 1]
    return token.text in STOPS or token.tag in {"IN", "CC", "TO", "RB", "VBG"} or token.lower in _DAYS


def _name(sentence: Sentence, first: int, stop: int | None = None) -> tuple[int, Range] | None:
    """The noun phrase that begins at a token, by its tags, before ``stop``; as its head and range, or None."""
    tokens = sentence.tokens
    at = first
    while at < (len(tokens) if stop is None else stop) and _goes_on(tokens, at, first):
        at += 1
    while at > first and not tokens[at - 1].tag.startswith(("NN", "PRP", "CD", "FW")):
        at -= 1
    if at == first or tokens[at - 1].lower in _NOBODY:
        return None
    last = at - 1
    while last > first and tokens[last].lower in _DAYS:
        last -= 1
    head = next((i for i in range(first, last) if tokens[i + 1].lower in {"of", "for"}), last)
    return head, (first, last)


def _goes_on(tokens: tuple[Token, ...], at: int, first: int) -> bool:
    """Whether a token can belong to the name that began before it."""
    token = tokens[at]
    if token.tag in _NOMINAL or token.text == "-":
        return not (token.tag in {"PRP", "DT"} and at > first and tokens[at - 1].lower not in _JOINING)
    return at > first and token.lower in _JOINING and at + 1 < len(tokens) and tokens[at + 1].tag in _NOMINAL
