"""Accounts of incidents told victim by victim: what the words of each report add up to, with its chances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from casrec.reconcile.accounts import Account, Chance, Chances, stated
from casrec.reconcile.chances import likeliest, together
from casrec.reconcile.origins import Origins
from casrec.reconcile.sayings import WHOLE, Saying, Told
from casrec.reconcile.times import held
from casrec.records import Claim, Figure, Report
from casrec.terms import CASUALTIES, Harm, MentionRole, Scope

# Where anybody counts so many dead or hurt, or two reports and most of all half as many, nobody tells of them one by
# one, and sums of persons mislead (events-world: one small bombing of sixteen events; events-gva: to take every stray
# figure of ten to twenty for such a count costs 0.01 of killed exact).
_ONE_BY_ONE, _MANY = 20, 10
# Reports that count a harm: one alone that counts few may count the harmed of something else; of five or more it does
# not matter that the others do not speak.
_SEVERAL, _NOT_FEW = 2, 5
_EITHER = Harm.KILLED_OR_INJURED
_TOLD = (Harm.KILLED, Harm.INJURED)


def leads(told: Told) -> dict[str, Claim]:
    """The first claim of each report whose lead says what its words about its victims, told one by one, may add up to.

    Empty where most reports count more than that. A report may tell by other claims than figures alone: "a deadly
    shooting". Reports that seem to tell of nobody harmed count only where all do.
    """
    whole = [one for one in told.sayings if one.figure.harm in CASUALTIES]
    large = {one.claim.report for one in whole if one.value >= _MANY and one.figure.within is None}
    if many(told) or (len(large) > 1 and len(large) * 2 > len({one.claim.report for one in whole})):
        return {}
    found: dict[str, Claim] = {}
    for claim in (*(one.claim for one in told.sayings), *told.others):
        if claim.mention.tolls and claim.mention.role is MentionRole.LEAD and claim.scope is Scope.INCIDENT:
            found.setdefault(claim.report, claim)
    telling = {report: claim for report, claim in found.items() if _harms_anybody(claim)}
    return telling or found


def _harms_anybody(claim: Claim) -> bool:
    """Whether a report's words more likely add up to somebody killed or hurt than to nobody."""
    tolls = claim.mention.tolls
    best = (max((t for t in tolls if t.harm is harm), key=lambda t: t.chance, default=None) for harm in _TOLD)
    return any(toll is not None and toll.count for toll in best)


def many(told: Told) -> bool:
    """Whether most reports that count anybody count more than are told of one by one.

    A large number in a report whose opening tells its victims one by one is of other things.
    """
    whole = [one for one in told.sayings if one.figure.harm in CASUALTIES]
    large = {one.claim.report for one in whole if one.value >= _ONE_BY_ONE and not one.claim.mention.tolls}
    return len(large) * 2 > len({one.claim.report for one in whole})


def tallied(told: Told, harm: Harm, reports: Mapping[str, Report], origins: Origins) -> list[Account]:
    """The accounts of killed or injured that reports' tallies make: one for each report and who gives its count.

    An account rests on the figures that state the count; where none does, on those of the persons described. Who was
    hurt when a report was written and has died since, by the count of the killed that all reports make likeliest and a
    later report gives, is no longer among its injured; where reports count missing, it may be they who were found dead.
    Where no report tells of anybody harmed, none says that nobody was: the high end is open.
    """
    found = leads(told)
    untold = not any(_harms_anybody(claim) for claim in found.values())
    fatal = {report: _chances(found[report], Harm.KILLED, reports) for report in sorted(found)}
    dead = likeliest(together(list(fatal.values())))
    missing = any(one.value for one in told.of(Harm.MISSING))
    last = max((one.day for one in fatal.values() if one.day is not None and one.best == dead), default=None)
    accounts: list[Account] = []
    for report in sorted(set(found) - silent(told, harm)):
        chances = _chances(found[report], harm, reports)
        if harm is Harm.INJURED and dead is not None and not missing:
            since = dead - fatal[report].best
            before = last is None or chances.day is None or chances.day < last
            chances = _lessened(chances, since) if since > 0 and before else chances
        if chances.counts and not chances.best:
            chances = _outright(chances, [one for one in told.of(harm) if one.claim.report == report])
        mine = _accounts(told, harm, found[report], chances, origins, reports)
        accounts += [replace(one, high=None) if untold and one.computed else one for one in mine]
    return accounts


def silent(told: Told, harm: Harm) -> set[str]:
    """The reports without a word of a harm that several others count, or of which one counts more than a few.

    Their silence says nothing against these counts.
    """
    counts = [one for one in told.of(harm) if one.figure.explicit and one.value and one.site == WHOLE]
    counting = {one.claim.report for one in counts}
    if len(counting) < _SEVERAL and all(one.value < _NOT_FEW for one in counts):
        return set()
    every = {one.claim.report for one in told.sayings} | {one.report for one in told.others}
    return every - {one.claim.report for one in told.of(harm)} - {one.claim.report for one in told.of(_EITHER)}


def _chances(claim: Claim, harm: Harm, reports: Mapping[str, Report]) -> Chances:
    """The counts of a harm that a claim's report may mean."""
    day = held(claim, reports.get(claim.report)).day
    counts = tuple(Chance(toll.count, toll.chance, toll.reason) for toll in claim.mention.tolls if toll.harm is harm)
    return Chances(claim.report, day, counts, harm)


def _lessened(chances: Chances, since: int) -> Chances:
    """The injured of a report without those who have died since."""
    shares: dict[int, Chance] = {}
    for one in chances.counts:
        count = max(0, one.count - since)
        old = shares.get(count)
        shares[count] = Chance(count, one.share + (old.share if old else 0.0), f"{one.reason}, {since} died since")
    ordered = sorted(shares.values(), key=lambda c: (-c.share, c.count))
    return replace(chances, counts=tuple(ordered))


def _outright(chances: Chances, mine: Sequence[Saying]) -> Chances:
    """The counts of a report whose opening tells of nobody, with the count that it states further down: as likely."""
    stated = [one for one in mine if one.figure.explicit and one.figure.within is None and one.site == WHOLE]
    most = max((one.value for one in stated), default=0)
    if not most:
        return chances
    return replace(chances, counts=(Chance(most, 0.5, "stated further down"), Chance(0, 0.5)))


def _accounts(
    told: Told, harm: Harm, lead: Claim, chances: Chances, origins: Origins, reports: Mapping[str, Report]
) -> list[Account]:
    """The accounts of one report's likeliest count: of those who state it, else of the outlet who describes it."""
    if not chances.counts:
        return []
    mine = [one for one in told.sayings if one.claim.report == lead.report and one.site == WHOLE]
    count = chances.best
    stating = [one for one in mine if one.figure.harm is harm and _states(one, count)]
    if stating:
        by: dict[str, list[Saying]] = defaultdict(list)
        for one in stating:
            by[one.origin.key].append(one)
        return [
            Account(a.origin, a.low, a.high, a.time, a.claims, chances=(chances,))
            for group in by.values()
            for a in stated(group)
        ]
    shown = _described(mine, harm, count)
    claims = tuple(one.claim for one in shown) or (lead,)
    time = shown[0].time if shown else held(lead, reports.get(lead.report))
    return [Account(origins.of(claims[0]), count, count, time, claims, computed=True, chances=(chances,))]


def _states(saying: Saying, count: int) -> bool:
    """Whether a figure gives the count as a whole."""
    figure = saying.figure
    return figure.explicit and figure.within is None and saying.value == count and figure.low is not None


def _described(mine: Sequence[Saying], harm: Harm, count: int) -> list[Saying]:
    """The figures that a count not stated rests on: of the persons described, of those hit, else the report's first."""
    for wanted in (
        [one for one in mine if one.figure.harm is harm and not one.figure.explicit and count],
        [one for one in mine if one.figure.harm is harm],
        [one for one in mine if one.figure.harm is Harm.KILLED_OR_INJURED],
        [one for one in mine if isinstance(one.claim.content, Figure)],
    ):
        if wanted:
            return list(wanted[: max(1, count)])
    return []
