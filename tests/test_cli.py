"""The command line as its user meets it: what it prints, what it leaves, its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casrec.cli import main
from casrec.records import Claim, Report
from casrec.seams import R

EXAMPLES = Path(__file__).parent.parent / "examples"
FIRST = EXAMPLES / "jableh-tartus"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store into which the first example was run."""
    folder = tmp_path_factory.mktemp("cli")
    url = f"sqlite:///{folder / 'casrec.db'}"
    assert main(["run", str(FIRST), "--store", url, "--out", str(folder / "pages"), "--quiet"]) == 0
    assert (folder / "pages" / "index.html").exists()
    return url


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom casrec.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"spacy", "numpy", "sqlalchemy", "rich", "jinja2", "trafilatura", "msgspec", "yaml", "asyncio"}


def test_showing_loads_nothing_of_the_stages(url: str) -> None:
    """A store is opened and shown in less than 0.3 s: not by loading what reads, extracts, links and reconciles."""
    code = (
        "import sys\nfrom casrec.cli import main\n"
        f"for asked in (['show', 'Jableh'], ['explain', 'Jableh', 'killed']): main([*asked, '--store', {url!r}])\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "casrec.gathering" in loaded
    stages = {"casrec.pipeline", "casrec.extract.joining", "casrec.ingest.reports", "casrec.reconcile.estimate"}
    assert not loaded & {*stages, "spacy", "numpy", "sqlalchemy", "jinja2", "trafilatura"}


def test_an_incident_is_looked_up_by_the_rarest_of_its_words() -> None:
    from casrec.commands.showing import _named
    from casrec.records import Incident
    from casrec.store.memory import MemoryStore

    class Counting(MemoryStore):
        """A store that counts what is read out of it."""

        read = 0

        def find(self, kind: type[R], **where: object) -> Iterator[R]:
            for record in super().find(kind, **where):
                self.read += 1
                yield record

    store = Counting()
    titles = [*(f"Shooting in Omaha, {n} May" for n in range(500)), "Shooting in Erie, 3 May"]
    store.replace(Incident, [Incident(id=f"inc-{n}", title=t, mentions=(), reports=(), claims=())
                             for n, t in enumerate(titles)])  # fmt: skip
    assert [one.id for one in _named(store, "shooting in Erie")] == ["inc-500"]
    assert store.read < 10
    assert [one.id for one in _named(store, "shooting in Eri")] == ["inc-500"], "by a part of a word too"
    assert _named(store, "flood") == []
    store.read = 0
    assert len(_named(store, "shooting in Omaha")) > 1
    assert store.read < 30, "who must choose is not shown hundreds"


def test_run_ends_with_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = f"sqlite:///{tmp_path / 'a.db'}"
    assert main(["run", str(FIRST), "--store", store, "--out", str(tmp_path / "pages")]) == 0
    out = capsys.readouterr().out
    assert "Jableh" in out
    assert "5 reports read (5 new)" in out
    assert main(["run", str(FIRST), "--store", store, "--out", str(tmp_path / "pages"), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["read"], again["new"], again["claims"], again["failed"]) == (5, 0, 0, [])


def test_an_incident_is_looked_up_by_a_place_that_no_gazetteer_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'camps.db'}"
    told = "Gunmen attacked the Bracken displacement camp in Sudan on Sunday and killed 21 people, a monitor said."
    (tmp_path / "camp.txt").write_text(told, encoding="utf-8")
    assert main(["run", "--quiet", "--store", url, "--out", str(tmp_path / "out"), str(tmp_path / "camp.txt")]) == 0
    for asked in ("Bracken", "Sudan"):
        assert main(["show", asked, "--store", url]) == 0
        assert "21" in capsys.readouterr().out
    assert main(["show", "Alder Island", "--store", url]) != 0


def test_a_failed_report_is_named_on_stderr_and_the_status_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("")
    args = ["--store", f"sqlite:///{tmp_path / 'a.db'}", "--out", str(tmp_path / "pages")]
    assert main(["run", str(FIRST), str(tmp_path / "empty.txt"), *args]) == 1
    seen = capsys.readouterr()
    assert "empty" in seen.err
    assert "5 reports read" in seen.out


def test_show_lists_and_prints_a_dossier(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--store", url]) == 0
    assert "Jableh" in capsys.readouterr().out
    assert main(["show", "Jableh", "--store", url]) == 0
    assert "148" in capsys.readouterr().out
    assert main(["show", "Jableh", "--store", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["record"] == "dossier"
    assert main(["show", "--store", url, "--json", "--at", "2016-05-22"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["show", "Nowhere", "--store", url]) == 2
    assert "Nowhere" in capsys.readouterr().err


def test_explain_goes_from_the_number_to_the_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Jableh", "killed", "--store", url]) == 0
    out = capsys.readouterr().out
    assert "148" in out
    assert "Range" in out


def test_the_stages_run_alone_as_filters() -> None:
    def filter_of(*args: str, feed: bytes = b"") -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "casrec", *args], input=feed, capture_output=True, check=True
        ).stdout

    reports = filter_of("read", str(FIRST))
    assert {row["record"] for row in lines(reports.decode())} == {"report"}
    claims = filter_of("extract", feed=reports)
    assert {row["record"] for row in lines(claims.decode())} == {"report", "claim"}
    linked = filter_of("link", feed=claims)
    assert "incident" in {row["record"] for row in lines(linked.decode())}
    dossiers = lines(filter_of("reconcile", feed=linked).decode())
    assert {row["record"] for row in dossiers} == {"dossier"}
    assert any("Jableh" in str(row["incident"]) for row in dossiers)


def test_extract_writes_statements_and_summaries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(FIRST), "--format", "jsonl"]) == 0
    rows = lines(capsys.readouterr().out)
    assert {row["type"] for row in rows} == {"casualty", "responsibility"}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FIRST.glob("*.txt")}
    assert {row["report"] for row in rows} == set(texts)
    assert main(["extract", str(FIRST), "--format", "summaries"]) == 0
    rows = lines(capsys.readouterr().out)
    assert len(rows) == 5
    assert all({"report", "killed", "injured", "place", "date", "kind"} <= row.keys() for row in rows)


def test_a_summary_that_fails_is_named_and_stops_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from casrec.commands import stages
    from casrec.extract.summaries import summarise

    seen: list[str] = []

    def failing(report: Report, claims: list[Claim]) -> dict[str, Any]:
        seen.append(report.name)
        if len(seen) == 1:
            raise ValueError("no sense in it")
        return summarise(report, claims)

    monkeypatch.setattr(stages, "summarise", failing)
    assert main(["extract", str(FIRST), "--format", "summaries"]) == 1
    out, err = capsys.readouterr()
    assert f"failed: {seen[0]}: its summary failed: ValueError: no sense in it" in err
    assert len(out.splitlines()) == len(seen) - 1 > 0


@pytest.mark.parametrize("name", ["json", "csv", "links", "html"])
def test_export_as(url: str, name: str, tmp_path: Path) -> None:
    assert main(["export", "--as", name, "--store", url, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out").exists()


def test_an_unknown_exporter_lists_those_there_are(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--as", "nonsense", "--store", url]) == 1
    assert "links" in capsys.readouterr().err


def test_rebuild_judge_and_withdraw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    main(["run", str(FIRST), "--store", url, "--out", str(tmp_path / "pages"), "--quiet"])
    assert main(["rebuild", "--store", url]) == 0
    main(["show", "Jableh", "--store", url, "--json"])
    claim = json.loads(capsys.readouterr().out)["claims"][0]["id"]
    assert main(["judge", claim, "--verdict", "rejected", "--by", "Amal", "--store", url]) == 0
    assert main(["judge", claim, "--verdict", "same", "--by", "Amal", "--store", url]) == 2
    assert main(["judge", claim, "--verdict", "accepted", "--by", "rule:x", "--store", url]) == 2
    assert main(["withdraw", "northern-wire", "--by", "a relative", "--reason", "safety", "--store", url]) == 0
    assert main(["withdraw", "nobody", "--by", "x", "--reason", "y", "--store", url]) == 2


def test_wrong_usage_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["run"])
    assert stop.value.code == 2
    assert main(["show", "--store", "nonsense"]) == 1
    assert "not a store URL" in capsys.readouterr().err


def test_broken_record_lines_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"record":"claim"}\n')))
    assert main(["link"]) == 1
    assert "standard input, line 1" in capsys.readouterr().err
