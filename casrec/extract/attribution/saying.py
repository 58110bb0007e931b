"""One saying of a report, and which of several that hold a span is the nearest to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from casrec.extract.attribution.words import words
from casrec.records import Source, replace
from casrec.terms import SourceType

_ANYBODY = frozenset("people everyone everybody somebody someone many some others they you".split())
MESSENGERS = frozenset({SourceType.NEWS_AGENCY, SourceType.OUTLET, SourceType.STATE_MEDIA})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One saying: ``pieces`` are the offsets of its content, ``cue`` and ``source`` those of its words.

    ``sources`` are those cited, the first named first. ``rule`` says what found it. ``line`` is the index of the
    sentence that holds the cue.
    """

    pieces: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    source: tuple[int, int] | None
    sources: tuple[Source, ...]
    rule: str
    line: int

    @property
    def start(self) -> int:
        """Where the content begins."""
        return min(start for start, _ in self.pieces)

    @property
    def end(self) -> int:
        """Where the content ends."""
        return max(end for _, end in self.pieces)

    def covers(self, start: int, end: int) -> int | None:
        """The length of the piece that holds the middle of a span, or None."""
        middle = (start + end) // 2
        held = [b - a for a, b in self.pieces if a <= middle < b]
        return min(held) if held else None


def innermost(held: Sequence[Attribution], start: int, end: int) -> Attribution:
    """The saying nearest to a span: one told inside another's content, else the one with the shortest content.

    What an outlet or agency passes on ("According to a commander, 40 died, Reuters reports") is the other's, via it.
    """
    held = [a for a in held if a.sources and not _anybody(a)] or held
    inner = [a for a in held if any(b is not a and b.covers(*a.cue) is not None for b in held)]
    chosen = min(inner or held, key=lambda a: a.covers(start, end) or 0)
    if _passes_on(chosen) and chosen.cue[0] >= end:
        others = [a for a in held if a.sources and not _passes_on(a)]
        chosen = min(others, key=lambda a: a.covers(start, end) or 0, default=chosen)
    if _bare_document(chosen) and chosen.cue[0] < start:
        tellers = [b for b in held if b is not chosen and b.covers(*chosen.cue) is not None and not _bare_document(b)]
        chosen = min(tellers, key=lambda a: a.covers(start, end) or 0, default=chosen)
    outer = next((b for b in held if b is not chosen and _passes_on(b) and b.sources[0].key), None)
    if outer is not None:
        via = outer.sources[0]
        sources = tuple(s if s.via or s.identity == via.identity else through(s, via) for s in chosen.sources)
        return dataclasses.replace(chosen, sources=sources)
    return chosen


def _anybody(found: Attribution) -> bool:
    """Whether a saying is of nobody in particular ("people saying that"): whoever tells of it answers for it."""
    return bool(found.sources) and found.sources[0].name.lower() in _ANYBODY


def _bare_document(found: Attribution) -> bool:
    """Whether a saying is a document's that is nobody's ("early reports show"): whoever tells of it answers for it."""
    if not found.sources or found.sources[0].key or found.sources[0].type is not SourceType.UNKNOWN:
        return False
    name = found.sources[0].name
    return name.islower() and name.rsplit(" ", 1)[-1] in words().documents


def _passes_on(found: Attribution) -> bool:
    """Whether the source of a saying is an outlet or agency, which may pass on another's words."""
    return bool(found.sources) and found.sources[0].type in MESSENGERS


def through(source: Source, via: Source) -> Source:
    """A source whose words another passed on."""
    return replace(source, via=via)
