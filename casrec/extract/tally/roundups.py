"""Round-ups: reports whose numbers are those of several happenings, so that any one of them may have harmed nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.reading import Line, Reading
from casrec.sieve import Sieve
from casrec.terms import Harm

_NUMBER = r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?)"
_SAID = Sieve(
    rf"\b{_NUMBER} (?:\w+ )?(?:incidents|shootings)\b|\b(?:killed|dead|died|wounded|injured|hurt|shot) in shootings\b"
    r"|\b(?:shootings|gunfire|bloodshed|violence) (?:in (?:different|various|several)|across|around|throughout) "
    r"|\b(?:violent|bloody|deadly|deadliest|bloodiest) (?:\w+ )?(?:night|weekend)"
    r"(?= (?:in|across|around|for|of|on|leaves?|left|that|with|since)\b|[,.:;]|$)"
    r"|\bweekend gunfire\b|\b(?:daily|police|crime) blotter\b"
    r"|\b(?:different|various|several) parts of (?:the )?(?:city|town|county)\b"
    r"|\bone of (?:the|those|these) shootings\b",
    re.I,
)
_OPENING = 6  # lines in which a report says what it is about
# The chance that the happening meant harmed nobody so: just enough for the range of a round-up alone to reach down to
# it, and too little to widen that of an incident which another report counts by itself.
_NONE = {Harm.KILLED: 0.09, Harm.INJURED: 0.12}


def said(reading: Reading, lines: Sequence[Line]) -> bool:
    """Whether the lines of a report's story open as a round-up does."""
    return any(reading.search(_SAID, line) is not None for line in lines[:_OPENING])


def spread(shares: Sequence[tuple[int, float]], harm: Harm) -> list[tuple[int, float]]:
    """The chances of a round-up's counts, with what chance there is that the happening meant harmed nobody so."""
    least = _NONE[harm]
    found = {0: 0.0} | {count: share * (1 - least) for count, share in shares}
    found[0] += least
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))
