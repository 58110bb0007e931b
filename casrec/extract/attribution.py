"""Attribution: who a report cites for the words at a span."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from casrec.extract import attribution_cues, attribution_zones
from casrec.extract.attribution_parts import Cue, Range, coordinated, noun_phrase, offsets
from casrec.extract.attribution_quotes import Quotation, quotations
from casrec.extract.attribution_words import words
from casrec.extract.reading import Line, Reading
from casrec.extract.sources import Names
from casrec.records import Source, replace
from casrec.syntax import Sentence
from casrec.terms import SourceType
from casrec.text import Lines

_MESSENGERS = frozenset({SourceType.NEWS_AGENCY, SourceType.OUTLET, SourceType.STATE_MEDIA})
_LIST = 12  # lines after a colon that a list can run
_BULLET = re.compile(r"\s*(?:[-•*·–—▪]|\(?\d{1,2}[.)])\s")
_BACK = 4  # lines searched for whom a pronoun or an unattributed quotation belongs to


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


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    """What a sentence must hold to be worth a look: a reporting form, a source's preposition, a quotation mark."""
    forms = sorted(
        {*words().forms, "according", "citing", "quoting", "quoted", "cited", *words().nouns, *words().totals}
    )
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b|:\s|[-–—] \w+$|^In an? ", re.I)


class Attributions:
    """The sayings of one report, found when asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names = Names(reading)
        self._lines: dict[int, tuple[Attribution, ...]] = {}
        self._quotes = quotations(reading)
        self._where = Lines((q.start, q.end) for q in self._quotes)
        self._asked: set[int] = set()
        self._busy: set[int] = set()

    # ------------------------------------------------------------ asking

    def prepare(self, lines: Collection[int]) -> None:
        """Parse in one batch those of these sentences that hold a cue."""
        self._reading.prepare(sorted(i for i in lines if self._hinted(i)))

    @property
    def all(self) -> tuple[Attribution, ...]:
        """Every attribution of the report in the order of the lines, then the quotations that run over sentences."""
        self.prepare(range(len(self._reading.lines)))
        found = [a for line in self._reading.lines for a in self.in_line(line.index)]
        for quote in self._quotes:
            if not quote.utterance or any(a <= quote.start and quote.end <= b for f in found for a, b in f.pieces):
                continue
            line = self._reading.line_at(quote.start)
            spoken = self._quoted(quote.start, line) if line is not None else None
            if spoken is not None:
                found.append(spoken)
        return tuple(found)

    def in_line(self, index: int) -> tuple[Attribution, ...]:
        """The attributions whose cue stands in a sentence."""
        if index not in self._lines:
            if index in self._busy:
                return ()
            self._busy.add(index)
            self._lines[index] = tuple(self._find(index)) if self._hinted(index) else ()
            self._busy.discard(index)
        return self._lines[index]

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
        if held:
            return _innermost(held, start, end)
        return self._quoted(start, line) or self._carried(line) or self._listed(line)

    def resolve(self, text: str, at: int | None = None) -> Source:
        """The source that a mention in this report names."""
        return self._names.resolve(text, at)

    # ------------------------------------------------------------ one sentence

    def _hinted(self, index: int) -> bool:
        line = self._reading.lines[index]
        return _hint().search(self._reading.text, line.start, line.end) is not None

    def _find(self, index: int) -> list[Attribution]:
        """The attributions of one sentence."""
        sentence = self._reading.parsed(index)
        found: list[Attribution] = []
        cues = [cue for cue in attribution_cues.find(sentence) if self._speaks(sentence, cue)]
        for cue, ranges in attribution_zones.contents(sentence, cues):
            pieces = tuple(p for r in ranges if (p := offsets(sentence, *r)) is not None)
            if not pieces:
                continue
            earlier = [s for a in found for s in a.sources]
            sources = self._sources(sentence, cue, index, earlier)
            token = sentence.tokens[cue.index]
            span = offsets(sentence, *cue.source)
            found.append(Attribution(pieces, (token.start, token.end), span, sources, cue.rule, index))
        return found

    def _speaks(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether a cue is one: no bare name before a colon but a person's, no "I" and "we" of a quoted speaker."""
        last = sentence.tokens[cue.source[1]].text
        if last.lower() in {"i", "we"}:
            return self._where.at(sentence.tokens[cue.source[1]].start) is None
        if cue.rule != "headline-name":
            return True
        return last in self._names.known.people.by_last

    def _sources(self, sentence: Sentence, cue: Cue, index: int, earlier: list[Source]) -> tuple[Source, ...]:
        """The sources of a cue: one, or several joined by "and"."""
        found: list[Source] = []
        for part, head in self._parts(sentence, cue):
            edges = offsets(sentence, *part)
            if edges is None:
                continue
            mention = self._reading.text[edges[0] : edges[1]]
            heads = set(sentence.subtree(head))
            loose = noun_phrase(sentence, head, loose=True)
            more = offsets(sentence, part[1] + 1, loose[1]) if loose[1] > part[1] and part[1] in heads else None
            apposition = self._reading.text[more[0] : more[1]] if more else ""
            context = [*self._before(index), *earlier] if _needs_context(mention) else earlier
            span = self._reading.report.span(*edges)
            found.append(self._names.resolve(mention, edges[0], apposition=apposition, earlier=context, span=span))
        via = self._via(sentence, cue)
        return tuple(s if via is None or s.via else _through(s, via) for s in found)

    def _parts(self, sentence: Sentence, cue: Cue) -> list[tuple[Range, int]]:
        """The noun phrase of each of several sources, with its head."""
        heads = [h for h in coordinated(sentence, cue.head) if cue.source[0] <= h <= cue.source[1]]
        if len(heads) < 2 or sentence.tokens[heads[-1]].tag.startswith("V"):
            return [(cue.source, cue.head)]
        parts = []
        first = cue.source[0]
        for at, head in enumerate(heads):
            last = cue.source[1]
            if at + 1 < len(heads):
                own = sentence.subtree(heads[at + 1])
                last = max(min(own) - 1, head)
            parts.append(((first, last), head))
            first = last + 1
        return [((_past_joint(sentence, a), _before_joint(sentence, b)), head) for (a, b), head in parts]

    def _via(self, sentence: Sentence, cue: Cue) -> Source | None:
        """Who passed the words on: the outlet that was told, the one that reported a state's media."""
        if cue.via is not None:
            edges = offsets(sentence, *cue.via)
            if edges is None:
                return None
            source = self._names.resolve(self._reading.text[edges[0] : edges[1]], edges[0])
            told = cue.rule.startswith("verb:")
            return source if source.key is not None or not told else None
        for child in sentence.children(cue.head):
            token = sentence.tokens[child]
            if token.dep == "acl" and words().verb(token.lower) is not None:
                agent = sentence.child(child, "agent")
                by = sentence.child(agent, "pobj") if agent is not None else None
                if by is not None and sentence.tokens[cue.head].lower not in words().documents - {"media"}:
                    edges = offsets(sentence, *noun_phrase(sentence, by))
                    if edges is not None:
                        return self._names.resolve(self._reading.text[edges[0] : edges[1]], edges[0])
        return None

    def _before(self, index: int) -> list[Source]:
        """The sources cited in the sentences before one, latest last."""
        found: list[Source] = []
        for at in range(max(0, index - _BACK), index):
            found.extend(s for a in self.in_line(at) for s in a.sources)
        return found

    # ------------------------------------------------------------ quotations, and counts that go on

    def _quoted(self, offset: int, line: Line) -> Attribution | None:
        """The saying of the quotation that holds an offset, whose cue is in another sentence."""
        at = self._where.at(offset)
        if at is None or not self._quotes[at].utterance:
            return None
        spoken = self._speaker(at)
        if spoken is None or not spoken.sources:
            return None
        quote = self._quotes[at]
        return dataclasses.replace(spoken, pieces=((quote.start, quote.end),), rule="quotation")

    def _speaker(self, at: int) -> Attribution | None:
        """The attribution that says who speaks the quotation with index ``at``."""
        first = self._reading.line_at(self._quotes[at].start)
        if first is None or at in self._asked:
            return None
        found = self._attached(at)
        if found is not None:
            return found
        self._asked.add(at)
        try:
            return self._same_speaker(at, first)
        finally:
            self._asked.discard(at)

    def _attached(self, at: int) -> Attribution | None:
        """The attribution whose own content the quotation with index ``at`` is."""
        quote = self._quotes[at]
        first = self._reading.line_at(quote.start)
        last = self._reading.line_at(max(quote.start, quote.end - 1)) or first
        if first is None or last is None or not quote.utterance:
            return None
        for index in dict.fromkeys((last.index, first.index)):
            found = self._beside(index, quote)
            if found is not None:
                return found
        return self._introduced(first)

    def _beside(self, index: int, quote: Quotation) -> Attribution | None:
        """The attribution of a line whose cue stands outside a quotation and whose content is it."""
        for found in self.in_line(index):
            inside = quote.start <= found.cue[0] < quote.end
            if not inside and any(a < quote.end and quote.start < b for a, b in found.pieces):
                return found
        return None

    def _introduced(self, first: Line) -> Attribution | None:
        """The attribution of the line before, where it ends in a colon."""
        if first.index == 0:
            return None
        before = self._reading.lines[first.index - 1]
        if not self._reading.words(before).rstrip().endswith(":"):
            return None
        return self._ending_in_colon(before)

    def _ending_in_colon(self, line: Line) -> Attribution | None:
        """The saying that a line ending in a colon opens."""
        sentence = self._reading.parsed(line.index)
        cues = attribution_cues.openings(sentence)
        if not cues:
            return None
        cue = cues[-1]
        sources = self._sources(sentence, cue, line.index, [])
        if cue.rule == "colon" and not any(
            s.key or s.type is not SourceType.UNKNOWN or self._named(s) for s in sources
        ):
            return None
        token = sentence.tokens[cue.index]
        return Attribution(
            ((line.end, line.end),),
            (token.start, token.end),
            offsets(sentence, *cue.source),
            sources,
            "colon",
            line.index,
        )

    def _named(self, source: Source) -> bool:
        """Whether a source is a person that the report names."""
        return source.name in self._names.known.people.by_last.values()

    def _same_speaker(self, at: int, first: Line) -> Attribution | None:
        """The speaker of the nearest quotation: before it in its paragraph, after it, then in the paragraph before.

        Only for a quotation that stands as a sentence of its own: words quoted inside a sentence belong to it.
        """
        quote = self._quotes[at]
        opening = self._reading.text[quote.start : quote.end].lstrip("\"“”'’‘«` ")[:1]
        if quote.start - first.start > 1 or opening.islower():
            return None
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(self._quotes):
                line = self._reading.line_at(self._quotes[near].start)
                if line is None or line.paragraph != first.paragraph or abs(line.index - first.index) > _BACK:
                    break
                found = self._attached(near)
                if found is not None:
                    return found
                near += step
        before = self._reading.line_at(self._quotes[at - 1].start) if at else None
        if before is None or first.paragraph - before.paragraph != 1 or not self._quotes[at - 1].utterance:
            return None
        return self._speaker(at - 1)

    def _carried(self, line: Line) -> Attribution | None:
        """The saying of the sentence before, where this one goes on counting ("A further 12 ...")."""
        opening = self._reading.words(line)[:60].lower()
        if line.index == 0 or not words().goes_on.match(opening):
            return None
        for at in range(line.index - 1, max(-1, line.index - _BACK), -1):
            before = self._reading.lines[at]
            if before.paragraph != line.paragraph:
                return None
            for found in reversed(self.in_line(at)):
                if any(c.isdigit() for c in self._reading.text[found.start : found.end]):
                    pieces = ((line.start, line.end),)
                    return Attribution(pieces, found.cue, found.source, found.sources, "goes-on", at)
        return None

    def _listed(self, line: Line) -> Attribution | None:
        """The saying that a line ending in a colon opens, over the paragraph or the list after it."""
        for at in range(line.index - 1, max(-1, line.index - _LIST), -1):
            before = self._reading.lines[at]
            listed = _BULLET.match(self._reading.words(line)) is not None
            if line.paragraph - before.paragraph > 1 and not listed:
                return None
            if self._reading.words(before).rstrip().endswith(":"):
                found = self._ending_in_colon(before)
                if found is None:
                    return None
                return dataclasses.replace(found, pieces=((line.start, line.end),), rule="list" if listed else "block")
        return None


def _innermost(held: list[Attribution], start: int, end: int) -> Attribution:
    """The saying nearest to a span: one told inside another's content, else the one with the shortest content.

    What an outlet or agency passes on ("According to a commander, 40 died, Reuters reports") is the other's, via it.
    """
    inner = [a for a in held if any(b is not a and b.covers(*a.cue) is not None for b in held)]
    chosen = min(inner or held, key=lambda a: a.covers(start, end) or 0)
    if _passes_on(chosen) and chosen.cue[0] >= end:
        others = [a for a in held if a.sources and not _passes_on(a)]
        chosen = min(others, key=lambda a: a.covers(start, end) or 0, default=chosen)
    outer = next((b for b in held if b is not chosen and _passes_on(b) and b.sources[0].key), None)
    if outer is not None:
        via = outer.sources[0]
        sources = tuple(s if s.via or s.identity == via.identity else _through(s, via) for s in chosen.sources)
        return dataclasses.replace(chosen, sources=sources)
    return chosen


def _passes_on(found: Attribution) -> bool:
    """Whether the source of a saying is an outlet or agency, which may pass on another's words."""
    return bool(found.sources) and found.sources[0].type in _MESSENGERS


def _past_joint(sentence: Sentence, first: int) -> int:
    while sentence.tokens[first].lower in {",", "and", "or", "as", "well", "both"} and first + 1 < len(sentence.tokens):
        first += 1
    return first


def _before_joint(sentence: Sentence, last: int) -> int:
    while last > 0 and sentence.tokens[last].lower in {",", "and", "or"}:
        last -= 1
    return last


def _needs_context(mention: str) -> bool:
    """Whether a mention may stand for somebody named before."""
    first = mention.split(" ", 1)[0].lower()
    return first in {
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "the",
        "this",
        "that",
        "these",
        "its",
        "his",
        "her",
        "their",
        "both",
    }


def _through(source: Source, via: Source) -> Source:
    """A source whose words another passed on."""
    return replace(source, via=via)


def find(reading: Reading, lines: Collection[int] | None = None) -> Attributions:
    """The attributions of a report. ``lines`` (indexes) are parsed ahead in one batch where they hold a cue."""
    found = Attributions(reading)
    if lines is not None:
        found.prepare(lines)
    return found


def sayings(reading: Reading) -> list[tuple[tuple[int, int] | None, tuple[tuple[int, int], ...]]]:
    """Every saying of a report as the offsets of its source (None: nobody is named) and of its content."""
    return [(a.source, a.pieces) for a in find(reading).all]
