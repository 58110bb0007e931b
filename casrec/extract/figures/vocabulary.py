"""The words the grammar of figures knows, read from the lexicon once and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries
from casrec.lexicon.classes import classes, kind
from casrec.terms import Group, Harm

# How a harm word takes its victims; the symbols are those of ``chunks``.
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


Phrases = dict[str, list[tuple[str, ...]]]


class Words:
    """All look-ups of the grammar. Phrases are kept by their first word, longest first."""

    def __init__(self) -> None:
        other = entries("figure_words")
        self.people = _people(entries("groups"))
        self.harm = _harm_words(entries("harm"))
        self.person_phrases = _by_first(phrase for phrase in self.people if " " in phrase)
        self.harm_phrases = _by_first(self.harm)
        self.after_people = frozenset(other["heads_after_people"].split())
        self.things = frozenset(_forms(other["things"].split())) | self.after_people
        self.households = frozenset(_forms(other["households"].split()))
        self.reporting = frozenset(other["reporting"].split())
        self.verbs = frozenset(other["verbs"].split())
        self.unreal = frozenset(other["unreal_before"].split())
        self.never = frozenset(other["never_before"].split())
        self.real = frozenset(other["real_before"].split())
        self.labels = frozenset(other["labels"].split())
        self.months = frozenset(other["months"].split())
        self.times = frozenset(other["times"].split()) | self.months
        self.rising = frozenset(other["rising"].split())
        self.toll_links = frozenset(other["toll_links"].split())
        self.life_verbs = frozenset(other["life_verbs"].split())
        self.collections = frozenset(other["collections"].split())
        self.single = frozenset(other["single"].split())
        self.titles = frozenset(other["titles"].split())
        self.ordinals = frozenset(other["ordinals"].split())
        self.ranks = self.ordinals | frozenset(other["ranks"].split())
        self.no_harm = frozenset(other["no_harm"].split())
        self.care = frozenset(other["care"].split())
        self.deadly = frozenset(other["deadly"].split())
        self.weak = frozenset(other["weak"].split())
        self.kin = frozenset(_forms(other["kin"].split()))
        self.manner = frozenset(other["manner"].split())
        self.function = {word: symbol for symbol, line in other["function"].items() for word in line.split()}
        self.joined = {
            tuple(phrase.split()): symbol for symbol, line in other["joined"].items() for phrase in line.split("|")
        }
        self.joined_phrases = _by_first(" ".join(parts) for parts in self.joined)
        self.kinds, self.also_names = classes()

    def person(self, lowers: Sequence[str], at: int) -> tuple[int, Person] | None:
        """The person noun that begins at word ``at``: how many words, and what it is; the longest one."""
        if at >= len(lowers):
            return None
        options = self.person_phrases.get(lowers[at])
        phrase = _longest(options, lowers, at) if options else ()
        if phrase:
            return len(phrase), self.people[" ".join(phrase)]
        known = self.people.get(lowers[at])
        if known is None and "-" in lowers[at]:  # "a mother-of-two", "the co-owner", "a shawl-seller"
            known = self.people.get(lowers[at].partition("-of-")[0]) or self.people.get(lowers[at].rpartition("-")[2])
            known = None if known is None or known.group is Group.OTHER else known
        return None if known is None else (1, known)

    def harmful(self, lowers: Sequence[str], at: int) -> tuple[int, HarmWord] | None:
        """The harm word or phrase that begins at word ``at``: how many words, and what it is; the longest one."""
        options = self.harm_phrases.get(lowers[at]) if at < len(lowers) else None
        phrase = _longest(options, lowers, at) if options else ()  # of most words there are none
        return (len(phrase), self.harm[" ".join(phrase)]) if phrase else None

    def joint(self, lowers: Sequence[str], at: int) -> tuple[int, str] | None:
        """Several words at ``at`` that work as one function word: how many, and their symbol."""
        options = self.joined_phrases.get(lowers[at])
        phrase = _longest(options, lowers, at) if options else ()
        return (len(phrase), self.joined[phrase]) if phrase else None

    def is_rank(self, word: str) -> bool:
        """Whether the word only ranks one person among others: "the third man killed", "the 28th", "the latest"."""
        return word in self.ranks or (word[:1].isdigit() and word.endswith(("st", "nd", "rd", "th")))

    def kind(self, word: str) -> str:
        """The class of a word: N noun, P plural, J adjective, V D verb, E participle, G gerund, R adverb, or ""."""
        return kind(word)


@lru_cache(maxsize=1)
def load() -> Words:
    """The words, read from the lexicon at first use."""
    return Words()


def _longest(options: Sequence[tuple[str, ...]], lowers: Sequence[str], at: int) -> tuple[str, ...]:
    """The longest of some phrases, which all begin with word ``at``, that stands there, or ()."""
    for phrase in options:
        if len(phrase) == 1 or tuple(lowers[at : at + len(phrase)]) == phrase:
            return phrase
        if (
            "*" in phrase
            and len(lowers) >= at + len(phrase)
            and all(part in ("*", word) for part, word in zip(phrase, lowers[at : at + len(phrase)], strict=True))
        ):
            return phrase
    return ()


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


def _by_first(phrases: Iterable[str]) -> Phrases:
    """Phrases by their first word, longest first."""
    table: Phrases = {}
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
    for harm in Harm:
        entry = lexicon.get(harm.value, {})
        states = set(entry.get("state", ()))
        counted = {form for line in entry.get("counted", ()) for form in line.split("|")}
        nouns = set(entry.get("of", ()))
        for role, symbols in (("transitive", (BASE, PRESENT, PAST, GERUND, PAST)),
                              ("intransitive", (DIE, DIES, DIED, DYING, DIED))):  # fmt: skip
            for line in entry.get(role, ()):
                pairs = zip(line.split("|"), symbols, strict=False)
                for form, symbol in sorted(pairs, key=lambda pair: "kgdefFij".index(pair[1])):
                    found.setdefault(form, HarmWord(symbol, harm, form in states, form in counted, form in nouns))
        for form in entry.get("passive", ()):
            found.setdefault(form, HarmWord(PAST, harm))
        for form in sorted(states):
            found.setdefault(form, HarmWord(STATE, harm, True, form in counted, form in nouns))
        for form in sorted(counted | nouns):
            found.setdefault(form, HarmWord(NOUN, harm, False, form in counted, form in nouns))
    return found
