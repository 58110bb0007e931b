"""Dossiers as self-contained pages: one HTML file an incident, and an index of them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casrec.publish import words, worldmap
from casrec.publish.chart import MOST_LINES, Chart, draw
from casrec.publish.placing import WHOLE
from casrec.publish.view import View, build
from casrec.records import Dossier
from casrec.settings import Settings
from casrec.terms import Group, Harm

if TYPE_CHECKING:
    from jinja2 import Environment

_NAME = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index."""

    file: str
    title: str
    when: str
    order: str
    killed: str
    injured: str
    reports: int
    findings: int
    recalled: bool


def page(dossier: Dossier, context: int = Settings().context_characters) -> str:
    """The page of one dossier: HTML that asks for nothing from outside itself. The same dossier, the same text."""
    return _page(dossier, build(dossier, context))


def _page(dossier: Dossier, view: View) -> str:
    """The page of a dossier and its view."""
    style, policy = _style()
    return (
        _templates()
        .get_template("incident.html.j2")
        .render(
            v=view,
            charts=_charts(dossier, view),
            map=worldmap.draw(view.places),
            sections=_sections(view),
            follows=_file(view.follows[0]) if view.follows else "",
            style=style,
            policy=policy,
        )
    )


def index(rows: Iterable[IndexRow]) -> str:
    """The index page of some incidents, in order of time."""
    style, policy = _style()
    ordered = sorted(rows, key=lambda row: (row.order or "~", row.title, row.file))
    return _templates().get_template("index.html.j2").render(rows=ordered, style=style, policy=policy)


def write(dossiers: Iterable[Dossier], folder: Path, context: int = Settings().context_characters) -> int:
    """Write a page for each dossier, and index.html, into ``folder`` (made where it is missing).

    Returns how many dossier pages were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for dossier in dossiers:
        view = build(dossier, context)
        row = _row(view)
        (folder / row.file).write_text(_page(dossier, view), encoding="utf-8", newline="\n")
        rows.append(row)
    (folder / "index.html").write_text(index(rows), encoding="utf-8", newline="\n")
    return len(rows)


class Pages:
    """The exporter of pages: ``casrec export --as html --out FOLDER``."""

    def export(self, dossiers: Iterable[Dossier], out: Path | None) -> None:
        """Write the pages into the folder ``out``; where it is None, into the folder that ``casrec run`` writes to."""
        write(dossiers, out or Path(Settings().out))


def _file(id: str) -> str:
    """The name of an incident's page."""
    return f"{_NAME.sub('_', id)}.html"


def _row(view: View) -> IndexRow:
    """The index's line of a dossier."""
    values = {key.label: key.value for key in view.keys}
    return IndexRow(
        file=_file(view.id),
        title=view.title,
        when=view.when,
        order=view.order,
        killed=values[words.HARMS[Harm.KILLED]],
        injured=values[words.HARMS[Harm.INJURED]],
        reports=len(view.reports),
        findings=len(view.findings),
        recalled=view.recalled,
    )


def _charts(dossier: Dossier, view: View) -> list[tuple[Chart, ...]]:
    """Each history drawn: the first for a wide page and for a phone, the others small, for both."""
    when = dossier.incident.when
    begin = when.earliest if when and "T" in when.earliest else None
    order: dict[str, int] = {}
    for history in view.histories:
        for line in history.lines[:MOST_LINES]:
            order.setdefault(line.voice, len(order))
    found: list[tuple[Chart, ...]] = []
    for history in view.histories:
        band = _band(dossier, history.harm) if history.place == WHOLE else None
        small = draw(history, order, width=400, height=290, margin=26, begin=begin, band=band)
        if found:
            found.append((small,))
        else:
            found.append((draw(history, order, width=900, height=340, margin=212, begin=begin, band=band), small))
    return found


def _band(dossier: Dossier, harm: Harm) -> tuple[int, int] | None:
    """The range to shade behind a history of the whole, where both its ends are stated and differ."""
    for each in dossier.estimates:
        whole = each.incident == dossier.incident.id and each.harm is harm and each.group is Group.PEOPLE
        if whole and each.policy == "range" and each.low is not None and each.high is not None:
            return (each.low, each.high) if each.low != each.high else None
    return None


def _sections(view: View) -> list[tuple[str, str]]:
    """The sections a page has, for its navigation."""
    every = (
        ("known", "What is known", True),
        ("support", "How sure", bool(view.support)),
        ("findings", "Findings", bool(view.findings)),
        ("tolls", "Tolls", bool(view.tolls)),
        ("over-time", "Over time", bool(view.histories)),
        ("estimates", "Estimates", bool(view.estimates)),
        ("events", "Where and when", bool(view.places or view.events)),
        ("attacks", "Attacks", bool(view.attacks)),
        ("responsibility", "Responsibility", bool(view.responsibility) or not view.hazard),
        ("reactions", "Reactions", bool(view.reactions)),
        ("sources", "Sources", True),
        ("aside", "Set aside", bool(view.others or view.unused)),
        ("words", "The words", True),
    )
    return [(key, name) for key, name, shown in every if shown]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    """The templates, made at first use; everything they print is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("casrec.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style sheet, safe to print in a page, and the policy that allows it and nothing else."""
    from markupsafe import Markup

    css = (Path(__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return Markup(css), policy
