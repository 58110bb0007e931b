"""Sentences and quotations as offsets into a text that never shifts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Self

# A full stop after one of these does not end a sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt cpl pvt brig adm cmdr rev hon st sen rep gov pres sec supt insp det "
    "const cst cpt sens reps pfc spc ssgt msgt sfc dep fr atty "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun no nos vs etc inc ltd co corp dept "
    "est approx fig ft u.s u.k u.n d.c a.m p.m e.g i.e jr sr ave blvd rd mt al-".split()
)
# Abbreviations that may also end a sentence: of nations, and others.
_NATIONS = frozenset(["u.s", "u.k", "u.n"])
_LAST_WORDS = frozenset(["a.m", "p.m", "etc", "inc", "ltd", "co", "corp"])
# What goes on a name or title after "U.S." or "a.m." though it has a capital.
_AFTER_NATIONS = frozenset(
    "army president central state secretary forces military embassy special general navy marine marines security "
    "government officials troops geological air gmt et local monday tuesday wednesday thursday friday saturday "
    "sunday supreme coast ambassador department senate congress attorney district high human mission envoy consulate "
    "consul border capitol census marshal marshals treasury justice homeland defense defence national naval weather "
    "embassies diplomatic customs immigration postal forest park rep sen representative fleet base".split()
)
# What cannot follow the name of a nation inside a sentence.
_OPENERS = frozenset(
    "the he she it they we i this these those his her their its there but however meanwhile although no some "
    "according one after when while".split()
)
_LOWER = re.compile(r"[a-z]")
_WORD_AHEAD = re.compile(r"\s+([A-Z][\w'’-]*)")
# A run of stops is tried from its first character only, and given back never: linear on any text.
# Sentences that lost the space between them ("were hurt.Police said") end there too.
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++[)\]"'”’»]*+(?=\s)|(?<=[a-z]{2})[.!?](?=["“”]{0,2}[A-Z][a-z ])"""
    r"""|\n\s*\n|\n(?=[^\S\n]*[^\s])"""
)
_TOUCHING = re.compile(r"\S{1,30}")
_ONE_WORD = 200  # characters of a word without a space to look at for an address: a page may have no space at all
_ADDRESS = re.compile(r"[/@]|\bwww\b|\.(?:Com|Org|Net|Gov|Edu|Co|Uk|Tv|Js)\b")
_WORD_BEFORE = re.compile(r"([A-Za-z](?:[A-Za-z.\-]*[A-Za-z])?)\.$")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_NEXT = re.compile(r"""\s+(["'“‘«(\[]*)(\S)""")


def sentences(
    text: str, start: int = 0, end: int | None = None, *, wrapped: bool | None = None
) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as (start, end) offsets, without the space around them.

    ``wrapped`` says that single line ends are only the width of the page (wire text); None lets the text decide:
    a text most of whose lines end without closing punctuation and go on in lower case is wrapped.
    """
    end = len(text) if end is None else end
    if wrapped is None:
        wrapped = is_wrapped(text[start:end])
    found: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if match.group().startswith("\n"):
            if wrapped and match.group() == "\n":
                continue
            stop = match.start()
        elif match.end() < end and not text[match.end()].isspace():
            stop = _glued(text, match.end(), end)
            if stop < 0:
                continue
        elif not _ends_sentence(text, match, end):
            continue
        _keep(text, at, stop, found)
        at = stop
    _keep(text, at, end, found)
    return found


def is_wrapped(text: str) -> bool:
    """Whether single line ends in ``text`` are only the width of the page."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 3:
        return False
    longest = max(len(line) for line in lines)
    if longest > 100:
        return False
    open_ended = sum(1 for line in lines if len(line) > 0.6 * longest and line.rstrip()[-1:] not in '.!?:"”')
    return open_ended > 0.5 * len(lines)


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    """Add text[start:end] without the space around it, unless nothing is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if right > left:
        found.append((left, right))


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the punctuation matched really ends a sentence."""
    following = _NEXT.match(text, match.end(), min(end, match.end() + 20))
    if following is None:
        return True
    if _LOWER.match(following.group(2)):
        return False
    mark = text[match.start() : match.end()]
    if mark != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start() + 1)
    if before is None:
        return True
    word = before.group(1).lower()
    if word in ABBREVIATIONS:
        opens = following.group(2).isupper() and not _initial_ahead(text, match.end())
        if word in _NATIONS and opens and not _LOWER.search(text, max(0, match.start() - 60), match.end() + 40):
            opens = _only_opens(text, match.end())  # in capitals every word after "U.S." has one
        if not (word in _NATIONS | _LAST_WORDS and opens):
            return False
    if word not in ABBREVIATIONS and _INITIALS.fullmatch(word):  # "L.A. Times", "J.P. Morgan"
        return _only_opens(text, match.end())
    return not (len(word) == 1 and word.isalpha() and following.group(2).isupper() and before.group(1).isupper())


def _glued(text: str, stop: int, end: int) -> int:
    """Where a sentence ends whose last mark, before ``stop``, the next one touches; -1 where both are one word.

    A quotation mark between them closes where one is open in the paragraph.
    """
    line = text.rfind("\n", max(0, stop - 2_000), stop) + 1
    begin = max(line, stop - _ONE_WORD, *(text.rfind(space, max(0, stop - 60), stop) + 1 for space in " \u00a0"))
    ahead = _TOUCHING.match(text, stop, end)
    word = text[begin : ahead.end() if ahead is not None else stop]
    before = _WORD_BEFORE.search(text, max(0, stop - 20), stop)
    if _ADDRESS.search(word) or (before is not None and before.group(1).lower() in ABBREVIATIONS):
        return -1
    mark = text[stop]
    closes = mark == "”" or (mark == '"' and text.count('"', max(line, stop - 2_000), stop) % 2 == 1)
    return stop + 1 if closes else stop


def _initial_ahead(text: str, at: int) -> bool:
    """Whether the next words look like the rest of a name or title rather than the start of a sentence."""
    ahead = _WORD_AHEAD.match(text, at, at + 40)
    return ahead is not None and ahead.group(1).lower() in _AFTER_NATIONS


def _only_opens(text: str, at: int) -> bool:
    """Whether the next word can, after the name of a nation, only be the first of a sentence: "THE", "HE"."""
    ahead = _WORD_AHEAD.match(text, at, at + 40)
    return ahead is None or ahead.group(1).lower() in _OPENERS


_OPEN_CLOSE = {"“": "”", "«": "»", "„": "“"}
_OPENS = re.compile('["“«„]')


def quotations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Double-quoted stretches of text[start:end] as offsets that include the marks.

    A quotation that a paragraph leaves open closes at the paragraph's end (the custom of running quotations).
    Single quotes are left alone: an apostrophe cannot be told from them.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    mark = _OPENS.search(text, start, end)
    while mark is not None:
        at, char = mark.start(), mark.group()
        stop = at + 1
        if char != '"' or not _only_closes(text, at, end):
            paragraph = text.find("\n", at + 1, end)
            limit = end if paragraph < 0 else paragraph
            stop = text.find(_OPEN_CLOSE.get(char, '"'), at + 1, limit)
            stop = limit if stop < 0 else stop + 1
            found.append((at, stop))
        mark = _OPENS.search(text, stop, end)
    return found


def _only_closes(text: str, at: int, end: int) -> bool:
    """Whether a straight mark can only end a quotation, whose beginning was lost: a word or stop before it, and
    white space behind it."""
    if at == 0 or at + 1 >= end or not text[at + 1].isspace():
        return False
    return not text[at - 1].isspace() and text[at - 1] not in "(—-["


_RUN = re.compile(r"\w+")


def runs(text: str) -> frozenset[str]:
    """The distinct runs of letters and digits of a text, lowered: what a cheap pass looks words up in."""
    return frozenset(_RUN.findall(text.lower()))


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """The lowered first run of each phrase: a text without any of them (see ``runs``) holds none of the phrases.

    Raises ValueError for a phrase that does not begin with a letter or digit: nothing could be said of it.
    """
    found = set()
    for phrase in phrases:
        first = _RUN.match(phrase.lower())
        if first is None:
            raise ValueError(f"{phrase!r} does not begin with a letter or digit")
        found.add(first.group())
    return frozenset(found)


class Phrases:
    """Phrases found in a text as they are written, between word boundaries, whatever the space within.

    Each is looked for only where its first word stands: the work grows with the text, not with their number.
    Raises ValueError for a phrase that does not begin with a letter or digit.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
            first = _RUN.match(phrase)
            if first is None:
                raise ValueError(f"{phrase!r} does not begin with a letter or digit")
            self._by_first.setdefault(first.group(), []).append(phrase)

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in text[start:end] in order; of those that begin at one place the longest, none overlapping."""
        firsts = self._by_first.keys() & _RUN.findall(text, start, end)  # most sentences hold none of them
        at = start
        places = [(begin, first) for first in firsts for begin in _places(first, text, start, end)]
        for begin, run in sorted(places):
            if begin >= at:
                match = self._pattern(run).match(text, begin, end)
                if match is not None:
                    at = match.end()
                    yield match

    def _pattern(self, first: str) -> re.Pattern[str]:
        """The phrases with this first word, the longest first; made when first met."""
        if first not in self._patterns:
            body = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in self._by_first[first])
            self._patterns[first] = re.compile(rf"(?<![\w@#])(?:{body})(?!\w)")
        return self._patterns[first]


def _places(run: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where in text[start:end] a run of letters and digits begins, whatever follows it."""
    at = text.find(run, start, end)
    while at >= 0:
        if at == start or not (text[at - 1].isalnum() or text[at - 1] == "_"):
            yield at
        at = text.find(run, at + 1, end)


class Lines:
    """Which of several sorted, disjoint spans holds an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = list(spans)
        self._starts = [start for start, _ in self.spans]

    @classmethod
    def covering(cls, spans: Iterable[tuple[int, int]]) -> Self:
        """Spans in any order, joined where they touch or overlap."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            elif start < end:
                joined.append((start, end))
        return cls(joined)

    def at(self, offset: int) -> int | None:
        """The index of the span that holds ``offset``, or None."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.spans[index][1] else None

    def __contains__(self, offset: object) -> bool:
        """Whether a span holds ``offset``; its end is outside."""
        return isinstance(offset, int) and self.at(offset) is not None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self.spans)


_COMMON = "etaoin"


def upper_case(text: str) -> bool:
    """Whether ``text`` is written in capitals throughout, as wire messages once were."""
    opening = text[:4000]
    if sum(map(opening.count, _COMMON)) > 0.1 * len(opening):
        return False  # most texts: so much of them is small letters that no more need be counted
    letters = sum(map(str.isalpha, opening))
    return letters > 20 and sum(map(str.isupper, opening)) > 0.9 * letters
