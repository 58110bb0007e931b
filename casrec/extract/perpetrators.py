"""Attacks told with their doer: "Israeli jets bombed a school", "a raid by rebels", "rioters torch bank"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casrec.extract import clauses
from casrec.extract.actors import ARMED_GROUP, STATE, Cast, Named, lexicon
from casrec.extract.deeds import CIVILIANS, COMBATANTS, HARM_WORDS, Deeds, deeds
from casrec.records import Actor
from casrec.syntax import Sentence

_UNSURE = frozenset("could may might would will can should 'd ’d".split())
_PURPOSE = frozenset("sent send sends sending used uses deployed deploys opened went".split())
_SPECULATIVE = frozenset(
    "possible potential future feared alleged any further planned imminent against from avoid "
    "prevent threat threatened".split()
)
_LAW = frozenset("police policemen soldiers troops army officers security guards forces military".split())
_POLICE = frozenset("police policeman policemen officer officers deputies deputy authorities guard guards".split())
_OWN = frozenset("its their our his her".split())
_PART_OF = frozenset(
    "members member elements unit units column columns agents men fighters some many two three dozens".split()
)
_TAKES_PART = frozenset("participated participating participate took taken taking involved engaged".split())
_POSSESSIVE = frozenset("'s ’s ' ’".split())
_BODIES = frozenset(
    "government regime rebel insurgent militant army police settler guerrilla opposition coalition".split()
)
_GENERAL = frozenset(
    "attack attacks bombing bombings bomb bombs offensive".split()
)  # "the government offensive": too loose
_LEAD = 4  # the first sentences tell the report's own incident


@dataclass(frozen=True, slots=True)
class Deed:
    """An attack with its doer. ``at`` is the token that tells it; ``main`` whether the outlet's own word for it counts:
    in the lead, or beside a word of harm."""

    at: int
    actors: tuple[Actor, ...]
    main: bool
    rule: str


def doings(sentence: Sentence, cast: Cast, line: int, harmful: bool) -> Iterator[Deed]:
    """The deeds a sentence tells, in order."""
    words = deeds()
    lowered = {t.lower for t in sentence.tokens}
    main = harmful and (line < _LEAD or bool(lowered & HARM_WORDS))
    for token in sentence.tokens:
        if clauses.is_verb(token):
            doers = [(_actors(sentence, noun, cast), rule) for noun, rule in _doers(sentence, token.index, words)]
            known = any(actor.key for actors, _ in doers for actor in actors) and not _on_combatants(
                sentence, token.index, cast
            )
            for actors, rule in doers:
                if actors:
                    yield Deed(token.index, tuple(actors), main or known, rule)
        elif token.lower in words.attack_nouns and token.tag.startswith("NN"):
            for noun in clauses.agents(sentence, token.index):
                if actors := _actors(sentence, noun, cast):
                    yield Deed(token.index, tuple(actors), main or bool(actors[0].key), "by")
    yield from _coupled(sentence, cast, main)


def _doers(sentence: Sentence, verb: int, words: Deeds) -> Iterator[tuple[int, str]]:
    """Who does the violence of a verb, if it is violence that is told as done."""
    lower = sentence.tokens[verb].lower
    harms = words.harms(lower, {sentence.tokens[c].lower for c in sentence.children(verb)})
    if not (harms or lower in words.does_attack | _TAKES_PART) or not _done(sentence, verb):
        return
    if lower in _TAKES_PART:
        shared = {sentence.tokens[n].lower for n in clauses.after(sentence, verb, "in")} & words.attack_nouns
        for noun in clauses.subjects(sentence, verb) if shared else []:
            yield noun, "part"
        return
    held = clauses.objects(sentence, verb)
    lowers = {sentence.tokens[h].lower for h in held}
    if not harms and not lowers & words.attack_nouns:
        return
    if clauses.is_passive(sentence, verb):
        for noun in clauses.agents(sentence, verb):
            if not _self_defence(sentence, noun, lowers):
                yield noun, "passive"
        return
    where = any(
        sentence.tokens[c].lower in ("on", "at", "into", "in", "against") and sentence.tokens[c].dep == "prep"
        for c in sentence.children(verb)
    )
    if not held and not (where and harms):
        return
    for noun in clauses.subjects(sentence, verb):
        if not _self_defence(sentence, noun, lowers):
            yield noun, "active"


def _done(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is told as done: not denied, not hypothetical, not a mere purpose."""
    if clauses.is_negated(sentence, verb) or clauses.is_conditional(sentence, verb):
        return False
    if clauses.modals(sentence, verb) & (_UNSURE - {"may", "might", "could"}):
        return False
    token = sentence.tokens[verb]
    if clauses.modals(sentence, verb) and "have" not in {sentence.tokens[c].lower for c in sentence.children(verb)}:
        return False
    if token.tag == "VB" and any(sentence.tokens[c].lower == "to" for c in sentence.children(verb)):
        return sentence.tokens[token.head].lower in _PURPOSE
    return True


def _self_defence(sentence: Sentence, noun: int, victims: set[str]) -> bool:
    """Whether forces of order meet armed people or a suspect: no attack to lay at their door."""
    lower = sentence.tokens[noun].lower
    if lower in _POLICE:
        return not victims & CIVILIANS
    return lower in _LAW and bool(victims & COMBATANTS)


def _on_combatants(sentence: Sentence, verb: int, cast: Cast) -> bool:
    """Whether a verb's object is an armed group or its men: war told by the way, unless someone is said to be hurt."""
    for noun in clauses.objects(sentence, verb):
        held = cast.within(*clauses.phrase(sentence, noun))
        if sentence.tokens[noun].lower in COMBATANTS or any(m.known.kind == ARMED_GROUP for m in held):
            return True
    return False


def _actors(sentence: Sentence, noun: int, cast: Cast) -> list[Actor]:
    """The actors a noun names, if it names anyone: not "a gunman", not "it", not the bomb itself."""
    if sentence.tokens[noun].lower in _PART_OF:  # "members of the armed forces"
        whole = next(clauses.after(sentence, noun, "of", "from"), None)
        noun = noun if whole is None else whole
    token = sentence.tokens[noun]
    start, end = clauses.phrase(sentence, noun)
    words = lexicon()
    known = cast.within(start, end)
    if not known and any(sentence.tokens[c].lower in _OWN for c in sentence.children(noun)):
        return _owner(sentence, noun, cast)
    if any(sentence.tokens[c].lower in ("no", "neither") for c in sentence.children(noun)):
        return []
    if known:
        actors = cast.actors(start, end)
        kept = [a for a in actors if a.key is not None]
        if kept:
            return kept
    if token.lower in words.unnamed:
        return []
    if token.lower in words.collectives:
        return cast.actors(start, end)
    return []


def _owner(sentence: Sentence, noun: int, cast: Cast) -> list[Actor]:
    """Whose "its military forces" are: the state named last before them in the sentence, outside any saying (what a
    speaker tells of his own side is read elsewhere)."""
    token = sentence.tokens[noun]
    words = deeds()
    if any(sentence.tokens[a].lower in words.says for a in sentence.ancestors(noun)):
        return []
    owners = [m for m in cast.within(sentence.start, token.start) if m.known.kind == STATE and not m.adjective]
    if not owners or token.lower not in lexicon().hands:
        return []
    known = owners[-1].known
    return [Actor(text=cast.text[owners[-1].start : owners[-1].end], name=known.name, key=known.key)]


def _coupled(sentence: Sentence, cast: Cast, main: bool) -> Iterator[Deed]:
    """An actor's name coupled with an attack noun: "Israeli mortar strike", "Israel's assault", "rebel shelling"."""
    words = deeds()
    for mention in cast.within(sentence.start, sentence.end):
        first = next((t.index for t in sentence.tokens if t.start >= mention.end), None)
        at = None if first is None else _head_after(sentence, first, words)
        if (
            at is None
            or first is None
            or not _real(sentence, at)
            or not _means_state(sentence, mention, first, at, cast)
        ):
            continue
        text = cast.text[mention.start : mention.end]
        yield Deed(at, (Actor(text=text, name=mention.known.name, key=mention.known.key),), main, "coupled")
    for token in sentence.tokens[:-1]:
        if token.lower in _BODIES and not cast.within(token.start, token.end):
            at = _head_after(sentence, token.index + 1, words)
            if at is not None and _real(sentence, at) and sentence.tokens[at].lower not in _GENERAL:
                yield Deed(at, tuple(cast.actors(token.start, token.end)), main, "coupled")


def _head_after(sentence: Sentence, first: int, words: Deeds) -> int | None:
    """The attack noun that a name is coupled with: next to it but for a possessive mark and up to three modifiers."""
    tokens = sentence.tokens
    at = first + 1 if tokens[first].lower in _POSSESSIVE else first
    for index in range(at, min(at + 4, len(tokens))):
        lower = tokens[index].lower
        if lower in words.attack_heads and tokens[index].tag.startswith("NN"):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or not following.tag.startswith("NN") or following.lower in HARM_WORDS:
                return index
        if not tokens[index].tag.startswith(("NN", "JJ", "HYPH", "VBG", "VBN")):
            return None
    return None


def _means_state(sentence: Sentence, mention: Named, first: int, at: int, cast: Cast) -> bool:
    """Whether a state coupled with an attack noun did it: "Israeli air strike"; not "the Syrian attack", which may
    only say where, unless the report shows that state at war."""
    words, tokens = deeds(), sentence.tokens
    if mention.known.kind != STATE:
        return True
    if tokens[first].lower in _POSSESSIVE:
        return tokens[at].lower not in ("attacks", "bombings", "massacre", "killings", "shootings")
    if not mention.adjective:
        return False
    between = {t.lower for t in tokens[first:at]}
    if between & words.rebel_manner:
        return False
    if tokens[at].lower not in words.ambiguous_heads or between & words.state_manner:
        return True
    return cast.fights(mention.known.key)


def _real(sentence: Sentence, at: int) -> bool:
    """Whether an attack noun is told as having happened."""
    near = {sentence.tokens[c].lower for c in sentence.children(at)}
    head = sentence.tokens[sentence.tokens[at].head].lower
    return not near & _SPECULATIVE and head not in _SPECULATIVE
