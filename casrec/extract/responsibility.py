"""Who is said to have done an attack: claimed, denied, accused, by whom, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casrec.extract.accusations import accusations, identified, states, told
from casrec.extract.actors import cast_of
from casrec.extract.avowals import claims, denials
from casrec.extract.deeds import deeds
from casrec.extract.perpetrators import doings
from casrec.extract.reading import Line, Reading
from casrec.extract.statements import Attributions, Statement, Tie
from casrec.records import Actor, Source
from casrec.terms import ResponsibilityStance

CLAIMED, ACCUSED = ResponsibilityStance.CLAIMED, ResponsibilityStance.ACCUSED
_CUES = re.compile(
    r"\b(?:claim|responsib|den(?:y|ie)|reject|dismiss|disavow|refut|blam|accus|attribut|behind|work of|suspect|"
    r"hallmark|finger|culprit|perpetrat|identif|named|charged|convicted|credit|disclaim|authorship|hands? of)",
    re.I,
)
# An army that tells of its own strike does not unsay what the outlet says of it.
_BY_THE_WAY = ("claim.told", "claim.own_deed")
_WORD = re.compile(r"[a-z][a-z'’-]*")


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
    for line in chosen:
        said = Statement(reading, line, cast, attributions)
        found += [_found(said, tie) for tie in _ties(said)]
    return _settle(found)


def worth(reading: Reading) -> list[Line]:
    """The sentences that can tie anyone to an attack: those with a cue word or a word of violence."""
    cues = deeds().cues
    found = []
    for line in reading.lines:
        lowered = reading.words(line).lower()
        if not cues.isdisjoint(_WORD.findall(lowered)) or _CUES.search(lowered):
            found.append(line)
    return found


def _ties(said: Statement) -> list[Tie]:
    """What one sentence says of responsibility; told deeds only of actors that explicit wording leaves out."""
    explicit = [*claims(said), *denials(said), *accusations(said), *states(said), *identified(said)]
    taken = {tie.actor.identity for tie in explicit}
    deeds_told = doings(said.sentence, said.cast, said.line.index, said.violent())
    rest = [tie for deed in deeds_told for tie in told(said, deed) if tie.actor.identity not in taken]
    return explicit + rest


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


def _settle(found: list[Found]) -> list[Found]:
    """One statement once: the same actor, stance and accuser in one sentence; the outlet's own word once a report.

    What the outlet says in its own voice adds nothing where the actor has claimed it in the same report, and a
    nameless "rebels" or "militants" is then most likely the claimant.
    """
    claimants = {f.actor.identity for f in found if f.stance is CLAIMED and f.rule not in _BY_THE_WAY}
    outlets = {f.actor.identity for f in found if f.stance is ACCUSED and f.by is None}
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        own_voice = one.stance is ACCUSED and one.by is None
        named = one.actor.identity in claimants or one.actor.key is None
        if own_voice and one.rule.startswith("deed") and claimants and named:
            continue
        if one.rule.endswith(".aside") and one.actor.identity in outlets:
            continue
        by = one.by.identity if one.by is not None and one.stance is ACCUSED else None
        kept.setdefault((one.actor.identity, one.stance, by, None if own_voice else one.line), one)
    return sorted(kept.values(), key=lambda f: (f.start, f.at, f.stance, f.actor.identity))
