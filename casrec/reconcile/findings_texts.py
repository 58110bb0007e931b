"""Findings on reports: shared text, figures their cited source does not give, reports that contradict themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from casrec.naming import named
from casrec.numbers import spelled
from casrec.reconcile.origins import PASSING_ON, same_body
from casrec.reconcile.sayings import WHOLE, Saying
from casrec.reconcile.seen import Seen, amount, harm_word, lexicon, listed, place_name, sentence
from casrec.records import Attack, Claim, Finding, Place
from casrec.terms import FindingKind, Group, Harm, Means, PassageKind, Severity

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)"
_LENGTH = re.compile(
    rf"\b{_AMOUNT}[ -]([a-z]+)\s*\(\s*(?:about |some |roughly |approximately )?{_AMOUNT}[ -]?([a-z]+)\s*\)",
    re.IGNORECASE,
)
# What any such measure holds; most texts have none, and looking for this costs a tenth.
_IN_BRACKETS = re.compile(r"[a-zA-Z]\s*\(\s*(?:about |some |roughly |approximately )?\d", re.IGNORECASE)
# A conversion that is off by more than this part is no rounding.
_ROUNDING = 0.15
_BOMBS = frozenset({Means.EXPLOSION, Means.CAR_BOMB, Means.SUICIDE_BOMB, Means.PLANTED_BOMB, Means.GRENADE})


def find(seen: Seen) -> Iterator[Finding]:
    """The findings on the texts of an incident's reports."""
    yield from _shared(seen)
    yield from _not_there(seen)
    yield from _headlines(seen)
    yield from _units(seen)
    yield from _targets(seen)


def _shared(seen: Seen) -> Iterator[Finding]:
    """Reports that repeat one text."""
    for echo in seen.echoes:
        held = [report for report in echo.reports if report in seen.reports]
        if len(held) < 2:
            continue
        names = list(dict.fromkeys(seen.outlet(report) for report in held))
        who = listed(names) if len(names) > 1 else f"{spelled(len(held))} reports of {names[0]}"
        by = f", that of {echo.origin}" if echo.origin and echo.origin not in names else ""
        share = f"{echo.share:.0%} or more of the words of the shorter one"
        share = "word for word" if echo.share > 0.99 else share
        said = f"{who} share one text{by} ({share}) and count as one origin"
        yield seen.finding(FindingKind.SHARED_TEXT, Severity.NOTE, sentence(said), (), held)


def _not_there(seen: Seen) -> Iterator[Finding]:
    """A figure on the word of an outlet or agency that none of its own reports of the incident, held here, gives."""
    outlets: dict[str, list[str]] = defaultdict(list)
    for report in seen.reports.values():
        if report.outlet:
            outlets[report.outlet].append(report.id)
    given = {(one.claim.report, one.figure.harm, one.value) for one in seen.said.sayings}
    for one in seen.said.sayings:
        source = one.claim.source
        if source is None or source.type not in PASSING_ON:
            continue
        own = [
            report
            for outlet in sorted(outlets)
            if same_body(source.name, outlet)
            for report in outlets[outlet]
            if report != one.claim.report
        ]
        if own and not any((report, one.figure.harm, one.value) in given for report in own):
            said = (
                f"{seen.outlet(one.claim.report)} cites {named(source.name)} for {amount(one)} "
                f"{harm_word(one.figure.harm)}, a number that no report of {named(source.name)} held here gives"
            )
            yield seen.finding(FindingKind.NOT_IN_CITED_SOURCE, Severity.SERIOUS, sentence(said), [one.claim])


def _headlines(seen: Seen) -> Iterator[Finding]:
    """A report whose headline gives a count that nothing in its text agrees with.

    A headline that sums up what the text tells one by one (one of three in a critical state) agrees with it.
    """
    for report in seen.reports.values():
        heads = [(p.start, p.end) for p in report.passages if p.kind is PassageKind.HEADLINE]
        for harm in (Harm.KILLED, Harm.INJURED):
            told = [one for one in seen.said.of(harm, Group.PEOPLE) if one.claim.report == report.id]
            told = [one for one in told if one.figure.explicit and one.figure.within is None]
            above = [one for one in told if any(a <= one.claim.span.start < b for a, b in heads)]
            below = [one for one in told if one not in above]
            counts = [one for one in below if one.exact and one.value and one.site == WHOLE]
            parts = sum(one.value for one in seen.said.of(harm) if one.claim.report == report.id and one not in above)
            for one in above:
                told_apart = one.value <= parts and one.value > max((each.value for each in counts), default=0)
                if one.exact and counts and not told_apart and not any(_meets(one.value, other) for other in below):
                    values = listed(sorted({amount(other) for other in counts}, key=lambda text: (len(text), text)))
                    said = (
                        f"{seen.outlet(report.id)} gives {amount(one)} {harm_word(harm)} in its headline, and {values} "
                        f"in its text"
                    )
                    claims = [one.claim, *(other.claim for other in counts)]
                    yield seen.finding(FindingKind.CONTRADICTION, Severity.CAUTION, sentence(said), claims)


def _meets(value: int, other: Saying) -> bool:
    """Whether a count lies within what a figure says."""
    low, high = other.figure.low, other.figure.high
    return (low is None or low <= value) and (high is None or value <= high)


@lru_cache(maxsize=1)
def _scales() -> list[dict[str, float]]:
    """Units that convert into each other, with their size."""
    found = []
    for line in lexicon()["units"]:
        words = str(line).split()
        found.append({words[at]: float(words[at + 1]) for at in range(0, len(words), 2)})
    return found


def _units(seen: Seen) -> Iterator[Finding]:
    """A measure given twice in a report on the incident, in units that do not convert into each other."""
    for report in (report for id, report in seen.reports.items() if id in seen.incident.reports):
        for match in _LENGTH.finditer(report.text) if _IN_BRACKETS.search(report.text) else ():
            if misconverted(match.group(1), match.group(2), match.group(3), match.group(4)):
                measure = " ".join(match.group().split())
                said = f"{seen.outlet(report.id)} gives a measure as {measure}; the two do not convert into each other"
                yield seen.finding(FindingKind.CONTRADICTION, Severity.NOTE, sentence(said), (), [report.id])


def misconverted(first: str, unit: str, second: str, other: str) -> bool:
    """Whether a measure and its conversion are further apart than rounding explains: 60 miles (40 kilometres)."""
    for scale in _scales():
        one, two = scale.get(unit.lower()), scale.get(other.lower())
        if one is not None and two is not None and one != two:
            left, right = float(first.replace(",", "")) * one, float(second.replace(",", "")) * two
            return abs(left - right) > _ROUNDING * max(left, right)
    return False


def _targets(seen: Seen) -> Iterator[Finding]:
    """Two reports that put an attack of one kind at one place on buildings that cannot both be meant.

    Buildings of one sort ("bus station", "petrol station") that no source of a report names together at that place,
    hit by means of which one at least is the same.
    """
    named: dict[tuple[str, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    places: dict[str, str] = {}
    for claim in seen.said.others:
        if isinstance(claim.content, Attack) and len(claim.places) == 1:
            place = claim.places[0]
            key = str(place.geoname_id or place.name.casefold())
            places.setdefault(key, _site_name(seen, place))
            for words in claim.content.target_words:
                head, kind = _building(words)
                if kind:
                    named[key, head][kind].append(claim)
    for (key, head), kinds in sorted(named.items()):
        for one, other in _pairs(sorted(kinds)):
            yield from _rivals(seen, places[key], head, (one, kinds[one]), (other, kinds[other]))


def _site_name(seen: Seen, place: Place) -> str:
    """What the record calls a place: as the incident and its sites do."""
    own = [*seen.incident.places, *(one for child in seen.children for one in child.places)]
    same = [one for one in own if one.geoname_id == place.geoname_id is not None or one.name == place.name]
    return place_name(same[0] if same else place)


def _rivals(
    seen: Seen, place: str, head: str, one: tuple[str, list[Claim]], other: tuple[str, list[Claim]]
) -> Iterator[Finding]:
    """The finding that two kinds of building make, if they exclude each other."""
    left, right = ({(c.report, _voice(c)) for c in claims} for _, claims in (one, other))
    means = [{c.content.means for c in claims if isinstance(c.content, Attack)} for _, claims in (one, other)]
    if left & right or not any(_alike(one, two) for one in means[0] for two in means[1]):
        return
    (first, claims), (second, others) = sorted(
        (one, other), key=lambda item: (len({c.report for c in item[1]}), item[0])
    )
    few, many = (listed(_speakers(seen, told)) for told in (claims, others))
    said = (
        f"accounts of what was hit in {place} differ: a {first} {head} according to {few}, and a {second} {head} "
        f"according to {many}"
    )
    yield seen.finding(FindingKind.CONTRADICTION, Severity.CAUTION, sentence(said), [*claims, *others])


def _speakers(seen: Seen, claims: Sequence[Claim]) -> list[str]:
    """Who gives some accounts, as sentences call them."""
    said = {named(_voice(claim)) if _voice(claim) else seen.outlet(claim.report) for claim in claims}
    return sorted(said, key=str.casefold)


def _voice(claim: Claim) -> str:
    """Who gives an account in a report: the source it cites, or nothing where the outlet speaks itself."""
    return claim.sources[0].name if claim.sources else ""


def _alike(one: Means, other: Means) -> bool:
    """Whether two means can be one thing seen by two: the same, or a bomb and an explosion."""
    return one is other or (Means.EXPLOSION in (one, other) and {one, other} <= _BOMBS)


def _building(words: str) -> tuple[str, str]:
    """The head noun of a building and the word that says which sort, the same for words that mean the same."""
    parts = [
        word for word in re.findall(r"[a-z-]+", words.lower()) if word not in {"the", "a", "an", "busy", "crowded"}
    ]
    if len(parts) < 2:
        return (parts[0] if parts else "", "")
    head, kind = parts[-1].removesuffix("s"), parts[-2]
    for line in lexicon()["same"]:
        same = str(line).split()
        if kind in same:
            return head, same[0]
    return head, kind


def _pairs(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two of some items."""
    for at, one in enumerate(items):
        for other in items[at + 1 :]:
            yield one, other
