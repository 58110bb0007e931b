"""The odds of all pairs worth comparing, what people decided of them, and the groups that both make."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from casrec.link.cluster import FLOOR, SCALE, THRESHOLD, Links, Pair, cluster
from casrec.link.columns import Columns
from casrec.link.compare import Pairs, tabled, with_words, without_words
from casrec.link.components import components
from casrec.link.judge import CAP, Weighing, model
from casrec.link.packing import columns
from casrec.link.profile import Profile
from casrec.link.reasons import UNSURE
from casrec.link.survey import Mapped, Survey
from casrec.records import Judgement
from casrec.seams import Tick, silent
from casrec.terms import Verdict

if TYPE_CHECKING:
    from casrec.link.pairing import Ints

# Pairs judged at a time, and those that are looked up in one table of reports.
_BATCH = 4_000
_TABLE = 64_000
# A pair whose log-odds stay below this whatever words the two share is hopeless: it can neither join two groups nor be
# put before people, and its words are never looked at. It counts as unrelated.
HOPELESS = UNSURE[0]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of pairs of reports, each pair in order. ``same`` has the latest decision first; ``joined``
    names each judgement that two are the same; a pair in ``unsure`` joins nothing."""

    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    unsure: frozenset[Pair]
    joined: tuple[tuple[int, int, str], ...]


def latest(judgements: Iterable[Judgement], mentions: Mapping[str, int]) -> Decided:
    """What people decided: of several judgements on one pair the latest holds."""
    verdicts: dict[Pair, Verdict] = {}
    joined = []
    for one in sorted((j for j in judgements if of_people(j)), key=lambda j: (j.made or "", j.id)):
        left, right = mentions.get(one.left), mentions.get(one.right or "")
        if left is not None and right is not None and left != right:
            pair = min(left, right), max(left, right)
            verdicts.pop(pair, None)
            verdicts[pair] = one.verdict
            if one.verdict is Verdict.SAME:
                joined.append((*pair, one.id))
    return Decided(
        tuple(pair for pair, verdict in reversed(verdicts.items()) if verdict is Verdict.SAME),
        tuple(pair for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT),
        frozenset(pair for pair, verdict in verdicts.items() if verdict is Verdict.UNSURE),
        tuple(joined),
    )


def of_people(judgement: Judgement) -> bool:
    """Whether a person judged a pair, and not a rule."""
    return judgement.right is not None and not judgement.by.startswith("rule:")


class Odds:
    """The log-odds of pairs (i, j), i < j, in parts of SCALE, where they reach FLOOR: twelve bytes a pair. ``compared``
    counts all pairs that were compared."""

    def __init__(self) -> None:
        self._left, self._right, self._value = array("i"), array("i"), array("i")
        self._in_order = True
        self.compared = 0

    def __len__(self) -> int:
        return len(self._left)

    def extend(self, left: Ints, right: Ints, values: Ints) -> None:
        """Note pairs with their odds."""
        self.compared += len(values)
        self._in_order = False
        kept = values >= FLOOR * SCALE
        for held, more in ((self._left, left), (self._right, right), (self._value, values)):
            held.frombytes(more[kept].astype("i4").tobytes())

    def links(self) -> Links:
        """The pairs in order: the arrays themselves, sorted where they stand."""
        import numpy as np

        if not self._left:
            return Links(*(np.zeros(0, np.int32) for _ in range(3)))
        left, right, value = (np.frombuffer(held, np.int32) for held in (self._left, self._right, self._value))
        if not self._in_order:
            order = np.lexsort((right, left))
            for held in (left, right, value):
                held[:] = held[order]
            self._in_order = True
        return Links(left, right, value)


def judge(pairs: Sequence[tuple[Profile, Profile]]) -> list[int]:
    """The log-odds that each pair of profiles is of one incident, in parts of SCALE; of two the lesser id is left."""
    found: list[int] = _judged(*tabled(pairs)).tolist()
    return found


def _judged(table: Columns, left: Sequence[int] | Ints, right: Sequence[int] | Ints) -> Ints:
    """The log-odds of pairs of a table; -CAP for those that are hopeless.

    Two reports about storms of different names are of different storms, and a quake is no crash, whatever the model
    makes of them.
    """
    import numpy as np

    found = np.full(len(left), -CAP * SCALE, np.int32)
    for start in range(0, len(left), _BATCH):
        part = slice(start, start + _BATCH)
        pairs = Pairs(table, np.asarray(left[part], np.int64), np.asarray(right[part], np.int64))
        marks, apart = without_words(pairs)
        weighing = Weighing(marks, model())
        hopeful = (weighing.most() >= HOPELESS) & ~apart
        told = marks[hopeful]
        with_words(told, pairs[hopeful])
        marks[hopeful] = told
        found[part][hopeful] = np.rint(weighing.odds(hopeful) * SCALE)
    return found


class Block(NamedTuple):
    """Pairs near in time with the columns of their reports: what one worker compares at a time. ``numbers`` are those
    of the reports, ``left`` and ``right`` their places among them; the left one of a pair has the lesser number."""

    numbers: Ints
    left: Ints
    right: Ints
    columns: list[bytes]


def compared(read: Survey, decided: Decided, tick: Tick = silent, mapped: Mapped = map) -> Odds:
    """The odds of the pairs worth comparing; pairs that a person is unsure of are left out."""
    found = Odds()
    for left, right, odds in mapped(compare_block, _blocks(read, decided)):
        found.extend(left, right, odds)
        tick("comparing", found.compared, None)
    return found


def _blocks(read: Survey, decided: Decided) -> Iterator[Block]:
    """The pairs worth comparing, as blocks."""
    import numpy as np

    for one, other in read.postings.pairs():
        left, right = np.minimum(one, other), np.maximum(one, other)
        if decided.unsure:
            pairs = zip(left.tolist(), right.tolist(), strict=True)
            kept = np.array([pair not in decided.unsure for pair in pairs], bool)
            left, right = left[kept], right[kept]
        for start in range(0, len(left), _TABLE):
            part = slice(start, start + _TABLE)
            numbers, at = np.unique(np.concatenate([left[part], right[part]]), return_inverse=True)
            size = len(at) // 2
            held = [columns(read.profiles.packed(number)) for number in numbers.tolist()]
            yield Block(numbers, at[:size], at[size:], held)


def compare_block(block: Block) -> tuple[Ints, Ints, Ints]:
    """The left and the right numbers of the pairs of a block, and their odds."""
    odds = _judged(Columns(block.columns), block.left, block.right)
    return block.numbers[block.left], block.numbers[block.right], odds


def grouped(read: Survey, odds: Odds, decided: Decided) -> list[list[int]]:
    """The groups of reports, each sorted, in the order of their first. Pages that tell of nothing are in none,
    however many are alike."""
    import numpy as np

    links, size = odds.links(), len(read.ids)
    likely = links.of(links.value >= THRESHOLD * SCALE)
    edges = chain(zip(likely.left.tolist(), likely.right.tolist(), strict=True), decided.same)
    owner = np.asarray(components(size, edges), np.int32)
    inside = links.of(owner[links.left] == owner[links.right])
    groups = cluster(size, inside, decided.same, decided.different)
    return [members for members in groups if any(read.tells[member] for member in members)]
