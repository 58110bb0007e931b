"""Why a count that a report gives is not the one it is taken to give: what else the report says of the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from casrec.reconcile.accounts import Account, Accounts, words
from casrec.reconcile.sayings import Saying
from casrec.records import SetAside


def unchosen(sayings: Iterable[Saying], accounts: Accounts, known: Collection[str]) -> list[SetAside]:
    """The counts of a slot that no account rests on, with the reason; claims in ``known`` are answered for already."""
    every = (*accounts.current, *(one.old for one in accounts.replaced))
    return [
        SetAside(claim=claim.id, reason=_reason(one, [each for each in every if one.claim.report in each.reports]))
        for one in sayings
        if one.figure.explicit
        for claim in one.claims
        if claim.id not in known
    ]


def _reason(one: Saying, beside: list[Account]) -> str:
    """What the report of a count gives instead."""
    if one.figure.within is not None:
        return "part of another count"
    told = next((each for each in beside if each.chances), None)
    if told is not None:
        return f"its report tells of its victims one by one, {words(told)} in all"
    own = next((each for each in beside if each.origin.key == one.origin.key), None)
    if own is not None:
        return f"the same source gives {words(own)} in the same report"
    if beside:
        return f"its report gives {words(beside[0])}"
    return "no count of all, by the words around it"
