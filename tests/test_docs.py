"""Documentation under test: every command, setting, term and door is documented, and the pages are up to date."""

from __future__ import annotations

import inspect
import re
import runpy
import tomllib
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

from casrec import cli, terms
from casrec.commands import COMMANDS
from casrec.reconcile.findings import MEANING
from casrec.settings import HELP, Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENUMS = [value for _, value in inspect.getmembers(terms, inspect.isclass) if issubclass(value, StrEnum)]
MODULES = sorted(path for path in (ROOT / "casrec").rglob("*.py") if path.name != "__main__.py")


def test_the_page_of_commands_is_what_the_program_says() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["commands"]()
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == written, "run python scripts/make_docs.py"


def test_the_page_of_the_method_is_what_the_rules_say() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["method"]()
    assert (DOCS / "method.md").read_text(encoding="utf-8") == written, "run python scripts/make_docs.py"
    assert set(MEANING) == set(terms.FindingKind), "every finding is explained"


def test_every_setting_has_a_line_of_help() -> None:
    assert set(HELP) == set(Settings()._asdict())


def test_every_command_can_be_run() -> None:
    text = cli.parser().format_help()
    for name in COMMANDS:
        assert re.search(rf"^\s+{name}\b", text, re.MULTILINE)


@pytest.mark.parametrize("enum", [e for e in ENUMS if e is not StrEnum], ids=lambda e: e.__name__)
def test_every_term_is_in_the_glossary(enum: type[StrEnum]) -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    missing = [word.value for word in enum if f"`{word.value}`" not in glossary]
    assert not missing


def test_every_door_and_every_plug_in_is_documented() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    for group in PROJECT["project"]["entry-points"]:
        assert f"`{group}`" in page


def test_every_dependency_has_its_reason() -> None:
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    for requirement in PROJECT["project"]["dependencies"]:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert f"**{name.group()}**" in page


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_everything_public_says_what_it_is(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = import_module(".".join(parts).removesuffix(".__init__"))
    for name, value in vars(module).items():
        mine = getattr(value, "__module__", "") == module.__name__
        if mine and not name.startswith("_") and (inspect.isclass(value) or inspect.isfunction(value)):
            assert inspect.getdoc(value), f"{module.__name__}.{name} has no docstring"


def test_no_page_of_this_project_names_an_index_host_or_a_machine() -> None:
    bad = re.compile(r"p[y]pi\.org|pythonhoste[d]|registry\.np[m]js|/(w[o]rk|t[m]p)/")
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*.lock"), *DOCS.glob("*.md"), ROOT / "Makefile"]:
        assert not bad.search(path.read_text(encoding="utf-8")), path.name
