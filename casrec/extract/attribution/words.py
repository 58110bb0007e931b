"""The words of reported speech: which verb form can say, count or show, from ``lexicon/reporting.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casrec.lexicon import entries

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of reporting, read once.

    ``forms`` gives the verb of each inflected form; the sets hold verbs (``say``, ``count``, ...) or plain words.
    """

    forms: dict[str, str]
    say: frozenset[str]
    count: frozenset[str]
    beside_only: frozenset[str]
    needs_total: frozenset[str]
    needs_document: frozenset[str]
    tallies: frozenset[str]
    needs_that: frozenset[str]
    infinitive: frozenset[str]
    inquiries: frozenset[str]
    particles: dict[str, str]
    describing: frozenset[str]
    events: frozenset[str]
    of_doing: dict[str, str]
    quoting: frozenset[str]
    quoting_with: dict[str, str]
    stances: dict[str, str]
    holding: frozenset[str]
    studies: frozenset[str]
    stance_words: frozenset[str]
    documents: frozenset[str]
    issuing: frozenset[str]
    totals: frozenset[str]
    nouns: frozenset[str]
    asides: frozenset[str]
    subordinators: frozenset[str]
    goes_on: re.Pattern[str]
    goes_on_at_once: re.Pattern[str]

    def verb(self, form: str) -> str | None:
        """The reporting verb of a form in lower case, or None."""
        return self.forms.get(form)


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of reporting."""
    data: dict[str, Any] = entries("reporting")
    verbs = dict.fromkeys(
        [*data["say"], *data["count"], *data["needs_document"], *data["of_doing"], *data["describing"]]
    )
    forms: dict[str, str] = {}
    for verb in verbs:
        for form in (verb, *data["irregular"].get(verb, _inflected(verb))):
            forms.setdefault(form, verb)
    names = (
        "say count beside_only needs_total tallies needs_document needs_that infinitive inquiries describing".split()
    )
    sets = {name: frozenset(data[name]) for name in names}
    stances = _stances(data["stances"], data["irregular"])
    return Words(
        forms=forms,
        particles=data["particles"],
        of_doing=data["of_doing"],
        quoting=_split(data["quoting"]),
        quoting_with=data["quoting_with"],
        stances=stances,
        holding=_split(data["holding"]),
        studies=_split(data["studies"]),
        stance_words=frozenset(stances) | _split(data["holding"]) | _split(data["studies"]),
        documents=_split(data["documents"]),
        issuing=_split(data["issuing"]),
        totals=_split(data["totals"]),
        events=_split(data["events"]),
        nouns=_split(data["nouns"]),
        asides=_split(data["asides"]),
        subordinators=_split(data["subordinators"]),
        goes_on=re.compile("|".join(data["goes_on"])),
        goes_on_at_once=re.compile("|".join(data["goes_on_at_once"])),
        **sets,
    )


def _stances(rows: dict[str, str], irregular: dict[str, list[str]]) -> dict[str, str]:
    """What each form of a verb of stance takes: all that the verb is listed under, as one text of words."""
    found: dict[str, str] = {}
    for takes, verbs in rows.items():
        for verb in verbs.split():
            for form in (verb, *irregular.get(verb, _inflected(verb))):
                found[form] = f"{found[form]} {takes}" if form in found else takes
    return found


def _split(text: str) -> frozenset[str]:
    """The words of a folded block."""
    return frozenset(text.split())


def _inflected(verb: str) -> list[str]:
    """The regular forms of a verb: says, saying, and the past."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb + ending, verb + "ed", verb + "ing"]
