"""Linking as it grows: a report that comes to many touches its neighbourhood, and the result is that of all at once."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import World
from casrec.link import block, link
from casrec.link.grow import Derived, grow
from casrec.link.holdings import Held
from casrec.link.incidents import Linked
from casrec.link.index import Index
from casrec.records import Claim, Echo, Incident, Judgement, Report, encode, replace
from casrec.store.shelf import MemoryShelf
from casrec.terms import MentionRole, Verdict

Made = tuple[Report, list[Claim]]


class Grown:
    """Derived records that grow report by report."""

    def __init__(self, judgements: list[Judgement]) -> None:
        self.shelf = MemoryShelf()
        self.made: list[Made] = []
        self.people = judgements
        self.incidents: dict[str, Incident] = {}
        self.judgements: dict[str, Judgement] = {}
        self.echoes: dict[str, Echo] = {}

    def add(self, batch: list[Made]) -> int:
        """Add reports; how many incidents that changed."""
        self.made += batch
        holdings = Held([report for report, _ in self.made], [claim for _, mine in self.made for claim in mine])
        derived = Derived(
            self.incidents.get,
            lambda report: [one for one in self.incidents.values() if report in (*one.reports, *one.background)],
            lambda report: [one for one in self.echoes.values() if report in one.reports],
        )
        index = Index(self.shelf, holdings)
        change = grow(index, holdings, derived, self.people, [report for report, _ in batch])
        for id in change.gone_incidents:
            self.incidents.pop(id, None)
        for id in change.gone_judgements:
            self.judgements.pop(id, None)
        for id in change.gone_echoes:
            self.echoes.pop(id, None)
        self.incidents.update(change.incidents)
        self.judgements.update((one.id, one) for one in change.judgements)
        self.echoes.update(change.echoes)
        return len(change.incidents)

    def said(self) -> list[bytes]:
        """All derived records as bytes."""
        incidents = [self.incidents[id] for id in sorted(self.incidents)]
        judgements = [self.judgements[id] for id in sorted(self.judgements)]
        echoes = [self.echoes[id] for id in sorted(self.echoes)]
        return [encode(one) for one in (*incidents, *judgements, *echoes)]


def at_once(made: list[Made], people: list[Judgement]) -> list[bytes]:
    """All derived records of linking all reports at once, as bytes."""
    linked: Linked = link([report for report, _ in made], [claim for _, mine in made for claim in mine], people)
    incidents = sorted(linked.incidents, key=lambda one: one.id)
    judgements = sorted(linked.judgements, key=lambda one: one.id)
    echoes = sorted(linked.echoes, key=lambda one: one.id)
    return [encode(one) for one in (*incidents, *judgements, *echoes)]


def reports(seed: int, size: int) -> list[Made]:
    """Made-up reports, some without a day, some copied by another outlet, some with a page's lines alone."""
    world, draw = World(seed, size, days=6, recall=0.5), Random(seed)
    made: list[Made] = []
    for index in range(size):
        report, claims = world.report(index)
        if draw.random() < 0.1:
            report = replace(report, published=None)
        if draw.random() < 0.1:
            words = report.text.replace(".", ". ") + " Our town remembers them still."
            made.append((Report.make(name=f"copy-{index}", text=words, outlet="Copyist", published="2010-01-05"), []))
        made.append((report, claims))
    page = "Sign up for our letter\nChoose your town\nLog in"
    made += [(Report.make(name=f"page-{n}", text=page + str(n), outlet="Toledo Ledger"), []) for n in range(3)]
    return made


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_is_all_at_once_in_any_order(seed: int) -> None:
    made = reports(seed, 30)
    Random(seed).shuffle(made)
    grown = Grown([])
    for one in made:
        grown.add([one])
    assert grown.said() == at_once(made, [])


@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(1, 9), min_size=1, max_size=6), data=st.data())
@settings(max_examples=12, deadline=None)
def test_batches_of_any_size_with_judgements_are_all_at_once(seed: int, cuts: list[int], data: st.DataObject) -> None:
    made = reports(seed, 16)
    Random(seed).shuffle(made)
    mentions = sorted({claim.mention.id for _, mine in made for claim in mine})
    pairs = st.tuples(st.sampled_from(mentions), st.sampled_from(mentions), st.sampled_from([*Verdict][:3]))
    people = [
        Judgement.make(left=left, right=right, verdict=verdict, by="Amal", made=f"2020-01-0{n + 1}")
        for n, (left, right, verdict) in enumerate(data.draw(st.lists(pairs, max_size=4)))
        if left != right
    ]
    grown = Grown(people)
    at = 0
    for cut in [*cuts, len(made)]:
        if made[at : at + cut]:
            grown.add(made[at : at + cut])
        at += cut
    assert grown.said() == at_once(made, people)


def test_what_is_recalled_moves_between_incidents_as_they_come() -> None:
    made = reports(21, 70)
    assert sum(claim.mention.role is MentionRole.BACKGROUND for _, mine in made for claim in mine) > 15
    for order in range(2):
        Random(order).shuffle(made)
        grown = Grown([])
        for start in range(0, len(made), 8):
            grown.add(made[start : start + 8])
        assert any(one.background and one.reports for one in grown.incidents.values())
        assert grown.said() == at_once(made, [])


def test_cells_that_fill_up_part_reports_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = (
        block.Window(6, 2),
        block.Window(5, 7),
        block.Window(4, 30),
        block.Window(4, 400),
        block.Window(3, 4000),
        block.Window(9, 7, 1),
    )
    for module in ("casrec.link.block", "casrec.link.nearby"):
        monkeypatch.setattr(f"{module}.WINDOWS", windows)
        monkeypatch.setattr(f"{module}.UNDATED", 9)
    monkeypatch.setattr("casrec.link.nearby._WHOLE", 10)
    made = reports(11, 40)
    Random(4).shuffle(made)
    grown = Grown([])
    for start in range(0, len(made), 3):
        grown.add(made[start : start + 3])
    assert grown.said() == at_once(made, [])


def test_pages_that_tell_of_nothing_make_no_incident_however_many_are_alike() -> None:
    words = "Sign up for our daily letter.\nChoose the stories you want each morning.\nLog in with a word of your own."
    pages = [
        Report.make(name=f"page-{n}", text=words, title="Sign up", outlet=f"Paper {n}", published="2020-01-01")
        for n in range(2)
    ]
    fire = Report.make(
        name="fire", text="Three people died in a house fire in Korda on Monday.", published="2020-01-02"
    )
    found = link([*pages, fire], [])
    assert [one.reports for one in found.incidents] == [(fire.id,)]
    grown = Grown([])
    for report in (*pages, fire):
        grown.add([(report, [])])
    assert grown.said() == at_once([(report, []) for report in (*pages, fire)], [])
