"""Who is reproached with an attack, and so held to have done it: "condemned the front for the blast"."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.accusations import accuser, politics
from casrec.extract.responsibility.actors import lexicon
from casrec.extract.responsibility.couplings import named_actor
from casrec.extract.responsibility.deeds import BY_MISTAKE
from casrec.extract.responsibility.statements import PARTS, Statement, Tie
from casrec.terms import ResponsibilityStance

ACCUSED = ResponsibilityStance.ACCUSED
REPROACHES = frozenset("condemn condemns condemned condemning denounce denounces denounced denouncing".split())
_CLOSE = 2  # words between a name and "for"
_AIMED = frozenset("on upon against at to with toward towards".split())  # "revenge on the army for killing him"


def reproached(said: Statement) -> Iterator[Tie]:
    """The ties that reproaches make, in order of the rules."""
    if not said.mishap():
        yield from _condemned(said)
        yield from _for_killing(said)


def _condemned(said: Statement) -> Iterator[Tie]:
    """ "She condemned the front for the attack": a body that is reproached with it; persons are for words as well."""
    for verb in said.verbs(REPROACHES):
        if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
            continue
        held = clauses.objects(said.sentence, verb)
        what = [n for at in (verb, *held) for n in clauses.after(said.sentence, at, "for")]
        what += [
            n for part in what if said.tokens[part].lower in PARTS for n in clauses.after(said.sentence, part, "in")
        ]
        about = {said.tokens[n].lower for n in what}
        if about.isdisjoint(said.words.strong_nouns | {"violence", "death", "deaths"}):
            continue
        for actor in said.actors(held, agentive=True):
            body = actor.key is not None or actor.text.split()[-1].lower() in lexicon().collectives
            if body and not politics(said, actor):
                yield Tie(verb, actor, ACCUSED, accuser(said, verb), "accused.condemned")


def _for_killing(said: Statement) -> Iterator[Tie]:
    """ "She vowed revenge on the army for killing him": who stands right before "for" and a killing."""
    for token in said.tokens:
        killing = said.sentence.child(token.index, "pcomp") if token.lower == "for" else None
        if killing is None or said.tokens[killing].lower not in said.words.deadly | said.words.grave:
            continue
        verb = next((a for a in said.sentence.ancestors(token.index) if clauses.is_verb(said.tokens[a])), None)
        before = said.cast.within(said.sentence.start, token.start)
        if verb is None or not before or not BY_MISTAKE.isdisjoint(said.below(killing)):
            continue
        if before[-1].adjective and not said.reading.text[before[-1].start : before[-1].end].isupper():
            continue  # "the Norlander for killing his wife"; "the U.S." is the state
        if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
            continue
        if _aimed_at(said, before[-1].end, token.index):
            yield Tie(verb, named_actor(said.cast, before[-1]), ACCUSED, accuser(said, verb), "accused.reproached")


def _aimed_at(said: Statement, end: int, at: int) -> bool:
    """Whether the name that ends at an offset is what the words up to a token are aimed at: not "jailed in Norland for
    killing a man"."""
    name = next(token for token in said.tokens if token.end >= end)
    between = said.tokens[name.index + 1 : at]
    if len(between) > _CLOSE or any(token.text in ",;" or clauses.is_verb(token) for token in between):
        return False
    return name.dep != "pobj" or said.tokens[name.head].lower in _AIMED
