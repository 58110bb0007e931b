"""Incidents told victim by victim: what their reports add up to together."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casrec.extract.claims import Grammar
from casrec.ingest.finish import finish
from casrec.reconcile import reconcile
from casrec.reconcile.accounts import Account, Chance, Chances
from casrec.reconcile.chances import gathered, likeliest, likely, together
from casrec.reconcile.origins import Origin
from casrec.reconcile.policies import lowest_to_highest, most_supported
from casrec.reconcile.times import Held
from casrec.records import Claim, Estimate, Figure, Incident, Mention, Report, Source, Span
from casrec.terms import Corroboration, Group, Harm, MentionRole, SourceType

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "tolls-reports.jsonl").read_text(encoding="utf-8").splitlines()
]


def reports(case: dict[str, Any]) -> list[Report]:
    return [
        finish(
            Report.make(
                name=f"r{number}",
                text=f"{row['title']}\n\n{row['text']}",
                title=row["title"],
                outlet=f"Outlet {number}",
                published=row["day"],
            )
        )
        for number, row in enumerate(case["reports"])
    ]


def _incident(held: list[Report], claims: list[Claim]) -> Incident:
    """What some reports tell of as one incident."""
    leads = sorted({c.mention.id for c in claims if c.mention.role is MentionRole.LEAD})
    return Incident(
        id="inc", title="shooting", mentions=tuple(leads), reports=tuple(r.id for r in held),
        claims=tuple(sorted(c.id for c in claims)),
    )  # fmt: skip


def estimates(held: list[Report], seed: int = 0) -> dict[tuple[str, Harm], Estimate]:
    claims: list[Claim] = [claim for report in held for claim in Grammar().extract(report)]
    random.Random(seed).shuffle(claims)
    found = reconcile(_incident(held, claims), (), held, claims).estimates
    return {(one.policy, one.harm): one for one in found if one.group is Group.PEOPLE}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_best_is_what_the_reports_add_up_to(case: dict[str, Any]) -> None:
    found = estimates(reports(case))
    for harm in (Harm.KILLED, Harm.INJURED):
        best = found["best", harm]
        assert best.best == case[harm.value], best.reason
        assert best.low is not None
        assert best.low <= case[harm.value]
        assert best.used


def test_the_order_of_claims_does_not_matter() -> None:
    held = reports(CASES[1])
    assert estimates(held, 1) == estimates(held, 2)


def account(report: str, value: int, *counts: tuple[int, float], day: int = 1, high: bool = True) -> Account:
    origin = Origin(f"outlet:{report}", report, SourceType.OUTLET, voice=True)
    chances = Chances(report, day, tuple(Chance(count, share) for count, share in counts))
    return Account(origin, value, value if high else None, Held(), (), chances=(chances,) if counts else ())


def test_a_doubt_about_the_words_is_told_beside_the_best_figure_and_opens_no_range() -> None:
    doubtful = [account("a", 1, (1, 0.6), (0, 0.4)), account("b", 1, (1, 0.7), (2, 0.3))]
    told = lowest_to_highest(doubtful)
    assert (told.low, told.best, told.high) == (1, 1, 1)
    best = most_supported(doubtful)
    assert (best.low, best.best, best.high) == (0, 1, 2)
    assert "misread it would lie between 0 and 2" in best.reason


def test_who_tells_of_nobody_counts_nobody() -> None:
    silent = replace(account("b", 0, (0, 1.0)), computed=True)
    told = lowest_to_highest([account("a", 2, (2, 1.0)), silent])
    assert (told.low, told.high) == (2, 2)
    assert told.aside == ((silent, "its report as a whole tells of nobody, which is no count beside the others'"),)
    said = lowest_to_highest([account("a", 2, (2, 1.0)), account("b", 0, (0, 1.0))])
    assert (said.low, said.high) == (0, 2), "who says that nobody was hurt counts"


def test_a_count_that_a_report_may_mean_widens_what_is_told_beside_the_best_figure() -> None:
    sure = most_supported([account("a", 1, (1, 0.99), (0, 0.01))])
    assert (sure.low, sure.best, sure.high) == (1, 1, 1)
    unsure = most_supported([account("a", 1, (1, 0.6), (0, 0.4))])
    assert (unsure.low, unsure.best, unsure.high) == (0, 1, 1)


def test_a_later_report_weighs_more() -> None:
    early, late = account("a", 0, (0, 0.8), (1, 0.2), day=1), account("b", 1, (1, 0.8), (0, 0.2), day=5)
    assert most_supported([early, late]).best == 1
    assert most_supported([account("a", 0, (0, 0.8), (1, 0.2)), account("b", 1, (1, 0.79), (0, 0.21))]).best == 0


def test_an_open_count_leaves_the_high_end_open() -> None:
    assert lowest_to_highest([account("a", 3, (3, 1.0), high=False)]).high is None


def test_accounts_of_reports_that_only_recall_it_are_set_aside() -> None:
    outcome = lowest_to_highest([account("a", 1, (1, 1.0)), account("b", 7)])
    assert (outcome.low, outcome.high) == (1, 1)
    assert [one.origin.name for one, _ in outcome.aside] == ["b"]


def test_each_report_counts_once_and_nothing_gives_nothing() -> None:
    twice = [account("a", 1, (1, 0.9), (0, 0.1)), account("a", 1, (1, 0.9), (0, 0.1))]
    assert len(gathered(twice)) == 1
    assert together([]) == {}
    assert likeliest({}) is None
    assert likeliest({2: 0.5, 3: 0.5}) == 3


def on(outlet: str, value: int, day: str) -> Account:
    source = Source(text=outlet, name=outlet)
    claim = Claim.make(
        report=outlet,
        span=Span(start=0, end=len(str(value)), quote=str(value)),
        content=Figure(harm=Harm.INJURED, low=value, high=value, wording=str(value), who="people"),
        mention=Mention(id=f"m-{outlet}", report=outlet, role=MentionRole.LEAD),
        sources=(source,),
    )
    origin = Origin(f"outlet:{outlet}", outlet, SourceType.OUTLET, voice=True)
    return Account(origin, value, value, Held(day, f"{day}T24"), (claim,))


def test_a_mere_word_is_no_count_beside_a_number() -> None:
    def said(outlet: str, words: str, low: int, high: int | None, *counts: tuple[int, float]) -> Account:
        base = on(outlet, low, "2024-05-01")
        figure = Figure(harm=Harm.INJURED, low=low, high=high, wording=words, who="people")
        span = Span(start=0, end=len(words), quote=words)
        claim = Claim.make(report=outlet, span=span, content=figure, mention=base.claims[0].mention)
        chances = Chances(outlet, 1, tuple(Chance(count, share) for count, share in counts), Harm.INJURED)
        return replace(base, high=high, claims=(claim,), chances=(chances,))

    worded = said("Post", "several", 3, None, (3, 0.54), (0, 0.42))
    number = said("Wire", "two", 2, 2, (2, 0.97), (3, 0.03))
    beside = most_supported([worded, number])
    assert (beside.low, beside.best, beside.high) == (2, 2, 2)
    alone = most_supported([worded])
    assert (alone.best, alone.high) == (3, None)


@pytest.mark.parametrize(("later", "injured"), [("2021-03-04", 3), ("2021-03-06", 2)])
def test_only_a_later_report_can_tell_that_one_of_the_injured_has_died(later: str, injured: int) -> None:
    told = [
        {
            "day": "2021-03-04",
            "title": "One dead, three wounded in Elko bar",
            "text": "One man was shot dead and three people were wounded in a bar in Elko, Nevada, on Thursday.",
        },
        {
            "day": later,
            "title": "Two dead after Elko bar shooting",
            "text": "Two men were shot dead in a bar in Elko, Nevada, on Thursday, police said.",
        },
    ]
    assert estimates(reports({"reports": told}))["best", Harm.INJURED].best == injured


def test_one_report_of_the_third_day_outweighs_three_of_the_first() -> None:
    early = [on(outlet, 31, "2024-05-01") for outlet in ("Herald", "Post", "Wire")]
    assert most_supported([*early, on("Times", 44, "2024-05-04")]).best == 44
    assert most_supported([*early, on("Times", 44, "2024-05-02")]).best == 31


def test_the_silence_of_some_reports_says_nothing_against_a_count_that_several_give() -> None:
    told = [
        {
            "day": "2021-03-05",
            "title": "Five killed in Elko",
            "text": "Five people were killed in Elko, Nevada, on Thursday.",
        },
        {
            "day": "2021-03-05",
            "title": "Elko mourns five",
            "text": "Five people were shot dead in Elko on Thursday, police said.",
        },
        {
            "day": "2021-03-05",
            "title": "Elko attack",
            "text": "A gunman killed five people in Elko on Thursday and wounded two.",
        },
        {
            "day": "2021-03-06",
            "title": "Elko after the attack",
            "text": "Five people were killed and two wounded in Elko on Thursday.",
        },
    ]
    injured = estimates(reports({"reports": told}))["range", Harm.INJURED]
    assert (injured.low, injured.high) == (2, 2)


def test_one_victim_named_is_no_low_end_beside_a_count_of_all() -> None:
    told = [
        {
            "day": "2021-03-05",
            "title": "Mayor dies in Elko",
            "text": "Mayor Ray Dunn was shot dead in Elko, Nevada, on Thursday.",
        },
        {
            "day": "2021-03-05",
            "title": "Elko attack",
            "text": "A gunman killed four people in Elko on Thursday, police said.",
        },
        {
            "day": "2021-03-06",
            "title": "Elko mourns",
            "text": "Four people were shot dead in Elko on Thursday, police said.",
        },
    ]
    killed = estimates(reports({"reports": told}))["range", Harm.KILLED]
    assert (killed.low, killed.high) == (4, 4)


def test_many_hurt_in_one_report_are_not_refuted_by_the_silence_of_another() -> None:
    told = [
        {
            "day": "2021-03-05",
            "title": "Bus overturns near Elko",
            "text": "Three people were killed and 23 injured when a bus overturned near Elko, Nevada, on Thursday.",
        },
        {
            "day": "2021-03-05",
            "title": "Three dead in bus crash",
            "text": "Three people died on Thursday when a bus overturned near Elko, Nevada, police said.",
        },
    ]
    found = estimates(reports({"reports": told}))
    injured = found["range", Harm.INJURED]
    assert (injured.low, found["best", Harm.INJURED].low, injured.high) == (23, 23, 23)


def test_reports_that_tell_of_nobody_harmed_set_no_upper_end() -> None:
    charged = (
        "A 30-year-old man from Elko was arrested on Thursday over last month's shooting at a garage, police said."
    )
    found = estimates(
        reports({"reports": [{"day": "2021-03-05", "title": "Arrest in Elko garage shooting", "text": charged}]})
    )
    for harm in (Harm.KILLED, Harm.INJURED):
        assert (found["best", harm].low, found["best", harm].high) == (0, None)


def test_nobody_hurt_where_a_report_says_so_is_an_upper_end() -> None:
    text = "Shots were fired at a garage in Elko, Nevada, on Thursday, but no one was injured, police said."
    found = estimates(
        reports({"reports": [{"day": "2021-03-05", "title": "Shots fired at Elko garage", "text": text}]})
    )
    assert (found["best", Harm.INJURED].low, found["best", Harm.INJURED].high) == (0, 0)


def test_a_count_stated_far_down_is_never_none() -> None:
    filler = "Neighbors spoke of the street and of the garage at its end. " * 60
    text = f"A gunman killed four people in Elko, Nevada, on Thursday, police said. {filler}He also wounded two people."
    told = [{"day": "2021-03-05", "title": "Four killed in Elko", "text": text}]
    injured = estimates(reports({"reports": told}))["range", Harm.INJURED]
    assert injured.high == 2


@pytest.mark.parametrize(
    ("state", "high"), [("in critical condition", 1), ("in good condition with a wound to the leg", 0)]
)
def test_a_grave_wound_may_have_killed_since(state: str, high: int) -> None:
    text = f"A man was shot outside a bar in Elko, Nevada, on Thursday night. He is {state}, police said."
    killed = estimates(reports({"reports": [{"day": "2021-03-05", "title": "Man shot in Elko", "text": text}]}))
    assert (killed["best", Harm.KILLED].low, killed["best", Harm.KILLED].high) == (0, high)
    assert killed["range", Harm.KILLED].high == 0, "nobody says that he died"


def test_many_alike_reports_are_no_surer_than_one() -> None:
    one = likely({0: 0.7, 1: 0.3}, 1, 0.9)
    assert one == [0, 1]
    assert likely(together([Chances(f"r{n}", 1, (Chance(0, 0.7), Chance(1, 0.3))) for n in range(9)]), 9, 0.9) == one
    assert likely({0: 0.95, 1: 0.05}, 1, 0.9) == [0]


@pytest.mark.parametrize(
    ("title", "text", "low", "high"),
    [
        (
            "Violent night in Elko leaves one dead, nine wounded",
            "One person was shot dead and nine were wounded in different parts of the city overnight, police said.",
            0,
            1,
        ),
        (
            "Elko police blotter",
            "A man was charged with killing his roommate with a bat on Dale Street, police said on Sunday.",
            0,
            1,
        ),
        (
            "One dead, nine wounded in Elko bar",
            "One person was shot dead and nine were wounded in a bar in Elko, Nevada, on Thursday night, police said.",
            1,
            1,
        ),
    ],
)
def test_a_round_up_alone_leaves_open_whether_any_one_happening_killed(
    title: str, text: str, low: int, high: int
) -> None:
    found = estimates(reports({"reports": [{"day": "2021-03-05", "title": title, "text": text}]}))
    assert (found["best", Harm.KILLED].low, found["best", Harm.KILLED].high) == (low, high)
    assert found["best", Harm.KILLED].best == 1


def test_silence_about_the_dead_confirms_no_number_of_them() -> None:
    words = "A man was wounded when somebody fired at a car in Norham on Monday, police said."
    held = [
        Report.make(name=name, text=f"{words} {name} spoke to neighbours.", outlet=name, published="2024-05-06")
        for name in ("Northern Wire", "Harbour Review")
    ]
    claims = [claim for report in held for claim in Grammar().extract(report)]
    grade = reconcile(_incident(held, claims), (), held, claims).grade
    assert grade is not None
    assert (grade.toll, grade.toll_origins) == (Corroboration.INCONCLUSIVE, 0)
    assert grade.toll_reason == "no report tells of anybody killed, and none says that nobody was"
