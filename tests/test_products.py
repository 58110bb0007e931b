"""Products keep to one core while they are asked to, and leave others' threads as they were."""

from __future__ import annotations

import numpy as np
import pytest

from casrec import products


def test_the_product_is_one() -> None:
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    b = np.arange(12, dtype=np.float32).reshape(3, 4)
    out = np.empty((2, 4), dtype=np.float32)
    products.product()(a, b, out=out)
    assert out.tolist() == (a @ b).tolist() == products.product()(a, b).tolist()


def test_threads_are_one_inside_and_as_before_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [4]
    monkeypatch.setattr(products, "_threads", lambda: (lambda: held[0], lambda n: held.__setitem__(0, n)))
    with products.one_core():
        assert held == [1]
    assert held == [4]
    with pytest.raises(KeyError), products.one_core():
        raise KeyError
    assert held == [4]


def test_without_a_library_that_can_be_held_another_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "_threads", lambda: None)
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    with products.one_core():
        assert products.product()(a, np.ascontiguousarray(a.T)).tolist() == [[5.0, 14.0], [14.0, 50.0]]


def test_the_library_at_hand_is_held() -> None:
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"]
    if blas != "scipy-openblas":
        pytest.skip(f"numpy is built with {blas} here, not with the OpenBLAS of its wheels")
    threads = products._threads()
    assert threads is not None
    get, _ = threads
    before = get()
    with products.one_core():
        assert get() == 1
    assert get() == before
