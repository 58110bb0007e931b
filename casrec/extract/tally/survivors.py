"""Single persons told of as hurt beside somebody killed: "killed a girl and injured her friend", "another wounded"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from casrec.extract.reading import Line, Reading
from casrec.extract.tally.persons import sex_of
from casrec.records import Claim, Figure
from casrec.terms import Harm

ANOTHER = re.compile(
    r"another\b|one other\b|an? (?:second|third|fourth|fifth|other)\b|the (?:second|third|other)\b", re.I
)
_THEIRS = re.compile(r"(?:his|her|their)\b", re.I)
_ALL = re.compile(r"\b(?:all|both)\b", re.I)  # "all five had gunshot wounds": those told of, who may be the dead
_APIECE = re.compile(
    r"\b(?:killed|killing|dead|died)\b[^.;]{0,80}\b(?:and|while|,) ?[^.;]{0,60}\b(?:wound|injur|hurt)"
    r"|\b(?:wound|injur|hurt)\w*\b[^.;]{0,60}\band [^.;]{0,60}\b(?:killed|killing|dead|died)\b",
    re.I,
)
_AGE = re.compile(r"\b(\d{1,3})[- ](?:year|month)s?[- ]old", re.I)


def beside(lines: Sequence[Line], claims: Iterable[Claim]) -> list[tuple[Line, int, str]]:
    """The lines that tell of somebody killed and of single persons hurt: how many of these, and the first's words."""
    found = []
    for line, dead, hurt in _by_line(lines, claims):
        if dead and hurt:
            found.append((line, len(hurt), hurt[0].span.quote))
    return found


def another(lines: Sequence[Line], claims: Iterable[Claim]) -> list[tuple[int, str, bool]]:
    """How many single persons a line tells of as others hurt than the dead, with the first's words, line by line.

    The last says whether the line calls them others ("another", "a second"), and not only their sex, age or kin.
    """
    found = []
    for _, dead, hurt in _by_line(lines, claims):
        more = [claim for claim in hurt if ANOTHER.match(claim.span.quote) or _apart(claim, dead)]
        if more:
            found.append((len(more), more[0].span.quote, all(ANOTHER.match(claim.span.quote) for claim in more)))
    return found


def counted(
    reading: Reading,
    figures: Sequence[tuple[Claim, Figure]],
    lists: Sequence[tuple[Claim, ...]],
    told: Sequence[Claim],
    others: Container[int],
) -> list[Figure]:
    """The injured counted beside the killed, who are not among them: "2 killed and 30 wounded".

    ``lists`` are the figures counted in one breath, ``told`` all that the report tells of its incident, ``others`` the
    ids of the claims that count some beside those told of.
    """
    dead = [claim.span.start for claim in told if harm_of(claim) is Harm.KILLED]
    several = [one[0].span.start for one in lists if harm_of(one[0]) is Harm.KILLED]
    several += [c.span.start for c, f in figures if f.harm is Harm.KILLED and (f.low or 0) > 1]
    found = []
    for claim, figure in figures:
        line = reading.line_at(claim.span.start)
        if figure.harm is Harm.INJURED and line is not None and figure.within is None:
            together = any(line.start <= start < line.end for start in dead)
            before = any(start < line.start for start in several) and id(claim) not in others
            before = before and not _ALL.search(reading.text, max(0, claim.span.start - 10), claim.span.end)
            apart = together and id(claim) in others  # "was killed in a shooting that left six others injured"
            if before or apart or (together and _APIECE.search(reading.text, line.start, line.end)):
                found.append(figure)
    return found


def harm_of(claim: Claim) -> Harm | None:
    """In which way a claim counts people as harmed; None where it counts nobody."""
    return claim.content.harm if isinstance(claim.content, Figure) else None


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


def _apart(hurt: Claim, dead: Sequence[Claim]) -> bool:
    """Whether who is hurt is surely none of the single dead of the line: "his wife", or of other sex or age."""
    single = [c for c in dead if isinstance(c.content, Figure) and c.content.low == c.content.high == 1]
    if not single or len(single) < len(dead):
        return False
    if _THEIRS.match(hurt.span.quote):
        return True
    one = _marks(hurt)
    return all(any(a and b and a != b for a, b in zip(one, _marks(claim), strict=True)) for claim in single)


def _marks(claim: Claim) -> tuple[str, str]:
    """Sex and age as a claim's words tell them, "" where they do not."""
    quote = claim.span.quote
    age = _AGE.search(quote)
    return sex_of(re.findall(r"[a-z]+", quote.lower())), age.group(1) if age is not None else ""
