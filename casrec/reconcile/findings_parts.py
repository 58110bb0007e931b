"""Findings on parts and wholes: what adds up, what does not, and a total that is only a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from casrec.numbers import number
from casrec.reconcile.sayings import WHOLE, Saying
from casrec.reconcile.seen import Seen, amount, count, harm_word, listed, sentence
from casrec.records import Finding
from casrec.terms import FindingKind, Group, Harm, Severity

_COUNTED = (Harm.KILLED, Harm.INJURED)
# A part that equals another report's total is worth a word from this size on, or where one source gives both.
_TELLING = 10
# Parts that come to less than this of a total are not all its parts: some site is not among those of the record.
_MOST = 0.75


def find(seen: Seen) -> Iterator[Finding]:
    """The findings on sites against the whole, and on groups against everyone."""
    for harm in _COUNTED:
        wholes = [one for one in seen.said.of(harm, Group.PEOPLE, WHOLE) if one.figure.explicit]
        parts = [one for one in seen.said.of(harm, Group.PEOPLE) if one.site != WHOLE and one.figure.explicit]
        complete = list(_complete(parts, [child.id for child in seen.children]))
        for each in complete:
            yield from _compared(seen, harm, each, wholes)
        yield from _summaries(seen, harm, complete, wholes)
        yield from _part_is_total(seen, harm, wholes, parts)
        yield from _too_large(seen, harm)
        yield from _site_too_large(seen, harm, wholes, parts)
        yield from _site_above_whole(seen, harm)


def _complete(parts: Sequence[Saying], sites: Sequence[str]) -> Iterator[list[Saying]]:
    """The figures of one origin in one report that cover every site, one for each."""
    groups: dict[tuple[str, str], dict[str, Saying]] = defaultdict(dict)
    for one in parts:
        groups[one.claim.report, one.origin.key].setdefault(one.site, one)
    for key in sorted(groups):
        found = groups[key]
        if len(sites) > 1 and len(found) == len(sites):
            yield [found[site] for site in sites]


def _compared(seen: Seen, harm: Harm, parts: Sequence[Saying], wholes: Sequence[Saying]) -> Iterator[Finding]:
    """A complete set of parts against its origin's own totals.

    A total of the same report that is not their sum is no finding where another one is: the counts moved meanwhile.
    """
    total, told = sum(one.value for one in parts), _told(seen, parts)
    report, origin = parts[0].claim.report, parts[0].origin
    own = [whole for whole in wholes if whole.origin.key == origin.key and whole.exact and whole.value]
    if not all(one.exact for one in parts):
        return
    for whole in own:
        if whole.value == total:
            said = f"{told} add up to {number(total)}, the total given by {seen.who(origin)}"
            claims = [whole.claim, *(one.claim for one in parts)]
            yield seen.finding(FindingKind.AGREEMENT, Severity.NOTE, sentence(said), claims)
    here = [whole for whole in own if whole.claim.report == report]
    if here and all(whole.value != total for whole in here):
        whole = max(here, key=lambda one: one.value)
        if total < _MOST * whole.value:
            return
        said = (
            f"{told} add up to {number(total)}, but {seen.outlet(report)} gives {number(whole.value)} "
            f"{harm_word(harm)} in all by the same source"
        )
        claims = [whole.claim, *(one.claim for one in parts)]
        yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.CAUTION, sentence(said), claims)


def _summaries(seen: Seen, harm: Harm, complete: Sequence[list[Saying]], wholes: Sequence[Saying]) -> Iterator[Finding]:
    """What reports say in their own voice against the parts they sum up: the complete set with the largest sum.

    Reports that say the same of the same parts, as copies of one text do, are named in one sentence.
    """
    same: dict[tuple[str, str, str, int, int], list[tuple[Saying, list[Saying]]]] = defaultdict(list)
    for whole in wholes:
        sets = [parts for parts in complete if parts[0].claim.report == whole.claim.report]
        sets = [parts for parts in sets if all(one.exact for one in parts)]
        if not whole.origin.voice or not sets or whole.figure.low is None:
            continue
        parts = max(sets, key=lambda found: sum(one.value for one in found))
        total, by = sum(one.value for one in parts), seen.who(parts[0].origin)
        same[amount(whole), _told(seen, parts), by, total, whole.figure.low].append((whole, parts))
    for (said, told, by, total, low), held in same.items():
        outlets = listed(list(dict.fromkeys(seen.outlet(whole.claim.report) for whole, _ in held)))
        claims = [claim for whole, parts in held for claim in (whole.claim, *(one.claim for one in parts))]
        if low > total >= _MOST * low:
            verb = "say" if len({whole.claim.report for whole, _ in held}) > 1 else "says"
            text = (
                f"{outlets} {verb} that {said} were {harm_word(harm)}, but the parts given there, {told}, "
                f"add up to {number(total)}"
            )
            yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.CAUTION, sentence(text), claims)
        if low in (total, total + 1):
            text = f"{told}, according to {by}, add up to {number(total)}, the number behind “{said}”"
            yield seen.finding(FindingKind.AGREEMENT, Severity.NOTE, sentence(text), claims)


def _told(seen: Seen, parts: Sequence[Saying]) -> str:
    """Parts in words: "45 in Jableh and 33 in Tartus"."""
    return listed([f"{amount(one)} in {seen.site(one.site)}" for one in parts])


def _part_is_total(seen: Seen, harm: Harm, wholes: Sequence[Saying], parts: Sequence[Saying]) -> Iterator[Finding]:
    """A figure that one report gives as the total and another for one site alone.

    A part that was counted only days after the total was told cannot be what the total was mistaken from.
    """
    for whole in wholes:
        for part in parts:
            alike = whole.origin.key == part.origin.key or whole.value >= _TELLING
            if whole.claim.report == part.claim.report or not whole.exact or not part.exact or not alike:
                continue
            if whole.value == part.value and whole.value > 1 and not _days_before(whole, part):
                one, other = seen.outlet(whole.claim.report), seen.outlet(part.claim.report)
                said = (
                    f"the total of {number(whole.value)} {harm_word(harm)} in {one} is the number that {other} gives "
                    f"for {seen.site(part.site)} alone"
                )
                yield seen.finding(
                    FindingKind.PART_EQUALS_TOTAL, Severity.CAUTION, sentence(said), [whole.claim, part.claim]
                )


def _days_before(one: Saying, other: Saying) -> bool:
    """Whether a figure held on an earlier day than another."""
    return one.time.day is not None and other.time.day is not None and one.time.day < other.time.day


def _too_large(seen: Seen, harm: Harm) -> Iterator[Finding]:
    """A part that is larger than the whole it is said to be inside of."""
    by_id = {one.claim.id: one for one in seen.said.of(harm)}
    for part in by_id.values():
        whole = by_id.get(part.figure.within or "")
        if whole is None or whole.figure.high is None or part.figure.low is None:
            continue
        if part.figure.low > whole.figure.high:
            group = "" if part.figure.group is Group.PEOPLE else f" {part.figure.group.value.replace('_', ' ')}"
            said = (
                f"{seen.outlet(part.claim.report)} counts {amount(part)}{group} among {amount(whole)} "
                f"{harm_word(harm)}: the part is larger than the whole"
            )
            yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.SERIOUS, sentence(said), [part.claim, whole.claim])


def _site_too_large(seen: Seen, harm: Harm, wholes: Sequence[Saying], parts: Sequence[Saying]) -> Iterator[Finding]:
    """A site with more than the whole, by one source in one report, where no count of the whole holds it."""
    for part in parts:
        own = [w for w in wholes if (w.claim.report, w.origin.key) == (part.claim.report, part.origin.key)]
        own = [whole for whole in own if whole.value]
        if not own or part.figure.low is None:
            continue
        tops = [whole.figure.high for whole in own]
        if any(top is None or top >= part.figure.low for top in tops):
            continue
        most = max(own, key=lambda whole: whole.value)
        said = (
            f"{seen.outlet(part.claim.report)} gives {amount(part)} {harm_word(harm)} in {seen.site(part.site)} and "
            f"{amount(most)} in all by the same source: the part is larger than the whole"
        )
        yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.SERIOUS, sentence(said), [part.claim, most.claim])


def _site_above_whole(seen: Seen, harm: Harm) -> Iterator[Finding]:
    """A body's latest count of one site above its latest of the whole: one of them is of another time, or the whole."""
    whole = seen.slots.get((WHOLE, harm, Group.PEOPLE))
    tops = {one.origin.key: one for one in whole.current if one.origin.counts and one.exact} if whole else {}
    for child in seen.children:
        accounts = seen.slots.get((child.id, harm, Group.PEOPLE))
        for part in accounts.current if accounts is not None else ():
            top = tops.get(part.origin.key)
            if top is None or not part.exact or part.value <= top.value or part.reports & top.reports:
                continue
            said = (
                f"{seen.who(part.origin)} gives {count(part)} {harm_word(harm)} in {seen.site(child.id)} and "
                f"{count(top)} in all, in different reports: one of the two is not what it is taken for"
            )
            yield seen.finding(
                FindingKind.PARTS_DISAGREE, Severity.CAUTION, sentence(said), [*part.claims, *top.claims]
            )
