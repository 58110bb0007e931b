"""The floors of docs/architecture.md: a module imports from its own folder or a lower floor, nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "casrec"

FLOORS = {
    "errors": 0, "settings": 0, "lexicon": 0, "data": 0,
    "ids": 1, "terms": 1, "dates": 1, "dateplaces": 0.5, "numbers": 1, "places": 1, "gazetteer": 1, "text": 1,
    "sieve": 1, "naming": 1, "variants": 1, "syntax": 1, "vectors": 1, "arcs": 1, "products": 0.5,
    "records": 2,
    "timing": 3, "days": 3, "sums": 3, "holding": 3, "blame": 3, "credit": 3,
    "seams": 3,
    "ingest": 4, "extract": 4, "link": 4, "reconcile": 4, "publish": 4, "store": 4, "scoring": 4, "testing": 4,
    "growth": 4.5, "gathering": 4.5, "pipeline": 5, "engines": 5, "evaluate": 5.5,
    "commands": 6, "cli": 6, "web": 6, "__main__": 7,
}  # fmt: skip

# A few modules of floor 1 may lean on a sibling that is plainly their foundation.
SIBLINGS = {
    ("places", "gazetteer"),
    ("places", "terms"),
    ("syntax", "vectors"),
    ("syntax", "arcs"),
    ("cli", "commands"),
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The room of a module: its top folder, or its own name."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    """The rooms of casrec that a module imports, at its top or inside functions alike."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "casrec":
            found |= {alias.name for alias in node.names if (PACKAGE / alias.name).exists()
                      or (PACKAGE / f"{alias.name}.py").exists()}  # fmt: skip
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("casrec."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("casrec.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_room_or_a_lower_floor(path: Path) -> None:
    mine = room(path)
    if mine == "__init__":
        assert not imported(path)
        return
    for other in imported(path) - {mine}:
        lower = FLOORS[other] < FLOORS[mine]
        assert lower or (mine, other) in SIBLINGS, f"{mine} (floor {FLOORS[mine]}) imports {other} ({FLOORS[other]})"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_its_one_job_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "a module's first line says its one job"
    assert source.count("\n") <= 500
