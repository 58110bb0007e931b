"""The first case's records, built by hand over the example reports: what publishing is tested and looked at with."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from casrec.publish.dossier import gather
from casrec.records import (
    Actor,
    Attack,
    Claim,
    Dossier,
    Echo,
    Estimate,
    Figure,
    Finding,
    Incident,
    Judgement,
    Mention,
    Passage,
    Place,
    Reaction,
    Report,
    Responsibility,
    SetAside,
    Source,
    When,
)
from casrec.terms import (
    EchoKind,
    FindingKind,
    Group,
    Harm,
    IncidentKind,
    Means,
    MentionRole,
    PassageKind,
    PlaceKind,
    PlacePrecision,
    ResponsibilityStance,
    Scope,
    Severity,
    SourceType,
    Target,
    TimePrecision,
    Verdict,
)

EXAMPLE = Path(__file__).parent.parent / "examples" / "jableh-tartus"

JABLEH = Place(
    text="Jableh", name="Jablah", kind=PlaceKind.SETTLEMENT, precision=PlacePrecision.SETTLEMENT, geoname_id=168445,
    latitude=35.3622, longitude=35.9287, admin1="Latakia", country="Syria", country_code="SY",
)  # fmt: skip
TARTUS = Place(
    text="Tartus", name="Tartouss", kind=PlaceKind.SETTLEMENT, precision=PlacePrecision.SETTLEMENT, geoname_id=163345,
    latitude=34.889, longitude=35.8866, admin1="Tartus", country="Syria", country_code="SY",
)  # fmt: skip
BOTH = (JABLEH, TARTUS)

MONITOR = Source(text="the monitor", name="Syrian Observatory for Human Rights", type=SourceType.MONITOR, key="sohr")
STATE = Source(text="State media", name="Syrian state media", type=SourceType.STATE_MEDIA, key="syria-state-media")
MINISTRY = Source(text="interior ministry", name="Syrian interior ministry", type=SourceType.GOVERNMENT)
FOREIGN = Source(text="Foreign Ministry", name="Syrian foreign ministry", type=SourceType.GOVERNMENT)
AP = Source(text="the Associated Press", name="Associated Press", type=SourceType.NEWS_AGENCY, key="ap")
LATAKIA = Source(text="Latakia News Agency", name="Latakia News Agency", type=SourceType.NEWS_AGENCY)
POLICE = Source(text="A police source", name="a police source in Tartus", type=SourceType.POLICE, anonymous=True)
NAHHAS = Source(text="Labib al-Nahhas", name="Labib al-Nahhas, Ahrar al-Sham", type=SourceType.ARMED_GROUP)
LOCAL = Source(text="local media", name="local media", type=SourceType.UNKNOWN, anonymous=True)

IS = Actor(text="Islamic State", name="Islamic State", key="islamic-state")
AHRAR = Actor(text="Ahrar al-Sham", name="Ahrar al-Sham", key="ahrar-al-sham")
GOVERNMENT = Actor(text="the government", name="Syrian government")

MORNING = When(
    earliest="2016-05-23T06:00:00Z", latest="2016-05-23T06:00:00Z", precision=TimePrecision.MINUTE,
    text="9:00 am local time (0600 GMT)", local="09:00", approximate=True,
)  # fmt: skip
LATER = When(
    earliest="2016-05-23T06:15:00Z", latest="2016-05-23T06:15:00Z", precision=TimePrecision.MINUTE,
    text="About 15 minutes later", local="09:15", approximate=True,
)  # fmt: skip


def updated(clock: str) -> When:
    """The time of an update of the live blog."""
    instant = f"2016-05-23T{clock}:00Z"
    return When(earliest=instant, latest=instant, precision=TimePrecision.MINUTE, text="UPDATE")


@lru_cache
def reports() -> dict[str, Report]:
    """The example reports by file name without ending."""
    found = {}
    for line in (EXAMPLE / "manifest.jsonl").read_text().splitlines():
        entry = json.loads(line)
        text = (EXAMPLE / entry["file"]).read_text()
        name = Path(entry["file"]).stem
        found[name] = Report.make(
            name=name, text=text, outlet=entry["outlet"], published=entry["published"], url=entry["url"],
            language="en", passages=(Passage(start=0, end=len(text), kind=PassageKind.ARTICLE),),
        )  # fmt: skip
    return found


class Builder:
    """Claims found by their words in a report."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def add(self, report: str, context: str, words: str, content: Any, **fields: Any) -> Claim:
        """A claim at ``words``, looked for inside ``context``, which must stand in the report exactly once."""
        held = reports()[report]
        assert held.text.count(context) == 1, (report, context, held.text.count(context))
        start = held.text.index(context) + context.index(words)
        role = MentionRole.BACKGROUND if "scope" in fields else MentionRole.LEAD
        mention = fields.pop("mention", None) or Mention(
            id=f"men-{report}-{role}", report=held.id, role=role, kind=IncidentKind.BOMBING, when=fields.pop("at", None)
        )
        source = fields.pop("source", None)
        claim = Claim.make(
            report=held.id, span=held.span(start, start + len(words)), content=content, mention=mention,
            sources=(source,) if source else (), extractor="hand", version="1", **fields,
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    def figure(self, report: str, context: str, words: str, low: int | None, high: int | None, **fields: Any) -> Claim:
        """A figure of people killed, unless ``harm`` or ``group`` say otherwise."""
        content = Figure(
            harm=fields.pop("harm", Harm.KILLED), low=low, high=high, wording=words, who="people",
            group=fields.pop("group", Group.PEOPLE), within=fields.pop("within", None),
        )  # fmt: skip
        return self.add(report, context, words, content, **fields)


def _figures(b: Builder) -> dict[str, Claim]:
    """The tolls of the incident."""
    early, brief, wire, blog, twin = "harbour-review", "daybreak-brief", "northern-wire", "levant-log", "meridian-post"
    said: dict[str, Claim] = {}
    old = "At least 53 died in Jableh and 48 died in Tartous"
    said["early jableh"] = b.figure(early, old, "At least 53", 53, None, source=MONITOR, places=(JABLEH,))
    said["early tartus"] = b.figure(early, old, "48", 48, 48, source=MONITOR, places=(TARTUS,))
    said["ministry"] = b.figure(early, "more than 20 dead", "more than 20", 21, None, source=MINISTRY)
    said["state outlet"] = b.figure(early, "reported that 45 people", "45", 45, 45, source=STATE)
    b.figure(early, "said scores of people were wounded", "scores", 40, None, source=MONITOR, harm=Harm.INJURED)
    said["ap"] = b.figure(brief, "At least 80 people were killed", "At least 80", 80, None, source=AP)
    said["121"] = b.figure(brief, "puts the death toll at 121", "121", 121, 121, source=MONITOR)
    for name in (wire, twin):
        pair = "In Jableh 100 people died, and another 48 in Tartus"
        said[f"{name} whole"] = b.figure(name, "killed more than 148 people", "more than 148", 149, None, places=BOTH)
        said[f"{name} jableh"] = b.figure(name, pair, "100", 100, 100, source=MONITOR, places=(JABLEH,))
        said[f"{name} tartus"] = b.figure(name, pair, "another 48", 48, 48, source=MONITOR, places=(TARTUS,))
    inside = said["northern-wire jableh"].id
    said["children"] = b.figure(
        wire, "among them at least eight children", "at least eight", 8, None,
        source=MONITOR, group=Group.CHILDREN, within=inside,
    )  # fmt: skip
    state = "counted 78 dead: 45 in Jableh and 33 in Tartus"
    said["78"] = b.figure(wire, state, "78", 78, 78, source=STATE, places=BOTH)
    whole = said["78"].id
    said["45"] = b.figure(wire, state, "45", 45, 45, source=STATE, places=(JABLEH,), within=whole)
    said["33"] = b.figure(wire, state, "33", 33, 33, source=STATE, places=(TARTUS,), within=whole)
    first = {"source": LATAKIA, "as_of": updated("09:30")}
    there = "In Jableh at least 90 people were killed and 170 wounded"
    said["90"] = b.figure(blog, there, "at least 90", 90, None, places=(JABLEH,), **first)
    said["170"] = b.figure(blog, there, "170", 170, 170, places=(JABLEH,), harm=Harm.INJURED, **first)
    said["36"] = b.figure(blog, "36 killed and 55 wounded", "36", 36, 36, places=(TARTUS,), **first)
    said["55"] = b.figure(blog, "36 killed and 55 wounded", "55", 55, 55, places=(TARTUS,), harm=Harm.INJURED, **first)
    return said


def _background(b: Builder) -> list[Claim]:
    """Counts of other happenings."""
    found = []
    for name in ("northern-wire", "meridian-post"):
        place = reports()[name].id
        older = Mention(
            id=f"men-{name}-1986", report=place, role=MentionRole.BACKGROUND, label="bombings in northwestern Syria",
            when=When(earliest="1986-01-01", latest="1986-12-31", precision=TimePrecision.YEAR, text="1986"),
        )  # fmt: skip
        war = Mention(id=f"men-{name}-war", report=place, role=MentionRole.BACKGROUND, label="the war in Syria")
        found.append(
            b.figure(name, "144 people were killed", "144", 144, 144, scope=Scope.OTHER_INCIDENT, mention=older)
        )
        whole = "more than 270,000 lives and displaced millions"
        total = {"scope": Scope.RUNNING_TOTAL, "mention": war}
        found.append(b.figure(name, whole, "more than 270,000", 270001, None, **total))
        found.append(b.figure(name, whole, "millions", 2000000, None, harm=Harm.DISPLACED, **total))
    aden = Mention(
        id="men-aden",
        report=reports()["meridian-post"].id,
        role=MentionRole.BACKGROUND,
        label="bombings in Aden, Yemen",
    )
    found.append(
        b.figure(
            "meridian-post", "at least 41 people", "at least 41", 41, None, scope=Scope.OTHER_INCIDENT, mention=aden
        )
    )
    cities = Mention(
        id="men-homs", report=reports()["harbour-review"].id, role=MentionRole.BACKGROUND,
        label="bombings in Damascus and Homs",
    )  # fmt: skip
    found.append(
        b.figure(
            "harbour-review",
            "killed scores of people since January",
            "scores",
            40,
            None,
            scope=Scope.OTHER_INCIDENT,
            mention=cities,
        )
    )
    return found


def _attacks(b: Builder) -> None:
    """What was counted of the attack itself."""
    wire, brief, early, blog = "northern-wire", "daybreak-brief", "harbour-review", "levant-log"
    lead = {"at": MORNING}
    b.add(wire, "Seven explosions within minutes", "Seven explosions",
          Attack(means=Means.EXPLOSION, wording="Seven explosions", low=7, high=7,
                 targets=(Target.TRANSPORT, Target.HOSPITAL), target_words=("bus stations", "hospitals")),
          places=BOTH, **lead)  # fmt: skip
    b.add(wire, "The first three blasts", "three blasts",
          Attack(means=Means.EXPLOSION, wording="three blasts", low=3, high=3, targets=(Target.TRANSPORT,),
                 target_words=("bus station",)), places=(TARTUS,), **lead)  # fmt: skip
    b.add(wire, "counted four blasts there", "four blasts",
          Attack(means=Means.EXPLOSION, wording="four blasts", low=4, high=4,
                 targets=(Target.UTILITY, Target.HOSPITAL, Target.TRANSPORT),
                 target_words=("power station", "hospital", "bus station")),
          places=(JABLEH,), source=MONITOR, at=LATER)  # fmt: skip
    b.add(
        brief,
        "seven explosions: three in Tartus and four in Jableh",
        "seven explosions",
        Attack(means=Means.EXPLOSION, wording="seven explosions", low=7, high=7),
        places=BOTH,
        source=MONITOR,
    )
    b.add(
        early,
        "at least five suicide bombings",
        "at least five suicide bombings",
        Attack(means=Means.SUICIDE_BOMB, wording="at least five suicide bombings", low=5),
        source=MONITOR,
    )
    b.add(
        early,
        "spoke of two car bombs",
        "two car bombs",
        Attack(means=Means.CAR_BOMB, wording="two car bombs", low=2, high=2),
        source=MONITOR,
    )
    b.add(early, "two suicide bombers and a car bomb struck a petrol station", "two suicide bombers",
          Attack(means=Means.SUICIDE_BOMB, wording="two suicide bombers", low=2, high=2, targets=(Target.OTHER,),
                 target_words=("petrol station",)), places=(TARTUS,), source=STATE)  # fmt: skip
    b.add(blog, "hit by four or five car bombs and suicide bombers", "four or five car bombs and suicide bombers",
          Attack(means=Means.CAR_BOMB, wording="four or five car bombs and suicide bombers", low=4, high=5),
          places=(JABLEH,), as_of=updated("09:30"))  # fmt: skip
    b.add(wire, "a car bomb at the gate of the station", "a car bomb",
          Attack(means=Means.CAR_BOMB, wording="a car bomb", low=1, high=1, targets=(Target.TRANSPORT,),
                 target_words=("gate of the station",)), places=(TARTUS,), source=POLICE)  # fmt: skip


def _responsibility(b: Builder) -> None:
    """Who claimed, denied and accused, and who condemned."""
    blog = "levant-log"
    claimed, denied, accused = ResponsibilityStance
    b.add("northern-wire", "The Islamic State group claimed the attacks through Amaq", "claimed the attacks",
          Responsibility(actor=IS, stance=claimed, through="Amaq"))  # fmt: skip
    b.add("harbour-review", "Islamic State (IS) claimed the bombings", "claimed the bombings",
          Responsibility(actor=IS, stance=claimed))  # fmt: skip
    b.add("meridian-post", "claimed the attacks in a statement", "claimed the attacks",
          Responsibility(actor=IS, stance=claimed))  # fmt: skip
    b.add(blog, "has denied any part in the bombings", "has denied any part in the bombings",
          Responsibility(actor=AHRAR, stance=denied), as_of=updated("18:30"))  # fmt: skip
    b.add(blog, "state media had accused Ahrar al-Sham", "had accused Ahrar al-Sham",
          Responsibility(actor=AHRAR, stance=accused), source=STATE)  # fmt: skip
    b.add(blog, "The Ministry also accused Ahrar al-Sham", "accused Ahrar al-Sham",
          Responsibility(actor=AHRAR, stance=accused), source=FOREIGN, as_of=updated("16:15"))  # fmt: skip
    b.add(blog, "accused the government of staging the explosions itself", "accused the government",
          Responsibility(actor=GOVERNMENT, stance=accused), source=NAHHAS, as_of=updated("18:30"))  # fmt: skip
    for state in ("Saudi Arabia", "Turkey", "Qatar"):
        b.add(blog, "blames Saudi Arabia, Turkey and Qatar", "blames Saudi Arabia, Turkey and Qatar",
              Responsibility(actor=Actor(text=state, name=state), stance=accused), source=FOREIGN,
              as_of=updated("16:15"))  # fmt: skip
    b.add(
        "northern-wire",
        "A Kremlin spokesman condemned the bombings",
        "condemned the bombings",
        Reaction(actor=Actor(text="Kremlin spokesman", name="the Kremlin"), act="condemned", object="the bombings"),
    )
    b.add("meridian-post", "Ban Ki-moon condemned the bombings", "condemned the bombings",
          Reaction(actor=Actor(text="Ban Ki-moon", name="Ban Ki-moon, United Nations"), act="condemned",
                   object="the bombings"))  # fmt: skip


def _estimates(incident: str, children: tuple[str, str], said: dict[str, Claim]) -> tuple[Estimate, ...]:
    """What the rules make of the tolls."""
    revised = "revised by the same source later"
    aside = tuple(
        SetAside(claim=said[name].id, reason=reason)
        for name, reason in (
            ("early jableh", revised), ("early tartus", revised), ("121", revised), ("state outlet", revised),
            ("ministry", "an early lower bound below every later count"),
            ("northern-wire whole", "the outlet's own voice: more than its own report's parts"),
            ("meridian-post whole", "a copy of the text of Northern Wire"),
        )
    )  # fmt: skip
    common: dict[str, Any] = {"policy": "range", "version": "1"}
    both = tuple(said[name].id for name in ("78", "northern-wire jableh", "northern-wire tartus"))
    injured = tuple(said[name].id for name in ("170", "55"))
    jableh, tartus = children
    return (
        Estimate(incident=incident, harm=Harm.KILLED, group=Group.PEOPLE, low=78, best=None, high=148, used=both,
                 set_aside=aside, origins=4, reason="lowest to highest of the latest figure of each origin", **common),
        Estimate(incident=incident, harm=Harm.KILLED, group=Group.PEOPLE, low=78, best=148, high=148, used=both,
                 set_aside=aside, origins=4, policy="best", version="1",
                 reason="the figure of the most independent origin that counts by place"),
        Estimate(incident=incident, harm=Harm.INJURED, group=Group.PEOPLE, low=225, best=None, high=225, used=injured,
                 origins=1, computed=True, reason="the sum of the sites", **common),
        Estimate(incident=incident, harm=Harm.KILLED, group=Group.CHILDREN, low=8, best=None, high=None,
                 used=(said["children"].id,), origins=1, reason="one origin", **common),
        Estimate(incident=jableh, harm=Harm.KILLED, group=Group.PEOPLE, low=45, best=None, high=100,
                 used=(said["45"].id, said["90"].id, said["northern-wire jableh"].id), origins=3,
                 reason="lowest to highest of the latest figure of each origin", **common),
        Estimate(incident=tartus, harm=Harm.KILLED, group=Group.PEOPLE, low=33, best=None, high=48,
                 used=(said["33"].id, said["36"].id, said["northern-wire tartus"].id), origins=3,
                 reason="lowest to highest of the latest figure of each origin", **common),
    )  # fmt: skip


def _findings(incident: str, said: dict[str, Claim]) -> tuple[Finding, ...]:
    """Findings in plain sentences."""
    rows = (
        (FindingKind.DISPUTE, Severity.SERIOUS,
         "Syrian state media counts 78 killed, the Syrian Observatory for Human Rights 148.",
         ("78", "northern-wire jableh")),
        (FindingKind.PARTS_DISAGREE, Severity.CAUTION,
         "Northern Wire says more than 148 were killed; its own parts, 100 and 48, add up to 148.",
         ("northern-wire whole", "northern-wire jableh", "northern-wire tartus")),
        (FindingKind.PART_EQUALS_TOTAL, Severity.CAUTION,
         "The 45 that Harbour Review calls a total is the 45 that Northern Wire gives for Jableh alone.",
         ("state outlet", "45")),
        (FindingKind.AGREEMENT, Severity.NOTE, "45 in Jableh and 33 in Tartus add up to the 78 that state media gives.",
         ("78", "45", "33")),
        (FindingKind.REVISION, Severity.NOTE, "The monitor raised its count from 101 to 121 to 148.",
         ("early jableh", "early tartus", "121", "northern-wire jableh")),
    )  # fmt: skip
    return tuple(
        Finding(
            id=f"fnd-{index}", incident=incident, kind=kind, severity=severity, sentence=sentence,
            claims=tuple(said[name].id for name in names),
        )
        for index, (kind, severity, sentence, names) in enumerate(rows)
    )  # fmt: skip


@lru_cache
def dossier() -> Dossier:
    """The first case whole."""
    b = Builder()
    said = _figures(b)
    _attacks(b)
    _responsibility(b)
    held = tuple(claim.id for claim in b.claims)
    _background(b)
    children = tuple(
        Incident(
            id=f"inc-{place.text.lower()}", title=f"Bombings in {place.text}", mentions=(f"men-{place.text}",),
            reports=(), claims=tuple(c.id for c in b.claims if c.places == (place,) and c.id in held),
            kind=IncidentKind.BOMBING, when=when, places=(place,), parent="inc-coast",
        )
        for place, when in ((JABLEH, LATER), (TARTUS, MORNING))
    )  # fmt: skip
    incident = Incident(
        id="inc-coast", title="Bombings in Jableh and Tartus", mentions=("men-coast",),
        reports=tuple(report.id for report in reports().values()), claims=held, kind=IncidentKind.BOMBING,
        when=MORNING, places=BOTH, children=tuple(child.id for child in children), judgements=("jdg-1",),
    )  # fmt: skip
    twins = (reports()["northern-wire"].id, reports()["meridian-post"].id)
    return gather(
        incident,
        children,
        reports().values(),
        b.claims,
        _estimates(incident.id, (children[0].id, children[1].id), said),
        _findings(incident.id, said),
        (Echo(id="ech-1", kind=EchoKind.CONTAINED, reports=twins, share=0.87),),
        (Judgement(id="jdg-1", left="men-a", right="men-b", verdict=Verdict.SAME, by="rule:story/1", score=0.9,
                   reason="same towns, same day, same kind"),),
    )  # fmt: skip
