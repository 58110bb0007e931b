"""Small incidents as data: claims in, what every policy, the findings and the grade make of them out.

A line of tests/cases/reconcile-*.jsonl is one incident. Its claims read like this:
``{"in": "Northern Wire, 2024-05-02", "by": "interior ministry/government", "said": "killed at least 40"}``: the report
(outlet and day), who is cited (name/type or name/type/key; the outlet itself where left out), what is said (harm,
count, group). ``at`` is a site, ``part`` the place in the list of the claim whose figure this is inside of; ``scope``,
``stance``, ``rule`` and ``as_of`` are a claim's own. ``gives`` holds, for a harm, a harm and group or a harm and site,
what each policy gives in words ("-" where it is not for this); ``aside`` words with the start of the reason; ``finds``
and ``not`` kinds of finding, ``says`` their sentences; ``grade`` what the grade says;
``origins`` how many a harm of everyone has.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from casrec.publish.policies import gives
from casrec.reconcile import Reconciled, reconcile
from casrec.records import (
    Actor,
    Claim,
    Echo,
    Figure,
    Incident,
    Mention,
    Passage,
    Place,
    Report,
    Responsibility,
    Source,
    When,
)
from casrec.terms import (
    EchoKind,
    Group,
    Harm,
    IncidentKind,
    MentionRole,
    PassageKind,
    PlaceKind,
    ResponsibilityStance,
    Scope,
    SourceType,
    Stance,
    TimePrecision,
)

FOLDER = Path(__file__).parent / "cases"
VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20000}
SPELLED = {"no one": 0, "a hundred": 100, "a dozen": 12}


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("reconcile-*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                case = json.loads(line)
                yield pytest.param(case, id=f"{path.stem}:{number} {case['case']}")


def bounds(wording: str) -> tuple[int | None, int | None]:
    """The reading of the counts that cases are written in."""
    said = wording.casefold()
    if said in VAGUE:
        return VAGUE[said], None
    if said in SPELLED:
        return SPELLED[said], SPELLED[said]
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", said)]
    if said.startswith("at least"):
        return numbers[0], None
    if said.startswith("more than"):
        return numbers[0] + 1, None
    if said.startswith("up to"):
        return None, numbers[0]
    return numbers[0], numbers[-1]


@dataclass
class Built:
    """A case as records."""

    case: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def report(self, name: str) -> Report:
        outlet, _, day = name.rpartition(", ")
        text = self.texts[name]
        headline = self.case.get("headlines", {}).get(name, "")
        kinds = [(0, len(headline), PassageKind.HEADLINE), (len(headline), len(text), PassageKind.ARTICLE)]
        passages = tuple(Passage(start=a, end=b, kind=kind) for a, b, kind in kinds if a < b)
        return Report.make(name=name, text=text, outlet=outlet, published=day or None, passages=passages)

    def write(self) -> None:
        """The text of each report: its headline, then the words of each claim as a sentence of its own."""
        self.texts = dict(self.case.get("headlines", {}))
        for claim in self.case["claims"]:
            told = claim["in"]
            text = self.texts.setdefault(told, "")
            words = self.words(claim)
            start = text.find(words) if claim.get("headline") else len(text) + (1 if text else 0)
            if not claim.get("headline"):
                self.texts[told] = f"{text} {words}." if text else f"{words}."
            self.spots.setdefault(told, []).append((start, start + len(words)))
            claim["spot"] = (start, start + len(words))

    def words(self, claim: dict[str, Any]) -> str:
        return str(claim["said"].partition(" ")[2]) if "said" in claim else str(claim["blames"])


def source(text: str | None) -> tuple[Source, ...]:
    if text is None:
        return ()
    name, kind, *key = text.split("/")
    return (
        Source(
            text=name, name=name, type=SourceType(kind), key=key[0] if key else None, anonymous=name.startswith("a ")
        ),
    )


def place(name: str) -> Place:
    return Place(text=name, name=name, kind=PlaceKind.SETTLEMENT)


def figure(said: str, within: str | None) -> Figure:
    harm, _, count = said.partition(" ")
    *front, last = count.split(" ")
    group = Group(last) if last in set(Group) else Group.PEOPLE
    wording = " ".join(front) if group is not Group.PEOPLE and front else count
    if not re.search(r"\d", wording) and wording not in VAGUE and wording not in SPELLED:  # "a soldier": described
        return Figure(harm=Harm(harm), low=1, high=1, wording=wording, who=last, explicit=False, within=within)
    low, high = bounds(wording)
    near = wording.startswith(("nearly", "about"))
    return Figure(
        harm=Harm(harm), low=low, high=high, wording=wording, who=last, group=group, within=within, approximate=near
    )


def when(day: str) -> When:
    precision = TimePrecision.DAY if len(day) == 10 else TimePrecision.MINUTE
    return When(earliest=day, latest=day, precision=precision, text=day)


def build(case: dict[str, Any]) -> tuple[Incident, list[Incident], list[Report], list[Claim], list[Echo]]:
    """The records of a case."""
    built = Built(case)
    built.write()
    reports = {name: built.report(name) for name in built.texts}
    claims: list[Claim] = []
    for one in case["claims"]:
        report = reports[one["in"]]
        role = MentionRole.BACKGROUND if one.get("scope") == "other_incident" else MentionRole.LEAD
        mention = Mention(id=f"men-{report.id}-{role}", report=report.id, role=role, label=one.get("label", ""))
        content: Figure | Responsibility
        if "blames" in one:
            actor, stance = one["blames"].rsplit(" ", 1)
            key = actor.casefold().replace(" ", "-") if one.get("known", True) else None
            content = Responsibility(actor=Actor(text=actor, name=actor, key=key), stance=ResponsibilityStance(stance))
        else:
            content = figure(one["said"], claims[one["part"]].id if "part" in one else None)
        claims.append(
            Claim.make(
                report=report.id,
                span=report.span(*one["spot"]),
                content=content,
                mention=mention,
                sources=source(one.get("by")),
                places=(place(one["at"]),) if "at" in one else (),
                as_of=when(one["as_of"]) if "as_of" in one else None,
                scope=Scope(one.get("scope", "incident")),
                stance=Stance(one.get("stance", "asserted")),
                rule=one.get("rule", ""),
            )
        )
    sites = case.get("sites", [])
    own = {claim.mention.id for claim in claims if claim.mention.role is MentionRole.LEAD}
    children = [
        Incident(
            id=f"inc-{name}", title=name, mentions=(), reports=(), places=(place(name),), parent="inc-top",
            claims=tuple(c.id for c, one in zip(claims, case["claims"], strict=True) if one.get("at") == name),
        )
        for name in sites
    ]  # fmt: skip
    top = Incident(
        id="inc-top", title=case["case"], mentions=tuple(sorted(own)), kind=IncidentKind(case.get("kind", "bombing")),
        reports=tuple(report.id for report in reports.values()), claims=tuple(claim.id for claim in claims),
        children=tuple(child.id for child in children), places=tuple(place(name) for name in sites),
    )  # fmt: skip
    echoes = [
        Echo(id=f"ech-{at}", kind=EchoKind.COPY, reports=tuple(reports[name].id for name in names), share=0.9)
        for at, names in enumerate(case.get("copies", []))
    ]
    return top, children, list(reports.values()), claims, echoes


def told(result: Reconciled, of: str, policy: str) -> str:
    """What a policy gives for "killed", "killed children" or "killed at Jableh"."""
    figure_of, _, site = of.partition(" at ")
    harm, _, group = figure_of.partition(" ")
    wanted = (f"inc-{site}" if site else "inc-top", Harm(harm), Group(group or "people"), policy)
    for one in result.estimates:
        if (one.incident, one.harm, one.group, one.policy) == wanted:
            return gives(one)
    return "-"


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    top, children, reports, claims, echoes = build(case)
    result = reconcile(top, children, reports, claims, echoes)
    for of, wanted in case.get("gives", {}).items():
        assert {policy: told(result, of, policy) for policy in wanted} == wanted, of
    by_words: dict[str, set[str]] = {}
    for one in result.estimates:
        for gone in one.set_aside:
            quote = next(claim.span.quote for claim in claims if claim.id == gone.claim)
            by_words.setdefault(quote, set()).add(gone.reason)
    for quote, reason in case.get("aside", {}).items():
        assert any(each.startswith(reason) for each in by_words.get(quote, ())), (quote, by_words)
    found = {one.kind.value: one.sentence for one in result.findings}
    assert not [kind for kind in case.get("finds", []) if kind not in found], found
    assert not [found[kind] for kind in case.get("not", []) if kind in found]
    graded = {"grade": result.grade.grade, "occurrence": result.grade.occurrence, "toll": result.grade.toll,
              "provisional": result.grade.provisional, "victims": result.grade.victims,
              "reasons": list(result.grade.reasons),
              "toll_reason": result.grade.toll_reason} if result.grade else {}  # fmt: skip
    for name, wanted in case.get("grade", {}).items():
        assert graded[name] == wanted, (name, graded)
    for harm, origins in case.get("origins", {}).items():
        counted = [
            one.origins
            for one in result.estimates
            if (one.policy, one.harm, one.group) == ("range", harm, Group.PEOPLE)
        ]
        assert counted == [origins], harm
    for sentence in case.get("says", []):
        assert sentence in [one.sentence for one in result.findings]


@pytest.mark.parametrize("case", list(cases()))
def test_order_does_not_matter(case: dict[str, Any]) -> None:
    top, children, reports, claims, echoes = build(case)
    first = reconcile(top, children, reports, claims, echoes)
    dice = random.Random(7)
    for items in (children, reports, claims, echoes):
        dice.shuffle(items)
    assert reconcile(top, children, reports, claims, echoes) == first


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) >= 60
