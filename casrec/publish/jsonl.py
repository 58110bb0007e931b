"""Dossiers as lines of JSON: one dossier a line, whole."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from casrec.records import Dossier, encode


class JsonLines:
    """The exporter of dossier lines: ``casrec export --as json``. ``records.decode(Dossier, line)`` reads one back."""

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write one line for each dossier to the file ``out``, or to standard output where it is None."""
        if out is None:
            for dossier in dossiers:
                sys.stdout.write(encode(dossier).decode() + "\n")
            return
        with out.open("wb") as file:
            for dossier in dossiers:
                file.write(encode(dossier) + b"\n")
