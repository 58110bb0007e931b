"""Figures told in one breath: "two soldiers and three civilians", "the mayor and three others", which add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casrec.records import Claim, Figure
from casrec.terms import Stance

_FAR = 90  # characters between two figures of one list, at most
_JOINT = re.compile(
    r"(?P<joint>,?\s*(?:\band\b|&|\bplus\b|\bas well as\b|\b(?:along|together) with\b)|,)\s*(?:also\s+)?(?:of\s+)?"
    r"(?:(?:the|his|her|their|its|an?|some|about|around|nearly|almost|over|at least|up to|more than|another)\s+)*\Z",
    re.I,
)
# What stands between two figures that are not of one list: another verb or clause, a part, a change, another time.
_APART = re.compile(
    r"[.;:!?\n]|\b(?:kill|dead\b|died?\b|dying|wound|injur|hurt|shot|shoot|stab|miss|arrest|detain|rescu|surviv)\w*"
    r"|\b(?:after|when|while|but|including|include[sd]?|among|whom|them|from|to|were|was|is|are|had|has|have|who|whose"
    r"|which|that|said|says|yesterday|today|earlier|later|total|toll|overall|across|nationwide|by|or"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:19|20)\d\d)\b",
    re.I,
)


def together(text: str, claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """The figures of one report that it counts together, list by list in the order of the text.

    A list is of one harm and one happening and place, asserted, joined by "and" or commas with nothing but nouns
    between; none of its figures is a part of another. "Two people, a man and a woman" is no list: what follows the
    comma adds up to what stands before it.
    """
    figures = [c for c in claims if isinstance(c.content, Figure) and c.stance is Stance.ASSERTED]
    figures = [c for c in figures if isinstance(c.content, Figure) and c.content.within is None and c.content.low]
    figures.sort(key=lambda claim: (claim.span.start, claim.span.end))
    figures = [c for i, c in enumerate(figures) if not i or not _apposed(text, figures[i - 1], c)]
    found: list[tuple[Claim, ...]] = []
    at = 0
    while at < len(figures):
        end = at + 1
        joints: list[str] = []
        while end < len(figures) and (joint := _joint(text, figures[end - 1], figures[end])) is not None:
            joints.append(joint)
            end += 1
        bare = _opens_headline(text, figures[at])  # a comma alone joins in a headline, else where an "and" follows
        while joints and joints[-1] == "," and not (bare and len(joints) == 1):
            joints.pop()
            end -= 1
        one = _without_named(figures[at:end], joints)
        if len(one) > 1 and not (joints[0] == "," and total(one[1:])[0] == total(one[:1])[0]):
            found.append(tuple(one))
        at = end
    return found


def _without_named(figures: Sequence[Claim], joints: Sequence[str]) -> list[Claim]:
    """A list without those who only name whom it counts: "his wife and two sons, Ben Hale, 12, and Ian Hale, 10"."""
    for i, claim in enumerate(figures):
        count, named = total([claim])[0], figures[i + 1 :]
        if i and count > 1 and joints[i : i + 1] == [","] and [total([one])[0] for one in named] == [1] * count:
            return list(figures[: i + 1])
    return list(figures)


def total(claims: Sequence[Claim]) -> tuple[int, int | None]:
    """The sum of figures that are counted together; its high end is open where one of theirs is."""
    figures = [claim.content for claim in claims if isinstance(claim.content, Figure)]
    highs = [figure.high for figure in figures]
    return sum(figure.low or 0 for figure in figures), None if None in highs else sum(high or 0 for high in highs)


def _joint(text: str, one: Claim, other: Claim) -> str | None:
    """The word that joins two figures to a list; None where they are of none."""
    first, second = one.content, other.content
    if not isinstance(first, Figure) or not isinstance(second, Figure) or first.harm is not second.harm:
        return None
    if one.mention.id != other.mention.id or one.scope is not other.scope or _where(one) != _where(other):
        return None
    if not 0 < other.span.start - one.span.end <= _FAR:
        return None
    between = text[one.span.end : other.span.start]
    found = _JOINT.search(between)
    if found is None or _APART.search(between[: found.start()]):
        return None
    return "," if found["joint"].strip() == "," else "and"


def _opens_headline(text: str, one: Claim) -> bool:
    """Whether one person by a bare noun opens a headline's list, which has no "and": "Woman, 2 children found dead"."""
    before = text[max(0, one.span.start - 2) : one.span.start]
    bare = one.span.quote.isalpha() and one.span.quote == getattr(one.content, "who", None)
    return bare and (before.endswith("\n") or not before or before == ": ")


def _apposed(text: str, one: Claim, other: Claim) -> bool:
    """Whether a figure only says who the person before it is: "Ahmed Saleh, a local judge"."""
    name, description = one.span.quote, other.span.quote
    named = name[:1].isupper() and name.split()[-1][:1].isupper()
    return named and text[one.span.end : other.span.start] == ", " and description.startswith(("a ", "an ", "the "))


def _where(claim: Claim) -> frozenset[str]:
    return frozenset(place.name.casefold() for place in claim.places)
