"""Archives: pages of WARC files, rows of Parquet files, and files on other file systems."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from casrec.errors import ReportError
from casrec.ingest.fetch import expanded
from casrec.ingest.reports import Read, read
from casrec.records import Report
from casrec.settings import Settings

pytest.importorskip("warcio", reason="casrec[archives] is not installed")
pyarrow = pytest.importorskip("pyarrow", reason="casrec[archives] is not installed")

STORY = "Nine people were killed on Monday when a van blew up beside the ferry office, the mayor said."
PAGE = f"<html><head><title>Van blast</title></head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"


def reports(*paths: str, limit: int = 1_000_000) -> tuple[list[Report], list[ReportError]]:
    items = list(read(paths, Settings(max_report_bytes=limit)))
    return [i.report for i in items if isinstance(i, Read)], [i for i in items if isinstance(i, ReportError)]


def warc(pages: list[tuple[str, str, str, bytes]], gzipped: bool = True) -> bytes:
    """A WARC file of answers (address, status, media type, content), each record packed alone as the format has it."""
    out = b""
    for address, status, kind, content in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-05-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if gzipped else record
    return out


@pytest.mark.parametrize("name", ["day.warc", "day.warc.gz"])
def test_the_pages_of_a_warc_file_are_reports_with_their_addresses(tmp_path: Path, name: str) -> None:
    page = PAGE.encode()
    pages = [
        ("https://news.example/blast", "200 OK", "text/html; charset=utf-8", page),
        ("https://news.example/gone", "404 Not Found", "text/html", page),
        ("https://news.example/photo", "200 OK", "image/jpeg", b"\xff\xd8"),
        ("https://news.example/notice", "200 OK", "text/plain", STORY.encode()),
    ]
    (tmp_path / name).write_bytes(warc(pages, gzipped=name.endswith("gz")))
    found, failed = reports(str(tmp_path))
    assert not failed
    assert [report.url for report in found] == ["https://news.example/blast", "https://news.example/notice"]
    assert all("Nine people were killed" in report.text for report in found)
    assert found[0].published is None, "when a page was crawled is not when it was published"


def test_a_page_too_large_or_a_broken_record_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    address = "https://news.example/"
    whole = warc([(address + "1", "200 OK", "text/plain", STORY.encode())], gzipped=False)
    large = warc([(address + "2", "200 OK", "text/plain", STORY.encode() * 99)], gzipped=False)
    path = tmp_path / "a.warc"
    path.write_bytes(large + whole + b"\x1b[31m this is no WARC record\r\n\r\n")
    found, failed = reports(str(path), limit=1000)
    assert [report.url for report in found] == [address + "1"]
    assert [f"{path}:1", f"{path}:3"] == [error.report for error in failed]
    assert "larger than" in failed[0].reason
    assert failed[1].reason == "no WARC record; the rest of the file is not read"


def test_the_rows_of_a_parquet_file_are_reports(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from pyarrow import parquet

    path = tmp_path / "archive.parquet"
    rows = [
        {"name": "a", "text": STORY, "published": datetime(2020, 3, 2, 9, tzinfo=UTC), "outlet": "Harbour Post"},
        {"name": "b", "text": None, "published": None, "outlet": None},
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    found, failed = reports(str(path))
    assert [(report.name, report.outlet) for report in found] == [("a", "Harbour Post")]
    assert found[0].published is not None
    assert found[0].published.startswith("2020-03-02T09:00")
    assert [error.report for error in failed] == [f"{path}:2"]


def test_a_broken_parquet_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1 but nothing more")
    found, failed = reports(str(path))
    assert not found
    assert failed[0].report.startswith(str(path))
    assert "broken Parquet" in failed[0].reason


def test_a_folder_on_another_file_system_is_read_as_one_of_this_machine() -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    files.pipe("/wire/2020/a.txt", STORY.encode())
    files.pipe("/wire/b.jsonl", b'{"name": "b", "text": "Four people drowned off the coast on Sunday."}\n')
    files.pipe("/wire/manifest.jsonl", b'{"file": "none.txt", "outlet": "Nobody"}\n')
    try:
        found, failed = reports("memory://wire")
        assert not failed
        assert [report.name for report in found] == ["b", "a"]
        assert expanded("memory://wire/*.jsonl") == ["memory://wire/b.jsonl", "memory://wire/manifest.jsonl"]
        assert expanded("memory://wire/20*/a.txt") == ["memory://wire/2020/a.txt"]
        assert expanded("memory://wire/*.none") == ["memory://wire/*.none"]
        alone, _ = reports("memory://wire/2020/a.txt")
        assert [report.text for report in alone] == [STORY]
        _, missing = reports("memory://wire/none.txt")
        assert missing[0].report == "memory://wire/none.txt"
    finally:
        files.rm("/wire", recursive=True)


def test_an_unknown_file_system_is_an_error_of_that_path_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    found, failed = reports("nosuch://bucket/file.txt", str(tmp_path / "a.txt"))
    assert len(found) == 1
    assert failed[0].report == "nosuch://bucket/file.txt"
