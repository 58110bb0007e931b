"""Claims as plain statements, one a line: the format that other tools read and that scores are measured on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from casrec.records import Claim, Figure, Report, Responsibility, Source
from casrec.terms import Scope, Stance

# The common noun after a place's own name: "Aceh province" is stated as "Aceh".
_UNIT = re.compile(
    r"(?<=\w)\s+(?:province|governorate|district|region|prefecture|municipality|city|town|village|neighbou?rhood|island)$"
)


def statements(report: Report, claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """One dict for each figure and each tie of an actor to an attack, in the order of the claims.

    Offsets count into the report's text. ``scope`` is "main" for the report's own happening, else "background".
    Places stand without their common noun ("province"). Figures that the report denies or withdraws are left out: they
    count nobody.
    """
    for claim in claims:
        content = claim.content
        if isinstance(content, Figure):
            if claim.stance not in {Stance.DENIED, Stance.WITHDRAWN}:
                yield _figure(report, claim, content)
        elif isinstance(content, Responsibility):
            yield {
                "report": report.name,
                "type": "responsibility",
                "actor": {"text": content.actor.text, "name": content.actor.name},
                "stance": content.stance.value,
                "by": _source(claim.source),
                "start": claim.span.start,
                "end": claim.span.end,
            }


def _figure(report: Report, claim: Claim, content: Figure) -> dict[str, Any]:
    """The statement of one figure."""
    return {
        "report": report.name,
        "type": "casualty",
        "kind": content.harm.value,
        "low": content.low,
        "high": content.high,
        "approx": content.approximate,
        "explicit": content.explicit,
        "who": content.who,
        "start": claim.span.start,
        "end": claim.span.end,
        "places": [{"text": _UNIT.sub("", place.text), "name": place.name} for place in claim.places],
        "source": _source(claim.source),
        "scope": "main" if claim.scope is Scope.INCIDENT else "background",
    }


def _source(source: Source | None) -> dict[str, str] | None:
    """A source as named and in full."""
    return None if source is None else {"text": source.text, "name": source.name}
