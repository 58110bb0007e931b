"""The arc parser takes spaCy's own moves: the same heads and labels, whatever the company a sentence is in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from casrec.arcs import BREAK, LEFT, REDUCE, RIGHT, SHIFT, Arcs, Weights
from casrec.syntax import MODEL, Sentence, parse
from tests.casefiles import all_texts

if TYPE_CHECKING:
    from spacy.language import Language

WIDTH, PIECES, INPUTS = 6, 2, 5
KINDS = np.array([SHIFT, REDUCE, LEFT, LEFT, RIGHT, RIGHT, BREAK])
ODD = [
    "The man , who I think that he saw , died about whom nobody spoke .",
    "Twelve died.  Two   were hurt; the mayor - an engineer - said so (again).",
    "What did the minister say the army had been told to do? Nothing was said.",
    "\n \n",
    "x",
]


def made(seed: int) -> Weights:
    draw = np.random.default_rng(seed).standard_normal
    return Weights(
        lower=draw((8, PIECES, WIDTH, INPUTS)).astype(np.float32),
        padding=draw((8, PIECES, WIDTH)).astype(np.float32),
        bias=draw((PIECES, WIDTH)).astype(np.float32),
        upper=draw((len(KINDS), WIDTH)).astype(np.float32),
        upper_bias=draw(len(KINDS)).astype(np.float32),
        kinds=KINDS,
    )


@pytest.mark.parametrize("seed", range(12))
def test_any_weights_end_in_a_tree_and_company_changes_nothing(seed: int) -> None:
    arcs = Arcs(made(seed), np.matmul)
    lengths = [1, 9, 2, 30, 5, 5, 17]
    vectors = np.random.default_rng(seed).standard_normal((sum(lengths), INPUTS)).astype(np.float32)
    heads, moves = arcs.parse(vectors, lengths)
    at = 0
    for length in lengths:
        mine = heads[at : at + length]
        assert arcs.parse(vectors[at : at + length], [length]) == (mine, moves[at : at + length])
        for word in range(length):
            up, steps = word, 0
            while mine[up] != up:
                up, steps = mine[up], steps + 1
                assert steps <= length
        assert all((move == -1) == (mine[i] == i) for i, move in enumerate(moves[at : at + length]))
        at += length


def test_no_sentences_are_no_heads() -> None:
    assert Arcs(made(1), np.matmul).parse(np.zeros((0, INPUTS), dtype=np.float32), []) == ([], [])


def words() -> list[str]:
    return ODD + [text for text in all_texts()[::3] if len(text) < 1500]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """spaCy's own pipeline, with what ours is told beside it."""
    import spacy

    model = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])
    model.vocab["IS"].norm_ = "fbi"
    return model


def plainly(text: str) -> list[tuple[str, str, int, str]]:
    """The tokens of a text with tag, head and label as the pipeline itself gives them; one root, no blank tokens."""
    doc = pipeline()(text)
    root = next(token.i for token in doc if token.head.i == token.i)
    found = []
    for token in doc:
        loose = token.head.i == token.i and token.i != root
        head = root if loose else token.head.i
        found.append((token.text, token.tag_, head, "parataxis" if loose else token.dep_))
    return found


def as_plain(sentence: Sentence) -> list[tuple[str, str, int, str]]:
    return [(token.text, token.tag, token.head, token.dep) for token in sentence.tokens]


def test_the_parse_is_the_pipelines_own() -> None:
    texts = [text for text in words() if not any(c.isspace() and c != " " for c in text) and "  " not in text]
    assert len(texts) > 150
    parsed = list(parse((0, text) for text in texts))
    assert [as_plain(sentence) for sentence in parsed] == [plainly(text) for text in texts]


def test_a_parse_does_not_depend_on_its_company() -> None:
    texts = words()[:60]
    together = list(parse((7, text) for text in texts))
    assert together == [next(parse([(7, text)])) for text in texts]
    assert [sentence.end - 7 for sentence in together] == [len(text) for text in texts]
