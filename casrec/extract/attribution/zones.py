"""What a cue beside its content covers: the clause around ", police said,"."""

from __future__ import annotations

from collections.abc import Sequence

from casrec.extract.attribution.parts import QUOTES, STOPS, Cue, Range, body
from casrec.syntax import Sentence, Token

_JOINTS = frozenset({"and", "but", "while", "whereas", "though", "although"})


def contents(sentence: Sentence, cues: Sequence[Cue]) -> list[tuple[Cue, tuple[Range, ...]]]:
    """Each cue with the token ranges of its content, in the order of the cues.

    A cue beside its content covers what stands left of it, back to the sentence's start, or to the joint ("and",
    "while", a semicolon) after another cue; and what stands right of it, up to the words that a later cue takes.
    """
    found: list[tuple[Cue, tuple[Range, ...]]] = []
    beside = [cue for cue in cues if cue.beside]
    for at, cue in enumerate(cues):
        if not cue.beside:
            found.append((cue, tuple(p for p in cue.pieces if p[0] <= p[1])))
            continue
        earlier = [o for o in cues[:at] if o.block[1] < cue.block[0] and not _within(sentence, o)]
        later = [other for other in cues[at + 1 :] if other.block[0] > cue.block[1]]
        left = (_left_edge(sentence, cue, earlier), cue.block[0] - 1)
        pieces = [left] if left[0] <= left[1] else []
        right = _right(sentence, cue, later, any(o.beside for o in later if o in beside))
        if right is not None:
            pieces.append(right)
        found.append((cue, tuple(pieces)))
    return found


def _within(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue tells only of a noun inside what another says ("rebels, one of whom they say they killed, ...")."""
    return cue.rule.startswith("verb:") and not cue.beside and sentence.tokens[cue.index].dep == "relcl"


def _left_edge(sentence: Sentence, cue: Cue, earlier: Sequence[Cue]) -> int:
    """The first token that a cue beside its content reaches back to."""
    tokens = sentence.tokens
    quote = _quote_edge(sentence, cue)
    if quote is not None:
        return quote
    edge = body(sentence) if body(sentence) < cue.block[0] else 0
    for at in range(cue.block[0] - 1, -1, -1):
        if tokens[at].text == ";":
            edge = at + 1
            break
    floor = max((other.block[1] + 1 for other in earlier), default=edge)
    if floor <= edge:
        return edge
    for at in range(cue.block[0] - 2, floor - 1, -1):
        if tokens[at].lower in _JOINTS and (at == floor or tokens[at - 1].text in {",", ";", "--", "—", "–"}):
            return at + 1
    previous = max(earlier, key=lambda other: other.block[1])
    if previous.beside or cue.rule.startswith("citing"):
        return floor if previous.beside else edge
    return min((p[0] for p in previous.pieces), default=floor)


def _quote_edge(sentence: Sentence, cue: Cue) -> int | None:
    """Where the whole sentence quoted right before a cue opens, or None where none stands there."""
    tokens = sentence.tokens
    at = cue.block[0] - 1
    if at < 2 or tokens[at].text not in QUOTES:
        return None
    for before in range(at - 2, -1, -1):
        if tokens[before].text in QUOTES:
            return before if tokens[before + 1].text[:1].isupper() else None
    return None


def _marked(token: Token) -> bool:
    """Whether a token closes a cue off from what follows: a mark, or a joint."""
    return token.text in STOPS or token.lower in _JOINTS


def _right(sentence: Sentence, cue: Cue, later: Sequence[Cue], taken: bool) -> Range | None:
    """What goes on right of a cue beside its content, or None."""
    tokens = sentence.tokens
    start = cue.block[1] + 1
    end = len(tokens) - 1
    if cue.block[0] and tokens[cue.block[0] - 1].text in QUOTES and start <= end and not _marked(tokens[start]):
        return None  # how it was said, not what: "“...,” she said as she left"
    if later:
        end = later[0].block[0] - 1
        if taken and start <= end:
            joint = next((i for i in range(start, end + 1) if tokens[i].lower in _JOINTS), None)
            if joint is not None:
                end = joint - 1
    but = next((i for i in range(start, end + 1) if tokens[i].lower == "but" and i <= start + 1), None)
    if but is not None:
        return None
    if not any(t.tag[:1].isalpha() and t.text.isalnum() for t in tokens[start : end + 1]):
        return None
    return start, end
