"""The linker's model: pairs of reports as cases, reasons in words, and what the plain data must keep to."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec import pipeline
from casrec.errors import RecordError
from casrec.ingest.finish import finish
from casrec.link import marks
from casrec.link.cluster import SCALE, THRESHOLD
from casrec.link.compare import (
    FEATURES,
    MEANINGS,
    OF_WORDS,
    Pairs,
    compare,
    compared,
    features,
    tabled,
    without_words,
)
from casrec.link.holdings import lead_mention
from casrec.link.judge import CAP, UNDATED, Weighing, chance, log_odds, model, read, weights
from casrec.link.pairs import HOPELESS, judge
from casrec.link.profile import Profile, natures_of, profile
from casrec.link.reasons import judged, reasons
from casrec.link.story import stories
from casrec.link.words import natures, tokens
from casrec.records import Claim, Report
from casrec.terms import Verdict

ROOT = Path(__file__).parent
CASES = [json.loads(line) for line in (ROOT / "cases" / "link_pairs.jsonl").read_text("utf-8").splitlines()]
DATA: dict[str, Any] = {
    "features": list(FEATURES),
    "version": "0",
    "start": -1.0,
    "slope": 0.5,
    "offset": 0.25,
    "trees": [
        {
            "feature": [0, -1, 1, -1, -1],
            "limit": [0.5, 0.0, 0.2, 0.0, 0.0],
            "low": [1, 0, 3, 0, 0],
            "high": [2, 0, 4, 0, 0],
            "value": [0.0, -1.0, 1.0, 0.0, 2.0],
        }
    ],
}


@cache
def seen(fields: str) -> Profile:
    """What the linker sees of a report given as JSON: read, and with its claims, as in a run."""
    given_ = json.loads(fields)
    report = finish(Report.make(name="case", **given_))
    claims = pipeline.extract_report(report)
    assert isinstance(claims, list)
    return profile(report, stories([report])[report.id], lead_mention(report, claims), claims)


def both(case: dict[str, Any]) -> tuple[Profile, Profile]:
    """The two reports of a case as the linker sees them."""
    return seen(json.dumps(case["left"])), seen(json.dumps(case["right"]))


def named(name: str) -> tuple[Profile, Profile]:
    """The two reports of the case of a name."""
    return both(next(case for case in CASES if case["case"] == name))


def words_of(left: Profile, right: Profile) -> str:
    """The reasons for and against two reports being of one incident."""
    features = compare(left, right)
    return next(reasons([(left, right)], np.array([features])))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_pairs_are_joined_or_not(case: dict[str, Any]) -> None:
    (odds,) = log_odds([compare(*both(case))])
    assert (odds >= THRESHOLD) == case["same"], f"{chance(odds):.2f}: {words_of(*both(case))}"


def test_the_order_of_two_reports_does_not_matter() -> None:
    for case in CASES:
        left, right = both(case)
        assert compare(left, right) == pytest.approx(compare(right, left))


def test_reasons_name_what_weighed_most() -> None:
    left, right = named("the arrest a week later")
    words = words_of(left, right)
    assert "names in both" in words
    assert "alike in words" in words
    assert not words.startswith("but ")
    against = words_of(*named("two storms of one season"))
    assert "but " in against
    assert against.index("but ") >= 0 > against.find("people named in both")


def test_reasons_of_a_near_copy_speak_of_words_and_names() -> None:
    pair = named("a report and its near copy under another title")
    words = words_of(*pair)
    assert "alike in words" in words
    assert "but they name different people" not in words


def test_a_judgement_keeps_its_chance_its_rule_and_its_reason() -> None:
    left, right = named("one event, two outlets")
    (odds,) = log_odds([compare(left, right)])
    (judgement,) = judged([(left, right)], [(odds, Verdict.SAME)])
    assert judgement.by == f"rule:linker/{model().version}"
    assert judgement.score == round(chance(odds), 4)
    assert judgement.reason == words_of(left, right)


def test_every_feature_has_its_meaning_and_comparisons_are_numbers() -> None:
    assert tuple(MEANINGS) == FEATURES
    assert all(MEANINGS.values())
    for case in CASES:
        found = compare(*both(case))
        assert len(found) == len(FEATURES)
        assert all(isinstance(value, float) and math.isfinite(value) for value in found)


def test_a_model_of_other_features_is_refused() -> None:
    with pytest.raises(RecordError, match="other features"):
        read({**DATA, "features": ["words"]})


def test_trees_are_walked_and_calibrated() -> None:
    """0.5 is at most 0.5: low; then 0.3 is above 0.2. Slope and offset are of the sum."""
    low, high = [0.5] + [0.0] * (len(FEATURES) - 1), [0.6, 0.3] + [0.0] * (len(FEATURES) - 2)
    assert log_odds([tuple(low), tuple(high)], read(DATA)) == [0.5 * -2 + 0.25, 0.5 * 1 + 0.25]
    assert weights(tuple(high), read(DATA)) == {**dict.fromkeys(FEATURES, 0.0), "words": 0.5, "lead": 0.5}


def test_weights_add_up_to_the_log_odds() -> None:
    using = model()
    base = using.slope * (using.start + sum(tree.value[0] for tree in using.trees)) + using.offset
    for case in CASES:
        features = compare(*both(case))
        total = base + sum(weights(features).values())
        assert log_odds([features])[0] == pytest.approx(max(-CAP, min(CAP, total)), abs=1e-6)


def test_what_a_missing_day_takes_from_a_chance_is_told() -> None:
    pair = named("no dates, two shootings of one city in one outlet")
    assert weights(compare(*pair))["gap_unknown"] <= -UNDATED + 1
    assert "but one of them has no day" in words_of(*pair)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_more_in_common_never_lowers_a_chance(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    features = list(compare(*both(case)))
    name = data.draw(st.sampled_from(["rare_names", "people", "block", "names", "words", "title", "same_day_told"]))
    more = features.copy()
    more[FEATURES.index(name)] += data.draw(st.floats(0.01, 2))
    fewer = features.copy()
    fewer[FEATURES.index(data.draw(st.sampled_from(["day_differs", "kilometres", "told_after"])))] += 1.5
    before, after, against = log_odds([tuple(features), tuple(more), tuple(fewer)])
    assert against - 1e-9 <= before <= after + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_words_bring_a_pair_above_the_most_that_was_said_of_it(data: st.DataObject) -> None:
    pairs = [both(case) for case in CASES]
    table, left, right = tabled(pairs)
    marks, _ = without_words(Pairs(table, np.asarray(left), np.asarray(right)))
    weighing = Weighing(marks, model())
    most = weighing.most()
    for name in OF_WORDS:
        marks[:, FEATURES.index(name)] = data.draw(st.lists(st.floats(0, 5), min_size=len(pairs), max_size=len(pairs)))
    assert (weighing.odds() <= most).all()
    assert weighing.odds().tolist() == log_odds(marks)


def test_a_pair_is_let_go_only_where_no_words_could_make_it_doubtful() -> None:
    pairs = [both(case) for case in CASES]
    pairs += [(one, other) for one, _ in pairs for _, other in pairs]
    odds, told = np.array(judge(pairs)) / SCALE, log_odds(compared(pairs))
    let_go = odds == -CAP
    assert let_go.sum() > 20
    assert (~let_go).sum() > 20
    for own, value, gone in zip(odds.tolist(), told, let_go.tolist(), strict=True):
        assert value < HOPELESS if gone else own == pytest.approx(value, abs=1e-6)


def test_the_page_on_linking_is_of_the_model_in_force() -> None:
    page = (ROOT.parent / "docs" / "linking-model.md").read_text("utf-8")
    assert f"{len(model().trees)}\nboosted trees" in page or f"{len(model().trees)} boosted trees" in page
    assert f"times {model().slope}, {model().offset:+}" in page
    assert all(f"| `{name}` |" in page and meaning in page for name, meaning in MEANINGS.items())


def test_the_title_that_reading_puts_above_a_text_is_not_read_twice() -> None:
    report = Report.make(name="r", title="Fire at mill", text="Fire at mill\n\nA mill burned in Leeds on Monday.")
    assert stories([report])[report.id].lines == ("A mill burned in Leeds on Monday.",)


def test_claims_and_marks_reach_the_profile() -> None:
    text = "Two men were shot dead in Dayton, Ohio, in May, police said.\n\nA jury convicted Joe Bell of murder."
    report = Report.make(name="r", title="Killer is sentenced", text=text, published="2019-08-02")
    claims = pipeline.extract_report(report)
    assert isinstance(claims, list)
    assert all(isinstance(claim, Claim) for claim in claims)
    mine = profile(report, stories([report])[report.id], lead_mention(report, claims), claims)
    assert mine.stage == 2
    assert (2019, 5) in mine.times.months
    assert ("killed", 2) in mine.counts
    assert any("dayton" in name for name in mine.scene)


def test_reports_about_storms_of_different_names_are_of_different_storms() -> None:
    """Named in the title, else in the opening; "hurricane season" names none, and no capitals of a title do."""
    of = marks.storms
    assert of("Coast braces for Hurricane Nora", "Hurricane Nora nears. In 2017 Hurricane Ivo hit the coast.") == {
        "nora"
    }
    two = of("Officials defend relief", "Typhoon Tessa killed 30. Typhoon Ulric, last year, killed 9.")
    assert two == {"tessa", "ulric"}
    assert not of("Hurricane Damage Grows", "The hurricane season began. The National Hurricane Center warned.")
    told = "killed nine people on the coast on Monday, officials said. Hundreds of homes were flooded in Port Ellery."
    texts = [f"Hurricane {name} {told}" for name in ("Nora", "Ivo", "Nora")]
    reports = [Report.make(name=f"r{i}", text=text, published="2019-09-10") for i, text in enumerate(texts)]
    told_of = stories(reports)
    profiles = [profile(report, told_of[report.id], lead_mention(report, [])) for report in reports]
    same, other = judge([(profiles[0], profiles[2]), (profiles[0], profiles[1])])
    assert same > 0
    assert other < HOPELESS * SCALE


def test_natures_are_those_that_a_story_dwells_on_and_those_it_names() -> None:
    bits = {name: 1 << natures()[word] for name, word in (("quake", "quake"), ("crash", "plane"))}
    about, named = natures_of(tokens("A quake shook Selvia."), tokens("A quake. The quake! A plane brought tents."))
    assert about == bits["quake"]
    assert named == bits["quake"] | bits["crash"]
    assert natures_of(tokens("A plane landed."), []) == (0, bits["crash"])
    assert natures_of([], tokens("Nobody was hurt.")) == (0, 0)


def test_a_quake_is_no_crash_though_both_struck_one_country() -> None:
    """Whatever kind extraction gave them, and with a day or without; a round-up of both may be of either."""
    where = "Selvia's president, Orlin Tavesh, flew to Port Ellery, the capital, and thanked the Karsu island police."
    quake = "A strong quake hit Karsu island in Selvia, killing nine people. The quake was felt in Port Ellery."
    crash = "A passenger plane crashed off Karsu island in Selvia with 80 aboard. The airline named the plane's crew."
    texts = [
        f"{quake} {where}",
        f"{crash} {where}",
        f"{quake} {crash} {where}",
        f"Tremors shook Selvia. {quake} {where}",
    ]
    reports = [Report.make(name=f"r{i}", text=text) for i, text in enumerate(texts)]
    told = stories(reports)
    hit, fell, of_both, again = (profile(report, told[report.id], lead_mention(report, [])) for report in reports)
    least = HOPELESS * SCALE
    assert [odds > least for odds in judge([(hit, fell), (again, fell), (hit, again)])] == [False, False, True]
    assert not features(*tabled([(hit, of_both), (of_both, fell)]))[1].any()
