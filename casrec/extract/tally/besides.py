"""How many died where somebody did beside those told of before: "also killed", "killed along with his brother"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casrec import sums
from casrec.extract.reading import Line, Reading
from casrec.extract.tally import singles
from casrec.extract.tally.roll import Roll
from casrec.records import Claim, Figure
from casrec.sieve import Sieve
from casrec.terms import Harm

_BE = r"(?:(?:was|were|is|are|has|have|had|been|being) ){0,3}"
_DEAD = (
    r"(?:killed|kills|died|dies|dead|slain|slays|murdered|succumbed|shot and killed|shot (?:dead|to death)"
    r"|stabbed to death|found dead|pronounced dead|fatally \w+)"
)
_ANIMAL = r"\b(?:dogs?|cats?|pets?|horses?|animals?|cattle)\b"
_NO_PERSON = rf"(?![^.;]{{0,25}}{_ANIMAL})"
_ELSEWHERE = (
    r"(?![^.;]{0,80}\b(?:another|separate|different|earlier|previous) "
    r"(?:[\w-]+ ){0,3}(?:shooting|attack|incident|crash|blast)\b)"
)
_ALSO = Sieve(rf"\b{_BE}also (?:\w+ly )?{_BE}{_DEAD}\b{_NO_PERSON}{_ELSEWHERE}", re.I)
_ALONG = Sieve(rf"\b{_DEAD}\b[^.;]{{0,80}}?\b(?P<more>(?:along|together) with) (?:\w+ ){{1,4}}", re.I)
_NEW = re.compile(r"(?:an?|another)\b", re.I)
# "A sound technician of the network was also killed": one more, though nobody's words for him may be known.
_ONE_MORE = re.compile(
    rf"\W*(?:an?|another|one) (?!(?:few|couple|dozen|number|total)\b)(?:(?!{_ANIMAL})[^.;,]){{3,80}}\Z", re.I
)


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


def claimed(reading: Reading, lines: Sequence[Line], claims: Sequence[Claim]) -> tuple[int, str] | None:
    """The same by the claims: single persons told dead before, and those or the number that died beside them.

    The largest such count with its words; None where nobody is told of before, or who is "also" dead is one of them.
    """
    killed = sorted((c for c in claims if _alone(c)), key=lambda claim: claim.span.start)
    lists = {one[0].id: sums.total(one)[0] for one in sums.together(reading.text, claims)}
    found = []
    for line in lines:
        for one, at, words in _more(reading, line, killed):
            before = [c for c in killed if c.span.end <= at and not _explicit(c)]
            dead = len(singles.told(lines, before).dead)
            if one is not None and (_explicit(one) or one.id in lists):
                now = dead + lists.get(one.id, _number(one))
            elif one is None or _NEW.match(one.span.quote):
                now = dead + 1
            else:
                now = len(singles.told(lines, [*before, one]).dead)
            if now > dead > 0:
                found.append((now, words))
    return max(found, key=lambda one: one[0], default=None)


def _more(reading: Reading, line: Line, killed: Sequence[Claim]) -> Iterator[tuple[Claim | None, int, str]]:
    """Who a line tells is dead beside others, where he is told of, and the words; no claim where none counts him."""
    inside = [c for c in killed if line.start <= c.span.start < line.end]
    also = reading.search(_ALSO, line)
    if also is not None:
        ended = [c for c in inside if c.span.end <= also.start() + 1]
        begun = [c for c in inside if c.span.start >= also.end() - 1]
        one = ended[-1] if ended else begun[0] if begun else None
        if one is not None:
            yield one, one.span.start, one.span.quote
        elif not inside and _ONE_MORE.match(reading.text, line.start, also.start()):
            yield None, line.start, also.group()
    elif (along := reading.search(_ALONG, line)) is not None:
        after = [c for c in inside if c.span.start >= along.start("more")][:1]
        yield from ((c, c.span.start, c.span.quote) for c in after)


def _alone(claim: Claim) -> bool:
    """Whether a claim counts dead who are no part of others."""
    return isinstance(claim.content, Figure) and claim.content.harm is Harm.KILLED and claim.content.within is None


def _explicit(claim: Claim) -> bool:
    return isinstance(claim.content, Figure) and claim.content.explicit


def _number(claim: Claim) -> int:
    return (claim.content.low or 0) if isinstance(claim.content, Figure) else 0
