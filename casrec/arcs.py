"""A greedy arc-eager parser over many sentences at once: every step is taken in all of them together, in numpy.

The same transitions, the same sums in the same order as spaCy's (Honnibal and Johnson 2015: shift, reduce, left arc,
right arc, break; a word reduced without a head goes back to the buffer), whose parser walks sentence by sentence.
Nothing here knows whose model it is: weights and vectors come in, heads and moves go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casrec.products import Floats, Product

Ints = NDArray[np.int64]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
FEATURES = 8  # words a state is known by: two of the buffer, three of the stack, the latest children of their first
_DEEPER = np.array([1, -1, -1, 1, 0])  # what each kind of move does to the depth of the stack
_EDGE = 3  # cells of nothing under each stack


@dataclass(frozen=True, slots=True)
class Weights:
    """``lower`` is (FEATURES, pieces, width, inputs), ``padding`` (FEATURES, pieces, width) stands for no word;
    ``bias`` is (pieces, width). ``upper`` is (moves, width) with its bias. ``kinds`` is the kind of each move."""

    lower: Floats
    padding: Floats
    bias: Floats
    upper: Floats
    upper_bias: Floats
    kinds: Ints


class Arcs:
    """The parser."""

    def __init__(self, weights: Weights, product: Product) -> None:
        self._product = product
        count, self._pieces, self._width, inputs = weights.lower.shape
        self._lower = np.ascontiguousarray(weights.lower.reshape(-1, inputs).T)
        self._padding = weights.padding.reshape(count, -1)
        self._bias = weights.bias.ravel()
        self._upper = np.ascontiguousarray(weights.upper.T)
        self._kinds = weights.kinds
        # What is added to the moves' scores for each set of kinds that are valid (bit k: kind k is): bias, or a bar.
        valid = (np.arange(32)[:, None] >> weights.kinds[None, :]) & 1
        self._added = np.where(valid == 1, weights.upper_bias, -np.inf).astype(np.float32)
        self._cells = np.empty(
            (0, self._lower.shape[1]), dtype=np.float32
        )  # kept: fresh memory costs more than the sums

    def parse(self, vectors: Floats, lengths: Sequence[int]) -> tuple[list[int], list[int]]:
        """The head of each word, as its number in its sentence (its own: it has none), and the move that gave it.

        ``vectors`` are the words' of all sentences, one after the other; a word without head has move -1.
        """
        states = _States(lengths)
        cells = self._filled(vectors)
        while len(states.at):
            self._step(states, cells)
        return states.heads(), states.moves()

    def _filled(self, vectors: Floats) -> Floats:
        """What each word adds in each place of a state; first what no word does. (words + 1) * FEATURES rows."""
        count = len(vectors) + 1
        if count > len(self._cells):
            self._cells = np.empty((count, self._lower.shape[1]), dtype=np.float32)
            self._cells[0] = self._padding.ravel()
        self._product(vectors, self._lower, out=self._cells[1:count])
        return self._cells[:count].reshape(-1, self._pieces * self._width)

    def _step(self, states: _States, cells: Floats) -> None:
        """Take the best valid move in every sentence that is not done."""
        words = states.context()
        rows = words + states.offset
        rows *= words > 0
        rows *= FEATURES
        summed = cells.take(rows[0], axis=0)  # in the order of the places, as the model's own sums
        for place in range(1, FEATURES):
            summed += cells.take(rows[place] + place, axis=0)
        summed += self._bias
        hidden = summed[:, : self._width]
        for start in range(self._width, summed.shape[1], self._width):
            hidden = np.maximum(hidden, summed[:, start : start + self._width])
        scores = self._product(hidden, self._upper)
        scores += self._added[states.valid(words)]
        moves = scores.argmax(axis=1)
        states.take(self._kinds[moves], moves, words)


class _States:
    """The states of sentences being parsed. Words are numbered from 1 in each; 0 is none.

    ``at`` holds where the cells of each sentence that is not done begin; ``offset`` the number of words before it.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self._lengths = np.array(lengths, dtype=np.int64)
        count, self._room = len(lengths), max(lengths, default=0) + _EDGE + 2
        size = count * self._room
        self._starts = np.arange(count) * self._room
        self._stack, self._head, self._move = np.zeros((3, size), dtype=np.int64)
        self._left, self._right, self._elder = np.zeros((3, size), dtype=np.int64)  # latest children; who was it before
        self._kept, self._opens = np.zeros((2, size), dtype=bool)  # never to be shifted; the first of a sentence
        inside = np.arange(1, self._room + 1)[None, :]
        self._buffer = np.where(inside <= self._lengths[:, None], inside, 0).ravel()
        self.offset = np.cumsum(self._lengths) - self._lengths
        self.at, self._left_over = self._starts, self._lengths.copy()
        self._depth, self._read = np.zeros((2, count), dtype=np.int64)
        self._keep(self._lengths > 0)

    def _keep(self, going: NDArray[np.bool_]) -> None:
        """Leave out the sentences that are done."""
        if not going.all():
            self.at, self.offset = self.at[going], self.offset[going]
            self._depth, self._read = self._depth[going], self._read[going]
            self._left_over = self._left_over[going]

    def context(self) -> Ints:
        """The words that each state is known by, (FEATURES, sentences)."""
        found = np.empty((FEATURES, len(self.at)), dtype=np.int64)
        top, next_ = self.at + (self._depth + _EDGE - 1), self.at + self._read
        found[0], found[1] = self._buffer[next_], self._buffer[next_ + 1]
        found[2], found[3], found[4] = self._stack[top], self._stack[top - 1], self._stack[top - 2]
        stacked = self.at + found[2]
        found[5], found[6], found[7] = self._left[self.at + found[0]], self._left[stacked], self._right[stacked]
        return found

    def valid(self, words: Ints) -> Ints:
        """Which kinds of moves each state allows, one bit each."""
        first, second = words[0], words[1]
        opens = self._opens[self.at + first]
        stacked = self._depth > 0
        shift = ~stacked | ((second > 0) & ~opens & ~self._kept[self.at + first])
        arc = stacked & (first > 0) & ~opens
        split = (second > 0) & (second == first + 1) & ~self._opens[self.at + second]
        bits: Ints = shift * (1 << SHIFT) + stacked * (1 << REDUCE) + arc * ((1 << LEFT) | (1 << RIGHT))
        bits += split * (1 << BREAK)
        return bits

    def take(self, kinds: Ints, moves: Ints, words: Ints) -> None:
        """Take a move in each sentence."""
        first, top = words[0], words[2]
        if len(at := np.flatnonzero(kinds == LEFT)):
            self._attach(self.at[at], top[at], first[at], moves[at])
        if len(at := np.flatnonzero(kinds == RIGHT)):
            base, head, child = self.at[at], top[at], first[at]
            self._head[base + child], self._move[base + child] = head, moves[at] + 1
            self._elder[base + child] = self._right[base + head]
            self._right[base + head] = child
        if len(at := np.flatnonzero(kinds == REDUCE)):
            again = at[(self._head[self.at[at] + top[at]] == 0) & (self._depth[at] > 1)]
            if len(again):  # no head yet: back to the buffer
                self._read[again] -= 1
                self._left_over[again] += 1
                self._kept[self.at[again] + top[again]] = True
                self._buffer[self.at[again] + self._read[again]] = top[again]
        if len(at := np.flatnonzero(kinds == BREAK)):
            self._opens[self.at[at] + words[1][at]] = True
        self._stack[self.at + (self._depth + _EDGE)] = first  # counts only where the stack grows
        pushed = (kinds == SHIFT) | (kinds == RIGHT)
        self._read += pushed
        self._left_over -= pushed
        self._depth += _DEEPER[kinds]
        self._keep((self._depth > 0) | (self._left_over > 0))

    def _attach(self, base: Ints, child: Ints, head: Ints, moves: Ints) -> None:
        """Left arcs; a head that the child had before gives it up."""
        cell = base + child
        before = self._head[cell]
        had = before > 0
        if had.any():
            former, lost = base[had] + before[had], child[had]
            latest = self._right[former] == lost
            self._right[former[latest]] = self._elder[(base[had] + lost)[latest]]
        self._head[cell], self._move[cell] = head, moves + 1
        self._left[base + head] = child
        self._kept[base + head] = False

    def _words(self) -> Ints:
        """The cell of each word of all sentences, in order."""
        inside = np.arange(int(self._lengths.sum())) - np.repeat(
            np.cumsum(self._lengths) - self._lengths, self._lengths
        )
        cells: Ints = inside + 1 + np.repeat(self._starts, self._lengths)
        return cells

    def heads(self) -> list[int]:
        """The head of each word, as its number in its sentence from 0; its own where it has none."""
        cells = self._words()
        own = cells - np.repeat(self._starts, self._lengths)
        head = self._head[cells]
        found: list[int] = (np.where(head > 0, head, own) - 1).tolist()
        return found

    def moves(self) -> list[int]:
        """The move that gave each word its head, -1 where it has none."""
        found: list[int] = (self._move[self._words()] - 1).tolist()
        return found
