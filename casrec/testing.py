"""Contract tests that any plug-in can run on itself; they raise AssertionError with the question that failed.

One function a door: ``check_reader``, ``check_extractor``, ``check_exporter``, ``check_store``, ``check_policy``. The
built-in plug-ins pass the same checks (tests/test_contracts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from casrec.errors import ReportError, StoreError
from casrec.records import Claim, Dossier, Incident, Report, Withdrawal
from casrec.seams import BulkExtractor, Exporter, Extractor, Reader, Store

HOSTILE = (b"", b"\x00" * 64, b"\xff\xfe\xfd" * 30, b"<" * 5000, b"{" * 5000, b'{"text": 5}\n', b"<!-- " + b"<p>" * 999)


def check_reader(reader: Reader, media_type: str, data: bytes, url: str) -> None:
    """Whether a reader takes ``data`` of its own format, gives the same reports twice, and only ever fails by name."""
    assert isinstance(reader, Reader), "has accepts and read"
    assert reader.accepts(media_type, url), "accepts its own media type"
    assert not reader.accepts("application/x-nothing-known", "nothing.known"), "refuses what it cannot know"
    reports = list(reader.read(data, url))
    assert reports, "gives the reports of its own format"
    assert reports == list(reader.read(data, url)), "gives the same reports again"
    for report in reports:
        _check_passages(report)
    for bad in HOSTILE:
        failure = None
        try:
            for report in reader.read(bad, url):
                _check_passages(report)
        except ReportError as exc:
            failure = exc
        assert failure is None or (failure.report and failure.reason), "an error names the report and the reason"


def _check_passages(report: Report) -> None:
    """Whether passages lie in order, apart, inside the text."""
    last = 0
    for passage in report.passages:
        assert last <= passage.start <= passage.end <= len(report.text), "passages in order, apart, inside the text"
        last = passage.end


def check_extractor(extractor: Extractor, report: Report) -> None:
    """Whether an extractor finds claims in ``report``, each pointing at its words, the same ones again."""
    assert isinstance(extractor, Extractor), "has name, version and extract"
    assert extractor.name, "has a name"
    assert extractor.version, "has a version"
    claims = list(extractor.extract(report))
    assert claims, "finds the claims of a report that has some"
    assert claims == list(extractor.extract(report)), "finds the same again"
    assert len({claim.id for claim in claims}) == len(claims), "gives each claim once"
    starts = [claim.span.start for claim in claims]
    assert starts == sorted(starts), "in the order of their spans"
    for claim in claims:
        assert report.text[claim.span.start : claim.span.end] == claim.span.quote, "points at its words"
        assert (claim.report, claim.extractor, claim.version) == (report.id, extractor.name, extractor.version)
    empty = Report.make(name="empty", text="")
    assert not list(extractor.extract(empty)), "finds nothing in nothing"
    if isinstance(extractor, BulkExtractor):
        together = list(extractor.extract_all([report, empty, report]))
        assert together == [claims, [], claims], "finds the same in many reports as in one"


def check_exporter(exporter: Exporter, dossiers: Iterable[Dossier], folder: Path) -> None:
    """Whether an exporter writes something, and the same bytes again."""
    assert isinstance(exporter, Exporter), "has export"
    held = list(dossiers)
    written = []
    for name in ("first", "second"):
        out = folder / name
        exporter.export(held, out)
        paths = sorted(out.rglob("*")) if out.is_dir() else [out]
        written.append([path.read_bytes() for path in paths if path.is_file()])
    assert any(written[0]), "writes something"
    assert written[0] == written[1], "writes the same bytes again"
    exporter.export([], folder / "none")


def check_policy(rule: Any, question: Any) -> None:
    """Whether a policy (a ``reconcile.registry.Rule``) answers ``question`` from its accounts alone, in any order.

    ``question`` is a ``reconcile.policies_datasets.Question`` with at least one account.
    """
    assert rule.name, "has a name"
    assert rule.version, "has a version"
    assert rule.text, "says in a docstring what it does and whose rule it is"
    given = (*question.accounts, *question.missing)
    first = rule.answer(question)
    turned = replace(question, accounts=question.accounts[::-1], missing=question.missing[::-1])
    again = rule.answer(turned)
    assert (first.low, first.best, first.high) == (again.low, again.best, again.high), "in any order the same"
    stated = [value for value in (first.low, first.best, first.high) if value is not None]
    assert stated == sorted(stated), "low, best and high in order"
    assert first.reason, "gives its reason"
    assert all(one in given for one in first.used), "rests on accounts it was given"
    told = [*first.used, *(one for one, _ in first.aside)]
    assert all(one in told for one in question.accounts), "says of every account that it rests on it, or why not"
    assert all(reason for _, reason in first.aside), "gives a reason for each account set aside"
    meant = {chance.count for one in given for chances in one.chances for chance in chances.counts}
    assert first.high is None or first.high in meant | {one.high for one in given}, "invents no upper bound"


def check_store(open_empty: Callable[[], Store], report: Report, claim: Claim) -> None:
    """Whether a store adds once, finds what it holds, replaces only what is derived, and blanks what is withdrawn.

    ``open_empty`` gives an empty store each time; ``claim`` is of ``report``.
    """
    store = open_empty()
    assert store.add([report, claim]) == 2, "says how many were new"
    assert store.add([report, claim]) == 0, "adds nothing twice"
    assert list(store.find(Report, id=report.id)) == [report], "finds by id, as it was given"
    assert list(store.find(Claim, report=report.id)) == [claim], "finds claims by report"
    incident = Incident(id="inc-check", title="Check", mentions=(), reports=(), claims=())
    store.replace(Incident, [incident])
    store.replace(Incident, [incident])
    assert list(store.find(Incident)) == [incident], "replaces what is derived"
    for wrong in (lambda: store.add([incident]), lambda: store.replace(Report, [report])):
        try:
            wrong()
        except StoreError:
            continue
        raise AssertionError("keeps what is said and what is derived apart")
    store.withdraw(report.id, by="the check", reason="the check")
    left = [*store.find(Report), *store.find(Claim), *store.find(Incident)]
    assert report.text not in repr(left), "withdrawn words are gone"
    assert [mark.id for mark in store.find(Withdrawal)] == [report.id], "and leave a record"
    assert store.add([report]) == 0, "and do not come back"
