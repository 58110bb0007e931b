"""The footnotes of a dossier: every claim's words in their context, quoted no further than need be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from casrec.publish import words
from casrec.records import Claim, Dossier, Report

_BREAK = re.compile(r"\n\s*")
_EDGE = 20  # a cut falls on a word's edge where one lies within so many characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of quoted text; ``claims`` are those that rest on it, ``opens`` those whose words begin with it."""

    text: str
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: words of one report that one or more claims rest on, with a little around them."""

    number: int
    report: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """All footnotes of a dossier, and the number of each claim's."""

    all: tuple[Note, ...]
    number_of: dict[str, int]

    def of(self, report: str) -> tuple[Note, ...]:
        """The footnotes that quote a report."""
        return tuple(note for note in self.all if note.report == report)

    def numbers(self, claims: Iterable[str]) -> tuple[tuple[int, str], ...]:
        """The footnotes of some claims, each once, as (number, the first claim it stands for)."""
        found: dict[int, str] = {}
        for claim in claims:
            if claim in self.number_of:
                found.setdefault(self.number_of[claim], claim)
        return tuple(sorted(found.items()))


def make(dossier: Dossier, context: int) -> Notes:
    """Footnotes for all claims, numbered as the reports were published and as their words stand in them.

    ``context`` is how many characters are quoted on each side of a claim's words at most; a quotation stays inside
    its paragraph. Claims whose quotations would overlap share one footnote. The words of a withdrawn report are
    gone, and its claims have no footnote.
    """
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in dossier.claims:
        by_report[claim.report].append(claim)
    found: list[Note] = []
    number_of: dict[str, int] = {}
    for report in dossier.reports:
        held = [claim for claim in by_report[report.id] if _stands(report, claim)]
        for cluster in _clusters(report, held, context):
            note = Note(len(found) + 1, report.id, _pieces(report, cluster, context))
            number_of.update({claim.id: note.number for claim in cluster})
            found.append(note)
    return Notes(tuple(found), number_of)


def _stands(report: Report, claim: Claim) -> bool:
    """Whether the report still holds the claim's words (it does not once they are withdrawn)."""
    span = claim.span
    return span.end > span.start and report.text[span.start : span.end] == span.quote


def _clusters(report: Report, claims: list[Claim], context: int) -> Iterable[list[Claim]]:
    """Claims in the order of the text, together where one quotation would run into the next."""
    cluster: list[Claim] = []
    reach = -1
    for claim in sorted(claims, key=lambda claim: (claim.span.start, claim.span.end, claim.id)):
        start, end = _quoted(report, claim.span.start, claim.span.end, context)
        if cluster and start > reach:
            yield cluster
            cluster = []
        cluster.append(claim)
        reach = max(reach, end)
    if cluster:
        yield cluster


def _quoted(report: Report, start: int, end: int, context: int) -> tuple[int, int]:
    """The stretch quoted around some words: inside their paragraph, cut at the edges of words."""
    text = report.text
    first, last = max(0, start - context), min(len(text), end + context)
    before = [match.end() for match in _BREAK.finditer(text, first, start)]
    after = _BREAK.search(text, end, last)
    first = before[-1] if before else _forward(text, first, start)
    last = after.start() if after else _backward(text, last, end)
    return first, last


def _forward(text: str, at: int, limit: int) -> int:
    """The next beginning of a word at or after ``at``, where one is near."""
    if at == 0 or text[at - 1].isspace():
        return at
    for index in range(at, min(at + _EDGE, limit)):
        if text[index].isspace():
            return index + 1
    return at


def _backward(text: str, at: int, limit: int) -> int:
    """The last end of a word at or before ``at``, where one is near."""
    if at == len(text) or text[at].isspace():
        return at
    for index in range(at, max(at - _EDGE, limit), -1):
        if text[index - 1].isspace():
            return index - 1
    return at


def _pieces(report: Report, cluster: list[Claim], context: int) -> tuple[Piece, ...]:
    """The quotation cut where claims begin and end, with marks of omission where it breaks off inside a paragraph."""
    text = report.text
    edges = [_quoted(report, claim.span.start, claim.span.end, context) for claim in cluster]
    first, last = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    cuts = {first, last}
    for claim in cluster:
        cuts.update((claim.span.start, claim.span.end))
    ordered = sorted(cuts)
    found = [Piece("… ")] if first > 0 and text[first - 1] != "\n" else []
    for start, end in pairwise(ordered):
        inside = [claim for claim in cluster if claim.span.start <= start and end <= claim.span.end]
        opens = tuple(claim.id for claim in inside if claim.span.start == start)
        found.append(Piece(_shown(text[start:end]), tuple(claim.id for claim in inside), opens))
    if last < len(text) and text[last] != "\n":
        found.append(Piece(" …"))
    return tuple(found)


def _shown(text: str) -> str:
    """A stretch made safe to show, with the space at its ends kept as one."""
    inner = words.clean(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
