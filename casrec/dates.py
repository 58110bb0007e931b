"""Time expressions of news text, read against the day of publication and as exact as their words.

Regular expressions come first because a news text holds few forms and many sentences: on the development reports this
reads 40 times as fast as ``dateparser.search`` and, unlike it and ``dateutil``, knows news custom (a bare weekday is
the nearest one past), two ends of a span, and what is no date at all ("May", "March", "2000 people").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from casrec.dateplaces import openings
from casrec.lexicon import entries

# How exactly a time is known, in the words of ``terms.TimePrecision``.
MINUTE, HOUR, PART_OF_DAY, DAY, WEEK, MONTH, YEAR, SPAN = "minute hour part_of_day day week month year span".split()


@dataclass(frozen=True, slots=True)
class _Forms:
    """The lexicon of dates, compiled."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: dict[str, float]
    zones: dict[str, int]
    names: tuple[str, ...]
    scan: re.Pattern[str]
    hint: re.Pattern[str]
    glue: re.Pattern[str]
    relation: re.Pattern[str]
    about: re.Pattern[str]
    year_lead: re.Pattern[str]
    year_count: re.Pattern[str]
    ahead: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    """The lexicon of dates, read once at first use."""
    data: dict[str, Any] = entries("dates")
    atoms = dict(data["atoms"])
    for name, pattern in data["words"].items():
        atoms = {form: atom.replace(f"~{name}~", pattern) for form, atom in atoms.items()}

    def compiled(name: str) -> re.Pattern[str]:
        return re.compile(data[name], re.IGNORECASE)

    return _Forms(
        months=tuple(data["months"]),
        weekdays=tuple(data["weekdays"]),
        numbers=data["numbers"],
        zones=data["zones"],
        names=tuple(atoms),
        # Every form begins with a word or with a digit: nowhere else are fourteen forms tried in turn.
        scan=re.compile(
            rf"(?:\b(?=[0-9a-z])|(?=\d))(?:{'|'.join(f'(?P<k_{form}>{atom})' for form, atom in atoms.items())})",
            re.IGNORECASE,
        ),
        **{name: compiled(name) for name in "hint glue relation about year_lead year_count ahead".split()},
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """One time expression. ``start`` and ``end`` are offsets into the text it was found in.

    ``first`` and ``last`` are the days that bound it, both inclusive; None where the words alone, or a missing anchor,
    do not tell. ``clock`` is the clock time as told, "09:00"; ``utc`` the same in UTC where a zone is given.
    ``relation`` is the word that ties it to what happened ("since", "until", "by", "before", "after"). ``delta`` is
    the distance from another event ("15 minutes later"), in minutes, negative for earlier. ``form`` names the atoms
    read. ``habit`` marks plural weekdays ("on Fridays").
    """

    start: int
    end: int
    text: str
    form: str
    precision: str
    first: date | None = None
    last: date | None = None
    clock: str | None = None
    utc: str | None = None
    relation: str = ""
    delta: int | None = None
    approximate: bool = False
    part: str = ""
    habit: bool = False


def find(text: str, start: int = 0, end: int | None = None, anchor: date | None = None) -> list[Moment]:
    """The time expressions of text[start:end], in order, resolved against ``anchor``, the day of publication."""
    end = len(text) if end is None else end
    forms = _forms()
    atoms: list[Moment] = []
    at = start
    places = openings(text, start, end)
    while (match := _next(forms, text, at, end, places)) is not None:
        atom = _atom(match, text, anchor)
        if atom is None:
            at = match.start() + max(1, len(match.group().split(" ")[0].split("-")[0]))
        else:
            atoms.append(atom)
            at = atom.end
    return [_finish(text, moment, start) for moment in _join(text, atoms, anchor)]


def _next(forms: _Forms, text: str, at: int, end: int, places: Iterator[int] | None) -> re.Match[str] | None:
    """The next match of the scanner from ``at`` on: at one of the ``places``, which are used up, or at any."""
    if places is None:
        found = forms.scan.search(text, at, end)
    else:
        tried = (forms.scan.match(text, place, end) for place in places if place >= at)
        found = next((match for match in tried if match is not None), None)
    if found is None or forms.hint.search(found.group()) or forms.hint.search(text, at, end):
        return found
    return None  # "in Sept." alone: a short month is none where no time is told from there on


@lru_cache(maxsize=1)
def calendar() -> frozenset[str]:
    """The names of months and weekdays, folded."""
    return frozenset((*_forms().months, *_forms().weekdays))


def month_number(word: str) -> int:
    """1 to 12 of a month's name or its short form; 0 where it is none."""
    short = word[:3].lower()
    return next((n for n, name in enumerate(_forms().months, 1) if name.startswith(short)), 0)


def _atom(match: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    """The moment of one match of the scanner, or None where its words are no time after all."""
    form = next(name for name in _forms().names if match.group(f"k_{name}") is not None)
    reading = _READERS[form](match, text, anchor)
    if reading is None:
        return None
    end = reading.end or match.end()
    return replace(reading, start=match.start(), end=end, text=text[match.start() : end], form=form)


def _moment(precision: str, first: date | None, last: date | None = None, **more: Any) -> Moment:
    """A moment without its place in the text yet."""
    return Moment(0, 0, "", "", precision, first, last if last is not None else first, **more)


def _day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _recent(anchor: date | None, month: int, day: int) -> date | None:
    """The year-less date nearest to the anchor: past, or at most 60 days ahead (reports announce trials and feasts)."""
    if anchor is None:
        return None
    found = [_day(anchor.year + step, month, day) for step in (-1, 0, 1)]
    near = [d for d in found if d is not None and (d - anchor).days <= 60]
    return max(near) if near else None


def _iso(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    day = _day(int(m["iy"]), int(m["im"]), int(m["id"]))
    if day is None:
        return None
    clock = f"{m['ih']}:{m['imin']}" if m["ih"] else None
    return _moment(MINUTE if clock else DAY, day, clock=clock, utc=clock if m["iz"] else None)


def _dmy(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    two = m["d2"] if m["d2"] and m["dm"].isupper() else None
    year = m["dy"] or (f"19{two}" if two and int(two) > 49 else f"20{two}" if two else None)
    if m["d2"] and two is None:  # "on 5 May 30 people": the second number is no year
        alone = _dated(int(m["dd"]), m["dm"], None, anchor)
        return None if alone is None else replace(alone, end=m.end("dm"))
    return _dated(int(m["dd"]), m["dm"], year, anchor)


def _mdy(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    before, after = text[max(0, m.start() - 4) : m.start()].lower(), text[m.end() : m.end() + 12]
    if m["my"] is None and before.endswith("in ") and re.match(r" [a-z]", after):
        return None  # "in May 12 people were killed": a month and a count
    if m["mm"].islower() and m["mm"] in {"may", "march", "mar", "dec", "sep"}:
        return None
    return _dated(int(m["md"]), m["mm"], m["my"], anchor)


def _dated(day: int, month: str, year: str | None, anchor: date | None) -> Moment | None:
    """The moment of a day and month, its year given or taken from the anchor."""
    number = month_number(month)
    if year is not None:
        found = _day(int(year), number, day)
        return None if found is None else _moment(DAY, found)
    if _day(2000, number, day) is None:
        return None
    return _moment(DAY, _recent(anchor, number, day))


def _slash(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    first, second, year = int(m["s1"]), int(m["s2"]), int(m["s3"])
    year += 0 if year > 99 else 1900 if year > 49 else 2000
    day = _day(year, first, second) or _day(year, second, first)
    return None if day is None else _moment(DAY, day)


def _month(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    word, number = m["mo"], month_number(m["mo"])
    lead = (m["mp"] or "").lower()
    if not m["moy"] and lead != "in" and re.match(r" \d{1,2}(?!\d|,\d{3})", text[m.end() : m.end() + 8]):
        return None  # "since February 27": a day, which its own pattern reads
    if len(word.rstrip(".")) < 4 and word.lower() != "may" and not (m["moy"] or (lead and word.isupper())):
        return None
    if not m["moy"] and (word.islower() or (not lead and not m["mp2"] and word.lower() in {"may", "march", "august"})):
        return None
    if word.lower() in {"march", "may"} and word.islower():
        return None
    year = int(m["moy"]) if m["moy"] else None
    if year is None and anchor is not None:
        if lead == "next":
            year = anchor.year + (number <= anchor.month)
        elif lead == "last":
            year = anchor.year - (number >= anchor.month)
        else:
            year = anchor.year - (number > anchor.month)
    if year is None:
        return _moment(MONTH, None)
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    quarter = (m["mp2"] or (lead if lead in {"early", "late", "mid"} else "")).lower()
    if quarter:
        low, high = {"early": (1, 10), "mid": (10, 20), "late": (20, last.day)}[quarter]
        first, last = first.replace(day=low), first.replace(day=high)
    return _moment(MONTH, first, last)


def _weekday(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    lead = (m["wp"] or "").lower()
    habit = m["ws"] is not None
    part = lead if lead in {"early", "late"} else ""
    if anchor is None or habit:
        return _moment(DAY, None, habit=habit, part=part)
    back = (anchor.weekday() - _forms().weekdays.index(m["wd"].lower())) % 7
    ahead = lead in {"next", "the following"} or bool(_forms().ahead.search(text[max(0, m.start() - 80) : m.start()]))
    if ahead and back:
        return _moment(DAY, anchor + timedelta(days=7 - back), part=part)
    if back == 6 and lead != "last":  # "Thursday" in a report of Wednesday: written past midnight, or elsewhere
        back = -1
    if lead == "last" and back < 2:  # nobody writes "last Tuesday" of today or yesterday
        back += 7
    return _moment(DAY, anchor - timedelta(days=back), part=part)


def _deictic(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    word = (m["day"] or "").lower()
    if word:
        if word == "overnight":
            return _moment(PART_OF_DAY, _shift(anchor, -1), anchor, part="night")
        shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}.get(word, -2)
        part = "night" if word == "tonight" else ""
        return _moment(PART_OF_DAY if part else DAY, _shift(anchor, shift), part=part)
    lead, part = (m["tp"] or m["dbefore"]).lower(), (m["tpart"] or "day").lower()
    if m["dbefore"] or lead not in {"this", "last"}:
        delta = {"the previous": -1440, "the day before": -1440, "the same": 0, "that": 0}.get(lead, 1440)
        return _moment(DAY, None, delta=delta, part="" if part == "day" else part)
    if part == "day":
        return None
    return _moment(PART_OF_DAY, _shift(anchor, 0 if lead == "this" else -1), part=part)


def _shift(anchor: date | None, days: int) -> date | None:
    """The anchor moved by days; None stays None."""
    return None if anchor is None else anchor + timedelta(days=days)


_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43830, "year": 525960, "decade": 5259600}
_UNIT_PRECISION = {"minute": MINUTE, "hour": HOUR, "day": DAY, "week": WEEK, "month": MONTH}


def _number(words: str) -> float | None:
    """The number of a counting word; None for "few", "several" and their like."""
    words = words.lower()
    return int(words) if words.isdigit() else _forms().numbers.get(words)


def _ago(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    unit = m["au"].lower().rstrip("s")
    number = _number(m["an"])
    precision = _UNIT_PRECISION.get(unit, YEAR)
    side = m["ad"].lower()
    vague = bool(m["aq"]) or number is None
    minutes = round(_MINUTES[unit] * (number if number else 3 if number is None else 0)) or 30
    if side == "into":
        return None
    if side != "ago":
        sign = 1 if side.startswith(("later", "after")) else -1
        return _moment(precision, None, delta=sign * minutes, approximate=vague)
    if anchor is None:
        return _moment(precision, None, approximate=vague)
    middle = anchor - timedelta(minutes=minutes)
    slack = timedelta(days={"week": 3, "month": 15, "year": 183, "decade": 1826}.get(unit, 0) * (2 if vague else 1))
    return _moment(precision, middle - slack, min(anchor, middle + slack), approximate=vague or bool(slack))


def _period(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    lead, unit = m["pp"].lower().removeprefix("the "), m["pu"].lower()
    single = unit.rstrip("s")
    precision = SPAN if m["pn"] or unit != single else _UNIT_PRECISION.get(single, YEAR)
    if single in {"minute", "hour"} and lead not in {"past", "last"}:
        return None
    if lead == "past" and unit == single and not m["pn"] and not m["pp"].lower().startswith("the"):
        return None  # "drove past year-old wrecks"
    if anchor is None:
        return _moment(precision, None)
    if m["pn"] or unit != single or lead in {"past", "recent"}:
        number = _number(m["pn"] or "one") if unit == single or m["pn"] else None
        back = timedelta(minutes=_MINUTES.get(single, 43830) * (3 if number is None else number))
        return _moment(SPAN, anchor - back, anchor, approximate=True)
    return _calendar(lead, single, (m["pq"] or "").lower(), anchor, precision)


def _calendar(lead: str, unit: str, quarter: str, anchor: date, precision: str) -> Moment | None:
    """The day, week, month, season or year that "this", "last" or "next" names."""
    step = {"this": 0, "last": -1, "previous": -1}.get(lead, 1)
    if unit == "day":
        return _moment(DAY, None, delta=step * 1440)
    if unit in {"week", "weekend"}:
        first = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        if unit == "weekend":
            saturday = first + timedelta(days=5)
            if saturday > anchor and step <= 0:
                saturday -= timedelta(weeks=1 if step == 0 else 0)
            return _moment(SPAN, saturday, saturday + timedelta(days=1))
        last = first + timedelta(days=6)
    elif unit == "month":
        total = anchor.year * 12 + anchor.month - 1 + step
        first = date(total // 12, total % 12 + 1, 1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
    elif unit in {"year", "decade"}:
        first, last = date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    else:
        middle = {"winter": 1, "spring": 4, "summer": 7}.get(unit, 10)
        year = anchor.year + (step if step >= 0 and middle >= anchor.month else -(middle > anchor.month))
        first, last = date(year, max(1, middle - 1), 1), date(year, middle + 1, 28)
        return _moment(SPAN, first, last, approximate=True)
    if step == 0 and quarter != "later":
        last = min(last, anchor)
    if quarter == "late" and unit == "year":
        first = first.replace(month=9)
    if quarter == "early" and unit == "year":
        last = last.replace(month=4, day=30)
    return _moment(precision, first, last)


def _decade(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    year = int(m["dec"])
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get((m["decq"] or "").lower(), (0, 9))
    return _moment(SPAN, date(year + low, 1, 1), date(year + high, 12, 31))


def _years(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    first, second = int(m["y1"]), m["y2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return None if last <= first else _moment(SPAN, date(first, 1, 1), date(last, 12, 31))


def _year(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    before = text[max(0, m.start() - 14) : m.start()]
    if not _forms().year_lead.search(before) or _forms().year_count.match(text, m.end(), m.end() + 20):
        return None
    year, quarter = int(m["y"]), re.search(r"\b(early|late|mid)[ -]\Z", before, re.IGNORECASE)
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(quarter[1].lower() if quarter else "", (1, 12))
    last = date(year, high, monthrange(year, high)[1])
    return _moment(SPAN if quarter else YEAR, date(year, low, 1), last, approximate=quarter is not None)


def _clock(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    if m["word"]:
        hour, minute = (0 if m["word"].lower() == "midnight" else 12), 0
    else:
        hour = int(m["h"] or m["h24"] or m["h4"])
        minute = int(m["mi"] or m["m24"] or m["m4"] or 0)
    if m["ap"]:
        if not 1 <= hour <= 12 or minute > 59:
            return None
        hour = hour % 12 + (12 if m["ap"].lower().startswith("p") else 0)
    told = f"{hour:02d}:{minute:02d}"
    exact = HOUR if m["h"] and not m["mi"] else MINUTE
    zone = _forms().zones.get((m["z"] or "").lower()) if m["z"] else None
    return Moment(0, 0, "", "", exact, clock=told, utc=None if zone is None else _to_utc(told, zone))


def _to_utc(told: str, zone: int) -> str:
    """A clock time of a zone as UTC, with the days it moves by ("+1" or "-1") where it crosses midnight."""
    hour, minute = told.split(":")
    total = int(hour) * 60 + int(minute) - zone
    days, rest = divmod(total, 1440)
    return f"{rest // 60:02d}:{rest % 60:02d}" + (f"{days:+d}" if days else "")


def _part(m: re.Match[str], text: str, anchor: date | None) -> Moment | None:
    return Moment(0, 0, "", "", PART_OF_DAY, part=m["part"].lower())


_READERS = {
    "iso": _iso,
    "dmy": _dmy,
    "mdy": _mdy,
    "slash": _slash,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "ago": _ago,
    "period": _period,
    "decade": _decade,
    "years": _years,
    "year": _year,
    "clock": _clock,
    "part": _part,
}
_DAYISH = {"iso", "dmy", "mdy", "slash", "weekday", "deictic", "month"}


def _join(text: str, atoms: list[Moment], anchor: date | None) -> list[Moment]:
    """Neighbouring atoms that tell one time, as one: "at 9 am (0600 GMT) on Monday, May 23"."""
    joined: list[Moment] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        if last is not None and atom.start - last.end <= 24 and _forms().glue.match(text[last.end : atom.start]):
            both = _both(last, atom)
            if both is not None:
                opened = "(" in text[last.end : atom.start] and text[both.end : both.end + 1] == ")"
                end = both.end + opened
                joined[-1] = replace(both, end=end, text=text[both.start : end])
                continue
        joined.append(atom)
    return joined


def _both(left: Moment, right: Moment) -> Moment | None:
    """One moment of two that stand side by side, or None where they are two times."""
    forms = f"{left.form}+{right.form}"
    span: dict[str, Any] = {"start": left.start, "end": right.end, "form": forms}
    days = [m for m in (left, right) if _DAYISH & set(m.form.split("+"))]
    if len(days) == 2:
        return _one_day(left, right, span)
    if left.clock and right.clock and not days:
        if left.utc is None and right.utc is not None:  # local time first, then GMT
            return replace(left, utc=right.utc, **span)
        return replace(left, clock=right.clock, **span) if right.utc is None and left.utc else None
    if left.form == "ago" and right.text.lower() == "today":
        return replace(left, **span)
    if left.delta is not None or (right.delta is not None and not (left.clock or left.part)):
        return None
    if days and left is days[0]:
        if left.clock and right.clock:
            return replace(left, utc=left.utc or right.utc, **span) if right.utc and not left.utc else None
        return _timed(left, right, span) if right.form in {"clock", "part"} else None
    if days and set(left.form.split("+")) <= {"clock", "part"}:
        return _timed(right, left, span)
    if {left.form, right.form} == {"clock", "part"}:
        clock = left if left.clock else right
        return replace(clock, part=left.part or right.part, **span)
    return None


def _timed(day: Moment, time: Moment, span: dict[str, Any]) -> Moment | None:
    """A day with the clock or part of day beside it."""
    if day.precision not in {DAY, PART_OF_DAY} or (day.clock and time.clock):
        return None
    precision = time.precision if time.clock else PART_OF_DAY if not day.clock else day.precision
    part = " ".join(word for word in (day.part, time.part) if word)
    utc = day.utc or time.utc
    return replace(day, precision=precision, clock=day.clock or time.clock, utc=utc, part=part, **span)


def _one_day(left: Moment, right: Moment, span: dict[str, Any]) -> Moment | None:
    """A weekday and a date side by side: the date rules. Two other days are two times."""
    weekday, dated = (left, right) if "weekday" in left.form else (right, left)
    if "weekday" not in weekday.form or not {"dmy", "mdy", "slash", "iso"} & set(dated.form.split("+")):
        return None
    clock, utc = weekday.clock or dated.clock, weekday.utc or dated.utc
    precision = dated.precision if not weekday.clock else weekday.precision
    return replace(dated, clock=clock, utc=utc, precision=precision, part=weekday.part or dated.part, **span)


def _finish(text: str, moment: Moment, start: int) -> Moment:
    """The moment with the words just before it taken in: "since", "about"."""
    before = text[max(start, moment.start - 40) : moment.start]
    relation = _forms().relation.search(before)
    word = relation["r"].lower() if relation else moment.text.split(" ")[0].lower()
    word = word if relation or word in {"since", "until", "by", "from"} else ""
    near = _forms().about.search(before)
    return replace(moment, relation=word, approximate=moment.approximate or near is not None)
