"""Web pages to claims, end to end, against trafilatura's extraction alone on the same pages."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import texts
from benchmarks.measuring import Row, arguments, in_turns, middle, one_thread, show

PAGES = 180


def measure(shared: Path, *, quick: bool = False) -> list[Row]:
    """The row of web pages: of casualty news, every page of which holds claims, and of mixed news."""
    count = PAGES // 10 if quick else PAGES
    return [
        _row("web pages of casualty news to claims", texts.casualty(shared, count)),
        _row(f"web pages of mixed news to claims (1 in {texts.ONE_IN})", texts.mixed(shared, count)),
    ]


def _row(work: str, held: texts.Texts) -> Row:
    import trafilatura

    from casrec.extract.claims import Grammar
    from casrec.ingest.finish import finish
    from casrec.ingest.webpage import WebPage

    reader, grammar = WebPage(), Grammar()
    pages = [texts.page(report) for report in held.reports]

    def ours(part: Sequence[bytes]) -> None:
        read = (report for data in part for report in reader.read(data, "https://news.example/story"))
        for _ in grammar.extract_all(map(finish, read)):
            pass

    def theirs(part: Sequence[bytes]) -> None:
        for data in part:
            trafilatura.extract(data)

    for side in (ours, theirs):
        side(pages[:10])
    pairs = in_turns(pages, ours, theirs)
    ratios = [mine / peer for mine, peer in pairs]
    mine, peer = (1000 * sum(side) / len(pages) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ratios)
    return Row(
        work, f"{ratio:.1f} times trafilatura's time", ratio, "at most 3 times, then 1.5", ratio <= 3,
        [f"{middle(ratios)}; {len(pages):,} pages: {held.origin}; casrec {mine:.1f} ms a page, "
         f"trafilatura {peer:.1f} ms"],
    )  # fmt: skip


if __name__ == "__main__":
    one_thread()
    args = arguments(__doc__)
    sys.exit(show(measure(args.shared, quick=args.quick)))
