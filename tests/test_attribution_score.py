"""The measure of sources found against PolNeAR's form of annotation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casrec.errors import GoldError
from casrec.extract import attribution
from casrec.extract.reading import Reading
from casrec.records import Report
from casrec.scoring.attribution import Saying, read, score

TEXT = "The clerk said 40 votes were lost. The judge, he added, was asleep. A porter wept."
ANN = (
    "T1\tSource 0 9\tThe clerk\nT2\tCue 10 14\tsaid\nT3\tContent 15 33\t40 votes were lost\n"
    "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    "T5\tSource 46 48\the\nT6\tContent 35 44;56 66\tThe judge was asleep\n"
    "T7\tAttribution 49 54\tadded\nE2\tAttribution:T7 Source:T5 Content:T6\n"
    "T8\tContent 68 76\tA porter\nT9\tAttribution-no-source 77 81\twept\nE3\tAttribution-no-source:T9 Content:T8\n"
)


def _folder(path: Path) -> Path:
    (path / "text").mkdir()
    (path / "attributions").mkdir()
    (path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (path / "attributions" / "one_ab12.ann").write_text(ANN, encoding="utf-8")
    return path


def _found(name: str, text: str) -> list[Saying]:
    reading = Reading(Report.make(name=name, text=text))
    return [Saying(source, content) for source, content in attribution.sayings(reading)]


def test_reads_split_contents_and_missing_sources(tmp_path: Path) -> None:
    gold = read(_folder(tmp_path) / "attributions" / "one_ab12.ann")
    assert gold == [
        Saying((0, 9), ((15, 33),)),
        Saying((46, 48), ((35, 44), (56, 66))),
        Saying(None, ((68, 76),)),
    ]


def test_only_contents_with_numbers_or_harm_count(tmp_path: Path) -> None:
    result = score(_folder(tmp_path), _found)
    assert (result["wanted"], result["source F1"]) == (1, 1.0)


def test_a_wrong_source_counts_against_both(tmp_path: Path) -> None:
    result = score(_folder(tmp_path), lambda name, text: [Saying((68, 76), ((15, 33),))])
    assert (result["source precision"], result["source recall"]) == (0.0, 0.0)


def test_a_speaker_inside_a_content_is_not_judged(tmp_path: Path) -> None:
    right, nested = Saying((0, 9), ((15, 33),)), Saying((18, 23), ((15, 17),))
    assert score(_folder(tmp_path), lambda name, text: [right, nested])["predicted"] == 1


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        score(tmp_path, _found)


def test_polnear_train_where_it_is() -> None:
    shared = Path(os.environ.get("CASREC_SHARED", Path(__file__).parents[2] / "shared"))
    root = shared / "corpora" / "attribution-polnear-dev" / "train"
    if not (root / "attributions").is_dir():
        pytest.skip("PolNeAR's attributions are not in ../shared")
    assert score(root, _found)["source F1"] > 0.6
