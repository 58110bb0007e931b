"""What each command does: where its function stands. Only the module of the command that is run is loaded."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

# The module and the function of each command.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("stages", "run"),
    "read": ("stages", "read_reports"),
    "extract": ("stages", "extract"),
    "link": ("stages", "link"),
    "reconcile": ("stages", "reconcile"),
    "show": ("showing", "show"),
    "explain": ("showing", "explain"),
    "export": ("showing", "export"),
    "rebuild": ("keeping", "rebuild"),
    "judge": ("keeping", "judge"),
    "withdraw": ("keeping", "withdraw"),
    "score": ("measuring", "score"),
}


def run(verb: str, args: Namespace) -> int:
    """Run a command; its exit status."""
    module, function = COMMANDS[verb]
    return int(getattr(import_module(f"casrec.commands.{module}"), function)(args))
