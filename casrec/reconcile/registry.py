"""All policies by name, with the harms and the kinds of incident that each is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc
from typing import Any

from casrec.reconcile import policies_datasets
from casrec.reconcile.kinds import DISASTERS, VIOLENCE
from casrec.reconcile.policies import POLICIES, Policy
from casrec.reconcile.policies_datasets import Answer, Question
from casrec.terms import Group, Harm, IncidentKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy: its name and version, the function that answers, and what it is for (None: everything).

    A plug-in adds one by passing it to ``reconcile``, or by naming it in the entry-point group ``casrec.policies``.
    ``made`` is the function whose docstring tells the rule and its source.
    """

    name: str
    version: str
    answer: Answer
    made: Callable[..., Any]
    harms: frozenset[Harm] | None = None
    kinds: frozenset[IncidentKind] | None = None
    groups: bool = False

    def covers(self, kind: IncidentKind | None, harm: Harm, group: Group) -> bool:
        """Whether the policy is for this; where it is not known what happened, every policy is."""
        known = kind is not None and kind is not IncidentKind.OTHER
        return (
            (self.harms is None or harm in self.harms)
            and (self.kinds is None or not known or kind in self.kinds)
            and (self.groups or group is Group.PEOPLE)
        )

    @property
    def text(self) -> str:
        """The rule in words, with its source: the docstring of the function that is it."""
        return getdoc(self.made) or ""


def _plain(name: str, version: str, rule: Policy) -> Rule:
    """A rule that looks at the accounts of one harm only, for every harm, kind and group."""
    return Rule(name, version, lambda question: rule(question.accounts), rule, groups=True)


_DEAD = frozenset({Harm.KILLED})
_HURT = frozenset({Harm.KILLED, Harm.INJURED})

RULES: dict[str, Rule] = {
    **{name: _plain(name, version, rule) for name, (version, rule) in POLICIES.items()},
    "ucdp": Rule("ucdp", "1", policies_datasets.ucdp, policies_datasets.ucdp, _DEAD, VIOLENCE),
    "acled": Rule("acled", "1", policies_datasets.acled, policies_datasets.acled, _DEAD, VIOLENCE),
    "gtd": Rule("gtd", "1", policies_datasets.gtd, policies_datasets.gtd, _HURT, VIOLENCE),
    "emdat": Rule("emdat", "1", policies_datasets.emdat, policies_datasets.emdat, _HURT, DISASTERS),
    "desinventar": Rule(
        "desinventar",
        "1",
        policies_datasets.desinventar,
        policies_datasets.desinventar,
        _HURT | {Harm.MISSING},
        DISASTERS,
    ),
}

__all__ = ["DISASTERS", "RULES", "VIOLENCE", "Question", "Rule"]
