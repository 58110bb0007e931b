"""Follow-ups: an aftershock, a trial, an anniversary or a memorial follows the incident that it is about.

Version 1. An incident follows another where at least half of its own reports say in title or opening that they are of
what came after, and either they recall that other one (its place and day), or they tell of its very day, place and kind
without having been joined to it, or they tell of an aftershock at its place within 60 days of it. Only where one
incident alone is meant: which of two a trial is about is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries
from casrec.link.background import days, narrow
from casrec.link.sites import site_key
from casrec.records import Incident, Report
from casrec.terms import IncidentKind

# How much of a report is its opening, in characters.
_OPENING = 400
# Days for which shocks at one place are aftershocks of the first: most felt ones come within two months.
_SHOCKS = 60
AFTERSHOCK = "aftershock"


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    """What each kind of follow-up is told by."""
    data: dict[str, Any] = entries("linking")
    return {kind: re.compile(pattern) for kind, pattern in data["follow_ups"].items()}


def kind_of(report: Report) -> str | None:
    """What a report follows up with ("trial", "anniversary", "memorial", "inquiry", "aftershock"); None for none."""
    opening = f"{report.title or ''}\n{report.text[:_OPENING]}".casefold()
    return next((kind for kind, pattern in _words().items() if pattern.search(opening)), None)


def kind(reports: Sequence[Report]) -> str | None:
    """What most of an incident's own reports follow up with, if at least half of them do."""
    told = [found for report in reports if (found := kind_of(report)) is not None]
    if not told or 2 * len(told) < len(reports):
        return None
    return min(told, key=lambda one: (-told.count(one), one))


def about(one: Incident, reports: Sequence[Report], near: Iterable[Incident]) -> Incident | None:
    """The incident that ``one`` follows, of those ``near`` it (that its reports recall, or that play at its places).

    ``reports`` are its own. None where it is no follow-up, or may be of several.
    """
    after = kind(reports)
    if after is None:
        return None
    told = {report.id for report in reports}
    found = {
        other.id: other
        for other in near
        if other.id != one.id and other.parent is None and other.reports and _earlier(other, one, reports)
        if told & set(other.background) or _same(one, other) or (after == AFTERSHOCK and _shock(one, other))
    }
    if after == AFTERSHOCK and found:
        return min(found.values(), key=lambda other: (days(other.when) or (0, 0), other.id))
    return next(iter(found.values())) if len(found) == 1 else None


def _earlier(other: Incident, one: Incident, reports: Sequence[Report]) -> bool:
    """Whether an incident was before another's reports were written, and not after the other's own day."""
    when, own = days(other.when), days(one.when)
    if when is None:
        return False
    published = [_day(report.published) for report in reports]
    written = min((day for day in published if day is not None), default=None)
    return (written is None or when[0] < written) and (own is None or when[0] <= own[0])


def _same(one: Incident, other: Incident) -> bool:
    """Whether two incidents are of one day, place and kind, as a trial's report tells the deed that it is about."""
    mine, theirs = days(one.when), days(other.when)
    return mine is not None and mine == theirs and one.kind is other.kind is not None and _share_place(one, other)


def _shock(one: Incident, other: Incident) -> bool:
    """Whether two are earthquakes at one place within some weeks."""
    mine, theirs = days(one.when), days(other.when)
    quakes = one.kind is other.kind is IncidentKind.EARTHQUAKE
    return (quakes and mine is not None and theirs is not None and 0 < mine[0] - theirs[0] <= _SHOCKS) and _share_place(
        one, other
    )


def _share_place(one: Incident, other: Incident) -> bool:
    mine = {site_key(place) for place in one.places if narrow(place)}
    return any(site_key(place) in mine for place in other.places if narrow(place))


def _day(stated: str | None) -> int | None:
    try:
        return date.fromisoformat((stated or "")[:10]).toordinal()
    except ValueError:
        return None
