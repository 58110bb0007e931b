"""Extraction of all claims from casualty news against spaCy's stock small English pipeline over the same text."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import texts
from benchmarks.measuring import Row, arguments, in_turns, middle, one_thread, show

REPORTS = 400


def measure(shared: Path, *, quick: bool = False) -> list[Row]:
    """The row of casualty news."""
    held = texts.casualty(shared, REPORTS // 10 if quick else REPORTS)
    return [against_spacy("extraction, casualty news, one process", held, 8, 20)]


def against_spacy(work: str, held: texts.Texts, must: float, goal: float) -> Row:
    """Claims of the reports against one pass of spaCy's small pipeline with all its components, by turns."""
    import spacy

    from casrec.extract.claims import Grammar
    from casrec.records import Report
    from casrec.syntax import MODEL

    stock, grammar = spacy.load(MODEL), Grammar()

    def ours(part: Sequence[Report]) -> None:
        for _ in grammar.extract_all(part):
            pass

    def theirs(part: Sequence[Report]) -> None:
        for _ in stock.pipe(report.text for report in part):
            pass

    for side in (ours, theirs):  # what is loaded and compiled once is loaded before the clock runs
        side(held.reports[:10])
    pairs = in_turns(held.reports, ours, theirs)
    ratios = [peer / mine for mine, peer in pairs]
    mine, peer = (sum(side) for side in zip(*pairs, strict=True))
    ratio, characters = statistics.median(ratios), sum(len(report.text) for report in held.reports) / 1000
    return Row(
        work, f"{ratio:.1f} times spaCy's speed", ratio, f"{must:g} times, then {goal:g}", ratio >= must,
        [
            f"{middle(ratios)}; {texts.size(held.reports)}: {held.origin}",
            f"casrec {characters / mine:.0f} thousand characters a second ({len(held.reports) / mine:.0f} reports), "
            f"spaCy ({', '.join(stock.pipe_names)}) {characters / peer:.0f} thousand",
        ],
    )  # fmt: skip


if __name__ == "__main__":
    one_thread()
    args = arguments(__doc__)
    sys.exit(show(measure(args.shared, quick=args.quick)))
