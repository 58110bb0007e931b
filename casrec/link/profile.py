"""What a report offers for linking: its words, names, days and marks, each ready to be compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from casrec.link import marks
from casrec.link.story import Story, outlet
from casrec.link.where import Where, where
from casrec.link.words import lexicon, terms, tokens, vector
from casrec.records import Mention, Report

# The opening that a report's lead is read from, in characters of its story.
_LEAD = 700


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One report as the linker sees it.

    ``words``, ``lead``, ``title`` and ``names`` are vectors of length one; ``day`` is the publication day as an
    ordinal, None where it is not known. ``told`` is false where the story has no word of harm at all.
    """

    report: str
    mention: Mention
    outlet: str
    day: int | None
    words: dict[str, float]
    lead: dict[str, float]
    title: dict[str, float]
    names: dict[str, float]
    people: frozenset[str]
    surnames: frozenset[str]
    times: marks.Told
    where: Where
    ages: frozenset[int]
    addresses: frozenset[str]
    length: int
    told: bool


def profile(report: Report, story: Story, mention: Mention) -> Profile:
    """The profile of a report, its story and its lead mention."""
    body = story.text
    day = marks.published(report.published, report.text)
    harm, _ = lexicon()
    whole = f"{story.title} . {body}"
    found = terms(whole) + terms(story.title)
    at = [match.start() for match in marks.WORD.finditer(body) if match.group().lower() in harm]
    people = marks.people(body)
    return Profile(
        report=report.id,
        mention=mention,
        outlet=outlet(report),
        day=day,
        words=vector(Counter(found)),
        lead=vector(Counter(tokens(f"{story.title} . {body[:_LEAD]}"))),
        title=vector(Counter(tokens(story.title))),
        names=vector(marks.names(body if _title_case(story.title) else whole)),
        people=people,
        surnames=frozenset(name.split()[-1] for name in people),
        times=marks.times(body, day, at),
        where=where(body, story.title),
        ages=marks.ages(body),
        addresses=marks.addresses(body),
        length=len(body),
        told=bool(at) or any(word in harm for word in tokens(story.title)),
    )


def _title_case(title: str) -> bool:
    """Whether a title capitalises its words throughout, so that capitals tell nothing of names."""
    words = title.split()
    return sum(word[:1].isupper() for word in words) > 0.6 * max(1, len(words))
