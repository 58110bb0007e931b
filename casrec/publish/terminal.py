"""Dossiers in the terminal: tables and sentences that need no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casrec.errors import UsageError
from casrec.publish import words
from casrec.publish.explain import chains
from casrec.publish.notes import Notes
from casrec.publish.view import View, build
from casrec.records import Dossier
from casrec.settings import Settings
from casrec.terms import Group, Harm

if TYPE_CHECKING:
    from rich.console import Console

Cells = Sequence[str]

_SHORT_ID = 12  # enough of an id to name an incident by: the commands take the start of one


def summary(dossiers: Iterable[Dossier], console: Console | None = None) -> None:
    """One line for each incident: when, what, how many were killed and injured, on how many reports."""
    out = console or _console()
    views = sorted((build(dossier) for dossier in dossiers), key=lambda view: (view.order or "~", view.title, view.id))
    if not views:
        out.print("No incidents.")
        return
    head = ("When", "Incident", "Killed", "Injured", "Reports", "Id")
    for title, recalled in (("", False), ("Only recalled: no report here is mainly about these", True)):
        rows = [_line(view) for view in views if view.recalled is recalled]
        _table(out, title, head, rows, keep=(0, 4, 5))


def _line(view: View) -> Cells:
    """An incident's line in the summary."""
    value = {key.label: key.value for key in view.keys}
    killed, injured = value[words.HARMS[Harm.KILLED]], value[words.HARMS[Harm.INJURED]]
    return (view.when.split(",")[0], view.title, killed, injured, str(len(view.reports)), view.id[:_SHORT_ID])


def show(
    dossier: Dossier,
    console: Console | None = None,
    context: int = Settings().context_characters,
    at: str | None = None,
) -> None:
    """A dossier whole; numbers in square brackets lead to the words at its end.

    ``at`` is the time the dossier's records are of, where it is not now; it is said above everything else.
    """
    out = console or _console()
    view = build(dossier, context)
    if at:
        _say(out, f"As it was known at {at}.")
    _head(out, view)
    _known(out, view)
    _tolls(out, view)
    _estimates(out, view)
    _happened(out, view)
    _who(out, view)
    _origins(out, view)
    _aside(out, view)
    _words(out, view)


def explain(dossier: Dossier, figure: str | None = None, console: Console | None = None) -> None:
    """The chain from an incident's numbers to the words: each estimate, its rule, its claims, and what it left out.

    ``figure`` narrows it to a harm ("killed") or a harm and group ("killed:children"). Raises UsageError where there
    is no such harm, group or estimate.
    """
    harm, group = _asked(figure)
    out = console or _console()
    view = build(dossier)
    found = chains(dossier, harm, group)
    if not found:
        raise UsageError(f"no estimate of {figure or 'anything'} in {dossier.incident.id}")
    _heading(out, view.title)
    for chain in found:
        _heading(out, f"{chain.of}, {chain.place}: {chain.value}")
        _say(out, f"Policy {chain.policy}. Rule: {chain.reason or 'not stated'}.")
        _table(out, "Rests on", ("Source", "Figure", "Told", "Words"), chain.used)
        _table(out, "Set aside", ("Source", "Figure", "Why"), chain.set_aside)
    _table(out, "What holds the incident together, weakest first", ("Verdict", "By", "Score", "Why"), found[0].held)


def _asked(figure: str | None) -> tuple[Harm | None, Group | None]:
    """A harm and a group from "killed" or "killed:children". Raises UsageError."""
    if figure is None:
        return None, None
    harm, _, group = figure.partition(":")
    try:
        return Harm(harm), Group(group) if group else Group.PEOPLE
    except ValueError as exc:
        known = ", ".join(Harm)
        raise UsageError(f"no figure {figure!r}: a harm ({known}), or harm:group (killed:children)") from exc


# ---------------------------------------------------------------- the parts of a dossier


def _head(out: Console, view: View) -> None:
    """Title, time, and the numbers first asked for."""
    _heading(out, view.title)
    _say(
        out,
        f"{view.when}. {words.sentence(words.plural(len(view.reports), 'report'))}, the newest of {view.latest}. "
        f"Record {view.id}.",
    )
    rows = [(words.sentence(key.label), key.value, key.remark) for key in view.keys]
    _table(out, "", ("", "", ""), rows, header=False)


def _known(out: Console, view: View) -> None:
    """The summary and the findings."""
    _heading(out, "What is known")
    for sentence in view.sentences:
        _say(out, "".join(phrase.text + _refs(view.notes, phrase.claims) for phrase in sentence), bullet="- ")
    if view.findings:
        _heading(out, "Findings")
        for finding in view.findings:
            _say(out, f"{finding.sentence}{_refs(view.notes, finding.claims)}", bullet=f"- {finding.severity}: ")


def _tolls(out: Console, view: View) -> None:
    """Tolls by place and source, then over time."""
    for table in view.tolls:
        rows: list[Cells] = []
        for group in table.groups:
            rows += [("", "", "", "")] if rows else []
            rows.append((group.label.upper(), "", "", ""))
            for row in group.rows:
                said = f" “{row.wording}”" if row.wording else f" ({row.who}, described)" if row.who else ""
                cited = f"{row.figure}{_refs(view.notes, row.claims)}{said}"
                rows.append((row.source, cited, row.told, row.status or "yes"))
        head = ("Source", "Figure", "Told (UTC)", "In the estimate")
        _table(out, f"{table.title}, by place and source", head, rows, keep=(2,), shares=(4, 3, 0, 3))
    for history in view.histories[:1]:
        lines = [(line.label, _steps(line.points)) for line in history.lines if len(line.points) > 1]
        _table(out, f"{history.title}: how the counts moved", ("Source", "Counts in order of time"), lines)


def _steps(points: Sequence[object]) -> str:
    """A source's counts in order: "101 or more > 121 > 148"."""
    said = [words.bounds(getattr(point, "low", None), getattr(point, "high", None)) for point in points]
    return " > ".join(dict.fromkeys(said))


def _estimates(out: Console, view: View) -> None:
    """What each policy makes of the figures."""
    rows = [
        (f"{each.harm}, {each.place}", each.range, each.best, each.origins, "; ".join(each.rules))
        for each in view.estimates
    ]
    head = ("Of", "Range", "Best", "Origins", "Policies and their rules")
    _table(out, "Estimates (casrec explain shows the chain behind each)", head, rows, shares=(3, 2, 2, 0, 5))


def _happened(out: Console, view: View) -> None:
    """Places, the order of events, attacks."""
    places = [
        (place.name, place.above or "not stated", _coordinates(place.latitude, place.longitude), place.precision)
        for place in view.places
    ]
    _table(out, "Where", ("Place", "In", "Coordinates", "Exact to"), places)
    events = [(event.time, f"{event.what}{_refs(view.notes, event.claims)}") for event in view.events]
    _table(out, "Order of events", ("When", "What"), events)
    attacks = [
        (
            f"{row.counted or row.means}{_refs(view.notes, row.claims)}",
            row.place,
            row.targets or "not stated",
            row.sources,
        )
        for row in view.attacks
    ]
    _table(out, "Attacks", ("Attack", "Place", "Target", "By account of"), attacks)


def _coordinates(latitude: float | None, longitude: float | None) -> str:
    """A latitude and longitude in degrees, or "unknown"."""
    return "unknown" if latitude is None or longitude is None else f"{latitude:.3f}, {longitude:.3f}"


def _who(out: Console, view: View) -> None:
    """Responsibility and reactions."""
    rows = []
    for row in view.responsibility:
        through = f", through {row.through}" if row.through else ""
        rows.append((row.actor, f"{row.said}{through}{_refs(view.notes, row.claims)}", row.by))
    _table(out, "Responsibility", ("Actor", "Stands", "On whose word"), rows)
    if not rows and not view.hazard:
        _heading(out, "Responsibility")
        _say(out, "No report says who is responsible.")
    if view.reactions:
        _heading(out, "Reactions")
        for each in view.reactions:
            _say(out, f"{each.actor} {each.act} {each.object}{_refs(view.notes, each.claims)}", bullet="- ")


def _origins(out: Console, view: View) -> None:
    """Reports, copies, sources."""
    reports = [
        (
            row.outlet,
            row.published,
            "words withdrawn" if row.withdrawn else str(row.claims),
            (row.copy or "none found") + (" (recalls this only)" if row.background else ""),
        )
        for row in view.reports
    ]
    _table(out, "Reports", ("Outlet", "Published", "Claims", "Copy"), reports)
    cited = [(row.name, row.type, str(row.origins), f"{row.outlets}") for row in view.sources]
    _table(out, "Who is cited", ("Source", "Kind", "Texts", "By"), cited)


def _aside(out: Console, view: View) -> None:
    """What was set aside, with the reason."""
    for title, held in (("Set aside: other happenings", view.others), ("Set aside: this incident", view.unused)):
        rows = [
            (
                f"{row.figure} {row.harm}{_refs(view.notes, row.claims)}"
                + (f" “{row.wording}”" if row.wording else ""),
                row.source,
                row.reason,
            )
            for row in held
        ]
        _table(out, title, ("Count", "Source", "Why"), rows)


def _words(out: Console, view: View) -> None:
    """The words every number leads to; what a claim rests on stands between «»."""
    _heading(out, "The words (what a number rests on stands between « »)")
    for report in view.reports:
        notes = view.notes.of(report.id)
        if notes:
            _say(out, f"{report.outlet}, {report.published}" + (f", {report.url}" if report.url else ""))
        for note in notes:
            text = "".join(f"«{piece.text}»" if piece.claims else piece.text for piece in note.pieces)
            _say(out, text, bullet=f"[{note.number}] ")


# ---------------------------------------------------------------- how they are printed


def _console() -> Console:
    """Standard output, as wide as the terminal is."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _refs(notes: Notes, claims: Iterable[str]) -> str:
    """The footnotes of some claims: " [3, 9]"."""
    numbers = [str(number) for number, _ in notes.numbers(claims)]
    return f" [{', '.join(numbers)}]" if numbers else ""


def _heading(out: Console, text: str) -> None:
    """A heading: a line of its own, in bold where the terminal can."""
    from rich.text import Text

    out.print()
    out.print(Text(words.clean(text), style="bold"))


def _say(out: Console, text: str, bullet: str = "") -> None:
    """A paragraph, hung under its bullet."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if not bullet:
        out.print(Padding(Text(words.clean(text)), (0, 0, 0, 0)))
        return
    grid = Table.grid(padding=0)
    grid.add_column(width=min(len(bullet), 11), no_wrap=True)
    grid.add_column()
    grid.add_row(Text(bullet), Text(words.clean(text)))
    out.print(grid)


def _table(
    out: Console,
    title: str,
    head: Cells,
    rows: Sequence[Cells],
    *,
    keep: Sequence[int] = (),
    shares: Sequence[int] = (),
    header: bool = True,
) -> None:
    """A table, unless it has no rows; the columns in ``keep`` are not broken over lines.

    ``shares`` divides the width among the columns (0 takes what it needs); without it each is as wide as its words.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    if title:
        _heading(out, title)
    table = Table(box=SIMPLE_HEAD, show_header=header, pad_edge=False, padding=(0, 1), header_style="")
    table.width = min(out.width, 110) if shares else None
    for index, name in enumerate(head):
        table.add_column(
            Text(name), no_wrap=index in keep, overflow="fold", ratio=(shares[index] or None) if shares else None
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
