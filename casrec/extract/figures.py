"""Find the figures of a report: how many people were harmed, how, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casrec.extract import cues, figure_parts, figure_words
from casrec.extract.figure_chunks import cut
from casrec.extract.figure_frames import Hit, Row
from casrec.extract.figure_nouns import Chunk
from casrec.extract.reading import Reading
from casrec.numbers import Word, words
from casrec.terms import Group, Harm, Stance


@dataclass(frozen=True, slots=True)
class Found:
    """One figure: ``text[start:end]`` is its wording, with its modifier words.

    ``low`` and ``high`` are inclusive, None is open. ``within`` is the index, in the list that ``find`` returns, of the
    figure this one is a part of. ``line`` is the index of its sentence, ``anchor_start`` and ``anchor_end`` hold the
    word of harm that governs it, ``rule`` names the construction.
    """

    start: int
    end: int
    wording: str
    harm: Harm
    low: int | None
    high: int | None
    approximate: bool
    who: str
    group: Group
    explicit: bool
    within: int | None
    stance: Stance
    rule: str
    line: int
    anchor_start: int
    anchor_end: int


# Of several harms said of one count, the gravest is kept: "was shot and killed" is killed.
_GRAVITY = {Harm.KILLED: 3, Harm.INJURED: 2, Harm.KILLED_OR_INJURED: 1}


def find(reading: Reading, max_tokens: int = 200) -> list[Found]:
    """The figures of a report in the order of their words."""
    lexicon = figure_words.load()
    found: list[Found] = []
    carried: Harm | None = None
    near = -2
    candidates = cues.lines(reading.text, [(line.start, line.end) for line in reading.lines])
    for index in _with_followers(candidates, len(reading.lines)):
        line = reading.lines[index]
        if index > near + 1:
            carried = None
        for tokens in _pieces(words(reading.text, line.start, line.end), max_tokens):
            row = Row(cut(tokens, lexicon, capitals=not reading.upper_case), tokens, lexicon)
            row.run()
            figure_parts.complete(row, carried)
            found += _figures(reading, row, index, len(found))
            if row.hits:
                carried, near = row.hits[0].harm, index
    return found


def _with_followers(candidates: list[int], count: int) -> Iterator[int]:
    """The candidate sentences and the one after each (for "Among them were three children")."""
    last = -1
    for index in candidates:
        for i in (index, index + 1):
            if last < i < count:
                yield i
                last = i


def _pieces(tokens: list[Word], size: int) -> Iterator[list[Word]]:
    """Stretches of at most ``size`` words, cut at punctuation where there is any."""
    while len(tokens) > size:
        cut_at = next((i for i in range(size, size // 2, -1) if tokens[i - 1].lower in {",", ";", ":", "."}), size)
        yield tokens[:cut_at]
        tokens = tokens[cut_at:]
    if tokens:
        yield tokens


def _figures(reading: Reading, row: Row, line: int, offset: int) -> list[Found]:
    """The figures of a row's hits, in order, each count once for each harm that stays."""
    hits = _resolve(row.hits)
    position = {hit.victim: offset + i for i, hit in enumerate(hits)}
    return [
        replace(
            _figure(reading, row, hit, line),
            within=position.get(hit.host) if hit.host is not None and hit.host != hit.victim else None,
        )
        for hit in hits
    ]


def _resolve(hits: Sequence[Hit]) -> list[Hit]:
    """One hit for each victim chunk and harm; among killed, injured and both only the gravest."""
    best: dict[tuple[int, bool], Hit] = {}
    for hit in hits:
        key = (hit.victim, hit.harm in _GRAVITY)
        held = best.get(key)
        if held is None or _GRAVITY.get(hit.harm, 0) > _GRAVITY.get(held.harm, 0):
            best[key] = hit
    by_victim: dict[int, Hit] = {}
    for (victim, grave), hit in sorted(best.items(), key=lambda item: (item[0][0], not item[0][1])):
        if victim not in by_victim or grave:
            by_victim[victim] = hit
    return [by_victim[victim] for victim in sorted(by_victim)]


def _figure(reading: Reading, row: Row, hit: Hit, line: int) -> Found:
    """The figure that a hit makes."""
    chunk, anchor = row.chunks[hit.victim], row.chunks[hit.anchor]
    low, high, start, end, approximate = _count(row, chunk)
    at = anchor.harm_at if anchor.harm_at >= 0 else anchor.first
    last = anchor.last if anchor.symbol in "kgfidFeanT" else at
    explicit = chunk.quantity is not None or chunk.symbol == "Z"
    return Found(
        start=start,
        end=end,
        wording=reading.text[start:end],
        harm=hit.harm,
        low=low,
        high=high,
        approximate=approximate,
        who=chunk.who or ("people" if explicit else reading.text[start:end]),
        group=chunk.group,
        explicit=explicit,
        within=None,
        stance=hit.stance,
        rule=hit.rule,
        line=line,
        anchor_start=row.tokens[at].start,
        anchor_end=row.tokens[last].end,
    )


def _count(row: Row, chunk: Chunk) -> tuple[int | None, int | None, int, int, bool]:
    """Low, high, start, end and whether approximate, of a victim chunk."""
    quantity = chunk.quantity
    if chunk.symbol == "Z":
        last = chunk.first + (
            1 if row.tokens[chunk.first + 1 : chunk.first + 2] and row.tokens[chunk.first + 1].lower == "one" else 0
        )
        return 0, 0, row.tokens[chunk.first].start, row.tokens[last].end, False
    if quantity is None:
        return 1, 1, row.tokens[chunk.first].start, row.tokens[chunk.last].end, False
    end = quantity.last
    if end + 1 <= chunk.last and row.tokens[end + 1].lower == "more":
        end += 1
    return quantity.low, quantity.high, row.tokens[quantity.first].start, row.tokens[end].end, quantity.approximate
