"""The rules by which datasets of record turn differing counts into the number they publish.

Each rule reads the counts that ``range`` rests on: revised, overtaken and outlying counts are gone before it is asked.
Whether an incident meets a dataset's criteria of inclusion is not judged here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casrec.reconcile.accounts import Account, words
from casrec.reconcile.policies import Outcome, by, lowest_to_highest, most_supported
from casrec.reconcile.seen import lexicon
from casrec.records import Figure
from casrec.terms import Harm, SourceType

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Question:
    """What a policy is asked: the latest accounts of one harm, and those of the missing in the same place."""

    harm: Harm
    accounts: tuple[Account, ...]
    missing: tuple[Account, ...] = ()


Answer = Callable[[Question], Outcome]


def ucdp(question: Question) -> Outcome:
    """ucdp/1: best, low and high of the dead, after the UCDP Georeferenced Event Dataset.

    Low is the lowest and high the highest of the counts that stand; best is the most reliable of them. UCDP weighs
    sources case by case; here the number that most independent origins give counts as the most reliable, and where
    none has more than the others, the lower. An end that nobody stated stays open. The dead of all sides are meant.
    No injured are recorded.

    Source: "best (most likely)", "highest reliable", "lowest reliable estimate" as copies of the GED codebook have it,
    and best = deaths_a + deaths_b + deaths_civilians + deaths_unknown. Checked second-hand.
    Not verified: that UCDP takes the lower figure where no source is more reliable (from memory).
    """
    ends = lowest_to_highest(question.accounts)
    origins: dict[int, set[str]] = defaultdict(set)
    for one in ends.used:
        if one.low is not None:
            origins[one.low].add(one.origin.key)
    if not origins:
        return Outcome(ends.low, None, ends.high, ends.used, ends.aside, "nobody gives a lowest number")
    best = min(origins, key=lambda value: (-len(origins[value]), value))
    rivals = [value for value in origins if len(origins[value]) == len(origins[best])]
    if len(origins) == 1:
        why = f"{best} is the only number that stands"
    elif len(rivals) > 1:
        why = f"no number has more origins than {_either(rivals)}, so the lower is best"
    else:
        why = f"{best} is given by most origins ({len(origins[best])})"
    return Outcome(ends.low, best, ends.high, ends.used, ends.aside, why)


def acled(question: Question) -> Outcome:
    """acled/1: one number, the most conservative, after the ACLED codebook.

    The lowest of the counts that stand. A lower bound counts as its number. A word that says only an order of size
    counts as the least it can mean: tens as 10, dozens as 12, hundreds as 100; scores as 20 and thousands as 1,000 by
    the same token. No injured are recorded, and the dead are not told apart by side.

    Source: ACLED, questions on fatalities: reported and not verified, the most conservative estimate where reports
    differ or are vague, 10, 12 and 100 for tens, dozens and hundreds. Checked in a copy, not at ACLED.
    Not verified: what ACLED enters where the number is wholly unknown (here: nothing); scores and thousands.
    """
    ends = lowest_to_highest(question.accounts)
    read = [(value, one) for one in ends.used if (value := _least(one)) is not None]
    if not read:
        return Outcome(None, None, None, ends.used, ends.aside, "nobody gives a lowest number")
    low = min(value for value, _ in read)
    used = tuple(one for value, one in read if value == low)
    aside = [(one, f"not the lowest, which is {low}") for one in ends.used if one not in used]
    told = words(used[0])
    vague = _vague(used[0])
    why = f"“{vague}” counts as {low}" if vague else f"{told} by {by(used[0])} is the lowest"
    return Outcome(None, low, None, used, (*ends.aside, *aside), why)


def gtd(question: Question) -> Outcome:
    """gtd/1: one number, the most recent, after the Global Terrorism Database.

    Of the counts that stand, those given on the latest day; where they differ, the one that most origins give; where
    none has most, the lowest. A count by an armed group is taken only where there is no other. Words that give no
    number (dozens, many) leave the field empty. Perpetrators who died or were hurt are included.

    Source: GTD codebook as many copies quote it: nkill is "the number of total confirmed fatalities", victims and
    attackers; nwound follows the same conventions. Checked second-hand.
    Not verified: latest, then majority, then lowest; armed groups' counts left out; vague words left blank (all from
    memory of the codebook, whose text could not be reached).
    """
    ends = lowest_to_highest(question.accounts)
    clear = [one for one in ends.used if one.low is not None and _vague(one) is None]
    others = [one for one in clear if one.origin.type is not SourceType.ARMED_GROUP] or clear
    if not others:
        aside = (*ends.aside, *_left(ends.used, (), "a word that gives no number"))
        return Outcome(None, None, None, (), aside, "left blank, since nobody gives a number")
    last = max(_day(one) for one in others)
    newest = [one for one in others if _day(one) == last]
    origins: dict[int, set[str]] = defaultdict(set)
    for one in newest:
        origins[one.value].add(one.origin.key)
    ranked = sorted(origins, key=lambda value: (-len(origins[value]), value))
    most = len(ranked) == 1 or len(origins[ranked[0]]) > len(origins[ranked[1]])
    value = ranked[0] if most else min(ranked)
    used = tuple(one for one in newest if one.value == value)
    if len(ranked) == 1:
        why = f"{words(used[0])} is the most recent"
    elif most:
        why = f"of the most recent, most origins give {value}"
    else:
        why = f"the most recent differ ({_either(ranked)}) and none has most origins, so the lowest"
    reason = f"not {value:,}, the number chosen"
    return Outcome(None, value, None, used, (*ends.aside, *_left(ends.used, used, reason)), why)


def emdat(question: Question) -> Outcome:
    """emdat/1: one number, that of the source ranked first; the missing are counted among the dead. After EM-DAT.

    Sources are ranked by type in the order of EM-DAT's own list of its main sources: United Nations, national
    authorities, aid organisations, then the press. Of sources of one rank the most recent counts, then the number that
    most origins give, then the lower. The missing of the same source, else of the source ranked first, are added to the
    dead where they were told no earlier than the dead: an older count of missing may hold people since found dead.

    Source: emdat.be, criteria and definition: "Total deaths: sum of death and missing", the missing being presumed
    dead by official figures; source entry: figures come from a priority source by a ranking, completed by a secondary
    one; doc.emdat.be, impact variables: hundreds of injured are entered as 200. All three read.
    Not verified: the ranking itself, which EM-DAT does not print; ours follows the order of its table of sources.
    """
    chosen, ends = _ranked_first(question.accounts)
    if chosen is None:
        return Outcome(None, None, None, ends.used, ends.aside, "nobody gives a lowest number")
    used: tuple[Account, ...] = (chosen,)
    why = f"{words(chosen)} by {by(chosen)}, the source ranked first"
    total = chosen.value
    if question.harm is Harm.KILLED and question.missing:
        own = tuple(one for one in question.missing if one.origin.key == chosen.origin.key)
        gone, _ = _ranked_first(own or question.missing)
        if gone is not None and gone.value and _still(gone, chosen):
            used, total = (chosen, gone), total + gone.value
            why += f", and {words(gone)} missing by {by(gone)}"
        elif gone is not None and gone.value:
            why += f"; the {words(gone)} missing were told earlier and may be among the dead, so they are not added"
    aside = _left(ends.used, used, f"not of the source ranked first, {by(chosen)}")
    return Outcome(None, total, None, used, (*ends.aside, *aside), why)


def desinventar(question: Question) -> Outcome:
    """desinventar/1: one number, the official one; dead, missing and injured each apart. After DesInventar.

    The latest count of an authority where one is held, else the count with most support (as under ``best``); the
    reason says which. Deaths and missing are never added to each other. The injured are those who lived: an
    authority's later count, from which those who died since are gone, replaces its earlier one before this rule is
    asked.

    Source: desinventar.net, definition of basic effects: final official data where available, differences noted;
    deaths and missing "mutually exclusive and should not be mixed"; injured "does not include victims who die". Read.
    Not verified: which body counts as official; ours are the types of source that state authorities have.
    """
    official = frozenset(SourceType(name) for name in lexicon()["official"])
    ends = lowest_to_highest(question.accounts)
    mine = tuple(one for one in ends.used if one.origin.type in official)
    latest = max((_day(one) for one in mine), default=0)
    mine = tuple(one for one in mine if _day(one) == latest)
    held = [one for one in (mine or ends.used) if one.low is not None]
    if not held:
        return Outcome(None, None, None, ends.used, ends.aside, "nobody gives a lowest number")
    favoured = None if mine else most_supported(question.accounts).best
    origins = Counter(one.value for one in {(one.origin.key, one.value): one for one in held}.values())
    value = max(origins, key=lambda each: (each == favoured, origins[each], each))
    used = tuple(one for one in held if one.value == value)
    told = f"{words(used[0])} by {by(used[0])}"
    why = f"{told}, the latest official count" if mine else f"no official count is held; {told} has most support"
    others = sorted({one.value for one in ends.used} - {value})
    why += f"; others give {_either(others)}" if others else ""
    return Outcome(None, value, None, used, (*ends.aside, *_left(ends.used, used, "not the official count")), why)


# ---------------------------------------------------------------- what the rules share


def _vague(account: Account) -> str | None:
    """The wording of an account that gives an order of size and no number ("dozens"); None where it gives a number."""
    if account.exact:
        return None
    found = None
    for claim in account.claims:
        figure = claim.content
        if not isinstance(figure, Figure):
            continue
        said = figure.wording.casefold()
        if re.search(r"\d", said) or not set(_WORD.findall(said)) & set(lexicon()["vague"]):
            return None
        found = found or " ".join(said.split())
    return found


def _least(account: Account) -> int | None:
    """The least an account can mean: its low bound, or what a word of size counts as; None where it has neither."""
    said = _vague(account)
    if said is None:
        return account.low
    sizes = [lexicon()["vague"][word] for word in _WORD.findall(said) if word in lexicon()["vague"]]
    if None in sizes:
        return account.low
    least = 1
    for size in sizes if " of " in said else sizes[:1]:
        least *= int(size)
    return least


def _ranked_first(accounts: Sequence[Account]) -> tuple[Account | None, Outcome]:
    """The account of the source ranked first, and what the counts at large are."""
    order = {SourceType(name): at for at, name in enumerate(lexicon()["ranked"])}
    ends = lowest_to_highest(accounts)
    held = [one for one in ends.used if one.low is not None]
    support = {one.value: len({other.origin.key for other in held if other.value == one.value}) for one in held}
    ranked = sorted(
        held,
        key=lambda one: (
            order.get(one.origin.type, len(order)),
            -_day(one),
            -support[one.value],
            one.value,
            one.origin.key,
        ),
    )
    return (ranked[0] if ranked else None), ends


def _still(missing: Account, dead: Account) -> bool:
    """Whether people were missing when, or after, the dead were counted; unknown times count as no."""
    if missing.reports & dead.reports and not missing.time.before(dead.time):
        return True
    return missing.time.day is not None and dead.time.day is not None and missing.time.day >= dead.time.day


def _day(account: Account) -> int:
    """The day an account held, as an ordinal; an unknown one is before all others."""
    return account.time.day or 0


def _left(accounts: Sequence[Account], used: Sequence[Account], reason: str) -> list[tuple[Account, str]]:
    """The accounts not used, with why."""
    return [(one, reason) for one in accounts if one not in used]


def _either(values: Sequence[int]) -> str:
    """Numbers in words: "78 and 148"."""
    said = [f"{value:,}" for value in sorted(values)]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
