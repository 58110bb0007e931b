"""Where and when an incident was, of the places and days that its reports tell."""

from __future__ import annotations

from casrec.holding import most_specific
from casrec.link.incidents import common_places, common_time
from casrec.link.quarters import quarter, vague
from casrec.link.sites import sites
from casrec.records import Claim, Figure, Mention, Place, Span, When, replace
from casrec.terms import Harm, IncidentKind, MentionRole, PlaceKind, TimePrecision

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


CITY = Place(
    text="New York City", name="New York City", kind=PlaceKind.SETTLEMENT, geoname_id=5128581, latitude=40.7143,
    longitude=-74.006, admin1="New York", country_code="US",
)  # fmt: skip
BOROUGH = replace(CITY, text="Brooklyn", name="Brooklyn", geoname_id=5110302, latitude=40.6501, longitude=-73.9496)
TROY = Place(
    text="Troy", name="Troy", kind=PlaceKind.SETTLEMENT, geoname_id=5012639, latitude=42.6056, longitude=-83.1499,
    admin1="Michigan", country_code="US",
)  # fmt: skip
DETROIT = replace(TROY, text="Detroit", name="Detroit", geoname_id=4990729, latitude=42.3314, longitude=-83.0457)


def test_a_city_gives_way_to_its_quarter_and_to_no_neighbour() -> None:
    assert names(told(CITY), told(CITY), told(BOROUGH)) == ["Brooklyn"]
    assert quarter(BOROUGH, CITY)
    assert not quarter(CITY, BOROUGH)
    assert not quarter(TROY, DETROIT)
    assert not quarter(replace(BOROUGH, admin1="New Jersey"), CITY)


def test_two_villages_at_the_spot_of_what_holds_both_are_no_quarters_of_each_other() -> None:
    akun = replace(AKUN, geoname_id=None, latitude=35.4, longitude=36.0)
    boro = replace(BORO, geoname_id=None, latitude=35.4, longitude=36.0)
    assert names(told(akun, boro)) == ["Akun", "Boro"]


def test_a_suburb_of_no_name_and_a_neighbourhood_of_a_city_say_nothing_beside_a_place() -> None:
    suburb = replace(DETROIT, text="suburban Detroit")
    assert names(told(suburb), told(suburb), told(TROY)) == ["Troy"]
    assert names(told(suburb)) == ["Detroit"]
    assert vague(replace(CITY, text="a New York City neighborhood"))
    assert not vague(replace(BOROUGH, text="Coney Island neighborhood", name="Coney Island", geoname_id=5113481))
    assert not vague(replace(TROY, text="Forest Village", name="Forest Village", geoname_id=None))


def test_a_place_far_from_the_one_that_most_reports_name_is_a_namesake() -> None:
    assert names(told(TROY), told(TROY), told(BOROUGH)) == ["Troy"]
    assert names(told(TROY), told(BOROUGH)) == ["Brooklyn", "Troy"]
    flood = [replace(told(place), kind=IncidentKind.FLOOD) for place in (TROY, TROY, BOROUGH)]
    assert names(*flood) == ["Troy", "Brooklyn"]


def test_where_a_hospital_or_a_home_is_named_by_few_is_no_second_place_of_one_shooting() -> None:
    assert names(told(TROY), told(TROY), told(DETROIT)) == ["Troy"]
    assert names(told(TROY), told(TROY, DETROIT), told(TROY)) == ["Troy"], "one in three names it"
    assert names(told(TROY, DETROIT), told(TROY, DETROIT), told(TROY)) == ["Troy", "Detroit"], "named together"
    assert names(told(TROY), told(DETROIT)) == ["Detroit", "Troy"], "as many name the one as the other"


def test_a_street_that_nobody_can_place_is_no_second_place_beside_a_town() -> None:
    street = Place(text="Elm Street", name="Elm Street", kind=PlaceKind.FACILITY)
    assert names(told(street), told(TROY)) == ["Troy"]
    assert names(told(street)) == ["Elm Street"]


def test_a_city_counted_beside_its_own_quarter_is_no_site_of_its_own() -> None:
    def counted(number: int, place: Place) -> Claim:
        figure = Figure(Harm.KILLED, number, number, wording=str(number), who="people")
        return Claim.make(
            report="rep", mention=told(CITY), span=Span(0, 1, str(number)), content=figure, places=(place,)
        )

    assert sites([counted(2, CITY), counted(3, BOROUGH)]) == {}
    assert sites([counted(2, replace(DETROIT, text="Detroit suburb")), counted(3, TROY)]) == {}
    assert len(sites([counted(2, DETROIT), counted(3, TROY)])) == 2


def test_a_place_far_off_that_one_report_compares_with_is_no_site() -> None:
    far = replace(TROY, text="Faraway", name="Faraway", geoname_id=1, latitude=46.5, longitude=-87.4)

    def counted(report: str, number: int, place: Place, kind: IncidentKind = IncidentKind.BOMBING) -> Claim:
        figure = Figure(Harm.KILLED, number, number, wording=str(number), who="people")
        mention = replace(told(DETROIT), kind=kind)
        return Claim.make(report=report, mention=mention, span=Span(0, 1, str(number)), content=figure, places=(place,))

    many = [counted(f"rep{number}", 3, DETROIT) for number in range(4)]
    lone = [*many, counted("rep0", 9, far)]
    assert sites(lone) == {}
    assert len(sites([*lone, counted("rep1", 9, far)])) == 2  # two reports tell of it
    assert len(sites([counted("rep0", 3, DETROIT), counted("rep0", 9, far)])) == 2
    # a quarter's namesake in the same state is no second site of a shooting
    assert sites([counted("rep0", n, at, IncidentKind.SHOOTING) for n, at in ((3, DETROIT), (9, far))]) == {}
