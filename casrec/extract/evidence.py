"""What speaks for and against a spot's being a place: the words beside it, its neighbours, names of persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casrec.extract.placewords import PlaceWords, place_words
from casrec.extract.reading import Reading
from casrec.extract.spotting import Scanned, Spot, Word
from casrec.places import within
from casrec.terms import PlaceKind

# How far each sign speaks for (or against) a place. Set by hand, then fitted on the readable parts of two corpora of
# news with annotated place names (docs/data.md); the sum is compared with 0 in ``toponyms``.
CUE_STRONG = 1.6
CUE_NEAR = 0.9
UNIT = 2.0
HELD = 2.5
HOLDS = 1.5
DATELINE = 2.5
SEVERAL_WORDS = 0.7
ORDINARY = -2.6
GIVEN = -1.4
TITLE = -3.0
PERSON = -3.0
UNKNOWN_NEIGHBOUR = -1.8
ORGANISATION = -3.0
OFFICE = 0.4
SAYING = -0.7
OF_OTHERS = -2.6
SHORT = -1.0
OPENING = -0.3
PEOPLE = 1.5

_DATELINE = re.compile(r".{2,90}?(?:\s[-–—]{1,2}(?=\s)|--|—|\s–)", re.S)
_PLACE_BEFORE_PLACE = re.compile(r",?\s+|\s*\(")
_HELD_GAP = re.compile(
    r"(?:,?\s+(?:(?:which is |located |situated )?(?:an?|the) (?:[a-z-]+ ){1,5})?(?:in|of) (?:the )?(?:[a-z-]+ ){0,3}"
    r"|,\s*(?:in )?(?:the )?(?:[a-z-]+ ){0,2}|\s*\((?:in )?)"
)
_OWNER_GAP = re.compile(r"['’]s? (?:[a-z-]+ ){0,5}")
_PEOPLE_GAP = re.compile(r",? (?:[a-z-]+ ){0,4}(?:of |, ?)?(?:the )?")
_NAMELY = re.compile(
    r"(?:capital|city|town|village|port|resort|province|region|district|governorate|enclave|stronghold)"
)


def weigh(reading: Reading, scanned: Sequence[Scanned]) -> None:
    """Write strength, unit, holders and peoples into the spots of a report."""
    words = place_words()
    persons = _surnames(scanned, words)
    for lined in scanned:
        _dateline(reading.text, lined)
        for number, spot in enumerate(lined.spots):
            _around(reading.text, lined, spot, words, persons, reading.upper_case)
            if number + 1 < len(lined.spots):
                _link(reading.text, spot, lined.spots[number + 1])
        _peoples(reading.text, lined)


def _surnames(scanned: Iterable[Scanned], words: PlaceWords) -> frozenset[str]:
    """The last words of persons' full names in the report, in small letters."""
    found: set[str] = set()
    for lined in scanned:
        if lined.titled:
            continue
        for at, word in enumerate(lined.words[:-1]):
            after = lined.words[at + 1]
            if word.capital and word.lower in words.given and _next_to(word, after) and after.capital:
                last = after
                if at + 2 < len(lined.words) and _next_to(after, lined.words[at + 2]) and lined.words[at + 2].capital:
                    last = lined.words[at + 2]
                if last.lower not in words.small and last.lower not in words.facilities | words.organisations:
                    found.add(last.lower.removesuffix("'s").removesuffix("’s"))
    return frozenset(found)


def _next_to(left: Word, right: Word) -> bool:
    """Whether one character, or a full stop with a space, parts two words."""
    return right.start - left.end <= 2


def _dateline(text: str, lined: Scanned) -> None:
    """Mark the spots of a dateline: capitals at a line's opening that a dash ends."""
    if not lined.spots or lined.spots[0].first > 3 or not lined.words[0].text.isupper():
        return
    match = _DATELINE.match(text, lined.line.start, min(lined.line.end, lined.line.start + 100))
    if match is None:
        return
    for spot in lined.spots:
        if spot.end <= match.end():
            spot.dateline = True
            spot.strength += DATELINE


def _around(
    text: str, lined: Scanned, spot: Spot, words: PlaceWords, persons: frozenset[str], upper_case: bool
) -> None:
    """Weigh the words inside a spot and beside it."""
    inside = [word.lower for word in lined.words[spot.first : spot.last + 1]]
    left = lined.words[spot.first - 1] if spot.first else None
    right = lined.words[spot.last + 1] if spot.last + 1 < len(lined.words) else None
    if left is not None and not _joined(text, left.end, spot.start):
        left = None
    if right is not None and not _joined(text, spot.end, right.start):
        right = None
    score = 0.0
    plain = words.ordinary | words.small | words.given if lined.titled else words.ordinary | words.small
    if all(word in plain for word in inside):
        score += ORDINARY if len(inside) == 1 or lined.titled else ORDINARY / 2
    elif len(inside) > 1:
        score += SEVERAL_WORDS
    if len(inside) == 1:
        if len(spot.key) <= 3:
            score += SHORT
        if inside[0] in words.given:
            score += GIVEN
        if inside[0] in persons:
            score += PERSON
            spot.person = True
    score += _before(text, lined, spot, left, words)
    score += _after(lined, spot, right, words)
    spot.strength += score


def _joined(text: str, start: int, end: int) -> bool:
    """Whether nothing but space, or the full stop of an abbreviation, parts two words."""
    gap = text[start:end]
    return len(gap) <= 2 and gap.strip(" .\n\xa0'’s") == "" and gap != ". "


def _before(text: str, lined: Scanned, spot: Spot, left: Word | None, words: PlaceWords) -> float:
    """What the words before a spot say."""
    score = 0.0
    at = spot.first - 1
    while left is not None and at >= 0 and lined.words[at].lower in words.parts:
        spot.outer = (lined.words[at].start, spot.outer[1])
        at -= 1
    before = lined.words[at] if at >= 0 else None
    if before is None:
        return OPENING
    gap = text[before.end : lined.words[at + 1].start]
    if gap.strip(" \n\xa0-.") and gap.strip() not in ("'", "’"):
        return 0.0
    if before.lower in ("the", "nearby", "besieged", "neighbouring", "neighboring", "occupied") and at:
        at -= 1
        before = lined.words[at]
    lower = before.lower
    if lower == "of" and at:
        noun = lined.words[at - 1].lower.removesuffix("'s")
        if noun in words.of_others and lined.words[at - 1].capital and not lined.titled:
            return OF_OTHERS
        if noun in words.units:
            spot.unit = words.units[noun]
            return UNIT
        return CUE_STRONG if noun in words.of_places else CUE_NEAR / 2
    if lower in words.units and not before.capital:
        spot.unit = words.units[lower]
        return UNIT / 2
    if lower in words.titles:
        score += TITLE if lower not in ("president", "premier", "king", "queen") or not _country(spot) else 0.0
    elif lower in words.strong:
        score += CUE_STRONG
    elif lower in words.near:
        score += CUE_NEAR
    elif before.capital and not lined.titled and lower not in words.small and lower not in words.parts:
        if lower in words.given:
            spot.person = True
            score += TITLE
        elif not _spot_at(lined, at) and not any(index == at for index, _ in lined.peoples):
            score += UNKNOWN_NEIGHBOUR
    return score


def _after(lined: Scanned, spot: Spot, right: Word | None, words: PlaceWords) -> float:
    """What the word after a spot says."""
    if right is None:
        return 0.0
    lower = right.lower.rstrip(".")
    if lower in words.units:
        spot.unit = words.units[lower]
        spot.outer = (spot.outer[0], right.end)
        return UNIT
    if lower in words.saying:
        return 0.0 if _country(spot) else SAYING
    if not right.capital or lined.titled:
        return OFFICE if lower in words.offices else 0.0
    if lower in words.streets or lower in words.natural:
        return ORGANISATION
    if lower in words.offices or lower in words.facilities or lower in words.titles:
        return OFFICE
    if lower in words.organisations:
        return ORGANISATION
    if lower in words.small or _spot_at(lined, spot.last + 1):
        following = next((s for s in lined.spots if s.first == spot.last + 1), None)
        return UNKNOWN_NEIGHBOUR / 2 if following and len(spot.key.split()) == 1 and not _country(following) else 0.0
    if any(index == spot.last + 1 for index, _ in lined.peoples):
        return 0.0
    return UNKNOWN_NEIGHBOUR / 2 if _country(spot) else UNKNOWN_NEIGHBOUR


def _spot_at(lined: Scanned, index: int) -> bool:
    """Whether a word belongs to a spot."""
    return any(spot.first <= index <= spot.last for spot in lined.spots)


def _country(spot: Spot) -> bool:
    """Whether a spot may be a country or a province."""
    return any(e.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for e in spot.entries[:2])


def _link(text: str, spot: Spot, following: Spot) -> None:
    """Note that the sentence sets one spot inside the other: "X, Y", "X in Y", "Y's X"."""
    gap = text[spot.outer[1] : following.outer[0]]
    if len(gap) > 60:
        return
    if _HELD_GAP.fullmatch(gap) and following not in spot.holders and contains(following, spot):
        spot.holders.append(following)
    elif _OWNER_GAP.fullmatch(gap) and contains(spot, following):
        following.holders.append(spot)
    for inner, outer in ((spot, following), (following, spot)):
        if outer in inner.holders and not inner.held:
            inner.held = outer.holds = True
            inner.strength += HELD
            outer.strength += HOLDS


def contains(outer: Spot, inner: Spot) -> bool:
    """Whether some entry of one spot holds some entry of another."""
    return any(within(i, o) for o in outer.entries[:8] for i in inner.entries)


def _peoples(text: str, lined: Scanned) -> None:
    """Note the countries whose people stand before a spot: "the Syrian town of Jableh", "the Iraqi capital, Baghdad"."""
    for index, code in lined.peoples:
        end = lined.words[index].end
        spot = next((s for s in lined.spots if s.first > index), None)
        if spot is None or spot.start - end > 50:
            continue
        gap = text[end : spot.outer[0]]
        if _PEOPLE_GAP.fullmatch(gap) and any(e.country_code == code for e in spot.entries):
            if gap.strip() or spot.first == index + 1:
                spot.people.append(code)
            if _NAMELY.search(gap):
                spot.strength += PEOPLE
