"""Runs every benchmark and writes docs/performance.md and docs/performance.json: ``python -m benchmarks [--quick]``.

The exit status is 0 only where every bar was reached.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measuring import Row, machine, measured, one_thread, plain, show

OURS = ("extraction", "mixed", "html", "workers", "start")
OTHERS = ("linking", "store")  # scripts that print their own results, where they are there
BY_HAND = "<!-- Above: written by `python -m benchmarks`. Below: written by hand, and kept. -->"
PAGE, DATA = Path("docs/performance.md"), Path("docs/performance.json")


def main() -> int:
    """Measure, print, and write the page."""
    top = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    top.add_argument("--shared", type=Path, default=Path("../shared"), help="where the corpora lie")
    top.add_argument("--quick", action="store_true", help="a tenth of the texts, and no page is written")
    top.add_argument("--only", nargs="+", choices=(*OURS, *OTHERS), help="these alone; no page is written")
    top.add_argument("--skip", nargs="+", choices=OTHERS, default=[], help="leave these out of the page")
    args = top.parse_args()
    chosen = args.only or (*OURS, *OTHERS)
    one_thread()
    rows: list[Row] = []
    for name in (name for name in OURS if name in chosen):
        # A process of its own each: none finds another's memory, caches or models.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found = [Row(**row) for row in pool.submit(measured, name, args.shared, args.quick).result()]
        show(found)
        rows += found
    others = [name for name in OTHERS if name in chosen and name not in args.skip and find_spec(f"benchmarks.{name}")]
    said = {name: _said(name, args.quick) for name in others}
    if not args.only and not args.quick:
        write(rows, said)
    return 0 if all(row.met for row in rows) else 1


def _said(name: str, quick: bool) -> str:
    """What one of the other benchmarks prints."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *(["--quick"] if quick else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr)
    return done.stdout.strip() or f"it ended with status {done.returncode}"


def write(rows: list[Row], said: dict[str, str], page: Path = PAGE, data: Path = DATA) -> None:
    """Write the results as a page, keeping what stands there by hand, and as data."""
    kept = page.read_text(encoding="utf-8").partition(BY_HAND)[2] if page.exists() else "\n"
    page.write_text(rendered(rows, said, machine()) + BY_HAND + kept, encoding="utf-8")
    results = {"machine": machine(), "rows": plain(rows), "printed": said}
    data.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def rendered(rows: list[Row], said: dict[str, str], measured_on: dict[str, str]) -> str:
    """The results as Markdown."""
    lines = [
        "# Performance",
        "",
        "Both sides of a ratio take turns in one process on slices of the same texts, one thread each, and processor",
        "time is counted: the ratios are medians over the slices, and carry over to other machines better than the",
        "speeds do. Only two workers against one are timed by the clock. `make bench` measures again.",
        "",
        "Measured on: " + ", ".join(f"{name} {value}" for name, value in measured_on.items()) + ".",
        "",
        "| work | measured | must reach, then the goal | reached |",
        "|---|---|---|---|",
    ]
    lines += [f"| {row.work} | {row.found} | {row.must} | {'yes' if row.met else '**no**'} |" for row in rows]
    lines += ["", *(f"- {row.work}: {detail}" for row in rows for detail in row.details), ""]
    for name, printed in said.items():
        lines += [f"## {name.capitalize()}", "", "```", printed, "```", ""]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
