"""The records of the two examples, from their reports to the dossier: what a reader must find there."""

from __future__ import annotations

from pathlib import Path

import pytest

from casrec import pipeline
from casrec.engines.local import LocalEngine
from casrec.records import Dossier, Estimate
from casrec.settings import Settings
from casrec.store.memory import MemoryStore
from casrec.terms import FindingKind, Group, Harm

EXAMPLES = Path(__file__).parent.parent / "examples"


def dossiers(example: str) -> list[Dossier]:
    """All dossiers of an example, those with reports of their own first."""
    store = MemoryStore()
    pipeline.run([str(EXAMPLES / example)], store, LocalEngine(1), Settings())
    return sorted(pipeline.dossiers(store), key=lambda one: -len(one.incident.reports))


def whole(dossier: Dossier, harm: Harm, policy: str = "range") -> Estimate:
    """The estimate of everyone in the incident as a whole."""
    return next(
        one
        for one in dossier.estimates
        if (one.incident, one.harm, one.group, one.policy) == (dossier.incident.id, harm, Group.PEOPLE, policy)
    )


@pytest.fixture(scope="module")
def bombings() -> list[Dossier]:
    return dossiers("jableh-tartus")


@pytest.fixture(scope="module")
def quake() -> list[Dossier]:
    return dossiers("earthquake")


def test_jableh_was_struck_a_quarter_of_an_hour_after_tartus(bombings: list[Dossier]) -> None:
    times = {child.places[0].text: child.when for child in bombings[0].children}
    tartus, jableh = times["Tartus"], times["Jableh"]
    assert tartus is not None
    assert jableh is not None
    assert (tartus.local, tartus.earliest) == ("09:00", "2016-05-23T06:00:00Z")
    assert (jableh.local, jableh.earliest, jableh.approximate) == ("09:15", "2016-05-23T06:15:00Z", True)


def test_bus_station_stands_against_petrol_station(bombings: list[Dossier]) -> None:
    said = [one for one in bombings[0].findings if one.kind is FindingKind.CONTRADICTION]
    targets = [one for one in said if "petrol station" in one.sentence and "bus station" in one.sentence]
    assert len(targets) == 1
    reports = {claim.report for claim in bombings[0].claims if claim.id in targets[0].claims}
    assert len(reports) > 1


@pytest.mark.parametrize("example", ["bombings", "quake"])
def test_best_lies_within_the_range(example: str, request: pytest.FixtureRequest) -> None:
    for dossier in request.getfixturevalue(example):
        ranges = {(one.incident, one.harm, one.group): one for one in dossier.estimates if one.policy == "range"}
        for one in dossier.estimates:
            held = ranges[one.incident, one.harm, one.group]
            missing_are_among_the_dead = one.policy == "emdat"
            if one.best is not None and not missing_are_among_the_dead:
                assert held.low is None or held.low <= one.best
                assert held.high is None or one.best <= held.high


def test_injured_best_is_the_count_and_no_lower_bound(bombings: list[Dossier]) -> None:
    injured = whole(bombings[0], Harm.INJURED, "best")
    assert (injured.low, injured.best, injured.high) == (225, 225, 225)


def test_a_total_that_names_no_place_is_of_the_whole(quake: list[Dossier]) -> None:
    killed, injured = whole(quake[0], Harm.KILLED), whole(quake[0], Harm.INJURED)
    assert (killed.low, killed.high) == (58, 58)
    assert injured.high is not None
    assert injured.high >= 188
    camana = next(child for child in quake[0].children if child.places[0].name.startswith("Caman"))
    ours = [one for one in quake[0].estimates if one.incident == camana.id and one.policy == "range"]
    highs = [one.high for one in ours if one.harm is Harm.KILLED]
    assert highs
    assert all(high is not None and high < 10 for high in highs)


def test_the_quake_has_its_own_time_and_not_its_aftershocks(quake: list[Dossier]) -> None:
    when = quake[0].incident.when
    assert when is not None
    assert (when.local, when.earliest) == ("04:42", "2019-03-12T09:42:00Z")
