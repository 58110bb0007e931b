"""One reading of all reports for linking: each one's profile, its keys, and what it may share with copies."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, NamedTuple

from casrec.link.block import Keys, Postings, keyed
from casrec.link.echoes import Sampled, sample, shingles
from casrec.link.holdings import Holdings, lead_mention
from casrec.link.packing import Profiles, pack
from casrec.link.profile import profiles
from casrec.link.story import Repeats, story
from casrec.records import Claim, Report
from casrec.seams import Tick, silent

Mapped = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Runs a pure function over many items and gives the results in order: Python's ``map``, or an engine's."""

# Reports read at a time: enough that their arithmetic costs little each, few enough that workers end together.
_BATCH = 32


@dataclass(slots=True)
class Survey:
    """All reports, numbered in the order of their ids. ``mentions`` leads from a lead mention to its report's number;
    ``tells`` is true of reports that tell of harm or have claims."""

    repeated: frozenset[int]
    ids: list[str] = field(default_factory=list)
    published: list[str | None] = field(default_factory=list)
    tells: array[int] = field(default_factory=lambda: array("b"))
    mentions: dict[str, int] = field(default_factory=dict)
    profiles: Profiles = field(default_factory=Profiles)
    postings: Postings = field(default_factory=Postings)
    sampled: Sampled = field(default_factory=Sampled)


class Marked(NamedTuple):
    """A report with its claims, and what becomes of each of its lines (``Repeats.marks``)."""

    report: Report
    claims: list[Claim]
    marks: bytes


class Looked(NamedTuple):
    """What one reading of a report gives."""

    report: str
    published: str | None
    mention: str
    tells: bool
    day: int | None
    keys: Keys
    profile: bytes
    sample: list[int]


def survey(holdings: Holdings, tick: Tick = silent, mapped: Mapped = map) -> Survey:
    """Read all reports twice: for what outlets repeat, then for what each tells (``mapped`` spreads that)."""
    repeats = Repeats()
    total = 0
    for total, report in enumerate(holdings.reports(), 1):  # noqa: B007 - counted for the progress of the second reading
        repeats.add(report)
    found = Survey(repeats.found())
    marks = repeats.marks(found.repeated)
    del repeats  # what it counted is no longer needed
    looked = mapped(look, _batches(holdings, marks))
    for done, seen in enumerate(chain.from_iterable(looked), 1):
        found.mentions[seen.mention] = len(found.ids)
        found.ids.append(seen.report)
        found.published.append(seen.published)
        found.tells.append(seen.tells)
        found.profiles.add(seen.profile)
        found.postings.add(seen.day, seen.keys)
        found.sampled.add(seen.report, seen.sample)
        tick("linking", done, total)
    return found


def _batches(holdings: Holdings, marks: Iterator[bytes]) -> Iterator[list[Marked]]:
    """All reports with their claims and marks, some at a time."""
    reports = holdings.reports()
    while batch := list(islice(reports, _BATCH)):
        mine = islice(marks, len(batch))
        yield [Marked(one, holdings.claims(one.id), mark) for one, mark in zip(batch, mine, strict=True)]


def look(held: Sequence[Marked]) -> list[Looked]:
    """What reports and their claims give to linking."""
    told = [story(one.report, (), one.marks) for one in held]
    read = profiles(
        (report, mine, lead_mention(report, claims), claims)
        for (report, claims, _), mine in zip(held, told, strict=True)
    )
    return [
        Looked(
            report.id,
            report.published,
            mine.mention.id,
            mine.told or bool(claims),
            mine.day,
            keys_,
            pack(mine),
            sample(shingles(story)),
        )
        for (report, claims, _), mine, story, keys_ in zip(held, read, told, keyed(read), strict=True)
    ]
