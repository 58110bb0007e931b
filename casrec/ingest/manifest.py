"""A folder's manifest.jsonl: what is known of its reports beside their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from casrec.errors import MalformedReport, ReportError
from casrec.ingest.naming import PACKED

MANIFEST = "manifest.jsonl"
FIELDS = ("outlet", "published", "updated", "url", "title", "language")
LARGEST = 200_000_000  # bytes: a million lines


class Manifests:
    """The manifests of the folders met in a run, each read once."""

    def __init__(self) -> None:
        self._lines: dict[Path, dict[str, dict[str, str]]] = {}
        self._errors: dict[Path, list[ReportError]] = {}

    def stated(self, path: Path) -> Mapping[str, str]:
        """What the manifest beside a file says of it; the file may be packed where the manifest's name is not."""
        lines = self._of(path.parent)
        return lines.get(path.name) or lines.get(path.name.removesuffix(PACKED)) or {}

    def errors(self, folder: Path) -> Iterator[ReportError]:
        """The lines of a folder's manifest that cannot be read, given once."""
        self._of(folder)
        yield from self._errors.pop(folder, [])

    def _of(self, folder: Path) -> dict[str, dict[str, str]]:
        """The manifest of a folder by file name; empty where it has none."""
        if folder not in self._lines:
            self._lines[folder] = {}
            path = folder / MANIFEST
            try:
                if path.is_file() and path.stat().st_size > LARGEST:
                    raise OSError(0, f"larger than {LARGEST:,} bytes")
                data = path.read_bytes() if path.is_file() else b""
            except OSError as exc:
                self._errors[folder] = [MalformedReport(str(path), f"cannot be read: {exc.strerror or exc}")]
            else:
                self._read(folder, path, data)
        return self._lines[folder]

    def _read(self, folder: Path, path: Path, data: bytes) -> None:
        """Keep the lines of a manifest, and the errors of those that are broken."""
        for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                fields = msgspec.json.decode(line)
                file = fields["file"]
                if not isinstance(file, str):
                    raise TypeError("'file' is no string")
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError) as exc:
                reason = "the line names no 'file'" if isinstance(exc, KeyError) else f"broken line: {exc}"
                self._errors.setdefault(folder, []).append(MalformedReport(f"{path}:{number}", reason))
                continue
            values = {name: value for name in FIELDS if isinstance(value := fields.get(name), str) and value.strip()}
            self._lines[folder][file] = values
