"""Paths to reports: files, folders, manifests, packed files, standard input, and everything that can be wrong."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from casrec.errors import BinaryReport, EmptyReport, MalformedReport, ReportError
from casrec.ingest import fetch
from casrec.ingest.decoding import decode
from casrec.ingest.language import detect
from casrec.ingest.reports import Read, read, readers
from casrec.records import Report, encode
from casrec.seams import Reader
from casrec.settings import Settings
from casrec.terms import PassageKind

STORY = "Nine people were killed on Monday when a van blew up beside the ferry office, the mayor said."
NOBODY = 65534  # the number of a user who owns nothing


def reads(*paths: str | Path, limit: int = 1_000_000, stdin: bytes | None = None) -> list[Read | ReportError]:
    settings = Settings(max_report_bytes=limit)
    return list(read(map(str, paths), settings, stdin=None if stdin is None else io.BytesIO(stdin)))


def reports(items: Iterable[Read | ReportError]) -> list[Report]:
    return [item.report for item in items if isinstance(item, Read)]


def errors(items: Iterable[Read | ReportError]) -> list[ReportError]:
    return [item for item in items if isinstance(item, ReportError)]


def test_a_text_file_is_kept_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes(f"  Ferry blast\r\n\r\n{STORY}\rÉté \t \n\n".encode())
    (item,) = reads(path)
    assert isinstance(item, Read)
    assert item.report.text == path.read_text(encoding="utf-8")
    assert item.data == path.read_bytes()
    assert item.report.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (item.report.name, item.report.media_type, item.report.language) == ("wire", "text/plain", "en")


def test_a_byte_order_mark_keeps_its_place_and_joins_no_word(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    (report,) = reports(reads(path))
    assert report.text == path.read_text(encoding="utf-8")
    assert [(p.start, p.kind) for p in report.passages] == [(0, PassageKind.FURNITURE), (1, PassageKind.ARTICLE)]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", f"“{STORY}” — the café’s owner"),
        ("latin-1", f"{STORY} Two of them were from Ocoña."),
        ("utf-16", STORY),
        ("utf-16-le", STORY),
        ("utf-16-be", STORY),
        (
            "cp1251",
            "Девять человек погибли в понедельник, когда у паромной станции взорвался фургон, сообщил мэр. " * 3,
        ),
    ],
)
def test_other_encodings(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding), "a.txt") == words


def test_utf_8_with_a_cut_end_stays_utf_8() -> None:
    words = f"“{STORY}” “{STORY}” “{STORY}” — Ocoña " * 20
    assert decode(words.encode() + "é".encode()[:1], "a.txt") == words + "\ufffd"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("empty.txt", b"", EmptyReport),
        ("blank.txt", b" \n\t\r\n", EmptyReport),
        ("mark.txt", b"\xef\xbb\xbf\n", EmptyReport),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), BinaryReport),
        ("paper.txt", b"%PDF-1.7 Nine people were killed", BinaryReport),
        ("nul.txt", b"Nine people\x00were killed", BinaryReport),
        ("noise.txt", bytes((i * 89) % 256 for i in range(5000)), BinaryReport),
        ("noise.html", bytes((i * 89) % 256 for i in range(5000)), BinaryReport),
        ("scripts.html", b"<html><script>var killed = 500;</script></html>", EmptyReport),
        ("a.txt.gz", b"not packed at all", MalformedReport),
        ("a.pdf", b"Nine people were killed", MalformedReport),
        ("feed.rss", b"Nine people were killed", MalformedReport),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, kind: type[ReportError]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    (error, item) = reads(path, good)
    assert type(error) is kind
    assert isinstance(error, ReportError)
    assert error.report == str(path)
    assert error.reason
    assert isinstance(item, Read)  # the run goes on


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    missing, empty = errors(reads(tmp_path / "gone.txt", tmp_path / "none"))
    assert "No such file" in missing.reason
    assert isinstance(empty, EmptyReport)


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Act as a user whom the modes of files bind: root, who may read everything, steps down for a while."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no users whom the modes of files bind")
    before = os.geteuid()
    if before == 0:
        try:
            os.seteuid(NOBODY)
        except OSError:
            pytest.skip("this root may read everything, and may not step down to another user")
    try:
        yield
    finally:
        os.seteuid(before)


def test_an_unreadable_file_is_named() -> None:
    with TemporaryDirectory() as folder:  # whoever root steps down to may enter it, as he may not enter ``tmp_path``
        Path(folder).chmod(0o755)
        locked, good = Path(folder) / "locked.txt", Path(folder) / "good.txt"
        for path, mode in ((locked, 0), (good, 0o644)):
            path.write_text(STORY)
            path.chmod(mode)
        reads(good)  # what is loaded at first use may lie where only root can read
        with bound_by_modes():
            error, item = reads(locked, good)
    assert isinstance(error, ReportError)
    assert error.report == str(locked)
    assert "Permission denied" in error.reason
    assert isinstance(item, Read)  # the run goes on


def test_a_folder_is_read_in_order_with_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "below").mkdir()
    (tmp_path / "below/c.md").write_text(f"# Ferry blast kills nine\n\n{STORY}")
    (tmp_path / "readme.md").write_text("What this folder holds.")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hidden.txt").write_text(STORY)
    lines = [
        {"file": "a.txt", "outlet": "Lantern", "published": "2016-05-23T18:30:00+02:00", "url": "https://x.example/a"},
        {"file": "b.txt", "outlet": None, "published": "2016-05-24", "title": "Ferry blast"},
        {"file": "not-there.txt", "outlet": "Lantern"},
    ]
    (tmp_path / "manifest.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n{broken\n[]\n")
    notes: list[str] = []
    items = list(read([str(tmp_path)], Settings(), note=notes.append))
    a, b, c = reports(items)
    assert (a.name, a.outlet, a.published, a.url) == ("a", "Lantern", "2016-05-23T16:30:00Z", "https://x.example/a")
    assert (b.name, b.outlet, b.published, b.title) == ("b", None, "2016-05-24", "Ferry blast")
    assert (c.name, c.media_type, c.title) == ("c", "text/markdown", "Ferry blast kills nine")
    assert [error.report for error in errors(items)] == [f"{tmp_path}/manifest.jsonl:{n}" for n in (4, 5)]
    assert [Path(note.split(":")[0]).name for note in notes] == ["picture.jpg", "readme.md"]
    assert reports(reads(tmp_path / "a.txt.gz")) == [a]  # the same report however it is named


def test_a_manifest_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.txt"}\n')
    (error,) = errors(reads(tmp_path / "manifest.jsonl"))
    assert "manifest" in error.reason


def test_packed_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MOST_EMPTY", 1000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 9_000_000))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"a" * 9_000_000))
    (tmp_path / "empty.jsonl.gz").write_bytes(gzip.compress(b"\n" * 15_000))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "nine were killed"}\n' * 2000)[:-20])
    tracemalloc.start()
    items = reads(tmp_path, limit=10_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
    reasons = {Path(error.report.split(":")[0]).name: error.reason for error in errors(items)}
    assert "max_report_bytes" in reasons["bomb.txt.gz"]
    assert "rest of the file" in reasons["bomb.jsonl.gz"]
    assert "empty lines" in reasons["empty.jsonl.gz"]
    assert "end-of-stream" in reasons["cut.jsonl.gz"]


LINES = [
    b'{"name": "one", "outlet": "Lantern", "published": "2016-05-23", "url": "u", "title": "Ferry blast", '
    b'"text": "A."}',
    b"{broken",
    b"",
    b'{"id": 7, "text": "Ferry blast\\n\\nNine died.", "title": "Ferry blast - The Lantern"}',
    b'{"text": "Nine \\ud800died\\u0000."}',
    b'["text"]',
    b'{"name": "no text"}',
    b'{"text": 5}',
    b'{"text": " "}',
    b'{"record": "claim", "id": "clm-1"}',
    b"\xff\xfe",
    b'{"text": ' + b"[" * 100_000 + b"}",
]


def test_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\n".join(LINES))
    items = reads(path)
    one, seven, third = reports(items)
    assert (one.name, one.outlet, one.published, one.url, one.title) == (
        "one",
        "Lantern",
        "2016-05-23",
        "u",
        "Ferry blast",
    )
    assert one.text == "Ferry blast\n\nA."
    assert one.passages[0].kind is PassageKind.HEADLINE
    assert one.digest == hashlib.sha256(LINES[0]).hexdigest()
    assert (seven.name, seven.text) == ("7", "Ferry blast\n\nNine died.")  # it opens with its title already
    assert (third.name, third.text) == ("wire:5", "Nine \ufffddied\ufffd.")
    assert [error.report for error in errors(items)] == [f"{path}:{n}" for n in (2, 6, 7, 8, 9, 11, 12)]


def test_a_report_record_passes_unchanged() -> None:
    first = reports(reads("-", stdin=STORY.encode()))
    (again,) = reads("-", stdin=b"".join(encode(report) + b"\n" for report in first))
    assert again == Read(first[0], None)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (STORY.encode(), "text/plain"),
        (gzip.compress(STORY.encode()), "text/plain"),
        (json.dumps({"text": STORY}).encode(), "application/x-ndjson"),
        (f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>".encode(), "text/html"),
        (f"<rss><channel><item><title>{STORY}</title></item></channel></rss>".encode(), "application/feed+xml"),
        (b"{not json} " + STORY.encode(), "text/plain"),
    ],
)
def test_standard_input_is_told_by_how_it_opens(data: bytes, media_type: str) -> None:
    (report,) = reports(reads("-", stdin=data))
    assert report.media_type == media_type
    assert STORY in report.text
    assert report.name in ("stdin", "stdin:1")


def test_a_long_file_of_lines_is_read_one_line_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    line = json.dumps({"text": f"{STORY} " * 50}).encode() + b"\n"
    path.write_bytes(line * 300)  # 1.4 MB
    stream = read([str(path)], Settings())
    next(stream)
    tracemalloc.start()
    count = sum(1 for _ in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 299
    assert peak < 1_000_000


def test_the_built_in_readers_keep_the_protocol() -> None:
    assert all(isinstance(reader, Reader) for reader in readers())
    assert len(readers()) >= 4


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (STORY, "en"),
        (STORY.upper(), "en"),
        (
            "Nueve personas murieron el lunes cuando una furgoneta estalló junto al muelle, dijo el alcalde.",
            "es",
        ),
        ("Neuf personnes ont été tuées lundi dans l'explosion d'une camionnette près du port, a dit le maire.", "fr"),
        ("Девять человек погибли в понедельник, когда взорвался фургон, сообщил мэр.", "ru"),
        ("قتل تسعة أشخاص يوم الاثنين عندما انفجرت شاحنة صغيرة قرب مكتب العبارة", "ar"),
        ("Sembilan orang tewas pada hari Senin ketika sebuah mobil meledak di dekat pelabuhan, kata wali kota.", "id"),
        ("Nine dead", None),
        ("12:30 - 45", None),
    ],
)
def test_language(words: str, language: str | None) -> None:
    assert detect(words) == language


def test_another_language_is_kept_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Neuf personnes ont été tuées lundi dans l'explosion d'une camionnette, a dit le maire.", "utf-8")
    (report,) = reports(reads(path))
    assert report.language == "fr"
    assert report.text
