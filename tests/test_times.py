"""Times of happenings and of their sites: clocks, distances from another time, and what follows the main happening."""

from __future__ import annotations

import pytest

from casrec.extract.claims import Grammar
from casrec.link import link
from casrec.records import Attack, Claim, Report, When
from casrec.terms import MentionRole, TimePrecision
from casrec.timing import distance, shifted

NINE = When(
    earliest="2017-02-06T06:00:00Z", latest="2017-02-06T06:00:00Z", precision=TimePrecision.MINUTE, local="09:00"
)


def report(text: str, name: str = "one") -> Report:
    return Report.make(name=name, text=text, outlet=name, published="2017-02-06")


def claims(text: str) -> list[Claim]:
    return list(Grammar().extract(report(text)))


def event_clock(text: str) -> str | None:
    leads = [c.mention.when for c in claims(text) if c.mention.role is MentionRole.LEAD]
    return leads[0].local if leads and leads[0] is not None else None


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("Approximately 15 minutes after", 15),
        ("a quarter of an hour later", 15),
        ("half an hour later", 30),
        ("two hours earlier", -120),
        ("9:00 am local time", None),
        ("", None),
    ],
)
def test_words_tell_how_far_a_time_is_from_another(words: str, minutes: int | None) -> None:
    assert distance(words) == minutes


def test_a_moved_clock_time_is_approximate_and_keeps_both_clocks() -> None:
    later = shifted(NINE, 15, "15 minutes later")
    assert (later.earliest, later.local, later.approximate) == ("2017-02-06T06:15:00Z", "09:15", True)
    late = shifted(When(earliest="2017-02-06", latest="2017-02-06", precision=TimePrecision.MINUTE, local="23:50"), 20)
    assert (late.earliest, late.local) == ("2017-02-07", "00:10")


def test_days_later_tell_no_clock_time() -> None:
    later = shifted(NINE, 2 * 1440, "two days later")
    assert (later.earliest, later.latest, later.local) == ("2017-02-08", "2017-02-08", None)
    assert later.precision is TimePrecision.DAY


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 20 minutes after the blasts in Idlib, the explosions reached Latakia.",
        "Some 20 minutes later four explosions shook Latakia.",
    ],
)
def test_a_later_site_has_its_own_time(sentence: str) -> None:
    text = (
        "Bombs killed 14 people in Idlib and 9 in Latakia in Syria on Monday, doctors said.\n\n"
        f"The first three explosions hit a market in Idlib at 9:00 am local time (0600 GMT).\n\n{sentence}\n"
    )
    held = report(text)
    found = link([held], Grammar().extract(held)).incidents
    times = {one.places[0].text: one.when for one in found if one.parent is not None}
    assert times["Idlib"] is not None
    assert times["Latakia"] is not None
    assert (times["Idlib"].local, times["Idlib"].earliest) == ("09:00", "2017-02-06T06:00:00Z")
    assert (times["Latakia"].local, times["Latakia"].earliest) == ("09:20", "2017-02-06T06:20:00Z")
    assert times["Latakia"].approximate
    assert not times["Idlib"].approximate


def test_a_site_takes_the_distance_one_report_tells_from_the_clock_that_another_tells() -> None:
    one = report("Bombs killed 14 people in Idlib and 9 in Latakia in Syria on Monday, doctors said.\n\n"
                 "The first blasts hit Idlib at 9:00 am (0600 GMT).\n", "one")  # fmt: skip
    two = report("Bombs killed 14 people in Idlib and 9 in Latakia in Syria on Monday, doctors said.\n\n"
                 "About 20 minutes after the Idlib blasts, two explosions hit Latakia.\n", "two")  # fmt: skip
    found = link([one, two], [c for each in (one, two) for c in Grammar().extract(each)]).incidents
    times = {each.places[0].text: each.when for each in found if each.parent is not None}
    assert times["Latakia"] is not None
    assert times["Latakia"].local == "09:20"


def test_an_attack_with_a_distance_is_told_though_nothing_is_counted() -> None:
    found = claims("A bomb hit Idlib in Syria on Monday. Ten minutes later the explosions reached Latakia.")
    assert any(isinstance(c.content, Attack) and c.span.quote == "explosions" for c in found)
    none = claims("A bomb hit Idlib in Syria on Monday. The explosions reached a peak of noise.")
    assert not any(isinstance(c.content, Attack) and c.span.quote == "explosions" for c in none)


@pytest.mark.parametrize(
    "sentence",
    [
        "An aftershock of magnitude 5.1 hit Amatrice at 11:05 am and killed a nurse.",
        "Another earthquake struck Amatrice at 11:05 am.",
    ],
)
def test_what_came_after_the_main_happening_does_not_tell_its_time(sentence: str) -> None:
    start = "An earthquake killed 40 people in Amatrice, Italy, on Monday, officials said.\n\n"
    assert event_clock(start + sentence) is None
    assert event_clock(f"{start}The quake struck at 3:36 am. {sentence}") == "03:36"
