"""Who is named again: one person is killed or hurt once, so that every naming is about the same happening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.figures import vocabulary
from casrec.extract.happenings.scene import Counted, Scene
from casrec.terms import CASUALTIES

_NAMES = re.compile(r"\b[A-Z][\w-]*[a-z]\b")
_Name = tuple[str, ...]


def retold(scene: Scene, figures: Sequence[Counted], apart: Sequence[bool]) -> dict[int, int]:
    """The figures that name somebody again, each with the index of the one whose happening it shares.

    ``apart`` tells of each figure whether it looks to be of another happening than the report's own. What the opening
    tells of the person decides; where it does not name him, a naming before that is apart.
    """
    named: dict[str, list[tuple[_Name, int]]] = {}
    core = {line.index for line in scene.core}
    found: dict[int, int] = {}
    for index, figure in enumerate(figures):
        name = _name(scene, figure)
        if not name:
            continue
        alike = [at for other, at in named.get(name[-1], []) if set(name) <= set(other) or set(other) <= set(name)]
        first = next((at for at in alike if figures[at].line in core and not apart[at]), None)
        first = next((at for at in alike if apart[at]), None) if first is None else first
        if first is not None and apart[index] != apart[first]:
            found[index] = first
        named.setdefault(name[-1], []).append((name, index))
    return found


def _name(scene: Scene, figure: Counted) -> _Name:
    """The names of the one person that a figure names, the last one last, without his role; () if none."""
    if getattr(figure, "explicit", True) or getattr(figure, "harm", None) not in CASUALTIES:
        return ()
    words = scene.reading.text[figure.start : figure.end]
    people = vocabulary.load().people
    found = tuple(name for name in _NAMES.findall(words) if name.lower() not in people)
    return found if found and words.endswith(found[-1]) else ()
