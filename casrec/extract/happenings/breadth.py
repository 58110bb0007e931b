"""Signs that a count spans more than any one happening: its size, its vagueness, happenings told of in the plural."""

from __future__ import annotations

import re

from casrec.extract.happenings.incident_words import events
from casrec.extract.happenings.scene import Counted, Scene
from casrec.extract.happenings.surroundings import Near
from casrec.terms import Harm

VAGUE = frozenset("dozens scores hundreds thousands millions tens many countless".split())
MASSES = 1_000  # people: an opening that counts as many may be about what goes on
_WARS_KILL = 500  # people
_NO_ATTACK_KILLS = 10_000  # people; storms, quakes and floods do
_BY_HAND = frozenset({Harm.KILLED, Harm.ABDUCTED})
_PLURAL = re.compile(
    r"\b(?:in|by|during|from) (?!(?:the|these|those|both|two|three|four|five|six|its|their|his|her)\b)"
    r"((?:[\w-]+ ){0,2}?(\w{4,}s))\b",
    re.I,
)


def size(figure: Counted) -> int:
    """How many a figure counts, at most; 0 where it does not tell."""
    return max(getattr(figure, "low", None) or 0, getattr(figure, "high", None) or 0)


def beyond_one(figure: Counted) -> bool:
    """Whether a figure counts more killed or abducted than any one attack or accident has."""
    return size(figure) >= _NO_ATTACK_KILLS and getattr(figure, "harm", None) in _BY_HAND


def many(scene: Scene, figure: Counted) -> bool:
    """Whether a figure counts as many as wars kill: "tens of thousands", or some hundreds told exactly."""
    vague = not VAGUE.isdisjoint(scene.reading.text[figure.start : figure.end].lower().split())
    return vague or (getattr(figure, "low", None) or 0) >= _WARS_KILL


def several(scene: Scene, figure: Counted, near: Near) -> bool:
    """Whether a clause puts the harm of some people down to happenings in general, which the opening does not tell of:
    "dozens have been killed in sectarian clashes"."""
    if size(figure) == 1:
        return False
    for told in _PLURAL.finditer(near.text):
        found = events(near.text, told.start(1), told.end())
        if not found or found[-1].end != told.end() or found[-1].war:
            continue
        word = told.group(2).lower()
        if not any(word in scene.reading.text[at.start : at.end].lower() for at in scene.core):
            return True
    return False
