"""The index that linking keeps in a store: in memory, or in two tables of an SQL store."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from casrec.seams import Row
from casrec.store.database import Database

_LEAST = -(2**63)


class MemoryShelf:
    """A shelf in dictionaries."""

    def __init__(self) -> None:
        self._order: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._values: dict[tuple[int, int, int], int] = {}
        self._bodies: dict[int, bytes] = {}

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows; a row that is there gets the new value."""
        for key, at, number, value in rows:
            if (key, at, number) not in self._values:
                insort(self._order[key], (at, number))
            self._values[key, at, number] = value

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows out, whatever their value."""
        for key, at, number, _ in rows:
            if self._values.pop((key, at, number), None) is not None:
                self._order[key].remove((at, number))

    def rows(
        self, key: int, first: int | None = None, last: int | None = None, most: int | None = None
    ) -> list[tuple[int, int, int]]:
        """(place, number, value) of the rows of a key in order, from place ``first`` to ``last``, at most ``most``."""
        held = self._order.get(key, [])
        start = 0 if first is None else bisect_left(held, (first, _LEAST))
        end = len(held) if last is None else bisect_right(held, (last, -_LEAST))
        if most is not None:
            end = min(end, start + most)
        return [(at, number, self._values[key, at, number]) for at, number in held[start:end]]

    def keep(self, bodies: Mapping[int, bytes]) -> None:
        """Keep bodies by number; a body that is there is replaced."""
        self._bodies.update(bodies)

    def body(self, number: int) -> bytes | None:
        """The body of a number."""
        return self._bodies.get(number)

    def clear(self) -> None:
        """Throw everything away."""
        self._order.clear()
        self._values.clear()
        self._bodies.clear()


class SqlShelf:
    """A shelf in two tables: ``neighbour`` (key, place, number, value) and ``profile`` (number, body)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._database.begin() as connection:
            connection.many(statement, rows)

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows; a row that is there gets the new value."""
        self._many(
            "INSERT INTO neighbour (term, place, number, value) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (term, place, number) DO UPDATE SET value = excluded.value",
            rows,
        )

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows out, whatever their value."""
        self._many("DELETE FROM neighbour WHERE term = ? AND place = ? AND number = ?", (row[:3] for row in rows))

    def rows(
        self, key: int, first: int | None = None, last: int | None = None, most: int | None = None
    ) -> list[tuple[int, int, int]]:
        """(place, number, value) of the rows of a key in order, from place ``first`` to ``last``, at most ``most``."""
        statement, values = "SELECT place, number, value FROM neighbour WHERE term = ?", [key]
        if first is not None:
            statement, values = f"{statement} AND place >= ?", [*values, first]
        if last is not None:
            statement, values = f"{statement} AND place <= ?", [*values, last]
        statement += " ORDER BY place, number"
        if most is not None:
            statement, values = f"{statement} LIMIT ?", [*values, most]
        return self._database.rows(statement, values)

    def keep(self, bodies: Mapping[int, bytes]) -> None:
        """Keep bodies by number; a body that is there is replaced."""
        self._many(
            "INSERT INTO profile (number, body) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET body = excluded.body",
            bodies.items(),
        )

    def body(self, number: int) -> bytes | None:
        """The body of a number."""
        found = self._database.rows("SELECT body FROM profile WHERE number = ?", (number,))
        return bytes(found[0][0]) if found else None

    def clear(self) -> None:
        """Throw everything away."""
        with self._database.begin() as connection:
            for name in ("neighbour", "profile"):
                connection.run(f"DELETE FROM {name}")
