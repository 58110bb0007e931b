"""How well an incident is supported: Airwars' grade from its stored inputs, and whether sources corroborate it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from casrec.blame import blamed, outright
from casrec.naming import named
from casrec.numbers import number, spelled
from casrec.reconcile.belligerents import held_responsible, texts
from casrec.reconcile.kinds import ARMED, MILITARY
from casrec.reconcile.policies import lowest_to_highest
from casrec.reconcile.sayings import WHOLE
from casrec.reconcile.seen import Seen, listed
from casrec.records import Actor, Claim, Grade
from casrec.terms import (
    ACCIDENTS,
    CASUALTIES,
    NATURAL_HAZARDS,
    Corroboration,
    GradeWord,
    Group,
    Harm,
    ResponsibilityStance,
    Stance,
    Victims,
)

VERSION = "3"
_COMBATANTS = frozenset({Group.SOLDIERS, Group.FIGHTERS, Group.ATTACKERS})
# Counts whose highest is less than this much above the lowest are one number for corroboration.
CLOSE = 1.25


def grade(seen: Seen) -> Grade | None:
    """The grade of an incident; None where no report here is mainly about it.

    The inputs are stored apart and the grade is derived from them, in this order:

    1. Nature's blows and accidents have no belligerent: no grade. Nor has an incident in which nobody is said to be
       harmed, or in which no belligerent is named and the kind does not show one.
    2. discounted: all those killed or injured that any report tells of were combatants or the attackers themselves.
    3. contested: two or more claim responsibility; or he who claimed it denies it too; or nobody claims it and two or
       more are accused.
    4. confirmed: one belligerent claimed responsibility. That others are accused besides is said in the reasons.
       Under 3 and 6, whom nobody blames outright but whose deed is told is accused only where nobody else is, and
       where two texts name him or there is but one.
    5. weak: one origin tells of it, copies of one text and reports of one outlet being one.
    6. fair: two or more origins tell of it, and a belligerent is named or the means are those of armed forces.

    Source: the five wordings in Airwars' own site code (archive of 2025, read): confirmed "a specific belligerent has
    accepted responsibility", fair "two or more credible sources, with likely or confirmed near actions by a
    belligerent", weak "single source claim", contested "competing claims of responsibility", discounted "those killed
    were combatants, or other parties most likely responsible". Airwars grades harm to civilians by hand.
    Not checked here: whether a source is credible (each outlet held counts as one that is), and the second half of
    discounted.
    """
    if not seen.incident.reports:
        return None
    independent = set(texts(seen).values())
    claimed, denied, accused = _responsible(seen)
    victims = _victims(seen)
    word, reasons = _word(seen, len(independent), claimed, denied, accused, victims)
    toll, origins, why = _toll(seen)
    happened = _happened(seen, len(independent))
    claims = [claim.id for actors in (claimed, denied, accused) for held in actors.values() for claim in held]
    return Grade(
        incident=seen.incident.id,
        version=VERSION,
        grade=word,
        reasons=tuple(reasons),
        occurrence=happened,
        occurrence_origins=len(independent),
        toll=toll,
        toll_origins=origins,
        toll_reason=why,
        provisional=len(independent) == 1 or origins == 1,
        victims=victims,
        claimed=tuple(claimed),
        accused=tuple(accused),
        claims=tuple(dict.fromkeys(claims)),
    )


Actors = Mapping[str, list[Claim]]


def _responsible(seen: Seen) -> tuple[Actors, Actors, Actors]:
    """Who claimed it, who denied it and who is accused of it, by the name that reports give them, with the claims."""
    by_stance: dict[ResponsibilityStance, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, Actor] = {}
    for claim, content in held_responsible(seen):
        if claim.stance is Stance.ASSERTED:
            actor = names.setdefault(content.actor.identity, content.actor)
            by_stance[content.stance][named(actor.name)].append(claim)
    claimed = by_stance[ResponsibilityStance.CLAIMED]
    accused = {name: held for name, held in by_stance[ResponsibilityStance.ACCUSED].items() if name not in claimed}
    return claimed, by_stance[ResponsibilityStance.DENIED], accused


def _victims(seen: Seen) -> Victims:
    """Whom the harm struck, as far as reports tell: civilians, combatants alone, or people not told apart."""
    groups = {one.figure.group for one in seen.said.sayings if one.figure.harm in CASUALTIES and one.value}
    if not groups:
        return Victims.NOBODY
    if groups <= _COMBATANTS:
        return Victims.COMBATANTS
    return Victims.CIVILIANS if groups - _COMBATANTS - {Group.PEOPLE} else Victims.NOT_SAID


def _word(
    seen: Seen, texts: int, claimed: Actors, denied: Actors, accused: Actors, victims: Victims
) -> tuple[GradeWord | None, list[str]]:
    """The grade, and why: None where it does not apply."""
    kind = seen.incident.kind
    if kind in NATURAL_HAZARDS:
        return None, ["a natural disaster has no belligerent"]
    if kind in ACCIDENTS:
        return None, ["an accident has no belligerent"]
    if victims is Victims.NOBODY:
        return None, ["no report says that anybody was harmed"]
    if not claimed and not accused and kind not in ARMED:
        return None, ["no belligerent is named"]
    if victims is Victims.COMBATANTS:
        return GradeWord.DISCOUNTED, ["all those said to be harmed were combatants or the attackers themselves"]
    against = blamed(map(outright, accused.values()), len(accused) > 1)
    others = f"{listed(list(accused))} {against} besides" if accused else ""
    twice = [name for name in claimed if name in denied]
    if len(claimed) > 1 or twice:
        why = f"{listed(list(claimed))} each claimed responsibility" if len(claimed) > 1 else ""
        why = why or f"{twice[0]} is said to have claimed responsibility and to have denied it"
        return GradeWord.CONTESTED, [why]
    if claimed:
        return GradeWord.CONFIRMED, [f"{next(iter(claimed))} claimed responsibility", *([others] if others else [])]
    if len(accused) > 1:
        return GradeWord.CONTESTED, [f"nobody claimed responsibility, and {listed(list(accused))} {against}"]
    if texts == 1:
        return GradeWord.WEAK, ["one origin alone tells of it"]
    if accused:
        why = f"{next(iter(accused))} {against}" + (", and denies it" if set(accused) & set(denied) else "")
    elif kind in MILITARY:
        why = "the means are those of armed forces"
    else:
        return None, [f"{spelled(texts)} origins tell of it, but no belligerent is named"]
    return GradeWord.FAIR, [f"{spelled(texts)} independent origins tell of it", why]


def _happened(seen: Seen, texts: int) -> Corroboration:
    """Whether independent sources corroborate that it happened."""
    own = [claim for claim, _ in seen.said.aside if claim.stance in (Stance.DENIED, Stance.WITHDRAWN)]
    if own and not seen.said.sayings:
        return Corroboration.REJECTED
    return Corroboration.CONFIRMED if texts > 1 else Corroboration.INCONCLUSIVE


def _toll(seen: Seen) -> tuple[Corroboration, int, str]:
    """Whether independent origins corroborate the number of the killed, how many give one, and why."""
    accounts = seen.slots.get((WHOLE, Harm.KILLED, Group.PEOPLE))
    ends = lowest_to_highest(accounts.current if accounts is not None else ())
    givers = seen.independence.of(ends.used, Harm.KILLED)
    origins, who = len(givers), seen.voices(givers)
    if not ends.used:
        taken_back = any(claim.stance is not Stance.ASSERTED for claim, _ in seen.said.aside)
        word = Corroboration.REJECTED if taken_back else Corroboration.INCONCLUSIVE
        return word, 0, "its source took it back or denied it" if taken_back else "no report gives a number"
    if all(one.silent for one in ends.used):
        return Corroboration.INCONCLUSIVE, 0, "no report tells of anybody killed, and none says that nobody was"
    if origins < 2:
        return Corroboration.INCONCLUSIVE, origins, f"one origin gives it, {who}"
    if ends.low is None or ends.high is None:
        return (
            Corroboration.INCONCLUSIVE,
            origins,
            f"{spelled(origins)} origins give it ({who}), and its bounds are open",
        )
    if ends.high >= CLOSE * max(1, ends.low) or (ends.high and not ends.low):
        span = f"{number(ends.low)} to {number(ends.high)}"
        return Corroboration.INCONCLUSIVE, origins, f"{spelled(origins)} origins differ, from {span} ({who})"
    near = "" if ends.low == ends.high else ", within a quarter of each other"
    return Corroboration.CONFIRMED, origins, f"{spelled(origins)} origins give it{near} ({who})"
