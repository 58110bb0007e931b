"""Persons whom a report names as having done it: charged, arrested for it, identified, told as shooting, confessing."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.deeds import BLOWS_UP, BY_MISTAKE, CLEARS, COMBATANTS, IDENTIFIES
from casrec.extract.responsibility.perpetrators import near
from casrec.extract.responsibility.persons import HE, Persons
from casrec.extract.responsibility.statements import Tie
from casrec.records import Source
from casrec.syntax import Token
from casrec.terms import ResponsibilityStance

CLAIMED, DENIED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.DENIED, ResponsibilityStance.ACCUSED
_OWN_HARM = frozenset("himself herself themselves itself self".split())
SETS = frozenset(
    "set sets setting plant plants planted planting detonate detonates detonated detonating throw threw thrown hurled "
    "place placed leave left lay laid drop dropped explode exploded fire fired fires".split()
)
THINGS = frozenset(
    "vest vests belt belts bomb bombs explosives device devices grenade grenades shots rounds firebomb charges".split()
)
_STANDS = frozenset("is was are were stand stands stood standing go goes went".split())
_GOES = frozenset("go goes went gone going embarked embarks".split())
_ILLS = frozenset("heart panic asthma anxiety verbal personal".split())
RAMPAGES = frozenset("attack attacks rampage rampages spree onslaught".split())
FIRES = frozenset("fire fires fired firing".split())
AIMS = frozenset("at on upon into toward towards through".split())
ATTACKS = frozenset(
    "attacked attacks attacking targeted targets targeting wounded wounds wounding injured injures injuring "
    "rammed rams ramming".split()
)
USES = frozenset("use used uses using".split())
ARMS = frozenset(
    "gun guns rifle rifles shotgun handgun handguns pistol pistols revolver firearm firearms weapon weapons knife "
    "machete truck van car vehicle".split()
)
_TIMES = frozenset(["times"])
_ROUNDS = frozenset(["shot", "round"])
_PLANS = frozenset("planning plotting plan plans plot plots".split())  # of these nothing is done yet
_HELD = frozenset("accused suspected charged convicted wanted indicted".split())
GETS = frozenset("get gets got receive receives received give given serve serves serving spend spends handed".split())
TERMS = frozenset("year years month months life sentence sentences term terms".split())
_DONE = frozenset("crime murder murders massacre attack attacks shooting".split())
_IN_WORDS = frozenset("regularly repeatedly often frequently verbally publicly constantly routinely".split())
_MAY = frozenset("could may might would".split())
_NAMES = ("identif", "named", "naming", "recogni")
_NEAR = 7  # words between "given" and "sentence"


class Suspects(Persons):
    """One sentence read for the persons it ties to an attack."""

    def find(self) -> Iterator[Tie]:
        """The ties by law, by identification, by deed and by confession, in that order."""
        if not self.people.by_last:
            return
        for verb in self.said.verbs(self.words.prosecutes | self.words.arrests | {"face", "faces", "faced", "facing"}):
            yield from self._prosecuted(verb)
        for verb in self.said.verbs(GETS):
            yield from self._punished(verb)
        yield from self._charges()
        yield from self._identified()
        yield from self._who_did()
        for token in self.tokens:
            if clauses.is_verb(token):
                yield from self._did(token.index)
        yield from self._owned()

    def by_law(self) -> Iterator[Tie]:
        """The ties by steps of the law alone."""
        for verb in self.said.verbs(self.words.prosecutes):
            yield from self._prosecuted(verb)
        for verb in self.said.verbs(GETS):
            yield from self._punished(verb)

    def by_deed(self) -> Iterator[Tie]:
        """The deeds told of whoever is described and not named."""
        for token in self.tokens:
            active = clauses.is_verb(token) and not clauses.is_passive(self.sentence, token.index)
            if active and any(map(self.described, self._subjects_of(token.index))):
                yield from self._did(token.index)

    def _by(self, at: int, agents: list[int]) -> Source | None:
        """Who says so: the agent of the sentence's verb, a speaker, or whoever is cited."""
        return self.said.source(agents[0]) if agents else self.said.teller(at)

    # ---------------------------------------------------------------- by law

    def _prosecuted(self, verb: int) -> Iterator[Tie]:
        """ "X was charged with murder", "arrested on suspicion of", "faces a charge of", "jailed for the killing"."""
        if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
            return
        if clauses.modals(self.sentence, verb) & _MAY:
            return  # "could be sentenced to life if convicted of murder"
        lower = self.tokens[verb].lower
        crime = self.said.crime_of(verb)
        for noun in clauses.objects(self.sentence, verb):  # "faces murder charges", "faces attempted murder"
            if self.tokens[noun].lower in self.words.charges:
                named = clauses.after(self.sentence, noun, "including")  # "29 charges, including murder"
                crime |= self.said.beside(noun) | {self.tokens[n].lower for n in named}
            crime |= {self.tokens[noun].lower} if lower.startswith("fac") else set()
        if not self.crime(crime) or crime & BY_MISTAKE:
            return
        if lower.startswith("fac"):
            held = {self.tokens[h].lower for h in clauses.objects(self.sentence, verb)}
            listed = held & self.words.crimes and not self.words.charges.isdisjoint(self.said.below(verb))
            if not (held & self.words.charges or listed):  # "faced attempted murder, assault and other charges"
                return
            whom, agents = clauses.subjects(self.sentence, verb), []
        else:
            whom = self.said.not_held(clauses.objects(self.sentence, verb) or self.said.hung_from(verb))
            if self.tokens[verb].dep == "relcl":  # "X, whom police arrested in the murder"
                whom = [self.tokens[verb].head if self.tokens[n].lower in ("whom", "who") else n for n in whom]
            passive = clauses.is_passive(self.sentence, verb)
            agents = clauses.agents(self.sentence, verb) if passive else clauses.subjects(self.sentence, verb)
        for actor in self.persons(whom):
            yield Tie(verb, actor, ACCUSED, self._by(verb, agents), "accused.law")

    def _punished(self, verb: int) -> Iterator[Tie]:
        """ "X got 40 years for the killing", "was given a life sentence for it", "will spend life in prison for it"."""
        given = {t.lower for t in self.tokens[verb + 1 : verb + _NEAR]}
        if (
            given.isdisjoint(TERMS)
            or clauses.is_negated(self.sentence, verb)
            or clauses.is_conditional(self.sentence, verb)
        ):
            return
        crime = self.said.crime_of(verb)
        if self.crime(crime) and not crime & BY_MISTAKE:
            for actor in self.persons(clauses.subjects(self.sentence, verb)):
                yield Tie(verb, actor, ACCUSED, self._by(verb, []), "accused.law")

    def _charges(self) -> Iterator[Tie]:
        """ "Murder charges against X", "the indictment of X for the killings"."""
        for token in self.tokens:
            if token.lower not in self.words.charges or not token.tag.startswith("NN"):
                continue
            crime = self.said.below(token.index) | self.said.beside(token.head)
            crime |= self.said.below(token.head) if token.lower.startswith(("warrant", "trial")) else set()
            if not self.crime(crime):
                continue
            whom = [*clauses.after(self.sentence, token.index, "against")]
            if token.dep in ("nsubjpass", "dobj"):  # "charges have been filed against X"
                whom += clauses.after(self.sentence, token.head, "against")
            above, verb = self.tokens[token.head], self.tokens[self.tokens[token.head].head]
            if token.dep == "pobj" and above.lower == "on" and clauses.is_passive(self.sentence, verb.index):
                whom += clauses.objects(self.sentence, verb.index)  # "taken into custody on a charge of murder"
            if token.lower == "trial" and above.lower == "on" and verb.lower in _STANDS:
                whom += clauses.subjects(self.sentence, verb.index)
            if token.lower == "trial" and above.lower == "on" and verb.tag == "NNP":
                whom.append(verb.index)  # "X, on trial for murder, wept"
            if token.lower.startswith("warrant"):
                sought = [*clauses.after(self.sentence, token.index, "for")]
                sought += clauses.after(self.sentence, token.head, "for") if token.dep in ("nsubjpass", "dobj") else ()
                whom += sought
                whom += [
                    n
                    for at in sought
                    if self.tokens[at].lower == "arrest"
                    for n in clauses.after(self.sentence, at, "of")
                ]
            for actor in self.persons(whom):
                yield Tie(token.index, actor, ACCUSED, self._by(token.index, []), "accused.charges")

    # ---------------------------------------------------------------- by name

    def _identified(self) -> Iterator[Tie]:
        """ "The suspect is X", "X was identified as the gunman", "gunman X", "the suspect, X"."""
        doers = self.words.culprits | {"accused"}
        for token in self.tokens:
            if token.lower not in doers or not self._one(token.index):
                continue
            names, at, agents = [*self._set_beside(token.index)], token.index, []
            head = self.tokens[token.head]
            if token.dep in ("compound", "nmod", "amod") and head.tag == "NNP":
                names.append(head.index)
            if token.dep == "poss" and head.lower == "name" and head.dep == "nsubj":  # "the suspect's name is X"
                names += [c for c in self.sentence.children(head.head) if self.tokens[c].dep == "attr"]
            if token.dep in ("attr", "nsubj") and head.lower in ("is", "was", "were", "be"):
                other = clauses.subjects(self.sentence, head.index) if token.dep == "attr" else []
                other += [c for c in self.sentence.children(head.index) if self.tokens[c].dep == "attr"]
                names += [noun for noun in other if noun != token.index]
                at = head.index
            if token.dep == "pobj" and head.lower == "as":
                verb = head.head
                passive = clauses.is_passive(self.sentence, verb)
                names += clauses.objects(self.sentence, verb)
                agents = [] if passive else clauses.subjects(self.sentence, verb)
                at = verb
            if not names:
                names += self._named_behind(token.index)
            if not names and (run := self._named_after(token.index, head)):
                names, at = [run], head.index
            if clauses.is_negated(self.sentence, at):
                continue
            for noun in names:
                actor = self.person(noun)
                known = self.tokens[noun].lower not in HE or (
                    at != token.index and actor and actor.name in self.suspected
                )
                source = self._by(at, agents)
                if actor is not None and known and (source is None or source.name != actor.name):
                    yield Tie(at, actor, ACCUSED, source, "accused.identified")

    def _who_did(self) -> Iterator[Tie]:
        """ "The man who shot him was X", "... was identified as X", "X was identified as the man who shot him"."""
        for verb in self.said.verbs(IDENTIFIES):
            yield from self._recognised(verb, self._he_is(verb))
        for token in self.tokens:
            if token.lower == "as" and self.tokens[token.head].lower.startswith(_NAMES):
                who = [c for c in self.sentence.children(token.index) if self.tokens[c].dep == "pobj"]
                if any(self._deadly(c) and self._active(c) for noun in who for c in self._told_of(noun)):
                    yield from self._recognised(token.head, clauses.objects(self.sentence, token.head))
                named = clauses.objects(self.sentence, token.head)
                if any(self._deadly(c) and self._active(c) for noun in named for c in self._told_of(noun)):
                    yield from self._recognised(token.head, who)
            if token.lower not in ("is", "was") or clauses.is_negated(self.sentence, token.index):
                continue
            who = clauses.subjects(self.sentence, token.index)
            for noun in self.sentence.children(token.index):  # "X is the only man charged in the shooting"
                some = [noun, *clauses.after(self.sentence, noun, "of")]  # "one of five people charged"
                charged = [c for at in some for c in self.sentence.children(at) if self.tokens[c].dep == "acl"]
                if self.tokens[noun].dep == "attr" and any(self._held(c) for c in charged):
                    yield from self._recognised(token.index, who)
            told = [c for noun in who for c in self._told_of(noun)]
            held = [c for noun in who for c in self.sentence.children(noun) if self.tokens[c].dep == "acl"]
            if any(map(self._held, held)) or any(self._deadly(c) and self._active(c) for c in told):
                for noun in self.sentence.children(token.index):
                    actor = self.person(noun) if self.tokens[noun].dep == "attr" else None
                    if actor is not None:
                        yield Tie(token.index, actor, ACCUSED, self._by(token.index, []), "accused.identified")

    def _he_is(self, verb: int) -> list[int]:
        """Whom "he was identified as" or "police named him as" gives, where the sentence before is about whoever did
        it: the name."""
        named = [*clauses.after(self.sentence, verb, "as")] if self.said.line.index else []
        if not named or not all(self.tokens[h].lower in HE for h in clauses.objects(self.sentence, verb)):
            return []
        before = self.said.reading.parsed(self.said.line.index - 1)
        who = [t.lower for t in before.tokens if t.dep in ("nsubj", "nsubjpass")]
        doer = any(word in self.words.culprits for word in who) and not any(
            t.tag == "NNP" for t in before.tokens if t.dep == "nsubj"
        )
        return named if doer else []

    def _told_of(self, noun: int) -> list[int]:
        """The verbs of the clauses that say what somebody did: "the man who shot the officer"."""
        return [c for c in self.sentence.children(noun) if self.tokens[c].dep == "relcl"]

    def _held(self, verb: int) -> bool:
        """Whether a participle says of what attack somebody is accused: "the man charged in the shooting"."""
        return self.tokens[verb].lower in _HELD and self.said.of_attack(verb)

    def _recognised(self, verb: int, names: list[int]) -> Iterator[Tie]:
        """Whom a verb identifies as the one who did it."""
        if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
            return
        told = clauses.is_passive(self.sentence, verb) or self.tokens[verb].lower in _STANDS
        agents = [] if told else clauses.subjects(self.sentence, verb)
        for actor in self.persons(names):
            yield Tie(verb, actor, ACCUSED, self._by(verb, agents), "accused.identified")

    def _active(self, verb: int) -> bool:
        return not clauses.is_passive(self.sentence, verb) and not clauses.is_negated(self.sentence, verb)

    def _named_after(self, noun: int, head: Token) -> int | None:
        """The last word of a name right after "the suspect is", whatever the parser made of it; or the name that a
        mastermind is set beside."""
        if self.tokens[noun].dep == "appos" and head.tag == "NNP":
            return head.index
        if self.tokens[noun].dep != "nsubj" or head.lower not in ("is", "was") or head.index < noun:
            return None
        at = head.index
        while at + 1 < len(self.tokens) and self.tokens[at + 1].tag == "NNP":
            at += 1
        return at if at > head.index else None

    def _named_behind(self, noun: int) -> list[int]:
        """The name right behind "the suspect, identified as", whatever the parser hung that from."""
        behind = self.tokens[noun + 1 : noun + 3]
        if [t.text for t in behind[:1]] != [","] or behind[-1].lower not in ("identified", "named", "known"):
            return []
        return [*clauses.after(self.sentence, noun + 2, "as")]

    def _one(self, noun: int) -> bool:
        """Whether a word for a perpetrator is used as one: not "suspect" or "accused" as a verb."""
        if self.tokens[noun].lower == "accused":
            return self.sentence.child(noun, "det") is not None
        return not clauses.is_verb(self.tokens[noun])

    def _set_beside(self, noun: int) -> Iterator[int]:
        for child in self.sentence.children(noun):
            if self.tokens[child].dep == "appos":
                for one in clauses.conjuncts(self.sentence, child):
                    yield one
                    if not self.tokens[one].tag.startswith("NNP"):  # "a student named X and a 16-year-old named Y"
                        yield from self._set_beside(one)
            elif self.tokens[child].lower in ("named", "identified", "called"):
                yield from clauses.after(self.sentence, child, "as")
                yield from (c for c in self.sentence.children(child) if self.tokens[c].dep in ("oprd", "attr", "dobj"))

    # ---------------------------------------------------------------- by deed

    def _did(self, verb: int) -> Iterator[Tie]:
        """ "X opened fire on the crowd", "X shot his wife, police said", "shot dead by X"."""
        lower = self.tokens[verb].lower
        loose = lower in ATTACKS  # said of words too, but hardly of one held suspect
        if not (loose or self._deadly(verb)) or not self._done(verb, near(self.sentence, verb)):
            return
        if loose and not _IN_WORDS.isdisjoint(self.said.beside(verb)):
            return  # "regularly attacked the paper"
        held = clauses.objects(self.sentence, verb)
        passive = clauses.is_passive(self.sentence, verb)
        who = self._agents(verb) if passive else self._subjects_of(verb)
        victims = {self.tokens[h].lower for h in held} | {
            self.tokens[i].lower for h in held if not passive for i in self.sentence.children(h)
        }
        token = self.tokens[verb]
        began = token.dep == "xcomp" and self.tokens[token.head].lower in clauses.BEGINS  # "started shooting"
        aimed = began or not AIMS.isdisjoint(self.said.beside(verb))
        whom = passive or self.sentence.child(verb, "dobj") is not None or aimed
        blown = lower in BLOWS_UP and victims <= _OWN_HARM  # "blew himself up": a bombing
        if (victims & (_OWN_HARM | COMBATANTS) and not blown) or not (whom or lower not in self.words.deadly):
            return
        for noun in who:
            actor = self.person(noun)
            if actor is None or self.said.refused(verb) or (loose and actor.name not in self.suspected):
                continue
            source, speaker = self._by(verb, []), self.said.speaker(verb)
            own = speaker is not None and self.described(speaker[0])
            if source is not None and (own or source.name == actor.name):
                yield Tie(verb, actor, CLAIMED, self.said.itself(actor), "claim.told")
            else:
                yield Tie(verb, actor, ACCUSED, source, "deed.person")

    def _agents(self, verb: int) -> list[int]:
        """The agents of a passive, one that hangs from where it was done too: "stabbed in the back by X"."""
        if found := clauses.agents(self.sentence, verb):
            return found
        places = clauses.after(self.sentence, verb, "in", "at", "inside", "outside", "near", "on")
        return [agent for place in places if place > verb for agent in clauses.agents(self.sentence, place)]

    def _deadly(self, verb: int) -> bool:
        """Whether a verb, with what stands beside it, is an attack whoever does it: "opened fire", "planted bombs"."""
        lower = self.tokens[verb].lower
        if lower in _PLANS:
            return False
        held = {self.tokens[h].lower for h in clauses.objects(self.sentence, verb)}
        if lower in self.words.does_attack and lower not in SETS:  # "the kidnappings were carried out by X"
            return not held.isdisjoint(self.words.strong_nouns)
        deadly = lower in self.words.deadly or lower in self.words.grave or (lower in _GOES and self._sprees(verb))
        beside = self.words.does_with.get(lower, frozenset())
        if deadly or (beside and not beside.isdisjoint(near(self.sentence, verb))):
            return True
        if lower in FIRES and held <= _TIMES:  # "fired several times at the officers"
            thrice = [n for n in clauses.objects(self.sentence, verb) if n > verb]
            return any(n for at in (verb, *thrice) for n in clauses.after(self.sentence, at, *AIMS))
        if lower.startswith("fir") and not held.isdisjoint(_ROUNDS):
            return True
        if lower in USES:
            return self._used_to_harm(verb)
        return lower in SETS and not held.isdisjoint(THINGS)

    def _used_to_harm(self, verb: int) -> bool:
        """Whether what is used is used in an attack: "used a shotgun in the shooting", "used a knife to kill him"."""
        held = clauses.objects(self.sentence, verb)
        relative = {self.tokens[h].lower for h in held} <= {"that", "which"}
        if relative and self.tokens[verb].dep == "relcl" and not any(map(self.pronoun, self._subjects_of(verb))):
            held = [self.tokens[verb].head]  # "the gun X used in it"; of "he" it is too often somebody else
        if ARMS.isdisjoint(self.tokens[h].lower for h in held):
            return False
        within = {
            self.tokens[n].lower for at in (verb, *held) for n in clauses.after(self.sentence, at, "in", "during")
        }
        ends = [
            c for at in (verb, *held) for c in self.sentence.children(at) if self.tokens[c].dep in ("xcomp", "advcl")
        ]
        aims = {self.tokens[c].lower for c in ends if self.tokens[c].tag == "VB"}
        aims |= {self.tokens[h].lower for c in ends for h in clauses.objects(self.sentence, c)} - {"suicide"}
        return not (within.isdisjoint(self.words.strong_nouns) and aims.isdisjoint(self.words.deadly | _DONE))

    def _sprees(self, verb: int) -> bool:
        """Whether somebody "went on a shooting rampage"."""
        return any(
            self.tokens[n].lower in ("rampage", "spree")
            and not {"killing", "shooting", "stabbing", "murderous", "deadly", "rampage"}.isdisjoint(
                {self.tokens[n].lower, *self.said.beside(n)}
            )
            for n in clauses.after(self.sentence, verb, "on")
        )

    def _subjects_of(self, verb: int) -> list[int]:
        """The subjects of a verb; of a gerund that opens a sentence whoever the speaker after it tells of: "After
        shooting one man, police said, he walked on"."""
        head = self.tokens[verb]
        while head.dep in ("pcomp", "prep", "advcl") and head.head != head.index:
            head = self.tokens[head.head]
        if self.tokens[verb].tag == "VBG" and head.index > verb and head.lower in self.words.says:
            told = head.head if head.dep == "parataxis" else self.sentence.child(head.index, "ccomp")
            return [] if told is None else clauses.subjects(self.sentence, told)
        return clauses.subjects(self.sentence, verb)

    def _owned(self) -> Iterator[Tie]:
        """ "X's rampage": an attack that goes by the name of who made it; a killing would go by its victim's."""
        for token in self.tokens:
            head = self.tokens[token.head]
            ill = self.tokens[head.index - 1].lower in _ILLS
            if token.dep == "poss" and head.lower in RAMPAGES and not ill and (actor := self.person(token.index)):
                yield Tie(head.index, actor, ACCUSED, self._by(head.index, []), "deed.person")

    def _done(self, verb: int, beside: set[str]) -> bool:
        """Whether a deed is told as done, and on purpose."""
        token = self.tokens[verb]
        if token.dep in ("amod", "compound", "pobj", "dobj", "nsubj", "nmod"):
            return False  # "the shooting death of a boy"
        over = self.tokens[self.tokens[token.head].head].lower
        if token.dep == "pcomp" and (self.tokens[token.head].lower == "from" or over in CLEARS | self.words.admits):
            return False  # what somebody was kept from, or acquitted of; what he admits is read elsewhere
        if verb and self.tokens[verb - 1].tag == "POS":
            return False  # "called his ally's killing a crime"
        above = [a for a in self.sentence.ancestors(verb) if clauses.is_verb(self.tokens[a])][:2]
        if any(clauses.is_negated(self.sentence, at) for at in (verb, *above)):
            return False
        if token.tag == "VBG" and any(self.tokens[a].lower == "going" for a in above):
            return False  # "was going to ruin it by burning the house down"
        if clauses.is_conditional(self.sentence, verb):
            return False
        if clauses.modals(self.sentence, verb) or beside & BY_MISTAKE:
            return False
        around = {self.tokens[c].lower for c in self.sentence.children(self.tokens[verb].head)}
        if around & BY_MISTAKE:
            return False
        return not (self.tokens[verb].tag == "VB" and "to" in self.said.beside(verb))
