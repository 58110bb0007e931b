"""Exports and the terminal: lines that read back, rows that are no formulas, eighty columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from casrec.errors import UsageError
from casrec.publish import terminal
from casrec.publish.explain import chains
from casrec.publish.jsonl import JsonLines
from casrec.publish.table import COLUMNS, FigureTable, rows
from casrec.records import Dossier, decode, replace
from casrec.terms import Group, Harm
from tests import first_case


@pytest.fixture(scope="module")
def case() -> Dossier:
    return first_case.dossier()


def test_a_dossier_line_reads_back(case: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "dossiers.jsonl"
    JsonLines().export([case, case], out)
    lines = out.read_bytes().splitlines()
    assert [decode(Dossier, line) for line in lines] == [case, case]
    JsonLines().export([case], None)
    assert capsys.readouterr().out.encode() == lines[0] + b"\n"


def test_the_table_has_a_row_for_each_figure(case: Dossier, tmp_path: Path) -> None:
    out = tmp_path / "figures.csv"
    FigureTable().export([case], out)
    with out.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == COLUMNS
    by_words = {(row["outlet"], row["wording"]): row for row in found}
    early = by_words["Harbour Review", "At least 53"]
    assert (early["low"], early["high"], early["in_estimate"]) == ("53", "", "no")
    assert early["reason"] == "revised by the same source later"
    assert early["source"] == "Syrian Observatory for Human Rights"
    report = next(report for report in case.reports if report.id == early["report"])
    assert report.text[int(early["start"]) : int(early["end"])] == early["quote"]
    older = by_words["Northern Wire", "144"]
    assert (older["incident"], older["in_estimate"], older["date_earliest"]) == ("", "other", "1986-01-01")
    assert older["dossier"] == case.incident.id


def test_no_cell_is_a_formula(case: Dossier, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = replace(case.reports[0], outlet='=HYPERLINK("http://evil.example.org")', name="@SUM(A1)")
    FigureTable().export([replace(case, reports=(hostile, *case.reports[1:]))], None)
    cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]
    assert not any(cell.startswith(("=", "@", "+", "\t")) for cell in cells)
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_negative_coordinates_stay_numbers(case: Dossier) -> None:
    west = replace(case.children[0], places=(replace(first_case.JABLEH, longitude=-35.9),))
    found = list(rows(replace(case, children=(west, case.children[1]))))
    assert {row["longitude"] for row in found if row["incident"] == west.id} == {"-35.9"}


# ---------------------------------------------------------------- the terminal


def printed(call: Callable[..., object], *args: object, width: int = 80) -> str:
    out = io.StringIO()
    call(*args, console=Console(file=out, width=width, highlight=False, markup=False, emoji=False))
    return out.getvalue()


def test_the_terminal_fits_eighty_columns_without_colour(case: Dossier) -> None:
    text = printed(terminal.show, case)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    for part in ("What is known", "Findings", "Killed, by place and source", "Order of events", "Set aside"):
        assert part in text
    assert "more than 148" in text
    assert "«At least 53»" in text
    flat = " ".join(text.split())
    assert "Sources differ on how many people were killed: from 78 (Syrian state media)" in flat


def test_a_dossier_of_the_past_says_so(case: Dossier) -> None:
    out = io.StringIO()
    terminal.show(case, console=Console(file=out, width=80), at="2016-05-23T12:30Z")
    assert out.getvalue().startswith("As it was known at 2016-05-23T12:30Z.")


def test_the_summary_is_a_line_an_incident(case: Dossier) -> None:
    text = printed(terminal.summary, [case], width=120)
    assert "78 to 148" in text
    assert case.incident.id[:12] in text
    recalled = replace(case, incident=replace(case.incident, id="inc-recalled", reports=()))
    both = printed(terminal.summary, [recalled, case], width=120)
    assert both.index(case.incident.id[:12]) < both.index("Only recalled") < both.index("inc-recalled")
    assert "No incidents." in printed(terminal.summary, [])


def test_a_report_cannot_steer_the_terminal(case: Dossier) -> None:
    hostile = replace(case.reports[0], outlet="[red]Evil[/red]\x1b[2J\x1b]0;title\x07\u202eoutlet")
    text = printed(terminal.show, replace(case, reports=(hostile, *case.reports[1:])))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[red]Evil[/red]" in text


def test_explain_leads_from_the_number_to_the_words(case: Dossier) -> None:
    text = " ".join(printed(terminal.explain, case, "killed", width=140).split())
    assert "Killed, in all: 78 to 148" in text
    assert "State media had earlier counted «78» dead" in text
    assert "revised by the same source later" in text
    assert "same towns, same day, same kind" in text
    children = printed(terminal.explain, case, "killed:children", width=140)
    assert "8 or more" in children
    assert len(chains(case, Harm.KILLED, Group.PEOPLE)) == 3, "the whole and two towns, each under all its policies"


def test_what_copies_say_again_is_set_aside_once(case: Dossier) -> None:
    estimate = next(each for each in case.estimates if each.harm is Harm.KILLED and each.set_aside)
    gone = estimate.set_aside[0]
    again = replace(next(claim for claim in case.claims if claim.id == gone.claim), id="clm-again")
    more = replace(estimate, set_aside=(*estimate.set_aside, replace(gone, claim=again.id)))
    others = tuple(each for each in case.estimates if each is not estimate)
    copied = replace(case, claims=(*case.claims, again), estimates=(more, *others))
    before, after = (chains(one, Harm.KILLED, estimate.group)[0] for one in (case, copied))
    assert sorted(after.set_aside) == sorted(before.set_aside)


def test_explain_refuses_what_there_is_not(case: Dossier) -> None:
    with pytest.raises(UsageError, match="squashed"):
        printed(terminal.explain, case, "squashed")
    with pytest.raises(UsageError, match="abducted"):
        printed(terminal.explain, case, "abducted")


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "dossier.md").read_text(encoding="utf-8")
    assert not [column for column in COLUMNS if f"`{column}`" not in page]
