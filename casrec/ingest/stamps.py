"""Dates and clock times as pages print them: "Mon May 23 2016", "UPDATED: 21:05 GMT, 14 May 2014", "1830 GMT".

``casrec.dates`` reads the time expressions of prose ("on Tuesday", "15 minutes later"). A stamp is another thing: it
is glued ("JUNE 6,2013 11:34PM"), short of words, and always means the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from casrec.records import When
from casrec.terms import TimePrecision

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Offsets from UTC in minutes of the zones that pages print. A name that means several zones is read as the news in
# English mostly means it (CST American, IST Indian).
_ZONES = {"gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "pkt": 300}
_ZONES |= {"ist": 330, "wib": 420, "hkt": 480, "sgt": 480, "jst": 540, "aest": 600, "aedt": 660, "est": -300}
_ZONES |= {"edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420}
# The four American names without S or D follow the summer time of the United States.
_AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
_ZONE_NAMES = "|".join(sorted({*_ZONES, *_AMERICAN}, key=lambda name: (-len(name), name)))

_MONTH = "(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_MONTH += "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE = re.compile(
    r"(?<![\w/])(?:"
    r"(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH.format('m2')}\b\.?(?:,? ?(?P<y2>(?:19|20)\d\d|\d\d(?!\d|[:.]\d)))?"
    rf"|{_MONTH.format('m3')}\b\.? ?(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)(?:, ?| )?(?P<y3>(?:19|20)\d\d)?"
    r"|(?P<n1>\d{1,2})/(?P<n2>\d{1,2})(?:/(?P<y4>(?:19|20)\d\d|\d\d))?(?![\d/])"
    r")",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:./$£€-])(?:"
    r"(?P<h12>1[0-2]|0?[1-9])(?:[:.](?P<m12>[0-5]\d)(?::[0-5]\d)?)?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<h24>2[0-3]|[01]?\d)[:.](?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\d/])"
    rf"|(?P<h4>2[0-3]|[01]\d)(?P<m4>[0-5]\d)(?=\s?(?:{_ZONE_NAMES})\b)"
    rf")(?:\s?\(?(?P<zone>{_ZONE_NAMES})\b\)?)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[|·•,;:()\[\]@–—-]+|\b(?:at|on)\b", re.IGNORECASE)
_MAIL_DATE = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, a clock time, or both, at text[start:end] of where it was found.

    ``days`` is there where the words give the year; two of them where 3/4/2016 may be read either way. ``month_days``
    is the same without the year. ``weekday`` is 0 for Monday. ``minutes`` is the clock time since midnight; ``zone``
    the name of its zone, None where not told.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    month_days: tuple[tuple[int, int], ...] = ()
    weekday: int | None = None
    minutes: int | None = None
    zone: str | None = None

    @property
    def day(self) -> date | None:
        """The day, where the words alone tell it."""
        return self.days[0] if len(self.days) == 1 else None

    @property
    def local(self) -> str | None:
        """The clock time as told, "18:30"."""
        return None if self.minutes is None else f"{self.minutes // 60:02}:{self.minutes % 60:02}"

    def on(self, anchor: date | None) -> date | None:
        """The day meant: as told, else the nearest to ``anchor`` that fits, else ``anchor`` itself."""
        if len(self.days) == 1 or anchor is None:
            return self.day
        years = (anchor.year, anchor.year - 1, anchor.year + 1)
        near = self.days or [d for pair in self.month_days for year in years if (d := _day(year, *pair))]
        if near:
            return min(near, key=lambda d: abs((d - anchor).days))
        if self.weekday is not None:
            ahead = (self.weekday - anchor.weekday()) % 7
            return _shift(anchor, ahead if ahead <= 3 else ahead - 7)
        return anchor


def find(text: str, start: int = 0, end: int | None = None) -> Stamp | None:
    """The first date and the first clock time of text[start:end] as one stamp; None where there is neither."""
    end = len(text) if end is None else end
    days: tuple[date, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    dated = None
    for match in _DATE.finditer(text, start, end):
        days, pairs = _readings(match)
        if days or pairs:
            dated = match
            break
    clock = _CLOCK.search(text, start, end)
    if clock and dated and dated.start() < clock.end() and clock.start() < dated.end():
        clock = _CLOCK.search(text, dated.end(), end)
    named = _WEEKDAY.search(text, start, end)
    pieces = [match for match in (dated, clock, named) if match]
    if not pieces or (named and len(pieces) == 1 and not named.group().lower().endswith("day")):
        return None
    return Stamp(
        start=min(match.start() for match in pieces),
        end=max(match.end() for match in pieces),
        days=days,
        month_days=pairs,
        weekday=_weekday(named.group()) if named else None,
        minutes=_minutes(clock) if clock else None,
        zone=clock["zone"].lower() if clock and clock["zone"] else None,
    )


def remainder(text: str) -> str:
    """``text`` without its dates, clock times, weekdays and the marks between them."""
    for pattern in (_CLOCK, _DATE, _WEEKDAY):
        text = pattern.sub(" ", text)
    return " ".join(_BETWEEN.sub(" ", text).split())


def when(stamp: Stamp, anchor: date | None, text: str) -> When | None:
    """The time a stamp means, in UTC where the zone is known; None where the day cannot be known."""
    day = stamp.on(anchor)
    if day is None:
        return None
    if stamp.minutes is None:
        return When(earliest=day.isoformat(), latest=day.isoformat(), precision=TimePrecision.DAY, text=text)
    point = instant(day, stamp.minutes, stamp.zone) or day.isoformat()
    return When(earliest=point, latest=point, precision=TimePrecision.MINUTE, text=text, local=stamp.local)


def instant(day: date, minutes: int, zone: str | None) -> str | None:
    """The UTC instant of a clock time in a zone; None where the zone is not known."""
    if zone is None:
        return None
    offset = _ZONES.get(zone)
    if offset is None:
        offset = _AMERICAN[zone] + (60 if _american_summer(day) else 0)
    try:
        moment = datetime.combine(day, time(minutes // 60, minutes % 60)) - timedelta(minutes=offset)
    except OverflowError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year > 999 else None


def iso(value: object) -> str | None:
    """A date as a metadata field gives it, as casrec keeps it: a day, or an instant in UTC. None where unreadable.

    ISO 8601, the form of mail and feeds, and printed dates with a year are read. A clock time without a zone is
    dropped, since the instant is not known.
    """
    text = str(value).strip()[:100] if isinstance(value, str | int) else ""
    try:
        moment = parsedate_to_datetime(text) if _MAIL_DATE.match(text) else datetime.fromisoformat(text)
        return _of_moment(moment, dated_only=len(text) <= 10)
    except (ValueError, IndexError, TypeError, OverflowError):
        pass
    found = find(text)
    if found is None or found.day is None:
        return None
    point = None if found.minutes is None else instant(found.day, found.minutes, found.zone)
    return point or found.day.isoformat()


def day_of(value: str | None) -> date | None:
    """The day of a kept time ("2016-05-23", "2016-05-23T18:30:00Z")."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _of_moment(moment: datetime, dated_only: bool) -> str | None:
    """A day, or an instant in UTC where the moment knows its zone."""
    if moment.year <= 999:
        return None
    if dated_only or moment.tzinfo is None:
        return moment.date().isoformat()
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None


def _readings(match: re.Match[str]) -> tuple[tuple[date, ...], tuple[tuple[int, int], ...]]:
    """The days, or the months and days without a year, that a match may mean; both empty where it is no date."""
    if match["n1"]:
        year, numbers = match["y4"], (int(match["n1"]), int(match["n2"]))
        pairs = tuple(dict.fromkeys((numbers, numbers[::-1])))
    else:
        word = match["m1"] or match["m2"] or match["m3"]
        month = int(word) if word.isdigit() else _month(word)
        pairs = ((month, int(match["d1"] or match["d2"] or match["d3"])),)
        year = match["y1"] or match["y2"] or match["y3"]
    if year is None:
        return (), tuple(pair for pair in pairs if _day(2000, *pair))
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 50 else 2000)
    return tuple(day for pair in pairs if (day := _day(full, *pair))), ()


def _month(name: str) -> int:
    """1 to 12 of a month's name or short form."""
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name[:3].lower()))


def _shift(day: date, days: int) -> date | None:
    """``day`` moved by ``days``; None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _minutes(match: re.Match[str]) -> int | None:
    """Minutes since midnight of a clock time; None for "1:30 ET", where American custom leaves out which half."""
    if match["h24"] and match["zone"] and len(match["zone"]) == 2 and int(match["h24"]) <= 12:
        return None
    if match["h12"]:
        hour = int(match["h12"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        return hour * 60 + int(match["m12"] or 0)
    return int(match["h24"] or match["h4"]) * 60 + int(match["m24"] or match["m4"])


def _weekday(name: str) -> int:
    """0 to 6 of a weekday's name or short form."""
    return next(i for i, day in enumerate(_WEEKDAYS) if day.startswith(name[:3].lower()))


def _american_summer(day: date) -> bool:
    """Whether the United States keep summer time: since 2007 from March's second Sunday to November's first."""
    if day.year >= 2007:
        return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 4, 1) <= day < _sunday(day.year, 10, 5)


def _sunday(year: int, month: int, which: int) -> date:
    """The first, second ... Sunday of a month; the last where it has no fifth."""
    first = date(year, month, 1)
    sunday = first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
    return sunday if sunday.month == month else sunday - timedelta(days=7)
