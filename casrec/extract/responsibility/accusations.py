"""Whom others hold responsible for an attack: blamed, accused, suspected, told as the doer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from casrec.extract import clauses
from casrec.extract.responsibility.actors import ARMED_GROUP, lexicon
from casrec.extract.responsibility.couplings import Deed
from casrec.extract.responsibility.deeds import FALSELY, HARM_WORDS, IDENTIFIES, POLICE
from casrec.extract.responsibility.statements import PRONOUNS, Statement, Tie
from casrec.records import Actor, Source
from casrec.terms import ResponsibilityStance

CLAIMED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.ACCUSED
BEING = frozenset("is are was were be been belonged belong".split())
DOERS = frozenset(
    "murderers murderer killers killer attackers attacker gunmen gunman bombers bomber kidnappers assassins assailants "
    "perpetrators perpetrator shooter culprits authors captors abductors hostage-takers "
    "hijackers hijacker raiders".split()
)
_HOLDS = frozenset("hold held holds holding considered deemed found finds find believe believes".split())
_SUSPECTS = frozenset(
    "suspect suspects suspected believe believes believed think thinks thought presume presumed suggested".split()
)
_HEDGES = frozenset(
    "presumed alleged suspected presumably allegedly apparently supposedly possibly probably reputed".split()
)
_UNITS = frozenset(
    "units unit commandos guerrillas fighters combatants forces troops militiamen militants columns".split()
)
_OTHERS = re.compile(r"-(?:backed|led|allied|aligned|supported)\b|\b(?:pro|anti|government)\b|\brival\b", re.I)
_FORCE = frozenset("department sheriff commissioner".split())
_SIGNS = frozenset("evidence indications signs clues information".split())
SUSPICIONS = frozenset("suspicion suspicions speculation".split())
_POINTERS = _SIGNS | SUSPICIONS | frozenset("finger fingers".split())
_TRADES = frozenset("blame accusations recriminations accusation".split())
_TRADED = frozenset("trade traded trades trading exchanged exchange exchanging swapped swap swapping".split())
_BURDENS = frozenset("responsibility blame guilt".split())
_BEARS = frozenset("bear bears bore borne bearing share shares shared".split())
_AIMS = ("on", "upon", "at", "toward", "towards")
_STATES = frozenset("behind responsible guilty".split())
_WORKS = frozenset(
    "work hallmarks hallmark handiwork hands profile signature signatures fingerprints "
    "trademark trademarks stamp".split()
)
STATES = _STATES | _WORKS
_AGENT = 14  # words from a verb to the "by" of who did it
_NEAR = 7  # words between "named" and "as"
_FEELS = frozenset("feel feels felt".split())
_DEATH = frozenset("death deaths".split())
_ACTS = frozenset("act acts action actions event events incident incidents crime crimes".split())
_SOME = frozenset("others some many most both several".split())
_SEES = frozenset(
    "view views viewed see sees saw seen name names named regard regards regarded consider considers considered "
    "identify identifies identified treat treats treated".split()
)
REFERS = frozenset("it this that them which these those".split())


def accusations(said: Statement) -> Iterator[Tie]:
    """ "Y blamed X", "blamed on X", "accused of bombing", "attributed to X", "suspected of"."""
    words = said.words
    yield from _laid_on(said)
    if said.mishap():
        return
    for verb in said.verbs(words.blames | words.accuses | words.attributes):
        if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
            continue
        if clauses.modals(said.sentence, verb) or not FALSELY.isdisjoint(said.beside(verb)):
            continue  # what somebody would or could blame on others, or is told to do so wrongly
        lower = said.tokens[verb].lower
        if lower in words.blames:
            whom = _blamed(said, verb)
        elif lower in words.attributes:
            whom = _attributed(said, verb)
        else:
            whom = _accused(said, verb)
        if each := _each_other(said, verb, whom):
            yield from each
            continue
        for actor in said.actors(whom, agentive=lower not in words.accuses):
            if not politics(said, actor):
                yield Tie(verb, actor, ACCUSED, accuser(said, verb), f"accused.{_stem(lower)}")


def politics(said: Statement, actor: Actor) -> bool:
    """Whether somebody is blamed for laws and words, not for the deed: "blamed Congress for the shooting"."""
    return actor.key is None and actor.text.split()[-1] in said.words.politics


def _each_other(said: Statement, verb: int, whom: list[int]) -> list[Tie]:
    """ "The rebels and the army accused each other of the shelling": each is accused by the other."""
    if not any(said.tokens[n].lower in ("other", "another") and said.beside(n) & {"each", "one"} for n in whom):
        return []
    return _mutual(said, verb)


def _mutual(said: Statement, verb: int) -> list[Tie]:
    """The subjects of a verb as accused by one another; nobody where they are not two."""
    both = said.actors(clauses.subjects(said.sentence, verb), agentive=True)
    if len(both) != 2:
        return []
    return [
        Tie(verb, actor, ACCUSED, Source(text=other.text, name=other.name, key=other.key), "accused.mutual")
        for actor, other in zip(both, reversed(both), strict=True)
    ]


def _laid_on(said: Statement) -> Iterator[Tie]:
    """ "The minister pinned the blame on the front", "put the blame for the blast on it", "traded blame for it"."""
    for token in said.tokens:
        if token.lower in _TRADES and token.dep == "dobj" and said.tokens[token.head].lower in _TRADED:
            yield from _mutual(said, token.head) if said.violent(1) else ()
        if token.lower in _BURDENS and token.dep == "dobj" and said.tokens[token.head].lower in _BEARS:
            yield from _borne(said, token.index)
        if token.lower in _POINTERS and said.violent(1):
            yield from _pointed_at(said, token.index)
        if token.lower != "blame" or token.dep != "dobj" or not said.violent(1):
            continue
        if clauses.is_negated(said.sentence, token.head) or clauses.modals(said.sentence, token.head):
            continue
        whom = [*clauses.after(said.sentence, token.head, "on", "upon")]
        whom += clauses.after(said.sentence, token.index, "on", "upon")
        for actor in said.actors(whom, agentive=True):
            if not politics(said, actor):
                yield Tie(token.index, actor, ACCUSED, accuser(said, token.head), "accused.blame")


def _borne(said: Statement, noun: int) -> Iterator[Tie]:
    """ "The army bears responsibility for the massacre"."""
    verb = said.tokens[noun].head
    about = {said.tokens[n].lower for at in (noun, verb) for n in clauses.after(said.sentence, at, "for")}
    if not about & (said.words.strong_nouns | HARM_WORDS) or said.mishap():
        return
    if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
        return
    source = said.teller(verb)
    for actor in said.actors(clauses.subjects(said.sentence, verb), agentive=True):
        if source is None or source.identity != actor.identity:
            yield Tie(verb, actor, ACCUSED, source, "accused.responsible")


def _pointed_at(said: Statement, noun: int) -> Iterator[Tie]:
    """ "Suspicion fell on the front", "officials pointed the finger at it"."""
    verb = said.tokens[noun].head
    active = said.tokens[noun].dep == "dobj"
    if not clauses.is_verb(said.tokens[verb]) or not (active or said.tokens[noun].dep in ("nsubj", "nsubjpass")):
        return
    if clauses.is_negated(said.sentence, verb) or clauses.modals(said.sentence, verb):
        return
    if said.tokens[noun].lower in _SIGNS and not said.tokens[verb].lower.startswith("point"):
        return
    aims = ("to", "at", "toward", "towards") if said.tokens[noun].lower in _SIGNS else _AIMS
    whom = [n for at in (verb, noun) for n in clauses.after(said.sentence, at, *aims)]
    whom += [s for n in whom if clauses.is_verb(said.tokens[n]) for s in clauses.subjects(said.sentence, n)]
    for actor in said.actors(whom, agentive=True):
        yield Tie(noun, actor, ACCUSED, accuser(said, verb) if active else said.cited(verb), "accused.suspicion")


def _blamed(said: Statement, verb: int) -> list[int]:
    """Who takes the blame: "blamed X for it", "blamed it on X", "an attack blamed on X"."""
    harm = said.words.attack_nouns | HARM_WORDS | {"blood"}
    held = clauses.objects(said.sentence, verb)
    on = list(clauses.after(said.sentence, verb, "on"))
    for thing in held:
        if said.tokens[thing].lower in harm | REFERS:
            on += [*clauses.after(said.sentence, thing, "on")] or _far_on(said, thing)
    violent = any(said.tokens[h].lower in harm for h in held)
    if on and held and said.tokens[verb].dep in ("relcl", "acl") and clauses.is_passive(said.sentence, verb):
        whole = {said.tokens[n].lower for h in held for n in (h, *clauses.after(said.sentence, h, "of"))}
        if not whole & (harm | REFERS):
            return []  # "leaks that were blamed on officials"
    hung = [c for at in (verb, *held) for c in said.sentence.children(at)]  # "organisations for the attack"
    about = {w for c in hung if said.tokens[c].lower == "for" for w in said.below(c)}
    if on and not (about and any(said.can_act(noun) for noun in held)):
        return on if violent or not held or said.violent(1) else []
    if about & said.words.not_deeds or (about and not about & (harm | REFERS)):
        return []
    return held if said.violent(1) and not violent else []


def _far_on(said: Statement, thing: int) -> list[int]:
    """Who takes the blame at the end of a long object: "blamed the blast that killed nine on a local militia"."""
    found = [n for n in clauses.below(said.sentence, thing, "on") if said.can_act(n)]
    return found[-1:] if found and said.tokens[found[-1]].lower in lexicon().collectives else []


def _attributed(said: Statement, verb: int) -> list[int]:
    """ "the attack was attributed to X", "attributed it to X"."""
    held = clauses.objects(said.sentence, verb)
    if said.tokens[verb].lower.startswith("link"):  # "linked the front to the bombing"
        what = {said.tokens[n].lower for n in clauses.after(said.sentence, verb, "to", "with")}
        if what & said.words.strong_nouns:
            return held
    about = {said.tokens[h].lower for h in held} | {said.tokens[said.tokens[verb].head].lower}
    if any(said.tokens[h].lower in _ACTS and said.beside(h) & {"this", "these", "those"} for h in held):
        about.add("these")
    if not about & (said.words.strong_nouns | REFERS | _SOME | _DEATH) or not said.violent():
        return []
    to = list(clauses.after(said.sentence, verb, "to", "on"))
    return to + [x for h in held for x in clauses.after(said.sentence, h, "to")]


def _accused(said: Statement, verb: int) -> list[int]:
    """The object of "accused X of bombing", "X was charged with murder", "X suspected of the killing"."""
    whom = said.not_held(clauses.objects(said.sentence, verb) or said.hung_from(verb))
    if said.tokens[verb].dep == "relcl":  # "X, whom the party accused of it"
        whom = [said.tokens[verb].head if said.tokens[n].lower == "whom" else n for n in whom]
    if said.of_attack(verb):
        return whom
    if not said.tokens[verb].lower.startswith("suspect") or said.crime_of(verb) or not said.violent(1):
        return []
    return [n for n in whom if any(actor.key for actor in said.actors([n]))]  # "officials suspect the front"


def accuser(said: Statement, verb: int) -> Source | None:
    """Who blames: the subject, or the agent of a passive, else who is reported to say so."""
    passive = clauses.is_passive(said.sentence, verb)
    who = clauses.agents(said.sentence, verb) if passive else said.issuers(verb)
    who = [noun for noun in who if said.tokens[noun].lower not in DOERS]  # "gunmen suspected of", taken for a sentence
    return said.source(who[0]) if who else said.teller(verb)


def identified(said: Statement) -> Iterator[Tie]:
    """ "Police identified the gunman as X", "the suspect, named as X", "the gunman, X"."""
    for token in said.tokens:
        if token.lower not in said.words.perpetrator_nouns or not token.tag.startswith("NN"):
            continue
        names = [c for c in said.sentence.children(token.index) if said.tokens[c].dep == "appos"]
        if token.dep == "attr" and said.tokens[token.head].lower in BEING and said.violent(1):
            yield from _suspected(said, token.index, token.head)
        verb, by = token.index, None
        for at in (token.head, *said.sentence.children(token.index)):
            if said.tokens[at].lower in IDENTIFIES:
                names += list(clauses.after(said.sentence, at, "as")) or _as_named(said, at)
                names += clauses.after(said.sentence, token.index, "as") if at == token.head else ()
                names += [c for c in said.sentence.children(at) if said.tokens[c].dep in ("oprd", "attr")]
                verb, by = at, accuser(said, at)
        for actor in said.actors([n for n in names if said.tokens[n].tag == "NNP" and said.tokens[n + 1 :]]):
            yield Tie(verb, actor, ACCUSED, by or said.cited(verb), "accused.identified")


def _as_named(said: Statement, verb: int) -> list[int]:
    """The name of "was identified by police as X", where the parser hung "as" from who identified him."""
    near = said.tokens[verb + 1 : verb + _NEAR]
    if verb + 1 >= len(said.tokens) or near[0].lower not in ("by", "on", "in", "locally"):
        return []
    at = next((t.index for t in near if t.lower == "as"), None)
    name = None if at is None else said.sentence.child(at, "pobj")
    return [] if name is None else [name]


def _suspected(said: Statement, noun: int, verb: int) -> Iterator[Tie]:
    """ "The front was the main suspect": a body that is said to be the perpetrator; persons are read elsewhere."""
    if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
        return
    source = said.teller(verb)
    for actor in said.actors(clauses.subjects(said.sentence, verb)):
        if actor.key is not None:
            yield Tie(noun, actor, ACCUSED, source, "accused.suspect")


def states(said: Statement) -> Iterator[Tie]:
    """ "X was behind the attack", "X was responsible for it", "the work of X", "held X responsible"."""
    for token in said.tokens:
        whom: list[int] = []
        if token.lower in STATES and said.refused(token.index):
            continue  # "denied being behind it"
        if token.lower in _STATES and not said.tokens[token.head].lower.startswith("ple"):
            whom = _held(said, token.index) or _subject_of_state(said, token.index)
        elif token.lower == "blame" and token.index and said.tokens[token.index - 1].lower == "to":
            whom = _to_blame(said, token.index)
        elif token.lower in _WORKS and _about_attack(said):
            if token.lower == "hands" and said.tokens[token.head].lower not in ("at", "by"):
                continue
            whom = list(clauses.after(said.sentence, token.index, "of"))
        if not whom:
            continue
        verb = said.tokens[token.head].head if whom == [token.head] else token.head
        thought = [a for a in said.sentence.ancestors(verb)[:1] if said.tokens[a].lower in said.words.says | _FEELS]
        if any(clauses.is_negated(said.sentence, a) for a in (verb, *thought)):
            continue  # "does not feel that they were to blame" too
        if not clauses.is_conditional(said.sentence, verb):
            yield from _stated(said, whom, verb, token.lower)


def listed(said: Statement) -> Iterator[Tie]:
    """ "Officials named several possible culprits, including the front, its rivals or foreign militants"."""
    for token in said.tokens:
        if token.lower not in said.words.perpetrator_nouns or not said.violent(1):
            continue
        seen = said.tokens[said.tokens[token.head].head]
        if said.tokens[token.head].lower == "as" and seen.lower in _SEES:  # "viewed the front as the likely culprit"
            for actor in said.actors(clauses.objects(said.sentence, seen.index), agentive=True):
                if actor.key is not None and not clauses.is_negated(said.sentence, seen.index):
                    yield Tie(seen.index, actor, ACCUSED, accuser(said, seen.index), "accused.seen")
        if token.lower not in ("culprits", "suspects", "perpetrators"):
            continue
        opens = [t.index for t in said.tokens[token.index :] if t.lower == "including"]
        verb = said.tokens[token.head]
        if not opens or not clauses.is_verb(verb):
            continue
        nouns = [t.index for t in said.tokens[opens[0] :] if t.dep in ("pobj", "dobj", "conj", "appos")]
        for actor in said.actors(nouns, agentive=True):
            yield Tie(token.index, actor, ACCUSED, accuser(said, verb.index), "accused.listed")


def _stated(said: Statement, whom: list[int], verb: int, word: str) -> Iterator[Tie]:
    """A state of affairs as an accusation; as a claim where the actor or his channel says it."""
    speaker = said.speaker(verb)
    source = said.source(speaker[0]) if speaker else said.cited(verb)
    if said.tokens[verb].lower in _HOLDS and source is None:
        source = accuser(said, verb)
    for actor in said.actors(whom, agentive=True):
        if source is not None and said.speaks_for(speaker, actor):
            through = source.text if source.identity != actor.identity else None
            yield Tie(verb, actor, CLAIMED, said.itself(actor), f"claim.{word}", through)
        else:
            yield Tie(verb, actor, ACCUSED, source, f"accused.{word}")


def _subject_of_state(said: Statement, at: int) -> list[int]:
    """Who is behind or responsible for an attack."""
    token, below = said.tokens[at], said.below(at)
    if token.lower == "behind":  # "standing behind his father" is of a place
        what = [c for c in said.sentence.children(at) if said.tokens[c].dep in ("pobj", "pcomp")]
        what += [n for w in what for n in clauses.after(said.sentence, w, "of")]
        below = {said.tokens[w].lower for w in what}
    if token.lower == "guilty":  # "found guilty by a jury of murder": of the verb
        below |= said.crime_of(token.head)
    about = below & (said.words.attack_nouns | {"it", "this", "them"})
    if not about and not (token.lower == "responsible" and "for" not in below and said.violent(1)):
        return []
    head = token.head
    if token.lower == "behind" and about <= {"it", "this", "them"} and said.sentence.child(head, "dobj") is not None:
        return []  # "to put the quarrel behind them"
    if said.tokens[head].lower in _HOLDS and clauses.is_passive(said.sentence, head):
        return clauses.subjects(said.sentence, head)  # "was found guilty of murder"
    if said.tokens[head].lower in _HOLDS:
        return [x for x in (said.sentence.child(head, "dobj"), said.sentence.child(at, "nsubj")) if x is not None]
    if not clauses.is_verb(said.tokens[head]):
        return []
    return [s for s in clauses.subjects(said.sentence, head) if said.tokens[s].lower not in PRONOUNS]


def _to_blame(said: Statement, at: int) -> list[int]:
    """Who "is to blame" for an attack."""
    head = said.tokens[at].head
    about = {said.tokens[n].lower for n in clauses.below(said.sentence, head, "for")}
    of_attack = about & (said.words.attack_nouns | HARM_WORDS | REFERS) or (not about and said.violent(1))
    if said.tokens[head].lower not in BEING or not of_attack:
        return []
    return [s for s in clauses.subjects(said.sentence, head) if said.tokens[s].lower not in PRONOUNS]


def _held(said: Statement, at: int) -> list[int]:
    """ "The police hold the front responsible for the attack", where the parser takes it for "responsible front"."""
    noun = said.tokens[said.tokens[at].head]
    held = said.tokens[at].dep == "amod" and noun.dep == "dobj" and noun.index < at
    if not held or said.tokens[noun.head].lower not in _HOLDS:
        return []
    return [noun.index] if said.below(at) & (said.words.attack_nouns | HARM_WORDS | {"it", "this"}) else []


def _about_attack(said: Statement) -> bool:
    lowers = {t.lower for t in said.tokens}
    return bool(lowers & (said.words.attack_nouns | HARM_WORDS)) or ("it" in lowers and said.violent(1))


def told(said: Statement, deed: Deed) -> Iterator[Tie]:
    """A deed told as fact: an admission where the actor tells it, else an accusation by whoever does.

    A name coupled with an attack is the outlet's own wording even in a sentence that cites someone.
    """
    if said.refused(deed.at):
        return
    coupled = deed.rule == "coupled" and said.reading.quotation_at(said.tokens[deed.at].start) is None
    speaker = None if coupled else said.speaker(deed.at)
    if speaker is not None and said.tokens[speaker[0]].lower in said.words.attack_nouns | DOERS | lexicon().bare_arms:
        speaker = None  # "warplanes thought to be Russian"
    source = said.source(speaker[0]) if speaker else None if coupled else said.cited(deed.at)
    aside = speaker is not None and clauses.content_path(said.sentence, deed.at, speaker[1])[1]
    issuer = said.cast.issuer
    for actor in filter(said.agent, deed.actors):
        if speaker is not None and said.tokens[speaker[1]].dep == "relcl" and _told_of_head(said, deed.at, speaker[0]):
            continue  # "a man who deputies say shot his son"
        own_report = issuer is not None and actor.key == issuer.key
        if own_report or (source is not None and not aside and said.speaks_for(speaker, actor)):
            yield Tie(deed.at, actor, CLAIMED, said.itself(actor), "claim.told")
        elif speaker and not aside and (own := _own_unit(said, speaker[0], actor)):
            yield Tie(deed.at, own, CLAIMED, said.itself(own), "claim.told")
        elif source is not None and actor.name.lower() == "terrorists":
            continue  # whom the speaker judges
        elif source is not None or deed.main:
            hedged = ".suspected" if _hedged(said, deed.at, actor, speaker) else ""
            yield Tie(deed.at, actor, ACCUSED, source, f"deed.{deed.rule}{hedged}{'.aside' if aside else ''}")


def _told_of_head(said: Statement, at: int, speaker: int) -> bool:
    """Whether a deed in a relative clause has no doer but who speaks there: it is told of whom the clause describes."""
    own = [c for c in said.sentence.children(at) if said.tokens[c].dep == "nsubj"]
    return not own and speaker in clauses.subjects(said.sentence, at)


def _hedged(said: Statement, at: int, actor: Actor, speaker: tuple[int, int] | None) -> bool:
    """Whether a deed is told as a suspicion: "presumed rebels", "may have", "police believe"."""
    if speaker is not None and said.tokens[speaker[1]].lower in _SUSPECTS:
        return True
    near = said.beside(at) | set(actor.text.lower().split())
    near |= {t.lower for t in said.tokens[at + 1 : at + 5]} & {"alleged", "suspected", "presumed", "presumably"}
    ahead = said.tokens[at + 1 : at + _AGENT]
    near |= {hedge.lower for hedge, by in pairwise(ahead) if by.lower == "by"}  # "shot in the street, presumably by"
    return bool(near & _HEDGES or clauses.modals(said.sentence, at))


def _own_unit(said: Statement, speaker: int, actor: Actor) -> Actor | None:
    """The armed group whose units did what it reports: "the FMLN reports that commando units staged attacks"; the
    police who say that officers shot somebody."""
    if actor.text.split()[-1].lower() in POLICE and said.tokens[speaker].lower in POLICE | _FORCE:
        return next(iter(said.actors([speaker])), None)
    if actor.key is not None or actor.text.split()[-1].lower() not in _UNITS or _OTHERS.search(actor.text):
        return None
    groups = [a for a in said.actors([speaker]) if a.key is not None]
    known = {m.known.key for m in said.cast.known if m.known.kind == ARMED_GROUP}
    return next((group for group in groups if group.key in known), None)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word)
