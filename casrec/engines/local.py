"""Worker processes on this machine: one pure function over many items, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

A = TypeVar("A")
B = TypeVar("B")

CHUNK = 64  # items a task: enough that one batch of parses fills, few enough that two workers end together
AHEAD = 3  # tasks waiting for each worker: reading never runs further ahead than this (back-pressure)


class LocalEngine:
    """Runs a function in ``workers`` processes; 1 means this process alone. Keeps the Engine protocol.

    The function and the items must pickle. The function should return an error rather than raise it, so that one
    failing item never loses its chunk; what it raises all the same ends the run.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = max(1, workers)

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """``function`` of each item, in the order of the items; items are drawn only as workers come free."""
        source = iter(items)
        if self.workers == 1:
            while chunk := list(islice(source, CHUNK)):
                yield from each(function, chunk)
            return
        from concurrent.futures import Future, ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            waiting: deque[Future[list[B]]] = deque()
            while True:
                while len(waiting) < AHEAD * self.workers and (chunk := list(islice(source, CHUNK))):
                    waiting.append(pool.submit(each, function, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()

    def flow(
        self, draw: Callable[[str], Iterable[A]], work: Callable[[A], Iterable[B]], sources: Iterable[str]
    ) -> Iterator[B]:
        """All that ``work`` gives of all that ``draw`` gives; this process draws, the workers work."""
        drawn = (item for source in sources for item in draw(source))
        for given in self.map(Listed(work), drawn):
            yield from given


@dataclass(frozen=True, slots=True)
class Listed(Generic[A, B]):
    """All that some work gives of an item, so that it can be sent."""

    work: Callable[[A], Iterable[B]]

    def __call__(self, item: A) -> list[B]:
        """All that the work gives of one item."""
        return list(self.work(item))

    def many(self, items: list[A]) -> list[list[B]]:
        """All that it gives of each of several."""
        return [list(given) for given in each(self.work, items)]


def each(function: Callable[[A], B], chunk: list[A]) -> list[B]:
    """The function of each item of a chunk: of all at once where it says how, by a method ``many``."""
    many = getattr(function, "many", None)
    return [function(item) for item in chunk] if many is None else list(many(chunk))
