"""One person's name in several spellings and lengths: "James Fields", "James Alex Fields Jr.", "Qassim Suleimani"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_ARTICLE = re.compile(r"\b(?:al|el)[- ]", re.IGNORECASE)
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?\Z", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:al|el|bin|ibn|de|la|van|von)?[ -]?[A-ZÀ-Þ][\w.'’-]*){1,4}\Z")
# How alike, of 100, the first and the last names of one person's spellings are at least. Qasem and Qassim are 73,
# Soleimani and Suleimani 89; Mohammad and Muhammad 75, but John and Joan 75: a last name must agree the better.
_FIRST, _LAST = 72, 86
_FULL = 2  # names at least


def one_person(names: Iterable[str]) -> dict[str, str]:
    """For each name the one that stands for the person: the commonest of his full names, the longer of two as common.

    Only full names are taken together, by first and last: a last name alone may be a brother's.
    """
    counted = Counter(names)
    people: list[list[str]] = []
    for name in sorted(counted, key=lambda name: (-counted[name], -len(name), name)):
        group = next((group for group in people if any(_same(name, other) for other in group)), None)
        if group is None:
            people.append([name])
        else:
            group.append(name)
    return {name: group[0] for group in people for name in group}


def _same(one: str, other: str) -> bool:
    """Whether two full names are spellings of one."""
    first, second = _SUFFIX.sub("", one.strip()), _SUFFIX.sub("", other.strip())
    if not _NAME.match(first) or not _NAME.match(second):
        return False
    if first.casefold() == second.casefold():
        return True
    from rapidfuzz import fuzz

    a, b = (_ARTICLE.sub("", name).casefold().split() for name in (first, second))
    if len(a) < _FULL or len(b) < _FULL:
        return False
    if a[0][0] != b[0][0] or (len(a) > 2 and len(b) > 2 and a[1][0] != b[1][0]):
        return False
    return fuzz.ratio(a[0], b[0]) >= _FIRST and fuzz.ratio(a[-1], b[-1]) >= _LAST
