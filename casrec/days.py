"""The day of a time where it happened, whatever the day was in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta

from casrec.records import When


def local_day(when: When) -> str | None:
    """The day of a time where it happened, as an ISO date; None where it may have been one of several.

    An instant is kept in UTC: with the clock time that was told, 22:07, the instant 2 October 05:07 lies on 1 October.
    """
    day = when.earliest[:10]
    if day != when.latest[:10]:
        return None
    if "T" not in when.earliest or when.local is None:
        return day
    at = datetime.fromisoformat(when.earliest[:19])
    told = datetime.fromisoformat(f"{day}T{when.local}")
    return min((told + timedelta(days=days) for days in (0, -1, 1)), key=lambda one: abs(one - at)).date().isoformat()


def local_days(when: When) -> tuple[str, str]:
    """The first and the last day of a time where it happened, as ISO dates; in UTC where it may be several."""
    day = local_day(when)
    return (when.earliest[:10], when.latest[:10]) if day is None else (day, day)
