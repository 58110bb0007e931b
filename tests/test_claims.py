"""Claims: scope and place of harm by cases as data, and what the join promises of any report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.errors import ReportError
from casrec.extract import figures as counting
from casrec.extract.claims import TOGETHER, Grammar
from casrec.extract.figures import Found
from casrec.extract.lines import statements
from casrec.extract.reading import Reading
from casrec.extract.summaries import summarise
from casrec.ingest.finish import finish
from casrec.records import Attack, Claim, Figure, Passage, Report, Responsibility, replace
from casrec.seams import Extractor
from casrec.terms import Group, IncidentKind, MentionRole, PassageKind, Scope, Stance
from tests.casefiles import all_texts

HERE = Path(__file__).parent


def cases(topic: str) -> list[dict[str, Any]]:
    """The cases of a topic."""
    paths = sorted(HERE.glob(f"cases/{topic}-*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def named(case: dict[str, Any]) -> str:
    """A case by the end of its text, where it differs from its neighbours."""
    return str(case["text"])[-60:]


def report(text: str, published: str | None = "2016-05-24", **more: Any) -> Report:
    """A report of our own."""
    return Report.make(name="case", text=text, published=published, **more)


def extract(text: str, published: str | None = "2016-05-24") -> list[Claim]:
    """The claims of a text."""
    return list(Grammar().extract(report(text, published)))


def figures(found: list[Claim]) -> dict[str, Claim]:
    """The figures among claims by their words."""
    return {claim.span.quote: claim for claim in found if isinstance(claim.content, Figure)}


@pytest.mark.parametrize("case", cases("scope"), ids=named)
def test_figures_belong_to_the_happening_the_case_says(case: dict[str, Any]) -> None:
    found = figures(extract(case["text"], case["published"]))
    got = {want["quote"]: found[want["quote"]].scope for want in case["figures"] if want["quote"] in found}
    assert got == {want["quote"]: Scope(want["scope"]) for want in case["figures"]}


@pytest.mark.parametrize("case", cases("where"), ids=named)
def test_people_were_harmed_where_the_case_says(case: dict[str, Any]) -> None:
    found = figures(extract(case["text"], case["published"]))
    got = {
        want["quote"]: [p.name if p.name in want["places"] else p.text for p in found[want["quote"]].places]
        for want in case["figures"]
        if want["quote"] in found
    }
    assert got == {want["quote"]: want["places"] for want in case["figures"]}


@pytest.mark.parametrize("case", cases("summaries"), ids=named)
def test_a_report_says_how_many_once_however_often(case: dict[str, Any]) -> None:
    text = f"{case['title']}\n\n{case['text']}"
    head = len(case["title"]) + 2
    passages = (
        Passage(start=0, end=head, kind=PassageKind.HEADLINE),
        Passage(start=head, end=len(text), kind=PassageKind.ARTICLE),
    )
    one = report(text, title=case["title"], passages=passages)
    told = summarise(one, list(Grammar().extract(one)))
    got = {harm: told[harm]["best"] or 0 for harm in ("killed", "injured")}
    assert got == {"killed": case["killed"], "injured": case["injured"]}


STORY = (
    "Two car bombs killed 31 people and wounded 52 in the Iraqi city of Basra on Monday, police said.\n\n"
    "At least eight of the dead were children, the health ministry said.\n\n"
    "The first blast struck at 9:00 am local time (0600 GMT); the second followed about 20 minutes later.\n\n"
    "The Islamic State claimed the attack. France condemned the bombings.\n\n"
    "In 2007 a truck bomb killed 150 people in Mosul."
)


def test_the_join_gives_every_kind_of_claim_with_its_happening() -> None:
    found = extract(STORY)
    kinds = {type(claim.content).__name__ for claim in found}
    assert {"Figure", "Attack", "Responsibility", "Reaction"} <= kinds
    by_words = figures(found)
    lead = by_words["31"].mention
    assert lead.role is MentionRole.LEAD
    assert lead.kind == "bombing"
    assert [place.text for place in lead.places] == ["Basra"]
    assert lead.when is not None
    assert (lead.when.earliest, lead.when.local) == ("2016-05-23T06:00:00Z", "09:00")
    older = by_words["150"]
    assert older.mention.role is MentionRole.BACKGROUND
    assert older.mention.when is not None
    assert older.mention.when.earliest == "2007-01-01"
    assert older.mention.id != lead.id
    children = by_words["At least eight"]
    assert isinstance(children.content, Figure)
    assert children.content.group is Group.CHILDREN
    assert {c.mention.id for c in found if isinstance(c.content, Responsibility)} == {lead.id}
    assert all(c.as_of is not None for c in found if isinstance(c.content, Attack | Figure))


def test_claims_come_in_the_order_of_their_spans_and_point_at_their_words() -> None:
    one = report(STORY)
    found = list(Grammar().extract(one))
    assert [c.span.start for c in found] == sorted(c.span.start for c in found)
    assert all(one.text[c.span.start : c.span.end] == c.span.quote for c in found)
    assert len({c.id for c in found}) == len(found)
    assert {(c.extractor, c.version) for c in found} == {(Grammar.name, Grammar.version)}
    assert all(c.rule for c in found)


def test_the_same_report_gives_the_same_claims() -> None:
    assert extract(STORY) == extract(STORY)


def test_the_extractor_keeps_its_protocol_and_leaves_other_languages() -> None:
    grammar = Grammar()
    assert isinstance(grammar, Extractor)
    assert list(grammar.extract(replace(report(STORY), language="fr"))) == []


def test_an_error_names_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr("casrec.extract.joining.figures.find", broken)
    with pytest.raises(ReportError, match="case: extraction failed: ValueError: no such thing"):
        list(Grammar().extract(report(STORY)))


def test_many_reports_give_together_what_each_gives_alone() -> None:
    """Over a share of all cases, more than are read at once; and one that fails is named, the rest is done."""
    reports = [Report.make(name=f"case-{n}", text=text) for n, text in enumerate(all_texts()[::12])]
    reports.insert(3, replace(report(STORY), language="fr"))
    assert len(reports) > TOGETHER
    assert list(Grammar().extract_all(iter(reports))) == [list(Grammar().extract(one)) for one in reports]


def test_one_failing_report_of_many_is_named_and_the_rest_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    find, story = counting.find, report(STORY)

    def broken(reading: Reading) -> list[Found]:
        if "ruin" in reading.text:
            raise ValueError("no such thing")
        return find(reading)

    monkeypatch.setattr("casrec.extract.joining.figures.find", broken)
    ruined = Report.make(name="bad", text="Nine were killed in the ruin.")
    first, second, third = Grammar().extract_all([story, ruined, story])
    assert first == third == list(Grammar().extract(story)) != []
    assert isinstance(second, ReportError)
    assert (second.report, second.reason) == ("bad", "extraction failed: ValueError: no such thing")


def test_an_earlier_count_held_before_publication() -> None:
    found = figures(extract(STORY + "\n\nState media had earlier said 24 people died."))
    as_of = found["24"].as_of
    assert as_of is not None
    assert as_of.earliest < as_of.latest


def test_statements_are_those_of_the_scored_format() -> None:
    one = report(STORY)
    rows = list(statements(one, Grammar().extract(one)))
    by_words = {one.text[row["start"] : row["end"]]: row for row in rows if row["type"] == "casualty"}
    assert by_words["31"]["scope"] == "main"
    assert by_words["31"]["kind"] == "killed"
    assert by_words["31"]["places"][0]["text"] == "Basra"
    assert by_words["150"]["scope"] == "background"
    ties = [row for row in rows if row["type"] == "responsibility"]
    assert [(row["actor"]["text"], row["stance"]) for row in ties] == [("Islamic State", "claimed")]


def test_places_are_stated_without_their_common_noun() -> None:
    one = Report.make(name="x", text="Six people were killed in Aceh province on Sunday.")
    assert [row["places"][0]["text"] for row in statements(one, Grammar().extract(one))] == ["Aceh"]


def test_denied_figures_are_no_statements() -> None:
    one = report(STORY)
    found = [replace(claim, stance=Stance.DENIED) for claim in Grammar().extract(one)]
    assert [row for row in statements(one, found) if row["type"] == "casualty"] == []


def test_a_report_of_nothing_says_nothing() -> None:
    told = summarise(report("The council met."), [])
    assert told["killed"]["best"] is None
    assert told["injured"]["best"] is None
    assert told["place"] is None
    assert told["kind"] is None


def test_a_report_without_a_claim_may_still_say_what_happened() -> None:
    told = summarise(report("Neighbours were woken by an explosion at the mayor's house."), [])
    assert told["kind"] == "bombing"
    assert told["killed"]["best"] is None


PIECES = "killed 12 people in Basra on Monday, police said. Two wounded; a man died — 2007 the war has killed hundreds "


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES.split(), "\n\n", "”", "UPDATE 1830 GMT:", "WOMAN", ",", "'s", ""]), max_size=60)
)
def test_any_words_give_claims_that_fit_their_text(words: list[str]) -> None:
    one = report(" ".join(words), published=None)
    found = list(Grammar().extract(one))
    assert all(one.text[c.span.start : c.span.end] == c.span.quote for c in found)
    assert list(statements(one, found)) == list(statements(one, Grammar().extract(one)))
    summarise(one, found)


def test_a_whole_before_a_colon_is_of_all_the_places_of_its_parts() -> None:
    one = report("A monitor counted seven explosions in all: three in Tartus and four in Jableh. Nine people died.")
    whole = next(c for c in Grammar().extract(one) if isinstance(c.content, Attack) and c.content.low == 7)
    assert [place.text for place in whole.places] == ["Tartus", "Jableh"]


def test_a_report_without_a_place_happened_where_its_title_says() -> None:
    text = "A gunman killed three people at a party on Monday, police said."
    told = Report.make(name="test", text=text, title="Three shot dead at party in Lahore")
    assert {place.name for claim in Grammar().extract(told) for place in claim.mention.places} == {"Lahore"}
    bare = Report.make(name="test", text=text)
    assert {place.name for claim in Grammar().extract(bare) for place in claim.mention.places} == set()


def test_a_report_of_an_abduction_alone_is_of_a_kidnapping() -> None:
    report = finish(Report.make(name="r", text="Maria Umana was abducted near Danli on Monday, relatives said."))
    assert {claim.mention.kind for claim in Grammar().extract(report)} == {IncidentKind.KIDNAPPING}
