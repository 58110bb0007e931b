"""What actors deny: a part in an attack, an accusation."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.avowals import is_deed, same_doer
from casrec.extract.responsibility.deeds import HARM_WORDS
from casrec.extract.responsibility.statements import PRONOUNS, Statement, Tie
from casrec.terms import ResponsibilityStance

DENIED = ResponsibilityStance.DENIED
_OUTRIGHT = ("den", "disclaim", "disavow")  # what these deny needs no word of accusation
_PART = frozenset("responsibility involvement complicity authorship".split())
_TO_DO = frozenset("anything nothing something".split())
_LAID = frozenset("behind responsible blame".split())


def denials(said: Statement) -> Iterator[Tie]:
    """ "X denied any involvement", "X rejected the accusation", "issued a statement denying it"."""
    for verb in said.verbs(said.words.denies):
        if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
            continue
        if any(
            token.lower == "nor" for token in said.tokens[max(0, verb - 2) : verb]
        ):  # "neither confirmed nor denied"
            continue
        passive = clauses.is_passive(said.sentence, verb) and said.tokens[verb].tag != "VBG"
        who = clauses.agents(said.sentence, verb) if passive else _issuers(said, verb)
        if who and (denied(said, verb) or _aside(said, verb)):
            for actor in said.actors(who):
                yield Tie(verb, actor, DENIED, said.itself(actor), "denied.verb")
    for token in said.tokens:
        if token.lower in ("denial", "denials") and said.violent(1):
            owner = said.sentence.child(token.index, "poss")
            who = [*clauses.after(said.sentence, token.index, "by", "from"), *([owner] if owner is not None else [])]
            for actor in said.actors(who):
                yield Tie(token.index, actor, DENIED, said.itself(actor), "denied.noun")


def _issuers(said: Statement, verb: int) -> list[int]:
    """Who denies; where the parser took that for what the attack did, "condemned the blast that killed two and denied
    any part in it", whoever did the rest."""
    who = said.issuers(verb)
    attack = said.words.attack_nouns | {"that", "which"}
    joined = said.tokens[verb].dep == "conj" and all(said.tokens[w].lower in attack for w in who)
    if not who or not joined:
        return who
    told = next((a for a in said.sentence.ancestors(verb) if said.tokens[a].dep == "relcl"), verb)
    above = (a for a in said.sentence.ancestors(told) if clauses.is_verb(said.tokens[a]))
    main = next(above, None)
    return [] if main is None else said.issuers(main)


def _aside(said: Statement, verb: int) -> bool:
    """Whether somebody denies what others say of him: "blamed the army, an accusation it denies", "which X denied"."""
    token = said.tokens[verb]
    if token.dep != "relcl":
        return False
    held = {said.tokens[c].lower for c in said.sentence.children(verb) if said.tokens[c].dep == "dobj"}
    if not held or held == {"that"}:
        head = said.tokens[token.head].lower
        return head in said.words.denied_things - _PART and token.head < verb and said.violent(1)
    accused = said.words.blames | said.words.accuses | said.words.attributes | _LAID
    return held == {"which"} and not said.lowers.isdisjoint(accused) and said.violent(1)


def _by_another(said: Statement, verb: int, deed: int) -> bool:
    """Whether the deed denied has a doer of its own: "denied that the plane was downed by rebels", "that rebels shot
    it"."""
    others = clauses.agents(said.sentence, deed)
    if not clauses.is_passive(said.sentence, deed):
        others = [s for s in clauses.subjects(said.sentence, deed) if said.tokens[s].lower not in PRONOUNS]
    return bool(others) and not same_doer(said, deed, said.issuers(verb))


def denied(said: Statement, verb: int) -> bool:
    """Whether what is denied is a part in violence."""
    outright = said.tokens[verb].lower.startswith(_OUTRIGHT)
    for thing in clauses.objects(said.sentence, verb):
        lower = said.tokens[thing].lower
        if lower in _PART:
            return said.violent(2)
        if lower in said.words.denied_things or (outright and lower in said.words.attack_nouns):
            told = any(said.tokens[c].dep in ("acl", "ccomp", "relcl") for c in said.sentence.children(thing))
            said_of = lower in said.words.denied_things and (
                told or any(clauses.after(said.sentence, thing, "of", "about", "on", "regarding", "concerning"))
            )
            return bool(said.below(thing) & (said.words.attack_nouns | HARM_WORDS)) or (
                said.violent(1) and not said_of  # "denied the allegations of bribes"
            )
    return outright and any(_told(said, verb, child) for child in said.sentence.children(verb))


def _told(said: Statement, verb: int, child: int) -> bool:
    """Whether a clause tells the attack denied: "denied that it shot them", "denied having anything to do with it"."""
    if said.tokens[child].dep not in ("xcomp", "ccomp"):
        return False
    if is_deed(said, child):
        return said.tokens[child].dep == "xcomp" or not _by_another(said, verb, child)
    below = said.below(child)
    if "do" in below and not _TO_DO.isdisjoint(below):
        return not below.isdisjoint(said.words.attack_nouns) or said.violent(1)
    return said.tokens[child].dep == "xcomp" and bool(below & said.words.attack_nouns)
