"""What is known in a few sentences, each made from claims and carrying them as its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casrec.blame import blamed
from casrec.naming import several
from casrec.numbers import spelled
from casrec.publish import clock, words
from casrec.publish.origins import origin_count
from casrec.publish.placing import Places
from casrec.publish.story import UNPLACED, AttackRow, ResponsibilityRow
from casrec.publish.tolls import Known, figures
from casrec.records import Attack, Claim, Dossier, Estimate, Figure, Incident, Place
from casrec.terms import NATURAL_HAZARDS, Group, Harm, Means, ResponsibilityStance

_BLAMED = 4  # sentences on who is blamed
_RARE = 0.25  # of the claims of the means told most: what fewer tell of stays in the table
_VAGUER = (words.means(Means.EXPLOSION), words.means(Means.PLANTED_BOMB))
_MOST = 4  # footnotes after one phrase; the tables below hold them all


@dataclass(frozen=True, slots=True)
class Phrase:
    """Part of a sentence, with the claims that it rests on."""

    text: str
    claims: tuple[str, ...] = ()


Sentence = tuple[Phrase, ...]


def heading(dossier: Dossier, places: Places) -> str:
    """A title made from what happened and where: "Bombings in Jableh and Tartus"."""
    incident = dossier.incident
    where = list(dict.fromkeys(places.called(place) for place in incident.places))
    if not where:
        return words.clean(incident.title) or words.kind(incident.kind)
    several = len(dossier.children) > 1 and incident.kind not in NATURAL_HAZARDS
    if len(where) == 1 and (city := _city(incident.places[0], where[0])):
        where = [f"{where[0]}, {city}"]
    shown = where[:3] if len(where) < 4 else [*where[:2], f"{len(where) - 2} other places"]
    ending = "".join(f", {name}" for name in _lands(incident.places, where))
    return f"{words.kind(incident.kind, several)} in {words.series(shown)}{ending}"


def _city(place: Place, name: str) -> str:
    """The city that a quarter of it is in, where its name does not hold it: few know Orangi, many Karachi."""
    city = words.clean(place.within or "")
    return "" if not city or city.casefold() in name.casefold() or name.casefold() in city.casefold() else city


def _lands(places: Sequence[Place], shown: Sequence[str]) -> list[str]:
    """The state, where one of the United States is meant, and the country that all places share: towns of one name lie
    in many states. ``shown`` are the names of the places, which may say as much."""
    american = all(place.country_code == "US" for place in places)
    states = {words.clean(place.admin1 or "") for place in places} if american else set()
    countries = {words.clean(place.country) for place in places if place.country}
    found = [*states] if len(states) == 1 and not states & {"", *shown} else []
    named = len(countries) == 1 and not any(next(iter(countries)) in name for name in shown)
    return [*found, *countries] if named else found


def sentences(
    dossier: Dossier, places: Places, attacks: tuple[AttackRow, ...], accused: tuple[ResponsibilityRow, ...]
) -> tuple[Sentence, ...]:
    """The summary: what, where and when; how many; how; who; and on how many texts all this rests."""
    found = [_what(dossier, places), *_tolls(dossier), *_groups(dossier), _means(dossier, places, attacks)]
    found += [*_responsible(accused), _basis(dossier)]
    return tuple(_stopped(sentence) for sentence in found if sentence)


def _stopped(sentence: Sentence) -> Sentence:
    """A sentence with one full stop where a name brings its own: "according to the U.S."."""
    phrases = [Phrase(each.text.replace("...", "…").replace("..", "."), each.claims) for each in sentence]
    if len(phrases) > 1 and phrases[-1].text == "." and phrases[-2].text.endswith("."):
        phrases.pop()
    return tuple(phrases)


def _what(dossier: Dossier, places: Places) -> Sentence:
    """What happened, where and when; of a wave also the sites struck at another time."""
    incident = dossier.incident
    where = words.series([places.spelling(place) for place in incident.places[:4]])
    text = words.kind(incident.kind, len(dossier.children) > 1 and incident.kind not in NATURAL_HAZARDS)
    text += f" in {where}" if where else ", place not identified"
    phrases = [Phrase(f"{text} {clock.dated(incident.when)}", _timed(dossier, incident))]
    for child in dossier.children:
        if child.when and incident.when and child.when.local and child.when != incident.when:
            name = words.series([places.called(place) for place in child.places]) or words.clean(child.title)
            phrases.append(Phrase(f"; in {name} {clock.time(child.when)}", _timed(dossier, child)))
    return (*phrases, Phrase("."))


def _timed(dossier: Dossier, incident: Incident) -> tuple[str, ...]:
    """The first claims that tell of an incident at its time: counts of the attack before anything else."""
    mine = [c for c in dossier.claims if c.id in incident.claims and c.mention.when == incident.when is not None]
    first = sorted(mine, key=lambda claim: not isinstance(claim.content, Attack))
    return tuple(claim.id for claim in first)[:2]


def _tolls(dossier: Dossier) -> list[Sentence]:
    """A sentence for the killed, one for the injured, and one for each other harm that has an estimate."""
    found = []
    for harm in Harm:
        estimate = estimate_of(dossier, harm)
        if estimate is not None:
            if harm is not Harm.KILLED_OR_INJURED or adds(dossier, estimate):
                found.append(_toll(dossier, estimate))
        elif harm in {Harm.KILLED, Harm.INJURED} and not _any(dossier, harm):
            found.append((Phrase(f"How many people were {words.HARMS[harm]} is not stated in any report."),))
    return found


def _any(dossier: Dossier, harm: Harm) -> bool:
    """Whether any figure of a harm is told, of any group."""
    return any(content.harm is harm for _, content in figures(dossier))


def estimate_of(dossier: Dossier, harm: Harm, group: Group = Group.PEOPLE) -> Estimate | None:
    """The incident's estimate of a harm and group: by the policy ``range`` where there is one."""
    mine = [
        each
        for each in dossier.estimates
        if each.incident == dossier.incident.id and each.harm is harm and each.group is group
    ]
    return min(mine, key=lambda each: (each.policy != "range", each.policy), default=None)


def adds(dossier: Dossier, either: Estimate) -> bool:
    """Whether a count of killed or injured says more than the numbers of both: a total that they do not reach.

    "Four people were shot" beside one killed and three injured is the same count once more.
    """
    known = [each for harm in (Harm.KILLED, Harm.INJURED) if (each := estimate_of(dossier, harm)) is not None]
    return _most(either) > sum(map(_most, known))


def _most(each: Estimate) -> int:
    """The highest number that an estimate names."""
    return (each.low if each.high is None else each.high) or 0


def _toll(dossier: Dossier, estimate: Estimate) -> Sentence:
    """How many were harmed: one number, or a range with who stands at either end."""
    harm = words.HARMS[estimate.harm]
    used = [claim for claim in dossier.claims if claim.id in estimate.used]
    low, high = estimate.low, estimate.high
    if low is None and high is None:
        return (Phrase(f"How many people were {harm} is unknown."),)
    if words.unsaid(estimate):
        return (Phrase(f"No report mentions anybody {harm}, and none says that nobody was."),)
    if low == 0 and high is None:
        text = f"How many people were {harm} is not clear: the words of the reports leave open whether anybody was."
        return (Phrase(text, _few(used)),)
    if low == high or low is None or high is None:
        count = words.counted(low, high, Group.PEOPLE)
        who = _givers(used, dossier)
        alone = (
            " No independent second origin gives it."
            if estimate.origins == 1 and len(dossier.incident.reports) > 1
            else ""
        )
        verb = "was" if words.single(low, high) else "were"
        told = f"{words.sentence(count)} {verb}" if high != 0 else "Nobody was"
        text = f"{told} {harm}" + (f", according to {who}" if who else "")
        if words.lessened(estimate, used):
            text = f"{told} {harm}, by the count of {who} without those who have died since"
        return (Phrase(f"{text}.{alone}", _few(used)),)
    ends = (_end(dossier, used, low, "low"), _end(dossier, used, high, "high"))
    if not all(ends):
        text = f"By the words of the reports {words.number(low)} to {words.number(high)} people were {harm}."
        if not low:
            count = f"{words.counted(high, high, Group.PEOPLE)} {'was' if words.single(high, high) else 'were'} {harm}"
            text = f"By the words of some reports {count}; others mention nobody {harm}."
        return (Phrase(text, _few(used)),)
    if (who := _givers(ends[0], dossier)) == _givers(ends[1], dossier):
        span = f"{words.number(low)} to {words.number(high)}"
        one = any(claim in ends[1] for claim in ends[0])  # who says "40 to 50" does not contradict himself
        text = f"{span} people were {harm}, according to {who}."
        text = text if one else f"Different numbers of people {harm} are given by {who}: {span}."
        return (Phrase(text, _few([*ends[0], *ends[1]])),)
    return (
        Phrase(f"Sources differ on how many people were {harm}: from {words.number(low)}"),
        *_by(ends[0], dossier),
        Phrase(f" to {words.number(high)}"),
        *_by(ends[1], dossier),
        Phrase("."),
    )


def _end(dossier: Dossier, used: list[Claim], value: int, side: str) -> list[Claim]:
    """The claims at one end of a range: those that state it, else those of the voice whose parts add up to it."""
    bounds = [(getattr(claim.content, side), claim) for claim in used if isinstance(claim.content, Figure)]
    exact = [claim for bound, claim in bounds if bound == value]
    if exact:
        return exact
    known = Known.of(dossier)
    for voice in sorted({known.voice(claim) for _, claim in bounds}):
        parts: dict[tuple[str, ...], tuple[int, Claim]] = {}
        for bound, claim in bounds:
            if known.voice(claim) == voice and bound is not None:
                parts[tuple(sorted(place.name for place in claim.places))] = (bound, claim)
        if len(parts) > 1 and sum(bound for bound, _ in parts.values()) == value:
            return [claim for _, claim in parts.values()]
    return []


def _by(claims: list[Claim], dossier: Dossier) -> Sentence:
    """The sources of one end of a range in brackets."""
    names = _givers(claims, dossier)
    return (Phrase(f" ({names})", _few(claims)),) if names else ()


def _givers(claims: list[Claim], dossier: Dossier) -> str:
    """Who gives the number of some claims, in words, without outlets that repeat whom they cite."""
    known = Known.of(dossier)
    return known.voices(known.firsthand(claims))


def _few(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The first few claims, for footnotes."""
    return tuple(claim.id for claim in claims)[:_MOST]


def _groups(dossier: Dossier) -> list[Sentence]:
    """Who was among the dead: children, soldiers ... as the sources put it."""
    found: list[Sentence] = []
    whole = estimate_of(dossier, Harm.KILLED)
    for group in Group:
        estimate = estimate_of(dossier, Harm.KILLED, group)
        if estimate is None or group in {Group.PEOPLE, Group.OTHER} or (estimate.low, estimate.high) == (None, None):
            continue
        used = [claim for claim in dossier.claims if claim.id in estimate.used]
        inside = any(isinstance(claim.content, Figure) and claim.content.within for claim in used)
        count = words.counted(estimate.low, estimate.high, group)
        who = _givers(used, dossier)
        by = f", according to {who}" if who else ""
        verb = "was" if words.single(estimate.low, estimate.high) else "were"
        told = f"{words.sentence(count)} {verb} killed"
        if inside or _fewer(estimate, whole):
            told = f"Among the dead {verb} {count}"
        elif _same(estimate, whole):
            told = f"The dead were {count if estimate.low == estimate.high else words.people(group)}"
            if verb == "was":
                told = f"The person killed was {words.indefinite(words.people(group, several=False))}"
        found.append((Phrase(f"{told}{by}.", _few(used)),))
    return found


def _fewer(part: Estimate, whole: Estimate | None) -> bool:
    """Whether those of a group are fewer than all the dead, so that nobody takes them for more dead beside these.

    Attackers are not always counted among them.
    """
    if whole is None or part.group is Group.ATTACKERS or part.high is None:
        return False
    return whole.low is not None and part.high < whole.low


def _same(part: Estimate, whole: Estimate | None) -> bool:
    """Whether a group is told to be all the dead: of both the same numbers are given."""
    if whole is None or part.group is Group.ATTACKERS or None in (part.low, part.high):
        return False
    return (part.low, part.high) == (whole.low, whole.high)


def _means(dossier: Dossier, places: Places, attacks: tuple[AttackRow, ...]) -> Sentence:
    """How the attack was made: what was counted, else by what means; of other places nothing (the table holds all)."""
    if dossier.incident.kind in NATURAL_HAZARDS:
        return ()
    here = [row for row in attacks if places.touch(row.where, places.own)]
    counted = [r for r in here if r.several and not any(_says(o, r, places) for o in here if o is not r)]
    if counted:
        phrases = [
            Phrase(f"{'' if index == 0 else '; '}{row.counted}{_where(row)}", row.claims[:1])
            for index, row in enumerate(counted[:_MOST])
        ]
        return (Phrase("Counted by the sources: "), *phrases, Phrase("."))
    told: dict[str, list[str]] = {}
    for row in here:
        told.setdefault(row.means, []).extend(row.claims)
    enough = max(map(len, told.values()), default=0) * _RARE
    means = {name: claims for name, claims in told.items() if len(claims) > enough}
    if set(means) <= {words.kind(dossier.incident.kind, True).lower(), words.means(Means.OTHER)}:
        return ()  # the title says as much
    means.pop(words.means(Means.OTHER), None)
    for vague in _VAGUER:  # a car bomb is a bomb, and a bomb explodes
        if len(means) > 1 and vague in means and any(name.endswith("bombs") for name in means if name != vague):
            del means[vague]
    cited = tuple(claims[0] for claims in means.values())
    return (Phrase(f"Means reported: {words.series(list(means))}.", cited[:_MOST]),)


def _says(other: AttackRow, row: AttackRow, places: Places) -> bool:
    """Whether another row says all that a count says: the same, told by more; or an exact number where this one is a
    bound."""
    if other.means != row.means or not other.several or not places.touch(other.where, row.where):
        return False
    if (other.least, other.most) == (row.least, row.most):
        return (-len(other.claims), other.claims) < (-len(row.claims), row.claims)
    return row.most is None and other.most is not None and (other.least or 0) >= (row.least or 0)


def _where(row: AttackRow) -> str:
    """Where the attacks of a row were, as the end of a phrase."""
    return f" in {row.place}" if row.place != UNPLACED else ""


def _responsible(rows: tuple[ResponsibilityRow, ...]) -> list[Sentence]:
    """Who claimed it, who is accused by whom, who denied it.

    The blamed whom most claims blame, and those only named as having acted where nobody claimed it or is accused
    outright; the table below the summary holds all.
    """
    found: list[Sentence] = []
    for row in rows:
        if row.stance is ResponsibilityStance.CLAIMED:
            through = f", through {row.through}" if row.through else ""
            found.append((Phrase(f"{words.sentence(row.actor)} claimed responsibility{through}.", row.claims[:_MOST]),))
    denied = {row.actor: row for row in rows if row.stance is ResponsibilityStance.DENIED}
    blames = _accusations(rows, denied)
    outright = [one for one in blames if one[2][0].outright]
    told = (outright if outright or found else blames)[:_BLAMED]
    for actors, by, held in told:
        said = blamed([held[0].outright], len(actors) > 1 or several(actors[0]), by)
        cited = tuple(row.claims[0] for row in held)[:_MOST]
        phrases = [Phrase(f"{words.sentence(words.series(actors))} {said}", cited)]
        if len(actors) == 1 and actors[0] in denied:
            phrases.append(Phrase(", and denies it", denied.pop(actors[0]).claims[:_MOST]))
        found.append((*phrases, Phrase(".")))
    found += [
        (Phrase(f"{words.sentence(actor)} denied responsibility.", row.claims[:_MOST]),)
        for actor, row in denied.items()
    ]
    shown = {actor for actors, *_ in told for actor in actors}
    shown |= {row.actor for row in rows if row.stance is ResponsibilityStance.CLAIMED}
    left = {actor for actors, *_ in blames for actor in actors} - shown
    if left:
        others = f"{words.sentence(spelled(len(left)))} more {'actor is' if len(left) == 1 else 'actors are'}"
        found.append((Phrase(f"{others} accused or named as having acted: see Responsibility."),))
    return found


def _accusations(
    rows: tuple[ResponsibilityRow, ...], denied: dict[str, ResponsibilityRow]
) -> list[tuple[list[str], str, list[ResponsibilityRow]]]:
    """Who is accused, or named as having acted, by whom: actors of whom the same say the same are taken together, save
    those who deny it. The accused come before those only named, those whom most claims blame before others."""
    by_actor: dict[tuple[str, bool], list[ResponsibilityRow]] = {}
    for row in rows:
        if row.stance is ResponsibilityStance.ACCUSED:
            by_actor.setdefault((row.actor, row.outright), []).append(row)
    together: dict[tuple[bool, str, str], tuple[list[str], list[ResponsibilityRow]]] = {}
    for (actor, outright), held in by_actor.items():
        by = words.accusers(
            [name for row in held for name in row.cited], [name for row in held for name in row.outlets]
        )
        actors, said = together.setdefault((outright, by, actor if actor in denied else ""), ([], []))
        actors.append(actor)
        said.extend(held)

    def order(one: tuple[tuple[bool, str, str], tuple[list[str], list[ResponsibilityRow]]]) -> tuple[bool, int]:
        (outright, *_), (actors, held) = one
        return not outright, -(sum(len(row.claims) for row in held) // len(actors))

    return [(actors, by, held) for (_, by, _), (actors, held) in sorted(together.items(), key=order)]


def _basis(dossier: Dossier) -> Sentence:
    """On how many reports and texts the record rests."""
    reports, texts = len(dossier.incident.reports), origin_count(dossier)
    if not reports:
        recalled = words.plural(len(dossier.reports), "report")
        return (Phrase(f"No report is mainly about this; it is recalled by {recalled}."),)
    copied = f", {words.plural(texts, 'text')} once copies are counted as one" if texts < reports else ""
    return (Phrase(f"This record rests on {words.plural(reports, 'report')}{copied}."),)
