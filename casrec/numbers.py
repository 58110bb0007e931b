"""Quantity expressions as news writes them: words to a low, a high, and the very wording.

``words`` cuts a stretch of text into tokens; ``quantities`` finds the expressions among them. Bounds are inclusive,
None is open. The table of vague words follows the project's gold format ("dozens" is 24 and up). The number words are
read here and not by a library: text2num knows neither "a hundred", "half a dozen", "two and a half thousand" nor
"1.5 million", and gives no offsets, so that little would be left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec


class Word(msgspec.Struct, frozen=True, gc=False):
    """One token: offsets into the whole text, the text itself, and its lower case without a closing full stop."""

    start: int
    end: int
    text: str
    lower: str


class Quantity(msgspec.Struct, frozen=True):
    """A count as worded. ``first`` and ``last`` are word indexes (inclusive) of the wording, modifiers with it.

    ``core`` is the index of the first word of the number itself. ``vague`` marks quantity words ("dozens"), ``bare``
    a single plain numeral or number word without modifiers, ``more`` that it adds to another count ("another 48").
    """

    first: int
    last: int
    core: int
    low: int | None
    high: int | None
    approximate: bool = False
    vague: bool = False
    bare: bool = False
    more: bool = False


_TOKEN = re.compile(
    r"""
    [a-z]++(?=[ ,])                                # most words: tried first, the last but one would say the same
  | \d+(?:[.,]\d+)*(?:[-‐‑–]+[^\W\d_]+)+           # 42-year-old, 6.1-magnitude, 100-plus
  | \d+(?:[.,:/]\d+)*[^\W\d_]*                     # 53, 7,000, 1.5m, 20th, 10:30, 9/11
  | (?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?           # U.S., a.m.
  | (?:mr|mrs|ms|dr|prof|gen|col|lt|maj|capt|sgt|cpl|pvt|pfc|spc|sfc|brig|adm|cmdr|rev|hon|st|sen|rep|gov|pres|jr|sr|no
    |nos|mt|ft|jan|feb|aug|sept|oct|nov|dec|conn|calif|tenn|ala|ariz|ark|colo|fla|ga|ill|ind|kan|ky|mass|md|mich|minn
    |mo|mont|neb|nev|okla|ore|pa|tex|va|wis|wyo|ont|que)
    \.(?=[\s,])                                    # Dr., Jr.
  | (?<![^\W_])[^\W\d_]\.(?=\s+[^\W\d_])             # the initial in John F. Kennedy
  | ['’]s(?![^\W_])                                # a possessive stands alone
  | [^\W\d_]{1,3}(?:-\d[^\W_]*)+                   # M-16, MI-8
  | [^\W\d_][^\W_]*(?:(?!['’]s(?![^\W_]))['’‐‑-][^\W\d_][^\W_]*)*
  | --+ | \.\.+ | [^\w\s] | _
    """,
    re.VERBOSE | re.IGNORECASE,
)

EMERGENCY = frozenset({"110", "112", "911", "999"})  # numbers to call for help
UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_SENTENCE = ("no", *list(UNITS)[1:10])
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
_TENS_BY_START = frozenset(word[:3] for word in TENS)
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "lakh": 100_000}
_SUFFIXES = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_VAGUE = {
    "several": 3,
    "multiple": 2,
    "tens": 20,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2_000_000,
}
_ARTICLES = frozenset(["a", "half", "the", "quarter"])
_HALVES = {"half-dozen": 6, "half-million": 500_000, "half-a-million": 500_000, "quarter-million": 250_000}
_FIXED = {"both": 2, "couple": 2, "dozen": 12, "pair": 2, "trio": 3, **_HALVES}
_OF_SCALE = {"thousands": 1000, "millions": 1_000_000}

# Modifier phrases before a number and what they do to its bounds.
_LOW, _HIGH, _ABOVE, _BELOW, _ABOUT, _MORE, _KEEP = "low high above below about more keep".split()
_BEFORE: dict[str, str] = {
    "at least": _LOW,
    "no fewer than": _LOW,
    "not fewer than": _LOW,
    "no less than": _LOW,
    "not less than": _LOW,
    "a minimum of": _LOW,
    "at a minimum": _LOW,
    "at the very least": _LOW,
    "upwards of": _LOW,
    "upward of": _LOW,
    "as few as": _LOW,
    "more than": _ABOVE,
    "well over": _ABOVE,
    "just over": _ABOVE,
    "over": _ABOVE,
    "above": _ABOVE,
    "in excess of": _ABOVE,
    "exceeding": _ABOVE,
    "greater than": _ABOVE,
    "north of": _ABOVE,
    "up to": _HIGH,
    "as many as": _HIGH,
    "as much as": _HIGH,
    "no more than": _HIGH,
    "not more than": _HIGH,
    "at most": _HIGH,
    "a maximum of": _HIGH,
    "fewer than": _BELOW,
    "less than": _BELOW,
    "just under": _BELOW,
    "under": _BELOW,
    "below": _BELOW,
    "about": _ABOUT,
    "around": _ABOUT,
    "some": _ABOUT,
    "nearly": _ABOUT,
    "almost": _ABOUT,
    "approximately": _ABOUT,
    "roughly": _ABOUT,
    "an estimated": _ABOUT,
    "estimated": _ABOUT,
    "close to": _ABOUT,
    "closer to": _ABOUT,
    "nearer to": _ABOUT,
    "maybe": _ABOUT,
    "perhaps": _ABOUT,
    "possibly": _ABOUT,
    "probably": _ABOUT,
    "potentially": _ABOUT,
    "another": _MORE,
    "a further": _MORE,
    "further": _MORE,
    "an additional": _MORE,
    "additional": _MORE,
    "other": _MORE,
    "a total of": _KEEP,
    "many": _KEEP,
}
_BEFORE_BY_LAST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _effect in _BEFORE.items():
    _parts = tuple(_phrase.split())
    _BEFORE_BY_LAST.setdefault(_parts[-1], []).append((_parts, _effect))
for _options in _BEFORE_BY_LAST.values():
    _options.sort(key=lambda option: -len(option[0]))

_NUMERAL = re.compile(r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?)(?P<suffix>k|mn?|bn)?$")
_RANGING = frozenset("anywhere range ranges ranged ranging vary varies varied varying".split())
_PLUS = re.compile(r"(?P<number>\d[\d,]*)[-‐‑–](?P<word>plus|odd|some)$")
_LARGEST = 10**10


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The tokens of text[start:end] with offsets into ``text``."""
    end = len(text) if end is None else end
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        found.append(Word(match.start(), match.end(), word, word.lower().rstrip(".") or word))
    return found


@dataclass(slots=True)
class _Core:
    """A number without its modifiers: the index after it, its bounds, and whether it is a vague word."""

    after: int
    low: int
    high: int | None
    vague: bool = False
    approximate: bool = False


def quantities(tokens: Sequence[Word]) -> list[Quantity]:
    """The quantity expressions among ``tokens``, in order, never overlapping."""
    lowers = [token.lower for token in tokens]
    found: list[Quantity] = []
    at = free = 0
    while at < len(lowers):
        core = _core(tokens, lowers, at) if _begins(lowers[at]) else None
        if core is None:
            at += 1
            continue
        quantity = _dress(tokens, lowers, at, core, free)
        found.append(quantity)
        at = free = quantity.last + 1
    return found


@lru_cache(maxsize=50_000)
def _begins(word: str) -> bool:
    """Whether a number can begin with a word: most words are asked about again and again, and few can."""
    return word[0].isdigit() or word in _VAGUE or word in _ARTICLES or word in _FIXED or _small(word) is not None


def _core(tokens: Sequence[Word], lowers: list[str], at: int) -> _Core | None:
    """The number that begins at word ``at``, ranges included, or None."""
    first = _single(lowers, at)
    if first is None or first.vague or first.after + 1 > len(lowers):
        return first
    joint = lowers[first.after] if first.after < len(lowers) else ""
    before = lowers[at - 1] if at else ""
    if joint in {"to", "or", "-", "–", "—", "and"} and first.after + 1 < len(lowers):
        if joint == "and" and "between" not in lowers[max(0, at - 3) : at]:
            return first
        if joint == "to" and before in {"from", "by"} and lowers[max(0, at - 2)] not in _RANGING:
            return first
        if joint in {"-", "–", "—"} and tokens[first.after].start != tokens[first.after - 1].end:
            return first
        second = _single(lowers, first.after + 1)
        if second is not None and not second.vague and second.high is not None:
            low, high = first.low, second.high
            scale = _shared_scale(lowers, second.after)
            if scale > 1 and low < high // scale and high % scale == 0 and not _has_scale(lowers, at, first.after):
                low *= scale  # "two to three hundred"
            if low < high:
                return _Core(second.after, low, high)
    return first


def _has_scale(lowers: list[str], start: int, end: int) -> bool:
    """Whether a scale word stands among these words."""
    return any(lowers[i] in SCALES for i in range(start, end))


def _shared_scale(lowers: list[str], after: int) -> int:
    """The scale that the second end of a range lends to the first: "two to three thousand"."""
    return SCALES.get(lowers[after - 1], 1)


def _single(lowers: list[str], at: int) -> _Core | None:
    """One number or quantity word that begins at word ``at``, or None."""
    word = lowers[at]
    if word[0].isdigit():
        return _numeral(lowers, at)
    if word in _VAGUE:
        return _vague(lowers, at)
    if word in _ARTICLES:
        return _article(lowers, at)
    if word in _FIXED:
        return _Core(at + 1, _FIXED[word], _FIXED[word])
    return _spelled(lowers, at)


def _numeral(lowers: list[str], at: int) -> _Core | None:
    """A number in digits, with the scale word after it."""
    word = lowers[at]
    plus = _PLUS.match(word)
    if plus:
        value = int(plus["number"].replace(",", ""))
        return _Core(at + 1, value, None if plus["word"] == "plus" else value, approximate=plus["word"] != "plus")
    match = _NUMERAL.match(word)
    if match is None or len(word) > 15:
        return None
    amount = float(match["number"].replace(",", ""))
    after = at + 1
    scaled = match["suffix"] is not None
    if scaled:
        amount *= _SUFFIXES[match["suffix"]]
    while after < len(lowers) and lowers[after] in SCALES and amount < _LARGEST:
        amount, after, scaled = amount * SCALES[lowers[after]], after + 1, True
    if after < len(lowers) and lowers[after] == "dozen":
        amount, after = amount * 12, after + 1
    if (match["fraction"] and not scaled) or amount > _LARGEST or abs(amount - round(amount)) > 1e-6:
        return None
    return _Core(after, round(amount), round(amount))


def _vague(lowers: list[str], at: int) -> _Core:
    """A quantity word: "several hundred", "tens of thousands"."""
    low = _VAGUE[lowers[at]]
    after = at + 1
    if low <= 3 and after < len(lowers):
        scale = SCALES.get(lowers[after], 12 if lowers[after] == "dozen" else 0)
        if scale:
            return _Core(after + 1, low * scale, None, vague=True)
    if lowers[at] in {"tens", "dozens", "hundreds", "thousands"} and lowers[after : after + 1] == ["of"]:
        scale = _OF_SCALE.get(lowers[after + 1], 0) if after + 1 < len(lowers) else 0
        if scale:
            return _Core(after + 2, low * scale, None, vague=True)
    return _Core(after, low, None, vague=True)


def _article(lowers: list[str], at: int) -> _Core | None:
    """A number that begins with an article or a fraction: "a hundred", "half a dozen", "a few", "a couple"."""
    rest = lowers[at + 1 : at + 5]
    if rest[:3] == ["quarter", "of", "a"] and lowers[at] == "a" and rest[3:] and rest[3] in SCALES:
        return _Core(at + 5, SCALES[rest[3]] // 4, SCALES[rest[3]] // 4)
    if lowers[at] == "half" and rest[:1] == ["a"] and len(rest) > 1:
        value = {"dozen": 6, **{word: scale // 2 for word, scale in SCALES.items()}}.get(rest[1])
        return None if value is None else _Core(at + 3, value, value)
    if lowers[at] != "a" or not rest:
        return None
    if rest[0] in SCALES:
        core = _spelled(["one", *lowers[at + 1 : at + 8]], 0)
        return None if core is None else _Core(at + core.after, core.low, core.high)
    if rest[0] in {"few", "handful"}:
        scale = SCALES.get(rest[1], 12 if rest[1] == "dozen" else 1) if len(rest) > 1 else 1
        return _Core(at + 2 + (scale > 1), 3 * scale, None, vague=True)
    fixed = {"dozen": 12, "couple": 2, "pair": 2, "trio": 3, "score": 20, **_HALVES}.get(rest[0])
    if fixed is None:
        return None
    if rest[0] == "score" and rest[1:2] != ["of"]:
        return None
    return _Core(at + 2, fixed, fixed)


def _spelled(lowers: list[str], at: int) -> _Core | None:
    """A number in words: "twenty-three", "one hundred and forty", "two and a half thousand"."""
    total = group = 0
    i, seen = at, False
    last = ""
    while i < len(lowers) and i - at < 12:
        word = lowers[i]
        value = _small(word)
        if value is not None:
            if seen and not (last in SCALES or (last in TENS and value < 10) or last == "and"):
                break
            if last == "and" and value >= 100:
                break
            group += value
        elif word in SCALES and seen:
            scale = SCALES[word]
            if scale == 100:
                group = max(group, 1) * 100
            else:
                total, group = total + max(group, 1) * scale, 0
        elif word == "dozen" and seen and total == 0:
            return _Core(i + 1, group * 12, group * 12)
        elif word == "and" and last in SCALES and i + 1 < len(lowers) and _small(lowers[i + 1]) is not None:
            last, i = "and", i + 1
            continue
        elif word == "and" and seen and lowers[i + 1 : i + 3] == ["a", "half"] and lowers[i + 3 : i + 4]:
            scale = SCALES.get(lowers[i + 3], 0)
            if not scale:
                break
            value = group * scale + scale // 2
            return _Core(i + 4, value, value)
        else:
            break
        last, seen, i = word, True, i + 1
    if not seen:
        return None
    value = total + group
    return None if value > _LARGEST else _Core(i, value, value)


def _small(word: str) -> int | None:
    """The value of a number word below a hundred, hyphenated ones too."""
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    head, _, tail = word.partition("-")
    if not tail and word[:3] in _TENS_BY_START:  # "thirtythree", as wires and scans have it
        head = next((tens for tens in TENS if word.startswith(tens)), word)
        tail = word[len(head) :]
    if head in TENS and tail in UNITS and 0 < UNITS[tail] < 10:
        return TENS[head] + UNITS[tail]
    return None


def _dress(tokens: Sequence[Word], lowers: list[str], at: int, core: _Core, free: int) -> Quantity:
    """The quantity of a core with the modifiers around it; words before ``free`` belong to another quantity."""
    effects: list[str] = []
    first, last = at, core.after - 1
    span = core.high not in (None, core.low)
    if first > free and span and lowers[first - 1] in {"between", "from"}:
        first -= 1
    for _ in range(4):
        option = _modifier(lowers, first, free)
        if option is None:
            break
        first -= len(option[0])
        effects.append(option[1])
    if first > free and span and lowers[first - 1] == "between" and lowers[first] != "between":
        first -= 1
    low: int | None = core.low
    high = core.high
    last, after = _suffix(tokens, lowers, last)
    effects += after
    for effect in effects:
        if effect == _LOW:
            high = None
        elif effect == _ABOVE:
            low, high = (core.low if core.vague else (core.high or core.low) + 1), None
        elif effect == _HIGH and core.high is not None:
            low, high = (None if core.low == core.high else core.low), core.high
        elif effect == _BELOW and core.high:
            low, high = None, core.high - 1
    return Quantity(
        first=first,
        last=last,
        core=at,
        low=low,
        high=high,
        approximate=core.approximate or _ABOUT in effects,
        vague=core.vague,
        bare=not effects and last == at == first,
        more=_MORE in effects,
    )


# Words that take "about" for themselves: what follows is no estimate.
_TOLD_ABOUT = frozenset(
    "concerned worried concern concerns worry worries call calls called information info detail details news question "
    "questions asked ask asking talk talked talking speak spoke told tell story stories facts alerted tip "
    "article articles piece pieces book books film documentary".split()
)


def _modifier(lowers: list[str], first: int, free: int) -> tuple[tuple[str, ...], str] | None:
    """The modifier phrase that ends right before word ``first``, or None."""
    if first <= free:
        return None
    for parts, effect in _BEFORE_BY_LAST.get(lowers[first - 1], ()):
        start = first - len(parts)
        if parts == ("about",) and start > free and lowers[start - 1] in _TOLD_ABOUT:
            continue  # "concerned about 39 guards"
        if start >= free and tuple(lowers[start:first]) == parts:
            return parts, effect
    return None


def _suffix(tokens: Sequence[Word], lowers: list[str], last: int) -> tuple[int, list[str]]:
    """The modifiers after a number: "or more", "-plus", "+", "or so"; the new last word and their effects."""
    ahead = lowers[last + 1 : last + 3]
    if ahead[:1] == ["+"] and tokens[last + 1].start == tokens[last].end:
        return last + 1, [_LOW]
    if ahead[:1] == ["plus"] and lowers[last + 2 : last + 3] and not lowers[last + 2][0].isdigit():
        return last + 1, [_LOW]
    effect = {"or more": _LOW, "or so": _ABOUT, "or fewer": _HIGH, "or less": _HIGH}.get(" ".join(ahead))
    return (last, []) if effect is None else (last + 2, [effect])


def number(value: int) -> str:
    """1234567 as "1,234,567"."""
    return f"{value:,}"


def spelled(value: int) -> str:
    """A number as a sentence has it: words below ten ("no" for none), digits from there."""
    return _SENTENCE[value] if 0 <= value < len(_SENTENCE) else number(value)
