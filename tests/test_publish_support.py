"""How well an incident is supported, as a reader is told; and the policies' columns."""

from __future__ import annotations

from casrec.publish import policies, support
from casrec.records import Estimate, Grade, replace
from casrec.terms import Corroboration, GradeWord, Group, Harm, Victims

FAIR = Grade(
    incident="inc-1", version="1", grade=GradeWord.FAIR, reasons=("two independent origins tell of it", "A is accused"),
    occurrence=Corroboration.CONFIRMED, occurrence_origins=2, toll=Corroboration.INCONCLUSIVE, toll_origins=1,
    victims=Victims.NOT_SAID, toll_reason="one origin gives it", provisional=True,
)  # fmt: skip


def estimate(policy: str, low: int | None, best: int | None, high: int | None) -> Estimate:
    return Estimate(
        incident="inc-1", harm=Harm.KILLED, group=Group.PEOPLE, policy=policy, version="1", low=low, best=best,
        high=high, used=(), reason="a; b",
    )  # fmt: skip


def test_the_grade_its_reasons_and_both_corroborations_are_told() -> None:
    assert support.sentences(FAIR) == (
        "Grade on Airwars’ scale: fair. Two independent origins tell of it; A is accused.",
        "That it happened is confirmed: two independent texts tell of it.",
        "How many were killed is inconclusive: one origin gives it.",
        "Provisional: the number of the killed has one origin.",
        "Whether those harmed were civilians is not said.",
    )


def test_where_there_is_no_grade_it_is_said_why() -> None:

    quake = replace(FAIR, grade=None, reasons=("a natural disaster has no belligerent",), provisional=False)
    first, *rest = support.sentences(quake)
    assert first.endswith("which is for harm by a belligerent: a natural disaster has no belligerent.")
    assert not any("civilians" in said or "Provisional" in said for said in rest)
    assert support.short(quake) == "not graded"
    assert support.sentences(None) == ()


def test_what_a_policy_gives_in_words() -> None:
    assert policies.gives(estimate("range", 78, None, 148)) == "78 to 148"
    assert policies.gives(estimate("ucdp", 78, 78, 148)) == "78 (78 to 148)"
    assert policies.gives(estimate("ucdp", 78, 78, 78)) == "78"
    assert policies.gives(estimate("ucdp", 40, 40, None)) == "40 (40 or more)"
    assert policies.gives(estimate("acled", None, 1200, None)) == "1,200"
    assert policies.gives(estimate("gtd", None, None, None)) == "blank"
    assert policies.gives(estimate("best", 8, None, None)) == "no single figure"


def test_columns_stand_in_one_order_and_a_strangers_last() -> None:
    held = [estimate(name, 1, 1, 1) for name in ("mine", "gtd", "best", "ucdp", "range")]
    assert policies.columns(held) == ("ucdp", "gtd", "mine")
    assert policies.label("emdat") == "EM-DAT"
    assert policies.label("mine") == "mine"


def test_a_reason_is_not_said_twice() -> None:
    told = policies.reasoning(estimate("best", 1, 1, 1), "Killed", "b")
    assert told.why == "A."
