"""Passive reporting verbs: "was reported by X", "X was quoted by Y as saying"."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract.attribution.parts import QUOTES, STOPS, Cue, noun_phrase, subject
from casrec.extract.attribution.words import Words, words
from casrec.syntax import Sentence

HAVE = frozenset({"has", "have", "had"})
# Verbs whose object is who was spoken to: their passive tells who heard it, not who says it.
TO_PEOPLE = frozenset({"ask", "tell", "inform", "notify", "advise", "urge", "threaten", "warn", "charge", "expect"})
# Verbs that say something only of a count: money, hands and children are raised too.
_MOVING = frozenset({"raise", "lower", "reduce", "increase", "set", "give", "put", "place"})
_NAMING = frozenset({"identify", "name"})
# Participles that are never a past tense: without "have" they are passive whatever the parser says.
_PASSIVE_ONLY = frozenset({"given", "shown", "written"})


def is_passive(sentence: Sentence, index: int) -> bool:
    """Whether a verb is passive, with or without its "was"."""
    token = sentence.tokens[index]
    if sentence.child(index, "auxpass") is not None:
        return True
    helped = any(sentence.tokens[c].lower in {*HAVE, "'ve", "’ve", "having"} for c in sentence.children(index))
    if token.lower in _PASSIVE_ONLY and not helped:
        return True
    if token.dep == "acl" and _claused(sentence, index):
        return False
    return token.tag == "VBN" and not helped and sentence.child(index, "nsubj") is None


def _claused(sentence: Sentence, index: int) -> bool:
    """Whether a participle on a noun has a "that" clause and nobody it is done by: the verb of a failed parse."""
    clause = sentence.child(index, "ccomp")
    if (
        clause is None
        or sentence.child(index, "agent") is not None
        or words().verb(sentence.tokens[index].lower) in TO_PEOPLE
    ):
        return False
    return any(
        sentence.tokens[c].lower == "that" and sentence.tokens[c].dep == "mark" for c in sentence.children(clause)
    )


def passive(sentence: Sentence, index: int, lexicon: Words) -> Iterator[Cue]:
    """The cue of "was reported by X", "deaths confirmed by X"."""
    agent = sentence.child(index, "agent")
    if agent is None or not is_passive(sentence, index) or lexicon.verb(sentence.tokens[index].lower) in TO_PEOPLE:
        return
    head = sentence.child(agent, "pobj")
    if head is None:
        return
    tokens = sentence.tokens
    source = noun_phrase(sentence, head)
    named = next((i for i in range(head + 1, source[1] + 1) if tokens[i].lower == "as"), None)
    source = source if named is None else (source[0], named - 1)  # "identified by a relative as Ann Lee"
    noun = tokens[index].dep in {"acl", "amod", "relcl"}
    verb = lexicon.verb(tokens[index].lower)
    told = tokens[index].head if noun else sentence.child(index, "nsubjpass")
    if verb in lexicon.needs_document and tokens[head].lower not in lexicon.documents:
        return
    if verb in {"find", "discover"} and tokens[head].lower not in lexicon.documents | lexicon.inquiries:
        return  # "two were found dead by hikers"
    if noun and verb in _NAMING:
        return  # "the boy, identified by police as Ben Roe, died": what befell him they do not say
    if verb in _MOVING and told is not None and tokens[told].lower not in lexicon.totals | lexicon.documents:
        return
    if noun and tokens[tokens[index].head].lower in lexicon.documents - lexicon.totals:
        return
    held = sentence.subtree(tokens[index].head if noun else index)
    pieces = [p for p in ((held[0], agent - 1), (source[1] + 1, held[-1])) if p[0] <= p[1]]
    if pieces:
        yield Cue(index, f"passive:{tokens[index].lower}", source, head, (agent, source[1]), tuple(pieces))


def quoted_as(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "AFP quoted a doctor as saying C" and "a doctor was quoted by AFP as saying C": the doctor via AFP."""
    tokens = sentence.tokens
    at = next((t.index for t in tokens[index + 1 :] if t.lower == "as"), None)
    if at is None or at + 2 >= len(tokens) or words().verb(tokens[at + 1].lower) is None:
        return
    head = sentence.child(index, "nsubjpass")
    if head is not None:
        agent = sentence.child(index, "agent")
        messenger = sentence.child(agent, "pobj") if agent is not None else None
    else:
        head, messenger = sentence.child(index, "dobj"), subject(sentence, index)
    if head is None or head > at:
        return
    source = noun_phrase(sentence, head)
    via = noun_phrase(sentence, messenger) if messenger is not None else None
    block = (min([source[0], index, *(via[:1] if via is not None and via[1] < index else ())]), at + 1)
    if tokens[at + 2].text in STOPS - QUOTES - {":", ","}:
        yield Cue(at + 1, "quoted-as", source, head, block, (), via, beside=True)
        return
    yield Cue(at + 1, "quoted-as", source, head, block, ((at + 2, len(tokens) - 1),), via)
