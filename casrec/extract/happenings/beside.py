"""Place names that only tell more of another: which town a village is near, which province holds it."""

from __future__ import annotations

import re

from casrec.extract.happenings.scene import Named

_HOLDS = re.compile(  # "the X town of Y", "X's Y": it is Y
    r"(?:['’]s? (?:(?!and|or)[a-z-]+ ){0,2}"
    r"| (?:[a-z-]+ ){0,2}(?:towns?|cit(?:y|ies)|villages?|hamlets?|suburbs?) of (?:the )?)",
    re.I,
)
_INSIDE = re.compile(  # "the X district of Y", "X of Y": it is X
    r"(?: (?:districts?|neighbou?rhoods?|quarters?|sections?|areas?|regions?|camps?))? of (?:the )?(?:[a-z-]+ ){0,2}",
    re.I,
)
_BY = re.compile(  # "in X, 40 km north of Y", "into the X Sea off Y"
    r",? off (?:the (?:[a-z]+ )?coast of )?(?:the )?"
    r"|, (?:just |about |some |which (?:is|lies) )*(?:\d[\d.,]* ?(?:km|kilomet\w+|miles?)(?: \(\d[^)]*\))? )?"
    r"(?:(?:to the )?(?:north|south|east|west)[a-z-]* of|near|outside|from|close to|not far from) (?:the )?",
    re.I,
)
_A_SUBURB = re.compile(r"\b(?:an?|one) (?:[a-z-]+ ){0,3}suburb of (?:the )?\Z", re.I)  # not in the town itself


def is_beside(text: str, name: Named, last: Named | None, told: Named | None, following: Named | None) -> bool:
    """Whether a place name is no place of anything for what stands between it and the names around.

    ``last`` and ``following`` are its neighbours in the line, ``told`` the last name that is a place of something.
    """
    if following is not None and _HOLDS.fullmatch(text, name.end, following.start):
        return True
    if told is not None and _INSIDE.fullmatch(text, told.end, name.start):
        return True
    known = last is not None and last.place.geoname_id is not None  # else the town beside it is all that is known
    if last is not None and known and _BY.fullmatch(text, last.end, name.start):
        return True
    return _A_SUBURB.search(text, max(0, name.start - 50), name.start) is not None
