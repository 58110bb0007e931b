"""Which records a store keeps, which of them are derived, and by which fields they are found."""

from __future__ import annotations

import re
from typing import TypeVar

from casrec.errors import StoreError
from casrec.ids import content_id
from casrec.records import (
    Claim,
    Echo,
    Estimate,
    Extraction,
    Finding,
    Grade,
    Incident,
    Judgement,
    Original,
    Record,
    Report,
    Withdrawal,
    encode,
)

R = TypeVar("R", bound=Record)

KEPT: tuple[type[Record], ...] = (Report, Claim, Judgement, Original, Withdrawal, Extraction)
DERIVED: tuple[type[Record], ...] = (Echo, Incident, Estimate, Finding, Grade)

# The field, besides the id, by which records of a kind are found.
INDEXED: dict[type[Record], str | None] = {
    Report: "name",
    Claim: "report",
    Judgement: "by",
    Original: None,
    Withdrawal: None,
    Extraction: "report",
    Echo: None,
    Incident: "parent",
    Estimate: "incident",
    Finding: "incident",
    Grade: "incident",
}


# Kinds also found by a report that they name, and by a word of their title or places (``find(kind, word="jableh")``).
MANY: dict[type[Record], tuple[str, ...]] = {Echo: ("report",), Incident: ("report", "word")}
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 100  # characters of a term: its column's width


def terms(record: Record) -> set[str]:
    """The further terms that a record is found by: "report:rep-1", "word:jableh"."""
    if isinstance(record, Echo):
        return {_term("report", id) for id in record.reports}
    if isinstance(record, Incident):
        named = " ".join([record.title, *(place.text for place in record.places)])
        words = _WORD.findall(named.casefold())
        return {_term("report", id) for id in (*record.reports, *record.background)} | {_term("word", w) for w in words}
    return set()


def _term(field: str, value: str) -> str:
    return f"{field}:{value}".replace("\0", "")[:_LONGEST]


# A judgement is found by who made it: a person, whose word is kept, or a rule, whose word is derived and replaced.
RULE, PERSON = "rule", "person"


def replaceable(kind: type[Record]) -> bool:
    """Whether a kind is kept and derived both: a rule's judgements are replaced, a person's stay."""
    return kind is Judgement


def must_be_kept(record: Record) -> Record:
    """The record, or StoreError where its kind is derived."""
    if type(record) in DERIVED or index_value(record) == RULE:
        raise StoreError(f"{type(record).__name__} records of this sort are derived: use replace")
    return record


def must_be_derived(record: R) -> R:
    """The record, or StoreError where its kind is kept."""
    if type(record) not in DERIVED and index_value(record) != RULE:
        raise StoreError(f"{type(record).__name__} records of this sort are kept: they are only ever added")
    return record


def table(kind: type[Record]) -> str:
    """The name of a kind's table. Raises StoreError for a kind that no store keeps."""
    if kind not in INDEXED:
        raise StoreError(f"{kind.__name__} records are not kept")
    return kind.__name__.lower()


def key(record: Record) -> str:
    """The id of a record; an estimate, which has none of its own, is known by its content."""
    return str(getattr(record, "id", None) or content_id("est", encode(record).decode()))


def index_value(record: Record) -> str | None:
    """The value of a record's indexed field."""
    if isinstance(record, Judgement):
        return RULE if record.by.startswith("rule:") else PERSON
    field = INDEXED.get(type(record))
    return None if field is None else _indexable(getattr(record, field))


def _indexable(value: str | None) -> str | None:
    """A value as the index holds it: no NUL, which PostgreSQL refuses, and no longer than its column."""
    return None if value is None else value.replace("\0", "")[:300]


def condition(kind: type[Record], where: dict[str, object]) -> tuple[str, str | None] | None:
    """The one condition of a ``find``: (column, value), or None for all. Raises StoreError.

    The column is "id"; "begins", of the id; "found_by"; or "term", where a kind is found in several ways.
    """
    if not where:
        return None
    if len(where) > 1:
        raise StoreError(f"find {kind.__name__}: one condition at a time, not {sorted(where)}")
    field, value = next(iter(where.items()))
    if field in MANY.get(kind, ()):
        return "term", _term(field, str(value).casefold() if field == "word" else str(value))
    if field not in {"id", "begins", INDEXED[kind]}:
        ways = ", ".join(filter(None, ["id", "begins", INDEXED[kind], *MANY.get(kind, ())]))
        raise StoreError(f"{kind.__name__} records are found by {ways}, not by {field}")
    column = field if field in {"id", "begins"} else "found_by"
    return column, None if value is None else _indexable(str(value))


def revised(kind: type[Record]) -> str:
    """By what ``revise`` knows the records of a kind that go: their own ids, or their incident's."""
    return "found_by" if INDEXED[kind] == "incident" else "id"
