"""The cues of a parsed sentence: who is said to say something, and where the words of the saying stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from casrec.extract.attribution.parts import Cue, is_verb, noun_phrase, subject
from casrec.extract.attribution.passives import passive, quoted_as
from casrec.extract.attribution.phrases import (
    RECKONED,
    according,
    citing,
    document,
    ending,
    headline,
    noun,
    per,
    reckoning,
    trailing,
)
from casrec.extract.attribution.verbs import neighbour, speaks, verb_cue
from casrec.extract.attribution.words import Words, words
from casrec.syntax import Sentence


def find(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence in order of their words."""
    lexicon = words()
    telling = _telling()
    found = [cue for token in sentence.tokens if token.lower in telling for cue in _at(sentence, token.index, lexicon)]
    found.extend(headline(sentence))
    found.extend(document(sentence))
    found.extend(trailing(sentence))
    last = ending(sentence)
    if last is not None and not any(_said_already(cue, last) for cue in found):
        found = [*(cue for cue in found if cue.index != last.index), last]
    return sorted(_joined(sentence, found), key=lambda cue: (cue.block, cue.index))


def _said_already(cue: Cue, last: Cue) -> bool:
    """Whether the parse gave a cue at a sentence's end its source."""
    return cue.index == last.index and (cue.beside or cue.source[0] >= last.source[0])


def openings(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence that ends in a colon and so introduces what follows it."""
    lexicon = words()
    found: list[Cue] = []
    for token in sentence.tokens:
        verb = lexicon.verb(token.lower)
        if verb is None or not is_verb(token) or token.tag == "VB" or verb in lexicon.describing:
            continue
        head = subject(sentence, token.index)
        head = neighbour(sentence, token.index) if head is None else head
        if head is not None and (verb in lexicon.say | lexicon.tallies or _of_paper(sentence)):
            source = noun_phrase(sentence, head)
            found.append(Cue(token.index, f"colon:{verb}", source, head, (source[0], token.index)))
    last = len(sentence.tokens) - 2
    if not found and 0 <= last < 8 and sentence.tokens[-1].text == ":":
        found.append(Cue(last + 1, "colon", (0, last), last, (0, last + 1)))
    return found


def _of_paper(sentence: Sentence) -> bool:
    """Whether a sentence tells that a text follows: "issued the following statement"."""
    return any(t.lower == "following" or t.lower in words().documents for t in sentence.tokens)


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words that can be a cue, in lower case: what ``_at`` asks for."""
    return frozenset(
        {"according", "per", "citing", "quoting", "quoted", "cited", *words().nouns, *RECKONED, *words().forms}
    )


def _at(sentence: Sentence, index: int, lexicon: Words) -> Iterator[Cue]:
    """The cues that a token makes."""
    token = sentence.tokens[index]
    if token.lower == "according":
        yield from according(sentence, index)
    elif token.lower == "per":
        yield from per(sentence, index)
    elif token.lower in {"citing", "quoting"}:
        yield from citing(sentence, index)
    elif token.lower in lexicon.nouns and token.tag.startswith("N"):
        yield from noun(sentence, index)
    if token.lower in RECKONED and token.tag.startswith("N"):
        yield from reckoning(sentence, index)
    if token.lower in {"quoted", "cited"}:
        yield from quoted_as(sentence, index)
    verb = lexicon.verb(token.lower)
    if verb is not None and speaks(sentence, index, verb, lexicon):
        yield from passive(sentence, index, lexicon)
        yield from verb_cue(sentence, index, verb, lexicon)


def _chained(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """The cues with "state media reported by the BBC" made one: state media, via the BBC."""
    found = list(cues)
    for passed in cues:
        if not passed.rule.startswith("passive:"):
            continue
        holder = next((c for c in found if c is not passed and c.source[0] < passed.index <= c.source[1]), None)
        if holder is not None and passed in found:
            found.remove(passed)
            if sentence.tokens[holder.head].lower in words().documents - {"media"}:
                continue
            last = passed.index - 1
            shorter = (holder.source[0], last)
            found[found.index(holder)] = replace(holder, source=shorter, head=min(holder.head, last), via=passed.source)
    return found


def _joined(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """The cues with "Reuters reported, citing police, that C" made one: police, via Reuters."""
    found = _chained(sentence, cues)
    for cited in list(found):
        if cited.rule != "citing":
            continue
        tellers = (c for c in found if c.rule.startswith("verb:") and c.index != cited.index and _tells(cited, c))
        teller = next(tellers, None)
        if teller is not None:
            found = [c for c in found if c.index != cited.index or c is cited]  # "citing" is a verb that tells too
            found[found.index(teller)] = replace(
                teller, source=cited.source, head=cited.head, via=teller.source, rule="citing"
            )
            found.remove(cited)
    return found


def _tells(cited: Cue, teller: Cue) -> bool:
    """Whether a verb passes on who is cited: by the parse, or right after "Citing X,"."""
    if cited.via is not None:
        return teller.source == cited.via
    if teller.index == cited.index - 2 and not cited.pieces:
        return True  # "the BBC reported, citing local officials, that"
    return bool(cited.pieces) and 0 < teller.block[0] - cited.block[1] <= 2
