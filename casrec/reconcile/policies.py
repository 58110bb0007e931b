"""The named rules by which accounts that differ become low, best and high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casrec.naming import named
from casrec.reconcile.accounts import Account, Chances, words
from casrec.reconcile.chances import gathered, likeliest, likely, together, witnesses
from casrec.reconcile.standing import met, ranked, standing, vague
from casrec.terms import Harm


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy makes of the accounts of one harm and group. ``aside`` are the accounts it does not rest on."""

    low: int | None
    best: int | None
    high: int | None
    used: tuple[Account, ...]
    aside: tuple[tuple[Account, str], ...] = ()
    reason: str = ""


Policy = Callable[[Sequence[Account]], Outcome]


def lowest_to_highest(accounts: Sequence[Account]) -> Outcome:
    """range/4: the lowest to the highest of the latest counts of each independent origin.

    After Iraq Body Count, which keeps a minimum and a maximum over all reports of an incident
    (iraqbodycount.org/about/methods), and Airwars, which prints a lowest and a highest (field.md 2.1, 2.2).

    1. An origin's later account replaces its earlier one before this rule is asked.
    2. An outlet's own open figure ("more than 148") in a report that also gives an authority's count is the outlet's
       summary of it, and no count.
    3. A role's or an outlet's figure is overtaken where the count with most support (rule best/4) was first given
       later and is larger: early tolls of those who only pass them on are no dispute. A named body's count stands
       until that body replaces it; an armed group's overtakes only those of armed groups. So is one that is below
       what reports of its day or later say is the least, where two of them do and no more give the number itself.
    4. Only counts set the ends. "At least 80" contradicts no count of 80 or more, so it sets neither end; where it is
       above every count, the high end is open; a mere word ("several", "dozens") must be above twice the counts. Where
       nobody gives a count, the lowest open figure is the low end.
    5. Some are not all: a number of soldiers, children or foreigners, of those in hospital, still treated, in one
       condition or otherwise picked out from the harmed; captives who came free; "three more" dead; a foreign
       ministry's or an embassy's count of its own people; what a news agency counted itself, where the same report
       gives the larger count with most support; nobody, by a role or an outlet. None of these is an end where others
       count more. Who counts the dead of an attack and leaves out the hurt says nothing of these.
    6. "Nearly 70" is no count beside 69: a number that anybody says is rounded is no end where others give one beside
       it that is not.
    7. A figure of a role or an outlet that one report alone gives and that is more than four times the count with most
       support, or less than a quarter of it, is an outlier and no end; of somebody named,
       or where one report alone gives that count too, exactly or rounded, by a named body, from twenty times on.
    8. Where reports tell few victims one by one, each report may mean one count or another (a man "in critical
       condition", "the third victim"): the ends are the lowest and the highest of what single reports most likely mean
       and of what all of them together make likeliest; who tells of nobody counts nobody. A doubt whether we read the
       words rightly opens no end here: it is told by best/4. A mere word ("several") is no count beside a number.
       Reports that only recall the incident set no end then.
       Where no report tells of anybody harmed the high end is open: none says that nobody was.
    """
    if any(one.chances for one in accounts):
        return _by_chance(accounts, doubted=False)
    kept, aside = standing(accounts)
    exact = [one for one in kept if one.low is not None and one.high is not None]
    bounds = [one for one in kept if one not in exact]
    if not exact:
        low = min((one.low for one in bounds if one.low is not None), default=None)
        tops = [one.high for one in bounds if one.high is not None]
        top = max(tops) if tops and len(tops) == len(bounds) else None
        reason = f"nobody gives a count: {_named(bounds)}" if bounds else "nobody says"
        return Outcome(low, None, top, tuple(bounds), tuple(aside), reason)
    low = min(one.low for one in exact if one.low is not None)
    high: int | None = max(one.high for one in exact if one.high is not None)
    used = list(exact)
    for one in bounds:
        if one.low is not None and high is not None and one.low > high * (_LOOSE if vague(one) else 1):
            used.append(one)
        else:
            aside.append((one, f"says only {words(one)}, which the counts of others meet"))
    if len(used) > len(exact):
        high = None
    return Outcome(low, None, high, tuple(used), tuple(aside), _named(used))


def most_supported(accounts: Sequence[Account]) -> Outcome:
    """best/4: of the accounts that range/4 rests on the one with most support, so between its ends.

    Support is the reports that carry a figure, copies of one text counting once, each weighing the more the later it
    was published in the first days: tolls of the first hours are revised. Of figures with equal support a named body's
    comes before others', an exact one before an open one, then the later, then the larger: tolls rise more often than
    they fall (field.md 2.6). "At least 40" is never best where another origin counts 40 or more. Our own rule: no
    dataset publishes how its best figure is chosen, UCDP's is the "most reliable". Where reports tell their victims one
    by one, it is the count that all of them together make likeliest; its low and high are then how far we may have
    misread their words, and may lie outside range/4: the ends of the likeliest counts that hold nine tenths of the
    chance, all reports taken as one witness, for they repeat one another. A report that tells of a death and only keeps
    silent about the hurt weighs a quarter: later stories seldom name them again.
    """
    if any(one.chances for one in accounts):
        return _by_chance(accounts, doubted=True)
    ends = lowest_to_highest(accounts)
    counts = [one for one in ends.used if one.exact]
    order = [one for one in ranked(accounts) if one in ends.used and not met(one, counts)]
    order = [one for one in order if ends.low is None or one.value >= ends.low]  # "up to 4" beside "at least 5"
    if not order:
        return Outcome(ends.low, None, ends.high, ends.used, ends.aside, ends.reason)
    chosen = order[0]
    reason = f"{words(chosen)} by {by(chosen)} has most support; {ends.reason}"
    return Outcome(ends.low, chosen.value, ends.high, ends.used, ends.aside, reason)


POLICIES: dict[str, tuple[str, Policy]] = {"range": ("4", lowest_to_highest), "best": ("4", most_supported)}

# How much of the chance best's low to high holds, and from which chance on a report's own likeliest count is an end of
# the range. Chosen on the part read of events-gva among shares of 0.85 to 0.95, when both were one: the range held the
# registry's count of the killed in 0.97 and of the injured in 0.96 of the incidents, and was one number in two of three
# and in half of them. A share of 0.93 held no more of the killed there, and was one number in half of them; one of 0.89
# held 0.001 more of the injured, and made half of their ranges wider than half the count.
_HELD = {Harm.KILLED: 0.92, Harm.INJURED: 0.88}
_MEANT = 0.4
_LOOSE = 2  # times the highest count that a word such as "dozens" may pass without saying more than it


def _by_chance(accounts: Sequence[Account], doubted: bool) -> Outcome:
    """The outcome where reports tell their victims one by one, so that each may mean one count or another.

    ``doubted``: low and high take in what the reports would mean were their words read otherwise.
    """
    readings = _counting(accounts)
    shares = together(readings)
    best = likeliest(shares)
    others = [one for one in accounts if not one.chances]
    stated = {chances.report for one in accounts if not one.computed for chances in one.chances}
    least = best if any(one.value == best and not one.computed for one in accounts) else None
    inside = {
        chance.count
        for one in readings
        for chance in one.counts[:1]
        if chance.share >= _MEANT and (least is None or one.report in stated or chance.count >= least)
        if doubted or chance.count or one.report in stated
    }
    if best is not None:
        inside.add(best)
    held = likely(shares, witnesses(readings), _HELD[readings[0].harm]) if doubted else []
    several = len({c.report for one in accounts if one.value == best and not one.computed for c in one.chances}) > 1
    meant = {chance.count for one in readings if one.report in stated for chance in one.counts}
    inside |= {count for count in held if not several or count >= (best or 0) or count in meant}
    low, high = min(inside), max(inside)
    used = [one for one in accounts if one.chances and low <= one.value <= high]
    unlikely = f"unlikely beside the other reports, which make it {low} to {high}"
    nobody = "its report as a whole tells of nobody, which is no count beside the others'"
    aside = [(one, nobody if one.silent else unlikely) for one in accounts if one.chances and one not in used]
    aside += [(other, "recalled in passing; the reports that tell of it count its victims") for other in others]
    top = [one for one in used if one.value == high]
    counted = any(one.exact for one in used)
    open_end = bool(top) and all(one.high is None and not (counted and vague(one)) for one in top)
    reason = _named(used) or "nobody says"
    if doubted:
        reading = "" if low == high else f", and were they misread it would lie between {low} and {high}"
        reason = f"{best} is what the words of the reports together make likeliest{reading}; {reason}"
    return Outcome(low, best, None if open_end else high, tuple(used), tuple(aside), reason)


def _counting(accounts: Sequence[Account]) -> list[Chances]:
    """What the reports may mean, without those that say a mere word ("several") where others give a number."""
    stated = [one for one in accounts if one.chances and not one.computed]
    worded = {chances.report for one in stated if vague(one) for chances in one.chances}
    numbered = {chances.report for one in stated if not vague(one) and one.exact for chances in one.chances}
    left_out = worded - numbered if numbered else set()
    return [one for one in gathered(accounts) if one.report not in left_out]


def _named(accounts: Sequence[Account]) -> str:
    """Accounts in words: "148 by the Observatory, 78 by state media"; who tells of nobody is not said to say nought."""
    return ", ".join(
        f"none told of by {by(one)}" if one.silent else f"{words(one)} by {by(one)}"
        for one in sorted(accounts, key=lambda one: (-one.value, one.origin.key))
    )


def by(account: Account) -> str:
    """Who gives an account, as a sentence calls him: a source with its article, or an outlet."""
    return account.origin.name if account.origin.voice else named(account.origin.name)
