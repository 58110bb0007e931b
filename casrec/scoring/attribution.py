"""Sources found for contents that matter, against PolNeAR's annotated attributions."""

from __future__ import annotations

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
    """Who says what, as offsets: the words that name the source (None: nobody is named), the words that are said."""

    source: Span | None
    content: tuple[Span, ...]


def score(root: Path, find: Callable[[str, str], Iterable[Saying]]) -> dict[str, float]:
    """Precision, recall and F1 of the sources found in a PolNeAR folder (``text/`` beside ``attributions/``).

    ``find(name, text)`` gives the predicted sayings of one article. A content matters where it holds a number (digits
    or a number word from two up) or a word of harm. A predicted saying matches an annotated one where their contents
    share a word (by offset) and their sources share a telling word (by offset, or the same word: "the ministry" for
    "ministry" elsewhere); pronouns match only by offset.

    - wanted: annotated attributions with a source whose content matters;
    - found: those that some prediction matches;
    - predicted: predictions with a source whose content matters; right are those that match any annotated
      attribution, whether its content matters or not. PolNeAR annotates no saying inside another, so a prediction
      whose source stands inside an annotated content (somebody quoted by the speaker) is not judged.

    Recall is found / wanted, precision right / predicted. Where several people annotated an article the first file in
    the order of names counts. Raises GoldError where the folder holds no annotations.
    """
    total = Prf()
    right = predicted = 0
    files = _annotations(root)
    if not files:
        raise GoldError(f"no attributions in {root}")
    for name, path in files.items():
        text = (root / "text" / f"{name}.txt").read_text(encoding="utf-8")
        gold = read(path)
        said = [saying for saying in find(name, text) if saying.source is not None]
        wanted = [g for g in gold if g.source is not None and matters(text, g)]
        total += Prf(found=sum(any(same(text, g, p) for p in said) for g in wanted), wanted=len(wanted))
        telling = [p for p in said if matters(text, p) and not _inside(p, gold)]
        predicted += len(telling)
        right += sum(any(same(text, g, p) for g in gold if g.source is not None) for p in telling)
    precision = right / predicted if predicted else 0.0
    both = precision + total.recall
    return {
        "articles": len(files),
        "wanted": total.wanted,
        "predicted": predicted,
        "source precision": precision,
        "source recall": total.recall,
        "source F1": 2 * precision * total.recall / both if both else 0.0,
    }


def matters(text: str, saying: Saying) -> bool:
    """Whether a content holds a number or a word of harm."""
    words = " ".join(text[start:end] for start, end in saying.content)
    return _NUMBER.search(words) is not None or _HARM.search(words) is not None


def same(text: str, gold: Saying, predicted: Saying) -> bool:
    """Whether two sayings share words of content and a telling word of their source."""
    if gold.source is None or predicted.source is None:
        return False
    shared = any(_words(text, max(a, c), min(b, d)) for a, b in gold.content for c, d in predicted.content)
    if not shared:
        return False
    if max(gold.source[0], predicted.source[0]) < min(gold.source[1], predicted.source[1]):
        return True
    return bool(_telling(text, gold.source) & _telling(text, predicted.source))


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
