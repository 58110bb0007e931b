"""Findings on counts: disputes, revisions, falling counts, swapped digits, outliers, a single origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from casrec.reconcile.accounts import Account, Accounts
from casrec.reconcile.policies import lowest_to_highest
from casrec.reconcile.sayings import WHOLE
from casrec.reconcile.seen import Seen, count, harm_word, listed, number, sentence, speaker
from casrec.records import Finding
from casrec.terms import FindingKind, Group, Harm, Severity

_COUNTED = (Harm.KILLED, Harm.INJURED, Harm.MISSING)
# From this much above the lowest count a dispute is serious: rounding and late deaths explain less.
_SERIOUS = 1.25
# Digits are compared in numbers of this size only: among small ones a swap is chance.
_SWAPPED = 100


def find(seen: Seen) -> Iterator[Finding]:
    """The findings on the counts of everyone in the incident as a whole."""
    for harm in _COUNTED:
        accounts = seen.slots.get((WHOLE, harm, Group.PEOPLE))
        if accounts is not None:
            yield from _dispute(seen, harm, accounts)
            yield from _revisions(seen, harm, accounts)
            yield from _swapped(seen, harm, accounts)
            yield from _outliers(seen, harm, accounts)
    yield from _single(seen)


def _dispute(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Named bodies whose counts differ."""
    ends = lowest_to_highest(accounts.current).used
    rivals = sorted(
        (one for one in ends if one.origin.counts and one.exact), key=lambda one: (one.value, one.origin.key)
    )
    if len({one.value for one in rivals}) < 2:
        return
    low, high = rivals[0], rivals[-1]
    severity = Severity.SERIOUS if high.value >= _SERIOUS * max(1, low.value) else Severity.CAUTION
    said = f"{speaker(low.origin)} counts {count(low)} {harm_word(harm)}, {speaker(high.origin)} {count(high)}"
    between = [f"{speaker(one.origin)} {count(one)}" for one in rivals[1:-1]]
    said += f"; between them {listed(between)}" if between else ""
    claims = [claim for one in rivals for claim in one.claims]
    yield seen.finding(FindingKind.DISPUTE, severity, sentence(said), claims)


def _revisions(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Origins that changed their count; a fall is a finding of its own."""
    for latest in accounts.current:
        history = accounts.history(latest.origin) if latest.origin.counts else []
        steps = [one for at, one in enumerate(history) if not at or count(one) != count(history[at - 1])]
        if len(steps) < 2:
            continue
        claims = [claim for one in steps for claim in one.claims]
        path = " to ".join(count(one) for one in steps)
        if _falls(steps):
            said = f"{speaker(latest.origin)}'s count of {harm_word(harm)} fell on its way from {path}"
            yield seen.finding(FindingKind.FALLING_COUNT, Severity.CAUTION, sentence(said), claims)
        else:
            said = f"{speaker(latest.origin)} raised its count of {harm_word(harm)} from {path}"
            yield seen.finding(FindingKind.REVISION, Severity.NOTE, sentence(said), claims)


def _falls(steps: Sequence[Account]) -> bool:
    """Whether a count is lower than the one before it."""
    return any(after.value < before.value for before, after in pairwise(steps))


def _swapped(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Two counts that differ by two neighbouring digits in each other's place."""
    every = [*accounts.current, *(one.old for one in accounts.replaced)]
    exact = sorted((one for one in every if one.exact), key=lambda one: (one.value, one.origin.key))
    for at, one in enumerate(exact):
        for other in exact[at + 1 :]:
            if one.value >= _SWAPPED and swapped(one.value, other.value):
                first, second = (f"{number(each.value)} by {speaker(each.origin)}" for each in (one, other))
                said = f"{first} and {second} differ only by two digits in each other's place"
                yield seen.finding(
                    FindingKind.DIGITS_SWAPPED, Severity.CAUTION, sentence(said), [*one.claims, *other.claims]
                )


def swapped(one: int, other: int) -> bool:
    """Whether two numbers differ by exactly two neighbouring digits in each other's place: 4,237 and 4,327."""
    left, right = str(one), str(other)
    if len(left) != len(right):
        return False
    differ = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return left[first] == right[second] and left[second] == right[first]


def _outliers(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Lone figures out of all proportion."""
    for one, reason in lowest_to_highest(accounts.current).aside:
        if reason.startswith("an outlier"):
            where = seen.outlet(min(one.reports))
            said = f"only {where} gives {count(one)} {harm_word(harm)}, out of proportion to all other counts"
            yield seen.finding(FindingKind.OUTLIER, Severity.CAUTION, sentence(said), one.claims)


def _single(seen: Seen) -> Iterator[Finding]:
    """No independent second origin for the number of those killed."""
    accounts = seen.slots.get((WHOLE, Harm.KILLED, Group.PEOPLE))
    if accounts is None or not any(one.value for one in accounts.current):
        return
    origins = {one.origin.key: one.origin for one in accounts.current if one.value}
    if len(origins) > 1:
        return
    origin = next(iter(origins.values()))
    claims = [claim for one in accounts.current for claim in one.claims]
    said = f"the number of killed rests on one origin, {speaker(origin)}: no independent second one is held"
    yield seen.finding(FindingKind.SINGLE_ORIGIN, Severity.CAUTION, sentence(said), claims)
