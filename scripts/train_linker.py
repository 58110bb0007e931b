"""Train the linker's model, casrec/link/model.json, from development events with a fixed seed.

usage: python scripts/train_linker.py CORPORA [--doc docs/linking-model.md]

CORPORA is the folder that holds events-gva-dev, events-world-dev and events-ecbplus-dev. Reports are read, and claims
are taken from them, as a user's run does. Events whose id's MD5 begins with a byte divisible by three are kept apart
for validation and train nothing. ``--doc`` writes what came of it. Needs scikit-learn, which casrec itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import linking_doc
import numpy as np
from numpy.typing import NDArray

from casrec import pipeline
from casrec.errors import ReportError
from casrec.ingest.reports import read
from casrec.link.compare import FEATURES, compared
from casrec.link.holdings import Held
from casrec.link.survey import survey
from casrec.settings import Settings

SETS = ("events-gva-dev", "events-world-dev", "events-ecbplus-dev")
VERSION = "2"
SEED = 20160523
FOLDS = 5
HERE = Path(__file__).resolve().parent.parent / "casrec" / "link"
# Features that can only speak for (1) or against (-1) one incident, whatever chance the few events would have them say.
TRENDS = {
    **dict.fromkeys(
        "words lead title title_in_lead title_held lead_held rare_words names lead_names lead_rare rare_names "
        "full_names people contained same_day_told days_shared recalled clock address block ages lead_ages region "
        "places scene kind counts".split(),
        1,
    ),
    **dict.fromkeys(
        "people_differ day_differs told_after anew years_differ address_differs ages_differ lead_ages_differ "
        "region_differs elsewhere kilometres scene_lost kind_differs".split(),
        -1,
    ),
}
Floats = NDArray[np.float64]


def kept_apart(name: str) -> bool:
    """Whether an event, or an article, is for validation only."""
    return int(hashlib.md5(name.encode()).hexdigest()[:2], 16) % 3 == 0


def fold(event: str) -> int:
    """The fold of an event: it is judged by trees that saw no event of its fold."""
    return int(hashlib.md5(f"fold {event}".encode()).hexdigest()[:4], 16) % FOLDS


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as handle:
        yield from map(json.loads, handle)


@dataclass(eq=False)
class Candidates:
    """The pairs of a set worth comparing: ``events`` of the reports, ``pairs`` of their numbers, ``features``, whether
    each pair is ``same``, and how many of its two events are kept ``apart``."""

    name: str
    events: list[str]
    pairs: list[tuple[int, int]]
    features: Floats
    same: NDArray[np.bool_]
    apart: NDArray[np.int64]

    @property
    def weights(self) -> Floats:
        """Each pair once; a different pair as often as events that are kept apart hide others like it, so that same and
        different come in the proportion in which a run over the whole set meets them."""
        events = set(self.events)
        return np.where(self.same, 1.0, len(events) / max(1, sum(not kept_apart(event) for event in events)))

    def folds(self) -> NDArray[np.int64]:
        """The folds of the two events of each pair."""
        return np.array([[fold(self.events[i]), fold(self.events[j])] for i, j in self.pairs])


def candidates(folder: Path) -> Candidates:
    """The candidate pairs of a folder of events, found and compared as linking does."""
    gold = {report: event["event"] for event in lines(folder / "events.jsonl") for report in event["reports"]}
    reports, claims = [], []
    for item in read([str(folder / "reports.jsonl")], Settings()):
        if isinstance(item, ReportError):
            raise item
        found = pipeline.extract_report(item.report)
        if isinstance(found, ReportError):
            raise found
        reports.append(item.report)
        claims += found
    seen = survey(Held(reports, claims))
    names = {report.id: report.name for report in reports}
    events = [gold[names[id]] for id in seen.ids]
    pairs = sorted(
        (min(i, j), max(i, j))
        for left, right in seen.postings.pairs()
        for i, j in zip(left.tolist(), right.tolist(), strict=True)
    )
    return Candidates(
        folder.name,
        events,
        pairs,
        compared([(seen.profiles[i], seen.profiles[j]) for i, j in pairs]),
        np.array([events[i] == events[j] for i, j in pairs]),
        np.array([kept_apart(events[i]) + kept_apart(events[j]) for i, j in pairs]),
    )


def boosted(features: Floats, same: NDArray[np.bool_], weights: Floats) -> Any:
    """Boosted trees fitted to pairs."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=300,
        learning_rate=0.06,
        max_leaf_nodes=8,
        min_samples_leaf=20,
        l2_regularization=5,
        monotonic_cst=[TRENDS.get(name, 0) for name in FEATURES],
        early_stopping=False,
        random_state=SEED,
    ).fit(features, same, sample_weight=weights)


def fitted(sets: list[Candidates], left_out: int | None = None) -> Any:
    """Trees fitted to all pairs of events that are not kept apart, nor of the fold left out."""
    chosen = [(one.apart == 0) & (one.folds() != left_out).all(1) for one in sets]
    return boosted(
        np.concatenate([one.features[mine] for one, mine in zip(sets, chosen, strict=True)]),
        np.concatenate([one.same[mine] for one, mine in zip(sets, chosen, strict=True)]),
        np.concatenate([one.weights[mine] for one, mine in zip(sets, chosen, strict=True)]),
    )


def unseen_odds(sets: list[Candidates], final: Any) -> list[Floats]:
    """The raw log-odds of every pair by trees that did not see its events: those kept apart by the final ones."""
    found = [final.decision_function(one.features) for one in sets]
    for number in range(FOLDS):
        trees = fitted(sets, number)
        for one, odds in zip(sets, found, strict=True):
            mine = (one.apart == 0) & (one.folds().min(1) == number)
            if mine.any():
                odds[mine] = trees.decision_function(one.features[mine])
    return found


def calibrated(sets: list[Candidates], raw: list[Floats]) -> tuple[float, float]:
    """Slope and offset that make the log-odds of training pairs, by trees that did not see them, true chances."""
    from sklearn.linear_model import LogisticRegression

    chosen = [one.apart == 0 for one in sets]
    fit = LogisticRegression(C=1e6).fit(
        np.concatenate([odds[mine] for odds, mine in zip(raw, chosen, strict=True)]).clip(-12, 12)[:, None],
        np.concatenate([one.same[mine] for one, mine in zip(sets, chosen, strict=True)]),
        sample_weight=np.concatenate([one.weights[mine] for one, mine in zip(sets, chosen, strict=True)]),
    )
    return round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)


def plain(trees: Any) -> dict[str, Any]:
    """Boosted trees as plain data, as ``casrec.link.judge`` reads them."""
    found = []
    for (predictor,) in trees._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        value = expected(nodes, leaf)
        found.append(
            {
                "feature": [-1 if end else int(f) for f, end in zip(nodes["feature_idx"], leaf, strict=True)],
                "limit": [0.0 if end else float(t) for t, end in zip(nodes["num_threshold"], leaf, strict=True)],
                "low": [0 if end else int(i) for i, end in zip(nodes["left"], leaf, strict=True)],
                "high": [0 if end else int(i) for i, end in zip(nodes["right"], leaf, strict=True)],
                "value": [round(v, 6) for v in value],
            }
        )
    return {"start": round(float(np.ravel(trees._baseline_prediction)[0]), 6), "trees": found}


def expected(nodes: Any, leaf: NDArray[np.bool_]) -> list[float]:
    """The value of each node: a leaf's own, else what its leaves add on average. Children stand after their parents."""
    value = [0.0] * len(nodes)
    for at in reversed(range(len(nodes))):
        if leaf[at]:
            value[at] = float(nodes["value"][at])
        else:
            below = (int(nodes["left"][at]), int(nodes["right"][at]))
            counts = [int(nodes["count"][one]) for one in below]
            value[at] = sum(count * value[one] for count, one in zip(counts, below, strict=True)) / sum(counts)
    return value


def main() -> int:
    """Train, and write the tables beside the linker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--doc", type=Path, help="write docs/linking-model.md")
    args = parser.parse_args()
    sets = [candidates(args.corpora / name) for name in SETS]
    final = fitted(sets)
    raw = unseen_odds(sets, final)
    slope, offset = calibrated(sets, raw)
    data = {"version": VERSION, "seed": SEED, "features": list(FEATURES), "slope": slope, "offset": offset}
    data |= plain(final)
    (HERE / "model.json").write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    if args.doc:
        unseen = [slope * odds + offset for odds in raw]
        shipped = [slope * final.decision_function(one.features) + offset for one in sets]
        args.doc.write_text(linking_doc.written(sets, unseen, shipped, data), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
