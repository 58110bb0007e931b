"""The stages in order over a store: the one module that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import cast

from casrec import growth, seams
from casrec.errors import PluginError, ReportError, UsageError
from casrec.gathering import EXTRACTOR as EXTRACTOR
from casrec.gathering import current_claims, in_force
from casrec.gathering import dossier as dossier
from casrec.gathering import dossiers as dossiers
from casrec.gathering import extractor as extractor
from casrec.ingest.documents import Fetched
from casrec.ingest.fetch import expanded
from casrec.ingest.reports import Read, documents, reports_of
from casrec.link.incidents import link_held
from casrec.link.survey import Mapped
from casrec.reconcile.estimate import Reconciled, reconcile
from casrec.reconcile.registry import RULES, Rule
from casrec.records import (
    Claim,
    Echo,
    Estimate,
    Extraction,
    Finding,
    Grade,
    Incident,
    Judgement,
    Original,
    Record,
    Report,
    replace,
)
from casrec.seams import Engine, Store, Tick, silent
from casrec.settings import Settings
from casrec.store.memory import MemoryStore

AT_HAND = 256  # reports whose claims are at hand in a rebuild: it goes through them in order, and comes back late
BATCH = 256  # reports added in one transaction: a run that is stopped loses at most these, and reads them again


@dataclass(slots=True)
class Outcome:
    """What a run did: counts, and every report that failed, with its reason."""

    read: int = 0
    new: int = 0
    claims: int = 0
    incidents: int = 0
    other_languages: int = 0
    failures: list[ReportError] = field(default_factory=list)
    added: set[str] = field(default_factory=set)  # ids of reports that were new
    extracted: set[str] = field(default_factory=set)  # ids of reports that were extracted


def run(paths: Iterable[str], store: Store, engine: Engine, settings: Settings, tick: Tick = silent) -> Outcome:
    """All stages: read ``paths`` into ``store``, extract what no extractor has read yet, link and reconcile.

    Running again adds nothing. A report that fails is named in the outcome; the rest is done.
    """
    outcome = Outcome()
    _add_reports(
        engine.flow(partial(documents_of, settings=settings), reports_of, sources(paths)), store, outcome, tick
    )
    extract_new(store, engine, outcome, tick)
    if outcome.new or outcome.claims or not growth.current(store):
        _link(store, outcome, engine, tick)
    outcome.incidents = sum(1 for incident in store.find(Incident) if incident.parent is None)
    return outcome


def _link(store: Store, outcome: Outcome, engine: Engine, tick: Tick) -> None:
    """Link what is new into the store where it can grow, else all anew: the result is the same."""
    new = sorted(outcome.added)
    if isinstance(store, seams.Archive) and outcome.extracted <= outcome.added and growth.ready(store, len(new)):
        holdings = growth.StoreHoldings(store, in_force(store))
        growth.unmark(store.shelf)
        for start in range(0, len(new), BATCH):
            some = [report for id in new[start : start + BATCH] for report in store.find(Report, id=id) if report.text]
            growth.update(store, holdings, some, rules())
            tick("linking", min(start + BATCH, len(new)), len(new))
        growth.mark(store.shelf, store.count(Report))
    else:
        rebuild(store, tick, engine.map)


def sources(paths: Iterable[str]) -> list[str]:
    """The paths a user gave, patterns on other file systems expanded: each can be drawn on another machine."""
    return [source for path in paths for source in expanded(path)]


def documents_of(path: str, settings: Settings) -> Iterator[Fetched | ReportError]:
    """The documents of one path."""
    return documents([path], settings)


def _add_reports(reads: Iterable[Read | ReportError], store: Store, outcome: Outcome, tick: Tick) -> None:
    """Add what was read, with the bytes as they came."""
    batch: list[Record] = []
    withheld: list[Report] = []
    for item in reads:
        if isinstance(item, ReportError):
            outcome.failures.append(item)
            continue
        outcome.read += 1
        outcome.other_languages += item.report.language not in (None, "en")
        if item.data is not None:
            batch.append(Original(id=item.report.digest, data=item.data))
        withheld.append(item.report)
        if len(withheld) >= BATCH:
            outcome.added |= _flush(store, batch, withheld)
        tick("reading", outcome.read, None)
    outcome.added |= _flush(store, batch, withheld)
    outcome.new = len(outcome.added)


def _flush(store: Store, originals: list[Record], reports: list[Report]) -> set[str]:
    """Add a batch and empty it; the ids of the reports that were new."""
    known = {report.id for report in reports if next(store.find(Report, id=report.id), None) is not None}
    new = [report for report in reports if report.id not in known]
    digests = {report.digest for report in new}
    store.add(new)
    store.add(original for original in originals if getattr(original, "id", None) in digests)
    originals.clear()
    reports.clear()
    return {report.id for report in new}


@dataclass(frozen=True, slots=True)
class Extracting:
    """The claims of one report, or the error that names it: what a worker process runs."""

    name: str = EXTRACTOR

    def __call__(self, report: Report) -> list[Claim] | ReportError:
        """The claims of one report."""
        return self.many([report])[0]

    def many(self, reports: Sequence[Report]) -> list[list[Claim] | ReportError]:
        """The same of many reports: at once where the extractor can."""
        by = extractor(self.name)
        if not isinstance(by, seams.BulkExtractor):
            return [_alone(by, report) for report in reports]
        try:
            return list(by.extract_all(reports))
        except Exception:  # it should have said which report it was
            return [_alone(by, report) for report in reports]


extract_report = Extracting()


def _alone(by: seams.Extractor, report: Report) -> list[Claim] | ReportError:
    """The claims that an extractor finds in one report, or the error that names it."""
    try:
        return list(by.extract(report))
    except ReportError as exc:
        return exc
    except Exception as exc:  # one report must never stop a run, whatever a stranger put in it
        return ReportError(report.name, f"extraction failed: {type(exc).__name__}: {exc}")


@dataclass(frozen=True, slots=True)
class ExtractingDocuments:
    """The reports of one document, each with its claims, or the error that names it: reading and extracting at once."""

    def __call__(self, document: Fetched | ReportError) -> list[tuple[Read, list[Claim]] | ReportError]:
        """The reports of one document with their claims."""
        return self.many([document])[0]

    def many(self, documents: Sequence[Fetched | ReportError]) -> list[list[tuple[Read, list[Claim]] | ReportError]]:
        """The same of many documents."""
        read = [list(reports_of(document)) for document in documents]
        claims = iter(
            extract_report.many([r.report for items in read for r in items if not isinstance(r, ReportError)])
        )
        return [[_read_with(item, claims) for item in items] for items in read]


def _read_with(
    item: Read | ReportError, claims: Iterator[list[Claim] | ReportError]
) -> tuple[Read, list[Claim]] | ReportError:
    """What was read with the next of some claims; what could not be read has none."""
    if isinstance(item, ReportError):
        return item
    made = next(claims)
    return made if isinstance(made, ReportError) else (item, made)


extract_document = ExtractingDocuments()


def extract_new(store: Store, engine: Engine, outcome: Outcome, tick: Tick = silent, name: str = EXTRACTOR) -> None:
    """Extract the reports this version of the extractor has not read, and keep what it found.

    A report that fails is not marked as read: the next run tries again.
    """
    version = extractor(name).version
    marks = {m.report for m in store.find(Extraction) if (m.extractor, m.version) == (name, version)}
    total = store.count(Report) - len(marks) if isinstance(store, seams.Archive) else None
    came = sorted(outcome.added - marks)
    if total == len(came):  # all others are read: of a store of a million a day's reports alone are looked up
        waiting = (report for id in came for report in store.find(Report, id=id))
    else:
        waiting = (report for report in store.find(Report) if report.id not in marks)
    found: list[Record] = []
    for done, (report, result) in enumerate(paired(engine, Extracting(name), waiting), 1):
        tick("extracting", done, total)
        if isinstance(result, ReportError):
            outcome.failures.append(result)
            continue
        outcome.claims += len(result)
        outcome.extracted.add(report.id)
        found += result
        found.append(Extraction.make(report=report.id, extractor=name, version=version))
        if len(found) > 2000:
            store.add(found)
            found.clear()
    store.add(found)


def paired(
    engine: Engine, function: Callable[[Report], list[Claim] | ReportError], reports: Iterable[Report]
) -> Iterator[tuple[Report, list[Claim] | ReportError]]:
    """Each report with its result; only the few reports in flight are held."""
    flying: list[Report] = []

    def remember() -> Iterator[Report]:
        for report in reports:
            flying.append(report)
            yield report

    for result in engine.map(function, remember()):
        yield flying.pop(0), result


def rebuild(store: Store, tick: Tick = silent, mapped: Mapped = map, *, grows: bool = True) -> None:
    """Make all that is derived again from what is kept: the same bytes each time, whatever engine's ``map`` is used.

    Reports and claims are read from the store as they are needed; none but the few at work are held. ``grows`` is false
    where nothing will be added to the store: it is given no index of neighbours then.
    """
    shelf = store.shelf if grows and isinstance(store, seams.Archive) else None
    if shelf is not None:
        growth.unmark(shelf)
    holdings = growth.StoreHoldings(store, in_force(store), AT_HAND)
    linked = link_held(holdings, list(store.find(Judgement, by="person")), tick, mapped, shelf)
    store.replace(Judgement, linked.judgements)
    store.replace(Echo, linked.echoes)
    store.replace(Incident, linked.incidents)
    total = sum(1 for incident in linked.incidents if incident.parent is None)
    del linked  # a million reports' incidents are half a gigabyte; from here on they are read from the store
    supported = (growth.supported(store, holdings, top) for top in store.find(Incident, parent=None))
    _keep(store, mapped(_reconciled, supported), lambda done: tick("reconciling", done, total))
    if grows and isinstance(store, seams.Archive):
        growth.mark(store.shelf, store.count(Report))


def _keep(store: Store, results: Iterable[Reconciled], done: Callable[[int], None]) -> None:
    """Replace the estimates, findings and grades of a store: in batches where it can be revised, else all at once."""
    batch: dict[type[Record], list[Record]] = {Estimate: [], Finding: [], Grade: []}
    archive = store if isinstance(store, seams.Archive) else None
    if archive is not None:
        for kind in batch:
            archive.replace(kind, ())
    for number, result in enumerate(results, 1):
        batch[Estimate] += result.estimates
        batch[Finding] += result.findings
        batch[Grade] += filter(None, [result.grade])
        if archive is not None and number % BATCH == 0:
            for kind, records in batch.items():
                archive.revise(kind, (), records)
                records.clear()
        done(number)
    for kind, records in batch.items():
        if archive is not None:
            archive.revise(kind, (), records)
        else:
            store.replace(kind, records)


def _reconciled(held: growth.Supported) -> Reconciled:
    """The estimates, findings and grade of one incident: what a worker process runs."""
    return reconcile(*held, _policies())


def rules() -> tuple[Rule, ...]:
    """The policies in force: the built-in ones, then those that plug-ins name in ``casrec.policies``, by name.

    Raises PluginError where one of these does not load, or takes the name of a built-in one.
    """
    found = dict(RULES)
    for name in seams.names("casrec.policies"):
        if name in RULES:
            raise PluginError(f"casrec.policies: {name!r} is a built-in policy; give yours another name")
        found[name] = cast(Rule, seams.load("casrec.policies", name))
    return tuple(found.values())


_policies = lru_cache(maxsize=1)(rules)  # looked up once a process


def known_at(store: Store, time: str) -> MemoryStore:
    """A store as it would have stood at a time: reports published by then, updates of live blogs written by then.

    ``time`` is an ISO date (the end of that day) or instant. A report dated to the day counts from that day's end,
    and an undated one never does: nothing is shown as known before it can be shown to have been.
    """
    then = MemoryStore()
    cut = _instant(time)
    kept: list[Record] = []
    reports: set[str] = set()
    for report in store.find(Report):
        first = min((_instant(p.time.earliest) for p in report.passages if p.time), default=None)
        known = min(filter(None, [first, _instant(report.published) if report.published else None]), default=None)
        if known is not None and known <= cut:
            kept.append(report)
            reports.add(report.id)
    for claim in current_claims(store):
        said = _said_at(claim)
        if claim.report in reports and (said is None or said <= cut):
            kept.append(claim)
    kept += store.find(Judgement, by="person")
    then.add(kept)
    rebuild(then, grows=False)
    return then


def _said_at(claim: Claim) -> str | None:
    """When a claim was made, where its own passage says (an update of a live blog)."""
    return _instant(claim.as_of.earliest) if claim.as_of is not None else None


def _instant(time: str) -> str:
    """A comparable instant: a bare date stands for the end of its day."""
    if len(time) == 10:
        return f"{time}T23:59:59Z"
    return time.replace("+00:00", "Z")


def withdraw(store: Store, report: str, *, by: str, reason: str) -> None:
    """Blank a report's words for people's safety and make all that is derived again without them."""
    found = [r for r in store.find(Report) if report in (r.id, r.name)]
    if len(found) != 1:
        raise UsageError(f"{'no report' if not found else 'several reports'} {report!r}; give the report's id")
    store.withdraw(found[0].id, by=by, reason=reason)
    rebuild(store)


def judge(store: Store, judgement: Judgement) -> None:
    """Keep a person's judgement and make all that is derived again."""
    store.add([replace(judgement)])
    rebuild(store)
