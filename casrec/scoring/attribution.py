"""Sources found for contents that matter, against PolNeAR's annotated attributions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from casrec.errors import GoldError
from casrec.scoring.measures import Prf

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|"
    r"dozens?|scores|several|half)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:kill\w*|dead|die[ds]?|dying|deaths?|deadly|murder\w*|massacre\w*|slain|slaughter\w*|wound\w*|injur\w*|hurt|"
    r"casualt\w*|victims?|fatal\w*|missing|kidnap\w*|abduct\w*|hostages?|displaced|homeless|refugees?|shot|shooting\w*|"
    r"bomb\w*|attack\w*|execut\w*|assassinat\w*|arrest\w*|detain\w*|jail\w*|toll)\b",
    re.I,
)
_EMPTY = frozenset({"the", "a", "an", "of", "by", "in", "his", "her", "its", "their", "and", "s"})


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says what, as offsets: the words that name the source (None: nobody is named), the words that are said.

    ``optional`` marks an annotated one that careful readers could leave out: finding it is neither right nor wrong.
    """

    source: Span | None
    content: tuple[Span, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text; ``kept`` where nobody read its errors while writing rules."""

    name: str
    text: str
    gold: tuple[Saying, ...]
    kept: bool = False


Find = Callable[[str, str], Iterable[Saying]]
Wrong = tuple[str, str, str]


def score(articles: Iterable[Article], find: Find) -> tuple[dict[str, float], list[Wrong]]:
    """Precision, recall and F1 of the sources found in annotated articles, and what was missed or is wrong.

    ``find(name, text)`` gives the predicted sayings of one article. A content matters where it holds a number (digits
    or a number word from two up) or a word of harm. A predicted saying matches an annotated one where their contents
    share a word (by offset) and their sources share a telling word (by offset, or the same word: "the ministry" for
    "ministry" elsewhere); pronouns match only by offset.

    - wanted: annotated attributions with a source whose content matters;
    - found: those that some prediction matches;
    - predicted: predictions with a source whose content matters; right are those that match any annotated
      attribution, whether its content matters or not. PolNeAR annotates no saying inside another, so a prediction
      whose source stands inside an annotated content (somebody quoted by the speaker) is not judged.

    Recall is found / wanted, precision right / predicted. Raises GoldError where there is nothing annotated.
    """
    total = Prf()
    right = predicted = count = 0
    wrong: list[Wrong] = []
    for article in articles:
        count += 1
        text, sure = article.text, [g for g in article.gold if not g.optional]
        said = [saying for saying in find(article.name, text) if saying.source is not None]
        wanted = [g for g in sure if g.source is not None and matters(text, g)]
        missed = [g for g in wanted if not any(same(text, g, p) for p in said)]
        total += Prf(found=len(wanted) - len(missed), wanted=len(wanted))
        telling = [p for p in said if matters(text, p) and not _inside(p, sure) and not _optional(text, p, article)]
        extra = [p for p in telling if not any(same(text, g, p) for g in sure if g.source is not None)]
        predicted += len(telling)
        right += len(telling) - len(extra)
        wrong += [(kind, article.name, _shown(text, s)) for kind, rows in _kinds(missed, extra) for s in rows]
    if not count:
        raise GoldError("no attributions are annotated here")
    precision = right / predicted if predicted else 0.0
    both = precision + total.recall
    rows = {
        "articles": count,
        "wanted": total.wanted,
        "predicted": predicted,
        "source precision": precision,
        "source recall": total.recall,
        "source F1": 2 * precision * total.recall / both if both else 0.0,
    }
    return rows, wrong


def _kinds(missed: list[Saying], extra: list[Saying]) -> tuple[tuple[str, list[Saying]], ...]:
    return ("missed", missed), ("extra", extra)


def _shown(text: str, saying: Saying) -> str:
    """A saying for a list of errors."""
    source = text[slice(*saying.source)] if saying.source is not None else ""
    content = " // ".join(text[start:end] for start, end in saying.content)
    return f"{source} | {content[:160]}".replace("\n", " ")


def _optional(text: str, predicted: Saying, article: Article) -> bool:
    """Whether a prediction matches an annotation that counts for nothing."""
    overlapping = [g for g in article.gold if g.optional]
    return any(same(text, g, predicted) or (g.source is None and _shared(text, g, predicted)) for g in overlapping)


def polnear(root: Path, *, kept: bool = False) -> list[Article]:
    """The annotated articles of a PolNeAR folder (``text/`` beside ``attributions/``).

    Where several people annotated an article, the first file in the order of names counts.
    """
    found = []
    for name, path in _annotations(root).items():
        text = (root / "text" / f"{name}.txt").read_text(encoding="utf-8")
        found.append(Article(name, text, tuple(read(path)), kept))
    return found


def own(path: Path, texts: Path) -> list[Article]:
    """Our own annotation, kept as offsets with a digest of the text; ``texts`` is the folder of the texts.

    Left out are articles whose text is not there. Raises GoldError where a text is not the one annotated.
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        file = texts / f"{row['article']}.txt"
        if not file.is_file():
            continue
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != row["sha256"]:
            raise GoldError(f"{row['article']}: the text is not the one that was annotated")
        gold = tuple(
            Saying(
                tuple(one["source"]) if one["source"] else None,
                tuple((start, end) for start, end in one["content"]),
                optional=one.get("optional", False),
            )
            for one in row["attributions"]
        )
        found.append(Article(row["article"], data.decode("utf-8"), gold, row["kept"]))
    return found


def matters(text: str, saying: Saying) -> bool:
    """Whether a content holds a number or a word of harm."""
    words = " ".join(text[start:end] for start, end in saying.content)
    return _NUMBER.search(words) is not None or _HARM.search(words) is not None


def same(text: str, gold: Saying, predicted: Saying) -> bool:
    """Whether two sayings share words of content and a telling word of their source."""
    if gold.source is None or predicted.source is None:
        return False
    if not _shared(text, gold, predicted):
        return False
    if max(gold.source[0], predicted.source[0]) < min(gold.source[1], predicted.source[1]):
        return True
    return bool(_telling(text, gold.source) & _telling(text, predicted.source))


def _shared(text: str, gold: Saying, predicted: Saying) -> bool:
    """Whether the contents of two sayings share a word."""
    return any(_words(text, max(a, c), min(b, d)) for a, b in gold.content for c, d in predicted.content)


def _inside(saying: Saying, gold: list[Saying]) -> bool:
    """Whether the source of a saying stands inside the content of an annotated one."""
    source = saying.source
    return source is not None and any(a <= source[0] and source[1] <= b for g in gold for a, b in g.content)


def read(path: Path) -> list[Saying]:
    """The attributions of one brat file (``T`` lines are spans, ``E`` lines join them)."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            where = rest.split("\t", 1)[0].split(" ", 1)[1]
            pieces = (piece.split() for piece in where.split(";"))
            spans[key] = tuple((int(start), int(end)) for start, end in pieces)
        elif key.startswith("E"):
            roles: dict[str, list[str]] = {}
            for part in rest.split():
                role, _, target = part.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).append(target)
            events.append(roles)
    found = []
    for roles in events:
        content = tuple(span for target in roles.get("Content", ()) for span in spans.get(target, ()))
        sources = [span for target in roles.get("Source", ()) for span in spans.get(target, ())]
        if content:
            source = (min(s for s, _ in sources), max(e for _, e in sources)) if sources else None
            found.append(Saying(source, content))
    return found


def _annotations(root: Path) -> dict[str, Path]:
    """The first annotation file of each article that has its text, by the article's name."""
    found: dict[str, Path] = {}
    for path in sorted((root / "attributions").glob("*.ann")):
        name = path.stem if (root / "text" / f"{path.stem}.txt").is_file() else path.stem.rpartition("_")[0]
        if name not in found and (root / "text" / f"{name}.txt").is_file():
            found[name] = path
    return found


def _words(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] holds a word."""
    return start < end and _WORD.search(text, start, end) is not None


def _telling(text: str, span: Span) -> set[str]:
    """The words of a source that tell who it is."""
    words = {word.lower() for word in _WORD.findall(text[span[0] : span[1]])}
    return words - _EMPTY - {"he", "she", "it", "they", "we", "i", "who", "you"}
