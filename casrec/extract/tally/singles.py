"""The single persons whom a report's claims tell of as dead or hurt, called like those of its parsed sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from casrec.extract.reading import Line
from casrec.extract.tally.persons import Person, sex_of, words
from casrec.extract.tally.roll import Entry, Roll, call
from casrec.extract.tally.survivors import ANOTHER, harm_of
from casrec.extract.tally.victims import DEAD, HURT, Hurt
from casrec.records import Claim, Figure
from casrec.terms import Group, Harm

_STATES = {Harm.KILLED: DEAD, Harm.INJURED: HURT, Harm.KILLED_OR_INJURED: HURT}
_AGE = re.compile(r"\b(\d{1,3})[- ]\s?years?[- ]\s?old", re.I)
_DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its|our|my)\b", re.I)
_PLAIN = re.compile(r"(?:an?|one|another) ", re.I)
_OPENING = 10  # lines of the story in which the wounded of one happening are told of
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def told(lines: Sequence[Line], claims: Iterable[Claim]) -> Roll:
    """The roll of the single persons whom the claims that stand in some lines tell of."""
    return call(sorted(_found(lines, claims), key=lambda one: (one[1].person.start, one[1].state)))


def survivor(lines: Sequence[Line], claims: Iterable[Claim], killed: int) -> str | None:
    """The words for somebody hurt who is surely none of the dead, where all of these are told of one by one."""
    held = [c for c in claims if any(line.start <= c.span.start < line.end for line in lines)]
    wounded = [c for c in held if harm_of(c) is Harm.INJURED and isinstance(c.content, Figure) and c.content.high != 0]
    dead = told(lines, [c for c in held if harm_of(c) is Harm.KILLED])
    hurt = told(lines[:_OPENING], wounded)
    if len(dead.dead) < killed:
        return None
    return next((one.words for one in hurt.people if all(_differ(one, other) for other in dead.people)), None)


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two are surely two persons: by their names, ages or sex."""
    if one.names and other.names:
        several = len(one.names) > 1 and len(other.names) > 1
        return len(one.names & other.names) < (2 if several else 1)
    if one.age is not None and other.age is not None:
        return one.age != other.age
    return bool(one.sex and other.sex and one.sex != other.sex)


def _found(lines: Sequence[Line], claims: Iterable[Claim]) -> Iterator[tuple[int, Hurt]]:
    for claim in claims:
        figure = claim.content
        if not isinstance(figure, Figure) or figure.explicit or figure.harm not in _STATES:
            continue
        line = next((line for line in lines if line.start <= claim.span.start < line.end), None)
        if line is not None:
            rule = "own hand" if claim.rule.startswith("reflexive") else "done to"
            yield line.index, Hurt(_person(claim, figure), _STATES[figure.harm], rule)


def _person(claim: Claim, figure: Figure) -> Person:
    """The person of a figure that counts one."""
    quote = " ".join(claim.span.quote.split())
    own = [word.lower() for word in _WORD.findall(figure.who)]
    names = _names(quote, figure.who)
    age = _AGE.search(quote)
    return Person(
        start=claim.span.start,
        end=claim.span.end,
        text=quote,
        count=1,
        sex=sex_of(own),
        age=int(age[1]) if age is not None else None,
        names=names,
        part="suspect" if figure.group is Group.ATTACKERS else "police" if figure.group is Group.POLICE else "",
        noun=own[-1] if own else "",
        definite=bool(names) or _DEFINITE.match(quote) is not None,
        pronoun=False,
        another=ANOTHER.match(quote) is not None,
        numbered=False,
    )


def _names(quote: str, who: str) -> tuple[str, ...]:
    """The lowered words of a person's name; none where he is only described."""
    own = [word for word in _WORD.findall(who) if word.lower() not in words().persons]
    if not own or not all(word[:1].isupper() for word in own) or (len(own) == 1 and quote != who):
        return ()
    return () if _DEFINITE.match(quote) or _PLAIN.match(quote) else tuple(word.lower() for word in own)
