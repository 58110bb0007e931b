"""What reports that may each mean several counts make of one number together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from casrec.reconcile.accounts import Account, Chances

# Swept on events-gva: what a report that says otherwise may still err by (0.01 to 0.3, alike); how much more a report
# weighs for each day after the first (0 to 1), tolls of the first hours being revised, and after how many days no more.
_SLIP = 0.05
_LATER, _DAYS = 0.5, 3
# What a report weighs that tells of a death and is only silent about the hurt: stories of arrests and trials name the
# dead again and seldom the hurt. On events-gva 0.25 to 1 are alike but for the width of ranges; at 0.5 a silent report
# outweighed one that counts four hurt.
_SILENT = 0.25


def gathered(accounts: Sequence[Account]) -> list[Chances]:
    """What each report that the accounts come from may mean, once for each report, in the order of their names."""
    by_report = {chances.report: chances for one in accounts for chances in one.chances}
    return [by_report[report] for report in sorted(by_report)]


def together(readings: Sequence[Chances]) -> dict[int, float]:
    """The chance of each count that any report may mean, all reports taken together; empty without reports.

    The product of the reports' chances, each report weighing the more the later it was published in the first days,
    and none so sure that others cannot overrule it.
    """
    told = [one for one in readings if one.counts]
    days = [one.day for one in told if one.day is not None]
    first = min(days, default=0)
    scores: dict[int, float] = {}
    for count in sorted({chance.count for one in told for chance in one.counts}):
        score = 0.0
        for one in told:
            share = next((chance.share for chance in one.counts if chance.count == count), 0.0)
            late = min(_DAYS, max(0, one.day - first)) if one.day is not None else 0
            weight = _SILENT if _silent(one) else 1 + _LATER * late
            score += weight * math.log(share + _SLIP)
        scores[count] = score
    most = max(scores.values(), default=0.0)
    parts = {count: math.exp(score - most) for count, score in scores.items()}
    whole = sum(parts.values())
    return {count: part / whole for count, part in parts.items()}


def _silent(one: Chances) -> bool:
    """Whether a report tells of a death, and is only silent about others: stories that follow seldom repeat them."""
    return not one.best and one.counts[0].reason == "somebody killed"


def witnesses(readings: Sequence[Chances]) -> float:
    """How many reports speak, one that is silent about a harm counting for part of one."""
    return sum(_SILENT if _silent(one) else 1.0 for one in readings if one.counts)


def likely(shares: dict[int, float], reports: float, held: float) -> list[int]:
    """The likeliest counts that hold this share of the chance, likeliest first, the reports taken as one witness.

    Reports of one incident repeat one another, so many of them make nothing surer than each is by itself: the mean of
    what they say (the geometric one) stands for how sure they are, their product for what is likeliest.
    """
    parts = {count: share ** (1 / max(1, reports)) for count, share in shares.items()}
    whole = sum(parts.values())
    found: list[int] = []
    sum_of_shares = 0.0
    for count in sorted(parts, key=lambda count: (-round(parts[count], 9), -count)):
        if sum_of_shares >= held:
            break
        found.append(count)
        sum_of_shares += parts[count] / whole
    return found


def likeliest(shares: dict[int, float]) -> int | None:
    """The count with the greatest chance; the larger where two tie, since tolls rise more often than they fall."""
    return max(shares, key=lambda count: (round(shares[count], 9), count), default=None)
