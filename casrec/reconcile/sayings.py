"""An incident's figures made comparable: who says them, of which site, for when; and those that are not of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from casrec.reconcile.origins import Origin, Origins
from casrec.reconcile.times import Held, held
from casrec.records import Claim, Figure, Incident, Place, Report, SetAside
from casrec.sums import together, total
from casrec.terms import Group, Harm, MentionRole, PlaceKind, Scope, Stance

_WIDE = frozenset({PlaceKind.PROVINCE, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.NATURAL, PlaceKind.UNKNOWN})
WHOLE = ""
# "Two of the four", and how far on the words may stand that they were found.
_SOME_OF = re.compile(r"\s+of\s+(?:(?:the|those|its|their)\s+)?", re.I)
_FOUND = re.compile(
    r"[^.;]*?\b(?:was|were|has been|have been) (?:\w+ )?(?:found|located|rescued|recovered|accounted for)\b"
)
_OF, _CLAUSE = 12, 120
_FEW = 5  # smaller numbers are alike by chance


@dataclass(frozen=True, slots=True)
class Saying:
    """One figure of the incident. ``site`` is the id of the child it counts, WHOLE for the incident as a whole.

    ``joined`` are the claims of a list told in one breath, whose sum ``figure`` then is; ``claim`` is the first.
    """

    claim: Claim
    figure: Figure
    origin: Origin
    site: str
    time: Held
    joined: tuple[Claim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that it rests on."""
        return self.joined or (self.claim,)

    @property
    def value(self) -> int:
        """The number that stands for the figure where one is needed: its low bound, else its high."""
        return self.figure.low if self.figure.low is not None else self.figure.high or 0

    @property
    def exact(self) -> bool:
        """Whether it is a count, and not "at least", "up to" or "dozens"."""
        return self.figure.low is not None and self.figure.low == self.figure.high


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an incident: figures that count, figures set aside, all other claims.

    ``by_land``: its sites are the countries that it struck.
    """

    sayings: tuple[Saying, ...]
    aside: tuple[tuple[Claim, str], ...]
    others: tuple[Claim, ...]
    by_land: bool = False

    def of(self, harm: Harm, group: Group | None = None, site: str | None = None) -> list[Saying]:
        """The sayings of a harm, and of a group and site where given."""
        return [
            one
            for one in self.sayings
            if one.figure.harm is harm
            and (group is None or one.figure.group is group)
            and (site is None or one.site == site)
        ]

    def set_aside(self, harm: Harm) -> list[SetAside]:
        """The figures of a harm that are not counted, with the reasons."""
        return [
            SetAside(claim=claim.id, reason=reason)
            for claim, reason in self.aside
            if isinstance(claim.content, Figure) and claim.content.harm is harm
        ]


def told(
    incident: Incident,
    children: Sequence[Incident],
    reports: Mapping[str, Report],
    claims: Iterable[Claim],
    origins: Origins,
) -> Told:
    """Sort an incident's claims, in the order of report and text."""
    own = set(incident.mentions).union(*(child.mentions for child in children))
    site_of = {id: child.id for child in children for id in child.claims}
    order = sorted(claims, key=lambda c: (_published(reports.get(c.report)), c.report, c.span.start, c.span.end, c.id))
    by_land = any(place.kind is PlaceKind.COUNTRY for child in children for place in child.places)
    wide = frozenset({PlaceKind.UNKNOWN}) if by_land else _WIDE
    sayings, aside, others = [], [], []
    withdrawn = [claim for claim in order if claim.stance is Stance.WITHDRAWN and claim.source is not None]
    for claim in order:
        figure = claim.content
        if not isinstance(figure, Figure):
            others.append(claim)
            continue
        reason = _not_counted(claim, own) or _elsewhere(claim, children, site_of, wide)
        if reason is not None:
            aside.append((claim, reason))
            continue
        time = held(claim, reports.get(claim.report))
        if not origins.of(claim).counts and (since := _withdrawn(figure, time, withdrawn, reports)) is not None:
            aside.append((claim, f"withdrawn since by {origins.of(since).name}"))
            continue
        sayings.append(Saying(claim, figure, origins.of(claim), site_of.get(claim.id, WHOLE), time))
    counted = [_left(one, sayings, reports) for one in _joined(sayings, reports)]
    return Told(tuple(counted), tuple(aside), tuple(others), by_land)


def _joined(sayings: Sequence[Saying], reports: Mapping[str, Report]) -> list[Saying]:
    """The sayings with each list told in one breath as one: "two soldiers and three civilians" are five people.

    What the list counts of a group ("two soldiers") stays a saying of that group; what it counts of people at large is
    only a part of the sum.
    """
    by_claim = {one.claim.id: one for one in sayings}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for one in sayings:
        by_report[one.claim.report].append(one.claim)
    sums: dict[str, Saying] = {}
    parts: set[str] = set()
    for report, claims in by_report.items():
        for told_together in together(reports[report].text, claims) if report in reports else ():
            members = [by_claim[claim.id] for claim in told_together]
            if len({(one.origin.key, one.site) for one in members}) == 1:
                first, (low, high) = members[0], total(told_together)
                words = " ... ".join(one.figure.wording for one in members)
                spoken = any(one.figure.explicit for one in members)
                figure = replace(first.figure, low=low, high=high, group=Group.PEOPLE, wording=words, explicit=spoken)
                sums[first.claim.id] = Saying(first.claim, figure, first.origin, first.site, first.time, told_together)
                parts |= {one.claim.id for one in members if one.figure.group is Group.PEOPLE}
    found = []
    for one in sayings:
        if one.claim.id in sums:
            found.append(sums[one.claim.id])
        if one.claim.id not in parts:
            found.append(one)
    return found


def _left(one: Saying, sayings: Sequence[Saying], reports: Mapping[str, Report]) -> Saying:
    """The missing less those of them who were found: "two of the four missing were found dead" leaves two."""
    report, figure = reports.get(one.claim.report), one.figure
    if figure.harm is not Harm.MISSING or not one.exact or report is None or figure.within is not None:
        return one
    start, end = one.claim.span.start, one.claim.span.end
    for each in sayings:
        found = each.claim.span
        if each.claim.report != report.id or not each.exact or not 0 < start - found.end < _OF:
            continue
        if not _SOME_OF.fullmatch(report.text, found.end, start) or not 0 < each.value <= one.value:
            continue
        if each.figure.harm is Harm.KILLED or _FOUND.match(report.text, end, end + _CLAUSE):
            left = one.value - each.value
            return Saying(
                one.claim, replace(figure, low=left, high=left), one.origin, one.site, one.time, (each.claim, one.claim)
            )
    return one


def _withdrawn(figure: Figure, time: Held, since: Sequence[Claim], reports: Mapping[str, Report]) -> Claim | None:
    """The claim by which a source takes back, as late or later, the number that a role or an outlet passed on."""
    if (figure.low or 0) < _FEW:
        return None
    for claim in since:
        other, day = claim.content, held(claim, reports.get(claim.report)).day
        same = isinstance(other, Figure) and (other.harm, other.group, other.low) == (
            figure.harm,
            figure.group,
            figure.low,
        )
        if same and day is not None and time.day is not None and time.day <= day:
            return claim
    return None


def _published(report: Report | None) -> str:
    return (report.published or "9999") if report is not None else "9999"


def _not_counted(claim: Claim, own: set[str]) -> str | None:
    """Why a figure is no count of this incident; None where it is one."""
    if claim.stance is Stance.DENIED:
        return "denied by its source"
    if claim.stance is Stance.WITHDRAWN:
        return "withdrawn by its source"
    if claim.scope is Scope.RUNNING_TOTAL:
        return "a total of the whole conflict"
    if claim.scope is Scope.PERIOD_TOTAL:
        return "a total of a period"
    if claim.scope is Scope.OTHER_INCIDENT or claim.mention.id not in own:
        label = claim.mention.label if claim.mention.role is MentionRole.BACKGROUND else ""
        return f"of another happening: {label}" if label else "of another happening"
    return None


def _elsewhere(
    claim: Claim, children: Sequence[Incident], site_of: Mapping[str, str], wide: Container[PlaceKind]
) -> str | None:
    """Why a figure counts neither a site nor the whole: it is of one place, none too ``wide``, that is no site of the
    incident."""
    if not children or claim.id in site_of or not claim.places or claim.unplaced:
        return None
    narrow = {_key(place): place for place in claim.places if place.kind not in wide}
    if len(narrow) != 1 or len(claim.places) > 1:
        return None
    return f"of {next(iter(narrow.values())).text} alone"


def _key(place: Place) -> str:
    return str(place.geoname_id) if place.geoname_id is not None else place.name.casefold()
