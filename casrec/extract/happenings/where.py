"""Where the people of each figure were harmed: not every place named, but the place of harm."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass

from casrec.extract.clause_spans import clause_head, token_at
from casrec.extract.happenings.beside import is_beside
from casrec.extract.happenings.roles import Role, role, role_there
from casrec.extract.happenings.scene import Counted, Named, Scene
from casrec.holding import contains, most_specific
from casrec.records import Place
from casrec.syntax import Sentence
from casrec.terms import PlaceKind, Scope

_HARD = re.compile(r"[;:]|\s[–—]\s|\s--\s|—|\.\s")  # what a count and its place do not reach across
_PARTS_FOLLOW = re.compile(r"[\w’' -]{0,40}:")  # "seven explosions were counted: three in X and four in Y"
_NEXT = re.compile(r"(?:[,;–—]|\band|\bwhile) \Z")  # what stands before the next of a row of places with their counts
_LISTED = re.compile(r",? (?:and |or |& )?")
_FRONTED = re.compile(r"\W*(?:(?:Elsewhere|Meanwhile),? )?(?:In|Across|Throughout|Around) [^,;:]{0,50}", re.I)
_KINDS = r"(?:town|city|village|hamlet|suburb|district|neighbou?rhood|quarter|section|area|province|region|camp)s?"
# A place right before "where" is where what that clause tells happened.
_WHERE = re.compile(
    rf"\s*,?\s+(?:(?:a|an|the)\s+(?:\w+\s+){{0,2}}{_KINDS},?\s+)?(?P<word>where|(?:in|at|from)\s+which)\b", re.I
)
_SAME_TOWN = re.compile(r"\b(?:in|outside|near|across) (?:the|this) (?:same )?(?:city|town|village)\b(?! of)", re.I)
_THOSE = re.compile(
    r"\b(?:those|these|that) (?:\w+ )?(?:attack|blast|bombing|explosion|shooting|strike|raid|quake)s?\b", re.I
)
_LEFT = frozenset("flee fled fleeing left displaced".split())
# From where people are taken, or bodies, is where they were harmed.
_TAKEN = frozenset(
    "abducted abducting abduct kidnapped kidnapping kidnap seized seizing snatched taken took disappeared vanished "
    "recovered pulled retrieved evacuated expelled deported".split()
)
_DOER = re.compile(r"(?:bomb|attack|kill|shoot|snip)\w*ers?|gunm[ae]n")
_NATIONWIDE = re.compile(
    r"\b(?:(?:across|throughout|around|over) the (?:whole |entire )?(?:country|nation)\b|all over the country\b"
    r"|(?:nation|country)-?wide(?=[.,;:)\n]|$| (?:and|since|as|in|after|during|from|by|on)\b))",
    re.I,
)
# What opens a sentence that counts some of those told of just before: they are where those are.
_OF_THEM = re.compile(r"(?:Among|Of) (?:them|these|those)\b|(?:They|These|Those) included?\b|So (?:was|were)\b")
_PART = re.compile(r"(?:north|south|east|west|central)[\w-]*\s", re.I)
_USABLE = frozenset({"in", "hit", "noun", "of"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name of a line with its role; names coordinated under one head share ``head``.

    ``fronted`` marks a place that the whole sentence is set in: "In X, ...", ``doer`` one that only tells who somebody
    is: "the X bomber".
    """

    named: Named
    role: Role
    fronted: bool = False
    doer: bool = False

    @property
    def start(self) -> int:
        """Where the name begins in the report."""
        return self.named.start


def spots(scene: Scene, line: int, silent: Container[int] = ()) -> list[Spot]:
    """The place names of a line that can say where something happened; those inside ``silent`` spans are left out.

    ``silent`` holds the spans of source names: the place of a speaker is not the place of harm.
    """
    named = scene.toponyms(line)
    if not named:
        return []
    sentence = scene.reading.parsed(line)
    text = scene.reading.text
    found: list[Spot] = []
    for last, toponym, following in zip([None, *named[:-1]], named, [*named[1:], None], strict=True):
        if toponym.start in silent or toponym.dateline:
            continue
        if is_beside(text, toponym, last, found[-1].named if found else None, following):
            continue
        part = role(sentence, toponym)
        if found and part.name not in _USABLE and _LISTED.fullmatch(text, found[-1].named.end, toponym.start):
            part = found[-1].role  # "in X, Y, Z and elsewhere", however it was parsed
        if part.name in _USABLE or part.name in {"subj", "from", "held"}:
            opening = scene.reading.lines[line].start
            fronted = part.name == "in" and _FRONTED.fullmatch(text, opening, toponym.start) is not None
            doer = part.name == "noun" and _DOER.fullmatch(sentence.tokens[part.head].lower) is not None
            found.append(Spot(toponym, part, fronted, doer))
        told = _WHERE.match(text, toponym.end)
        there = None if told is None else role_there(sentence, toponym, part, told.start("word"))
        if there is not None:
            found.append(Spot(toponym, there))
    return found


def own(scene: Scene, figures: Sequence[Counted], silent: Container[int] = ()) -> list[tuple[Place, ...]]:
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
    for index, figure in enumerate(figures[1:], 1):
        start = scene.reading.lines[figure.line].start
        if (
            not found[index]
            and figures[index - 1].line == figure.line - 1
            and _OF_THEM.match(scene.reading.text, start)
        ):
            found[index] = found[index - 1]
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
    counts = [figure.start for _, figure in figures]
    gapped = {index: _gapped(scene, line, figure) for index, figure in figures[1:]}
    theirs = {named.start for named in gapped.values() if named is not None}
    candidates = [spot for spot in candidates if spot.start not in theirs]
    for position, (index, figure) in enumerate(figures):
        if (place := gapped.get(index)) is not None:
            result[index] = [scene.settlement(place.place)]
            continue
        usable = _closest([s for s in candidates if _reaches(sentence, figure, s, harmed)])
        low, high = _stretch(scene.reading.text, figure.start, start, end)
        following = figures[position + 1][1].start if position + 1 < len(figures) else high
        chosen, after = _chosen(sentence, figure, usable, taken, (low, following, high))
        if figure.within is not None and not after:
            # "100 in X and 48 in Y, eight of them children": a part of all that went before
            result[index] = [p for i, _ in figures[:position] for p in result[i]]
            if result[index]:
                continue
        if chosen is None:
            result[index] = list(result.get(figure.within, [])) if figure.within is not None else []
            continue
        spot = _inner(chosen, [s for s in usable if s.start < following])
        if spot.start > figure.end and after:
            taken.setdefault(spot.role.head, index)
        result[index] = [scene.settlement(s.named.place) for s in _together(scene, usable, spot, counts)]
    for whole in [i for i, _ in figures if not result[i]]:  # a whole without a place of its own has those of its parts
        result[whole] = [p for i, part in figures if part.within == whole for p in result[i]]
    for position, (index, figure) in enumerate(figures):
        rest = [i for i, _ in figures[position + 1 :]]
        if (
            not result[index]
            and rest
            and _PARTS_FOLLOW.match(scene.reading.text, figure.end, figures[position + 1][1].start)
        ):
            result[index] = [place for i in rest for place in result[i]]
    return [(index, result[index]) for index, _ in figures]


def _chosen(
    sentence: Sentence, figure: Counted, usable: list[Spot], taken: Container[int], bounds: tuple[int, int, int]
) -> tuple[Spot | None, bool]:
    """The place that is a figure's, and whether one follows it; ``bounds`` are where its stretch of the line begins,
    where the next figure stands, and where the stretch ends. ``taken`` are the heads of the places of those before."""
    low, following, high = bounds
    mine = _clause_of(sentence, figure.anchor_start)
    after = [s for s in usable if figure.end <= s.start < min(high, following) and not _of_next(sentence, s, mine)]
    free = [s for s in usable if s.start < figure.start and s.role.head not in taken]
    before = [s for s in free if s.start >= low]
    if after and after[0].role.clause != mine and any(s.role.clause == mine for s in before):
        after = []  # "police in X held a man who was on his way to Y"
    shared = [s for s in usable if following <= s.start < high and not _of_next(sentence, s, mine)]
    above = [s for s in usable if low <= s.start < figure.start and _above(sentence, figure, s)]
    chosen = after[:1] or before[-1:] or shared[:1] or free[-1:] or above[-1:]
    return (chosen[0] if chosen else None), bool(after)


def _closest(usable: list[Spot]) -> list[Spot]:
    """Places without those that it was only near to, where one of the same phrase says where ("in X near Y") and is no
    more than what holds them ("in the province, near Y")."""

    def told(near: Spot) -> bool:
        return any(
            not spot.role.beside
            and spot.role.head == near.role.head
            and not contains(spot.named.place, near.named.place)
            for spot in usable
        )

    kept = [spot for spot in usable if not (spot.role.beside and told(spot))]
    return [spot for spot in kept if not spot.doer] or kept


def _of_next(sentence: Sentence, spot: Spot, mine: int | None) -> bool:
    """Whether a place stands before the verb of another clause: "killed five, and a bomb in X hurt two"."""
    verb = sentence.tokens[spot.role.clause]
    return verb.index != mine and spot.start < verb.start and verb.dep in {"conj", "parataxis", "ccomp", "ROOT"}


def _inner(chosen: Spot, usable: list[Spot]) -> Spot:
    """A place, or one that lies in it: "in X province 14 died when a bomb went off in Y", "stormed Y in X province"."""
    inside = [
        spot
        for spot in usable
        if contains(chosen.named.place, spot.named.place)
        and (spot.start > chosen.start or spot.role.clause == chosen.role.clause)
    ]
    return min(inside, key=lambda spot: abs(spot.start - chosen.start), default=chosen)


def _gapped(scene: Scene, line: int, figure: Counted) -> Named | None:
    """The place a count follows where the verb is left out: "Chad has taken in 90,000, Niger 40,000 and Mali 7,000"."""
    text = scene.reading.text
    for named in scene.toponyms(line):
        if text[named.end : figure.start] == " " and _NEXT.search(text, max(0, named.start - 12), named.start):
            return named
    return None


def _together(scene: Scene, candidates: list[Spot], chosen: Spot, counts: Sequence[int]) -> list[Spot]:
    """A place with those named in one breath with it: under one head, no count and no hard boundary between."""
    alike = [s for s in candidates if s.role.head == chosen.role.head and s.role.name == chosen.role.name]
    found = []
    for spot in alike:
        low, high = sorted((spot.start, chosen.start))
        apart = any(low < at < high for at in counts) or _HARD.search(scene.reading.text, low, high) is not None
        if not apart:
            found.append(spot)
    return found


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
        return not (_LEFT | _TAKEN).isdisjoint(_words(sentence, spot.role.head))
    head = sentence.tokens[spot.role.head]
    if spot.role.name == "held":
        return head.start == figure.anchor_start
    if head.tag == "CD" and not figure.start <= head.start < figure.end and spot.start > figure.end:
        return False  # "121 dead after seven blasts, four in X": the place of the four
    mine = _clause_of(sentence, figure.anchor_start)
    if mine is None or spot.fronted:
        return True
    if spot.role.name == "subj":
        if head.start == figure.anchor_start and spot.start < head.start < figure.start:
            return False  # "the United States killed a general": who did it
        return spot.role.clause in {mine, _clause_of(sentence, figure.start)}
    if spot.role.clause == mine or spot.role.clause in sentence.ancestors(mine):
        return True
    # A clause under the figure's own: of time or manner ("when three shells hit the camp in X"), or one of harm too.
    token = sentence.tokens[spot.role.clause]
    if mine not in sentence.ancestors(spot.role.clause):
        return False
    if token.dep == "relcl":  # of those counted themselves: "15,000 refugees who left their homes in X"
        counted = sentence.tokens[token.head]
        if counted.start >= spot.start or counted.index in {mine, spot.role.head}:
            return False
        return figure.start <= counted.start <= figure.end + 30 or _is_what(sentence, counted.index, mine)
    return token.dep in {"advcl", "ccomp", "parataxis", "acl"} or (token.dep == "conj" and token.index in harmed)


def _above(sentence: Sentence, figure: Counted, spot: Spot) -> bool:
    """Whether the clause of a place stands over a figure's own: "five died in X when gunmen came, wounding ten"."""
    mine = _clause_of(sentence, figure.anchor_start)
    return mine is not None and mine != spot.role.clause and spot.role.clause in sentence.ancestors(mine)


def _is_what(sentence: Sentence, noun: int, clause: int) -> bool:
    """Whether a noun is what a clause says that somebody is: "seven were members of one family whose house ..."."""
    while sentence.tokens[noun].dep in {"pobj", "prep"}:
        noun = sentence.tokens[noun].head
    return sentence.tokens[noun].dep == "attr" and sentence.tokens[noun].head == clause


def _words(sentence: Sentence, index: int) -> set[str]:
    """The word of a token and those it hangs from."""
    return {sentence.tokens[i].lower for i in (index, *sentence.ancestors(index)[:2])}


def by_authorities(
    scene: Scene,
    figures: Sequence[Counted],
    own_places: Sequence[tuple[Place, ...]],
    silent: Container[int],
) -> list[tuple[Place, ...]]:
    """The places of the figures of a hazard: where a sentence names none, the province or county whose authorities
    count, for theirs are the dead they count. ``silent`` are the spans of source names."""
    found: list[tuple[Place, ...]] = []
    for figure, mine in zip(figures, own_places, strict=True):
        counting = [
            named.place
            for named in scene.toponyms(figure.line)
            if named.place.kind in {PlaceKind.PROVINCE, PlaceKind.DISTRICT} and named.start in silent
        ]
        found.append(mine or tuple(counting if len(counting) == 1 else ()))
    return found


def nationwide(
    scene: Scene, figures: Sequence[Counted], places: Sequence[tuple[Place, ...]]
) -> list[tuple[Place, ...]]:
    """The places of figures, those that are counted all over a country being that country where the report names it."""
    found: list[tuple[Place, ...]] = []
    for figure, mine in zip(figures, places, strict=True):
        low, high = sorted((figure.start, figure.anchor_start))
        line = scene.reading.lines[figure.line]
        start, end = _stretch(scene.reading.text, low, line.start, line.end)
        told = _NATIONWIDE.search(scene.reading.text, max(start, low - 60), min(end, high + 80))
        countries = () if told is None else _lands(scene, {p.country_code for p in mine if p.country_code is not None})
        found.append(countries or mine)
    return found


def _lands(scene: Scene, codes: Collection[str]) -> tuple[Place, ...]:
    """The country of some codes as the report names it first; () where it does not."""
    for at in scene.reading.lines:
        for toponym in scene.toponyms(at.index):
            if toponym.place.kind is PlaceKind.COUNTRY and toponym.place.country_code in codes:
                return (toponym.place,)
    return ()


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
            told = (own_places[last] or found[last]) if follows else ()
            found.append(told or _referred(scene, figure.line, lead))
    return found


def _referred(scene: Scene, line: int, lead: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places that a line only refers to: "in the same city", "those blasts" of the line before."""
    at = scene.reading.lines[line]
    if _SAME_TOWN.search(scene.reading.text, at.start, at.end):
        return tuple(place for place in lead if place.kind is PlaceKind.SETTLEMENT)
    if line and _THOSE.search(scene.reading.text, at.start, at.end):
        before = [spot for spot in spots(scene, line - 1) if spot.role.name in {"in", "hit", "noun"}]
        return most_specific([scene.settlement(spot.named.place) for spot in before])
    return ()


def _country(scene: Scene, line: int, lead: tuple[Place, ...]) -> tuple[Place, ...]:
    """The country a war's toll is counted in: named in its line, else that of the lead, else named just before."""
    named = _countries(scene, line)
    if named:
        return named[:1]
    land = _lands(scene, {place.country_code for place in lead if place.country_code is not None})
    return land or lead or (_countries(scene, line - 1) + _countries(scene, line - 2))[:1]


def _countries(scene: Scene, line: int) -> tuple[Place, ...]:
    """The countries that a line names."""
    return tuple(t.place for t in scene.toponyms(line) if t.place.kind is PlaceKind.COUNTRY)


def settle(
    own_places: Sequence[tuple[Place, ...]],
    scopes: Sequence[Scope],
    lead: tuple[Place, ...],
    background: Sequence[tuple[Place, ...]],
    *,
    widespread: bool = False,
    moved: Sequence[bool] = (),
) -> list[tuple[Place, ...]]:
    """The places of harm of each figure: its own, made as specific as its happening's; else its happening's.

    ``moved`` tells which figures count the displaced: those of a part of a land ("in camps in northern Norland") are
    not all of one town.

    ``background`` holds, for each figure of another happening, the places of that happening. Where a whole area is
    struck (``widespread``) a land's figure is no town's, though it may be a province's.
    """
    found: list[tuple[Place, ...]] = []
    for index, (mine, scope, other) in enumerate(zip(own_places, scopes, background, strict=True)):
        if scope is Scope.INCIDENT and any(moved[index : index + 1]) and any(_PART.match(one.text) for one in mine):
            found.append(mine)
        elif scope is Scope.INCIDENT:
            inner = [p for p in lead if mine and any(contains(outer, p) for outer in mine)]
            covered = mine and all(any(contains(outer, p) for p in lead) for outer in mine)
            if widespread and not all(place.kind is PlaceKind.PROVINCE for place in inner):
                covered = False
            vague = mine and lead and all(place.text.lower().startswith("suburban ") for place in mine)
            found.append(most_specific(inner) if covered else lead if vague else mine or lead)
        else:
            found.append(mine or other)
    return found
