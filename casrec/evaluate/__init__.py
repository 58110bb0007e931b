"""Runs the stages over gold sets and prints how good they are, against pinned floors."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from casrec.errors import GoldError
from casrec.evaluate.sets import BENCHMARKS, FORMS, PARTS, Benchmark, Errors, Parts, Rows
from casrec.publish.accuracy import markdown, print_table
from casrec.scoring import measures

LOWER_IS_BETTER = frozenset({"mixed incidents", "killed median width", "injured median width"})
OWN = {
    "annotations.jsonl": "unseen",
    "annotations-apart.jsonl": "unseen-apart",
    "attribution.jsonl": "attribution-unseen",
    "event-tolls.jsonl": "tolls-unseen",
}
OWN_FOLDERS = (Path("tests/gold"), Path("tests/gold-apart"), Path("tests/gold-tolls"))
SLACK = 1e-9  # floors are pinned rounded down to four places


@dataclass(frozen=True, slots=True)
class Measured:
    """One gold set: measures of the whole, of the part that was read while building, and of the part that was not."""

    name: str
    digest: str
    parts: dict[str, Rows]
    errors: Errors


def chosen(root: Path) -> list[tuple[Benchmark, Path]]:
    """The benchmarks under a root, or the one gold set that the root itself is. Raises GoldError for neither."""
    found = [(benchmark, root / benchmark.folder) for benchmark in BENCHMARKS if (root / benchmark.folder).exists()]
    if found:
        return [*found, *(ours for folder in OWN_FOLDERS for ours in _own(folder))]
    if ours := _own(root):
        return ours
    for mark, (files, runner) in FORMS.items():
        if (root / mark).exists():
            return [(Benchmark(root.resolve().name, ".", files, runner), root)]
    raise GoldError(f"{root}: no gold set here (docs/commands.md says what one is)")


def _own(folder: Path) -> list[tuple[Benchmark, Path]]:
    """Our own annotations in a folder."""
    return [(Benchmark(OWN[mark], ".", *FORMS[mark]), folder) for mark in OWN if (folder / mark).exists()]


def measure(benchmark: Benchmark, folder: Path, which: Parts) -> Measured:
    """Run one benchmark."""
    parts: dict[str, Rows] = {}
    errors: Errors = []
    for part, rows, wrong in benchmark.runner(folder, which):
        parts[part] = rows
        if part == "read" or (part == "all" and not errors):
            errors = wrong  # never the validation part's: it is not to be read while rules are written
    return Measured(
        benchmark.name, measures.digest(folder.glob(benchmark.files) if benchmark.files else [folder]), parts, errors
    )


def main(args: Namespace) -> int:
    """``casrec score``."""
    root = Path(args.gold or "../shared")
    if not root.is_dir():
        print(f"casrec score: {root} is not there, nothing was measured", file=sys.stderr)
        return 0 if args.gold is None else 1
    which: Parts = {"all": None} if args.check and not args.report else PARTS  # floors are of the whole
    results = []
    for benchmark, folder in chosen(root):
        if not args.quiet:
            print(f"measuring {benchmark.name}", file=sys.stderr)
        measured = measure(benchmark, folder, which)
        if measured.parts:
            results.append(measured)
        else:
            print(f"casrec score: {benchmark.name} has no annotations here, skipped", file=sys.stderr)
    floors_path = Path(args.floors)
    floors = json.loads(floors_path.read_text(encoding="utf-8")) if floors_path.exists() else {}
    if args.json:
        print(json.dumps({m.name: {"digest": m.digest, **m.parts} for m in results}, indent=1))
    else:
        print_table([(m.name, m.parts, floors.get(m.name, {}).get("floors", {})) for m in results])
        _print_errors(results, args.errors)
    if args.report:
        page = markdown([(m.name, m.digest, m.parts) for m in results], date.today().isoformat())
        Path(args.report).write_text(page, encoding="utf-8")
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
