"""Fit the weights by which summaries choose among the counts that a report offers: casrec/lexicon/tally.yaml.

usage: python scripts/train_tally.py CORPORA

CORPORA is the folder that holds events-gva-dev and gvdb-dev. A log-linear choice: each candidate count is scored by
the signs that speak for it, and the weights make the registry's count the likeliest (softmax over the candidates, a
normal prior). Events and documents whose id's MD5 begins with a byte divisible by three are kept apart for validation
and never used here, only scored at the end. No text is kept: the file holds names of signs and numbers. Needs SciPy,
which casrec itself does not. Deterministic: no sampling.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from casrec.extract.claims import Grammar
from casrec.extract.reading import Reading
from casrec.extract.tally import Tally
from casrec.extract.tally.weighing import Sign, features
from casrec.ingest.reports import read
from casrec.records import Report
from casrec.settings import Settings

PRIOR = 1.0  # swept 1, 3, 10: alike
# The weight of a document counted by itself against one counted by its event, for the killed and for the injured.
# Swept 2 to 5 each.
OWN, OWN_HURT = 3.0, 2.0
LEAST = 10  # documents in which a sign must stand
SHORT, LONG = 250, 40_000  # characters of text outside which a file is no article
HEADER = """# How much each sign speaks for a count of killed or injured in a report's summary; the signs are named in
# casrec.extract.tally. Fitted by scripts/train_tally.py on registry counts of local reports of shootings
# (events-gva-dev and gvdb-dev, without the third kept apart for validation): {documents} reports. Numbers only; no
# word of a report is kept.
"""

Row = tuple[int, int, Report, float]
Signs = list[tuple[list[Sign], int]]


def kept_apart(name: str) -> bool:
    """Whether an event or document is for validation only."""
    return int(hashlib.md5(name.encode()).hexdigest()[:2], 16) % 3 == 0


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def articles(path: Path) -> dict[str, Report]:
    """The reports of a file by name."""
    return {item.report.name: item.report for item in read([str(path)], Settings()) if hasattr(item, "report")}


def rows(root: Path, *, validation: bool) -> Iterator[Row]:
    """Killed, injured, the report and its weight, of both sets."""
    reports = articles(root / "events-gva-dev" / "reports.jsonl")
    for event in lines(root / "events-gva-dev" / "events.jsonl"):
        if kept_apart(event["event"]) is validation:
            for name in event["reports"]:
                report = reports.get(name)
                if report is not None and SHORT <= len(report.text) <= LONG:
                    yield int(event["killed"]), int(event["injured"]), report, 1.0
    single = articles(root / "gvdb-dev" / "documents.jsonl")
    for document in lines(root / "gvdb-dev" / "documents.jsonl"):
        if kept_apart(str(document["id"])) is validation:
            yield int(document["killed"]), int(document["injured"]), single[str(document["id"])], OWN


def fit(data: Signs, share: list[float]) -> dict[str, float]:
    """The weights that make the gold counts the likeliest."""
    tables = [(features(signs), gold) for signs, gold in data]
    seen = Counter(name for table, _ in tables for _, row in table for name in row)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    at = {name: i for i, name in enumerate(names)}
    cases = []
    for (table, gold), weight in zip(tables, share, strict=True):
        counts = [count for count, _ in table]
        if gold in counts:
            x = np.zeros((len(table), len(names)))
            for i, (_, row) in enumerate(table):
                for name, value in row.items():
                    if name in at:
                        x[i, at[name]] = value
            cases.append((x, counts.index(gold), weight))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = PRIOR / 2 * float(w @ w), PRIOR * w
        for x, gold, weight in cases:
            scores = x @ w
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            total -= weight * float(np.log(chance[gold] + 1e-12))
            slope = slope + weight * (x.T @ chance - x[gold])
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def choose(signs: list[Sign], fitted: dict[str, float]) -> int:
    """The count that fitted weights choose."""
    return -max((sum(fitted.get(n, 0.0) * x for n, x in row.items()), -count) for count, row in features(signs))[1]


def main() -> None:
    """Fit both harms, write the weights, and print how often they are right where they were not fitted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    root = parser.parse_args().corpora
    grammar = Grammar()
    sets: dict[bool, list[tuple[int, int, Tally, float]]] = {
        part: [(k, i, Tally(Reading(r), list(grammar.extract(r))), w) for k, i, r, w in rows(root, validation=part)]
        for part in (False, True)
    }
    share = [w for *_, w in sets[False]]
    killed = fit([(tally.killed(), k) for k, _, tally, _ in sets[False]], share)
    share = [OWN_HURT if w == OWN else w for w in share]
    injured = fit([(tally.injured(choose(tally.killed(), killed)), i) for _, i, tally, _ in sets[False]], share)
    out = Path(__file__).resolve().parent.parent / "casrec" / "lexicon" / "tally.yaml"
    body = "".join(
        f"{harm}:\n" + "".join(f"  {name}: {value}\n" for name, value in sorted(fitted.items()))
        for harm, fitted in (("killed", killed), ("injured", injured))
    )
    out.write_text(HEADER.format(documents=len(share)) + body, encoding="utf-8")
    for part, named in ((False, "fitted on"), (True, "kept apart")):
        for weight, source in ((1.0, "events-gva-dev"), (OWN, "gvdb-dev")):
            mine = [(k, i, t) for k, i, t, w in sets[part] if w == weight]
            right = [
                (choose(t.killed(), killed) == k, choose(t.injured(choose(t.killed(), killed)), injured) == i)
                for k, i, t in mine
            ]
            shares = [sum(column) / len(mine) for column in zip(*right, strict=True)]
            print(f"{source}, {named}: killed {shares[0]:.4f}, injured {shares[1]:.4f} of {len(mine)}")


if __name__ == "__main__":
    main()
