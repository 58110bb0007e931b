"""Findings on parts and wholes: what adds up, what does not, and a total that is only a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from casrec.reconcile.sayings import WHOLE, Saying
from casrec.reconcile.seen import Seen, harm_word, listed, number, sentence, speaker, wording
from casrec.records import Finding
from casrec.terms import FindingKind, Group, Harm, Severity

_COUNTED = (Harm.KILLED, Harm.INJURED)
# A part that equals another report's total is worth a word from this size on, or where one source gives both.
_TELLING = 10


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
    """A complete set of parts against its origin's own totals."""
    total, told = sum(one.value for one in parts), _told(seen, parts)
    report, origin = parts[0].claim.report, parts[0].origin
    for whole in wholes:
        if whole.origin.key != origin.key or not whole.exact or not all(one.exact for one in parts):
            continue
        claims = [whole.claim, *(one.claim for one in parts)]
        if whole.value == total:
            said = f"{told} add up to {number(total)}, the total that {speaker(origin)} gives"
            yield seen.finding(FindingKind.AGREEMENT, Severity.NOTE, sentence(said), claims)
        elif whole.claim.report == report:
            said = (
                f"{told} add up to {number(total)}, not to the {number(whole.value)} {harm_word(harm)} that "
                f"{seen.outlet(report)} gives by the same source"
            )
            yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.CAUTION, sentence(said), claims)


def _summaries(seen: Seen, harm: Harm, complete: Sequence[list[Saying]], wholes: Sequence[Saying]) -> Iterator[Finding]:
    """What a report says in its own voice against the parts it sums up: the complete set with the largest sum."""
    for whole in wholes:
        sets = [parts for parts in complete if parts[0].claim.report == whole.claim.report]
        sets = [parts for parts in sets if all(one.exact for one in parts)]
        if not whole.origin.voice or not sets or whole.figure.low is None:
            continue
        parts = max(sets, key=lambda found: sum(one.value for one in found))
        total, told = sum(one.value for one in parts), _told(seen, parts)
        claims = [whole.claim, *(one.claim for one in parts)]
        by = speaker(parts[0].origin)
        if whole.figure.low > total:
            said = (
                f"{seen.outlet(whole.claim.report)} says {wording(whole)} were {harm_word(harm)}; "
                f"its own parts, {told}, add up to {number(total)}"
            )
            yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.CAUTION, sentence(said), claims)
        if whole.figure.low in (total, total + 1):
            said = f"{told}, by {by}, add up to {number(total)}, the number in “{wording(whole)}”"
            yield seen.finding(FindingKind.AGREEMENT, Severity.NOTE, sentence(said), claims)


def _told(seen: Seen, parts: Sequence[Saying]) -> str:
    """Parts in words: "45 in Jableh and 33 in Tartus"."""
    return listed([f"{wording(one)} in {seen.site(one.site)}" for one in parts])


def _part_is_total(seen: Seen, harm: Harm, wholes: Sequence[Saying], parts: Sequence[Saying]) -> Iterator[Finding]:
    """A figure that one report gives as the total and another for one site alone."""
    for whole in wholes:
        for part in parts:
            alike = whole.origin.key == part.origin.key or whole.value >= _TELLING
            if whole.claim.report == part.claim.report or not whole.exact or not part.exact or not alike:
                continue
            if whole.value == part.value and whole.value > 1:
                one, other = seen.outlet(whole.claim.report), seen.outlet(part.claim.report)
                said = (
                    f"the {wording(whole)} {harm_word(harm)} that {one} calls a total is the {wording(part)} "
                    f"that {other} gives for {seen.site(part.site)} alone"
                )
                yield seen.finding(
                    FindingKind.PART_EQUALS_TOTAL, Severity.CAUTION, sentence(said), [whole.claim, part.claim]
                )


def _too_large(seen: Seen, harm: Harm) -> Iterator[Finding]:
    """A part that is larger than the whole it is said to be inside of."""
    by_id = {one.claim.id: one for one in seen.said.of(harm)}
    for part in by_id.values():
        whole = by_id.get(part.figure.within or "")
        if whole is None or whole.figure.high is None or part.figure.low is None:
            continue
        if part.figure.low > whole.figure.high:
            said = (
                f"{seen.outlet(part.claim.report)} counts {wording(part)} {part.figure.who} among {wording(whole)} "
                f"{harm_word(harm)}: the part is larger than the whole"
            )
            yield seen.finding(FindingKind.PARTS_DISAGREE, Severity.SERIOUS, sentence(said), [part.claim, whole.claim])
