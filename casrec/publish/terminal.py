"""Dossiers in the terminal: tables and sentences that need no colour to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casrec.errors import UsageError
from casrec.publish import printing, words
from casrec.publish.explain import chains
from casrec.publish.printing import Cells, heading, refs, say, table
from casrec.publish.view import View, build
from casrec.records import Dossier
from casrec.settings import Settings
from casrec.terms import Group, Harm

if TYPE_CHECKING:
    from rich.console import Console

_SHORT_ID = 12  # enough of an id to name an incident by: the commands take the start of one


def summary(dossiers: Iterable[Dossier], console: Console | None = None) -> None:
    """One line for each incident: when, what, how many were killed and injured, on how many reports."""
    out = console or printing.console()
    # A line each and not the whole view: a store of a million reports has 400,000 incidents.
    views = map(build, dossiers)
    lines = sorted((view.order or "~", view.title, view.id, view.recalled, _line(view)) for view in views)
    if not lines:
        out.print("No incidents.")
        return
    head = ("When", "Incident", "Killed", "Injured", "Reports", "Id")
    for title, recalled in (("", False), ("Only recalled: no report here is mainly about these", True)):
        rows = [cells for *_, is_recalled, cells in lines if is_recalled is recalled]
        table(out, title, head, rows, keep=(4, 5), shares=(4, 7, 4, 4, 0, 0))


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
    out = console or printing.console()
    view = build(dossier, context)
    if at:
        say(out, f"As it was known at {at}.")
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
    out = console or printing.console()
    view = build(dossier)
    found = chains(dossier, harm, group)
    if not found:
        raise UsageError(f"no estimate of {figure or 'anything'} in {dossier.incident.id}")
    heading(out, view.title)
    for chain in found:
        heading(out, f"{chain.of}, {chain.place}: {chain.value}")
        rows = [(f"{each.policy} {each.version}", each.gives, each.why) for each in chain.policies]
        table(out, "", ("Policy", "Gives", "Why"), rows, shares=(3, 3, 7))
        heading(out, "Rests on")
        for one in chain.used:
            say(out, f"{one.source}: {one.figure}, told {one.told}. Used by {one.by}.", bullet="- ")
            say(out, one.words, bullet="  ")
        table(out, "Left out by a policy", ("Policy", "Source", "Figure", "Why"), chain.left_out)
        table(out, "Set aside by all", ("Source", "Figure", "Why"), chain.set_aside)
    table(out, "What holds the incident together, weakest first", ("Verdict", "By", "Score", "Why"), found[0].held)


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
    heading(out, view.title)
    say(
        out,
        f"{view.when}. {words.sentence(words.plural(len(view.reports), 'report'))}, the newest of {view.latest}. "
        f"Record {view.id}.",
    )
    if view.follows:
        say(out, f"Follow-up to: {view.follows[1]} ({view.follows[0]}).")
    rows = [(words.sentence(key.label), key.value, key.remark) for key in view.keys]
    table(out, "", ("", "", ""), rows, header=False)


def _known(out: Console, view: View) -> None:
    """The summary and the findings."""
    heading(out, "What is known")
    for sentence in view.sentences:
        say(out, "".join(phrase.text + refs(view.notes, phrase.claims) for phrase in sentence), bullet="- ")
    if view.support:
        heading(out, "How well it is supported")
        for said in view.support:
            say(out, said, bullet="- ")
    if view.findings:
        heading(out, "Findings")
        for finding in view.findings:
            say(out, f"{finding.sentence}{refs(view.notes, finding.claims)}", bullet=f"- {finding.severity}: ")


def _tolls(out: Console, view: View) -> None:
    """Tolls by place and source, then over time."""
    for toll in view.tolls:
        rows: list[Cells] = []
        for group in toll.groups:
            rows += [("", "", "", "")] if rows else []
            rows.append((group.label.upper(), "", "", ""))
            for row in group.rows:
                said = f" “{row.wording}”" if row.wording else f" ({row.who}, described)" if row.who else ""
                cited = f"{row.figure}{refs(view.notes, row.claims)}{said}"
                rows.append((row.source, cited, row.told, row.status or "yes"))
        head = ("Source", "Figure", "Told (UTC)", "In the estimate")
        table(out, f"{toll.title}, by place and source", head, rows, keep=(2,), shares=(4, 3, 0, 3))
    for history in view.histories[:1]:
        lines = [(line.label, _steps(line.points)) for line in history.lines if len(line.points) > 1]
        table(out, f"{history.title}: how the counts moved", ("Source", "Counts in order of time"), lines)


def _steps(points: Sequence[object]) -> str:
    """A source's counts in order: "101 or more > 121 > 148"."""
    said = [words.bounds(getattr(point, "low", None), getattr(point, "high", None)) for point in points]
    return " > ".join(dict.fromkeys(said))


def _estimates(out: Console, view: View) -> None:
    """What each policy makes of the figures, and why; all policies at once leave no room for the origins."""
    room = len(view.datasets) < 5
    rows = []
    for each in view.estimates:
        of = f"{each.harm}\n{each.place.lower() if each.place == 'In all' else each.place}"
        said = (value or "-" for value in each.datasets)
        rows.append((of, each.range, each.best, *said, *([each.origins] if room else [])))
    head = ("Of", "Range", "Best", *view.datasets, *(["Origins"] if room else []))
    whole = [at for at, name in enumerate(head) if name in view.datasets[1:]]
    table(out, "Estimates by policy (casrec explain shows the chain behind each)", head, rows, keep=whole)
    reasons = [(f"{each.of}, {each.policy} {each.version}", each.gives, each.why) for each in view.reasons]
    table(out, "Why: the reasoning of each policy", ("Policy", "Gives", "Why"), reasons, shares=(3, 3, 6))


def _happened(out: Console, view: View) -> None:
    """Places, the order of events, attacks."""
    places = [
        (place.name, place.above or "not stated", _coordinates(place.latitude, place.longitude), place.precision)
        for place in view.places
    ]
    table(out, "Where", ("Place", "In", "Coordinates", "Exact to"), places)
    events = [(event.time, f"{event.what}{refs(view.notes, event.claims)}") for event in view.events]
    table(out, "Order of events", ("When", "What"), events)
    attacks = [
        (
            f"{row.counted or row.means}{refs(view.notes, row.claims)}",
            row.place,
            row.targets or "not stated",
            row.sources,
        )
        for row in view.attacks
    ]
    table(out, "Attacks", ("Attack", "Place", "Target", "By account of"), attacks)


def _coordinates(latitude: float | None, longitude: float | None) -> str:
    """A latitude and longitude in degrees, or "unknown"."""
    return "unknown" if latitude is None or longitude is None else f"{latitude:.3f}, {longitude:.3f}"


def _who(out: Console, view: View) -> None:
    """Responsibility and reactions."""
    rows = []
    for row in view.responsibility:
        through = f", through {row.through}" if row.through else ""
        rows.append((row.actor, f"{row.said}{through}{refs(view.notes, row.claims)}", row.by))
    table(out, "Responsibility", ("Actor", "Stands", "On whose word"), rows)
    if not rows and not view.hazard:
        heading(out, "Responsibility")
        say(out, "No report says who is responsible.")
    if view.reactions:
        heading(out, "Reactions")
        for each in view.reactions:
            say(out, f"{each.actor} {each.act} {each.object}{refs(view.notes, each.claims)}", bullet="- ")


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
    table(out, "Reports", ("Outlet", "Published", "Claims", "Copy"), reports)
    cited = [(row.name, row.type, str(row.origins), f"{row.outlets}") for row in view.sources]
    table(out, "Who is cited", ("Source", "Kind", "Texts", "By"), cited)


def _aside(out: Console, view: View) -> None:
    """What was set aside, with the reason."""
    for title, held in (("Set aside: other happenings", view.others), ("Set aside: this incident", view.unused)):
        rows = [
            (
                f"{row.figure} {row.harm}{refs(view.notes, row.claims)}" + (f" “{row.wording}”" if row.wording else ""),
                row.source,
                row.reason,
            )
            for row in held
        ]
        table(out, title, ("Count", "Source", "Why"), rows)


def _words(out: Console, view: View) -> None:
    """The words every number leads to; what a claim rests on stands between «»."""
    heading(out, "The words (what a number rests on stands between « »)")
    for report in view.reports:
        notes = view.notes.of(report.id)
        if notes:
            say(out, f"{report.outlet}, {report.published}" + (f", {report.url}" if report.url else ""))
        for note in notes:
            text = "".join(f"«{piece.text}»" if piece.claims else piece.text for piece in note.pieces)
            say(out, text, bullet=f"[{note.number}] ")
