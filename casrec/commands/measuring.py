"""The command that measures the program: score."""

from __future__ import annotations

from argparse import Namespace

from casrec import evaluate


def score(args: Namespace) -> int:
    """Measures against gold."""
    return evaluate.main(args)
