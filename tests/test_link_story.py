"""Tests for casrec.link.story: lines are spared the slow look, and no furniture is lost by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.lexicon import entries
from casrec.link.story import Repeats, line_keys, stories, story
from casrec.records import Report

# A line for each way in which a pattern of the lexicon can be matched.
FURNITURE = """
0:45 Bridge opens
NOW PLAYING: Bridge opens
Watch
Listen now
READ MORE
See also
Please enable JavaScript
Enable java script
Sign up for alerts
Subscribe today
Log in here
Login
Register at once
Hide transcript
Show caption
A verification e-mail is on its way
Your confirmation email
Check your email
Check your junk folder
It may be spam or junk
Resend it by e-mail
Push notifications are off
E-mail notification
Notification has been saved
Problem saving your notification
You must log in first
Forgot your password
Create an account
Already a subscriber
Already have an account
Three free articles this month
Free article remaining
Digital access
Delivered to your inbox
Get our newsletter, sign it
Newsletters for you: get one
This site makes use of cookies: accept
Privacy policy
Terms of use
Terms of service
All rights reserved
It may not be published, broadcast or sold
Copyright of the paper
© the paper
Follow us on Twitter
Like Harbour News on Facebook
Find me on Instagram
Related stories
More:harbour
Also read this
Share it
Advertisement
Sponsored
Trending
Most read
Most popular
Comments
Buy photo
Photo gallery
Image 3 of 9
Skip ad
Close window
Copy this code
Embed it
Playlist
Caption close
gallery_harbour
File photo
Sign in to your profile
Thank you for subscribing
Welcome back
Why are we asking
We look forward to seeing you
Visit us and sign in
You are leaving the site
Zip code: sign up
Zipcode is where it is delivered
The previous page is sending you on
Ad blocker found
Adblocke
Your browser has no support
""".strip().split("\n")


def story_lines(text: str) -> tuple[str, ...]:
    """The lines of a story."""
    report = Report(id="rep-1", name="one", text=text, title="A title")
    return stories([report])["rep-1"].lines


def test_every_pattern_has_its_lines() -> None:
    for pattern in entries("linking")["furniture"]:
        assert any(re.search(pattern, line, re.IGNORECASE) for line in FURNITURE), pattern


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_no_story(line: str) -> None:
    told = "Two people were hurt at the harbour."
    assert story_lines(f"{told}\n{line}\n{line.upper()}\n{told} Nobody died.") == (told, f"{told} Nobody died.")


def test_a_line_with_a_sign_alone_is_of_the_story() -> None:
    told = "She had seen the closed harbour, most of it; the mayor shared the log: nobody was hurt."
    assert story_lines(told) == (told,)


LINES = ("Harbour Courier", "HARBOUR COURIER!", "Two died.", "Two  died", "Share it", "A bridge opens", "", "The end.")
TITLES = (None, "A bridge opens", "Two died - Courier", "A bridge opens - Courier - Courier | News")


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(LINES), max_size=7), st.sampled_from(TITLES), st.sampled_from(["", "One"])),
        max_size=8,
    )
)
def test_what_was_read_once_is_not_read_anew(made: list[tuple[list[str], str | None, str]]) -> None:
    reports = [
        Report(id=f"rep-{at}", name=str(at), text="\n".join(lines), title=title, outlet=outlet or None)
        for at, (lines, title, outlet) in enumerate(made)
    ]
    repeats = Repeats()
    for report in reports:
        repeats.add(report)
    repeated = repeats.found()
    counts = [key for report in reports for key in line_keys(report)]
    assert repeated == {key for key in counts if counts.count(key) >= 3}
    marks = list(repeats.marks(repeated))
    assert [story(report, (), mine) for report, mine in zip(reports, marks, strict=True)] == [
        story(report, repeated) for report in reports
    ]
