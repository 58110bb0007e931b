"""Matrix products on one core: by the fastest library at hand that can be held to one.

Work is shared among processes, each with a core of its own. numpy's OpenBLAS multiplies nearly twice as fast as the
library that spaCy brings, but shares a product of a few million operations among all cores of the machine, and their
waiting for one another takes five times the work itself. Where it cannot be told not to, spaCy's library is used.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


Product = Callable[..., Any]  # of two matrices; written to ``out`` where that is given

_PLACES = ("../numpy.libs/*openblas*", ".dylibs/*openblas*")  # where numpy's wheels keep it
_SUFFIXES = ("64_", "")


@lru_cache(maxsize=1)
def _threads() -> tuple[Callable[[], int], Callable[[int], object]] | None:
    """How many threads numpy's OpenBLAS uses, and how to set it; None where it has another library."""
    home = Path(np.__file__).parent
    for path in sorted(found for place in _PLACES for found in home.glob(place)):
        try:
            library: Any = ctypes.CDLL(str(path))
        except OSError:
            continue
        for suffix in _SUFFIXES:
            names = (f"scipy_openblas_{verb}_num_threads{suffix}" for verb in ("get", "set"))
            get, set_ = (getattr(library, name, None) for name in names)
            if get is not None and set_ is not None:
                get.restype, set_.argtypes, set_.restype = ctypes.c_int, [ctypes.c_int], None
                return get, set_
    return None


def product() -> Product:
    """The product to use; inside ``one_core`` it keeps to one core."""
    if _threads() is not None:
        return np.matmul
    from thinc.api import NumpyOps

    gemm: Product = NumpyOps().gemm
    return gemm


@contextmanager
def one_core() -> Iterator[None]:
    """Hold numpy's products to one core for a while; how many threads others use is as before afterwards."""
    threads = _threads()
    before = 1 if threads is None else threads[0]()
    if threads is None or before == 1:
        yield
        return
    threads[1](1)
    try:
        yield
    finally:
        threads[1](before)
