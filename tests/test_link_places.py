"""Where and when an incident was, of the places and days that its reports tell."""

from __future__ import annotations

from casrec.holding import most_specific
from casrec.link.incidents import common_places, common_time
from casrec.records import Mention, Place, When, replace
from casrec.terms import MentionRole, PlaceKind, TimePrecision

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


def test_a_town_known_from_its_airport_is_the_town() -> None:
    town = Place(
        text="Baghdad", name="Baghdad", kind=PlaceKind.SETTLEMENT, geoname_id=98182, latitude=33.34, longitude=44.4
    )
    assert most_specific([town, replace(town, geoname_id=None)]) == (town,)
    assert most_specific([replace(town, geoname_id=None)]) == (replace(town, geoname_id=None),)
    elsewhere = replace(town, geoname_id=None, latitude=30.0)
    assert most_specific([town, elsewhere]) == (town, elsewhere)


def on(day: str) -> Mention:
    """A report's main happening, on some day."""
    return replace(told(AKUN), when=When(earliest=day, latest=day, precision=TimePrecision.DAY, text=day))


def test_what_one_report_tells_of_was_not_after_another_was_published() -> None:
    late, early = on("2016-06-29"), on("2016-06-28")
    stamps = ["2016-06-28", "2016-06-29T10:00:00Z", "2016-06-30"]
    assert common_time([early, late, late], stamps) == early.when
    assert common_time([early, late, late]) == late.when
    assert common_time([late, late], ["2016-06-28", None]) == late.when
