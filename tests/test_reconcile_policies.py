"""Policies keep their contract on any accounts, cite their source, and can be added by a plug-in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec import pipeline, seams, testing
from casrec.errors import PluginError
from casrec.reconcile.accounts import Account, Chance, Chances
from casrec.reconcile.origins import Origin
from casrec.reconcile.policies import Outcome
from casrec.reconcile.policies_datasets import Question
from casrec.reconcile.registry import DISASTERS, RULES, VIOLENCE, Rule
from casrec.reconcile.times import Held
from casrec.records import Claim, Figure, Mention, Span
from casrec.terms import Group, Harm, IncidentKind, MentionRole, SourceType

WORDINGS = ("dozens", "scores", "tens of thousands", "several", "at least 40", "40")


def account(number: int, wording: str, type: SourceType, low: int | None, high: int | None, day: int) -> Account:
    figure = Figure(harm=Harm.KILLED, low=low, high=high, wording=wording, who="people")
    claim = Claim.make(
        report=f"rep-{number}",
        span=Span(start=0, end=len(wording), quote=wording),
        content=figure,
        mention=Mention(id=f"men-{number}", report=f"rep-{number}", role=MentionRole.LEAD),
    )
    time = Held(f"2024-05-0{day}", f"2024-05-0{day}T24")
    origin = Origin(key=f"body-{number}", name=f"Body {number}", type=type)
    return Account(origin, low, high, time, (claim,))


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Account, ...]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        low = draw(st.one_of(st.none(), st.integers(0, 300)))
        high = draw(st.one_of(st.none() if low is not None else st.nothing(), st.integers(low or 0, 400)))
        type = draw(st.sampled_from(sorted(SourceType)))
        one = account(number, draw(st.sampled_from(WORDINGS)), type, low, high, draw(st.integers(1, 9)))
        counts = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
        told = tuple(Chance(count, 1 / len(counts), "") for count in counts)
        found.append(replace(one, chances=(Chances(f"rep-{number}", None, told),) if told else ()))
    return tuple(found)


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(told=accounts(), missing=accounts(), harm=st.sampled_from([Harm.KILLED, Harm.INJURED]))
def test_contract(name: str, told: tuple[Account, ...], missing: tuple[Account, ...], harm: Harm) -> None:
    testing.check_policy(RULES[name], Question(harm, told, missing))


@pytest.mark.parametrize("name", RULES)
def test_a_policy_says_its_name_and_where_it_is_from(name: str) -> None:
    rule = RULES[name]
    assert rule.text.startswith(f"{name}/{rule.version}: ")
    cited = {
        "range": "iraqbodycount.org",
        "best": "Our own rule",
        "desinventar": "desinventar.net",
        "emdat": "emdat.be",
    }
    assert cited.get(name, "Source: ") in rule.text


def test_policies_are_for_what_their_datasets_record() -> None:
    assert not DISASTERS & VIOLENCE
    assert not RULES["ucdp"].covers(IncidentKind.EARTHQUAKE, Harm.KILLED, Group.PEOPLE)
    assert not RULES["emdat"].covers(IncidentKind.BOMBING, Harm.KILLED, Group.PEOPLE)
    assert not RULES["acled"].covers(IncidentKind.BOMBING, Harm.INJURED, Group.PEOPLE)
    assert RULES["acled"].covers(None, Harm.KILLED, Group.PEOPLE), "what happened is not known"
    assert all(RULES["range"].covers(kind, Harm.MISSING, Group.CHILDREN) for kind in IncidentKind)


def first_only(question: Question) -> Outcome:
    """mine/1: the first account."""
    one = question.accounts[0]
    return Outcome(one.low, one.low, one.high, (one,), (), "the first")


def test_a_careless_policy_is_found_out() -> None:
    told = tuple(account(n, "40", SourceType.POLICE, 40 + n, 40 + n, 1) for n in range(3))
    with pytest.raises(AssertionError, match="in any order"):
        testing.check_policy(Rule("mine", "1", first_only, first_only), Question(Harm.KILLED, told))


def test_a_plug_in_adds_a_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    mine: Any = Rule("mine", "1", first_only, first_only)
    monkeypatch.setattr(seams, "names", lambda group: ["mine"] if group == "casrec.policies" else [])
    monkeypatch.setattr(seams, "load", lambda group, name: mine)
    assert [rule.name for rule in pipeline.rules()] == [*RULES, "mine"]
    monkeypatch.setattr(seams, "names", lambda group: ["range"])
    with pytest.raises(PluginError, match="built-in"):
        pipeline.rules()


def test_accounts_can_be_replaced_without_touching_a_rule() -> None:
    one = account(1, "40", SourceType.POLICE, 40, 40, 1)
    answer = RULES["acled"].answer(Question(Harm.KILLED, (one, replace(one, low=30, high=30))))
    assert answer.best == 30
