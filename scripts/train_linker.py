"""Train the linker: the rarity table and the model of casrec.link, from development events with a fixed seed.

usage: python scripts/train_linker.py CORPORA [--rarity] [--report]

CORPORA is the folder that holds events-gva-dev, events-world-dev, events-ecbplus-dev and attribution-polnear-dev.
Events whose id's MD5 begins with a byte divisible by three are kept apart for validation and never used here.
``--rarity`` counts casrec/link/rarity.json anew first (numbers of happenings that hold a term, no text);
``--report`` prints a reliability table on pairs of validation events. Needs scikit-learn, which casrec itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETS = ("events-gva-dev", "events-world-dev", "events-ecbplus-dev")
VERSION = "1"
SEED = 20160523
HERE = Path(__file__).resolve().parent.parent / "casrec" / "link"


def kept_apart(event: str) -> bool:
    """Whether an event is for validation only."""
    return int(hashlib.md5(event.encode()).hexdigest()[:2], 16) % 3 == 0


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as handle:
        yield from map(json.loads, handle)


def count_rarity(root: Path) -> None:
    """Count in how many happenings each word and pair of words occurs: one event, or one article, is a happening."""
    from casrec.link.words import LEAST, terms

    counts: Counter[str] = Counter()
    happenings = 0
    for name in SETS:
        texts = {r["name"]: f"{r['title']} . {r['text'][:6000]}" for r in lines(root / name / "reports.jsonl")}
        for event in lines(root / name / "events.jsonl"):
            if not kept_apart(event["event"]):
                counts.update({term for report in event["reports"][:5] for term in terms(texts[report])})
                happenings += 1
    for path in sorted((root / "attribution-polnear-dev" / "train").rglob("*.txt")):
        counts.update(set(terms(path.read_text(encoding="utf-8")[:6000])))
        happenings += 1
    kept = {term: count for term, count in sorted(counts.items()) if count >= (LEAST + 2 if " " in term else LEAST)}
    data = {"happenings": happenings, "counts": kept}
    (HERE / "rarity.json").write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def pairs(root: Path) -> tuple[list[tuple[float, ...]], list[bool], list[float], list[str]]:
    """Features, truth, weight and part ("train", "validation", "mixed") of every candidate pair.

    A pair weighs the less the more pairs its two events have, so that a few large events do not rule the model.
    """
    from casrec.link.block import candidates
    from casrec.link.compare import compare
    from casrec.link.incidents import lead_mention
    from casrec.link.profile import profile
    from casrec.link.story import stories
    from casrec.records import Report

    features, truth, weights, parts = [], [], [], []
    for name in SETS:
        gold = {report: event["event"] for event in lines(root / name / "events.jsonl") for report in event["reports"]}
        held = [
            Report.make(
                name=r["name"],
                text=r["text"],
                outlet=r["outlet"] or None,
                published=r["published"],
                url=r["url"] or None,
                title=r["title"] or None,
            )
            for r in lines(root / name / "reports.jsonl")
        ]
        found = stories(held)
        profiles = [profile(report, found[report.id], lead_mention(report, ())) for report in held]
        events = [gold[report.name] for report in held]
        chosen = candidates(profiles)
        load = Counter(event for i, j in chosen for event in (events[i], events[j]))
        for i, j in chosen:
            apart = kept_apart(events[i]) + kept_apart(events[j])
            features.append(compare(profiles[i], profiles[j]))
            truth.append(events[i] == events[j])
            weights.append(2 / (load[events[i]] ** 0.5 + load[events[j]] ** 0.5))
            parts.append(("train", "mixed", "validation")[apart])
    return features, truth, weights, parts


def train(features: list[tuple[float, ...]], truth: list[bool], weights: list[float]) -> dict[str, Any]:
    """The model as plain data."""
    import numpy as np
    from sklearn.ensemble import GradientBoostingClassifier

    from casrec.link.compare import FEATURES

    boosted = GradientBoostingClassifier(
        n_estimators=300, learning_rate=0.08, max_depth=3, min_samples_leaf=20, subsample=0.8, random_state=SEED
    )
    boosted.fit(np.asarray(features, dtype=np.float32), truth, sample_weight=weights)
    rate = boosted.learning_rate
    prior = boosted.init_.class_prior_
    trees = []
    for (estimator,) in boosted.estimators_:
        tree = estimator.tree_
        leaf = tree.children_left < 0
        trees.append(
            {
                "feature": [-1 if end else int(f) for f, end in zip(tree.feature, leaf, strict=True)],
                "limit": [0.0 if end else float(t) for t, end in zip(tree.threshold, leaf, strict=True)],
                "low": [max(0, int(i)) for i in tree.children_left],
                "high": [max(0, int(i)) for i in tree.children_right],
                "value": [
                    round(float(v) * rate, 6) if end else 0.0 for v, end in zip(tree.value[:, 0, 0], leaf, strict=True)
                ],
            }
        )
    start = round(float(np.log(prior[1] / prior[0])), 6)
    return {"version": VERSION, "seed": SEED, "features": list(FEATURES), "start": start, "trees": trees}


def reliability(odds: list[float], truth: list[bool]) -> str:
    """A table: of the pairs given a chance in each band, how many there are and how many are right."""
    from casrec.link.judge import chance

    bands: dict[int, list[bool]] = {}
    for value, right in zip(odds, truth, strict=True):
        bands.setdefault(min(9, int(10 * chance(value))), []).append(right)
    rows = [
        f"{band / 10:.1f}-{band / 10 + 0.1:.1f}  {len(n):6}  {sum(n) / len(n):.3f}" for band, n in sorted(bands.items())
    ]
    return "\n".join(["chance    pairs   right", *rows])


def main() -> int:
    """Train, and write the tables beside the linker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--rarity", action="store_true", help="count the rarity table anew")
    parser.add_argument("--report", action="store_true", help="print a reliability table")
    args = parser.parse_args()
    if args.rarity:
        count_rarity(args.corpora)
    from casrec.link.judge import log_odds, read

    features, truth, weights, parts = pairs(args.corpora)
    chosen = [i for i, part in enumerate(parts) if part == "train"]
    data = train([features[i] for i in chosen], [truth[i] for i in chosen], [weights[i] for i in chosen])
    (HERE / "model.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    if args.report:
        for part in ("train", "validation"):
            chosen = [i for i, name in enumerate(parts) if name == part]
            print(
                part,
                reliability(log_odds([features[i] for i in chosen], read(data)), [truth[i] for i in chosen]),
                sep="\n",
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
