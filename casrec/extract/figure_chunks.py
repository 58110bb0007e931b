"""Cut a sentence into chunks: counted people, described people, harm words, function words, one symbol for each.

The grammar of figures works on the row of symbols, as cascaded finite-state extractors do:

    Q counted people   O counted, head unknown   W "two of them"   Z nobody   N counted noun of harm
    S one person described   s the same without article   M a name   U people uncounted   H a pronoun   x other words
    k killed   g killing   f kills   i kill   d died   e dying   F dies   j die   a dead (state)   n deaths   T toll
    b be   h have   m modal   t to   p preposition   c and, or   r who, which   w when, as, if   I including   ! not
    V said   v other verb   y adverb, time   , ; : . - ( ) punctuation, quotation marks as "
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casrec.extract.figure_words import NOUN, HarmWord, Person, Words
from casrec.numbers import Quantity, Word, quantities
from casrec.terms import Group

NOMINAL = frozenset("QOWZNSsMUHx")
VICTIMS = frozenset("QOWSsM")
COUNTED = frozenset("QOW")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of words ``first``..``last`` (inclusive).

    ``quantity`` is the count of a counted chunk, ``head`` the index of the noun it counts, ``who`` and ``group`` what
    the noun says. ``harm`` is the harm word of a harm chunk, or for a counted chunk the harm that its noun (N) or an
    adjective in it ("three wounded soldiers") says by itself; ``harm_at`` is that word's index.
    """

    symbol: str
    first: int
    last: int
    quantity: Quantity | None = None
    head: int | None = None
    who: str = ""
    group: Group = Group.PEOPLE
    harm: HarmWord | None = None
    harm_at: int = -1


_DETERMINERS = frozenset("a an the this that these those his her their its my our your one's".split())
_POSSESSIVES = frozenset("his her their my our your its".split())
_BE = frozenset("was were is are am be been being get got gets getting wasn't weren't isn't aren't".split())
_HAVE = frozenset("has have had having hasn't haven't hadn't".split())
_MODALS = frozenset("could would might may should can will shall must cannot can't won't wouldn't couldn't".split())
_NEGATIONS = frozenset("not never didn't don't doesn't n't neither nor".split())
_PREPOSITIONS = frozenset(
    "in on at of by for from with into near outside inside during against between among amid under over after through "
    "throughout around about across along within without behind beneath beside besides beyond despite off onto per "
    "toward towards until upon via versus since following regarding aboard above below alongside atop than like".split()
)
_CONJUNCTIONS = frozenset(["and", "or", "but", "&", "plus", "nor"])
_RELATIVES = frozenset(["who", "which", "whom", "that", "whose", "where"])
_SUBORDINATORS = frozenset(
    "when as while if because before until unless although though whether once so whereas".split()
)
_PRONOUNS = frozenset("he she him i we it himself herself me us".split())
_PLURAL_PRONOUNS = frozenset("they them those others many all most some victims everyone".split())
_NOBODY = frozenset("nobody none no-one noone".split())
_ADVERBS = frozenset(
    "also still later then already reportedly allegedly apparently now just only even so far again once immediately "
    "there here both either early late soon ago together instead too yet almost nearly previously least".split()
)
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "-": "-", "–": "-", "—": "-", "--": "-", "---": "-",
    "(": "(", ")": ")", "[": "(", "]": ")", '"': '"', "“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "...": ".",
    "…": ".", "*": ";", "|": ";", "/": "c", "«": '"', "»": '"',
}  # fmt: skip
# Several words that work as one function word.
_JOINED = {
    ("as", "well", "as"): "c", ("along", "with"): "c", ("together", "with"): "c", ("in", "addition", "to"): "c",
    ("such", "as"): "I", ("because", "of"): "p", ("due", "to"): "p", ("according", "to"): "p", ("prior", "to"): "p",
    ("next", "to"): "p", ("close", "to"): "p", ("out", "of"): "p", ("in", "front", "of"): "p", ("as", "of"): "p",
    ("ahead", "of"): "p", ("rather", "than"): "p", ("instead", "of"): "p", ("apart", "from"): "p", ("so", "that"): "w",
    ("in", "which"): "r", ("at", "which"): "r", ("during", "which"): "r", ("on", "which"): "r", ("as", "if"): "w",
    ("in", "order", "to"): "t", ("even", "though"): "w", ("as", "a", "result", "of"): "p", ("at", "the", "hands", "of"): "p",
    ("up", "from"): "p", ("down", "from"): "p", ("at", "the", "scene"): "y", ("last", "year"): "y", ("last", "week"): "y",
    ("last", "month"): "y", ("last", "night"): "y", ("this", "morning"): "y", ("this", "week"): "y", ("this", "year"): "y",
    ("so", "far"): "y", ("at", "once"): "y", ("at", "least"): "y", ("among", "others"): "y", ("the", "number", "of"): "x",
}  # fmt: skip
_JOINED_FIRST = frozenset(parts[0] for parts in _JOINED)
_OTHERS = frozenset("more others other additional".split())
_PERSON_ENDINGS = ("ers", "ors", "ists", "ees", "ians", "men", "women", "goers", "mates", "ants")


_FUNCTIONS = (
    ("b", _BE),
    ("h", _HAVE),
    ("m", _MODALS),
    ("t", frozenset(["to"])),
    ("p", _PREPOSITIONS),
    ("c", _CONJUNCTIONS),
    ("r", _RELATIVES),
    ("w", _SUBORDINATORS),
    ("!", _NEGATIONS),
    ("H", _PRONOUNS),
    ("U", _PLURAL_PRONOUNS),
    ("x", _DETERMINERS | frozenset(["there's", "'s", "’s"])),
    ("y", _ADVERBS),
)
_FUNCTION_OF = {word: symbol for symbol, known in reversed(_FUNCTIONS) for word in known}


class Chunker:
    """Cuts one row of words into chunks; made anew for each stretch of a sentence."""

    def __init__(self, tokens: Sequence[Word], lexicon: Words, *, capitals: bool) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.lexicon = lexicon
        self.capitals = capitals  # whether capital letters mean anything in this text
        self.counts = {quantity.first: quantity for quantity in quantities(tokens)}

    def chunks(self) -> list[Chunk]:
        """All chunks in order; neighbouring other words are one chunk."""
        found: list[Chunk] = []
        at = 0
        while at < len(self.tokens):
            chunk = self._chunk(at)
            if chunk.symbol in "xy" and found and found[-1].symbol == chunk.symbol:
                found[-1] = replace(found[-1], last=chunk.last)
            else:
                found.append(chunk)
            at = chunk.last + 1
        return found

    def _chunk(self, at: int) -> Chunk:
        """The chunk that begins at word ``at``."""
        word = self.lowers[at]
        if word in _PUNCTUATION:
            return Chunk(_PUNCTUATION[word], at, at)
        quantity = self.counts.get(at)
        if quantity is not None and self._counts_people(quantity):
            return self._counted(quantity)
        harm = self.lexicon.harmful(self.lowers, at)
        if harm is not None and not self._is_noun_here(at, harm[1]):
            return Chunk(harm[1].symbol, at, at + harm[0] - 1, harm=harm[1], harm_at=at)
        nobody = self._nobody(at)
        if nobody is not None:
            return nobody
        if (word in _DETERMINERS and self._joined(at) is None) or word in {"another", "each", "every"}:
            return self._described(at)
        return self._plain(at)

    def _plain(self, at: int) -> Chunk:
        """A chunk of one function word, verb, adverb, bare noun, name, or other word."""
        word = self.lowers[at]
        joined = self._joined(at)
        if joined is not None:
            return joined
        symbol = "" if self.tokens[at].text == "US" else _function(word)
        if word in {"including", "included", "includes", "include"} or (word == "among" and at + 1 < len(self.lowers)):
            return Chunk("I", at, at)
        if symbol:
            return Chunk(symbol, at, at)
        person = self.lexicon.person(self.lowers, at)
        if person is not None:
            return self._bare_person(at, *person)
        if word in self.lexicon.times or word in self.lexicon.months or (word.endswith("ly") and len(word) > 4):
            return Chunk("y", at, at)
        inside = self.capitals and at > 0 and self.tokens[at].text[0].isupper() and self._is_name(at)
        if word in self.lexicon.reporting and not inside:
            return Chunk("V", at, at)
        if word in {"remain", "remains", "remained", "became", "become", "stood", "lay"}:
            return Chunk("b", at, at)
        if word in self.lexicon.verbs and not inside:
            return Chunk("v", at, at)
        if self.capitals and self._is_name(at):
            return self._name(at)
        if word.endswith(("-year-old", "-month-old", "-week-old")) and word[0].isdigit():
            return self._described_from(at, at)
        if word.endswith(("ed", "ing")) and len(word) > 5 and word[0] != "-":
            return Chunk("v", at, at)
        return Chunk("x", at, at)

    def _joined(self, at: int) -> Chunk | None:
        """Several words at ``at`` that work as one function word, or None."""
        if self.lowers[at] not in _JOINED_FIRST:
            return None
        for parts, symbol in _JOINED.items():
            if tuple(self.lowers[at : at + len(parts)]) == parts and not self._covered(at, len(parts)):
                return Chunk(symbol, at, at + len(parts) - 1)
        return None

    def _covered(self, at: int, length: int) -> bool:
        """Whether a quantity begins inside these words (and not at their first)."""
        return any(i in self.counts for i in range(at, at + length))

    # ------------------------------------------------------------ counted

    def _counts_people(self, quantity: Quantity) -> bool:
        """Whether a number can be a count at all: no money, age, date, clock time, label or share."""
        first, core, last = quantity.first, quantity.core, quantity.last
        lowers, tokens = self.lowers, self.tokens
        before = lowers[first - 1] if first else ""
        after = lowers[last + 1] if last + 1 < len(lowers) else ""
        if (
            (before in {"$", "£", "€", "#", "us$", "aged", "age", "ages", ".", "°"}
            and before != ".")
            or after in {"%", "°"}
        ):
            return False
        if before == "." and tokens[first - 1].end == tokens[first].start:
            return False
        if after in {"percent", "per", "pc", "a.m", "p.m", "am", "pm", "gmt", "o'clock", "hrs"} and not (
            after == "per" and lowers[last + 2 : last + 3] != ["cent"]
        ):
            return False
        digits = lowers[core][0].isdigit()
        if digits and before in self.lexicon.labels and quantity.bare:
            return False
        if digits and quantity.bare and self._is_date(first, last, before, after):
            return False
        return not (digits and quantity.bare and self._is_age(first, last, before, after))

    def _is_date(self, first: int, last: int, before: str, after: str) -> bool:
        """Whether a bare numeral is a year or a day of a month."""
        word = self.lowers[first]
        value = int(word) if word.isdigit() else -1
        months = self.lexicon.months
        if 1900 <= value <= 2100 and len(word) == 4:
            ahead = self.lexicon.person(self.lowers, last + 1) if last + 1 < len(self.lowers) else None
            return ahead is None or before in {"in", "since"}
        if 1 <= value <= 31 and (before in months or after in months):
            return not (before == "may" and self.capitals and self.tokens[first - 1].text == "may")
        return False

    def _is_age(self, first: int, last: int, before: str, after: str) -> bool:
        """Whether a bare numeral between commas or brackets is an age: "Smith, 22, was"."""
        word = self.lowers[first]
        if not word.isdigit() or not 0 < int(word) < 111 or before not in {",", "("} or first < 2:
            return False
        if after not in {
            ",",
            ")",
            ".",
            "",
            "of",
            "and",
            "from",
            "who",
            "was",
            "a",
            ";",
            "were",
            "-",
            "–",
            "—",
            "has",
            "had",
        }:
            return False
        name = self.tokens[first - 2].text
        if before == "(":
            return after == ")" and not name[0].isdigit()
        if after in {"and", "of", "from"} and self.lowers[first - 2] in self.lexicon.harm:
            return False
        return name[0].isalpha() and (name[0].isupper() or self.lowers[first - 2] in self.lexicon.people)

    def _counted(self, quantity: Quantity) -> Chunk:
        """The noun phrase that a count opens."""
        at = quantity.last + 1
        zero = quantity.high == 0
        lowers = self.lowers
        if lowers[at : at + 1] == ["of"]:
            partitive = self._partitive(quantity, at)
            if partitive is not None:
                return partitive
            at += 1
            while lowers[at : at + 1] and lowers[at] in _DETERMINERS:
                at += 1
        last = quantity.last
        while at < len(lowers) and lowers[at] in _OTHERS:
            last, at = at, at + 1
        if last > quantity.last and lowers[last] in {"more", "others"}:
            if lowers[at : at + 1] == ["of"]:
                partitive = self._partitive(quantity, at)
                if partitive is not None:
                    return partitive
        many = quantity.high != 1
        chunk = self._head(quantity.first, at, many=many)
        symbol = "Z" if zero else chunk.symbol
        if chunk.head is None:
            return replace(chunk, symbol="Z" if zero else "Q", quantity=quantity, last=last, who="")
        return replace(chunk, symbol=symbol, quantity=quantity)

    def _partitive(self, quantity: Quantity, of: int) -> Chunk | None:
        """A count of people just named: "two of them", "one of whom"; None for "dozens of villagers"."""
        word = self.lowers[of + 1] if of + 1 < len(self.lowers) else ""
        if word in {"them", "whom", "these", "us", "you"}:
            return Chunk("W", quantity.first, of + 1, quantity=quantity)
        if word == "which":
            return Chunk("x", quantity.first, of + 1)
        if word in {"those", "the"} and of + 2 < len(self.lowers):
            harm = self.lexicon.harmful(self.lowers, of + 2)
            if harm is not None and (harm[1].counted or harm[1].state):
                if self.lexicon.person(self.lowers, min(of + 2 + harm[0], len(self.lowers) - 1)) is None:
                    return Chunk("Q", quantity.first, of + 1 + harm[0], quantity=quantity, harm=harm[1], harm_at=of + 2)
        return None

    def _head(self, first: int, at: int, *, many: bool) -> Chunk:
        """The chunk from ``first`` whose noun is searched from ``at``; head None where there is no noun."""
        lowers, lexicon = self.lowers, self.lexicon
        inner: tuple[HarmWord, int] | None = None
        unknown: int | None = None
        i = at
        while i < len(lowers) and i < at + 8:
            word = lowers[i]
            if (i > at and i in self.counts) or word in _PUNCTUATION:
                break
            harm = lexicon.harmful(lowers, i)
            if harm is not None and harm[1].symbol == NOUN and harm[1].counted and lexicon.person(lowers, i) is None:
                return Chunk("N", first, i + harm[0] - 1, head=i, harm=harm[1], harm_at=i)
            person = lexicon.person(lowers, i)
            if person is not None:
                chunk = self._person_head(first, i, *person, many=many)
                if chunk is not None:
                    if inner is not None:
                        return replace(chunk, harm=inner[0], harm_at=inner[1])
                    return chunk
                unknown, i = None, i + person[0]
                continue
            if harm is not None:
                if not harm[1].state or not self._person_follows(i + harm[0], many=many):
                    break
                inner, i = (harm[1], i), i + harm[0]
                continue
            if (
                _function(word)
                or word in lexicon.reporting
                or word in lexicon.times
                or (word in lexicon.verbs
                and not (self._person_follows(i + 1, many=many)))
            ):
                break
            if word in lexicon.things:
                if not self._noun_follows(i + 1):
                    return Chunk(
                        "x" if word not in lexicon.households else "O", first, i, head=i, who=self.tokens[i].text
                    )
            elif not many or word.endswith("s"):
                unknown = i
                if many and not self._person_follows(i + 1, many=many) and not self._noun_follows(i + 1):
                    break
            i += 1
        if unknown is None:
            return Chunk("Q", first, first)
        word = lowers[unknown]
        known = many and word.endswith(_PERSON_ENDINGS)
        return Chunk(
            "Q" if known else "O", first, unknown, head=unknown, who=self.tokens[unknown].text, group=Group.OTHER
        )

    def _person_head(self, first: int, at: int, count: int, person: Person, *, many: bool) -> Chunk | None:
        """The chunk that the person noun at ``at`` heads, or None where it only describes a later noun."""
        lowers, lexicon = self.lowers, self.lexicon
        after = at + count
        following = lowers[after] if after < len(lowers) else ""
        if following in {"'s", "’s"} or following in lexicon.after_people:
            return None
        further = lexicon.person(lowers, after) if following else None
        if further is not None:
            return None
        if many and person.singular:
            return None
        last = after - 1
        if many and following == "and" and after + 1 < len(lowers):
            second = lexicon.person(lowers, after + 1)
            if second is not None and not second[1].singular and self._ends_list(after + 1 + second[0]):
                last = after + second[0]
        if self.capitals and not many:
            while last + 1 < len(lowers) and self._is_name(last + 1):
                last += 1
        who = " ".join(token.text for token in self.tokens[at : max(last, after - 1) + 1])
        return Chunk("Q", first, last, head=at, who=who, group=person.group)

    def _ends_list(self, at: int) -> bool:
        """Whether nothing at ``at`` makes the noun before it the subject of a clause of its own."""
        return at >= len(self.lowers) or self.lowers[at] not in self.lexicon.verbs

    def _person_follows(self, at: int, *, many: bool) -> bool:
        """Whether a person noun of the right number stands within the next three words."""
        for i in range(at, min(at + 3, len(self.lowers))):
            if _function(self.lowers[i]) or self.lowers[i] in _PUNCTUATION:
                return False
            person = self.lexicon.person(self.lowers, i)
            if person is not None and (not many or not person[1].singular):
                return True
        return False

    def _noun_follows(self, at: int) -> bool:
        """Whether another person or thing noun follows at once."""
        if at >= len(self.lowers):
            return False
        word = self.lowers[at]
        if word in self.lexicon.things or self.lexicon.person(self.lowers, at) is not None:
            return True
        harm = self.lexicon.harmful(self.lowers, at)
        return harm is not None and harm[1].symbol == NOUN

    # ------------------------------------------------------------ described, nobody, names

    def _is_noun_here(self, at: int, harm: HarmWord) -> bool:
        """Whether a harm word at ``at`` is rather a person noun ("hostage" in "a hostage")."""
        return harm.symbol == NOUN and self.lexicon.person(self.lowers, at) is not None

    def _nobody(self, at: int) -> Chunk | None:
        """ "no one", "nobody", "none (of them)", "no people", "no casualties": the chunk, or None."""
        word, lowers = self.lowers[at], self.lowers
        if word in _NOBODY:
            last = at + 2 if lowers[at + 1 : at + 2] == ["of"] and at + 2 < len(lowers) else at
            return Chunk("Z", at, last)
        if word == "not" and lowers[at + 1 : at + 2] in (["one"], ["a"]):
            return None
        if word != "no" or at + 1 >= len(lowers):
            return None
        if lowers[at + 1] == "one":
            return Chunk("Z", at, at + 1)
        chunk = self._head(at, at + 1, many=True)
        if chunk.head is None:
            chunk = self._head(at, at + 1, many=False)
        if chunk.symbol in "QN" and chunk.head is not None:
            return replace(chunk, symbol="Z")
        return None

    def _described(self, at: int) -> Chunk:
        """What a determiner opens: one person, several uncounted, or another thing."""
        start = at + 1
        if self.lowers[at] == "that" and not (
            start < len(self.lowers) and self.lexicon.person(self.lowers, start) is not None
        ):
            return Chunk("r", at, at)
        return self._described_from(at, start)

    def _described_from(self, at: int, start: int) -> Chunk:
        """The noun phrase from ``at`` whose words begin at ``start``."""
        lowers, lexicon = self.lowers, self.lexicon
        if start in self.counts and lowers[at] in _DETERMINERS and self._counts_people(self.counts[start]):
            chunk = self._counted(self.counts[start])
            return replace(chunk, first=at)
        i = start
        while i < len(lowers) and i < start + 9:
            word = lowers[i]
            if word in _PUNCTUATION or (i in self.counts and i > start):
                break
            person = lexicon.person(lowers, i)
            if person is not None:
                chunk = self._person_head(at, i, *person, many=False)
                if chunk is not None:
                    singular = person[1].singular
                    return replace(chunk, symbol="S" if singular else "U")
                i += person[0]
                continue
            if word.endswith(("-year-old", "-month-old", "-week-old")) and not self._person_follows(i + 1, many=False):
                return Chunk("S", at, i, head=i, who=self.tokens[i].text)
            harm = lexicon.harmful(lowers, i)
            if harm is not None and not (harm[1].state and self._person_follows(i + 1, many=False)):
                break
            if _function(word) or (word in {"'s", "’s"} and not self._person_follows(i + 1, many=False)):
                break
            if word in lexicon.reporting or (word in lexicon.verbs and not self._person_follows(i + 1, many=False)):
                break
            if word in lexicon.things and not self._noun_follows(i + 1):
                return Chunk("x", at, i, head=i)
            i += 1
        return Chunk("x", at, max(at, i - 1))

    def _bare_person(self, at: int, count: int, person: Person) -> Chunk:
        """A person noun without article: a headline's victim, a title before a name, or people uncounted."""
        chunk = self._person_head(at, at, count, person, many=False)
        if chunk is None:
            return Chunk("x", at, at + count - 1)
        if not person.singular:
            return replace(chunk, symbol="U")
        named = chunk.last > at + count - 1
        return replace(chunk, symbol="M" if named else "s")

    def _is_name(self, at: int) -> bool:
        """Whether the word is capitalised in a text where that means something, and no known common word."""
        text, word = self.tokens[at].text, self.lowers[at]
        return (
            text[0].isupper()
            and text[0].isalpha()
            and (text == "US" or not _function(word))
            and word not in self.lexicon.months
            and word not in self.lexicon.times
            and word not in self.lexicon.things
            and self.lexicon.harmful(self.lowers, at) is None
        )

    def _name(self, at: int) -> Chunk:
        """A run of capitalised words."""
        last = at
        while last + 1 < len(self.tokens) and last - at < 6 and self._is_name(last + 1):
            if self.lexicon.person(self.lowers, last + 1) is not None:
                break
            last += 1
        after = last + 1
        if self.lowers[after : after + 1] in (["'s"], ["’s"]) and after + 1 < len(self.lowers):
            person = self.lexicon.person(self.lowers, after + 1)
            if person is not None or self._person_follows(after + 1, many=False):
                return self._described_from(at, after + 1)
            return Chunk("x", at, after)
        return Chunk("M", at, last, head=last, who=self.tokens[last].text)


def _function(word: str) -> str:
    """The symbol of a function word, or ""."""
    return _FUNCTION_OF.get(word, "")


def cut(tokens: Sequence[Word], lexicon: Words, *, capitals: bool) -> list[Chunk]:
    """The chunks of a row of words. ``capitals`` says whether a capital letter marks a name in this text."""
    return Chunker(tokens, lexicon, capitals=capitals).chunks()
