"""The roll of a report's dead and hurt: mentions of one person, however often he is mentioned, count once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casrec.extract.tally.persons import Person
from casrec.extract.tally.victims import DEAD, Hurt

_NOBODY = frozenset("anyone someone somebody everyone anybody everybody whoever".split())
_THEY = frozenset({"they", "them"})
_YOUNG = frozenset("boy girl child baby infant toddler kid".split())
_GROWN = frozenset("man woman husband wife mother father widow lady gentleman grandmother grandfather".split())
_THEIRS = ("his ", "her ", "their ")
_STORY = 6  # lines in which the victims of one happening are named; further down comes another story
_BY_OTHERS = frozenset({"done to", "headline passive", "death of"})


@dataclass(slots=True)
class Entry:
    """One person of the roll and what is known of him."""

    dead: bool
    shot: bool
    line: int
    sex: str = ""
    age: int | None = None
    names: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    another: bool = False
    harmed: bool = False  # by somebody else
    first: int = 0
    rule: str = ""
    words: str = ""

    def takes(self, person: Person) -> bool:
        """Whether a mention can be of this person."""
        if self.sex and person.sex and self.sex != person.sex:
            return False
        if self.age is not None and person.age is not None and self.age != person.age:
            return False
        if self.names and person.names:
            shared = len(self.names & set(person.names))
            return shared >= min(2, len(self.names), len(person.names))
        if person.part and self.parts and person.part not in self.parts:
            return False
        if "victim" in self.nouns | {person.noun} and "suspect" in self.parts | {person.part}:
            return False
        young, grown = self.nouns & _YOUNG, self.nouns & _GROWN
        return not ((young and person.noun in _GROWN) or (grown and person.noun in _YOUNG))

    def add(self, hurt: Hurt, line: int) -> None:
        """Take in what another mention tells."""
        person = hurt.person
        self.dead, self.shot, self.line = self.dead or hurt.state == DEAD, self.shot or hurt.shot, line
        self.harmed = self.harmed or hurt.rule in _BY_OTHERS
        self.sex, self.age = self.sex or person.sex, self.age if self.age is not None else person.age
        self.names |= set(person.names)
        self.parts |= {person.part} if person.part else set()
        self.nouns.add(person.noun)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several persons counted at once; ``more`` where they are others than those told of before."""

    count: int | None
    dead: bool
    shot: bool
    more: bool
    line: int
    words: str


@dataclass(slots=True)
class Roll:
    """Who a report says is dead or hurt."""

    people: list[Entry] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)

    @property
    def dead(self) -> list[Entry]:
        """Those who died and are surely several."""
        return _apart([entry for entry in self.people if entry.dead])

    @property
    def hurt(self) -> list[Entry]:
        """Those who were hurt and lived and are surely several."""
        return _apart([entry for entry in self.people if not entry.dead])


def _apart(people: list[Entry]) -> list[Entry]:
    """Of these the ones that are surely not one another, the earliest first."""
    kept: list[Entry] = []
    for entry in people:
        if all(_differ(entry, other) for other in kept):
            kept.append(entry)
    return kept


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two entries are surely two persons: by name, age, sex, in one breath, or said to be another."""
    if one.another or other.another or one.first == other.first:
        return True
    if one.names and other.names:
        return abs(one.first - other.first) <= _STORY
    if one.age is not None and other.age is not None and one.age != other.age:
        return True
    if one.sex and other.sex and one.sex != other.sex:
        return True
    return one.rule == "own hand" or other.rule == "own hand"


def call(told: Iterable[tuple[int, Hurt]]) -> Roll:
    """The roll of what each line tells, in the order of the lines."""
    roll = Roll()
    mentioned: dict[int, Entry] = {}
    for line, hurt in told:
        person = hurt.person
        if person.noun in _NOBODY:
            continue
        if person.count != 1 or person.numbered:
            count = person.count if person.noun not in _THEY else _they(roll, line)
            roll.crowds.append(Crowd(count, hurt.state == DEAD, hurt.shot, person.another, line, person.text))
            continue
        entry = mentioned.get(person.start) or _same(roll, hurt, line)
        if entry is None:
            entry = Entry(hurt.state == DEAD, hurt.shot, line, another=person.another, words=person.text, first=line)
            entry.rule = hurt.rule
            roll.people.append(entry)
        entry.add(hurt, line)
        mentioned[person.start] = entry
    return roll


def _they(roll: Roll, line: int) -> int | None:
    """How many "they" are: the crowd told of just before, else the single persons of the sentence before."""
    crowd = next((c for c in reversed(roll.crowds) if c.count is not None and 0 <= line - c.line <= 1), None)
    if crowd is not None and crowd.count is not None and crowd.count > 1:
        return crowd.count
    near = [entry for entry in roll.people if 0 <= line - entry.line <= 1]
    return len(near) if len(near) > 1 else None


def _same(roll: Roll, hurt: Hurt, line: int) -> Entry | None:
    """The entry that a mention is of, or None where it is of somebody new."""
    person = hurt.person
    fitting = [entry for entry in reversed(roll.people) if entry.takes(person)]
    if hurt.rule == "own hand":
        fitting = [entry for entry in fitting if not entry.harmed or _again(entry, hurt)]
    if hurt.rule == "done to":
        fitting = [entry for entry in fitting if entry.rule != "own hand" or _again(entry, hurt)]
    if person.names:
        named = [entry for entry in fitting if entry.names]
        if named:
            return named[0]
    if person.another:
        others = [entry for entry in fitting if entry.another]
        return others[0] if others and (person.definite or others[0].line != line) else None
    fitting = [entry for entry in fitting if not entry.another] if not person.pronoun else fitting
    if person.text.lower().startswith(_THEIRS):  # "her friend" is somebody else than who the sentence told of
        fitting = [entry for entry in fitting if entry.line != line]
    if person.definite or person.pronoun:
        return fitting[0] if fitting else None
    # "A man", "a 25-year-old": in the same sentence somebody new, later the same told again.
    again = [entry for entry in fitting if entry.line != line]
    return again[0] if again else None


def _again(entry: Entry, hurt: Hurt) -> bool:
    """Whether somebody hurt, not dead, may be told of twice: once as hurt by his own hand, once only as hurt."""
    person = hurt.person
    if entry.dead or hurt.state == DEAD or not (person.definite or person.pronoun):
        return False
    return person.pronoun or person.noun in entry.nouns
