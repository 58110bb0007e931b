"""Single persons told of as hurt beside somebody killed: "killed a girl and injured her friend", "another wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casrec.extract.reading import Line
from casrec.records import Claim, Figure
from casrec.terms import Harm

_ANOTHER = re.compile(
    r"another\b|one other\b|an? (?:second|third|fourth|fifth|other)\b|the (?:second|third|other)\b", re.I
)


def beside(lines: Sequence[Line], claims: Iterable[Claim]) -> list[tuple[Line, int, str]]:
    """The lines that tell of somebody killed and of single persons hurt: how many of these, and the first's words."""
    found = []
    for line, dead, hurt in _by_line(lines, claims):
        if dead and hurt:
            found.append((line, len(hurt), hurt[0].span.quote))
    return found


def another(lines: Sequence[Line], claims: Iterable[Claim]) -> list[tuple[int, str]]:
    """How many single persons a line tells of as another one hurt, with the first's words, line by line."""
    found = []
    for _, _, hurt in _by_line(lines, claims):
        more = [claim for claim in hurt if _ANOTHER.match(claim.span.quote)]
        if more:
            found.append((len(more), more[0].span.quote))
    return found


def _by_line(lines: Sequence[Line], claims: Iterable[Claim]) -> list[tuple[Line, list[Claim], list[Claim]]]:
    """Each line's claims of the dead, and of single persons hurt whom nobody counts and who are none of the dead."""
    figures = [(claim, claim.content) for claim in claims if isinstance(claim.content, Figure)]
    found = []
    for line in lines:
        here = [(claim, figure) for claim, figure in figures if line.start <= claim.span.start < line.end]
        dead = [claim for claim, figure in here if figure.harm is Harm.KILLED]
        hurt: dict[int, Claim] = {}
        for claim, figure in here:
            apart = all(c.span.end <= claim.span.start or claim.span.end <= c.span.start for c in dead)
            if figure.harm is Harm.INJURED and not figure.explicit and apart:
                hurt[claim.span.start] = claim
        found.append((line, dead, list(hurt.values())))
    return found
