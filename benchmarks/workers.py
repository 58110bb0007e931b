"""Two worker processes against one, and the memory a worker holds as reports go by."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import texts
from benchmarks.measuring import Row, arguments, middle, one_thread, show
from casrec import pipeline
from casrec.engines.local import LocalEngine
from casrec.errors import ReportError
from casrec.records import Report

REPORTS = 450
MEMORY = 1500  # reports read by one process while its memory is watched
RUNS = 3


def measure(shared: Path, *, quick: bool = False) -> list[Row]:
    """The rows of workers and of memory."""
    share = 10 if quick else 1
    return [_memory(texts.mixed(shared, MEMORY // share)), _two(texts.casualty(shared, REPORTS // share))]


def _two(held: texts.Texts) -> Row:
    """Speed of two workers over that of one, by the clock, from the first result on (every worker then has its
    model); runs take turns."""
    ratios, seconds = [], []
    for _ in range(RUNS):
        one, two = (_steady(count, held.reports) for count in (1, 2))
        ratios.append(one / two)
        seconds.append((one, two))
    ratio = statistics.median(ratios)
    one, two = (statistics.median(side) for side in zip(*seconds, strict=True))
    return Row(
        "two workers against one", f"{ratio:.2f} times", ratio, "1.8 times, then 1.95", ratio >= 1.8,
        [f"{middle(ratios)}; {texts.size(held.reports)}, by the clock (other work on the machine counts): "
         f"{one:.1f} s and {two:.1f} s"],
    )  # fmt: skip


def _steady(workers: int, reports: Sequence[Report]) -> float:
    """Seconds by the clock for the reports after the first fifth, as for all of them."""
    skipped, start = len(reports) // 5, 0.0
    for done, result in enumerate(LocalEngine(workers).map(pipeline.extract_report, reports), 1):
        if isinstance(result, ReportError):
            raise result
        if done == skipped:
            start = time.perf_counter()
    return (time.perf_counter() - start) * len(reports) / (len(reports) - skipped)


def _memory(held: texts.Texts) -> Row:
    """The most memory this process has held after a third, two thirds and all of the reports."""
    marks = [len(held.reports) * third // 3 for third in (1, 2, 3)]
    found, done = [], 0
    for mark in marks:
        for report in held.reports[done:mark]:
            pipeline.extract_report(report)
        done = mark
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    said = ", ".join(f"{mark:,} reports {used:.0f} MB" for mark, used in zip(marks, found, strict=True))
    return Row(
        "memory of reading and extracting", f"{found[-1]:.0f} MB", found[-1], "flat, under 1,000 MB a worker",
        found[-1] < 1000 and found[-1] - found[0] < 100, [f"{said}; the reports themselves are held too"],
    )  # fmt: skip


if __name__ == "__main__":
    one_thread()
    args = arguments(__doc__)
    sys.exit(show(measure(args.shared, quick=args.quick)))
