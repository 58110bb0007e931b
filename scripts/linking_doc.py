"""Write docs/linking-model.md: what the linker's model is, how far its chances hold, and what it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from casrec.link.cluster import BEST, THRESHOLD, Links, cluster
from casrec.link.compare import FEATURES, MEANINGS
from casrec.link.judge import CAP, chance
from casrec.scoring.events import b_cubed
from casrec.scoring.measures import in_validation as kept_apart

if TYPE_CHECKING:
    from train_linker import Candidates

Floats = NDArray[np.float64]

PAGE = """# The model that judges pairs of reports

How pairs are found and groups grow is in [linking](linking.md). Written by
`python scripts/train_linker.py ../shared/corpora --doc docs/linking-model.md`; the figures are of that training.

Two reports are compared by {count} features, most of them likenesses and marks that a reader would use too. {trees}
boosted trees of at most 8 leaves (scikit-learn's histogram gradient boosting, seed {seed}) turn them into log-odds
that the two are of one incident; log-odds are kept within {cap:g}, a chance of {top:.4f}. The model is plain data,
`casrec/link/model.json`, read by `casrec/link/judge.py`; every judgement it makes keeps its chance and, in
words, the features that weighed most. A feature that can only speak for one incident, or only against, is held to
that: more shared names never lower a chance.

**Data.** Reports of `events-gva-dev` (local reports of shootings in the United States), `events-world-dev` (large
events in many outlets) and `events-ecbplus-dev` (short reports, often undated), read and with claims taken as a user's
run does. Events of the validation third train nothing: not the trees, not the calibration, not the rarity of words.
Each candidate pair counts once; pairs of different events count as often as events kept apart hide others like them,
so that same and different come in the proportion a run meets them in.

**Calibration.** Trees know the events they were fitted to too well. So each event is judged by trees that saw nothing
of its fifth of the events, and a line fitted to those log-odds (times {slope}, {offset:+}) makes them chances.

**Joining.** Groups join while the link between them is at least {threshold:g}: {share:.0%} of it the best log-odds
between them, the rest the mean of all. Swept on the training events by trees that had not seen them: a lower limit
joins incidents, a higher one leaves follow-ups alone.

## How far the chances hold

Candidate pairs of each report kept apart, with any other report of its set; "right" is the share that is one incident.

{reliability}

{quality}

By set, where the chance says 0.9 or more: {top_by_set}.

## What it reaches

B-cubed over reports, and predicted incidents that mix events. *Not seen*: every event, each judged by trees that saw
no event of its fold; *kept apart*: the validation events alone, as a set of their own; *as shipped*: all events by the
model in force, which was fitted to two thirds of them (this is what `docs/accuracy.md` shows as *all*).

{reached}

## What falls short

- Chances are right over the three sets together. Where many alike incidents lie close (shootings in one large city)
  they are too high in the middle; in the weeks after a large event, whose reports drift between topics, too low.
- About one report in 25 of `events-gva-dev` is a page without its story: only its title can link it.
- {lost:.1%} of the pairs of one incident are never compared: they share too little, or gold puts two incidents in one.
- Reports that tell of several incidents have one lead incident; the others are seen only as background.

## Features

*Weight* is how far a feature moves the log-odds of a candidate pair of the training events, on average; *same* the same
over pairs of one incident, with its sign.

{features}
"""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in [head, marks, *rows])


def banded(chances: Floats, same: NDArray[np.bool_], counts: Floats) -> tuple[list[list[object]], float, float]:
    """Rows of a reliability table by tenths, the Brier score and the expected calibration error."""
    band = np.minimum((chances * 10).astype(int), 9)
    rows: list[list[object]] = []
    error = 0.0
    for number in range(10):
        mine = band == number
        weight = counts[mine].sum()
        if weight:
            mean = float(np.average(chances[mine], weights=counts[mine]))
            right = float(np.average(same[mine], weights=counts[mine]))
            rows.append(
                [f"{number / 10:.1f} to {number / 10 + 0.1:.1f}", f"{weight:,.0f}", f"{mean:.3f}", f"{right:.3f}"]
            )
            error += weight * abs(mean - right)
    brier = float(np.average((chances - same) ** 2, weights=counts))
    return rows, brier, float(error / counts.sum())


def reached(one: Candidates, odds: Floats, kept: Sequence[bool]) -> list[str]:
    """B-cubed F1, precision, recall and mixed incidents of the reports kept, linked by themselves."""
    numbers = {i: at for at, i in enumerate(i for i, keep in enumerate(kept) if keep)}
    inside = {
        (numbers[i], numbers[j]): float(value)
        for (i, j), value in zip(one.pairs, odds, strict=True)
        if i in numbers and j in numbers
    }
    groups = cluster(len(numbers), Links.between(inside))
    gold = {str(at): one.events[i] for i, at in numbers.items()}
    found = b_cubed(gold, {str(member): str(group[0]) for group in groups for member in group})
    return [f"{found['f1']:.3f}", f"{found['precision']:.3f}", f"{found['recall']:.3f}", str(int(found["mixed"]))]


def written(
    sets: Sequence[Candidates], unseen: Sequence[Floats], shipped: Sequence[Floats], data: dict[str, Any]
) -> str:
    """The page. ``unseen`` are odds by trees that did not see a pair's events, ``shipped`` by the model in force."""
    limit = np.vectorize(chance)
    chances = [limit(np.clip(odds, -CAP, CAP)) for odds in unseen]
    touched = [one.apart > 0 for one in sets]
    parts = [
        (mine[at], one.same[at], one.apart[at].astype(float))
        for one, mine, at in zip(sets, chances, touched, strict=True)
    ]
    together = [np.concatenate([part[i] for part in parts]) for i in range(3)]
    rows, brier, error = banded(*together)
    tops = [banded(*part)[0][-1] for part in parts]
    pairs = sum(int(np.sum([n * (n - 1) // 2 for n in np.unique(one.events, return_counts=True)[1]])) for one in sets)
    lines: list[list[object]] = []
    for one, odds, mine in zip(sets, unseen, shipped, strict=True):
        apart = [kept_apart(event) for event in one.events]
        everything = [True] * len(one.events)
        for name, values, kept in (
            ("not seen", odds, everything),
            ("kept apart", odds, apart),
            ("as shipped", mine, everything),
        ):
            lines.append([f"{one.name}, {name}", *reached(one, np.clip(values, -CAP, CAP), kept)])
    return PAGE.format(
        count=len(FEATURES),
        trees=len(data["trees"]),
        seed=data["seed"],
        cap=CAP,
        top=chance(CAP),
        slope=data["slope"],
        offset=data["offset"],
        threshold=THRESHOLD,
        share=BEST,
        reliability=table(["chance given", "pairs", "mean", "right"], rows),
        quality=f"Brier score {brier:.4f}; expected calibration error {error:.4f}.",
        top_by_set=", ".join(f"{one.name} {row[3]} of {row[1]}" for one, row in zip(sets, tops, strict=True)),
        reached=table(["set", "F1", "precision", "recall", "mixed"], lines),
        lost=1 - sum(int(one.same.sum()) for one in sets) / pairs,
        features=weighed(sets, data),
    )


def weighed(sets: Sequence[Candidates], data: dict[str, Any]) -> str:
    """The features by weight, each with its meaning."""
    features = np.concatenate([one.features[one.apart == 0] for one in sets])
    same = np.concatenate([one.same[one.apart == 0] for one in sets])
    moved = np.zeros((len(FEATURES), len(features)))
    for tree in data["trees"]:
        asked, value = np.array(tree["feature"]), np.array(tree["value"])
        at = np.zeros(len(features), int)
        while (asked[at] >= 0).any():
            rows = np.flatnonzero(asked[at] >= 0)
            here = at[rows]
            low = features[rows, asked[here]] <= np.array(tree["limit"])[here]
            below = np.where(low, np.array(tree["low"])[here], np.array(tree["high"])[here])
            moved[asked[here], rows] += value[below] - value[here]
            at[rows] = below
    moved *= data["slope"]
    weight, signed = np.abs(moved).mean(1), moved[:, same].mean(1)
    order = sorted(range(len(FEATURES)), key=lambda i: (-weight[i], FEATURES[i]))
    rows_ = [[f"`{FEATURES[i]}`", f"{weight[i]:.2f}", f"{signed[i]:+.2f}", MEANINGS[FEATURES[i]]] for i in order]
    return table(["feature", "weight", "same", "meaning"], rows_).replace("| ---: |\n", "| --- |\n", 1)
