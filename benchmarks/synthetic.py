"""Made-up reports of made-up incidents at any size, the same for the same seed.

Look-alikes collide on purpose: few towns have most incidents, a town sees several of one kind in a week, surnames,
streets, ages and counts repeat across incidents, and outlets put the same lines under every story. Every report tells
some of its incident's facts in words of its own; some come weeks later, some recall an older incident. All wording is
ours; no text of any corpus is in it.
"""

from __future__ import annotations

import tempfile
import time
import weakref
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import msgspec

from casrec.records import Claim, Figure, Mention, Place, Report, Span, When
from casrec.terms import Harm, IncidentKind, MentionRole, PlaceKind, Scope, TimePrecision

TOWNS = [
    tuple(line.split("|"))
    for line in """
Toledo|Ohio Akron|Ohio Dayton|Ohio Canton|Ohio Lima|Ohio Peoria|Illinois Rockford|Illinois Joliet|Illinois
Aurora|Illinois Decatur|Illinois Gary|Indiana Muncie|Indiana Evansville|Indiana Flint|Michigan
Saginaw|Michigan Lansing|Michigan Racine|Wisconsin Kenosha|Wisconsin Macon|Georgia Augusta|Georgia
Savannah|Georgia Albany|Georgia Mobile|Alabama Selma|Alabama Huntsville|Alabama Jackson|Mississippi
Biloxi|Mississippi Shreveport|Louisiana Monroe|Louisiana Houma|Louisiana Tulsa|Oklahoma Norman|Oklahoma
Lawton|Oklahoma Waco|Texas Laredo|Texas Amarillo|Texas Abilene|Texas Odessa|Texas Tyler|Texas
Stockton|California Fresno|California Modesto|California Vallejo|California Oakland|California Reno|Nevada
Tucson|Arizona Yuma|Arizona Spokane|Washington Tacoma|Washington Yakima|Washington Salem|Oregon
Eugene|Oregon Boise|Idaho Provo|Utah Ogden|Utah Pueblo|Colorado Greeley|Colorado Omaha|Nebraska
Wichita|Kansas Topeka|Kansas Joplin|Missouri Durham|Carolina Gastonia|Carolina Norfolk|Virginia
Roanoke|Virginia Newark|Jersey Camden|Jersey Trenton|Jersey Reading|Pennsylvania Erie|Pennsylvania
Buffalo|York Rochester|York Syracuse|York Hartford|Connecticut Bridgeport|Connecticut
Worcester|Massachusetts Lowell|Massachusetts
""".split()
]
FIRST = (
    "Alan Amira Andre Anita Bela Boris Carla Cedric Clara Damon Dana Darius Delia Dmitri Edgar Elena Elias Emma Farah "
    "Felix Fiona Gavin Gloria Hassan Helen Hugo Ines Ivan Jamal Janet Jorge Julia Karim Kira Lamar Leila Lionel Lucia "
    "Malik Marta Miles Nadia Nolan Olga Omar Paula Pedro Quentin Rafael Rita Samir Selma Tariq Tess Ulric Vera Viktor "
    "Wanda Xavier Yusuf Zara Zoe"
).split()
_HEADS = "Al Bar Bel Bran Car Cor Dal Den Dor El Fal Far Gar Hal Har Jas Kel Lan Lor Mar Mor Nor Or Pal Ren Sal Tal Val"
_TAILS = (
    "by combe dale der don ford gate ham hurst kins land ley low man mere more nett son stead ster ston ton ver wick"
)
LAST = [head + tail for head in _HEADS.split() for tail in _TAILS.split()]
STREETS = [
    f"{name} {kind}"
    for name in (
        *LAST,
        *"Alder Birch Cedar Chestnut Clay Cypress Dogwood Elm Fairview Garden Grant Hickory Hill Jefferson Juniper "
        "Lake Laurel Liberty Lincoln Madison Maple Market Mill Monroe Oak Orchard Park Pearl Pine Poplar Prospect "
        "Ridge River Spring Summit Sycamore Union Vine Walnut Willow".split(),
    )
    for kind in ("Street", "Avenue", "Road", "Drive")
]
OUTLETS = [f"{town} {name}" for town, _ in TOWNS[:60] for name in ("Ledger", "Courier", "Beacon")]
FURNITURE = (
    "Copyright {outlet}. All of our stories are free to read for members.",
    "Send a tip to the {outlet} newsroom by mail or by telephone.",
)
KINDS = (
    (IncidentKind.SHOOTING, "shooting", "shot", "gunfire"),
    (IncidentKind.STABBING, "stabbing", "stabbed", "a knife attack"),
    (IncidentKind.FIRE, "house fire", "burned", "a blaze"),
    (IncidentKind.TRANSPORT_ACCIDENT, "crash", "struck", "a collision"),
)
NUMBERS = "no one two three four five six seven eight nine".split()
PLACES = ("a parking lot", "an apartment block", "a corner store", "a gas station", "a back yard", "a bar", "a motel")
COLOURS = "amber beige black blue brown crimson golden green grey maroon orange purple silver white yellow".split()
CARS = "coupe hatchback jeep minibus motorcycle pickup sedan tractor truck van wagon".split()
_PARTS = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo za bri cla dre fli gro".split()
_ENDS = "l n r s t m ck nd rt st".split()
START = date(1990, 1, 1)
# Reports a day: a million are the news of 27 years, about as many incidents a year as the USA has shootings of note.
DAILY = 100
# Reports of one incident, and how often each number occurs: three in the mean, as in gun-violence archives.
_REPORTS = (1, 1, 1, 1, 2, 2, 3, 4, 6, 9)
_REMEMBERED = 64  # incidents


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened in a made-up incident."""

    number: int
    kind: tuple[IncidentKind, str, str, str]
    town: str
    state: str
    day: date
    street: str
    block: int
    spot: str
    victims: tuple[str, ...]
    ages: tuple[int, ...]
    injured: int
    suspect: str
    hour: int
    details: tuple[str, ...]


class World:
    """Incidents and reports of one seed; ``size`` is the number of reports, ``recall`` how often one tells of an older
    incident too."""

    def __init__(self, seed: int, size: int, days: int | None = None, recall: float = 0.05) -> None:
        self.seed, self.size, self.recall = seed, size, recall
        self.days = days or max(1, size // DAILY)
        self.incidents: array[int] = array("i")
        self.turns: array[int] = array("i")
        self._told: dict[int, Facts] = {}
        number = 0
        while len(self.incidents) < size:
            for turn in range(min(self._random(number).choice(_REPORTS), size - len(self.incidents))):
                self.incidents.append(number)
                self.turns.append(turn)
            number += 1

    def _random(self, *parts: int) -> Random:
        return Random(" ".join(map(str, (self.seed, *parts))))

    def facts(self, number: int) -> Facts:
        """What happened in an incident; that of the last few asked for is remembered, since reports come together."""
        if number not in self._told:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[number] = self._made(number)
        return self._told[number]

    def _made(self, number: int) -> Facts:
        draw = self._random(number)
        draw.choice(_REPORTS)
        town, state = TOWNS[min(int(len(TOWNS) * draw.random() ** 2), len(TOWNS) - 1)]
        killed = draw.choice((0, 1, 1, 1, 1, 2, 2, 3))
        victims = tuple(f"{draw.choice(FIRST)} {draw.choice(LAST)}" for _ in range(killed))
        return Facts(
            number,
            KINDS[min(int(6 * draw.random()), 3) if draw.random() < 0.5 else 0],
            town,
            state,
            START + timedelta(days=draw.randrange(self.days)),
            draw.choice(STREETS),
            100 * draw.randrange(1, 60),
            draw.choice(PLACES),
            victims,
            tuple(draw.randrange(15, 80) for _ in range(killed)),
            draw.choice((0, 0, 1, 1, 2, 3)) or (not killed),
            f"{draw.choice(FIRST)} {draw.choice(LAST)}",
            draw.randrange(1, 12),
            _details(draw, victims),
        )

    def report(self, index: int) -> tuple[Report, list[Claim]]:
        """The report of an index below ``size``, and its claims."""
        facts = self.facts(self.incidents[index])
        draw = self._random(facts.number, self.turns[index], 1)
        late = self.turns[index] > 1 and draw.random() < 0.3
        published = facts.day + timedelta(days=draw.randrange(20, 200) if late else draw.choice((0, 0, 1, 1, 2, 4)))
        outlet = draw.choice(OUTLETS)
        older = self.facts(draw.randrange(facts.number)) if facts.number and draw.random() < self.recall else None
        title, lines = _words(facts, draw, published, late, older)
        lines += [line.format(outlet=outlet) for line in FURNITURE]
        report = Report.make(
            name=f"made-{self.seed}-{index}",
            text="\n".join(lines),
            title=f"{title} - {outlet}",
            outlet=outlet,
            published=published.isoformat(),
        )
        return report, _claims(report, facts, older)


def _words(facts: Facts, draw: Random, published: date, late: bool, older: Facts | None) -> tuple[str, list[str]]:
    """A title and the sentences of one report."""
    _, noun, verb, source = facts.kind
    killed, hurt = NUMBERS[len(facts.victims)], NUMBERS[facts.injured]
    day = f"{facts.day:%A}" if (published - facts.day).days < 6 else f"{facts.day:%B} {facts.day.day}, {facts.day.year}"
    toll = draw.choice(
        (
            f"{killed} dead and {hurt} hurt",
            f"{killed} killed, {hurt} wounded" if draw.random() < 0.7 else f"{hurt} injured",
        )
    )
    where = draw.choice((facts.town, f"{facts.town}, {facts.state}", f"the {facts.block} block of {facts.street}"))
    title = draw.choice(
        (
            f"{facts.town} {noun} leaves {toll}",
            f"Police look into {noun} on {facts.street}",
            f"{toll[0].upper()}{toll[1:]} after {source} in {facts.town}",
        )
    )
    if late:
        title = draw.choice((f"Man charged in {facts.town} {noun}", f"Trial opens over {noun} on {facts.street}"))
    said = draw.choice(("police said", "officers said", "the sheriff said", "officials said"))
    lines = [
        draw.choice(
            (
                f"A {noun} in {where} left {toll} on {day}, {said}.",
                f"{toll[0].upper()}{toll[1:]}: that is what {source} left in {where} on {day}, {said}.",
                f"Crews went to {facts.spot} in {where} on {day} after {source}, {said}; {toll}.",
            )
        ),
        f"It happened about {facts.hour} p.m. at {facts.spot} in the {facts.block} block of {facts.street}.",
    ]
    for name, age in zip(facts.victims, facts.ages, strict=True):
        if draw.random() < 0.75:
            lines.append(
                draw.choice(
                    (
                        f"{name}, {age}, was {verb} and died at the scene.",
                        f"The dead was named as {name}, {age}, of {facts.town}.",
                        f"Relatives of {name}, {age}, gathered at the hospital.",
                    )
                )
            )
    if late or draw.random() < 0.3:
        lines.append(draw.choice((f"{facts.suspect} was charged over it.", f"Detectives arrested {facts.suspect}.")))
    if older is not None:
        lines.append(
            f"A {older.kind[1]} in {older.town} killed {len(older.victims)} people on {older.day.isoformat()}."
        )
    fillers = (
        "Neighbours said that they had heard shouting before it.",
        "The street was closed to traffic for hours.",
        "Anyone who saw it is asked to come forward.",
        "The mayor asked for calm and promised more patrols.",
        "A service of remembrance is planned for the coming week.",
    )
    lines += draw.sample(fillers, draw.randrange(0, 2))
    lines += draw.sample(facts.details, draw.randrange(5, 10))
    lines.append(" ".join(_aside(draw) for _ in range(draw.randrange(1, 4))))
    return title, lines


def _thing(draw: Random) -> str:
    """One of 78,125 made-up words: the words of real reports are as many, and most are as rare."""
    return "".join((*(draw.choice(_PARTS) for _ in range(3)), draw.choice(_ENDS[:5])))


def _details(draw: Random, victims: tuple[str, ...]) -> tuple[str, ...]:
    """What only this incident has: its cars, clothes, jobs, animals and shops, though others have the like."""
    who = victims[0].split()[-1] if victims else draw.choice(LAST)
    car = f"{draw.choice(COLOURS)} {draw.choice(CARS)}"
    told = [
        f"A {car} was seen driving off towards {draw.choice(STREETS)}.",
        f"{who} worked at {_thing(draw).title()} {_thing(draw).title()} and kept {_thing(draw)}.",
        f"{draw.choice(FIRST)} {draw.choice(LAST)}, who lives across from it, saw the {car}.",
        f"Sergeant {draw.choice(LAST)} asked {draw.choice(LAST)} {_thing(draw).title()} for film.",
    ]
    told += [" ".join(_thing(draw) for _ in range(draw.randrange(4, 9))).capitalize() + "." for _ in range(8)]
    return tuple(told)


def _aside(draw: Random) -> str:
    """Something that an outlet adds which has to do with nothing: the words of real reports differ as widely."""
    words = [_thing(draw) for _ in range(draw.randrange(5, 10))]
    return f"{' '.join(words).capitalize()} {draw.choice(LAST)}."


def _mention(report: Report, facts: Facts, role: MentionRole) -> Mention:
    day = facts.day.isoformat()
    number = 1 + next(i for i, (town, _) in enumerate(TOWNS) if town == facts.town)
    return Mention(
        id=f"men-{report.id}-{role}",
        report=report.id,
        role=role,
        kind=facts.kind[0],
        when=When(earliest=day, latest=day, precision=TimePrecision.DAY, text=day),
        places=(Place(text=facts.town, name=facts.town, kind=PlaceKind.SETTLEMENT, geoname_id=number),),
    )


def _claims(report: Report, facts: Facts, older: Facts | None) -> list[Claim]:
    """What an extractor may find: the dead of the report's own incident, and those of the one it recalls."""
    found = []
    for told, role, scope in (
        (facts, MentionRole.LEAD, Scope.INCIDENT),
        (older, MentionRole.BACKGROUND, Scope.OTHER_INCIDENT),
    ):
        if told is not None:
            words = report.text.split("\n")[0 if role is MentionRole.LEAD else 1]
            at = report.text.index(words)
            found.append(
                Claim.make(
                    report=report.id,
                    span=Span(start=at, end=at + len(words), quote=words),
                    content=Figure(
                        harm=Harm.KILLED, low=len(told.victims), high=len(told.victims), wording="", who="people"
                    ),
                    mention=(mention := _mention(report, told, role)),
                    places=mention.places,
                    scope=scope,
                )
            )
    return found


class MadeHoldings:
    """Holdings for linking that make each report once and keep it in a file, as a store does; ``spent`` counts the
    seconds that making and fetching reports took."""

    def __init__(self, world: World, with_claims: bool = True) -> None:
        self.world, self.with_claims, self.spent = world, with_claims, 0.0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)
        self._ends = array("q", [0])
        self._index: dict[str, int] = {}
        for index in range(world.size):
            report, claims = world.report(index)
            self._index[report.id] = index
            body = zlib.compress(msgspec.msgpack.encode((report, claims)), 1)
            self._file.write(body)
            self._ends.append(self._ends[-1] + len(body))
        self._decoder = msgspec.msgpack.Decoder(tuple[Report, list[Claim]])
        self.ids = sorted(self._index)

    def _made(self, id: str) -> tuple[Report, list[Claim]]:
        start = time.process_time()
        at = self._index[id]
        self._file.seek(self._ends[at])
        found = self._decoder.decode(zlib.decompress(self._file.read(self._ends[at + 1] - self._ends[at])))
        self.spent += time.process_time() - start
        return found

    def reports(self) -> Iterator[Report]:
        """All reports in the order of their ids."""
        for id in self.ids:
            yield self._made(id)[0]

    def report(self, id: str) -> Report:
        """The report of an id."""
        return self._made(id)[0]

    def claims(self, report: str) -> list[Claim]:
        """The claims of a report."""
        return (
            sorted(self._made(report)[1], key=lambda claim: (claim.span.start, claim.span.end, claim.id))
            if self.with_claims
            else []
        )

    def gold(self) -> dict[str, str]:
        """The incident of each report."""
        return {id: str(self.world.incidents[index]) for id, index in self._index.items()}
