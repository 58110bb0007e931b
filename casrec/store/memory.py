"""A store in this process's memory: for tests, filters and ``show --at``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import cast

from casrec.errors import StoreError
from casrec.records import Claim, Judgement, Original, Record, Report, Withdrawal
from casrec.seams import R
from casrec.store import kinds
from casrec.store.shelf import MemoryShelf
from casrec.store.withdrawn import blank


class MemoryStore:
    """Keeps records in dictionaries. Right for what fits in memory and need not last."""

    def __init__(self, url: str = "memory:") -> None:
        self.url = url
        self._tables: dict[str, dict[str, Record]] = {kinds.table(kind): {} for kind in kinds.INDEXED}
        self.shelf = MemoryShelf()

    def add(self, records: Iterable[Record]) -> int:
        """Add records; those whose id is there are left alone. Returns how many were new."""
        new = 0
        for record in records:
            kind = type(kinds.must_be_kept(record))
            table = self._tables[kinds.table(kind)]
            id = kinds.key(record)
            report = getattr(record, "report", id)
            if id not in table and not (kind is Claim and report in self._tables["withdrawal"]):
                table[id] = record
                new += 1
        return new

    def find(self, kind: type[R], **where: object) -> Iterator[R]:
        """The records of a kind, ordered by id."""
        table = self._tables[kinds.table(kind)]
        condition = kinds.condition(kind, where)
        if condition is not None and condition[0] == "id":
            if condition[1] in table:
                yield cast(R, table[condition[1]])
            return
        for id in sorted(table):
            if kinds.meets(table[id], condition):
                yield cast(R, table[id])

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return len(self._tables[kinds.table(kind)])

    def replace(self, kind: type[R], records: Iterable[R]) -> None:
        """Replace all derived records of a kind."""
        new = {kinds.key(record): record for record in map(kinds.must_be_derived, records)}
        table = self._tables[kinds.table(kind)]
        stays = {id: r for id, r in table.items() if kinds.index_value(r) != kinds.RULE}
        self._tables[kinds.table(kind)] = {**stays, **new} if kinds.replaceable(kind) else dict(new)

    def revise(self, kind: type[R], gone: Iterable[str], records: Iterable[R]) -> None:
        """Take some derived records of a kind out and put others in."""
        table, left = self._tables[kinds.table(kind)], set(gone)
        by_id = kinds.revised(kind) == "id"
        for id in [id for id, one in table.items() if (id if by_id else kinds.index_value(one)) in left]:
            if not kinds.replaceable(kind) or kinds.index_value(table[id]) == kinds.RULE:
                del table[id]
        table.update((kinds.key(record), record) for record in map(kinds.must_be_derived, records))

    def withdraw(self, id: str, *, by: str, reason: str) -> None:
        """Blank a report's words everywhere, keeping its id, who asked, when and why."""
        reports = self._tables["report"]
        report = cast("Report | None", reports.get(id))
        if report is None:
            raise StoreError(f"no report {id}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._tables["withdrawal"][id] = Withdrawal(id=id, by=by, made=made, reason=reason)
        reports[id] = blank(report)
        claims = self._tables["claim"]
        for key in [k for k, c in claims.items() if cast(Claim, c).report == id]:
            del claims[key]
        others = {cast(Report, r).digest for r in reports.values()}
        if report.digest not in others:
            self._tables[kinds.table(Original)].pop(report.digest, None)
        extractions = self._tables["extraction"]
        for key in [k for k, e in extractions.items() if kinds.index_value(e) == id]:
            del extractions[key]
        for kind in kinds.DERIVED:
            self._tables[kinds.table(kind)] = {}
        self.replace(Judgement, [])
        self.shelf.clear()
