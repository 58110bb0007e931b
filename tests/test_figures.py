"""Figures: cases as data, spans that point at their words, bounded work on any input."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.extract import figures
from casrec.extract.figures import Found, cues
from casrec.extract.figures.captives import FREED
from casrec.extract.reading import Reading
from casrec.records import Report
from casrec.terms import Group, Harm, Stance
from tests.casefiles import all_texts

CASES = sorted(Path(__file__).parent.glob("cases/figures-*.jsonl"))


def read(text: str) -> Reading:
    """A reading of a text."""
    return Reading(Report.make(name="case", text=text))


def found(text: str) -> list[Found]:
    """The figures of a text."""
    return figures.find(read(text))


def told(text: str) -> list[dict[str, Any]]:
    """The figures of a text in the form of the cases."""
    every = found(text)
    rows = []
    for figure in every:
        row: dict[str, Any] = {"quote": figure.wording, "kind": str(figure.harm)}
        row |= {"low": figure.low, "high": figure.high, "who": figure.who, "explicit": figure.explicit}
        row["within"] = None if figure.within is None else every[figure.within].wording
        row["stance"] = str(figure.stance)
        rows.append(row)
    return rows


def cases() -> list[Any]:
    """Every line of every case file, named by file and line."""
    rows = []
    for path in CASES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            rows.append(pytest.param(json.loads(line), id=f"{path.stem}:{number}"))
    return rows


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """A sentence gives exactly the figures its case expects; fields a case leaves out have their common value."""
    wanted = [{"who": "people", "explicit": True, "within": None, "stance": "asserted"} | f for f in case["figures"]]
    assert told(case["text"]) == wanted


def test_enough_cases() -> None:
    """There are cases for every construction, and some expect nothing."""
    rows = [case.values[0] for case in cases()]
    assert len(rows) >= 300
    assert sum(not row["figures"] for row in rows) >= 50
    assert len({row["text"] for row in rows}) == len(rows)


def test_spans_point_at_their_words() -> None:
    """Wording and anchor are where the offsets say, also after other paragraphs."""
    text = "The storm came at night.\n\nAt least 12 people were killed, four of them children, and another 30 wounded."
    every = found(text)
    assert [f.wording for f in every] == ["At least 12", "four", "another 30"]
    for figure in every:
        assert text[figure.start : figure.end] == figure.wording
    assert [text[f.anchor_start : f.anchor_end] for f in every] == ["killed", "killed", "wounded"]
    assert [f.line for f in every] == [1, 1, 1]


def test_groups() -> None:
    """The controlled group comes from the noun, and the noun is kept as written."""
    every = found("Three nurses, two soldiers and nine schoolchildren were killed; 12 people were hurt.")
    assert [(f.who, f.group) for f in every] == [
        ("nurses", Group.HEALTH_WORKERS),
        ("soldiers", Group.SOLDIERS),
        ("schoolchildren", Group.CHILDREN),
        ("people", Group.PEOPLE),
    ]


def test_the_sentence_before_gives_the_harm() -> None:
    """ "Among them" takes the harm of the sentence before; without one it says nothing."""
    every = found("Fourteen people were wounded. Among them were three children.")
    assert [(f.low, f.harm) for f in every] == [(14, Harm.INJURED), (3, Harm.INJURED)]
    assert found("Among them were three children.") == []


def test_pronouns_go_back_to_the_person_told_of() -> None:
    """A death told by a pronoun is no figure, but is tied to the figure it changes, and settles a shot."""
    text = "A 30-year-old man was shot on Elm Street. He died later in hospital."
    every, later = figures.survey(read(text))
    assert [(f.harm, f.explicit) for f in every] == [(Harm.KILLED, False)]
    assert [(text[p.start : p.end], p.harm, p.of) for p in later] == [("He", Harm.KILLED, 0)]


def test_a_shot_is_settled_by_what_the_report_tells_of_the_same_name() -> None:
    """Who was only said to be shot is dead where the report says so by name, hurt where it tells of the wound only."""
    every = found("John Keller was shot in the lobby. Police said Keller was pronounced dead at noon.")
    assert [(f.wording, f.harm) for f in every] == [("John Keller", Harm.KILLED), ("Keller", Harm.KILLED)]
    every = found("John Keller was shot in the lobby. Ann Ray was killed there.")
    assert [f.harm for f in every] == [Harm.KILLED_OR_INJURED, Harm.KILLED]
    every = found("Two men were shot in the lobby. The shots killed John Keller.")
    assert [f.harm for f in every] == [Harm.KILLED_OR_INJURED, Harm.KILLED]


def test_withdrawn_and_denied() -> None:
    """A superseded or denied count keeps its stance, so that nobody adds it up."""
    stances = {f.low: f.stance for f in found("Officials raised the death toll from 41 to 45.")}
    assert stances == {41: Stance.WITHDRAWN, 45: Stance.ASSERTED}
    assert [f.stance for f in found("The army denied that 30 villagers were killed.")] == [Stance.DENIED]


def test_capitals_and_lower_case_agree() -> None:
    """Upper-case wire text gives the same counts."""
    text = "At least 14 people were killed and 30 wounded when a bomb went off near a school, police said."
    assert [(f.harm, f.low, f.high) for f in found(text)] == [(f.harm, f.low, f.high) for f in found(text.upper())]


def test_wrapped_lines() -> None:
    """Line ends inside a sentence of wire text do not part a count from its verb."""
    text = (
        "   THE SOURCE SAID THAT AT LEAST 20 SOLDIERS AND FOUR\nPEASANTS WERE KILLED IN THE FIGHTING NEAR THE\n"
        "RIVER, AND THAT ANOTHER 31 WERE WOUNDED IN THE HILLS\nAROUND THE TOWN DURING THE NIGHT.\n"
    )
    assert [(f.harm, f.low) for f in found(text)] == [(Harm.KILLED, 20), (Harm.KILLED, 4), (Harm.INJURED, 31)]


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    """Very long sentences neither stall nor lose the figures at their start."""
    text = "Twelve people were killed in the square, " + "and the crowd moved on and on " * 4000
    start = time.perf_counter()
    every = found(text)
    assert [(f.low, f.harm) for f in every] == [(12, Harm.KILLED)]
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("text", ["killed 12 " * 3000, "(" * 5000 + "12 killed", "12, " * 5000 + "killed", "-" * 9000])
def test_hostile_input_ends(text: str) -> None:
    """Repetition and open brackets end in bounded time."""
    start = time.perf_counter()
    found(text)
    assert time.perf_counter() - start < 20


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "12 killed people were , and a man - ( ) wounded of them who said dead the toll rose to from 45 in Arden "
            "including three children no one . at least some shot hospital he £5 3-2 İstanbul ß “ ’s".split()
        ),
        max_size=40,
    )
)
def test_any_words(parts: list[str]) -> None:
    """Whatever the words, spans hold, bounds are sane, wholes exist."""
    text = " ".join(parts)
    every = found(text)
    for figure in every:
        assert text[figure.start : figure.end] == figure.wording != ""
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.within is None or 0 <= figure.within < len(every)
    assert every == sorted(every, key=lambda f: f.line)


def test_cues_skip_what_tells_of_no_harm() -> None:
    """The cheap pass keeps sentences with a word of harm and leaves the others."""
    text = "The cabinet met for two hours. Nine people were killed. Prices rose 3%."
    spans = [(line.start, line.end) for line in read(text).lines]
    assert cues.Words(text, spans).harmed() == {1}
    assert cues.Words("İ" + text, [(a + 1, b + 1) for a, b in spans]).harmed() == {1}


def test_no_figure_is_lost_by_the_cheap_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a sentence's words rule out by themselves is nothing that any rule finds: all cases of all rules."""
    readings = [read(text) for text in all_texts()]
    assert len(readings) > 1000
    quick = [figures.survey(reading) for reading in readings]
    monkeypatch.setattr(cues.Words, "tells", lambda self, index: True)
    slow = [figures.survey(reading) for reading in readings]
    lost = [a.text for a, fast, full in zip(readings, quick, slow, strict=True) if fast != full]
    assert not lost


@pytest.mark.parametrize(
    ("text", "freed"),
    [
        ("Four hostages escaped through a cellar. The captives ... the kidnappers.", True),
        ("The kidnappers had released six of the captives. The hostages were thirsty.", True),
        ("Three captives ran out of the bank. The hostages, the kidnappers ...", True),
        ("The men are holding six captives. The hostages and the kidnappers can be seen.", False),
        ("Six captives and a driver who escaped were questioned. The hostages, the kidnappers ...", False),
    ],
)
def test_captives_told_of_by_their_escape_or_release_are_marked(text: str, freed: bool) -> None:
    """For they are some of those taken, and maybe not all."""
    assert [figure.rule == FREED for figure in found(text) if figure.explicit] == [freed]
