"""With what a time stands in its sentence: with what happened, with what was said and done afterwards, or neither."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Any

from casrec.dates import Moment
from casrec.extract.clause_spans import token_at
from casrec.extract.happenings.scene import Scene
from casrec.lexicon import entries
from casrec.syntax import Sentence

_CLIMB = 6  # words from a time up to the verb that it stands with
_TAKES_PLACE = frozenset("took takes came comes lasted".split())
_STAMP = re.compile(
    r"\b(?:U(?:PDATED?|pdated?)|P(?:OSTED|osted)|P(?:UBLISHED|ublished)|M(?:ODIFIED|odified))\b[^.\n]{0,36}\Z"
)
_SENTENCE = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z])|\n")


class Tie(IntEnum):
    """How near a time is to what happened, the nearest first."""

    HAPPENED = 0
    DIED = 1
    NEITHER = 2
    AFTERWARDS = 3


@lru_cache(maxsize=1)
def _words() -> dict[str, Tie]:
    """What each word of the lexicon makes of a time that stands with it."""
    data: dict[str, Any] = entries("event_times")
    return {word: tie for tie in (Tie.AFTERWARDS, Tie.DIED, Tie.HAPPENED) for word in data[tie.name.lower()].split()}


def is_stamp(scene: Scene, moment: Moment) -> bool:
    """Whether a day or clock is when a page was put up: "Posted: Monday, 2 March 2015", "UPDATE (1/3/17):"."""
    return _STAMP.search(scene.reading.text, sentence_before(scene, moment, 50), moment.start) is not None


def sentence_before(scene: Scene, moment: Moment, most: int) -> int:
    """The offset from which a moment's own sentence runs up to it, at most so many characters back."""
    text, low = scene.reading.text, max(0, moment.start - most)
    return max((stop.end() for stop in _SENTENCE.finditer(text, low, moment.start)), default=low)


def tie(scene: Scene, line: int, moment: Moment) -> Tie:
    """With what a time of a line stands, by the parse of its sentence."""
    sentence = scene.reading.parsed(line)
    first = token_at(sentence, moment.start)
    if first is None or sentence.tokens[first].start >= moment.end:
        return Tie.NEITHER
    words = _words()
    at = _governor(sentence, first, moment)
    for _ in range(_CLIMB):
        if at is None:
            break
        token = sentence.tokens[at]
        if token.lower in words:
            return words[token.lower]
        if any(event.start <= token.start < event.end for event in scene.events(line)):
            return Tie.HAPPENED
        if token.tag.startswith("VB") and token.dep not in {"aux", "auxpass"}:
            subject = sentence.child(at, "nsubj") if token.lower in _TAKES_PLACE else None
            if subject is not None and any(
                event.start <= sentence.tokens[subject].start < event.end for event in scene.events(line)
            ):
                return Tie.HAPPENED  # "the incident took place on 15 March"
            beside = {words.get(sentence.tokens[c].lower) for c in _beside(sentence, at)}
            return Tie.AFTERWARDS if Tie.AFTERWARDS in beside else Tie.NEITHER
        at = token.head if token.head != at else None
    return Tie.NEITHER


def _beside(sentence: Sentence, verb: int) -> list[int]:
    """What a verb takes, by itself or by a preposition: "was in court", "received probation"."""
    taken = [c for c in sentence.children(verb) if sentence.tokens[c].dep in {"dobj", "attr", "acomp", "prep", "prt"}]
    return taken + [c for at in taken if sentence.tokens[at].dep == "prep" for c in sentence.children(at)]


def _governor(sentence: Sentence, first: int, moment: Moment) -> int | None:
    """The word outside a time's own words that it hangs on; None where it hangs on nothing."""
    at = first
    for _ in range(len(sentence.tokens)):
        token = sentence.tokens[at]
        inside = moment.start <= token.start < moment.end
        if not inside and token.dep not in {"prep", "pobj", "npadvmod", "advmod", "det"}:
            return at
        if not inside and token.tag not in {"IN", "TO", "RB", "DT", "JJ"}:
            return at
        if token.head == at:
            return None
        at = token.head
    return None
