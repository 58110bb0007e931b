"""The records that travel: Report, Claim, Judgement, Incident, Estimate, Finding, Grade, Dossier.

All are frozen. Change means ``replace`` (from this module) and using its result. At the border, and only there,
``encode`` and ``decode`` turn them into lines of JSON and back. Times are ISO 8601 strings: "2016-05-23" where a day
is known, "2016-05-23T06:00:00Z" where an instant is. None means not stated; it never means zero.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace as replace  # re-exported: the one way to change a record

from casrec.errors import RecordError
from casrec.ids import content_id
from casrec.terms import (
    Corroboration,
    EchoKind,
    FindingKind,
    GradeWord,
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
    Stance,
    Target,
    TimePrecision,
    Verdict,
    Victims,
)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The common form of all records: frozen, compared by value, named fields only.

    A field at its default is left out of JSON. That is decided by identity, so a string's default is "" and nothing
    else: any other would be left out or kept by where the string came from, and the bytes would differ.
    """


# ---------------------------------------------------------------- what was said, and what was decided


class Span(Record, frozen=True):
    """A stretch of a report's text: character offsets, end exclusive, and the very words between them."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or len(self.quote) != self.end - self.start:
            raise RecordError(f"span {self.start}..{self.end} does not fit its quote of {len(self.quote)} characters")


class When(Record, frozen=True):
    """A time as exact as its words.

    ``earliest`` and ``latest`` bound it, both inclusive: ISO dates, or UTC instants where a clock time with a zone is
    given. ``local`` is the clock time as told, without a zone ("09:00"). ``text`` is the wording it was read from.
    """

    earliest: str
    latest: str
    precision: TimePrecision
    text: str = ""
    local: str | None = None
    approximate: bool = False


class Place(Record, frozen=True):
    """A place as a report names it and, where the gazetteer holds it, what it is.

    ``text`` is the name as written, ``name`` the gazetteer's. A facility carries its own ``text``, ``within`` names the
    settlement that holds it and the coordinates are that settlement's; ``precision`` says so. A name the gazetteer
    lacks has no ``geoname_id`` and the precision of what holds it.
    """

    text: str
    name: str
    kind: PlaceKind = PlaceKind.UNKNOWN
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    geoname_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    within: str | None = None
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None
    country_code: str | None = None


class Source(Record, frozen=True):
    """Who is cited for a claim; never the outlet by default.

    ``text`` is how the words of the claim name it ("the monitor"), ``name`` the fullest name found in the report or
    the lexicon ("Syrian Observatory for Human Rights"), ``key`` the lexicon's stable key where it knows the source
    (so that SOHR and "Syrian Observatory for Human Rights" are one). ``via`` is who passed it on (state media reported
    by the BBC: state media via the BBC). ``anonymous`` marks a role without a name ("a police source").
    """

    text: str
    name: str
    type: SourceType = SourceType.UNKNOWN
    key: str | None = None
    anonymous: bool = False
    via: Source | None = None
    span: Span | None = None

    @property
    def identity(self) -> str:
        """What makes two mentions the same source: the lexicon's key, else the folded name."""
        return self.key or self.name.casefold()


class Passage(Record, frozen=True):
    """A stretch of a report that is one kind of thing; an update of a live blog carries its time."""

    start: int
    end: int
    kind: PassageKind
    time: When | None = None


class Report(Record, frozen=True, tag_field="record", tag="report"):
    """One document as obtained. ``text`` never changes; ``passages`` cover it in order without overlap."""

    id: str
    name: str
    text: str
    passages: tuple[Passage, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    media_type: str = ""
    digest: str = ""

    @classmethod
    def make(cls, *, name: str, text: str, **fields: Any) -> Report:
        """A report whose id comes from its content (name, outlet, url, published, text)."""
        key = content_id("rep", name, fields.get("outlet"), fields.get("url"), fields.get("published"), text)
        return cls(id=key, name=name, text=text, **fields)

    def span(self, start: int, end: int) -> Span:
        """The span of this report's text from start to end."""
        return Span(start=start, end=end, quote=self.text[start:end])


class Toll(Record, frozen=True):
    """A count that a report's words may add up to, with the chance (0 to 1) that it is the one meant, and why."""

    harm: Harm
    count: int
    chance: float
    reason: str = ""


class Mention(Record, frozen=True):
    """A happening as one report tells it: what, when and where. Its id is unique to report and happening.

    ``tolls`` are the counts of killed and injured that the report's words may add up to, of each harm the likeliest
    first; none where it counts more than anybody would tell of one by one.
    """

    id: str
    report: str
    role: MentionRole
    label: str = ""
    kind: IncidentKind | None = None
    when: When | None = None
    places: tuple[Place, ...] = ()
    tolls: tuple[Toll, ...] = ()


class Figure(Record, frozen=True, tag="figure", tag_field="type"):
    """How many people were harmed, and how. Inclusive bounds; None is open, not zero.

    ``wording`` are the words the bounds were read from ("at least 53"); ``who`` the head noun as in the text,
    ``group`` its controlled word. ``within`` is the id of the claim whose figure this one is a part of ("at least
    eight of them children"). ``explicit`` is false where one victim is only described ("a soldier was killed").
    """

    harm: Harm
    low: int | None
    high: int | None
    wording: str
    who: str
    group: Group = Group.PEOPLE
    approximate: bool = False
    explicit: bool = True
    within: str | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise RecordError(f"a figure must have a bound: {self.wording!r}")
        if self.low is not None and self.low < 0:
            raise RecordError(f"a figure cannot be negative: {self.wording!r}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise RecordError(f"low {self.low} is above high {self.high}: {self.wording!r}")


class Attack(Record, frozen=True, tag="attack", tag_field="type"):
    """How many of what, on what. Bounds as in Figure; both None where no number is given."""

    means: Means
    wording: str
    low: int | None = None
    high: int | None = None
    targets: tuple[Target, ...] = ()
    target_words: tuple[str, ...] = ()


class Actor(Record, frozen=True):
    """An actor as named, with the lexicon's name and key where it knows him (IS, ISIS, Daesh are one)."""

    text: str
    name: str
    key: str | None = None

    @property
    def identity(self) -> str:
        """What makes two mentions the same actor."""
        return self.key or self.name.casefold()


class Responsibility(Record, frozen=True, tag="responsibility", tag_field="type"):
    """An actor claimed an attack, denied it, or is accused of it; ``through`` is the channel (a news agency)."""

    actor: Actor
    stance: ResponsibilityStance
    through: str | None = None


class Reaction(Record, frozen=True, tag="reaction", tag_field="type"):
    """Who condemned, called for, warned of or announced what."""

    actor: Actor
    act: str
    object: str


Content = Figure | Attack | Responsibility | Reaction


class Claim(Record, frozen=True, tag_field="record", tag="claim"):
    """A source says something of a happening, at a span: the unit of provenance.

    ``sources`` is empty where the outlet says it in its own voice. ``as_of`` is the time the figure held. ``rule`` says
    what found it. A figure whose words are not in its span is refused.
    """

    id: str
    report: str
    span: Span
    content: Content
    mention: Mention
    sources: tuple[Source, ...] = ()
    places: tuple[Place, ...] = ()
    unplaced: bool = False
    as_of: When | None = None
    scope: Scope = Scope.INCIDENT
    stance: Stance = Stance.ASSERTED
    extractor: str = ""
    version: str = ""
    rule: str = ""

    def __post_init__(self) -> None:
        wording = getattr(self.content, "wording", None)
        if wording is not None and wording not in self.span.quote:
            raise RecordError(f"the words {wording!r} are not in the span {self.span.quote!r}")

    @classmethod
    def make(cls, *, report: str, span: Span, content: Content, **fields: Any) -> Claim:
        """A claim whose id comes from its content: report, offsets, and what is said of whom."""
        said = [type(content).__name__, msgspec.to_builtins(content)]
        return cls(
            id=content_id("clm", report, span.start, span.end, said),
            report=report,
            span=span,
            content=content,
            **fields,
        )

    @property
    def source(self) -> Source | None:
        """The first source cited, or None for the outlet's own voice."""
        return self.sources[0] if self.sources else None


class Original(Record, frozen=True, tag_field="record", tag="original"):
    """The bytes a report was read from, as they came; the id is their SHA-256, the report's ``digest``."""

    id: str
    data: bytes


class Withdrawal(Record, frozen=True, tag_field="record", tag="withdrawal"):
    """A report whose words were blanked for people's safety: who asked, when, why. The id is the report's."""

    id: str
    by: str
    made: str
    reason: str


class Extraction(Record, frozen=True, tag_field="record", tag="extraction"):
    """That an extractor of a version has read a report, whether or not it found a claim."""

    id: str
    report: str
    extractor: str
    version: str

    @classmethod
    def make(cls, *, report: str, extractor: str, version: str) -> Extraction:
        """The mark whose id comes from its content."""
        key = content_id("ext", report, extractor, version)
        return cls(id=key, report=report, extractor=extractor, version=version)


class Judgement(Record, frozen=True, tag_field="record", tag="judgement"):
    """Two mentions are the same, different or unsure; or one claim is accepted or rejected. By whom, when, why.

    ``left`` and ``right`` are mention ids; for a verdict on a claim ``left`` is the claim's id and ``right`` is None.
    ``by`` is a person's name, or "rule:NAME/VERSION" for the linker; a person outranks a rule.
    """

    id: str
    left: str
    verdict: Verdict
    by: str
    right: str | None = None
    made: str | None = None
    score: float | None = None
    reason: str = ""

    @classmethod
    def make(cls, *, left: str, verdict: Verdict, by: str, right: str | None = None, **fields: Any) -> Judgement:
        """A judgement whose id comes from its content; the order of two mentions does not matter."""
        if right is not None and right < left:
            left, right = right, left
        key = content_id("jdg", left, right, verdict, by, fields.get("made"))
        return cls(id=key, left=left, right=right, verdict=verdict, by=by, **fields)


# ---------------------------------------------------------------- what is derived


class Echo(Record, frozen=True, tag_field="record", tag="echo"):
    """Reports that repeat one text: one origin. ``share`` is the least share of words in common, 0 to 1."""

    id: str
    kind: EchoKind
    reports: tuple[str, ...]
    share: float
    origin: str | None = None


class Incident(Record, frozen=True, tag_field="record", tag="incident"):
    """The mentions that judgements hold together. A wave of attacks is a parent with a child for each site.

    ``reports`` are those whose lead it is; ``background`` those that only recall it. ``claims`` are of this incident
    and of its children. ``judgements`` is the chain that holds it together, weakest link first. ``follows`` is the
    incident that a trial, an anniversary, a memorial or an aftershock is about; a dossier gives it.
    """

    id: str
    title: str
    mentions: tuple[str, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    kind: IncidentKind | None = None
    when: When | None = None
    places: tuple[Place, ...] = ()
    background: tuple[str, ...] = ()
    parent: str | None = None
    children: tuple[str, ...] = ()
    follows: str | None = None
    judgements: tuple[str, ...] = ()


class SetAside(Record, frozen=True):
    """A claim that an estimate does not rest on, and why."""

    claim: str
    reason: str


class Estimate(Record, frozen=True, tag_field="record", tag="estimate"):
    """Low, best and high of one harm and group in one incident under a named policy. None is open or unknown."""

    incident: str
    harm: Harm
    group: Group
    policy: str
    version: str
    low: int | None
    best: int | None
    high: int | None
    used: tuple[str, ...]
    set_aside: tuple[SetAside, ...] = ()
    origins: int = 0
    computed: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        stated = [v for v in (self.low, self.best, self.high) if v is not None]
        if stated != sorted(stated):
            raise RecordError(f"estimate out of order: {self.low}, {self.best}, {self.high}")


class Finding(Record, frozen=True, tag_field="record", tag="finding"):
    """Something a reader must know, in one plain sentence, with the claims it rests on."""

    id: str
    incident: str
    kind: FindingKind
    severity: Severity
    sentence: str
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class Grade(Record, frozen=True, tag_field="record", tag="grade"):
    """How well an incident is supported: Airwars' grade (None: that scale is not for it), whether sources corroborate
    that it happened (``occurrence``) and the number of the killed (``toll``), and the inputs of both."""

    incident: str
    version: str
    grade: GradeWord | None
    reasons: tuple[str, ...]
    occurrence: Corroboration
    occurrence_origins: int
    toll: Corroboration
    toll_origins: int
    victims: Victims
    toll_reason: str = ""
    provisional: bool = False
    claimed: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Dossier(Record, frozen=True, tag_field="record", tag="dossier"):
    """One incident with all that supports it; what publish/ shows and exports."""

    incident: Incident
    children: tuple[Incident, ...] = ()
    parent: Incident | None = None
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    findings: tuple[Finding, ...] = ()
    echoes: tuple[Echo, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    grade: Grade | None = None
    follows: Incident | None = None


Derived = Echo | Incident | Estimate | Finding | Grade | Dossier
AnyRecord = Report | Claim | Judgement | Original | Withdrawal | Extraction | Derived  # what a line of JSON may hold

R = TypeVar("R", bound=Record)


def encode(record: Record) -> bytes:
    """One record as one line of JSON without the line end; keys in the order of the fields."""
    return msgspec.json.encode(record)


def decode(kind: type[R], line: bytes | str) -> R:
    """The record in a line of JSON. Raises RecordError where it is not one."""
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise RecordError(f"not a {kind.__name__}: {exc}") from exc


_ANY: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)


def decode_any(line: bytes | str) -> AnyRecord:
    """The record in a line of JSON that says itself what it is ("record": "claim"). Raises RecordError."""
    try:
        return _ANY.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise RecordError(f"not a record: {exc}") from exc
