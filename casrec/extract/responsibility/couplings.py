"""Attacks told by a name beside a noun of attack: "Israeli mortar strike", "rebel shelling"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casrec import dates
from casrec.extract.responsibility.actors import STATE, Cast, Named, lexicon
from casrec.extract.responsibility.deeds import HARM_WORDS, deeds
from casrec.records import Actor
from casrec.syntax import Sentence

_NOT_YET = frozenset("possible potential future feared alleged any planned imminent".split())
_SPECULATIVE = frozenset(
    "possible potential future feared alleged planned imminent against from avoid prevent threat threatened prevented "
    "preventing foiled thwarted averted stopped fears fear repelled planning warned plot".split()
)
_STEMS = frozenset("resulting resulted results stemming stemmed died die injuries wounds recovering reeling".split())
_STEPS = 4  # words between "believed" and the name: "to belong to the"
THOUGHT = frozenset("thought believed suspected presumed understood said reported".split())
_POSSESSIVE = frozenset("'s ’s ' ’".split())
_DAYS = frozenset("today yesterday tonight".split())  # with the calendar's: "a rebel attack Monday"
_GENERAL = frozenset("attack attacks bomb offensive mine mines trap traps".split())
_STRIKES = frozenset(
    "shelling bombardment bombardments airstrike airstrikes massacre".split()
)  # an attack in any place
_BLOWS = _STRIKES | frozenset("strike strikes raid raids bombing bombings offensive crackdown".split())
BODIES = frozenset(
    "government regime rebel insurgent militant army police settler guerrilla opposition coalition".split()
)
CAMPAIGNS = frozenset("offensive offensives operation operations campaign campaigns crackdown incursion action".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """An attack with its doer. ``at`` is the token that tells it; ``main`` whether the outlet's own word for it counts:
    in the lead, or beside a word of harm."""

    at: int
    actors: tuple[Actor, ...]
    main: bool
    rule: str


def named_actor(cast: Cast, mention: Named) -> Actor:
    """The actor of a mention, in the mention's own words."""
    text = " ".join(cast.text[mention.start : mention.end].split())
    return Actor(text=text, name=mention.known.name, key=mention.known.key)


def real(sentence: Sentence, at: int) -> bool:
    """Whether an attack noun is told as having happened."""
    near = {sentence.tokens[c].lower for c in sentence.children(at)}
    above = {sentence.tokens[a].lower for a in sentence.ancestors(at)[:2]}
    if above & _STEMS:
        above -= {"from"}  # "the deaths resulting from attacks by"
    return not near & _NOT_YET and not above & _SPECULATIVE


class Couplings:
    """One sentence being read for names coupled with attacks; ``spans`` are phrases that already named a doer."""

    def __init__(self, sentence: Sentence, cast: Cast, main: bool, spans: list[tuple[int, int]]) -> None:
        self.sentence, self.tokens, self.cast, self.main, self.spans = sentence, sentence.tokens, cast, main, spans
        self.words = deeds()
        self.lowered = {t.lower for t in sentence.tokens}

    def find(self) -> Iterator[Deed]:
        """The deeds told so, in order."""
        yield from self._coupled()
        yield from self._believed()

    def _coupled(self) -> Iterator[Deed]:
        """An actor's name coupled with an attack noun: "Israeli mortar strike", "rebel shelling"."""
        for mention in self.cast.within(self.sentence.start, self.sentence.end):
            first = next((t.index for t in self.tokens if t.start >= mention.end), None)
            if first is not None and mention.adjective:
                first = self._past_joint(first)
            at = None if first is None else self._head_after(first)
            if at is None or first is None or self._named(mention.start) or not real(self.sentence, at):
                continue
            if self._means_state(mention, first, at):
                aimed = at + 1 < len(self.tokens) and self.tokens[at + 1].lower in ("of", "on", "against")
                owned = self.tokens[first].lower in _POSSESSIVE and aimed
                sure = self.main or owned or self.tokens[at].lower in _STRIKES
                yield Deed(at, (named_actor(self.cast, mention),), sure, "coupled")
        for token in self.tokens[:-2]:  # "Harun's missile strike" of a ruler
            owned = self.tokens[token.index + 1].lower in _POSSESSIVE
            owner = self.cast.people_of(token.start, token.end) if owned else None
            at = self._head_after(token.index + 1) if owner is not None and not self._named(token.start) else None
            if owner is not None and at is not None and self.tokens[at].lower in _BLOWS and real(self.sentence, at):
                yield Deed(at, (owner,), True, "coupled")
        for token in self.tokens[:-1]:
            if token.lower in BODIES and not self.cast.overlapping(token.start, token.end):
                at = self._head_after(token.index + 1)
                loose = at is None or self.tokens[at].lower in _GENERAL
                if at is not None and not loose and not self._named(token.start) and real(self.sentence, at):
                    yield Deed(at, tuple(self.cast.actors(token.start, token.end)), self.main, "coupled")

    def _past_joint(self, first: int) -> int:
        """Past "and Syrian" in "the Russian and Syrian bombing campaign"."""
        if first + 2 < len(self.tokens) and self.tokens[first].lower == "and":
            other = self.tokens[first + 1]
            if any(m.adjective for m in self.cast.within(other.start, other.end)):
                return first + 2
        return first

    def _believed(self) -> Iterator[Deed]:
        """ "Air strikes thought to be Russian", "jets believed to be Israeli"."""
        armed = self.words.attack_nouns | lexicon().bare_arms
        for mention in self.cast.within(self.sentence.start, self.sentence.end):
            at = next((t.index for t in self.tokens if t.start >= mention.start), 0)
            before = [t.lower for t in self.tokens[max(0, at - 6) : at]]
            thought = next((i for i, w in enumerate(before) if w in THOUGHT and i and before[i - 1] in armed), None)
            rest = [] if thought is None else before[thought + 1 :]
            if rest[:1] == ["to"] and rest[1:2] in (["be"], ["belong"], ["come"]) and len(rest) <= _STEPS:
                yield Deed(at, (named_actor(self.cast, mention),), True, "believed")

    def _named(self, offset: int) -> bool:
        """Whether the words at an offset already named a doer."""
        return any(start <= offset < end for start, end in self.spans)

    def _head_after(self, first: int) -> int | None:
        """The attack noun that a name is coupled with: next to it but for a possessive mark and a few modifiers."""
        at = first + 1 if self.tokens[first].lower in _POSSESSIVE else first
        for index in range(at, min(at + 4, len(self.tokens))):
            token = self.tokens[index]
            following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            shot = token.lower == "shooting" and following is not None and following.lower == "of"
            if (token.lower in self.words.attack_heads or shot) and token.tag.startswith(("NN", "VBG")):
                if following is None or not following.tag.startswith("NN"):
                    return index
                if following.lower in HARM_WORDS | CAMPAIGNS | _DAYS | dates.calendar():
                    return index
            if not token.tag.startswith(("NN", "JJ", "HYPH", "VBG", "VBN", "POS")):
                return None
        return None

    def _means_state(self, mention: Named, first: int, at: int) -> bool:
        """Whether a state coupled with an attack noun did it: "Israeli air strike"; not "the Syrian attack", which
        may only say where, unless the report shows that state at war."""
        if mention.known.kind != STATE:
            return True
        if self.tokens[first].lower in _POSSESSIVE:
            return self.tokens[at].lower not in ("attacks", "bombings", "massacre", "killings", "shootings")
        if not mention.adjective:
            return False
        between = {t.lower for t in self.tokens[first:at]}
        if between & self.words.rebel_manner:
            return False
        if self.tokens[at].lower not in self.words.ambiguous_heads or between & self.words.state_manner:
            return True
        if self.tokens[at].lower in ("strike", "strikes", "raid", "raids") and self.lowered & HARM_WORDS:
            return True
        return self.cast.fights(mention.known.key)
