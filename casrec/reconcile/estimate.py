"""One incident's claims to estimates and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casrec.numbers import spelled
from casrec.reconcile.accounts import Accounts, counted, settle, stated, summed
from casrec.reconcile.findings import findings
from casrec.reconcile.grade import grade
from casrec.reconcile.headcount import Count, headcount
from casrec.reconcile.independence import Independence
from casrec.reconcile.origins import Origin, Origins
from casrec.reconcile.policies import POLICIES, Outcome
from casrec.reconcile.registry import RULES, Question, Rule
from casrec.reconcile.sayings import WHOLE, Told, told
from casrec.reconcile.seen import Seen
from casrec.reconcile.tallies import leads, many, silent, tallied
from casrec.reconcile.times import held
from casrec.reconcile.unchosen import unchosen
from casrec.records import Claim, Echo, Estimate, Finding, Grade, Incident, Report, SetAside
from casrec.terms import CASUALTIES, Group, Harm

Slot = tuple[str, Harm, Group]

_TALLIED = frozenset({Harm.KILLED, Harm.INJURED})


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling one incident gives: its estimates (each policy, harm and group), its findings, its grade."""

    estimates: tuple[Estimate, ...]
    findings: tuple[Finding, ...] = ()
    grade: Grade | None = None


def reconcile(
    incident: Incident,
    children: Iterable[Incident] = (),
    reports: Iterable[Report] = (),
    claims: Iterable[Claim] = (),
    echoes: Iterable[Echo] = (),
    policies: Iterable[Rule] = tuple(RULES.values()),
) -> Reconciled:
    """Estimates and findings of ``incident`` and of each of its ``children`` (estimates name the incident they are of).

    ``reports`` are those that tell of it, ``claims`` those the incident and its children name (others are ignored).
    Pure and deterministic: the order of the arguments' items does not matter.
    """
    young = sorted(children, key=lambda child: child.id)
    wanted = set(incident.claims).union(*(child.claims for child in young))
    held_claims = sorted((claim for claim in claims if claim.id in wanted), key=lambda claim: claim.id)
    held_reports = {report.id: report for report in reports}
    told_by = {report.id: report for report in sorted(held_reports.values(), key=lambda report: report.id)}
    texts = sorted(echoes, key=lambda echo: echo.id)
    origins = Origins(held_claims, told_by, texts)
    said = told(incident, young, told_by, held_claims, origins)
    slots = _slots(said, [child.id for child in young], told_by, origins)
    seen = Seen(incident, young, told_by, said, slots, texts, origins, Independence(said.sayings, origins, told_by))
    estimates = [
        _estimate(seen, slot, rule)
        for rule in policies
        for slot in sorted(slots)
        if rule.covers(incident.kind, slot[1], slot[2])
    ]
    return Reconciled(tuple(estimates), findings(seen), grade(seen))


def _slots(said: Told, sites: Sequence[str], reports: Mapping[str, Report], origins: Origins) -> dict[Slot, Accounts]:
    """The accounts of every harm and group, of the whole and of each site."""
    found: dict[Slot, Accounts] = {}
    harms = {one.figure.harm for one in said.sayings}
    if harms & CASUALTIES or leads(said):
        harms |= {Harm.KILLED, Harm.INJURED}
    for harm in sorted(harms):
        for group in sorted({one.figure.group for one in said.of(harm)} | {Group.PEOPLE}):
            for site in (WHOLE, *sites):
                accounts = _accounts(said, harm, group, site, sites, reports, origins)
                if accounts.current:
                    found[site, harm, group] = accounts
    return found


def _accounts(
    said: Told,
    harm: Harm,
    group: Group,
    site: str,
    sites: Sequence[str],
    reports: Mapping[str, Report],
    origins: Origins,
) -> Accounts:
    """The accounts of one slot. Those of everyone also come from sites summed and from persons described."""
    if group is not Group.PEOPLE:
        return settle(stated([one for one in said.of(harm, group, site) if one.figure.explicit]))
    counted_singly = tallied(said, harm, reports, origins) if site == WHOLE and not sites and harm in _TALLIED else []
    done = {report for one in counted_singly for report in one.reports}
    mine = [one for one in said.of(harm, group, site) if one.figure.explicit and one.claim.report not in done]
    own = [one for one in mine if one.figure.within is None]
    within = [one for one in said.of(harm, group, site) if one.figure.within is not None and site != WHOLE]
    versions = stated([*own, *within])
    if site == WHOLE:
        parts = [one for one in said.of(harm, group) if one.figure.explicit and one.site != WHOLE]
        versions += summed(parts, sites, origins.outlet if said.by_land else None)
        carried = {report for one in versions for report in one.reports} | done
        counts = _counts(said, harm, reports, carried | silent(said, harm))
        if many(said):  # then persons described are examples
            counts = {report: count for report, count in counts.items() if not count.computed}
        if any(one.value for one in versions):  # who counts the dead of an attack may leave out the hurt
            counts = {report: count for report, count in counts.items() if count.value or not count.computed}
        versions += counted(counts, origins.of, lambda claim: held(claim, reports.get(claim.report)))
    return settle([*counted_singly, *versions])


def _counts(said: Told, harm: Harm, reports: Mapping[str, Report], carried: set[str]) -> dict[str, Count]:
    """What the reports that state no count for everyone say of a harm by the persons they describe."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for one in said.sayings:
        if one.claim.report not in carried and one.site == WHOLE:
            by_report[one.claim.report].append(one.claim)
    found = {}
    for report, claims in by_report.items():
        count = headcount(reports[report].text if report in reports else "", claims).get(harm)
        if count is not None:
            found[report] = count
    return found


def _estimate(seen: Seen, slot: Slot, rule: Rule) -> Estimate:
    """The estimate of one slot under a policy."""
    site, harm, group = slot
    accounts, missing = seen.slots[slot], seen.slots.get((site, Harm.MISSING, group))
    outcome = rule.answer(Question(harm, accounts.current, missing.current if missing is not None else ()))
    used = [claim.id for one in outcome.used for claim in one.claims]
    aside = [SetAside(claim=c.id, reason=reason) for one, reason in outcome.aside for c in one.claims]
    aside += [SetAside(claim=c.id, reason=gone.reason) for gone in accounts.replaced for c in gone.old.claims]
    if site == WHOLE and group is Group.PEOPLE:
        aside += seen.said.set_aside(harm)
    answered = {*used, *(one.claim for one in aside)}
    aside += unchosen(seen.said.of(harm, group, site), accounts, answered)
    givers = seen.independence.of(outcome.used, harm)
    return Estimate(
        incident=site or seen.incident.id,
        harm=harm,
        group=group,
        policy=rule.name,
        version=rule.version,
        low=outcome.low,
        best=outcome.best,
        high=outcome.high,
        used=tuple(dict.fromkeys(used)),
        set_aside=tuple({one.claim: one for one in aside if one.claim not in used}.values()),
        origins=len(givers),
        computed=bool(outcome.used) and all(one.computed for one in outcome.used),
        reason=_reason(seen, outcome, givers) if rule.name in POLICIES else outcome.reason,
    )


def _reason(seen: Seen, outcome: Outcome, givers: Sequence[Origin]) -> str:
    """Why a range is what it is; with the origins that count, where some of those who give it only pass it on."""
    if len(givers) == len({one.origin.key for one in outcome.used}):
        return outcome.reason
    return (
        f"{outcome.reason}; {spelled(len(givers))} origin{'' if len(givers) == 1 else 's'} of it, {seen.voices(givers)}"
    )
