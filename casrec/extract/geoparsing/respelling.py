"""Names spelt by ear: a town that the gazetteer has under another spelling of the same sounds."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from casrec import places
from casrec.places import Entry, Gazetteer, fold, without_article

_LEAST = 5  # letters; shorter names come too near to others
_MOST = 300  # spellings tried for one name


def respelt(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries that bear a name in another spelling, in the countries whose names reporters spell by ear.

    None is the entry's chief name as written. Empty for a name that the gazetteer has as it stands.
    """
    key = fold(name)
    if len(key) < _LEAST or key.startswith("the ") or gazetteer.has(key):
        return ()
    return _respelt(key, gazetteer)


@lru_cache(maxsize=20_000)
def _respelt(key: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries for a folded name, of the first spelling that has any in those countries."""
    countries = frozenset(places.words()["respelt"]["countries"])
    for spelling in _spellings(key):
        if gazetteer.has(spelling):
            found = tuple(e for e in gazetteer.by_key(spelling) if e.country_code in countries)
            if found:
                return tuple(replace(entry, chief=False) for entry in found)
    return ()


def _spellings(key: str) -> list[str]:
    """The spellings to try, nearest first: each swap alone, then on what the earlier ones made."""
    found = dict.fromkeys((key, without_article(key)))
    for pattern, standing in _swaps():
        for spelling in list(found):
            if len(found) < _MOST:
                found.setdefault(pattern.sub(standing, spelling))
    return list(found)[1:]


@lru_cache(maxsize=1)
def _swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The swaps of the lexicon."""
    return tuple((re.compile(pattern), standing) for pattern, standing in places.words()["respelt"]["swaps"])
