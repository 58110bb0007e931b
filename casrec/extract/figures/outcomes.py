"""Settle what became of one person said to have been shot, where the report tells it elsewhere: dead, or only hurt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Protocol

from casrec.terms import Group, Harm


class Told(Protocol):
    """A figure as ``figures.find`` gives it: its bounds, harm, noun, and whether a count is written out."""

    @property
    def harm(self) -> Harm: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...
    @property
    def who(self) -> str: ...
    @property
    def wording(self) -> str: ...
    @property
    def group(self) -> Group: ...
    @property
    def explicit(self) -> bool: ...


_AGE = re.compile(r"\b[\w-]+-(?:year|month|week)-old\b")
_DESCRIBED = frozenset(["a", "an", "the", "another"])
_FATES = (Harm.KILLED, Harm.INJURED)  # the graver first: who was hurt and then died is dead


def outcomes(
    found: Sequence[Told], pronouns: Iterable[tuple[int, Harm]], survived: Iterable[int], hurt: Container[int]
) -> Mapping[int, Harm]:
    """The harm of those of whom only a shot is told, by index, from what else the report tells.

    A single person fares as the report tells by his name. ``pronouns`` are harms told of "he" or "she", each with the
    index of the figure it goes back to. ``survived`` are the figures of those whom nothing in the report can tell dead,
    ``hurt`` of those stabbed or hit: they are hurt unless the report tells elsewhere that they died.
    """
    fates: dict[str, set[Harm]] = {}
    own: dict[int, set[Harm]] = {}
    for figure in found:
        if _single(figure) and figure.harm in _FATES:
            for name in _names(figure.who):
                fates.setdefault(name, set()).add(figure.harm)
    for index, harm in pronouns:
        if harm in _FATES and _single(found[index]):
            own.setdefault(index, set()).add(harm)
            for name in _names(found[index].who):
                fates.setdefault(name, set()).add(harm)
    described = _by_description(found)
    settled = dict.fromkeys(survived, Harm.INJURED)
    for index, figure in enumerate(found):
        if (figure.harm is not Harm.KILLED_OR_INJURED and index not in hurt) or not _single(figure):
            continue
        told = own.get(index, set()).union(*(fates.get(name, set()) for name in _names(figure.who)))
        told |= described.get(_description(figure), set())
        fate = next((harm for harm in _FATES if harm in told), None)
        if fate is not None:
            settled[index] = fate
    return settled


def _by_description(found: Sequence[Told]) -> Mapping[str, set[Harm]]:
    """What became of those told of by an age or a noun, where only one person can be meant: "a boy", then "the boy"."""
    fates: dict[str, set[Harm]] = {}
    entered: Counter[str] = Counter()
    for figure in found:
        key = _description(figure) if _single(figure) else ""
        if not key:
            continue
        if figure.harm in _FATES:
            fates.setdefault(key, set()).add(figure.harm)
        first = figure.wording.split()[0].lower()
        if key == figure.who.lower() and first != "the":  # an age tells one from another by itself
            entered[key] += 2 if first == "another" else 1
    return {key: harms for key, harms in fates.items() if entered[key] < 2}


def _description(figure: Told) -> str:
    """The age of one described person, else the noun; "" for a name."""
    age = _AGE.search(figure.wording.lower())
    if age:
        return age.group()
    return "" if surname(figure.who) or figure.wording.split()[0].lower() not in _DESCRIBED else figure.who.lower()


def _single(figure: Told) -> bool:
    """Whether a figure is one person described or named."""
    return not figure.explicit and figure.low == figure.high == 1


def _names(who: str) -> set[str]:
    """The names by which one may be called again: the last of a full name, and the first ("John" for John Keller)."""
    words = who.split()
    first = words[0].lower() if len(words) > 1 and words[0][0].isupper() and words[0][-1] != "." else ""
    return {name for name in (surname(who), first) if name}


def surname(who: str) -> str:
    """The last word of a name in lower case; "" where the words are no name ("boy", "police officer")."""
    words = who.split()
    return words[-1].lower() if words and words[-1][0].isupper() else ""
