"""Write docs/commands.md and docs/method.md from the program itself (a test fails when they are out of date)."""

from __future__ import annotations

import argparse
import re
from inspect import getdoc
from pathlib import Path
from textwrap import fill
from typing import Any

from jinja2 import Environment, StrictUndefined

from casrec.cli import parser
from casrec.reconcile import accounts, findings, findings_counts, findings_digits, grade, headcount, independence
from casrec.reconcile.registry import DISASTERS, RULES, VIOLENCE, Rule
from casrec.settings import HELP, Settings
from casrec.terms import SourceType

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "commands.md"
METHOD = ROOT / "docs" / "method.md"


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


def method() -> str:
    """The method in words: the docstrings of the rules that run, between the prose of scripts/method.md.j2."""
    text = (ROOT / "scripts" / "method.md.j2").read_text(encoding="utf-8")
    page = Environment(undefined=StrictUndefined, keep_trailing_newline=True).from_string(text)
    cases = sorted((ROOT / "tests" / "cases").glob("reconcile-*.jsonl"))
    return page.render(
        sources=_filled(_series(SourceType)),
        settle=_body(accounts.settle),
        stated=_body(accounts.stated),
        summed=_body(accounts.summed),
        headcount=_body(headcount.headcount),
        rules=[_rule(rule) for rule in RULES.values()],
        violence=_filled(_series(VIOLENCE)),
        disasters=_filled(_series(DISASTERS)),
        unverified=[(rule.name, said) for rule in RULES.values() if (said := _unverified(rule.text))],
        independence=_markdown(getdoc(independence.Independence) or ""),
        close=f"{grade.CLOSE - 1:.0%}",
        grade=_markdown(getdoc(grade.grade) or ""),
        findings=[(kind.value, severity, text) for kind, (severity, text) in findings.MEANING.items()],
        cases=sum(1 for path in cases for line in path.read_text(encoding="utf-8").splitlines() if line.strip()),
        numbers=_numbers(),
    )


def _rule(rule: Rule) -> dict[str, str]:
    """A policy as the page shows it."""
    said = _markdown(rule.text.partition(": ")[2])
    kinds = {None: "all", VIOLENCE: "violence", DISASTERS: "disasters"}
    return {
        "name": rule.name,
        "version": rule.version,
        "harms": "all" if rule.harms is None else _series(rule.harms),
        "kinds": kinds.get(rule.kinds) or _series(rule.kinds or ()),
        "groups": "all" if rule.groups else "everyone only",
        "text": said[:1].upper() + said[1:],
    }


def _numbers() -> list[tuple[str, Any, str]]:
    """Thresholds, then the settings that bear on the method."""
    held = [
        ("serious dispute", findings_counts.SERIOUS, "it is serious from this many times the lowest count on"),
        ("outlier", findings_counts.FAR, "a lone count this many times all others, or as many times smaller, is one"),
        ("digits", findings_digits.SWAPPED, "digits in each other's place are looked for in numbers from here on"),
        ("close", grade.CLOSE, "counts whose highest is less than this many times the lowest confirm one number"),
    ]
    settings = Settings()._asdict()
    return [*held, *((name, settings[name], HELP[name]) for name in ("max_sentence_tokens", "context_characters"))]


def _series(words: Any) -> str:
    """Controlled words as a list."""
    return ", ".join(f"`{word.value}`" for word in sorted(words))


def _filled(text: str) -> str:
    """A run of prose in lines as wide as the others of the page."""
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _body(function: Any) -> str:
    """A docstring as one run of prose."""
    return _filled(" ".join(_markdown(getdoc(function) or "").split()))


def _markdown(text: str) -> str:
    """A docstring as Markdown; "Source:" and "Not verified:" each begin a paragraph."""
    text = re.sub(r"\s\((?:see )?field\.md[^)]*\)", "", text.replace("``", "`"))
    return re.sub(r"(?<=[^\n])\n(Source|Not verified|Not checked here):", r"\n\n\1:", text)


def _unverified(text: str) -> str:
    """What a rule says of itself that could not be verified."""
    return " ".join(text.partition("Not verified:")[2].split()).replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(commands(), encoding="utf-8")
    METHOD.write_text(method(), encoding="utf-8")
