"""Mentions of the same happening joined into incidents: ``link(reports, claims, judgements) -> Linked``."""

from casrec.link.incidents import Linked, link

__all__ = ["Linked", "link"]
