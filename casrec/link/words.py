"""Words folded and weighed by how rare they are across happenings."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from casrec.lexicon import entries

_WORD = re.compile(r"[^\W\d_][\w'’]*[^\W_]|[^\W\d_]|\d[\d,]*(?:\.\d+)?")
# Words in fewer happenings than this are not kept in the table: their count says little.
LEAST = 3
# The most that a word of harm or of a kind of happening weighs: as much as a word in one happening of ten.
KIND = 2.3
# Terms of lower rarity have no weight: 0.7 leaves out what half of all happenings hold.
FLOOR = 0.7


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in order, in lower case, without the possessive ending."""
    if text.isascii():  # what most text is: lowered at once it has the same words
        lower = text.lower()
        found = _WORD.findall(lower)
        if "'s" not in lower:
            return found
    else:
        found = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return [word[:-2] if word.endswith("'s") else word for word in found]


def terms(text: str) -> list[str]:
    """The words of a text and each two neighbouring ones."""
    words = tokens(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


@lru_cache(maxsize=1)
def _table() -> tuple[int, Mapping[str, int]]:
    """How many happenings the table was counted over, and how many each word is in (scripts/count_rarity.py)."""
    data: dict[str, Any] = json.loads(files("casrec.link").joinpath("rarity.json").read_text("utf-8"))
    return int(data["happenings"]), data["counts"]


@lru_cache(maxsize=200_000)
def rarity(term: str) -> float:
    """How rare a term is: the natural logarithm of (1 + happenings) / (1 + happenings that hold it).

    The table is fixed, not counted over the reports at hand: a pair's score must not change because a third report
    came in. A word the table lacks is as rare as can be; ordinary words come near zero. Words that tell the kind of a
    happening come to KIND at most: where few earthquakes were counted over, "quake" is rare and yet tells no two apart.
    """
    total, counts = _table()
    found = math.log((1 + total) / (1 + counts.get(term, 0)))
    return min(found, KIND) if any(word in _kinds() for word in term.split(" ")) else found


def rarest() -> tuple[Mapping[str, int], frozenset[str]]:
    """How many happenings each term of the table is in, and the words that tell the kind of one."""
    return _table()[1], _kinds()


def floors() -> tuple[int, float]:
    """How many happenings the table was counted over, and the rarity from which a term has a weight."""
    return _table()[0], FLOOR


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    """The words of harm and of the kinds of happenings."""
    data: dict[str, Any] = entries("linking")
    return frozenset(f"{data['harm']} {data['kind']}".split())


@lru_cache(maxsize=1)
def lexicon() -> tuple[frozenset[str], re.Pattern[str]]:
    """The words a report of harm leads with, and one pattern for lines that are the page's furniture, which is tried
    where a line or a word begins: so begins every form of it."""
    data: dict[str, Any] = entries("linking")
    furniture = "|".join(f"(?:{pattern})" for pattern in data["furniture"])
    return frozenset(data["harm"].split()), re.compile(rf"(?:^|\b(?=\w))(?:{furniture})", re.IGNORECASE)


@lru_cache(maxsize=1)
def furniture_signs() -> tuple[str, ...]:
    """What, in lower case, a line that is furniture has one of."""
    return tuple(entries("linking")["furniture_signs"])


@lru_cache(maxsize=1)
def natures() -> Mapping[str, int]:
    """The words that tell what befell people, each with the number of its nature, from 0 on."""
    told: Mapping[str, str] = entries("linking")["natures"]
    return {word: number for number, words in enumerate(told.values()) for word in words.split()}


@lru_cache(maxsize=1)
def follows() -> tuple[frozenset[str], frozenset[str]]:
    """The words of what follows on an incident within days, and after months and years."""
    data: dict[str, Any] = entries("linking")
    return frozenset(data["follows"]["days"].split()), frozenset(data["follows"]["years"].split())
