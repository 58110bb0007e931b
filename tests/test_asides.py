"""Attacks told beside the report's own."""

from __future__ import annotations

import pytest

from casrec.extract import attacks
from casrec.extract.claims import Grammar
from casrec.extract.happenings import asides
from casrec.extract.reading import Reading
from casrec.records import Attack, Report, Responsibility
from casrec.terms import MentionRole, Scope

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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He left his village after the army's invasion of the valley in 1987.", True),
        ("He left his village after the army's invasion of the valley in 2015.", False),
        ("He left his village after the army's invasion of the valley.", False),
        ("The army's invasion, which ended a truce agreed in 1987, went on.", False),
    ],
)
def test_a_deed_of_an_earlier_year_is_another(sentence: str, expected: bool) -> None:
    """A deed that its own clause dates years back is not what the report is about."""
    reading = Reading(Report.make(name="case", published="2016-05-23", text=OPENING + sentence))
    line = reading.lines[-1]
    assert asides.long_ago(reading, line.index, reading.text.index("invasion")) is expected


def test_without_a_date_a_report_is_of_the_latest_year_it_names() -> None:
    """An undated report of 2016 that names its year recalls 1987; one that names no other year does not."""
    told = "He left after the army's invasion in 1987."
    for text, expected in ((OPENING + "It was the worst day of 2016. " + told, True), (OPENING + told, False)):
        reading = Reading(Report.make(name="case", text=text))
        assert asides.long_ago(reading, reading.lines[-1].index, text.index("invasion")) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The group called the blasts revenge for air strikes by the government.", True),
        ("They said they had avenged the strikes on their valley.", True),
        ("In retaliation for the blasts, strikes by the government hit a village.", False),
        ("Residents spoke of strikes by the government.", False),
    ],
)
def test_what_an_attack_was_revenge_for_is_another(sentence: str, expected: bool) -> None:
    """The deed avenged is no part of the attack; the deed done in revenge is told on its own."""
    reading = read(sentence)
    line = reading.lines[-1]
    assert asides.avenged(reading, line.index, reading.text.rindex("strikes")) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The town had endured a spate of arson attacks.", True),
        ("It was the latest in a series of bombings.", True),
        ("Four deadly attacks in six months have emptied the hotels.", True),
        ("There have been nine bombings this year.", True),
        ("Four bombings within ten minutes emptied the hotels.", False),
        ("A series of bombings shook the harbour.", False),
    ],
)
def test_attacks_made_over_time_are_not_the_reports_own(sentence: str, expected: bool) -> None:
    """What is counted over weeks or years holds the report's own attack at most once."""
    reading = read(sentence)
    last = reading.lines[-1].index
    counted = next(found for found in attacks.find(reading) if found.line == last)
    assert asides.over_time(reading, counted) is expected


def test_attacks_made_over_time_are_claims_of_a_period() -> None:
    claims = Grammar().extract(Report.make(name="case", text=OPENING + "There have been nine bombings this year."))
    assert [c.scope for c in claims if isinstance(c.content, Attack) and c.content.low == 9] == [Scope.PERIOD_TOTAL]
