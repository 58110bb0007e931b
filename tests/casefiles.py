"""Reads cases kept as data: lines of JSON in tests/cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def numbered(topic: str) -> list[tuple[str, int, dict[str, Any]]]:
    """The cases of a topic's files (``TOPIC-*.jsonl``), each with its file's name and line."""
    return [
        (path.stem, number, json.loads(line))
        for path in sorted(CASES.glob(f"{topic}-*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def all_texts() -> list[str]:
    """The distinct texts of all cases of all topics, in order."""
    lines = (line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    texts = (json.loads(line).get("text") for line in lines if line.strip())
    return list(dict.fromkeys(text for text in texts if isinstance(text, str) and text.strip()))
