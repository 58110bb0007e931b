"""The MUC scorer: keys as they are written, answers from claims, and the measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from casrec.errors import GoldError
from casrec.records import Actor, Claim, Mention, Report, Responsibility, Source
from casrec.scoring import muc
from casrec.terms import IncidentKind, MentionRole, ResponsibilityStance, SourceType

KEY = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (US)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  01 JAN 89
4.  INCIDENT: TYPE                  BOMBING
10. PERP: ORGANIZATION ID           "NORTHERN FRONT" / "NF"
                                    ? "SOUTHERN FRONT"
11. PERP: ORGANIZATION CONFIDENCE   CLAIMED OR ADMITTED: "NORTHERN FRONT" / "NF"
                                    POSSIBLE: "SOUTHERN FRONT"
19. HUM TGT: DESCRIPTION            "CLERKS"
                                    "GUARD"
                                    "PASSERS-BY"
21. HUM TGT: NUMBER                 2: "CLERKS"
                                    1: "GUARD"
                                    PLURAL: "PASSERS-BY"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "CLERKS"
                                    DEATH: "GUARD"
                                    INJURY: "PASSERS-BY"

0.  MESSAGE: ID                     DEV-MUC3-9002 (US)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *

0.  MESSAGE: ID                     DEV-MUC3-9003 (US)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
4.  INCIDENT: TYPE                  ATTACK
"""
TEXT = """
DEV-MUC3-9001 (US)

   ARDEN, 1 JAN 89 -- A BOMB WENT OFF.

DEV-MUC3-9002 (US)

   ARDEN, 2 JAN 89 -- NOTHING HAPPENED.

DEV-MUC3-9003 (US)

   ARDEN, 3 JAN 89 -- LITTLE HAPPENED.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in the form of the corpus."""
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "key-dev-9001.muc4").write_text(KEY, encoding="latin-1")
    (tmp_path / "dev" / "dev-muc3-9001").write_text(TEXT, encoding="latin-1")
    return tmp_path


def claim(stance: ResponsibilityStance, rule: str, name: str = "Northern Front", by: SourceType | None = None) -> Claim:
    """A claim of responsibility in the lead of a bombing."""
    report = Report.make(name="m", text="The Northern Front did it.")
    lead = Mention(id="men-1", report=report.id, role=MentionRole.LEAD, kind=IncidentKind.BOMBING)
    sources = () if by is None else (Source(text="they", name="they", type=by),)
    said = Responsibility(actor=Actor(text=name, name=name), stance=stance)
    span = report.span(0, 26)
    return Claim.make(report=report.id, span=span, content=said, mention=lead, rule=rule, sources=sources)


def test_keys_are_read(folder: Path) -> None:
    """Alternatives, optional fillers, and numbers crossed with effects; optional templates do not count."""
    gold, texts = muc.load(folder)
    assert list(texts) == ["DEV-MUC3-9001"]
    assert texts["DEV-MUC3-9001"].strip().startswith("ARDEN, 1 JAN 89")
    (template,) = gold
    assert template.types == ("BOMBING",)
    assert [o.names for o in template.organisations] == [("NORTHERN FRONT", "NF"), ("SOUTHERN FRONT",)]
    assert template.organisations[0].confidences == ("CLAIMED OR ADMITTED",)
    assert [o.optional for o in template.organisations] == [False, True]
    assert template.killed == 3
    assert template.injured is None


def test_a_folder_without_messages_is_refused(tmp_path: Path) -> None:
    """What is not the corpus is named as such."""
    with pytest.raises(GoldError):
        muc.load(tmp_path)


def test_the_parts_divide_the_messages(folder: Path) -> None:
    """Every message is in one part."""
    whole = {t.message for t in muc.load(folder)[0]}
    parts = [{t.message for t in muc.load(folder, validation=part)[0]} for part in (True, False)]
    assert parts[0] | parts[1] == whole
    assert not parts[0] & parts[1]


@pytest.mark.parametrize(
    ("stance", "rule", "by", "level"),
    [
        (ResponsibilityStance.CLAIMED, "claim.takes", None, muc.CLAIMED),
        (ResponsibilityStance.ACCUSED, "deed.active", None, muc.FACT),
        (ResponsibilityStance.ACCUSED, "deed.active.suspected", SourceType.WITNESS, muc.ACCUSED),
        (ResponsibilityStance.ACCUSED, "accused.blam", SourceType.POLICE, muc.BY_AUTHORITIES),
        (ResponsibilityStance.ACCUSED, "accused.blam", SourceType.RELATIVE, muc.ACCUSED),
    ],
)
def test_confidence(stance: ResponsibilityStance, rule: str, by: SourceType | None, level: str) -> None:
    """Stance, wording and source decide how sure a tie is."""
    got = muc.answer([claim(stance, rule, by=by)], 3, None)
    assert got.type == "BOMBING"
    assert got.organisations == ((("Northern Front",), level),)
    assert (got.killed, got.injured) == (3, 0)


def test_men_described_and_denials_are_no_answer() -> None:
    """ "Guerrillas" are no organisation, and who denies is not named as having done it."""
    men = claim(ResponsibilityStance.ACCUSED, "deed.active", name="guerrillas")
    denied = claim(ResponsibilityStance.DENIED, "denied.verb")
    assert muc.answer([men, denied], None, None).organisations == ()


def test_measures(folder: Path) -> None:
    """A right answer scores full; a missing optional organisation costs nothing; a wrong one is listed."""
    gold, _ = muc.load(folder)
    right = muc.answer([claim(ResponsibilityStance.CLAIMED, "claim.takes")], 3, 9)
    measures, wrong = muc.score(gold, {"DEV-MUC3-9001": right})
    assert measures == {
        "type F1": 1.0,
        "organisation F1": 1.0,
        "confidence F1": 1.0,
        "killed exact": 1.0,
        "injured exact": 0.0,
    }
    assert wrong == []
    measures, wrong = muc.score(gold, {})
    assert measures["type F1"] == measures["organisation F1"] == measures["killed exact"] == 0.0
    assert len(wrong) == 3
