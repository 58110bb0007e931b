"""Workers of a Ray cluster: one pure function over many items, results in order, whatever node is lost on the way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from casrec.engines.local import AHEAD, CHUNK, each
from casrec.errors import PluginError

A = TypeVar("A")
B = TypeVar("B")


def connect(workers: int = 1) -> Any:
    """The ``ray`` module, connected: to the cluster that RAY_ADDRESS names, else to one of ``workers`` CPUs made here.

    Nothing is sent to anyone: usage statistics are off unless the environment turns them on.
    Raises PluginError where casrec[ray] is not installed or the cluster cannot be reached.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as exc:
        raise PluginError("the ray engine needs casrec[ray]") from exc
    if not ray.is_initialized():
        address = os.environ.get("RAY_ADDRESS")
        made: dict[str, Any] = {} if address else {"num_cpus": max(1, workers), "include_dashboard": False}
        try:
            ray.init(address=address, log_to_driver=False, logging_level="error", **made)
        except (ConnectionError, RuntimeError, ValueError) as exc:
            raise PluginError(f"no Ray cluster at {address or 'this machine'}: {exc}") from exc
    return ray


class RayEngine:
    """Runs a function on all CPUs of a Ray cluster. Keeps the Engine protocol.

    ``workers`` counts only where no RAY_ADDRESS names a cluster: one of so many CPUs is then made on this machine.
    The function and the items must pickle, and casrec of the same version must be installed on every node. Work lost
    with a node is done again on another; since the function is pure, the results are the same.
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """``function`` of each item, in the order of the items; items are drawn only as workers come free."""
        ray = connect(self.workers)
        task = ray.remote(each).options(num_cpus=1, max_retries=-1)
        source = iter(items)
        waiting: deque[Any] = deque()
        while True:
            ahead = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
            while len(waiting) < ahead and (chunk := list(islice(source, CHUNK))):
                waiting.append(task.remote(function, chunk))
            if not waiting:
                return
            yield from ray.get(waiting.popleft())
