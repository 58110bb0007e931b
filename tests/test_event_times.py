"""The day of a happening: which of the times of an opening is its own."""

from __future__ import annotations

import pytest

from casrec.days import local_day, local_days
from casrec.extract.claims import Grammar
from casrec.extract.summaries import summarise
from casrec.link.background import days
from casrec.link.incidents import common_time
from casrec.link.sites import site_time
from casrec.link.titles import title
from casrec.publish import clock
from casrec.records import Attack, Claim, Mention, Report, Span, When
from casrec.terms import IncidentKind, Means, MentionRole, TimePrecision


def day(text: str, published: str = "2016-05-12") -> str | None:
    """The day of what a report of Thursday 12 May 2016 is about."""
    claims = list(Grammar().extract(Report.make(name="case", text=text, published=published)))
    when = next(claim.mention.when for claim in claims if claim.mention.role is MentionRole.LEAD)
    return None if when is None else local_day(when)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police met reporters on Thursday about two men who were shot dead in Harwick on Tuesday night.",
            "2016-05-10",
        ),
        ("Harwick market reopened Wednesday. Two bombs killed nine people there on Monday.", "2016-05-09"),
        ("A man was charged with murder on Thursday. Ann Poole was shot dead in Harwick on Sunday.", "2016-05-08"),
        ("Posted: Thursday, May 12, 2016 9:15 AM\n\nA man was shot dead in Harwick early Wednesday.", "2016-05-11"),
        ("Tom Reed, born on 4 March 1990, was shot dead in Harwick on Tuesday.", "2016-05-10"),
        ("Three boys were hurt. They were shot in Harwick just before 9 p.m. Tuesday.", "2016-05-10"),
        ("Two remain in critical condition Thursday after a blast in Harwick on Monday killed nine.", "2016-05-09"),
        ("A bomb killed nine people in Harwick on Friday.", "2016-05-06"),
        ("Two died as police stormed a cafe in Harwick just before 2:30 a.m. Friday.", "2016-05-13"),
        ("Ann Poole died on Wednesday. She was shot in Harwick on Monday, police said.", "2016-05-09"),
        ("A bomb killed nine people in Brisbane early Friday, Australian police said.", "2016-05-13"),
    ],
)
def test_the_day_is_the_one_that_stands_with_what_happened(text: str, expected: str) -> None:
    """Not that of a page, a birth, a charge or a statement, nor one still to come."""
    assert day(text) == expected


def test_what_was_only_charged_or_said_dates_a_happening_where_nothing_else_does() -> None:
    assert day("A man was charged on Wednesday with the murder of Ann Poole in Harwick.") == "2016-05-11"


def test_an_instant_is_dated_by_the_clock_that_was_told() -> None:
    night = When("2017-10-02T05:07:00Z", "2017-10-02T05:07:00Z", TimePrecision.MINUTE, "10:07 p.m.", "22:07")
    assert local_day(night) == "2017-10-01"
    assert clock.when(night) == "1 October 2017, 22:07 local time (05:07 UTC)"
    assert title(IncidentKind.SHOOTING, (), night) == "Shooting, 1 October 2017"
    assert local_day(When("2017-10-01", "2017-10-03", TimePrecision.SPAN)) is None


def test_reports_vote_on_the_day_where_it_happened() -> None:
    night = When("2017-10-02T05:07:00Z", "2017-10-02T05:07:00Z", TimePrecision.MINUTE, "10:07 p.m.", "22:07")
    sunday = When("2017-10-01", "2017-10-01", TimePrecision.DAY, "Sunday")
    monday = When("2017-10-02", "2017-10-02", TimePrecision.DAY, "Monday")
    told = [Mention(f"m{at}", f"r{at}", MentionRole.LEAD, when=when) for at, when in enumerate((night, sunday, monday))]
    assert common_time(told) == night


def at(clock: str, text: str, precision: TimePrecision = TimePrecision.MINUTE) -> When:
    """A clock time of one day, as a report words it."""
    return When("2016-10-30", "2016-10-30", precision, text, clock, approximate=True)


def common(*times: When) -> str:
    """The time of an incident that reports tell of at these times, in their words."""
    found = common_time([Mention(f"m{n}", f"r{n}", MentionRole.LEAD, when=when) for n, when in enumerate(times)])
    assert found is not None
    return found.text


def test_the_hour_that_most_reports_tell_is_that_of_the_incident() -> None:
    five, party = at("05:00", "5 a.m.", TimePrecision.HOUR), at("00:00", "midnight")
    assert common(party, five, five) == "5 a.m."
    assert common(at("05:04", "5:04 a.m."), five, at("12:45", "12:45 p.m.")) == "5:04 a.m.", "the more exact"
    assert common(party, party, at("00:05", "12:05 a.m.")) == "12:05 a.m.", "after midnight is no clock"
    day = When("2016-10-30", "2016-10-30", TimePrecision.DAY, "Sunday")
    assert common(day, day, five) == "5 a.m."


def test_sites_and_days_recalled_are_compared_by_the_day_where_it_happened() -> None:
    night = When("2017-10-02T05:07:00Z", "2017-10-02T05:07:00Z", TimePrecision.MINUTE, "10:07 p.m.", "22:07")
    assert local_days(night) == ("2017-10-01", "2017-10-01")
    assert local_days(When("2017-10-01", "2017-10-03", TimePrecision.SPAN)) == ("2017-10-01", "2017-10-03")
    sunday = When("2017-10-01", "2017-10-01", TimePrecision.DAY, "Sunday")
    assert days(night) == days(sunday)
    told = Claim.make(
        report="r", mention=Mention("m", "r", MentionRole.LEAD, when=sunday), span=Span(0, 5, "shots"),
        as_of=night, content=Attack(Means.GUN, "shots"),
    )  # fmt: skip
    assert site_time(sunday, [told]) == night


def test_a_report_is_dated_in_a_line_by_the_day_where_it_happened() -> None:
    text = "Three people were shot dead at a bar in Los Angeles on Sunday at 10:07 p.m. (0507 GMT), police said."
    report = Report.make(name="r", text=text, published="2017-10-03")
    claims = list(Grammar().extract(report))
    assert claims[0].mention.when is not None
    assert claims[0].mention.when.earliest.startswith("2017-10-02T05:07")
    assert summarise(report, claims)["date"] == "2017-10-01"
