"""Incidents in the columns of datasets of record: the right number of columns, the right policy, nothing made up."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

import pytest

from casrec import testing
from casrec.link import link
from casrec.publish.datasets import Acled, EmDat, Gtd, Ucdp, layouts
from casrec.publish.dossier import gather
from casrec.reconcile import reconcile
from casrec.records import Dossier, When, replace
from casrec.terms import IncidentKind, TimePrecision
from tests import first_case

EXPORTERS = (Ucdp, Acled, Gtd, EmDat)


@lru_cache
def case(kind: IncidentKind | None = None) -> Dossier:
    """The first case, reconciled; or as if it had been of another kind."""
    reports, claims = list(first_case.reports().values()), list(first_case.dossier().claims)
    linked = link(reports, claims)
    top = next(one for one in linked.incidents if one.reports and one.parent is None)
    children = [one for one in linked.incidents if one.parent == top.id]
    if kind is not None:
        top = replace(top, kind=kind)
    result = reconcile(top, children, reports, claims, linked.echoes)
    grades = [result.grade] if result.grade else []
    return gather(
        top, children, reports, claims, result.estimates, result.findings, linked.echoes, (), grades=grades
    )  # fmt: skip


def test_columns_are_those_of_the_datasets() -> None:
    held = {name: len(columns) for name, columns in layouts().items()}
    assert held == {"ucdp": 49, "acled": 31, "gtd": 135, "emdat": 46}
    assert {"nkillter", "nwoundte"} <= set(layouts()["gtd"])
    assert all(len(set(columns)) == len(columns) for columns in layouts().values())


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.__name__)
def test_contract(exporter: type[Ucdp | Acled | Gtd | EmDat], tmp_path: Path) -> None:
    kind = IncidentKind.FLOOD if exporter is EmDat else None
    testing.check_exporter(exporter(), [case(kind)], tmp_path)


def test_each_site_is_a_row_where_all_have_a_number() -> None:
    rows = list(Ucdp().rows([case()]))
    assert sorted((row["where_coordinates"], row["low"], row["best"], row["high"]) for row in rows) == [
        ("Jablah", "45", "45", "100"),
        ("Tartouss", "33", "33", "48"),
    ]
    assert {row["deaths_unknown"] for row in rows} == {"33", "45"}
    assert {row["date_start"] for row in rows} == {"2016-05-23"}
    assert {row["date_prec"] for row in rows} == {"1"}
    assert all("Syrian state media" in row["source_original"] for row in rows)
    assert {row["deaths_civilians"] for row in rows} == {""}, "nobody says how many were civilians"


def test_each_dataset_has_its_own_policys_number() -> None:
    assert sorted(row["fatalities"] for row in Acled().rows([case()])) == ["33", "45"]
    rows = list(Gtd().rows([case()]))
    assert sorted(row["nkill"] for row in rows) == ["33", "45"]
    assert all(row["multiple"] == "1" and row["dbsource"] == "casrec" for row in rows)
    assert all(rows[0]["eventid"] in row["related"] for row in rows)


def test_a_row_says_whose_number_it_is() -> None:
    (first, *_) = Acled().rows([case()])
    assert "under its policy acled" in first["notes"]
    assert "is the lowest" in first["notes"]
    assert "Grade on Airwars" in first["notes"]


def test_a_claim_of_responsibility_is_told_and_no_more_is_judged() -> None:
    (first, *_) = Gtd().rows([case()])
    assert (first["claimed"], first["gname"], first["guncertain1"]) == ("1", "Islamic State", "")
    assert {first[column] for column in ("crit1", "doubtterr", "attacktype1", "targtype1", "region")} == {""}


def test_an_incident_is_no_row_of_a_dataset_that_is_not_for_it() -> None:
    assert not list(EmDat().rows([case()])), "a bombing is no disaster"
    flood = case(IncidentKind.FLOOD)
    assert not list(Ucdp().rows([flood]))
    rows = list(EmDat().rows([flood]))
    assert len(rows) == 1, "a disaster is one entry, whatever places it struck"
    assert {row["Disaster Group"] for row in rows} == {"Natural"}
    assert all(row["Total Deaths"] for row in rows)


def test_a_row_is_dated_where_it_happened() -> None:
    night = When("2017-10-02T05:07:00Z", "2017-10-02T05:07:00Z", TimePrecision.MINUTE, "10:07 p.m.", "22:07")
    told = case()
    moved = replace(
        told,
        incident=replace(told.incident, when=night),
        children=tuple(replace(child, when=night) for child in told.children),
    )
    assert {(row["date_start"], row["date_end"]) for row in Ucdp().rows([moved])} == {("2017-10-01", "2017-10-01")}
    assert {row["event_date"] for row in Acled().rows([moved])} == {"2017-10-01"}
    assert {(row["imonth"], row["iday"]) for row in Gtd().rows([moved])} == {("10", "1")}


def test_an_open_end_stays_empty() -> None:
    dossier = case()
    open_ends = tuple(replace(one, high=None) if one.policy == "ucdp" else one for one in dossier.estimates)
    rows = list(Ucdp().rows([replace(dossier, estimates=open_ends)]))
    assert {row["high"] for row in rows} == {""}


def test_a_report_cannot_write_a_formula(tmp_path: Path) -> None:
    dossier = case()
    hostile = tuple(replace(one, outlet="=cmd|' /C calc'!A0") for one in dossier.reports)
    out = tmp_path / "rows.csv"
    Ucdp().export([replace(dossier, reports=hostile)], out)
    for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))):
        assert row["source_office"].startswith("'=")
