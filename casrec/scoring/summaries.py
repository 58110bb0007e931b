"""Summaries of single reports against a registry's count for that report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casrec.errors import GoldError
from casrec.scoring.measures import in_validation

Row = dict[str, Any]


def load(path: Path, *, validation: bool | None = None) -> list[Row]:
    """The documents of a file with their counts; the validation third, the rest, or all. Raises GoldError."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [row for row in rows if validation is None or in_validation(str(row["id"])) == validation]
    except (OSError, KeyError, ValueError) as exc:
        raise GoldError(f"{path}: {exc}") from exc


def score(gold: Iterable[Row], summaries: Iterable[Row]) -> tuple[dict[str, float], list[str]]:
    """How often killed and injured are exactly the registry's; a harm the report does not state counts as none.

    ``summaries`` are lines of ``casrec extract --format summaries``.
    """
    rows = list(gold)
    by_report = {row["report"]: row for row in summaries}
    right = {"killed": 0, "injured": 0}
    wrong: list[str] = []
    for row in rows:
        got = by_report.get(str(row["id"]), {})
        for harm in right:
            best = (got.get(harm) or {}).get("best") or 0
            if best == int(row[harm]):
                right[harm] += 1
            else:
                wrong.append(f"{row['id']}: {harm} {row[harm]}, summarised {best}: {row.get('title', '')}")
    return {f"{harm} exact": count / max(1, len(rows)) for harm, count in right.items()}, wrong
