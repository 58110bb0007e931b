"""Dossiers as a table: one row for each figure that a report gives, with where, when, who says so and its words."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from casrec.publish import support, words
from casrec.publish.ours import told
from casrec.publish.tolls import Known, reasons, why_not
from casrec.records import Claim, Dossier, Figure, Grade, Incident, Mention, Place, When
from casrec.terms import IncidentKind

COLUMNS: tuple[str, ...] = tuple(
    "dossier incident title kind date_earliest date_latest date_precision incident_places country "
    "latitude longitude harm group low high approximate explicit part_of wording scope stance source source_type "
    "source_via anonymous places as_of in_estimate reason grade occurrence toll provisional "
    "report outlet published url document start end quote claim extractor version".split()
)

# A spreadsheet takes text that begins so for a formula; the words of a report must never be one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(dossier: Dossier) -> Iterator[dict[str, str]]:
    """A row for each figure of a dossier, those of other happenings too (they have no ``incident``).

    An empty ``low`` or ``high`` is an open bound; nothing is ever filled in. ``in_estimate`` is "yes", "no", or "other"
    for a figure that is not of this incident, and ``reason`` why it was set aside.
    """
    known = Known.of(dossier)
    aside = reasons(dossier.estimates)
    mine = {claim.id for claim in told(dossier)}
    for claim in dossier.claims:
        if isinstance(claim.content, Figure):
            ours = claim.id in mine
            one = next((one for one in dossier.children if claim.id in one.claims), dossier.incident)
            found = {**(_incident(one) if ours else _other(claim.mention)), **_figure(claim.content), **_said(claim)}
            found |= _report(claim, known)
            found["dossier"] = dossier.incident.id
            why = why_not(claim, aside) if ours else aside.get(claim.id, "")
            found["in_estimate"] = "other" if not ours else "no" if why else "yes"
            found["reason"] = why
            found |= _support(dossier.grade if ours else None)
            yield {name: cell(found[name]) for name in COLUMNS}


def cell(value: object) -> str:
    """A value as a cell: None is empty, and text is never a formula that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _incident(incident: Incident) -> dict[str, object]:
    """What, when and where."""
    told = _happening(incident.kind, incident.when, incident.places)
    return {"incident": incident.id, "title": words.clean(incident.title), **told}


def _other(mention: Mention) -> dict[str, object]:
    """What, when and where of another happening, as its report tells it."""
    told = _happening(mention.kind, mention.when, mention.places)
    return {"incident": None, "title": words.clean(mention.label), **told}


def _happening(kind: IncidentKind | None, when: When | None, places: tuple[Place, ...]) -> dict[str, object]:
    """What, when and where, as columns."""
    place = places[0] if len(places) == 1 else None
    countries = dict.fromkeys(words.clean(one.country) for one in places if one.country)
    return {
        "kind": kind,
        "date_earliest": when.earliest if when else None,
        "date_latest": when.latest if when else None,
        "date_precision": when.precision if when else None,
        "incident_places": "; ".join(words.clean(one.text) for one in places),
        "country": "; ".join(countries),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


def _figure(content: Figure) -> dict[str, object]:
    """How many were harmed, and how."""
    return {
        "harm": content.harm,
        "group": content.group,
        "low": content.low,
        "high": content.high,
        "approximate": content.approximate,
        "explicit": content.explicit,
        "part_of": content.within,
        "wording": words.clean(content.wording),
    }


def _said(claim: Claim) -> dict[str, object]:
    """By whom, of where and when."""
    source = claim.source
    return {
        "scope": claim.scope,
        "stance": claim.stance,
        "source": words.clean(source.name) if source else None,
        "source_type": source.type if source else None,
        "source_via": words.clean(source.via.name) if source and source.via else None,
        "anonymous": source.anonymous if source else None,
        "places": "; ".join(words.clean(place.text) for place in claim.places),
        "as_of": claim.as_of.latest if claim.as_of else None,
    }


def _support(grade: Grade | None) -> dict[str, object]:
    """How well the incident is supported; empty for a figure that is of another happening."""
    return {
        "grade": support.short(grade) if grade else None,
        "occurrence": grade.occurrence if grade else None,
        "toll": grade.toll if grade else None,
        "provisional": grade.provisional if grade else None,
    }


def _report(claim: Claim, known: Known) -> dict[str, object]:
    """In which document, at which words."""
    report = known.reports.get(claim.report)
    return {
        "report": claim.report,
        "outlet": words.clean(report.outlet or "") if report else None,
        "published": report.published if report else None,
        "url": report.url if report else None,
        "document": words.clean(report.name) if report else None,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": words.clean(claim.span.quote),
        "claim": claim.id,
        "extractor": claim.extractor,
        "version": claim.version,
    }


class FigureTable:
    """The exporter of figures: ``casrec export --as csv``. One row a figure, comma separated, UTF-8, a header line."""

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write the rows of all dossiers to the file ``out``, or to standard output where it is None."""
        target = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8", newline="")
        with target as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            for dossier in dossiers:
                writer.writerows(rows(dossier))
