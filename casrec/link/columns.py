"""A report as the linker compares it: a row of plain numbers and a list of elements, ready for arithmetic by arrays.

An element is a word, a name, an age, an address, a day and so on. What two reports have in common are the elements
that both have; the features of a pair (``compare``) are sums over them. So a profile is turned into numbers once a
report, and not once a pair.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from casrec.link.words import KIND, floors, rarest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float64]
    Records = NDArray[np.void]

# How profiles are kept as bytes: a store whose shelf was written in another layout is linked anew.
LAYOUT = 3
# The kinds of elements. Those before OWN are matched between two reports; the values of the others are read.
WORD, NAME, AGE, LEAD_AGE, ADDRESS, YEAR, DAY, COUNT, REGION, PLACE, STORM, OWN = range(12)
EVENT, MONTH, CLOCK, SCENE = range(OWN, OWN + 4)
KIND_AT = 60  # the bit of an element's id where its kind begins
VALUE = (1 << KIND_AT) - 1
# Weights are kept to so many parts of one.
PARTS = 65_535
# Bits of ``c`` of a name.
SURNAME, SINGLE = 1, 2
# A code of rarity: how many happenings hold a term, and this bit where a word in it tells a kind of happening.
_KINDLY = 1 << 15
NEVER = -1  # a day, or a month, that is not known
UNPLACED = 1000.0  # a latitude that is not known

# Of an element: its kind and value, how rare it is (a code), and up to three numbers that depend on its kind: a word's
# weight in all words, in the opening, in the title; a name's in all names, in title and opening, and its marks.
_ELEMENT = [("id", "<u8"), ("code", "<u2"), ("a", "<u2"), ("b", "<u2"), ("c", "<u2")]
# Of a report: its elements, day and month of publication, first day of its incident, length of its story, what the
# linker's Profile calls stage and kind, the natures it is about and those it names at all (``natures_of``), whether
# people are named, what the weights of its opening, title and names come to, and what stands for outlet, province and
# place.
_HEAD = [
    ("size", "<u4"), ("day", "<i4"), ("month", "<i4"), ("first", "<i4"), ("length", "<i4"), ("stage", "<i2"),
    ("kind", "<i2"), ("about", "<i2"), ("named", "<i2"), ("people", "<i4"), ("opening", "<u4"), ("title", "<u4"),
    ("names", "<u4"), ("outlet", "<u8"), ("region", "<u8"), ("latitude", "<f8"), ("longitude", "<f8"),
]  # fmt: skip
_MIX = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
_WORDS64 = (1 << 64) - 1


@lru_cache(maxsize=1)
def element_type() -> np.dtype[np.void]:
    """The layout of an element."""
    import numpy as np

    return np.dtype(_ELEMENT)


@lru_cache(maxsize=1)
def head_type() -> np.dtype[np.void]:
    """The layout of a report's row."""
    import numpy as np

    return np.dtype(_HEAD)


@lru_cache(maxsize=500_000)
def word_id(word: str) -> int:
    """What stands for a word: a whole number of 60 bits."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> (
        64 - KIND_AT
    )


@lru_cache(maxsize=200_000)
def term_id(term: str) -> int:
    """What stands for one word or for several: that of two is what ``mixed`` gives."""
    found, *more = map(word_id, term.split(" "))
    for one in more:
        found = _mixed(found, one)
    return found


def _mixed(first: int, second: int) -> int:
    mixed = (first * _MIX[0] + second) & _WORDS64
    mixed = ((mixed ^ (mixed >> 32)) * _MIX[1]) & _WORDS64
    return (mixed ^ (mixed >> 32)) & VALUE


def mixed(first: Ids, second: Ids) -> Ids:
    """What stands for two words together, for many at once."""
    import numpy as np

    found = first * np.uint64(_MIX[0]) + second
    found = (found ^ (found >> np.uint64(32))) * np.uint64(_MIX[1])
    both: Ids = (found ^ (found >> np.uint64(32))) & np.uint64(VALUE)
    return both


@lru_cache(maxsize=1)
def _ranked() -> tuple[Ids, NDArray[np.uint16], Ids]:
    """The terms of the table of rarity by what stands for them, sorted, in how many happenings each is, and the words
    of harm and kinds."""
    import numpy as np

    counts, kinds = rarest()
    ids = np.fromiter(map(term_id, counts), np.uint64, len(counts))
    order = np.argsort(ids)
    held = np.fromiter(counts.values(), np.uint16, len(counts))
    return ids[order], held[order], np.sort(np.fromiter(map(word_id, kinds), np.uint64, len(kinds)))


def kindly(words: Ids) -> NDArray[np.bool_]:
    """Whether each word is one of harm or of a kind of happening."""
    _, _, kinds = _ranked()
    found: NDArray[np.bool_] = kinds[kinds.searchsorted(words).clip(max=len(kinds) - 1)] == words
    return found


def codes(terms: Ids, kind: NDArray[np.bool_]) -> NDArray[np.uint16]:
    """The rarity of terms as codes; ``kind`` is true of those with a word of harm or of a kind of happening."""
    import numpy as np

    ids, held, _ = _ranked()
    at = ids.searchsorted(terms).clip(max=len(ids) - 1)
    return np.where(ids[at] == terms, held[at], 0).astype(np.uint16) | (kind * np.uint16(_KINDLY)).astype(np.uint16)


@lru_cache(maxsize=1)
def rarities() -> Floats:
    """The rarity (``words.rarity``) that each code stands for."""
    import numpy as np

    total, _ = floors()
    plain = [math.log((1 + total) / (1 + min(held, total))) for held in range(_KINDLY)]
    return np.array(plain + [min(one, KIND) for one in plain])


def value_of(*parts: object) -> int:
    """What stands for something that is no word: 60 bits of a hash."""
    return word_id("\n".join(map(str, parts)))


def own(body: bytes) -> Records:
    """The elements of one report."""
    import numpy as np

    return np.frombuffer(body, element_type(), offset=head_type().itemsize)


class Columns:
    """The columns of several reports, numbered as they come."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        import numpy as np

        width = head_type().itemsize
        self.heads = np.frombuffer(b"".join(body[:width] for body in bodies), head_type())
        held = np.frombuffer(b"".join(body[width:] for body in bodies), element_type())
        self.ids: Ids = np.ascontiguousarray(held["id"])
        self.code, self.a, self.b, self.c = (np.ascontiguousarray(held[name]) for name in ("code", "a", "b", "c"))
        sizes = self.heads["size"].astype(np.int64)
        reports = len(bodies)
        kinds = (self.ids >> np.uint64(KIND_AT)).astype(np.int64)
        owner = np.repeat(np.arange(reports, dtype=np.int64), sizes)
        # How many elements of each kind a report has, and where they begin.
        self.counts = np.bincount(owner * 16 + kinds, minlength=reports * 16).reshape(reports, 16)
        self.starts = np.cumsum(np.r_[0, self.counts.ravel()])[:-1].reshape(reports, 16)
        self.kinds = kinds.astype(np.uint8)

    def values(self, at: Ints) -> Ints:
        """The values of elements."""
        import numpy as np

        return (self.ids[at] & np.uint64(VALUE)).astype(np.int64)
