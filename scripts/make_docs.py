"""Write docs/commands.md from the command line's own help and the settings (a test fails when it is out of date)."""

from __future__ import annotations

import argparse
from pathlib import Path

from casrec.cli import parser
from casrec.settings import HELP, Settings

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"


def commands() -> str:
    """Every command with its arguments, then every setting with its default.

    Made from the parser's parts, not from its help text, whose form differs between versions of Python.
    """
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    lines = [
        "# Commands and settings",
        "",
        "Written by `python scripts/make_docs.py` from the program itself.",
        "",
        "Exit status: 0 done; 1 done, but some report failed (each is named with its reason on standard error);",
        "2 wrong usage.",
    ]
    for name, sub in verbs.choices.items():
        lines += ["", f"## casrec {name}", "", f"{sub.description}.", "", "| argument | meaning |", "|---|---|"]
        lines += [f"| {_form(action)} | {_meaning(action)} |" for action in sub._actions if action.dest != "help"]
    lines += ["", "## Settings", "", "| name | default | meaning |", "|---|---|---|"]
    lines += [f"| `{name}` | `{default}` | {HELP[name]} |" for name, default in Settings()._asdict().items()]
    return "\n".join(lines) + "\n"


def _form(action: argparse.Action) -> str:
    """How an argument is written."""
    value = str(action.metavar or "")
    if not action.option_strings:
        return f"`{value}{'...' if action.nargs in {'+', '*'} else ''}`"
    return f"`{' '.join([*action.option_strings, value]).strip()}`"


def _meaning(action: argparse.Action) -> str:
    """What an argument means, what it may be, and what it is where left out."""
    choices = f"; one of {', '.join(map(str, action.choices))}" if action.choices else ""
    needed = "; required" if action.required and action.option_strings else ""
    default = action.default
    shown = f" (default `{default}`)" if action.option_strings and default and default is not True else ""
    return f"{action.help}{choices}{needed}{shown}"


if __name__ == "__main__":
    PAGE.write_text(commands(), encoding="utf-8")
