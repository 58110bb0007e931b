"""Responsibility told by nouns: "the army's role in the massacre", "X, the alleged mastermind of the attack"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.deeds import HARM_WORDS
from casrec.extract.responsibility.statements import PARTS, Statement, Tie
from casrec.records import Actor
from casrec.terms import ResponsibilityStance

ACCUSED = ResponsibilityStance.ACCUSED
AUTHORS = frozenset(
    "mastermind masterminds author authors perpetrator perpetrators architect organizer organiser organizers "
    "ringleader instigator instigators planner brains".split()
)
_BE = frozenset("is are was were be been".split())
_UNTOLD = frozenset("no any possible future potential whether without".split())
_CLAIMING = frozenset("claim claimed claims claiming deny denied denies denying take took taken accept admit".split())
HURT = frozenset("death deaths killing killings murder murders disappearance".split())


def nominals(said: Statement) -> Iterator[Tie]:
    """The ties that a sentence tells by nouns, in order."""
    if PARTS.isdisjoint(said.lowers) and AUTHORS.isdisjoint(said.lowers):
        return
    for token in said.tokens:
        if not token.tag.startswith("NN"):
            continue
        if token.lower in PARTS:
            yield from _part(said, token.index)
        elif token.lower in AUTHORS:
            yield from _author(said, token.index)


def _part(said: Statement, noun: int) -> Iterator[Tie]:
    """ "The army's role in the massacre", "evidence of participation by the army in the murder"."""
    owner = said.sentence.child(noun, "poss")
    who = [*clauses.after(said.sentence, noun, "by", "of"), *([owner] if owner is not None else [])]
    above = {said.tokens[a].lower for a in said.sentence.ancestors(noun)[:3]}
    alleged = said.beside(noun) & {"alleged", "suspected"} and said.tokens[noun].lower == "involvement"
    if not who or above & _CLAIMING or said.beside(noun) & _UNTOLD:
        return
    if not _of_attack(said, noun) and not (alleged and said.violent(2)):
        return
    if any(clauses.is_negated(said.sentence, a) for a in said.sentence.ancestors(noun)[:2]):
        return
    yield from _accused(said, noun, who)


def _of_attack(said: Statement, noun: int) -> bool:
    """Whether what somebody has a part in is an attack: the nouns after "in" or "for" within a few words."""
    found = False
    for token in said.tokens[noun + 1 : noun + 12]:
        if token.lower in ("in", "for"):
            found = True
        elif found and token.lower in said.words.strong_nouns | HURT:
            return True
        elif clauses.is_verb(token) or token.text in ".;,":
            return False
    return False


def _author(said: Statement, noun: int) -> Iterator[Tie]:
    """ "X, the alleged mastermind of the attack", "X was the author of the massacre"."""
    of = {said.tokens[n].lower for n in clauses.after(said.sentence, noun, "of", "behind", "in")}
    token = said.tokens[noun]
    head = said.tokens[token.head]
    mastermind = token.lower in said.words.culprits and token.dep == "attr"  # "X was the mastermind"
    alone = mastermind and not of and said.violent(2)
    if not alone and not of & (said.words.strong_nouns | HARM_WORDS | {"crime", "attack"}):
        return
    if token.dep == "appos":
        who, verb = [head.index], noun
    elif token.dep == "attr" and head.lower in _BE:
        who, verb = clauses.subjects(said.sentence, head.index), head.index
    else:
        who, verb = [c for c in said.sentence.children(noun) if said.tokens[c].dep == "appos"], noun
    if not clauses.is_negated(said.sentence, verb) and not clauses.is_conditional(said.sentence, verb):
        yield from _accused(said, noun, [n for n in who if said.tokens[n].lower not in AUTHORS])


def _accused(said: Statement, noun: int, who: list[int]) -> Iterator[Tie]:
    """Whom the nouns name, accused by whoever says so; not those who say it of themselves."""
    source = said.teller(noun)
    for actor in said.actors(who, agentive=True):
        if source is None or source.identity != actor.identity:
            text = re.sub(r"['’]s?$", "", actor.text, flags=re.I)
            yield Tie(noun, Actor(text=text, name=actor.name, key=actor.key), ACCUSED, source, "accused.noun")
