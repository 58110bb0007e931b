"""When a figure held, as far as that can be told: its own as-of time, its passage's, or the report's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casrec.records import Claim, Report, When


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A stretch of time as comparable strings, ``last`` inclusive: a day alone lasts until its end.

    An unknown time is ``first`` and ``last`` empty; it comes before all others and is before and after none.
    """

    first: str = ""
    last: str = ""

    @property
    def day(self) -> int | None:
        """The last day as an ordinal."""
        try:
            return date.fromisoformat(self.last[:10]).toordinal()
        except ValueError:
            return None

    def before(self, other: Held) -> bool:
        """Whether it surely ended before the other began."""
        return bool(self.last and other.first) and self.last < other.first


def held(claim: Claim, report: Report | None) -> Held:
    """The time a claim's figure held."""
    if claim.as_of is not None:
        return _of(claim.as_of)
    if report is None:
        return Held()
    for passage in report.passages:
        if passage.time is not None and passage.start <= claim.span.start < passage.end:
            return _of(passage.time)
    stated = report.published
    return Held(stated, _end(stated)) if stated else Held()


def _of(when: When) -> Held:
    return Held(when.earliest, _end(when.latest))


def _end(time: str) -> str:
    """A time's last moment, as text: a day's is its end."""
    return f"{time}T24" if len(time) == 10 else time
