"""Whether a place named beside a count is another one than that of the report's own happening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.happenings.scene import Scene
from casrec.holding import away
from casrec.records import Place

_NEXT_TO = 60.0  # km: an airport and its city are one place to a report
_HOME = re.compile(
    r"(?:(?:,|\bboth|\ball)\s+of\s+(?:the\s+)?|\b(?:from|by)\s+(?:the\s+)?|\d,\s+"
    r"|\b(?:hospitals?|clinic|morgue) in (?:the )?)\Z",
    re.I,
)


def far(own: Sequence[Place], lead: Sequence[Place]) -> bool:
    """Whether places are known to lie well away from the lead's."""
    apart = (away(here, there) for here in own for there in lead)
    return all(way is not None and way > _NEXT_TO for way in apart)


def at_home(scene: Scene, line: int, place: Place) -> bool:
    """Whether a line names a place only as somebody's home, or for the hospital that stands there."""
    text = scene.reading.text
    starts = [t.start for t in scene.toponyms(line) if t.place.text == place.text or t.place.name == place.name]
    homes = [_HOME.search(text, max(0, at - 30), at) for at in starts]
    return bool(homes) and all(home is not None for home in homes)


def told_early(scene: Scene, place: Place) -> bool:
    """Whether the opening of a report names a place: what happened there may be a part of its own happening."""
    return any(
        place.name in {t.place.name, scene.settlement(t.place).name} or t.place.text == place.text
        for at in scene.core
        for t in scene.toponyms(at.index)
    )
