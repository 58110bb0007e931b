"""Fit the weights by which place names are accepted and placed, on annotated news (LGL, TR-News).

    python scripts/fit_places.py FOLDER

FOLDER holds lgl.xml and TR-News.xml; their validation thirds are left out. Both corpora weigh the same. The fit starts
from weights set by hand and is held near them (a Gaussian prior), so that the few thousand names of two corpora do not
overrule common knowledge of news elsewhere. Prints the weights to be written into evidence.SIGNS, placing.WEIGHTS and
toponyms.ACCEPT. Needs numpy and scipy (not needed to run casrec).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from casrec.extract.geoparsing import placing, toponyms
from casrec.extract.geoparsing.evidence import weigh
from casrec.extract.geoparsing.spots import Scanned
from casrec.extract.geoparsing.spotting import scan
from casrec.extract.reading import Reading
from casrec.places import Gazetteer
from casrec.records import Report
from casrec.scoring import places as scoring
from casrec.scoring.measures import in_validation

CORPORA = ("lgl.xml", "TR-News.xml")
PRIOR = 0.003  # how strongly the fit is held near what was set by hand, per unit of total weight of the examples


# What was set by hand, in the light of reports from many countries; the fit is held near it.
WEIGHTS = {
    "people": 1.0,
    "country": 2.5,
    "province": 0.8,
    "district": -1.0,
    "region": 2.0,
    "capital": 1.0,
    "chief": 1.2,
    "unit": 3.0,
    "unit_other": -0.5,
    "first": 0.3,
    "own_country": 1.5,
    "in_country": 1.2,
    "in_setting": 0.8,
    "in_province": 1.6,
    "in_district": 0.5,
    "near": 1.8,
    "seat": 0.5,
}
SIGNS = {
    "strong_cue": 1.6,
    "cue": 0.9,
    "of_place": 1.6,
    "of": 0.4,
    "of_other": -2.6,
    "unit": 2.0,
    "held": 2.5,
    "holds": 1.5,
    "dateline": 2.5,
    "people": 1.5,
    "words": 0.7,
    "ordinary": -2.6,
    "ordinary_words": -1.2,
    "respelt": -0.5,
    "initials": 0.5,
    "given": -1.6,
    "short": -1.0,
    "person": -3.0,
    "street": -1.0,
    "title": -3.0,
    "given_before": -3.0,
    "unknown_before": -1.6,
    "unknown_after": -1.6,
    "spot_after": -0.9,
    "organisation": -3.0,
    "feature": -3.0,
    "site": 1.5,
    "office": 0.6,
    "told": 0.6,
    "saying": -0.9,
    "opening": -0.3,
    "titled": -0.8,
    "city_in": 3.2,
}
ACCEPT = {
    "bias": -0.8,
    "shared": 0.5,
    "support": 0.4,
    "people": 0.5,
    "country": 2.8,
    "province": 1.3,
    "district": 0.0,
    "region": 1.7,
    "natural": 1.6,
    "facility": 1.5,
    "capital": 0.8,
    "chief": 0.3,
    "city": 1.0,
    "alone": -0.8,
    "alone_alternate": -1.5,
}
# Signs whose weight the corpora must not move: they annotate streets and rivers as toponyms, clubs by their
# town, and a town's police only sometimes.
HELD = frozenset(
    (
        "capital",
        "sign office",
        "sign site",
        "sign feature",
        "sign street",
        "sign organisation",
        "sign of_other",
        "sign title",
        "sign given_before",
    )
)


def main(folder: Path) -> None:
    """Fit both models and print their weights."""
    articles = [
        (corpus, article)
        for corpus in CORPORA
        for article in scoring.read(folder / corpus)
        if not in_validation(article.name)
    ]
    print("WEIGHTS", _fit(WEIGHTS, _choices(articles), _soft))
    both = {f"sign {name}": value for name, value in SIGNS.items()}
    both |= {f"accept {name}": value for name, value in ACCEPT.items()}
    print("ACCEPT", _fit(both, _acceptances(articles), _logistic))


def _scanned(text: str, forced: list[tuple[int, int]]) -> list[Scanned]:
    """The spots of a text, weighed."""
    reading = Reading(Report.make(name="fit", text=text))
    found = scan(reading, Gazetteer.open(), forced)
    weigh(reading, found)
    return found


def _choices(articles: list[tuple[str, scoring.Article]]) -> Iterator[tuple[str, list[tuple[dict[str, float], bool]]]]:
    """For each group of gold names its candidates' features, and which lie within 161 km of the gold."""
    for corpus, article in articles:
        scanned = _scanned(article.text, [(n.start, n.end) for n in article.named])
        gold = {(n.start, n.end): n.spot for n in article.named}
        groups, context = placing.explain(scanned)
        for group in groups:
            spots = [gold.get((s.start, s.end)) for s in group.spots if s.forced]
            for spot in spots:
                if spot is None or len(group.entries) < 2:
                    continue
                rows = []
                for index, entry in enumerate(group.entries):
                    found = placing.features(group, entry) | placing.moving_features(group, index, context)
                    rows.append((found, scoring.near(spot, (entry.latitude, entry.longitude))))
                if any(right for _, right in rows):
                    yield corpus, rows


def _acceptances(
    articles: list[tuple[str, scoring.Article]],
) -> Iterator[tuple[str, list[tuple[dict[str, float], bool]]]]:
    """For each spot its features, and whether the gold names that place there; what it could not place is left out."""
    for corpus, article in articles:
        scanned = _scanned(article.text, [])
        chosen = placing.choose(scanned)
        spots = [spot for lined in scanned for spot in lined.spots if spot in chosen]
        best: dict[str, float] = {}
        for spot in spots:
            best[spot.key] = max(best.get(spot.key, 0.0), spot.strength)
        for spot in spots:
            found = {f"accept {k}": v for k, v in toponyms.features(spot, chosen[spot], best[spot.key]).items()}
            del found["accept strength"]
            for sign in spot.signs:
                found[f"sign {sign}"] = found.get(f"sign {sign}", 0.0) + 1.0
            over = [n for n in article.named if n.start < spot.end and spot.start < n.end]
            if not over or any(n.spot for n in over):
                here = chosen[spot].entry
                yield (
                    corpus,
                    [(found, any(n.spot and scoring.near(n.spot, (here.latitude, here.longitude)) for n in over))],
                )


Rows = list[tuple[np.ndarray, np.ndarray, float]]


def _fit(
    start: dict[str, float],
    examples: Iterator[tuple[str, list[tuple[dict[str, float], bool]]]],
    loss: Callable[..., tuple[float, np.ndarray]],
) -> dict[str, float]:
    """The weights that lose least on the examples, near where they start."""
    names = list(start)
    index = {name: i for i, name in enumerate(names)}
    found: dict[str, Rows] = {corpus: [] for corpus in CORPORA}
    for corpus, rows in examples:
        table = np.zeros((len(rows), len(names)))
        for i, (values, _) in enumerate(rows):
            for name, value in values.items():
                table[i, index[name]] = value
        found[corpus].append((table, np.array([right for _, right in rows]), 1.0))
    data: Rows = [(t, r, 1.0 / len(rows)) for rows in found.values() for t, r, _ in rows]
    held = np.array([name in HELD for name in names])
    origin = np.array([start[name] for name in names])

    def total(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = loss(weights, data)
        away = weights - origin
        slope = np.where(held, 0.0, slope)
        return value + PRIOR * float(away @ away), slope + 2 * PRIOR * away

    done = minimize(total, origin, jac=True, method="L-BFGS-B")
    print(f"loss {total(origin)[0]:.4f} -> {done.fun:.4f}")
    return {name: round(float(value), 2) for name, value in zip(names, done.x, strict=True)}


def _soft(weights: np.ndarray, data: Rows) -> tuple[float, np.ndarray]:
    """The loss of choosing one of several: minus the log of the share of the right ones."""
    value, slope = 0.0, np.zeros_like(weights)
    for table, right, share in data:
        scores = table @ weights
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        good = odds * right
        mass = good.sum()
        value -= share * np.log(max(mass, 1e-12))
        slope -= share * (table.T @ (good / max(mass, 1e-12) - odds))
    return value, slope


def _logistic(weights: np.ndarray, data: Rows) -> tuple[float, np.ndarray]:
    """The loss of saying yes or no."""
    table = np.vstack([t for t, _, _ in data])
    right = np.concatenate([r for _, r, _ in data])
    share = np.array([s for _, _, s in data])
    odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
    value = -float((share * np.log(np.where(right, odds, 1 - odds) + 1e-12)).sum())
    return value, table.T @ (share * (odds - right))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
