"""The kind of the happening a report is about: cases as data."""

from __future__ import annotations

import pytest

from casrec.extract import happenings
from casrec.extract.happenings import incident_words
from casrec.extract.happenings.incident_words import events, words
from casrec.extract.happenings.scene import Scene
from casrec.extract.reading import Reading
from casrec.records import Passage, Report
from casrec.terms import PassageKind
from tests.casefiles import numbered

CASES = numbered("kinds")


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=[f"{n}-{i}" for n, i, _ in CASES])
def test_case(name: str, number: int, case: dict[str, str | None]) -> None:
    """A headline and an opening tell what kind of incident a report is about, or tell of none."""
    title, body = case["title"] or "", case["text"] or ""
    text = f"{title}\n\n{body}"
    passages = (
        Passage(start=0, end=len(title), kind=PassageKind.HEADLINE),
        Passage(start=len(title) + 2, end=len(text), kind=PassageKind.ARTICLE),
    )
    report = Report.make(name="case", text=text, title=title, passages=passages)
    assert happenings.kind_of(Scene(Reading(report), [])) == case["kind"]


def test_no_word_of_a_happening_is_lost_by_the_look_at_what_words_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        *words().exact,
        "",
        "A Car  Bomb, an air-strike; unrest.",
        "Detonators were found",
        "DIE BOMBE",
        "kidnapped",
    ]
    quick = [events(text.rstrip("*"), 0, len(text)) for text in texts]
    assert sum(map(bool, quick)) > 100
    monkeypatch.setattr(incident_words, "_begins", lambda _: True)
    assert quick == [events(text.rstrip("*"), 0, len(text)) for text in texts]


def test_a_sentence_that_no_happening_begins_in_is_passed_over() -> None:
    assert not any(map(incident_words._begins, ["council", "voted", "widen"]))
