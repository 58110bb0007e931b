"""The Ray engine on a real cluster of several nodes here: the local engine's bytes, also when a node dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from casrec import pipeline
from casrec.engines.local import CHUNK, LocalEngine
from casrec.engines.ray import RayEngine
from casrec.errors import ReportError
from casrec.records import encode
from casrec.seams import Engine
from casrec.settings import Settings
from casrec.store.kinds import DERIVED, KEPT
from casrec.store.memory import MemoryStore

pytest.importorskip("ray", reason="casrec[ray] is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own, of its processes' files and sockets

EXAMPLE = Path(__file__).parent.parent / "examples" / "jableh-tartus"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Three nodes of one CPU, as three machines would be, and this process connected to them."""
    import ray
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100_000_000}
    made = Cluster(initialize_head=True, head_node_args=head)
    made.victim = made.add_node(num_cpus=1, object_store_memory=100_000_000)
    made.add_node(num_cpus=1, object_store_memory=100_000_000)
    ray.init(address=made.address, log_to_driver=False, logging_level="error")
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


def slow_square(n: int) -> int:
    time.sleep(0.005)
    return n * n


def test_order_and_results_hold_while_a_node_dies(cluster: Any) -> None:
    total = 30 * CHUNK
    results = RayEngine().map(slow_square, range(total))
    found = [next(results) for _ in range(CHUNK)]
    cluster.remove_node(cluster.victim, allow_graceful=False)
    found += results
    assert found == [n * n for n in range(total)]


def test_claims_drawn_on_the_nodes_are_the_bytes_of_a_local_run(cluster: Any) -> None:
    def lines(engine: Engine) -> list[bytes]:
        draw = partial(pipeline.documents_of, settings=Settings())
        found = engine.flow(draw, pipeline.extract_document, [*map(str, sorted(EXAMPLE.glob("*.txt"))), "none.txt"])
        return [
            str(record).encode() if isinstance(record, ReportError) else encode(record)
            for item in found
            for record in ([item] if isinstance(item, ReportError) else [item[0].report, *item[1]])
        ]

    assert lines(RayEngine()) == lines(LocalEngine(1))


def test_a_run_on_a_cluster_leaves_the_store_of_a_local_run(cluster: Any) -> None:
    def kept(engine: Engine) -> dict[str, list[bytes]]:
        store = MemoryStore()
        pipeline.run([str(EXAMPLE)], store, engine, Settings())
        return {kind.__name__: [encode(record) for record in store.find(kind)] for kind in (*KEPT, *DERIVED)}

    found = kept(RayEngine())
    assert found["Claim"]
    assert found["Incident"]
    assert found == kept(LocalEngine(1))
