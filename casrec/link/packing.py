"""Profiles and judgements as bytes, so that millions need little room: in a file beside memory, or in a store."""

from __future__ import annotations

import operator
import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import msgspec

from casrec.link.profile import Profile
from casrec.records import Judgement

# About 200 MB of what is kept stay in memory; more goes to a temporary file.
_IN_MEMORY = 200_000_000


def pack(profile: Profile) -> bytes:
    """A profile as bytes, the same ones each time: its columns as they are, so that pairs can be compared without
    reading the rest."""
    rest = zlib.compress(msgspec.msgpack.encode(replace(profile, columns=b""), order="deterministic"), 1)
    return len(profile.columns).to_bytes(4, "little") + profile.columns + rest


def columns(body: bytes) -> bytes:
    """The columns of the profile in bytes that ``pack`` made."""
    return body[4 : 4 + int.from_bytes(body[:4], "little")]


def unpack(body: bytes) -> Profile:
    """The profile in bytes that ``pack`` made."""
    held = columns(body)
    return replace(_decoder().decode(zlib.decompress(body[4 + len(held) :])), columns=held)


@lru_cache(maxsize=2048)
def unpacked(body: bytes) -> Profile:
    """``unpack`` for one who meets the same profiles again: blocks of pairs near in time share most of theirs."""
    return unpack(body)


@lru_cache(maxsize=1)
def _decoder() -> msgspec.msgpack.Decoder[Profile]:
    return msgspec.msgpack.Decoder(Profile)


class _Bodies:
    """Bytes by their number, in the order they were added."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, body: bytes) -> None:
        """Keep some more bytes."""
        self._file.seek(self._ends[-1])
        self._file.write(body)
        self._ends.append(self._ends[-1] + len(body))

    def packed(self, number: int) -> bytes:
        """Bytes as they are kept."""
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)


class Profiles(_Bodies):
    """Profiles by their number, in the order they were added, packed."""

    def __getitem__(self, number: int) -> Profile:
        return unpacked(self.packed(number))


class Judgements:
    """Judgements that rules made, packed, and read in the order of their ids: 16 bytes of memory each."""

    def __init__(self) -> None:
        self._bodies = _Bodies()
        self._ids = array("Q")

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Judgement]:
        import numpy as np

        decoder = msgspec.msgpack.Decoder(Judgement)
        ids = np.array(self._ids, np.uint64)
        for at in np.argsort(ids, kind="stable").tolist():
            yield decoder.decode(self._bodies.packed(at))

    def __eq__(self, other: object) -> bool:
        """Whether the same judgements are held, in whatever order they came."""
        return isinstance(other, Judgements) and len(self) == len(other) and all(map(operator.eq, self, other))

    def add(self, judgement: Judgement) -> None:
        """Keep one more."""
        self._ids.append(int(judgement.id.rpartition("-")[2], 16))
        self._bodies.add(msgspec.msgpack.encode(judgement))
