"""What each origin counts, after its own revisions: one account an origin, with those it replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from casrec.reconcile.headcount import Count
from casrec.reconcile.origins import Origin
from casrec.reconcile.sayings import Saying
from casrec.reconcile.times import Held
from casrec.records import Claim
from casrec.terms import Harm


@dataclass(frozen=True, slots=True)
class Chance:
    """A count that a report may mean, with the chance that it does (0 to 1) and the words that speak for it."""

    count: int
    share: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chances:
    """The counts of a harm that one report may mean, likeliest first, and the day it held them (an ordinal)."""

    report: str
    day: int | None
    counts: tuple[Chance, ...]
    harm: Harm = Harm.KILLED

    @property
    def best(self) -> int:
        """The likeliest count; nought where there is none."""
        return self.counts[0].count if self.counts else 0


# A toll this near behind another figure, in characters, is of the same sentence.
_SENTENCE = 120


# By this share of itself a toll grows between a report's headline and its text.
_GROWN = 10


@dataclass(frozen=True, slots=True)
class Account:
    """A count of one origin. Bounds as in Figure; ``computed`` where it is a sum of parts or of persons described.

    ``time`` is the earliest that the origin is known to have given it, ``reports`` are all that carry it. ``chances``
    are the counts that these reports may mean instead, where they tell their victims one by one.
    """

    origin: Origin
    low: int | None
    high: int | None
    time: Held
    claims: tuple[Claim, ...]
    computed: bool = False
    chances: tuple[Chances, ...] = ()

    @property
    def value(self) -> int:
        """The number that stands for it: its low bound, else its high."""
        return self.low if self.low is not None else self.high or 0

    @property
    def exact(self) -> bool:
        """Whether it is a count and not a bound."""
        return self.low is not None and self.low == self.high

    @property
    def silent(self) -> bool:
        """Whether it is nought because its reports tell of nobody, not because anybody says so."""
        return self.computed and not self.value

    @property
    def reports(self) -> frozenset[str]:
        """The reports that carry it."""
        return frozenset(claim.report for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Replaced:
    """An account that its own origin replaced."""

    old: Account
    new: Account

    @property
    def reason(self) -> str:
        """Why it does not count."""
        return f"revised by the same source to {words(self.new)}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of one harm and group: the latest of each origin, and what those replaced."""

    current: tuple[Account, ...]
    replaced: tuple[Replaced, ...] = ()

    def history(self, origin: Origin) -> list[Account]:
        """All accounts of an origin, earliest first."""
        old = [one.old for one in self.replaced if one.old.origin.key == one.new.origin.key == origin.key]
        return [*old, *(one for one in self.current if one.origin.key == origin.key)]


def words(account: Account) -> str:
    """A count as said: "148", "at least 80", "up to 50", "40 to 50"."""
    if account.low is None:
        return f"up to {account.high}"
    if account.high is None:
        return f"at least {account.low}"
    return str(account.low) if account.low == account.high else f"{account.low} to {account.high}"


def settle(versions: Iterable[Account]) -> Accounts:
    """The latest account of each origin that keeps a count of its own name; all accounts of roles and outlets.

    The later account replaces the earlier. Where their times do not tell which is later, the larger is: tolls rise
    more often than they fall. "Police" of two reports, or two outlets, are not one counter who revises himself: their
    differing accounts all stand, and the policy weighs them. A number that they give and that a body of its own name
    gave and has replaced is passed on from that body, and replaced with it.
    """
    by_origin: dict[str, list[Account]] = defaultdict(list)
    for one in _merged(versions):
        by_origin[one.origin.key].append(one)
    current: list[Account] = []
    replaced: list[Replaced] = []
    for key in sorted(by_origin):
        mine = sorted(by_origin[key], key=lambda one: (one.time, one.value, one.exact))
        if not mine[0].origin.counts:
            current.extend(mine)
            continue
        mine = _in_order(mine)
        replaced.extend(Replaced(old, new) for old, new in pairwise(mine))
        current.append(mine[-1])
    passed = {one: _passed_on(one, replaced) for one in current}
    replaced.extend(Replaced(one, new) for one, new in passed.items() if new is not None)
    return Accounts(tuple(one for one in current if passed[one] is None), tuple(replaced))


def _passed_on(one: Account, replaced: Sequence[Replaced]) -> Account | None:
    """What replaced the number that a role or an outlet gives, where it is one that a body has since replaced."""
    if one.origin.counts or one.chances:
        return None
    return next((gone.new for gone in replaced if one.exact and _gave(gone.old, one.value)), None)


def _gave(body: Account, value: int) -> bool:
    """Whether a body's account is of this number: the count itself, or "more than 3,700" of 3,717."""
    if body.exact:
        return body.value == value
    if body.low is None or body.high is not None or value < body.low:
        return False
    return value - body.low < unit(body.low - 1 if body.low % 10 == 1 else body.low)


def unit(value: int) -> int:
    """What a number is a round number of: 1, 10, 100 ..."""
    said = str(value)
    return int("1" + "0" * (len(said) - len(said.rstrip("0")))) if value else 1


def _in_order(accounts: list[Account]) -> list[Account]:
    """Accounts of one origin from first to latest: by time where it tells, by size where it does not."""
    ordered: list[Account] = []
    for one in accounts:
        at = len(ordered)
        while at and not ordered[at - 1].time.before(one.time) and _larger(ordered[at - 1], one):
            at -= 1
        ordered.insert(at, one)
    return ordered


def _larger(one: Account, other: Account) -> bool:
    """Whether an account says more than another; of two that say as much the exact one does."""
    return (one.value, one.exact) > (other.value, other.exact)


def _merged(versions: Iterable[Account]) -> list[Account]:
    """Accounts with those of one origin and the same bounds made one, held from the earliest time."""
    same: dict[tuple[str, int | None, int | None], Account] = {}
    for one in versions:
        key = (one.origin.key, one.low, one.high)
        old = same.get(key)
        if old is None:
            same[key] = one
            continue
        claims = tuple({claim.id: claim for claim in (*old.claims, *one.claims)}.values())
        first = min(old.time, one.time) if old.time.first and one.time.first else max(old.time, one.time)
        chances = tuple(dict.fromkeys((*old.chances, *one.chances)))
        same[key] = replace(old, time=first, claims=claims, computed=old.computed and one.computed, chances=chances)
    return list(same.values())


def stated(sayings: Sequence[Saying]) -> list[Account]:
    """The accounts that sayings of one slot make: one for each origin, report and time.

    Within one report, an origin's first exact figure holds, else its first: headlines and openings give the toll, later
    lines its parts and the past. A number holds rather than "dozens". Where it then gives a slightly larger one, that
    holds: headlines are the older.
    """
    groups: dict[tuple[str, str, Held], list[Saying]] = defaultdict(list)
    for one in sayings:
        groups[one.origin.key, one.claim.report, one.time].append(one)
    found = []
    for group in groups.values():
        chosen = next((one for one in group if one.exact and one.value >= group[0].value), group[0])
        chosen = next((one for one in group if _sharper(chosen, one)), chosen)
        chosen = next((one for one in group if _brings_to(chosen, one)), chosen)
        chosen = next((one for one in group if _grown(chosen, one)), chosen)
        same = tuple(claim for one in group if _bounds(one) == _bounds(chosen) for claim in one.claims)
        bounds = _bounds(chosen)
        found.append(Account(chosen.origin, *bounds, chosen.time, same, computed=bool(chosen.joined)))
    return found


def _sharper(one: Saying, other: Saying) -> bool:
    """Whether a figure says in a number what another says vaguely: "at least 26" after "dozens killed"."""
    vague = one.figure.high is None and not _counts(one)
    return vague and _counts(other) and other.figure.low is not None and other.value >= one.value


def _counts(saying: Saying) -> bool:
    """Whether a figure's words hold a number in digits, or are exact."""
    return saying.exact or any(char.isdigit() for char in saying.figure.wording)


def _brings_to(one: Saying, other: Saying) -> bool:
    """Whether a figure is the toll that another one brings it to: "two more died, bringing the death toll to nine"."""
    near = 0 < other.claim.span.start - one.claim.span.end < _SENTENCE
    toll = other.claim.rule.startswith("toll") and not one.claim.rule.startswith("toll")
    return near and toll and other.exact and other.value > one.value


def _grown(one: Saying, other: Saying) -> bool:
    """Whether a figure further down is the same toll, a little higher: "rises to 41" over "at least 42 died"."""
    after = one.exact and other.claim.span.start > one.claim.span.end
    return _counts(other) and after and 0 < other.value - one.value <= one.value / _GROWN


def _bounds(saying: Saying) -> tuple[int | None, int | None]:
    return saying.figure.low, saying.figure.high


def summed(
    sayings: Sequence[Saying], sites: Sequence[str], outlet: Callable[[str], Origin] | None = None
) -> list[Account]:
    """The accounts that an origin's figures of all sites make in one report: their sum, for the whole.

    The sites are disjoint, and the sum is complete only where there is a figure for each of them; others make none.
    Where the sites are countries, figures of several origins add up too, as the outlet's: each country has authorities
    of its own. ``outlet``, given then, tells whose voice a report is.
    """
    if len(sites) < 2:
        return []
    groups: dict[tuple[str, str], dict[str, Account]] = defaultdict(dict)
    for site in sites:
        for account in stated([one for one in sayings if one.site == site]):
            groups[account.origin.key, account.claims[0].report].setdefault(site, account)
    found = []
    whole: dict[str, dict[str, Account]] = defaultdict(dict)
    for (_, report), parts in groups.items():
        if len(parts) == len(sites):
            found.append(_sum([parts[site] for site in sites]))
        for site, account in parts.items():
            old = whole[report].get(site)
            if old is None or account.value > old.value:
                whole[report][site] = account
    done = {report for one in found for report in one.reports}
    for report, parts in whole.items():
        if outlet is not None and report not in done and len(parts) == len(sites):
            found.append(replace(_sum([parts[site] for site in sites]), origin=outlet(report)))
    return found


def _sum(parts: Sequence[Account]) -> Account:
    """The sum of disjoint accounts of one origin; an end that one of them leaves open is open."""
    lows, highs = [one.low for one in parts], [one.high for one in parts]
    return Account(
        origin=parts[0].origin,
        low=_total(lows),
        high=_total(highs),
        time=max(one.time for one in parts),
        claims=tuple(claim for one in parts for claim in one.claims),
        computed=True,
    )


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def counted(
    counts: Mapping[str, Count], origin_of: Callable[[Claim], Origin], time_of: Callable[[Claim], Held]
) -> list[Account]:
    """The accounts of reports that state no count for people at large: what their words add up to."""
    found = []
    for report in sorted(counts):
        count = counts[report]
        first = count.claims[0]
        found.append(
            Account(origin_of(first), count.low, count.high, time_of(first), count.claims, computed=count.computed)
        )
    return found
