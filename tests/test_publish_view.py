"""What a dossier shows of the first case: sentences, tolls, histories, footnotes, what was set aside."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casrec.publish import notes, tolls
from casrec.publish.dossier import gather
from casrec.publish.placing import WHOLE, Places
from casrec.publish.view import View, build
from casrec.records import Claim, Dossier, Estimate, Figure, Incident, Mention, Place, Report, Source, replace
from casrec.terms import Group, Harm, MentionRole, PlaceKind, Scope, Stance
from tests import first_case


@pytest.fixture(scope="module")
def case() -> Dossier:
    return first_case.dossier()


@pytest.fixture(scope="module")
def view(case: Dossier) -> View:
    return build(case)


def said(view: View) -> list[str]:
    return ["".join(phrase.text for phrase in sentence) for sentence in view.sentences]


def test_the_summary_says_what_where_when_and_how_many(view: View) -> None:
    assert view.title == "Bombings in Jableh and Tartus, Syria"
    assert said(view)[:2] == [
        "Bombings in Jableh (Latakia, Syria) and Tartus (Syria) on 23 May 2016, about 09:00 "
        "local time (06:00 UTC); in Jableh about 09:15 local time (06:15 UTC).",
        "Sources differ on how many people were killed: from 78 (Syrian state media) to 148 (the Syrian Observatory "
        "for Human Rights).",
    ]


def test_the_summary_says_who(view: View) -> None:
    text = said(view)
    assert "Islamic State claimed responsibility, through Amaq." in text
    assert "Ahrar al-Sham is accused by Syrian state media and the Syrian foreign ministry, and denies it." in text
    assert "Qatar, Saudi Arabia and Turkey are accused by the Syrian foreign ministry." in text
    assert "Among the dead were at least eight children, according to the Syrian Observatory for Human Rights." in text
    assert any("seven explosions in Jableh and Tartus; four explosions in Jableh; three" in line for line in text)
    assert text[-1] == "This record rests on five reports, four texts once copies are counted as one."


def test_every_sentence_but_the_last_has_a_footnote(view: View) -> None:
    for sentence in view.sentences[:-1]:
        assert view.notes.numbers([claim for phrase in sentence for claim in phrase.claims]), sentence


def rows(view: View, harm: Harm, label: str) -> list[tuple[str, str, bool]]:
    table = next(table for table in view.tolls if table.harm is harm)
    group = next(group for group in table.groups if group.label == label)
    return [(row.source, row.figure, row.set_aside) for row in group.rows]


def test_tolls_stand_by_place_and_source_in_order_of_time(view: View) -> None:
    monitor, state = "Syrian Observatory for Human Rights", "Syrian state media"
    assert rows(view, Harm.KILLED, "Jableh") == [
        ("Latakia News Agency", "90 or more", False),
        (monitor, "53 or more", True),
        (monitor, "100", False),
        (state, "45", False),
    ]
    whole = rows(view, Harm.KILLED, "In all")
    assert [(source, figure) for source, figure, _ in whole] == [
        ("Syrian interior ministry", "more than 20"),
        (state, "45"),
        ("Associated Press", "80 or more"),
        (monitor, "121"),
        ("Northern Wire and Meridian Post, in their own voice", "more than 148"),
        (state, "78"),
    ]
    assert rows(view, Harm.KILLED, "In all: children") == [(monitor, "8 or more", False)]
    assert rows(view, Harm.INJURED, "Tartus") == [("Latakia News Agency", "55", False)]


def test_a_source_that_repeats_itself_has_one_row_with_all_its_words(view: View) -> None:
    table = view.tolls[0]
    tartus = next(group for group in table.groups if group.label == "Tartus")
    monitor = next(row for row in tartus.rows if row.source.startswith("Syrian Observatory"))
    assert monitor.figure == "48"
    assert len(monitor.claims) == 3


def test_the_history_sums_what_a_source_gave_by_place_and_leaves_copies_out(view: View) -> None:
    history = view.histories[0]
    monitor = next(line for line in history.lines if line.voice == "sohr")
    assert [(point.low, point.high, point.summed) for point in monitor.points] == [
        (101, None, True),
        (121, 121, False),
        (148, 148, True),
    ]
    state = next(line for line in history.lines if line.label == "Syrian state media")
    assert [point.low for point in state.points] == [45, 78]


def test_a_part_is_drawn_where_it_is_a_place_s_toll_and_only_there(view: View) -> None:
    jableh = next(history for history in view.histories if history.title == "Killed, Jableh")
    state = next(line for line in jableh.lines if line.label == "Syrian state media")
    assert [point.low for point in state.points] == [45]
    again = small(
        [
            Figure(who="people", harm=Harm.KILLED, low=12, high=12, wording="x"),
            Figure(who="people", harm=Harm.KILLED, low=3, high=3, wording="x", within="clm-0"),
            Figure(who="people", harm=Harm.KILLED, low=14, high=14, wording="x"),
        ]
    )
    assert [point.low for line in again.histories[0].lines for point in line.points] == [12, 14]


def test_what_was_set_aside_says_why(view: View) -> None:
    others = {(row.figure, row.harm): row.reason for row in view.others}
    assert others["144", "killed"] == "another incident: bombings in northwestern Syria, 1986"
    assert others["more than 270,000", "killed"] == "a running total, not this incident: the war in Syria"
    assert others["2,000,000 or more", "displaced"].startswith("a running total")
    assert others["41 or more", "killed"] == "another incident: bombings in Aden, Yemen"
    assert {row.figure for row in view.unused} >= {"53 or more", "121", "more than 148"}
    assert all(row.reason for row in view.unused)


def test_events_stand_in_order(view: View) -> None:
    what = [event.what for event in view.events]
    assert what[0].startswith("Bombing in Tartus")
    assert what[1].startswith("Bombing in Jableh")
    assert what.index("Ahrar al-Sham denied responsibility") > what.index(
        "The Syrian foreign ministry accuses Ahrar al-Sham, Qatar, Saudi Arabia and Turkey"
    )


def test_sources_count_copies_once(view: View) -> None:
    monitor = next(row for row in view.sources if row.name.startswith("Syrian Observatory"))
    assert (monitor.reports, monitor.origins) == (4, 3)
    assert view.copies == (
        "Northern Wire and Meridian Post print one text (87% of the words shared): counted as one origin.",
    )


def test_order_of_the_records_does_not_matter(case: Dossier) -> None:
    chance = random.Random(7)

    def shuffled(name: str) -> list[Any]:
        items = getattr(case, name)
        return chance.sample(items, len(items))

    again = gather(
        case.incident,
        shuffled("children"),
        shuffled("reports"),
        shuffled("claims"),
        shuffled("estimates"),
        case.findings,
        shuffled("echoes"),
        shuffled("judgements"),
    )
    assert again == case
    assert build(again) == build(case)


def test_gather_keeps_what_lead_reports_say_of_others_and_nothing_of_strangers(case: Dossier) -> None:
    stranger = Report.make(name="else", text="Nine people died elsewhere.")
    claim = Claim.make(
        report=stranger.id,
        span=stranger.span(0, 4),
        content=Figure(who="people", harm=Harm.KILLED, low=9, high=9, wording="Nine"),
        mention=Mention(id="men-else", report=stranger.id, role=MentionRole.LEAD),
    )
    again = gather(
        case.incident, case.children, (*case.reports, stranger), (*case.claims, claim), case.estimates,
        case.findings, case.echoes, case.judgements,
    )  # fmt: skip
    assert again == case
    assert any(claim.scope is Scope.OTHER_INCIDENT for claim in case.claims)


# ---------------------------------------------------------------- footnotes


def test_every_claim_has_a_footnote_that_holds_its_words(case: Dossier, view: View) -> None:
    for claim in case.claims:
        note = view.notes.all[view.notes.number_of[claim.id] - 1]
        marked = "".join(piece.text for piece in note.pieces if claim.id in piece.claims)
        assert marked == claim.span.quote
        assert note.report == claim.report
        assert sum(claim.id in piece.opens for piece in note.pieces) == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_footnotes_quote_no_further_than_they_may(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n.“", min_size=1, max_size=400))
    report = Report.make(name="r", text=text)
    claims = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        claims.append(claim_at(report, start, end))
    mine = tuple(claim.id for claim in claims)
    incident = Incident(id="inc-1", title="t", mentions=("m",), reports=(report.id,), claims=mine)
    context = data.draw(st.integers(0, 50))
    made = notes.make(gather(incident, (), [report], claims), context)
    assert set(made.number_of) == {claim.id for claim in claims}
    covered: set[int] = set()
    for claim in claims:
        covered.update(range(max(0, claim.span.start - context), min(len(text), claim.span.end + context)))
    assert sum(len(piece.text) for note in made.all for piece in note.pieces) <= len(covered) + 4 * len(claims)


def claim_at(report: Report, start: int, end: int, low: int = 1, **fields: object) -> Claim:
    span = report.span(start, end)
    return Claim.make(
        report=report.id,
        span=span,
        content=Figure(who="people", harm=Harm.KILLED, low=low, high=low, wording=span.quote),
        mention=Mention(id="m", report=report.id, role=MentionRole.LEAD),
        **fields,
    )


def test_a_footnote_stays_in_its_paragraph() -> None:
    text = "Before.\n\nThe toll is 12 now.\n\nAfter."
    report = Report.make(name="r", text=text)
    claim = claim_at(report, text.index("12"), text.index("12") + 2)
    incident = Incident(id="inc-1", title="t", mentions=("m",), reports=(report.id,), claims=(claim.id,))
    (note,) = notes.make(gather(incident, (), [report], [claim]), 120).all
    assert "".join(piece.text for piece in note.pieces) == "The toll is 12 now."


def test_the_words_of_a_withdrawn_report_are_gone(case: Dossier) -> None:
    gone = case.reports[0]
    blank = replace(gone, text="", title=None, url=None)
    again = build(replace(case, reports=(blank, *case.reports[1:])))
    assert not again.notes.of(gone.id)
    assert next(row for row in again.reports if row.id == gone.id).withdrawn


# ---------------------------------------------------------------- unknown, zero, not stated


def small(figures: list[Figure], estimate: Estimate | None = None) -> View:
    text = "Words. " * 3
    report = Report.make(name="r", text=text, outlet="Outlet", published="2020-01-02")
    claims = [
        replace(claim_at(report, 0, 5), id=f"clm-{n}", content=replace(figure, wording="Words"))
        for n, figure in enumerate(figures)
    ]
    ids = tuple(claim.id for claim in claims)
    incident = Incident(id="inc-1", title="Fire in Somewhere", mentions=("m",), reports=(report.id,), claims=ids)
    held = [replace(estimate, used=ids)] if estimate else []
    return build(gather(incident, (), [report], claims, held))


def _estimate(low: int | None, high: int | None) -> Estimate:
    return Estimate(
        incident="inc-1", harm=Harm.INJURED, group=Group.PEOPLE, policy="range", version="1",
        low=low, best=None, high=high, used=(), origins=1,
    )  # fmt: skip


def test_not_stated_zero_and_unknown_differ() -> None:
    nothing = small([])
    assert [(key.label, key.value) for key in nothing.keys] == [("killed", "not stated"), ("injured", "not stated")]
    assert "How many people were injured is not stated in any report." in said(nothing)
    zero = small([Figure(who="people", harm=Harm.INJURED, low=0, high=0, wording="x")], _estimate(0, 0))
    assert zero.keys[1].value == "none"
    assert any(line.startswith("Nobody was injured, according to Outlet") for line in said(zero))
    unknown = small([Figure(who="people", harm=Harm.INJURED, low=1, high=None, wording="x")], _estimate(None, None))
    assert unknown.keys[1].value == "unknown"
    assert "How many people were injured is unknown." in said(unknown)


def test_an_open_end_stays_open() -> None:
    view = small([Figure(who="people", harm=Harm.INJURED, low=53, high=None, wording="x")], _estimate(53, None))
    assert view.keys[1].value == "53 or more"
    assert "no upper bound stated" in view.keys[1].remark
    assert any(line.startswith("At least 53 people were injured") for line in said(view))
    up_to = small([Figure(who="people", harm=Harm.INJURED, low=None, high=16, wording="x")], _estimate(None, 16))
    assert up_to.keys[1].value == "up to 16"
    either = small([Figure(who="people", harm=Harm.INJURED, low=2, high=None, wording="x")], _estimate(0, None))
    assert said(either)[2] == (
        "How many people were injured is not clear: the words of the reports leave open whether anybody was."
    )


def test_a_denied_figure_is_marked() -> None:
    report = Report.make(name="r", text="Words.", outlet="Outlet")
    denied = claim_at(report, 0, 5, stance=Stance.DENIED, sources=(Source(text="army", name="army"),))
    incident = Incident(id="inc-1", title="t", mentions=("m",), reports=(report.id,), claims=(denied.id,))
    (table,) = tolls.tables(case := gather(incident, (), [report], [denied]), Places(case))
    assert table.groups[0].rows[0].status == "denied"


def test_claims_over_every_site_are_of_the_whole(case: Dossier) -> None:
    places = Places(case)
    labels = {places.label(places.of(claim)) for claim in case.claims if claim.places}
    assert labels == {"In all", "Jableh", "Tartus"}
    assert places.label(WHOLE) == "In all"


# ---------------------------------------------------------------- places that hold places


def _place(name: str, kind: PlaceKind, number: int | None = None, **fields: Any) -> Place:
    return Place(text=name, name=name, kind=kind, geoname_id=number, country="Peru", country_code="PE", **fields)


ATICO = _place("Atico", PlaceKind.SETTLEMENT, 1, admin1="Arequipa", admin2="Caravelí")
OCONA = _place("Ocona", PlaceKind.SETTLEMENT, 2, admin1="Arequipa", admin2="Camaná")
SCHOOL = _place("the school", PlaceKind.FACILITY, within="Atico", admin1="Arequipa")


def _placed(*held: tuple[Place, ...], where: tuple[Place, ...] = ()) -> tuple[Places, list[Claim]]:
    report = Report.make(name="r", text="0123456789")
    claims = [claim_at(report, n, n + 1, places=places) for n, places in enumerate(held)]
    ids = tuple(claim.id for claim in claims)
    incident = Incident(id="inc-1", title="t", mentions=("m",), reports=(report.id,), claims=ids, places=where)
    return Places(gather(incident, (), [report], claims)), claims


@pytest.mark.parametrize(
    "over",
    [
        _place("Peru", PlaceKind.COUNTRY, 3),
        _place("Arequipa", PlaceKind.PROVINCE, 4),
    ],
    ids=lambda place: place.name,
)
def test_a_country_or_province_that_holds_every_site_is_the_whole(over: Place) -> None:
    places, claims = _placed((ATICO,), (OCONA,), (over,), ())
    assert [places.label(places.of(claim)) for claim in claims] == ["Atico", "Ocona", "In all", "In all"]


def test_a_district_is_the_whole_of_its_own_sites_only() -> None:
    places, claims = _placed((ATICO,), (OCONA,), (_place("Caravelí", PlaceKind.DISTRICT, 5),))
    assert [places.label(places.of(claim)) for claim in claims] == ["Atico", "Ocona", "Caravelí"]


def test_a_facility_is_a_site_of_its_town() -> None:
    places, claims = _placed((SCHOOL,), (ATICO,), (OCONA,), (ATICO, OCONA))
    assert [places.label(places.of(claim)) for claim in claims] == ["the school", "Atico", "Ocona", "In all"]
    assert places.spelling(SCHOOL) == "the school (Atico, Arequipa, Peru)"


def test_what_happened_in_one_place_is_told_under_all_its_names_as_one() -> None:
    town = replace(ATICO, latitude=-16.2, longitude=-73.6)
    quarter = replace(OCONA, latitude=-16.25, longitude=-73.6)  # 6 km off
    hospital = _place("Camana", PlaceKind.SETTLEMENT, 6, admin1="Arequipa", latitude=-16.6, longitude=-72.7)
    street = _place("Elm Street", PlaceKind.FACILITY)
    held = ((town,), (quarter,), (street,), (town, quarter), (hospital,), ())
    places, claims = _placed(*held, where=(town,))
    assert [places.label(places.of(claim)) for claim in claims] == ["In all"] * 4 + ["Camana", "In all"]
    two, claims = _placed(*held, where=(town, quarter))
    assert [two.label(two.of(claim)) for claim in claims[:2]] == ["Atico", "Ocona"], "an incident of two places"


def test_what_another_report_only_recalls_is_of_the_incident_it_recalls() -> None:
    report = Report.make(name="later", text="In 1986 bombs killed 144 people.", outlet="Later", published="2016-05-24")
    at = report.text.index("144")
    recalled = claim_at(report, at, at + 3, low=144, scope=Scope.OTHER_INCIDENT)
    mention = replace(recalled.mention, role=MentionRole.BACKGROUND)
    claim = replace(recalled, mention=mention)
    incident = Incident(
        id="inc-1986",
        title="Bombings in 1986",
        mentions=("m",),
        reports=(),
        background=(report.id,),
        claims=(claim.id,),
    )
    view = build(gather(incident, (), [report], [claim]))
    assert [row.figure for table in view.tolls for group in table.groups for row in group.rows] == ["144"]
    assert not view.others
    assert said(view)[-1] == "No report is mainly about this; it is recalled by one report."


def test_a_total_of_the_whole_war_never_counts_however_it_was_linked(case: Dossier) -> None:
    war = next(claim for claim in case.claims if claim.scope is Scope.RUNNING_TOTAL)
    joined = replace(case, incident=replace(case.incident, claims=(*case.incident.claims, war.id)))
    view = build(joined)
    assert "more than 270,000" not in [row.figure for table in view.tolls for g in table.groups for row in g.rows]
    assert "more than 270,000" in [row.figure for row in view.others]
