"""Which accounts are counts that may set an end of a range; of the others, why they may not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from casrec.reconcile.accounts import Account, unit, words
from casrec.records import Figure
from casrec.terms import Group, Harm, SourceType

Aside = tuple[Account, str]

# How much more a report weighs for each day after the first one, and after how many days no more. Swept on
# events-world: 1 to 2 and 3 to 7 days alike; 0.5 leaves the injured of one event in thirteen at an early toll.
_LATER, _DAYS = 1.0, 3
# A lone figure this many times the best supported one, or as many times smaller, is an outlier.
_OUTLIER = 4
# So many times it is one even by somebody named, who may speak of another thing, or where only one report gives the
# best supported one, by a named body; bodies that keep counts are exempt.
_FAR = 20
# A rounded number may lie this share beside what it rounds.
_ROUNDED = 0.1
# The constructions that count some of the harmed, and maybe not all: any part, the injured by how or where they lie,
# captives by their escape or release.
_AT_LARGE = frozenset({Group.PEOPLE, Group.CIVILIANS})
_SOME = {Harm.INJURED: frozenset({"part", "state", "hospital", "treated"}), Harm.ABDUCTED: frozenset({"part", "freed"})}
_PARTS = frozenset({"part"})
# Bodies that speak for people of their own country alone.
_NATIONALS = re.compile(r"\b(?:foreign (?:minist(?:ry|er)|office|affairs)|embassy|consulate|state department)\b", re.I)
# More dead than those told of before: "three more", "another two"; not "more than 60" or "two or more".
_MORE = re.compile(r"\b(?:(?<!or )more(?! than)|another|additional|further)\b", re.I)
_CLOSE = 1.25  # numbers that differ by less are about the same
_DOZENS = 20  # fewer are told in number words, more in digits or vaguely
_VAGUE = re.compile(r"(?:several|some|many|multiple|numerous|a few|scores|dozens|hundreds)(?: (?:more|others|of))?")
_PRESS = frozenset({SourceType.NEWS_AGENCY, SourceType.OUTLET})


def standing(accounts: Sequence[Account]) -> tuple[list[Account], list[Aside]]:
    """The accounts that may set an end, and the others with the reason."""
    whole, aside = _sifted(accounts)
    best = best_supported(whole)
    if best is None:
        return [], aside
    cited = {report for one in accounts if not one.origin.voice for report in one.reports}
    tests = _tests(whole, best, accounts)
    kept: list[Account] = []
    for one in whole:
        if one.origin.voice and one.high is None and one.reports <= cited:
            aside.append((one, "the outlet's own summary of the counts it cites"))
            continue
        why = next((why for holds, why in tests if holds(one)), None)
        if why is None:
            kept.append(one)
        else:
            aside.append((one, why))
    return kept, aside


def _sifted(accounts: Sequence[Account]) -> tuple[list[Account], list[Aside]]:
    """The accounts without those that by their own words are no count of the whole where others give one."""
    full = [one for one in accounts if not _some(one) and not _added(one) and not _national(one)]
    most = max((one.value for one in full), default=0)
    exact = {one.value for one in accounts if one.exact}
    rough = {one.value for one in accounts if _approximate(one)}
    whole: list[Account] = []
    aside: list[Aside] = []
    for one in accounts:
        if one.value < most and one not in full:
            aside.append(
                (
                    one,
                    "a country's count of its own people; others count more"
                    if _national(one)
                    else "counts some, as soldiers, foreigners, the freed, those in hospital or more dead",
                )
            )
        elif not one.value and most and not one.origin.counts:
            aside.append((one, "says that nobody was, where others count some"))
        elif (least := _outgrown(one, full)) is not None:
            aside.append((one, f"overtaken: later reports say that it is {words(least)}"))
        elif one.value in rough and not one.origin.standing and _rounds(one, exact):
            aside.append((one, "a rounded number, of which others give the exact one"))
        else:
            whole.append(one)
    return whole, aside


def _tests(
    accounts: Sequence[Account], best: Account, everyone: Sequence[Account]
) -> list[tuple[Callable[[Account], bool], str]]:
    """What keeps an account from being a count beside the best supported one, in the order of asking."""
    said = words(best)
    same = [one for one in accounts if one.value == best.value]
    backing = {report for one in everyone if _backs(one, best) for report in one.reports}
    return [
        (lambda one: _overtaken(one, best, same), f"overtaken by {said} later"),
        (lambda one: _seen(one, best, backing), f"what reporters counted themselves, in a report that gives {said}"),
        (
            lambda one: (
                (len(backing) > 1 or best.origin.counts)
                and _outlying(one, best, _FAR if one.origin.counts or len(backing) == 1 else _OUTLIER)
            ),
            f"an outlier: one report alone, against {said}",
        ),
    ]


def best_supported(accounts: Sequence[Account]) -> Account | None:
    """The account with most support that is not merely a bound which somebody's count meets."""
    order = ranked(accounts)
    counts = [one for one in order if one.exact]
    if counts:
        order = [one for one in order if one.low is not None]  # "up to 50" is no count beside one
    return next((one for one in order if not met(one, [c for c in counts if not _outlying(c, one, _OUTLIER)])), None)


def met(bound: Account, counts: Sequence[Account]) -> bool:
    """Whether an account is a lower bound that some count meets: then it tells no number of its own."""
    low = bound.low
    return bound.high is None and any(one.low is not None and low is not None and one.low >= low for one in counts)


def ranked(accounts: Sequence[Account]) -> list[Account]:
    """The accounts by the support of their number, best first."""
    days = [one.time.day for one in accounts if one.time.day is not None]
    first = min(days, default=0)
    support: dict[int, float] = defaultdict(float)
    for value in {one.value for one in accounts}:
        carriers: dict[str, float] = {}
        for one in accounts:
            if one.value == value:
                day = one.time.day if one.time.day is not None else first
                for report in one.reports:
                    carriers[report] = 1 + _LATER * min(_DAYS, max(0, day - first))
        support[value] = sum(carriers.values())
    return sorted(
        accounts,
        key=lambda one: (
            -support[one.value],
            not one.origin.standing,
            not one.origin.counts,
            not one.exact,
            tuple(-ord(char) for char in one.time.last),
            -one.value,
            one.origin.key,
        ),
    )


def _overtaken(one: Account, best: Account, same: Sequence[Account]) -> bool:
    """Whether a later, larger and better supported count leaves this one behind."""
    if one.origin.standing or (one.value <= best.value if _missing(one) else one.value >= best.value):
        return False
    if best.origin.type is SourceType.ARMED_GROUP and one.origin.type is not SourceType.ARMED_GROUP:
        return False  # a party's own count of its blow corrects nobody
    mine, later = one.time.day, best.time.day
    if mine is not None and later is not None and mine < later:
        return True
    return any(one.time.before(other.time) for other in same) and not any(o.time.before(one.time) for o in same)


def _missing(one: Account) -> bool:
    """Whether an account is of the missing, whose number falls as they are found."""
    return any(isinstance(claim.content, Figure) and claim.content.harm is Harm.MISSING for claim in one.claims)


def _some(one: Account) -> bool:
    """Whether an account is of soldiers, children, foreigners ..., of those in hospital, or otherwise picked out."""
    return all(
        isinstance(claim.content, Figure)
        and (
            claim.content.group not in _AT_LARGE
            or claim.rule.partition(";")[0] in _SOME.get(claim.content.harm, _PARTS)
        )
        for claim in one.claims
    )


def _added(one: Account) -> bool:
    """Whether an account is of more dead beside those told of before: "three more died"."""
    figures = [claim.content for claim in one.claims if isinstance(claim.content, Figure)]
    return bool(figures) and all(f.harm is Harm.KILLED and _MORE.search(f.wording) is not None for f in figures)


def _outgrown(one: Account, accounts: Sequence[Account]) -> Account | None:
    """The lower bound in numbers, given as late or later, that says more than a role's or an outlet's number.

    Two reports must give about as many as the bound, and no fewer than give this number: one alone may be of another
    thing.
    """
    if one.origin.counts or one.time.day is None:
        return None
    backing = {report for other in accounts if other.value == one.value for report in other.reports}
    for bound in sorted(accounts, key=lambda b: (-b.value, b.origin.key)):
        if bound.high is None and bound.value > one.value and _numbered(bound) and not _since(bound, one):
            about = [a for a in accounts if bound.value / _CLOSE <= a.value <= bound.value * _CLOSE and _numbered(a)]
            if len({report for a in about for report in a.reports}) >= max(2, len(backing)):
                return bound
    return None


def _since(bound: Account, one: Account) -> bool:
    """Whether a number may be from after a lower bound."""
    return bound.time.day is None or one.time.day is None or one.time.day > bound.time.day


def _numbered(one: Account) -> bool:
    """Whether an account is said in a number, and not as "dozens"."""
    said = [claim.content.wording for claim in one.claims if isinstance(claim.content, Figure)]
    return any(char.isdigit() for words_said in said for char in words_said) or one.value < _DOZENS


def vague(one: Account) -> bool:
    """Whether an account is said in a mere word of quantity: "several", "dozens"."""
    said = [claim.content.wording for claim in one.claims if isinstance(claim.content, Figure)]
    return bool(said) and all(_VAGUE.fullmatch(wording) for wording in said)


def _national(one: Account) -> bool:
    """Whether those who speak for a country's people abroad give a number."""
    return not one.origin.voice and _NATIONALS.search(one.origin.name) is not None


def _seen(one: Account, best: Account, backing: set[str]) -> bool:
    """Whether a smaller number is the press's own, in reports that themselves give the best supported one."""
    press = one.origin.type in _PRESS and not one.origin.voice and best.origin.type not in _PRESS
    return press and one.value < best.value and one.reports <= backing


def _backs(one: Account, best: Account) -> bool:
    """Whether an account gives the best supported number, exactly or rounded."""
    return one.value == best.value or (_approximate(one) and _rounds(one, {best.value}))


def _approximate(one: Account) -> bool:
    """Whether an account is said to be no exact number: "nearly 70", "some 3,000"."""
    return any(isinstance(claim.content, Figure) and claim.content.approximate for claim in one.claims)


def _rounds(one: Account, exact: set[int]) -> bool:
    """Whether an account gives a round number, and others one beside it that is less round."""
    of = unit(one.value)
    near = min(of / 2, _ROUNDED * one.value)
    return of > 1 and one.exact and any(abs(one.value - count) <= near and unit(count) < of for count in exact)


def _outlying(one: Account, best: Account, times: int) -> bool:
    """Whether a lone figure is so many times the best supported one, or so many times smaller."""
    if one.origin.standing or len(one.reports) > 1:
        return False
    return one.value > times * max(best.value, 2) or best.value > times * max(one.value, 1)
