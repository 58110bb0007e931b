"""What a place name does in its sentence: where something happened, who acted, where somebody spoke."""

from __future__ import annotations

from dataclasses import dataclass

from casrec.extract.scene import Named, clause_head, token_at, words
from casrec.syntax import Sentence, Token

_IN = frozenset(
    "in at near on outside around across inside throughout off along within over beside beneath behind between "
    "through amid by above under opposite around toward towards into onto".split()
)
_PLACE_NOUNS = frozenset(
    "city cities town towns village villages capital province provinces district districts region regions area areas "
    "port neighbourhood neighbourhoods neighborhood neighborhoods suburb suburbs governorate county state island "
    "islands outskirts centre center part parts north south east west northeast northwest southeast southwest edge "
    "heart coast border borders frontier camp camps municipality municipalities community communities valley "
    "countryside enclave stronghold strongholds hamlet settlement settlements territory strip peninsula prefecture "
    "department departments side base street square market mosque church school university hospital station airport "
    "tip corner section block resort hotel restaurant bank bridge road highway airport mountain mountains basin delta "
    "outpost checkpoint crossing archipelago hub gate building headquarters embassy branch park mall prison miles km "
    "kilometres kilometers metres yards downtown beach bay river lake sea".split()
)
_SAYING = frozenset(
    "said says say saying told tell tells telling reported reports reporting announced announces added adds warned "
    "stated confirmed claimed wrote tweeted spoke speaking speaks met meeting meets gathered gathering arrived visiting "
    "visited interviewed condemned urged called briefed briefing met vowed pledged voted protested resigned testified "
    "appeared sentenced convicted arrested based born raised educated married".split()
)
_ORIGIN = frozenset("from".split())
_ANY_ENTRY = frozenset("including include includes especially particularly notably such like unlike".split())


@dataclass(frozen=True, slots=True)
class Role:
    """The part a place name plays: "in" (something is there), "hit" (struck), "noun" (before an event word), "subj"
    (holds the victims), "poss" (owner), "from", "to", "said" (somebody spoke there), "including" or "".

    ``head`` is the index of the token that it hangs from, ``clause`` that of its clause's head.
    """

    name: str
    head: int
    clause: int


def role(sentence: Sentence, toponym: Named) -> Role:
    """The role of a place name in its parsed sentence."""
    last = token_at(sentence, max(toponym.start, toponym.end - 1))
    if last is None:
        return Role("", 0, 0)
    name, head = _climb(sentence, last)
    if name in {"in", "from", "to"} and sentence.tokens[head].lower in _SAYING:
        name = "said"
    return Role(name, head, clause_head(sentence, head))


def _climb(sentence: Sentence, index: int) -> tuple[str, int]:
    """Up from the name through the words of its noun phrase to what the phrase hangs from."""
    tokens = sentence.tokens
    owner = False
    for _ in range(12):
        token = tokens[index]
        head = tokens[token.head]
        if token.dep in {"pobj", "pcomp"}:
            found = _under_preposition(sentence, head, owner)
            if found is None:
                index = head.head
                continue
            return found
        if token.dep in {"dobj", "nsubjpass"}:
            if head.lower.startswith("cross"):
                return ("in", head.index)
            hit = words().struck.fullmatch(head.lower) is not None
            return ("poss" if owner else "hit" if hit else "subj" if token.dep == "nsubjpass" else "", head.index)
        if token.dep == "nsubj":
            return ("poss" if owner else "subj", head.index)
        if token.dep == "poss":
            owner = True
            if _is_place(head) or head.tag == "NNP":
                owner = False
        elif token.dep in {"compound", "nmod", "amod"} and not _is_place(head) and head.tag not in {"NNP", "NNPS"}:
            happened = words().kinds.fullmatch(head.lower) or words().generic.fullmatch(head.lower)
            return ("noun" if happened else "", head.index)
        elif token.dep not in {"conj", "appos", "compound", "nmod", "amod", "npadvmod"} or token.head == index:
            return ("", token.head)
        index = token.head
    return ("", index)


def _under_preposition(sentence: Sentence, preposition: Token, owner: bool) -> tuple[str, int] | None:
    """The role that a preposition gives; None where its own head is a word for a place ("the outskirts of")."""
    above = sentence.tokens[preposition.head]
    word = preposition.lower
    if owner and word not in _IN:
        return "poss", above.index
    if (
        word in {"of", "in", "at", "near", "from"}
        and _is_place(above)
        and above.tag.startswith("NN")
        and above.dep != "ROOT"
    ):
        return None
    if above.lower in _ANY_ENTRY or word in _ANY_ENTRY:
        return "including", above.head
    if word == "to" and above.lower in {"way", "route", "road", "journey"}:
        return "in", above.head
    if preposition.dep == "pcomp" or above.dep == "prep":  # "from inside Syria"
        return ("from" if above.lower in _ORIGIN else "in"), above.head
    if word in _IN:
        return "in", above.index
    if word == "of":  # "Maria Lopez, 32, of Tulsa" tells where somebody is from
        return ("from" if above.tag in {"NNP", "NNPS", "CD"} else "of"), above.index
    if word in _ORIGIN:
        return "from", above.index
    return ("to" if word == "to" else ""), above.index


def _is_place(token: Token) -> bool:
    return token.lower in _PLACE_NOUNS
