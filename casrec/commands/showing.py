"""The commands that show what a store holds: show, explain, export. They load nothing of the stages that fill one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from casrec import gathering, seams
from casrec.commands.shared import OK, line
from casrec.errors import UsageError
from casrec.publish import terminal
from casrec.records import Incident
from casrec.store import open_store

_NAMED = 5  # incidents named to one who must choose


def show(args: Namespace) -> int:
    """The incidents of a store, or one dossier, now or as known at a time."""
    store = open_store(args.store)
    if args.at:
        from casrec import pipeline  # all stages: what was known then is linked and reconciled anew

        store = pipeline.known_at(store, args.at)
    if args.incident is None:
        found = gathering.dossiers(store)
        if args.json:
            for dossier in found:
                line(dossier.incident)
        else:
            terminal.summary(found)
        return OK
    dossier = next(gathering.dossiers(store, _whole_id(store, args.incident)))
    if args.json:
        line(dossier)
    else:
        terminal.show(dossier, at=args.at)
    return OK


def explain(args: Namespace) -> int:
    """The chain from a number to the words."""
    store = open_store(args.store)
    terminal.explain(next(gathering.dossiers(store, _whole_id(store, args.incident))), args.figure)
    return OK


def _whole_id(store: seams.Store, asked: str) -> str:
    """The one incident whose id begins so, or whose title holds these words. Raises UsageError for none or several."""
    if next(store.find(Incident, id=asked), None) is not None:
        return asked
    found = list(store.find(Incident, begins=asked)) or _named(store, asked)
    if len(found) != 1:
        known = "; ".join(f"{incident.id} {incident.title}" for incident in found[:_NAMED])
        raise UsageError(f"no incident {asked!r}: casrec show lists them" if not found else f"which one? {known}")
    return found[0].id


def _named(store: seams.Store, asked: str) -> list[Incident]:
    """The incidents that are no one's child and whose title or places hold these words: by whole words where any are
    so found, else by any part of one, which reads all. No more than a few: who finds several must ask for one."""
    for these in (_with_rarest(store, asked.split()), store.find(Incident)):
        found: dict[str, Incident] = {}
        for one in these:
            if one.parent is None and asked.casefold() in _names(one):
                found[one.id] = one
                if len(found) > _NAMED:
                    break
        if found:
            return [found[id] for id in sorted(found)]
    return []


def _with_rarest(store: seams.Store, words: Sequence[str]) -> Iterator[Incident]:
    """Incidents that have one of these words, all that have the rarest which any has among them: the words are read in
    turns until one is at its end, so that no common word is read to its end."""
    sources = {word: store.find(Incident, word=word) for word in words}
    met: set[str] = set()
    while sources:
        for word, source in list(sources.items()):
            one = next(source, None)
            if one is not None:
                met.add(word)
                yield one
            elif word in met:
                return
            else:
                del sources[word]


def _names(incident: Incident) -> str:
    """What a person may call an incident by: its title, its places as the reports and as gazetteers spell them, and
    what holds a place that no gazetteer has ("the camp at X" in Sudan)."""
    names = {name for one in incident.places for name in (one.text, one.name, one.within) if name}
    return "\n".join([incident.title, *sorted(names)]).casefold()


def export(args: Namespace) -> int:
    """Dossiers through an exporter."""
    exporter = seams.load("casrec.exporters", args.format)()
    exporter.export(gathering.dossiers(open_store(args.store)), Path(args.out) if args.out else None)
    return OK
