"""What the policies give, side by side: a column for each, and the reasoning of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casrec.publish import words
from casrec.records import Estimate

# The policy whose range heads a page, and the one whose best figure stands beside it.
RANGE, BEST = "range", "best"
# How columns are headed, in their order; a policy that is not here (a plug-in's) comes after them under its own name.
LABELS = {
    RANGE: "Range",
    BEST: "Best",
    "ucdp": "UCDP",
    "acled": "ACLED",
    "gtd": "GTD",
    "emdat": "EM-DAT",
    "desinventar": "DesInventar",
}


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What one policy gives for one figure, and why."""

    of: str
    policy: str
    version: str
    gives: str
    why: str
    claims: tuple[str, ...]


def label(policy: str) -> str:
    """How a policy's column is headed."""
    return LABELS.get(policy, words.clean(policy))


def order(policy: str) -> tuple[int, str]:
    """Policies in the order of their columns."""
    known = list(LABELS)
    return (known.index(policy) if policy in LABELS else len(known), policy)


def columns(estimates: Iterable[Estimate]) -> tuple[str, ...]:
    """The datasets' policies among some estimates, in order: those that have a column besides range and best."""
    found = {each.policy for each in estimates} - {RANGE, BEST}
    return tuple(sorted(found, key=order))


def gives(each: Estimate) -> str:
    """What a policy gives, in words: "78 to 148", "148", "148 (78 to 148)", "blank"."""
    if each.policy == RANGE or words.unsaid(each):
        return words.estimate(each)
    if each.policy == BEST:
        return "no single figure" if each.best is None else words.number(each.best)
    stated = (each.low, each.high) != (None, None)
    if each.best is None:
        return words.estimate(each) if stated else "blank"
    alone = not stated or each.low == each.best == each.high
    return words.number(each.best) + ("" if alone else f" ({words.estimate(each)})")


def reasoning(each: Estimate, of: str, counts: str = "") -> Reasoning:
    """The reasoning of one estimate. ``counts`` is the reason that ``range`` gives, which need not be said again."""
    computed = f" ({words.computed(each)})" if each.computed and not words.unsaid(each) else ""
    said = each.reason if each.policy == RANGE else each.reason.removesuffix(f"; {counts}")
    why = words.sentence(words.clean(said)) or "Not stated"
    return Reasoning(of, label(each.policy), each.version, gives(each), f"{why}{computed}.", each.used)
