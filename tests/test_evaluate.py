"""Scoring as its user meets it: small gold sets of our own, floors that only rise, and the shared tools agree."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from casrec.cli import main
from casrec.evaluate import Measured, raised, sets, under
from casrec.scoring import events, figures

SHARED = Path(__file__).parent.parent.parent / "shared"
TEXT = (
    "At least nine people were killed in Mosul on Monday when a car bomb exploded, police said.\n"
    "A hospital official said 21 people were wounded.\n"
    "Islamic State claimed responsibility for the attack."
)


def quote(words: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(words)
    plain = {"approx": False, "explicit": True, "who": "people", "places": ["Mosul"], "incident": "main"}
    return {"quote": words, "start": start, "end": start + len(words), **plain, **fields}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder of one annotated report of our own."""
    root = tmp_path / "ours"
    for name in ("docs", "gold"):
        (root / name).mkdir(parents=True)
    (root / "docs" / "one.txt").write_text(TEXT, encoding="utf-8")
    annotated = {
        "doc": "one",
        "figures": [
            quote("At least nine", kind="killed", low=9, high=None, source="police"),
            quote("21", kind="injured", low=21, high=21, source="A hospital official"),
            quote("Monday", kind="missing", low=7, high=7, source=None),
        ],
        "responsibility": [{"actor": "Islamic State", "stance": "claimed", "by": "Islamic State"}],
    }
    (root / "gold" / "one.json").write_text(json.dumps(annotated), encoding="utf-8")
    return root


def test_a_gold_folder_is_scored_with_its_errors(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(gold), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["ours"]["all"]
    assert rows["figures F1"] == pytest.approx(0.8)
    assert (rows["source accuracy"], rows["responsibility F1"]) == (1.0, 1.0)
    assert main(["score", str(gold), "--errors", "5"]) == 0
    assert "missed: one missing 7..7" in capsys.readouterr().out


def test_floors_are_pinned_checked_and_never_lowered(gold: Path, tmp_path: Path) -> None:
    floors, page = tmp_path / "floors.json", tmp_path / "accuracy.md"
    args = ["score", str(gold), "--quiet", "--floors", str(floors)]
    assert main([*args, "--pin", "--report", str(page)]) == 0
    assert "## ours" in page.read_text(encoding="utf-8")
    assert main([*args, "--check"]) == 0
    pinned = json.loads(floors.read_text(encoding="utf-8"))
    pinned["ours"]["floors"]["figures F1"] = 0.95
    floors.write_text(json.dumps(pinned), encoding="utf-8")
    assert main([*args, "--check"]) == 1
    assert main([*args, "--pin"]) == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["ours"]["floors"]["figures F1"] == 0.95


def test_a_floor_of_what_should_be_low_is_a_ceiling() -> None:
    measured = Measured("x", "d", {"all": {"mixed incidents": 5.0}}, [])
    floors = raised({}, [measured])
    assert not under(floors, measured)
    assert under(floors, Measured("x", "d", {"all": {"mixed incidents": 6.0}}, []))
    assert under(floors, Measured("x", "other", {"all": {"mixed incidents": 1.0}}, []))
    assert not under({}, measured)


def test_what_is_no_gold_set_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(tmp_path)]) == 1
    assert "no gold set" in capsys.readouterr().err
    assert main(["score", str(tmp_path / "nowhere")]) == 1


def reports() -> list[dict[str, str]]:
    told = {
        "a": "Three people were killed and five were wounded in a shooting in Dover, Delaware, on Monday, police said.",
        "b": "Police in Dover, Delaware, said three people died and five were hurt when a gunman fired on Monday.",
        "c": "A train left the rails near Valencia in Spain on Friday; 12 passengers were killed, the mayor said.",
    }
    days = {"a": "2016-03-01", "b": "2016-03-01", "c": "2011-07-09"}
    return [{"name": n, "title": "", "published": days[n], "text": t, "outlet": n, "url": ""} for n, t in told.items()]


def test_events_and_tolls_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "reports.jsonl", reports())
    happened = [
        {"event": "dover", "reports": ["a", "b"], "killed": 3, "injured": 5, "date": "February 29, 2016"},
        {"event": "valencia", "reports": ["c"], "killed": 12, "date": "2011-07-09"},
    ]
    write(tmp_path / "events.jsonl", happened)
    write(tmp_path / "tolls.jsonl", [{"event": "dover", "killed": {"acceptable": [3], "low": 3, "high": 3}}])
    assert main(["score", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)[tmp_path.name]["all"]
    assert rows["B-cubed f1"] == 1.0
    assert (rows["killed exact"], rows["killed acceptable"], rows["injured exact"]) == (1.0, 1.0, 1.0)
    assert rows["day exact"] == 0.5  # a Friday told of on the Saturday was the day before


def test_tolls_without_texts_are_joined_with_the_corpora_and_those_kept_apart_show_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpora" / "own").mkdir(parents=True)
    write(tmp_path / "corpora" / "own" / "reports.jsonl", reports())
    happened = [{"event": "dover", "reports": ["a", "b"]}, {"event": "valencia", "reports": ["c"]}]
    write(tmp_path / "corpora" / "own" / "events.jsonl", happened)
    monkeypatch.setattr(sets, "CORPORA", tmp_path / "corpora")
    unknown: dict[str, Any] = {"acceptable": [], "low": None, "high": None}
    dover = {"killed": {"acceptable": [3], "low": 3, "high": 3}, "injured": {"acceptable": [5], "low": 5, "high": 6}}
    valencia = {"killed": {"acceptable": [13], "low": 12, "high": 30}, "injured": unknown}
    write(
        tmp_path / "event-tolls.jsonl",
        [
            {"set": "own", "event": "dover", "read": True, **dover},
            {"set": "own", "event": "valencia", "read": False, **valencia},
            {"set": "not here", "event": "elsewhere", "read": True, **dover},
        ],
    )
    assert main(["score", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["tolls-unseen"]
    assert (rows["all"]["killed acceptable"], rows["all"]["killed low right"]) == (0.5, 1.0)
    assert (rows["read"]["injured acceptable"], rows["read"]["injured high right"]) == (1.0, 1.0)
    assert rows["validation"] == {"killed acceptable": 0.0, "killed low right": 1.0, "killed high right": 0.0}
    assert main(["score", str(tmp_path), "--errors", "9"]) == 0
    assert "valencia" not in capsys.readouterr().out


def test_single_reports_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": r["name"], "title": "", "text": r["text"], "killed": k, "injured": i}
            for r, k, i in zip(reports(), (3, 3, 11), (5, 5, 0), strict=True)]  # fmt: skip
    write(tmp_path / "documents.jsonl", rows)
    assert main(["score", str(tmp_path), "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)[tmp_path.name]["all"]
    assert measured["killed exact"] == pytest.approx(2 / 3)
    assert measured["injured exact"] == 1.0


def test_annotations_without_texts_are_joined_by_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpora" / "own").mkdir(parents=True)
    write(tmp_path / "corpora" / "own" / "reports.jsonl", [{"name": "one", "text": TEXT, "published": "2016-03-01"}])
    monkeypatch.setattr(sets, "CORPORA", tmp_path / "corpora")
    figure = quote("At least nine", kind="killed", low=9, high=None, source="police")
    row = {"set": "own", "report": "one", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
           "figures": [figure], "responsibility": []}  # fmt: skip
    write(tmp_path / "annotations.jsonl", [row, {**row, "report": "not here"}])
    assert main(["score", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unseen"]["all"]["figures F1"] > 0.5
    write(tmp_path / "annotations.jsonl", [{**row, "sha256": "0" * 64}])
    assert main(["score", str(tmp_path)]) == 1
    assert "not the one that was annotated" in capsys.readouterr().err


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


# ---------------------------------------------------------------- our scorers against the shared tools


def tool(name: str) -> ModuleType:
    path = SHARED / "tools" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"../shared/tools/{name}.py is not here")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_figure_scores_are_those_of_the_shared_tool(gold: Path) -> None:
    theirs = tool("score_figures")
    statement = {"report": "one", "type": "casualty", "approx": False, "explicit": True, "scope": "main"}
    start = TEXT.index("At least nine")
    predicted: list[dict[str, Any]] = [
        {**statement, "kind": "killed", "low": 9, "high": None, "start": start, "end": start + 13,
         "places": [{"text": "Mosul", "name": "Mosul"}, {"text": "Iraq", "name": "Iraq"}],
         "source": {"text": "officers"}},
        {**statement, "kind": "injured", "low": 20, "high": 20, "start": 0, "end": 9, "places": [], "source": None},
        {"report": "one", "type": "responsibility", "actor": {"text": "IS"}, "stance": "claimed", "by": None,
         "start": 0, "end": 5},
    ]  # fmt: skip
    wanted, _, _ = theirs.score(gold, predicted)
    ours = figures.score(*figures.load(gold), predicted).rows()
    assert ours["figures F1"] == pytest.approx(wanted["figures"]["f1"], abs=1e-4)
    assert ours["places F1"] == pytest.approx(wanted["places"]["f1"], abs=1e-4)
    assert ours["source accuracy"] == pytest.approx(wanted["source_accuracy"], abs=1e-4)
    assert ours["responsibility F1"] == pytest.approx(wanted["responsibility"]["f1"], abs=1e-4)


def test_our_event_scores_are_those_of_the_shared_tool(tmp_path: Path) -> None:
    theirs = tool("score_events")
    happened = [{"event": "e1", "reports": ["a", "b"], "killed": 3}, {"event": "e2", "reports": ["c"], "killed": 12}]
    write(tmp_path / "events.jsonl", happened)
    lines: list[dict[str, object]] = [{"report": name, "incident": "i1"} for name in "abc"]
    lines.append({"incident": "i1", "harm": "killed", "low": 2, "best": 3, "high": 12})
    wanted, _ = theirs.score(tmp_path, lines)
    ours, _ = events.score(happened, [], lines)
    assert ours["B-cubed f1"] == pytest.approx(wanted["linking"]["f1"], abs=1e-4)
    assert ours["mixed incidents"] == wanted["linking"]["mixed"]
    assert ours["killed exact"] == wanted["killed"]["exact"]
    assert ours["killed in range"] == wanted["killed"]["in_range"]
