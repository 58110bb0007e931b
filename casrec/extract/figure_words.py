"""The words the grammar of figures knows, read from the lexicon once and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casrec.terms import Group, Harm

# How a harm word takes its victims; the symbols are those of figure_chunks.
PAST, GERUND, PRESENT, BASE = "k", "g", "f", "i"
DIED, DYING, DIES, DIE = "d", "e", "F", "j"
STATE, NOUN, TOLL = "a", "n", "T"


@dataclass(frozen=True, slots=True)
class HarmWord:
    """One reading of a harm word or phrase: its symbol, the harm, and what else it may be.

    ``state`` says that it can stand before or after its victim as an adjective ("wounded"), ``counted`` that a count
    before it is a figure by itself ("12 deaths"), ``of`` that its victims follow "of".
    """

    symbol: str
    harm: Harm
    state: bool = False
    counted: bool = False
    of: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A noun for a person: its controlled group, and whether this form is singular."""

    group: Group
    singular: bool


class Words:
    """All look-ups of the grammar. Phrases are kept by their first word, longest first."""

    def __init__(self) -> None:
        groups, harm, other = _load("groups.yaml"), _load("harm.yaml"), _load("figure_words.yaml")
        self.people = _people(groups)
        self.harm = _harm_words(harm)
        self.person_phrases = _by_first(phrase for phrase in self.people if " " in phrase)
        self.harm_phrases = _by_first(self.harm)
        things = set(other["things"].split())
        self.things = frozenset(_forms(things)) | frozenset(other["heads_after_people"].split())
        self.after_people = frozenset(other["heads_after_people"].split()) | self.things
        self.households = frozenset(_forms(set(other["households"].split())))
        self.reporting = frozenset(other["reporting"].split())
        self.verbs = frozenset(other["verbs"].split())
        self.unreal = frozenset(other["unreal_before"].split())
        self.never = frozenset(other["never_before"].split())
        self.real = frozenset(other["real_before"].split())
        self.labels = frozenset(other["labels"].split())
        self.months = frozenset(other["months"].split())
        self.times = frozenset(other["times"].split())

    def person(self, lowers: list[str], at: int) -> tuple[int, Person] | None:
        """The person noun that begins at word ``at``: how many words, and what it is; the longest one."""
        for phrase in self.person_phrases.get(lowers[at], ()):
            if tuple(lowers[at : at + len(phrase)]) == phrase:
                return len(phrase), self.people[" ".join(phrase)]
        known = self.people.get(lowers[at])
        return None if known is None else (1, known)

    def harmful(self, lowers: list[str], at: int) -> tuple[int, HarmWord] | None:
        """The harm word or phrase that begins at word ``at``: how many words, and what it is; the longest one."""
        for phrase in self.harm_phrases.get(lowers[at], ()):
            if tuple(lowers[at : at + len(phrase)]) == phrase:
                return len(phrase), self.harm[" ".join(phrase)]
        return None


@lru_cache(maxsize=1)
def load() -> Words:
    """The words, read from the lexicon at first use."""
    return Words()


def _load(name: str) -> dict[str, Any]:
    """One file of the lexicon."""
    import yaml

    text = files("casrec.lexicon").joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def plural(noun: str) -> str:
    """The regular plural of a noun: of its last word, or of the word before " of "."""
    head, of, tail = noun.partition(" of ")
    if head.endswith(("s", "x", "ch", "sh", "z")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + tail


def _forms(nouns: Iterable[str]) -> Iterator[str]:
    """Singular and plural of each noun; an irregular plural stands after a slash."""
    for noun in nouns:
        singular, _, irregular = noun.partition("/")
        yield singular
        yield irregular or plural(singular)


def _people(groups: dict[str, list[str]]) -> dict[str, Person]:
    """Every form of every person noun."""
    found: dict[str, Person] = {}
    for group, nouns in groups.items():
        for noun in nouns:
            singular, _, irregular = noun.partition("/")
            many = irregular or plural(singular)
            if singular != many:
                found.setdefault(singular, Person(Group(group), True))
            found.setdefault(many, Person(Group(group), False))
    return found


def _by_first(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        table.setdefault(parts[0], []).append(parts)
    for options in table.values():
        options.sort(key=lambda parts: (-len(parts), parts))
    return table


def _harm_words(lexicon: dict[str, Any]) -> dict[str, HarmWord]:
    """Every harm word and phrase with its one reading; the first role given below leads, the others are flags."""
    found: dict[str, HarmWord] = {}
    for phrase, harm in lexicon["toll"].items():
        found[phrase] = HarmWord(TOLL, Harm(harm))
    kinds = {harm: lexicon[harm] for harm in Harm if harm in lexicon}
    for harm, entry in kinds.items():
        states = set(entry.get("state", ()))
        counted = {form for line in entry.get("counted", ()) for form in line.split("|")}
        nouns = set(entry.get("of", ()))
        for role, symbols in (
            ("transitive", (BASE, PRESENT, PAST, GERUND, PAST)),
            ("intransitive", (DIE, DIES, DIED, DYING, DIED)),
        ):
            for line in entry.get(role, ()):
                forms = line.split("|")
                order = sorted(zip(forms, symbols, strict=False), key=lambda pair: "kgdefFij".index(pair[1]))
                for form, symbol in order:
                    flags = (form in states, form in counted, form in nouns)
                    found.setdefault(form, HarmWord(symbol, harm, *flags))
        for form in sorted(states):
            found.setdefault(form, HarmWord(STATE, harm, True, form in counted, form in nouns))
        for form in sorted(counted | nouns):
            found.setdefault(form, HarmWord(NOUN, harm, False, form in counted, form in nouns))
    return found
