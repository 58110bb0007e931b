"""A comparison to the chance that two reports tell of the same incident, by a learned model kept as plain data."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from casrec.errors import RecordError
from casrec.link.compare import FEATURES, OF_WORDS, Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Leaves = NDArray[np.uint8]
    Joint = list[tuple[list[int], Leaves]]

# Log-odds beyond this say nothing more: 6 is a chance of 0.9975.
CAP = 6.0
# Who judges, as Judgement.by names it.
NAME = "rule:linker"
# The values of trees are counted in parts of one million, so that their sum is the same in any order.
PARTS = 1_000_000
# The most leaves of a tree: which of them a pair may reach is the bits of one byte.
LEAVES = 8
# Where one of two reports has no day nothing tells that they are of one time, and what two shootings of one town share
# makes them look alike whatever the years between: the model knew undated reports of large events alone. So much the
# log-odds are lowered (``unproven``). Swept on 5,283 reports of five development sets linked as one: of the incidents
# that mix events 2 leaves 23, 3 leaves 22, nothing leaves 34; at 4 the undated events of events-ecbplus-dev come apart
# where reports of courts are lowered too.
UNDATED = 3.0
# Pairs walked through the trees at a time: what they need stays in the processor's own memory.
_CHUNK = 256
# Features are looked up together as long as the ranges of their values make no more rows than this.
_ROWS = 1024


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree of the model. At node i: go to ``low[i]`` where feature ``feature[i]`` is at most ``limit[i]``, else to
    ``high[i]``; a node whose ``feature`` is -1 is a leaf. A leaf adds its ``value``; the value of any other node is
    what its leaves add on average, so that each step down says what its feature added."""

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Boosted trees over the features of ``compare``: log-odds are ``start`` plus what each tree adds, then made
    calibrated: times ``slope`` plus ``offset``, as fitted on events that the trees had not seen."""

    version: str
    start: float
    slope: float
    offset: float
    trees: tuple[Tree, ...]

    @property
    def by(self) -> str:
        """The name and version that judgements carry."""
        return f"{NAME}/{self.version}"


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that casrec ships (scripts/train_linker.py), read at first use."""
    return read(json.loads(files("casrec.link").joinpath("model.json").read_text("utf-8")))


def read(data: dict[str, Any]) -> Model:
    """A model from its JSON. Raises RecordError where it was trained on other features than ``compare`` gives."""
    if tuple(data["features"]) != FEATURES:
        raise RecordError("the linker's model was trained on other features: run scripts/train_linker.py")
    fields = ("feature", "limit", "low", "high", "value")
    trees = tuple(Tree(*(tuple(tree[name]) for name in fields)) for tree in data["trees"])
    return Model(str(data["version"]), float(data["start"]), float(data["slope"]), float(data["offset"]), trees)


class Forest:
    """The trees of a model as tables: for each feature and each range of its values, which leaves of each tree can
    still be reached. The leaves that all features leave open are those a pair falls into: no tree is walked step by
    step, and all trees are looked up at once. Most features have few ranges: several share one table (``joint``), with
    a row for each way in which their ranges meet."""

    def __init__(self, using: Model) -> None:
        import numpy as np

        self.limits: list[Floats] = []
        self.open: list[NDArray[np.uint8]] = []
        # What a tree adds, by the leaves that are left open: the most that one of them does.
        self.values = np.zeros((len(using.trees), 1 << LEAVES), np.int32)
        # Of each leaf the features asked on the way to it, and what each step there added.
        self.asked = np.zeros((len(using.trees), 1 << LEAVES, LEAVES), np.int32)
        self.added = np.zeros((len(using.trees), 1 << LEAVES, LEAVES), np.int32)
        ways = [_ways(tree) for tree in using.trees]
        self.all = np.array([mine[0] for mine in ways], np.uint8)
        self.used = sorted({tree.feature[node] for tree in using.trees for node in range(len(tree.feature))} - {-1})
        for number in self.used:
            limits = sorted({t.limit[n] for t in using.trees for n, asked in enumerate(t.feature) if asked == number})
            self.limits.append(np.array(limits))
            self.open.append(np.tile(self.all, (len(limits) + 1, 1)))
        for at, (tree, leaves) in enumerate(zip(using.trees, ways, strict=True)):
            for node, asked in enumerate(tree.feature):
                if asked < 0:
                    continue
                place = self.used.index(asked)
                cut = int(np.searchsorted(self.limits[place], tree.limit[node], "left"))
                self.open[place][: cut + 1, at] &= ~np.uint8(leaves[tree.high[node]])
                self.open[place][cut + 1 :, at] &= ~np.uint8(leaves[tree.low[node]])
            self._most(at, tree, leaves)
            self._steps(at, tree, leaves)
        words = {place for place, number in enumerate(self.used) if FEATURES[number] in OF_WORDS}
        others = set(range(len(self.used))) - words
        self.of_words, self.of_others = (
            [
                (mine, self._together(mine))
                for mine in _packed({place: len(self.open[place]) for place in sorted(places)})
            ]
            for places in (words, others)
        )

    def _together(self, places: Sequence[int]) -> NDArray[np.uint8]:
        """One table of several features, the last one's ranges the quickest to change."""
        table = self.open[places[0]]
        for place in places[1:]:
            table = (table[:, None] & self.open[place][None]).reshape(-1, len(self.all))
        return table

    def _most(self, at: int, tree: Tree, leaves: list[int]) -> None:
        """Note for each set of leaves of a tree the most that one of them adds."""
        import numpy as np

        sets = np.arange(1 << LEAVES)
        ends = [node for node, asked in enumerate(tree.feature) if asked < 0]
        for node in sorted(ends, key=lambda node: tree.value[node]):
            self.values[at, (sets & leaves[node]) > 0] = round(tree.value[node] * PARTS)

    def _steps(self, at: int, tree: Tree, leaves: list[int]) -> None:
        """Note for each leaf of a tree what each step down to it added."""
        taken = [0] * LEAVES
        for node, asked in enumerate(tree.feature):
            for below in (tree.low[node], tree.high[node]) if asked >= 0 else ():
                for leaf in range(LEAVES):
                    if leaves[below] >> leaf & 1:
                        self.asked[at, 1 << leaf, taken[leaf]] = asked
                        self.added[at, 1 << leaf, taken[leaf]] = round(tree.value[below] * PARTS) - round(
                            tree.value[node] * PARTS
                        )
                        taken[leaf] += 1

    def left_open(self, table: Floats, joint: Joint, leaves: Leaves | None = None) -> Leaves:
        """The leaves of each tree that some features leave open to each pair; ``leaves`` are those open before."""
        import numpy as np

        found = np.tile(self.all, (len(table), 1)) if leaves is None else leaves.copy()
        rows = []
        for places, open_ in joint:
            row = np.zeros(len(table), np.int64)
            for place in places:
                at = np.searchsorted(self.limits[place], table[:, self.used[place]], "left")
                row = row * len(self.open[place]) + at
            rows.append((row, open_))
        for start in range(0, len(table), _CHUNK):
            part = slice(start, start + _CHUNK)
            for row, open_ in rows:
                found[part] &= open_[row[part]]
        return found

    def most(self, leaves: Leaves) -> Whole:
        """The sum of what the trees add to each pair, at most where several leaves are open."""
        import numpy as np

        found = np.zeros(len(leaves), np.int64)
        for start in range(0, len(leaves), _CHUNK):
            part = slice(start, start + _CHUNK)
            found[part] = self.values.ravel()[self.flat(leaves[part])].sum(1, dtype=np.int64)
        return found

    def flat(self, leaves: Leaves) -> Whole:
        """Leaves as indexes into the tables made flat."""
        import numpy as np

        found: Whole = leaves + (np.arange(len(self.values), dtype=np.int64) << LEAVES)
        return found


@lru_cache(maxsize=4)
def _forest(using: Model) -> Forest:
    return Forest(using)


def _packed(sizes: Mapping[int, int]) -> list[list[int]]:
    """Features, by their place, put together so that the product of their sizes stays within _ROWS."""
    found: list[list[int]] = []
    rows: list[int] = []
    for place in sorted(sizes, key=lambda place: (-sizes[place], place)):
        room = next((at for at, held in enumerate(rows) if held * sizes[place] <= _ROWS), None)
        if room is None:
            found.append([place])
            rows.append(sizes[place])
        else:
            found[room].append(place)
            rows[room] *= sizes[place]
    return found


def _ways(tree: Tree) -> list[int]:
    """For each node of a tree the leaves under it, as bits."""
    numbers = [node for node, asked in enumerate(tree.feature) if asked < 0]
    if len(numbers) > LEAVES:
        raise RecordError(f"a tree of the linker's model has more than {LEAVES} leaves")

    def under(node: int) -> int:
        if tree.feature[node] < 0:
            return 1 << numbers.index(node)
        return under(tree.low[node]) | under(tree.high[node])

    return [under(node) for node in range(len(tree.feature))]


def log_odds(features: Sequence[Features] | Floats, using: Model | None = None) -> list[float]:
    """The log-odds, within CAP, that each pair is the same incident; a pair's value does not depend on the others."""
    import numpy as np

    if not len(features):
        return []
    odds: list[float] = Weighing(np.asarray(features, dtype=np.float64), using or model()).odds().tolist()
    return odds


class Weighing:
    """Pairs weighed in two steps: first by all features but those of words, then, where it may matter, by these."""

    def __init__(self, features: Floats, using: Model) -> None:
        self.features, self.using, self.forest = features, using, _forest(using)
        self.leaves = self.forest.left_open(features, self.forest.of_others)
        self.lowered = UNDATED * unproven(features)

    def most(self) -> Floats:
        """The most that the log-odds of each pair can be, whatever its words."""
        return self._odds(self.leaves, slice(None))

    def odds(self, mine: Bools | slice = slice(None)) -> Floats:
        """The log-odds of some pairs, whose features of words are known by now."""
        return self._odds(self.forest.left_open(self.features[mine], self.forest.of_words, self.leaves[mine]), mine)

    def _odds(self, leaves: Leaves, mine: Bools | slice) -> Floats:
        """The log-odds of some pairs by their leaves."""
        import numpy as np

        total = round(self.using.start * PARTS) + self.forest.most(leaves)
        return np.clip(self.using.slope * (total / PARTS) + self.using.offset - self.lowered[mine], -CAP, CAP)


def unproven(features: Floats) -> Bools:
    """The pairs of which one report has no day, that share no person named, no age and no address, and of which neither
    tells of courts or memories: where both are placed, it is places and ordinary words that they have in common."""

    def of(name: str) -> Floats:
        return features[:, FEATURES.index(name)]

    placed = (of("gap_unknown") > 0) & (of("place_unknown") == 0) & (of("stage") < 2)
    found: Bools = placed & (of("people") == 0) & (of("ages") == 0) & (of("address") == 0)
    return found


def weighed(features: Sequence[Features] | Floats, using: Model | None = None) -> Floats:
    """What each feature added to each pair's log-odds, a row a pair: each step down a tree adds the change in what is
    expected."""
    import numpy as np

    using = using or model()
    forest = _forest(using)
    table = np.asarray(features, dtype=np.float64).reshape(-1, len(FEATURES))
    asked, added = (one.reshape(-1, LEAVES) for one in (forest.asked, forest.added))
    width = len(FEATURES)
    found = np.zeros(table.shape)
    open_ = forest.left_open(table, forest.of_words, forest.left_open(table, forest.of_others))
    for start in range(0, len(table), _CHUNK):
        leaves = forest.flat(open_[start : start + _CHUNK])
        size = len(leaves)
        cells = asked[leaves] + (np.arange(size) * width)[:, None, None]
        total = np.bincount(cells.ravel(), added[leaves].ravel(), minlength=size * width)
        found[start : start + size] = (using.slope * (total / PARTS)).reshape(size, width)
    found[:, FEATURES.index("gap_unknown")] -= UNDATED * unproven(table)
    return found


def weights(features: Features, using: Model | None = None) -> dict[str, float]:
    """``weighed`` for one pair, by the names of features."""
    return dict(zip(FEATURES, weighed([features], using)[0].tolist(), strict=True))


def chance(odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-odds))
