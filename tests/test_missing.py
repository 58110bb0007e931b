"""Who is found is no longer missing, and every figure of a page that no estimate rests on says why."""

from __future__ import annotations

import pytest

from casrec import pipeline
from casrec.errors import ReportError
from casrec.ingest.finish import finish
from casrec.publish.table import rows
from casrec.publish.view import build
from casrec.records import Dossier, Report
from casrec.store.memory import MemoryStore
from casrec.terms import Harm

FIRST = (
    "Four missing off Lorne\n\nFour people are missing after a ferry sank off Lorne on Wednesday, the coast guard said."
)


def dossier(*texts: str) -> Dossier:
    """The one incident that some reports, a day apart each, are mainly about."""
    store = MemoryStore()
    for number, text in enumerate(texts):
        report = finish(
            Report.make(name=f"r{number}", text=text, outlet="Northern Wire", published=f"2024-05-0{number + 2}")
        )
        claims = pipeline.extract_report(report)
        assert not isinstance(claims, ReportError)
        store.add([report, *claims])
    pipeline.rebuild(store)
    (found,) = [one for one in pipeline.dossiers(store) if one.incident.reports]
    return found


def best(found: Dossier, harm: Harm) -> int | None:
    """The best figure of a harm."""
    return next((one.best for one in found.estimates if (one.policy, one.harm) == ("best", harm)), None)


@pytest.mark.parametrize(
    ("words", "killed", "missing"),
    [
        ("Two of the four people missing since a ferry sank off Lorne on Wednesday were found dead on Friday.", 2, 2),
        ("Three of the four missing after a ferry sank off Lorne on Wednesday were found dead on Friday.", 3, 1),
        ("Divers found the bodies of two of the four people missing since a ferry sank off Lorne on Wednesday.", 2, 2),
        ("One person died when a ferry sank off Lorne on Wednesday. Four people are missing.", 1, 4),
    ],
)
def test_the_missing_fall_as_they_are_found(words: str, killed: int, missing: int) -> None:
    found = dossier(FIRST, f"Ferry search goes on off Lorne\n\n{words}")
    assert (best(found, Harm.KILLED), best(found, Harm.MISSING)) == (killed, missing)


def test_what_nobody_states_is_said_to_be_reckoned() -> None:
    found = dossier(
        "Ferry sinks off Lorne\n\nTwo of the four people missing since a ferry sank off Lorne on Wednesday were found "
        "dead on Friday, the coast guard said."
    )
    assert [key.remark for key in build(found).keys if key.label == "missing"] == [
        "one origin; reckoned from other counts"
    ]


def test_every_figure_no_estimate_rests_on_says_why() -> None:
    found = dossier(
        "Blast kills 12 in Lorne\n\nA bomb killed 12 people and wounded 40 in Lorne on Wednesday, police said. "
        "Ten died at the scene, they said. Among the dead were three children. A baker, Karl Reiss, was killed as he "
        "opened his shop. Nine people remain in hospital. Two men were arrested."
    )
    view = build(found)
    said = [row.status for table in view.tolls for group in table.groups for row in group.rows if row.set_aside]
    assert said
    assert all(len(why) > len("no") and why != "no" for why in said)
    assert all(row["reason"] for row in rows(found) if row["in_estimate"] == "no")
    assert "the same source gives 12 in the same report" in said
