"""The extractor by grammar: what it is called, its version, and the door to its work.

The work (``casrec.extract.joining``) is loaded with the first report that is read: a command that only shows a store
asks for the version in force, and the modules of extraction take as long to load as all the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from casrec.errors import CasrecError, ReportError
from casrec.records import Claim, Report

ENGLISH = frozenset({None, "en"})


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
        from casrec.extract.joining import Join

        try:
            return iter(Join(report, self).claims())
        except CasrecError:
            raise
        except Exception as exc:
            raise ReportError(report.name, f"extraction failed: {type(exc).__name__}: {exc}") from exc
