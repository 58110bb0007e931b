"""The tables of an SQL store and the steps that bring an older one up to date."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from casrec.errors import StoreError
from casrec.records import decode
from casrec.store import kinds
from casrec.store.database import Connection, Database

_LOCK = 20161123  # of a server, while a migration is applied: any number that is ours
TABLES = tuple(kinds.table(kind) for kind in kinds.INDEXED)


def create(connection: Connection, database: Database) -> None:
    """Make the tables that are missing: one a kind (id, found_by, body), what else records are found by ("entry"),
    linking's index ("neighbour", "profile"), and the migrations applied.

    Ids are ordered by their bytes on every database: a language's order would make results depend on the server.
    """
    spelled = "" if database.sqlite else ' COLLATE "C"'
    key = f"VARCHAR(80){spelled} NOT NULL"
    rowless = " WITHOUT ROWID" if database.sqlite else ""
    columns = {
        "migration": "name VARCHAR(80) NOT NULL PRIMARY KEY",
        "entry": f"kind VARCHAR(20) NOT NULL, term VARCHAR(100) NOT NULL, id {key}, PRIMARY KEY (kind, term, id)",
        "neighbour": "term BIGINT NOT NULL, place BIGINT NOT NULL, number BIGINT NOT NULL, value BIGINT NOT NULL, "
        "PRIMARY KEY (term, place, number)",
        "profile": f"number BIGINT NOT NULL PRIMARY KEY, body {database.blob} NOT NULL",
        **dict.fromkeys(TABLES, f"id {key} PRIMARY KEY, found_by VARCHAR(300), body {database.blob} NOT NULL"),
    }
    for name, column in columns.items():
        connection.run(f"CREATE TABLE IF NOT EXISTS {name} ({column}){rowless if name == 'neighbour' else ''}")
    connection.run("CREATE INDEX IF NOT EXISTS entry_id ON entry (kind, id)")


def m0001_first_tables(connection: Connection, database: Database) -> None:
    """The tables of version 0.1."""
    create(connection, database)


def m0002_grades(connection: Connection, database: Database) -> None:
    """The table of grades; like all that is derived it is filled by the next rebuild."""
    create(connection, database)


def m0003_neighbours(connection: Connection, database: Database) -> None:
    """What incidents and echoes are found by, entered for those that are there; and the tables of linking's index."""
    create(connection, database)
    for kind in kinds.MANY:
        name = kinds.table(kind)
        for id, body in connection.rows(f"SELECT id, body FROM {name}"):
            terms = sorted(kinds.terms(decode(kind, zlib.decompress(body))))
            connection.many("INSERT INTO entry (kind, term, id) VALUES (?, ?, ?)", [(name, t, id) for t in terms])


def m0004_found_in_order(connection: Connection, database: Database) -> None:
    """Records found by a field come in the order of their ids out of the index itself; PostgreSQL keeps ids in the
    order of their bytes."""
    for name in TABLES:
        connection.run(f"DROP INDEX IF EXISTS ix_{name}_found_by")
        if not database.sqlite:
            connection.run(f'ALTER TABLE {name} ALTER COLUMN id TYPE VARCHAR(80) COLLATE "C"')
        connection.run(f"CREATE INDEX IF NOT EXISTS {name}_found ON {name} (found_by, id)")
    if not database.sqlite:
        connection.run('ALTER TABLE entry ALTER COLUMN id TYPE VARCHAR(80) COLLATE "C"')


MIGRATIONS: tuple[Callable[[Connection, Database], None], ...] = (
    m0001_first_tables,
    m0002_grades,
    m0003_neighbours,
    m0004_found_in_order,
)


def apply(database: Database) -> None:
    """Apply the migrations not yet applied, each in one transaction with the record that it was.

    Raises StoreError where the store was written by a newer casrec.
    """
    with database.asking() as connection:
        done = _applied(connection, database)
    known = [step.__name__ for step in MIGRATIONS]
    if unknown := sorted(done - set(known)):
        raise StoreError(f"the store was written by a newer casrec (it knows {', '.join(unknown)})")
    for step in MIGRATIONS:
        if step.__name__ not in done:
            with database.begin() as connection:
                if not database.sqlite:  # SQLite lets one write at a time; a server is asked to
                    connection.run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
                if step.__name__ not in _applied(connection, database):  # by another process, meanwhile
                    step(connection, database)
                    connection.run("INSERT INTO migration (name) VALUES (?)", (step.__name__,))


def _applied(connection: Connection, database: Database) -> set[str]:
    """The names of the migrations applied."""
    there = "SELECT 1 FROM pg_tables WHERE tablename = ? AND schemaname = ANY (current_schemas(false))"
    if database.sqlite:
        there = "SELECT 1 FROM sqlite_master WHERE name = ?"
    if not connection.rows(there, ("migration",)):
        return set()
    return {name for (name,) in connection.rows("SELECT name FROM migration")}
