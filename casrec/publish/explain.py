"""The chain from a published number to the words: what each policy gives and why, claims used, claims set aside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from casrec.publish import clock, notes, policies, words
from casrec.publish.placing import Places
from casrec.publish.tolls import Known
from casrec.records import Claim, Dossier, Estimate, Figure
from casrec.settings import Settings
from casrec.terms import Group, Harm


@dataclass(frozen=True, slots=True)
class Used:
    """A claim that a number rests on: who says what, when, in which words, and which policies use it."""

    source: str
    figure: str
    told: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Chain:
    """All that the estimates of one figure rest on, in words.

    ``policies`` are what each policy gives, and why. ``set_aside`` are rows of source, figure, reason: claims that no
    policy uses. ``left_out`` are rows of policy, source, figure, reason: claims that others use. ``held`` are the
    judgements that hold the incident together: verdict, by whom, score, reason.
    """

    of: str
    place: str
    value: str
    policies: tuple[policies.Reasoning, ...]
    used: tuple[Used, ...]
    set_aside: tuple[tuple[str, str, str], ...]
    left_out: tuple[tuple[str, str, str, str], ...]
    held: tuple[tuple[str, str, str, str], ...]


def chains(dossier: Dossier, harm: Harm | None = None, group: Group | None = None) -> tuple[Chain, ...]:
    """The chains of a dossier's figures: of one harm and group, or of all; the incident's before its sites'."""
    places, known = Places(dossier), Known.of(dossier)
    quoted = notes.make(dossier, Settings().context_characters)
    held: dict[tuple[bool, int, int, str], list[Estimate]] = defaultdict(list)
    for each in dossier.estimates:
        if (harm is None or each.harm is harm) and (group is None or each.group is group):
            site = each.incident != dossier.incident.id
            held[site, list(Harm).index(each.harm), list(Group).index(each.group), each.incident].append(each)
    return tuple(_chain(held[key], dossier, places, known, quoted) for key in sorted(held))


def _chain(held: list[Estimate], dossier: Dossier, places: Places, known: Known, quoted: notes.Notes) -> Chain:
    """The chain of one figure: its estimates under every policy."""
    held = sorted(held, key=lambda each: (policies.order(each.policy), each.version))
    first = held[0]
    claims = {claim.id: claim for claim in dossier.claims}
    child = next((one for one in dossier.children if one.id == first.incident), None)
    people = "" if first.group is Group.PEOPLE else f" ({words.group(first.group)})"
    users: dict[str, list[str]] = defaultdict(list)
    for each in held:
        for name in each.used:
            if name in claims:
                users[name].append(policies.label(each.policy))
    counts = next((each.reason for each in held if each.policy == policies.RANGE), "")
    return Chain(
        of=words.sentence(words.HARMS[first.harm]) + people,
        place=words.series([places.called(place) for place in child.places]) if child else "in all",
        value=policies.gives(first),
        policies=tuple(policies.reasoning(each, policies.label(each.policy), counts) for each in held),
        used=tuple(
            _used(claims[name], known, quoted, "all policies" if len(by) == len(held) else words.series(by))
            for name, by in users.items()
        ),
        set_aside=_set_aside(held, claims, set(users), known),
        left_out=_left_out(held, claims, set(users), known),
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


def _used(claim: Claim, known: Known, quoted: notes.Notes, by: str) -> Used:
    """A claim that estimates rest on."""
    number = quoted.number_of.get(claim.id)
    text = "words withdrawn"
    if number is not None:
        pieces = quoted.all[number - 1].pieces
        text = "".join(f"«{piece.text}»" if claim.id in piece.claims else piece.text for piece in pieces)
    outlet = known.outlet(claim.report)
    told = clock.short(known.told_at(claim))
    return Used(known.speakers([claim]), _figure(claim), told, f"{outlet}: {text}", by)


def _set_aside(
    held: list[Estimate], claims: dict[str, Claim], used: set[str], known: Known
) -> tuple[tuple[str, str, str], ...]:
    """The claims that no policy rests on, with the first policy's reason (``range`` is the first); what one source says
    again, as in a copy, stands once."""
    found: dict[str, tuple[str, str, str]] = {}
    for each in held:
        for one in each.set_aside:
            if one.claim in claims and one.claim not in used and one.claim not in found:
                claim = claims[one.claim]
                found[one.claim] = (known.speakers([claim]), _figure(claim), words.clean(one.reason))
    return tuple(dict.fromkeys(found.values()))


def _left_out(
    held: list[Estimate], claims: dict[str, Claim], used: set[str], known: Known
) -> tuple[tuple[str, str, str, str], ...]:
    """The claims that some policies rest on and another does not, with that one's reason."""
    rows: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in held:
        for one in each.set_aside:
            if one.claim in claims and one.claim in used:
                claim = claims[one.claim]
                rows[policies.label(each.policy), known.speakers([claim]), words.clean(one.reason)].append(
                    _figure(claim)
                )
    return tuple((policy, who, "; ".join(dict.fromkeys(said)), why) for (policy, who, why), said in rows.items())


def _figure(claim: Claim) -> str:
    """A claim's figure in words."""
    return words.figure(claim.content) if isinstance(claim.content, Figure) else "no figure"
