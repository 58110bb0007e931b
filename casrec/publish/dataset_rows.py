"""What casrec knows of an incident for a row of UCDP GED, ACLED, GTD or EM-DAT.

What a coder of the dataset has to judge (whose conflict, which type of event, whether it belongs) stays empty, and so
does what no report tells: nothing is filled in to make a row complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casrec.days import local_day
from casrec.publish import policies, support, words
from casrec.records import Claim, Dossier, Estimate, Incident, Place, Report, When
from casrec.terms import ACCIDENTS, DAY_KNOWN, Group, Harm, IncidentKind, PlaceKind, PlacePrecision, TimePrecision

Row = dict[str, object]

_WHERE = {
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
}
_GEO = {PlacePrecision.SETTLEMENT: 1, PlacePrecision.DISTRICT: 2, PlacePrecision.PROVINCE: 3}


@dataclass(frozen=True, slots=True)
class Event:
    """One row's worth: an incident, or one of its sites where all of them have a number of their own."""

    dossier: Dossier
    incident: Incident
    policy: str

    def estimate(self, harm: Harm, policy: str | None = None, group: Group = Group.PEOPLE) -> Estimate | None:
        """The estimate of a harm under the row's policy, or another."""
        wanted = (self.incident.id, harm, group, policy or self.policy)
        found = (one for one in self.dossier.estimates if (one.incident, one.harm, one.group, one.policy) == wanted)
        return next(found, None)

    def number(self, harm: Harm) -> int | None:
        """The number that the policy gives of a harm."""
        found = self.estimate(harm)
        return found.best if found is not None else None

    @property
    def place(self) -> Place | None:
        """Where it was, if it was one place."""
        return self.incident.places[0] if len(self.incident.places) == 1 else None

    @property
    def when(self) -> When | None:
        """When it was."""
        return self.incident.when or self.dossier.incident.when

    @property
    def used(self) -> list[Claim]:
        """The claims that the row's numbers rest on."""
        held = {name for harm in Harm if (one := self.estimate(harm)) is not None for name in one.used}
        return [claim for claim in self.dossier.claims if claim.id in held]

    @property
    def reports(self) -> list[Report]:
        """The reports mainly about it, in order of time."""
        leads = set(self.dossier.incident.reports) | set(self.incident.reports)
        return [report for report in self.dossier.reports if report.id in leads]

    @property
    def note(self) -> str:
        """What a user of the row must know: whose number it is, why, and how well the incident is supported."""
        said = [
            f"{words.clean(self.dossier.incident.title)}. Numbers by casrec under its policy {self.policy}, not coded"
        ]
        for harm in Harm:
            one = self.estimate(harm)
            if one is not None:
                said.append(f"{words.HARMS[harm]}: {policies.gives(one)}; {words.clean(one.reason)}")
        return ". ".join([*said, *(text.rstrip(".") for text in support.sentences(self.dossier.grade))]) + "."


def events(dossier: Dossier, policy: str, harms: Sequence[Harm], by_site: bool = True) -> Iterator[Event]:
    """A dossier's rows: its sites, where each has a number of the dead, else the whole; none where there is none."""
    sites = [Event(dossier, child, policy) for child in dossier.children]
    if by_site and len(sites) > 1 and all(one.number(Harm.KILLED) is not None for one in sites):
        yield from sites
        return
    whole = Event(dossier, dossier.incident, policy)
    if any(whole.number(harm) is not None for harm in harms):
        yield whole


def ucdp(event: Event) -> Row:
    """A row of UCDP GED."""
    killed, place, when, reports = event.estimate(Harm.KILLED), event.place, event.when, event.reports
    assert killed is not None
    outlets = [words.clean(report.outlet or "") for report in reports]
    cited = dict.fromkeys(words.clean(claim.source.name) for claim in event.used if claim.source is not None)
    grade = event.dossier.grade
    dates = [(report.published or "")[:10] for report in reports]
    titles = [words.clean(report.title or "") for report in reports]
    return {
        **_where(place),
        "id": event.incident.id,
        "year": _part(when, 0),
        "number_of_sources": grade.occurrence_origins if grade else None,
        "source_article": _joined([",".join(filter(None, item)) for item in zip(outlets, dates, titles, strict=True)]),
        "source_office": _joined(outlets),
        "source_date": _joined(dates),
        "source_headline": _joined(titles),
        "source_original": _joined(list(cited)),
        "where_prec": _WHERE.get(place.precision) if place else None,
        "where_coordinates": words.clean(place.name) if place else None,
        "where_description": _joined([words.clean(one.text) for one in event.incident.places]),
        "adm_1": place.admin1 if place else None,
        "adm_2": place.admin2 if place else None,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})" if place and place.latitude is not None else None,
        "date_prec": _date_precision(when),
        "date_start": _day(when),
        "date_end": _day(when, end=True),
        "deaths_unknown": killed.best,
        "best": killed.best,
        "high": killed.high,
        "low": killed.low,
    }


def acled(event: Event) -> Row:
    """A row of ACLED."""
    place, when, grade = event.place, event.when, event.dossier.grade
    exact = when is not None and when.precision in DAY_KNOWN
    return {
        **_where(place),
        "event_id_cnty": event.incident.id,
        "event_date": _day(when),
        "year": _part(when, 0),
        "time_precision": 1 if exact else {TimePrecision.WEEK: 2, TimePrecision.MONTH: 3}.get(when.precision)
        if when else None,
        "actor1": grade.claimed[0] if grade and len(grade.claimed) == 1 else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "location": words.clean(place.name) if place else None,
        "geo_precision": _GEO.get(place.precision) if place else None,
        "source": _joined(list(dict.fromkeys(words.clean(report.outlet or report.name) for report in event.reports))),
        "notes": event.note,
        "fatalities": event.number(Harm.KILLED),
    }  # fmt: skip


def gtd(event: Event) -> Row:
    """A row of the GTD."""
    place, when, grade = event.place, event.when, event.dossier.grade
    exact = when is not None and when.precision in DAY_KNOWN
    claimed, accused = (grade.claimed, grade.accused) if grade else ((), ())
    blamed = claimed[0] if len(claimed) == 1 else accused[0] if len(accused) == 1 and not claimed else None
    attackers = event.estimate(Harm.KILLED, policies.RANGE, Group.ATTACKERS)
    cited = [_cited(report) for report in event.reports]
    siblings = [child.id for child in event.dossier.children if child.id != event.incident.id]
    return {
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "eventid": event.incident.id,
        "iyear": _part(when, 0),
        "imonth": _part(when, 1),
        "iday": _part(when, 2) if exact else None,
        "approxdate": when.text if when and not exact else None,
        "country_txt": words.clean(place.country) if place and place.country else None,
        "provstate": place.admin1 if place else None,
        "city": words.clean(place.name) if place and place.kind is PlaceKind.SETTLEMENT else None,
        "location": _joined([words.clean(one.text) for one in event.incident.places]),
        "summary": f"{_day(when) or 'Date unknown'}: {words.clean(event.incident.title)}.",
        "multiple": 1 if siblings and event.incident is not event.dossier.incident else None,
        "gname": blamed,
        "guncertain1": 1 if blamed and not claimed else None,
        "claimed": 1 if claimed else None,
        "compclaim": 1 if len(claimed) > 1 else None,
        "nkill": event.number(Harm.KILLED),
        "nkillter": attackers.low if attackers and attackers.low == attackers.high else None,
        "nwound": event.number(Harm.INJURED),
        "addnotes": event.note,
        **dict(zip(("scite1", "scite2", "scite3"), cited, strict=False)),
        "dbsource": "casrec",
        "related": ", ".join([event.incident.id, *siblings]) if siblings else None,
    }


def emdat(event: Event) -> Row:
    """A row of EM-DAT."""
    place, when, kind = event.place, event.when, event.dossier.incident.kind
    group = None if kind in (None, IncidentKind.OTHER) else "Technological" if kind in ACCIDENTS else "Natural"
    exact = when is not None and when.precision in DAY_KNOWN
    return {
        "DisNo.": event.incident.id,
        "Disaster Group": group,
        "Event Name": words.clean(event.incident.title),
        "Country": words.clean(place.country) if place and place.country else None,
        "Location": _joined([words.clean(one.text) for one in event.incident.places]),
        "Latitude": place.latitude if place else None,
        "Longitude": place.longitude if place else None,
        "Start Year": _part(when, 0),
        "Start Month": _part(when, 1),
        "Start Day": _part(when, 2) if exact else None,
        "End Year": _part(when, 0, end=True),
        "End Month": _part(when, 1, end=True),
        "End Day": _part(when, 2, end=True) if exact else None,
        "Total Deaths": event.number(Harm.KILLED),
        "No. Injured": event.number(Harm.INJURED),
    }


# ---------------------------------------------------------------- what the layouts share


def _where(place: Place | None) -> Row:
    """Country and coordinates."""
    if place is None:
        return {}
    country = words.clean(place.country) if place.country else None
    return {"country": country, "latitude": place.latitude, "longitude": place.longitude}


def _joined(items: Sequence[str]) -> str | None:
    """Several values in one cell."""
    return "; ".join(item for item in items if item) or None


def _day(when: When | None, *, end: bool = False) -> str | None:
    """The first or last day of a time, where it happened."""
    if when is None:
        return None
    return local_day(when) or (when.latest if end else when.earliest)[:10]


def _part(when: When | None, part: int, *, end: bool = False) -> int | None:
    """The year (0), month (1) or day (2) of a time, where it is known as exactly as that."""
    day = _day(when, end=end)
    if when is None or day is None or (part and when.precision is TimePrecision.YEAR):
        return None
    pieces = day.split("-")
    return int(pieces[part]) if len(pieces) > part else None


def _date_precision(when: When | None) -> int | None:
    """How exactly UCDP would say a time is known: day 1, two to six days 2, week 3, month 4, year 5."""
    if when is None:
        return None
    try:
        days = (date.fromisoformat(when.latest[:10]) - date.fromisoformat(when.earliest[:10])).days + 1
    except ValueError:
        return None
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _cited(report: Report) -> str:
    """A report as a citation."""
    parts = (f"“{words.clean(report.title)}”" if report.title else "", words.clean(report.outlet or report.name))
    return ", ".join(part for part in (*parts, (report.published or "")[:10]) if part)
