"""Attacks told with their doer: "Israeli jets bombed a school", "a raid by rebels", "rioters torch bank"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casrec import dates
from casrec.extract import clauses
from casrec.extract.responsibility.actors import ARMED_GROUP, STATE, Cast, lexicon, named_phrase
from casrec.extract.responsibility.captures import HOSTAGES, captures
from casrec.extract.responsibility.couplings import BODIES, CAMPAIGNS, Couplings, Deed, named_actor, real
from casrec.extract.responsibility.deeds import (
    BLOWS_UP,
    BY_MISTAKE,
    CIVILIANS,
    COMBATANTS,
    HARM_WORDS,
    HIM,
    KIN,
    LAW,
    POLICE,
    deeds,
)
from casrec.records import Actor
from casrec.syntax import Sentence

_UNSURE = frozenset("would will can should 'd ’d".split())  # "may have", "might have" tell what someone suspects
_PURPOSE = frozenset("sent send sends sending used uses deployed deploys opened went".split())
_LEADS = frozenset("leader commander chief kingpin fugitive gunfire hostage hostages robbery exchanged".split())
_SHOT_AND_KILLED = 2  # words of killing; more than "shot and killed" tell what he did too
_OWN = frozenset("its their our his her".split())
_HEDGES = frozenset("presumably apparently allegedly reportedly probably possibly supposedly likely".split())
PART_OF = frozenset(
    "members member elements unit units column columns agents men fighters some many dozens hundreds thousands scores "
    "affiliate affiliates branch wing offshoot".split()
)
_SOME = frozenset("some many dozens hundreds thousands scores".split())
_SAID_TO_BE = frozenset("believed thought suspected presumed alleged said reported reputed known".split())
_SEEKS = frozenset("pursue search capture arrest arrested track locate hunt apprehend raided".split())
_FIGHTERS = frozenset("members member men".split())
_FIGHTS = frozenset("clash clashes shootout shoot-out firefight battle battles combat skirmish".split())
# What bodies of people do when they attack; of one person it is as often said of words.
_ASSAULTS = frozenset(
    "attack attacks attacked attacking assaulted assaulting dynamited machinegunned detonated".split()
)
_KEPT_FROM = frozenset("from without avoid avoids avoided avoiding".split())
_PLANS = frozenset("planning plotting".split())
_FLEES = frozenset("flee flees fled fleeing escape escaped escaping heard hear hearing survived reported".split())
_ONE = frozenset(
    "extremist militant terrorist rebel guerrilla jihadist islamist separatist fighter settler supremacist protester "
    "mercenary anarchist nationalist loyalist soldier policeman officer".split()
)
_DOINGS = frozenset("action actions operation operations".split())
_VIOLENT = frozenset("violent terrorist criminal bloody armed guerrilla military brutal barbaric savage rebel".split())
_NOT_ONE = frozenset("no neither every each any".split())
_BROADCASTS = frozenset("radio television tv newspaper".split())
_LIVELIHOOD = frozenset("crime violence terrorism act action".split())  # "a gang engaged in crime"
TAKES_PART = frozenset(
    "participated participating participate took taken taking involved engaged play plays played playing".split()
)
_PART = frozenset("part role hand".split())
_WHOSE = frozenset("amod compound nmod poss".split())
_ORGANISED = frozenset(
    "front movement army command commando brigade battalion alliance organization organisation group party squad "
    "committee coordinating forces liberation union cartel detachment guard federation".split()
)
WEAPONS = frozenset("bombs sarin chlorine gas weapons munitions napalm explosives phosphorus".split())
_WHERE = frozenset("in at near across throughout around outside inside".split())
_SHOOTS = frozenset("shooting firing".split())
_FAR = 8  # words within which men are said to be of a group
_LEAD = 4  # the first sentences tell the report's own incident


def doings(
    sentence: Sentence, cast: Cast, line: int, harmful: bool, they: Callable[[int], Actor | None]
) -> Iterator[Deed]:
    """The deeds a sentence tells, in order; ``line`` is its number, ``harmful`` whether it speaks of violence and
    ``they`` gives whom "they" stands for."""
    yield from _Doings(sentence, cast, line, harmful, they).find()


def near(sentence: Sentence, verb: int) -> set[str]:
    """The lowered words that depend on a verb or follow it closely: "set the building alight"."""
    below = {sentence.tokens[c].lower for c in sentence.children(verb)}
    return below | {token.lower for token in sentence.tokens[verb + 1 : verb + 6]}


class _Doings:
    """One sentence being read for attacks told with their doer."""

    def __init__(
        self, sentence: Sentence, cast: Cast, line: int, harmful: bool, they: Callable[[int], Actor | None]
    ) -> None:
        self.sentence, self.tokens, self.cast, self.they = sentence, sentence.tokens, cast, they
        self.words = deeds()
        self.lowered = {t.lower for t in sentence.tokens}
        self.lead = line < _LEAD
        self.main = harmful and (self.lead or bool(self.lowered & HARM_WORDS))
        self.spans: list[tuple[int, int]] = []  # the phrases that already named a doer

    def find(self) -> Iterator[Deed]:
        """Deeds by verbs, then by "attack by", then by a name coupled with an attack."""
        for token in self.tokens:
            if clauses.is_verb(token) or self._headline_verb(token.index):
                yield from self._by_verb(token.index)
            if token.lower == "use" and token.tag == "NN":
                yield from self._use_of(token.index)
            if (
                token.lower in self.words.attack_nouns
                and real(self.sentence, token.index)
                and self._violent(token.index)
            ):
                for noun in self._attack_by(token.index):
                    if actors := self._actors(noun, names=True):
                        yield Deed(token.index, tuple(actors), self.main or bool(actors[0].key), "by")
        yield from Couplings(self.sentence, self.cast, self.main, self.spans).find()

    def _violent(self, at: int) -> bool:
        """Whether a noun of attack is of violence: of actions and operations only where a word says so."""
        if self.tokens[at].lower not in _DOINGS:
            return True
        beside = {self.tokens[c].lower for c in self.sentence.children(at)}
        harm = HARM_WORDS | self.words.strong_nouns
        return not beside.isdisjoint(_VIOLENT) or not self.lowered.isdisjoint(harm)

    def _use_of(self, at: int) -> Iterator[Deed]:
        """ "The regime's use of barrel bombs", "the use of gas by the army"."""
        below = {self.tokens[i].lower for i in self.sentence.subtree(at)}
        owner = self.sentence.child(at, "poss")
        who = [*clauses.agents(self.sentence, at), *([owner] if owner is not None else [])]
        for noun in who if below & WEAPONS else []:
            if actors := self._actors(noun):
                yield Deed(at, tuple(actors), self.main or bool(actors[0].key), "use")

    def _attack_by(self, at: int) -> list[int]:
        """Who made an attack: "a raid by rebels"; "by" right after the noun counts whatever the parser hung it from."""
        if self.tokens[at].tag.startswith("NN") and (found := clauses.agents(self.sentence, at)):
            return found
        if told := self._told_by(at):
            return told
        behind = [t for t in self.tokens[at + 1 : at + 3] if t.text != ","]  # "the bombing, by jets,"
        after = behind[0] if behind else None
        if after is None or after.lower != "by" or clauses.is_passive(self.sentence, after.head):
            return []
        noun = self.sentence.child(after.index, "pobj")
        return [] if noun is None else clauses.conjuncts(self.sentence, noun)

    def _told_by(self, at: int) -> list[int]:
        """The doer whom the parser hung from the verb of telling: "reported the murder of a guard, by the front"."""
        verb = self.tokens[at].head
        active = clauses.is_verb(self.tokens[verb]) and not clauses.is_passive(self.sentence, verb)
        if self.tokens[at].dep != "dobj" or not active or self.tokens[verb].lower in self.words.does_harm:
            return []
        return [n for n in clauses.agents(self.sentence, verb) if n > at]

    # ---------------------------------------------------------------- verbs

    def _by_verb(self, verb: int) -> Iterator[Deed]:
        names = self.tokens[verb].lower in self.words.does_attack - {"claim", "claims", "claimed"}
        doers = [(self._actors(noun, names=names, acts=True), rule) for noun, rule in self._doers(verb)]
        if not doers:
            return
        held, lower = clauses.objects(self.sentence, verb), self.tokens[verb].lower
        known = any(actor.key for actors, _ in doers for actor in actors) and not self._armed(held)
        campaign = bool({self.tokens[h].lower for h in held} & CAMPAIGNS)
        if campaign and (not self.lowered & HARM_WORDS or self.lowered & _SEEKS):
            return  # a move of war, or a search, not an incident
        beside = near(self.sentence, verb)
        grave = lower in self.words.grave or bool(beside & self.words.incendiaries)
        seized = captures(self.sentence, self.cast, verb)
        grave = grave or seized or lower in _ASSAULTS or (lower in BLOWS_UP and "up" in beside)
        rest = ".held" if seized or not beside.isdisjoint(HOSTAGES) else ""
        lead = self.lead and lower in self.words.does_harm
        staged = lower in self.words.does_attack and self._of_attack(held, strong=True)
        staged = staged and not self._armed(
            n for h in held for n in clauses.after(self.sentence, h, "on", "against", "at")
        )
        for actors, rule in doers:
            if actors:
                yield Deed(verb, tuple(actors), self.main or known or lead or grave or staged, rule + rest)

    def _headline_verb(self, at: int) -> bool:
        """Whether a word the tagger took for a noun is a headline's verb: "Protesters torch police station"."""
        if not self.lead or at == 0 or any(clauses.is_verb(t) for t in self.tokens[: at + 1]):
            return False
        before = self.tokens[at - 1]
        plural = before.tag in ("NNS", "NNPS") and before.lower in lexicon().collectives
        return plural and self.tokens[at].tag in ("NN", "NNP") and self.tokens[at].lower in self.words.does_harm

    def _doers(self, verb: int) -> Iterator[tuple[int, str]]:
        """Who does the violence of a verb, if it is violence that is told as done."""
        lower = self.tokens[verb].lower
        beside = near(self.sentence, verb) | {self.tokens[h].lower for h in clauses.objects(self.sentence, verb)}
        harms = self.words.harms(lower, beside) or captures(self.sentence, self.cast, verb)
        if not (harms or lower in self.words.does_attack | TAKES_PART) or not self._done(verb):
            return
        if not clauses.is_verb(self.tokens[verb]):
            yield verb - 1, "headline"
            return
        if lower in TAKES_PART and not harms:
            shared = self._shared(verb)
            for noun in clauses.subjects(self.sentence, verb) if shared else []:
                yield noun, "part"
            return
        held = clauses.objects(self.sentence, verb)
        first = self.sentence.child(
            verb, "dobj"
        )  # of a list that the parser cut: "launched attacks on the palace, a home"
        if not harms and not self._of_attack(held if first is None else [*held, first]):
            return
        if {self.tokens[h].lower for h in held} & self.words.not_victims:
            return
        if clauses.is_passive(self.sentence, verb):
            who, rule = clauses.agents(self.sentence, verb) or self._dropped_from(verb), "passive"
            who = who or self._hedged_agent(verb)
            fire = [n for n in who if self.tokens[n].lower in self.words.attack_heads]
            hung = [*fire, verb] if fire else []  # "killed by heavy fire from soldiers"
            who = [*who, *(n for at in hung for n in clauses.after(self.sentence, at, "from"))]
        elif held or (harms and (self._somewhere(verb) or self._joined(verb))):
            who, rule = clauses.subjects(self.sentence, verb) or self._mistaken(verb), "active"
        else:
            return
        targets = [*held, *clauses.after(self.sentence, verb, "at", "on", "into", "against")]
        targets += [part for h in held for part in clauses.after(self.sentence, h, "of", "at", "on")]
        victims = {self.tokens[h].lower for h in targets}
        if lower.startswith("fir") and held and {self.tokens[h].lower for h in held} <= HIM:  # from his job
            return
        for noun in who:
            if self._self_defence(noun, victims, held) or self._after_attack(noun, verb) or self._placed(noun):
                continue
            yield noun, rule

    def _shared(self, verb: int) -> set[str]:
        """The attacks somebody takes part in: "took part in a raid", "played a role in a series of air strikes"."""
        held = [h for h in clauses.objects(self.sentence, verb) if self.tokens[h].lower in _PART]
        within = [n for at in (verb, *held) for n in clauses.after(self.sentence, at, "in")]
        within += [n for whole in within for n in clauses.after(self.sentence, whole, "of")]
        told = [n for n in within if self.tokens[n].lower not in _LIVELIHOOD or self._pointed(n)]
        return {self.tokens[n].lower for n in told} & self.words.attack_nouns

    def _pointed(self, noun: int) -> bool:
        """Whether a noun points at something told: "the crime"."""
        return any(self.tokens[c].lower in ("the", "this", "that") for c in self.sentence.children(noun))

    def _after_attack(self, noun: int, verb: int) -> bool:
        """Whether "which killed" is of an attack before the noun: "attacks against a union, which killed nine"."""
        while self.tokens[verb].dep == "conj" and clauses.is_verb(self.tokens[self.tokens[verb].head]):
            verb = self.tokens[verb].head  # "which killed nine and injured ten"
        if self.tokens[verb].dep != "relcl" or self.tokens[verb].head != noun:
            return False
        return any(self.tokens[a].lower in self.words.attack_nouns for a in self.sentence.ancestors(noun)[:5])

    def _placed(self, noun: int) -> bool:
        """Whether a noun only says where: "the attacks in Norland, which killed nine"."""
        token = self.tokens[noun]
        held = self.cast.overlapping(token.start, token.end)
        placed = token.dep == "pobj" and self.tokens[token.head].lower in _WHERE
        return placed and bool(held) and held[0].known.kind == STATE

    def _of_attack(self, held: list[int], *, strong: bool = False) -> bool:
        """Whether what is done is an attack: "launched an assault", "carried out dozens of strikes", "which ..."."""
        nouns = self.words.strong_nouns - CAMPAIGNS if strong else self.words.attack_nouns
        for noun in held:
            lower = self.tokens[noun].lower
            if lower in nouns or any(self.tokens[n].lower in nouns for n in clauses.after(self.sentence, noun, "of")):
                return True
            above = [self.tokens[a] for a in self.sentence.ancestors(noun)[:4]]
            chain = [t for t in above if not clauses.is_verb(t)] if not any(map(clauses.is_verb, above[:2])) else []
            if any(t.lower in nouns for t in chain):
                return True  # "the killing of members of the union carried out by"
            referring = lower in ("which", "that", "it", "this", "one") or self.tokens[noun].tag == "CD"
            if referring and any(t.lower in nouns for t in self.tokens[:noun]):
                return True
        return False

    def _mistaken(self, verb: int) -> list[int]:
        """The men that the parser gave to "believed": "gunmen believed to be from the front attacked a village"."""
        head = self.tokens[self.tokens[verb].head]
        if self.tokens[verb].dep not in ("ccomp", "conj", "xcomp") or head.lower not in _SAID_TO_BE:
            return []
        return [s for s in clauses.subjects(self.sentence, head.index) if s == head.index - 1]

    def _hedged_agent(self, verb: int) -> list[int]:
        """The agent that an adverb or a comma keeps from its passive: "kidnapped today, presumably by guerrillas"."""
        for at in (*self.sentence.subtree(verb), *range(verb + 1, min(verb + _FAR, len(self.tokens)))):
            if at > verb and self.tokens[at].lower == "by" and self.tokens[at - 1].lower in _HEDGES:
                noun = self.sentence.child(at, "pobj")
                return [] if noun is None else clauses.conjuncts(self.sentence, noun)
        return []

    def _dropped_from(self, verb: int) -> list[int]:
        """The aircraft that bombs "dropped from regime helicopters" came from."""
        arms = lexicon().bare_arms
        return [n for n in clauses.after(self.sentence, verb, "from") if self.tokens[n].lower in arms]

    def _joined(self, verb: int) -> bool:
        """Whether the object stands with a second verb that the parser missed: "has bombed and strafed areas"; or none
        is needed: "began shooting at random"."""
        token = self.tokens[verb]
        if token.dep == "xcomp" and token.tag == "VBG" and self.tokens[token.head].lower in clauses.BEGINS:
            return token.lower in _SHOOTS
        return any(
            self.tokens[c].dep == "conj" and self.tokens[c].tag in ("NN", "NNS") for c in self.sentence.children(verb)
        )

    def _somewhere(self, verb: int) -> bool:
        """Whether a verb without object says where it was done: "opened fire on the crowd"."""
        return any(
            self.tokens[c].dep == "prep" and self.tokens[c].lower in ("on", "at", "into", "in", "against")
            for c in self.sentence.children(verb)
        )

    def _done(self, verb: int) -> bool:
        """Whether a verb is told as done: not denied, not hypothetical, not a mere purpose."""
        if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
            return False
        if "if" in {t.lower for t in self.tokens[:4]}:
            return False
        modals = clauses.modals(self.sentence, verb)
        below = {self.tokens[c].lower for c in self.sentence.children(verb)}
        if below & BY_MISTAKE:
            return False
        if modals & _UNSURE or (modals and "have" not in below):
            return False
        token = self.tokens[verb]
        if token.tag == "VBG" and (token.lower in _PLANS or self.tokens[token.head].lower in _KEPT_FROM):
            return False  # what somebody was kept from, or would do: "merely to avoid harming them"
        blaming = self.words.accuses | self.words.blames
        alone = token.tag == "VBG" and token.dep != "conj" and self.sentence.child(verb, "nsubj") is None
        if alone and self.tokens[token.head].lower in _FLEES:
            return False  # "members of the front flee shooting"
        if token.tag == "VBG" and any(self.tokens[a].lower in blaming for a in self.sentence.ancestors(verb)[:3]):
            return False  # what somebody is accused of, not what the accuser did
        first = clauses.infinitive(self.sentence, verb)
        return first is None or self.tokens[first.head].lower in _PURPOSE | clauses.BEGINS

    def _self_defence(self, noun: int, victims: set[str], held: list[int]) -> bool:
        """Whether forces of order meet armed people or a suspect: no attack to lay at their door."""
        lower = self.tokens[noun].lower
        if lower in POLICE:
            if victims and victims <= HIM and self.lowered & KIN:
                return False  # "his mother said police killed him"
            return not victims & (CIVILIANS | KIN) and not self._killed_by_name(held)
        if lower in LAW and victims & _FIGHTERS and self.lowered & _FIGHTS:
            return True  # "the army shot six members of the front in a clash"
        against = victims & COMBATANTS or (self.lowered & COMBATANTS and "stormed" in self.lowered)
        return lower in LAW and bool(against) and not victims & CIVILIANS

    def _killed_by_name(self, held: list[int]) -> bool:
        """Whether somebody is named as shot, and nothing in the sentence makes him an attacker."""
        doers = COMBATANTS | self.words.perpetrator_nouns | _LEADS
        if (
            self.lowered & doers
            or sum(clauses.is_verb(t) and t.lower in self.words.deadly for t in self.tokens) > _SHOT_AND_KILLED
        ):
            return False
        return any(map(self._in_full, held))

    def _armed(self, nouns: Iterable[int]) -> bool:
        """Whether nouns name an armed group or its men: an attack on these is war told by the way, unless someone is
        hurt."""
        return any(
            self.tokens[n].lower in COMBATANTS
            or any(m.known.kind == ARMED_GROUP for m in self.cast.within(*clauses.phrase(self.sentence, n)))
            for n in nouns
        )

    # ---------------------------------------------------------------- actors

    def _actors(self, noun: int, *, names: bool = False, acts: bool = False) -> list[Actor]:
        """The actors a noun names, if it names anyone: not "a gunman", not "it", not the bomb itself. With ``names``
        any proper name will do: whoever "carried out the attack" is an actor. ``acts`` says that they are told to act:
        then "terrorists" are men who did it, not a word of judgement."""
        if self.tokens[noun].lower in self.words.not_actors:
            return []
        if self.tokens[noun].lower == "they" and acts:
            found = self.they(noun)
            return [] if found is None else [Actor(text=self.tokens[noun].text, name=found.name, key=found.key)]
        part = self.tokens[noun].lower in PART_OF or self._of_body(noun)
        whole = next(clauses.after(self.sentence, noun, "of", "from"), None) if part else None
        if whole is not None:  # "members of the armed forces"; of "some of the pellets" nobody
            if self.tokens[noun].lower in _SOME and not self._someone(whole):
                return []
            noun = whole
        start, end = named_phrase(self.sentence, noun, self.cast)
        known = self.cast.overlapping(start, end)
        named = known or self.tokens[noun].tag.startswith("NNP")
        for child in () if named else self.sentence.children(noun):  # "a local group, the Sinai Province"
            beside = clauses.phrase(self.sentence, child)
            organised = self.tokens[child].tag.startswith("NNP") and self.tokens[child].lower in _ORGANISED
            if self.tokens[child].dep == "appos" and (organised or self.cast.within(*beside)):
                noun, (start, end) = child, beside
                known = self.cast.overlapping(start, end)
                break
        if not known and self._names_himself(noun):
            return []  # "an extremist, Ivo Berg": told of Ivo Berg
        below = {self.tokens[c].lower for c in self.sentence.children(noun)}
        if self.cast.issuer is not None and self.tokens[noun].lower == "we":
            return [Actor(text=self.tokens[noun].text, name=self.cast.issuer.name, key=self.cast.issuer.key)]
        if not known and (group := self._thought_to_be(noun)):
            return [group]
        if not known and below & _OWN:
            return self._owner(noun)
        if below & _NOT_ONE or (self.tokens[noun].lower == "network" and below & _BROADCASTS):
            return []
        if people := self.cast.people_of(start, end):
            self.spans.append((start, end))
            return [people]
        if known:
            kept = [actor for actor in self.cast.actors(start, end) if actor.key is not None]
            if kept:
                self.spans.append((start, end))
                return kept
        lower, words = self.tokens[noun].lower, lexicon()
        if lower in self.words.attack_heads:  # "a regime barrel bomb"
            body = next((i for i in self.sentence.subtree(noun) if i < noun and self.tokens[i].lower in BODIES), None)
            if body is None:
                return []
            self.spans.append((self.tokens[body].start, end))
            return self.cast.actors(self.tokens[body].start, self.tokens[body].end)
        proper = names and self.tokens[noun].tag == "NNP" and lower not in dates.calendar()
        named = proper or (whole is not None and lower not in words.unnamed)
        if not named and not self._of_people(noun) and (lower in words.unnamed or lower not in words.collectives):
            return []
        judged = lower in words.bare_arms and not (acts and lower == "terrorists")
        if judged and not {self.tokens[c].dep for c in self.sentence.children(noun)} & _WHOSE:
            return []
        self.spans.append((start, end))
        return self.cast.actors(start, end)

    def _names_himself(self, noun: int) -> bool:
        """Whether one fighter or extremist is named in full beside the word for him."""
        if self.tokens[noun].tag != "NN" or self.tokens[noun].lower not in _ONE:
            return False
        return any(self._in_full(c) for c in self.sentence.children(noun) if self.tokens[c].dep == "appos")

    def _in_full(self, noun: int) -> bool:
        """Whether a noun is the last of a name of several words."""
        before = self.tokens[noun - 1] if noun else None
        named = before is not None and before.tag == "NNP" and before.head == noun
        return named and self.tokens[noun].tag == "NNP"

    def _of_body(self, noun: int) -> bool:
        """Whether armed men are told by their body: "gunmen from the Harun Front"."""
        if self.tokens[noun].lower not in lexicon().unnamed | lexicon().collectives:
            return False
        return any(
            self.tokens[n].lower in _ORGANISED and self.tokens[n].tag.startswith("NNP")
            for n in clauses.after(self.sentence, noun, "of", "from")
        )

    def _thought_to_be(self, noun: int) -> Actor | None:
        """The armed group that men are said to be of: "gunmen believed to be from the front", "men loyal to it"."""
        near = [c for c in self.sentence.children(noun) if self.tokens[c].dep in ("acl", "relcl", "amod")]
        near += [noun + 1] if noun + 1 < len(self.tokens) else []
        for child in near:
            if self.tokens[child].lower in _SAID_TO_BE:
                end = self.tokens[min(child + _FAR, len(self.tokens)) - 1].end
                for mention in self.cast.within(self.tokens[child].start, end):
                    if mention.known.kind == ARMED_GROUP:
                        return named_actor(self.cast, mention)
        return None

    def _someone(self, noun: int) -> bool:
        """Whether a noun can be people: a name, or a word for people or a body of people."""
        token = self.tokens[noun]
        return token.tag.startswith("NNP") or token.lower in lexicon().collectives | lexicon().unnamed

    def _of_people(self, noun: int) -> bool:
        """Whether unnamed men are named by their people or body: "Fulani gunmen", "militia members"."""
        if self.tokens[noun].lower == "members":
            whose = {self.tokens[c].lower for c in self.sentence.children(noun) if self.tokens[c].dep in _WHOSE}
            return not lexicon().collectives.isdisjoint(whose)
        plural = self.tokens[noun].lower in lexicon().unnamed and self.tokens[noun].tag == "NNS"
        return plural and any(
            (self.tokens[c].tag in ("NNP", "NNPS") or self.tokens[c].lower in BODIES) and self.tokens[c].dep in _WHOSE
            for c in self.sentence.children(noun)
        )

    def _owner(self, noun: int) -> list[Actor]:
        """Whose "its military forces" are: the state named last before them in the sentence, outside any saying
        (what a speaker tells of his own side is read elsewhere)."""
        token = self.tokens[noun]
        issuer = self.cast.issuer
        if issuer is not None and "our" in {self.tokens[c].lower for c in self.sentence.children(noun)}:
            return [Actor(text=token.text, name=issuer.name, key=issuer.key)]
        if any(self.tokens[a].lower in self.words.says for a in self.sentence.ancestors(noun)):
            return []
        before = self.cast.within(self.sentence.start, token.start)
        owners = [m for m in before if m.known.kind == STATE and not m.adjective]
        if not owners or token.lower not in lexicon().hands:
            return []
        return [named_actor(self.cast, owners[-1])]
