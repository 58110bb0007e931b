"""A stable id from content: the hash of its parts as one JSON array."""

from __future__ import annotations

import hashlib
import json


def content_id(prefix: str, *parts: object) -> str:
    """The id of something made of ``parts``: ``prefix-`` and 16 hexadecimal digits (64 bits).

    The parts are hashed as one JSON array, so that ("a", "bc") and ("ab", "c") differ. Parts are strings, numbers,
    None, or lists of them. 64 bits keep the chance of any collision among a hundred million records under one in 3,000.
    """
    packed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}-{hashlib.sha256(packed.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
