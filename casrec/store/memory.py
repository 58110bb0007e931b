"""A store in this process's memory: for tests, filters and ``show --at``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import cast

from casrec.errors import StoreError
from casrec.records import Claim, Extraction, Judgement, Original, Record, Report, Withdrawal
from casrec.seams import R
from casrec.store import kinds
from casrec.store.shelf import MemoryShelf
from casrec.store.withdrawn import blank


class _Table(dict[str, Record]):
    """The records of a kind by id. Their order and what else they are found by are worked out when asked for, and
    again after a change (``changed``)."""

    def __init__(self) -> None:
        super().__init__()
        self.changed()

    def changed(self) -> None:
        """Forget the order, and what records are found by."""
        self._order: list[str] | None = None
        self._found: dict[tuple[str, str | None], list[str]] | None = None

    def ordered(self) -> list[str]:
        """All ids in order."""
        if self._order is None:
            self._order = sorted(self)
        return self._order

    def meeting(self, condition: tuple[str, str | None]) -> list[str]:
        """The ids of the records that meet a condition, in order."""
        column, value = condition
        if column == "id":
            return [value] if value is not None and value in self else []
        if column == "begins":
            return [id for id in self.ordered() if id.startswith(value or "")]
        if self._found is None:
            found = defaultdict(list)
            for id in self.ordered():
                found["found_by", kinds.index_value(self[id])].append(id)
                for term in kinds.terms(self[id]):
                    found["term", term].append(id)
            self._found = dict(found)
        return self._found.get(condition, [])


class MemoryStore:
    """Keeps records in dictionaries. Right for what fits in memory and need not last."""

    def __init__(self, url: str = "memory:") -> None:
        self.url = url
        self._tables = {kinds.table(kind): _Table() for kind in kinds.INDEXED}
        self.shelf = MemoryShelf()

    def _table(self, kind: type[Record]) -> _Table:
        return self._tables[kinds.table(kind)]

    def add(self, records: Iterable[Record]) -> int:
        """Add records, all or none; those whose id is there are left alone. Returns how many were new."""
        new = 0
        for record in [kinds.must_be_kept(one) for one in records]:
            kind = type(record)
            table = self._table(kind)
            id = kinds.key(record)
            report = getattr(record, "report", id)
            if id not in table and not (kind is Claim and report in self._table(Withdrawal)):
                table[id] = record
                table.changed()
                new += 1
        return new

    def find(self, kind: type[R], **where: object) -> Iterator[R]:
        """The records of a kind, ordered by id."""
        table = self._table(kind)
        condition = kinds.condition(kind, where)
        held = table.ordered() if condition is None else table.meeting(condition)
        yield from [cast(R, table[id]) for id in held]

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return len(self._table(kind))

    def replace(self, kind: type[R], records: Iterable[R]) -> None:
        """Replace all derived records of a kind."""
        new = {kinds.key(record): record for record in map(kinds.must_be_derived, records)}
        table = self._table(kind)
        for id in [id for id, one in table.items() if _derived(kind, one)]:
            del table[id]
        table.update(new)
        table.changed()

    def revise(self, kind: type[R], gone: Iterable[str], records: Iterable[R]) -> None:
        """Take some derived records of a kind out and put others in."""
        new = {kinds.key(record): record for record in map(kinds.must_be_derived, records)}
        table = self._table(kind)
        column = kinds.revised(kind)
        for id in [id for value in set(gone) for id in table.meeting((column, value)) if _derived(kind, table[id])]:
            del table[id]
        table.update(new)
        table.changed()

    def withdraw(self, id: str, *, by: str, reason: str) -> None:
        """Blank a report's words everywhere, keeping its id, who asked, when and why."""
        reports = self._table(Report)
        report = cast("Report | None", reports.get(id))
        if report is None:
            raise StoreError(f"no report {id}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._table(Withdrawal)[id] = Withdrawal(id=id, by=by, made=made, reason=reason)
        reports[id] = blank(report)
        for table in (self._table(Claim), self._table(Extraction)):
            for key in table.meeting(("found_by", id)):
                del table[key]
        others = {cast(Report, r).digest for r in reports.values()}
        if report.digest not in others:
            self._table(Original).pop(report.digest, None)
        for kind in kinds.DERIVED:
            self._table(kind).clear()
        self.replace(Judgement, [])
        for table in self._tables.values():
            table.changed()
        self.shelf.clear()


def _derived(kind: type[Record], record: Record) -> bool:
    """Whether a record of a kind may be replaced: a person's judgement may not."""
    return not kinds.replaceable(kind) or kinds.index_value(record) == kinds.RULE
