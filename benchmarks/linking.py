"""Linking at size, from made-up reports: time, memory and B-cubed F1, and the quadratic peer beside it.

usage: python -m benchmarks.linking [--quick] [--sizes 10000 30000 100000] [--pairs 100000] [--shared ../shared]
       [--out FILE]

Time is processor time of one process without that of making the reports; each size runs in a process of its own. The
exponent is fitted through the sizes by least squares of the logarithms. Prints a table and writes
benchmarks/results/linking.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import platform
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.synthetic import MadeHoldings, World
from casrec.link.incidents import link_held
from casrec.link.survey import survey
from casrec.scoring.events import b_cubed

SEED = 20160523
SIZES = (10_000, 30_000, 100_000)
QUICK = (1_000, 3_000)
PEER = 5_000
RESULTS = Path(__file__).parent / "results" / "linking.json"


def linked(size: int) -> dict[str, Any]:
    """Link so many reports; what it took and how well it went."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    holdings = MadeHoldings(World(SEED, size))
    holdings.spent = 0.0
    stages: dict[str, float] = {}
    last, since, spent, pairs = "reading", time.process_time(), 0.0, 0

    def tick(stage: str, done: int, total: int | None) -> None:
        nonlocal last, since, spent, pairs
        if stage == "comparing":
            pairs = done
        if stage != last:
            now = time.process_time()
            stages[last] = round(now - since - (holdings.spent - spent), 2)
            last, since, spent = stage, now, holdings.spent

    start = time.process_time()
    found = link_held(holdings, tick=tick)
    took = time.process_time() - start - holdings.spent
    tick("", 0, None)
    placed = {report: one.id for one in found.incidents for report in one.reports}
    measured = b_cubed(holdings.gold(), placed)
    return {
        "reports": size,
        "seconds": round(took, 2),
        "milliseconds a report": round(1000 * took / size, 3),
        "pairs compared a report": round(pairs / size, 1),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "memory at start MB": round(before / 1024),
        "incidents": sum(1 for one in found.incidents if one.reports),
        "B-cubed precision": round(measured["precision"], 4),
        "B-cubed recall": round(measured["recall"], 4),
        "B-cubed F1": round(measured["f1"], 4),
        "stages": stages,
    }


def paired(size: int) -> dict[str, Any]:
    """Read so many reports and find the pairs worth comparing, but compare none: what it took."""
    holdings = MadeHoldings(World(SEED, size))
    holdings.spent = 0.0
    start = time.process_time()
    read = survey(holdings)
    reading = time.process_time() - start - holdings.spent
    start = time.process_time()
    pairs = sum(len(left) for left, _ in read.postings.pairs())
    finding = time.process_time() - start
    return {
        "reports": size,
        "milliseconds a report, reading": round(1000 * reading / size, 3),
        "milliseconds a report, finding pairs": round(1000 * finding / size, 3),
        "pairs found a report": round(pairs / size, 1),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def peer(size: int, shared: Path) -> dict[str, Any] | None:
    """What the quadratic peer takes for so many of the same reports; None where it or what it needs is not there."""
    path = shared / "tools" / "peers.py"
    if not path.exists() or not all(importlib.util.find_spec(name) for name in ("sklearn", "scipy")):
        return None
    spec = importlib.util.spec_from_file_location("peers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    world = World(SEED, size)
    reports = [world.report(index)[0] for index in range(size)]
    rows = [{"title": r.title or "", "text": r.text, "published": r.published} for r in reports]
    start = time.process_time()
    groups = module.cluster(rows)
    took = time.process_time() - start
    gold = {report.id: str(world.incidents[index]) for index, report in enumerate(reports)}
    placed = {report.id: str(group) for report, group in zip(reports, groups, strict=True)}
    return {"reports": size, "seconds": round(took, 2), "B-cubed F1": round(b_cubed(gold, placed)["f1"], 4)}


def exponent(rows: list[dict[str, Any]]) -> float | None:
    """The power of the number of reports that time grows with; None for fewer than two sizes."""
    points = [(math.log(row["reports"]), math.log(row["seconds"])) for row in rows]
    if len(points) < 2:
        return None
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    above = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return round(float(above / sum((x - middle[0]) ** 2 for x, _ in points)), 3)


def table(rows: list[dict[str, Any]], beside: list[dict[str, Any]]) -> str:
    """The measurements as a table."""
    head = ("reports", "seconds", "milliseconds a report", "pairs compared a report", "peak memory MB", "B-cubed F1")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(f"{row[name]:,}" for name in head) + " |" for row in rows]
    fitted = exponent(rows)
    if fitted is not None:
        lines += ["", f"Time grows with the reports to the power {fitted} (bar 1.1, goal 1.0)."]
    for one in beside:
        lines.append(
            f"At {one['reports']:,} the quadratic peer takes {one['peer']['seconds']:,} s (B-cubed F1 "
            f"{one['peer']['B-cubed F1']}) and linking {one['ours']['seconds']:,} s: {one['ratio']} times as fast."
        )
    return "\n".join(lines)


def apart(function: Any, *args: Any) -> Any:
    """A function's result from a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args).result()


def main() -> int:
    """Measure and print."""
    top = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    top.add_argument("--quick", action="store_true", help="a few thousand reports; nothing is written")
    top.add_argument("--sizes", type=int, nargs="+", help="numbers of reports")
    top.add_argument("--pairs", type=int, nargs="*", default=[], help="numbers of reports to find pairs of, no more")
    top.add_argument("--shared", type=Path, default=Path("../shared"), help="where tools/peers.py lies")
    top.add_argument("--out", type=Path, default=RESULTS, help="where the results are written as JSON")
    args = top.parse_args()
    sizes = args.sizes or (QUICK if args.quick else SIZES)
    rows = []
    for size in sizes:
        rows.append(apart(linked, size))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    found = [apart(paired, size) for size in args.pairs]
    print(*map(json.dumps, found), sep="\n", file=sys.stderr, flush=True)
    beside = []
    size = QUICK[0] if args.quick else PEER
    theirs = apart(peer, size, args.shared)
    if theirs is not None:
        ours = next((row for row in rows if row["reports"] == size), None) or apart(linked, size)
        ratio = round(theirs["seconds"] / ours["seconds"], 2)
        beside.append({"reports": size, "ours": ours, "peer": theirs, "ratio": ratio})
    print(table(rows, beside))
    if not args.quick:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
        data = {"seed": SEED, "machine": machine, "linking": rows, "exponent": exponent(rows), "pairs": found}
        data["peer"] = beside
        args.out.parent.mkdir(exist_ok=True)
        args.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
