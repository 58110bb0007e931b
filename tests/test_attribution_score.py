"""The measure of sources found against PolNeAR's form of annotation."""

from __future__ import annotations

import hashlib
import json
import os
from functools import partial
from pathlib import Path

import pytest

from casrec.errors import GoldError
from casrec.extract import attribution
from casrec.extract.reading import Reading
from casrec.records import Report
from casrec.scoring.attribution import Article, Saying, own, polnear, read, score

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
    result, wrong = score(polnear(_folder(tmp_path)), _found)
    assert (result["wanted"], result["source F1"], wrong) == (1, 1.0, [])


def test_a_wrong_source_counts_against_both(tmp_path: Path) -> None:
    result, wrong = score(polnear(_folder(tmp_path)), lambda name, text: [Saying((77, 81), ((15, 33),))])
    assert (result["source precision"], result["source recall"]) == (0.0, 0.0)
    assert wrong == [
        ("missed", "one", "The clerk | 40 votes were lost"),
        ("extra", "one", "wept | 40 votes were lost"),
    ]


def test_a_speaker_inside_a_content_is_not_judged(tmp_path: Path) -> None:
    right, nested = Saying((0, 9), ((15, 33),)), Saying((18, 23), ((15, 17),))
    assert score(polnear(_folder(tmp_path)), lambda name, text: [right, nested])[0]["predicted"] == 1


def _given(said: list[Saying], _name: str, _text: str) -> list[Saying]:
    """The same answer to whatever is asked."""
    return said


def test_what_is_optional_counts_neither_way() -> None:
    gold = (Saying((0, 9), ((15, 33),)), Saying((68, 76), ((35, 66),), optional=True))
    article = Article("one", TEXT + " 3", gold)
    right = Saying((0, 9), ((15, 33),))
    for said in ([right], [right, Saying((68, 76), ((35, 84),))]):
        rows, wrong = score([article], partial(_given, said))
        assert (rows["source F1"], wrong) == (1.0, [])


def test_nothing_annotated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        score(polnear(tmp_path), _found)


def test_our_own_annotation_is_of_the_very_text(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    row = {"article": "one", "kept": True, "attributions": [{"source": [0, 9], "cue": [10, 14], "content": [[15, 33]]}]}
    gold = tmp_path / "attribution.jsonl"
    good = {**row, "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    gold.write_text(json.dumps(good) + "\n" + json.dumps({**good, "article": "absent"}) + "\n", encoding="utf-8")
    assert own(gold, tmp_path) == [Article("one", TEXT, (Saying((0, 9), ((15, 33),)),), kept=True)]
    gold.write_text(json.dumps({**row, "sha256": "0"}) + "\n", encoding="utf-8")
    with pytest.raises(GoldError):
        own(gold, tmp_path)


def _train() -> Path:
    shared = Path(os.environ.get("CASREC_SHARED", Path(__file__).parents[2] / "shared"))
    return shared / "corpora" / "attribution-polnear-dev" / "train"


def test_polnear_train_where_it_is() -> None:
    if not (_train() / "attributions").is_dir():
        pytest.skip(f"{_train()}/attributions is not here")
    assert score(polnear(_train()), _found)[0]["source F1"] > 0.8


def test_our_own_annotation_where_its_texts_are() -> None:
    if not (_train() / "text").is_dir():
        pytest.skip(f"{_train()}/text is not here")
    articles = own(Path(__file__).parent / "gold" / "attribution.jsonl", _train() / "text")
    assert len(articles) == 34
    assert score(articles, _found)[0]["source F1"] > 0.85
