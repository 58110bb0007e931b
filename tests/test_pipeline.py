"""The stages over a store: nothing twice, no order that matters, the same bytes, one bad report stops none."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from casrec import pipeline
from casrec.engines.local import LocalEngine
from casrec.errors import UsageError
from casrec.records import (
    Claim,
    Dossier,
    Echo,
    Estimate,
    Finding,
    Grade,
    Incident,
    Judgement,
    Record,
    Report,
    encode,
)
from casrec.settings import Settings
from casrec.store.memory import MemoryStore
from casrec.terms import Verdict

EXAMPLES = Path(__file__).parent.parent / "examples"
DERIVED: tuple[type[Record], ...] = (Echo, Incident, Estimate, Finding, Grade, Judgement)


def ran(*paths: Path, store: MemoryStore | None = None, workers: int = 1) -> tuple[MemoryStore, pipeline.Outcome]:
    store = store or MemoryStore()
    outcome = pipeline.run([str(path) for path in paths], store, LocalEngine(workers), Settings())
    return store, outcome


def everything(store: MemoryStore) -> list[bytes]:
    kinds: tuple[type[Record], ...] = (Report, Claim, *DERIVED)
    return [encode(record) for kind in kinds for record in store.find(kind)]


@pytest.fixture(scope="module")
def first() -> MemoryStore:
    return ran(EXAMPLES / "jableh-tartus")[0]


def test_every_claim_points_at_its_words(first: MemoryStore) -> None:
    texts = {report.id: report.text for report in first.find(Report)}
    claims = list(first.find(Claim))
    assert len(claims) > 50
    for claim in claims:
        assert texts[claim.report][claim.span.start : claim.span.end] == claim.span.quote


def test_running_again_adds_nothing(first: MemoryStore) -> None:
    before = everything(first)
    _, outcome = ran(EXAMPLES / "jableh-tartus", store=first)
    assert (outcome.new, outcome.claims, outcome.failures) == (0, 0, [])
    assert everything(first) == before


def test_rebuild_gives_the_same_bytes(first: MemoryStore) -> None:
    before = everything(first)
    pipeline.rebuild(first)
    assert everything(first) == before


def test_the_order_of_arrival_does_not_matter(first: MemoryStore, tmp_path: Path) -> None:
    folder = EXAMPLES / "jableh-tartus"
    names = sorted(path.name for path in folder.glob("*.txt"))
    random.Random(5).shuffle(names)
    store = MemoryStore()
    for name in names:
        one = tmp_path / name
        one.mkdir()
        shutil.copy(folder / name, one)
        shutil.copy(folder / "manifest.jsonl", one)
        ran(one, store=store)
    assert everything(store) == everything(first)


def test_two_workers_give_the_same_bytes(first: MemoryStore) -> None:
    assert everything(ran(EXAMPLES / "jableh-tartus", workers=2)[0]) == everything(first)


def test_estimates_are_in_order_and_rest_on_claims(first: MemoryStore) -> None:
    claims = {claim.id for claim in first.find(Claim)}
    estimates = list(first.find(Estimate))
    assert estimates
    for estimate in estimates:
        stated = [value for value in (estimate.low, estimate.best, estimate.high) if value is not None]
        assert stated == sorted(stated)
        assert set(estimate.used) <= claims
        assert {aside.claim for aside in estimate.set_aside} <= claims
        assert all(aside.reason for aside in estimate.set_aside)
        assert not set(estimate.used) & {aside.claim for aside in estimate.set_aside}


def test_one_bad_report_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "jableh-tartus", tmp_path / "in")
    (tmp_path / "in" / "broken.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    store, outcome = ran(tmp_path / "in")
    assert sorted(Path(f.report).stem for f in outcome.failures) == ["broken", "empty"]
    assert all(failure.reason for failure in outcome.failures)
    assert len(list(store.find(Report))) == 5


def test_a_report_the_extractor_fails_on_is_named_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.extractor()

    class Moody:
        name, version = real.name, real.version

        def extract(self, report: Report) -> list[Claim]:
            if report.name == "northern-wire":
                raise ValueError("a bad day")
            return list(real.extract(report))

    monkeypatch.setattr(pipeline, "extractor", lambda name="grammar": Moody())
    store, outcome = ran(EXAMPLES / "jableh-tartus")
    assert [(f.report, "a bad day" in f.reason) for f in outcome.failures] == [("northern-wire", True)]
    monkeypatch.undo()
    again, second = ran(EXAMPLES / "jableh-tartus", store=store)
    assert (second.new, second.failures) == (0, [])
    assert second.claims > 0
    assert everything(again) == everything(ran(EXAMPLES / "jableh-tartus")[0])


def test_only_the_reports_that_came_are_looked_up_where_all_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    store, outcome = MemoryStore(), pipeline.Outcome()
    texts = {name: f"A fire killed {number} people, police said." for name, number in (("a", 3), ("b", 4), ("c", 5))}
    reports = {name: Report.make(name=name, text=text, language="en") for name, text in texts.items()}
    store.add([reports["a"], reports["b"]])
    pipeline.extract_new(store, LocalEngine(), outcome)
    assert outcome.extracted == {reports["a"].id, reports["b"].id}, "none came with this run: all are gone through"
    store.add([reports["c"]])
    later = pipeline.Outcome(added={reports["c"].id})
    asked: list[dict[str, object]] = []
    found = store.find

    def watched(kind: type[Record], **where: object) -> object:
        asked.extend([where] if kind is Report else [])
        return found(kind, **where)

    monkeypatch.setattr(store, "find", watched)
    pipeline.extract_new(store, LocalEngine(), later)
    assert later.extracted == {reports["c"].id}
    assert asked == [{"id": reports["c"].id}]


def test_what_was_known_at_a_time_leaves_out_what_came_later(first: MemoryStore) -> None:
    assert not list(pipeline.known_at(first, "2016-05-22").find(Incident))
    early = pipeline.known_at(first, "2016-05-23T23:59:59Z")
    assert 0 < len(list(early.find(Report))) < 5
    assert everything(pipeline.known_at(first, "2030-01-01"))[-1:] == everything(first)[-1:]


def lead(store: MemoryStore) -> Dossier:
    return max(pipeline.dossiers(store), key=lambda dossier: len(dossier.incident.reports))


def test_a_rejected_claim_leaves_the_record_and_the_judgement_stays() -> None:
    store, _ = ran(EXAMPLES / "jableh-tartus")
    estimate = next(e for e in lead(store).estimates if e.used)
    pipeline.judge(store, Judgement.make(left=estimate.used[0], verdict=Verdict.REJECTED, by="Amal", reason="misread"))
    assert estimate.used[0] not in {c for e in lead(store).estimates for c in e.used}
    assert [j.by for j in store.find(Judgement, by="person")] == ["Amal"]


def test_a_person_can_part_what_a_rule_joined() -> None:
    store, _ = ran(EXAMPLES / "jableh-tartus")
    whole = lead(store).incident
    assert len(whole.reports) == 5
    leads = {c.report: c.mention.id for c in store.find(Claim) if c.mention.id in whole.mentions}
    apart, rest = whole.reports[0], whole.reports[1:]
    for other in rest:
        store.add([Judgement.make(left=leads[apart], right=leads[other], verdict=Verdict.DIFFERENT, by="Amal")])
    pipeline.rebuild(store)
    assert apart not in lead(store).incident.reports


def test_withdrawn_words_leave_every_page() -> None:
    store, _ = ran(EXAMPLES / "jableh-tartus")
    reports = list(store.find(Report))
    quotes = [c.span.quote for c in store.find(Claim) if len(c.span.quote) > 20]
    words = next(quote for quote in quotes if sum(quote in r.text for r in reports) == 1)  # the twins share theirs
    report = next(r for r in reports if words in r.text)
    pipeline.withdraw(store, report.name, by="a relative", reason="safety")
    assert words not in repr(list(pipeline.dossiers(store)))
    with pytest.raises(UsageError):
        pipeline.withdraw(store, "nobody", by="x", reason="y")


def test_asking_for_no_incident_says_so(first: MemoryStore) -> None:
    with pytest.raises(UsageError):
        list(pipeline.dossiers(first, "inc-none"))
