"""The gazetteer: names, variants, people of countries, states cut short, distances."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec import gazetteer, places
from casrec.gazetteer import Packed, Row
from casrec.places import Gazetteer, demonym, distance_km, fold, state, within
from casrec.terms import PlaceKind

SHIPPED = Path(places.__file__).parent / "data" / "places.bin"


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("name", ["Tartus", "Tartous", "Ţarţūs", "TARTUS", "Tartūs"])
def test_spellings_of_one_town_meet(known: Gazetteer, name: str) -> None:
    towns = [e for e in known.lookup(name) if e.kind is PlaceKind.SETTLEMENT]
    assert towns[0].geoname_id == 163345
    assert (towns[0].admin1, towns[0].country, towns[0].country_code) == ("Tartus", "Syria", "SY")
    assert distance_km((towns[0].latitude, towns[0].longitude), (34.889, 35.8866)) < 1


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Qamishli", "SY", PlaceKind.SETTLEMENT),
        ("al-Qamishli", "SY", PlaceKind.SETTLEMENT),
        ("U.S.", "US", PlaceKind.COUNTRY),
        ("Britain", "GB", PlaceKind.COUNTRY),
        ("St. Louis", "US", PlaceKind.SETTLEMENT),
        ("Saint Louis", "US", PlaceKind.SETTLEMENT),
        ("Oklahoma", "US", PlaceKind.PROVINCE),
        ("Tulsa County", "US", PlaceKind.DISTRICT),
        ("Sinai", "EG", PlaceKind.REGION),
        ("L.A.", "US", PlaceKind.SETTLEMENT),
    ],
)
def test_names_find_their_kind(known: Gazetteer, name: str, code: str, kind: PlaceKind) -> None:
    assert any(e.country_code == code and e.kind is kind for e in known.lookup(name))


def test_a_name_nobody_bears_finds_nothing(known: Gazetteer) -> None:
    assert known.lookup("Xyzzyville") == ()
    assert known.lookup("") == ()


def test_the_best_known_comes_first(known: Gazetteer) -> None:
    assert known.lookup("Paris")[0].country_code == "FR"
    assert known.lookup("Georgia")[0].kind is PlaceKind.COUNTRY
    assert known.lookup("Paris")[0].capital


def test_every_country_and_state_of_the_lexicon_is_held(known: Gazetteer) -> None:
    lexicon = places.words()
    for code in {*lexicon["demonyms"], *lexicon["countries"]}:
        entry = known.country(code)
        assert entry is not None, code
        assert entry.country_code == code
    for code, states in lexicon["states"].items():
        for name in states:
            assert known.province(code, name) is not None, name
    for town in lexicon["towns"]:
        name, admin1, code = town.split(", ")
        assert any((e.name, e.admin1, e.country_code) == (name, admin1, code) for e in known.lookup(name)), town
    for land, names in lexicon["peoples"].items():
        assert known.people(names[0]) is not None, land


def test_demonyms() -> None:
    assert demonym("Syrians") == demonym("syrian") == "SY"
    assert demonym("Philippines") is None
    assert demonym("Chechen") is None
    assert demonym("table") is None


def test_lands_that_are_no_countries_have_people_too(known: Gazetteer) -> None:
    chechnya = known.people("Chechens")
    assert chechnya is not None
    assert (chechnya.name, chechnya.country_code) == ("Chechnya", "RU")
    assert known.people("bread") is None


def test_states_cut_short() -> None:
    assert state("Okla.") == ("US", "Oklahoma")
    assert state("N.C.") == state("NC") == ("US", "North Carolina")
    assert state("W. Va.") == ("US", "West Virginia")
    assert state("ON") == ("CA", "Ontario")
    assert state("L.A.") is None
    assert state("okla") is None


def test_what_lies_within_what(known: Gazetteer) -> None:
    tulsa = next(e for e in known.lookup("Tulsa") if e.kind is PlaceKind.SETTLEMENT)
    oklahoma, usa, syria = known.province("US", "Oklahoma"), known.country("US"), known.country("SY")
    assert oklahoma is not None
    assert usa is not None
    assert syria is not None
    assert within(tulsa, oklahoma)
    assert within(tulsa, usa)
    assert within(oklahoma, usa)
    assert not within(usa, oklahoma)
    assert not within(tulsa, syria)
    assert not within(tulsa, tulsa)


def test_distance() -> None:
    london, paris = (51.50853, -0.12574), (48.85341, 2.3488)
    assert distance_km(london, paris) == pytest.approx(343, abs=3)
    assert distance_km(london, london) == 0
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.2)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) == once


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(name: str) -> None:
    for entry in Gazetteer.open().lookup(name):
        assert -90 <= entry.latitude <= 90
        assert -180 <= entry.longitude <= 180


def test_what_is_packed_comes_back(tmp_path: Path) -> None:
    rows = [
        Row(1, 12.3456, -45.6789, 1000, "Alpha", "North", "Upper", 1, 0),
        Row(2, -89.9, 179.9999, 0, "Beta", "", "", 2, 3),
        Row(3, 0.0, 0.0, 4_000_000_000, "Ălphă", "North", "", 1, 16),
    ]
    keys = {"alpha": [(2, True), (0, True)], "beta": [(1, True)], "a": [(0, False)]}
    table = [["AA", "Aland", "BB"], ["BB", "Bland", ""]]
    first, second = tmp_path / "one.bin", tmp_path / "two.bin"
    gazetteer.write(first, rows, keys, table, {"v": 1})
    gazetteer.write(second, rows, keys, table, {"v": 1})
    assert first.read_bytes() == second.read_bytes()
    packed = Packed(first)
    assert [packed.row(i) for i in range(packed.size)] == rows
    assert packed.find("alpha") == [(2, True), (0, True)]
    assert packed.find("beta") == [(1, True)]
    assert packed.find("a") == [(0, False)]
    assert packed.find("gamma") == []
    assert packed.countries == table


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"not a gazetteer at all, only words" * 3)
    with pytest.raises(ValueError, match="not a file of places"):
        Packed(other)


def test_the_shipped_file_is_small() -> None:
    assert SHIPPED.stat().st_size < 20_000_000
