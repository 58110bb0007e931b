"""A store in SQLite or PostgreSQL, by one path: SQLAlchemy."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from casrec.errors import StoreError
from casrec.records import Claim, Original, Record, Report, Withdrawal, decode, encode
from casrec.seams import R
from casrec.store import kinds
from casrec.store.shelf import SqlShelf
from casrec.store.withdrawn import blank

if TYPE_CHECKING:
    import sqlalchemy as sa

CHUNK = 500  # rows a statement: SQLite takes at most 32,766 bound values, each row has three


class SqlStore:
    """Keeps each kind of record in a table of its own: id, the field it is found by, and the record as JSON.

    Bodies are compressed (zlib), since texts and bytes as they came make up almost all of a store.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = self._open(url)

    def _open(self, url: str) -> sa.Engine:
        """An engine for the URL, with the tables made where they are missing."""
        import sqlalchemy as sa

        from casrec.store import migrations

        if url.startswith("postgresql:"):
            url = "postgresql+psycopg:" + url.partition(":")[2]
        try:
            engine = sa.create_engine(url)
            if engine.dialect.name == "sqlite":
                sa.event.listen(engine, "connect", _tune_sqlite)
            migrations.apply(engine)
        except (sa.exc.SQLAlchemyError, ImportError, OSError) as exc:
            reason = str(getattr(exc, "orig", None) or exc).strip()
            raise StoreError(f"cannot open the store {_shown(url)}: {reason}") from exc
        return engine

    @cached_property
    def _tables(self) -> dict[str, sa.Table]:
        """The tables by name."""
        from casrec.store import migrations

        return dict(migrations.metadata().tables)

    def add(self, records: Iterable[Record]) -> int:
        """Add records in one transaction; those whose id is there are left alone. Returns how many were new."""
        new = 0
        source = iter(records)
        with self._engine.begin() as connection:
            gone: frozenset[str] | None = None
            while chunk := list(islice(source, CHUNK)):
                for kind in dict.fromkeys(type(record) for record in chunk):
                    mine: list[Record] = [kinds.must_be_kept(record) for record in chunk if type(record) is kind]
                    if kind is Claim:
                        if gone is None:
                            gone = self._withdrawn(connection)
                        mine = [record for record in mine if getattr(record, "report", "") not in gone]
                    new += self._insert(connection, kind, mine)
        return new

    def _withdrawn(self, connection: sa.Connection) -> frozenset[str]:
        """The ids of the reports that were withdrawn."""
        import sqlalchemy as sa

        return frozenset(connection.execute(sa.select(self._tables["withdrawal"].c.id)).scalars())

    def _insert(self, connection: sa.Connection, kind: type[Record], records: list[Record]) -> int:
        """Insert what is not there yet; how many that was."""
        if not records:
            return 0
        if self._engine.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert
        else:
            from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
        table = self._tables[kinds.table(kind)]
        rows = [{"id": kinds.key(r), "found_by": kinds.index_value(r), "body": _pack(r)} for r in records]
        statement = insert(table).values(rows).on_conflict_do_nothing().returning(table.c.id)
        new = set(connection.execute(statement).scalars())
        if kind in kinds.MANY:
            held = [(kinds.key(r), t) for r in records if kinds.key(r) in new for t in sorted(kinds.terms(r))]
            if held:
                rows = [{"kind": kinds.table(kind), "term": term, "id": id} for id, term in held]
                connection.execute(self._tables["entry"].insert(), rows)
        return len(new)

    def find(self, kind: type[R], **where: object) -> Iterator[R]:
        """The records of a kind, ordered by id, read in pages so that memory stays flat."""
        import sqlalchemy as sa

        table = self._tables[kinds.table(kind)]
        query = sa.select(table.c.id, table.c.body).order_by(table.c.id).limit(CHUNK)
        condition = kinds.condition(kind, where)
        if condition is not None:
            query = query.where(self._meets(kind, *condition))
        last: str | None = None
        while True:
            page = query if last is None else query.where(table.c.id > last)
            with self._engine.connect() as connection:
                rows = connection.execute(page).all()
            for _, body in rows:
                yield _unpack(kind, body)
            if len(rows) < CHUNK:
                return
            last = rows[-1][0]

    def _meets(self, kind: type[Record], column: str, value: str | None) -> sa.ColumnElement[bool]:
        """A condition as SQL."""
        import sqlalchemy as sa

        table, entry = self._tables[kinds.table(kind)], self._tables["entry"]
        if column == "term":
            mine = sa.select(entry.c.id).where(entry.c.kind == kinds.table(kind), entry.c.term == value)
            return table.c.id.in_(mine)
        if column == "begins":
            return sa.and_(table.c.id >= value, table.c.id < f"{value}\U0010ffff")
        return table.c[column] == value if value is not None else table.c[column].is_(None)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        import sqlalchemy as sa

        with self._engine.connect() as connection:
            return int(
                connection.execute(sa.select(sa.func.count()).select_from(self._tables[kinds.table(kind)])).scalar_one()
            )

    def replace(self, kind: type[R], records: Iterable[R]) -> None:
        """Replace all derived records of a kind in one transaction."""
        table = self._tables[kinds.table(kind)]
        source: Iterator[Record] = (kinds.must_be_derived(record) for record in records)
        with self._engine.begin() as connection:
            old = table.delete()
            connection.execute(old.where(table.c.found_by == kinds.RULE) if kinds.replaceable(kind) else old)
            entry = self._tables["entry"]
            connection.execute(entry.delete().where(entry.c.kind == kinds.table(kind)))
            while chunk := list(islice(source, CHUNK)):
                self._insert(connection, kind, chunk)

    def revise(self, kind: type[R], gone: Iterable[str], records: Iterable[R]) -> None:
        """Take some derived records of a kind out and put others in, in one transaction."""
        table, entry = self._tables[kinds.table(kind)], self._tables["entry"]
        made = [kinds.must_be_derived(record) for record in records]
        left = sorted({*gone, *(kinds.key(record) for record in made if kinds.revised(kind) == "id")})
        with self._engine.begin() as connection:
            for start in range(0, len(left), CHUNK):
                some = left[start : start + CHUNK]
                old = table.delete().where(table.c[kinds.revised(kind)].in_(some))
                connection.execute(old.where(table.c.found_by == kinds.RULE) if kinds.replaceable(kind) else old)
                if kind in kinds.MANY:
                    named = entry.c.kind == kinds.table(kind)
                    connection.execute(entry.delete().where(named, entry.c.id.in_(some)))
            for start in range(0, len(made), CHUNK):
                self._insert(connection, kind, list(made[start : start + CHUNK]))

    @cached_property
    def shelf(self) -> SqlShelf:
        """The index of linking."""
        return SqlShelf(self._engine)

    def withdraw(self, id: str, *, by: str, reason: str) -> None:
        """Blank a report's words everywhere, keeping its id, who asked, when and why.

        The derived tables are emptied too: a rebuild makes them again without those words. On SQLite the freed pages
        are overwritten and the file is compacted, so that the words are gone from the file itself.
        """
        report = next(self.find(Report, id=id), None)
        if report is None:
            raise StoreError(f"no report {id}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        tables = self._tables
        left = blank(report)
        with self._engine.begin() as connection:
            self._insert(connection, Withdrawal, [Withdrawal(id=id, by=by, made=made, reason=reason)])
            row = {"found_by": kinds.index_value(left), "body": _pack(left)}
            connection.execute(tables["report"].update().where(tables["report"].c.id == id).values(**row))
            connection.execute(tables["claim"].delete().where(tables["claim"].c.found_by == id))
            connection.execute(tables["extraction"].delete().where(tables["extraction"].c.found_by == id))
            for kind in kinds.DERIVED:
                connection.execute(tables[kinds.table(kind)].delete())
            connection.execute(tables["judgement"].delete().where(tables["judgement"].c.found_by == kinds.RULE))
            for name in ("entry", "neighbour", "profile"):
                connection.execute(tables[name].delete())
        if all(other.digest != report.digest for other in self.find(Report)):
            originals = tables[kinds.table(Original)]
            with self._engine.begin() as connection:
                connection.execute(originals.delete().where(originals.c.id == report.digest))
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def _tune_sqlite(connection: Any, _: Any) -> None:
    """Write-ahead log for readers beside a writer; deleted words are overwritten (people's safety)."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _shown(url: str) -> str:
    """The URL without a password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if "@" in rest else url


def _pack(record: Record) -> bytes:
    """A record as stored."""
    return zlib.compress(encode(record), 6)


def _unpack(kind: type[R], body: bytes) -> R:
    """A stored record."""
    return decode(kind, zlib.decompress(body))
