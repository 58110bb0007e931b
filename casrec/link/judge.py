"""A comparison to the chance that two reports tell of the same incident, by a learned model kept as plain data."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casrec.errors import RecordError
from casrec.link.compare import FEATURES, Features

# Log-odds beyond this say nothing more: 6 is a chance of 0.9975.
CAP = 6.0
# Who judges, as Judgement.by names it.
NAME = "rule:linker"


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


@dataclass(frozen=True, slots=True)
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


def log_odds(features: Sequence[Features], using: Model | None = None) -> list[float]:
    """The log-odds, within CAP, that each pair is the same incident; a pair's value does not depend on the others."""
    import numpy as np

    if not features:
        return []
    using = using or model()
    table = np.asarray(features, dtype=np.float64)
    total = np.full(len(table), using.start)
    rows = np.arange(len(table))
    for tree in using.trees:
        feature, limit = np.asarray(tree.feature), np.asarray(tree.limit)
        low, high, value = np.asarray(tree.low), np.asarray(tree.high), np.asarray(tree.value)
        at = np.zeros(len(table), dtype=np.int64)
        while True:
            asked = feature[at]
            open_ = asked >= 0
            if not open_.any():
                break
            goes_low = table[rows, np.maximum(asked, 0)] <= limit[at]
            at = np.where(open_, np.where(goes_low, low[at], high[at]), at)
        total += value[at]
    return [float(odds) for odds in np.clip(using.slope * total + using.offset, -CAP, CAP)]


def weights(features: Features, using: Model | None = None) -> dict[str, float]:
    """What each feature added to a pair's log-odds: each step down a tree adds the change in what is expected."""
    using = using or model()
    found = dict.fromkeys(FEATURES, 0.0)
    for tree in using.trees:
        at = 0
        while (asked := tree.feature[at]) >= 0:
            below = tree.low[at] if features[asked] <= tree.limit[at] else tree.high[at]
            found[FEATURES[asked]] += using.slope * (tree.value[below] - tree.value[at])
            at = below
    return found


def chance(odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-odds))
