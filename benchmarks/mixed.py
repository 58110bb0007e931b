"""Extraction from mixed news, of which few reports tell of an incident, against spaCy's stock small pipeline."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import texts
from benchmarks.extraction import against_spacy
from benchmarks.measuring import Row, arguments, one_thread, show

REPORTS = 600


def measure(shared: Path, *, quick: bool = False) -> list[Row]:
    """The row of mixed news."""
    held = texts.mixed(shared, REPORTS // 10 if quick else REPORTS)
    return [against_spacy(f"extraction, mixed news (1 in {texts.ONE_IN} tells of an incident)", held, 25, 60)]


if __name__ == "__main__":
    one_thread()
    args = arguments(__doc__)
    sys.exit(show(measure(args.shared, quick=args.quick)))
