"""Decide how a figure is said: asserted, denied, withdrawn or disputed."""

from __future__ import annotations

from itertools import pairwise

from casrec.extract.figures.walks import Walks
from casrec.terms import Stance

_DENY = frozenset("denied denies deny denying rejected rejects rejecting refuted refutes dismissed dismisses".split())
_DISPUTE = frozenset("disputed disputes disputing questioned contested".split())
_REPORTS = frozenset(
    "report reports claim claims allegation allegations rumour rumours rumor rumors suggestion suggestions figure toll "
    "count estimate estimates statement statements tally".split()
)
_BETWEEN = _REPORTS | frozenset(
    "that of any a an the earlier initial media press opposition rebel all such about".split()
)
_WRONG = frozenset(
    "wrong false incorrect untrue mistaken inaccurate erroneous unfounded baseless exaggerated fabricated".split()
)
_AT_FIRST = frozenset("initially originally".split())
_SAID = frozenset("said told reported announced believed thought estimated stated confirmed put".split())
_TRUE = frozenset("true correct accurate".split())
_EARLIER = frozenset("earlier initial first previous preliminary original early initially".split())


def stance(row: Walks, victim: int) -> Stance:
    """The stance of the statement that holds the count of chunk ``victim``."""
    first = row.chunks[victim].first
    words = [token.lower for token in row.tokens]
    if row.symbol(victim - 1) == "!":
        return Stance.DENIED
    at = first - 1
    while at >= 0 and first - at <= 8 and words[at] in _BETWEEN:
        at -= 1
    if at >= 0 and words[at] in _DENY and (at < first - 1):
        return Stance.DENIED
    if at >= 0 and words[at] in _DISPUTE:
        return Stance.DISPUTED
    before = words[max(0, first - 8) : first]
    after = words[row.chunks[victim].last + 1 : row.chunks[victim].last + 14]
    if _said_at_first(words[max(0, first - 12) : first]):
        return Stance.DISPUTED
    untrue = any(one == "not" and two in _TRUE for one, two in pairwise(after))
    if set(before) & _REPORTS and (untrue or set(after) & _WRONG):
        return Stance.WITHDRAWN if set(words[:first]) & _EARLIER else Stance.DENIED
    return Stance.ASSERTED


def _said_at_first(words: list[str]) -> bool:
    """Whether the last words before a count tell that it was said at first only: "police initially said that"."""
    at = next((i for i, word in enumerate(words) if word in _AT_FIRST), len(words))
    if at == len(words) or not {"but", "then", "later"}.isdisjoint(words[at:]):
        return False
    return not _SAID.isdisjoint(words[max(0, at - 1) : at + 3])
