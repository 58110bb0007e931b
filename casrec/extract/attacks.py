"""How many of what was attacked: "seven explosions", "two suicide bombers attacked a petrol station"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casrec.dates import calendar, month_number
from casrec.extract import attack_doubts as doubts
from casrec.extract.attack_words import lexicon
from casrec.extract.reading import Line, Reading, once
from casrec.numbers import EMERGENCY, Quantity, Word, quantities
from casrec.terms import Means, PassageKind, Target
from casrec.timing import distance

# Words that cannot stand between a number and the attack it counts.
_BARRIER = frozenset(
    "of in on at to from by for with and or but that which who was were is are be been had has have said killed "
    'wounded injured people civilians soldiers , . ; : ( ) - -- – — " “ ” after before when as while dead the'.split()
)
_HARMED = frozenset(
    "killed killing kills dead deaths died wounded wounding injured injuring hurt people civilians bodies".split()
)
_LOCATIVE = frozenset("in at on near outside inside against".split())
_CALLED = EMERGENCY | {"9-11", "9/11", "7/7", "26/11"}  # whom to call; attacks by their day
_HOURS = frozenset({"a.m", "p.m", "am", "pm", "o'clock", "o’clock"})
_VICTIMS, _OF_PEOPLE = frozenset({"double", "triple", "quadruple"}), frozenset({"shooting", "stabbing"})  # so many hit
_GOVERNS = frozenset(
    "in at on near outside inside against into by to targeting hitting striking destroying damaging "
    "toward towards around under beneath leaving behind opposite beside through targets target targeted "
    "aimed levelled leveled from stormed entered storming".split()
)
_JOINTS = frozenset("and or , as well plus".split())
_BREAKS = re.compile(r"[;—]|\s-{1,2}\s|\b(?:while|before|after)\b", re.I)
_RELATIVE = re.compile(r"\b(?:where|which|who|whose|that|because|since|leaving|killing|wounding|injuring)\b", re.I)
_STRUCK = re.compile(
    r"\b(?:hit|struck|targeted|attacked|rocked|damaged|destroyed|ripped|shaken|blown|torn|burn(?:ed|t)|by|tore|razed)\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?$", re.I)
_ONE_OF = re.compile(r"\bone\s+of\s+(?:the|these|those)\s+$", re.I)
_BEGAN = re.compile(
    r"\s+(?:(?:also|then)\s+)?(?:began|begun|started|reached|followed|hit|struck|rocked|shook|tore|ripped|erupted|spread"
    r"|moved|came|went off|took place|occurred|happened|broke out)\b",
    re.I,
)
# What is no noun after an attack: no parse is needed to see that the attack modifies nothing.
_CLOSED = (
    _BARRIER
    | _HARMED
    | _LOCATIVE
    | _GOVERNS
    | _JOINTS
    | frozenset(
        "a an this these his her its their it he she they there here outside inside in on over near during since until "
        "may might could would will can did does do went came took began left also then later not no so too today "
        "yesterday tonight monday tuesday wednesday thursday friday saturday sunday".split()
    )
)
_REACH = 160  # characters between an attack and what it hit
_MAX_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One attack told. ``start`` and ``end`` bound ``wording``; ``low`` and ``high`` are both None where no number is
    given. ``clause_start`` and ``clause_end`` bound the stretch whose places and times are the attack's own."""

    start: int
    end: int
    clause_start: int
    clause_end: int
    means: Means
    wording: str
    low: int | None
    high: int | None
    targets: tuple[Target, ...]
    target_words: tuple[str, ...]
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Mention:
    """An attack noun in a sentence, with its number where it has one. ``counted``: a number or article tells that it
    was, though those who attacked and what they fired give no number of attacks."""

    start: int
    end: int
    head: int
    means: Means
    low: int | None
    high: int | None
    definite: bool
    counted: bool
    plural: bool


def find(reading: Reading) -> list[Found]:
    """The attacks the report tells of, in order: counted ones, and single ones with what they hit."""
    return [found for sentence in _sentences(reading) for found in sentence.find()]


def headlined(reading: Reading) -> list[Found]:
    """The attack that a headline tells of in no other way than by its name ("Boy charged in teen's shooting death"):
    for a report that tells nothing else. One whose number and target are not told."""
    titles = [s for s in _sentences(reading) if s.line.kind is PassageKind.HEADLINE]
    return [one for sentence in titles[:1] if (one := sentence.named()) is not None]


def unsure(reading: Reading) -> list[int]:
    """The sentences of which only a parse tells whether a word of attack names one: to be parsed ahead."""
    return [sentence.line.index for sentence in _sentences(reading) if sentence.unsure()]


@once
def _sentences(reading: Reading) -> tuple[_Sentence, ...]:
    """The sentences that hold a word of attack."""
    first = lexicon().openings
    lowered = reading.text.lower()
    if len(lowered) != len(reading.text):  # some capitals grow when lowered; offsets matter more than such words
        lowered = reading.text
    some = (line for line in reading.lines if not first.isdisjoint(reading.runs(line.index)))
    held = (_Sentence(reading, line, lowered) for line in some)
    return tuple(sentence for sentence in held if sentence.names or sentence.verbs)


class _Sentence:
    """One sentence being read for attacks."""

    def __init__(self, reading: Reading, line: Line, lowered: str) -> None:
        self.reading, self.text, self.line, self.lowered = reading, reading.text, line, lowered
        self.lexicon = lexicon()
        self.verb = -1  # where the verb being read ends: what follows it is what it hit
        self.names = list(self.lexicon.means.find(lowered, line.start, line.end))
        self.verbs = list(self.lexicon.verbs.find(lowered, line.start, line.end))
        self.tokens: list[Word] = reading.tokens(line.index) if self.names or self.verbs else []
        self.starts = [t.start for t in self.tokens]

    def unsure(self) -> bool:
        """Whether it takes a parse to tell that a noun of attack is one."""
        return any(self._may_modify(name.end()) for name in self.names)

    def find(self) -> list[Found]:
        """The attacks that the sentence tells of."""
        start, end = self.line.start, self.line.end
        self.quantities: list[Quantity] = quantities(self.tokens)
        self.targets = list(self.lexicon.targets.find(self.lowered, start, end))
        self.heads = [name for name in self.names if not self._modifies(name.end())]
        mentions = [m for head in self.heads if (m := self._mention(head)) is not None]
        found = [one for group in _grouped(mentions, self) for one in self._told(group, mentions)]
        if not found:
            found = self._verbal(self.verbs)
        return sorted(found, key=lambda f: (f.start, f.end))

    def named(self) -> Found | None:
        """The first attack that the sentence names, whatever else it says of it."""
        self.quantities, self.heads = [], self.names
        for head in self.names:
            mention = self._mention(head)
            after = self.text[head.end() : self.line.end].split()[:1]
            fatal = bool(after) and after[0].lower() in _HARMED | {"death", "victim", "victims"}
            if mention is not None and mention.means is not Means.OTHER and (fatal or not self._modifies(head.end())):
                return self._make(mention, self.line.start, self.line.end, [], "headline")
        return None

    # ---------------------------------------------------------------- nouns

    def _mention(self, head: re.Match[str]) -> _Mention | None:
        """The mention a head noun makes, with the number before it; None where it did not happen."""
        first = bisect_left(self.starts, head.start())
        if first >= len(self.tokens) or self._unreal(first, head.end()):
            return None
        phrase = " ".join(head.group().lower().split())
        means = self._means(phrase)
        plural = phrase in self.lexicon.plural
        uncounted = phrase in self.lexicon.uncounted
        number = self._number(first, plural or phrase.endswith("s"))
        if number is not None and self._taken(number[0], first):
            number = None
        if number is None:
            before = self.tokens[first - 1].lower if first else ""
            left = self._left(first)
            one = left in ("a", "an") and not plural
            low, high = (1, 1) if one and not uncounted else (None, None)
            definite = left in ("the", "this", "that", "these", "those", "its", "their", "'s", "’s") or before in (
                "the",
            )
            at = self._article(first) if one else first
            start = min(self.tokens[at].start, head.start())  # a head may stand inside a hyphenated word
            return _Mention(start, head.end(), head.start(), means, low, high, definite, one and uncounted, plural)
        at, low, high = number
        start = min(self.tokens[at].start, head.start())
        if uncounted:
            low = high = None
        return _Mention(start, head.end(), head.start(), means, low, high, False, True, plural)

    def _taken(self, at: int, first: int) -> bool:
        """Whether another attack noun stands between a number and the noun it would count."""
        low, high = self.tokens[at].start, self.tokens[first].start
        return any(low <= head.start() and head.end() < high for head in self.heads)

    def _means(self, phrase: str) -> Means:
        means = self.lexicon.means_of[phrase]
        if phrase in ("bomb", "bombs", "bombing", "bombings") and self.lexicon.from_the_air.search(
            self.text, self.line.start, self.line.end
        ):
            return Means.AIRCRAFT
        return means

    def _unreal(self, first: int, end: int) -> bool:
        """Whether the attack is only feared, planned, prevented or denied, or what it names lay ready."""
        last = bisect_right(self.starts, end)
        before, after = self.tokens[max(0, first - 4) : first], self.tokens[last : last + 3]
        if doubts.unreal([t.lower for t in before], self.tokens[first].lower, {t.lower for t in after}):
            return True
        line = self.line
        return doubts.another(self.text, line.start, min(self.tokens[first].start, end), end, line.end)

    def _modifies(self, end: int) -> bool:
        """Whether the words that end here only modify the noun after them: "a guided-missile destroyer"."""
        if not self._may_modify(end):
            return False
        sentence = self.reading.parsed(self.line.index)
        last = next((token for token in reversed(sentence.tokens) if token.start < end), None)
        return last is not None and last.dep == "compound" and sentence.tokens[last.head].start >= end

    def _may_modify(self, end: int) -> bool:
        """Whether a noun may stand after the words that end here."""
        at = bisect_left(self.starts, end)
        after = self.tokens[at].lower if at < len(self.tokens) else ""
        return after.isalpha() and not (after in _CLOSED or after.endswith("ed") or _STRUCK.fullmatch(after))

    def _number(self, first: int, plural: bool) -> tuple[int, int | None, int | None] | None:
        """The number that counts the head at word ``first``: where it begins, low, high.

        A number above one counts a plural alone: in "the May 7 shooting", "at 315 Elm Road for a shooting" it is none.
        """
        for quantity in reversed(self.quantities):
            if quantity.last >= first:
                continue
            between = [t.lower for t in self.tokens[quantity.last + 1 : first]]
            if between[:1] == ["of"]:
                between = between[1:]
            if len(between) > _MAX_BETWEEN or not _BARRIER.isdisjoint(between):
                break
            number = self.tokens[quantity.first].text
            if (
                quantity.last == quantity.first
                and number.isdecimal()
                and (1900 < int(number) < 2100 or number in _CALLED)
            ):
                break  # a year, whom to call, or the name of an attack
            if not plural and quantity.low not in (1, None):
                break
            if _HOURS.intersection(between) or (number.isdecimal() and self._month(quantity.first - 1)):
                break  # "the 8 a.m. shootings", "the May 7 shootings"
            return quantity.first, quantity.low, quantity.high
        return self._worded(first, plural)

    def _month(self, at: int) -> bool:
        """Whether a month stands at a word: "May", "Sept"."""
        word = self.tokens[at].lower if at >= 0 else ""
        return word in calendar() or (len(word) <= 4 and month_number(word) > 0)

    def _worded(self, first: int, plural: bool) -> tuple[int, int | None, int | None] | None:
        """A number without a numeral: "twin bombings", "a series of blasts"."""
        for at in range(first - 1, max(-1, first - 4), -1):
            one = self.tokens[at].lower
            two = f"{one} {self.tokens[at + 1].lower}" if at + 1 < first else ""
            for phrase in (two, one):
                if phrase in self.lexicon.counts:
                    low, high = self.lexicon.counts[phrase]
                    article = bool(at) and self.tokens[at - 1].lower in ("a", "an")
                    if phrase == "number of" and not article:
                        return None
                    if phrase in _VICTIMS and not plural and self.tokens[first].lower in _OF_PEOPLE:
                        return None
                    return (at - 1 if article else at), low, high
            if one in _BARRIER and one not in ("of", "-"):
                break
        return None

    def _left(self, first: int) -> str:
        """The determiner that opens the noun phrase of the head at word ``first``, or ""."""
        return self.tokens[self._article(first)].lower if first else ""

    def _article(self, first: int) -> int:
        at = first - 1
        while at > max(0, first - 5) and self.tokens[at].lower not in _BARRIER | {"a", "an", "the", "this", "'s", "’s"}:
            at -= 1
        if at < 0:
            return first
        return at if self.tokens[at].lower in ("a", "an", "the", "this", "that", "'s", "’s", "its", "their") else first

    # ---------------------------------------------------------------- what is told

    def _told(self, group: list[_Mention], mentions: list[_Mention]) -> Iterator[Found]:
        """The attacks of coordinated mentions, which share what they hit; then what is told by ellipsis."""
        low, high = self._clause(group, mentions)
        hit = self._hit(group, low, high)
        for mention in group:
            single = not mention.plural and not mention.definite and mention.low is not None
            generic = mention.means is Means.OTHER
            dated = mention.definite and self._dated(mention, high)
            if not (mention.counted or hit or single or dated) or (generic and not mention.counted and not hit):
                continue
            if mention.definite and not mention.counted and not hit and not dated:
                continue
            numbered = mention.counted and (mention.low, mention.high) != (None, None)
            rule = "counted" if numbered else "single" if single else "unnumbered"
            one = _ONE_OF.search(self.text, self.line.start, mention.start)
            if one and numbered:
                part = replace(mention, start=one.start(), low=1, high=1)
                yield self._make(part, low, high, hit, "one_of")
                yield self._make(mention, low, high, [], rule)
            else:
                yield self._make(mention, low, high, hit, rule)
            if numbered and mention is group[-1]:
                yield from self._elliptic(mention)

    def _dated(self, mention: _Mention, high: int) -> bool:
        """Whether a sentence tells how long after another attack this one came: "20 minutes later the blasts began"."""
        if _BEGAN.match(self.text, mention.end, high) is None:
            return False
        return distance(self.text[self.line.start : self.line.end]) is not None

    def _clause(self, group: list[_Mention], mentions: list[_Mention]) -> tuple[int, int]:
        """The stretch around coordinated mentions, up to a break in the sentence or the next mention with a number."""
        low, high = self.line.start, self.line.end
        for mark in _BREAKS.finditer(self.text, self.line.start, self.line.end):
            if mark.end() <= group[0].start:
                low = mark.start() if mark.group()[0] == "," else mark.end()
            elif mark.start() >= group[-1].end:
                high = mark.start()
                break
        for other in mentions:
            if other.low is not None and other.start >= group[-1].end:
                high = min(high, max(other.start, group[-1].end))
            elif other.low is not None and other.end <= group[0].start:
                low = max(low, other.end)
        return low, high

    def _hit(self, group: list[_Mention], low: int, high: int) -> list[tuple[str, Target]]:
        """The targets named after the mentions in their stretch, else before them (the passive)."""
        inside = [m for m in self.targets if low <= m.start() and m.end() <= high]
        first, last = group[0].start, group[-1].end
        stop = _RELATIVE.search(self.text, last, high)
        limit = min(stop.start() if stop else high, last + _REACH)
        after: list[re.Match[str]] = []
        for match in inside:
            if last <= match.start() < limit and self._governed(match, after):
                after.append(match)
        passive = self.verb == last and _PASSIVE.search(self.text, low, first)
        before = [m for m in inside if m.end() <= first and (passive or _STRUCK.search(self.text, m.end(), first))]
        found: dict[str, Target] = {}
        for match in after or before:
            if any(m.start <= match.start() < m.end for m in group):
                continue
            found.setdefault(" ".join(self.text[match.start() : match.end()].split()), self._target(match))
        return list(found.items())

    def _governed(self, match: re.Match[str], earlier: list[re.Match[str]]) -> bool:
        """Whether what stands before a target's phrase makes it one: "on", "near", "targeted", or a list of targets."""
        at = bisect_left(self.starts, match.start()) - 1
        for _ in range(_MAX_BETWEEN + 5):
            if at < 0:
                return False
            lower = self.tokens[at].lower
            if lower in _GOVERNS or _STRUCK.fullmatch(lower) or (lower == "of" and self._ends_head(at)):
                return self.text[match.start() - 3 : match.end()].lower() != "on patrol"
            if self.tokens[at].end == self.verb:
                return True
            if lower in (",", "and", "or"):
                return bool(earlier)
            if lower in _BARRIER and lower not in ("the", "of", "'s"):
                return False
            at -= 1
        return False

    def _ends_head(self, at: int) -> bool:
        """Whether the word before this one ends an attack noun: "the bombing of"."""
        return at > 0 and any(head.end() == self.tokens[at - 1].end for head in self.heads)

    def _target(self, match: re.Match[str]) -> Target:
        return self.lexicon.target_of[" ".join(match.group().lower().split())]

    def _make(self, mention: _Mention, low: int, high: int, hit: list[tuple[str, Target]], rule: str) -> Found:
        return Found(
            start=mention.start,
            end=mention.end,
            clause_start=min(low, mention.start),
            clause_end=max(high, mention.end),
            means=mention.means,
            wording=self.reading.report.text[mention.start : mention.end],
            low=mention.low,
            high=mention.high,
            targets=tuple(dict.fromkeys(target for _, target in hit)),
            target_words=tuple(name for name, _ in hit),
            line=self.line.index,
            rule=rule,
        )

    def _elliptic(self, mention: _Mention) -> Iterator[Found]:
        """Numbers without a noun that share out the attacks named before: "four in Jableh and three in Tartus"."""
        at = bisect_left(self.starts, mention.end)
        for quantity in self.quantities:
            if quantity.first < at:
                continue
            between = {t.lower for t in self.tokens[at : quantity.first]}
            if between & _HARMED:
                return
            follow = self.tokens[quantity.last + 1 : quantity.last + 4]
            if len(follow) < 2 or follow[0].lower not in _LOCATIVE or not follow[1].text[:1].isupper():
                continue
            stop = self._place_end(quantity.last + 2)
            first = self.tokens[quantity.first].start
            core = self.tokens[quantity.last].end
            yield replace(
                self._make(mention, first, stop, [], "elliptic"),
                start=first,
                end=core,
                clause_start=first,
                clause_end=stop,
                wording=self.reading.report.text[first:core],
                low=quantity.low,
                high=quantity.high,
            )

    def _place_end(self, at: int) -> int:
        """Where the name that begins at word ``at`` ends."""
        while at + 1 < len(self.tokens) and self.tokens[at + 1].text[:1].isupper():
            at += 1
        return self.tokens[at].end

    # ---------------------------------------------------------------- verbs

    def _verbal(self, verbs: list[re.Match[str]]) -> list[Found]:
        """Attacks told by a verb alone: "shelled the market", "the bus station and hospital were attacked"."""
        found = []
        for verb in verbs:
            first = bisect_left(self.starts, verb.start())
            if first >= len(self.tokens) or self._unreal(first, verb.end()):
                continue
            if {"to", "not", "never", "n't"} & {t.lower for t in self.tokens[max(0, first - 2) : first]}:
                continue
            means = self.lexicon.verb_of[" ".join(verb.group().lower().split())]
            mention = _Mention(verb.start(), verb.end(), verb.start(), means, None, None, False, False, True)
            self.verb = verb.end()
            low, high = self._clause([mention], [])
            hit = self._hit([mention], low, high)
            if hit or means not in (Means.OTHER, Means.PLANTED_BOMB):
                found.append(self._make(mention, low, high, hit, "verb"))
        return found[:3]


def _grouped(mentions: list[_Mention], sentence: _Sentence) -> Iterator[list[_Mention]]:
    """Mentions joined by nothing but "and", "or" and commas, together."""
    group: list[_Mention] = []
    for mention in mentions:
        if group:
            low = bisect_left(sentence.starts, group[-1].end)
            high = bisect_left(sentence.starts, mention.start)
            joint = {t.lower for t in sentence.tokens[low:high]}
            if not joint <= _JOINTS:
                yield group
                group = []
        group.append(mention)
    if group:
        yield group
