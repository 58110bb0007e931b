"""The sayings of one sentence at a time, with their sources named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from casrec.extract.attribution import beside, cues, stances, zones
from casrec.extract.attribution.antecedents import PRONOUNS
from casrec.extract.attribution.parts import Cue, Range, coordinated, noun_phrase, offsets
from casrec.extract.attribution.quotes import Quotation
from casrec.extract.attribution.saying import MESSENGERS, Attribution, through
from casrec.extract.attribution.sources import Names
from casrec.extract.attribution.whole import nobody
from casrec.extract.attribution.words import words
from casrec.extract.reading import Line, Reading
from casrec.records import Source
from casrec.syntax import Sentence
from casrec.terms import SourceType
from casrec.text import Lines, openings

_BACK = 4  # sentences searched for whom "he" or "the group" is
# How far "he" may lead to another "he": each step reads the sentences before with one step less, so that the answer
# for a sentence never depends on which others were asked for first.
_STEPS = 4
_SIGNS = re.compile(r":\s|[-–—] \w+$|^In an? |(?:^|, )per (?!cent\b|day\b|capita\b)", re.I)
_POINTS_BACK = frozenset(PRONOUNS) | {"the", "this", "that", "these", "both", "same"}


@lru_cache(maxsize=1)
def _hint() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """What a sentence must hold to be worth a look: a reporting form, a source's preposition, a quotation mark; of
    these the single words; and the words without all of which it holds none of them but signs."""
    forms = sorted(
        {*words().forms, "according", "citing", "quoting", "quoted", "cited", *words().nouns, *words().totals}
    )
    single = frozenset(form.lower() for form in forms if form.isalpha())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b|{_SIGNS.pattern}", re.I), single, openings(forms)


class Sentences:
    """The sayings whose cue stands in a sentence of one report; each is read when first asked for."""

    def __init__(self, reading: Reading, quotes: Sequence[Quotation]) -> None:
        self._reading = reading
        self._quoted = Lines((q.start, q.end) for q in quotes)
        self.names = Names(reading)
        self._found: dict[tuple[int, int], tuple[Attribution, ...]] = {}
        self._cued: dict[int, list[tuple[Cue, Attribution]]] = {}

    def hinted(self, index: int) -> bool:
        """Whether a sentence holds anything that can be a cue."""
        line = self._reading.lines[index]
        pattern, single, first = _hint()
        runs = self._reading.runs(index)
        if not single.isdisjoint(runs):
            return True
        if first.isdisjoint(runs):
            pattern = _SIGNS
        return pattern.search(self._reading.text, line.start, line.end) is not None

    def sayings(self, index: int, steps: int = _STEPS) -> tuple[Attribution, ...]:
        """The sayings of a sentence; ``steps`` bounds how far back a pronoun is followed."""
        if (index, steps) not in self._found:
            self._found[index, steps] = tuple(self._find(index, steps)) if self._cues(index) else ()
        return self._found[index, steps]

    def stances(self, index: int) -> tuple[Attribution, ...]:
        """What people want, think or ask for in a sentence, outside what somebody is said to say there."""
        line = self._reading.lines[index]
        if words().stance_words.isdisjoint(self._reading.runs(index)):
            return ()
        sentence = self._reading.parsed(index)
        said = self.sayings(index)
        found: list[Attribution] = []
        for cue in stances.find(sentence):
            token = sentence.tokens[cue.index]
            known = any(a.cue[0] == token.start or a.covers(token.start, token.end) for a in (*said, *found))
            if known or self._inside(token.start) or not self._speaks(sentence, cue):
                continue
            pieces = tuple(p for r in cue.pieces if (p := offsets(sentence, *r)) is not None)
            span = offsets(sentence, *cue.source)
            if pieces and span is not None:
                sources = self._sources(sentence, cue, line.index, [], _STEPS)
                found.append(Attribution(pieces, (token.start, token.end), span, sources, cue.rule, index))
        return tuple(found)

    def opening(self, line: Line) -> Attribution | None:
        """The saying that a sentence ending in a colon opens: its content is what follows."""
        sentence = self._reading.parsed(line.index)
        openings = cues.openings(sentence)
        if not openings:
            return None
        cue = openings[-1]
        sources = self._sources(sentence, cue, line.index, [], _STEPS)
        told = any(t.lower in words().documents for t in sentence.tokens[cue.source[0] : cue.source[1] + 1])
        if cue.rule == "colon" and not told and not any(self._speaker(source) for source in sources):
            return None
        token = sentence.tokens[cue.index]
        span = offsets(sentence, *cue.source)
        return Attribution(((line.end, line.end),), (token.start, token.end), span, sources, "colon", line.index)

    def beside(self, line: Line, start: int, end: int) -> Attribution | None:
        """The saying of a quotation from start to end whose speaker a sentence names beside it, or None."""
        sentence = self._reading.parsed(line.index)
        inside = self._inside
        cue = beside.before(sentence, start, inside) if line.start < start else None
        if cue is None and end < line.end:
            comma = self._reading.text[max(0, end - 4) : end].rstrip("\"”'’»")[-1:] == ","
            cue = beside.after(sentence, end, inside, comma=comma)
        if cue is None or not self._speaks(sentence, cue):
            return None
        sources = self._sources(sentence, cue, line.index, [], _STEPS)
        token, span = sentence.tokens[cue.index], offsets(sentence, *cue.source)
        return Attribution(((start, end),), (token.start, token.end), span, sources, cue.rule, line.index)

    def _inside(self, offset: int) -> bool:
        """Whether an offset is within a quotation."""
        return self._quoted.at(offset) is not None

    def _cues(self, index: int) -> list[tuple[Cue, Attribution]]:
        """The cues of one sentence, each with its saying, whose sources are yet to be named; found once, for they are
        the same however far back a pronoun is followed."""
        if index not in self._cued:
            self._cued[index] = list(self._unnamed(index)) if self.hinted(index) else []
        return self._cued[index]

    def _unnamed(self, index: int) -> Iterator[tuple[Cue, Attribution]]:
        """The cues of one sentence with their sayings, without sources."""
        sentence = self._reading.parsed(index)
        spoken = [cue for cue in cues.find(sentence) if self._speaks(sentence, cue)]
        for cue, ranges in zones.contents(sentence, spoken):
            pieces = tuple(p for r in ranges if (p := offsets(sentence, *r)) is not None)
            if pieces:
                token, span = sentence.tokens[cue.index], offsets(sentence, *cue.source)
                yield cue, Attribution(pieces, (token.start, token.end), span, (), cue.rule, index)

    def behind(self, index: int) -> list[int]:
        """The sentences that are read for whom a parsed sentence's speakers stand, "he" or "the group"."""
        sentence = self._reading.parsed(index)
        spoken = (sentence.tokens[cue.source[0]].lower for cue, _ in self._cues(index))
        return self._near(index) if any(word in _POINTS_BACK for word in spoken) else []

    def _near(self, index: int) -> list[int]:
        """The sentences just before one that hold anything that can be a cue."""
        return [at for at in range(max(0, index - _BACK), index) if self.hinted(at)]

    def _find(self, index: int, steps: int) -> list[Attribution]:
        """The sayings of one sentence."""
        sentence = self._reading.parsed(index)
        found: list[Attribution] = []
        for cue, said in self._cues(index):
            earlier = [s for a in found for s in a.sources]
            found.append(replace(said, sources=self._sources(sentence, cue, index, earlier, steps)))
        return found

    def _speaker(self, source: Source) -> bool:
        """Whether a source is known: by the lexicon, by its kind, or as a person of the report."""
        people = self.names.known.people.by_last.values()
        return source.key is not None or source.type is not SourceType.UNKNOWN or source.name in people

    def _speaks(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether a cue is one: no bare name before a colon but a person's, no "I" and "we" of a quoted speaker."""
        last = sentence.tokens[cue.source[1]].text
        if last.lower() in {"i", "we"}:
            return self._quoted.at(sentence.tokens[cue.source[1]].start) is None
        if cue.rule != "headline-name":
            return True
        people = self.names.known.people
        return last in people.by_last or last in people.by_first

    def _sources(
        self, sentence: Sentence, cue: Cue, index: int, earlier: list[Source], steps: int
    ) -> tuple[Source, ...]:
        """The sources of a cue: one, or several joined by "and"."""
        found: list[Source] = []
        for part, head in self._parts(sentence, cue):
            edges = offsets(sentence, *part)
            if edges is None:
                continue
            mention = self._reading.text[edges[0] : edges[1]]
            points_back = mention.split(" ", 1)[0].lower() in _POINTS_BACK
            context = [*self._before(index, steps), *earlier] if points_back else earlier
            found.append(
                self.names.resolve(
                    mention,
                    edges[0],
                    apposition=self._apposition(sentence, part, head),
                    earlier=context,
                    span=self._reading.report.span(*edges),
                )
            )
        via = self._via(sentence, cue)
        return tuple(s if via is None or s.via else through(s, via) for s in found if s.key or not nobody(s.name))

    def _apposition(self, sentence: Sentence, part: Range, head: int) -> str:
        """What is added to a source behind it ("Ging, the agency's director")."""
        last = noun_phrase(sentence, head, loose=True)[1]
        if last <= part[1] or part[1] not in sentence.subtree(head):
            return ""
        more = offsets(sentence, part[1] + 1, last)
        return self._reading.text[more[0] : more[1]] if more else ""

    def _parts(self, sentence: Sentence, cue: Cue) -> list[tuple[Range, int]]:
        """The noun phrase of each of several sources, with its head."""
        heads = [h for h in coordinated(sentence, cue.head) if cue.source[0] <= h <= cue.source[1]]
        joined = {sentence.tokens[i].text for i in range(heads[0], heads[-1])} if heads else set()
        if len(heads) < 2 or joined & {"&"} or sentence.tokens[heads[-1]].tag.startswith("V"):
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
        """Who passed the words on: the outlet that was told, the one that quoted somebody."""
        edges = offsets(sentence, *cue.via) if cue.via is not None else None
        if edges is None:
            return None
        source = self.names.resolve(self._reading.text[edges[0] : edges[1]], edges[0])
        told = cue.rule.startswith("verb:")
        return source if not told or (source.key is not None and source.type in MESSENGERS) else None

    def _before(self, index: int, steps: int) -> list[Source]:
        """The sources cited in the sentences before one, latest last, without those that stay pronouns."""
        if steps == 0:
            return []
        near = self._near(index)
        self._reading.prepare(near)
        sources = (s for at in near for a in self.sayings(at, steps - 1) for s in a.sources)
        return [s for s in sources if s.name.lower() not in PRONOUNS]


def _past_joint(sentence: Sentence, first: int) -> int:
    while sentence.tokens[first].lower in {",", "and", "or", "as", "well", "both"} and first + 1 < len(sentence.tokens):
        first += 1
    return first


def _before_joint(sentence: Sentence, last: int) -> int:
    while last > 0 and sentence.tokens[last].lower in {",", "and", "or"}:
        last -= 1
    return last
