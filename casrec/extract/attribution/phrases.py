"""Sources named without a verb of their own: "according to X", "citing X", "X's toll of 45", "Police: 45 dead"."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract.attribution.lexicon import lexicon
from casrec.extract.attribution.parts import QUOTES, STOPS, Cue, Range, body, is_verb, noun_phrase, opens, subject
from casrec.extract.attribution.passives import HAVE
from casrec.extract.attribution.words import words
from casrec.syntax import Sentence
from casrec.terms import SourceType

_NOMINAL = frozenset(
    "DT JJ JJR JJS CD NN NNS NNP NNPS POS PRP PRP$ VBN VBG PDT RB HYPH FW SYM".split(),
)
_TAIL = 10  # tokens of a source, and behind its verb, at the end of a sentence
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later here".split()
)
_PREFIXES = frozenset("co ex non anti pro pre post".split())  # "co - workers"
_CLAUSE = frozenset({"who", "which", "that", "after", "as", "when", "where", "while"})
_RECKONINGS = frozenset({"count", "tally", "estimate", "estimates", "reckoning", "figures", "records"})
_NO_ONE = frozenset({"interviews", "reasons", "fears", "concerns", "evidence", "examples"})
_STUDIES = frozenset({"poll", "survey", "study", "report", "analysis", "census", "audit", "review"})
_TOLLS = frozenset({"toll", "count", "tally", "estimate", "estimates", "figure", "total", "figures"})
RECKONED = _RECKONINGS | _TOLLS
_STANDS = frozenset("stands stood is was reached rose climbed remains remained".split())


def according(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "according to X", before, after or amid its content.

    X reaches to the next mark; where the words open the sentence without one ("According to police five died"), to
    the end of the noun phrase.
    """
    tokens = sentence.tokens
    start = index + 2
    if start >= len(tokens) or tokens[index + 1].lower != "to":
        return
    found = _object(sentence, start)
    stop = _next_mark(sentence, start)
    first = opens(sentence, index)
    if first and found is not None and (stop >= len(tokens) - 1 or tokens[stop].text != ","):
        stop = found[1][1] + 1
    if stop <= start:
        return
    source, head = _trimmed(sentence, start, stop - 1)
    if found is not None and source[0] <= found[0] <= source[1]:
        head = found[0]
    if first and stop < len(tokens) - 1:
        yield Cue(index, "according-to", source, head, (index, stop - 1), ((stop, len(tokens) - 1),))
    else:
        yield Cue(index, "according-to", source, head, (index, stop - 1), beside=True)


def _object(sentence: Sentence, start: int) -> tuple[int, Range] | None:
    """The noun phrase that begins at or after ``start``, by its tags and then by the parse."""
    tokens = sentence.tokens
    while start < len(tokens) and (tokens[start].tag == "RB" or tokens[start].text in QUOTES):
        start += 1
    at = start
    while at < len(tokens) and tokens[at].tag in _NOMINAL:
        at += 1
        if tokens[at - 1].tag.startswith("N") and (
            at >= len(tokens) or not tokens[at].tag.startswith(("N", "POS", "HYPH"))
        ):
            break
    if at == start:
        return None
    head = at - 1
    for up in [head, *sentence.ancestors(head)]:
        if not start <= up < at or tokens[up].dep in {"ROOT", "ccomp"} or is_verb(tokens[up]):
            break
        head = up
    return head, (start, max(noun_phrase(sentence, head)[1], at - 1))


def _next_mark(sentence: Sentence, start: int) -> int:
    """The first mark from ``start`` on that ends a noun phrase; the number of tokens where there is none."""
    tokens = sentence.tokens
    for token in tokens[start:]:
        inner = token.text == "-" and token.index > start and tokens[token.index - 1].end == token.start
        if token.text in STOPS - {"(", ")"} - QUOTES and not inner:
            return token.index
    return len(tokens)


def _trimmed(sentence: Sentence, first: int, last: int) -> tuple[Range, int]:
    """A noun phrase without the clause that hangs on it, and its last noun before any preposition."""
    tokens = sentence.tokens
    head = None
    for token in tokens[first : last + 1]:
        if token.index > first and token.lower in _CLAUSE:
            last = token.index - 1
            break
        if token.tag in {"IN", "TO"} and head is not None:
            break
        if token.tag.startswith(("NN", "PRP")):
            head = token.index
    return (first, last), (last if head is None else min(head, last))


def trailing(sentence: Sentence) -> Iterator[Cue]:
    """ ", court records show." at the end of a sentence, where the parser takes the verb for a noun."""
    tokens = sentence.tokens
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in STOPS:
        last -= 1
    verb = words().verb(tokens[last].lower)
    if verb is None or is_verb(tokens[last]) or last == 0:
        return
    comma = next((i for i in range(last - 1, max(1, last - 10), -1) if tokens[i].text == ","), None)
    told = tokens[last - 1].lower in words().documents if verb in words().needs_document else verb in words().say
    if comma is None or not told or (verb not in words().needs_document and not tokens[last - 1].tag.startswith("NNP")):
        return
    if all(t.tag in _NOMINAL for t in tokens[comma + 1 : last]):
        block = (comma + 1, last)
        yield Cue(last, f"verb:{tokens[last].lower}", (comma + 1, last - 1), last - 1, block, beside=True)


def ending(sentence: Sentence) -> Cue | None:
    """ ", labour leaders have told DPA." at the end of a sentence, by the marks alone, where the parse fails."""
    tokens = sentence.tokens
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in STOPS:
        last -= 1
    at = next((i for i in range(last, max(0, last - _TAIL), -1) if tokens[i].tag.startswith(("V", "W", "MD"))), None)
    if at is None or tokens[at].tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    verb = words().verb(tokens[at].lower)
    speaks = verb in words().say and verb not in words().beside_only | words().needs_document | words().needs_that
    if verb is None or not speaks or not _tail(sentence, at, last, verb):
        return None
    end = at - 1
    while end > 0 and (tokens[end].lower in HAVE or tokens[end].tag == "RB"):
        end -= 1
    comma = next((i for i in range(end, max(1, end - _TAIL), -1) if tokens[i].text in STOPS), None)
    if comma is None or tokens[comma].text != "," or not tokens[end].tag.startswith("N"):
        return None
    if tokens[at].tag == "VBN" and end == at - 1:
        return None
    named = tokens[comma + 1 : end + 1]
    if not all(t.tag in _NOMINAL - {"VBN", "VBG"} or t.lower in {"of", "and"} for t in named) or named[0].tag == "CC":
        return None
    if not any(is_verb(t) for t in tokens[body(sentence) : comma]):
        return None
    return Cue(at, f"verb:{tokens[at].lower}", (comma + 1, end), end, (comma + 1, last), beside=True)


def _tail(sentence: Sentence, at: int, last: int, verb: str) -> bool:
    """Whether only who was told, where and when follows a verb to the end of its sentence."""
    tail = sentence.tokens[at + 1 : last + 1]
    if not all(t.tag in _NOMINAL | {"IN", "TO", "VB"} and t.tag != "CD" for t in tail):
        return False
    return not tail or verb == "tell" or tail[0].tag in {"IN", "TO"} or tail[0].lower in _DAYS


def per(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ ", per the coroner" after its content, and "Per the coroner, C" before it."""
    tokens = sentence.tokens
    first = opens(sentence, index)
    if index + 1 >= len(tokens) or not (first or tokens[index - 1].text == ","):
        return
    found = _object(sentence, index + 1)
    if found is None or not (tokens[index + 1].text[:1].isupper() or tokens[index + 1].lower == "the"):
        return
    head, source = found
    if _next_mark(sentence, index + 1) != source[1] + 1:
        return
    if first:
        pieces = ((source[1] + 1, len(tokens) - 1),)
        yield Cue(index, "per", source, head, (index, source[1]), pieces)
    else:
        yield Cue(index, "per", source, head, (index, source[1]), beside=True)


def citing(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "..., citing X" and "Reuters reported, citing X, that C": X, via Reuters."""
    found = _object(sentence, index + 1)
    tokens = sentence.tokens
    if found is None or tokens[index].dep == "ROOT":
        return
    head, source = found
    if tokens[head].lower in _NO_ONE:
        return  # "citing interviews with relatives": the outlet's own word
    verb = tokens[index].head
    speaker = None
    if words().verb(tokens[verb].lower) is not None and is_verb(tokens[verb]):
        speaker = subject(sentence, verb)
    if tokens[index].dep == "acl" and not is_verb(tokens[verb]):
        speaker = verb  # "the agency, quoting a police officer, said"
    via = noun_phrase(sentence, speaker) if speaker is not None and speaker != head else None
    first = opens(sentence, index)
    start = source[1] + 1
    pieces: tuple[Range, ...] = ((start, len(tokens) - 1),) if first and start < len(tokens) - 1 else ()
    yield Cue(index, "citing", source, head, (index, source[1]), pieces, via, beside=not first)


def noun(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "the army's claim that C", "a report by the agency that C"."""
    tokens = sentence.tokens
    for clause in sentence.children(index):
        if clause < index or tokens[clause].dep not in {"acl", "ccomp", "relcl"}:
            continue
        held = sentence.subtree(clause)
        owner = _owner(sentence, index, clause)
        if owner is None or tokens[held[0]].lower != "that":
            continue
        source = noun_phrase(sentence, owner)
        block = (min(source[0], index), held[0])
        yield Cue(index, f"noun:{tokens[index].lower}", source, owner, block, ((held[0], held[-1]),))
        return


def _owner(sentence: Sentence, index: int, said: int) -> int | None:
    """Whose a claim, toll or statement is: "X's", "by X", "from X"; ``said`` heads the clause that it tells."""
    tokens = sentence.tokens
    own = sentence.child(index, "poss")
    if own is not None:
        return own
    for child in sentence.children(index):
        if tokens[child].lower in {"by", "from"} and tokens[child].dep in {"prep", "agent"}:
            return sentence.child(child, "pobj")
        if child != said and tokens[child].dep == "acl" and (agent := sentence.child(child, "agent")) is not None:
            return sentence.child(agent, "pobj")
    return None


def reckoning(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "the ministry's toll of 45", "the ministry's count stands at 45" and "by the ministry's count".

    The owner must be a source the lexicon knows by name or kind: "the city's toll" is nobody's word.
    """
    tokens = sentence.tokens
    own = _reckoner(sentence, index)
    if own is None:
        return
    source = noun_phrase(sentence, own)
    head = tokens[index].head
    by = next((i for i in range(source[0] - 1, max(-1, source[0] - 3), -1) if tokens[i].lower in {"by", "per"}), None)
    if by is not None and tokens[index].lower in _RECKONINGS:
        first = opens(sentence, by)
        pieces: tuple[Range, ...] = ((index + 1, len(tokens) - 1),) if first else ()
        yield Cue(index, "by-count", source, own, (by, index), pieces, beside=not first)
        return
    if tokens[index].lower not in _TOLLS:
        return
    of = next((c for c in sentence.children(index) if tokens[c].lower == "of" and c > index), None)
    held = sentence.subtree(of) if of is not None else []
    if of is not None and any(tokens[i].tag == "CD" for i in held):
        yield Cue(index, "figure-of", source, own, (source[0], index), ((of, held[-1]),))
    elif tokens[index].dep == "nsubj" and tokens[head].lower in _STANDS:
        yield Cue(index, "figure-of", source, own, (source[0], index), ((head, sentence.subtree(head)[-1]),))


def _reckoner(sentence: Sentence, index: int) -> int | None:
    """Who counted: the owner of a toll or count, where the lexicon knows it for a source."""
    tokens = sentence.tokens
    for child in sentence.children(index):
        if child > index or tokens[child].dep not in {"poss", "compound", "nmod", "amod"}:
            continue
        if tokens[child].tag == "JJ" and tokens[child].lower == "official":
            continue  # whose word "the official toll" is, it does not say
        first, last = noun_phrase(sentence, child)
        if _known(sentence, first, min(last, index - 1)):
            return child
    return None


def headline(sentence: Sentence) -> Iterator[Cue]:
    """ "Police: 45 dead" and "45 dead in blast: police", where the lexicon knows the kind of source.

    A bare name before a colon gets the rule ``headline-name``: only the report can tell a person from a place.
    """
    tokens = sentence.tokens
    first = body(sentence)
    colon = next((t.index for t in tokens[first : first + 9] if t.text == ":"), None)
    if colon is not None and first < colon < len(tokens) - 1:
        rule = "headline" if _known(sentence, first, colon - 1) else ""
        if not rule and all(t.tag in {"NNP", "NNPS"} for t in tokens[first:colon]):
            rule = "headline-name"
        if rule:
            head = _trimmed(sentence, first, colon - 1)[1]
            yield Cue(colon, rule, (first, colon - 1), head, (first, colon), ((colon + 1, len(tokens) - 1),))
            return
    if tokens[-1].text in {".", "!", "?"} or len(tokens) > 30:
        return
    mark = next((t.index for t in reversed(tokens[-6:]) if t.text in {":", "-", "–", "—", "--"}), None)
    if mark is None or not first + 1 < mark < len(tokens) - 1:
        return
    hyphen = tokens[mark].text == "-" and (
        tokens[mark - 1].end == tokens[mark].start or tokens[mark - 1].lower in _PREFIXES
    )
    if not hyphen and _known(sentence, mark + 1, len(tokens) - 1):
        head = _trimmed(sentence, mark + 1, len(tokens) - 1)[1]
        yield Cue(mark, "headline", (mark + 1, len(tokens) - 1), head, (mark, len(tokens) - 1), ((first, mark - 1),))


def document(sentence: Sentence) -> Iterator[Cue]:
    """ "In a poll by X, C" and "In its yearly report, C" at the head of a sentence."""
    tokens = sentence.tokens
    first = body(sentence)
    if first >= len(tokens) or tokens[first].lower != "in":
        return
    comma = next((t.index for t in tokens[first : first + 16] if t.text == ","), None)
    if comma is None or comma >= len(tokens) - 2 or not any(t.lower in _STUDIES for t in tokens[first:comma]):
        return
    source, head = _trimmed(sentence, first + 1, comma - 1)
    yield Cue(first, "document", source, head, (first, comma - 1), ((comma, len(tokens) - 1),))


def _known(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens from first to last are a source by the lexicon and nothing else."""
    tokens = sentence.tokens[first : last + 1]
    if any(is_verb(t) or t.tag in {"CD", "IN", "MD"} for t in tokens):
        return False
    text = " ".join(t.text for t in tokens)
    return lexicon().kind(text) is not SourceType.UNKNOWN or next(lexicon().find(text), None) is not None
