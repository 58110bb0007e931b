"""What somebody wants, thinks, asks for or finds fault with: told of a mind, not said in words that could be quoted.

These are attributions to whoever studies them, but no source of a figure: only the list of all sayings holds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract.attribution.parts import STOPS, Cue, Range, is_verb, noun_phrase, subject
from casrec.extract.attribution.passives import is_passive
from casrec.extract.attribution.verbs import can_speak, neighbour
from casrec.extract.attribution.words import words
from casrec.syntax import Sentence

_CLAUSES = frozenset({"ccomp", "xcomp"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "dative", "acomp"})
_PARTING = frozenset({"after", "before", "when", "while", "since", "although", "though", "because", "even"})
_HAS = frozenset({"has", "had", "have", "puts", "put", "gives", "gave", "give", "pegs", "pegged"})
_NOBODY = frozenset("there it that this these those which what nothing i we you".split())


def find(sentence: Sentence) -> list[Cue]:
    """The stances of a sentence in order of their words."""
    found: list[Cue] = []
    lexicon = words()
    for token in sentence.tokens:
        if token.lower in lexicon.stances and is_verb(token) and token.lower not in {"citing", "quoting"}:
            found.extend(_verb(sentence, token.index, lexicon.stances[token.lower]))
        elif token.lower in _HAS:
            found.extend(_study(sentence, token.index))
        elif token.lower in lexicon.holding and token.tag.startswith("NN"):
            found.extend(_noun(sentence, token.index))
    return found


def _verb(sentence: Sentence, index: int, kind: str) -> Iterator[Cue]:
    """The cue of a verb of stance: its subject holds it, what stands right of it is held."""
    tokens = sentence.tokens
    if sentence.child(index, "agent") is not None and is_passive(sentence, index):
        yield from _passive(sentence, index)
        return
    if is_passive(sentence, index) and tokens[index].tag == "VBN" and not _contracted(sentence, index):
        return
    holder = _holder(sentence, index)
    content = _held(sentence, index, kind)
    if holder is None or content is None:
        return
    head, source = holder
    if source[1] >= content[0] and source[0] <= content[1]:
        return
    yield Cue(index, f"stance:{tokens[index].lower}", source, head, (min(source[0], index), index), (content,))


def _study(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "The poll has X ahead", "the survey puts X at 40 percent"."""
    tokens = sentence.tokens
    if index == 0 or index + 2 >= len(tokens) or tokens[index - 1].lower not in words().studies:
        return
    if tokens[index + 1].tag not in {"NNP", "NNPS", "PRP"} and tokens[index + 1].lower != "the":
        return
    end = next((t.index for t in tokens[index:] if t.text in {";", ".", "—", "--"}), len(tokens))
    source = noun_phrase(sentence, index - 1)
    yield Cue(index, "stance:study", source, index - 1, (source[0], index), ((index + 1, end - 1),))


def _contracted(sentence: Sentence, index: int) -> bool:
    """Whether the "'s" before a participle is "has" ("who's called for a ban"), which the parser takes for "is"."""
    auxiliary = sentence.child(index, "auxpass", "aux")
    return auxiliary is not None and sentence.tokens[auxiliary].text in {"'s", "’s"}


def _holder(sentence: Sentence, index: int) -> tuple[int, Range] | None:
    """Who holds the stance of a verb, as head and noun phrase."""
    tokens = sentence.tokens
    head = subject(sentence, index)
    head = neighbour(sentence, index) if head is None else head
    if head is None or head >= index or tokens[head].lower in _NOBODY or not can_speak(tokens[head]):
        return None
    return head, noun_phrase(sentence, head)


def _held(sentence: Sentence, index: int, kind: str) -> Range | None:
    """The words right of a verb that are its content: a clause, an object, what follows its preposition."""
    tokens = sentence.tokens
    first = _begins(sentence, index, set(kind.split()))
    if first is None:
        return None
    last = first
    for child in sentence.children(index):
        if child > index and not _parts(sentence, child):
            last = max(last, sentence.subtree(child)[-1])
    for token in tokens[first : last + 1]:
        if token.text == ";" or (token.dep == "cc" and token.head == index):  # another predicate of the same subject
            last = token.index - 1
            break
    return (first, last) if first <= last else None


def _begins(sentence: Sentence, index: int, takes: set[str]) -> int | None:
    """Where the content of a verb begins, by what it can take; None where it has none of that."""
    tokens = sentence.tokens
    if takes == {"as"} and not any(t.lower == "as" for t in tokens[index + 2 : sentence.subtree(index)[-1]]):
        return None
    deps = _CLAUSES if takes & {"clause", "object"} else frozenset()
    deps |= _OBJECTS if takes & {"object", "as"} else frozenset()
    for child in sentence.children(index):
        named = tokens[child].dep in {"prep", "prt"} and tokens[child].lower in takes
        if child > index and (named or tokens[child].dep in deps):
            return max(min(sentence.subtree(child)[0], child), index + 1)
    follows = index + 1 < len(tokens) and tokens[index + 1].lower in takes
    return index + 1 if follows else None


def _parts(sentence: Sentence, child: int) -> bool:
    """Whether a dependent of a verb is no part of what is held: another predicate, a circumstance, an aside."""
    token = sentence.tokens[child]
    if token.dep in {"conj", "cc", "punct", "parataxis"}:
        return True
    begin = sentence.tokens[sentence.subtree(child)[0]]
    return token.dep == "advcl" and begin.lower in _PARTING


def _passive(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "The ban was criticised by X for its cost": held by X of the subject."""
    agent = sentence.child(index, "agent")
    head = sentence.child(agent, "pobj") if agent is not None else None
    about = sentence.child(index, "nsubjpass")
    if agent is None or head is None or not can_speak(sentence.tokens[head]):
        return
    source = noun_phrase(sentence, head)
    pieces = [noun_phrase(sentence, about)] if about is not None else []
    rest = sentence.subtree(index)[-1]
    if rest > source[1]:
        pieces.append((source[1] + 1, rest))
    if pieces:
        yield Cue(index, "stance:passive", source, head, (agent, source[1]), tuple(pieces))


def _noun(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "X's call for a ban", "his plan to leave", "X raised the possibility that ..."."""
    tokens = sentence.tokens
    hung = [c for c in sentence.children(index) if c > index and _complement(sentence, c)]
    if not hung:
        return
    own = sentence.child(index, "poss")
    up = tokens[index].head
    if own is None and tokens[index].dep in {"dobj", "attr"} and is_verb(tokens[up]):
        own = subject(sentence, up)
    if own is None or own >= index or tokens[own].lower in _NOBODY or not can_speak(tokens[own]):
        return
    source = noun_phrase(sentence, own)
    held = sentence.subtree(hung[0])
    first = max(held[0], index + 1)
    if tokens[first].text in STOPS:
        first += 1
    if first <= held[-1]:
        yield Cue(index, f"stance:{tokens[index].lower}", source, own, (source[0], index), ((first, held[-1]),))


def _complement(sentence: Sentence, child: int) -> bool:
    """Whether a dependent of a noun is what the noun holds: "to ...", "that ...", "for ...", "of ..."."""
    token = sentence.tokens[child]
    if token.dep == "prep":
        return token.lower in {"for", "of", "on", "about", "against", "to", "over"}
    return token.dep in {"acl", "ccomp", "relcl"} and (
        sentence.tokens[sentence.subtree(child)[0]].lower in {"to", "that"}
    )
