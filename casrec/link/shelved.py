"""What linking keeps on a store's shelf: the kinds of rows, their keys, and reports by number.

Rows lead from a line of an outlet, a word, a sampled shingle, a lead mention or a recalled happening to the reports
that hold it; and from a report to those it is compared with or is a copy of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from casrec.link import background
from casrec.link.holdings import lead_mention
from casrec.link.packing import pack, unpack
from casrec.link.profile import Profile
from casrec.link.sites import site_key
from casrec.records import Claim, Incident, Report
from casrec.seams import Row, Shelf

PAIR, COPY = "pair", "copy"

# A share of words in common is kept to nine places.
SHARES = 1_000_000_000


def number(kind: str, *parts: object) -> int:
    """What stands for something on the shelf: 63 bits of a hash."""
    text = "\n".join([kind, *map(str, parts)])
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def shingle_key(shingle: int) -> int:
    """The key of a sampled shingle: below zero, where no other key is."""
    return -1 - shingle


def facts(report: Report, claims: Sequence[Claim]) -> list[Row]:
    """Rows that lead to a report from its lead mention and from what it recalls."""
    me = number("report", report.id)
    found = [(number("mention", lead_mention(report, claims).id), 0, me, 0)]
    for claim in claims:
        if background.is_recalled(claim):
            found.append((number("recalled", background.key(claim.mention)), 0, me, 0))
            told = background.days(claim.mention.when)
            for place in claim.mention.places if told is not None else ():
                found += [(number("recalled at", site_key(place)), day, me, 0) for day in sorted(set(told or ()))]
    return found


def plays(incident: Incident) -> list[Row]:
    """Rows that lead to an incident from its places and its first day; its number gives back its id."""
    when = background.days(incident.when)
    if when is None:
        return []
    keys = sorted({number("plays", site_key(place)) for place in incident.places if background.narrow(place)})
    return [(key, when[0], signed(incident.id), 0) for key in keys]


def playing_near(shelf: Shelf, incident: Incident, before: int = 60) -> list[str]:
    """The ids of incidents at an incident's places that began up to so many days before it, or with it."""
    when = background.days(incident.when)
    if when is None:
        return []
    keys = {number("plays", site_key(place)) for place in incident.places if background.narrow(place)}
    found = {to for key in sorted(keys) for _, to, _ in shelf.rows(key, when[0] - before, when[0])}
    return sorted(unsigned("inc", value) for value in found)


def signed(id: str) -> int:
    """An id that the linker made as a signed whole number of 64 bits."""
    value = int(id.rpartition("-")[2], 16)
    return value - 2**64 if value >= 2**63 else value


def unsigned(prefix: str, value: int) -> str:
    """The id that ``signed`` made a number of."""
    return f"{prefix}-{value % 2**64:016x}"


class Bookshelf:
    """A shelf with its profiles: what is read in one go is held."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._profiles: dict[int, Profile] = {}

    def profile(self, report: int) -> Profile:
        """The profile of a report by its number."""
        found = self._profiles.get(report)
        if found is None:
            body = self.shelf.body(report)
            assert body is not None, f"no profile of report {report}"
            found = self._profiles[report] = unpack(body)
        return found

    def held(self, report: int) -> Profile | None:
        """The profile of a report where there is one."""
        return self.profile(report) if report in self._profiles or self.shelf.body(report) is not None else None

    def keep(self, report: int, profile: Profile) -> None:
        """Keep a report's profile."""
        self._profiles[report] = profile
        self.shelf.keep({report: pack(profile)})

    def values(self, key: int) -> dict[int, int]:
        """Where the rows of a key lead, with their values."""
        return {to: value for _, to, value in self.shelf.rows(key)}

    def tie(self, kind: str, pairs: Iterable[tuple[int, int, int]]) -> None:
        """Note pairs of reports with a value, from either to the other."""
        self.shelf.put(row for left, right, value in pairs for row in _both(kind, left, right, value))

    def untie(self, kind: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Take pairs of reports out."""
        self.shelf.take(row for left, right in pairs for row in _both(kind, left, right, 0))

    def tied(self, kind: str, report: int) -> dict[int, int]:
        """The reports that one is paired with, and the values."""
        return self.values(number(kind, report))


def _both(kind: str, left: int, right: int, value: int) -> tuple[Row, Row]:
    return (number(kind, left), 0, right, value), (number(kind, right), 0, left, value)
