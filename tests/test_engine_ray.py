"""The Ray engine on a real cluster of several nodes here: the local engine's bytes, also when a node dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casrec import pipeline
from casrec.engines.local import CHUNK, LocalEngine
from casrec.engines.ray import RayEngine
from casrec.ingest.reports import Read, read
from casrec.records import encode
from casrec.settings import Settings

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


def test_a_run_on_a_cluster_gives_the_bytes_of_a_local_run(cluster: Any) -> None:
    def bytes_of(engine: Any) -> list[bytes]:
        reports = [item.report for item in read([str(EXAMPLE)], Settings()) if isinstance(item, Read)]
        many = [report for report in reports for _ in range(8)]
        claims = [
            claim
            for _, found in pipeline.paired(engine, pipeline.extract_report, many)
            for claim in (found if isinstance(found, list) else [])
        ]
        assert claims
        return [encode(claim) for claim in claims]

    assert bytes_of(RayEngine()) == bytes_of(LocalEngine(1))
