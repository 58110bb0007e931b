"""How many people one report says were killed and injured: stated counts first, else the persons it describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casrec.reconcile.persons import Person, persons
from casrec.records import Claim, Figure
from casrec.terms import CASUALTIES, Group, Harm

# Fewer than this a report tells one by one, so that what it does not tell did not happen.
_ONE_BY_ONE = 20


@dataclass(frozen=True, slots=True)
class Count:
    """What a report says of one harm. ``computed`` where it does not state the number itself."""

    low: int
    high: int | None
    claims: tuple[Claim, ...]
    computed: bool
    reason: str

    @property
    def value(self) -> int:
        """The number said."""
        return self.low


def headcount(text: str, claims: Sequence[Claim]) -> dict[Harm, Count]:
    """Killed and injured by one report's claims of its incident, attackers included; a harm it does not tell is absent.

    A count stated for people at large holds, the first in the text before later ones; else the largest stated for a
    narrower group; else one for the person or persons described. People "shot" or "hit" of whom it is not said
    whether they died are injured unless they are among the dead. Where one of the two harms is told and the other is
    not, and those harmed are few, the other is nought: a report that tells its victims one by one would tell it.
    """
    own = [c for c in claims if isinstance(c.content, Figure) and c.content.harm in CASUALTIES]
    described = persons(text, own)
    dead = [person for person in described if person.dead]
    hurt = [person for person in described if not person.dead]
    found: dict[Harm, Count] = {}
    killed = _stated(own, Harm.KILLED) or _one(dead, "a death described")
    if killed is not None:
        found[Harm.KILLED] = killed
    injured = _injured(own, hurt, killed)
    if injured is not None:
        found[Harm.INJURED] = injured
    told = [count for count in found.values() if count.value]
    few = sum(count.value for count in told) < _ONE_BY_ONE
    for harm in (Harm.KILLED, Harm.INJURED):
        if told and few and harm not in found:
            found[harm] = Count(
                0, 0, told[0].claims[:1], True, "the report tells who was harmed, and nobody in this way"
            )
    return found


def _injured(own: Sequence[Claim], hurt: list[Person], killed: Count | None) -> Count | None:
    """The injured: stated, or those hit less the dead, or one where somebody hurt is described."""
    stated = _stated(own, Harm.INJURED)
    hit = _stated(own, Harm.KILLED_OR_INJURED)
    dead = killed.value if killed is not None else 0
    if hit is not None and hit.value - dead > (stated.value if stated is not None else -1):
        left = max(0, hit.value - dead)
        return Count(left, None if hit.high is None else left, hit.claims, True, f"{hit.value} hit less {dead} killed")
    if stated is not None:
        return stated
    if dead and not any(Harm.INJURED in person.harms for person in hurt):
        return None  # "a boy was shot", "he died": one person
    return _one(hurt, "an injured person described")


def _stated(claims: Sequence[Claim], harm: Harm) -> Count | None:
    """The count stated of a harm as a whole."""
    counts = []
    nought: Count | None = None
    for claim in claims:
        figure = claim.content
        if isinstance(figure, Figure) and figure.harm is harm and figure.explicit and figure.within is None:
            if figure.low is None:  # "as many as 40" states no count
                continue
            value = figure.low
            if value:
                counts.append((figure.group is not Group.PEOPLE, value, figure, claim))
            elif nought is None:
                nought = Count(0, 0, (claim,), False, "said to be none")
    wide = [item for item in counts if not item[0]]
    if wide:
        _, value, figure, claim = wide[0]
    elif counts:
        _, value, figure, claim = max(counts, key=lambda item: item[1])
    else:
        return nought
    return Count(value, figure.high, (claim,), False, "stated")


def _one(people: list[Person], reason: str) -> Count | None:
    """One, where anybody is described. Counting the persons described was tried: it counts one too many more often
    than it finds a second (events-gva, exact on killed 0.81 against 0.82)."""
    if not people:
        return None
    return Count(1, 1, tuple(people[0].claims), True, reason)
