"""What each command does; loaded only when one is run."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from casrec import pipeline, seams
from casrec.errors import RecordError, ReportError, UsageError
from casrec.extract.lines import statements
from casrec.extract.summaries import summarise
from casrec.ingest.reports import read
from casrec.link.incidents import link as link_all
from casrec.publish import pages, terminal
from casrec.publish.dossier import gather
from casrec.reconcile.estimate import reconcile as reconcile_one
from casrec.records import (
    Claim,
    Echo,
    Incident,
    Judgement,
    Record,
    Report,
    decode_any,
    encode,
)
from casrec.settings import Settings
from casrec.store import open_store
from casrec.terms import Verdict

OK, SOME_FAILED = 0, 1


def run(args: Namespace) -> int:
    """All stages, with a progress bar; ends with a summary and the pages."""
    settings = Settings(store=args.store, out=args.out, workers=args.workers, engine=args.engine)
    store = open_store(settings.store)
    with _progress(args) as tick:
        outcome = pipeline.run(args.paths, store, _engine(args), settings, tick)
        written = pages.write(pipeline.dossiers(store), Path(settings.out), settings.context_characters)
        tick("writing", written, written)
    _complain(outcome.failures)
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
            _line(item.report)
    return _complain(failures)


def extract(args: Namespace) -> int:
    """Claims of reports given as paths or as report lines."""
    failures: list[ReportError] = []
    draw = partial(pipeline.documents_of, settings=Settings())
    for item in _engine(args).flow(draw, pipeline.extract_document, pipeline.sources(args.paths or ["-"])):
        if isinstance(item, ReportError):
            failures.append(item)
            continue
        read, found = item
        if args.format == "records":
            for record in (read.report, *found):
                _line(record)
        elif args.format == "jsonl":
            for statement in statements(read.report, found):
                print(json.dumps(statement, ensure_ascii=False))
        else:
            print(json.dumps(summarise(read.report, found), ensure_ascii=False))
    return _complain(failures)


def link(args: Namespace) -> int:
    """Records in; the same records and incidents, judgements and echoes out."""
    records, failures = _records()
    linked = link_all(_of(records, Report), _of(records, Claim), _of(records, Judgement))
    for record in [*records, *linked.judgements, *linked.echoes, *linked.incidents]:
        _line(record)
    return _complain(failures)


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
            _line(
                gather(
                    incident, children, told, mine, result.estimates, result.findings, echoes, decided, grades=grades
                )
            )
    return _complain(failures)


def show(args: Namespace) -> int:
    """The incidents of a store, or one dossier, now or as known at a time."""
    store = open_store(args.store)
    if args.at:
        store = pipeline.known_at(store, args.at)
    if args.incident is None:
        found = pipeline.dossiers(store)
        if args.json:
            for dossier in found:
                _line(dossier.incident)
        else:
            terminal.summary(found)
        return OK
    dossier = next(pipeline.dossiers(store, _whole_id(store, args.incident)))
    if args.json:
        _line(dossier)
    else:
        terminal.show(dossier, at=args.at)
    return OK


def explain(args: Namespace) -> int:
    """The chain from a number to the words."""
    store = open_store(args.store)
    terminal.explain(next(pipeline.dossiers(store, _whole_id(store, args.incident))), args.figure)
    return OK


def _whole_id(store: seams.Store, asked: str) -> str:
    """The one incident whose id begins so, or whose title holds these words. Raises UsageError for none or several."""
    if next(store.find(Incident, id=asked), None) is not None:
        return asked
    found = list(store.find(Incident, begins=asked)) or _named(store, asked)
    if len(found) != 1:
        known = "; ".join(f"{incident.id} {incident.title}" for incident in found[:5])
        raise UsageError(f"no incident {asked!r}: casrec show lists them" if not found else f"which one? {known}")
    return found[0].id


def _named(store: seams.Store, asked: str) -> list[Incident]:
    """The incidents that are no one's child and whose title or places hold these words: by whole words where any are
    so found, else by any part of one, which reads all."""
    words = asked.split()
    held = store.find(Incident, word=max(words, key=len)) if words else iter(())
    for these in (held, store.find(Incident)):
        found = [one for one in these if one.parent is None and asked.casefold() in _names(one)]
        if found:
            return found
    return []


def _names(incident: Incident) -> str:
    """What a person may call an incident by: its title and its places as the reports spell them."""
    return "\n".join([incident.title, *(place.text for place in incident.places)]).casefold()


def export(args: Namespace) -> int:
    """Dossiers through an exporter."""
    exporter = seams.load("casrec.exporters", args.format)()
    exporter.export(pipeline.dossiers(open_store(args.store)), Path(args.out) if args.out else None)
    return OK


def rebuild(args: Namespace) -> int:
    """Derived records again."""
    with _progress(args) as tick:
        pipeline.rebuild(open_store(args.store), tick, _engine(args).map)
    return OK


def judge(args: Namespace) -> int:
    """A person's judgement, kept."""
    from datetime import UTC, datetime

    verdict = Verdict(args.verdict)
    of_mentions = verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
    if of_mentions == (args.right is None):
        raise UsageError(f"{verdict} is said of {'two mentions' if of_mentions else 'one claim'}")
    if args.by.startswith("rule:"):
        raise UsageError("--by names a person; rules judge by themselves")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    store = open_store(args.store)
    judgement = Judgement.make(left=args.left, right=args.right, verdict=verdict, by=args.by, made=made,
                               reason=args.reason)  # fmt: skip
    pipeline.judge(store, judgement)
    return OK


def withdraw(args: Namespace) -> int:
    """A report's words, blanked."""
    pipeline.withdraw(open_store(args.store), args.report, by=args.by, reason=args.reason)
    return OK


def score(args: Namespace) -> int:
    """Measures against gold."""
    from casrec import evaluate

    return evaluate.main(args)


# ---------------------------------------------------------------- what commands share


def _engine(args: Namespace) -> seams.Engine:
    """The engine that a command was asked to run on."""
    engine: seams.Engine = seams.load("casrec.engines", args.engine)(args.workers)
    return engine


def _records() -> tuple[list[Record], list[ReportError]]:
    """The records on standard input; a line that is none is named and left out."""
    records: list[Record] = []
    failures: list[ReportError] = []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            try:
                records.append(decode_any(line))
            except RecordError as exc:
                failures.append(ReportError(f"standard input, line {number}", str(exc)))
    return records, failures


def _of(records: Iterable[Record], kind: type[seams.R]) -> list[seams.R]:
    """The records of one kind."""
    return [record for record in records if isinstance(record, kind)]


def _line(record: Record) -> None:
    """One record as a line of JSON on standard output."""
    sys.stdout.buffer.write(encode(record) + b"\n")


def _complain(failures: Iterable[ReportError]) -> int:
    """Name each failed report on stderr; the exit status that follows."""
    status = OK
    for failure in failures:
        print(f"failed: {failure.report}: {failure.reason}", file=sys.stderr)
        status = SOME_FAILED
    return status


@contextmanager
def _progress(args: Namespace) -> Iterator[pipeline.Tick]:
    """A progress bar on stderr where a person looks on; nothing where told to be quiet or not at a terminal."""
    if args.quiet or not sys.stderr.isatty():
        yield pipeline.silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=not args.verbose) as bars:
        tasks: dict[str, object] = {}

        def tick(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield tick


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "run": run,
    "read": read_reports,
    "extract": extract,
    "link": link,
    "reconcile": reconcile,
    "show": show,
    "explain": explain,
    "export": export,
    "rebuild": rebuild,
    "judge": judge,
    "withdraw": withdraw,
    "score": score,
}
