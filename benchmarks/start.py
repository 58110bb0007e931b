"""How long ``casrec --help`` takes against an interpreter that does nothing."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from benchmarks.measuring import Row, arguments, installed, middle, show

RUNS = 25


def measure(shared: Path, *, quick: bool = False) -> list[Row]:
    """The row of the start. ``shared`` is not needed."""
    script = Path(sysconfig.get_path("scripts")) / "casrec"
    mine = [str(script), "--help"] if script.exists() else [sys.executable, "-m", "casrec", "--help"]
    peer = [sys.executable, "-c", "pass"]
    for command in (mine, peer):
        _seconds(command)
    pairs = [(_seconds(mine), _seconds(peer)) for _ in range(5 if quick else RUNS)]
    ratios = [one / other for one, other in pairs]
    ratio = statistics.median(ratios)
    ours, theirs = (1000 * statistics.median(side) for side in zip(*pairs, strict=True))
    return [
        Row(
            "`casrec --help`", f"{ratio:.1f} times `python -c pass`", ratio, "under 5 times, then 3", ratio < 5,
            [f"{middle(ratios)}; {ours:.0f} ms and {theirs:.0f} ms of processor time"],
        )
    ]  # fmt: skip


def _seconds(command: list[str]) -> float:
    """Processor seconds, of user and system, of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=installed())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    args = arguments(__doc__)
    sys.exit(show(measure(args.shared, quick=args.quick)))
