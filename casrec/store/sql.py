"""A store in SQLite or PostgreSQL, by one path."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice

from casrec.errors import StoreError
from casrec.records import Claim, Original, Record, Report, Withdrawal, decode, encode
from casrec.seams import R
from casrec.store import kinds, migrations
from casrec.store.database import CHUNK, Connection, Database
from casrec.store.shelf import SqlShelf
from casrec.store.withdrawn import blank


class SqlStore:
    """Keeps each kind of record in a table of its own: id, the field it is found by, and the record as JSON.

    Bodies are compressed (zlib), since texts and bytes as they came make up almost all of a store.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._database = Database(url)
        migrations.apply(self._database)

    def add(self, records: Iterable[Record]) -> int:
        """Add records in one transaction; those whose id is there are left alone. Returns how many were new."""
        new = 0
        source = iter(records)
        with self._database.begin() as connection:
            gone: frozenset[str] | None = None
            while chunk := list(islice(source, CHUNK)):
                for kind in dict.fromkeys(type(record) for record in chunk):
                    mine: list[Record] = [kinds.must_be_kept(record) for record in chunk if type(record) is kind]
                    if kind is Claim:
                        if gone is None:
                            gone = frozenset(id for (id,) in connection.rows("SELECT id FROM withdrawal"))
                        mine = [record for record in mine if getattr(record, "report", "") not in gone]
                    new += _insert(connection, kind, mine)
        return new

    def find(self, kind: type[R], **where: object) -> Iterator[R]:
        """The records of a kind, ordered by id, read in pages so that memory stays flat."""
        condition, values = _condition(kind, where)
        # PostgreSQL reads no order out of an index behind "found_by IS NULL" unless it is asked for the whole of it.
        order = "found_by, id" if condition.startswith("found_by") else "id"
        named = f"SELECT id, body FROM {kinds.table(kind)}"
        statement = f"{named} WHERE {condition} AND id > ? ORDER BY {order} LIMIT {CHUNK}"
        last = ""
        while True:
            rows = self._database.rows(statement, (*values, last))
            for _, body in rows:
                yield _unpack(kind, body)
            if len(rows) < CHUNK:
                return
            last = rows[-1][0]

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return int(self._database.rows(f"SELECT count(*) FROM {kinds.table(kind)}")[0][0])

    def replace(self, kind: type[R], records: Iterable[R]) -> None:
        """Replace all derived records of a kind in one transaction."""
        name = kinds.table(kind)
        source: Iterator[Record] = (kinds.must_be_derived(record) for record in records)
        with self._database.begin() as connection:
            connection.run(f"DELETE FROM {name}{_derived(kind, ' WHERE')}")
            connection.run("DELETE FROM entry WHERE kind = ?", (name,))
            while chunk := list(islice(source, CHUNK)):
                _insert(connection, kind, chunk)
        if not self._database.sqlite:  # else the server plans for the table as it was, and sorts what an index holds
            with self._database.asking() as connection:
                connection.run(f"ANALYZE {name}, entry")

    def revise(self, kind: type[R], gone: Iterable[str], records: Iterable[R]) -> None:
        """Take some derived records of a kind out and put others in, in one transaction."""
        name = kinds.table(kind)
        made = [kinds.must_be_derived(record) for record in records]
        left = sorted({*gone, *(kinds.key(record) for record in made if kinds.revised(kind) == "id")})
        with self._database.begin() as connection:
            old = f"DELETE FROM {name} WHERE {kinds.revised(kind)} = ?{_derived(kind, ' AND')}"
            connection.many(old, ((id,) for id in left))
            if kind in kinds.MANY:
                connection.many("DELETE FROM entry WHERE kind = ? AND id = ?", ((name, id) for id in left))
            for start in range(0, len(made), CHUNK):
                _insert(connection, kind, made[start : start + CHUNK])

    @cached_property
    def shelf(self) -> SqlShelf:
        """The index of linking."""
        return SqlShelf(self._database)

    def withdraw(self, id: str, *, by: str, reason: str) -> None:
        """Blank a report's words everywhere, keeping its id, who asked, when and why.

        The derived tables are emptied too: a rebuild makes them again without those words. On SQLite the freed pages
        are overwritten and the file is compacted, so that the words are gone from the file itself.
        """
        report = next(self.find(Report, id=id), None)
        if report is None:
            raise StoreError(f"no report {id}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        left = blank(report)
        with self._database.begin() as connection:
            _insert(connection, Withdrawal, [Withdrawal(id=id, by=by, made=made, reason=reason)])
            changed = (kinds.index_value(left), _pack(left), id)
            connection.run("UPDATE report SET found_by = ?, body = ? WHERE id = ?", changed)
            for name in ("claim", "extraction"):
                connection.run(f"DELETE FROM {name} WHERE found_by = ?", (id,))
            for kind in kinds.DERIVED:
                connection.run(f"DELETE FROM {kinds.table(kind)}")
            connection.run("DELETE FROM judgement WHERE found_by = ?", (kinds.RULE,))
            for name in ("entry", "neighbour", "profile"):
                connection.run(f"DELETE FROM {name}")
        if all(other.digest != report.digest for other in self.find(Report)):
            with self._database.begin() as connection:
                connection.run(f"DELETE FROM {kinds.table(Original)} WHERE id = ?", (report.digest,))
        if self._database.sqlite:
            with self._database.asking() as connection:
                connection.run("VACUUM")
                connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the connections."""
        self._database.close()


def _insert(connection: Connection, kind: type[Record], records: Sequence[Record]) -> int:
    """Insert at most CHUNK records, but those that are there; how many were not."""
    if not records:
        return 0
    name = kinds.table(kind)
    keys = [kinds.key(record) for record in records]
    packed = [(id, kinds.index_value(one), _pack(one)) for id, one in zip(keys, records, strict=True)]
    new = set(connection.insert(name, packed))
    if kind in kinds.MANY:
        held = dict(zip(keys, records, strict=True))
        terms = [(name, term, id) for id in keys if id in new and id in held for term in kinds.terms(held.pop(id))]
        connection.many("INSERT INTO entry (kind, term, id) VALUES (?, ?, ?)", sorted(terms))
    return len(new)


def _condition(kind: type[Record], where: dict[str, object]) -> tuple[str, tuple[object, ...]]:
    """The condition of a ``find`` as SQL, with its values."""
    condition = kinds.condition(kind, where)
    if condition is None:
        return "1 = 1", ()
    column, value = condition
    if column == "term":
        return "id IN (SELECT id FROM entry WHERE kind = ? AND term = ?)", (kinds.table(kind), value)
    if column == "begins":
        return "id >= ? AND id < ?", (value, f"{value}\U0010ffff")
    return (f"{column} = ?", (value,)) if value is not None else (f"{column} IS NULL", ())


def _derived(kind: type[Record], joined: str) -> str:
    """What narrows a deletion to records that are derived, where a kind is kept and derived both."""
    return f"{joined} found_by = '{kinds.RULE}'" if kinds.replaceable(kind) else ""


def _pack(record: Record) -> bytes:
    """A record as stored."""
    return zlib.compress(encode(record), 6)


def _unpack(kind: type[R], body: bytes) -> R:
    """A stored record."""
    return decode(kind, zlib.decompress(body))
