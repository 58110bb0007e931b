"""Who is cited for the words at a span."""

from __future__ import annotations

import json
import time
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from casrec.extract import attribution
from casrec.extract.attribution.labels import Labels
from casrec.extract.reading import Reading
from casrec.records import Report

CASES = sorted((Path(__file__).parent / "cases").glob("attribution-*.jsonl"))


def _rows() -> list[Any]:
    return [
        pytest.param(json.loads(line), id=f"{path.stem}-{number}")
        for path in CASES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def _reading(text: str) -> Reading:
    return Reading(Report.make(name="case", text=text))


def _at(text: str, span: dict[str, Any]) -> tuple[int, int]:
    start = -1
    for _ in range(span.get("nth", 0) + 1):
        start = text.index(span["quote"], start + 1)
    return start, start + len(span["quote"])


@pytest.mark.parametrize("case", _rows())
def test_case(case: dict[str, Any]) -> None:
    found = attribution.find(_reading(case["text"]))
    for span in case["spans"]:
        sources = found.sources_at(*_at(case["text"], span))
        assert [source.name for source in sources] == span["sources"], span["quote"]
        if "type" in span:
            assert sources[0].type.value == span["type"]
        via = sources[0].via if sources else None
        assert (via.name if via is not None else None) == span.get("via")


def _first(text: str, quote: str) -> Any:
    start = text.index(quote)
    return attribution.find(_reading(text)).at(start, start + len(quote))


def test_spans_point_at_their_words() -> None:
    text = "The Observatory was quiet.\n\nThe health ministry said 12 people died."
    found = _first(text, "12")
    assert text[found.start : found.end] == "12 people died"
    assert text[slice(*found.cue)] == "said"
    assert text[slice(*found.source)] == "The health ministry"
    span = found.sources[0].span
    assert span is not None
    assert text[span.start : span.end] == span.quote == "The health ministry"
    assert found.rule == "verb:say"
    assert found.line == 1


def test_key_joins_the_names_of_one_source() -> None:
    names = ["SOHR", "the Syrian Observatory for Human Rights", "the Syrian Observatory"]
    keys = {attribution.find(_reading(f"{name} said 12 died.")).resolve(name).identity for name in names}
    assert keys == {"sohr"}


def test_a_short_form_needs_its_name_in_the_report() -> None:
    alone = attribution.find(_reading("The Observatory said 12 died.")).resolve("The Observatory")
    assert alone.key is None
    named = "The Syrian Observatory for Human Rights said 12 died. The Observatory said 14."
    assert attribution.find(_reading(named)).resolve("the Observatory").key == "sohr"


def test_a_role_is_anonymous_and_kept_as_said() -> None:
    source = attribution.find(_reading("")).resolve("a police source in the city")
    assert (source.name, source.anonymous, source.type.value) == ("police source in the city", True, "police")
    named = attribution.find(_reading("")).resolve("the White House")
    assert not named.anonymous


def test_pronouns_follow_he_and_she() -> None:
    text = (
        "Anna Kowalska, a nurse, told her story. Piotr Nowak, a guard, told his.\n\n"
        "She said nine people died. He said ten did."
    )
    found = attribution.find(_reading(text))
    assert [found.sources_at(i, i + 3)[0].name for i in (text.index("nine"), text.index("ten "))] == [
        "Anna Kowalska",
        "Piotr Nowak",
    ]


def test_lines_of_interest_are_parsed_ahead_and_no_others() -> None:
    reading = _reading("Police said two died.\n\nThe sky was blue over town.\n\nThe mayor said six did.")
    attribution.find(reading, lines=[0, 1])
    assert sorted(reading._parsed) == [0]


def test_all_holds_running_quotations() -> None:
    text = "“The roof fell. Eleven of us died. Nobody came,” said Amal Haddad, a teacher."
    found = [a for a in attribution.find(_reading(text)).all if a.rule == "quotation"]
    assert [text[a.start : a.end] for a in found] == ["“The roof fell. Eleven of us died. Nobody came,”"]
    assert [s.name for s in found[0].sources] == ["Amal Haddad"]


def test_same_text_same_result() -> None:
    text = "Police and medics said seven died. The army put the toll at nine, Reuters reported."
    assert attribution.find(_reading(text)).all == attribution.find(_reading(text)).all


@pytest.mark.parametrize(
    "text",
    [
        "",
        "said",
        ", said the",
        ": : :",
        "According to",
        "according to according to according to",
        "“““”””''``",
        "X said " * 400,
        "he said, " * 400,
        "(" * 300 + "police said 5 died" + ")" * 300,
        "THE SAID SAID REPORTED 5",
        "Quoting, citing, quoted as saying as saying",
    ],
)
def test_odd_text_neither_crashes_nor_stalls(text: str) -> None:
    found = attribution.find(_reading(text))
    for saying in found.all:
        assert 0 <= saying.start <= saying.end <= len(text)
    found.sources_at(0, len(text))


def test_every_case_names_its_construction() -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in CASES) >= 120


def test_the_sentences_behind_a_pronoun_are_told_before_they_are_parsed() -> None:
    reading = _reading("Mayor Ole Brandt came. Police said two died. He said that nine people were hurt.")
    found = attribution.find(reading)
    reading.prepare([2])
    assert found.behind([0, 2]) == {1}  # the first is not parsed yet, and holds no cue
    assert found.in_line(2)[0].sources
    assert found.behind([]) == set()


def test_a_recording_with_many_speakers_is_read_in_time_that_grows_with_its_length() -> None:
    """A long recording with a new speaker in every line: whoever is told of nowhere else is nobody, and soon so."""
    names = islice(product("ABDEFGHIKL", repeat=7), 3000)
    text = "\n\n".join(f"[{''.join(name)}] THE ROADS WILL BE OPENED AGAIN BEFORE THE RAINS SET IN" for name in names)
    start = time.perf_counter()
    labels = Labels(f"OTERO SPOKE TO THE PRESS\n\n{text}\n\n[OTERO] THE FERRY SANK")
    assert time.perf_counter() - start < 8
    assert labels.at(len(text) // 2) is None
    assert labels.at(len(text) + 40) is not None
