"""How many a word for several at once stands for: "double murder", "triple shooting"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from casrec.extract.reading import Line, Reading
from casrec.sieve import Sieve

_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_SEVERAL = Sieve(
    r"(?i:\b(?P<times>double|triple|quadruple|quintuple)[\s-](?:fatal )?"
    r"(?P<what>murders?|homicide|killing|slaying|shooting|stabbing)\b"
    r"(?P<own>[\s/-]+suicide)?)"
)
KILLING = frozenset({"murder", "murders", "homicide", "killing", "slaying"})
WOUNDING = frozenset({"shooting", "stabbing"})


def counts(reading: Reading, lines: Sequence[Line], what: Container[str]) -> list[tuple[int, str]]:
    """The numbers that such words stand for where they are of one of some deeds, each with its words."""
    found = []
    for line in lines:
        match = reading.search(_SEVERAL, line)
        if match is not None and match["what"].lower() in what:
            killer = 1 if match["own"] else 0  # "a double murder-suicide": two slain, and who did it
            found.append((_TIMES[match["times"].lower()] + killer, match.group()))
    return found
