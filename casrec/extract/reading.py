"""A report as the extractor reads it: its sentences, its quotations, and parses made only when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from casrec import syntax, text
from casrec.extract.recasing import recased
from casrec.numbers import Word, words
from casrec.records import Passage, Report, When
from casrec.settings import Settings
from casrec.sieve import Sieve, lowered
from casrec.terms import PassageKind

MOST_TOKENS = Settings().max_sentence_tokens
T = TypeVar("T")


def once(find: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """Something found in a reading, found once for all who ask."""

    @wraps(find)
    def found(reading: Reading) -> T:
        if found not in reading.found:
            reading.found[found] = find(reading)
        result: T = reading.found[found]
        return result

    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a report: offsets, the kind of its passage, its paragraph's number, its update's time."""

    index: int
    start: int
    end: int
    kind: PassageKind
    paragraph: int
    time: When | None = None


class Reading:
    """One report, ready to be searched. ``lines`` leaves out furniture: no claim is ever read from it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.recased = text.upper_case(report.text)
        self.text = recased(report.text) if self.recased else report.text
        self.lines: tuple[Line, ...] = tuple(_lines(report))
        self.quotations: list[tuple[int, int]] = text.quotations(report.text)
        self._parsed: dict[int, syntax.Sentence] = {}
        self._tokens: dict[int, list[Word]] = {}
        self._small: dict[int, str] = {}
        self._runs: dict[int, frozenset[str]] = {}
        self.found: dict[Callable[[Reading], Any], Any] = {}  # see ``once``
        self._where = text.Lines((line.start, line.end) for line in self.lines)
        self._quoted = text.Lines(self.quotations)

    def words(self, line: Line) -> str:
        """The words of a sentence."""
        return self.text[line.start : line.end]

    def search(self, sieve: Sieve, line: Line) -> re.Match[str] | None:
        """The first match of a pattern in a sentence."""
        return sieve.pattern.search(self.text, line.start, line.end) if self._may(sieve, line) else None

    def finditer(self, sieve: Sieve, line: Line) -> Iterator[re.Match[str]]:
        """The matches of a pattern in a sentence."""
        return sieve.pattern.finditer(self.text, line.start, line.end) if self._may(sieve, line) else iter(())

    def _may(self, sieve: Sieve, line: Line) -> bool:
        """Whether a sentence holds what a pattern needs."""
        if line.index not in self._small:
            self._small[line.index] = lowered(self.words(line))
        return sieve.may(self._small[line.index])

    def runs(self, index: int) -> frozenset[str]:
        """The distinct words of a sentence, lowered and cut at hyphens and apostrophes: for a first, cheap look."""
        found = self._runs.get(index)
        if found is None:
            found = self._runs[index] = text.runs(self.words(self.lines[index]))
        return found

    def tokens(self, index: int) -> list[Word]:
        """The words of a sentence one by one, with their offsets."""
        found = self._tokens.get(index)
        if found is None:
            line = self.lines[index]
            found = self._tokens[index] = words(self.text, line.start, line.end)
        return found

    def line_at(self, offset: int) -> Line | None:
        """The sentence that holds an offset of the report."""
        index = self._where.at(offset)
        return None if index is None else self.lines[index]

    def quotation_at(self, offset: int) -> tuple[int, int] | None:
        """The quotation, marks included, that holds an offset of the report."""
        index = self._quoted.at(offset)
        return None if index is None else self.quotations[index]

    def prepare(self, indexes: Iterable[int]) -> None:
        """Parse these sentences in one batch; ``parsed`` then only looks them up."""
        prepare([(self, indexes)])

    def unparsed(self, indexes: Iterable[int]) -> list[int]:
        """Those of these sentences that are not parsed yet, each once."""
        return [i for i in dict.fromkeys(indexes) if i not in self._parsed]

    def piece(self, index: int) -> tuple[int, str]:
        """A sentence as the parser reads it, and where its first word stands.

        ``~index`` is the same sentence as a headline: as it is written, without the outlet's name at its end.
        """
        if index < 0:
            line = self.lines[~index]
            return line.start, _headline(self.words(line))
        line = self.lines[index]
        words = self.words(line)
        lead = _LEAD_IN.match(words)
        start = lead.end() if lead is not None and lead.end() < len(words) else 0
        return line.start + start, _parsable(words[start:])

    def keep(self, index: int, sentence: syntax.Sentence) -> None:
        """Keep the parse of a sentence."""
        self._parsed[index] = sentence

    def parsed(self, index: int) -> syntax.Sentence:
        """The parse of a sentence, made now where ``prepare`` has not made it."""
        if index not in self._parsed:
            self.prepare([index])
        return self._parsed[index]


def _headline(words: str) -> str:
    """A headline without the outlet's name at its end, which is no person."""
    tail = _TAIL.search(words)
    return words[: tail.start()] if tail and tail.start() > 12 else words


def prepare(wanted: Iterable[tuple[Reading, Iterable[int]]]) -> None:
    """Parse sentences of several readings in one batch: together they cost half of what they cost one by one."""
    each = [(reading, i) for reading, indexes in wanted for i in reading.unparsed(indexes)]
    parsed = syntax.parse(reading.piece(i) for reading, i in each)
    for (reading, i), sentence in zip(each, parsed, strict=True):
        reading.keep(i, sentence)


# The end of a headline from a dash or bar on.
_TAIL = re.compile(r"\s(?:[|«»]|-|–|—)\s.*\Z", re.S)
_WORD = re.compile(r"\S+")
# What stands before a sentence's own words: a dateline with its dash, tags in brackets, the label of an update.
_TOWN = r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{1,40}"
_LAND = r"(?:,\s*[A-ZÀ-Þ][\w.'’ -]{1,40}?)?"
_LEAD_IN = re.compile(
    rf"(?:{_TOWN}(?:,\s*(?=[^\n()]*\d)[^\n()\[\]—–]{{1,40}}(?:\s*\([^)\n]{{1,60}}\))?|{_LAND}\s*\([^)\n]{{1,60}}\))\s*(?:--?|[–—])\s+"
    rf"|{_TOWN}{_LAND}\s+(?:--?|[–—])\s+(?=[A-Z][a-z]))?"
    rf"(?:\[[^\]]{{1,100}}\]\s*){{0,5}}(?:(?<=\]\s){_TOWN}\s+--\s+)?"
    r"(?:UPDATED?\b[^\n:]{0,30}:\s+)?"
)
# The end of a line, a tab and the spaces that are no plain ones are each read as one.
_BLANK = re.compile(r"[\n\r\t\u00a0\u2009\u202f]")
# A name told twice, "FMLN [FARABUNDO MARTI NATIONAL LIBERATION FRONT]", "the Observatory (SOHR)": the second time it
# only stands in the parser's way.
_GLOSS = re.compile(r"(?<=\w )\[[^\]\[]{2,90}\]|(?<=\w )\([A-Z][A-Z-]{1,9}\)(?= \w)")


def _parsable(words: str) -> str:
    """The words as the parser reads them best: text all in capitals is lowered (it takes capitals for names, and
    "CLAIMED" for an adjective), where that keeps the offsets."""
    words = _BLANK.sub(" ", _GLOSS.sub(lambda match: " " * len(match.group()), words))
    lowered = words.lower() if text.upper_case(words) else words
    return lowered if len(lowered) == len(words) else words


def _lines(report: Report) -> Iterable[Line]:
    """The sentences of the passages that are not furniture."""
    passages = report.passages or (Passage(start=0, end=len(report.text), kind=PassageKind.ARTICLE),)
    wrapped = text.is_wrapped(report.text)
    index = paragraph = 0
    for passage in passages:
        if passage.kind is PassageKind.FURNITURE:
            continue
        last = passage.start
        paragraph += 1
        sentences = text.sentences(report.text, passage.start, passage.end, wrapped=wrapped)
        for start, end in (piece for span in sentences for piece in _pieces(report.text, *span, MOST_TOKENS)):
            gap = report.text[last:start]
            if last > passage.start and (gap.count("\n") > 1 or (not wrapped and "\n" in gap)):
                paragraph += 1
            yield Line(index, start, end, passage.kind, paragraph, passage.time)
            index, last = index + 1, end


def _pieces(whole: str, start: int, end: int, most: int) -> Iterable[tuple[int, int]]:
    """A sentence in pieces of at most ``most`` words, cut after a comma or semicolon where one is near.

    The work on a sentence grows faster than its length; the bound keeps a text without full stops from stalling.
    """
    if end - start <= 2 * most:  # too short to hold so many words
        yield start, end
        return
    words = [match.span() for match in _WORD.finditer(whole, start, end)]
    first = 0
    while len(words) - first > most:
        last = first + most - 1
        marks = [i for i in range(last, first + most // 2, -1) if whole[words[i][1] - 1] in ",;"]
        last = marks[0] if marks else last
        yield words[first][0], words[last][1]
        first = last + 1
    yield words[first][0], end
