"""MUC-3/4 messages with one incident: its type, organisation, confidence and dead against the key.

The keys are the templates of the Third and Fourth Message Understanding Conferences. Only messages with exactly one
required template are scored, since casrec summarises a report's lead incident. Number is crossed with effect: the dead
are the human targets whose effect is DEATH, where every one of them has a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casrec.errors import GoldError
from casrec.records import Actor, Claim, Mention, Responsibility
from casrec.scoring.measures import Prf, in_validation
from casrec.terms import IncidentKind, MentionRole, ResponsibilityStance, SourceType

FACT, CLAIMED = "REPORTED AS FACT", "CLAIMED OR ADMITTED"
ACCUSED, BY_AUTHORITIES = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
TYPES = {
    IncidentKind.BOMBING: "BOMBING",
    IncidentKind.KIDNAPPING: "KIDNAPPING",
    IncidentKind.ARSON: "ARSON",
    IncidentKind.FIRE: "ARSON",
}
_AUTHORITIES = frozenset({SourceType.GOVERNMENT, SourceType.MILITARY, SourceType.POLICE, SourceType.COURT})
_ID = re.compile(r"^(?:DEV-MUC3|TST\d-MUC\d)-\d{4}(?=\s|$)", re.M)
_SLOT = re.compile(r"^\s{0,2}(\d{1,2})\.\s+([A-Z][A-Z :]*?)\s{2,}(.*)$")
_QUOTED = re.compile(r'"((?:\\"|[^"])*)"')
_STOP = frozenset("the of and for a an".split())
Name = frozenset[str]


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of a template: its names, any of which will do, and the confidences that will."""

    names: tuple[str, ...]
    confidences: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of a key. ``killed`` and ``injured`` are None where the key gives no number for some of them."""

    message: str
    types: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    killed: int | None
    injured: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What casrec says of one message. ``organisations`` are pairs of an organisation's names and a confidence."""

    type: str | None
    organisations: tuple[tuple[tuple[str, ...], str], ...] = ()
    killed: int = 0
    injured: int = 0


# ---------------------------------------------------------------- reading


def load(folder: Path, *, validation: bool | None = None) -> tuple[list[Template], dict[str, str]]:
    """The templates of the messages that have exactly one, with those messages; one part of them or all.

    Validation are the third of the messages that the split by name picks, and all of ``tst2``. Raises GoldError.
    """
    texts: dict[str, str] = {}
    found: dict[str, list[Template]] = {}
    for path in sorted(folder.glob("*/*")):
        if path.name.startswith("key-"):
            found.update(templates(path))
        elif "-muc" in path.name:
            texts.update(messages(path))
    if not texts or not found:
        raise GoldError(f"{folder}: no messages with keys here")
    single = [rows[0] for name, rows in sorted(found.items()) if len(rows) == 1 and name in texts]
    wanted = [t for t in single if validation is None or _held_back(t.message) == validation]
    return wanted, {t.message: texts[t.message] for t in wanted}


def _held_back(message: str) -> bool:
    return message.startswith("TST2") or in_validation(message)


def messages(path: Path) -> dict[str, str]:
    """The messages of a file by their ids. Raises GoldError."""
    text = _text(path)
    marks = list(_ID.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {
        mark.group(): text[text.index("\n", mark.end()) if "\n" in text[mark.end() : end] else end : end].strip() + "\n"
        for mark, end in zip(marks, ends, strict=True)
    }


def templates(path: Path) -> dict[str, list[Template]]:
    """The required templates of a key file by message; a message without an incident has none. Raises GoldError."""
    found: dict[str, list[Template]] = {}
    slots: dict[str, list[str]] = {}
    for line in [*_text(path).splitlines(), "0.  MESSAGE: ID  "]:
        match = _SLOT.match(line)
        if line.startswith("0."):
            _close(slots, found)
            slots, name = {}, ""
        if match:
            name = match.group(2).strip()
            slots[name] = [match.group(3).strip()]
        elif slots and line.startswith(" ") and line.strip():
            slots[name].append(line.strip())
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="latin-1")
    except OSError as exc:
        raise GoldError(f"{path}: {exc}") from exc


def _close(slots: Mapping[str, Sequence[str]], found: dict[str, list[Template]]) -> None:
    """Add the template that these slots make to its message."""
    if "MESSAGE: ID" not in slots:
        return
    message = slots["MESSAGE: ID"][0].split()[0]
    found.setdefault(message, [])
    kind = slots.get("INCIDENT: TYPE", ["*"])[0]
    if kind in ("*", "") or "OPTIONAL" in slots.get("MESSAGE: TEMPLATE", [""])[0].upper():
        return
    found[message].append(
        Template(
            message,
            tuple(part.strip() for part in kind.split("/")),
            _organisations(slots),
            _harmed(slots, "DEATH"),
            _harmed(slots, "INJURY"),
        )
    )


def _organisations(slots: Mapping[str, Sequence[str]]) -> tuple[Organisation, ...]:
    """The organisations of a template with their confidences."""
    confidence = [(set(_QUOTED.findall(line)), line) for line in slots.get("PERP: ORGANIZATION CONFIDENCE", [])]
    found = []
    for line in slots.get("PERP: ORGANIZATION ID", []):
        names = _QUOTED.findall(line)
        if not names:
            continue
        said = next((line for held, line in confidence if held & set(names)), "")
        levels = tuple(part.strip(" ?():") for part in said.split('"')[0].split("/") if part.strip(" ?():"))
        found.append(Organisation(tuple(names), levels, line.lstrip().startswith("?")))
    return tuple(found)


def _harmed(slots: Mapping[str, Sequence[str]], effect: str) -> int | None:
    """How many of a template's human targets came to this harm; None where one of them has no number."""
    numbers: dict[str, str] = {}
    for line in slots.get("HUM TGT: NUMBER", []):
        value, _, names = line.partition(":")
        for name in _QUOTED.findall(names):
            numbers[name] = value.strip(" ?")
    total = 0
    for line in slots.get("HUM TGT: EFFECT OF INCIDENT", []):
        value, _, names = line.partition(":")
        if effect not in [part.strip(" ?") for part in value.split("/")]:
            continue
        number = next((numbers[name] for name in _QUOTED.findall(names) if name in numbers), "")
        if not number.isdigit():
            return None
        total += int(number)
    return total


# ---------------------------------------------------------------- answers


def answer(claims: Iterable[Claim], killed: int | None, injured: int | None, kind: str | None = None) -> Answer:
    """A message's answer from its claims and its summary: the dead and injured (None counts as none), and the kind."""
    claims = list(claims)
    apart = _told_apart(claims)
    lead = next((c.mention for c in claims if c.mention.role is MentionRole.LEAD), None)
    names: dict[str, dict[str, None]] = {}
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        said = claim.content
        if not isinstance(said, Responsibility) or said.stance is ResponsibilityStance.DENIED:
            continue
        if claim.mention.role is MentionRole.LEAD and is_organisation(said):
            key = _FORCES if _is_force(said.actor) and said.actor.identity not in apart else said.actor.identity
            told.setdefault(key, []).append(claim)
            names.setdefault(key, {}).update(dict.fromkeys((said.actor.name, said.actor.text)))
    organisations = tuple((tuple(names[key]), _confidence(told[key])) for key in told)
    return Answer(_type(lead, kind), organisations, killed or 0, injured or 0)


def _is_force(actor: Actor) -> bool:
    """Whether an actor is the state's government or a force of it."""
    return bool(_FORCE.search(actor.text) and _ANY_FORCE.search(actor.name))


def _told_apart(claims: Iterable[Claim]) -> frozenset[str]:
    """A state's government and forces that one sentence tells of beside each other: "the government and the army did
    it"."""
    told: dict[tuple[int, int], dict[bool, set[str]]] = {}
    for claim in claims:
        if isinstance(claim.content, Responsibility) and _is_force(claim.content.actor):
            actor, beside = claim.content.actor, told.setdefault((claim.span.start, claim.span.end), {})
            beside.setdefault(_RULES.search(actor.text) is not None, set()).add(actor.identity)
    return frozenset(name for beside in told.values() if len(beside) > 1 for names in beside.values() for name in names)


_FORCES = (
    "the state's forces"  # "the Salvadoran Army", "the Armed Forces" and "government troops" of one message are one
)
_FORCE = re.compile(r"\b(?:army|armed forces?|military|troops|soldiers|government|regime|administration)\b", re.I)
_RULES = re.compile(r"\b(?:government|regime|administration)\b", re.I)
_ANY_FORCE = re.compile(r"^(?!.*\b(?:liberation|revolutionary|rebel|people's|guerrilla)\b)", re.I)
_BODIES = re.compile(
    r"\b(?:front|movement|army|armies|command|cartels?|party|organi[sz]ations?|battalions?|factions?|police|brigade|forces?|"
    r"alliance|liberation|revolutionary|union|committee|coordinat\w+|league|path|mafias?|gangs?|services?|sectors?|detachment|guard|squads?|extraditables|"
    r"resistance|federation|contras?|government|military|network)\b",
    re.I,
)


def is_organisation(said: Responsibility) -> bool:
    """Whether an actor is a named body, not men described ("guerrillas", "a gunman")."""
    return said.actor.key is not None or bool(_BODIES.search(said.actor.name))


_GRANTED = ("deed", "accused.condemned")  # the rules of claims that take for granted who did it


def _confidence(claims: Sequence[Claim]) -> str:
    """The key's word for how surely an organisation is tied to the incident by all that a message says of it.

    What it claims outweighs what it is accused of, and that what is told as fact. "The army said that rebels attacked"
    accuses; "... were killed by rebels" takes the doer for granted, and so does who condemns him for it.
    """
    if any(c.content.stance is ResponsibilityStance.CLAIMED for c in claims if isinstance(c.content, Responsibility)):
        return CLAIMED
    accused = [c for c in claims if not c.rule.startswith(_GRANTED) or ".suspected" in c.rule]
    if accused:
        return BY_AUTHORITIES if any(map(_official, accused)) else ACCUSED
    if all(_official(c) and "passive" not in c.rule for c in claims):
        return BY_AUTHORITIES
    judged = all(c.sources and c.rule.startswith(("deed.by", "deed.coupled")) for c in claims)
    return ACCUSED if judged else FACT  # "it was an action by the army, he said" is a judgement


def _official(claim: Claim) -> bool:
    """Whether it is the state that says so."""
    return bool(claim.sources) and (
        claim.sources[0].type in _AUTHORITIES or _OFFICE.search(claim.sources[0].text) is not None
    )


_OFFICE = re.compile(
    r"\b(?:president|minister|ministry|government|police|army|armed forces|military|authorities|official|general|gen|"
    r"colonel|col|major|captain|brigade|coprefa|attorney general|court|judge)\b",
    re.I,
)


def _type(lead: Mention | None, kind: str | None) -> str | None:
    """The type of a message's incident; None where neither its claims nor its summary know of one."""
    if lead is None and kind is None:
        return None
    told = lead.kind if lead is not None else IncidentKind(str(kind))
    return TYPES.get(told, "ATTACK") if told is not None else "ATTACK"


# ---------------------------------------------------------------- scoring


def score(gold: Iterable[Template], answers: Mapping[str, Answer]) -> tuple[dict[str, float], list[str]]:
    """Measures over templates, one a message, and a line for each thing wrong.

    Type, organisation and confidence are F1 (optional organisations cost nothing when missing); the totals are shares
    of the messages whose key gives a number.
    """
    prf: Counter[str] = Counter()
    totals = {name: Prf() for name in ("type", "organisation", "confidence")}
    wrong: list[str] = []
    for template in gold:
        got = answers.get(template.message, Answer(None))
        totals["type"] += Prf(int(got.type in template.types), int(got.type is not None), 1)
        if got.type not in template.types:
            wrong.append(f"{template.message}: type {'/'.join(template.types)}, read {got.type}")
        named, sure, missed = _organised(template, got)
        totals["organisation"] += named
        totals["confidence"] += sure
        wrong += missed
        for harm, want, have in (("killed", template.killed, got.killed), ("injured", template.injured, got.injured)):
            if want is not None:
                prf[harm] += 1
                prf[f"{harm} right"] += want == have
                if want != have:
                    wrong.append(f"{template.message}: {harm} {want}, read {have}")
    result = {f"{name} F1": round(total.f1, 4) for name, total in totals.items()}
    for harm in ("killed", "injured"):
        result[f"{harm} exact"] = round(prf[f"{harm} right"] / max(1, prf[harm]), 4)
    return result, wrong


def _organised(template: Template, got: Answer) -> tuple[Prf, Prf, list[str]]:
    """Organisations found and, of them, those with the right confidence."""
    used: set[int] = set()
    found = sure = wanted = 0
    wrong = []
    for organisation in template.organisations:
        hit = next(
            (i for i, (names, _) in enumerate(got.organisations) if i not in used and _same(organisation.names, names)),
            None,
        )
        wanted += hit is not None or not organisation.optional
        if hit is None:
            if not organisation.optional:
                wrong.append(f"{template.message}: organisation {organisation.names[0]} missed")
            continue
        used.add(hit)
        found += 1
        level = got.organisations[hit][1]
        sure += level in organisation.confidences
        if level not in organisation.confidences:
            told = "/".join(organisation.confidences)
            wrong.append(f"{template.message}: organisation {organisation.names[0]} is {told}, read {level}")
    for index, (names, level) in enumerate(got.organisations):
        if index not in used:
            wrong.append(f"{template.message}: organisation {names[0]} ({level}) extra")
    predicted = len(got.organisations)
    return Prf(found, predicted, wanted), Prf(sure, predicted, wanted), wrong


def _same(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """Whether two sets of names share one, or one name's words are among another's."""
    for want in map(_tokens, wanted):
        for name in map(_tokens, names):
            if want and name and (want <= name or name <= want):
                return True
    return False


def _tokens(name: str) -> Name:
    return frozenset(re.findall(r"[a-z0-9]+", name.lower())) - _STOP
