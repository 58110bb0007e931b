"""What actors say of their own part in an attack: claimed, admitted, denied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.actors import ARMED_GROUP, lexicon, named_phrase
from casrec.extract.responsibility.deeds import BY_MISTAKE, FALSELY, HIM, KIN
from casrec.extract.responsibility.statements import OWN, PAPERS, PARTS, PRONOUNS, SELF, UNSURE, Statement, Tie
from casrec.records import Actor
from casrec.terms import ResponsibilityStance

CLAIMED, DENIED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.DENIED, ResponsibilityStance.ACCUSED
SAYS_IT = frozenset("behind responsible involved nothing".split())  # "said it was behind it"
_SOME_OF = frozenset("none one two three four several some member members number group unit".split())
_BEING = frozenset("was were is be been had has have are being".split())
_HAS = frozenset("have had has play played take taken took".split())
_MEN = frozenset("men people".split())
_TELLS = frozenset("told tell tells telling".split())
_ADMITS = frozenset("admit admits admitted admitting confess confesses confessed confessing".split())
_OWNED = frozenset(
    "murder murders killing killings shooting shootings stabbing stabbings bombing bombings manslaughter".split()
)
_ARMED = frozenset(
    "army military forces force troops jets aircraft planes warplanes artillery soldiers ministry".split()
)
_CAMPAIGNS = frozenset(
    "campaign operation operations strike strikes airstrike airstrikes raid raids offensive assault".split()
)
_ANNOUNCES = frozenset("announced announces announcing confirmed confirms acknowledged acknowledges hailed".split())
_BLOWS = frozenset(
    "strike strikes airstrike airstrikes air-strike air-strikes raid raids bombardment bombardments shelling".split()
)
_CALIPHATE = re.compile(
    r"\b(?:soldiers?|fighters?|lions?|knights?) of (?:the |our )?(?:(?:islamic )?caliphate|khilafah)\b", re.I
)
_SELDOM = frozenset("rarely seldom hardly scarcely barely never yet".split())
_CALLERS = frozenset(
    "man woman caller person voice individual spokesman spokeswoman somebody someone people men".split()
)


def claims(said: Statement) -> Iterator[Tie]:
    """ "X claimed responsibility", "bombings claimed by X", "a claim by X", "X said it had bombed"."""
    for verb in said.verbs(said.words.takes):
        if not _takes(said, verb):
            continue
        passive = clauses.is_passive(said.sentence, verb)
        if passive:
            who = clauses.agents(said.sentence, verb) or clauses.below(said.sentence, verb, "by")
            who = who or [n for to in _on_behalf(said, verb) for n in clauses.after(said.sentence, to, "of")]
        else:
            who = clauses.subjects(said.sentence, verb)
        yield from _claimed(said, who, verb, "claim.takes")
    for token in said.tokens:
        if (
            token.lower in ("claim", "claims")
            and token.tag.startswith("NN")
            and "responsibility" in said.below(token.index)
        ):
            owner = said.sentence.child(token.index, "poss")
            who = clauses.below(said.sentence, token.index, "by", "from")
            yield from _claimed(said, [*who, *([owner] if owner is not None else [])], token.index, "claim.noun")
    for verb in said.verbs(said.words.says | said.words.admits | said.words.takes):
        yield from _own_deed(said, verb)


def _on_behalf(said: Statement, verb: int) -> list[int]:
    """The nouns of "claimed in the name of" and "on behalf of"."""
    held = clauses.after(said.sentence, verb, "in", "on")
    return [n for n in held if said.tokens[n].lower in ("name", "behalf")]


def _takes(said: Statement, verb: int) -> bool:
    """Whether a verb takes responsibility, or claims an attack."""
    if clauses.is_negated(said.sentence, verb) or clauses.modals(said.sentence, verb) & UNSURE:
        return False
    if not _SELDOM.isdisjoint(said.beside(verb)):
        return False  # "rarely takes credit"
    held = {said.tokens[h].lower for h in clauses.objects(said.sentence, verb)}
    if any("any" in said.beside(h) for h in clauses.objects(said.sentence, verb)):
        return False  # "quick to claim any attack"
    # The words right after the verb too: the parser often makes "responsibility" the subject of what follows.
    held |= {token.lower for token in said.tokens[verb + 1 : verb + 4]} & said.words.responsibility
    lower = said.tokens[verb].lower
    if held & said.words.responsibility - ({"blame"} if lower.startswith("claim") else set()):
        about = clauses.below(said.sentence, verb, "for")
        return said.violent(2) or (lower.startswith("claim") and not about)
    if not lower.startswith("claim"):
        return False
    passive = clauses.is_passive(said.sentence, verb)
    named = said.actors(clauses.subjects(said.sentence, verb))
    if held & {"it", "them", "both"} and any(actor.key for actor in named) and said.violent(1):
        return True  # "the front claimed it"
    by = passive and bool(clauses.agents(said.sentence, verb) or _on_behalf(said, verb))
    if said.tokens[verb].dep == "relcl" and not passive and "which" in said.beside(verb):
        held.add(said.tokens[said.tokens[verb].head].lower)  # "the attack, which the front claimed"
    return by or bool(held & said.words.attack_nouns)


def _claimed(said: Statement, who: list[int], verb: int, rule: str) -> Iterator[Tie]:
    """A claim; but one that someone falsely says was made is an accusation by him."""
    speaker = said.speaker(verb)
    false = speaker is not None and said.beside(speaker[1]) & FALSELY
    named = said.actors([issuer for noun in who for issuer in _signed(said, noun)])
    if not any(actor.key for actor in named):
        named = _spoken_for(said, who) or named
    for actor in named:
        if false and speaker is not None:
            yield Tie(verb, actor, ACCUSED, said.source(speaker[0]), "accused.false_claim")
        else:
            yield Tie(verb, actor, CLAIMED, said.itself(actor), rule, said.channel(verb))


def _signed(said: Statement, noun: int) -> list[int]:
    """Whose a paper is: "a statement signed by the front", "a message from it"; any other noun is itself."""
    if said.tokens[noun].lower not in PAPERS:
        return [noun]
    return [n for n in clauses.below(said.sentence, noun, "of", "by", "from") if said.can_act(n)]


def for_the_cause(said: Statement) -> Iterator[Tie]:
    """ "A soldier of the caliphate carried out the attack": how the Islamic State owns what its followers did."""
    match = _CALIPHATE.search(said.reading.words(said.line))
    if match is None or not said.violent(1):
        return
    known = lexicon().exact["Islamic State"][0]
    named = next((m for m in said.cast.within(said.line.start, said.line.end) if m.known is known), None)
    text = match.group() if named is None else said.reading.text[named.start : named.end]
    if named is None and (own := next((m for m in said.cast.known if m.known is known), None)):
        text = said.reading.text[own.start : own.end]  # by what name the report knows it
    actor = Actor(text=" ".join(text.split()), name=known.name, key=known.key)
    at = next((t.index for t in said.tokens if t.lower.startswith(("soldier", "fighter", "lion", "knight"))), 0)
    yield Tie(at, actor, CLAIMED, said.itself(actor), "claim.caliphate")


def headlined(said: Statement) -> Iterator[Tie]:
    """ "Group Claims Responsibility For Blast": a headline's verb, which the tagger takes for a noun."""
    for token in said.tokens[1:-1]:
        after = said.tokens[token.index + 1]
        if token.lower not in ("claims", "claim", "claimed") or after.lower != "responsibility":
            continue
        before = said.cast.within(said.line.start, token.start)
        near = [m for m in before if not said.reading.text[m.end : token.start].strip(" \"'”’)")]
        if near and (not clauses.is_verb(token) or token.dep in ("compound", "nmod", "amod")):
            for actor in said.cast.actors(near[-1].start, near[-1].end):
                yield Tie(token.index, actor, CLAIMED, said.itself(actor), "claim.headline")


def answerable(said: Statement) -> Iterator[Tie]:
    """ "X issued a statement saying it was responsible", "X said they were behind the attack"."""
    for token in said.tokens:
        if token.lower not in ("responsible", "behind") or not clauses.is_verb(said.tokens[token.head]):
            continue
        verb = token.head
        who = clauses.subjects(said.sentence, verb)
        speaker = said.speaker(verb)
        if speaker is None or not who or said.tokens[who[0]].lower not in SELF:
            continue
        if clauses.is_conditional(said.sentence, verb) or not said.violent(1):
            continue
        if clauses.is_negated(said.sentence, speaker[1]):
            continue  # "the front has not said that it was responsible"
        issuers = said.issuers(speaker[1])
        if said.tokens[who[0]].lower in ("he", "she", "i") and any(_many(said, noun) for noun in issuers):
            continue
        negated = clauses.is_negated(said.sentence, verb)
        stance, rule = (DENIED, "denied.answerable") if negated else (CLAIMED, "claim.answerable")
        for actor in said.actors(issuers, agentive=True):
            yield Tie(verb, actor, stance, said.itself(actor), rule)


def announced(said: Statement) -> Iterator[Tie]:
    """ "The army announced the strikes": whoever has arms and makes its blows known owns them."""
    for verb in said.verbs(_ANNOUNCES):
        held = [h for h in clauses.objects(said.sentence, verb) if said.tokens[h].lower in _BLOWS]
        others = any(
            clauses.agents(said.sentence, h) or said.cast.within(*clauses.phrase(said.sentence, h)) for h in held
        )
        if not held or others or clauses.is_passive(said.sentence, verb) or clauses.is_negated(said.sentence, verb):
            continue
        for noun in said.issuers(verb):
            if _ARMED.isdisjoint({said.tokens[noun].lower, *said.below(noun)}):
                continue
            for actor in said.actors([noun]):
                yield Tie(verb, actor, CLAIMED, said.itself(actor), "claim.announced")


def _spoken_for(said: Statement, who: list[int]) -> list[Actor]:
    """The group in whose name a caller claims: "a man who said he spoke for the front called to claim the attack"."""
    if not any(said.tokens[noun].lower in _CALLERS for noun in who):
        return []
    for token in said.tokens:
        if token.lower in ("behalf", "name", "representing", "from", "for", "of"):
            after = said.cast.within(token.end, min(token.end + 60, said.line.end))
            if after and after[0].known.kind == ARMED_GROUP:
                return said.cast.actors(after[0].start, after[0].end)
    return []


def _own_deed(said: Statement, verb: int) -> Iterator[Tie]:
    """ "X said it had bombed", "X admitted killing", "X said it was not behind the attack"."""
    if clauses.is_negated(said.sentence, verb):
        return
    who = clauses.subjects(said.sentence, verb)
    for child in _contents(said, verb):
        dep = said.tokens[child].dep
        told = dep == "relcl" and _of_himself(said, verb, child)
        if not (dep in ("ccomp", "xcomp", "acl") or told) or not is_deed(said, child):
            continue
        if dep != "xcomp" and not same_doer(said, child, who) and not _admitted(said, child, who):
            continue
        if dep == "xcomp" and said.tokens[verb].lower not in said.words.admits | said.words.takes:
            continue
        if said.sentence.child(verb, "dobj", "dative") is not None and not _of_himself(said, verb, child):
            continue  # "warning Israel it was ..."
        if _of_others(said, verb, child):
            continue  # "two men were sought after deputies said they had shot seven"
        unsure = clauses.modals(said.sentence, child) & UNSURE
        owned = said.tokens[verb].lower in said.words.admits and "have" in said.beside(child)  # "may have killed"
        if (unsure and not owned) or clauses.is_conditional(said.sentence, child):
            continue
        none = any(said.tokens[s].lower == "none" for s in clauses.subjects(said.sentence, child))
        negated = none or clauses.is_negated(said.sentence, child) or "nothing" in said.beside(child)
        for actor in said.actors(who):
            if actor.key is None and said.beside(child) & BY_MISTAKE:
                continue  # a shot by accident is no attack
            stance, rule = (DENIED, "denied.own_deed") if negated else (CLAIMED, "claim.own_deed")
            yield Tie(child, actor, stance, said.itself(actor), rule, said.channel(verb))


def _of_others(said: Statement, verb: int, deed: int) -> bool:
    """Whether "they", of whom a clause beside the main one tells, can be those whom the main clause is about."""
    they = any(said.tokens[s].lower == "they" for s in clauses.subjects(said.sentence, deed))
    main = said.tokens[verb].head
    if not they or said.tokens[verb].dep != "advcl":
        return False
    return any(said.tokens[s].tag == "NNS" and s < verb for s in clauses.subjects(said.sentence, main))


def _of_himself(said: Statement, verb: int, deed: int) -> bool:
    """Whether "told police he had shot him" can only be of the one who tells: not "told the ministry it ..."; or of
    his men: "told reporters that his group shot them"."""
    who = clauses.subjects(said.sentence, deed)
    own = {said.tokens[s].lower for s in who} & {"he", "she", "i", "we"}
    led = any(said.tokens[s].lower in lexicon().collectives | _MEN and not OWN.isdisjoint(said.beside(s)) for s in who)
    return said.tokens[verb].lower in _TELLS and (bool(own) or led)


def confessed(said: Statement) -> Iterator[Tie]:
    """ "He admitted to firing into the crowd", "X admitted his part in the shooting", "X admitted the murder"."""
    for verb in owning(said):
        for actor in said.actors(clauses.subjects(said.sentence, verb), agentive=True):
            yield Tie(verb, actor, CLAIMED, said.itself(actor), "claim.admitted")


def owning(said: Statement) -> Iterator[int]:
    """The verbs by which somebody owns up to an attack or to his part in one."""
    for verb in said.verbs(_ADMITS):
        if clauses.is_negated(said.sentence, verb) or clauses.is_conditional(said.sentence, verb):
            continue
        if clauses.is_passive(said.sentence, verb) or clauses.modals(said.sentence, verb):
            continue
        held = [n for n in clauses.after(said.sentence, verb, "to") if n > verb]
        owned = [h for h in clauses.objects(said.sentence, verb) if said.tokens[h].lower in _OWNED]
        parts = [n for n in held + clauses.objects(said.sentence, verb) if said.tokens[n].lower in PARTS | {"part"}]
        deed = any(is_deed(said, n) or said.tokens[n].lower in said.words.strong_nouns for n in held) or owned
        share = {said.tokens[n].lower for n in clauses.after(said.sentence, verb, "in")}
        if deed or any((said.below(n) | share) & said.words.strong_nouns for n in parts):
            yield verb


def _contents(said: Statement, verb: int) -> list[int]:
    """What hangs from a verb of saying, also by the paper it is said in: "said in a statement that its men bombed"."""
    children = list(said.sentence.children(verb))
    papers = [n for n in clauses.below(said.sentence, verb, "in", "through", "via") if said.tokens[n].lower in PAPERS]
    if said.tokens[verb].lower in _TELLS:  # "told officers he shot him", taken for officers whom he shot
        papers += clauses.objects(said.sentence, verb)
    return children + [c for n in papers for c in said.sentence.children(n) if said.tokens[c].dep in ("acl", "relcl")]


def is_deed(said: Statement, verb: int) -> bool:
    """Whether a verb says that its subject did an attack or was behind one."""
    lower = said.tokens[verb].lower
    if not (clauses.is_verb(said.tokens[verb]) or (lower == "involved" and said.tokens[verb].dep == "ccomp")):
        return False
    beside = said.beside(verb)
    near = {t.lower for t in said.tokens[verb + 1 : verb + 8]}
    near |= {said.tokens[h].lower for h in clauses.objects(said.sentence, verb)}
    attack = bool(near & said.words.attack_nouns)
    if lower.startswith("fir") and {said.tokens[h].lower for h in clauses.objects(said.sentence, verb)} & HIM:
        return False  # from her job
    if said.words.harms(lower, beside):
        return True
    if lower in _HAS and beside & {"role", "part", "hand"}:
        below = said.below(verb)
        return not below.isdisjoint(said.words.strong_nouns) or (below.isdisjoint({"in"}) and said.violent(1))
    if lower in said.words.does_attack or lower == "involved":
        return (attack and not lower.startswith("set")) or bool(near & (said.words.strong_nouns | _CAMPAIGNS))
    part = bool(beside & SAYS_IT)
    return part and lower in _BEING and (attack or said.violent())


def same_doer(said: Statement, verb: int, who: list[int]) -> bool:
    """Whether the doer of a clause is its speaker: "it", "its fighters", "we", "by its soldiers", or the same name."""
    whose = OWN - {"his", "her"} if any(_many(said, noun) for noun in who) else OWN - {"their", "our"}
    if said.reading.quotation_at(said.tokens[verb].start) is not None:
        whose -= {"his", "her"}  # in his own words nobody calls himself "he"
    if any(not whose.isdisjoint(said.beside(agent)) for agent in clauses.agents(said.sentence, verb)):
        return True
    for subject in clauses.subjects(said.sentence, verb):
        lower = said.tokens[subject].lower
        with_it = said.below(subject) if lower in _SOME_OF else said.beside(subject)  # "one of its fighters"
        own = lower in SELF or (lower not in KIN and not OWN.isdisjoint(with_it) and not _person_named(said, subject))
        many = any(_many(said, noun) for noun in who)
        if lower in ("he", "she") and (
            said.reading.quotation_at(said.tokens[subject].start) is not None or any(subject < noun for noun in who)
        ):
            own = False  # "He shot him in the head, the captain said"
        if own and (many if lower in ("he", "she") else lower in ("it", "they", "we") and not many):
            return False  # of one man "they" are others, of a body "he" is
        if own:
            return said.tokens[verb].lower == "involved" or not clauses.is_passive(said.sentence, verb)
        keys = {a.key for a in said.actors([subject])} & {a.key for a in said.actors(who)}
        if keys - {None}:
            return True
    return False


def _person_named(said: Statement, noun: int) -> bool:
    """Whether a noun is the name behind a word for kin: "her son Ivo Berg"."""
    return said.tokens[noun].tag == "NNP" and not KIN.isdisjoint(said.beside(noun))


def _many(said: Statement, noun: int) -> bool:
    """Whether a noun is a body or several people, or speaks for one ("a Taliban spokesman")."""
    token = said.tokens[noun]
    start, end = named_phrase(said.sentence, noun, said.cast)
    return (
        token.tag in ("NNS", "NNPS")
        or token.lower in lexicon().collectives | PRONOUNS
        or said.spoken_for(noun) is not None
        or any(actor.key for actor in said.cast.actors(start, end))
    )


def _admitted(said: Statement, verb: int, who: list[int]) -> bool:
    """Whether an army says that a place "was hit", or a state that "the operation was launched", with no one else
    named as the doer: it owns the blow."""
    passive = clauses.is_passive(said.sentence, verb) and not clauses.agents(said.sentence, verb)
    known = [noun for noun in who if any(a.key for a in said.actors([noun]))]
    if not passive or not known or clauses.is_negated(said.sentence, verb):
        return False
    if said.tokens[verb].lower in said.words.does_attack:
        return any(said.tokens[s].lower in _CAMPAIGNS for s in clauses.subjects(said.sentence, verb))
    armed = any(said.tokens[noun].lower in _ARMED for noun in known)
    return armed and any(t.lower in _ARMED for t in said.tokens if t.index > verb)
