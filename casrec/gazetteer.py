"""The packed file of place entries: how it is written and how it is opened in place.

One file, memory-mapped: a header, a trie of folded names (marisa), for each name a reference to the entries that bear
it, the entries as rows of fixed width, and a trie of their names as written. Opening costs no parsing and no copy; a
look-up touches a few pages. Against the same data as SQLite it is a quarter of the size and six times as fast
(docs/data.md has the figures).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

MAGIC = b"casrec places 1\n"
# GeoNames id, latitude and longitude in ten-thousandths of a degree, population, name, admin1, admin2, country, kind
_ROW = struct.Struct("<IiiIIHHBB")
_HEAD = struct.Struct("<16sI")
_MANY = 1 << 23


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as packed. ``admin1`` and ``admin2`` number a name in the tables of names; 0 is none."""

    geoname_id: int
    latitude: float
    longitude: float
    population: int
    name: str
    admin1: str
    admin2: str
    country: int
    kind: int


class Packed:
    """The packed file, open. Rows are numbered from 0; a look-up gives their numbers, best known first."""

    def __init__(self, path: Path) -> None:
        marisa_trie: Any = import_module("marisa_trie")
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, size = _HEAD.unpack_from(self._map, 0)
        if magic != MAGIC:
            raise ValueError(f"{path.name} is not a file of places that this casrec reads")
        head = msgspec.json.decode(self._map[_HEAD.size : _HEAD.size + size])
        base = _HEAD.size + size
        self.countries: list[list[Any]] = head["countries"]
        self.meta: dict[str, Any] = head["meta"]
        whole = memoryview(self._map)
        parts: dict[str, memoryview] = {}
        for name, (start, length) in head["parts"].items():
            parts[name] = whole[base + start : base + start + length]
        self._keys = marisa_trie.Trie().map(parts["keys"])
        self._names = marisa_trie.Trie().map(parts["names"])
        self._refs, self._posts, self._rows = parts["refs"], parts["posts"], parts["rows"]
        self._admins = parts["admins"]
        self.size = len(self._rows) // _ROW.size

    def find(self, key: str) -> list[tuple[int, bool]]:
        """The rows that bear a folded name, each with whether it is their chief name; empty where none does."""
        number = self._keys.get(key)
        if number is None:
            return []
        ref = int.from_bytes(self._refs[3 * number : 3 * number + 3], "little")
        if not ref & _MANY:
            return [(ref >> 1, bool(ref & 1))]
        at = 3 * (ref ^ _MANY)
        count = int.from_bytes(self._posts[at : at + 3], "little")
        found = []
        for i in range(at + 3, at + 3 + 3 * count, 3):
            post = int.from_bytes(self._posts[i : i + 3], "little")
            found.append((post >> 1, bool(post & 1)))
        return found

    def has(self, key: str) -> bool:
        """Whether any row bears this folded name."""
        return key in self._keys

    def has_prefix(self, key: str) -> bool:
        """Whether any folded name begins so."""
        return next(self._keys.iterkeys(key), None) is not None

    def row(self, number: int) -> Row:
        """A row by its number."""
        ident, lat, lon, people, name, first, second, country, kind = _ROW.unpack_from(self._rows, number * _ROW.size)
        return Row(
            ident,
            lat / 10_000,
            lon / 10_000,
            people,
            self._names.restore_key(name),
            self._admin(first),
            self._admin(second),
            country,
            kind,
        )

    def _admin(self, number: int) -> str:
        """The name of an administrative unit by its number; empty for 0."""
        if not number:
            return ""
        return str(self._names.restore_key(int.from_bytes(self._admins[4 * number : 4 * number + 4], "little")))


def write(
    path: Path, rows: Sequence[Row], keys: Mapping[str, Sequence[tuple[int, bool]]], countries: list[Any], meta: Any
) -> None:
    """Pack rows, and for each folded name the rows that bear it (number, whether chiefly); the same bytes each time."""
    marisa_trie: Any = import_module("marisa_trie")
    admins = sorted({name for row in rows for name in (row.admin1, row.admin2) if name})
    names = marisa_trie.Trie(sorted({row.name for row in rows} | set(admins)))
    numbers = {name: number for number, name in enumerate(admins, 1)}
    numbers[""] = 0
    packed = bytearray()
    for row in rows:
        packed += _ROW.pack(
            row.geoname_id,
            round(row.latitude * 10_000),
            round(row.longitude * 10_000),
            row.population,
            names.key_id(row.name),
            numbers[row.admin1],
            numbers[row.admin2],
            row.country,
            row.kind,
        )
    trie = marisa_trie.Trie(sorted(keys))
    refs, posts = bytearray(3 * len(keys)), bytearray()
    for key in sorted(keys):
        at = 3 * trie.key_id(key)
        refs[at : at + 3] = _reference(keys[key], posts).to_bytes(3, "little")
    table = b"".join(_four(names.key_id(name)) for name in admins)
    parts = {
        "keys": trie.tobytes(),
        "names": names.tobytes(),
        "refs": bytes(refs),
        "posts": bytes(posts),
        "rows": bytes(packed),
        "admins": _four(0) + table,
    }
    _save(path, parts, {"countries": countries, "meta": meta})


def _reference(bearers: Iterable[tuple[int, bool]], posts: bytearray) -> int:
    """What stands for the bearers of a name: the one itself, or where their list begins among the postings."""
    coded = [(number << 1) | chief for number, chief in bearers]
    if len(coded) == 1:
        return coded[0]
    begin = len(posts) // 3
    for value in (len(coded), *coded):
        posts += value.to_bytes(3, "little")
    return begin | _MANY


def _four(number: int) -> bytes:
    """A number as four bytes."""
    return number.to_bytes(4, "little")


def _save(path: Path, parts: Mapping[str, bytes], head: dict[str, Any]) -> None:
    """Write header and parts, each part beginning at a multiple of eight bytes from the file's start."""
    places: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name, data in parts.items():
        body += b"\0" * (-len(body) % 8)
        places[name] = (len(body), len(data))
        body += data
    text = msgspec.json.encode({**head, "parts": places})
    text += b" " * (-(len(text) + _HEAD.size) % 8)
    path.write_bytes(_HEAD.pack(MAGIC, len(text)) + text + bytes(body))
