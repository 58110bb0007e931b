"""What reports offer for linking: their words, names, days and marks, each ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from casrec.days import local_days
from casrec.link import columns, marks
from casrec.link.laying import Sheet, laid
from casrec.link.story import Story, outlet
from casrec.link.where import Where, placed, where
from casrec.link.words import follows, lexicon, natures, tokens
from casrec.records import Claim, Figure, Mention, Report
from casrec.terms import IncidentKind, Scope

# The opening that a report's lead is read from, in characters of its story.
_LEAD = 700
_KINDS = list(IncidentKind)
# A report is about a nature (words.natures) that has at least so much of the words of its chief one, and this many, and
# names one that has so much. Swept on the development events, where 2 * 5,791 reports tell of one incident: by 0.5 and
# 0.1 one pair of them differs in nature, by 0.5 and 0.2 four, by 0.5 and 0.34 seven.
_ABOUT, _SOME, _NAMED = 0.5, 3, 0.1


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
    (found,) = profiles([(report, story, mention, claims)])
    return found


def profiles(told: Iterable[tuple[Report, Story, Mention, Iterable[Claim]]]) -> list[Profile]:
    """``profile`` for many: that of one does not depend on the others, but many at once take half the time."""
    read = [_read(*one) for one in told]
    found = laid([sheet for _, sheet in read])
    return [replace(mine, names=one.names, columns=one.columns) for (mine, _), one in zip(read, found, strict=True)]


def _read(report: Report, story: Story, mention: Mention, claims: Iterable[Claim]) -> tuple[Profile, Sheet]:
    """The profile of a report, as far as reading gives it, and what its columns are made from."""
    body = story.text
    day = marks.published(report.published, report.text)
    harm, _ = lexicon()
    heading = tokens(story.title)
    opening, rest, cut = _words(body)
    at = [match.start() for match in marks.WORD.finditer(body) if match.group().lower() in harm]
    named, people = marks.Named.of(body, story.title), marks.people(body)
    names, lead_names = named.counted(_LEAD, titled=not _title_case(story.title))
    figures = [c.content for c in claims if isinstance(c.content, Figure) and c.scope is Scope.INCIDENT]
    mine = Profile(
        report=report.id,
        mention=mention,
        day=day,
        names=frozenset(),
        surnames=frozenset(name.split()[-1] for name in people),
        times=marks.times(body, day, at),
        stage=_stage([*heading, *opening, *cut]),
        scene=_scene(mention),
        ages=marks.ages(body),
        addresses=marks.addresses(body),
        counts=_counts(figures),
        told=bool(at) or not harm.isdisjoint(heading),
    )
    more = _Marks(
        where=placed(mention, where(named)),
        events=_events(mention, mine.times),
        lead_ages=marks.ages(f"{story.title} . {body[:_LEAD]}"),
        storms=marks.storms(story.title, body),
        natures=natures_of([*heading, *opening, *cut], [*heading, *opening, *rest]),
    )
    head, others = _head(mine, more, outlet(report), len(body), bool(people)), _elements(mine, more)
    scene = sorted(mine.scene)
    return mine, Sheet(heading, opening, rest, cut, names, lead_names, mine.surnames, scene, head, others)


def _words(body: str) -> tuple[list[str], list[str], list[str]]:
    """The words of a story's opening, those after it, and what the opening has of a word that its end cuts."""
    if len(body) <= _LEAD:
        return tokens(body), [], []
    end = 1 + max(body.rfind(" ", 0, _LEAD), body.rfind("\n", 0, _LEAD))
    return tokens(body[:end]), tokens(body[end:]), tokens(body[end:_LEAD])


@dataclass(frozen=True, slots=True)
class _Marks:
    """What of a report goes into its columns alone: where it plays, the days its incident may be of, the ages its
    opening tells, the named storms that it is about, and the natures of what it tells of."""

    where: Where
    events: frozenset[int]
    lead_ages: frozenset[int]
    storms: frozenset[str]
    natures: tuple[int, int]


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
        "about": more.natures[0],
        "named": more.natures[1],
        "people": people,
        "outlet": columns.value_of("outlet", outlet) if outlet else 0,
        "region": columns.value_of("region", *more.where.region) if more.where.region else 0,
        "latitude": place[0],
        "longitude": place[1],
    }


def _elements(mine: Profile, more: _Marks) -> list[tuple[int, int, int]]:
    """All elements of a report but its words, its names and where it was: the kind, the value and the mark of each."""
    value_of, home = columns.value_of, more.where.region
    plain = [
        (columns.AGE, mine.ages),
        (columns.LEAD_AGE, more.lead_ages),
        (columns.YEAR, mine.times.years),
        (columns.DAY, mine.times.days),
        (columns.COUNT, [value_of("count", *one) for one in mine.counts]),
        (columns.PLACE, more.where.places),
        (columns.STORM, [value_of("storm", one) for one in more.storms]),
        (columns.EVENT, more.events),
        (columns.MONTH, [_month(*one) for one in mine.times.months]),
        (columns.CLOCK, mine.times.clocks),
    ]
    found = [(kind, value, 0) for kind, values in plain for value in values]
    found += [(columns.ADDRESS, value_of("address", one), one[0].isdigit()) for one in mine.addresses]
    found += [(columns.REGION, value_of("region", *one), one == home) for one in more.where.regions]
    return sorted(found)


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
    if mention.when is not None:
        with suppress(ValueError):
            first, last = local_days(mention.when)
            if first == last:
                found.add(date.fromisoformat(first).toordinal())
    return frozenset(found)


def _stage(opening: list[str]) -> int:
    """How long after its incident a report is, by the words it opens with: 0 fresh, 1 days, 2 months or years."""
    days, years = follows()
    counts = Counter("years" if word in years else "days" for word in opening if word in years or word in days)
    return 2 if counts["years"] > 1 else 1 if counts else 0


def natures_of(opening: Iterable[str], told: Iterable[str]) -> tuple[int, int]:
    """What befell people (``words.natures``) by the words of a story and, once more, those of its opening: the natures
    that the story is about and those it names at all, as bits."""
    numbers = natures()
    counts = Counter(numbers[word] for words in (opening, opening, told) for word in words if word in numbers)
    most = max(counts.values(), default=0)
    about = sum(1 << one for one, count in counts.items() if count >= max(_SOME, _ABOUT * most))
    return about, sum(1 << one for one, count in counts.items() if count >= _NAMED * most)


def _counts(figures: Iterable[Figure]) -> frozenset[tuple[str, int]]:
    """The exact numbers of people harmed, from two on, each with the harm."""
    return frozenset({(f.harm.value, f.low) for f in figures if f.low is not None and f.low == f.high and f.low >= 2})


def _title_case(title: str) -> bool:
    """Whether a title capitalises its words throughout, so that capitals tell nothing of names."""
    words = title.split()
    return sum(word[:1].isupper() for word in words) > 0.6 * max(1, len(words))
