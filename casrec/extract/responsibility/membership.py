"""Doers told by the body that they belong to: "the murderers were members of the army"."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.accusations import BEING, DOERS
from casrec.extract.responsibility.actors import ARMED_GROUP
from casrec.extract.responsibility.statements import OWN, PART_OF, Statement, Tie
from casrec.terms import ResponsibilityStance

CLAIMED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.ACCUSED
_NAMES_HIMSELF = frozenset("identify identified identifying identifies".split())
_ONE_DOER = frozenset("attacker gunman bomber shooter killer murderer assassin assailant perpetrator".split())
_MEMBERS = PART_OF | {"militants", "fighters"}


def themselves(said: Statement) -> Iterator[Tie]:
    """ "The attackers left leaflets identifying themselves as members of the front": a claim in its name."""
    for verb in said.verbs(_NAMES_HIMSELF):
        near = {t.lower for t in said.tokens[verb + 1 : verb + 3]}
        if near & {"themselves", "himself", "herself"} and said.violent(1):
            for actor in said.actors(clauses.below(said.sentence, verb, "as"), agentive=True):
                if actor.key is not None or ("themselves" in near and len(actor.text.split()) > 1):
                    yield Tie(verb, actor, CLAIMED, said.itself(actor), "claim.themselves", said.channel(verb))


def culprits(said: Statement) -> Iterator[Tie]:
    """ "The murderers were members of the army", "the attackers belonged to the front"."""
    for verb in said.verbs(BEING):
        who = clauses.subjects(said.sentence, verb)
        if said.tokens[verb].lower == "belonged" and said.tokens[verb].dep == "acl":  # hung from a place before it
            who = [t.index for t in said.tokens[:verb] if t.lower in DOERS][:1]
        if not any(said.tokens[noun].lower in DOERS for noun in who) or clauses.is_negated(said.sentence, verb):
            continue
        what = [c for c in said.sentence.children(verb) if said.tokens[c].dep == "attr"]
        what += clauses.after(said.sentence, verb, "to") if said.tokens[verb].lower.startswith("belong") else []
        speaker = said.speaker(verb)
        source = said.source(speaker[0]) if speaker else said.cited(verb)
        if speaker and what and not OWN.isdisjoint(said.below(what[0])):  # "one of its soldiers"
            for actor in said.actors([speaker[0]]):
                if actor.key is not None:
                    yield Tie(verb, actor, CLAIMED, said.itself(actor), "claim.culprits")
            continue
        one = any(said.tokens[noun].lower in _ONE_DOER for noun in who)
        near = [m.known.kind for noun in what for m in said.cast.overlapping(*clauses.phrase(said.sentence, noun))]
        if one and near and ARMED_GROUP not in near:
            continue  # what one soldier does is not yet his country's deed
        for actor in said.actors(what, agentive=True):
            if actor.key is not None or "of" in actor.text.split() or said.tokens[what[0]].lower in PART_OF:
                yield Tie(verb, actor, ACCUSED, source, "accused.culprits")


def set_beside(said: Statement) -> Iterator[Tie]:
    """ "The bombers, members of the front, gave no warning": a body whose members the doers are said to be."""
    for token in said.tokens:
        if token.lower not in DOERS or token.tag != "NNS" or not said.violent(1):
            continue
        for noun in said.sentence.children(token.index):
            if said.tokens[noun].dep != "appos" or said.tokens[noun].lower not in _MEMBERS:
                continue
            for actor in said.actors([noun]):
                if actor.key is not None:
                    yield Tie(noun, actor, ACCUSED, said.teller(noun), "accused.culprits")
