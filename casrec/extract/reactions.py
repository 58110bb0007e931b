"""Who reacted to an incident, how, and to what: condemned, mourned, urged, vowed, announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.extract import clauses
from casrec.extract.reading import Line, Reading, once
from casrec.extract.responsibility.actors import Cast, cast_of
from casrec.extract.responsibility.deeds import HARM_WORDS, deeds, forms
from casrec.lexicon import entries
from casrec.records import Actor
from casrec.syntax import Sentence

_UNSURE = frozenset("could may might would should must can".split())
_REFERS = frozenset("it this that them these those which".split())
_HAPPENINGS = frozenset(
    "earthquake quake tsunami disaster tragedy flood floods storm cyclone hurricane typhoon crash fire collapse "
    "bloodshed loss losses events event aftermath victims victim dead deaths families relatives bereaved situation "
    "perpetrators attackers killers terrorists act acts".split()
)
_NAMING = ("call", "brand", "label", "describ")  # verbs that react by a name for it: "called it cowardly"
_STRICT = ("blast", "hail", "protest", "call")  # these react only where their object is violence by its own words
_DRAWN = ("condemnation", "outrage", "criticism")
_LONGEST = 160  # characters of an object's words


@dataclass(frozen=True, slots=True)
class Found:
    """One reaction. ``start`` and ``end`` bound the sentence; ``act`` is the controlled past form ("condemned")."""

    start: int
    end: int
    actor: Actor
    act: str
    object: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    of_incident: dict[str, str]
    demands: dict[str, str]
    vows: dict[str, str]
    measures: dict[str, str]
    condemning: frozenset[str]
    measure_objects: frozenset[str]
    demand_objects: frozenset[str]
    vow_objects: frozenset[str]
    not_reactors: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """The words of reactions, read once at first use."""
    data: dict[str, Any] = entries("reactions")
    verbs = {
        name: {form: act for verb, act in data[name].items() for form in forms(verb)}
        for name in ("of_incident", "demands", "vows", "measures")
    }
    return _Lexicon(
        **verbs,
        condemning=frozenset(data["condemning"].split()),
        measure_objects=frozenset(data["measure_objects"].split()),
        demand_objects=frozenset(data["demand_objects"].split()),
        vow_objects=frozenset(data["vow_objects"].split()),
        not_reactors=frozenset(data["not_reactors"].split()),
    )


def find(reading: Reading) -> list[Found]:
    """The reactions the report tells of, in order; only those whose words concern violence or disaster."""
    chosen = worth(reading)
    if not chosen:
        return []
    cast = cast_of(reading)
    reading.prepare(line.index for line in chosen)
    found = [one for line in chosen for one in _Line(reading, line, cast).find()]
    unique = {(f.line, f.actor.identity, f.act, f.object): f for f in reversed(found)}
    return sorted(unique.values(), key=lambda f: (f.start, f.actor.identity, f.act, f.object))


@once  # asked for before the parse and after it
def worth(reading: Reading) -> tuple[Line, ...]:
    """The sentences that hold a word of reaction, near words of violence, harm or disaster."""
    words = _lexicon()
    about = deeds().attack_nouns | HARM_WORDS | _HAPPENINGS
    violent = [not about.isdisjoint(reading.runs(line.index)) for line in reading.lines]
    return tuple(
        line
        for line in reading.lines
        if any(violent[max(0, line.index - 2) : line.index + 2]) and _reacts(reading.runs(line.index), words, about)
    )


def _reacts(runs: frozenset[str], words: _Lexicon, about: frozenset[str]) -> bool:
    """Whether a sentence's words can tell a reaction: a verb of one, with a word for what that verb may be of."""
    if not runs.isdisjoint(_DRAWN):
        return True
    concerned = not runs.isdisjoint(about)
    for verb in runs & words.of_incident.keys():
        if verb.startswith(_NAMING):
            if not runs.isdisjoint(words.condemning):
                return True
        elif concerned or not (verb.startswith(_STRICT) or runs.isdisjoint(_REFERS)):
            return True
    demanded = not runs.isdisjoint(words.demands) or any(run.startswith("call") for run in runs)
    if demanded and not runs.isdisjoint(words.demand_objects):
        return True
    if not runs.isdisjoint(words.vows) and (concerned or not runs.isdisjoint(words.vow_objects)):
        return True
    return not runs.isdisjoint(words.measures) and not words.measure_objects.isdisjoint(runs)


class _Line:
    """One sentence being read for reactions."""

    def __init__(self, reading: Reading, line: Line, cast: Cast) -> None:
        self.reading, self.line, self.cast = reading, line, cast
        self.sentence: Sentence = reading.parsed(line.index)
        self.tokens = self.sentence.tokens
        self.words = _lexicon()
        self.about = deeds().attack_nouns | HARM_WORDS | _HAPPENINGS

    def find(self) -> Iterator[Found]:
        for token in self.tokens:
            if not clauses.is_verb(token) or self._idle(token.index):
                continue
            lower = token.lower
            if lower in self.words.of_incident:
                yield from self._of_incident(token.index)
            if lower in self.words.demands or (lower.startswith("call") and "for" in self._below(token.index, 1)):
                yield from self._demand(token.index)
            if lower in self.words.vows:
                yield from self._vow(token.index)
            if lower in self.words.measures:
                yield from self._measure(token.index)
        yield from self._drew()

    def _idle(self, verb: int) -> bool:
        """Whether the verb tells of no act: denied, conditional, or only possible."""
        return (
            clauses.is_negated(self.sentence, verb)
            or clauses.is_conditional(self.sentence, verb)
            or bool(clauses.modals(self.sentence, verb) & _UNSURE)
        )

    def _of_incident(self, verb: int) -> Iterator[Found]:
        act = self.words.of_incident[self.tokens[verb].lower]
        held = clauses.objects(self.sentence, verb)
        if not held and (clause := self.sentence.child(verb, "ccomp", "oprd", "xcomp")) is not None:
            held = clauses.subjects(self.sentence, clause)[:1] or [clause]
        if self.tokens[verb].lower.startswith(_NAMING):
            if not (self._below(verb) & self.words.condemning and self._concerns(held)):
                return
            yield from self._make(verb, act, self._all_under(verb, held), "called")
            return
        if self.tokens[verb].lower.startswith(_STRICT) and not self._concerns(held, strict=True):
            return
        if self._concerns(held):
            yield from self._make(verb, act, self._object(held), "of_incident")

    def _demand(self, verb: int) -> Iterator[Found]:
        lower = self.tokens[verb].lower
        act = self.words.demands.get(lower, "called for")
        below = self._below(verb)
        token = self.tokens[verb]
        if token.dep == "xcomp" and self.tokens[token.head].lower in self.words.demands:
            return
        if below & self.words.demand_objects and (self._near() or below & self.about):
            held = [
                *clauses.objects(self.sentence, verb),
                *clauses.after(self.sentence, verb, "for"),
                *[c for c in self.sentence.children(verb) if self.tokens[c].dep in ("ccomp", "xcomp")],
            ]
            yield from self._make(verb, act, self._all_under(verb, held), "demand")

    def _vow(self, verb: int) -> Iterator[Found]:
        act = self.words.vows[self.tokens[verb].lower]
        held = [c for c in self.sentence.children(verb) if self.tokens[c].dep in ("ccomp", "xcomp", "dobj")]
        held += clauses.after(self.sentence, verb, "of", "against")
        said = {w for h in held for w in (self._below(h) | {self.tokens[h].lower})}
        if said & (self.about | self.words.vow_objects) and self._near():
            yield from self._make(verb, act, self._all_under(verb, held), "vow")

    def _measure(self, verb: int) -> Iterator[Found]:
        held = clauses.objects(self.sentence, verb)
        told = {self.tokens[h].lower for h in held} | {w for h in held for w in self._below(h)}
        if not told & self.words.measure_objects or not self._near():
            return
        act = self.words.measures[self.tokens[verb].lower]
        if told & {"condemnation", "outrage"} and act == "expressed":
            act = "condemned"
        if told & {"condolences", "condolence", "sympathy", "sympathies"}:
            act = "offered condolences"
        yield from self._make(verb, act, self._object(held), "measure")

    def _drew(self) -> Iterator[Found]:
        """ "The attack drew condemnation from Paris": the reactors stand after "from" or "by"."""
        for token in self.tokens:
            if token.lower not in _DRAWN:
                continue
            verb = self.tokens[token.head]
            if verb.lower not in ("drew", "draws", "drawn", "sparked", "prompted", "provoked", "brought", "met"):
                continue
            who = [
                *clauses.after(self.sentence, token.index, "from", "by"),
                *clauses.after(self.sentence, verb.index, "from"),
            ]
            what = self._object(clauses.subjects(self.sentence, verb.index))
            for noun in who:
                for actor in self._reactor(noun):
                    yield Found(self.line.start, self.line.end, actor, "condemned", what, self.line.index, "drew")

    # ---------------------------------------------------------------- helpers

    def _below(self, at: int, depth: int = 0) -> set[str]:
        indexes = self.sentence.children(at) if depth == 1 else self.sentence.subtree(at)
        return {self.tokens[i].lower for i in indexes if i != at}

    def _concerns(self, held: list[int], *, strict: bool = False) -> bool:
        """Whether an object is the incident: a word of violence or harm in its phrase, or "it" beside one."""
        for noun in held:
            token = self.tokens[noun]
            if token.lower in self.about or self._below(noun) & self.about:
                return True
            if not strict and token.lower in _REFERS and self._near():
                return True
        return False

    def _near(self) -> bool:
        """Whether this sentence or one beside it speaks of violence, harm or disaster."""
        lines = self.reading.lines
        for line in lines[max(0, self.line.index - 2) : self.line.index + 2]:
            if set(re.findall(r"[a-z]+", self.reading.words(line).lower())) & self.about:
                return True
        return False

    def _object(self, held: list[int]) -> str:
        return self._all_under(-1, held)

    def _all_under(self, verb: int, held: list[int]) -> str:
        """The words of an object with all that belongs to it, on one line."""
        indexes = sorted({i for noun in held for i in self.sentence.subtree(noun)} - {verb})
        if not indexes:
            return ""
        text = self.reading.text[self.tokens[indexes[0]].start : self.tokens[indexes[-1]].end]
        words = " ".join(text.split()).strip(' ,.;:"“”')
        return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0]

    def _make(self, verb: int, act: str, what: str, rule: str) -> Iterator[Found]:
        passive = clauses.is_passive(self.sentence, verb) and self.tokens[verb].tag != "VBG"
        who = clauses.agents(self.sentence, verb) if passive else clauses.subjects(self.sentence, verb)
        for noun in who:
            for actor in self._reactor(noun):
                yield Found(self.line.start, self.line.end, actor, act, what, self.line.index, rule)

    def _reactor(self, noun: int) -> list[Actor]:
        """Whom a reacting noun names: no pronoun but he, she or they, and nothing that cannot speak."""
        token = self.tokens[noun]
        if token.lower in self.words.not_reactors or token.lower in _REFERS:
            return []
        if token.tag.startswith("PRP"):
            return [Actor(text=token.text, name=token.text)]
        return self.cast.actors(*clauses.phrase(self.sentence, noun))
