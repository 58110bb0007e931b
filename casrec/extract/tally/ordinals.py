"""How many are dead by an ordinal: "a third person has died", "the second victim of the shooting dies"."""

from __future__ import annotations

import re

_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
_ORDINALS |= {f"{n}{'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n for n in _ORDINALS.values()}
_WHO = (
    r"(?:victim|person|man|woman|boy|girl|teen(?:ager)?|child|student|patient|officer|employee|worker|passenger|soldier"
    r"|resident|body|fatality|death)"
)
_DYING = r"\b(?:dies|died|dead|found|succumb\w*|death|killed|recovered|identified as dead)\b"
_UNHURT = r"(?![^.;]{0,60}\b(?:wound|injur|hurt)\w*)"
_BETWEEN = r"(?:(?!(?:day|week|time|floor|attack|shooting)\b)\w+[ -]){0,2}?"
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s+(?:body\b(?! \w*(?:camera|cam|shop|part)\b)"
    rf"|{_BETWEEN}{_WHO}\b{_UNHURT}[^.;]{{0,70}}?{_DYING})",
    re.IGNORECASE,
)


def dead(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The number that an ordinal of the dead in text[start:end] stands for, with its words; None without one."""
    found = _NTH.search(text, start, end)
    return (_ORDINALS[found["nth"].lower()], found.group()) if found is not None else None
