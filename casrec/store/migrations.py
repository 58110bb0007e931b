"""The tables of an SQL store and the steps that bring an older one up to date."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from casrec.errors import StoreError
from casrec.store import kinds

if TYPE_CHECKING:
    import sqlalchemy as sa


@lru_cache(maxsize=1)
def metadata() -> sa.MetaData:
    """One table a kind (id, found_by, body), and the list of migrations applied."""
    import sqlalchemy as sa

    meta = sa.MetaData()
    sa.Table("migration", meta, sa.Column("name", sa.String(80), primary_key=True))
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


MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (m0001_first_tables, m0002_grades)


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
