"""Place names found and placed, against a corpus of news with annotated toponyms (LGL, TR-News).

The corpora are XML: ``article`` elements with a ``text`` and ``toponym`` elements (``start``, ``end``, ``phrase`` and,
where the annotators could place it, ``lat`` and ``lon``). A place is right within 161 km (100 miles) of the gold.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casrec.errors import GoldError
from casrec.places import distance_km

NEAR_KM = 161.0

Spotted = tuple[int, int, float | None, float | None]
Resolve = Callable[[str, Sequence[tuple[int, int]]], Sequence[tuple[float, float] | None]]
Find = Callable[[str], Sequence[Spotted]]


@dataclass(frozen=True, slots=True)
class Named:
    """A gold toponym: offsets into the text, the words, coordinates in degrees or None where it was not placed."""

    start: int
    end: int
    phrase: str
    spot: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Article:
    """One text of a corpus with its toponyms."""

    name: str
    text: str
    named: tuple[Named, ...]


def read(path: Path) -> Iterator[Article]:
    """The articles of a corpus. Raises GoldError where the file cannot be read as one."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as exc:
        raise GoldError(f"{path.name}: {exc}") from exc
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        named = sorted(_named(article, text), key=lambda n: n.start)
        yield Article(article.get("docid") or "", text, tuple(named))


def score(
    path: Path, resolve: Resolve, find: Find, wanted: Callable[[str], bool] = lambda name: True
) -> dict[str, float]:
    """How well places are resolved and found in the articles whose name is wanted.

    ``resolve(text, spans)`` gives the coordinates for gold spans; ``accuracy`` is the share within 161 km among gold
    toponyms that have coordinates (None counts as wrong). ``find(text)`` gives (start, end, latitude, longitude);
    ``precision``, ``recall`` and ``f1`` count those that overlap a gold toponym and lie within 161 km of it. What
    overlaps a gold toponym without coordinates counts neither way.
    """
    placed = right = found = hit = 0
    for article in read(path):
        if not wanted(article.name):
            continue
        gold = [n for n in article.named if n.spot]
        spots = resolve(article.text, [(n.start, n.end) for n in article.named])
        placed += len(gold)
        right += sum(1 for n, spot in zip(article.named, spots, strict=True) if n.spot and near(n.spot, spot))
        hits, counted = _matched(article, find(article.text))
        hit, found = hit + hits, found + counted
    precision, recall = _share(hit, found), _share(hit, placed)
    return {
        "toponyms": placed,
        "accuracy": _share(right, placed),
        "precision": precision,
        "recall": recall,
        "f1": _share(2 * precision * recall, precision + recall),
    }


def near(gold: tuple[float, float], spot: tuple[float, float] | None) -> bool:
    """Whether coordinates lie within 161 km of the gold."""
    return spot is not None and distance_km(gold, spot) <= NEAR_KM


def _matched(article: Article, spotted: Sequence[Spotted]) -> tuple[int, int]:
    """How many of the places found are right, and how many count; each gold toponym is met once at most."""
    met: set[int] = set()
    counted = 0
    for start, end, lat, lon in spotted:
        over = [i for i, n in enumerate(article.named) if n.start < end and start < n.end]
        if over and all(article.named[i].spot is None for i in over):
            continue
        counted += 1
        for i in over:
            gold = article.named[i].spot
            if gold and i not in met and lat is not None and lon is not None and near(gold, (lat, lon)):
                met.add(i)
                break
    return len(met), counted


def _named(article: ElementTree.Element, text: str) -> Iterator[Named]:
    """The toponyms of an article; where offsets and words disagree, the nearest place that the words stand at."""
    for toponym in article.iter("toponym"):
        phrase = toponym.findtext("phrase") or ""
        start = int(toponym.findtext("start") or 0)
        start = _nearest(text, phrase, start)
        lat = toponym.findtext("gaztag/lat") or toponym.findtext("lat")
        lon = toponym.findtext("gaztag/lon") or toponym.findtext("lon")
        yield Named(start, start + len(phrase), phrase, (float(lat), float(lon)) if lat and lon else None)


def _nearest(text: str, phrase: str, start: int) -> int:
    """Where the words stand nearest to an offset, or the offset itself."""
    if text[start : start + len(phrase)] == phrase:
        return start
    after, before = text.find(phrase, max(0, start)), text.rfind(phrase, 0, start + len(phrase))
    known = [at for at in (after, before) if at >= 0]
    return min(known, key=lambda at: abs(at - start)) if known else start


def _share(part: float, whole: float) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0
