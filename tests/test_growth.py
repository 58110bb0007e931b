"""A store that grows holds what a rebuild of it would, and only what changes is written."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from rich.console import Console

from benchmarks.synthetic import World
from casrec import gathering, growth, pipeline
from casrec.ids import content_id
from casrec.publish import pages, terminal
from casrec.records import (
    Claim,
    Echo,
    Estimate,
    Figure,
    Finding,
    Grade,
    Incident,
    Judgement,
    Mention,
    Place,
    Record,
    Report,
    When,
    encode,
    replace,
)
from casrec.seams import Archive
from casrec.store import open_store
from casrec.store.sql import SqlStore
from casrec.terms import Harm, IncidentKind, MentionRole, PlaceKind, Scope, TimePrecision, Verdict

DERIVED: tuple[type[Record], ...] = (Echo, Incident, Estimate, Finding, Grade, Judgement)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    opened = open_store("memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'casrec.db'}")
    assert isinstance(opened, Archive)
    yield opened
    if isinstance(opened, SqlStore):
        opened.close()


def made(size: int) -> list[tuple[Report, list[Claim]]]:
    """Made-up reports in no order, with claims as the extractor in force would have made them."""
    world, version = World(5, size, days=40, recall=0.3), pipeline.extractor().version
    found = [world.report(index) for index in range(size)]
    Random(1).shuffle(found)
    return [(r, [replace(c, extractor=pipeline.EXTRACTOR, version=version) for c in mine]) for r, mine in found]


def everything(store: Archive) -> list[bytes]:
    return [encode(record) for kind in DERIVED for record in store.find(kind)]


def grown(store: Archive, reports: list[tuple[Report, list[Claim]]]) -> set[str]:
    """Add reports one by one; the incidents that this wrote."""
    written: set[str] = set()
    for report, claims in reports:
        store.add([report, *claims])
        assert growth.ready(store, 1)
        holdings = growth.StoreHoldings(store, gathering.in_force(store))
        written |= growth.update(store, holdings, [report], pipeline.rules()).incidents.keys()
        growth.mark(store.shelf, store.count(Report))
    return written


def test_a_grown_store_is_a_rebuilt_store(store: Archive) -> None:
    reports = made(80)
    store.add(record for report, claims in reports[:60] for record in (report, *claims))
    pipeline.rebuild(store)
    grown(store, reports[60:])
    held = everything(store)
    pipeline.rebuild(store)
    assert everything(store) == held


def test_what_is_far_from_a_new_report_is_not_written_again(store: Archive) -> None:
    words = "Twelve villagers drowned when the Ganges burst its banks near Patna on 3 July 1987, rescuers said."
    far = Report.make(name="far", text=words, title="Flood drowns villagers near Patna", published="1987-07-04")
    reports = made(30)
    store.add([far, *(record for report, claims in reports[:20] for record in (report, *claims))])
    pipeline.rebuild(store)
    (flood,) = store.find(Incident, report=far.id)
    written = grown(store, reports[20:])
    assert written
    assert flood.id not in written


def test_a_store_whose_last_run_was_stopped_is_made_anew(store: Archive) -> None:
    store.add(record for report, claims in made(12) for record in (report, *claims))
    assert not growth.current(store)
    pipeline.rebuild(store)
    assert growth.current(store)
    assert growth.ready(store, 0)
    assert not growth.ready(store, 1)
    growth.unmark(store.shelf)
    assert not growth.current(store)


def test_many_new_reports_are_linked_all_at_once(store: Archive) -> None:
    reports = made(20)
    store.add(record for report, claims in reports[:10] for record in (report, *claims))
    pipeline.rebuild(store)
    store.add(record for report, claims in reports[10:] for record in (report, *claims))
    assert not growth.ready(store, 10)


def test_a_trial_whose_report_recalls_the_deed_follows_it_in_record_terminal_and_page(store: Archive) -> None:
    version = pipeline.extractor().version
    place = Place(text="Korda", name="Korda", kind=PlaceKind.SETTLEMENT, geoname_id=7)
    day = When(earliest="2010-03-04", latest="2010-03-04", precision=TimePrecision.DAY)
    deed = Report.make(name="deed", title="Bomb kills nine at a market in Korda", published="2010-03-05",
                       text="A bomb killed nine people at the fish market of Korda on 4 March 2010.")  # fmt: skip
    later = Report.make(name="later", title="Two carpenters go on trial at the high court", published="2012-06-01",
                        text="Two carpenters pleaded not guilty. Nine died in Korda on 4 March 2010.")  # fmt: skip
    made = []
    for report, role, scope, words in (
        (deed, MentionRole.LEAD, Scope.INCIDENT, "nine"),
        (later, MentionRole.BACKGROUND, Scope.OTHER_INCIDENT, "Nine"),
    ):
        mention = Mention(id=f"men-{report.id}", report=report.id, role=role, kind=IncidentKind.BOMBING, when=day,
                          places=(place,))  # fmt: skip
        at = report.text.index(words)
        figure = Figure(harm=Harm.KILLED, low=9, high=9, wording=words, who="people")
        made.append(Claim.make(report=report.id, span=report.span(at, at + 4), content=figure, mention=mention,
                               scope=scope, extractor=pipeline.EXTRACTOR, version=version))  # fmt: skip
    apart = Judgement.make(left=f"men-{deed.id}", right=content_id("men", later.id, "lead"), by="Amal",
                           verdict=Verdict.DIFFERENT)  # fmt: skip
    store.add([deed, later, *made, apart])
    pipeline.rebuild(store)
    (first,) = (one for one in store.find(Incident, report=deed.id) if deed.id in one.reports)
    (second,) = (one for one in store.find(Incident, report=later.id) if later.id in one.reports)
    found = pipeline.dossier(store, second)
    assert found.incident.follows == first.id
    assert found.follows == first
    assert pipeline.dossier(store, first).follows is None
    assert f'Follow-up to: <a href="{first.id}.html">' in pages.page(found)
    out = StringIO()
    terminal.show(found, Console(file=out, width=200))
    assert f"Follow-up to: {first.title} ({first.id})." in out.getvalue()
