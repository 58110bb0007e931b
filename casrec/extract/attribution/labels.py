"""Speakers named in brackets where a recording is written out: "[CRISTIANI] WE BELIEVE ..."."""

from __future__ import annotations

import re
from bisect import bisect_right

from casrec.extract.attribution.lexicon import lexicon

_LABEL = re.compile(r"\[([A-Z][A-Z '.-]{1,40}?)(?:, (?:INTERRUPTING|IN PROGRESS|CONTINUING))?\]")
_BEGINS = re.compile(r"(?:\A|\n\s*\n|(?:TEXT|DING|TTED)\])\s*\Z")
_REACH = 60  # characters before a bracket that tell whether it begins a paragraph
_INITIALS = 3  # letters: so short a last word names nobody
_TITLE = 400  # characters before a name in which who asks may be said
# Those who ask or read the news, and the ends of what is written out: from here on nobody is quoted.
_OUTLET = re.compile(
    r"(?:\w+ )?(?:REPORTERS?|ANNOUNCER|MODERATOR|CORRESPONDENT|INTERVIEWER|QUESTION|JOURNALIST|NEWSMAN)|"
    r"(?:BEGIN|END)\b.*|TEXT|REPORT|PASSAGE OMITTED|SIGNED|DATED.*"
)
_ASKS = r"\b(?:BY|REPORTER|CORRESPONDENT|ANNOUNCER|COLLEAGUE)"
_STAMP = re.compile(r"(?:WORDS?|NAMES?|PASSAGE|FIGURE) INDISTINCT|.*OMITTED|AS (?:RECEIVED|HEARD)|CONTINUED|SIC")


class Labels:
    """The bracketed speakers of one report in capitals."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = self._labels()
        self._starts = [start for start, _, _ in self._found]

    def at(self, offset: int) -> tuple[int, int] | None:
        """Where the label stands under which an offset is spoken, without its brackets; None where nobody is named."""
        last = bisect_right(self._starts, offset) - 1
        if last < 0:
            return None
        _, span, speaks = self._found[last]
        return span if speaks else None

    def _labels(self) -> list[tuple[int, tuple[int, int], bool]]:
        """Each bracket that tells who goes on, in order: where it starts, its name, whether that is somebody."""
        found = []
        for match in _LABEL.finditer(self._text):
            name = match.group(1)
            if name.startswith("END "):
                found.append((match.start(), match.span(1), False))
                continue
            before = self._text[max(0, match.start() - _REACH) : match.start()]
            if _STAMP.fullmatch(name) or not _BEGINS.search(before):
                continue
            speaks = _OUTLET.fullmatch(name) is None and self._is_somebody(name, match.start())
            found.append((match.start(), match.span(1), speaks))
        return found

    def _is_somebody(self, name: str, at: int) -> bool:
        """Whether a label names a person who answers: one told of before it, or known by a role; not who asks."""
        last = name.rsplit(" ", 1)[-1]
        if last.lower() in lexicon().persons:
            return True
        first = self._text.find(last, 0, at) if len(last) > _INITIALS else -1
        if first < 0:
            return False
        told = re.compile(rf"({_ASKS}\s+(?:[A-Z.'-]+\s+){{0,3}})?\b{re.escape(last)}\b")
        found = told.search(self._text, max(0, first - _TITLE), at)
        return found is not None and found.group(1) is None
