"""What an incident is called: kind, places and date in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from casrec.days import local_day
from casrec.lexicon import entries
from casrec.records import Place, When
from casrec.terms import IncidentKind, TimePrecision

_MOST_PLACES = 3


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, str]]:
    """What one, and what several incidents of a kind are called."""
    data: dict[str, Any] = entries("linking")
    return {kind: tuple(names.split("|")) for kind, names in data["titles"].items()}


def title(kind: IncidentKind | None, places: Sequence[Place], when: When | None, several: bool = False) -> str:
    """The title of an incident: "Bombings in Jableh and Tartus, 23 May 2016"."""
    one, many = _names()[kind or IncidentKind.OTHER]
    names = list(dict.fromkeys(place_name(place) for place in places))
    shown = names[:_MOST_PLACES] + (["elsewhere"] if len(names) > _MOST_PLACES else [])
    where = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    words = many if several else one
    dated = day_words(when) if when is not None else ""
    return words[0].upper() + words[1:] + (f" in {where}" if where else "") + (f", {dated}" if dated else "")


def place_name(place: Place) -> str:
    """What a title calls a place: as the reports write it, without their capitals; a facility's town."""
    if place.within and place.within != place.name:
        return place.within
    text = place.text or place.name
    return text.title() if text.isupper() and len(text) > 3 else text


def day_words(when: When) -> str:
    """A time as the date where it happened, in words and as exact as it is known: "23 May 2016", "May 2016",
    "4 to 7 May 2016"."""
    try:
        first, last = (date.fromisoformat(local_day(when) or at[:10]) for at in (when.earliest, when.latest))
    except ValueError:
        return when.text
    if when.precision is TimePrecision.YEAR:
        return str(first.year)
    if when.precision is TimePrecision.MONTH:
        return f"{first:%B} {first.year}"
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {first:%B} {first.year}"
    return f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
