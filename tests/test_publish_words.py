"""Readings in words: bounds stay open, times stay as exact as they were told, nothing of a report steers the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.publish import clock, words
from casrec.records import Figure, Source, When
from casrec.terms import Group, Harm, IncidentKind, Means, SourceType, TimePrecision


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (53, None, "53 or more"),
        (None, 16, "up to 16"),
        (40, 50, "40 to 50"),
        (1234, 1234, "1,234"),
        (0, 0, "none"),
        (0, None, "0 or more"),
        (None, None, "unknown"),
    ],
)
def test_bounds_say_what_is_open(low: int | None, high: int | None, said: str) -> None:
    assert words.bounds(low, high) == said


def test_bounds_in_a_sentence() -> None:
    assert words.told(53, None) == "at least 53"
    assert words.told(8, None) == "at least eight"
    assert words.told(None, 16) == "up to 16"
    assert words.told(8, 8) == "eight"
    assert words.bounds(50, 50, approximate=True) == "about 50"


@pytest.mark.parametrize(
    ("wording", "low", "high", "shown", "beside"),
    [
        ("More than 148", 149, None, "more than 148", None),
        ("fewer than 20", None, 19, "fewer than 20", None),
        ("At least 53", 53, None, "53 or more", None),
        ("another 48", 48, 48, "48", None),
        ("1,200", 1200, 1200, "1,200", None),
        ("scores", 40, None, "40 or more", "scores"),
        ("a dozen", 12, 12, "12", "a dozen"),
        ("no one", 0, 0, "none", "no one"),
    ],
)
def test_the_wording_stays_beside_a_reading_that_does_not_give_it_back(
    wording: str, low: int | None, high: int | None, shown: str, beside: str | None
) -> None:
    content = Figure(who="people", harm=Harm.KILLED, low=low, high=high, wording=wording)
    assert words.figure(content) == shown
    assert words.wording(content) == beside


@given(st.text(max_size=200))
def test_cleaned_text_is_one_line_without_control_or_direction_marks(text: str) -> None:
    shown = words.clean(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert words.clean(shown) == shown


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example.org/x",
        "https://",
        "https://a.example.org/\nx",
        "http://[broken",
        "file:///etc/passwd",
        "https://a.example.org/" + "a" * 3000,
    ],
)
def test_only_ordinary_web_addresses_are_linked(url: str | None) -> None:
    assert words.link(url) is None


def test_a_web_address_is_linked() -> None:
    assert words.link("https://a.example.org/x?y=1") == "https://a.example.org/x?y=1"


def test_names_take_their_article_in_a_sentence() -> None:
    assert words.named("Latakia News Agency") == "the Latakia News Agency"
    assert words.named("Syrian Observatory for Human Rights") == "the Syrian Observatory for Human Rights"
    assert words.named("Human Rights Watch") == "Human Rights Watch"
    assert words.named("the Kremlin") == "the Kremlin"
    assert words.named("a hospital director") == "a hospital director"


def test_a_source_names_who_passed_it_on() -> None:
    state = Source(
        text="state media", name="state media", type=SourceType.STATE_MEDIA, via=Source(text="BBC", name="BBC")
    )
    assert words.source(state) == "state media, via BBC"
    assert words.source(None) == "the outlet itself"


def test_series_and_plurals() -> None:
    assert words.series(["a"]) == "a"
    assert words.series(["a", "b", "c"]) == "a, b and c"
    assert words.plural(1, "report") == "one report"
    assert words.plural(12, "report") == "12 reports"
    assert words.kind(IncidentKind.BOMBING, several=True) == "Bombings"
    assert words.kind(IncidentKind.SHELLING, several=True) == "Shelling"
    assert words.kind(IncidentKind.EARTHQUAKE, several=True) == "Earthquake"
    assert words.kind(None) == "Incident"
    assert words.counted(1, 1, Group.CHILDREN) == "one child"
    assert words.counted(1, 1, Group.SOLDIERS) == "one soldier"
    assert words.counted(1, None, Group.PEOPLE) == "at least one person"
    assert words.counted(8, None, Group.POLICE) == "at least eight police officers"
    assert words.means(Means.GUN, several=False) == "shooting"


def _when(earliest: str, latest: str, precision: TimePrecision, local: str | None = None, about: bool = False) -> When:
    return When(earliest=earliest, latest=latest, precision=precision, local=local, approximate=about)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (None, "unknown"),
        (_when("1986-01-01", "1986-12-31", TimePrecision.YEAR), "1986"),
        (_when("2001-06-01", "2001-06-30", TimePrecision.MONTH), "June 2001"),
        (_when("2016-05-23", "2016-05-23", TimePrecision.DAY), "23 May 2016"),
        (_when("2016-05-20", "2016-05-23", TimePrecision.SPAN), "20 May 2016 to 23 May 2016"),
        (
            _when("2016-05-23T06:00:00Z", "2016-05-23T06:00:00Z", TimePrecision.MINUTE, "09:00", True),
            "23 May 2016, about 09:00 local time (06:00 UTC)",
        ),
        (_when("2016-05-23", "2016-05-23", TimePrecision.MINUTE, "09:00"), "23 May 2016, 09:00 local time"),
        (_when("2016-05-23T18:30:00Z", "2016-05-23T18:30:00Z", TimePrecision.MINUTE), "23 May 2016, 18:30 UTC"),
        (_when("someday", "someday", TimePrecision.DAY), "unknown"),
    ],
)
def test_times_are_as_exact_as_they_were_told(when: When | None, said: str) -> None:
    assert clock.when(when) == said


def test_stored_times_in_words() -> None:
    assert clock.spoken("2016-05-23T18:30:00Z") == "23 May 2016, 18:30 UTC"
    assert clock.spoken("2016-05-23T20:30:00+02:00") == "23 May 2016, 18:30 UTC"
    assert clock.spoken("2016-05") == "May 2016"
    assert clock.spoken("2016") == "2016"
    assert clock.spoken(None) == clock.spoken("yesterday") == "unknown"
    assert clock.short("2016-05-23") == "23 May"
    assert clock.short("2016-05-23T18:30:00Z") == "23 May 18:30"


def test_a_bare_day_lasts_to_its_end() -> None:
    day = clock.instant("2016-05-23", end=True)
    month, year = clock.instant("2016-02", end=True), clock.instant("2016", end=True)
    assert day is not None
    assert month is not None
    assert year is not None
    assert (day.hour, day.minute, month.day, year.month) == (23, 59, 29, 12)
    assert clock.instant("2016-13-40") is None
