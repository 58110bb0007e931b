"""What happened and who did it, row by row: the order of events, attacks, responsibility, reactions, places."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from casrec.blame import blamed, outright
from casrec.naming import several
from casrec.publish import clock, words
from casrec.publish.ours import told
from casrec.publish.placing import Places, key
from casrec.publish.tolls import Known
from casrec.records import Attack, Claim, Dossier, Place, Reaction, Responsibility
from casrec.terms import PlacePrecision, ResponsibilityStance, TimePrecision
from casrec.variants import one_person

UNPLACED = "place not identified"
_OWNED = re.compile(r"^(?:its|their|the|his)\s+(?=[A-ZÀ-Þ])")  # "its Amaq news agency"
_EXACT = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR})
_STANCES = {
    ResponsibilityStance.CLAIMED: "claimed responsibility",
    ResponsibilityStance.DENIED: "denied responsibility",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the order of events."""

    time: str
    what: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttackRow:
    """How many of what, on what, where, by whose account; ``several``: a number other than one is told.

    ``least`` and ``most`` are the bounds of the number; ``where`` the keys of its places (``placing.key``).
    """

    count: str
    several: bool
    least: int | None
    most: int | None
    means: str
    counted: str
    place: str
    where: tuple[str, ...]
    targets: str
    wording: str
    sources: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilityRow:
    """How an actor is tied to the attack, and by whose word."""

    actor: str
    stance: ResponsibilityStance
    said: str
    cited: tuple[str, ...]
    outlets: tuple[str, ...]
    through: str | None
    claims: tuple[str, ...]
    outright: bool = True

    @property
    def by(self) -> str:
        """On whose word, in words."""
        return words.voices(self.cited, self.outlets)


@dataclass(frozen=True, slots=True)
class ReactionRow:
    """Who said what about it."""

    actor: str
    act: str
    object: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the incident: where it lies and how exactly that is known."""

    name: str
    above: str
    precision: str
    latitude: float | None
    longitude: float | None
    gazetteer: int | None


def attacks(dossier: Dossier, places: Places) -> tuple[AttackRow, ...]:
    """The attacks counted or described; accounts that agree share a row, those with a number come first."""
    same: dict[tuple[object, ...], list[tuple[Claim, Attack]]] = defaultdict(list)
    for claim in told(dossier):
        if isinstance(claim.content, Attack):
            content = claim.content
            where = tuple(sorted(places.name(key(place)) for place in claim.places))
            same[where, content.means, content.low, content.high].append((claim, content))
    known = Known.of(dossier)
    return tuple(_attack(group, known, places) for _, group in _by_count(same))


def _by_count(
    same: dict[tuple[object, ...], list[tuple[Claim, Attack]]],
) -> list[tuple[tuple[object, ...], list[tuple[Claim, Attack]]]]:
    """Groups of attacks: the means with the largest number first, inside it the largest number."""
    most: dict[object, int] = defaultdict(int)
    for (_, means, *_), group in same.items():
        most[means] = max(most[means], _least(group[0][1]))

    def order(item: tuple[tuple[object, ...], list[tuple[Claim, Attack]]]) -> tuple[int, str, int, str]:
        means = item[0][1]
        return (-most[means], str(means), -_least(item[1][0][1]), str(item[0][0]))

    return sorted(same.items(), key=order)


def _least(attack: Attack) -> int:
    """The number of attacks to sort by."""
    return attack.low if attack.low is not None else attack.high or 0


def _attack(group: list[tuple[Claim, Attack]], known: Known, places: Places) -> AttackRow:
    """One row of attacks."""
    first = group[0][1]
    where = tuple(sorted({key(place) for place in group[0][0].places}, key=places.name))
    counted = first.low is not None or first.high is not None
    targets = dict.fromkeys(words.clean(word) for _, content in group for word in content.target_words)
    kinds = dict.fromkeys(words.term(target.value) for _, content in group for target in content.targets)
    said = " ".join(content.wording for _, content in group)
    return AttackRow(
        count=words.bounds(first.low, first.high) if counted else "not stated",
        several=counted and not words.single(first.low, first.high),
        least=first.low,
        most=first.high,
        means=words.means(first.means, wording=said),
        counted=_counted(first, said) if counted else "",
        place=words.series([places.name(one) for one in where]) or UNPLACED,
        where=where,
        targets=words.series(list(targets or kinds)),
        wording=words.clean(first.wording),
        sources=known.voices([claim for claim, _ in group]),
        claims=tuple(claim.id for claim, _ in group),
    )


def _counted(attack: Attack, wording: str) -> str:
    """A number of attacks with its noun, by the reports' wording: "seven explosions", "at least five suicide bombs"."""
    several = not words.single(attack.low, attack.high)
    return f"{words.told(attack.low, attack.high)} {words.means(attack.means, several, wording)}"


def responsibility(dossier: Dossier) -> tuple[ResponsibilityRow, ...]:
    """Who claimed, denied, is accused: one row for each actor, stance and accuser, claims first."""
    order, known = list(ResponsibilityStance), Known.of(dossier)
    tied = [(claim, claim.content) for claim in told(dossier) if isinstance(claim.content, Responsibility)]
    persons = one_person(content.actor.name for _, content in tied if content.actor.key is None)
    same: dict[tuple[str, ResponsibilityStance, str], list[tuple[Claim, Responsibility]]] = defaultdict(list)
    for claim, content in tied:
        accuser = claim.source.identity if claim.source and content.stance is ResponsibilityStance.ACCUSED else ""
        name = persons.get(content.actor.name, content.actor.name)
        same[content.actor.key or name.casefold(), content.stance, accuser].append((claim, content))
    rows = []
    for (_, stance, _), group in sorted(same.items(), key=lambda item: (order.index(item[0][1]), item[0])):
        through = _channels([words.clean(content.through) for _, content in group if content.through])
        name = group[0][1].actor.name
        actor = words.named(words.clean(persons.get(name, name)))
        held = [claim for claim, _ in group]
        rows.append(
            ResponsibilityRow(
                actor=actor,
                stance=stance,
                said=_STANCES.get(stance) or blamed([outright(held)], several(actor)),
                outright=outright(held),
                cited=tuple(known.cited(held)),
                outlets=tuple(known.themselves(held)),
                through=words.series(through) or None,
                claims=tuple(claim.id for claim in held),
            )
        )
    return tuple(rows)


def _channels(told: list[str]) -> list[str]:
    """The channels named, each once, the shortest name of each; those only described ("a news agency linked to the
    group") where none is named."""
    every = list(dict.fromkeys(_OWNED.sub("", name) for name in told))
    named = [name for name in every if name[:1].isupper()]
    kept = [name for name in named if not any(other != name and other in name for other in named)]
    return kept or list(dict.fromkeys(told))[:1]


def reactions(dossier: Dossier) -> tuple[ReactionRow, ...]:
    """Who condemned, called for or announced what; the same from several reports is one row."""
    same: dict[tuple[str, str], list[tuple[Claim, Reaction]]] = defaultdict(list)
    for claim in told(dossier):
        if isinstance(claim.content, Reaction):
            same[claim.content.actor.identity, claim.content.act].append((claim, claim.content))
    rows = []
    for group in same.values():
        first = group[0][1]
        longest = max((_object(content) for _, content in group), key=lambda text: (len(text), text))
        ids = tuple(claim.id for claim, _ in group)
        actor = words.sentence(words.named(words.clean(first.actor.name)))
        rows.append(ReactionRow(actor, words.term(first.act), longest, ids))
    return tuple(rows)


def _object(content: Reaction) -> str:
    """What a reaction is to; a pronoun stands for the incident."""
    said = words.clean(content.object)
    return "what happened" if said.casefold() in {"it", "them", "this", "that", "these", "those"} else said


def places_of(dossier: Dossier, places: Places) -> tuple[PlaceRow, ...]:
    """Where it happened: the places of the incident and of its children."""
    rows: dict[str, PlaceRow] = {}
    for one in (dossier.incident, *dossier.children):
        for place in one.places:
            rows.setdefault(key(place), _place(place, places))
    return tuple(sorted(rows.values(), key=lambda row: (row.name, row.above)))


def _place(place: Place, places: Places) -> PlaceRow:
    """The row of a place."""
    name = places.name(key(place))
    above = [words.clean(part) for part in (place.within, place.admin2, place.admin1, place.country) if part]
    exact = place.precision is not PlacePrecision.UNKNOWN and place.latitude is not None
    return PlaceRow(
        name=name,
        above=", ".join(dict.fromkeys(above)),
        precision=f"centre of the {place.precision.value}" if exact else "coordinates unknown",
        latitude=place.latitude,
        longitude=place.longitude,
        gazetteer=place.geoname_id,
    )


def events(dossier: Dossier, places: Places) -> tuple[Event, ...]:
    """What happened when, as exactly as it is told: the blows, then what was said of who did it and of the blows."""
    known = Known.of(dossier)
    claims = told(dossier)
    found = [*_blows(dossier, claims, places), *_statements(claims, known)]
    return tuple(event for _, event in sorted(found, key=lambda one: (one[0], one[1].what)))


def _blows(dossier: Dossier, claims: list[Claim], places: Places) -> list[tuple[datetime, Event]]:
    """The happening, or each of its sites, and attacks told of at a clock time of their own."""
    found = []
    taken = set()
    strikes = [claim for claim in claims if isinstance(claim.content, Attack)]
    for one in dossier.children or (dossier.incident,):
        moment = clock.instant(one.when.earliest) if one.when else None
        if one.when is None or moment is None:
            continue
        taken.add(one.when)
        mine = [claim.id for claim in strikes if claim.id in one.claims and claim.mention.when == one.when]
        where = words.series([places.spelling(place) for place in one.places])
        what = words.kind(one.kind) + (f" in {where}" if where else "")
        found.append((moment, Event(clock.when(one.when), what, tuple(mine))))
    for claim in strikes:
        when, content = claim.mention.when, claim.content
        moment = clock.instant(when.earliest) if when else None
        assert isinstance(content, Attack)
        if when is not None and when.precision in _EXACT and when not in taken and moment is not None:
            where = words.series(sorted({places.name(key(place)) for place in claim.places}))
            said = content.wording
            means = _counted(content, said) if content.low or content.high else words.means(content.means, wording=said)
            what = words.sentence(means) + (f" in {where}" if where else "")
            found.append((moment, Event(clock.when(when), what, (claim.id,))))
    return found


def _statements(claims: list[Claim], known: Known) -> list[tuple[datetime, Event]]:
    """Claims, denials, accusations and reactions, each at the earliest time it is reported.

    What one source says of several actors at one time is one event.
    """
    first: dict[tuple[str, str], tuple[datetime, str, list[str]]] = {}
    for claim in sorted(claims, key=known.order):
        said, moment = _statement(claim, known), known.moment(claim)
        if said is not None and moment is not None:
            first.setdefault(said, (moment, known.since(claim), []))[2].append(claim.id)
    joined: dict[tuple[datetime, str, str], tuple[list[str], list[str]]] = {}
    for (frame, name), (moment, time, ids) in first.items():
        names, held = joined.setdefault((moment, time, frame), ([], []))
        names.append(name)
        held.extend(ids)
    return [
        (moment, Event(time, words.sentence(frame.replace("{}", words.series(sorted(names)))), tuple(held)))
        for (moment, time, frame), (names, held) in joined.items()
    ]


def _statement(claim: Claim, known: Known) -> tuple[str, str] | None:
    """A statement as a frame and the name that fills its "{}", or None where the claim is of another sort."""
    content = claim.content
    if isinstance(content, Responsibility):
        actor = words.named(words.clean(content.actor.name))
        if content.stance is ResponsibilityStance.ACCUSED:
            accuser = words.named(known.speakers([claim])).replace("{}", "")
            many = several(accuser)
            if outright([claim]) and claim.source is None:
                outlet = words.named(known.outlet(claim.report)).replace("{}", "")
                return f"accusation of {{}} by the account of {outlet}", actor
            if outright([claim]):
                return f"{accuser} {'accuse' if many else 'accuses'} {{}}", actor
            return f"{accuser} {'name' if many else 'names'} {{}} as having acted", actor
        return f"{{}} {_STANCES[content.stance]}", actor
    if isinstance(content, Reaction):
        said = f"{words.term(content.act)} {_object(content)}".strip().replace("{}", "")
        return f"{{}} {said}", words.named(words.clean(content.actor.name))
    return None
