"""A text as passages: headline, article, dated updates, captions, and the furniture that no claim is read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casrec.ingest import captions, datelines, furniture, headlines, trailing, updates
from casrec.ingest.blocks import Block, blocks
from casrec.records import Passage, When
from casrec.terms import PassageKind
from casrec.text import is_wrapped

Labelled = tuple[int, int, PassageKind]

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Divided:
    """A text's passages, and the dates and the title that were met in dividing it."""

    passages: tuple[Passage, ...]
    published: str | None = None
    updated: str | None = None
    title: str | None = None


def divide(
    text: str, *, title: str | None = None, published: str | None = None, marks: Sequence[Passage] = ()
) -> Divided:
    """The passages of ``text``, in order, without overlap, covering all of it.

    ``marks`` are passages a reader knew from the page's structure; those that are not ARTICLE are kept. Updates are
    resolved on ``published``, or on the date the text prints of itself.
    """
    wrapped = is_wrapped(text)
    opening = headlines.title_end(title, text)
    known = [(mark.start, mark.end, mark.kind) for mark in marks if mark.kind is not PassageKind.ARTICLE]
    if text.startswith(BOM):  # kept, so that offsets are those of the decoded file, but no part of its first word
        known.append((0, 1, PassageKind.FURNITURE))
    lines = [
        block for start, end in _gaps(known, opening, len(text)) for block in blocks(text, start, end, wrapped=wrapped)
    ]
    found = updates.find(lines)
    labelled, dates, headline = _labels(
        text, lines, {mark.start for mark in found}, titled=opening > 0, wrapped=wrapped
    )
    published = published or dates.published
    if opening:
        labelled.append((0, opening, PassageKind.HEADLINE))
    dated = list(zip((mark.start for mark in found), updates.times(found, published), strict=True))
    passages = _compose(text, sorted([*labelled, *known]), dated)
    latest = max((time.latest for _, time in dated if time and len(time.latest) > 10), default=None)
    return Divided(passages, dates.published, dates.updated or latest, title or headline)


def _gaps(known: Sequence[Labelled], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of start..end that no known label covers, in order."""
    for left, right, _ in sorted(known):
        if left > start:
            yield start, min(left, end)
        start = max(start, right)
    if start < end:
        yield start, end


def _labels(
    text: str, lines: Sequence[Block], starts: set[int], *, titled: bool, wrapped: bool
) -> tuple[list[Labelled], datelines.Dates, str | None]:
    """The stretches of the lines that are not plain article, the dates they print, and the headline they open with.

    ``starts`` are where updates begin: such a line is never furniture, though a sentence in it may be.
    """
    begins = {i for i, block in enumerate(lines) if block.start in starts}
    index = {(block.start, block.end): i for i, block in enumerate(lines)}
    spans = [span for span in furniture.find(text, lines, wrapped=wrapped) if index.get(span) not in begins]
    whole = {index[span] for span in spans if span in index}
    pictured = captions.find(lines) - begins - whole
    teasers = trailing.find(lines, whole | pictured | begins)
    dates = datelines.find(lines, begins, min(teasers, default=None))
    aside = whole | pictured | begins | teasers | dates.lines
    heads = sorted(headlines.find(lines, aside, titled=titled, wrapped=wrapped))
    labelled = [(start, end, PassageKind.FURNITURE) for start, end in spans]
    labelled += [(lines[i].start, lines[i].end, PassageKind.FURNITURE) for i in (teasers | dates.lines) - whole]
    labelled += [(lines[i].start, lines[i].end, PassageKind.CAPTION) for i in pictured - dates.lines]
    labelled += [(lines[i].start, lines[i].end, PassageKind.HEADLINE) for i in heads]
    return labelled, dates, lines[heads[0]].text.lstrip("# ") if heads and not titled else None


def _compose(text: str, labelled: Iterable[Labelled], dated: Sequence[tuple[int, When | None]]) -> tuple[Passage, ...]:
    """Passages that cover the text: what is labelled as labelled, the rest article or, from a mark on, update."""
    pieces: list[tuple[int, PassageKind, When | None]] = []
    marks = list(dated)
    kind: PassageKind = PassageKind.ARTICLE
    time: When | None = None
    at = 0

    def plain(until: int) -> None:
        nonlocal kind, time
        while marks and marks[0][0] < until:
            keep(marks[0][0])
            kind, time = PassageKind.UPDATE, marks.pop(0)[1]
        keep(until)

    def keep(until: int) -> None:
        nonlocal at
        piece = text[at:until]
        if words := piece.lstrip():
            pieces.append((at + len(piece) - len(words), kind, time))
        at = max(at, until)

    for start, end, label in labelled:
        if start < at:  # a label inside another: the outer one holds
            start = at
        if end <= start:
            continue
        plain(start)
        pieces.append((start, label, None))
        at = end
    plain(len(text))
    return _joined(len(text), pieces)


def _joined(length: int, pieces: Sequence[tuple[int, PassageKind, When | None]]) -> tuple[Passage, ...]:
    """Passages from the pieces' starts; like neighbours become one, and the space between goes to the earlier."""
    kept: list[tuple[int, PassageKind, When | None]] = []
    for start, kind, time in pieces:
        if not kept or kept[-1][1:] != (kind, time):
            kept.append((0 if not kept else start, kind, time))
    ends = [*(start for start, _, _ in kept[1:]), length][: len(kept)]
    return tuple(
        Passage(start=start, end=end, kind=kind, time=time)
        for (start, kind, time), end in zip(kept, ends, strict=True)
        if end > start
    )
