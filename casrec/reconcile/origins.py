"""Who a figure comes from: the authority quoted, else the outlet, copies of one text being one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from casrec.credit import agency_of
from casrec.records import Claim, Echo, Figure, Report, Source
from casrec.terms import Group, Harm, SourceType

# Bodies that keep a count of their own and stand by it: a later count of others does not overtake theirs.
_STANDING = frozenset(
    {
        SourceType.MONITOR,
        SourceType.STATE_MEDIA,
        SourceType.ARMED_GROUP,
        SourceType.INTERNATIONAL_BODY,
        SourceType.AID_ORGANISATION,
    }
)
# Roles that several reports name in several ways ("police", "a police captain", "Chief Smith") and mean one force by.
_POOLED = frozenset(
    {
        SourceType.POLICE,
        SourceType.MEDICAL,
        SourceType.RESCUE_SERVICE,
        SourceType.GOVERNMENT,
        SourceType.MILITARY,
        SourceType.WITNESS,
        SourceType.RELATIVE,
        SourceType.COURT,
        SourceType.UNKNOWN,
    }
)
# Words of a name that make it a body's and not a person's or a mere role.
_BODY = frozenset(
    "ministry department agency commission council committee authority office bureau centre center observatory "
    "network university institute organisation organization union federation association red".split()
)

# Who passes on what others count: an agency's number may be a ministry's.
PASSING_ON = frozenset({SourceType.NEWS_AGENCY, SourceType.OUTLET})

# "The ministry of health" is the health ministry, and an official of a body speaks for it.
_OF = re.compile(r"\b(ministry|department|directorate|office|bureau) (?:of|for) (?:the )?(\w+)\Z")
_SPEAKS = re.compile(r"(?: official| spokes(?:man|woman|person)| statement| source| figure)s?\Z")

# The key of an origin that is a role begins with this.
ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who a figure comes from. ``voice`` marks an outlet's own; ``standing`` a body that keeps its own count."""

    key: str
    name: str
    type: SourceType
    voice: bool = False
    standing: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is one counter, who can revise himself: a named body or agency, no role and no outlet's voice."""
        return not self.voice and not self.key.startswith(ROLE)


class Origins:
    """The origins of an incident's figures, the same source being one under whatever name reports give it."""

    def __init__(self, claims: Iterable[Claim], reports: Mapping[str, Report], echoes: Iterable[Echo]) -> None:
        held = sorted(claims, key=lambda claim: claim.id)
        self._reports = reports
        self._outlets: dict[str, Origin] = {}  # of each report asked for
        self._named = _named(held)
        self._by_type: dict[SourceType, set[str]] = defaultdict(set)
        for claim in held:
            for source in claim.sources:
                if source.key is not None and not source.anonymous:
                    self._by_type[source.type].add(source.key)
        spoken: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in held:
            for source in claim.sources:
                spoken[self._key(source)][source.name] += 1
        self._names = {key: commonest(names) for key, names in spoken.items()}
        self._shared = _shared(held, echoes)

    def of(self, claim: Claim) -> Origin:
        """The origin of a claim: its first source, else the outlet, or the text that several outlets share."""
        source = claim.source
        if source is None:
            mine = self.outlet(claim.report)
            return replace(mine, key=self._shared.get(claim.id, mine.key))
        key = self._key(source)
        name = self._names.get(key, source.name)
        return Origin(key=key, name=name, type=source.type, standing=source.type in _STANDING)

    def outlet(self, id: str) -> Origin:
        """The voice of the outlet of a report; of an agency, where the report credits its text to one."""
        found = self._outlets.get(id)
        if found is None:
            report = self._reports.get(id)
            outlet = (agency_of(report) or report.outlet or report.name) if report is not None else id
            found = Origin(key=f"outlet:{outlet.casefold()}", name=outlet, type=SourceType.OUTLET, voice=True)
            self._outlets[id] = found
        return found

    def _key(self, source: Source) -> str:
        """What makes two named sources one: the lexicon's key; a body's name; else the role."""
        if source.key is not None and not source.anonymous:
            return source.key
        if source.type in (SourceType.MONITOR, SourceType.STATE_MEDIA):
            # "monitors" is the one monitor that the reports name; state media without a name are one voice
            known = self._by_type.get(source.type, set())
            return next(iter(known)) if len(known) == 1 else f"body:{source.type}"
        name = _body(source.name)
        if not source.anonymous and _BODY & set(name.split()):
            return self._named.get(name, name)
        return f"{ROLE}{source.type}" if source.type in _POOLED else name


def _body(name: str) -> str:
    """A name as bodies are told apart by: "Egyptian ministry of health", "Egyptian health ministry officials" alike."""
    return _OF.sub(r"\2 \1", _SPEAKS.sub("", name.casefold()))


def commonest(names: Counter[str]) -> str:
    """The name used most; of names that differ only in capitals the smaller one, of equals the shorter."""
    folded: Counter[str] = Counter()
    for name, times in names.items():
        folded[name.casefold()] += times
    best = min(folded, key=lambda name: (-folded[name], len(name), name))
    return max(name for name in names if name.casefold() == best)


def same_body(name: str, outlet: str) -> bool:
    """Whether two names are of one outlet: the same, or one the initials of the other ("AFP")."""
    one, other = (re.sub(r"^the\s+", "", each.casefold()) for each in (name, outlet))
    if one == other:
        return True
    short, long = sorted((name, outlet), key=len)
    parts = [word for word in re.findall(r"\w+", long) if word.casefold() not in {"the", "of", "and", "for"}]
    return len(parts) > 1 and short.isupper() and short == "".join(word[0] for word in parts).upper()


def _named(claims: Iterable[Claim]) -> dict[str, str]:
    """The shortest form of each body's name: "Syrian interior ministry" is the "interior ministry"."""
    names = sorted(
        {name for claim in claims for s in claim.sources if _BODY & set((name := _body(s.name)).split())},
        key=lambda name: (len(name), name),
    )
    return {name: next(short for short in names if name == short or name.endswith(f" {short}")) for name in names}


def _shared(claims: Iterable[Claim], echoes: Iterable[Echo]) -> dict[str, str]:
    """The origin of claims that reports of one text make in their own voice: the text, and not each outlet."""
    group = {report: echo.id for echo in sorted(echoes, key=lambda echo: echo.id) for report in echo.reports}
    makers: dict[tuple[str, Harm, Group, int | None, int | None], dict[str, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in claims:
        figure = claim.content
        if claim.source is None and isinstance(figure, Figure) and claim.report in group:
            said = (group[claim.report], figure.harm, figure.group, figure.low, figure.high)
            makers[said][claim.report].append(claim.id)
    found = {}
    for said, reports in makers.items():
        if len(reports) > 1:
            found.update({id: f"text:{said[0]}" for ids in reports.values() for id in ids})
    return found
