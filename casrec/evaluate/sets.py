"""The gold sets: where each lies, and what runs the stages over it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from casrec import pipeline
from casrec.days import local_day
from casrec.errors import GoldError, ReportError
from casrec.extract.attribution import sayings
from casrec.extract.geoparsing import toponyms
from casrec.extract.lines import statements
from casrec.extract.reading import Reading
from casrec.extract.summaries import summarise
from casrec.ingest.finish import finish
from casrec.ingest.reports import read
from casrec.publish.links import lines as link_lines
from casrec.records import Claim, Place, Report
from casrec.scoring import attribution, events, figures, measures, muc, places, summaries, unseen
from casrec.settings import Settings
from casrec.store.memory import MemoryStore

Rows = dict[str, float]
Errors = list[tuple[str, str, str]]
CORPORA = Path("../shared/corpora")
Parts = dict[str, bool | None]
PARTS: Parts = {"all": None, "read": False, "validation": True}
Runner = Callable[[Path, Parts], Iterator[tuple[str, Rows, Errors]]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A gold set by name: where it lies under a root, which files make its digest, and what runs it."""

    name: str
    folder: str
    files: str
    runner: Runner


def _extracted(path: Path, names: Container[str] | None = None) -> Iterator[tuple[Report, list[Claim]]]:
    """The reports under a path, or some by name, with their claims. Raises GoldError where one cannot be read."""
    reports = []
    for item in read([str(path)], Settings()):
        if isinstance(item, ReportError):
            raise GoldError(str(item))
        if names is None or item.report.name in names:
            reports.append(item.report)
    for report, found in zip(reports, pipeline.extract_report.many(reports), strict=True):
        if isinstance(found, ReportError):
            raise GoldError(str(found))
        yield report, found


def run_figures(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Figures, places, sources, scope and responsibility over annotated reports."""
    gold, claims = figures.load(folder)
    predicted = []
    for report, found in _extracted(folder / "docs"):
        for statement in statements(report, found):
            predicted.append({**statement, "shown": _around(report.text, statement)})
    for part, validation in parts.items():
        mine = [[row for row in rows if _of_part(validation, row["report"])] for rows in (gold, claims, predicted)]
        if mine[0]:
            result = figures.score(*mine)
            yield part, result.rows(), result.errors


def run_unseen(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Our own annotations of reports, by corpus; the texts lie in ../shared.

    Rows marked as read are those whose errors were looked at once they were annotated. Figures and responsibility are
    each measured on the reports where they are annotated.
    """
    gold: list[figures.Statement] = []
    claims: list[figures.Statement] = []
    predicted: list[figures.Statement] = []
    for path in sorted(folder.glob("annotations*.jsonl")):
        for row, text, stated in unseen.load(path, CORPORA):
            report = finish(Report.make(name=row["report"], text=text, **stated))
            found = pipeline.extract_report(report)
            if isinstance(found, ReportError):
                raise GoldError(str(found))
            of = {"report": report.name, "read": row.get("read", False)}  # one report may stand in two annotations
            marked = {"casualty": "figures" in row, "responsibility": "responsibility" in row}
            kept = [s for s in statements(report, found) if marked.get(s["type"], True)]
            predicted += [{**s, **of, "shown": _around(text, s)} for s in kept]
            figured = row.get("figures", ())
            gold += [{**figure, **of, "shown": _around(text, figure)} for figure in figured]
            claims += [{**claim, **of} for claim in row.get("responsibility", ())]
    for part, validation in parts.items():
        mine = [
            [s for s in rows if validation is None or s["read"] != validation] for rows in (gold, claims, predicted)
        ]
        if mine[0]:
            result = figures.score(*mine)
            rows = result.rows()
            if not mine[1]:
                del rows["responsibility F1"]
            yield part, rows, result.errors if validation is False else []


def _around(text: str, statement: figures.Statement) -> str:
    """A statement's words with a little of what stands around them, on one line."""
    return text[max(0, statement["start"] - 60) : statement["end"] + 60].replace("\n", " ")


def run_events(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Linking and tolls over real events; each part is linked by itself, so that none helps another."""
    extracted = {report.name: (report, found) for report, found in _extracted(folder / "reports.jsonl")}
    for part, validation in parts.items():
        rows, gold, tolls = events.load(folder, validation=validation)
        if not gold:
            continue
        result, wrong = events.score(gold, tolls, _linked(extracted[row["name"]] for row in rows))
        yield part, result, [("toll", words.partition(":")[0], words) for words in wrong]


def run_tolls(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Our own tolls of events told of by several reports, whose texts lie in ../shared; each part is linked by itself.

    Rows marked as read are those whose errors were looked at once they were written.
    """
    rows: list[events.Row] = []
    happened: list[events.Row] = []
    extracted: list[tuple[Report, list[Claim]]] = []
    for corpus, tolls in sorted(events.own_tolls(folder / "event-tolls.jsonl").items()):
        if not (CORPORA / corpus).exists():
            continue
        wanted = {toll["event"] for toll in tolls}
        mine = [event for event in events.load(CORPORA / corpus)[1] if event["event"] in wanted]
        names = {name for event in mine for name in event["reports"]}
        rows += tolls
        happened += mine
        extracted += _extracted(CORPORA / corpus / "reports.jsonl", names)
    for part, kept in parts.items():
        tolls = [row for row in rows if kept is None or row["read"] != kept]
        wanted = {toll["event"] for toll in tolls}
        gold = [event for event in happened if event["event"] in wanted]
        names = {name for event in gold for name in event["reports"]}
        if gold:
            result, wrong = events.score(gold, tolls, _linked(pair for pair in extracted if pair[0].name in names))
            measured = {name: value for name, value in result.items() if name.startswith(("killed", "injured"))}
            yield part, measured, [("toll", words.partition(":")[0], words) for words in wrong]


def _linked(extracted: Iterable[tuple[Report, list[Claim]]]) -> Iterator[dict[str, object]]:
    """What linking and reconciling make of some reports, as ``casrec export --as links`` writes it, and the day of each
    incident where one is known."""
    store = MemoryStore()
    for report, found in extracted:
        store.add([report, *found])
    pipeline.rebuild(store)
    for dossier in pipeline.dossiers(store):
        yield from link_lines([dossier])
        if dossier.incident.when is not None:
            yield {"incident": dossier.incident.id, "day": local_day(dossier.incident.when)}


def run_summaries(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Killed and injured as each single report states them."""
    path = folder / "documents.jsonl"
    predicted = [summarise(report, found) for report, found in _extracted(path)]
    for part, validation in parts.items():
        result, wrong = summaries.score(summaries.load(path, validation=validation), predicted)
        yield part, result, [("summary", words.partition(":")[0], words) for words in wrong]


def run_places(path: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Toponyms of one annotated corpus: resolved where the gold marks them, and found end to end."""

    def spot(place: Place | None) -> tuple[float, float] | None:
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude

    def resolve(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
        return [spot(place) for place in toponyms.resolve(_reading(text), spans)]

    def find(text: str) -> list[places.Spotted]:
        return [(t.start, t.end, t.place.latitude, t.place.longitude) for t in toponyms.find(_reading(text))]

    for part, validation in parts.items():
        rows = places.score(path, resolve, find, partial(_of_part, validation))
        yield part, {"accuracy within 161 km": rows["accuracy"], "end to end F1": rows["f1"]}, []


def _of_part(validation: bool | None, name: str) -> bool:
    """Whether a document is of a part: all (None), those kept apart (True), or those read."""
    return validation is None or measures.in_validation(name) == validation


def _reading(text: str) -> Reading:
    """A bare text, read."""
    return Reading(Report.make(name="gold", text=text))


def run_attribution(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Sources of what is said with a number or a word of harm; ``dev``, where it is annotated, was never read."""
    folders = [path.parent for path in sorted(folder.glob("**/attributions"))]
    yield from _attributed([a for path in folders for a in attribution.polnear(path, kept=path.name == "dev")], parts)


def run_own_attribution(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Our own annotation of PolNeAR's texts, which lie in ../shared; half of it was kept apart."""
    texts = CORPORA / "attribution-polnear-dev" / "train" / "text"
    yield from _attributed(attribution.own(folder / "attribution.jsonl", texts), parts)


def _attributed(articles: list[attribution.Article], parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Sources found in each part of some annotated articles."""

    def find(name: str, text: str) -> list[attribution.Saying]:
        return [attribution.Saying(source, content) for source, content in sayings(_reading(text))]

    for part, kept in parts.items():
        mine = [article for article in articles if kept is None or article.kept == kept]
        if mine:
            rows, wrong = attribution.score(mine, find)
            yield part, {key: rows[key] for key in ("source precision", "source recall", "source F1")}, wrong


def run_muc(folder: Path, parts: Parts) -> Iterator[tuple[str, Rows, Errors]]:
    """Messages with one incident: its type, who did it and how surely, dead and injured; tst2 was never read."""
    texts: dict[str, str] = {}
    keys: dict[str, list[muc.Template]] = {}
    for path in sorted(folder.glob("*/*")):
        if path.name.startswith("key-"):
            keys.update(muc.templates(path))
        elif "muc" in path.name:
            texts.update(muc.messages(path))
    single = {name: found[0] for name, found in keys.items() if len(found) == 1 and name in texts}
    answers = {}
    for name in single:
        report = finish(Report.make(name=name, text=texts[name]))
        found = pipeline.extract_report(report)
        if isinstance(found, ReportError):
            raise GoldError(str(found))
        summary = summarise(report, found)
        killed, injured = ((summary[harm] or {}).get("best") for harm in ("killed", "injured"))
        answers[name] = muc.answer(found, killed, injured, summary["kind"])
    for part, validation in parts.items():
        mine = [t for name, t in single.items() if validation is None or _kept_apart(name) == validation]
        rows, wrong = muc.score(mine, answers)
        yield part, rows, [("template", line.partition(":")[0], line) for line in wrong]


def _kept_apart(message: str) -> bool:
    """Whether a message was never read: the second test set, and the validation third of the rest."""
    return message.startswith("TST2") or measures.in_validation(message)


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark("jableh-tartus-2016", "gold/jableh-tartus-2016", "*/*", run_figures),
    Benchmark("news-dev", "gold/news-dev", "*/*", run_figures),
    Benchmark("muc34-dev", "corpora/muc34-dev", "*/*", run_muc),
    Benchmark("attribution-polnear-dev", "corpora/attribution-polnear-dev", "*/attributions/*", run_attribution),
    Benchmark("geoparsing-dev/lgl.xml", "corpora/geoparsing-dev/lgl.xml", "", run_places),
    Benchmark("geoparsing-dev/TR-News.xml", "corpora/geoparsing-dev/TR-News.xml", "", run_places),
    Benchmark("gvdb-dev", "corpora/gvdb-dev", "*.jsonl", run_summaries),
    Benchmark("events-ecbplus-dev", "corpora/events-ecbplus-dev", "*.jsonl", run_events),
    Benchmark("events-world-dev", "corpora/events-world-dev", "*.jsonl", run_events),
    Benchmark("events-gva-dev", "corpora/events-gva-dev", "*.jsonl", run_events),
)


# What a folder holds that is itself one gold set: the mark, the files of its digest, what runs it.
FORMS: dict[str, tuple[str, Runner]] = {
    "annotations.jsonl": ("annotations*.jsonl", run_unseen),
    "annotations-apart.jsonl": ("annotations-apart.jsonl", run_unseen),
    "attribution.jsonl": ("attribution.jsonl", run_own_attribution),
    "event-tolls.jsonl": ("event-tolls.jsonl", run_tolls),
    "gold": ("*/*", run_figures),
    "events.jsonl": ("*.jsonl", run_events),
    "documents.jsonl": ("*.jsonl", run_summaries),
    "dev/text-headers-info": ("*/*", run_muc),
    "attributions": ("attributions/*", run_attribution),
    **{f"{part}/attributions": ("*/attributions/*", run_attribution) for part in ("train", "dev", "test")},
}
