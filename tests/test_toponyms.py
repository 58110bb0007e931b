"""Places named in reports: what is one, which one, and how exactly it is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.extract.geoparsing import toponyms
from casrec.extract.geoparsing.toponyms import Toponym
from casrec.extract.reading import Reading
from casrec.records import Report
from casrec.scoring import places as scoring
from casrec.scoring.measures import in_validation
from casrec.terms import PlaceKind, PlacePrecision

CASES = Path(__file__).parent / "cases" / "toponyms.jsonl"
CORPORA = Path(__file__).parents[2] / "shared" / "corpora" / "geoparsing-dev"


def _reading(text: str) -> Reading:
    return Reading(Report.make(name="test", text=text))


def _found(text: str) -> list[Toponym]:
    return toponyms.find(_reading(text))


@pytest.mark.parametrize("line", CASES.read_text("utf-8").splitlines(), ids=lambda line: json.loads(line)["text"][:40])
def test_cases(line: str) -> None:
    case = json.loads(line)
    found = [
        [t.place.text, t.place.name, t.place.country_code, t.place.admin1][: len(wanted)]
        for t, wanted in zip(_found(case["text"]), case["places"], strict=False)
    ]
    assert found == case["places"]
    assert len(_found(case["text"])) == len(case["places"])


def test_datelines_are_marked() -> None:
    first, second = _found("KABUL, Afghanistan (AP) — A bomb went off in Herat on Friday.")[::2]
    assert (first.place.name, first.dateline) == ("Kabul", True)
    assert (second.place.name, second.dateline) == ("Herāt", False)


def test_a_facility_stands_where_its_town_stands() -> None:
    text = "Shells fell on Tartus in Syria. The Tartus bus station burned."
    town, _, station = _found(text)
    assert station.place.kind is PlaceKind.FACILITY
    assert station.place.precision is PlacePrecision.SETTLEMENT
    assert station.place.within == town.place.name
    assert (station.place.latitude, station.place.longitude) == (town.place.latitude, town.place.longitude)
    assert station.place.geoname_id is None


def test_an_unlisted_village_keeps_its_name_and_what_holds_it() -> None:
    village = _found("Ten people died in the village of Ghazbaniyeh in Idlib province, Syria.")[0].place
    assert (village.text, village.name, village.geoname_id) == ("Ghazbaniyeh", "Ghazbaniyeh", None)
    assert village.precision is PlacePrecision.PROVINCE
    assert (village.within, village.country_code) == ("Idlib", "SY")


def test_a_town_told_to_be_in_a_state_that_holds_none_of_its_name_is_no_namesake_elsewhere() -> None:
    found = [
        t.place for t in toponyms.find(_reading("A man was shot in Saugus, Calif., on Sunday. Saugus mourns him."))
    ]
    towns = [place for place in found if place.name == "Saugus"]
    assert [(place.admin1, place.geoname_id, place.within) for place in towns] == [
        ("California", None, "California")
    ] * 2


def test_a_part_of_a_country_keeps_its_words() -> None:
    place = _found("Fighting spread in northwestern Syria.")[0].place
    assert (place.text, place.name, place.precision) == ("northwestern Syria", "Syria", PlacePrecision.COUNTRY)


def test_spellings_in_one_report_are_one_entry() -> None:
    found = _found("Bombs hit Tartus in Syria. In Tartous, the bus station burned. Tartus mourned.")
    assert {t.place.geoname_id for t in found if t.place.text.startswith("Tart")} == {163345}


def test_the_rest_of_the_report_decides() -> None:
    texan = _found("Athens police chased a car to Tyler. Athens lies in Henderson County, Texas.")
    greek = _found("Athens was calm. The Greek prime minister flew in from Thessaloniki.")
    assert texan[0].place.admin1 == "Texas"
    assert greek[0].place.country_code == "GR"


def test_given_stretches_are_resolved() -> None:
    text = "The Rapides Parish sheriff spoke in Alexandria of two Syrians."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Rapides Parish", "Alexandria", "Syrians")]
    parish, town, people = toponyms.resolve(_reading(text), spans)
    assert parish is not None
    assert parish.admin1 == "Louisiana"
    assert town is not None
    assert town.admin1 == "Louisiana"
    assert people is not None
    assert people.country_code == "SY"
    assert toponyms.resolve(_reading("Nowhere in Qqqqq."), [(11, 16)]) == [None]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from("Paris al-Bab of in , . Texas, Okla. St. the U.S. town")).map("".join)
)
def test_any_text_is_read_without_overlap(text: str) -> None:
    found = _found(text)
    ends = [0, *(t.end for t in found)]
    for toponym, end in zip(found, ends, strict=False):
        assert end <= toponym.start < toponym.end <= len(text)
        assert toponym.place.text == text[toponym.start : toponym.end]


def test_the_same_text_gives_the_same_places() -> None:
    text = "Clashes in Hama, Homs and Idlib. Paris and London protested. Springfield was quiet."
    assert _found(text) == _found(text)


@pytest.mark.parametrize(
    "text", ["Paris, " * 8000, "San " * 12000, "of Paris " * 6000, "A" * 100_000, "a-" * 40_000, "(" * 50_000]
)
def test_hostile_text_does_not_stall(text: str) -> None:
    began = perf_counter()
    _found(text)
    assert perf_counter() - began < 20


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora/geoparsing-dev is not here")
@pytest.mark.parametrize(("corpus", "accuracy", "f1"), [("lgl.xml", 0.83, 0.68), ("TR-News.xml", 0.90, 0.80)])
def test_annotated_news_keeps_its_floor(corpus: str, accuracy: float, f1: float) -> None:
    def resolve(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
        return [_spot(place) for place in toponyms.resolve(_reading(text), spans)]

    def find(text: str) -> list[scoring.Spotted]:
        return [(t.start, t.end, t.place.latitude, t.place.longitude) for t in _found(text)]

    measured = scoring.score(CORPORA / corpus, resolve, find, in_validation)
    assert measured["accuracy"] >= accuracy
    assert measured["f1"] >= f1


def _spot(place: object) -> tuple[float, float] | None:
    latitude, longitude = getattr(place, "latitude", None), getattr(place, "longitude", None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def test_a_title_tells_which_place_is_meant() -> None:
    text = "A man was shot in Springfield on Monday."
    bare = toponyms.find(_reading(text))[0]
    title = "Man shot in Springfield, Ohio - Bay News 12 Dayton, Ohio"
    told = Reading(Report.make(name="test", text=text, title=title))
    assert [t.place.admin1 for t in toponyms.find(told)] == ["Ohio"] != [bare.place.admin1]
    assert toponyms.find(told)[0].start == text.index("Springfield")


def test_places_of_a_title_leave_out_what_the_outlet_adds() -> None:
    report = Report.make(
        name="test", text="He was shot on Monday.", title="Shots fired in Tulsa, Oklahoma | CBS Boston"
    )
    assert [t.place.name for t in toponyms.in_title(Reading(report))] == ["Tulsa", "Oklahoma"]
    assert toponyms.in_title(_reading("He was shot on Monday.")) == []
