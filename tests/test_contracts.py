"""The built-in plug-ins keep the contracts that casrec.testing asks of any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casrec import pipeline, seams, testing
from casrec.engines.local import LocalEngine
from casrec.records import Claim, Dossier, Report
from casrec.settings import Settings
from casrec.store import open_store
from casrec.store.memory import MemoryStore

EXAMPLES = Path(__file__).parent.parent / "examples"
SAMPLES = {
    "text": ("text/plain", b"Nine people died when a roof fell in, the mayor said.", "a.txt"),
    "page": ("text/html", (EXAMPLES / "earthquake" / "tuesday-night.html").read_bytes(), "a.html"),
    "jsonl": ("application/x-ndjson", b'{"name": "a", "text": "Nine people died."}\n', "a.jsonl"),
    "feed": (
        "application/rss+xml",
        b'<rss version="2.0"><channel><title>News</title><item><title>Roof falls in</title>'
        b"<description>Nine people died when a roof fell in.</description></item></channel></rss>",
        "a.rss",
    ),
}


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    store = MemoryStore()
    pipeline.run([str(EXAMPLES / "earthquake")], store, LocalEngine(), Settings())
    return list(pipeline.dossiers(store))


@pytest.mark.parametrize("name", seams.names("casrec.readers"))
def test_readers(name: str) -> None:
    testing.check_reader(seams.load("casrec.readers", name)(), *SAMPLES[name])


@pytest.mark.parametrize("name", seams.names("casrec.extractors"))
def test_extractors(name: str, dossiers: list[Dossier]) -> None:
    report = max((report for dossier in dossiers for report in dossier.reports), key=lambda r: len(r.text))
    testing.check_extractor(seams.load("casrec.extractors", name)(), report)


@pytest.mark.parametrize("name", seams.names("casrec.exporters"))
def test_exporters(name: str, dossiers: list[Dossier], tmp_path: Path) -> None:
    testing.check_exporter(seams.load("casrec.exporters", name)(), dossiers, tmp_path)


@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
def test_stores(scheme: str, dossiers: list[Dossier], tmp_path: Path) -> None:
    report, claim = _told(dossiers)
    url = "memory:" if scheme == "memory" else f"sqlite:///{tmp_path / 'a.db'}"
    testing.check_store(lambda: open_store(url), report, claim)


def _told(dossiers: list[Dossier]) -> tuple[Report, Claim]:
    """A report with one of its claims."""
    claim = dossiers[0].claims[0]
    return next(r for d in dossiers for r in d.reports if r.id == claim.report), claim


def test_a_plug_in_that_breaks_its_contract_is_told_which_question_failed() -> None:
    class Forgetful:
        name, version = "forgetful", "1"

        def extract(self, report: Report) -> Iterator[Claim]:
            return iter(())

    with pytest.raises(AssertionError, match="finds the claims"):
        testing.check_extractor(Forgetful(), Report.make(name="a", text="Nine died."))
