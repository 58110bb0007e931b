"""Live blogs as dated updates: one line of tests/cases/ingest_updates.jsonl is one case."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casrec.ingest import stamps
from casrec.ingest.passages import divide
from casrec.terms import PassageKind, TimePrecision

FILE = Path(__file__).parent / "cases/ingest_updates.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    divided = divide(case["text"], published=case["published"] or None)
    updates = [p for p in divided.passages if p.kind is PassageKind.UPDATE]
    assert [p.time.earliest if p.time else None for p in updates] == case["times"]
    assert divided.updated == case["updated"]


def test_an_update_keeps_the_clock_time_as_told() -> None:
    (update,) = divide("Updated at 3:35 p.m. ET: Police count nine dead.", published="2016-05-23").passages
    assert update.time is not None
    assert update.time.local == "15:35"
    assert update.time.text == "3:35 p.m. ET"
    assert update.time.precision is TimePrecision.MINUTE


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("2016-05-23", "2016-05-23"),
        ("2016-05-23T18:30:00+02:00", "2016-05-23T16:30:00Z"),
        ("2016-05-23 18:30", "2016-05-23"),  # no zone: the instant is not known
        ("Mon, 23 May 2016 18:30:00 GMT", "2016-05-23T18:30:00Z"),
        ("May 23, 2016 6:30 pm ET", "2016-05-23T22:30:00Z"),
        ("JUNE 6,2013 11:34PM", "2013-06-06"),
        ("3 JAN 90", "1990-01-03"),
        ("23/5/2016", "2016-05-23"),
        ("3/4/2016", None),  # two days are meant by it
        ("31 February 2016", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:00-12:00", None),
        ("", None),
        (None, None),
        (["2016-05-23"], None),
    ],
)
def test_dates_of_metadata(printed: object, kept: str | None) -> None:
    assert stamps.iso(printed) == kept


@pytest.mark.parametrize(
    ("day", "zone", "utc"),
    [
        ("2016-03-12", "et", "2016-03-12T17:00:00Z"),  # the day before summer time
        ("2016-03-13", "et", "2016-03-13T16:00:00Z"),
        ("2016-11-05", "pt", "2016-11-05T19:00:00Z"),
        ("2016-11-06", "pt", "2016-11-06T20:00:00Z"),
        ("2005-04-03", "ct", "2005-04-03T17:00:00Z"),  # the older rule: April to October
        ("2005-10-30", "ct", "2005-10-30T18:00:00Z"),
        ("2016-05-23", "aest", "2016-05-23T02:00:00Z"),
    ],
)
def test_zones(day: str, zone: str, utc: str) -> None:
    assert stamps.instant(date.fromisoformat(day), 12 * 60, zone) == utc


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (["PUBLISHED: 03:40 GMT, 14 May 2014 | UPDATED: 21:05 GMT, 14 May 2014"], "2014-05-14T03:40:00Z", "21:05"),
        (["Posted: Oct. 6, 2014 5:25 pm Updated: Oct. 7, 2014 6:52 pm"], "2014-10-06", "2014-10-07"),
        (["Ferry blast kills nine Posted: Tuesday, February 10, 2015 2:50 PM EST"], "2015-02-10T19:50:00Z", None),
        (["Mon May 23 2016"], "2016-05-23", None),
        (
            ["The law was updated on May 3, 2016, and nine ministers signed it in the old port hall that night."],
            None,
            None,
        ),
        (["PORT ELLERY (WESTMARK), 3 JAN 90 (AGENCY) -- [TEXT] A VAN BLEW UP."], "1990-01-03", None),
        (["LA PAZ, May 3 (Agency) - A van blew up."], None, None),
    ],
)
def test_dates_a_page_prints_of_itself(lines: list[str], published: str | None, updated: str | None) -> None:
    divided = divide(
        "\n".join([*lines, "Nine people were killed by a van that blew up.", "Nobody has said who did it."])
    )
    assert divided.published == published
    assert (divided.updated is None) if updated is None else updated in (divided.updated or "")
