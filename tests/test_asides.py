"""Attacks told beside the report's own."""

from __future__ import annotations

import pytest

from casrec.extract import asides
from casrec.extract.claims import Grammar
from casrec.extract.reading import Reading
from casrec.records import Report, Responsibility
from casrec.terms import MentionRole

OPENING = "Two bombs killed 40 people in Homs. The blasts hit a market. Shops were shut. Islamic State claimed them. "


def read(last: str) -> Reading:
    """A report of a bombing that ends with a sentence."""
    return Reading(Report.make(name="case", text=OPENING + last))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Residents attacked a camp outside the town following Monday's bombings.", True),
        ("Mobs burned two shops in revenge for the attacks.", True),
        ("Gunmen attacked the camp after dark.", False),
        ("Militants attacked a convoy after it left the base.", False),
    ],
)
def test_what_follows_the_reports_own(sentence: str, expected: bool) -> None:
    """Revenge for the report's own attack is another attack; a time of day or a journey is none."""
    reading = read(sentence)
    line = reading.lines[-1]
    assert asides.follows(reading, line.index, line.start) is expected


def test_the_opening_tells_the_reports_own() -> None:
    """A first sentence is about the report's own attack whatever that came after."""
    reading = Reading(Report.make(name="case", text="Jets bombed a town after the attacks on a base."))
    assert not asides.follows(reading, 0, 0)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The group has claimed responsibility for several deadly bombings in the region.", True),
        ("The rebels have carried out many attacks on convoys.", True),
        ("The group has claimed responsibility for the bombings.", False),
        ("The group has claimed both attacks.", False),
    ],
)
def test_many_attacks_over_time(sentence: str, expected: bool) -> None:
    """Many attacks that nothing points at are no claim of this one."""
    reading = read(sentence)
    assert asides.often(reading, reading.lines[-1].index) is expected


def test_the_aside_is_of_another_happening() -> None:
    """Who is told to have taken revenge is not among those accused of the report's own attack."""
    text = OPENING + "Reports said vigilantes attacked families in a camp following Monday's bombings."
    claims = list(Grammar().extract(Report.make(name="case", text=text)))
    told = {c.content.actor.name: c.mention.role for c in claims if isinstance(c.content, Responsibility)}
    assert told == {"Islamic State": MentionRole.LEAD, "vigilantes": MentionRole.BACKGROUND}
