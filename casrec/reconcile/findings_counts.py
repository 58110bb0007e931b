"""Findings on counts: disputes, revisions, outliers, a single origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from casrec.numbers import number
from casrec.reconcile.accounts import Account, Accounts
from casrec.reconcile.policies import lowest_to_highest
from casrec.reconcile.sayings import WHOLE
from casrec.reconcile.seen import Seen, count, harm_word, listed, sentence
from casrec.records import Claim, Figure, Finding
from casrec.terms import FindingKind, Group, Harm, Severity, Stance

_COUNTED = (Harm.KILLED, Harm.INJURED, Harm.MISSING)
# From this much above the lowest count a dispute is serious: rounding and late deaths explain less.
SERIOUS = 1.25
# A lone count this many times all others, or as many times smaller, is an outlier (as under the policy range).
FAR = 4


def find(seen: Seen) -> Iterator[Finding]:
    """The findings on the counts of everyone in the incident as a whole."""
    for harm in _COUNTED:
        accounts = seen.slots.get((WHOLE, harm, Group.PEOPLE))
        if accounts is not None:
            yield from _dispute(seen, harm, accounts)
            yield from _revisions(seen, harm, accounts)
            yield from _corrections(seen, harm, accounts)
            yield from _outliers(seen, harm, accounts)
    yield from _single(seen)


def _dispute(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Named bodies whose counts differ.

    Serious where the highest is a quarter or more above the lowest, else a caution.
    """
    ends = lowest_to_highest(accounts.current).used
    rivals = sorted(
        (one for one in ends if one.origin.counts and one.exact), key=lambda one: (one.value, one.origin.key)
    )
    if len({one.value for one in rivals}) < 2:
        return
    low, high = rivals[0], rivals[-1]
    severity = Severity.SERIOUS if high.value >= SERIOUS * max(1, low.value) else Severity.CAUTION
    told = listed([f"{count(one)} according to {seen.who(one.origin)}" for one in rivals])
    said = f"sources differ on how many people were {harm_word(harm)}: {told}"
    yield seen.finding(FindingKind.DISPUTE, severity, sentence(said), _claims(rivals))


def _revisions(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Bodies that changed their count; of the killed, or unexplained of the injured, a fall is a finding of its own.

    The missing fall as people are found, dead or alive, and the injured fall as some of them die: that is no error.
    """
    for latest in accounts.current:
        history = accounts.history(latest.origin) if latest.origin.counts else []
        steps = _steps(history)
        if len({one.value for one in steps}) < 2:
            continue
        first, *later = [count(one) for one in steps]
        said = f"{seen.who(latest.origin)} first gave {first} {harm_word(harm)}, then {', then '.join(later)}"
        kind, severity = FindingKind.REVISION, Severity.NOTE
        if _falls(steps) and harm is not Harm.KILLED and (dead := _rise(seen, latest)):
            said += f", while its count of the killed rose from {number(dead[0])} to {number(dead[1])}"
        elif _falls(steps) and harm is not Harm.MISSING:
            said += ": the count falls"
            kind, severity = FindingKind.FALLING_COUNT, Severity.CAUTION
        yield seen.finding(kind, severity, sentence(said), _claims(steps))


def _steps(history: Sequence[Account]) -> list[Account]:
    """A body's counts without repetitions: "at least 1,000" after 2,000 changes nothing, who tells of nobody counts
    nobody."""
    found: list[Account] = []
    for one in history:
        met = bool(found) and one.high is None and one.value <= found[-1].value
        if not one.silent and not met and (not found or count(one) != count(found[-1])):
            found.append(one)
    return found


def _corrections(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Counts that a source itself takes back as it gives another in the same report: "revised down to 45 from 52", "up
    from 30"."""
    for claim, _ in seen.said.aside:
        figure = claim.content
        if claim.stance is not Stance.WITHDRAWN or not isinstance(figure, Figure) or figure.low is None:
            continue
        if (figure.harm, figure.group) != (harm, Group.PEOPLE) or figure.low != figure.high:
            continue
        key = seen.origins.of(claim).key
        for one in accounts.current:
            if one.origin.key == key and one.value != figure.low and claim.report in one.reports:
                verb = "lowered" if one.value < figure.low else "raised"
                before = number(figure.low)
                said = f"{seen.who(one.origin)} {verb} the number of {harm_word(harm)} from {before} to {count(one)}"
                if one.origin.voice:  # an outlet tells of others' correction
                    said = f"the number of {harm_word(harm)} was {verb} from {before} to {count(one)}"
                    said += f", by the account of {seen.who(one.origin)}"
                yield seen.finding(FindingKind.REVISION, Severity.NOTE, sentence(said), [claim, *one.claims])
                break


def _falls(steps: Sequence[Account]) -> bool:
    """Whether a count is lower than the one before it."""
    return any(after.value < before.value for before, after in pairwise(steps))


def _rise(seen: Seen, latest: Account) -> tuple[int, int] | None:
    """From what to what the same body's count of the killed rose; None where it did not."""
    accounts = seen.slots.get((WHOLE, Harm.KILLED, Group.PEOPLE))
    history = accounts.history(latest.origin) if accounts is not None else []
    if len(history) < 2 or history[-1].value <= history[0].value:
        return None
    return history[0].value, history[-1].value


def _outliers(seen: Seen, harm: Harm, accounts: Accounts) -> Iterator[Finding]:
    """Lone figures out of all proportion: one report's alone, where two or more others agree on its order of size."""
    aside = {id(one) for one, why in lowest_to_highest(accounts.current).aside if why.startswith("an outlier")}
    exact = [one for one in accounts.current if one.exact]
    for one in accounts.current:
        others = [each for each in exact if each is not one]
        if id(one) in aside or (one.exact and not one.origin.counts and _alone(one, others)):
            where = seen.outlet(min(one.reports))
            said = f"only {where} gives {count(one)} {harm_word(harm)}, out of proportion to all other counts"
            if not one.value:
                said = f"only {where} says that nobody was {harm_word(harm)}, against all other counts"
            yield seen.finding(FindingKind.OUTLIER, Severity.CAUTION, sentence(said), one.claims)


def _alone(one: Account, others: Sequence[Account]) -> bool:
    """Whether one report alone gives a count, and it is far above or far below those of all others.

    A low count that others came after is no outlier: tolls rise.
    """
    if len(one.reports) > 1 or len({report for each in others for report in each.reports}) < 2:
        return False
    values = [max(each.value, 1) for each in others]
    if one.value > FAR * max(2, *values):
        return True
    after = any(one.time.before(each.time) for each in others)
    return one.value > 0 and not after and min(values) > FAR * max(one.value, 2)


def _single(seen: Seen) -> Iterator[Finding]:
    """No independent second origin for the number of those killed."""
    accounts = seen.slots.get((WHOLE, Harm.KILLED, Group.PEOPLE))
    if accounts is None or not any(one.value for one in accounts.current):
        return
    used = lowest_to_highest(accounts.current).used
    origins = seen.independence.of(used, Harm.KILLED)
    if len(origins) != 1 or not any(one.value for one in used):
        return
    said = f"the number of people killed rests on one origin, {seen.voices(origins)}; no independent second one is held"
    yield seen.finding(FindingKind.SINGLE_ORIGIN, Severity.CAUTION, sentence(said), _claims(used))


def _claims(accounts: Sequence[Account]) -> list[Claim]:
    """All claims of some accounts."""
    return [claim for one in accounts for claim in one.claims]
