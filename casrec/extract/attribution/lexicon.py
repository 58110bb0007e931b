"""The lexicon of sources: which body a name is, which kind of source a description is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from casrec.lexicon import entries
from casrec.terms import SourceType

_WORD = re.compile(r"\w+")
_FOLDED = re.compile(r"\w+(?:[-'.]\w+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source the lexicon knows; ``short`` are forms in lower case that mean it once it has been named."""

    key: str
    name: str
    type: SourceType
    short: frozenset[str]


@dataclass(frozen=True, slots=True)
class StandIn:
    """Descriptions that stand for somebody named elsewhere ("the monitor"), and for whom they can stand."""

    heads: tuple[str, ...]
    types: frozenset[SourceType]
    names: tuple[str, ...]
    documents: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the lexicon at its place in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Alias:
    """One form of a name as its words; ``capitals`` where it must be written as it is."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    capitals: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Role:
    """The telling words of one kind of source: whole words, stems, and phrases with the space around them."""

    kind: SourceType
    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]

    def fits(self, found: list[str], spaced: str) -> bool:
        """Whether a description holds one of the words."""
        if any(word in self.words or word.startswith(self.stems) for word in found):
            return True
        return any(phrase in spaced for phrase in self.phrases)


class Lexicon:
    """The sources of ``lexicon/sources.yaml``."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.entries: dict[str, Entry] = {}
        self._aliases: dict[str, list[_Alias]] = {}
        for kind in SourceType:
            for row in data.get(kind.value, ()):
                short = frozenset(word.lower() for word in row.get("short", ()))
                entry = Entry(row["key"], row["name"], kind, short)
                self.entries[entry.key] = entry
                for name in (row["name"], *row.get("also", ())):
                    self._add(name, entry)
        for aliases in self._aliases.values():
            aliases.sort(key=lambda alias: -len(alias.words))
        self._roles = [_role(row) for row in data["roles"]]
        self._kinds: dict[str, SourceType] = {}
        self.persons = frozenset(data["persons"].split())
        self.spokespeople = frozenset(data["spokespeople"])
        self.titles = frozenset(data["titles"].split())
        self.ranks: dict[str, tuple[str, ...]] = {word: tuple(closer) for word, closer in data["ranks"].items()}
        self.women = frozenset(data["women"])
        self.men = frozenset(data["men"])
        self.stand_ins = tuple(_stand_in(row) for row in data["stand_ins"])

    def _add(self, name: str, entry: Entry) -> None:
        shown = tuple(_WORD.findall(name))
        alias = _Alias(tuple(word.lower() for word in shown), shown, name.isupper() and len(shown) == 1, entry)
        self._aliases.setdefault(alias.words[0], []).append(alias)

    def find(self, text: str) -> Iterator[Hit]:
        """The names in ``text``, longest first at each place, without overlap, in order."""
        small = text.lower()
        lowers = _WORD.findall(small) if len(small) == len(text) else [word.lower() for word in _WORD.findall(text)]
        places = [at for at, lower in enumerate(lowers) if lower in self._aliases]
        matches = list(_WORD.finditer(text)) if places else []
        free = 0
        for at in places:
            hit = self._at(matches, lowers, at) if at >= free else None
            if hit is not None:
                count, entry = hit
                yield Hit(matches[at].start(), matches[at + count - 1].end(), entry)
                free = at + count

    def _at(self, matches: list[re.Match[str]], lowers: list[str], at: int) -> tuple[int, Entry] | None:
        """How many words from word ``at`` are a name, and whose."""
        for alias in self._aliases[lowers[at]]:
            count = len(alias.words)
            if count > 1 and tuple(lowers[at : at + count]) != alias.words:
                continue
            run = matches[at : at + count]
            if any(b.start() - a.end() > 2 for a, b in pairwise(run)):
                continue
            if not _written_alike(run, alias):
                continue
            return count, alias.entry
        return None

    def kind(self, description: str) -> SourceType:
        """The kind of source a description is of, by its words; UNKNOWN where none is telling."""
        folded = description.lower().replace("’", "'")
        if folded not in self._kinds:
            if len(self._kinds) > 20_000:  # bounds the memory of a long run; descriptions repeat within a report
                self._kinds.clear()
            found = _FOLDED.findall(folded)
            spaced = f" {' '.join(found)} "
            fits = (role.kind for role in self._roles if role.fits(found, spaced))
            self._kinds[folded] = next(fits, SourceType.UNKNOWN)
        return self._kinds[folded]


def _written_alike(run: list[re.Match[str]], alias: _Alias) -> bool:
    """Whether words in a text carry the capitals of a name."""
    if alias.capitals:
        return run[0].group() == alias.shown[0]
    return all(
        not shown[0].isupper() or word.group()[0].isupper() for word, shown in zip(run, alias.shown, strict=True)
    )


def _role(row: dict[str, Any]) -> _Role:
    """The telling words of a kind from its row; a star stands for any ending."""
    rows = [str(word).lower() for word in row["words"]]
    return _Role(
        kind=SourceType(row["type"]),
        words=frozenset(word for word in rows if " " not in word and not word.endswith("*")),
        stems=tuple(word[:-1] for word in rows if " " not in word and word.endswith("*")),
        phrases=tuple(f" {word[:-1]}" if word.endswith("*") else f" {word} " for word in rows if " " in word),
    )


def _stand_in(row: dict[str, Any]) -> StandIn:
    """A stand-in from its row."""
    types = frozenset(SourceType(kind) for kind in row.get("types", ()))
    return StandIn(tuple(row["heads"]), types, tuple(row.get("names", ())), bool(row.get("documents", False)))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of sources, read once."""
    return Lexicon(entries("sources"))
