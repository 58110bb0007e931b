"""One reading of all reports for linking: each one's profile, its keys, and what it may share with copies."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from casrec.link.block import Postings, keys
from casrec.link.echoes import Sampled, sample, shingles
from casrec.link.holdings import Holdings, lead_mention
from casrec.link.packing import Profiles
from casrec.link.profile import profile
from casrec.link.story import Repeats, story

Tick = Callable[[str, int, int | None], None]
"""Told of progress: what is being done, how many items are done, how many there are (None where unknown)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """A Tick that says nothing."""


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


def survey(holdings: Holdings, tick: Tick = silent) -> Survey:
    """Read all reports twice: for what outlets repeat, then for what each tells."""
    repeats = Repeats()
    total = 0
    for total, report in enumerate(holdings.reports(), 1):  # noqa: B007 - counted for the progress of the second reading
        repeats.add(report)
    found = Survey(repeats.found())
    for done, report in enumerate(holdings.reports(), 1):
        claims = holdings.claims(report.id)
        told = story(report, found.repeated)
        mine = profile(report, told, lead_mention(report, claims))
        found.mentions[mine.mention.id] = len(found.ids)
        found.ids.append(report.id)
        found.published.append(report.published)
        found.tells.append(mine.told or bool(claims))
        found.profiles.add(mine)
        found.postings.add(mine.day, keys(mine))
        found.sampled.add(report.id, sample(shingles(told)))
        tick("linking", done, total)
    return found
