"""Who is said to have done an attack: claimed, denied, accused, by whom, in which words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from casrec.extract.attribution.known import people_of
from casrec.extract.attribution.whole import nobody
from casrec.extract.reading import Line, Reading, once
from casrec.extract.responsibility.accusations import (
    accusations,
    identified,
    listed,
    states,
    told,
)
from casrec.extract.responsibility.actors import cast_of, lexicon
from casrec.extract.responsibility.avowals import (
    announced,
    answerable,
    claims,
    confessed,
    for_the_cause,
    headlined,
)
from casrec.extract.responsibility.deeds import HARM_WORDS, POLICE, Deeds, deeds
from casrec.extract.responsibility.denials import denials
from casrec.extract.responsibility.membership import culprits, set_beside, themselves
from casrec.extract.responsibility.nominals import nominals
from casrec.extract.responsibility.perpetrators import doings
from casrec.extract.responsibility.persons import DESCRIBED, HE
from casrec.extract.responsibility.pleas import Pleas
from casrec.extract.responsibility.reproaches import reproached
from casrec.extract.responsibility.statements import Attributions, Statement, Tie
from casrec.extract.responsibility.suspects import Suspects
from casrec.extract.responsibility.tie_signs import deadly, possible
from casrec.extract.responsibility.tie_words import Words
from casrec.records import Actor, Source
from casrec.sieve import Sieve
from casrec.terms import ResponsibilityStance

CLAIMED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.ACCUSED
_CUES = Sieve(
    r"\b(?:claim|responsib|den(?:y|ie)|reject|dismiss|disavow|refut|blam|accus|attribut|behind|work of|suspect|"
    r"hallmark|finger|suspicion|speculation|condemn|denounc|link(?:ed|ing|s)|culprit|perpetrat|carried out|admit|"
    r"confess|acknowledg|identif|named|charge|convicted|credit|disclaim|authorship|hands? of|arrest|indict|booked|plea|"
    r"sentence|in prison|behind bars|apprehended|gunm[ae]n|shooter|assailant|attacker|bomber|mass murderer|"
    r"caliphate|mastermind|author|involvement|complicity|participation|role in|"
    r"(?:murderers?|killers?|attackers?|gunm[ae]n|bombers?|kidnappers|assassins|assailants)\b.{0,60}\b(?:members?|belong))",
    re.I,
)
_NUMBERS = frozenset("two three four five six seven both all each".split())
_HEADLINED = frozenset("shot dies killed stabbed wounded injured arrested charged video videos photo photos".split())
_DRESSED = re.compile(r"\b(?:dressed|disguised|posing|masked)(?: up)? (?:as|like)\b")
_LONG_DISGUISE = 60  # characters between the words for a disguise and the end of a name
# Pieces of sentences that name nobody: "of whom", "our own government", "Wednesday", "2nd", "a group, not".
_SCRAP = re.compile(
    r"^(?:of|him|i['’]|whose|who|which|our|my|your)\b|^\d+(?:st|nd|rd|th)?$|\bwhom\b"
    r"|\d-year-olds\b|(?:\b(?:of|the|and|not|a|in|for|by)|,)$"
    r"|^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:to|yester)day$",
    re.I,
)
_NOBODY = re.compile(r"^(?:him|i['’])\b|^of (?:our|my|your)\b", re.I)
_WHOM = re.compile(r"\bwhom\b", re.I)
# What stands as the subject of a verb of blame and can blame nobody.
_MUTE = frozenset(
    "minor felon percent cent way mob criticism takeover roundups firearms reason fact question evidence".split()
)
_HUNG = re.compile(r"\s+(?:of|for|in|at|from|on|about|against|by|with|to|who|that|which)\s+")
# How a person is tied who may have been described before, or is after.
_OF_PERSONS = ("accused.law", "accused.charges", "accused.identified", "deed.person")
# An army that tells of its own strike does not unsay what the outlet says of it.
_BY_THE_WAY = ("claim.told", "claim.own_deed")


@dataclass(frozen=True, slots=True)
class Found:
    """One tie of an actor to an attack. ``start`` and ``end`` bound the sentence quoted; ``at`` is the offset of the
    word that ties (a clause anchor). ``by`` is None for the outlet's own word, and the actor himself where he claims
    or denies; ``through`` is the channel of a claim."""

    start: int
    end: int
    actor: Actor
    stance: ResponsibilityStance
    by: Source | None
    through: str | None
    line: int
    rule: str
    at: int


def find(reading: Reading, attributions: Attributions | None = None) -> list[Found]:
    """Every statement of the report that an actor claimed, denied or is accused of an attack, in order."""
    chosen = worth(reading)
    if not chosen:
        return []
    cast = cast_of(reading)
    reading.prepare(line.index for line in chosen)
    found: list[Found] = []
    suspected: set[str] = set()
    for line in chosen:
        said = Statement(reading, line, cast, attributions)
        ties = _ties(said, suspected)
        suspected |= {tie.actor.name for tie in ties if tie.stance is not ResponsibilityStance.DENIED}
        found += [_found(said, tie) for tie in ties]
    more = _described(reading, chosen, found, attributions)
    found = [one for one in found if not _again(one, more)] + more
    return _settle([one for one in found if not _on_a_suspect(reading, one, suspected)])


def _described(
    reading: Reading, chosen: tuple[Line, ...], found: list[Found], attributions: Attributions | None
) -> list[Found]:
    """Steps of the law against somebody described and what he did, where the report names one suspect only: "a man was
    charged with murder" or "a former student opened fire" before, goes by his name. What the outlet itself says
    that he did is one statement."""
    named = {one.actor.name for one in found if one.rule in _OF_PERSONS}
    if len(named) != 1:
        return []
    (name,) = named
    taken = {one.line for one in found if one.actor.name == name}
    more = []
    for line in chosen:
        if line.index not in taken:
            said = Statement(reading, line, cast_of(reading), attributions)
            more += [_found(said, tie) for tie in Suspects(said, named, alone=name).by_law()]
    taken |= {one.line for one in more}
    told = any(one.by is None for one in [*found, *more] if one.actor.name == name)
    rest = [line for line in reading.lines if line.index not in taken and _of_one_described(reading, line)]
    reading.prepare(line.index for line in rest)
    for line in rest:
        said = Statement(reading, line, cast_of(reading), attributions)
        for tie in Suspects(said, named, alone=name).by_deed():
            if tie.by is not None or not told:
                more.append(_found(said, tie))
            told = told or tie.by is None
    return more


def _of_one_described(reading: Reading, line: Line) -> bool:
    """Whether the words of a sentence can tell what somebody described did."""
    runs = reading.runs(line.index)
    return not DESCRIBED.isdisjoint(runs) and deadly(Words(reading.words(line), runs))


def _again(one: Found, described: list[Found]) -> bool:
    """Whether a tie is of somebody described whom another of the same sentence knows by name: "a former clerk"."""
    last = one.actor.text.split()[-1]
    same = any(other.line == one.line and other.actor.text == last for other in described)
    return same and one.stance is ACCUSED and one.actor.key is None


def _on_a_suspect(reading: Reading, one: Found, suspected: Collection[str]) -> bool:
    """Whether police are told to shoot somebody whom the report ties to an attack."""
    if not one.rule.startswith(("deed", "claim.told")) or one.actor.text.split()[-1].lower() not in POLICE:
        return False
    told = reading.words(reading.lines[one.line])
    last = {name.split()[-1] for name in suspected if " " in name and name != one.actor.name}
    return any(word.lower() not in POLICE and re.search(rf"\b{re.escape(word)}\b", told) for word in last)


@once  # asked for before the parse and after it
def worth(reading: Reading) -> tuple[Line, ...]:
    """The sentences that can tie anyone to an attack: an explicit word for it near violence, or violence beside someone
    who can have done it."""
    words = deeds()
    violence = words.attack_nouns | words.perpetrator_nouns | HARM_WORDS
    violent = [not violence.isdisjoint(reading.runs(line.index)) for line in reading.lines]
    found = []
    for line in reading.lines:
        runs = reading.runs(line.index)
        said = Words(reading.words(line), runs)
        can, kills = possible(said, True), deadly(said)
        if not (can or kills):
            continue  # before anybody is looked for, names of the lexicon first and those of persons last
        near = any(violent[max(0, line.index - 2) : line.index + 3])
        explicit = (near or "responsib" in said.words.lower()) and reading.search(_CUES, line) is not None
        if not (explicit or not words.deeds.isdisjoint(runs)):
            continue
        ties = can and (possible(said, False) or _named(reading, line))
        if not (ties or kills) or not (explicit or _peopled(reading, line, words)):
            continue
        if ties or not HE.isdisjoint(runs) or _person(reading, line):
            found.append(line)
    return tuple(found)


def _named(reading: Reading, line: Line) -> bool:
    """Whether a sentence names a known actor."""
    return bool(cast_of(reading).within(line.start, line.end))


def _peopled(reading: Reading, line: Line, words: Deeds) -> bool:
    """Whether a sentence has a word for a deed, and someone who can have done it."""
    runs = reading.runs(line.index)
    if words.deeds.isdisjoint(runs):
        return False
    if not lexicon().people.isdisjoint(runs) or _named(reading, line):
        return True
    kills = not (words.deadly.isdisjoint(runs) and words.does_with.keys().isdisjoint(runs))
    kills = kills or not (words.does_attack.isdisjoint(runs) or words.strong_nouns.isdisjoint(runs))
    return kills and (not HE.isdisjoint(runs) or _person(reading, line))


def _person(reading: Reading, line: Line) -> bool:
    """Whether a sentence names a person whom the report names in full."""
    return bool(people_of(reading).before(line.end, line.end - line.start))


def _ties(said: Statement, suspected: Collection[str]) -> list[Tie]:
    """What one sentence says of responsibility; told deeds only of actors that explicit wording leaves out."""
    explicit = [
        *claims(said),
        *denials(said),
        *accusations(said),
        *reproached(said),
        *states(said),
        *identified(said),
        *culprits(said),
        *set_beside(said),
        *listed(said),
    ]
    explicit += [
        *headlined(said),
        *answerable(said),
        *for_the_cause(said),
        *announced(said),
        *confessed(said),
        *themselves(said),
    ]
    explicit += [*Suspects(said, suspected).find(), *Pleas(said, suspected).find()]
    explicit = _each_once([_sound(tie, said.words) for tie in explicit if not _scrap(said, tie)])
    taken = {tie.actor.identity for tie in explicit}
    explicit += [tie for tie in nominals(said) if tie.actor.identity not in taken]
    taken |= {tie.actor.identity for tie in explicit}
    deeds_told = doings(said.sentence, said.cast, said.line.index, said.violent(), said.they)
    rest = [tie for deed in deeds_told for tie in told(said, deed) if tie.actor.identity not in taken]
    ties = explicit + [_sound(tie, said.words) for tie in rest if not _scrap(said, tie)]
    return [_of_himself(tie) for tie in ties]


def _of_himself(tie: Tie) -> Tie:
    """What a person says that he did as what he owns; nobody else is accused by himself."""
    if tie.stance is not ACCUSED or tie.by is None or tie.by.name != tie.actor.name:
        return tie
    if tie.rule == "deed.person":
        return replace(tie, stance=CLAIMED, rule="claim.told")
    return replace(tie, by=None)


def _each_once(ties: list[Tie]) -> list[Tie]:
    """The ties of a sentence without those of a person who another tie there names more fully, as one statement."""
    known = {(tie.stance, tie.actor.text) for tie in ties if tie.rule in _OF_PERSONS}  # by whom the report knows so
    ties = [t for t in ties if t.rule in _OF_PERSONS or t.actor.key or (t.stance, t.actor.text) not in known]
    names = [frozenset(re.findall(r"\w+", tie.actor.name.lower())) if tie.actor.key is None else None for tie in ties]
    named = [(tie.stance, name) for tie, name in zip(ties, names, strict=True) if name is not None]
    return [
        tie
        for tie, name in zip(ties, names, strict=True)
        if name is None or not any(stance is tie.stance and name < fuller for stance, fuller in named)
    ]


def _scrap(said: Statement, tie: Tie) -> bool:
    """Whether who is tied to an attack, or who ties him, is a piece of a sentence and names nobody: "of whom"."""
    actor = tie.actor
    if actor.key is None and (_SCRAP.search(actor.name) or _deed(actor.text) or _stands_for(actor.name)):
        return True
    return (tie.by is not None and _NOBODY.search(tie.by.name) is not None) or _disguise(said, actor)


def _stands_for(name: str) -> bool:
    """Whether words only stand for persons named elsewhere, or are a headline's: "the two", "2 Shot After Concert"."""
    parts = name.lower().split()
    return _NUMBERS.issuperset(parts) or not _HEADLINED.isdisjoint(parts)


def _disguise(said: Statement, actor: Actor) -> bool:
    """Whether a name tells only as whom somebody was dressed."""
    dressed = _DRESSED.search(said.reading.text, said.line.start, said.line.end)
    return dressed is not None and actor.text in said.reading.text[dressed.end() : said.line.end][:_LONG_DISGUISE]


def _deed(name: str) -> bool:
    """Whether words tell what somebody did, and no name: "murdering a deputy"."""
    first = name.split()[0]
    return first.endswith("ing") and first in deeds().does_harm


def _sound(tie: Tie, words: Deeds) -> Tie:
    """A tie without the accuser that names nobody: a pronoun, a share of those asked, what happened itself."""
    if tie.by is None or tie.stance is not ACCUSED or tie.by.key is not None:
        return tie
    head = (_HUNG.split(tie.by.name.lower(), maxsplit=1)[0].split() or [""])[-1]
    mute = head in words.attack_nouns or head in HARM_WORDS or head in _MUTE
    return replace(tie, by=None) if mute or nobody(tie.by.name) or _WHOM.search(tie.by.name) else tie


def _found(said: Statement, tie: Tie) -> Found:
    return Found(
        start=said.line.start,
        end=said.line.end,
        actor=tie.actor,
        stance=tie.stance,
        by=tie.by,
        through=tie.through,
        line=said.line.index,
        rule=tie.rule,
        at=said.tokens[tie.at].start,
    )


def _introduced(found: list[Found]) -> frozenset[str]:
    """The persons tied to an attack by their full names once: they are not the claimant by another word."""
    return frozenset(one.actor.name for one in found if one.rule in _OF_PERSONS and " " in one.actor.text)


def _settle(found: list[Found]) -> list[Found]:
    """One statement once: the same actor and stance in one sentence.

    What the outlet says in its own voice adds nothing where the actor has claimed it in the same report, and a
    nameless "rebels" or "militants" is then most likely the claimant.
    """
    claimants = {f.actor.identity for f in found if f.stance is CLAIMED and f.rule not in _BY_THE_WAY}
    outlets = {f.actor.identity for f in found if f.stance is ACCUSED and f.by is None}
    introduced = _introduced(found)
    holders: set[str] = set()
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        own_voice = one.stance is ACCUSED and one.by is None
        person = one.rule in _OF_PERSONS and one.actor.name in introduced
        named = one.actor.identity in claimants or (one.actor.key is None and not person)
        if own_voice and one.rule.startswith("deed") and claimants and named:
            continue
        if own_voice and one.rule.endswith(".held") and one.actor.identity in holders:
            continue  # whoever holds hostages holds them in each sentence
        if own_voice:
            holders.add(one.actor.identity)
        if one.rule.endswith(".aside") and one.actor.identity in outlets:
            continue
        kept.setdefault((one.actor.identity, one.stance, one.line), one)
    return sorted(kept.values(), key=lambda f: (f.start, f.at, f.stance, f.actor.identity))
