"""What a report offers for linking: its words, names, days and marks, each ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from casrec.link import marks
from casrec.link.story import Story, outlet
from casrec.link.where import Where, placed, where
from casrec.link.words import follows, lexicon, terms, tokens, vector
from casrec.records import Claim, Figure, Mention, Report
from casrec.terms import IncidentKind, Scope

# The opening that a report's lead is read from, in characters of its story.
_LEAD = 700


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One report as the linker sees it.

    ``words``, ``lead``, ``title`` and ``names`` are vectors of length one; ``day`` is the publication day as an
    ordinal, None where it is not known. ``told`` is false where the story has no word of harm at all. ``storms`` are
    the named storms that it is about.
    """

    report: str
    mention: Mention
    outlet: str
    day: int | None
    words: dict[str, float]
    lead: dict[str, float]
    title: dict[str, float]
    names: dict[str, float]
    lead_names: dict[str, float]
    people: frozenset[str]
    surnames: frozenset[str]
    times: marks.Told
    events: frozenset[int]
    stage: int
    where: Where
    scene: frozenset[str]
    ages: frozenset[int]
    lead_ages: frozenset[int]
    addresses: frozenset[str]
    kind: IncidentKind | None
    counts: frozenset[tuple[str, int]]
    length: int
    told: bool
    storms: frozenset[str] = frozenset()


def profile(report: Report, story: Story, mention: Mention, claims: Iterable[Claim] = ()) -> Profile:
    """The profile of a report, its story, its lead mention and its claims."""
    body = story.text
    day = marks.published(report.published, report.text)
    harm, _ = lexicon()
    whole = f"{story.title} . {body}"
    found = terms(whole) + terms(story.title)
    at = [match.start() for match in marks.WORD.finditer(body) if match.group().lower() in harm]
    people = marks.people(body)
    opening = tokens(f"{story.title} . {body[:_LEAD]}")
    times = marks.times(body, day, at)
    figures = [c.content for c in claims if isinstance(c.content, Figure) and c.scope is Scope.INCIDENT]
    return Profile(
        report=report.id,
        mention=mention,
        outlet=outlet(report),
        day=day,
        words=vector(Counter(found)),
        lead=vector(Counter(opening)),
        title=vector(Counter(tokens(story.title))),
        names=vector(marks.names(body if _title_case(story.title) else whole)),
        lead_names=vector(marks.names(body[:_LEAD] if _title_case(story.title) else f"{story.title} . {body[:_LEAD]}")),
        people=people,
        surnames=frozenset(name.split()[-1] for name in people),
        times=times,
        events=_events(mention, times),
        stage=_stage(opening),
        scene=_scene(mention),
        where=placed(mention, where(body, story.title)),
        ages=marks.ages(body),
        lead_ages=marks.ages(f"{story.title} . {body[:_LEAD]}"),
        addresses=marks.addresses(body),
        kind=mention.kind,
        counts=_counts(figures),
        length=len(body),
        told=bool(at) or any(word in harm for word in tokens(story.title)),
        storms=marks.storms(story.title, body),
    )


def _scene(mention: Mention) -> frozenset[str]:
    """The names of where the incident was, as extraction has them and as the report writes them, folded."""
    names = {name for place in mention.places for name in (place.name, place.text, place.within) if name}
    return frozenset({" ".join(tokens(name)) for name in names} - {""})


def _events(mention: Mention, times: marks.Told) -> frozenset[int]:
    """The days that the incident may be of: what extraction read, and the day nearest to words of harm."""
    found = {times.event} if times.event is not None else set()
    if mention.when is not None and mention.when.earliest[:10] == mention.when.latest[:10]:
        with suppress(ValueError):
            found.add(date.fromisoformat(mention.when.earliest[:10]).toordinal())
    return frozenset(found)


def _stage(opening: list[str]) -> int:
    """How long after its incident a report is, by the words it opens with: 0 fresh, 1 days, 2 months or years."""
    days, years = follows()
    counts = Counter("years" if word in years else "days" for word in opening if word in years or word in days)
    return 2 if counts["years"] > 1 else 1 if counts else 0


def _counts(figures: Iterable[Figure]) -> frozenset[tuple[str, int]]:
    """The exact numbers of people harmed, from two on, each with the harm."""
    return frozenset({(f.harm.value, f.low) for f in figures if f.low is not None and f.low == f.high and f.low >= 2})


def _title_case(title: str) -> bool:
    """Whether a title capitalises its words throughout, so that capitals tell nothing of names."""
    words = title.split()
    return sum(word[:1].isupper() for word in words) > 0.6 * max(1, len(words))
