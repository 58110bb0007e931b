"""Whether a place named beside a count is another one than that of the report's own happening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.happenings.scene import Scene
from casrec.places import distance_km
from casrec.records import Place

_NEXT_TO = 60.0  # km: an airport and its city are one place to a report
_HOME = re.compile(
    r"(?:(?:,|\bboth|\ball)\s+of\s+(?:the\s+)?|\b(?:from|by)\s+(?:the\s+)?|\d,\s+"
    r"|\b(?:hospitals?|clinic|morgue) in (?:the )?)\Z",
    re.I,
)


def far(own: Sequence[Place], lead: Sequence[Place]) -> bool:
    """Whether places are known to lie well away from the lead's."""
    here, there = ([(p.latitude, p.longitude) for p in at] for at in (own, lead))
    return all(
        a[0] is not None and a[1] is not None and b[0] is not None and b[1] is not None
        and distance_km((a[0], a[1]), (b[0], b[1])) > _NEXT_TO
        for a in here for b in there
    )  # fmt: skip


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
