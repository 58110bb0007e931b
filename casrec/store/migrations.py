"""The tables of an SQL store and the steps that bring an older one up to date."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from casrec.errors import StoreError
from casrec.records import decode
from casrec.store import kinds

if TYPE_CHECKING:
    import sqlalchemy as sa


@lru_cache(maxsize=1)
def metadata() -> sa.MetaData:
    """One table a kind (id, found_by, body), what else they are found by, linking's index, the migrations applied."""
    import sqlalchemy as sa

    meta = sa.MetaData()
    sa.Table("migration", meta, sa.Column("name", sa.String(80), primary_key=True))
    sa.Table(
        "entry",
        meta,
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("term", sa.String(100), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Index("entry_id", "kind", "id"),
    )
    sa.Table(
        "neighbour",
        meta,
        *(
            sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)
            for name in ("term", "place", "number")
        ),
        sa.Column("value", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    sa.Table(
        "profile",
        meta,
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    for kind in kinds.INDEXED:
        sa.Table(
            kinds.table(kind),
            meta,
            sa.Column("id", sa.String(80), primary_key=True),
            sa.Column("found_by", sa.String(300), index=True),
            sa.Column("body", sa.LargeBinary, nullable=False),
        )
    return meta


def m0001_first_tables(connection: sa.Connection) -> None:
    """The tables of version 0.1."""
    metadata().create_all(connection)


def m0002_grades(connection: sa.Connection) -> None:
    """The table of grades; like all that is derived it is filled by the next rebuild."""
    metadata().create_all(connection)


def m0003_neighbours(connection: sa.Connection) -> None:
    """What incidents and echoes are found by, entered for those that are there; and the tables of linking's index."""
    metadata().create_all(connection)
    tables = metadata().tables
    for kind in kinds.MANY:
        for body in connection.execute(tables[kinds.table(kind)].select()).mappings().all():
            record = decode(kind, zlib.decompress(body["body"]))
            rows = [{"kind": kinds.table(kind), "term": t, "id": body["id"]} for t in sorted(kinds.terms(record))]
            if rows:
                connection.execute(tables["entry"].insert(), rows)


MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (m0001_first_tables, m0002_grades, m0003_neighbours)


def apply(engine: sa.Engine) -> None:
    """Apply the migrations not yet applied, each in one transaction with the record that it was.

    Raises StoreError where the store was written by a newer casrec.
    """
    import sqlalchemy as sa

    done: set[str] = set()
    if sa.inspect(engine).has_table("migration"):
        with engine.connect() as connection:
            done = set(connection.execute(sa.text("SELECT name FROM migration")).scalars())
    known = [step.__name__ for step in MIGRATIONS]
    if unknown := sorted(done - set(known)):
        raise StoreError(f"the store was written by a newer casrec (it knows {', '.join(unknown)})")
    for step in MIGRATIONS:
        if step.__name__ not in done:
            with engine.begin() as connection:
                step(connection)
                connection.execute(sa.text("INSERT INTO migration (name) VALUES (:name)"), {"name": step.__name__})
