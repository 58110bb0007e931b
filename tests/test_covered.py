"""Whether offsets lie in spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casrec.extract.happenings.covered import NOTHING, Covered

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


@given(SPANS, SPANS)
def test_an_offset_is_covered_where_any_span_holds_it(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    covered = Covered(first).also(second)
    for at in range(-1, 42):
        assert (at in covered) == any(start <= at < end for start, end in [*first, *second])


def test_nothing_covers_nothing() -> None:
    assert 0 not in NOTHING
