"""Linked reports and reconciled tolls against a folder of real events."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from statistics import median_low
from typing import Any

from casrec.errors import GoldError
from casrec.scoring.measures import in_validation

Row = dict[str, Any]


def load(folder: Path, *, validation: bool | None = None) -> tuple[list[Row], list[Row], list[Row]]:
    """Reports, events and recorder's tolls of a folder; the validation third, the rest (False), or all (None).

    Raises GoldError where the folder cannot be read.
    """
    try:
        reports, events = (_lines(folder / f"{name}.jsonl") for name in ("reports", "events"))
        tolls = _lines(folder / "tolls.jsonl") if (folder / "tolls.jsonl").exists() else []
        if validation is not None:
            events = [event for event in events if in_validation(event["event"]) == validation]
        wanted = {name for event in events for name in event["reports"]}
        kept = {event["event"] for event in events}
        return (
            [report for report in reports if report["name"] in wanted],
            events,
            [toll for toll in tolls if toll["event"] in kept],
        )
    except (OSError, KeyError, ValueError) as exc:
        raise GoldError(f"{folder}: {exc}") from exc


def own_tolls(path: Path) -> dict[str, list[Row]]:
    """Tolls of events of several corpora, by the corpus that each names. Raises GoldError where they cannot be read."""
    tolls: dict[str, list[Row]] = defaultdict(list)
    try:
        for row in _lines(path):
            tolls[row["set"]].append(row)
    except (OSError, KeyError, ValueError) as exc:
        raise GoldError(f"{path}: {exc}") from exc
    return tolls


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def b_cubed(gold: dict[str, str], predicted: dict[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 over the reports (Bagga and Baldwin 1998), and incidents that mix events.

    A report without a prediction is an incident of its own.
    """
    if not gold:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0, "mixed": 0}
    placed = {name: predicted.get(name, f"alone:{name}") for name in gold}
    both = Counter((gold[name], placed[name]) for name in gold)
    events, incidents = Counter(gold.values()), Counter(placed.values())
    precision = sum(both[gold[n], placed[n]] / incidents[placed[n]] for n in gold) / len(gold)
    recall = sum(both[gold[n], placed[n]] / events[gold[n]] for n in gold) / len(gold)
    in_incident: dict[str, set[str]] = defaultdict(set)
    for name in gold:
        in_incident[placed[name]].add(gold[name])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "mixed": sum(len(found) > 1 for found in in_incident.values()),
    }


def score(events: list[Row], tolls: list[Row], lines: Iterable[Row]) -> tuple[dict[str, float], list[str]]:
    """Measures by name, and the wrong tolls in words.

    ``lines`` mix {"report", "incident"} and {"incident", "harm", "low", "best", "high"}, as
    ``casrec export --as links`` writes them, and {"incident", "day"}, an ISO date.
    """
    rows = list(lines)
    gold = {name: event["event"] for event in events for name in event["reports"]}
    predicted = {row["report"]: row["incident"] for row in rows if row.get("report") in gold}
    estimates = {(row["incident"], row["harm"]): row for row in rows if "harm" in row}
    linked = b_cubed(gold, predicted)
    measures: dict[str, float] = {f"B-cubed {key}": linked[key] for key in ("precision", "recall", "f1")}
    measures["mixed incidents"] = linked["mixed"]
    wrong: list[str] = []

    def mostly(names: list[str]) -> str | None:
        held = Counter(predicted[name] for name in names if name in predicted).most_common(1)
        return held[0][0] if held else None

    def estimate(names: list[str], harm: str) -> Row:
        return estimates.get((mostly(names), harm), {})

    by_event = {event["event"]: event["reports"] for event in events}
    days = {row["incident"]: row["day"] for row in rows if "day" in row}
    dated = [row for row in (*events, *tolls) if row.get("date") and row["event"] in by_event]
    if dated:
        exact = sum(days.get(mostly(by_event[row["event"]])) == _iso(row["date"]) for row in dated)
        measures["day exact"] = exact / len(dated)
    for harm in ("killed", "injured"):
        counted = [event for event in events if event.get(harm) is not None]
        if counted:
            pairs = [(event["event"], event[harm], estimate(event["reports"], harm)) for event in counted]
            measures.update(_registry(harm, pairs, wrong))
    for harm in ("killed", "injured"):
        judged = [t for t in tolls if t.get(harm) and (t[harm]["acceptable"] or t[harm]["low"] is not None)]
        if judged:
            pairs = [(t["event"], t[harm], estimate(by_event[t["event"]], harm)) for t in judged]
            measures.update(_recorder(harm, pairs, wrong))
    return measures, wrong


def _iso(day: str) -> str:
    """A date as a registry writes it ("January 25, 2016"), or as it is, as an ISO date."""
    return day if day[:4].isdigit() else datetime.strptime(day, "%B %d, %Y").date().isoformat()


def _registry(harm: str, pairs: list[tuple[str, int, Row]], wrong: list[str]) -> dict[str, float]:
    """How often best is the registry's count, how often the count lies in low..high, and how wide that is."""
    exact = held = 0
    widths: list[float] = []
    for event, want, got in pairs:
        exact += got.get("best") == want
        low, high = got.get("low") or 0, got.get("high")
        if got and low <= want and (high is None or want <= high):
            held += 1
            if high is not None:
                widths.append((high - low) / max(1, want))
        if got.get("best") != want:
            wrong.append(f"{event}: {harm} {want}, estimated {got.get('best')} in {got.get('low')}..{high}")
    return {
        f"{harm} exact": exact / len(pairs),
        f"{harm} in range": held / len(pairs),
        f"{harm} median width": median_low(widths) if widths else 0.0,
    }


def _recorder(harm: str, pairs: list[tuple[str, Row, Row]], wrong: list[str]) -> dict[str, float]:
    """How often best is a value a careful recorder accepts, and low and high are right to ten per cent."""
    good = low = high = 0
    for event, want, got in pairs:
        accepted = want["acceptable"]
        right = got.get("best") in accepted if accepted else got.get("best") is None
        good += right
        low += _close(got.get("low"), want["low"])
        high += _close(got.get("high"), want["high"])
        if not right:
            wrong.append(
                f"{event}: {harm} {accepted} in {want['low']}..{want['high']}, "
                f"estimated {got.get('best')} in {got.get('low')}..{got.get('high')}"
            )
    n = len(pairs)
    return {f"{harm} acceptable": good / n, f"{harm} low right": low / n, f"{harm} high right": high / n}


def _close(value: int | None, want: int | None) -> bool:
    """Within one, or ten per cent; open only equals open."""
    if value is None or want is None:
        return value is want
    return abs(value - want) <= max(1, 0.1 * want)
