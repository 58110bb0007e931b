"""Every setting with its default and a line of help: one frozen Settings, read once at the edge."""

from __future__ import annotations

from typing import NamedTuple


class Settings(NamedTuple):
    """What a run may vary. Each field's help stands in HELP; both are shown by the docs and tested together.

    A NamedTuple, since ``casrec --help`` reads it and nothing frozen loads faster.
    """

    store: str = "sqlite:///casrec.db"
    out: str = "dossiers"
    workers: int = 1
    engine: str = "local"
    max_report_bytes: int = 20_000_000
    max_sentence_tokens: int = 200
    context_characters: int = 120


HELP: dict[str, str] = {
    "store": "URL of the store: sqlite:///FILE, postgresql://..., or memory:",
    "out": "folder the dossier pages are written to",
    "workers": "worker processes; 1 means this process alone",
    "engine": "what runs the stages: local, or ray (the cluster that RAY_ADDRESS names, else one made here)",
    "max_report_bytes": "a report larger than this (after decompression) is refused by name",
    "max_sentence_tokens": "a longer sentence is read in pieces of at most this many words",
    "context_characters": "how much text pages show on each side of a quoted span",
}
