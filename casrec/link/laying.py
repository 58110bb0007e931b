"""What reports offer to their columns laid out and weighed, many reports at once: the arithmetic by arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from casrec.link.columns import (
    KIND_AT,
    NAME,
    PARTS,
    SCENE,
    SINGLE,
    SURNAME,
    WORD,
    codes,
    element_type,
    head_type,
    kindly,
    mixed,
    rarities,
    term_id,
    word_id,
)
from casrec.link.words import floors, rarest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casrec.link.columns import Ids, Ints


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one report offers: its title's words; its story's words up to where the opening ends, those after it, and
    what stands of a word that the opening's end cuts; how often each name is told in all and in the opening, the
    surnames of victims and suspects; the names of where its incident was; its row; and its other elements, each a kind,
    a value and a mark."""

    heading: Sequence[str]
    opening: Sequence[str]
    rest: Sequence[str]
    cut: Sequence[str]
    names: Mapping[str, int]
    lead_names: Mapping[str, int]
    surnames: AbstractSet[str]
    scene: Sequence[str]
    head: Mapping[str, float]
    marks: list[tuple[int, int, int]] = field(default_factory=list)


class Laid(NamedTuple):
    """The names of a report that weigh anything, and its columns."""

    names: frozenset[str]
    columns: bytes


class _Elements(NamedTuple):
    """Elements of several reports: whose each is, and its numbers (``columns.element_type``)."""

    owner: Ints
    id: Ids
    code: NDArray[np.uint16]
    a: Ints
    b: Ints
    c: Ints

    def of(self, mine: NDArray[Any]) -> _Elements:
        """Some of them, or all in another order."""
        return _Elements(self.owner[mine], self.id[mine], self.code[mine], self.a[mine], self.b[mine], self.c[mine])


def laid(sheets: Sequence[Sheet]) -> list[Laid]:
    """The columns of reports; those of one do not depend on the others."""
    import numpy as np

    words = _words(sheets)
    names, heavy = _names(sheets)
    others = _joined(names, _scenes(sheets), _marks(sheets))
    order = np.lexsort((others.id, others.owner))
    all_ = _joined(words, others.of(order))
    order = np.argsort(all_.owner.astype(np.int16), kind="stable")  # words before all others, as their kind has it
    held = np.empty(len(order), element_type())
    for name in ("id", "code", "a", "b", "c"):
        held[name] = getattr(all_, name)[order]
    sizes = np.bincount(all_.owner, minlength=len(sheets))
    rows = _heads(sheets, sizes, words, names)
    width, ends = element_type().itemsize, np.cumsum(sizes).tolist()
    body = held.tobytes()
    return [
        Laid(heavy[at], rows[at].tobytes() + body[width * (end - size) : width * end])
        for at, (end, size) in enumerate(zip(ends, sizes.tolist(), strict=True))
    ]


def _joined(*parts: _Elements) -> _Elements:
    """Elements of several kinds, one kind after the other."""
    import numpy as np

    return _Elements(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _heads(sheets: Sequence[Sheet], sizes: Ints, words: _Elements, names: _Elements) -> NDArray[np.void]:
    """The rows of reports."""
    import numpy as np

    rows = np.zeros(len(sheets), head_type())
    for name in sheets[0].head if sheets else ():
        rows[name] = [sheet.head[name] for sheet in sheets]
    rows["size"] = sizes
    for name, of, weights in (("opening", words, words.b), ("title", words, words.c), ("names", names, names.a)):
        rows[name] = np.bincount(of.owner, weights, minlength=len(sheets))
    return rows


def _words(sheets: Sequence[Sheet]) -> _Elements:
    """The words of reports, and each two neighbouring ones, sorted. The title counts twice among all words."""
    import numpy as np

    flat: list[str] = []
    sizes: list[int] = []
    for sheet in sheets:
        for words in (sheet.heading, sheet.opening, sheet.rest, sheet.cut):
            flat += words
            sizes.append(len(words))
    ids = np.fromiter(map(word_id, flat), np.uint64, len(flat))
    report = np.repeat(np.repeat(np.arange(len(sheets)), 4), sizes)
    part = np.repeat(np.tile(np.arange(4), len(sheets)), sizes)
    heading, rest, told = part == 0, part == 2, part < 3
    first = np.flatnonzero((report[1:] == report[:-1]) & told[1:])
    known, at = np.unique(np.concatenate([ids, mixed(ids[first], ids[first + 1])]), return_inverse=True)
    kind = kindly(known)
    one, two = at[: len(ids)], at[len(ids) :]
    kind[two] = kind[one[first]] | kind[one[first + 1]]
    cells, at = np.unique(np.concatenate([report, report[first]]) * len(known) + at, return_inverse=True)
    one, two = at[: len(ids)], at[len(ids) :]

    def counted(where: Ints, times: NDArray[Any]) -> Ints:
        return np.bincount(where, times, minlength=len(cells)).astype(np.int64)

    owner, place = np.divmod(cells, max(1, len(known)))
    code = codes(known, kind)[place]
    all_ = counted(one, np.add(told, heading, dtype=np.int64))
    all_ = all_ + counted(two, np.add(True, heading[first] & heading[first + 1], dtype=np.int64))
    a, b, c = (_weights(owner, counts, code) for counts in (all_, counted(one, ~rest), counted(one, heading)))
    kept = (a | b | c) > 0
    return _Elements(owner[kept], known[place[kept]] | _kind(WORD), code[kept], a[kept], b[kept], c[kept])


def _weights(owner: Ints, counts: Ints, code: NDArray[np.uint16]) -> Ints:
    """The weights of terms that occur so often, in PARTS of one: 1 + log of the count, times rarity, of length one in
    each report; 0 for terms that occur never or are too common. ``owner`` is sorted."""
    import numpy as np

    _, floor = floors()
    rare = rarities()[code]
    found = np.where((counts > 0) & (rare > floor), (1 + np.log(np.maximum(counts, 1))) * rare, 0.0)
    if not len(found):
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    lengths = np.sqrt(np.add.reduceat(found * found, starts))
    lengths[lengths == 0] = 1.0
    lengths = np.repeat(lengths, np.diff(starts, append=len(owner)))
    weights: Ints = np.rint(found / lengths * PARTS).astype(np.int64)
    return weights


@lru_cache(maxsize=200_000)
def _named(name: str) -> tuple[int, bool]:
    """What stands for a name, and whether a word of harm or of a kind of happening is in it."""
    return term_id(name), not rarest()[1].isdisjoint(name.split(" "))


def _names(sheets: Sequence[Sheet]) -> tuple[_Elements, list[frozenset[str]]]:
    """The names of reports, and of each report those that weigh anything."""
    import numpy as np

    flat: list[str] = []
    owners: list[int] = []
    marks: list[tuple[int, int, int]] = []
    for at, sheet in enumerate(sheets):
        mine = sorted({*sheet.names, *sheet.lead_names, *sheet.surnames})
        flat += mine
        owners += [at] * len(mine)
        told, first, surnames = sheet.names.get, sheet.lead_names.get, sheet.surnames
        marks += [
            (told(name, 0), first(name, 0), SURNAME * (name in surnames) | SINGLE * (" " not in name)) for name in mine
        ]
    ids = np.array([_named(name) for name in flat], np.uint64).reshape(-1, 2)
    owner = np.array(owners, np.int64)
    counts = np.array(marks, np.int64).reshape(-1, 3)
    code = codes(ids[:, 0], ids[:, 1] > 0)
    a, b = (_weights(owner, counts[:, n], code) for n in range(2))
    heavy: list[set[str]] = [set() for _ in sheets]
    for at in np.flatnonzero(a).tolist():
        heavy[owners[at]].add(flat[at])
    kept = (a > 0) | (b > 0) | ((counts[:, 2] & SURNAME) > 0)
    found = _Elements(owner, ids[:, 0] | _kind(NAME), code, a, b, counts[:, 2])
    return found.of(kept), [frozenset(mine) for mine in heavy]


def _scenes(sheets: Sequence[Sheet]) -> _Elements:
    """The names of where incidents were. ``a`` numbers what must be named together, ``b`` says of how many words: a
    name of several words is held where the whole is, or each of them."""
    import numpy as np

    told = [(at, name, sorted(set(name.split()))) for at, sheet in enumerate(sheets) for name in sheet.scene]
    ids = np.array([word_id(part) for _, _, parts in told for part in parts], np.uint64)
    code = codes(ids, kindly(ids)) if len(ids) else np.zeros(0, np.uint16)
    rare = rarities()[code].tolist()
    rows: list[tuple[int, ...]] = []
    first, last = 0, (-1, -1)
    for at, name, parts in told:
        best = max(range(first, first + len(parts)), key=lambda place: (rare[place], -place))
        number = last[1] + 1 if last[0] == at else 0
        rows += [(at, word_id(part), int(code[best]), number, len(parts), 0) for part in parts]
        if len(parts) > 1:
            number += 1
            rows.append((at, term_id(name), int(code[best]), number, 1, 0))
        first, last = first + len(parts), (at, number)
    return _listed(rows, SCENE)


def _marks(sheets: Sequence[Sheet]) -> _Elements:
    """All other elements of reports."""
    rows = [
        (at, kind << KIND_AT | value, 0, 0, 0, c) for at, sheet in enumerate(sheets) for kind, value, c in sheet.marks
    ]
    return _listed(rows)


def _listed(rows: Sequence[tuple[int, ...]], kind: int = 0) -> _Elements:
    """Elements from rows of their owner and their numbers."""
    import numpy as np

    table = np.array(rows, np.uint64).reshape(-1, 6)
    owner, _, code, *weights = table.astype(np.int64).T
    return _Elements(owner, table[:, 1] | _kind(kind), code.astype(np.uint16), *weights)


def _kind(kind: int) -> np.uint64:
    """The bits of an element's id that say its kind."""
    import numpy as np

    return np.uint64(kind << KIND_AT)
