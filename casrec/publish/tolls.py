"""Tolls by place and source, in order of time, each row with the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from casrec.publish import clock, words
from casrec.publish.ours import told
from casrec.publish.placing import Places
from casrec.publish.policies import RANGE
from casrec.records import Claim, Dossier, Estimate, Figure, Report
from casrec.terms import Group, Harm, Stance

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TollRow:
    """What one source said of one place at one time; the same said again is the same row, with more claims.

    ``status`` is empty where an estimate rests on it, else says why it does not.
    """

    source: str
    source_type: str
    figure: str
    wording: str | None
    who: str | None
    told: str
    claims: tuple[str, ...]
    status: str
    set_aside: bool


@dataclass(frozen=True, slots=True)
class TollGroup:
    """The rows of one place (or of all of it) and one group of people."""

    label: str
    rows: tuple[TollRow, ...]


@dataclass(frozen=True, slots=True)
class TollTable:
    """All that was said of one harm."""

    harm: Harm
    title: str
    groups: tuple[TollGroup, ...]


def figures(dossier: Dossier) -> list[tuple[Claim, Figure]]:
    """The figures of this incident."""
    return [(claim, claim.content) for claim in told(dossier) if isinstance(claim.content, Figure)]


class Known:
    """What a dossier's reports tell about its claims: who speaks, and when."""

    def __init__(self, reports: dict[str, Report], copies: dict[str, str]) -> None:
        self.reports = reports
        self._copies = copies

    @classmethod
    def of(cls, dossier: Dossier) -> Known:
        """From a dossier's reports and the copies among them."""
        copies = {report: echo.id for echo in reversed(dossier.echoes) for report in echo.reports}
        return cls({report.id: report for report in dossier.reports}, copies)

    def outlet(self, report: str) -> str:
        """The outlet of a report, else its name."""
        found = self.reports.get(report)
        return words.clean((found.outlet or found.name) if found else "an unknown report")

    def voice(self, claim: Claim) -> str:
        """Who speaks: the source cited, else the outlet, where outlets that print one text speak with one voice."""
        if claim.source is not None:
            return claim.source.identity
        return f"outlet {self._copies.get(claim.report) or self.outlet(claim.report)}"

    def text(self, report: str) -> str:
        """What stands for the text of a report: reports that print one text have one."""
        return self._copies.get(report, report)

    def speakers(self, claims: Iterable[Claim]) -> str:
        """Who says these claims of one voice, in words."""
        held = list(claims)
        if held[0].source is not None:
            return words.source(held[0].source)
        return words.voices([], [self.outlet(claim.report) for claim in held], most=len(held))

    def voices(self, claims: Iterable[Claim]) -> str:
        """All who say some claims, in words."""
        held = list(claims)
        return words.voices(self.cited(held), self.themselves(held))

    def firsthand(self, claims: Iterable[Claim]) -> list[Claim]:
        """Claims without those of an outlet that among them cites somebody for the number: it repeats him."""
        held = list(claims)
        cited = {(self.outlet(one.report), number) for one in held if one.source is not None for number in _ends(one)}
        return [
            one
            for one in held
            if one.source is not None or not any((self.outlet(one.report), number) in cited for number in _ends(one))
        ]

    def cited(self, claims: Iterable[Claim]) -> list[str]:
        """Those cited for some claims, each once, as they are first named."""
        found: dict[str, str] = {}
        for claim in claims:
            if claim.source is not None:
                found.setdefault(claim.source.identity, words.source(claim.source))
        return list(found.values())

    def themselves(self, claims: Iterable[Claim]) -> list[str]:
        """The outlets that make some of the claims in their own voice."""
        return list(dict.fromkeys(self.outlet(claim.report) for claim in claims if claim.source is None))

    def told_at(self, claim: Claim) -> str | None:
        """When a figure held: as the claim says, else when its report was published."""
        if claim.as_of is not None:
            return claim.as_of.latest
        report = self.reports.get(claim.report)
        return report.published if report else None

    def since(self, claim: Claim) -> str:
        """When something was said, in words: "by" its publication where the words give no time of their own."""
        report = self.reports.get(claim.report)
        published = clock.instant(report.published, end=True) if report else None
        if claim.as_of is not None and (claim.as_of.text or self.moment(claim) != published):
            return clock.when(claim.as_of)
        return f"by {clock.spoken(self.told_at(claim))}"

    def moment(self, claim: Claim) -> datetime | None:
        """``told_at`` as an instant, never later than its report was out; None where there is no time."""
        report = self.reports.get(claim.report)
        out = clock.instant(report.published, end=True) if report else None
        held = clock.instant(self.told_at(claim), end=True)
        return min(held, out) if held is not None and out is not None else held

    def order(self, claim: Claim) -> tuple[datetime, str, int, str]:
        """Claims in order of time, those without a time last."""
        return (self.moment(claim) or _LAST, claim.report, claim.span.start, claim.id)


def _ends(claim: Claim) -> tuple[tuple[Harm, int], ...]:
    """The harm and bounds that a claim states."""
    figure = claim.content
    if not isinstance(figure, Figure):
        return ()
    return tuple((figure.harm, end) for end in (figure.low, figure.high) if end is not None)


def reasons(estimates: Iterable[Estimate]) -> dict[str, str]:
    """Why each claim that no estimate rests on was set aside; an empty reason for those that an estimate rests on.

    Where there is the policy ``range``, which a page is headed by, its estimates alone are meant: each dataset's policy
    picks one of the counts that ``range`` keeps, and says in its own reasoning why not the others.
    """
    found_all = sorted(estimates, key=lambda each: each.policy)
    held = [each for each in found_all if each.policy == RANGE] or found_all
    used = {claim for each in held for claim in each.used}
    found = dict.fromkeys(sorted(used), "")
    for each in held:
        for aside in each.set_aside:
            if aside.claim not in used:
                found.setdefault(aside.claim, words.clean(aside.reason))
    return found


def why_not(claim: Claim, aside: Mapping[str, str]) -> str:
    """Why no estimate rests on a figure; empty where one does. ``aside`` are the reasons that estimates give."""
    if claim.id in aside:
        return aside[claim.id]
    if claim.stance is not Stance.ASSERTED:
        return words.term(claim.stance.value)
    figure = claim.content
    if isinstance(figure, Figure) and figure.within is not None:
        return "part of another count"
    if isinstance(figure, Figure) and not figure.explicit:
        return "tells of one person; no count"
    return "no count of all"


def tables(dossier: Dossier, places: Places) -> tuple[TollTable, ...]:
    """A table for each harm that any report gives a figure of."""
    held: dict[Harm, dict[tuple[tuple[str, ...], Group], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim, content in figures(dossier):
        held[content.harm][places.of(claim), content.group].append(claim)
    aside = reasons(dossier.estimates)
    known = Known.of(dossier)
    found = []
    for harm in Harm:
        if harm in held:
            ordered = sorted(held[harm], key=lambda one: (_place_order(one[0], places), list(Group).index(one[1])))
            groups = (TollGroup(_label(one, places), _rows(held[harm][one], known, aside)) for one in ordered)
            found.append(TollTable(harm, words.sentence(words.HARMS[harm]), tuple(groups)))
    return tuple(found)


def _place_order(keys: tuple[str, ...], places: Places) -> tuple[int, str]:
    """The whole first, then single places, then several together."""
    return (len(keys), places.label(keys))


def _label(one: tuple[tuple[str, ...], Group], places: Places) -> str:
    """The heading of a group of rows: "In all", "Jableh", "In all: children"."""
    place, group = one
    return places.label(place) if group is Group.PEOPLE else f"{places.label(place)}: {words.group(group)}"


def _rows(claims: list[Claim], known: Known, aside: dict[str, str]) -> tuple[TollRow, ...]:
    """The rows of some claims in order of time; a source that repeats itself has one row."""
    same: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=known.order):
        content = claim.content
        assert isinstance(content, Figure)
        said = (known.voice(claim), content.low, content.high, content.approximate, claim.stance)
        same.setdefault(said, []).append(claim)
    return tuple(_row(group, known, aside) for group in same.values())


def _row(claims: list[Claim], known: Known, aside: dict[str, str]) -> TollRow:
    """One row: the earliest of claims that say the same."""
    first = claims[0]
    content = first.content
    assert isinstance(content, Figure)
    why = [reason for claim in claims if (reason := why_not(claim, aside))]
    status = "" if len(why) < len(claims) else why[0]
    if first.stance is not Stance.ASSERTED:
        status = "; ".join(dict.fromkeys([words.term(first.stance.value), *([status] if status else [])]))
    return TollRow(
        source=known.speakers(claims),
        source_type=words.term(first.source.type.value) if first.source else "outlet",
        figure=words.figure(content),
        wording=words.wording(content),
        who=None if content.explicit else words.clean(content.who),
        told=clock.short(known.told_at(first)),
        claims=tuple(claim.id for claim in claims),
        status=status,
        set_aside=bool(status),
    )
