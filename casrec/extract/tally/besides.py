"""How many died where somebody did beside those told of before: "also killed", "killed along with his brother"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.reading import Line, Reading
from casrec.extract.tally.roll import Roll
from casrec.sieve import Sieve

_BE = r"(?:(?:was|were|is|are|has|have|had|been|being) ){0,3}"
_DEAD = (
    r"(?:killed|kills|died|dies|dead|slain|slays|murdered|succumbed|shot and killed|shot (?:dead|to death)"
    r"|stabbed to death|found dead|pronounced dead|fatally \w+)"
)
_NO_PERSON = r"(?![^.;]{0,25}\b(?:dogs?|cats?|pets?|horses?|animals?|cattle)\b)"
_ALSO = Sieve(rf"\b{_BE}also (?:\w+ly )?{_BE}{_DEAD}\b{_NO_PERSON}", re.I)
_ALONG = Sieve(rf"\b{_DEAD}\b[^.;]{{0,40}}?\b(?:along|together) with (?:\w+ ){{1,4}}", re.I)


def count(reading: Reading, lines: Sequence[Line], roll: Roll) -> tuple[int, str] | None:
    """How many are dead by the persons told of up to the last line that tells of one more, with its words."""
    found = None
    for line in lines:
        match = reading.search(_ALSO, line) or reading.search(_ALONG, line)
        if match is not None:
            before = [entry for entry in roll.dead if entry.first < line.index]
            here = [entry for entry in roll.dead if entry.first == line.index]
            found = max(2, len(before) + max(1, len(here))), match.group()
    return found
