"""The chain from a published number to the words: estimate, rule, claims used, claims set aside, judgements."""

from __future__ import annotations

from dataclasses import dataclass

from casrec.publish import clock, notes, words
from casrec.publish.placing import Places
from casrec.publish.tolls import Known
from casrec.records import Claim, Dossier, Estimate, Figure
from casrec.settings import Settings
from casrec.terms import Group, Harm


@dataclass(frozen=True, slots=True)
class Chain:
    """All that one estimate rests on, in words.

    ``used`` are rows of source, figure, time, words in their context; ``set_aside`` of source, figure, reason;
    ``held`` of the judgements that hold the incident together: verdict, by whom, score, reason.
    """

    of: str
    place: str
    value: str
    policy: str
    reason: str
    used: tuple[tuple[str, str, str, str], ...]
    set_aside: tuple[tuple[str, str, str], ...]
    held: tuple[tuple[str, str, str, str], ...]


def chains(dossier: Dossier, harm: Harm | None = None, group: Group | None = None) -> tuple[Chain, ...]:
    """The chains of a dossier's estimates: of one harm and group, or of all; the incident's before its sites'."""
    places, known = Places(dossier), Known.of(dossier)
    quoted = notes.make(dossier, Settings().context_characters)
    wanted = [
        each
        for each in dossier.estimates
        if (harm is None or each.harm is harm) and (group is None or each.group is group)
    ]
    wanted.sort(key=lambda each: (each.incident != dossier.incident.id, list(Harm).index(each.harm), each.policy))
    return tuple(_chain(each, dossier, places, known, quoted) for each in wanted)


def _chain(each: Estimate, dossier: Dossier, places: Places, known: Known, quoted: notes.Notes) -> Chain:
    """The chain of one estimate."""
    claims = {claim.id: claim for claim in dossier.claims}
    child = next((one for one in dossier.children if one.id == each.incident), None)
    best = "" if each.best is None else f", best {words.number(each.best)}"
    people = "" if each.group is Group.PEOPLE else f" ({words.group(each.group)})"
    return Chain(
        of=words.sentence(words.HARMS[each.harm]) + people,
        place=words.series([places.called(place) for place in child.places]) if child else "in all",
        value=words.estimate(each) + best,
        policy=f"{each.policy}, version {each.version}",
        reason=words.clean(each.reason),
        used=tuple(_used(claims[name], known, quoted) for name in each.used if name in claims),
        set_aside=tuple(
            (known.speakers([claims[one.claim]]), _figure(claims[one.claim]), words.clean(one.reason))
            for one in each.set_aside
            if one.claim in claims
        ),
        held=tuple(
            (
                words.term(judgement.verdict.value),
                words.clean(judgement.by),
                "not scored" if judgement.score is None else f"{judgement.score:.2f}",
                words.clean(judgement.reason),
            )
            for judgement in dossier.judgements
        ),
    )


def _used(claim: Claim, known: Known, quoted: notes.Notes) -> tuple[str, str, str, str]:
    """The row of a claim that an estimate rests on."""
    number = quoted.number_of.get(claim.id)
    text = "words withdrawn"
    if number is not None:
        pieces = quoted.all[number - 1].pieces
        text = "".join(f"«{piece.text}»" if claim.id in piece.claims else piece.text for piece in pieces)
    outlet = known.outlet(claim.report)
    return (known.speakers([claim]), _figure(claim), clock.short(known.told_at(claim)), f"{outlet}: {text}")


def _figure(claim: Claim) -> str:
    """A claim's figure in words."""
    return words.figure(claim.content) if isinstance(claim.content, Figure) else "no figure"
