"""Pairs of reports compared: features in a fixed order, each with its meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from casrec.link import columns as of
from casrec.link.columns import Columns
from casrec.link.matching import Shared, crossed, held, ragged, rarest, shared
from casrec.link.profile import Profile
from casrec.places import distance_km

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casrec.link.columns import Floats, Ints

    Bools = NDArray[np.bool_]
    Whole = NDArray[np.integer[Any]]

# What each feature is, in the order of a comparison; docs/linking-model.md shows these lines.
MEANINGS = {
    "words": "likeness of all words, 0 to 1",
    "lead": "likeness of title and opening",
    "title": "likeness of the titles",
    "title_in_lead": "the better of: one's title in the other's opening",
    "title_held": "the better of: the share, by weight, of one's title words that the other holds",
    "lead_held": "the better of: the share, by weight, of one's opening that the other holds",
    "rare_words": "rarity of the six rarest words and pairs of words that both hold",
    "names": "likeness of the names",
    "lead_names": "likeness of the names in titles and openings",
    "lead_rare": "rarity of the three rarest names that both have there",
    "rare_names": "rarity of the six rarest names that both hold",
    "full_names": "rarity of the three rarest names of several words that both hold",
    "people": "victims and suspects of one that the other names too",
    "people_differ": "both name victims or suspects, and not one in common",
    "contained": "share of the shorter one's names that the longer one holds",
    "gap": "log of 1 + days between publication",
    "gap_unknown": "one of them has no day",
    "same_day_told": "both tell of the same day (1), or of neighbouring days (0.5)",
    "day_differs": "days between the days told of, in tens, at most 3",
    "day_unknown": "one of them tells no day",
    "days_shared": "days told of in both, at most 3",
    "stage": "what follows on an incident in the later one's opening: 0 nothing, 1 arrests, 2 courts and memories",
    "recalled": "the later one tells of a day up to the earlier one's publication (1), or of its month (0.5)",
    "told_after": "days from the earlier one's publication to the later one's incident, in tens, at most 3",
    "anew": "the same where the later one opens with nothing that follows on an incident, and recalls no day or month",
    "years_differ": "both write years out, and not one in common",
    "clock": "an hour told in both, to 20 minutes",
    "address": "street addresses in both, at most 2",
    "block": "house numbers with their street in both, at most 2",
    "many_addresses": "addresses in the one that has more, at most 8",
    "address_differs": "both have addresses, and not one in common",
    "ages": "ages of people in both, at most 3",
    "ages_differ": "both have ages, and not one in common",
    "lead_ages": "ages told in both openings, at most 2",
    "lead_ages_differ": "both openings tell ages, and not one in common",
    "region": "both play in the same province",
    "region_differs": "they play in different provinces",
    "region_named": "one names the province that the other plays in",
    "elsewhere": "different provinces, and neither names the other's",
    "places": "a settlement in both",
    "kilometres": "log of 1 + kilometres between their chief settlements",
    "place_unknown": "one of them has no chief settlement",
    "scene": "rarity of the rarest name of where the one was that the other names",
    "scene_lost": "both say where they were, and neither names the other's place",
    "kind": "happenings of the same kind",
    "kind_differs": "happenings of different kinds",
    "counts": "exact numbers of people harmed, two or more, in both; at most 2",
    "outlet": "the same outlet",
    "length": "log of the shorter one's length, around 400 characters",
}
FEATURES = tuple(MEANINGS)
# The features that are worked out from words: of what two reports share, most are words.
OF_WORDS = ("words", "lead", "title", "title_in_lead", "title_held", "lead_held", "rare_words")
Features = tuple[float, ...]
_SQUARE = float(of.PARTS * of.PARTS)


def compare(left: Profile, right: Profile) -> Features:
    """The features of a pair in the order of FEATURES; the order of the two does not matter."""
    first, second = (left, right) if left.report <= right.report else (right, left)
    found, _ = features(Columns([first.columns, second.columns]), [0], [1])
    return tuple(found[0].tolist())


def compared(pairs: Sequence[tuple[Profile, Profile]]) -> Floats:
    """The features of pairs of profiles, a row each; of two the lesser id is left."""
    table, left, right = tabled(pairs)
    return features(table, left, right)[0]


def tabled(pairs: Sequence[tuple[Profile, Profile]]) -> tuple[Columns, list[int], list[int]]:
    """The columns of the profiles of pairs, each once, and where the left and right one of each pair stand there."""
    held = {id(one): one.columns for pair in pairs for one in pair}
    at = {one: number for number, one in enumerate(held)}
    return Columns(list(held.values())), [at[id(left)] for left, _ in pairs], [at[id(right)] for _, right in pairs]


def features(table: Columns, left: Sequence[int] | Whole, right: Sequence[int] | Whole) -> tuple[Floats, Bools]:
    """The features of pairs of a table's reports, a row each, and whether the two cannot be of one incident.

    The left one of a pair has the lesser id. A pair's features do not depend on the other pairs.
    """
    import numpy as np

    pairs = Pairs(table, np.asarray(left, np.int64), np.asarray(right, np.int64))
    found, apart = without_words(pairs)
    with_words(found, pairs)
    return found, apart


def without_words(pairs: Pairs) -> tuple[Floats, Bools]:
    """``features`` with nothing yet where words would tell: the other elements are few, and quickly matched."""
    import numpy as np

    parts: dict[str, Any] = {}
    for part in (_names, _kinds, _days, _later, _marks, _places, _scene, _rest):
        parts.update(part(pairs))
    found = np.zeros((pairs.size, len(FEATURES)))
    for name, values in parts.items():
        found[:, FEATURES.index(name)] = values
    return found, pairs.differ(of.STORM) | _natures_differ(pairs)


def with_words(found: Floats, pairs: Pairs) -> None:
    """Put what words tell of pairs into their features."""
    for name, values in _words(pairs).items():
        found[:, FEATURES.index(name)] = values


class Pairs:
    """The pairs compared, and what the two of each have in common."""

    def __init__(self, table: Columns, left: Ints, right: Ints) -> None:
        self.table, self.left, self.right = table, left, right
        self.size = len(left)

    def __getitem__(self, mine: Bools) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.table, self.left[mine], self.right[mine])

    @cached_property
    def _words(self) -> Shared:
        """The words that both have."""
        return shared(self.table, self.left, self.right, of.WORD, of.WORD + 1)

    @cached_property
    def _others(self) -> tuple[Shared, list[int]]:
        """All other elements that both have, by their kind, and where each kind ends."""
        import numpy as np

        found = shared(self.table, self.left, self.right, of.WORD + 1, of.OWN)
        kinds = self.table.kinds[found.left]
        ends = np.cumsum(np.bincount(kinds, minlength=of.OWN)).tolist()
        return found.of(np.argsort(kinds, kind="stable")), ends

    def shared(self, kind: int) -> Shared:
        """The elements of a kind that both have."""
        if kind == of.WORD:
            return self._words
        found, ends = self._others
        return found.of(slice(ends[kind - 1], ends[kind]))

    def of(self, field: str) -> tuple[Ints, Ints]:
        """A number of the row of each left, and of each right report."""
        values = self.table.heads[field]
        return values[self.left], values[self.right]

    def count(self, kind: int, only: Bools | None = None) -> Ints:
        """How many elements of a kind both have; ``only`` picks among those shared."""
        import numpy as np

        mine = self.shared(kind)
        pair = mine.pair if only is None else mine.pair[only]
        return np.bincount(pair, minlength=self.size)

    def differ(self, kind: int) -> Bools:
        """Whether both have elements of a kind, and none in common."""
        counts = self.table.counts[:, kind]
        found: Bools = (counts[self.left] > 0) & (counts[self.right] > 0) & (self.count(kind) == 0)
        return found

    def total(self, mine: Shared, amounts: Floats | Bools) -> Floats:
        """The sum of amounts of shared elements, for each pair."""
        import numpy as np

        found: Floats = np.bincount(mine.pair, amounts, minlength=self.size).astype(np.float64)
        return found

    def rarest(self, mine: Shared, chosen: Bools, most: int) -> Floats:
        """The summed rarity of the rarest of those chosen among shared elements, in tens."""
        found: Floats = rarest(mine.pair[chosen], self.table.code[mine.left[chosen]], self.size, most) / 10
        return found

    def share(self, mine: Shared, amounts: Floats, total: str, side: Ints) -> Floats:
        """The sum of amounts of shared elements as a share of all such weights of the report on one side."""
        import numpy as np

        whole = self.table.heads[total][side]
        found: Floats = np.divide(self.total(mine, amounts), whole, out=np.zeros(self.size), where=whole > 0)
        return found


def _words(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    mine = pairs.shared(of.WORD)
    (a, x), (b, y), (c, z) = (mine.channels(pairs.table, name) for name in "abc")

    def like(one: Floats, other: Floats) -> Floats:
        return pairs.total(mine, one * other) / _SQUARE

    def kept(total: str, weights: Floats, other: Floats, side: Ints) -> Floats:
        return pairs.share(mine, weights * (other > 0), total, side)

    return {
        "words": like(a, x),
        "lead": like(b, y),
        "title": like(c, z),
        "title_in_lead": np.maximum(like(c, y), like(b, z)),
        "title_held": np.maximum(kept("title", c, x, pairs.left), kept("title", z, a, pairs.right)),
        "lead_held": np.maximum(kept("opening", b, x, pairs.left), kept("opening", y, a, pairs.right)),
        "rare_words": pairs.rarest(mine, (a > 0) & (x > 0), 6),
    }


def _names(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    mine = pairs.shared(of.NAME)
    (a, x), (b, y) = (mine.channels(pairs.table, name) for name in "ab")
    c, z = pairs.table.c[mine.left], pairs.table.c[mine.right]
    single, both = (c & of.SINGLE) > 0, (a > 0) & (x > 0)
    length, other = pairs.of("length")
    first = length <= other
    contained: Floats = np.where(
        first,
        pairs.share(mine, a * both, "names", pairs.left),
        pairs.share(mine, x * both, "names", pairs.right),
    )
    people = pairs.total(mine, (((c & of.SURNAME) > 0) & (x > 0)) | (((z & of.SURNAME) > 0) & (a > 0)))
    known, others = pairs.of("people")
    return {
        "names": pairs.total(mine, a * x) / _SQUARE,
        "lead_names": pairs.total(mine, b * y) / _SQUARE,
        "lead_rare": pairs.rarest(mine, (b > 0) & (y > 0) & single, 3),
        "rare_names": pairs.rarest(mine, both & single, 6),
        "full_names": pairs.rarest(mine, both & ~single, 3),
        "people": np.minimum(people, 3),
        "people_differ": (known > 0) & (others > 0) & (people == 0),
        "contained": contained,
    }


def _days(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    day, other = pairs.of("day")
    known = (day >= 0) & (other >= 0)
    gap = np.where(known, np.abs(day - other), 0)
    events = pairs.table.counts[:, of.EVENT]
    told = (events[pairs.left] > 0) & (events[pairs.right] > 0)
    apart = np.full(pairs.size, np.iinfo(np.int64).max)
    pair, one, two = crossed(pairs.table, of.EVENT, pairs.left, pairs.right)
    np.minimum.at(apart, pair, np.abs(pairs.table.values(one) - pairs.table.values(two)))
    return {
        "gap": _by_table(gap, math.log1p),
        "gap_unknown": ~known,
        "same_day_told": np.where(told & (apart < 2), np.where(apart == 0, 1.0, 0.5), 0.0),
        "day_differs": np.where(told & (apart > 1), np.minimum(apart, 30) / 10, 0.0),
        "day_unknown": ~told,
        "days_shared": np.minimum(pairs.count(of.DAY), 3),
    }


def _later(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    table = pairs.table
    day, other = pairs.of("day")
    known = (day >= 0) & (other >= 0)
    early, late = np.where(day <= other, pairs.left, pairs.right), np.where(day <= other, pairs.right, pairs.left)
    before, stage = table.heads["day"][early], table.heads["stage"]
    pair, at = ragged(table, of.DAY, late)
    told = table.values(at)
    near = np.bincount(pair[(told >= before[pair] - 4) & (told <= before[pair])], minlength=pairs.size) > 0
    pair, at = ragged(table, of.MONTH, late)
    month = table.values(at) == table.heads["month"][early][pair]
    recalled = np.where(near, 1.0, np.where(np.bincount(pair[month], minlength=pairs.size) > 0, 0.5, 0.0)) * known
    first = table.heads["first"][late]
    after = np.where(known & (first >= 0), first - before, 0)
    told_after = np.where(after > 0, np.minimum(after, 30) / 10, 0.0)
    shown = np.where(known, stage[late], np.maximum(stage[early], stage[late]))
    return {
        "stage": shown,
        "recalled": recalled,
        "told_after": told_after,
        "anew": np.where((shown > 0) | (recalled > 0), 0.0, told_after),
    }


def _marks(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    table = pairs.table
    pair, one, two = crossed(table, of.CLOCK, pairs.left, pairs.right)
    near = np.abs(table.values(one) - table.values(two)) <= 20
    addresses = table.counts[:, of.ADDRESS]
    numbered = table.c[pairs.shared(of.ADDRESS).left] > 0
    return {
        "years_differ": pairs.differ(of.YEAR),
        "clock": np.bincount(pair[near], minlength=pairs.size) > 0,
        "address": np.minimum(pairs.count(of.ADDRESS), 2),
        "block": np.minimum(pairs.count(of.ADDRESS, numbered), 2),
        "many_addresses": np.minimum(np.maximum(addresses[pairs.left], addresses[pairs.right]), 8),
        "address_differs": pairs.differ(of.ADDRESS),
        "ages": np.minimum(pairs.count(of.AGE), 3),
        "ages_differ": pairs.differ(of.AGE),
        "lead_ages": np.minimum(pairs.count(of.LEAD_AGE), 2),
        "lead_ages_differ": pairs.differ(of.LEAD_AGE),
    }


def _kinds(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    kind, other = pairs.of("kind")
    return {
        "kind": (kind > 0) & (kind == other),
        "kind_differs": (kind > 0) & (other > 0) & (kind != other),
        "counts": np.minimum(pairs.count(of.COUNT), 2),
    }


def _places(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    region, other = pairs.of("region")
    known, same = (region > 0) & (other > 0), region == other
    mine = pairs.shared(of.REGION)
    own, theirs = mine.channels(pairs.table, "c")
    named = pairs.count(of.REGION, (own > 0) | (theirs > 0)) > 0
    (north, far_north), (east, far_east) = pairs.of("latitude"), pairs.of("longitude")
    placed = (north != of.UNPLACED) & (far_north != of.UNPLACED)
    spots, at = np.unique(np.stack([north, east, far_north, far_east], axis=1)[placed], axis=0, return_inverse=True)
    far = np.zeros(pairs.size)
    logs = [math.log1p(distance_km((a, b), (c, d))) for a, b, c, d in spots.tolist()]
    far[placed] = np.array(logs, np.float64)[at.ravel()] if logs else 0.0
    return {
        "region": known & same,
        "region_differs": known & ~same,
        "region_named": named,
        "elsewhere": known & ~same & ~named,
        "places": pairs.count(of.PLACE) > 0,
        "kilometres": far,
        "place_unknown": ~placed,
    }


def _scene(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    table = pairs.table
    best = np.full(pairs.size, -1.0)
    for mine, theirs in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
        pair, at = ragged(table, of.SCENE, mine)
        named = held(table, of.NAME, theirs[pair], table.ids[at])
        parts = int(table.a[at].max()) + 1 if len(at) else 1
        whole = pair * parts + table.a[at]
        found = np.bincount(whole[named], minlength=pairs.size * parts)[whole] == table.b[at]
        np.maximum.at(best, pair[found], of.rarities()[table.code[at[found]]])
    scenes = table.counts[:, of.SCENE]
    both = (scenes[pairs.left] > 0) & (scenes[pairs.right] > 0)
    return {"scene": np.maximum(best, 0.0) / 10, "scene_lost": both & (best < 0)}


def _natures_differ(pairs: Pairs) -> Bools:
    """Whether both tell plainly what befell people, and neither names what the other is about."""
    (about, others), (named, theirs) = pairs.of("about"), pairs.of("named")
    found: Bools = (about > 0) & (others > 0) & (about & theirs == 0) & (others & named == 0)
    return found


def _rest(pairs: Pairs) -> dict[str, Any]:
    import numpy as np

    outlet, other = pairs.of("outlet")
    length, longer = pairs.of("length")
    return {
        "outlet": (outlet > 0) & (outlet == other),
        "length": _by_table(np.maximum(20, np.minimum(length, longer)), lambda number: math.log(number / 400)),
    }


def _by_table(values: Ints, function: Callable[[int], float]) -> Floats:
    """A function of whole numbers, worked out once for each: the same to the last bit, however many there are."""
    import numpy as np

    distinct, at = np.unique(values, return_inverse=True)
    return np.array([function(one) for one in distinct.tolist()], np.float64)[at]
