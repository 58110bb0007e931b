"""Figures and responsibility of predicted statements against a gold folder of annotated reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casrec.errors import GoldError
from casrec.scoring import agents
from casrec.scoring.measures import Prf

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FigureScore:
    """What was measured, and every error as (class, report, words)."""

    figures: Prf
    figures_with_implicit: Prf
    places: Prf
    source_right: int
    scope_right: int
    compared: int
    responsibility: Prf
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def rows(self) -> dict[str, float]:
        """The measures by name, 0 to 1."""
        compared = self.compared or 1
        return {
            "figures F1": self.figures.f1,
            "figures with implicit F1": self.figures_with_implicit.f1,
            "places F1": self.places.f1,
            "source accuracy": self.source_right / compared,
            "scope accuracy": self.scope_right / compared,
            "responsibility F1": self.responsibility.f1,
        }


def load(folder: Path) -> tuple[list[Statement], list[Statement]]:
    """The gold figures (with offsets) and responsibility claims of a folder. Raises GoldError."""
    figures: list[Statement] = []
    claims: list[Statement] = []
    for path in sorted((folder / "gold").glob("*.json")):
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = (folder / "docs" / f"{gold['doc']}.txt").read_text(encoding="utf-8")
            figures += [_located(figure, gold["doc"], text) for figure in gold["figures"]]
            claims += [{**claim, "report": gold["doc"]} for claim in gold.get("responsibility", ())]
        except (OSError, KeyError, ValueError) as exc:
            raise GoldError(f"{path.name}: {exc}") from exc
    if not figures:
        raise GoldError(f"{folder}: no gold figures")
    return figures, claims


def _located(figure: Statement, report: str, text: str) -> Statement:
    """A gold figure with its report, offsets and a little context."""
    start = figure.get("start")
    if start is None:
        inner = -1
        for _ in range(figure.get("quote_at", 0) + 1):
            inner = figure["context"].index(figure["quote"], inner + 1)
        start = text.index(figure["context"]) + inner
    end = figure.get("end", start + len(figure["quote"]))
    shown = text[max(0, start - 60) : end + 60].replace("\n", " ")
    return {**figure, "report": report, "start": start, "end": end, "shown": shown}


def score(gold: Iterable[Statement], gold_claims: Iterable[Statement], predicted: Iterable[Statement]) -> FigureScore:
    """Compare predicted statements (lines of ``casrec extract --format jsonl``) with gold.

    A figure is found when kind, low and high are equal and the characters overlap. Places, source and scope are
    compared on the explicit figures found. A responsibility claim is found when report, stance and actor agree.
    """
    gold, predicted = list(gold), list(predicted)
    figures = [p for p in predicted if p["type"] == "casualty"]
    pairs, missed, extra = _match(gold, figures)
    implicit = [g for g in gold if not g["explicit"]]
    explicit_pairs = [(g, p) for g, p in pairs if g["explicit"]]
    extra_explicit = [p for p in extra if p.get("explicit", True) and not any(_overlap(g, p) for g in implicit)]
    explicit = Prf(
        len(explicit_pairs), len(explicit_pairs) + len(extra_explicit), sum(bool(g["explicit"]) for g in gold)
    )
    errors = [("missed", g["report"], f"{g['kind']} {g['low']}..{g['high']} | {g['shown']}") for g in missed]
    errors += [("extra", p["report"], f"{p['kind']} {p['low']}..{p['high']} | {p.get('shown', '')}") for p in extra]
    places, source_right, scope_right = Prf(), 0, 0
    for g, p in explicit_pairs:
        placed = _places(g, p)
        places = places + placed
        if placed.found < max(placed.wanted, placed.predicted):
            errors.append(("place", g["report"], f"{g['places']} not {p.get('places')} | {g['shown']}"))
        if agents.same(g["source"], p.get("source")):
            source_right += 1
        else:
            errors.append(("source", g["report"], f"{g['source']} not {p.get('source')} | {g['shown']}"))
        if (g["incident"] == "main") == (p.get("scope", "main") == "main"):
            scope_right += 1
        else:
            errors.append(("scope", g["report"], f"{g['incident']} not {p.get('scope')} | {g['shown']}"))
    accused, more = _responsibility(list(gold_claims), [p for p in predicted if p["type"] == "responsibility"])
    return FigureScore(
        figures=explicit,
        figures_with_implicit=Prf(len(pairs), len(figures), len(gold)),
        places=places,
        source_right=source_right,
        scope_right=scope_right,
        compared=len(explicit_pairs),
        responsibility=accused,
        errors=errors + more,
    )


def _overlap(left: Statement, right: Statement) -> bool:
    """Whether two statements share characters of one report."""
    return bool(left["report"] == right["report"] and left["start"] < right["end"] and right["start"] < left["end"])


def _match(
    gold: list[Statement], predicted: list[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement], list[Statement]]:
    """Pairs, gold figures missed and predictions left over; each is used once, in the order given."""
    left = list(predicted)
    pairs, missed = [], []
    for wanted in gold:
        hit = next(
            (p for p in left if _overlap(wanted, p) and all(wanted[key] == p[key] for key in ("kind", "low", "high"))),
            None,
        )
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
            pairs.append((wanted, hit))
    return pairs, missed, left


def _places(gold: Statement, predicted: Statement) -> Prf:
    """Places of one figure: each gold place that some predicted form names, and each prediction that is right."""
    wanted = [agents.place_key(name) for name in gold["places"]]
    got = [{agents.place_key(form) for form in agents.forms(place)} for place in predicted.get("places") or ()]
    found = sum(any(key in alternatives for alternatives in got) for key in wanted)
    wrong = sum(not alternatives & set(wanted) for alternatives in got)
    return Prf(found, found + wrong, len(wanted))


def _responsibility(gold: list[Statement], predicted: list[Statement]) -> tuple[Prf, list[tuple[str, str, str]]]:
    """Responsibility claims by report, stance and actor."""
    left, found = list(predicted), 0
    errors: list[tuple[str, str, str]] = []
    for wanted in gold:
        hit = next(
            (
                p
                for p in left
                if p["report"] == wanted["report"]
                and p["stance"] == wanted["stance"]
                and agents.same(wanted["actor"], p["actor"])
            ),
            None,
        )
        if hit is None:
            errors.append(("responsibility missed", wanted["report"], f"{wanted['actor']} {wanted['stance']}"))
        else:
            left.remove(hit)
            found += 1
    for p in left:
        errors.append(("responsibility extra", p["report"], f"{p['actor']} {p['stance']} | {p.get('shown', '')}"))
    return Prf(found, len(predicted), len(gold)), errors
