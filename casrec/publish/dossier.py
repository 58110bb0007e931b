"""Gathers what supports one incident into its Dossier."""

from __future__ import annotations

from collections.abc import Iterable

from casrec.records import Claim, Dossier, Echo, Estimate, Finding, Grade, Incident, Judgement, Report, replace


def gather(
    incident: Incident,
    children: Iterable[Incident] = (),
    reports: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
    estimates: Iterable[Estimate] = (),
    findings: Iterable[Finding] = (),
    echoes: Iterable[Echo] = (),
    judgements: Iterable[Judgement] = (),
    parent: Incident | None = None,
    grades: Iterable[Grade] = (),
    follows: Incident | None = None,
) -> Dossier:
    """The dossier of ``incident`` from records that may hold more than belongs to it.

    Kept are the children it names, the reports of it (as their lead or as background), the claims of it and its
    children, and what its lead reports say of other happenings: a dossier shows what was set aside. The same records
    in any order give the same dossier.
    """
    young = sorted((child for child in children if child.id in incident.children), key=_order)
    family = (incident, *young)
    ids = {one.id for one in family}
    leads = {name for one in family for name in one.reports}
    names = leads | {name for one in family for name in one.background}
    kept = sorted({report.id: report for report in reports if report.id in names}.values(), key=_published)
    place = {report.id: index for index, report in enumerate(kept)}
    mine = {name for one in family for name in one.claims}
    held = {claim.id: claim for claim in claims if claim.id in mine or claim.report in leads}
    decided = {name for one in family for name in one.judgements}
    if follows is not None:
        incident = replace(incident, follows=follows.id)
    return Dossier(
        incident=incident,
        children=tuple(young),
        parent=parent,
        reports=tuple(kept),
        claims=tuple(sorted(held.values(), key=lambda c: (place.get(c.report, len(kept)), c.span.start, c.id))),
        estimates=tuple(sorted((each for each in estimates if each.incident in ids), key=_estimate_order)),
        findings=tuple(each for each in findings if each.incident in ids),
        echoes=tuple(sorted((echo for echo in echoes if names & set(echo.reports)), key=lambda e: (-e.share, e.id))),
        judgements=tuple(sorted((j for j in judgements if j.id in decided or j.left in held), key=_weakest)),
        grade=next((each for each in grades if each.incident == incident.id), None),
        follows=follows,
    )


def _order(incident: Incident) -> tuple[str, str, str]:
    """Incidents by when they happened; those without a time come last."""
    return (incident.when.earliest if incident.when else "~", incident.title, incident.id)


def _published(report: Report) -> tuple[str, str, str]:
    """Reports by when they were published; those without a date come last."""
    return (report.published or "~", report.name, report.id)


def _estimate_order(estimate: Estimate) -> tuple[str, ...]:
    """Estimates by incident, harm, group and policy."""
    return (estimate.incident, estimate.harm, estimate.group, estimate.policy, estimate.version)


def _weakest(judgement: Judgement) -> tuple[bool, float, str]:
    """Judgements by score, the weakest first; those without a score (a person's) last."""
    return (judgement.score is None, judgement.score or 0.0, judgement.id)
