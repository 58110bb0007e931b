"""The local engine: order kept, nothing drawn too far ahead, workers give what one process gives."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from casrec.engines.local import AHEAD, CHUNK, LocalEngine


def double(n: int) -> int:
    return 2 * n


def test_two_workers_give_what_one_gives_in_order() -> None:
    wanted = [double(n) for n in range(101)]
    assert list(LocalEngine(1).map(double, range(101))) == wanted
    assert list(LocalEngine(2).map(double, range(101))) == wanted
    assert list(LocalEngine(2).map(double, [])) == []


def digits(source: str) -> list[int]:
    return [int(digit) for digit in source]


def repeated(n: int) -> list[int]:
    return [n] * n


def test_what_is_drawn_of_all_sources_flows_through_the_work_in_order() -> None:
    wanted = [n for n in (3, 0, 1, 2) for _ in range(n)]
    assert list(LocalEngine(1).flow(digits, repeated, ["30", "", "12"])) == wanted
    assert list(LocalEngine(2).flow(digits, repeated, ["30", "", "12"])) == wanted


class Doubled:
    """Work that is done for many at once; says of how many."""

    def __call__(self, n: int) -> tuple[int, int]:
        return self.many([n])[0]

    def many(self, numbers: list[int]) -> list[tuple[int, int]]:
        return [(2 * n, len(numbers)) for n in numbers]


@pytest.mark.parametrize("workers", [1, 2])
def test_work_that_can_be_done_for_many_at_once_is(workers: int) -> None:
    found = list(LocalEngine(workers).map(Doubled(), range(CHUNK + 3)))
    assert found == [(2 * n, CHUNK if n < CHUNK else 3) for n in range(CHUNK + 3)]
    flown = list(LocalEngine(workers).flow(digits, Doubled(), ["12", "3"]))
    assert flown == [2, 3, 4, 3, 6, 3]


def test_reading_never_runs_far_ahead_of_the_work() -> None:
    drawn = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for n in range(10_000):
            drawn += 1
            yield n

    results = LocalEngine(2).map(double, items())
    assert next(results) == 0
    assert drawn <= CHUNK * (2 * AHEAD + 1)
    assert isinstance(results, Generator)
    results.close()
