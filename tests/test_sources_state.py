"""State media of a state that the report tells, and one key for one armed group."""

from __future__ import annotations

import pytest

from casrec.extract import attribution
from casrec.extract.attribution.lexicon import lexicon as sources
from casrec.extract.reading import Reading
from casrec.extract.responsibility.actors import named
from casrec.records import Report


def _keys(text: str, *quotes: str) -> list[str | None]:
    found = attribution.find(Reading(Report.make(name="case", text=text)))
    return [found.sources_at(text.index(q), text.index(q) + len(q))[0].key for q in quotes]


def test_state_media_are_of_the_state_named_with_them_before() -> None:
    text = "Iranian state media said 12 died in Iraq. Hours later state media put the toll in Iraq at 15."
    assert _keys(text, "12", "15") == ["state-media-ir", "state-media-ir"]


def test_state_media_are_of_the_country_the_report_is_about() -> None:
    text = "Syrian troops were hit in Syria.\n\nState media said 12 died. One state media outlet said 14."
    assert _keys(text, "12", "14") == ["state-media-sy", "state-media-sy"]


def test_state_media_of_a_report_on_two_countries_stay_as_said() -> None:
    text = "Turkey and Syria traded fire, Turkey first, Syria later. State media said 12 died."
    assert _keys(text, "12") == [None]


def test_a_name_without_its_article_is_the_full_one() -> None:
    text = (
        "The faction’s foreign director, Omar al-Hadidi, repeated the message.\n\n"
        "Hadidi said 12 had died.\n\nHe suggested that 30 were missing."
    )
    found = attribution.find(Reading(Report.make(name="case", text=text)))
    for quote in ("12", "30"):
        sources = found.sources_at(text.index(quote), text.index(quote) + 2)
        assert [(s.name, s.type.value) for s in sources] == [("Omar al-Hadidi", "armed_group")]


def test_a_body_with_what_it_is_keeps_its_name() -> None:
    text = "The Syrian Observatory for Human Rights monitor said 12 died."
    found = attribution.find(Reading(Report.make(name="case", text=text))).sources_at(53, 55)
    assert (found[0].name, found[0].anonymous) == ("Syrian Observatory for Human Rights", False)


def test_state_television_is_not_state_media() -> None:
    text = "Syrian state television said 12 died. Syrian state media said 14 died."
    assert _keys(text, "12", "14") == ["syrian-state-tv", "state-media-sy"]


def test_the_words_of_the_claim_stay() -> None:
    text = "Syrian troops were hit in Syria. One state media outlet said 14 died."
    found = attribution.find(Reading(Report.make(name="case", text=text))).sources_at(62, 64)
    assert (found[0].text, found[0].name) == ("One state media outlet", "Syrian state media")


@pytest.mark.parametrize("name", ["Islamic State", "Free Syrian Army", "Boko Haram", "Shining Path", "Hamas"])
def test_an_armed_group_has_one_key_as_source_and_as_actor(name: str) -> None:
    entry = next(sources().find(name)).entry
    assert [actor.known.key for actor in named(name)] == [entry.key]
