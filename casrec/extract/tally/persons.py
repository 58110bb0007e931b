"""Persons as a report mentions them: name, age, sex, part in what happened; read from one noun of a parsed sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from casrec import dates
from casrec.lexicon import entries
from casrec.numbers import UNITS
from casrec.syntax import Sentence

_AGE = re.compile(
    r"\b(\d{1,3})[- ]?(?:year|yr)s?[- ]old|,\s*(\d{1,2}),|,\s*(\d{1,2})$|\((\d{1,2})\)|\baged? (\d{1,2})\b", re.I
)
_MONTHS = re.compile(r"\b\d{1,2}[- ](?:month|week|day)s?[- ]old", re.I)
_COUNTS = {word: value for word, value in UNITS.items() if value <= 12}
_OTHER = frozenset("another second third fourth other additional more".split())
_TIMES = frozenset("times rounds shots bullets".split())
_DEFINITE = frozenset("the this that his her their its our my".split())


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of victims; each set is explained in lexicon/victims.yaml."""

    male: frozenset[str]
    female: frozenset[str]
    neutral: frozenset[str]
    police: frozenset[str]
    suspect: frozenset[str]
    kill: frozenset[str]
    die: frozenset[str]
    shoot: frozenset[str]
    wound: frozenset[str]
    carried: frozenset[str]
    hospital: frozenset[str]
    condition: frozenset[str]
    suffer: frozenset[str]
    parents: frozenset[str]
    harm_nouns: frozenset[str]
    death_nouns: frozenset[str]
    live: frozenset[str]
    unreal: frozenset[str]

    @property
    def persons(self) -> frozenset[str]:
        """All words for a person."""
        return self.male | self.female | self.neutral | self.police | self.suspect


@lru_cache(maxsize=1)
def words() -> Words:
    """The lexicon of victims, read once at first use."""
    data = entries("victims")
    return Words(**{name: frozenset(data[name].split()) for name in Words.__dataclass_fields__})


def sex_of(lowers: Iterable[str]) -> str:
    """The sex that lowered words for a person tell, "m" or "f"; "" where they tell none."""
    told = frozenset(lowers)
    return "m" if told & words().male else "f" if told & words().female else ""


@lru_cache(maxsize=1)
def _person_words() -> frozenset[str]:
    return words().persons


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person, or of several.

    ``count`` is how many (None where a plural gives no number); ``sex`` "m", "f" or ""; ``age`` in years or None;
    ``names`` the lowered words of a name; ``part`` "suspect", "police" or ""; ``definite`` marks "the man" and names;
    ``pronoun`` he and she; ``another`` "another man", "a second victim"; ``numbered`` "one", "one person".
    """

    start: int
    end: int
    text: str
    count: int | None
    sex: str
    age: int | None
    names: tuple[str, ...]
    part: str
    noun: str
    definite: bool
    pronoun: bool
    another: bool
    numbered: bool


def person_at(sentence: Sentence, index: int, text: str) -> Person | None:
    """The person that a noun or pronoun of a sentence stands for; None where it stands for none."""
    tokens = sentence.tokens
    head = tokens[index]
    lower = head.lower
    if lower in {"who", "whom", "that", "which"} and head.dep in {"nsubj", "nsubjpass", "dobj"}:
        clause = tokens[head.head]
        return person_at(sentence, clause.head, text) if clause.dep == "relcl" and clause.head != index else None
    known = lower in _person_words() or re.fullmatch(r"\d{1,3}-year-old", lower) is not None
    known = known or (lower == "old" and index > 1 and tokens[index - 1].text == "-")  # "a 15-year-old", cut up
    known = known or (lower == "another" and head.dep in {"dobj", "conj", "nsubj", "nsubjpass", "pobj"})
    pronoun = lower in {"he", "she", "him", "her", "himself", "herself", "they", "them", "both"}
    named = head.tag in {"NNP", "NNPS"} and head.text[:1].isupper()
    number = head.tag == "CD" and (lower in _COUNTS or (lower.isdigit() and len(lower) < 4))
    if lower == "other" and index and tokens[index - 1].lower == "each":
        return None
    if number and index > 1 and tokens[index - 1].lower == "of" and tokens[index - 2].lower in words().parents:
        return None  # "father of 4 killed"
    if number and index + 1 < len(tokens) and tokens[index + 1].lower in _TIMES:
        return None  # "shot about 10 times at the car"
    if named and not known:
        named = _is_name(sentence, index, text)
    if not (known or pronoun or named or number):
        return None
    inside = _phrase(sentence, index)
    start, end = tokens[inside[0]].start, tokens[inside[-1]].end
    phrase = text[start:end]
    lowers = {tokens[i].lower for i in inside}
    if "unborn" in lowers:  # registries count the born
        return None
    names = _names(sentence, index, inside)
    part = "suspect" if lowers & words().suspect else "police" if lowers & words().police else ""
    dets = {tokens[c].lower for c in sentence.children(index) if tokens[c].dep in {"det", "poss", "nummod", "amod"}}
    return Person(
        start=start,
        end=end,
        text=phrase,
        count=_count(sentence, index, inside),
        sex=sex_of(lowers),
        age=_age(text, start, end),
        names=tuple(n for n in names if n not in _person_words()),
        part=part,
        noun=lower,
        definite=bool(dets & _DEFINITE) or (named and not known),
        pronoun=pronoun,
        another=bool(lowers & _OTHER) or lower in {"others", "other"},
        numbered=number or any(tokens[i].lower in {"one", "1"} for i in inside),
    )


def _is_name(sentence: Sentence, index: int, text: str) -> bool:
    """Whether a proper noun names a person: with a first name before it here, or anywhere in the report."""
    tokens = sentence.tokens
    head = tokens[index]
    if (
        len(head.text) < 2
        or head.lower in dates.calendar()
        or head.lower == "injury"
        or not head.text.replace("'", "").replace("-", "").isalpha()
    ):
        return False
    before = tokens[index - 1] if index else None
    if before is not None and before.tag == "NNP" and before.text[:1].isupper() and before.head == index:
        return True
    name = re.escape(head.text)
    return re.search(rf"\b[A-Z][a-z]+ (?:[A-Z]\.? )?{name}\b|\b{name}, (?:a |\d\d)", text[:6000]) is not None


def _names(sentence: Sentence, index: int, inside: list[int]) -> tuple[str, ...]:
    """The lowered words of a name: the noun's own and those right before it, or those of a name set beside it."""
    tokens = sentence.tokens
    heads = [index] if tokens[index].tag in {"NNP", "NNPS"} else []
    heads += [
        c for c in sentence.children(index) if tokens[c].dep == "appos" and tokens[c].tag == "NNP" and c in inside
    ]
    found: list[str] = []
    for head in heads:
        at = head
        while at >= inside[0] and tokens[at].tag in {"NNP", "NNPS"} and tokens[at].text[:1].isupper():
            found.append(tokens[at].lower)
            at -= 1
    return tuple(reversed(found))


def _phrase(sentence: Sentence, index: int) -> list[int]:
    """The tokens of the noun phrase right around a noun, an apposed name included."""
    tokens = sentence.tokens
    kept, stack = {index}, [index]
    while stack:
        at = stack.pop()
        for child in sentence.children(at):
            token = tokens[child]
            near = token.dep in {"det", "amod", "compound", "nummod", "nmod", "advmod", "quantmod", "npadvmod", "hyph"}
            near = near or (token.dep in {"poss", "case"}) or (token.dep == "punct" and child < index)
            near = near or (token.dep == "appos" and token.tag in {"NNP", "CD"} and at == index and child - index < 9)
            if near and not (token.dep == "advmod" and child > index):
                kept.add(child)
                stack.append(child)
    low = high = index
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept or (high + 2 in kept and tokens[high + 1].text == ","):
        high += 1
    return list(range(low, high + 1))


def _count(sentence: Sentence, index: int, inside: list[int]) -> int | None:
    """How many persons a noun phrase counts; None where a plural has no number."""
    tokens = sentence.tokens
    head = tokens[index]
    own = [c for c in sentence.children(index) if tokens[c].dep == "nummod" and c in inside]
    for child in [*own, *([index] if head.tag == "CD" else [])]:
        lower = tokens[child].lower.replace(",", "")
        if lower in _COUNTS:
            return _COUNTS[lower]
        if lower.isdigit() and len(lower) < 4:
            return int(lower)
    if head.lower in {"both", "couple", "twins"}:
        return 2
    if head.tag in {"NNS", "NNPS"} or head.lower in {"people", "they", "them", "children", "men", "women"}:
        return None
    return 1


def _age(text: str, start: int, end: int) -> int | None:
    """The age told in or right after a noun phrase."""
    if _MONTHS.search(text, start, end):
        return 0
    match = _AGE.search(text[start : end + 6])
    if match is None:
        return None
    value = int(next(group for group in match.groups() if group))
    return value if value < 110 else None
