"""The commands that work on reports: run, which does all, and the stages alone from line to line of records."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from casrec import pipeline, seams
from casrec.commands.shared import OK, SOME_FAILED, complain, engine, line, progress
from casrec.errors import RecordError, ReportError
from casrec.extract.lines import statements
from casrec.extract.summaries import summarise
from casrec.ingest.documents import Fetched
from casrec.ingest.reports import Read, read
from casrec.link.incidents import link as link_all
from casrec.publish import pages, terminal
from casrec.publish.dossier import gather
from casrec.reconcile.estimate import reconcile as reconcile_one
from casrec.records import Claim, Echo, Incident, Judgement, Record, Report, decode_any
from casrec.settings import Settings
from casrec.store import open_store


def run(args: Namespace) -> int:
    """All stages, with a progress bar; ends with a summary and the pages."""
    settings = Settings(store=args.store, out=args.out, workers=args.workers, engine=args.engine)
    store = open_store(settings.store)
    with progress(args) as tick:
        outcome = pipeline.run(args.paths, store, engine(args), settings, tick)
        written = pages.write(pipeline.dossiers(store), Path(settings.out), settings.context_characters)
        tick("writing", written, written)
    complain(outcome.failures)
    if args.json:
        print(
            json.dumps(
                {
                    "read": outcome.read,
                    "new": outcome.new,
                    "claims": outcome.claims,
                    "incidents": outcome.incidents,
                    "failed": [{"report": f.report, "reason": f.reason} for f in outcome.failures],
                }
            )
        )
    elif not args.quiet:
        terminal.summary(pipeline.dossiers(store))
        print(
            f"{outcome.read} reports read ({outcome.new} new), {outcome.claims} new claims, "
            f"{outcome.incidents} {'incident' if outcome.incidents == 1 else 'incidents'}. "
            f"Pages: {Path(settings.out) / 'index.html'}"
        )
        if outcome.other_languages:
            print(f"{outcome.other_languages} reports are not in English: kept, but no claims are taken from them yet.")
    return SOME_FAILED if outcome.failures else OK


def read_reports(args: Namespace) -> int:
    """Reports as JSON lines."""
    failures: list[ReportError] = []
    for item in read(args.paths, Settings()):
        if isinstance(item, ReportError):
            failures.append(item)
        else:
            line(item.report)
    return complain(failures)


def extract(args: Namespace) -> int:
    """Claims of reports given as paths or as report lines."""
    failures: list[ReportError] = []
    draw = partial(pipeline.documents_of, settings=Settings())
    work: Callable[[Fetched | ReportError], Iterable[Any]] = pipeline.extract_document
    if args.format == "summaries":
        work = summarised
    for item in engine(args).flow(draw, work, pipeline.sources(args.paths or ["-"])):
        if isinstance(item, ReportError):
            failures.append(item)
        elif args.format == "summaries":
            print(json.dumps(item, ensure_ascii=False))
        elif args.format == "records":
            read, found = item
            for record in (read.report, *found):
                line(record)
        else:
            read, found = item
            for statement in statements(read.report, found):
                print(json.dumps(statement, ensure_ascii=False))
    return complain(failures)


@dataclass(frozen=True, slots=True)
class Summarising:
    """The summaries of the reports of one document, or the error that names it: what a worker process runs, since
    weighing what a report adds up to takes a parse of its own."""

    def __call__(self, document: Fetched | ReportError) -> list[dict[str, Any] | ReportError]:
        """The summaries of one document's reports."""
        return self.many([document])[0]

    def many(self, documents: Sequence[Fetched | ReportError]) -> list[list[dict[str, Any] | ReportError]]:
        """The same of many documents."""
        return [[_summary(item) for item in items] for items in pipeline.extract_document.many(documents)]


summarised = Summarising()


def _summary(item: tuple[Read, list[Claim]] | ReportError) -> dict[str, Any] | ReportError:
    """The summary of a report with its claims, or the error that names it."""
    if isinstance(item, ReportError):
        return item
    read, found = item
    try:
        return summarise(read.report, found)
    except Exception as exc:  # one report must never stop a run, whatever a stranger put in it
        return ReportError(read.report.name, f"its summary failed: {type(exc).__name__}: {exc}")


def link(args: Namespace) -> int:
    """Records in; the same records and incidents, judgements and echoes out."""
    records, failures = _records()
    linked = link_all(_of(records, Report), _of(records, Claim), _of(records, Judgement))
    for record in [*records, *linked.judgements, *linked.echoes, *linked.incidents]:
        line(record)
    return complain(failures)


def reconcile(args: Namespace) -> int:
    """Records with incidents in; dossiers out, one a line."""
    records, failures = _records()
    incidents = _of(records, Incident)
    by_id = {incident.id: incident for incident in incidents}
    reports = {report.id: report for report in _of(records, Report)}
    claims = _of(records, Claim)
    judgements = {judgement.id: judgement for judgement in _of(records, Judgement)}
    for incident in incidents:
        if incident.parent is None:
            children = [by_id[id] for id in incident.children]
            family = [incident, *children]
            told = [reports[id] for id in dict.fromkeys([*incident.reports, *incident.background]) if id in reports]
            held = {report.id for report in told}
            mine = [claim for claim in claims if claim.report in held]
            echoes = [echo for echo in _of(records, Echo) if {r.id for r in told} & set(echo.reports)]
            result = reconcile_one(incident, children, told, mine, echoes, pipeline.rules())
            decided = [judgements[id] for one in family for id in one.judgements if id in judgements]
            grades = [result.grade] if result.grade is not None else []
            line(
                gather(
                    incident, children, told, mine, result.estimates, result.findings, echoes, decided, grades=grades
                )
            )
    return complain(failures)


def _records() -> tuple[list[Record], list[ReportError]]:
    """The records on standard input; a line that is none is named and left out."""
    records: list[Record] = []
    failures: list[ReportError] = []
    for number, row in enumerate(sys.stdin.buffer, 1):
        if row.strip():
            try:
                records.append(decode_any(row))
            except RecordError as exc:
                failures.append(ReportError(f"standard input, line {number}", str(exc)))
    return records, failures


def _of(records: Iterable[Record], kind: type[seams.R]) -> list[seams.R]:
    """The records of one kind."""
    return [record for record in records if isinstance(record, kind)]
