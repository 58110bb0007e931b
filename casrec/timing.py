"""Times told by their distance from another: "15 minutes later" counted from when the other was."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from casrec import dates
from casrec.records import When
from casrec.terms import DAY_KNOWN, TimePrecision

_DAY = 1440  # minutes


def distance(text: str) -> int | None:
    """The minutes by which the words of a time lie after another happening, negative before; None where they do not
    tell a time so."""
    return next((moment.delta for moment in dates.find(text) if moment.delta is not None), None)


def shifted(base: When, minutes: int, text: str = "") -> When:
    """The time so many minutes after ``base`` and as exact as that: a moved clock time is approximate.

    ``text`` are the words that tell the distance; they become those of the time.
    """
    words = " ".join(text.split())
    local = _clock(base.local, minutes)
    if base.earliest == base.latest and abs(minutes) < _DAY and ("T" in base.earliest or local is not None):
        moved = base.earliest
        if "T" in moved:
            at = datetime.fromisoformat(moved.replace("Z", "+00:00")) + timedelta(minutes=minutes)
            moved = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif base.local is not None:
            moved = (datetime.fromisoformat(f"{moved}T{base.local}") + timedelta(minutes=minutes)).date().isoformat()
        return When(
            earliest=moved, latest=moved, precision=TimePrecision.MINUTE, text=words, local=local, approximate=True
        )
    way = timedelta(days=round(minutes / _DAY))
    ends = [(date.fromisoformat(day[:10]) + way).isoformat() for day in (base.earliest, base.latest)]
    precision = TimePrecision.DAY if base.precision in DAY_KNOWN else base.precision
    return When(earliest=ends[0], latest=ends[1], precision=precision, text=words, approximate=base.approximate)


def _clock(local: str | None, minutes: int) -> str | None:
    """A clock time so many minutes later, past midnight too; None where there is none or days lie between."""
    if local is None or abs(minutes) >= _DAY:
        return None
    hour, minute = local.split(":")
    total = (int(hour) * 60 + int(minute) + minutes) % _DAY
    return f"{total // 60:02d}:{total % 60:02d}"
