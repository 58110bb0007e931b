"""Follow-ups are known by their words, and lead to the one incident that they are about."""

from __future__ import annotations

import pytest

from casrec.link import follow
from casrec.records import Incident, Place, Report, When, replace
from casrec.terms import IncidentKind, PlaceKind, TimePrecision

KORDA = Place(text="Korda", name="Korda", kind=PlaceKind.SETTLEMENT, geoname_id=7)
OTHER = Place(text="Belvar", name="Belvar", kind=PlaceKind.SETTLEMENT, geoname_id=8)


def at(day: str) -> When:
    return When(earliest=day, latest=day, precision=TimePrecision.DAY)


def incident(id: str, day: str, kind: IncidentKind = IncidentKind.BOMBING, **fields: object) -> Incident:
    made = Incident(id=id, title=id, mentions=(), reports=(f"rep-{id}",), claims=(), kind=kind, when=at(day),
                    places=(KORDA,))  # fmt: skip
    return replace(made, **fields)


def report(id: str, title: str, published: str = "2012-06-01", text: str = "Nothing more was said.") -> Report:
    return Report(id=id, name=id, title=title, text=text, published=published)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Two men go on trial over the Korda bombing", "trial"),
        ("Man found guilty of the market blast", "trial"),
        ("Korda driver sentenced to twelve years", "trial"),
        ("Town marks first anniversary of the Korda bombing", "anniversary"),
        ("Five years on, Korda rebuilds its market", "anniversary"),
        ("Hundreds hold vigil for the dead of Korda", "memorial"),
        ("Mourners fill the square as victims are laid to rest", "memorial"),
        ("Inquest hears of locked doors at the Korda hall", "inquiry"),
        ("Strong aftershock sends people of Korda into the streets", "aftershock"),
        ("Bomb kills nine at a market in Korda", None),
        ("Gunmen storm a hotel in Korda", None),
        ("Nine dead as train leaves the rails", None),
    ],
)
def test_what_a_report_follows_up_with(title: str, kind: str | None) -> None:
    assert follow.kind_of(report("r", title)) == kind


def test_a_trial_follows_the_incident_its_reports_recall() -> None:
    deed = incident("deed", "2010-03-04", background=("rep-trial",))
    trial = incident("trial", "2012-05-30", kind=IncidentKind.OTHER, places=(OTHER,))
    told = [report("rep-trial", "Two go on trial over the Korda bombing")]
    assert follow.about(trial, told, [deed, trial]) == deed


def test_an_anniversary_told_with_the_day_of_the_deed_follows_it() -> None:
    deed, later = incident("deed", "2010-03-04"), incident("later", "2010-03-04")
    told = [report("rep-later", "Korda marks the anniversary of the market bombing")]
    assert follow.about(later, told, [deed]) == deed
    assert follow.about(replace(later, kind=IncidentKind.FLOOD), told, [deed]) is None
    assert follow.about(replace(later, places=(OTHER,)), told, [deed]) is None


def test_aftershocks_follow_the_first_shock_for_some_weeks() -> None:
    first = incident("first", "2010-03-04", IncidentKind.EARTHQUAKE)
    second = incident("second", "2010-03-09", IncidentKind.EARTHQUAKE)
    third = incident("third", "2010-03-20", IncidentKind.EARTHQUAKE)
    told = [report("rep-third", "Aftershock shakes Korda again", "2010-03-21")]
    assert follow.about(third, told, [first, second]) == first
    late = replace(third, when=at("2010-09-20"))
    assert follow.about(late, told, [first]) is None


def test_a_new_incident_of_its_own_follows_nothing() -> None:
    deed, new = incident("deed", "2010-03-04", background=("rep-new",)), incident("new", "2012-05-31")
    assert follow.about(new, [report("rep-new", "Bomb kills nine at a market in Korda")], [deed]) is None


def test_which_of_two_is_meant_is_not_guessed() -> None:
    two = [incident(id, "2010-03-04", background=("rep-trial",)) for id in ("one", "two")]
    trial = incident("trial", "2012-05-30")
    assert follow.about(trial, [report("rep-trial", "Trial opens over the bombings")], two) is None


def test_a_follow_up_is_never_of_what_came_later() -> None:
    later = incident("later", "2013-01-01", background=("rep-trial",))
    trial = incident("trial", "2012-05-30")
    assert follow.about(trial, [report("rep-trial", "Trial opens over the bombings")], [later]) is None


def test_few_words_of_an_aftermath_among_many_reports_make_no_follow_up() -> None:
    deed = incident("deed", "2010-03-04", background=("a",))
    one = incident("one", "2012-05-30", reports=("a", "b", "c"))
    told = [report("a", "Vigil for the dead"), report("b", "Bomb kills four"), report("c", "Four die in blast")]
    assert follow.about(one, told, [deed]) is None
