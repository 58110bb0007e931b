"""One sentence as something said of an attack: who speaks, whom a noun names, which words of violence are near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from casrec.extract import clauses
from casrec.extract.attribution.known import people_of
from casrec.extract.reading import Line, Reading
from casrec.extract.responsibility.actors import FORCE, STATE, Cast, lexicon, named_phrase
from casrec.extract.responsibility.deeds import HARM_WORDS, Deeds, deeds
from casrec.records import Actor, Source
from casrec.syntax import Sentence
from casrec.terms import ResponsibilityStance, SourceType

# Nouns for having done a share of something.
PARTS = frozenset("involvement participation complicity role responsibility authorship hand".split())
PRONOUNS = frozenset("it they we he she i who which that this these those what you them him her itself someone".split())
SELF = frozenset("it they we he she i".split())
OWN = frozenset("its their our his her".split())
_MEMBERS = frozenset("members elements".split())
PART_OF = frozenset("members member elements soldiers officers".split())
UNSURE = frozenset("could may might would will can should 'll ’ll 'd ’d shall".split())
# Nouns that hold what someone says: "put out the line that rebels did it".
_CONTENTS = frozenset("line claim claims statement letter theory suspicion allegation allegations accusation".split())
# Papers speak for who issues them: "issued a statement denying it".
PAPERS = frozenset("statement statements letter letters communique message messages note leaflet tweet video".split())
_REFUSES = frozenset(
    "dispute disputed disputes disputing rejected rejects dismissed dismisses denied denies deny".split()
)
_BARE = frozenset("group organisation organization movement network faction cell".split())  # whom nothing names
_FOLK = frozenset(
    "sisters relatives adults juveniles teens parents couple coworkers co-workers colleagues friends "
    "classmates neighbors neighbours roommates".split()
)
_CONFINED = frozenset("bars custody jail prison hospital court".split())
_ANY = frozenset("another other same different".split())
_HURT = frozenset("victim victims patient patients survivor survivors witness witnesses".split())
_SPOKESMEN = frozenset("spokesman spokeswoman spokesperson leader commander chief militants fighters wing".split())
_MISHAPS = frozenset(
    "stampede crush collapse landslide mudslide avalanche derailment capsizing sinking outbreak epidemic "
    "famine accident".split()
)
_MEN = frozenset("men members".split())
_SHOOTERS = frozenset("snipers gunmen attackers assassins bombers".split())
_MOUTHS = frozenset("linked affiliated amaq spokesman spokeswoman spokesperson mouthpiece tied loyal".split())
_OF_WHAT = frozenset("of with in over for on".split())
_TURNS = frozenset("after before when while as following but because who which".split())
_TOLD_OF = frozenset("nsubj dobj pobj dep agent".split())
_PEOPLE = frozenset(
    "people men women children students witnesses residents villagers victims families parents brothers officials "
    "friends relatives neighbors neighbours workers civilians passengers hostages teenagers boys girls".split()
)
_RANKS = frozenset("major colonel general president minister captain lieutenant mr deputy senator col gen lt".split())
SAYS_LITTLE = frozenset("incident incidents charge charges action actions operation device".split())
_STRETCH = 10  # words after the preposition that can still name the crime
_WORD = re.compile(r"[a-z][a-z'’-]*")


class Attributions(Protocol):
    """What responsibility needs of the report's attributions."""

    def sources_at(self, start: int, end: int) -> tuple[Source, ...]:
        """The sources of the statement that covers a stretch; none for the outlet's own voice."""

    def resolve(self, text: str, at: int | None = None) -> Source:
        """The source a mention names."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An actor tied to an attack, found at the token that ties him. ``by`` is None for the outlet's own word."""

    at: int
    actor: Actor
    stance: ResponsibilityStance
    by: Source | None
    rule: str
    through: str | None = None


class Statement:
    """One parsed sentence of a report with what helps to read it."""

    def __init__(self, reading: Reading, line: Line, cast: Cast, attributions: Attributions | None) -> None:
        self.reading, self.line, self.cast, self.attributions = reading, line, cast, attributions
        self.sentence: Sentence = reading.parsed(line.index)
        self.tokens = self.sentence.tokens
        self.words: Deeds = deeds()
        self.lowers = frozenset(token.lower for token in self.tokens)

    # ---------------------------------------------------------------- words

    def verbs(self, among: frozenset[str]) -> list[int]:
        """The tokens with one of these forms that are verbs, or participles taken for adjectives."""
        if among.isdisjoint(self.lowers):
            return []
        return [t.index for t in self.tokens if t.lower in among and (clauses.is_verb(t) or t.tag == "JJ")]

    def below(self, at: int) -> set[str]:
        """The lowered words of everything under a token."""
        return {self.tokens[i].lower for i in self.sentence.subtree(at) if i != at}

    def beside(self, at: int) -> set[str]:
        """The lowered words of a token's direct dependents."""
        return {self.tokens[i].lower for i in self.sentence.children(at)}

    def violent(self, around: int = 0) -> bool:
        """Whether this sentence, or one of ``around`` neighbours, has a word of violence."""
        lines = self.reading.lines
        low, high = max(0, self.line.index - around), min(len(lines), self.line.index + around + 1)
        wanted = self.words.attack_nouns | HARM_WORDS
        return any(not wanted.isdisjoint(_WORD.findall(self.reading.words(line).lower())) for line in lines[low:high])

    def mishap(self) -> bool:
        """Whether the sentence tells of a disaster or accident and of no attack: nobody is blamed for one there."""
        disaster = not (self.words.forces_of_nature.isdisjoint(self.lowers) and _MISHAPS.isdisjoint(self.lowers))
        return disaster and self.words.strong_nouns.isdisjoint(self.lowers)

    def crime_of(self, verb: int) -> set[str]:
        """The words for what somebody is accused of, charged with or held for; "attack" among them where they point
        at one told before ("this crime")."""
        crime: set[str] = set()
        for at in self.sentence.subtree(verb):
            if at <= verb or self.tokens[at].lower not in _OF_WHAT or not self._of(verb, at):
                continue
            for token in self.tokens[at + 1 : at + 1 + _STRETCH]:
                if token.lower in _TURNS or token.lower in self.words.not_deeds:
                    break
                crime.add(token.lower)
                if token.lower in self.words.attack_nouns - SAYS_LITTLE and self._pointed(token.index):
                    crime.add("attack")
        return crime

    def of_attack(self, verb: int) -> bool:
        """Whether what somebody is accused of is an attack."""
        crime = self.crime_of(verb) - {"gun", "guns"}  # "drug and gun charges"
        launched = crime & self.words.does_attack and crime & self.words.weak_nouns  # "of launching missiles"
        return bool(launched or crime & (self.words.strong_nouns | self.words.does_harm))

    def hung_from(self, verb: int) -> list[int]:
        """Of whom a loose participle speaks: "X was in custody, accused of the murder"."""
        token = self.tokens[verb]
        loose = token.tag == "VBN" and token.dep == "advcl" and token.head < verb and self.tokens[verb - 1].text == ","
        return clauses.subjects(self.sentence, token.head) if loose and clauses.is_verb(self.tokens[token.head]) else []

    def not_held(self, nouns: list[int]) -> list[int]:
        """Nouns, with who is there instead of where he is held: "the man is behind bars, charged with murder"."""
        found: list[int] = []
        for noun in nouns:
            held = self.tokens[noun].lower in _CONFINED
            above = (a for a in self.sentence.ancestors(noun) if clauses.is_verb(self.tokens[a]))
            verb = next(above, None) if held else None
            found += [noun] if verb is None else clauses.subjects(self.sentence, verb)
        return found

    def _of(self, verb: int, preposition: int) -> bool:
        """Whether a preposition hangs from a verb with none but nouns between."""
        for at in self.sentence.ancestors(preposition):
            if at == verb:
                return True
            if clauses.is_verb(self.tokens[at]) and self.tokens[at].dep != "acl":  # "squads run by the army"
                return False
        return False

    def _pointed(self, noun: int) -> bool:
        """Whether a noun points at something told before."""
        return bool(self.beside(noun) & {"this", "these", "that", "those", "the"}) and self.violent(1)

    # ---------------------------------------------------------------- actors

    def actors(self, nouns: list[int], *, agentive: bool = False) -> list[Actor]:
        """The actors that nouns name; with ``agentive`` only what can act at all (no weather, no wiring)."""
        found: list[Actor] = []
        for noun in [*nouns, *(more for first in nouns for more in self._listed(first))]:
            token = self.tokens[noun]
            if token.lower in PRONOUNS:
                found += self._pronoun(noun)
            elif (group := self.spoken_for(noun)) is not None:
                found.append(group)
            elif self._nobody(noun):
                continue
            elif not agentive or self.can_act(noun):
                found += self.cast.actors(
                    *self._without_crime(*named_phrase(self.sentence, self._name_of(noun), self.cast))
                )
        return [actor for actor in found if self.agent(actor)]

    def spoken_for(self, noun: int) -> Actor | None:
        """The group for which "the group's spokesman" speaks: the one named last before."""
        owner = self.sentence.child(noun, "poss") if self.tokens[noun].lower in _SPOKESMEN else None
        if owner is None or self.tokens[owner].lower not in _BARE:
            return None
        known = self.cast.last_group(self.tokens[owner].start)
        return None if known is None else Actor(text=self.tokens[owner].text, name=known.name, key=known.key)

    def _listed(self, noun: int) -> list[int]:
        """The rest of a list that the parser took for an apposition: "the party, its regime, and the army"."""
        items = [c for c in self.sentence.children(noun) if self.tokens[c].dep == "appos" and c > noun]
        rest = [other for item in items for other in clauses.conjuncts(self.sentence, item) if other != item]
        several = self.tokens[noun].tag == "NNS"  # "the two men charged, Devon Marsh and Alec Stone"
        return [
            other
            for other in rest
            if self.tokens[other].lower in lexicon().collectives | PART_OF
            or (several and self.tokens[other].tag == self.tokens[items[0]].tag == "NNP")
        ]

    def _without_crime(self, start: int, end: int) -> tuple[int, int]:
        """A name without the crime that the parser hung from it: "accusing members of the army of this crime"."""
        inside = [t for t in self.tokens if start <= t.start and t.end <= end]
        for of in inside[1:]:
            if of.lower == "responsible":  # "held the front responsible"
                return start, self.tokens[of.index - 1].end
            if of.lower == "of" and self._is_crime(of.index + 1):
                return start, self.tokens[of.index - 1].end
            if of.lower in ("of", "for") and any(
                (t.lower in self.words.attack_nouns or t.lower in ("count", "counts"))
                and self.tokens[t.head].index == of.index
                for t in inside
            ):
                return start, self.tokens[of.index - 1].end
        return start, end

    def _is_crime(self, at: int) -> bool:
        """Whether a word tells what somebody is accused of: "of massacring", "of involvement"."""
        word = self.tokens[at].lower if at < len(self.tokens) else ""
        done = word.endswith("ing") and word in self.words.does_harm | self.words.does_attack
        return word in PARTS - {"hand"} or done

    def _name_of(self, noun: int) -> int:
        """The name that follows a description ("its president, Bashar Assad"; "an officer named X"), else the noun."""
        token = self.tokens[noun]
        if token.lower in PART_OF and (body := self._body_of(noun)) is not None:
            return body
        if token.tag.startswith("NNP") or self.cast.within(*clauses.phrase(self.sentence, noun)):
            return noun
        for child in self.sentence.children(noun):
            if self.tokens[child].dep == "appos" and self.tokens[child].tag in ("NNP", "NNPS"):
                return child
            if self.tokens[child].lower in ("named", "called", "calling", "styling"):
                name = self.sentence.child(child, "oprd", "attr") or self.sentence.child(child, "dobj")
                if name is not None and self.tokens[name].tag in ("NNP", "NNPS"):
                    return name
        return self._described(noun) or noun

    def _described(self, noun: int) -> int | None:
        """The name before a comma that a person's description stands beside: "John Doe, the man accused of it"."""
        at = noun - 1
        while at > 0 and self.tokens[at].tag in ("DT", "JJ", "HYPH", "CD", "NN", "PRP$") and at > noun - 8:
            at -= 1
        person = self.tokens[noun].lower in lexicon().unnamed and at > 0 and at < noun - 1
        return at - 1 if person and self.tokens[at].text == "," and self.tokens[at - 1].tag == "NNP" else None

    def _body_of(self, noun: int) -> int | None:
        """The body whose members a noun tells of: "members of the armed forces", "armed forces members"."""
        for child in self.sentence.children(noun):
            joined = self.tokens[child].dep in ("compound", "nmod") and self.tokens[noun].lower in _MEMBERS
            if joined and self.tokens[child].lower in lexicon().collectives:
                return child
        if (body := next(clauses.after(self.sentence, noun, "of", "from"), None)) is not None:
            crime = any(self._is_crime(at) for at in range(noun + 2, body + 1))  # "accused soldiers of massacring men"
            return None if crime else body
        within = [t.index for t in self.tokens[noun + 1 : noun + 3] if t.lower in ("in", "within", "inside")]
        elements = self.tokens[noun].lower == "elements" and within  # '"corrupt elements" in the army'
        return self.sentence.child(within[0], "pobj") if elements else None

    def agent(self, actor: Actor) -> bool:
        """Whether an actor is somebody: not weather or disease, and not an unnamed man or suspect."""
        words = (actor.text.lower() + " " + actor.name.lower()).split()
        if not self.words.forces_of_nature.isdisjoint(words) or "://" in actor.text:
            return False
        bare = actor.text.lower() in _BARE
        parts = actor.text.lower().split()
        if actor.key is None and parts[-1] == "member":
            return False  # "a gang member"
        if actor.key is None and self._bare(actor.name.split()):
            return False
        if actor.key is None and (parts[-1] in _HURT or not any(c.isalpha() for c in actor.text)):
            return False  # "the victim", a number cut from an address
        if actor.key is None and parts[0] in _ANY and parts[-1].rstrip("s") in _BARE:
            return False  # "another armed group"
        if parts[-1] in _MEN | _SHOOTERS and not lexicon().collectives.isdisjoint(parts[:-1]):
            return True  # "the military men"
        return bool(actor.key) or not (bare or parts[-1] in lexicon().unnamed)

    def _bare(self, parts: list[str]) -> bool:
        """Whether words tell only of what family or age some are: "two relatives", "adults"."""
        return parts[-1] in _FOLK and not any(part[:1].isupper() for part in parts)

    def _nobody(self, noun: int) -> bool:
        """Whether a noun names no actor: an attack, responsibility itself, "no group", "one"."""
        lower = self.tokens[noun].lower
        if lower in self.words.responsibility or lower in ("one", "nobody", "none", "no-one", "sides"):
            return True
        if lower in self.words.attack_nouns - {"fire"} and not self.cast.within(*clauses.phrase(self.sentence, noun)):
            return True
        if {t.lower for t in self.tokens[max(0, noun - 2) : noun]} & {"what", "whichever"}:
            return True  # "what terrorist group may be behind it"
        return bool({"no", "neither", "nobody", "what", "which", "any", "whoever"} & self.beside(noun))

    def _pronoun(self, noun: int) -> list[Actor]:
        """Whom "it" or "they" stands for: the actor named last before."""
        token = self.tokens[noun]
        if token.lower not in ("it", "they"):
            return []
        before = [t.index for t in self.tokens[:noun] if t.dep == "nsubj" and t.tag in ("NNS", "NNPS")]
        if token.lower == "they" and before and self.tokens[before[-1]].lower in lexicon().collectives:
            named = self.cast.actors(*named_phrase(self.sentence, before[-1], self.cast))
            return [Actor(text=token.text, name=actor.name, key=actor.key) for actor in named]
        known = self.cast.last(token.start) if token.lower == "it" else self.cast.last_group(token.start)
        return [] if known is None else [Actor(text=token.text, name=known.name, key=known.key)]

    def they(self, noun: int) -> Actor | None:
        """Whom a speaker's "they" stands for who attack: the body of people that one of the two sentences before tells
        of last, where no other people come between."""
        if self.reading.quotation_at(self.tokens[noun].start) is None:
            return None
        for index in range(self.line.index - 1, max(-1, self.line.index - 3), -1):
            sentence = self.reading.parsed(index)
            many = [t for t in sentence.tokens if t.tag in ("NNS", "NNPS") and t.dep in _TOLD_OF]
            many = [t for t in many if t.lower in lexicon().collectives or t.lower in _PEOPLE]
            if many:
                if many[-1].lower in _PEOPLE:
                    return None
                return next(iter(self.cast.actors(*named_phrase(sentence, many[-1].index, self.cast))), None)
        return None

    def can_act(self, noun: int) -> bool:
        """Whether a noun can be an actor: known, a proper name, or a word for people or a body of people."""
        token, words = self.tokens[self._name_of(noun)], lexicon()
        return (
            token.tag in ("NNP", "NNPS")
            or (token.text[0].isupper() and token.text in people_of(self.reading).by_last)  # taken for an adjective
            or token.lower in words.collectives | words.unnamed
            or bool(self.cast.within(*clauses.phrase(self.sentence, noun)))
        )

    # ---------------------------------------------------------------- speakers

    def speaker(self, at: int) -> tuple[int, int] | None:
        """The noun that says what stands at a token, and its verb of saying."""
        for head in self.sentence.ancestors(at):
            token = self.tokens[head]
            says = token.lower in self.words.says and not clauses.is_passive(self.sentence, head)
            if says and clauses.content_path(self.sentence, at, head)[0]:
                who = clauses.subjects(self.sentence, head)
                if who and who[0] != at and at not in self.sentence.subtree(who[0]):
                    return who[0], head
            if token.lower in _CONTENTS:
                verb = next((a for a in self.sentence.ancestors(head) if clauses.is_verb(self.tokens[a])), None)
                who = clauses.subjects(self.sentence, verb) if verb is not None else []
                if verb is not None and who and head not in self.sentence.subtree(who[0]):
                    return who[0], verb
        return None

    def issuers(self, verb: int) -> list[int]:
        """The subjects of a verb; of "a statement denying it" those who issued the statement."""
        who = clauses.subjects(self.sentence, verb)
        if len(who) != 1 or self.tokens[who[0]].lower not in PAPERS:
            return who
        paper = who[0]
        owner = self.sentence.child(paper, "poss")
        by = [*clauses.after(self.sentence, paper, "from", "by", "of"), *([owner] if owner is not None else [])]
        issue = self.tokens[paper].head
        if not by and issue != verb and clauses.is_verb(self.tokens[issue]):
            by = clauses.subjects(self.sentence, issue)
        return by or who

    def refused(self, at: int) -> bool:
        """Whether what stands at a token is told only to be denied: "has disputed claims that rebels fired"."""
        return any(self.tokens[a].lower in _REFUSES for a in self.sentence.ancestors(at))

    def speaks_for(self, speaker: tuple[int, int] | None, actor: Actor) -> bool:
        """Whether the speaker is the actor or his channel ("a news agency linked to the group")."""
        if speaker is None:
            return False
        start, end = named_phrase(self.sentence, speaker[0], self.cast)
        if actor.key is not None and any(a.key == actor.key for a in self.cast.actors(start, end)):
            return True
        below = self.below(speaker[0])
        named = {"group", "organisation", "organization", "amaq", *actor.name.lower().split()}
        return bool(below & _MOUTHS and below & named)

    # ---------------------------------------------------------------- sources

    def cited(self, at: int) -> Source | None:
        """Who is cited for a token's statement by other means: the report's attributions, or "according to"."""
        if self.attributions is not None:
            sources = self.attributions.sources_at(self.tokens[at].start, self.tokens[at].end)
            return sources[0] if sources and not self._strikes(sources[0].text) else None
        for token in self.tokens:
            if token.lower == "according":
                for to in self.sentence.children(token.index):
                    noun = self.sentence.child(to, "pobj")
                    if noun is not None:
                        return self.source(noun)
        return None

    def teller(self, at: int) -> Source | None:
        """Who says what stands at a token: its speaker, else whoever is cited for it; None for the outlet itself."""
        speaker = self.speaker(at)
        return self.source(speaker[0]) if speaker else self.cited(at)

    def _strikes(self, name: str) -> bool:
        """Whether what is taken for a source is what struck: "the air strikes, believed to be Russian"."""
        return not self.words.attack_heads.isdisjoint(name.lower().split()[-1:])

    def source(self, noun: int) -> Source:
        """The source that a noun names."""
        start, end = clauses.phrase(self.sentence, noun)
        text = " ".join(self.reading.text[start:end].split())
        if self.attributions is not None:
            last = max((t.index for t in self.tokens if t.text[0].isalnum()), default=0)
            said = self.cited(last)
            if said is not None and said.text.casefold() == text.casefold():
                return said  # the speaker of this very sentence: "the statement" is known by whose it is
            return self.attributions.resolve(text, start)
        actor = next(iter(self.cast.actors(start, end)), Actor(text=text, name=text))
        return Source(text=text, name=actor.name, key=actor.key)

    def itself(self, actor: Actor) -> Source:
        """The actor as the source of what he says of himself."""
        known = next((m.known for m in self.cast.known if m.known.key == actor.key), None) if actor.key else None
        kind = SourceType.UNKNOWN
        if known is not None:
            kind = {STATE: SourceType.GOVERNMENT, FORCE: SourceType.MILITARY}.get(known.kind, SourceType.ARMED_GROUP)
        return Source(text=actor.text, name=actor.name, key=actor.key, type=kind)

    def channel(self, verb: int) -> str | None:
        """Through what a claim was made: "via its Amaq news agency"."""
        for noun in clauses.below(self.sentence, verb, "through", "via"):
            start, end = clauses.phrase(self.sentence, noun, keep=())
            return " ".join(self.reading.text[start:end].split())
        return None
