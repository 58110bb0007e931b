"""Who is cited and who copies whom: the reports, the sources, and the texts that are one origin."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from casrec.publish import clock, words
from casrec.publish.tolls import Known
from casrec.records import Claim, Dossier, Echo, Report
from casrec.terms import EchoKind


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report the dossier rests on. ``url`` is None where it has no address that may be linked."""

    id: str
    outlet: str
    title: str
    published: str
    url: str | None
    address: str
    claims: int
    copy: str
    background: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source cited, by which outlets, with the first claim of each report that cites it."""

    name: str
    type: str
    outlets: str
    reports: int
    origins: int
    claims: tuple[str, ...]


def reports(dossier: Dossier) -> tuple[ReportRow, ...]:
    """The reports in order of time, each with the texts it shares."""
    known = Known.of(dossier)
    leads = {name for one in (dossier.incident, *dossier.children) for name in one.reports}
    count: dict[str, int] = defaultdict(int)
    for claim in dossier.claims:
        count[claim.report] += 1
    copies = {name: echo for echo in reversed(dossier.echoes) for name in echo.reports}
    return tuple(
        ReportRow(
            id=report.id,
            outlet=known.outlet(report.id),
            title=words.clean(report.title or ""),
            published=clock.spoken(report.published),
            url=words.link(report.url),
            address=words.clean(report.url or ""),
            claims=count[report.id],
            copy=_copy(copies[report.id], report, known) if report.id in copies else "",
            background=report.id not in leads,
            withdrawn=not report.text,
        )
        for report in dossier.reports
    )


def _copy(echo: Echo, report: Report, known: Known) -> str:
    """Which other reports print the same text, in words."""
    held = [name for name in echo.reports if name != report.id and name in known.reports]
    others = words.series(list(dict.fromkeys(known.outlet(name) for name in held))) or "a report of another incident"
    share = f"{echo.share:.0%}"
    if echo.kind is EchoKind.COPY:
        return f"same text as {others} ({share} of the words at least)"
    return f"text in common with {others} ({share} of the shorter at least)"


def copies(dossier: Dossier) -> tuple[str, ...]:
    """The groups of reports that share a text, each as a sentence."""
    known = Known.of(dossier)
    found = []
    for echo in dossier.echoes:
        held = [known.outlet(name) for name in echo.reports if name in known.reports]
        if len(held) > 1:
            joined = words.series(list(dict.fromkeys(held)))
            found.append(
                f"{joined} print one text ({echo.share:.0%} of the words shared): counted as one origin."
                if len(set(held)) > 1
                else f"{words.sentence(words.plural(len(held), 'report'))} of {joined} share one text: one origin."
            )
    return tuple(found)


def origin_count(dossier: Dossier) -> int:
    """How many texts the lead reports are, copies counted once."""
    leads = [name for one in (dossier.incident, *dossier.children) for name in one.reports]
    known = Known.of(dossier)
    return len({known.text(name) for name in leads})


def sources(dossier: Dossier) -> tuple[SourceRow, ...]:
    """Who is cited for anything in the dossier, the most cited first; the outlets' own voice is left out."""
    known = Known.of(dossier)
    cited: dict[str, list[Claim]] = defaultdict(list)
    for claim in dossier.claims:
        for source in claim.sources:
            cited[source.identity].append(claim)
    rows = [_source(identity, claims, known) for identity, claims in cited.items()]
    return tuple(sorted(rows, key=lambda row: (-row.origins, -row.reports, row.name)))


def _source(identity: str, claims: list[Claim], known: Known) -> SourceRow:
    """The row of one source: under its fullest name, with the first claim of each report."""
    mine = [source for claim in claims for source in claim.sources if source.identity == identity]
    name = max((words.clean(source.name) for source in mine), key=lambda text: (len(text), text))
    types = [source.type for source in mine if source.type.value != "unknown"]
    first: dict[str, str] = {}
    for claim in claims:
        first.setdefault(claim.report, claim.id)
    return SourceRow(
        name=words.nobody(name) or name,
        type=words.term(types[0].value) if types else "unknown",
        outlets=words.series(list(dict.fromkeys(known.outlet(name) for name in first))),
        reports=len(first),
        origins=len({known.text(name) for name in first}),
        claims=tuple(first.values()),
    )
