"""The extractor by grammar: what it is called, its version, and the door to its work.

The work (``casrec.extract.joining``) is loaded with the first report that is read: a command that only shows a store
asks for the version in force, and the modules of extraction take as long to load as all the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from casrec.errors import ReportError
from casrec.records import Claim, Report

ENGLISH = frozenset({None, "en"})
TOGETHER = 64  # reports read at once: enough that a batch of parses fills


class Grammar:
    """Takes claims out of English reports by grammar: word lists, patterns and parses, no trained judgement of ours."""

    name = "grammar"
    version = "1"

    def extract(self, report: Report) -> Iterator[Claim]:
        """The claims of a report in the order of their spans; none of a report in another language.

        Raises ReportError naming the report where it cannot be read.
        """
        if report.language not in ENGLISH:
            return iter(())
        (found,) = self.extract_all([report])
        if isinstance(found, ReportError):
            raise found
        return iter(found)

    def extract_all(self, reports: Iterable[Report]) -> Iterator[list[Claim] | ReportError]:
        """The claims of each report as ``extract`` gives them, or the error that names it.

        Many at once take less time: their sentences are parsed together.
        """
        held = iter(reports)
        while some := list(islice(held, TOGETHER)):
            yield from self._together(some)

    def _together(self, reports: list[Report]) -> list[list[Claim] | ReportError]:
        """The claims of a few reports, or errors."""
        from casrec.extract.joining import Join
        from casrec.extract.reading import prepare

        found: list[list[Claim] | ReportError] = [[] for _ in reports]
        joins: dict[int, Join] = {}
        for i, report in enumerate(reports):
            if report.language not in ENGLISH:
                continue
            try:
                joins[i] = Join(report, self)
            except Exception as exc:
                found[i] = _failed(report, exc)
        for step in (Join.ahead, Join.read):
            wanted = []
            for i, join in list(joins.items()):
                try:
                    wanted.append((join.reading, step(join)))
                except Exception as exc:
                    found[i] = _failed(reports[i], exc)
                    del joins[i]
            with suppress(Exception):  # what no parse can be made of fails again below, alone
                prepare(wanted)
        for i, join in joins.items():
            try:
                found[i] = join.claims()
            except Exception as exc:
                found[i] = _failed(reports[i], exc)
        return found


def _failed(report: Report, exc: Exception) -> ReportError:
    """The error that names the report in which something went wrong."""
    if isinstance(exc, ReportError):
        return exc
    error = ReportError(report.name, f"extraction failed: {type(exc).__name__}: {exc}")
    error.__cause__ = exc
    return error
