"""What a place name does in its sentence: where something happened, who acted, where somebody spoke."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casrec.extract.clause_spans import clause_head, token_at
from casrec.extract.happenings.incident_words import words
from casrec.extract.happenings.scene import Named
from casrec.lexicon import entries
from casrec.places import Gazetteer
from casrec.syntax import Sentence, Token
from casrec.terms import PlaceKind

_MISSIONS = frozenset({"embassy", "embassies", "consulate", "consulates", "ambassador", "diplomats"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of lexicon/place_roles.yaml, there explained."""

    inside: frozenset[str]
    place_nouns: frozenset[str]
    saying: frozenset[str]
    speakers: frozenset[str]
    examples: frozenset[str]
    care: frozenset[str]
    dying: frozenset[str]
    hospitals: frozenset[str]
    beside: frozenset[str]
    doers: frozenset[str]
    bodies: frozenset[str]
    gatherings: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """The lexicon of roles, read once at first use."""
    data = entries("place_roles")
    return _Lexicon(
        *(
            frozenset(data[name].split())
            for name in (
                "in",
                "place_nouns",
                "saying",
                "speakers",
                "examples",
                "care",
                "dying",
                "hospitals",
                "beside",
                "doers",
                "bodies",
                "gatherings",
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Role:
    """The part a place name plays: "in" (something is there), "hit" (struck), "noun" (before an event word), "subj"
    (holds the victims), "poss" (owner), "from", "to", "said" (somebody spoke there), "care" (was treated there),
    "held" (was arrested there), "including" or "".

    ``head`` is the index of the token that it hangs from, ``clause`` that of its clause's head. ``beside`` marks a
    place that something was only close to ("near X", "30 km from X", "suburban X").
    """

    name: str
    head: int
    clause: int
    beside: bool = False


def role(sentence: Sentence, toponym: Named) -> Role:
    """The role of a place name in its parsed sentence."""
    last = token_at(sentence, max(toponym.start, toponym.end - 1))
    if last is None:
        return Role("", 0, 0)
    if sentence.tokens[last].dep == "nummod" and sentence.tokens[sentence.tokens[last].head].start >= toponym.start:
        last = sentence.tokens[last].head  # "Highway 82"
    if sentence.tokens[last].dep == "npadvmod" and (kind := _named_kind(sentence, toponym)) is not None:
        last = kind
    if toponym.place.kind is PlaceKind.COUNTRY and (_names_a_body(sentence, last) or _has_a_mission(sentence, last)):
        return Role("", last, clause_head(sentence, last))
    name, head = _climb(sentence, last)
    above = sentence.tokens[head].lower
    if name == "in" and above == "arrested":
        name = "held"
    elif name in {"in", "from", "to"} and above in _lexicon().saying | _lexicon().speakers:
        name = "said"
    elif name == "in" and (above in _lexicon().care or _died_in_care(toponym, above) or _at_hospitals(sentence, head)):
        name = "care"
    elif (name == "in" and _aimed_at(sentence, toponym, head)) or (
        name == "noun" and toponym.place.text.lower() in _lexicon().doers
    ):
        name = ""
    clause, beside = clause_head(sentence, head), _beside(sentence, toponym)
    if beside and sentence.tokens[clause].lower in {"lies", "lie", "located", "situated"}:
        name = ""  # "the town, which lies 20 miles north of X"
    return Role(name, head, clause, beside)


def _at_hospitals(sentence: Sentence, head: int) -> bool:
    """Whether a place only tells which hospitals somebody was treated at."""
    lexicon = _lexicon()
    verb = sentence.tokens[clause_head(sentence, head)].lower
    return sentence.tokens[head].lower in lexicon.hospitals and verb in lexicon.care | {"taken", "brought"}


def _has_a_mission(sentence: Sentence, last: int) -> bool:
    """Whether a country is only the one that an embassy speaks for: "the U.S. embassy"."""
    following = sentence.tokens[last + 1].lower if last + 1 < len(sentence.tokens) else ""
    return following in _MISSIONS


def role_there(sentence: Sentence, toponym: Named, part: Role, word: int) -> Role | None:
    """The role of a place in the clause that "where", at an offset right after it, opens: "moved on to X, where they
    killed four". None where people were brought there to be cared for."""
    lexicon = _lexicon()
    at = token_at(sentence, word)
    if at is None or not lexicon.hospitals.isdisjoint(toponym.place.text.lower().split()):
        return None
    verb = clause_head(sentence, at)
    if sentence.tokens[part.head].lower in lexicon.care | {"taken", "brought"}:
        return None
    return None if sentence.tokens[verb].lower in lexicon.care | lexicon.dying else Role("in", verb, verb)


def _named_kind(sentence: Sentence, toponym: Named) -> int | None:
    """The word for a place whose name follows it after a comma: "in the provincial capital, X"."""
    at = _opening(sentence, toponym)
    if at < 2 or sentence.tokens[at - 1].text != "," or not _is_place(sentence.tokens[at - 2]):
        return None
    return at - 2


def _died_in_care(toponym: Named, above: str) -> bool:
    """Whether a place is the hospital that somebody died in, which is not where they were harmed."""
    if toponym.place.kind is not PlaceKind.FACILITY or above not in _lexicon().dying:
        return False
    return not _lexicon().hospitals.isdisjoint(toponym.place.text.lower().split())


def _aimed_at(sentence: Sentence, toponym: Named, head: int) -> bool:
    """Whether a country is only what something is aimed at: "to inflict a defeat on X", and no strike on X.

    Things happen on an island, and a country without a neighbour is one.
    """
    at = _opening(sentence, toponym)
    if toponym.place.kind is not PlaceKind.COUNTRY or at == 0 or sentence.tokens[at - 1].lower != "on":
        return False
    if not Gazetteer.open().neighbours(toponym.place.country_code or ""):
        return False
    above = sentence.tokens[head].lower
    return not (words().kinds.fullmatch(above) or words().generic.fullmatch(above) or words().struck.fullmatch(above))


def _opening(sentence: Sentence, toponym: Named) -> int:
    """The first token of a place name, an article before it included."""
    at = token_at(sentence, toponym.start) or 0
    return at - 1 if at and sentence.tokens[at - 1].lower == "the" else at


def _beside(sentence: Sentence, toponym: Named) -> bool:
    """Whether the words before a place name say that it is only close: "near X", "two miles south of X"."""
    lexicon = _lexicon()
    at = _opening(sentence, toponym)
    before = [token.lower for token in sentence.tokens[max(0, at - 3) : at]]
    if toponym.place.text.lower().startswith("suburban ") or (before and before[-1] in lexicon.beside):
        return True
    return len(before) > 1 and before[-1] in {"of", "from"} and not lexicon.beside.isdisjoint(before[:-1])


def _names_a_body(sentence: Sentence, index: int) -> bool:
    """Whether a country's name is only part of another name: "US Geological Survey", "U.S. Consulate"."""
    token = sentence.tokens[index]
    head = sentence.tokens[token.head]
    named = head.index > index and head.tag in {"NNP", "NNPS"} and not _is_place(head)
    return token.dep in {"compound", "nmod"} and named


def _climb(sentence: Sentence, index: int) -> tuple[str, int]:
    """Up from the name through the words of its noun phrase to what the phrase hangs from."""
    tokens = sentence.tokens
    owner = held = False
    for _ in range(12):
        token = tokens[index]
        head = tokens[token.head]
        if token.dep in {"pobj", "pcomp"}:
            found = _under_preposition(sentence, head, owner)
            if found is None:
                held = held or head.lower != "of"  # "a camp in X" is in X, whatever is done to it
                index = head.head
                continue
            return found
        if token.dep in {"dobj", "nsubjpass", "nsubj"}:
            suffers = token.dep != "nsubj"
            hit = suffers and words().struck.fullmatch(head.lower) is not None
            if (suffers and head.lower.startswith("cross")) or (held and not owner and not hit):
                return ("in", head.index)
            return ("poss" if owner else "hit" if hit else "" if token.dep == "dobj" else "subj", head.index)
        if token.dep == "poss":
            owner = True
            if head.lower in _lexicon().bodies and head.tag.startswith("N"):
                return "", head.index  # "the head of Norland's Revolutionary Guard"
            if head.lower in {"toll", "tolls", "deaths", "dead", "casualties", "victims", "wounded"}:
                return ("in", head.index)
            if _is_place(head) or head.tag == "NNP":
                owner = False
        elif token.dep in {"compound", "nmod", "amod"} and not _holds_people(head) and head.tag not in {"NNP", "NNPS"}:
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
    if word == "of" and above.lower == "state" and sentence.tokens[above.index - 1].lower == "islamic":
        return "", above.index  # "the Islamic State of Norland" is no part of Norland
    if owner and word not in _lexicon().inside:
        return "poss", above.index
    if (
        word in {"of", "in", "at", "near", "from"}
        and _is_place(above)
        and above.tag.startswith("NN")
        and above.dep != "ROOT"
    ):
        return None
    if above.lower in _lexicon().examples or word in _lexicon().examples:
        return "including", above.head
    if word == "to" and above.lower in {"way", "route", "road", "journey"}:
        return "in", above.head
    if preposition.dep == "pcomp" or above.dep == "prep":  # "from inside Syria"
        return ("from" if above.lower in {"from"} else "in"), above.head
    if preposition.dep == "agent":  # "was killed by the Pentagon"
        return "", above.index
    if word in _lexicon().inside:
        return "in", above.index
    if word == "of":  # "Maria Lopez, 32, of Tulsa" tells where somebody is from
        apart = preposition.index > 0 and sentence.tokens[preposition.index - 1].lower in {",", "both", "all"}
        return ("from" if apart or above.tag in {"NNP", "NNPS", "CD"} else "of"), above.index
    if word in {"from"}:
        return "from", above.index
    return ("to" if word == "to" else ""), above.index


def _is_place(token: Token) -> bool:
    return token.lower in _lexicon().place_nouns


def _holds_people(token: Token) -> bool:
    return _is_place(token) or token.lower in _lexicon().gatherings
