"""Where an incident was, of the places that its reports put it in."""

from __future__ import annotations

from casrec.link.incidents import common_places
from casrec.records import Mention, Place
from casrec.terms import MentionRole, PlaceKind

AKUN = Place(text="Akun", name="Akun", kind=PlaceKind.SETTLEMENT, geoname_id=1)
BORO = Place(text="Boro", name="Boro", kind=PlaceKind.SETTLEMENT, geoname_id=2)
LAND = Place(text="Cadria", name="Cadria", kind=PlaceKind.COUNTRY, geoname_id=3)


def told(*places: Place) -> Mention:
    """A report's main happening, in some places."""
    return Mention(id="men", report="rep", role=MentionRole.LEAD, label="bombing", places=places)


def names(*mentions: Mention) -> list[str]:
    """The names of the places of an incident."""
    return [place.name for place in common_places(mentions)]


def test_one_report_of_many_names_no_further_place() -> None:
    assert names(told(AKUN), told(AKUN), told(AKUN), told(BORO)) == ["Akun"]


def test_of_two_reports_each_names_its_place() -> None:
    assert names(told(AKUN), told(BORO)) == ["Akun", "Boro"]
    assert names(told(AKUN), told(AKUN, BORO)) == ["Akun", "Boro"]


def test_a_country_gives_way_to_a_town() -> None:
    assert names(told(LAND), told(LAND), told(AKUN)) == ["Akun"]
    assert names(told(LAND)) == ["Cadria"]
