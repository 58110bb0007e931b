"""Where the people of each figure were harmed: not every place named, but the place of harm."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casrec.extract.roles import Role, role
from casrec.extract.scene import Counted, Named, Scene, clause_head, token_at
from casrec.records import Place
from casrec.syntax import Sentence
from casrec.terms import PlaceKind, Scope

_HARD = re.compile(r"[;:]|\s[–—]\s|\s--\s|—|\.\s")  # what a count and its place do not reach across
_USABLE = frozenset({"in", "hit", "noun", "of"})
# How strongly a role says that something happened there; swept on the development reports.
_WEIGHT = {"in": 3.0, "hit": 4.0, "noun": 2.5, "of": 2.0}


_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name of a line with its role; names coordinated under one head share ``head``."""

    named: Named
    role: Role

    @property
    def start(self) -> int:
        """Where the name begins in the report."""
        return self.named.start


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` lies in ``outer``, as far as the records tell."""
    if inner.kind is PlaceKind.FACILITY and inner.within is not None and inner.within == outer.name:
        return True
    same = outer.country_code is not None and outer.country_code == inner.country_code
    if not same or inner.kind is PlaceKind.COUNTRY or _identity(outer) == _identity(inner):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return True
    if outer.kind is PlaceKind.PROVINCE:
        return inner.kind is not PlaceKind.PROVINCE and inner.admin1 == outer.name
    if outer.kind is PlaceKind.DISTRICT:
        return inner.kind in {PlaceKind.SETTLEMENT, PlaceKind.FACILITY} and inner.admin2 == outer.name
    return outer.kind is PlaceKind.REGION and inner.kind in {
        PlaceKind.SETTLEMENT,
        PlaceKind.FACILITY,
        PlaceKind.DISTRICT,
    }


def _identity(place: Place) -> str:
    """What makes two place records the same place."""
    if place.kind is PlaceKind.FACILITY or place.geoname_id is None:
        return place.text.casefold()
    return str(place.geoname_id)


def most_specific(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places without repeats and without those that hold another of them, in order."""
    kept: dict[str, Place] = {}
    for place in places:
        kept.setdefault(_identity(place), place)
    alone = list(kept.values())
    return tuple(p for p in alone if not any(contains(p, other) for other in alone))


def spots(scene: Scene, line: int, silent: Collection[tuple[int, int]] = ()) -> list[Spot]:
    """The place names of a line that can say where something happened; those inside ``silent`` spans are left out.

    ``silent`` holds the spans of source names: the place of a speaker is not the place of harm.
    """
    named = scene.toponyms(line)
    if not named:
        return []
    sentence = scene.reading.parsed(line)
    found: list[Spot] = []
    for toponym in named:
        if any(start <= toponym.start < end for start, end in silent):
            continue
        part = role(sentence, toponym)
        if part.name in _USABLE or part.name in {"subj", "from"}:
            found.append(Spot(toponym, part))
    return found


def own(scene: Scene, figures: Sequence[Counted], silent: Collection[tuple[int, int]] = ()) -> list[tuple[Place, ...]]:
    """For each figure the places that its own sentence ties to it; () where it names none."""
    found: list[tuple[Place, ...]] = [() for _ in figures]
    lines: dict[int, list[int]] = {}
    for index, figure in enumerate(figures):
        lines.setdefault(figure.line, []).append(index)
    for line, indexes in lines.items():
        candidates = spots(scene, line, silent)
        if candidates:
            indexes.sort(key=lambda i: figures[i].start)
            for index, places in _distribute(scene, line, [(i, figures[i]) for i in indexes], candidates):
                found[index] = most_specific(places)
    return found


def _distribute(
    scene: Scene, line: int, figures: list[tuple[int, Counted]], candidates: list[Spot]
) -> list[tuple[int, list[Place]]]:
    """Each figure of one line with its places: those after it up to the next figure, else those that open it."""
    sentence = scene.reading.parsed(line)
    start, end = scene.reading.lines[line].start, scene.reading.lines[line].end
    taken: dict[int, int] = {}  # head of a place phrase -> the figure that it follows
    result: dict[int, list[Place]] = {}
    harmed = {head for _, figure in figures if (head := _clause_of(sentence, figure.anchor_start)) is not None}
    for position, (index, figure) in enumerate(figures):
        usable = [s for s in candidates if _reaches(sentence, figure, s, harmed)]
        low, high = _stretch(scene.reading.text, figure.start, start, end)
        following = figures[position + 1][1].start if position + 1 < len(figures) else high
        after = [s for s in usable if figure.end <= s.start < min(high, following)]
        before = [s for s in usable if low <= s.start < figure.start and s.role.head not in taken]
        shared = [s for s in usable if following <= s.start < high]
        chosen = after[:1] or before[-1:] or shared[:1]
        if not chosen:
            chosen = [s for s in usable if s.start < figure.start and s.role.head not in taken][-1:]
        if figure.within is not None and not after:
            # "100 in X and 48 in Y, eight of them children": a part of all that went before
            result[index] = [p for i, _ in figures[:position] for p in result[i]]
            if result[index]:
                continue
        if not chosen:
            result[index] = list(result.get(figure.within, [])) if figure.within is not None else []
            continue
        head = chosen[0].role.head
        if chosen[0].start > figure.end and chosen == after[:1]:
            taken.setdefault(head, index)
        result[index] = [
            scene.settlement(s.named.place)
            for s in candidates
            if s.role.head == head and s.role.name == chosen[0].role.name
        ]
    for whole in [i for i, _ in figures if not result[i]]:  # a whole without a place of its own has those of its parts
        result[whole] = [p for i, part in figures if part.within == whole for p in result[i]]
    return [(index, result[index]) for index, _ in figures]


def _stretch(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The part of a line around an offset that no hard boundary cuts."""
    before = [m.end() for m in _HARD.finditer(text, start, at)]
    after = _HARD.search(text, at, end)
    return (before[-1] if before else start), (after.start() if after else end)


def _clause_of(sentence: Sentence, offset: int) -> int | None:
    """The head of the clause that holds an offset."""
    at = token_at(sentence, offset)
    return None if at is None else clause_head(sentence, at)


def _reaches(sentence: Sentence, figure: Counted, spot: Spot, harmed: Collection[int]) -> bool:
    """Whether a place can belong to a figure by their clauses; ``harmed`` are the clauses that count harm."""
    if spot.role.name == "from":
        return bool({"flee", "fled", "fleeing", "left", "displaced"} & _words(sentence, spot.role.head))
    head = sentence.tokens[spot.role.head]
    if head.tag == "CD" and not figure.start <= head.start < figure.end and spot.start > figure.end:
        return False  # "121 dead after seven blasts, four in X": the place of the four
    mine = _clause_of(sentence, figure.anchor_start)
    if mine is None:
        return True
    if spot.role.name == "subj":
        return spot.role.clause == mine
    if spot.role.clause == mine or spot.role.clause in sentence.ancestors(mine):
        return True
    # A clause under the figure's own: of time or manner ("when three shells hit the camp in X"), or one of harm too.
    token = sentence.tokens[spot.role.clause]
    if mine not in sentence.ancestors(spot.role.clause):
        return False
    return token.dep in {"advcl", "ccomp", "parataxis", "acl"} or (token.dep == "conj" and token.index in harmed)


def _words(sentence: Sentence, index: int) -> set[str]:
    """The word of a token and those it hangs from."""
    return {sentence.tokens[i].lower for i in (index, *sentence.ancestors(index)[:2])}


def lead_places(
    scene: Scene, figures: Sequence[Counted], skip: Collection[int] = (), silent: Collection[tuple[int, int]] = ()
) -> tuple[Place, ...]:
    """The places of the report's main happening: where its opening and its figures say that things happened.

    ``skip`` holds lines known to be background. Weights grow with the role, with a word of happening or harm in the
    same clause and with standing early; a place that holds a better one is dropped for it.
    """
    scores: dict[str, float] = {}
    records: dict[str, Place] = {}
    counted = {figure.line for figure in figures}
    core = {line.index for line in scene.core}
    for line in sorted(core | counted):
        if line in skip or not scene.toponyms(line):
            continue
        near = (2.0 if line in core else 1.0) * (1.5 if line in counted else 1.0)
        told = bool(scene.events(line)) or line in counted
        for spot in spots(scene, line, silent):
            weight = _WEIGHT.get(spot.role.name, 0.0) * near * (1.0 if told else 0.3)
            place = scene.settlement(spot.named.place)
            key = _identity(place)
            scores[key] = scores.get(key, 0.0) + weight
            records.setdefault(key, place)
    if not scores:
        return ()
    total = {
        key: value + sum(0.5 * scores[other] for other in scores if contains(records[other], records[key]))
        for key, value in scores.items()
    }
    best = max(total.values())
    kept = [key for key in scores if total[key] >= 0.45 * best]
    fine = [key for key in kept if records[key].kind not in _WIDE]
    if fine and max(total[key] for key in fine) >= 0.5 * best:
        kept = fine  # a region or country beside a town is where somebody is from, or what holds the town
    return most_specific([records[key] for key in kept])


def elsewhere(
    scene: Scene,
    figures: Sequence[Counted],
    scopes: Sequence[Scope],
    own_places: Sequence[tuple[Place, ...]],
    lead: tuple[Place, ...],
) -> list[tuple[Place, ...]]:
    """The places of the other happening of each figure out of scope; () for those of the report's own.

    A war's toll is of the country it names, else of the lead's; a period's toll is of the lead's places; another
    incident's are those of the sentence before, where the same scope goes on.
    """
    found: list[tuple[Place, ...]] = []
    for index, (figure, scope) in enumerate(zip(figures, scopes, strict=True)):
        if scope is Scope.INCIDENT:
            found.append(())
        elif scope is Scope.RUNNING_TOTAL:
            found.append(_country(scene, figure.line, lead))
        elif scope is Scope.PERIOD_TOTAL:
            found.append(lead)
        else:
            last = index - 1
            follows = last >= 0 and scopes[last] is scope and figure.line - figures[last].line <= 1
            found.append((own_places[last] or found[last]) if follows else ())
    return found


def _country(scene: Scene, line: int, lead: tuple[Place, ...]) -> tuple[Place, ...]:
    """The country a war's toll is counted in: named in the line or just before, else where the lead's places lie."""
    for index in (line, line - 1, line - 2):
        if index >= 0:
            named = [t.place for t in scene.toponyms(index) if t.place.kind is PlaceKind.COUNTRY]
            if named:
                return (named[0],)
    codes = [place.country_code for place in lead if place.country_code is not None]
    for at in scene.reading.lines:
        for toponym in scene.toponyms(at.index):
            if toponym.place.kind is PlaceKind.COUNTRY and toponym.place.country_code in codes:
                return (toponym.place,)
    return lead


def settle(
    figures: Sequence[Counted],
    own_places: Sequence[tuple[Place, ...]],
    scopes: Sequence[Scope],
    lead: tuple[Place, ...],
    background: Sequence[tuple[Place, ...]],
) -> list[tuple[Place, ...]]:
    """The places of harm of each figure: its own, made as specific as its happening's; else its happening's.

    ``background`` holds, for each figure of another happening, the places of that happening.
    """
    found: list[tuple[Place, ...]] = []
    for mine, scope, other in zip(own_places, scopes, background, strict=True):
        if scope is Scope.INCIDENT:
            inner = [p for p in lead if mine and any(contains(outer, p) for outer in mine)]
            covered = mine and all(any(contains(outer, p) for p in lead) for outer in mine)
            found.append(most_specific(inner) if covered else mine or lead)
        else:
            found.append(mine or other)
    return found
