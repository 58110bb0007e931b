"""A store at size: bulk load, and how long a process takes to open it and show one incident.

usage: python -m benchmarks.store [--quick] [--reports 1000000] [--url sqlite:///FILE] [--out FILE]

The store holds made-up reports (benchmarks.synthetic), their claims, and the incidents they truly are of. What is timed
is a process of its own, from its start to its end: ``casrec show INCIDENT``, by the beginning of an id and by words.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.synthetic import World
from casrec import pipeline
from casrec.ids import content_id
from casrec.records import Claim, Incident, Record, Report, replace
from casrec.store.sql import SqlStore

SEED = 20160523
SIZE = 1_000_000
QUICK = 20_000
RESULTS = Path(__file__).parent / "results" / "store.json"
_BATCH = 20_000
_SHOWS = 5


def kept(world: World, version: str) -> Iterator[Record]:
    """The reports of a world with their claims."""
    for index in range(world.size):
        report, claims = world.report(index)
        yield report
        yield from (replace(claim, extractor=pipeline.EXTRACTOR, version=version) for claim in claims)


def incidents(world: World) -> Iterator[Incident]:
    """The incidents that the reports of a world are truly of."""
    held: list[tuple[Report, list[Claim]]] = []
    for index in range(world.size):
        held.append(world.report(index))
        if index + 1 == world.size or world.incidents[index + 1] != world.incidents[index]:
            lead = held[0][1][0].mention
            yield Incident(
                id=content_id("inc", held[0][0].id),
                title=f"{lead.kind} in {lead.places[0].text}".capitalize(),
                mentions=tuple(claims[0].mention.id for _, claims in held),
                reports=tuple(report.id for report, _ in held),
                claims=tuple(claims[0].id for _, claims in held),
                kind=lead.kind,
                when=lead.when,
                places=lead.places,
            )
            held.clear()


def load(url: str, size: int) -> dict[str, Any]:
    """Load a store and time it; the ids of a few incidents to show."""
    world, version = World(SEED, size), pipeline.extractor().version
    store = SqlStore(url)
    start = time.perf_counter()
    source = kept(world, version)
    while batch := list(islice(source, _BATCH)):
        store.add(batch)
    store.replace(Incident, incidents(world))
    took = time.perf_counter() - start
    chosen = [one.id for one in islice(incidents(world), 0, 50 * _SHOWS, 50)]
    held = {"reports": store.count(Report), "claims": store.count(Claim), "incidents": store.count(Incident)}
    store.close()
    return {**held, "seconds to load": round(took, 1), "ids": chosen}


def shown(url: str, asked: str) -> tuple[float, float]:
    """Seconds that a process takes to show one incident, by the clock and of the processor."""
    command = [sys.executable, "-m", "casrec", "show", asked, "--store", url]
    before, start = _processor(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start, _processor() - before


def looked_up(url: str, asked: str) -> float:
    """Seconds that a process which runs already takes to open the store and gather one incident with all of it."""
    start = time.perf_counter()
    store = SqlStore(url)
    next(pipeline.dossiers(store, asked))
    took = time.perf_counter() - start
    store.close()
    return took


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Load, show, print."""
    top = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    top.add_argument("--quick", action="store_true", help=f"{QUICK:,} reports; nothing is written")
    top.add_argument("--reports", type=int, help="number of reports")
    top.add_argument("--url", help="an empty store; else an SQLite file that is thrown away")
    top.add_argument("--out", type=Path, default=RESULTS, help="where the results are written as JSON")
    args = top.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.url or f"sqlite:///{folder}/casrec.db"
        found = load(url, args.reports or (QUICK if args.quick else SIZE))
        ids = found.pop("ids")
        both = [shown(url, id[:12]) for id in ids]
        times = sorted(clock for clock, _ in both)
        looked_up(url, ids[0])
        within = sorted(looked_up(url, id) for id in ids)
        bare = min(_timed([sys.executable, "-c", "pass"]) for _ in range(3))
        if url.startswith("sqlite:///"):
            found["MB on disk"] = round(Path(url.removeprefix("sqlite:///")).stat().st_size / 1e6)
    found["store"] = url.partition(":")[0]
    found["seconds to show one (median)"] = round(times[len(times) // 2], 3)
    found["seconds to show one (worst)"] = round(times[-1], 3)
    found["processor seconds to show one (median)"] = round(sorted(used for _, used in both)[len(both) // 2], 3)
    found["seconds to open and gather one in a running process (median)"] = round(within[len(within) // 2], 3)
    found["seconds of a bare python"] = round(bare, 3)
    print("| measure | value |\n|---|---|")
    print("\n".join(f"| {name} | {value:,} |" if not isinstance(value, str) else f"| {name} | {value} |"
                    for name, value in found.items()))  # fmt: skip
    print("\nOpening a store and showing one incident: bar under 1 s, goal 0.3 s.")
    if not args.quick:
        args.out.parent.mkdir(exist_ok=True)
        held = json.loads(args.out.read_text("utf-8")) if args.out.exists() else {}
        held[f"{found['store']} {found['reports']}"] = found
        args.out.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
