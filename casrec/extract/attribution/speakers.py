"""Words whose cue is in another sentence: running quotations, lists after a colon, counts that go on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from casrec.extract.attribution.labels import Labels
from casrec.extract.attribution.quotes import Quotation
from casrec.extract.attribution.saying import Attribution
from casrec.extract.attribution.sentences import Sentences
from casrec.extract.attribution.words import words
from casrec.extract.reading import Line, Reading
from casrec.text import Lines

_NEAR = 4  # sentences between two quotations of one speaker, or between a count and the one it goes on from
_CHAIN = 8  # quotations without a cue of their own that one speaker can string together over paragraphs
_BARE = 5  # words of a sentence that only names the speaker of the one before ("“... are missing.” Hale said.")
_LIST = 12  # sentences after a colon that a list can run
_COUNT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds)\b", re.I
)
_BULLET = re.compile(r"\s*(?:[-•*·–—▪]|\(?\d{1,2}[.)])\s")


class Speakers:
    """Who speaks where a sentence does not say so itself."""

    def __init__(self, reading: Reading, sentences: Sentences, quotes: Sequence[Quotation]) -> None:
        self._reading = reading
        self._sentences = sentences
        self.quotes = quotes
        self._where = Lines((q.start, q.end) for q in self.quotes)
        self._labels = Labels(reading.report.text) if reading.recased and "[" in reading.text else None

    def elsewhere(self, offset: int, line: Line) -> Attribution | None:
        """The saying that holds an offset and whose cue stands in another sentence, or None."""
        return self.quoted(offset) or self._carried(line) or self._listed(line) or self._labelled(offset, line)

    def quoted(self, offset: int) -> Attribution | None:
        """The saying of the quotation that holds an offset."""
        at = self._where.at(offset)
        if at is None or not self.quotes[at].utterance:
            return None
        spoken = self._speaker(at)
        if spoken is None or not spoken.sources:
            return None
        quote = self.quotes[at]
        return dataclasses.replace(spoken, pieces=((quote.start, quote.end),), rule="quotation")

    def _speaker(self, at: int) -> Attribution | None:
        """The saying that tells who speaks the quotation with index ``at``: its own, else a neighbour's."""
        for number in range(at, max(-1, at - _CHAIN), -1):
            first = self._reading.line_at(self.quotes[number].start)
            if first is None:
                return None
            found = self._attached(number)
            if found is None and self._stands_alone(number, first):
                found = self._in_paragraph(number, first)
                found = found or self._just_cited(first)
            if found is not None:
                return found
            before = self._reading.line_at(self.quotes[number - 1].start) if number else None
            follows = before is not None and first.paragraph - before.paragraph <= 1
            if not follows or not self._stands_alone(number, first) or not self.quotes[number - 1].utterance:
                return None
        return None

    def _attached(self, at: int) -> Attribution | None:
        """The saying whose own content the quotation with index ``at`` is."""
        quote = self.quotes[at]
        first = self._reading.line_at(quote.start)
        last = self._reading.line_at(max(quote.start, quote.end - 1)) or first
        if first is None or last is None or not quote.utterance:
            return None
        for index in dict.fromkeys((last.index, first.index)):
            found = self._beside(index, quote)
            if found is not None:
                return found
        before = self._reading.lines[first.index - 1] if first.index else None
        found = self._opened_by(before) if before is not None else None
        return found or self._named(quote, first, last)

    def _named(self, quote: Quotation, first: Line, last: Line) -> Attribution | None:
        """The saying of a quotation beside which somebody is named: before it, after it, or right after its end."""
        for line in dict.fromkeys((last, first)):
            found = self._sentences.beside(line, quote.start, quote.end)
            if found is not None:
                return found
        inside = self._reading.text[quote.start : quote.end].rstrip("\"”'’»")
        if last.end > quote.end or inside[-1:] not in "?!….-—" or last.index + 1 >= len(self._reading.lines):
            return None
        after = self._reading.lines[last.index + 1]
        if inside[-1:] == "." and len(self._reading.words(after).split()) > _BARE:
            return None
        if after.paragraph != last.paragraph or self._told(after):
            return None
        return self._sentences.beside(after, quote.start, quote.end)

    def _told(self, line: Line) -> bool:
        """Whether a sentence tells what somebody says in words of its own."""
        return any(line.start <= a < line.end for found in self._sentences.sayings(line.index) for a, _ in found.pieces)

    def _beside(self, index: int, quote: Quotation) -> Attribution | None:
        """The saying of a sentence whose cue stands outside a quotation and whose content is it."""
        for found in self._sentences.sayings(index):
            inside = quote.start <= found.cue[0] < quote.end
            if not inside and any(a < quote.end and quote.start < b for a, b in found.pieces):
                return found
        return None

    def _opened_by(self, line: Line) -> Attribution | None:
        """The saying that a sentence opens with a colon at its end."""
        return self._sentences.opening(line) if self._reading.words(line).rstrip().endswith(":") else None

    def _stands_alone(self, at: int, first: Line) -> bool:
        """Whether a quotation is a sentence of its own: words quoted inside a sentence belong to that."""
        quote = self.quotes[at]
        opening = self._reading.text[quote.start : quote.end].lstrip("\"“”'’‘«` ")[:1]
        return quote.start - first.start <= 1 and not opening.islower()

    def _in_paragraph(self, at: int, first: Line) -> Attribution | None:
        """The saying of the nearest quotation in the same paragraph, before it or else after it."""
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(self.quotes):
                line = self._reading.line_at(self.quotes[near].start)
                if line is None or line.paragraph != first.paragraph or abs(line.index - first.index) > _NEAR:
                    break
                found = self._attached(near)
                if found is not None:
                    return found
                near += step
        return None

    def _just_cited(self, line: Line) -> Attribution | None:
        """The saying of the sentence right before a quotation in its paragraph ("He said hundreds fled. “...”")."""
        if line.index == 0 or self._reading.lines[line.index - 1].paragraph != line.paragraph:
            return None
        return next(reversed(self._sentences.sayings(line.index - 1)), None)

    def _labelled(self, offset: int, line: Line) -> Attribution | None:
        """The saying of whoever is named in brackets where what he says begins ("[CRISTIANI] WE BELIEVE ...")."""
        span = self._labels.at(offset) if self._labels is not None else None
        if span is None:
            return None
        source = self._sentences.names.resolve(self._reading.text[slice(*span)], span[0])
        return Attribution(((line.start, line.end),), span, span, (source,), "label", line.index)

    def _carried(self, line: Line) -> Attribution | None:
        """The saying of a sentence before, where this one goes on counting ("A further 12 ...")."""
        opening = self._reading.words(line)[:60].lower()
        if line.index == 0:
            return None
        if words().goes_on.match(opening):
            reach = _NEAR
        elif words().goes_on_at_once.match(opening):
            reach = 2
        else:
            return None
        for at in range(line.index - 1, max(-1, line.index - reach), -1):
            if self._reading.lines[at].paragraph != line.paragraph:
                return None
            for found in reversed(self._sentences.sayings(at)):
                if _COUNT.search(self._reading.text, found.start, found.end):
                    pieces = ((line.start, line.end),)
                    return dataclasses.replace(found, pieces=pieces, rule="goes-on", line=at)
        return None

    def _listed(self, line: Line) -> Attribution | None:
        """The saying that a sentence ending in a colon opens, over the paragraph or the list after it."""
        listed = _BULLET.match(self._reading.words(line)) is not None
        for at in range(line.index - 1, max(-1, line.index - _LIST), -1):
            before = self._reading.lines[at]
            if line.paragraph - before.paragraph > 1 and not listed:
                return None
            if self._reading.words(before).rstrip().endswith(":"):
                found = self._opened_by(before)
                rule = "list" if listed else "block"
                return dataclasses.replace(found, pieces=((line.start, line.end),), rule=rule) if found else None
        return None
