"""What a day of the world's news, and a decade of it, would need: costs measured here, and sums from them.

``python -m benchmarks.scale`` measures and writes docs/scale.md; ``--quick`` measures a tenth and prints it.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import texts
from benchmarks.measuring import arguments, machine, one_thread, spent

if TYPE_CHECKING:
    from casrec.records import Claim, Report

PAGE = Path("docs/scale.md")
BY_HAND = "<!-- Above: written by `python -m benchmarks.scale`. Below: written by hand, and kept. -->"

# Infini-News (arXiv 2605.18337, May 2026) counts 1.35 thousand million articles in Common Crawl News since August 2016.
ARCHIVE = 1_350_000_000
ARCHIVE_DAYS = 3_560
PACKED_BYTES = 20_000  # of a page in an archive: assumed, not measured


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured. Seconds are of one core's processor time."""

    page: float  # seconds to take the text out of a page
    report: float  # seconds to take the claims out of a report of mixed news
    telling: float  # seconds to take the claims out of a report of casualty news
    claims: float  # claims a report of casualty news
    stored: float  # bytes a report of casualty news takes in SQLite with its claims, without its page
    read: float  # seconds to read one report for linking
    pairs: float  # pairs compared for each report
    compared: float  # seconds to compare a pair
    reconciled: float  # seconds to reconcile, a report


def measure(shared: Path, *, quick: bool = False) -> Costs:
    """The costs on this machine, in one process with one thread."""
    from casrec import pipeline
    from casrec.engines.local import LocalEngine
    from casrec.extract.claims import Grammar
    from casrec.ingest.finish import finish
    from casrec.ingest.webpage import WebPage
    from casrec.link.holdings import Held
    from casrec.link.pairs import Odds, compared, latest
    from casrec.link.survey import Survey, survey
    from casrec.store import open_store

    grammar, reader = Grammar(), WebPage()
    news = texts.mixed(shared, 60 if quick else 600).reports
    told = texts.casualty(shared, 100 if quick else 1000).reports
    pages = [texts.page(report) for report in news]
    claims: list[Claim] = []
    made: list[Report] = []

    def take_out() -> None:
        for report in told:
            claims.extend(grammar.extract(report))

    warm = list(grammar.extract(told[0]))
    _derived(told[:1], warm)
    page = spent(lambda: made.extend(finish(r) for data in pages for r in reader.read(data, "page.html"))) / len(pages)
    report = spent(lambda: [list(grammar.extract(report)) for report in news]) / len(news)
    telling = spent(take_out) / len(told)
    holdings = Held(told, claims)
    surveyed: list[Survey] = []
    odds: list[Odds] = []
    read = spent(lambda: surveyed.append(survey(holdings))) / len(told)
    comparing = spent(lambda: odds.append(compared(surveyed[0], latest([], {})))) / len(told)
    pairs = odds[0].compared / len(told)
    whole = spent(lambda: _derived(told, claims)) / len(told)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/casrec.db")
        store.add(told)
        store.add(claims)
        pipeline.rebuild(store, mapped=LocalEngine(1).map)
        stored = sum(path.stat().st_size for path in Path(folder).iterdir()) / len(told)
    return Costs(
        page, report, telling, len(claims) / len(told), stored, read, pairs, comparing / pairs if pairs else 0.0,
        max(0.0, whole - read - comparing),
    )  # fmt: skip


def _derived(reports: list[Report], claims: list[Claim]) -> None:
    """Link reports and reconcile what they tell, in memory."""
    from casrec import pipeline
    from casrec.store.memory import MemoryStore

    store = MemoryStore()
    store.add(reports)
    store.add(claims)
    pipeline.rebuild(store, grows=False)


def rendered(costs: Costs) -> str:
    """The document."""
    linking = costs.read + costs.pairs * costs.compared + costs.reconciled
    lines = [
        "# Scale",
        "",
        "What casrec needs for archives larger than those at hand. The costs are measured by",
        "`python -m benchmarks.scale`; the rest is arithmetic from them, each step shown, and no measurement. How",
        "linking grows with the number of reports is measured by `python -m benchmarks.linking` (below).",
        "",
        "Measured on: " + ", ".join(f"{name} {value}" for name, value in machine().items()) + ".",
        "",
        "| cost | one core, measured |",
        "|---|---:|",
        f"| text out of a web page | {1000 * costs.page:.1f} ms a page |",
        f"| claims out of mixed news (1 report in {texts.ONE_IN} tells of an incident) "
        f"| {1000 * costs.report:.1f} ms a report |",
        f"| claims out of casualty news | {1000 * costs.telling:.1f} ms a report, {costs.claims:.1f} claims |",
        f"| one report read for linking | {1000 * costs.read:.1f} ms |",
        f"| pairs compared | {costs.pairs:.1f} a report, {1e6 * costs.compared:.0f} µs a pair |",
        f"| grouping, background, echoes, estimates and findings | {1000 * costs.reconciled:.1f} ms a report |",
        "| store (SQLite), with claims and incidents, without the pages "
        f"| {costs.stored / 1000:.1f} kB a report of casualty news |",
        "",
        "## The model",
        "",
        "For N articles, of which the share s tells of an incident:",
        "",
        "    core seconds = N × (page + report) + s × N × (reading for linking + pairs × comparing + reconciling)",
        "    disk         = s × N × store   (articles that tell of nothing need not be kept)",
        "",
        f"N: Common Crawl News held {ARCHIVE:,} articles from August 2016 to May 2026 by the count of Infini-News",
        f"(arXiv 2605.18337), about {ARCHIVE / ARCHIVE_DAYS:,.0f} a day. They are of all languages; casrec takes",
        "claims from English alone, so the sums are high.",
        f"s: 1 in {texts.ONE_IN}, assumed. Pages: {PACKED_BYTES // 1000} kB each as archives pack them, assumed.",
        "",
        "| | articles | reading, extracting | linking, reconciling | 4 cores | 200 cores | input, packed | store |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, count in (
        ("a day of the world's news", ARCHIVE / ARCHIVE_DAYS),
        ("a year", 365 * ARCHIVE / ARCHIVE_DAYS),
        ("Common Crawl News, whole", ARCHIVE),
    ):
        reading = count * (costs.page + costs.report)
        telling = count / texts.ONE_IN
        joining = telling * linking
        both = reading + joining
        lines.append(
            f"| {name} | {count:,.0f} | {_hours(reading)} | {_hours(joining)} | {_clock(both / 4)} "
            f"| {_clock(both / 200)} | {_bytes(count * PACKED_BYTES)} | {_bytes(telling * costs.stored)} |"
        )
    return "\n".join([*lines, "", ""])


def _hours(seconds: float) -> str:
    """Core hours."""
    return f"{seconds / 3600:,.1f} core hours" if seconds < 360_000 else f"{seconds / 3600:,.0f} core hours"


def _clock(seconds: float) -> str:
    """A span of time in the unit that suits it."""
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:.0f} seconds"


def _bytes(count: float) -> str:
    """A number of bytes in the unit that suits it."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count:.0f} bytes"


def main() -> int:
    """Measure and write."""
    one_thread()
    args = arguments(__doc__)
    text = rendered(measure(args.shared, quick=args.quick))
    if args.quick:
        print(text)
        return 0
    kept = PAGE.read_text(encoding="utf-8").partition(BY_HAND)[2] if PAGE.exists() else "\n"
    PAGE.write_text(text + BY_HAND + kept, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
