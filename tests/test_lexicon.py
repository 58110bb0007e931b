"""The lexicons as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import casrec.lexicon

FILES = sorted(Path(casrec.lexicon.__file__).parent.glob("*.yaml"))


def _repeated(node: yaml.Node | None) -> Iterator[str]:
    """The keys that a mapping, or one inside it, has twice: YAML lets the later one win without a word."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"{key.value} (line {key.start_mark.line + 1})"
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_no_word_list_hides_another_of_its_name(path: Path) -> None:
    with path.open(encoding="utf-8") as text:
        assert list(_repeated(yaml.compose(text))) == []


def test_a_key_said_twice_is_found() -> None:
    assert list(_repeated(yaml.compose("a: {b: 1, c: [{d: 1, d: 2}]}\na: 3"))) == ["d (line 1)", "a (line 2)"]
