"""Which report is of which incident, and each incident's toll, as lines that a scorer of linking reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from casrec.records import Dossier, Estimate
from casrec.terms import Group, Harm

# Whose low, best and high are given: the policy that states all three.
POLICY = "best"
HARMS = (Harm.KILLED, Harm.INJURED)


class Links:
    """The exporter ``casrec export --as links``."""

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write the lines of each dossier to the file ``out``, or to standard output where it is None."""
        text = (json.dumps(line, ensure_ascii=False) + "\n" for line in lines(dossiers))
        if out is None:
            sys.stdout.writelines(text)
            return
        with out.open("w", encoding="utf-8") as handle:
            handle.writelines(text)


def lines(dossiers: Iterable[Dossier]) -> Iterator[dict[str, Any]]:
    """The lines of all incidents, in the order of their dossiers."""
    for dossier in dossiers:
        yield from _lines(dossier)


def _lines(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The lines of one incident: each report whose lead it is, by name, and the estimate for everyone killed, injured.

    A report of one site of a wave counts for the wave. A dossier of a site gives nothing: its parent's gives all.
    """
    incident = dossier.incident
    if incident.parent is not None:
        return
    names = {report.id: report.name for report in dossier.reports}
    for one in (incident, *dossier.children):
        for report in one.reports:
            if report in names:
                yield {"report": names[report], "incident": incident.id}
    for harm in HARMS:
        found = _estimate(dossier, harm)
        if found is not None:
            bounds = {"low": found.low, "best": found.best, "high": found.high}
            yield {"incident": incident.id, "harm": harm.value, **bounds}


def _estimate(dossier: Dossier, harm: Harm) -> Estimate | None:
    """The estimate of a harm for everyone in the incident itself."""
    for one in dossier.estimates:
        if (one.incident, one.harm, one.group, one.policy) == (dossier.incident.id, harm, Group.PEOPLE, POLICY):
            return one
    return None
