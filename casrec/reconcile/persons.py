"""The single persons a report describes, each counted once however often it is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casrec.records import Claim, Figure
from casrec.terms import Group, Harm

_MALE = frozenset(
    "man men boy boys male father son husband brother uncle grandfather boyfriend nephew grandson stepson stepfather "
    "dad gentleman himself he him fiance".split()
)
_FEMALE = frozenset(
    "woman women girl girls female mother daughter wife sister aunt grandmother girlfriend niece granddaughter "
    "stepdaughter mom lady herself she her fiancee widow".split()
)
_ATTACKER = frozenset("himself herself themselves gunman gunmen shooter suspect attacker bomber assailant".split())
# Capitalised words of a description that are no part of a name.
_NO_NAME = frozenset(
    "the a an one another that this victim two his her their police officer county my man woman boy girl teen someone "
    "brother sister father mother son daughter toddler child infant baby mr mrs ms dr sgt lt capt deputy chief sheriff "
    "coroner male female".split()
)
_NAME = re.compile(r"\b[A-Z][a-z][\w'’-]+")
_AGE = re.compile(r"\b(\d{1,3})[- ](?:year|month|week|day)")
_AGE_AFTER = re.compile(r",? (?:who (?:is|was) )?(\d{1,2})[,.;) ]")
_AGE_BEFORE = re.compile(r"(\d{1,2})-year-old(?: \w+)? ?$")
_ANOTHER = re.compile(r"(?:another|the other|a second|a third|the second|second|third|one other)\b", re.IGNORECASE)
# How far around a description its name's or age's other half may stand.
_NEAR = 30


@dataclass(slots=True)
class Person:
    """Somebody harmed, as far as a report tells: what is said of one mention holds for all mentions of him."""

    age: str | None = None
    sex: str | None = None
    names: set[str] = field(default_factory=set)
    attacker: bool = False
    harms: set[Harm] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)

    @property
    def dead(self) -> bool:
        """Whether any mention says that this person died."""
        return Harm.KILLED in self.harms


@dataclass(frozen=True, slots=True)
class _Mention:
    """One description of one person."""

    claim: Claim
    harm: Harm
    age: str | None
    sex: str | None
    names: frozenset[str]
    attacker: bool
    another: bool


def persons(text: str, claims: Iterable[Claim]) -> list[Person]:
    """The persons whom the claims of single victims describe, in the order of their first mention.

    Two mentions are one person unless age, sex or name tell them apart, or the words do ("another man"): reports
    speak of one victim in many ways, and counting one twice is the commoner error.
    """
    found: list[Person] = []
    for claim in claims:
        if isinstance(claim.content, Figure) and not claim.content.explicit and claim.content.within is None:
            _add(found, _mention(claim, claim.content, text))
    return found


def _mention(claim: Claim, figure: Figure, text: str) -> _Mention:
    """A description's age, sex and names, read from its words and those beside them."""
    quote, span = claim.span.quote, claim.span
    after, before = text[span.end : span.end + _NEAR], text[max(0, span.start - _NEAR) : span.start]
    age = _AGE.search(quote) or _AGE_AFTER.match(after) or _AGE_BEFORE.search(before)
    words = set(re.findall(r"[a-z]+", quote.lower()))
    names = {word.lower().replace("’", "'").removesuffix("'s") for word in _NAME.findall(quote)} - _NO_NAME
    if figure.group is not Group.PEOPLE and len(names) < 2:
        names = set()
    return _Mention(
        claim=claim,
        harm=figure.harm,
        age=age.group(1) if age else None,
        sex=_sex(set(re.findall(r"[a-z]+", figure.who.lower()))) or _sex(words),
        names=frozenset(names),
        attacker=figure.group is Group.ATTACKERS or bool(words & _ATTACKER),
        another=_ANOTHER.match(quote) is not None,
    )


def _sex(words: set[str]) -> str | None:
    """What words tell of a person's sex; None where they tell nothing or both."""
    male, female = bool(words & _MALE), bool(words & _FEMALE)
    return None if male == female else "male" if male else "female"


def _add(found: list[Person], mention: _Mention) -> None:
    """Give a mention to the person it fits best, else to a new one."""
    fitting = [person for person in found if _fits(person, mention)]
    sure = [p for p in fitting if p.names & mention.names or (mention.age is not None and p.age == mention.age)]
    alike = [person for person in fitting if mention.harm in person.harms] or fitting
    person = sure[0] if sure else alike[0] if alike and not mention.another else None
    if person is None:
        person = Person(attacker=mention.attacker)
        found.append(person)
    person.age = person.age or mention.age
    person.sex = person.sex or mention.sex
    person.names |= mention.names
    person.harms.add(mention.harm)
    person.claims.append(mention.claim)


def _fits(person: Person, mention: _Mention) -> bool:
    """Whether nothing tells a mention and a person apart."""
    if person.attacker != mention.attacker:
        return False
    if person.age and mention.age and person.age != mention.age:
        return False
    if person.sex and mention.sex and person.sex != mention.sex:
        return False
    return not (person.names and mention.names and not person.names & mention.names)
