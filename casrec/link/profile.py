"""What a report offers for linking: its words, names, days and marks, each ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from casrec.link import columns, marks
from casrec.link.story import Story, outlet
from casrec.link.where import Where, placed, where
from casrec.link.words import follows, lexicon, tokens
from casrec.records import Claim, Figure, Mention, Report
from casrec.terms import IncidentKind, Scope

# The opening that a report's lead is read from, in characters of its story.
_LEAD = 700
_KINDS = list(IncidentKind)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One report as the linker sees it.

    ``names`` are those that weigh anything; ``day`` is the publication day as an ordinal, None where it is not known.
    ``told`` is false where the story has no word of harm at all. ``columns`` is all of it, and its words, as numbers.
    """

    report: str
    mention: Mention
    day: int | None
    names: frozenset[str]
    surnames: frozenset[str]
    times: marks.Told
    stage: int
    scene: frozenset[str]
    ages: frozenset[int]
    addresses: frozenset[str]
    counts: frozenset[tuple[str, int]]
    told: bool
    columns: bytes = b""


def profile(report: Report, story: Story, mention: Mention, claims: Iterable[Claim] = ()) -> Profile:
    """The profile of a report, its story, its lead mention and its claims."""
    body = story.text
    day = marks.published(report.published, report.text)
    harm, _ = lexicon()
    heading, told = tokens(story.title), tokens(body)
    opening = heading + tokens(body[:_LEAD])
    at = [match.start() for match in marks.WORD.finditer(body) if match.group().lower() in harm]
    times = marks.times(body, day, at)
    people = marks.people(body)
    title = "" if _title_case(story.title) else f"{story.title} . "
    named, first = marks.names(title + body), marks.names(title + body[:_LEAD])
    names, named_too = columns.names(named, first, {name.split()[-1] for name in people})
    figures = [c.content for c in claims if isinstance(c.content, Figure) and c.scope is Scope.INCIDENT]
    mine = Profile(
        report=report.id,
        mention=mention,
        day=day,
        names=names,
        surnames=frozenset(name.split()[-1] for name in people),
        times=times,
        stage=_stage(opening),
        scene=_scene(mention),
        ages=marks.ages(body),
        addresses=marks.addresses(body),
        counts=_counts(figures),
        told=bool(at) or not harm.isdisjoint(heading),
    )
    more = _Marks(
        where=placed(mention, where(body, story.title)),
        events=_events(mention, times),
        lead_ages=marks.ages(f"{story.title} . {body[:_LEAD]}"),
        storms=marks.storms(story.title, body),
    )
    parts = [columns.words(heading, told, opening), named_too, *_elements(mine, more)]
    return replace(mine, columns=columns.packed(_head(mine, more, outlet(report), len(body), bool(people)), parts))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What of a report goes into its columns alone: where it plays, the days its incident may be of, the ages its
    opening tells, the named storms that it is about."""

    where: Where
    events: frozenset[int]
    lead_ages: frozenset[int]
    storms: frozenset[str]


def _head(mine: Profile, more: _Marks, outlet: str, length: int, people: bool) -> dict[str, float]:
    """The row of a report."""
    month = columns.NEVER
    if mine.day is not None:
        published = date.fromordinal(mine.day)
        month = _month(published.year, published.month)
    place = more.where.place or (columns.UNPLACED, columns.UNPLACED)
    return {
        "day": columns.NEVER if mine.day is None else mine.day,
        "month": month,
        "first": min(more.events, default=columns.NEVER),
        "length": length,
        "stage": mine.stage,
        "kind": _KINDS.index(mine.mention.kind) + 1 if mine.mention.kind is not None else 0,
        "people": people,
        "outlet": columns.value_of("outlet", outlet) if outlet else 0,
        "region": columns.value_of("region", *more.where.region) if more.where.region else 0,
        "latitude": place[0],
        "longitude": place[1],
    }


def _elements(mine: Profile, more: _Marks) -> list[columns.Records]:
    """All elements of a report but its words and names."""
    of = columns.elements
    addresses, regions = sorted(mine.addresses), sorted(more.where.regions)
    return [
        of(columns.AGE, sorted(mine.ages)),
        of(columns.LEAD_AGE, sorted(more.lead_ages)),
        of(columns.ADDRESS, _values("address", addresses), c=[one[0].isdigit() for one in addresses]),
        of(columns.YEAR, sorted(mine.times.years)),
        of(columns.DAY, sorted(mine.times.days)),
        of(columns.COUNT, [columns.value_of("count", *one) for one in sorted(mine.counts)]),
        of(
            columns.REGION,
            [columns.value_of("region", *one) for one in regions],
            c=[one == more.where.region for one in regions],
        ),
        of(columns.PLACE, sorted(more.where.places)),
        of(columns.STORM, _values("storm", sorted(more.storms))),
        of(columns.EVENT, sorted(more.events)),
        of(columns.MONTH, [_month(*one) for one in sorted(mine.times.months)]),
        of(columns.CLOCK, sorted(mine.times.clocks)),
        columns.scene(sorted(mine.scene)),
    ]


def _values(kind: str, texts: Iterable[str]) -> list[int]:
    return [columns.value_of(kind, text) for text in texts]


def _month(year: int, month: int) -> int:
    """A month as a whole number."""
    return 12 * year + month - 1


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
