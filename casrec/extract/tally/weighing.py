"""The signs for how many were killed or hurt, weighed: each count that they speak for, with its chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from casrec.lexicon import entries

_MOST = 1000  # a larger count is no list of victims but a war's or a disaster's toll, and stated
LEAST = "least"  # the name of the sign that no count may be lower


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for a count: the count, what kind of sign it is, and its words."""

    count: int
    name: str
    words: str


def features(signs: Sequence[Sign]) -> list[tuple[int, dict[str, float]]]:
    """The candidate counts with what speaks for each: 0, 1 and every count that has a sign."""
    least = max((sign.count for sign in signs if sign.name == LEAST), default=0)
    signs = [sign for sign in signs if sign.name != LEAST]
    counts = [c for c in sorted({0, 1, least} | {sign.count for sign in signs if sign.count < _MOST}) if c >= least]
    found = []
    for count in counts:
        names = {sign.name for sign in signs if sign.count == count}
        row = dict.fromkeys(sorted(names), 1.0)
        row[f"value {count if count < 4 else 'some' if count < 10 else 'many'}"] = 1.0
        row["signs"] = min(5, sum(not name.startswith(("none", "against", "happenings")) for name in names)) / 5
        if count and count == counts[-1]:
            row["largest"] = 1.0
        found.append((count, row))
    return found


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The fitted weights of lexicon/tally.yaml, read once at first use."""
    data = entries("tally")
    return {harm: dict(data[harm]) for harm in ("killed", "injured")}


def chances(signs: Sequence[Sign], harm: str) -> list[tuple[int, float]]:
    """The counts that the signs speak for with their chances, likeliest first; the lower count where they tie."""
    fitted = weights()[harm]
    scored = {count: sum(fitted.get(n, 0.0) * x for n, x in row.items()) for count, row in features(signs)}
    most = max(scored.values())
    shares = {count: math.exp(score - most) for count, score in scored.items()}
    whole = sum(shares.values())
    return sorted(((count, share / whole) for count, share in shares.items()), key=lambda one: (-one[1], one[0]))


def weigh(signs: Sequence[Sign], harm: str) -> tuple[int, str]:
    """The count that the signs speak for most, and the words of its strongest sign."""
    count = chances(signs, harm)[0][0]
    return count, reason(signs, harm, count)


def reason(signs: Sequence[Sign], harm: str, count: int) -> str:
    """The strongest sign of a count in words: its kind and the report's words."""
    fitted = weights()[harm]
    own = [sign for sign in signs if sign.count == count]
    best = max(own, key=lambda sign: (fitted.get(sign.name, 0.0), bool(sign.words)), default=None)
    return "" if best is None else f"{best.name}: {best.words}" if best.words else best.name
