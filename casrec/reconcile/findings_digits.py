"""Findings on slips of the pen: two digits in each other's place, and running totals of a war that fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from casrec.numbers import number
from casrec.reconcile.accounts import Account, stated
from casrec.reconcile.sayings import WHOLE, Saying
from casrec.reconcile.seen import Seen, count, harm_word, sentence
from casrec.reconcile.times import held
from casrec.records import Figure, Finding
from casrec.terms import FindingKind, Group, Harm, Scope, Severity, Stance

_COUNTED = (Harm.KILLED, Harm.INJURED, Harm.MISSING)
# Digits are compared in numbers of this size only: among small ones a swap is chance.
SWAPPED = 100


def find(seen: Seen) -> Iterator[Finding]:
    """The findings on the digits of counts, and on the totals that reports recall of the whole conflict."""
    for harm in _COUNTED:
        accounts = seen.slots.get((WHOLE, harm, Group.PEOPLE))
        if accounts is not None:
            yield from _swaps(seen, harm, [*accounts.current, *(one.old for one in accounts.replaced)])
    for harm, totals in _running(seen):
        yield from _swaps(seen, harm, totals)
        yield from _fallen(seen, harm, totals)


def _swaps(seen: Seen, harm: Harm, accounts: Sequence[Account]) -> Iterator[Finding]:
    """Two counts that differ by two neighbouring digits in each other's place."""
    exact = sorted((one for one in accounts if one.exact), key=lambda one: (one.value, one.origin.key))
    for one, other in combinations(exact, 2):
        if one.value >= SWAPPED and swapped(one.value, other.value):
            first, second = (f"{number(each.value)} by {seen.who(each.origin)}" for each in (one, other))
            said = f"{first} and {second}, {harm_word(harm)}, are the same number but for two digits that change places"
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


def _running(seen: Seen) -> Iterator[tuple[Harm, list[Account]]]:
    """The exact totals of the whole conflict that each body gives, in order of time; none enters an estimate."""
    groups: dict[tuple[str, Harm], list[Saying]] = defaultdict(list)
    for claim, _ in seen.said.aside:
        figure = claim.content
        if isinstance(figure, Figure) and claim.scope is Scope.RUNNING_TOTAL and claim.stance is Stance.ASSERTED:
            origin = seen.origins.of(claim)
            if origin.counts and figure.group is Group.PEOPLE and figure.low == figure.high:
                time = held(claim, seen.reports.get(claim.report))
                groups[origin.key, figure.harm].append(Saying(claim, figure, origin, WHOLE, time))
    for key in sorted(groups):
        yield key[1], sorted(stated(groups[key]), key=lambda one: (one.time, one.value))


def _fallen(seen: Seen, harm: Harm, totals: Sequence[Account]) -> Iterator[Finding]:
    """A running total that is lower than the same body's earlier one: people do not come back to life."""
    for before, after in pairwise(totals):
        if before.time.before(after.time) and after.value < before.value:
            said = (
                f"{seen.who(after.origin)} gave {count(before)} {harm_word(harm)} in the whole conflict, and later "
                f"only {count(after)}: a running total falls"
            )
            yield seen.finding(
                FindingKind.FALLING_COUNT, Severity.CAUTION, sentence(said), [*before.claims, *after.claims]
            )
