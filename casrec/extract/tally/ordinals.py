"""How many are dead, or hurt, by an ordinal: "a third person has died", "a fourth victim was also injured"."""

from __future__ import annotations

import re

_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
_ORDINALS |= {f"{n}{'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n for n in _ORDINALS.values()}
_WHO = (
    r"(?:victim|person|man|woman|boy|girl|teen(?:ager)?|child|student|patient|officer|employee|worker|passenger|soldier"
    r"|resident|body|fatality|death)"
)
_DYING = r"\b(?:dies|died|dead|found|succumb\w*|death|killed|recovered|identified as dead)\b"
_UNHURT = r"(?![^.;]{0,60}\b(?:wound|injur|hurt)\w*|[^.;]{0,60}\bin (?:both|the|his|her) (?:arm|leg|foot|hand|hip)s?\b)"
_BETWEEN = r"(?:(?!(?:day|week|time|floor|attack|shooting)\b)\w+[ -]){0,2}?"
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s+(?:body\b(?! \w*(?:camera|cam|shop|part)\b)"
    rf"|{_BETWEEN}{_WHO}\b{_UNHURT}[^.;]{{0,70}}?{_DYING})",
    re.IGNORECASE,
)
_HURT = re.compile(
    rf"\b(?:an?|the) (?P<nth>{'|'.join(_ORDINALS)}) (?:\w+ )?{_WHO}\b(?! to be\b)"
    r"(?=[^.;]{0,80}\b(?:wound|injur|hurt|shot|hospital|treated|struck|grazed|critical|stable|surviv)\w*)",
    re.IGNORECASE,
)


def hurt(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The number that an ordinal of those struck in text[start:end] stands for, with its words; None without one.

    It counts the dead of the same happening too. A "second" is left out: he may be the one beside the dead.
    """
    found = _HURT.search(text, start, end)
    return (_ORDINALS[found["nth"].lower()], found.group()) if found and _ORDINALS[found["nth"].lower()] > 2 else None


def dead(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The number that an ordinal of the dead in text[start:end] stands for, with its words; None without one."""
    found = _NTH.search(text, start, end)
    return (_ORDINALS[found["nth"].lower()], found.group()) if found is not None else None
