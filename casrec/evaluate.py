"""Runs the stages over gold sets and prints how good they are, against pinned floors."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casrec import pipeline
from casrec.errors import GoldError, ReportError
from casrec.extract.lines import statements
from casrec.extract.summaries import summarise
from casrec.ingest.reports import read
from casrec.publish.links import lines as link_lines
from casrec.records import Claim, Report
from casrec.scoring import events, figures, measures, summaries
from casrec.settings import Settings
from casrec.store.memory import MemoryStore

LOWER_IS_BETTER = frozenset({"mixed incidents", "killed median width", "injured median width"})
SLACK = 1e-9  # floors are pinned rounded down to four places
PARTS: dict[str, bool | None] = {"all": None, "read": False, "validation": True}

Rows = dict[str, float]
Errors = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One gold set: measures of the whole, of the part that was read while building, and of the part that was not."""

    name: str
    digest: str
    parts: dict[str, Rows]
    errors: Errors


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A gold set by name: where it lies under a root, which files make its digest, and what runs it."""

    name: str
    folder: str
    files: str
    runner: Callable[[Path], Iterator[tuple[str, Rows, Errors]]]


def _extracted(path: Path) -> Iterator[tuple[Report, list[Claim]]]:
    """The reports under a path with their claims. Raises GoldError where one cannot be read."""
    for item in read([str(path)], Settings()):
        if isinstance(item, ReportError):
            raise GoldError(str(item))
        found = pipeline.extract_report(item.report)
        if isinstance(found, ReportError):
            raise GoldError(str(found))
        yield item.report, found


def run_figures(folder: Path) -> Iterator[tuple[str, Rows, Errors]]:
    """Figures, places, sources, scope and responsibility over annotated reports."""
    gold, claims = figures.load(folder)
    predicted = []
    for report, found in _extracted(folder / "docs"):
        for statement in statements(report, found):
            shown = report.text[max(0, statement["start"] - 60) : statement["end"] + 60].replace("\n", " ")
            predicted.append({**statement, "shown": shown})
    for part, validation in PARTS.items():
        mine = [
            [row for row in rows if validation is None or measures.in_validation(row["report"]) == validation]
            for rows in (gold, claims, predicted)
        ]
        if mine[0]:
            result = figures.score(*mine)
            yield part, result.rows(), result.errors


def run_events(folder: Path) -> Iterator[tuple[str, Rows, Errors]]:
    """Linking and tolls over real events; each part is linked by itself, so that none helps another."""
    extracted = {report.name: (report, found) for report, found in _extracted(folder / "reports.jsonl")}
    for part, validation in PARTS.items():
        rows, gold, tolls = events.load(folder, validation=validation)
        if not gold:
            continue
        store = MemoryStore()
        for row in rows:
            report, found = extracted[row["name"]]
            store.add([report, *found])
        pipeline.rebuild(store)
        result, wrong = events.score(gold, tolls, link_lines(pipeline.dossiers(store)))
        yield part, result, [("toll", words.partition(":")[0], words) for words in wrong]


def run_summaries(folder: Path) -> Iterator[tuple[str, Rows, Errors]]:
    """Killed and injured as each single report states them."""
    path = folder / "documents.jsonl"
    predicted = [summarise(report, found) for report, found in _extracted(path)]
    for part, validation in PARTS.items():
        result, wrong = summaries.score(summaries.load(path, validation=validation), predicted)
        yield part, result, [("summary", words.partition(":")[0], words) for words in wrong]


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark("jableh-tartus-2016", "gold/jableh-tartus-2016", "*/*", run_figures),
    Benchmark("news-dev", "gold/news-dev", "*/*", run_figures),
    Benchmark("gvdb-dev", "corpora/gvdb-dev", "*.jsonl", run_summaries),
    Benchmark("events-ecbplus-dev", "corpora/events-ecbplus-dev", "*.jsonl", run_events),
    Benchmark("events-world-dev", "corpora/events-world-dev", "*.jsonl", run_events),
    Benchmark("events-gva-dev", "corpora/events-gva-dev", "*.jsonl", run_events),
)


def chosen(root: Path) -> list[tuple[Benchmark, Path]]:
    """The benchmarks under a root, or the one gold set that the root itself is. Raises GoldError for neither."""
    found = [(benchmark, root / benchmark.folder) for benchmark in BENCHMARKS if (root / benchmark.folder).is_dir()]
    if found:
        return found
    forms = {"gold": run_figures, "events.jsonl": run_events, "documents.jsonl": run_summaries}
    for name, runner in forms.items():
        if (root / name).exists():
            known = next((b for b in BENCHMARKS if b.name == root.resolve().name), None)
            files = "*/*" if name == "gold" else "*.jsonl"
            return [(known or Benchmark(root.resolve().name, ".", files, runner), root)]
    raise GoldError(f"{root}: no gold set here (docs/ and gold/, events.jsonl or documents.jsonl)")


def measure(benchmark: Benchmark, folder: Path) -> Measured:
    """Run one benchmark."""
    parts: dict[str, Rows] = {}
    errors: Errors = []
    for part, rows, wrong in benchmark.runner(folder):
        parts[part] = rows
        if part == "read" or (part == "all" and not errors):
            errors = wrong  # never the validation part's: it is not to be read while rules are written
    return Measured(benchmark.name, measures.digest(folder.glob(benchmark.files)), parts, errors)


def main(args: Namespace) -> int:
    """``casrec score``."""
    root = Path(args.gold or "../shared")
    if not root.is_dir():
        print(f"casrec score: {root} is not there, nothing was measured", file=sys.stderr)
        return 0 if args.gold is None else 1
    results = []
    for benchmark, folder in chosen(root):
        if not args.quiet:
            print(f"measuring {benchmark.name}", file=sys.stderr)
        results.append(measure(benchmark, folder))
    floors_path = Path(args.floors)
    floors = json.loads(floors_path.read_text(encoding="utf-8")) if floors_path.exists() else {}
    if args.json:
        print(json.dumps({m.name: {"digest": m.digest, **m.parts} for m in results}, indent=1))
    else:
        from casrec.publish.accuracy import print_table

        print_table([(m.name, m.parts, floors.get(m.name, {}).get("floors", {})) for m in results])
        _print_errors(results, args.errors)
    if args.report:
        from casrec.publish.accuracy import markdown

        Path(args.report).write_text(markdown([(m.name, m.digest, m.parts) for m in results]), encoding="utf-8")
    if args.pin:
        floors_path.write_text(json.dumps(raised(floors, results), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    below = [line for m in results for line in under(floors, m)] if args.check else []
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


def raised(floors: dict[str, Any], results: list[Measured]) -> dict[str, Any]:
    """The floors with each raised to what was measured, never lowered; a changed gold set starts anew."""
    new = dict(floors)
    for m in results:
        old = floors.get(m.name, {})
        kept: Rows = old.get("floors", {}) if old.get("digest") == m.digest else {}
        pinned = {}
        for name, value in m.parts["all"].items():
            lower = name in LOWER_IS_BETTER
            mine = (-(-value * 10000 // 1) if lower else value * 10000 // 1) / 10000
            pinned[name] = (min if lower else max)(mine, kept.get(name, mine))
        new[m.name] = {"digest": m.digest, "floors": pinned}
    return new


def under(floors: dict[str, Any], m: Measured) -> list[str]:
    """Each measure below its floor, in words; and a gold set that is not the one the floors were pinned on."""
    pinned = floors.get(m.name)
    if pinned is None:
        return []
    if pinned["digest"] != m.digest:
        return [f"{m.name}: the gold set changed ({pinned['digest']} to {m.digest}); pin its floors anew"]
    lines = []
    for name, floor in pinned["floors"].items():
        value = m.parts["all"].get(name, 0.0)
        if value > floor + SLACK if name in LOWER_IS_BETTER else value < floor - SLACK:
            lines.append(f"{m.name}: {name} is {value:.4f}, pinned at {floor:.4f}")
    return lines


def _print_errors(results: list[Measured], most: int) -> None:
    """Up to ``most`` errors of each class."""
    for m in results:
        seen: Counter[str] = Counter()
        for kind, report, words in m.errors if most else ():
            seen[kind] += 1
            if seen[kind] <= most:
                print(f"{m.name} {kind}: {report} {words}")
