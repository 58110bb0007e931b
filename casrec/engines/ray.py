"""Workers of a Ray cluster: one pure function over many items, results in order, whatever node is lost on the way."""

from __future__ import annotations

import logging
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar

from casrec.engines.local import AHEAD, CHUNK, Listed, each
from casrec.errors import PluginError

A = TypeVar("A")
B = TypeVar("B")

HERE = "-"  # standard input, as a source
BLOCK = 4_000_000  # bytes of documents a task: seconds of work, so that nodes end together and little is lost with one


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

    def flow(
        self, draw: Callable[[str], Iterable[A]], work: Callable[[A], Iterable[B]], sources: Iterable[str]
    ) -> Iterator[B]:
        """All that ``work`` gives of all that ``draw`` gives, as a Ray Data set: a source is drawn on the node that
        has room, and what it gives is spread over all nodes in blocks of BLOCK bytes.

        Tasks and not actors do the work: a lost task is done again whatever was lost with it, while an actor's
        restart may fail; a worker process keeps the model it has loaded from one task to the next.
        """
        asked = list(sources)
        if not asked or HERE in asked:  # what comes on standard input comes to this process alone
            drawn_here = (item for source in asked for item in draw(source))
            yield from chain.from_iterable(self.map(Listed(work), drawn_here))
            return
        connect(self.workers)
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        context.target_max_block_size = BLOCK
        named = ray.data.from_items([{"source": source} for source in asked], override_num_blocks=len(asked))
        drawn = named.flat_map(partial(_drawn, draw))
        done = drawn.map_batches(partial(_worked, work), batch_size=CHUNK)
        for row in done.iter_rows():
            yield from pickle.loads(row["given"])


def _drawn(draw: Callable[[str], Iterable[A]], row: dict[str, str]) -> Iterator[dict[str, bytes]]:
    """What a source gives, a row an item."""
    for item in draw(row["source"]):
        yield {"item": pickle.dumps(item)}


def _worked(work: Callable[[A], Iterable[B]], batch: dict[str, Any]) -> dict[str, list[bytes]]:
    """What the work gives of each item of a batch."""
    return {
        "given": [pickle.dumps(given) for given in Listed(work).many([pickle.loads(item) for item in batch["item"]])]
    }
