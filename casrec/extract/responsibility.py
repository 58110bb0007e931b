"""Who is said to have done an attack: claimed, denied, accused, by whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from casrec.extract import clauses
from casrec.extract.actors import FORCE, STATE, Cast
from casrec.extract.deeds import HARM_WORDS, Deeds, deeds
from casrec.extract.perpetrators import Deed, told
from casrec.extract.reading import Line, Reading
from casrec.records import Actor, Source
from casrec.syntax import Sentence
from casrec.terms import ResponsibilityStance, SourceType

CLAIMED, DENIED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.DENIED, ResponsibilityStance.ACCUSED
_CUES = re.compile(
    r"\b(?:claim|responsib|den(?:y|ie)|reject|dismiss|disavow|refut|blam|accus|attribut|behind|work of|suspect|"
    r"hallmark|finger|culprit|perpetrat|charged|convicted|credit|disclaim|authorship|hand in)",
    re.I,
)
_PRONOUNS = frozenset(
    "it they we he she i who which that this these those what you them him her itself someone".split()
)
_SELF = frozenset("it they we he she i".split())
_OWN = frozenset("its their our his her".split())
_UNSURE = frozenset("could may might would will can should".split())
_FALSELY = frozenset("falsely wrongly mistakenly incorrectly wrongfully".split())
_ARMED = frozenset(
    "army military forces force troops jets aircraft planes warplanes artillery soldiers ministry".split()
)
_PAPERS = frozenset("statement statements letter letters communique message messages note leaflet tweet".split())
_CONTENTS = frozenset("line claim claims statement letter theory suspicion allegation allegations accusation".split())
_REFUSES = frozenset(
    "dispute disputed disputes disputing rejected rejects dismissed dismisses denied denies deny".split()
)
_WORD = re.compile(r"[a-z][a-z'’-]*")


class Attributions(Protocol):
    """What this module needs of the report's attributions."""

    def sources_at(self, start: int, end: int) -> tuple[Source, ...]:
        """The sources of the statement that covers a stretch; none for the outlet's own voice."""

    def resolve(self, text: str) -> Source:
        """The source a mention names."""


@dataclass(frozen=True, slots=True)
class Found:
    """One tie of an actor to an attack. ``start`` and ``end`` bound the sentence quoted."""

    start: int
    end: int
    actor: Actor
    stance: ResponsibilityStance
    by: Source | None
    through: str | None
    line: int
    rule: str


def find(reading: Reading, attributions: Attributions | None = None) -> list[Found]:
    """Every statement of the report that an actor claimed, denied or is accused of an attack, in order."""
    words = deeds()
    cast = Cast(reading)
    chosen = [line for line in reading.lines if _worth(reading.words(line), words)]
    reading.prepare(line.index for line in chosen)
    found: list[Found] = []
    for line in chosen:
        found += _Line(reading, line, cast, attributions).find()
    return _settle(found)


def _worth(text: str, words: Deeds) -> bool:
    """Whether a sentence can tie anyone to an attack: a cue word, or a word of violence."""
    return bool(_CUES.search(text)) or not words.cues.isdisjoint(_WORD.findall(text.lower()))


def _settle(found: list[Found]) -> list[Found]:
    """One statement once: the same actor, stance and accuser in one sentence; the outlet's own word once a report.

    What the outlet says in its own voice adds nothing where the actor has claimed it in the same report, and a
    nameless "rebels" or "militants" is then most likely the claimant.
    """
    claimants = {f.actor.identity for f in found if f.stance is CLAIMED and f.rule.startswith("claim.takes")}
    outlets = {f.actor.identity for f in found if f.stance is ACCUSED and f.by is None}
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        own_voice = one.stance is ACCUSED and one.by is None
        if (
            own_voice
            and one.rule.startswith("deed")
            and claimants
            and (one.actor.identity in claimants or one.actor.key is None)
        ):
            continue
        if one.rule.endswith(".aside") and one.actor.identity in outlets:
            continue
        by = one.by.identity if one.by is not None else None
        where = None if own_voice else one.line
        kept.setdefault((one.actor.identity, one.stance, by if one.stance is ACCUSED else None, where), one)
    return sorted(kept.values(), key=lambda f: (f.start, f.end, f.stance, f.actor.identity))


class _Line:
    """One sentence being read for responsibility."""

    def __init__(self, reading: Reading, line: Line, cast: Cast, attributions: Attributions | None) -> None:
        self.reading, self.line, self.cast, self.attributions = reading, line, cast, attributions
        self.sentence: Sentence = reading.parsed(line.index)
        self.tokens = self.sentence.tokens
        self.words = deeds()

    def find(self) -> list[Found]:
        """Everything this sentence says of responsibility; explicit wording before told deeds."""
        explicit = [*self._claims(), *self._denials(), *self._accusations(), *self._states()]
        taken = {f.actor.identity for f in explicit}
        rest = []
        for deed in told(self.sentence, self.cast, self.line.index, self._violent()):
            rest += [f for f in self._deed(deed) if f.actor.identity not in taken]
        return explicit + rest

    # ------------------------------------------------------------ claims

    def _claims(self) -> Iterator[Found]:
        for verb in self._verbs(self.words.takes):
            held = clauses.objects(self.sentence, verb)
            if not held or clauses.is_negated(self.sentence, verb) or clauses.modals(self.sentence, verb) & _UNSURE:
                continue
            what = {self.tokens[h].lower for h in held}
            claims = self.tokens[verb].lower.startswith("claim")
            if not (
                what & self.words.responsibility
                or (claims and what & self.words.attack_nouns)
                or (claims and clauses.is_passive(self.sentence, verb) and clauses.agents(self.sentence, verb))
            ):
                continue
            passive = clauses.is_passive(self.sentence, verb)
            who = clauses.agents(self.sentence, verb) if passive else clauses.subjects(self.sentence, verb)
            yield from self._claimed(who, verb, "claim.takes")
        for at, token in enumerate(self.tokens):
            if token.lower in ("claim", "claims") and "responsibility" in self._below(at):
                who = [*clauses.agents(self.sentence, at), *clauses.after(self.sentence, at, "from")]
                owner = self.sentence.child(at, "poss")
                yield from self._claimed([*who, *([owner] if owner is not None else [])], at, "claim.noun")
        for verb in self._verbs(self.words.says | self.words.admits | self.words.takes):
            yield from self._own_deed(verb)

    def _claimed(self, who: list[int], verb: int, rule: str) -> Iterator[Found]:
        speaker = self._speaker(verb)
        false = speaker is not None and self._below(speaker[1], 1) & _FALSELY
        for actor in self._actors(who):
            if false and speaker is not None:
                yield self._make(actor, ACCUSED, self._source(speaker[0]), "accused.false_claim")
            else:
                yield self._make(actor, CLAIMED, self._itself(actor), rule, self._channel(verb))

    def _own_deed(self, verb: int) -> Iterator[Found]:
        """ "X said it had bombed", "X admitted killing", "X said it was not behind the attack"."""
        if clauses.is_negated(self.sentence, verb):
            return
        for child in self.sentence.children(verb):
            token = self.tokens[child]
            if token.dep not in ("ccomp", "xcomp") or not self._is_deed(child):
                continue
            who = clauses.subjects(self.sentence, verb)
            if token.dep == "ccomp" and not self._same(child, who) and not self._admitted(child, who):
                continue
            if self.sentence.child(verb, "dobj", "dative") is not None:  # "warning Israel it was ..."
                continue
            if token.dep == "xcomp" and self.tokens[verb].lower not in self.words.admits | self.words.takes:
                continue
            negated = clauses.is_negated(self.sentence, child) or "nothing" in self._below(child, 1)
            for actor in self._actors(who):
                stance, rule = (DENIED, "denied.own_deed") if negated else (CLAIMED, "claim.own_deed")
                yield self._make(actor, stance, self._itself(actor), rule, self._channel(verb))

    def _is_deed(self, verb: int) -> bool:
        """Whether a verb says that its subject did an attack or was behind one."""
        below = self._below(verb)
        lower = self.tokens[verb].lower
        if self.words.harms(lower, self._below(verb, 1)):
            return True
        if lower in self.words.does_attack and below & self.words.attack_nouns:
            return True
        near = self._below(verb, 1)
        return bool(
            near & {"behind", "responsible", "involved", "nothing"}
            and (below & self.words.attack_nouns or self._violent())
            and lower in {"was", "were", "is", "be", "been", "had", "have", "are", "being", "involved"}
        ) or (lower == "involved" and bool(below & self.words.attack_nouns))

    def _same(self, verb: int, who: list[int]) -> bool:
        """Whether the subject of a clause is its speaker: "it", "its fighters", "we", or the same name."""
        for subject in clauses.subjects(self.sentence, verb):
            token = self.tokens[subject]
            if token.lower in _SELF:
                return not clauses.is_passive(self.sentence, verb)
            if any(self.tokens[c].lower in _OWN for c in self.sentence.children(subject)):
                return not clauses.is_passive(self.sentence, verb)
            keys = {a.key for a in self._actors([subject])} & {a.key for a in self._actors(who)}
            if keys - {None}:
                return True
        return False

    def _admitted(self, verb: int, who: list[int]) -> bool:
        """Whether an army says that a place "was hit", with no one else named as the hitter: it owns the blow."""
        if not clauses.is_passive(self.sentence, verb) or clauses.agents(self.sentence, verb):
            return False
        if clauses.is_negated(self.sentence, verb):
            return False
        return any(
            self.tokens[noun].lower in _ARMED and any(a.key for a in self._actors([noun])) for noun in who
        ) and any(t.lower in _ARMED for t in self.tokens if t.index > verb)

    # ------------------------------------------------------------ denials

    def _denials(self) -> Iterator[Found]:
        for verb in self._verbs(self.words.denies):
            if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
                continue
            passive = clauses.is_passive(self.sentence, verb) and self.tokens[verb].tag != "VBG"
            who = clauses.agents(self.sentence, verb) if passive else self._issuers(verb)
            if not who or not self._denied(verb):
                continue
            for actor in self._actors(who):
                yield self._make(actor, DENIED, self._itself(actor), "denied.verb")

    def _issuers(self, verb: int) -> list[int]:
        """The subjects of a verb; of "a statement denying it" those who issued the statement."""
        who = clauses.subjects(self.sentence, verb)
        if len(who) == 1 and self.tokens[who[0]].lower in _PAPERS:
            issue = self.tokens[who[0]].head
            owner = self.sentence.child(who[0], "poss")
            by = [*clauses.after(self.sentence, who[0], "from", "by")]
            if by or owner is not None:
                return by or [owner or 0]
            if clauses.is_verb(self.tokens[issue]) and issue != verb:
                return clauses.subjects(self.sentence, issue) or who
        return who

    def _denied(self, verb: int) -> bool:
        """Whether what is denied is a part in violence."""
        strict = not self.tokens[verb].lower.startswith(("den", "disclaim", "disavow"))
        for thing in clauses.objects(self.sentence, verb):
            lower = self.tokens[thing].lower
            if lower in ("responsibility", "involvement", "complicity", "authorship"):
                return self._violent(2)
            if lower in self.words.denied_things or (lower in self.words.attack_nouns and not strict):
                return bool(self._below(thing) & (self.words.attack_nouns | HARM_WORDS)) or self._violent(1)
        for child in self.sentence.children(verb):
            if self.tokens[child].dep in ("xcomp", "ccomp") and not strict:
                return self._is_deed(child) or bool(self._below(child) & self.words.attack_nouns)
        return False

    # ------------------------------------------------------------ accusations

    def _accusations(self) -> Iterator[Found]:
        for verb in self._verbs(self.words.blames | self.words.accuses | self.words.attributes):
            if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
                continue
            lower = self.tokens[verb].lower
            if lower in self.words.blames:
                whom = self._blamed(verb)
            elif lower in self.words.attributes:
                whom = self._attributed(verb)
            else:
                whom = self._accused(verb)
            for actor in self._actors(whom, agentive=lower not in self.words.accuses):
                yield self._make(actor, ACCUSED, self._accuser(verb), f"accused.{_stem(lower)}")

    def _blamed(self, verb: int) -> list[int]:
        held = clauses.objects(self.sentence, verb)
        on = list(clauses.after(self.sentence, verb, "on"))
        for thing in held:
            if self.tokens[thing].lower in self.words.attack_nouns | HARM_WORDS | {"it", "them", "which", "this"}:
                on += clauses.after(self.sentence, thing, "on")
        if on:
            about = " ".join(self.tokens[h].lower for h in held)
            violent = any(self.tokens[h].lower in self.words.attack_nouns | HARM_WORDS for h in held)
            return on if violent or not about or self._violent(1) else []
        if any(self.tokens[h].lower in self.words.attack_nouns for h in held):
            return []
        return held if self._violent(1) else []

    def _attributed(self, verb: int) -> list[int]:
        held = clauses.objects(self.sentence, verb)
        about = {self.tokens[h].lower for h in held} | {self.tokens[self.tokens[verb].head].lower}
        if not about & (self.words.attack_nouns | {"it", "which", "them"}):
            return []
        to = list(clauses.after(self.sentence, verb, "to", "on"))
        return to + [x for h in held for x in clauses.after(self.sentence, h, "to")]

    def _accused(self, verb: int) -> list[int]:
        """The object of "accused X of bombing", "X was charged with murder", "X suspected of the killing"."""
        crime: set[str] = set()
        for child in self.sentence.children(verb):
            if self.tokens[child].dep in ("prep", "xcomp", "agent") and self.tokens[child].lower != "by":
                crime |= self._below(child) | {self.tokens[child].lower}
        if not crime & (self.words.attack_nouns | self.words.does_harm | self.words.does_attack):
            return []
        return clauses.objects(self.sentence, verb)

    def _accuser(self, verb: int) -> Source | None:
        """Who blames: the subject, or the agent of a passive, else who is reported to say so."""
        passive = clauses.is_passive(self.sentence, verb)
        who = clauses.agents(self.sentence, verb) if passive else self._issuers(verb)
        if who:
            return self._source(who[0])
        speaker = self._speaker(verb)
        return self._source(speaker[0]) if speaker else self._cited(verb)

    # ------------------------------------------------------------ states of affairs

    def _states(self) -> Iterator[Found]:
        """ "X was behind the attack", "X was responsible for it", "the work of X", "hold X responsible"."""
        for at, token in enumerate(self.tokens):
            whom: list[int] = []
            if token.lower in ("behind", "responsible"):
                whom = self._subject_of_state(at)
            elif token.lower in ("work", "hallmarks", "hallmark", "handiwork") and self._about_attack(at):
                whom = list(clauses.after(self.sentence, at, "of"))
            if not whom:
                continue
            verb = token.head
            if clauses.is_negated(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
                continue
            yield from self._stated(whom, verb, token.lower)

    def _stated(self, whom: list[int], verb: int, word: str) -> Iterator[Found]:
        speaker = self._speaker(verb)
        for actor in self._actors(whom, agentive=True):
            source = self._source(speaker[0]) if speaker else self._cited(verb)
            if source is not None and self._speaks_for(speaker, actor):
                yield self._make(actor, CLAIMED, self._itself(actor), f"claim.{word}", self._own_channel(source, actor))
            else:
                yield self._make(actor, ACCUSED, source, f"accused.{word}")

    def _subject_of_state(self, at: int) -> list[int]:
        token = self.tokens[at]
        below = self._below(at)
        if not below & (self.words.attack_nouns | {"it", "this", "them"}) and not (
            token.lower == "responsible" and self._violent(1) and not below
        ):
            return []
        head = token.head
        if self.tokens[head].lower in ("hold", "held", "holds", "holding", "considered", "deemed"):
            held = self.sentence.child(head, "dobj")
            own = self.sentence.child(at, "nsubj")
            return [x for x in (held, own) if x is not None]
        if clauses.is_verb(self.tokens[head]):
            return [s for s in clauses.subjects(self.sentence, head) if self.tokens[s].lower not in _PRONOUNS]
        return []

    def _about_attack(self, at: int) -> bool:
        return bool(
            {t.lower for t in self.tokens} & self.words.attack_nouns
            or (self._violent(1) and "it" in {t.lower for t in self.tokens})
        )

    # ------------------------------------------------------------ told deeds

    def _deed(self, deed: Deed) -> Iterator[Found]:
        """A deed told as fact: an admission where the actor tells it, else an accusation by whoever does.

        A name coupled with an attack is the outlet's own wording even in a sentence that cites someone.
        """
        if self._refused(deed.at):
            return
        coupled = deed.rule == "coupled" and self.reading.quotation_at(self.tokens[deed.at].start) is None
        speaker = None if coupled else self._speaker(deed.at)
        source = self._source(speaker[0]) if speaker else None if coupled else self._cited(deed.at)
        aside = speaker is not None and clauses.content_path(self.sentence, deed.at, speaker[1])[1]
        for actor in deed.actors:
            if source is not None and not aside and self._speaks_for(speaker, actor):
                yield self._make(actor, CLAIMED, self._itself(actor), "claim.told")
            elif source is not None or deed.main:
                yield self._make(actor, ACCUSED, source, f"deed.{deed.rule}{'.aside' if aside else ''}")

    def _speaks_for(self, speaker: tuple[int, int] | None, actor: Actor) -> bool:
        """Whether the speaker is the actor or his channel ("a news agency linked to the group")."""
        if speaker is None:
            return False
        start, end = self._span(speaker[0])
        if actor.key is not None and any(a.key == actor.key for a in self.cast.actors(start, end)):
            return True
        below = self._below(speaker[0])
        return bool(
            below & {"linked", "affiliated", "amaq", "spokesman", "mouthpiece"}
            and below & {"group", "organisation", "organization", *actor.name.lower().split(), "amaq"}
        )

    # ------------------------------------------------------------ helpers

    def _verbs(self, among: frozenset[str]) -> list[int]:
        return [t.index for t in self.tokens if t.lower in among and (clauses.is_verb(t) or t.tag in ("JJ",))]

    def _below(self, at: int, depth: int = 0) -> set[str]:
        """The lowered words under a token; with ``depth`` 1 only its direct dependents."""
        indexes = self.sentence.children(at) if depth == 1 else self.sentence.subtree(at)
        return {self.tokens[i].lower for i in indexes if i != at}

    def _violent(self, around: int = 0) -> bool:
        """Whether this sentence, or one of ``around`` neighbours, has a word of violence."""
        lines = self.reading.lines
        low, high = max(0, self.line.index - around), min(len(lines), self.line.index + around + 1)
        for line in lines[low:high]:
            found = set(_WORD.findall(self.reading.words(line).lower()))
            if found & (self.words.attack_nouns | HARM_WORDS):
                return True
        return False

    def _span(self, noun: int) -> tuple[int, int]:
        return clauses.phrase(self.sentence, noun)

    def _actors(self, nouns: list[int], *, agentive: bool = False) -> list[Actor]:
        """The actors that nouns name; with ``agentive`` only what can act at all (no weather, no wiring)."""
        found: list[Actor] = []
        for noun in nouns:
            token = self.tokens[noun]
            if token.lower in _PRONOUNS:
                found += self._pronoun(noun)
            elif token.lower in self.words.attack_nouns | {"responsibility", "one"} or {
                "no",
                "neither",
                "nobody",
            } & self._below(noun, 1):
                continue
            elif not agentive or self._can_act(noun):
                found += self.cast.actors(*self._span(noun))
        return found

    def _pronoun(self, noun: int) -> list[Actor]:
        token = self.tokens[noun]
        if token.lower not in ("it", "they"):
            return []
        known = self.cast.last(token.start)
        return [] if known is None else [Actor(text=token.text, name=known.name, key=known.key)]

    def _can_act(self, noun: int) -> bool:
        from_lexicon = self.cast.within(*self._span(noun))
        return can_act(self.sentence, noun, bool(from_lexicon))

    def _speaker(self, at: int) -> tuple[int, int] | None:
        """The noun that says what stands at a token, and its verb of saying."""
        for head in self.sentence.ancestors(at):
            token = self.tokens[head]
            if token.lower in self.words.says and clauses.content_path(self.sentence, at, head)[0]:
                who = clauses.subjects(self.sentence, head)
                if who and who[0] != at and at not in self.sentence.subtree(who[0]):
                    return who[0], head
            if token.lower in _CONTENTS:
                verb = next((a for a in self.sentence.ancestors(head) if clauses.is_verb(self.tokens[a])), None)
                who = clauses.subjects(self.sentence, verb) if verb is not None else []
                if verb is not None and who and head not in self.sentence.subtree(who[0]):
                    return who[0], verb
        return None

    def _refused(self, at: int) -> bool:
        """Whether what stands at a token is reported only to be denied: "has disputed claims that rebels fired"."""
        return any(self.tokens[a].lower in _REFUSES for a in self.sentence.ancestors(at))

    def _cited(self, at: int) -> Source | None:
        """Who is cited for a token's statement by other means: "according to", or the report's attributions."""
        if self.attributions is not None:
            sources = self.attributions.sources_at(self.tokens[at].start, self.tokens[at].end)
            return sources[0] if sources else None
        for token in self.tokens:
            if token.lower == "according":
                for to in self.sentence.children(token.index):
                    noun = self.sentence.child(to, "pobj")
                    if noun is not None:
                        return self._source(noun)
        return None

    def _source(self, noun: int) -> Source:
        """The source that a noun names."""
        start, end = self._span(noun)
        text = " ".join(self.reading.text[start:end].split())
        if self.attributions is not None:
            return self.attributions.resolve(text)
        actor = next(iter(self.cast.actors(start, end)), Actor(text=text, name=text))
        return Source(text=text, name=actor.name, key=actor.key)

    def _itself(self, actor: Actor) -> Source:
        known = next((m.known for m in self.cast.known if m.known.key == actor.key), None) if actor.key else None
        kind = SourceType.UNKNOWN
        if known is not None:
            kind = {STATE: SourceType.GOVERNMENT, FORCE: SourceType.MILITARY}.get(known.kind, SourceType.ARMED_GROUP)
        return Source(text=actor.text, name=actor.name, key=actor.key, type=kind)

    def _channel(self, verb: int) -> str | None:
        """Through what a claim was made: "via its Amaq news agency"."""
        for noun in clauses.after(self.sentence, verb, "through", "via"):
            start, end = clauses.phrase(self.sentence, noun, keep=())
            return " ".join(self.reading.text[start:end].split())
        return None

    def _own_channel(self, source: Source, actor: Actor) -> str | None:
        return source.text if source.identity != actor.identity else None

    def _make(
        self, actor: Actor, stance: ResponsibilityStance, by: Source | None, rule: str, through: str | None = None
    ) -> Found:
        return Found(self.line.start, self.line.end, actor, stance, by, through, self.line.index, rule)


def can_act(sentence: Sentence, noun: int, known: bool) -> bool:
    """Whether a noun can be an actor: known, a proper name, or a word for people or a body of people."""
    from casrec.extract.actors import lexicon

    token = sentence.tokens[noun]
    words = lexicon()
    return known or token.tag in ("NNP", "NNPS") or token.lower in words.collectives | words.unnamed


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word)
