"""Dates and instants put in order and in words, always in UTC and never read from a clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from casrec.days import local_day
from casrec.records import When
from casrec.terms import TimePrecision

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not the C library's: its names change with the locale


def instant(text: str | None, *, end: bool = False) -> datetime | None:
    """An ISO date or instant as an instant; of a whole day (month, year) its first, or with ``end`` its last, second.

    None where there is no time or it cannot be read. A time without a zone is taken as UTC.
    """
    if not text:
        return None
    try:
        if not _DAY.match(text):
            found = datetime.fromisoformat(text.replace("Z", "+00:00"))
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        parts = [int(part) for part in text.split("-")]
        first = datetime(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1, tzinfo=UTC)
        return _last(first, len(parts)) if end else first
    except ValueError:
        return None


def _last(first: datetime, parts: int) -> datetime:
    """The last second of the year, month or day that begins at ``first``."""
    if parts == 1:
        after = first.replace(year=first.year + 1)
    elif parts == 2:
        after = (first + timedelta(days=32)).replace(day=1)
    else:
        after = first + timedelta(days=1)
    return after - timedelta(seconds=1)


def day(moment: datetime) -> str:
    """23 May 2016."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def spoken(text: str | None) -> str:
    """A stored date or instant in words: "23 May 2016", "23 May 2016, 18:30 UTC"; "unknown" where there is none."""
    moment = instant(text)
    if moment is None or text is None:
        return "unknown"
    if not _DAY.match(text):
        return f"{day(moment)}, {moment:%H:%M} UTC"
    parts = text.count("-")
    return day(moment) if parts == 2 else day(moment).split(" ", 2 - parts)[-1]


def short(text: str | None) -> str:
    """A stored date or instant for a narrow column: "23 May 18:30"; "unknown" where there is none."""
    moment = instant(text)
    if moment is None or text is None:
        return "unknown"
    name = f"{moment.day} {_MONTHS[moment.month - 1][:3]}"
    return name if _DAY.match(text) else f"{name} {moment:%H:%M}"


def when(value: When | None) -> str:
    """A time as exact as its words: "23 May 2016, about 09:00 local time (06:00 UTC)"."""
    if value is None:
        return "unknown"
    first, last = instant(value.earliest), instant(value.latest, end=True)
    if first is None or last is None:
        return value.text or "unknown"
    if value.precision is TimePrecision.YEAR:
        return str(first.year)
    if value.precision is TimePrecision.MONTH:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    exact = not _DAY.match(value.earliest)
    if first.date() != last.date() and not exact:
        return f"{day(first)} to {day(last)}"
    mine = instant(local_day(value)) or first
    return f"{day(mine)}, {time(value)}" if time(value) else day(mine)


def dated(value: When | None) -> str:
    """A time as the end of a sentence has it: "on 23 May 2016", "in 1986", "between 20 May 2016 and 23 May 2016"."""
    if value is None or when(value) == "unknown":
        return "at an unknown time"
    if value.precision in {TimePrecision.YEAR, TimePrecision.MONTH}:
        return f"in {when(value)}"
    said = when(value)
    return f"between {said.replace(' to ', ' and ')}" if " to " in said else f"on {said}"


def time(value: When) -> str:
    """The clock time of a When: "about 09:00 local time (06:00 UTC)"; nothing where none is told."""
    about = "about " if value.approximate else ""
    first = instant(value.earliest)
    exact = first is not None and not _DAY.match(value.earliest)
    if value.local and not (exact and first is not None and value.local == f"{first:%H:%M}"):
        return f"{about}{value.local} local time" + (f" ({first:%H:%M} UTC)" if exact else "")
    if exact and value.precision in {TimePrecision.MINUTE, TimePrecision.HOUR}:
        return f"{about}{first:%H:%M} UTC"
    return ""
