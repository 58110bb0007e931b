"""What commands share: the engine asked for, records out, failures named, progress shown."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from casrec import seams
from casrec.errors import ReportError
from casrec.records import Record, encode

OK, SOME_FAILED = 0, 1


def engine(args: Namespace) -> seams.Engine:
    """The engine that a command was asked to run on."""
    made: seams.Engine = seams.load("casrec.engines", args.engine)(args.workers)
    return made


def line(record: Record) -> None:
    """One record as a line of JSON on standard output."""
    sys.stdout.buffer.write(encode(record) + b"\n")


def complain(failures: Iterable[ReportError]) -> int:
    """Name each failed report on stderr; the exit status that follows."""
    status = OK
    for failure in failures:
        print(f"failed: {failure.report}: {failure.reason}", file=sys.stderr)
        status = SOME_FAILED
    return status


@contextmanager
def progress(args: Namespace) -> Iterator[seams.Tick]:
    """A progress bar on stderr where a person looks on; nothing where told to be quiet or not at a terminal."""
    if args.quiet or not sys.stderr.isatty():
        yield seams.silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=not args.verbose) as bars:
        tasks: dict[str, TaskID] = {}

        def tick(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tick
