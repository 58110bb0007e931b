"""The window encoder gives what its definition says, whatever the company a sentence is in."""

from __future__ import annotations

import numpy as np

from casrec import vectors
from casrec.products import Floats
from casrec.vectors import Encoder, Layer, WordVectors

WIDTH, PIECES = 8, 3


def made_layers(count: int) -> list[Layer]:
    random = np.random.default_rng(7)

    def draw(*shape: int) -> Floats:
        return random.standard_normal(shape).astype(np.float32)

    return [
        Layer(draw(PIECES * WIDTH, 3 * WIDTH), draw(PIECES * WIDTH), draw(WIDTH), draw(WIDTH)) for _ in range(count)
    ]


def by_definition(rows: Floats, layers: list[Layer]) -> Floats:
    """The same sums, one token at a time, over a sentence between rows of zeros."""
    edge = np.zeros((len(layers), WIDTH), dtype=np.float32)
    held = np.concatenate([edge, rows, edge])
    for layer in layers:
        wide = np.concatenate([edge[:1], held, edge[:1]])
        new = []
        for i in range(len(held)):
            mapped = layer.weights @ wide[i : i + 3].ravel() + layer.bias
            best = mapped.reshape(PIECES, WIDTH).max(axis=0)
            normed = (best - best.mean()) / np.sqrt(best.var() + 1e-8)
            new.append(held[i] + normed * layer.gain + layer.shift)
        held = np.array(new)
    return held[len(layers) : -len(layers)]


def test_each_sentence_is_encoded_as_if_it_stood_alone() -> None:
    layers = made_layers(3)
    random = np.random.default_rng(1)
    lengths = [5, 1, 30, 2]
    rows = random.standard_normal((sum(lengths), WIDTH)).astype(np.float32)
    found = Encoder(layers, np.matmul).encode(rows, lengths)
    at = 0
    for length in lengths:
        expected = by_definition(rows[at : at + length], layers)
        np.testing.assert_allclose(found[at : at + length], expected, rtol=1e-3, atol=1e-4)
        at += length


def test_sentences_longer_than_a_tile_and_many_tiles() -> None:
    layers = made_layers(2)
    lengths = [vectors.TILE + 10, 3, vectors.TILE - 1, 400, 400]
    rows = np.random.default_rng(2).standard_normal((sum(lengths), WIDTH)).astype(np.float32)
    encoder = Encoder(layers, np.matmul)
    together = encoder.encode(rows, lengths)
    ends = np.cumsum(lengths)
    for end, length in zip(ends.tolist(), lengths, strict=True):
        alone = encoder.encode(rows[end - length : end], [length])
        np.testing.assert_allclose(together[end - length : end], alone, rtol=1e-4, atol=1e-5)


def test_a_word_is_worked_out_once_and_forgotten_only_when_there_are_too_many() -> None:
    asked: list[int] = []

    def embed(features: vectors.Features) -> Floats:
        asked.extend(int(f) for f in features[:, 0])
        return np.repeat(features[:, :1].astype(np.float32), WIDTH, axis=1)

    words = WordVectors(embed, WIDTH, most=4)
    keys = np.array([9, 3, 9, 5], dtype=np.uint64)
    features = keys[:, None] * np.uint64(10)
    assert words.rows(keys, features)[:, 0].tolist() == [90, 30, 90, 50]
    assert sorted(asked) == [30, 50, 90]
    assert words.rows(keys, features)[:, 0].tolist() == [90, 30, 90, 50]
    assert len(asked) == 3
    other = np.array([1, 2, 9], dtype=np.uint64)
    assert words.rows(other, other[:, None] * np.uint64(10))[:, 0].tolist() == [10, 20, 90]
    assert len(asked) == 6
