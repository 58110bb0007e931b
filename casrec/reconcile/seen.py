"""All that findings are drawn from, and how their sentences name things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.ids import content_id
from casrec.lexicon import entries
from casrec.naming import named
from casrec.numbers import number, spelled
from casrec.reconcile.accounts import Account, Accounts, words
from casrec.reconcile.independence import Independence
from casrec.reconcile.kinds import ARMED
from casrec.reconcile.origins import Origin, Origins
from casrec.reconcile.sayings import Saying, Told
from casrec.records import Actor, Claim, Echo, Finding, Incident, Place, Report
from casrec.terms import FindingKind, Group, Harm, Severity

# Of more names than this (and one) the rest is counted.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident with its children, reports, sorted claims and accounts by (site, harm, group)."""

    incident: Incident
    children: Sequence[Incident]
    reports: Mapping[str, Report]
    said: Told
    slots: Mapping[tuple[str, Harm, Group], Accounts]
    echoes: Sequence[Echo]
    origins: Origins
    independence: Independence

    def finding(
        self,
        kind: FindingKind,
        severity: Severity,
        sentence: str,
        claims: Sequence[Claim],
        reports: Sequence[str] = (),
    ) -> Finding:
        """A finding whose id comes from what it says of the incident; its reports are those of the claims and given."""
        named = [*reports, *(claim.report for claim in claims)]
        return Finding(
            id=content_id("fnd", self.incident.id, kind, sentence),
            incident=self.incident.id,
            kind=kind,
            severity=severity,
            sentence=sentence,
            claims=tuple(dict.fromkeys(claim.id for claim in claims)),
            reports=tuple(dict.fromkeys(named)),
        )

    def outlet(self, report: str) -> str:
        """What a sentence calls a report: its outlet, else its name."""
        held = self.reports.get(report)
        if held is None or not held.outlet:
            return f"the report {held.name if held is not None else report}"
        return held.outlet

    def who(self, origin: Origin) -> str:
        """What a sentence calls an origin: a source with its article, or an outlet."""
        known = {(report.outlet or report.name) for report in self.reports.values() if not report.outlet}
        if origin.voice:
            return f"the report {origin.name}" if origin.name in known else origin.name
        return named(origin.name)

    def voices(self, origins: Sequence[Origin]) -> str:
        """Origins in words, outlets that name nobody for their number told from those who are cited."""
        cited = _some([self.who(one) for one in origins if not one.voice], "other")
        own = [self.who(one) for one in origins if one.voice]
        if not own:
            return cited
        silent = f"{_some(own, 'other outlet')}, which {'cites' if len(own) == 1 else 'cite'} nobody for it"
        return f"{cited}; and {silent}" if cited else silent

    def belligerent(self, actor: Actor) -> bool:
        """Whether who is named may be a belligerent: a known group, or anybody where the kind is one of war's."""
        return actor.key is not None or self.incident.kind in ARMED

    def site(self, id: str) -> str:
        """What a sentence calls a site."""
        child = next(child for child in self.children if child.id == id)
        return place_name(child.places[0]) if child.places else child.title


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """The words that reconciling reads."""
    found: dict[str, Any] = entries("reconciling")
    return found


def harm_word(harm: Harm) -> str:
    """How a sentence says a harm after a number."""
    return str(lexicon()["harms"][harm.value])


def place_name(place: Place) -> str:
    """What a sentence calls a place: as reports write it."""
    return place.text.title() if place.text.isupper() else place.text


def count(account: Account) -> str:
    """An account's number in words with its thousands set off: "at least 1,200"."""
    return " ".join(number(int(word)) if word.isdigit() else word for word in words(account).split())


def _some(names: Sequence[str], noun: str) -> str:
    """Names as a list, the last of many counted."""
    more = len(names) - _NAMED
    if more < 2:
        return listed(names)
    return listed([*names[:_NAMED], f"{spelled(more)} {noun}s"])


def listed(items: Sequence[str]) -> str:
    """Words as a list: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else list(items))


def sentence(text: str) -> str:
    """A sentence: a capital first, save on an address ("wave3.com"), and a full stop last."""
    address = "." in text.partition(" ")[0][:-1]
    first = text[:1] if address else text[:1].upper()
    return first + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def wording(saying: Saying) -> str:
    """A figure as its report words it."""
    return " ".join(saying.figure.wording.split())


def amount(saying: Saying) -> str:
    """A figure's number in words: "148", "more than 148", "at least 40", "dozens"."""
    figure, said = saying.figure, wording(saying).casefold()
    if figure.high is None and figure.low:
        if not re.search(r"\d", said) and set(re.findall(r"[a-z]+", said)) & set(lexicon()["vague"]):
            return said
        more = number(figure.low - 1) in said or str(figure.low - 1) in said
        return f"more than {number(figure.low - 1)}" if more else f"at least {number(figure.low)}"
    if figure.low is None:
        return f"up to {number(figure.high or 0)}"
    return number(figure.low) if figure.low == figure.high else f"{number(figure.low)} to {number(figure.high or 0)}"
