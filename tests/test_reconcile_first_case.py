"""The record of the first case, from claims made by hand over the example reports."""

from __future__ import annotations

from functools import lru_cache

import pytest

from casrec.link import Linked, link
from casrec.reconcile import Reconciled, reconcile
from casrec.records import Claim, Estimate, Incident
from casrec.terms import FindingKind, Group, Harm
from tests import first_case


@lru_cache
def linked() -> Linked:
    return link(first_case.reports().values(), first_case.dossier().claims)


def top() -> Incident:
    return next(one for one in linked().incidents if one.reports and one.parent is None)


@lru_cache
def record() -> Reconciled:
    wave = top()
    children = [one for one in linked().incidents if one.parent == wave.id]
    return reconcile(wave, children, first_case.reports().values(), first_case.dossier().claims, linked().echoes)


def estimate(where: str, harm: Harm = Harm.KILLED, policy: str = "range", group: Group = Group.PEOPLE) -> Estimate:
    names = {one.id: one for one in linked().incidents}
    return next(
        one
        for one in record().estimates
        if (one.harm, one.policy, one.group) == (harm, policy, group) and where in names[one.incident].title
    )


def claims() -> dict[str, Claim]:
    return {claim.id: claim for claim in first_case.dossier().claims}


def sentences(kind: FindingKind) -> list[str]:
    return [one.sentence for one in record().findings if one.kind is kind]


def test_the_five_reports_are_one_wave_with_a_child_for_each_town() -> None:
    wave = top()
    assert wave.title == "Bombings in Jableh and Tartus, 23 May 2016"
    assert len(wave.reports) == 5
    titles = sorted(one.title for one in linked().incidents if one.parent == wave.id)
    assert titles == ["Bombing in Jableh, 23 May 2016", "Bombing in Tartus, 23 May 2016"]


@pytest.mark.parametrize(
    ("where", "harm", "low", "high"),
    [
        ("and Tartus", Harm.KILLED, 78, 148),
        ("Bombing in Jableh", Harm.KILLED, 45, 100),
        ("Bombing in Tartus", Harm.KILLED, 33, 48),
        ("and Tartus", Harm.INJURED, 225, 225),
    ],
)
def test_range_runs_from_the_lowest_to_the_highest_count(where: str, harm: Harm, low: int, high: int) -> None:
    found = estimate(where, harm)
    assert (found.low, found.high) == (low, high)


def test_best_stands_between_the_ends() -> None:
    found = estimate("and Tartus", policy="best")
    assert (found.low, found.best, found.high) == (78, 148, 148)


def test_at_least_eight_children() -> None:
    found = estimate("and Tartus", group=Group.CHILDREN)
    assert (found.low, found.high) == (8, None)


def test_the_monitors_earlier_figures_are_set_aside_as_revised() -> None:
    reasons = {claims()[one.claim].span.quote: one.reason for one in estimate("and Tartus").set_aside}
    for words in ("At least 53", "48", "121"):
        assert reasons[words].startswith("revised by the same source"), words
    assert reasons["45"].startswith("revised by the same source to 78")
    assert reasons["more than 148"] == "the outlet's own summary of the counts it cites"


def test_what_is_of_other_happenings_is_set_aside_with_the_reason() -> None:
    reasons = {claims()[one.claim].span.quote: one.reason for one in estimate("and Tartus").set_aside}
    assert reasons["144"] == "of another happening: bombings in northwestern Syria"
    assert reasons["more than 270,000"] == "a total of the whole conflict"
    assert reasons["at least 41"] == "of another happening: bombings in Aden, Yemen"
    assert reasons["scores"] == "of another happening: bombings in Damascus and Homs"


def test_the_dispute_names_state_media_and_the_monitor() -> None:
    (said,) = sentences(FindingKind.DISPUTE)[:1]
    assert "78" in said
    assert "148" in said
    assert "state media" in said.casefold()
    assert "Syrian Observatory for Human Rights" in said


def test_parts_and_totals_are_checked() -> None:
    agree = sentences(FindingKind.AGREEMENT)
    assert any("45 in Jableh and 33 in Tartus add up to 78" in said for said in agree)
    assert any("add up to 148" in said for said in agree)
    (wire, *_) = [said for said in sentences(FindingKind.PARTS_DISAGREE) if said.startswith("Northern Wire")]
    assert "more than 148" in wire
    assert sentences(FindingKind.PART_EQUALS_TOTAL) == [
        "The total of 45 killed in Harbour Review is the number that Northern Wire gives for Jableh alone."
    ]


def test_two_reports_share_one_text_and_a_station_is_two_stations() -> None:
    assert any("share one text" in said for said in sentences(FindingKind.SHARED_TEXT))
    assert any("petrol station" in said and "bus station" in said for said in sentences(FindingKind.CONTRADICTION))
    assert any("60 miles (40 kilometres)" in said for said in sentences(FindingKind.CONTRADICTION))


def test_responsibility_is_contested() -> None:
    (said,) = sentences(FindingKind.COMPETING_RESPONSIBILITY)
    assert said.startswith("Islamic State claimed responsibility")
    assert "Ahrar al-Sham is accused by" in said
    assert "denies it" in said


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    wave = top()
    children = [one for one in linked().incidents if one.parent == wave.id]
    turned = reconcile(
        wave,
        reversed(children),
        reversed(list(first_case.reports().values())),
        reversed(first_case.dossier().claims),
        reversed(linked().echoes),
    )
    assert turned == record()
    assert link(reversed(list(first_case.reports().values())), reversed(first_case.dossier().claims)) == linked()
