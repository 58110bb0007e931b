"""How many dead, or hurt, the charges speak of: "charged with three counts of murder", "four of attempted murder"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.reading import Line, Reading
from casrec.numbers import UNITS
from casrec.sieve import Sieve

_NUMBERS = {word: value for word, value in UNITS.items() if 1 < value < 13}
_COUNTS = (
    rf"\b(?P<count>{'|'.join(_NUMBERS)}|\d\d?) (?:counts?|charges?) (?:each )?of "
    r"(?:(?:capital|first|second|third|1st|2nd|3rd|degree|felony|malice|criminal|open|intentional|and|or)[ -]+){0,4}"
)
_KILLED = Sieve(rf"{_COUNTS}(?:murder|homicide|manslaughter)\b", re.I)
_HURT = Sieve(rf"{_COUNTS}(?:attempted|aggravated (?:assault|battery)|assault)\b", re.I)


def counts(reading: Reading, lines: Sequence[Line], *, dead: bool) -> tuple[int, str] | None:
    """The largest number of counts of killing, or of trying to, that anybody is charged with, and its words."""
    found = []
    for line in lines:
        if reading.search(_KILLED if dead else _HURT, line) is not None:
            for match in (_KILLED if dead else _HURT).finditer(reading.text, line.start, line.end):
                said = match["count"].lower()
                found.append((_NUMBERS.get(said) or int(said), match.group()))
    return max(found, key=lambda one: one[0], default=None)
