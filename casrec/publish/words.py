"""Readings in plain words: numbers, bounds, harms, groups and names as a reader is shown them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from casrec.blame import account_of
from casrec.naming import indefinite as indefinite  # re-exported: names as prose have them
from casrec.naming import named as named
from casrec.naming import nobody as nobody
from casrec.numbers import number as number
from casrec.numbers import spelled as spelled
from casrec.records import Claim, Estimate, Figure, Source
from casrec.terms import NATURAL_HAZARDS, Group, Harm, IncidentKind, Means

HARMS: dict[Harm, str] = {
    Harm.KILLED: "killed",
    Harm.INJURED: "injured",
    Harm.KILLED_OR_INJURED: "killed or injured",
    Harm.MISSING: "missing",
    Harm.DISPLACED: "displaced",
    Harm.DETAINED: "detained",
    Harm.ABDUCTED: "abducted",
}

# What happened, in the plural where a record may hold several blows ("Bombings in Jableh and Tartus").
_KINDS: dict[IncidentKind, str] = {
    IncidentKind.BOMBING: "bombing",
    IncidentKind.SHOOTING: "shooting",
    IncidentKind.AIR_STRIKE: "air strike",
    IncidentKind.ARMED_CLASH: "armed clash",
    IncidentKind.VEHICLE_ATTACK: "vehicle attack",
    IncidentKind.CHEMICAL_ATTACK: "chemical attack",
    IncidentKind.TRANSPORT_ACCIDENT: "transport accident",
    IncidentKind.INDUSTRIAL_ACCIDENT: "industrial accident",
    IncidentKind.VOLCANO: "volcanic eruption",
    IncidentKind.OTHER: "incident",
}
_VOICES = 3  # who says one thing: more of them are counted
# Nature's blows: one of them may strike many places, and nobody is asked to answer for it.
_NO_PLURAL = NATURAL_HAZARDS | {IncidentKind.SHELLING, IncidentKind.ARSON, IncidentKind.UNREST, IncidentKind.FIRE}
_ONE_OF = {
    Group.CHILDREN: "child",
    Group.WOMEN: "woman",
    Group.MEN: "man",
    Group.POLICE: "police officer",
    Group.PEOPLE: "person",
    Group.DISPLACED_PEOPLE: "displaced person",
    Group.ELDERLY: "elderly person",
    Group.OTHER: "other person",
}
_MANY = {Group.POLICE: "police officers", Group.ELDERLY: "elderly people", Group.OTHER: "other people"}
# Means as something that can be counted, one and several.
_MEANS: dict[Means, tuple[str, str]] = {
    Means.PLANTED_BOMB: ("bomb", "bombs"),  # of a mere "bombing" nobody says that the bomb was planted
    Means.GUN: ("shooting", "shootings"),
    Means.AIRCRAFT: ("air strike", "air strikes"),
    Means.DRONE: ("drone strike", "drone strikes"),
    Means.ARTILLERY: ("shelling", "shellings"),
    Means.BLADE: ("stabbing", "stabbings"),
    Means.VEHICLE: ("vehicle attack", "vehicle attacks"),
    Means.CHEMICAL: ("chemical attack", "chemical attacks"),
    Means.OTHER: ("attack", "attacks"),
}
# Control characters (among them those that steer a terminal) and marks that turn the direction of writing: a report
# may hold them, a page or a terminal must not obey them.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text of a report made safe to show: one line, no control or direction marks, spaces run together."""
    return _SPACE.sub(" ", _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


def bounds(low: int | None, high: int | None, approximate: bool = False) -> str:
    """Inclusive bounds in words. None is open and stays so: "53 or more", "up to 16"; both None are "unknown"."""
    about = "about " if approximate else ""
    if low is None and high is None:
        return "unknown"
    if high is None:
        return f"{about}{number(low or 0)} or more"
    if low is None:
        return f"up to {about}{number(high)}"
    if low == high:
        return "none" if low == 0 else f"{about}{number(low)}"
    return f"{about}{number(low)} to {number(high)}"


def told(low: int | None, high: int | None, approximate: bool = False) -> str:
    """Bounds as they stand in a sentence: "at least 53", "up to 16"."""
    if high is None and low is not None:
        return f"at least {'about ' if approximate else ''}{spelled(low)}"
    if low is not None and low == high and not approximate:
        return spelled(low)
    return bounds(low, high, approximate)


def figure(content: Figure) -> str:
    """A figure's bounds in words; "more than 20" and "fewer than 20" stay as they were said."""
    low, high, said = content.low, content.high, set(_DIGITS.findall(content.wording.replace(",", "")))
    if high is None and low and str(low - 1) in said:
        return f"more than {number(low - 1)}"
    if low is None and high is not None and str(high + 1) in said:
        return f"fewer than {number(high + 1)}"
    return bounds(low, high, content.approximate)


def wording(content: Figure) -> str | None:
    """The figure's own words where the bounds alone do not give them back ("scores", "more than 148")."""
    said = clean(content.wording)
    plain = said.casefold()
    spoken = (figure(content), told(content.low, content.high, content.approximate), f"at least {content.low}")
    numbers = {word.replace(",", "") for word in (*spoken, f"over {(content.low or 0) - 1}", f"another {content.low}")}
    return None if plain.replace(",", "") in numbers else said


def estimate(value: Estimate) -> str:
    """An estimate's range in words; an end that nobody stated stays open, a zero that nobody says is none reported."""
    return "none reported" if unsaid(value) else bounds(value.low, value.high)


def unsaid(value: Estimate) -> bool:
    """Whether an estimate is nought because reports tell who was harmed and of nobody so, and no source says nought."""
    ends = (value.low, value.best, value.high)
    return value.computed and 0 in ends and not any(ends)


def group(value: Group) -> str:
    """A group's controlled word as prose."""
    return value.value.replace("_", " ")


def counted(low: int | None, high: int | None, value: Group) -> str:
    """Bounds with the group as their noun: "one child", "at least one person", "at least eight children"."""
    return f"{told(low, high)} {people(value, not single(low, high))}"


def people(value: Group, several: bool = True) -> str:
    """Those of a group as a noun: "police officers", "child"."""
    many = _MANY.get(value, group(value))
    return many if several else _ONE_OF.get(value, many.removesuffix("s"))


def single(low: int | None, high: int | None) -> bool:
    """Whether bounds take a noun and verb in the singular: one, at least one."""
    return low == 1 and high in {1, None}


def hazard(value: IncidentKind | None) -> bool:
    """Whether what happened is nature's doing, so that responsibility is no question."""
    return value in NATURAL_HAZARDS


def term(value: str) -> str:
    """Any controlled word as prose: "car_bomb" is "car bomb"."""
    return value.replace("_", " ")


def kind(value: IncidentKind | None, several: bool = False) -> str:
    """What happened, as the opening of a title: "Bombings", "Earthquake", "Incident" where it is unknown."""
    if value is None:
        return "Incident"
    word = _KINDS.get(value, term(value))
    if several and value not in _NO_PLURAL:
        word += "es" if word.endswith(("s", "sh")) else "s"
    return word[0].upper() + word[1:]


def means(value: Means, several: bool = True, wording: str = "") -> str:
    """Means of attack as a noun that can be counted: "car bombs", "shooting".

    ``wording`` are the reports' own words: a bomb on a motorcycle or in a lorry is in no car.
    """
    if value is Means.CAR_BOMB and wording and "car" not in wording.casefold():
        return "vehicle bombs" if several else "vehicle bomb"
    one = term(value.value)
    return _MEANS.get(value, (one, one + "s"))[several]


def series(items: Sequence[str], conjunction: str = "and") -> str:
    """Items as prose: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def accusers(cited: Sequence[str], outlets: Sequence[str]) -> str:
    """Who accuses, after "by": those cited. An outlet that names no accuser accuses nobody itself, it gives an account:
    "police, and by the account of Meridian Post".
    """
    names, own = _some(cited, "other source"), _some(outlets, "other outlet")
    account = account_of(series(own)) if own else ""
    return f"{series(names)}, and by {account}" if names and own else series(names) or account


def _some(names: Sequence[str], noun: str) -> list[str]:
    """Names as prose has them, each once; the last of more than a few are counted."""
    every = list(dict.fromkeys(named(name) for name in names))
    if len(every) <= _VOICES:
        return every
    return [*every[: _VOICES - 1], plural(len(every) - _VOICES + 1, noun)]


def voices(cited: Sequence[str], outlets: Sequence[str], most: int = _VOICES) -> str:
    """Who says something: those cited, then the outlets that say it in their own voice; more than ``most`` are counted.

    "police, and Meridian Post in its own voice", "police, the mayor and three other sources".
    """
    names = list(dict.fromkeys(named(name) for name in cited))
    own = list(dict.fromkeys(named(outlet) for outlet in outlets))
    if len(names) + len(own) > most:
        first = (names or own)[: most - 1]
        rest = plural(len(names) + len(own) - len(first), "other source" if names else "other outlet")
        names, own = ([*first, rest], []) if names else ([], [*first, rest])
    if not own:
        return series(names)
    voice = f"in {'its' if len(own) == 1 else 'their'} own voice"
    return f"{series(names)}, and {series(own)} {voice}" if names else f"{series(own)}, {voice}"


def lessened(value: Estimate, used: Iterable[Claim]) -> bool:
    """Whether those who died since are taken from the injured whom its claims state."""
    stated = [claim.content for claim in used if isinstance(claim.content, Figure) and claim.content.explicit]
    fewer = all((each.low or 0) > (value.high or 0) for each in stated)
    return value.harm is Harm.INJURED and value.computed and bool(stated) and fewer


def computed(value: Estimate, used: Iterable[Claim] = ()) -> str:
    """How a number came about that nobody states."""
    if lessened(value, used):
        return "without those who have died since"
    return "reckoned from other counts" if value.harm is Harm.MISSING else "the sum of its parts"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "one report", "five reports"."""
    return f"{spelled(count)} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Text with a capital first letter."""
    return text[:1].upper() + text[1:]


def source(value: Source | None) -> str:
    """Who is cited, with who passed it on; None is the outlet's own voice."""
    if value is None:
        return "the outlet itself"
    name = clean(value.name or value.text)
    return f"{name}, via {named(clean(value.via.name or value.via.text))}" if value.via else name


def link(url: str | None) -> str | None:
    """The address where it is an ordinary web address that may be linked; None for any other."""
    if not url or len(url) > 2000 or _UNSAFE.search(url) or _SPACE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and host else None
