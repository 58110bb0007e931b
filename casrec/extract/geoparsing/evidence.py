"""What speaks for and against a spot's being a place: the words beside it, its neighbours, names of persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casrec.extract.geoparsing.placewords import PlaceWords, place_words
from casrec.extract.geoparsing.spots import Scanned, Spot, Word
from casrec.extract.reading import Reading
from casrec.places import within
from casrec.terms import PlaceKind

# How far each sign speaks for (or against) a place. Set by hand, then fitted by scripts/fit_places.py (docs/data.md).
SIGNS: dict[str, float] = {
    "strong_cue": 1.5,
    "cue": 0.72,
    "of_place": 1.54,
    "of": 0.67,
    "of_other": -2.6,
    "unit": 1.45,
    "held": 2.69,
    "holds": 1.55,
    "dateline": 2.46,
    "people": 1.5,
    "words": 0.49,
    "ordinary": -2.55,
    "ordinary_words": -1.2,
    "respelt": -0.48,
    "initials": 0.59,
    "given": -1.88,
    "short": -1.18,
    "person": -3.09,
    "street": -1.0,
    "title": -3.0,
    "given_before": -3.0,
    "unknown_before": -1.33,
    "unknown_after": -1.2,
    "spot_after": -0.94,
    "organisation": -3.0,
    "feature": -3.0,
    "site": 1.5,
    "office": 1.0,
    "told": 0.5,
    "saying": -1.12,
    "opening": -0.25,
    "city_in": 3.2,
    "titled": -0.8,
}

_DATELINE = re.compile(r".{2,90}?(?:\s[-–—]{1,2}(?=\s)|--|—|\s–)", re.S)
_AGENCY = re.compile(  # "Lyon (AP) --"
    r"[A-Z][^.!?()]{1,40}\((?:CNN|AP|AFP|UPI|Reuters|Xinhua)\)\s*(?:[-–—]{1,2}|(?=[A-Z]))"
)
_DATED = re.compile(  # "Ann Lee LYON 1997-02-15 The": an agency's text in an archive
    r"(?:[A-Z][\w.'’-]+ ){0,4}?[A-Z][A-Z'’. -]+ (?:19|20)\d\d-\d\d-\d\d(?=\s)"
)
_HALLOWED = re.compile(
    r"\b(?:church|cathedral|chapel|basilica|monastery|convent|parish|abbey|shrine|hospital|school|college)"
    r"(?: of)?(?: (?:St\.?|Saints?|Sts\.?) [A-Z]\w+)?(?: and)? (?:Sts? |Saints? )?$",
    re.I,
)  # "the church of St. Peter and St. Paul"
HELD_GAP = re.compile(
    r"(?:,?\s+(?:(?:which is |located |situated )?(?:an?|the) (?:[a-z-]+ ){1,5})?(?:in|of) (?:the )?(?:[a-z-]+ ){0,3}"
    r"|,\s*(?:in )?(?:the )?(?:[a-z-]+ ){0,2}|\s*\((?:in )?)"
)
_OWNER_GAP = re.compile(r"['’]s? (?:[a-z-]+ ){0,5}")
_PEOPLE_GAP = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:capital|city|town|village|port|resort|province|region|district|governorate|enclave"
    r"|stronghold|state|island|settlement|suburb|border)(?: city| town| village)?(?:,? of)?,? (?:the )?"
)
_CLOSING = ("", ",", ".", ")", ";", ":", "\n", "—", "–", "'", "’")
_APOSTROPHE = re.compile(r"['’]s?$")
_CORNER = re.compile(
    r"\d(?:st|nd|rd|th)(?: (?:Street|St\b\.?|Avenue|Ave\b\.?))? (?:and|&|&amp;) $"
)  # "near 10th and Lincoln"
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)? $")  # "the 10th district of Paris" is a part of it
_AT_A = re.compile(  # "inside an Alder apartment", "at the firm's Alder plant"
    r"\b(?:in|inside|outside|at|near) (?:an?|his|her|their|its|(?:the |an? )?\w+['’]s) \Z"
)
_OF_A_LAND = frozenset("town village hamlet suburb".split())  # "a Kansas town" is a town in Kansas
_PASSED = frozenset("the nearby besieged neighbouring neighboring occupied".split())
_NAMES_ON = ("unknown_after", "spot_after")
_CITY = 90_000  # smaller towns that bear an ordinary word's name ("March", "Early") are seldom meant by it
_HEADS = frozenset("president premier king queen".split())


def weigh(reading: Reading, scanned: Sequence[Scanned]) -> None:
    """Write strength, unit, holders and peoples into the spots of a report."""
    words = place_words()
    persons, streets = _surnames(scanned, words), _street_names(scanned, words)
    for lined in scanned:
        _dateline(reading.text, lined)
        for number, spot in enumerate(lined.spots):
            _around(reading.text, lined, spot, words, persons, streets)
            if number + 1 < len(lined.spots):
                _link(reading.text, spot, lined.spots[number + 1])
        _peoples(reading.text, lined)
    for lined in scanned:
        for spot in lined.spots:
            spot.strength = sum(SIGNS[sign] for sign in spot.signs)


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
                third = lined.words[at + 2] if at + 2 < len(lined.words) else None
                if third is not None and _next_to(after, third) and third.capital and _alike(after, third):
                    last = third
                if last.lower not in words.small and last.lower not in words.facilities | words.organisations:
                    found.add(last.lower.removesuffix("'s").removesuffix("’s"))
    return frozenset(found)


def _alike(left: Word, right: Word) -> bool:
    """Whether two words are written alike: in "Ann Lee DUSHANBE" a dateline follows the byline."""
    return left.text.isupper() or not right.text.isupper() or len(right.text) < 3


def _street_names(scanned: Iterable[Scanned], words: PlaceWords) -> frozenset[str]:
    """The names that the report gives to a street: "Boylston" alone is then the street too."""
    found: set[str] = set()
    for lined in scanned:
        for spot in lined.spots:
            after = lined.words[spot.last + 1] if spot.last + 1 < len(lined.words) else None
            if after and after.capital and after.lower in words.streets and _next_to(lined.words[spot.last], after):
                found.add(lined.words[spot.last].lower)
    return frozenset(found)


def _next_to(left: Word, right: Word) -> bool:
    """Whether a space, after an initial a full stop too, is all that can stand between two words."""
    return right.start - left.end <= (2 if len(left.text) == 1 else 1)


def _dateline(text: str, lined: Scanned) -> None:
    """Mark the spots of a dateline: capitals at a line's opening that a dash ends."""
    if not lined.spots or lined.spots[0].first > 3:
        return
    dateline = _DATELINE if lined.words[0].text.isupper() else _AGENCY
    end = min(lined.line.end, lined.line.start + 100)
    match = _DATED.match(text, lined.line.start, end) or dateline.match(text, lined.line.start, end)
    if match is None:
        return
    for spot in lined.spots:
        if spot.end <= match.end() and not _part_of_capitals(text, lined, spot):
            spot.dateline = True
            spot.signs.append("dateline")


def _part_of_capitals(text: str, lined: Scanned, spot: Spot) -> bool:
    """Whether a spot only ends a longer name in capitals that is no known place: the Cove of "ALDER COVE (AP) -"."""
    if spot.first == 0:
        return False
    before = lined.words[spot.first - 1]
    return before.text.isupper() and len(before.text) > 2 and text[before.end : spot.start] in {" ", "-"}


def _around(
    text: str, lined: Scanned, spot: Spot, words: PlaceWords, persons: frozenset[str], streets: frozenset[str]
) -> None:
    """Weigh the words inside a spot and beside it."""
    inside = [_APOSTROPHE.sub("", word.lower) for word in lined.words[spot.first : spot.last + 1]]
    left = lined.words[spot.first - 1] if spot.first else None
    right = lined.words[spot.last + 1] if spot.last + 1 < len(lined.words) else None
    if left is not None and not _joined(text, left.end, spot.start):
        left = None
    if right is not None and not _joined(text, spot.end, right.start):
        right = None
    plain = words.common_titled if lined.titled else words.common
    if lined.titled and spot.first == spot.last and not _is_country(spot):
        spot.signs.append("titled")
    written = text[spot.start : spot.end]
    initials = _country(spot) and written.isupper() and ("." in written or not lined.titled)
    if initials:
        spot.signs.append("initials")
    elif all(word in plain for word in inside):
        spot.signs.append("ordinary_words" if _is_town_of_words(lined, spot) else "ordinary")
    elif len(inside) > 1:
        spot.signs.append("words")
    if len(inside) == 1:
        if len(spot.key) <= 3 and not initials:
            spot.signs.append("short")
        if inside[0] in persons:
            spot.signs.append("person")
            spot.person = True
        elif inside[0] in streets:
            spot.signs.append("street")
    before, after = _before(text, lined, spot, left, words), _after(text, lined, spot, right, words)
    if after == "saying" and before == "strong_cue":
        after = None  # "a doctor in Nice said"
    spot.signs.extend(filter(None, (before, after)))
    if "ordinary" in spot.signs and before in ("strong_cue", "cue") and after is None and _is_city(lined, spot):
        spot.signs.append("city_in")
    plainly = after in ("office", "unit") or (after not in _NAMES_ON and (before == "strong_cue" or _is_country(spot)))
    if len(inside) == 1 and inside[0] in words.given and not plainly:
        spot.signs.append("given")


def _joined(text: str, start: int, end: int) -> bool:
    """Whether nothing but space, or the full stop of an abbreviation, parts two words."""
    gap = text[start:end]
    return len(gap) <= 2 and gap.strip(" .\n\xa0'’s") == "" and gap != ". "


def _before(text: str, lined: Scanned, spot: Spot, left: Word | None, words: PlaceWords) -> str | None:
    """What the words before a spot say."""
    if _CORNER.search(text, max(0, spot.start - 24), spot.start):
        return "feature"
    if spot.key.startswith(("st ", "saint ", "st. ")) and _HALLOWED.search(text, max(0, spot.start - 60), spot.start):
        return "feature"
    at = spot.first - 1
    while left is not None and at >= 0 and lined.words[at].lower in words.parts:
        spot.outer = (lined.words[at].start, spot.outer[1])
        at -= 1
    if at < 0:
        return "opening"
    before = lined.words[at]
    gap = text[before.end : lined.words[at + 1].start]
    if gap.strip(" \n\xa0-.") and gap.strip() not in ("'", "’"):
        return None
    if before.lower in _PASSED and at:
        at -= 1
        before = lined.words[at]
    lower = before.lower
    if lower == "of" and at:
        numbered = _ORDINAL.search(text, max(0, lined.words[at - 1].start - 6), lined.words[at - 1].start)
        return "of" if numbered else _before_of(text, lined, spot, at - 1, words)
    if lower in words.units and not before.capital:
        spot.unit = words.units[lower]
        return "unit"
    if lower in words.titles:
        return None if lower in _HEADS and _country(spot) else "title"
    if lower in words.strong:
        return "strong_cue"
    if lower in words.near:
        return "cue"
    if before.capital and lower in words.given:
        spot.person = True
        return "given_before"
    if not before.capital or lined.titled or lower in words.small or lower in words.parts:
        return None
    return None if at in lined.at or at in lined.peoples else "unknown_before"


def _before_of(text: str, lined: Scanned, spot: Spot, at: int, words: PlaceWords) -> str:
    """What the noun at an index and the "of" between it and a spot say."""
    noun = lined.words[at]
    lower = noun.lower.removesuffix("'s").removesuffix("’s")
    if lower in words.of_others and noun.capital and not lined.titled:
        return "of_other"
    own = lined.words[at - 1] if at and not (noun.capital or lined.titled or at - 1 in lined.peoples) else None
    apart = own is None or not own.capital or text[own.end : noun.start] != " "
    if not (own is None or apart or own.lower in words.small or own.lower in words.never):
        return "of_place"  # "the Alder district of Arden": a part that has a name of its own
    if lower in words.units:
        spot.unit = words.units[lower]
        return "unit"
    return "of_place" if lower in words.of_places else "of"


def _after(text: str, lined: Scanned, spot: Spot, right: Word | None, words: PlaceWords) -> str | None:
    """What the word after a spot says."""
    if right is None:
        return None
    lower = right.lower.rstrip(".")
    if lower in words.units and not (lower in _OF_A_LAND and not right.capital and _country(spot)):
        beyond = lined.words[spot.last + 2] if spot.last + 2 < len(lined.words) else None
        if lower == "district" and beyond is not None and beyond.lower in ("court", "attorney", "judge"):
            return "office"
        if right.capital and lower in ("department", "state", "republic", "territory") and not lined.titled:
            if lower == "department" and "ordinary" in spot.signs:
                return "organisation"
            if beyond is not None and beyond.capital and _next_to(right, beyond):
                return "office"
        spot.unit = words.units[lower]
        spot.outer = (spot.outer[0], right.end)
        return "unit"
    if lower in words.saying:
        return None if _country(spot) else "saying"
    owned = lower in words.local_sites and _AT_A.search(text, max(0, spot.start - 40), spot.start)
    if owned or _names_site(lined, spot, words):
        return "site"
    if lower.endswith("s") and lower[:-1] in words.streets and not lined.titled:
        return "feature"  # "Thompson and Colorado avenues"
    if not right.capital or lined.titled:
        return _common_after(lower, words)
    if lower in words.streets or lower in words.natural:
        return "feature"
    if lower in words.offices or lower in words.facilities or lower in words.titles:
        return "office"
    if lower in words.organisations:
        return "organisation"
    following = lined.at.get(spot.last + 1)
    if following is not None:
        return "spot_after" if not _country(following) and spot.first == spot.last else None
    if lower in words.small or spot.last + 1 in lined.peoples:
        return None
    return "unknown_after"


def _common_after(lower: str, words: PlaceWords) -> str | None:
    """What a small word, or any in a heading, after a spot says: "Leeds police", "the Leeds fire"."""
    if lower in words.offices:
        return "office"
    return "told" if lower in words.happenings else None


def _names_site(lined: Scanned, spot: Spot, words: PlaceWords) -> bool:
    """Whether a spot begins the name of a building or site: "Tartus bus station"."""
    at = spot.last + 1
    while at < len(lined.words) and at <= spot.last + 3 and lined.words[at].lower in words.facility_middles:
        at += 1
    noun = lined.word(at)
    if noun is None or noun.start - spot.end > 60:
        return False
    lower = _APOSTROPHE.sub("", noun.lower)
    if lower not in (words.facilities if noun.capital else words.plain_facilities):
        return False
    return at > spot.last + 1 or not (lower in words.surnames or (noun.capital and lower in words.organisations))


def _is_city(lined: Scanned, spot: Spot) -> bool:
    """Whether a single capital word in a line of small ones is best known as a city: "in Nice", "near Bath"."""
    if lined.titled or spot.first != spot.last or not spot.entries:
        return False
    return spot.entries[0].kind is PlaceKind.SETTLEMENT and spot.entries[0].population >= _CITY


def _is_town_of_words(lined: Scanned, spot: Spot) -> bool:
    """Whether several ordinary words with capitals in a line of small ones are best known as a town: "Long Beach"."""
    if lined.titled or spot.first == spot.last or not spot.entries:
        return False
    return spot.entries[0].kind is PlaceKind.SETTLEMENT


def _is_country(spot: Spot) -> bool:
    """Whether a spot's best known entry is a country."""
    return any(entry.kind is PlaceKind.COUNTRY for entry in spot.entries[:1])


def _country(spot: Spot) -> bool:
    """Whether a spot may be a country or a province."""
    return any(e.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) for e in spot.entries[:2])


def _link(text: str, spot: Spot, following: Spot) -> None:
    """Note that the sentence sets one spot inside the other: "X, Y", "X in Y", "Y's X"."""
    gap = text[spot.outer[1] : following.outer[0]]
    if len(gap) > 60 or spot.key == following.key:
        return
    if HELD_GAP.fullmatch(gap) and following not in spot.holders and contains(following, spot):
        if within_best(spot, following) or _closed(text, following, gap):
            spot.holders.append(following)
    elif _OWNER_GAP.fullmatch(gap) and contains(spot, following):
        following.holders.append(spot)
    for inner, outer in ((spot, following), (following, spot)):
        if outer in inner.holders and not inner.held:
            inner.held = outer.holds = True
            inner.signs.append("held")
            if "given" in inner.signs and within_best(inner, outer):
                inner.signs.remove("given")  # "Troy, Michigan"
            outer.signs.append("holds")


def within_best(spot: Spot, holder: Spot) -> bool:
    """Whether the best known entry of a spot lies in its supposed holder."""
    return any(within(entry, outer) for entry in spot.entries[:1] for outer in holder.entries[:3])


def _closed(text: str, holder: Spot, gap: str) -> bool:
    """Whether a holder that the best known bearer of the name does not lie in is still set off as one.

    "Paris, Texas, is" is; "left Paris, US officials said" is not, and no country lies in another ("Syria, US ...").
    """
    if "," not in gap and "(" not in gap:
        return not any(entry.kind is PlaceKind.COUNTRY for entry in holder.entries[:1])
    return text[holder.outer[1] : holder.outer[1] + 1] in _CLOSING


def contains(outer: Spot, inner: Spot) -> bool:
    """Whether some entry of one spot holds some entry of another."""
    return any(within(i, o) for o in outer.entries[:8] for i in inner.entries)


def _peoples(text: str, lined: Scanned) -> None:
    """Note the countries whose people stand before a spot: "the Syrian town of Jableh"."""
    for index, code in lined.peoples.items():
        end = lined.words[index].end
        spot = lined.spot_from(end)
        if spot is None or spot.start - end > 50:
            continue
        gap = text[end : spot.outer[0]]
        if _PEOPLE_GAP.fullmatch(gap) and any(e.country_code == code for e in spot.entries):
            spot.people.append(code)
            spot.signs.append("people")
