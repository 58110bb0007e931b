"""Figures told in one breath, and the tolls that reports of one sentence or two come to, as a reader is shown them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casrec.extract.claims import Grammar
from casrec.ingest.finish import finish
from casrec.publish import words
from casrec.reconcile import reconcile
from casrec.records import Claim, Incident, Report
from casrec.sums import together, total
from casrec.terms import Group, Harm, MentionRole

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "tolls-lists.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(text: str) -> tuple[Report, list[Claim]]:
    report = finish(Report.make(name="r", text=text, outlet="Northern Wire", published="2021-03-09"))
    return report, list(Grammar().extract(report))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_toll_of_a_report_is_what_its_words_say(case: dict[str, Any]) -> None:
    """Every end of a range rests on words: nobody is added to the dead because some fate is left untold."""
    report, claims = read(case["text"])
    leads = sorted({c.mention.id for c in claims if c.mention.role is MentionRole.LEAD})
    incident = Incident(
        id="inc",
        title="bombing",
        mentions=tuple(leads),
        reports=(report.id,),
        claims=tuple(sorted(c.id for c in claims)),
    )
    found = {
        one.harm: one
        for one in reconcile(incident, (), [report], claims).estimates
        if one.group is Group.PEOPLE and one.policy == "range"
    }
    for harm in (Harm.KILLED, Harm.INJURED):
        if harm.value in case:
            shown = words.estimate(found[harm]) if harm in found else None
            assert shown == case[harm.value], found.get(harm)


def test_a_list_is_the_claims_in_the_order_of_their_words() -> None:
    report, claims = read(
        "A bomb killed two soldiers, three policemen and a child in Aden on Monday. It hurt nine people."
    )
    (found,) = together(report.text, reversed(claims))
    assert [claim.span.quote for claim in found] == ["two", "three", "a child"]
    assert total(found) == (6, 6)


def test_a_bound_in_a_list_leaves_the_sum_open() -> None:
    report, claims = read("A bomb killed at least two soldiers and three policemen in Aden on Monday.")
    assert [total(found) for found in together(report.text, claims)] == [(5, None)]


def test_who_somebody_was_is_no_list() -> None:
    report, claims = read("Two people, a man and a woman, were shot dead in Aden on Monday, police said.")
    assert together(report.text, claims) == []
