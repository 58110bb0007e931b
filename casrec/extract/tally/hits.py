"""How many must be hurt by what a report states: "six were shot" when two are dead, "a boy and three others hurt"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casrec.extract.reading import Line, Reading
from casrec.extract.tally.roll import Roll
from casrec.extract.tally.survivors import harm_of
from casrec.records import Claim, Figure
from casrec.terms import Harm

_MANY = 13  # a larger count is of a night, a city or a war as often as of one happening
_HURT = frozenset({Harm.INJURED, Harm.KILLED_OR_INJURED})


def struck(claims: Iterable[Claim], killed: int) -> list[tuple[int, str]]:
    """Who is left of those stated to be shot or struck when ``killed`` of them are dead, each count with its words.

    A count of victims or of a toll is left out: it may be of the dead alone, or of more than were struck.
    """
    found = []
    for claim in claims:
        figure = claim.content
        if not isinstance(figure, Figure) or figure.harm is not Harm.KILLED_OR_INJURED or not figure.explicit:
            continue
        if figure.within is None and 1 < (figure.low or 0) < _MANY and not claim.rule.startswith(("toll", "counted")):
            found.append(((figure.low or 0) - killed, claim.span.quote))
    return [one for one in found if one[0] > 0]


def others(reading: Reading, counted: Iterable[Claim], claims: Sequence[Claim], roll: Roll) -> list[tuple[int, str]]:
    """One more than the ``counted`` others whom a line tells to be hurt beside a single person hurt, with its words.

    Lines that tell of somebody dead are left out: the others may be others than he.
    """
    found = []
    for claim in counted:
        line, figure = reading.line_at(claim.span.start), claim.content
        if line is None or not isinstance(figure, Figure) or figure.within is not None or not figure.low:
            continue
        if any(harm_of(c) is Harm.KILLED and _inside(c, line) for c in claims):
            continue
        told = reading.text[line.start : claim.span.start]
        here = [entry for entry in roll.people if entry.first == line.index and entry.words in told]
        hurt = any(_inside(c, line) and c.span.end <= claim.span.start and _single(c) for c in claims)
        if (hurt or here) and not any(entry.dead for entry in here):
            found.append((figure.low + 1, claim.span.quote))
    return found


def _single(claim: Claim) -> bool:
    """Whether a claim tells of one person hurt."""
    return isinstance(claim.content, Figure) and claim.content.harm in _HURT and not claim.content.explicit


def _inside(claim: Claim, line: Line) -> bool:
    return line.start <= claim.span.start < line.end
