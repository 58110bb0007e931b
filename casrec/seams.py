"""The protocols that plug-ins keep, and how plug-ins are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from casrec.errors import PluginError, ReportError
from casrec.records import Claim, Dossier, Record, Report

R = TypeVar("R", bound=Record)
A = TypeVar("A")
B = TypeVar("B")

Tick = Callable[[str, int, int | None], None]
"""Told of progress: the stage, how many items are done, how many there are (None where unknown)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """A Tick that says nothing."""


@runtime_checkable
class Reader(Protocol):
    """An input format: bytes to Reports."""

    def accepts(self, media_type: str, url: str) -> bool:
        """Whether this reader takes content of that media type and name or URL."""

    def read(self, data: bytes, url: str) -> Iterator[Report]:
        """The reports in ``data``. Raises ReportError naming ``url`` where it cannot be read."""


@runtime_checkable
class Extractor(Protocol):
    """Takes claims out of one report; pure: same report, same claims."""

    name: str
    version: str

    def extract(self, report: Report) -> Iterator[Claim]:
        """The claims of ``report``, in the order of their spans."""


@runtime_checkable
class BulkExtractor(Extractor, Protocol):
    """An extractor that reads many reports faster together than one by one."""

    def extract_all(self, reports: Iterable[Report]) -> Iterator[list[Claim] | ReportError]:
        """For each report what ``extract`` gives, or the error it raises."""


@runtime_checkable
class Exporter(Protocol):
    """Writes dossiers in some format."""

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write ``dossiers`` to the file or folder ``out``, or to standard output where it is None."""


@runtime_checkable
class Store(Protocol):
    """Where records are kept; named by URL scheme. Said and decided records are only ever added."""

    def add(self, records: Iterable[Record]) -> int:
        """Add records of any kept kind; those already there (by id) are left alone. Returns how many were new."""

    def find(self, kind: type[R], **where: object) -> Iterator[R]:
        """The records of a kind, ordered by id; ``where`` narrows by an indexed field (id, report, incident)."""

    def replace(self, kind: type[R], records: Iterable[R]) -> None:
        """Replace all derived records of a kind in one transaction. Raises StoreError for a kind that is kept."""

    def withdraw(self, id: str, *, by: str, reason: str) -> None:
        """Blank the words of a report and of everything drawn from it, keeping its id, who asked, when and why."""


Row = tuple[int, int, int, int]
"""A row of a Shelf: a key, a place in its order (a day), the number of what it leads to, and a value."""


class Shelf(Protocol):
    """An index that linking keeps in a store: rows found by key, and small bodies by number. All whole numbers are of
    64 bits, signed; a row is known by its key, place and number. Derived: it can be thrown away and made again."""

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows; a row that is there gets the new value."""

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows out, whatever their value."""

    def rows(
        self, key: int, first: int | None = None, last: int | None = None, most: int | None = None
    ) -> list[tuple[int, int, int]]:
        """(place, number, value) of the rows of a key in order, from place ``first`` to ``last``, at most ``most``."""

    def keep(self, bodies: Mapping[int, bytes]) -> None:
        """Keep bodies by number; a body that is there is replaced."""

    def body(self, number: int) -> bytes | None:
        """The body of a number."""

    def clear(self) -> None:
        """Throw everything away."""


@runtime_checkable
class Archive(Store, Protocol):
    """A store that can grow without being made again: it keeps a Shelf, and derived records can be replaced in part.
    A store that a plug-in brings need not be one: linking then starts afresh whenever reports come."""

    def revise(self, kind: type[R], gone: Iterable[str], records: Iterable[R]) -> None:
        """Take out the derived records of a kind that have these ids, or that are of the incidents of these ids where
        the kind is found by its incident, and put in others: in one transaction."""

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""

    @property
    def shelf(self) -> Shelf:
        """The store's shelf."""


class Engine(Protocol):
    """Runs pure functions over many items. Made with a number of workers."""

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """``function`` of each item, in the order of the items."""

    def flow(
        self, draw: Callable[[str], Iterable[A]], work: Callable[[A], Iterable[B]], sources: Iterable[str]
    ) -> Iterator[B]:
        """All that ``work`` gives of all that ``draw`` gives of each source, in that order.

        ``draw`` is cheap (it fetches bytes), ``work`` is not: an engine of many machines draws where it works.
        """


def load(group: str, name: str) -> Any:
    """The plug-in ``name`` of the entry-point ``group``; loaded at first use, never at import. Raises PluginError."""
    for point in entry_points(group=group, name=name):
        try:
            return point.load()
        except (ImportError, AttributeError) as exc:
            raise PluginError(f"{group}: {name} does not load: {exc}") from exc
    known = ", ".join(names(group)) or "none"
    raise PluginError(f"{group}: no {name!r} (known: {known})")


def names(group: str) -> list[str]:
    """The names of the plug-ins installed in a group, sorted."""
    return sorted({point.name for point in entry_points(group=group)})
