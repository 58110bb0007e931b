"""Actors: variants of a name held together, back references, states and their arms."""

from __future__ import annotations

import pytest

from casrec.extract.reading import Reading
from casrec.extract.recasing import recased
from casrec.extract.responsibility.actors import Cast, lexicon, named
from casrec.records import Report


def actors(text: str, phrase: str) -> list[tuple[str, str | None]]:
    """Whom a phrase of a text names: names and keys."""
    cast = Cast(Reading(Report.make(name="case", text=text)))
    start = text.rindex(phrase)
    return [(actor.name, actor.key) for actor in cast.actors(start, start + len(phrase))]


@pytest.mark.parametrize(
    "name",
    [
        "IS",
        "ISIS",
        "Isis",
        "ISIL",
        "Islamic State",
        "the Islamic State group",
        "Daesh",
        "Daish",
        "so-called Islamic State",
    ],
)
def test_variants_are_one(name: str) -> None:
    """All the names of Islamic State have one key."""
    assert actors(f"The bombing was claimed by {name} on Monday.", name) == [("Islamic State", "islamic_state")]


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("Israeli jets", "israel"),
        ("the Syrian regime", "syria"),
        ("Turkish F-16s", "turkey"),
        ("the government of Sudan", "sudan"),
        ("Assad's forces", "syria"),
        ("the regime of Saddam Hussein", "iraq"),
        ("Israeli students", None),
        ("Iranian-backed fighters", None),
        ("anti-Taliban villagers", None),
        ("a native of Tunisia", None),
    ],
)
def test_states(phrase: str, key: str | None) -> None:
    """A state's arms and power stand for it; its people and those it backs do not."""
    assert [k for _, k in actors(f"They blamed {phrase} for it.", phrase)] == [key]


def test_two_states_in_one_phrase() -> None:
    """ "Russian and Syrian planes" are two actors."""
    assert [key for _, key in actors("Russian and Syrian planes bombed it.", "Russian and Syrian planes")] == [
        "russia",
        "syria",
    ]


def test_the_group_is_the_one_named_last() -> None:
    """A back reference is the armed group named last before it; without one it stays as it is."""
    text = "Hamas fired first. Then Boko Haram struck elsewhere. The extremist group claimed the attack."
    assert actors(text, "The extremist group") == [("Boko Haram", "boko_haram")]
    assert actors("The group claimed the attack.", "The group") == [("group", None)]


def test_short_forms_are_resolved_in_the_report() -> None:
    """A form defined in brackets, or a surname, stands for the full name."""
    text = "The Eastern Lions Brigade (ELB) was new. ELB claimed it."
    assert actors(text, "ELB") == [("Eastern Lions Brigade", None)]
    text = "Police named Martin Ohlsen. Prosecutors charged Ohlsen."
    assert actors(text, "Ohlsen") == [("Martin Ohlsen", None)]


def test_the_regime_is_the_one_the_report_names() -> None:
    """ "The regime" is the state whose regime the report names, if it names only one."""
    assert actors("The Syrian regime fell back. The regime bombed a town.", "The regime") == [("Syria", "syria")]
    text = "The Syrian regime met the Iranian government. The regime bombed a town."
    assert actors(text, "The regime") == [("regime", None)]


def test_capitals() -> None:
    """In a wire message all in capitals names are read in capitals, but not those that are common words."""
    text = "THE FMLN IS STRONG. THE SHINING PATH IS NOT."
    assert [m.known.key for m in named(recased(text))] == ["fmln", "shining_path"]


def test_keys_are_unique_and_names_stated() -> None:
    """Every alias leads to one actor; keys are plain words."""
    words = lexicon()
    assert all(known.key.replace("_", "").isalnum() for known, _ in words.exact.values())
    names: dict[str, set[str]] = {}
    for known, _ in words.exact.values():
        names.setdefault(known.key, set()).add(known.name)
    assert all(len(found) == 1 for found in names.values())
