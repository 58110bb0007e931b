"""Made-up reports are the same for the same seed, collide, and tell who is of what; the fit of time is right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.linking import exponent, table
from benchmarks.store import SEED, asked, load
from benchmarks.store import table as columns
from benchmarks.synthetic import MadeHoldings, World


def test_one_seed_makes_one_world() -> None:
    first, again, other = (World(seed, 40).report(7)[0] for seed in (3, 3, 4))
    assert first == again
    assert first.text != other.text


def test_holdings_know_each_report_and_its_incident() -> None:
    holdings = MadeHoldings(World(3, 60))
    ids = [report.id for report in holdings.reports()]
    assert ids == sorted(ids)
    assert len(ids) == 60
    assert holdings.report(ids[5]).id == ids[5]
    assert all(claim.report == ids[5] for claim in holdings.claims(ids[5]))
    assert 1 < len(set(holdings.gold().values())) < 60


def test_look_alikes_collide() -> None:
    world = World(3, 600, days=60)
    facts = [world.facts(number) for number in sorted(set(world.incidents))]
    assert max(Counter((one.town, one.kind[0]) for one in facts).values()) > 5


def test_claims_point_at_words_of_their_report() -> None:
    world = World(3, 200, recall=0.5)
    for index in range(200):
        report, claims = world.report(index)
        assert claims
        assert all(report.text[c.span.start : c.span.end] == c.span.quote for c in claims)


def test_the_exponent_is_that_of_the_times() -> None:
    rows = [{"reports": n, "seconds": 0.001 * n**1.2} for n in (1000, 3000, 10000)]
    assert exponent(rows) == 1.2
    assert exponent(rows[:1]) is None


def test_the_table_says_what_was_measured() -> None:
    times = {"reports": 1000, "seconds": 2.5, "milliseconds a report": 2.5, "pairs compared a report": 9.1}
    row = {**times, "peak memory MB": 90, "B-cubed F1": 0.98}
    assert "| 1,000 | 2.5 | 2.5 | 9.1 | 90 | 0.98 |" in table([row], [])


def test_a_store_is_filled_and_asked(tmp_path: Path) -> None:
    (held,), ids = load([f"sqlite:///{tmp_path / 'casrec.db'}"], 60)
    found = asked(held, ids[:2])
    assert found["reports"] == 60
    assert found["incidents"] == len(set(World(SEED, 60).incidents))
    assert found["show: processor seconds"] > 0
    printed = columns({"sqlite": found, "postgresql": found})
    assert "| reports | 60 | 60 |" in printed
