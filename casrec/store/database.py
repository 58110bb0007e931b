"""A database behind a store's URL, asked in one way: SQLite by Python's own library, PostgreSQL by psycopg."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from casrec.errors import StoreError

Values = Sequence[object]

CHUNK = 500  # rows a statement: SQLite takes at most 32,766 bound values (999 before 3.32), a row has three or four
_WAIT = 30.0  # seconds that one process waits for another to end its writing to an SQLite file
# Pages that SQLite keeps in memory, in KiB: ids are spread at random, and with its own 2 MB the index of a large table
# is read from the disk for each row put in.
_CACHE = 64 * 1024


class Database:
    """Connections to one database, kept for the next use. Statements mark their values with "?".

    No library of objects stands between: importing one took longer than opening a store of a million reports and
    showing an incident of it. Whatever the database refuses is a StoreError that names the store.
    """

    def __init__(self, url: str) -> None:
        scheme, _, self._place = url.partition("://")
        self.url = url
        self.sqlite = scheme.partition("+")[0] == "sqlite"
        self._idle: list[Any] = []
        self._connect, self._error = self._file() if self.sqlite else self._server()
        with self.asking():
            pass

    @property
    def blob(self) -> str:
        """The type of a column of bytes."""
        return "BLOB" if self.sqlite else "BYTEA"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction: all that is done within is kept together, or nothing where an error ends it."""
        with self.asking() as connection:
            connection.run("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            try:
                yield connection
                connection.run("COMMIT")
            except BaseException:
                connection.run("ROLLBACK")
                raise

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection for questions and for what stands in no transaction."""
        try:
            held = self._idle.pop() if self._idle else self._connect()
        except (self._error, OSError) as exc:
            raise StoreError(f"cannot open the store {shown(self.url)}: {str(exc).strip()}") from exc
        try:
            yield Connection(held.cursor(), self.sqlite)
        except self._error as exc:
            held.close()
            raise StoreError(f"the store {shown(self.url)}: {str(exc).strip()}") from exc
        except BaseException:
            held.close()
            raise
        self._idle.append(held)

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        with self.asking() as connection:
            return connection.rows(statement, values)

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop().close()

    def _file(self) -> tuple[Callable[[], Any], type[Exception]]:
        """How an SQLite file is opened, and what its library raises."""
        import sqlite3

        name = self._place.removeprefix("/")
        if name in ("", ":memory:"):
            raise StoreError(f"{self.url} names no file (memory: is the store that needs none)")

        def connect() -> sqlite3.Connection:
            held = sqlite3.connect(name, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            # Write-ahead log for readers beside a writer; deleted words are overwritten (people's safety).
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", f"cache_size=-{_CACHE}"):
                held.execute(f"PRAGMA {pragma}")
            return held

        return connect, sqlite3.Error

    def _server(self) -> tuple[Callable[[], Any], type[Exception]]:
        """How a PostgreSQL server is reached, and what its library raises."""
        try:
            import psycopg
        except ImportError as exc:
            raise StoreError(f"cannot open the store {shown(self.url)}: it needs casrec[postgresql]") from exc
        name = f"postgresql://{self._place}"
        return lambda: psycopg.connect(name, autocommit=True), psycopg.Error


class Connection:
    """One connection in use."""

    def __init__(self, cursor: Any, sqlite: bool) -> None:
        self._cursor = cursor
        self._sqlite = sqlite

    def run(self, statement: str, values: Values = ()) -> int:
        """Do what a statement says; how many rows that changed."""
        self._cursor.execute(self._marked(statement), values)
        return int(self._cursor.rowcount)

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        found: list[tuple[Any, ...]] = self._cursor.execute(self._marked(statement), values).fetchall()
        return found

    def many(self, statement: str, rows: Iterable[Values]) -> None:
        """Do what a statement says for each of some rows of values."""
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            self._cursor.executemany(self._marked(statement), chunk)

    def insert(self, table: str, rows: Sequence[tuple[str, str | None, bytes]]) -> list[str]:
        """Insert at most CHUNK records (id, found_by, body), but those whose id is there; the ids of those that were
        inserted."""
        values: list[object]
        if self._sqlite:
            source = "VALUES " + ", ".join(["(?, ?, ?)"] * len(rows))
            values = [value for row in rows for value in row]
        else:  # three values whatever the number of rows: the server reads the statement once
            source = "SELECT * FROM unnest(?::text[], ?::text[], ?::bytea[])"
            values = [[row[column] for row in rows] for column in range(3)]
        statement = f"INSERT INTO {table} (id, found_by, body) {source} ON CONFLICT DO NOTHING RETURNING id"
        return [id for (id,) in self.rows(statement, values)]

    def _marked(self, statement: str) -> str:
        """A statement with the marks for values that the library reads."""
        return statement if self._sqlite else statement.replace("?", "%s")


def shown(url: str) -> str:
    """The URL without a password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if "@" in rest else url
