"""Whom a noun or pronoun of a sentence stands for, where it is a person whom the report names in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from casrec.extract import clauses
from casrec.extract.attribution.known import people_of
from casrec.extract.attribution.people import untitled
from casrec.extract.responsibility.deeds import KIN, POLICE
from casrec.extract.responsibility.statements import Statement
from casrec.records import Actor
from casrec.syntax import Token

HE = frozenset("he she him her himself herself".split())
POSSESSED = frozenset("gun guns firing".split())  # "drug and gun charges"
_MASS_DESTRUCTION = frozenset("weapon mass destruction".split())
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
# Who is described, before he is named or after: the one suspect of a report goes by his name.
DESCRIBED = frozenset(
    "man woman teen teenager youth suspect defendant boy girl student resident gunman shooter driver employee worker "
    "husband wife father mother son brother boyfriend girlfriend ex-husband ex-boyfriend neighbor neighbour "
    "soldier extremist jihadist supremacist trainee immigrant".split()
)
_MATES = frozenset("boyfriend girlfriend ex-husband ex-boyfriend".split())
_ONE = frozenset("a an one".split())
_MORE = frozenset("amod compound nmod nummod acl relcl prep appos".split())  # what tells more of somebody
_LONG = 4  # letters: "III" is of a name
_LEAD = 4  # the first sentences, in which a report may go back to what was done
_BACK = 3  # sentences searched for whom "he" is
_REACH = 700  # characters searched for a person held suspect


class Persons:
    """The persons of one sentence; ``suspected`` are the names tied to an attack before it, ``alone`` is the one
    suspect of the report, whom "a man" and "the suspect" then stand for."""

    def __init__(self, said: Statement, suspected: Collection[str], alone: str | None = None) -> None:
        self.suspected, self.alone = suspected, alone
        self.said, self.sentence, self.tokens = said, said.sentence, said.tokens
        self.words = said.words
        self.people = people_of(said.reading)

    def person(self, noun: int) -> Actor | None:
        """The person that a noun names, by last name or in full; for "he" the person that the sentences before are
        about. None for a body, a place and an officer of the law."""
        token = self.tokens[noun]
        if token.lower in HE:
            return self._antecedent(noun)
        if self.alone is not None and token.tag == "NN" and token.lower in DESCRIBED:
            return Actor(text=token.text, name=self.alone)
        people = token.tag in ("NNP", "NNPS") and any(
            m.adjective for m in self.said.cast.within(token.start, token.end)
        )
        mistaken = token.tag in ("JJ", "NN") and token.text.istitle() and token.text in self.people.by_last
        if not (mistaken or token.tag in ("NNP", "NNPS")) or people:  # "a Norlander named John Miller"
            if token.lower in self.words.attack_nouns:
                return None  # "the strike that killed its leader, X"
            named = next((c for c in self._namings(noun) if self._beside(c)), None)
            if named is None and token.dep == "appos" and token.tag == "NN" and token.head < noun:
                named = token.head if self._named_in_full(token.head) else None  # "John Miller, a clerk who shot them"
            return None if named is None else self.person(named)
        last = noun - 1 if token.lower in _SUFFIXES and noun else noun
        word = self._double(last)
        full = self.people.by_last.get(word) or self.people.by_first.get(word)
        first = self.people.by_first.get(self.tokens[last - 1].text) if last else None
        if first is not None and self.tokens[last - 1].tag == "NNP" and first.split()[-1] == word:
            full = first  # one of two brothers
        parts = frozenset(full.lower().split()) if full else frozenset()
        if (
            full is None
            or not (self.words.bodies | self.words.forces_of_nature).isdisjoint(parts)
            or full.startswith("Other ")
            or self._dateline(full)
            or not self.words.culprits.isdisjoint(parts)  # "Suspect Caught"
        ):
            return None
        start = last
        while start and self.tokens[start - 1].tag == "NNP" and self.tokens[start - 1].text in full.split():
            start -= 1
        if self.said.cast.within(self.tokens[start].start, self.tokens[noun].end):
            return None
        if start and self.tokens[start - 1].lower.rstrip(".") in self.words.officers:
            return None
        full = self._other_of_the_name(start, last) or full
        text = " ".join(self.said.reading.text[self.tokens[start].start : self.tokens[noun].end].split())
        return Actor(text=text, name=full)

    def _dateline(self, full: str) -> bool:
        """Whether a name runs into the town of a dateline: "Ann Lee HARUN"."""
        last = full.split()[-1]
        return len(last) > _LONG and last.isupper()

    def _double(self, last: int) -> str:
        """A last word of a name with what the tagger parted from it: "Lane-Fox"."""
        words = self.tokens[max(0, last - 2) : last + 1]
        joined = "".join(token.text for token in words)
        hyphened = len(words) > 2 and words[1].text == "-" and words[0].end == words[1].start
        return joined if hyphened and joined in self.people.by_last else self.tokens[last].text

    def _other_of_the_name(self, start: int, last: int) -> str | None:
        """The full name of another person with a last name that the report knows: "Varga's brother, Emil Varga"."""
        first = self.tokens[start - 1] if start == last and start else None
        if first is None or first.tag != "NNP" or first.head != last or not first.text.istitle():
            return None
        name = f"{first.text} {self.tokens[last].text}"
        role = first.lower in self.words.perpetrator_nouns | self.words.bodies | DESCRIBED or untitled(name) != name
        if role or first.text in self.people.by_last or self.said.cast.within(first.start, first.end):
            return None
        return name

    def crime(self, among: set[str]) -> bool:
        """Whether words tell of a crime that is an attack."""
        grave = self.words.strong_nouns | self.words.does_harm | self.words.crimes
        return not (among - POSSESSED).isdisjoint(grave) or among >= _MASS_DESTRUCTION

    def persons(self, nouns: list[int]) -> Iterator[Actor]:
        """The persons that nouns name, all of a list that stands beside a word for several: "two men, X and Y"."""
        for noun in nouns:
            if actor := self.person(noun):
                yield actor
            if self.tokens[noun].tag != "NNS":
                continue
            for child in self.sentence.children(noun):
                if self.tokens[child].dep == "appos":
                    others = [one for one in clauses.conjuncts(self.sentence, child) if self._named_in_full(one)]
                    yield from (found for found in map(self.person, others) if found and found != actor)

    def _named_in_full(self, noun: int) -> bool:
        return self.tokens[noun].tag == "NNP" and self._double(noun) in self.people.by_last

    def _namings(self, noun: int) -> Iterator[int]:
        """What may name a person described: appositions, and the name in "a man named John Miller"."""
        for child in self.sentence.children(noun):
            yield child
            if self.tokens[child].lower in ("named", "called", "identified", "known"):
                yield from self.sentence.children(child)
                yield from clauses.after(self.sentence, child, "as")

    def _beside(self, child: int) -> bool:
        """Whether a name stands beside a description: "her son, John Miller", "an officer named John Miller"."""
        token = self.tokens[child]
        return (
            token.dep in ("appos", "oprd", "attr", "pobj") and token.tag == "NNP" and token.text in self.people.by_last
        )

    def _antecedent(self, noun: int) -> Actor | None:
        """Whom "he" stands for: a person of this sentence before him; else the person held suspect whom the report
        named last; else the person whom one of the sentences just before is about."""
        at = self.tokens[noun]
        held = [t.index for t in self.tokens[:noun] if t.dep == "dobj" and t.tag == "NNP"]
        near = held if at.dep == "dobj" and held else self.subjects()
        if at.dep == "dobj":  # "the deputy hoped to arrest him": nobody else's "him" is oneself
            near = [other for other in near if other not in clauses.subjects(self.sentence, at.head)]
        for other in reversed(near):
            if other < noun and not self.pronoun(other) and (found := self.person(other)):
                return Actor(text=at.text, name=found.name)
        last = self.said.reading.lines[max(0, self.said.line.index - 1)].start
        for start, name in reversed(self.people.before(at.start, _REACH)):
            if name in self.suspected and (start >= last or self._told_before is None):
                return Actor(text=at.text, name=name)
        if self.said.reading.quotation_at(at.start) is not None:
            return None  # whom a speaker means, who is suspected of nothing yet
        for index in range(self.said.line.index - 1, max(-1, self.said.line.index - 1 - _BACK), -1):
            before = self._of(index)
            named = [before.person(s) for s in before.about() if not before.pronoun(s)]
            if found := next((actor for actor in named if actor is not None), None):
                return Actor(text=at.text, name=found.name)
            if named:
                return None  # the sentence before is about somebody else
        return None

    def _of(self, index: int) -> Persons:
        """The persons of another sentence of the report."""
        return Persons(Statement(self.said.reading, self.said.reading.lines[index], self.said.cast, None), frozenset())

    @cached_property
    def _told_before(self) -> Actor | None:
        """The person whom the sentence before tells of by name, if it is one only."""
        if not self.said.line.index:
            return None
        before = self._of(self.said.line.index - 1)
        told = [s for s in before.subjects() if not before.pronoun(s)]
        return before.person(told[0]) if len(told) == 1 else None

    def about(self) -> list[int]:
        """The names that a sentence is about: its subjects, and whom the police arrested in it."""
        held = [h for verb in self.said.verbs(self.words.arrests) for h in clauses.objects(self.sentence, verb)]
        return [*(h for h in held if self.tokens[h].tag == "NNP"), *self.subjects()]

    def described(self, noun: int) -> bool:
        """Whether a noun tells of somebody before he is named, and by more than what he did: "a former student"."""
        token = self.tokens[noun]
        if self.alone is None or token.tag != "NN" or token.lower not in DESCRIBED - self.words.culprits:
            return False
        known = [c for c in self.sentence.children(noun) if self.tokens[c].dep in _MORE]
        kin = token.lower in KIN | _MATES and self.sentence.child(noun, "prep", "poss") is not None
        if not known or not (kin or not _ONE.isdisjoint(self.said.beside(noun))):
            return False
        named = self.said.reading.text.find(self.alone.split()[-1])
        return named < 0 or token.start < named or self.said.line.index < _LEAD

    def pronoun(self, noun: int) -> bool:
        """Whether a noun is "he" or "she"."""
        return self.tokens[noun].lower in HE

    def subjects(self) -> list[int]:
        """The subjects of the sentence's clauses that are no speakers, nor told to be harmed in it."""
        return [
            t.index
            for t in self.tokens
            if t.dep in ("nsubj", "nsubjpass")
            and (t.tag in ("NNP", "NNPS") or t.lower in HE)
            and self.tokens[t.head].lower not in self.words.says
            and not (
                t.dep == "nsubjpass" and self.tokens[t.head].lower in self.words.does_harm and not self._by_police(t)
            )
        ]

    def _by_police(self, told: Token) -> bool:
        """Whether who is told to be shot was shot by police, as somebody who attacks is."""
        return any(self.tokens[agent].lower in POLICE for agent in clauses.agents(self.sentence, told.head))
