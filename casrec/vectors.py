"""The parser's token vectors: a window encoder run in numpy over tiles of sentences that stay in the processor's cache.

The same sums as the library that trained it, in half the time: what a word adds by itself is worked out once for each
distinct word, and no array outgrows the cache. Nothing here knows whose model it is: weights come in, vectors go out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casrec.products import Floats, Product

Features = NDArray[np.uint64]
Embed = Callable[[Features], Floats]

TILE = 768  # rows a tile: of 256 to 4,096 the fastest where a core has 2 MB of its own cache
WORDS = 60_000  # distinct words remembered (23 MB at a width of 96); then it starts anew


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: maxout over ``pieces`` of an affine map of each row and its two neighbours, then normed.

    ``weights`` is (pieces * width, 3 * width), the pieces one after the other; ``bias`` is (pieces * width).
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats


class WordVectors:
    """What each word adds by itself, worked out when it is first met."""

    def __init__(self, embed: Embed, width: int, most: int = WORDS) -> None:
        self._embed = embed
        self._most = most
        self._table: Floats = np.empty((1024, width), dtype=np.float32)
        self._row: dict[int, int] = {}

    def rows(self, keys: NDArray[np.uint64], features: Features) -> Floats:
        """The vector of each token. ``keys`` tell words apart; ``features`` are what the model knows each token by."""
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        known = self._row
        listed = distinct.tolist()
        new = [i for i, key in enumerate(listed) if key not in known]
        if len(known) + len(new) > self._most:
            known.clear()
            new = list(range(len(listed)))
        if new:
            made = self._embed(features[first[new]])
            start = len(known)
            self._reserve(start + len(new))
            self._table[start : start + len(new)] = made
            known.update((listed[i], start + n) for n, i in enumerate(new))
        at = np.fromiter((known[key] for key in listed), dtype=np.intp, count=len(listed))
        found: Floats = self._table[at[inverse]]
        return found

    def _reserve(self, rows: int) -> None:
        """Make room for so many rows, at least doubling."""
        if rows > len(self._table):
            larger = np.empty((max(rows, 2 * len(self._table)), self._table.shape[1]), dtype=np.float32)
            larger[: len(self._table)] = self._table
            self._table = larger


class Encoder:
    """The window layers over tokens in sentences. Not for two threads at once: its arrays are used again and again."""

    def __init__(self, layers: Sequence[Layer], product: Product) -> None:
        self._product = product
        self._layers = list(layers)
        self._weights = [np.ascontiguousarray(layer.weights.T) for layer in layers]
        self._pad = len(self._layers)  # each layer sees one row further: no sentence reaches into the next
        self._window: Floats = np.empty((0, 0), dtype=np.float32)
        self._mapped: Floats = np.empty((0, 0), dtype=np.float32)

    def encode(self, rows: Floats, lengths: Sequence[int]) -> Floats:
        """The vectors of the tokens of sentences of these lengths, in order; ``rows`` are their words' vectors."""
        out = np.empty_like(rows)
        first = at = size = 0
        tile: list[int] = []
        for length in [*lengths, 0]:
            if tile and (size + length + self._pad > TILE or length == 0):
                self._tile(rows[first:at], out[first:at], tile)
                first, tile, size = at, [], 0
            if length:
                tile.append(length)
                size += length + self._pad
                at += length
        return out

    def _tile(self, rows: Floats, out: Floats, lengths: list[int]) -> None:
        """Encode the sentences of one tile, with empty rows before, between and after them."""
        pad, width = self._pad, rows.shape[1]
        ends = np.cumsum(lengths)
        shift = np.repeat(np.arange(1, len(lengths) + 1) * pad, lengths)
        place = np.arange(len(rows)) + shift
        held = np.zeros((int(ends[-1]) + pad * (len(lengths) + 1), width), dtype=np.float32)
        held[place] = rows
        window, mapped = self._room(len(held), 3 * width)
        for layer, weights in zip(self._layers, self._weights, strict=True):
            window[:, width : 2 * width] = held
            window[0, :width] = 0
            window[1:, :width] = held[:-1]
            window[:-1, 2 * width :] = held[1:]
            window[-1, 2 * width :] = 0
            self._product(window, weights, out=mapped)
            held += _normed(mapped, layer, width)
        out[:] = held[place]

    def _room(self, rows: int, wide: int) -> tuple[Floats, Floats]:
        """Arrays for the windows and what they are mapped to: fresh ones for each tile took a tenth of the time."""
        if rows > len(self._window):
            self._window = np.empty((rows, wide), dtype=np.float32)
            self._mapped = np.empty((rows, len(self._layers[0].bias)), dtype=np.float32)
        return self._window[:rows], self._mapped[:rows]


def _normed(mapped: Floats, layer: Layer, width: int) -> Floats:
    """The largest of the pieces of each mapped row, normed to mean 0 and variance 1, then scaled."""
    mapped += layer.bias
    best = np.maximum(mapped[:, :width], mapped[:, width : 2 * width])
    for start in range(2 * width, mapped.shape[1], width):
        np.maximum(best, mapped[:, start : start + width], out=best)
    best -= best.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
    best *= (variance ** np.float32(-0.5))[:, None]
    best *= layer.gain
    best += layer.shift
    return best
