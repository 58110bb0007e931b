"""Every exception casrec raises, drawn as a tree.

CasrecError
├── ReportError             one report cannot be used; names the report and the reason; the run goes on
│   ├── EmptyReport         no text in it
│   ├── BinaryReport        bytes that are not text, HTML or a known container
│   └── MalformedReport     a broken line of JSON, a broken archive, an unreadable file
├── RecordError             a record contradicts itself (low above high, words that are not in the span)
├── StoreError              a store cannot be opened, or is of a version this casrec does not know
├── PluginError             a reader, extractor, exporter or store of that name cannot be found or loaded
├── GoldError               a gold folder cannot be read
└── UsageError              the command line or a setting is wrong; exit status 2
"""

from __future__ import annotations


class CasrecError(Exception):
    """The root of everything casrec raises on purpose."""


class ReportError(CasrecError):
    """One report cannot be used: the run names it and goes on."""

    def __init__(self, report: str, reason: str) -> None:
        super().__init__(f"{report}: {reason}")
        self.report = report
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        """Pickle by parts, so that a worker process can hand the error back whole."""
        return type(self), (self.report, self.reason)


class EmptyReport(ReportError):
    """The report holds no text."""


class BinaryReport(ReportError):
    """The bytes are neither text nor a container casrec reads."""


class MalformedReport(ReportError):
    """The bytes claim a format that they do not keep."""


class RecordError(CasrecError, ValueError):
    """A record contradicts itself. (A ValueError too, so that decoding from JSON reports it as invalid data.)"""


class StoreError(CasrecError):
    """A store cannot be opened or used."""


class PluginError(CasrecError):
    """No plug-in of that name, or it does not load."""


class GoldError(CasrecError):
    """A gold folder cannot be read."""


class UsageError(CasrecError):
    """The caller asked for something that makes no sense; exit status 2."""
