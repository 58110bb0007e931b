"""Annotations kept as offsets with a digest of the text, joined with the texts where they lie."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casrec.errors import GoldError

_MESSAGE = re.compile(r"^(?:DEV-MUC3|TST\d-MUC\d)-\d{4}.*\n", re.M)

Row = dict[str, Any]


def load(path: Path, corpora: Path) -> Iterator[tuple[Row, str, Row]]:
    """Each annotated report: its annotation, the very text annotated, and what its corpus states of it.

    Left out are reports whose corpus is not there. Raises GoldError where a text is not the one annotated.
    """
    held: dict[str, dict[str, tuple[str, Row]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row: Row = json.loads(line)
        name = str(row["set"])
        if name not in held:
            held[name] = dict(_texts(corpora / name))
        found = held[name].get(row["report"])
        if found is None:
            continue
        text, stated = found
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise GoldError(f"{row['report']}: the text in {name} is not the one that was annotated")
        yield row, text, stated


def _texts(folder: Path) -> Iterator[tuple[str, tuple[str, Row]]]:
    """The texts of a corpus by name, with what it states of them."""
    lines = folder / "reports.jsonl"
    if lines.exists():
        for line in lines.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["name"], (row["text"], {key: row.get(key) for key in ("outlet", "published")})
    documents = folder / "documents.jsonl"
    if documents.exists():
        for line in documents.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["id"], (row["text"], {})
    for path in sorted(folder.glob("train/text/*.txt")):
        yield path.stem, (path.read_bytes().decode("utf-8"), {})
    for path in sorted(folder.glob("dev/dev-muc3-*")):
        text = path.read_bytes().decode("latin-1")
        marks = list(_MESSAGE.finditer(text))
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            yield mark.group().split()[0], (text[mark.end() : end], {})
