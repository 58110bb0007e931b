"""Exporters in the columns of datasets of record: UCDP GED, ACLED, GTD and EM-DAT, each by its own policy's numbers."""

from __future__ import annotations

import csv
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from casrec.lexicon import entries
from casrec.publish import dataset_rows
from casrec.publish.dataset_rows import Event, Row, events
from casrec.publish.table import cell
from casrec.records import Dossier
from casrec.terms import Harm


@lru_cache(maxsize=1)
def layouts() -> dict[str, tuple[str, ...]]:
    """The columns of each dataset, in order."""
    found: dict[str, Any] = entries("layouts")
    return {name: tuple(value.split() if isinstance(value, str) else value) for name, value in found.items()}


class _Layout(ABC):
    """An exporter of rows in a dataset's columns: comma separated, UTF-8, a header line."""

    name: str
    harms: tuple[Harm, ...] = (Harm.KILLED,)
    by_site: bool = True  # whether each place struck is an entry of its own

    @abstractmethod
    def row(self, event: Event) -> Row:
        """What is known for a row, by column."""

    def rows(self, dossiers: Iterable[Dossier]) -> Iterator[dict[str, str]]:
        """The rows of the incidents that the dataset's policy is for."""
        columns = layouts()[self.name]
        for dossier in dossiers:
            for event in events(dossier, self.name, self.harms, self.by_site):
                row = self.row(event)
                yield {column: cell(row.get(column)) for column in columns}

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write the rows of all dossiers to the file ``out``, or to standard output where it is None."""
        target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8", newline="")
        with target as file:
            writer = csv.DictWriter(file, layouts()[self.name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows(dossiers))


class Ucdp(_Layout):
    """``casrec export --as ucdp``: the 49 columns of UCDP GED, numbers by the policy ``ucdp``."""

    name = "ucdp"

    def row(self, event: Event) -> Row:
        """What is known for a row, by column."""
        return dataset_rows.ucdp(event)


class Acled(_Layout):
    """``casrec export --as acled``: the 31 columns of ACLED, numbers by the policy ``acled``."""

    name = "acled"

    def row(self, event: Event) -> Row:
        """What is known for a row, by column."""
        return dataset_rows.acled(event)


class Gtd(_Layout):
    """``casrec export --as gtd``: the 135 columns of the GTD, numbers by the policy ``gtd``."""

    name, harms = "gtd", (Harm.KILLED, Harm.INJURED)

    def row(self, event: Event) -> Row:
        """What is known for a row, by column."""
        return dataset_rows.gtd(event)


class EmDat(_Layout):
    """``casrec export --as emdat``: the columns of EM-DAT's public table, numbers by the policy ``emdat``."""

    name, harms, by_site = "emdat", (Harm.KILLED, Harm.INJURED), False

    def row(self, event: Event) -> Row:
        """What is known for a row, by column."""
        return dataset_rows.emdat(event)
