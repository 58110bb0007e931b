"""Profiles as bytes, so that a million of them need little room: kept in a file beside memory, or in a store."""

from __future__ import annotations

import tempfile
import weakref
import zlib
from array import array
from dataclasses import replace
from functools import lru_cache

import msgspec

from casrec.link.profile import Profile

# Profiles of about 200 MB stay in memory; more of them go to a temporary file.
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


class Profiles:
    """Profiles by their number, in the order they were added."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, body: bytes) -> None:
        """Keep one more profile, packed."""
        self._file.seek(self._ends[-1])
        self._file.write(body)
        self._ends.append(self._ends[-1] + len(body))

    def packed(self, number: int) -> bytes:
        """A profile as it is kept."""
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)

    def __getitem__(self, number: int) -> Profile:
        return unpacked(self.packed(number))
