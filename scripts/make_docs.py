"""Write docs/commands.md from the command line's own help and the settings (a test fails when it is out of date)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from casrec.cli import parser
from casrec.settings import HELP, Settings

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"


def commands() -> str:
    """Every command with its help, then every setting with its default."""
    os.environ["COLUMNS"] = "100"
    top = parser()
    verbs = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    lines = [
        "# Commands and settings",
        "",
        "Written by `python scripts/make_docs.py` from the program itself.",
        "",
        "Exit status: 0 done; 1 done, but some report failed (each is named with its reason on standard error);",
        "2 wrong usage.",
    ]
    for name, sub in verbs.choices.items():
        lines += ["", f"## casrec {name}", "", "```text", sub.format_help().rstrip(), "```"]
    lines += ["", "## Settings", "", "| name | default | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | `{default}` | {HELP[name]} |" for name, default in Settings()._asdict().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(commands(), encoding="utf-8")
