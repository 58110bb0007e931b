"""One document as it was fetched: its bytes and what is known of it before it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fetched:
    """One document's bytes. ``url`` is its path, or FILE:NUMBER for a line of JSON, a row or a page of an archive;
    ``stated`` its manifest's line."""

    url: str
    data: bytes
    media_type: str
    stated: Mapping[str, str] = field(default_factory=dict)
