"""Whose state "state media" are: the one named with them, named with them earlier, or the one a report is about."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from casrec import places
from casrec.extract.attribution.lexicon import lexicon
from casrec.terms import PlaceKind

_OF_STATE = r"(?:state|state[- ]run|state[- ]owned|state[- ]controlled|government[- ]run|government|official)"
_OUTLETS = r"(?:outlets?|reports?|organi[sz]ations?|channels?|stations?)"
_PLAIN = re.compile(
    rf"(?:(?P<whose>[A-Z][\w-]+)(?:['’]s)? )?{_OF_STATE}[ -]"
    rf"(?:(?P<media>media|press|news)(?: {_OUTLETS})?|(?P<tv>television|tv|broadcaster)(?: {_OUTLETS})?)",
    re.I,
)
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]+")
_LEADS = 2  # the country a report is about is named this often and twice as often as any other


class StateMedia:
    """State media as one report names them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._main: str | None = None
        self._counted = False

    def named(self, bare: str, at: int) -> tuple[str, str] | None:
        """The name and the key of the state media a mention at an offset means ("Syrian state media"), or None."""
        match = _PLAIN.fullmatch(bare)
        if match is None:
            return None
        whose = match.group("whose")
        code = _country(whose) if whose else self._earlier(at) or self._about()
        adjective = _adjective(code) if code is not None else None
        if code is None or adjective is None:
            return None
        kind = "media" if match.group("media") else "television"
        name = f"{adjective} state {kind}"
        known = next(lexicon().find(name), None)
        return name, known.entry.key if known is not None else f"state-{kind}-{code.lower()}"

    def _earlier(self, at: int) -> str | None:
        """The country of the latest state media named with their country before an offset."""
        found = [m for m in _PLAIN.finditer(self._text, 0, at) if m.group("whose")]
        return next((code for m in reversed(found) if (code := _country(m.group("whose")))), None)

    def _about(self) -> str | None:
        """The country the report names clearly most often, by itself or by its people."""
        if not self._counted:
            self._counted = True
            codes = (_country(word) for word in _CAPITAL.findall(self._text))
            counts = Counter(code for code in codes if code is not None).most_common(2)
            if counts and counts[0][1] >= _LEADS * max(1, counts[1][1] if len(counts) > 1 else 1):
                self._main = counts[0][0]
        return self._main


@lru_cache(maxsize=20_000)
def _country(word: str) -> str | None:
    """The code of the country that a word names, by itself or by its people."""
    people = places.demonym(word)
    if people is not None:
        return people
    entries = places.Gazetteer.open().lookup(word)
    return entries[0].country_code if entries and entries[0].kind is PlaceKind.COUNTRY else None


def _adjective(code: str) -> str | None:
    """The adjective of a country ("Syrian")."""
    names = places.words()["demonyms"].get(code)
    return str(names[0]) if names else None
