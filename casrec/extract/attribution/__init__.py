"""Attribution: who a report cites for the words at a span."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from casrec.extract.attribution.quotes import quotations
from casrec.extract.attribution.saying import Attribution, innermost
from casrec.extract.attribution.sentences import Sentences
from casrec.extract.attribution.speakers import Speakers
from casrec.extract.reading import Reading
from casrec.records import Source


class Attributions:
    """The sayings of one report, each found when first asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        quotes = quotations(reading)
        self._sentences = Sentences(reading, quotes)
        self._speakers = Speakers(reading, self._sentences, quotes)

    def prepare(self, lines: Collection[int]) -> None:
        """Parse in one batch those of these sentences that hold a cue."""
        self._reading.prepare(sorted(i for i in lines if self._sentences.hinted(i)))

    def behind(self, lines: Iterable[int]) -> set[int]:
        """The sentences in which is looked for whom the speakers of these, as far as parsed, stand for."""
        parsed = set(lines).difference(self._reading.unparsed(lines))
        return {at for index in parsed for at in self._sentences.behind(index)}

    @property
    def stances(self) -> tuple[Attribution, ...]:
        """What the report tells people want, think, ask for or find fault with; no source of a figure."""
        return tuple(a for line in self._reading.lines for a in self._sentences.stances(line.index))

    @property
    def all(self) -> tuple[Attribution, ...]:
        """Every attribution of the report in the order of the lines, then the quotations that run over sentences."""
        self.prepare(range(len(self._reading.lines)))
        found = [a for line in self._reading.lines for a in self.in_line(line.index)]
        for quote in self._speakers.quotes:
            if quote.utterance and not any(a <= quote.start and quote.end <= b for f in found for a, b in f.pieces):
                spoken = self._speakers.quoted(quote.start)
                found.extend([spoken] if spoken is not None else [])
        return tuple(found)

    def in_line(self, index: int) -> tuple[Attribution, ...]:
        """The attributions whose cue stands in a sentence."""
        return self._sentences.sayings(index)

    def sources_at(self, start: int, end: int) -> tuple[Source, ...]:
        """Who says the words from start to end, by the innermost saying that holds them; () for the outlet's voice."""
        found = self.at(start, end)
        return found.sources if found is not None else ()

    def at(self, start: int, end: int) -> Attribution | None:
        """The innermost saying that holds the words from start to end, or None for the outlet's voice."""
        line = self._reading.line_at(start) or self._reading.line_at(max(start, end - 1))
        if line is None:
            return None
        held = [a for a in self.in_line(line.index) if a.covers(start, end) is not None]
        return innermost(held, start, end) if held else self._speakers.elsewhere(start, line)

    def resolve(self, text: str, at: int | None = None) -> Source:
        """The source that a mention in this report names; ``at`` is where it stands (None: the report's end)."""
        return self._sentences.names.resolve(text, at)


def find(reading: Reading, lines: Collection[int] | None = None) -> Attributions:
    """The attributions of a report. ``lines`` (indexes) are parsed ahead in one batch where they hold a cue."""
    found = Attributions(reading)
    if lines is not None:
        found.prepare(lines)
    return found


def sayings(reading: Reading) -> list[tuple[tuple[int, int] | None, tuple[tuple[int, int], ...]]]:
    """Every saying and stance of a report as the offsets of its source (None: nobody is named) and of its content."""
    found = find(reading)
    return [(a.source, a.pieces) for a in (*found.all, *found.stances)]
