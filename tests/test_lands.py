"""A natural hazard in several countries: each is a part of its own, and the whole is their sum."""

from __future__ import annotations

import random

from casrec import pipeline
from casrec.errors import ReportError
from casrec.ingest.finish import finish
from casrec.publish.view import build
from casrec.records import Claim, Dossier, Report
from casrec.store.memory import MemoryStore
from casrec.terms import Group, Harm

Range = tuple[int | None, int | None, int | None]


def dossiers(*texts: str) -> list[Dossier]:
    """The incidents of some reports of one day."""
    store = MemoryStore()
    records: list[Report | Claim] = []
    for number, text in enumerate(texts):
        report = finish(Report.make(name=f"r{number}", text=text, outlet=f"Outlet {number}", published="2016-05-24"))
        claims = pipeline.extract_report(report)
        assert not isinstance(claims, ReportError)
        records += [report, *claims]
    random.Random(7).shuffle(records)
    store.add(records)
    pipeline.rebuild(store)
    return list(pipeline.dossiers(store))


def killed(found: Dossier) -> dict[str, Range]:
    """The dead of the whole ("") and of each part by its place."""
    part = {child.id: child.places[0].name for child in found.children}
    return {
        part.get(one.incident, ""): (one.low, one.best, one.high)
        for one in found.estimates
        if one.policy == "best" and one.harm is Harm.KILLED and one.group is Group.PEOPLE
    }


def whole(*texts: str) -> dict[str, Range]:
    """The dead of the one incident that the reports tell of."""
    return next(killed(one) for one in dossiers(*texts) if one.incident.parent is None and one.incident.reports)


def test_the_dead_of_several_countries_add_up_whoever_counts_them() -> None:
    found = whole(
        "Quake kills hundreds in Nepal\n\nA powerful earthquake struck Nepal on Saturday, killing at least 876 people "
        "there, the interior ministry said. In India 34 people were killed, officials said, and 12 died in China."
    )
    assert found == {"": (922, 922, None), "Nepal": (876, 876, None), "India": (34, 34, 34), "China": (12, 12, 12)}


def test_each_report_has_its_sum_and_the_later_counts_replace_the_earlier() -> None:
    found = whole(
        "Quake hits Turkey and Syria\n\nThe earthquake killed 1,121 people in Turkey and 783 in Syria on Monday.",
        "Turkey quake toll rises to 1,498\n\nThe death toll from the earthquake in Turkey rose to 1,498 on Monday, the "
        "disaster agency said. In Syria, 810 people were killed, the health ministry said.",
    )
    assert found[""] == (1904, 2308, 2308)
    assert found["Turkey"][1:] == (1498, 1498)
    assert found["Syria"][1:] == (810, 810)


def test_one_quake_stays_one_in_two_countries() -> None:
    text = "An earthquake killed 40 people in Nepal on Saturday, officials said. In India, 12 people were killed."
    page = build(next(one for one in dossiers("Quake kills dozens\n\n" + text) if one.children))
    assert page.title.startswith("Earthquake in ")


def test_a_province_stands_for_its_country_where_nothing_else_does() -> None:
    found = whole(
        "Typhoon kills 31 in Philippines, two in China\n\nA typhoon killed 31 people in the Philippines before it "
        "reached southern China on Sunday, officials said. Two people were killed in Guangdong, state media said."
    )
    assert found[""] == (33, 33, 33)


def test_towns_of_one_country_and_bombs_in_two_make_no_countries() -> None:
    quake = "An earthquake killed 40 people in Kathmandu on Saturday, officials said. In Pokhara, 12 people died."
    assert not {"Nepal", "India"} & set(whole("Quake in Nepal\n\n" + quake))
    bombs = "Bombs killed 40 people in Iraq on Saturday, officials said. In Syria, car bombs killed 12 people."
    assert not {"Iraq", "Syria"} & set(whole("Bombs in two countries\n\n" + bombs))
    storm = (
        "A hurricane killed 40 people in Puerto Rico on Saturday, officials said. In Florida, 12 people were killed."
    )
    assert not {"Puerto Rico", "United States"} & set(whole("Hurricane kills dozens\n\n" + storm))
