"""A report as the linker compares it: a row of plain numbers and a list of elements, ready for arithmetic by arrays.

An element is a word, a name, an age, an address, a day and so on. What two reports have in common are the elements
that both have; the features of a pair (``compare``) are sums over them. So a profile is turned into numbers once a
report, and not once a pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from casrec.link.words import KIND, floors, rarest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]
    Floats = NDArray[np.float64]
    Records = NDArray[np.void]

# How profiles are kept as bytes: a store whose shelf was written in another layout is linked anew.
LAYOUT = 2
# The kinds of elements. Those before OWN are matched between two reports; the values of the others are read.
WORD, NAME, AGE, LEAD_AGE, ADDRESS, YEAR, DAY, COUNT, REGION, PLACE, STORM, OWN = range(12)
EVENT, MONTH, CLOCK, SCENE = range(OWN, OWN + 4)
_BITS = 60
VALUE = (1 << _BITS) - 1
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
# linker's Profile calls stage and kind, whether people are named, what the weights of its opening, title and names come
# to, and what stands for outlet, province and place.
_HEAD = [
    ("size", "<u4"), ("day", "<i4"), ("month", "<i4"), ("first", "<i4"), ("length", "<i4"), ("stage", "<i2"),
    ("kind", "<i2"), ("people", "<i4"), ("opening", "<u4"), ("title", "<u4"), ("names", "<u4"), ("outlet", "<u8"),
    ("region", "<u8"), ("latitude", "<f8"), ("longitude", "<f8"),
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
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> (64 - _BITS)


@lru_cache(maxsize=200_000)
def term_id(term: str) -> int:
    """What stands for one word or for several: that of two is what ``pair_ids`` gives."""
    found, *more = map(word_id, term.split(" "))
    for one in more:
        found = _mixed(found, one)
    return found


def _mixed(first: int, second: int) -> int:
    mixed = (first * _MIX[0] + second) & _WORDS64
    mixed = ((mixed ^ (mixed >> 32)) * _MIX[1]) & _WORDS64
    return (mixed ^ (mixed >> 32)) & VALUE


def pair_ids(words: Ids) -> Ids:
    """What stands for each two neighbouring words."""
    import numpy as np

    mixed = words[:-1] * np.uint64(_MIX[0]) + words[1:]
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(_MIX[1])
    found: Ids = (mixed ^ (mixed >> np.uint64(32))) & np.uint64(VALUE)
    return found


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


def weights(counts: Ints, code: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The weights of terms that occur so often, in PARTS of one: 1 + log of the count, times rarity, of length one; 0
    for terms that occur never or are too common."""
    import numpy as np

    _, floor = floors()
    rare = rarities()[code]
    found = np.where((counts > 0) & (rare > floor), (1 + np.log(np.maximum(counts, 1))) * rare, 0.0)
    length = math.sqrt(float((found * found).sum())) or 1.0
    return np.rint(found / length * PARTS).astype(np.uint16)


def elements(kind: int, ids: Ids | Sequence[int], **more: Any) -> Records:
    """Elements of one kind, by their values, with their numbers ``code``, ``a``, ``b``, ``c``."""
    import numpy as np

    found = np.zeros(len(ids), element_type())
    found["id"] = np.asarray(ids, np.uint64) | np.uint64(kind << _BITS)
    for name, values in more.items():
        found[name] = values
    return found


def words(heading: list[str], told: list[str], opening: list[str]) -> Records:
    """The words of a report, and each two neighbouring ones, from those of its title, its story and its opening. The
    title counts twice among all words."""
    import numpy as np

    all_, title, first = (
        np.fromiter(map(word_id, some), np.uint64, len(some)) for some in (heading + told, heading, opening)
    )
    runs = [(all_, 0), (title, 0), (first, 1), (title, 2)]
    held: list[Ids] = []
    kinds: list[NDArray[np.bool_]] = []
    channels: list[Ints] = []
    for ids, channel in runs:
        kind = kindly(ids)
        held.append(ids)
        kinds.append(kind)
        if channel == 0 and len(ids):
            held.append(pair_ids(ids))
            kinds.append(kind[:-1] | kind[1:])
        channels.append(np.full(sum(map(len, held)) - sum(map(len, channels)), channel))
    found, first_at, at = np.unique(np.concatenate(held), return_index=True, return_inverse=True)
    channel_of, size = np.concatenate(channels), len(found)
    code = codes(found, np.concatenate(kinds)[first_at])
    a, b, c = (weights(np.bincount(at[channel_of == n], minlength=size), code) for n in range(3))
    kept = (a | b | c) > 0
    return elements(WORD, found[kept], code=code[kept], a=a[kept], b=b[kept], c=c[kept])


def names(
    told: Mapping[str, int], opening: Mapping[str, int], surnames: AbstractSet[str]
) -> tuple[frozenset[str], Records]:
    """The names of a report that weigh anything, and its names as elements, from how often each is told in all and in
    the opening, and the surnames of victims and suspects."""
    import numpy as np

    _, kinds = rarest()
    held = sorted({*told, *opening, *surnames})
    ids = np.fromiter(map(term_id, held), np.uint64, len(held))
    kind = np.fromiter((not kinds.isdisjoint(name.split(" ")) for name in held), bool, len(held))
    code = codes(ids, kind)
    a, b = (
        weights(np.fromiter((count.get(name, 0) for name in held), np.int64, len(held)), code)
        for count in (told, opening)
    )
    marked = [SURNAME * (name in surnames) | SINGLE * (" " not in name) for name in held]
    found = elements(NAME, ids, code=code, a=a, b=b, c=marked)
    heavy = frozenset(name for name, weight in zip(held, a.tolist(), strict=True) if weight)
    return heavy, found[(a > 0) | (b > 0) | ((found["c"] & SURNAME) > 0)]


def scene(held: Sequence[str]) -> Records:
    """The names of where an incident was, as elements. ``a`` numbers what must be named together, ``b`` says of how
    many words: a name of several words is held where the whole is, or each of them."""
    import numpy as np

    rows: list[tuple[int, int, int, int]] = []
    for name in held:
        parts = sorted(set(name.split()))
        held_ids = np.fromiter(map(word_id, parts), np.uint64, len(parts))
        found = codes(held_ids, kindly(held_ids))
        rare = int(found[rarities()[found].argmax()])
        number = rows[-1][2] + 1 if rows else 0
        rows += [(word_id(part), rare, number, len(parts)) for part in parts]
        if len(parts) > 1:
            rows.append((term_id(name), rare, number + 1, 1))
    return elements(
        SCENE,
        [row[0] for row in rows],
        code=[row[1] for row in rows],
        a=[row[2] for row in rows],
        b=[row[3] for row in rows],
    )


def value_of(*parts: object) -> int:
    """What stands for something that is no word: 60 bits of a hash."""
    return word_id("\n".join(map(str, parts)))


def packed(head: dict[str, Any], parts: Iterable[Records]) -> bytes:
    """A report's row and its elements, sorted by what stands for them, as bytes."""
    import numpy as np

    held = np.frombuffer(b"".join(part.tobytes() for part in parts), element_type())
    held = held[np.argsort(held["id"], kind="stable")]
    row = np.zeros(1, head_type())
    for name, value in head.items():
        row[name] = value
    row["size"] = len(held)
    kinds = held["id"] >> np.uint64(_BITS)
    row["opening"], row["title"] = (held[name][kinds == WORD].sum(dtype=np.int64) for name in "bc")
    row["names"] = held["a"][kinds == NAME].sum(dtype=np.int64)
    return row.tobytes() + held.tobytes()


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
        kinds = (self.ids >> np.uint64(_BITS)).astype(np.int64)
        owner = np.repeat(np.arange(reports, dtype=np.int64), sizes)
        # How many elements of each kind a report has, and where they begin.
        self.counts = np.bincount(owner * 16 + kinds, minlength=reports * 16).reshape(reports, 16)
        self.starts = np.cumsum(np.r_[0, self.counts.ravel()])[:-1].reshape(reports, 16)
        self.kinds = kinds.astype(np.uint8)

    def values(self, at: Ints) -> Ints:
        """The values of elements."""
        import numpy as np

        return (self.ids[at] & np.uint64(VALUE)).astype(np.int64)
