"""Pairs of reports worth comparing, found by the rare words and names they share: never all pairs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from casrec.link.profile import Profile

# A report is looked up by its weightiest terms: the happening's names, places and distinctive words are among them.
# Swept 20 to 120 on the development sets: 60 keeps 0.98 of the true pairs of events-gva, 120 adds 0.003.
KEYS = 60
# The product of a term's weights in two reports, summed over the keys that they share, from which they are compared.
LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart in days two reports may be that share a key which ``most`` reports hold."""

    most: int
    days: int


# The commoner a key, the closer in time the reports it brings together: so the pairs grow with the reports, not with
# their square. A key of more than the last window's number brings nobody together.
WINDOWS = (Window(12, 4000), Window(40, 400), Window(200, 30), Window(1000, 7), Window(5000, 2))


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of indexes into ``profiles`` that are worth comparing, sorted."""
    postings: dict[str, list[int]] = defaultdict(list)
    keys = [_keys(profile) for profile in profiles]
    for index, mine in enumerate(keys):
        for key in mine:
            postings[key].append(index)
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(postings):
        members = postings[key]
        span = next((window.days for window in WINDOWS if len(members) <= window.most), None)
        if len(members) > 1 and span is not None:
            _pair(key, members, profiles, keys, span, sums)
    return sorted(pair for pair, weight in sums.items() if weight >= LEAST)


def _keys(profile: Profile) -> dict[str, float]:
    """The weightiest terms of a report with their weights, by its words, its title and its names."""
    weights = dict(profile.words)
    for name, weight in profile.names.items():
        weights[name] = max(weight, weights.get(name, 0.0))
    for word, weight in profile.title.items():
        weights[word] = max(weight / 2, weights.get(word, 0.0))
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEYS]
    return dict(best)


def _pair(
    key: str,
    members: list[int],
    profiles: Sequence[Profile],
    keys: list[dict[str, float]],
    span: int,
    sums: dict[tuple[int, int], float],
) -> None:
    """Add a key's weight to each pair of its members close enough in time; those without a day are close to all."""
    dated = sorted((profiles[i].day or 0, i) for i in members if profiles[i].day is not None)
    undated = [i for i in members if profiles[i].day is None]
    days = [day for day, _ in dated]
    for at, (day, i) in enumerate(dated):
        for _, j in dated[at + 1 : bisect_right(days, day + span)]:
            sums[min(i, j), max(i, j)] += keys[i][key] * keys[j][key]
    for at, i in enumerate(undated):
        for j in [*undated[at + 1 :], *(j for _, j in dated)]:
            sums[min(i, j), max(i, j)] += keys[i][key] * keys[j][key]
