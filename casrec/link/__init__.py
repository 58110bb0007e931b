"""Mentions of the same happening joined into incidents: ``link(reports, claims, judgements) -> Linked``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casrec.link.incidents import Linked, link

__all__ = ["Linked", "link"]


def __getattr__(name: str) -> Any:
    """``Linked`` and ``link``, loaded when asked for: to show a store takes little of this room."""
    if name in __all__:
        return getattr(import_module("casrec.link.incidents"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
