"""Where records are kept: stores named by URL scheme."""

from __future__ import annotations

from typing import cast

from casrec.errors import StoreError
from casrec.seams import Store, load


def open_store(url: str) -> Store:
    """The store at a URL: sqlite:///FILE, postgresql://..., memory:, or any scheme a plug-in brings.

    Raises StoreError where it cannot be opened, PluginError where nothing knows the scheme.
    """
    scheme = url.partition(":")[0].partition("+")[0]
    if not scheme or scheme == url:
        raise StoreError(f"not a store URL: {url!r} (for example sqlite:///casrec.db)")
    return cast(Store, load("casrec.stores", scheme)(url))
