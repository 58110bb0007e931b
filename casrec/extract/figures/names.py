"""Tell names from words: a capital where that means something, else a word that no lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from casrec.extract.figures.vocabulary import Words
from casrec.numbers import Quantity, Word, quantities
from casrec.terms import Group

AGED = ("-year-old", "-month-old", "-week-old", "-day-old")
CONTRACTED = ("'d", "'ll", "'re", "'ve", "'m", "’d", "’ll", "’re", "’ve", "’m")
PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": ".", "?": ".", "-": "-", "–": "-", "—": "-", "--": "-", "---": "-",
    "(": "(", ")": ")", "[": "(", "]": ")", '"': '"', "“": '"', "”": '"', "‘": '"', "’": '"', "'": '"', "...": ".",
    "…": ".", "$": '"', "*": ";", "|": ";", "/": "c", "«": '"', "»": '"',
}  # fmt: skip
_PARTICLES = frozenset("de la del al bin ibn van von el jr sr da di dos".split())
_BEFORE_MONTHS = frozenset("in on by since until till from to last this next early late mid and or during".split())
MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_MURDERS = frozenset("murder homicide killing slaying".split())
POSSESSIVE = frozenset(["'s", "’s"])
_ARTICLES = frozenset(["the", "el", "la", "da"])
_NICKNAME = {'"': '"', "“": "”", "'": "'", "‘": "’", "(": ")"}
_SUFFIXES = (["jr."], ["jr"], ["sr."], ["sr"], ["iii"])
_PLURALS = ("ers", "ors", "ists", "ians")
_PREFIXED = re.compile(r"(?:a[dlnrstz]|ash|el|ul)-(?=[^\W\d_])|[dl]['’](?=[A-Z])")  # "al-Masri", "d'Arden"
_LOWER = re.compile(r"\b[a-z]+\b")
_NAMED = re.compile(r"(?<![.!?:“\"] )\b([A-Z][a-z.’'-]+)(?= ([A-Z][a-z]{2,})\b(?! [A-Z]))")


def surnames(text: str, lexicon: Words) -> dict[str, frozenset[str]]:
    """Ordinary words that are surnames in a text ("Page", "Hall"), each with the words that stand before it there.

    Such a word never stands in lower case there, and is told by the word before it: a title, a common first name, or
    one that no lexicon knows.
    """
    found: dict[str, set[str]] = {}
    for first, last in _NAMED.findall(text):
        word, before = last.lower(), first.lower()
        known = lexicon.people.get(before)
        titled = known is not None and known.singular and known.group is not Group.OTHER
        plain = known is None and lexicon.kind(before) == "" and before not in lexicon.function
        if not (titled or plain or before in lexicon.also_names) or before in lexicon.times:
            continue
        if lexicon.kind(word) not in {"N", "P", "J", "G"} or word in lexicon.people or word in lexicon.things:
            continue
        if word in lexicon.function or word in lexicon.times or word in lexicon.reporting:
            continue
        found.setdefault(word, set()).add(before)
    small = frozenset(_LOWER.findall(text)) if found else frozenset()
    return {word: frozenset(before) for word, before in found.items() if word not in small}


def _is_prefixed(text: str) -> bool:
    """Whether a name begins with an article in lower case that is one with it: "al-Masri"."""
    match = _PREFIXED.match(text)
    return match is not None and text[match.end()].isupper()


class Names:
    """One row of words with its counts. ``capitals`` says whether a capital letter marks a name in it."""

    DETERMINERS = frozenset("a an the this that these those his her their its my our your".split())

    def __init__(
        self, tokens: Sequence[Word], lexicon: Words, *, capitals: bool, surnames: Mapping[str, frozenset[str]]
    ) -> None:
        self.surnames = surnames
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.lexicon = lexicon
        self.capitals = capitals
        self.ordinals = {i for i, word in enumerate(self.lowers) if word in lexicon.ordinals}
        self.counts = {quantity.first: quantity for quantity in quantities(tokens)}
        self.counts |= {i: Quantity(i, i, i, many, many) for i, many in self._multiples()}

    def _multiples(self) -> Iterator[tuple[int, int]]:
        """The words that count in "a double murder", "the triple homicide", with what they count."""
        for i, word in enumerate(self.lowers[:-1]):
            if word in MULTIPLES and self.lowers[i + 1] in _MURDERS:
                yield i, MULTIPLES[word]

    def is_name(self, at: int) -> bool:
        """Whether the word is a name: a capital where that means something, else a word no lexicon knows."""
        text, word, lexicon = self.tokens[at].text, self.lowers[at], self.lexicon
        if not text[0].isalpha() or (word in lexicon.function and text != "US"):
            return False
        if word.endswith(CONTRACTED) and lexicon.function.get(word[: max(word.rfind("'"), word.rfind("’"))]):
            return False  # "They'd"
        if word in lexicon.times and not self.is_first_name(at):
            return False
        known = word in lexicon.people or ("-" in word and text[0].islower() and not _is_prefixed(text))
        if known or (lexicon.kinds.get(word) == "R" and word not in lexicon.also_names):
            return False
        if lexicon.harmful(self.lowers, at) is not None:
            known = at > 0 and self.lowers[at - 1] not in lexicon.people and at - 1 not in self.counts
            return self.capitals and known and self.tokens[at - 1].text[0].isupper() and text[0].isupper()
        prefixed = self.capitals and _is_prefixed(text)
        if self.capitals and not (text[0].isupper() or prefixed):
            return False
        opening = at == 0 or self.lowers[at - 1] in {".", '"', "“", ":", "‘"}
        if self.capitals and not opening:
            return word not in lexicon.things or word in lexicon.also_names
        if self.capitals and (
            prefixed or self._opens_name(at) or self._is_double(at) or self._is_surname(at) or self._is_guessed(at)
        ):
            return True
        if not self.capitals and at > 0 and self.lowers[at - 1] in self.surnames.get(word, ()):
            return True
        if word in lexicon.things or word in lexicon.reporting or word in lexicon.verbs:
            return False
        if len(word) < 2 or word.endswith(AGED) or lexicon.kind(word) not in {"", "N", "J"}:
            return False
        return lexicon.kind(word) == "" or (word in lexicon.also_names and at > 0 and self._unknown(at - 1))

    def is_first_name(self, at: int) -> bool:
        """Whether the name of a month is a person's here: "Jan Keller", no "in June Mr Keller"."""
        if not self.capitals or self.lowers[at] not in self.lexicon.months or at + 1 >= len(self.tokens):
            return False
        before = self.lowers[at - 1] if at else ""
        text, following = self.tokens[at].text, self.tokens[at + 1]
        if before in _BEFORE_MONTHS or before[:1].isdigit() or not text[0].isupper() or not following.text[0].isupper():
            return False
        known = following.lower in self.lexicon.people or following.lower in self.lexicon.times
        return not known and following.lower not in self.lexicon.function and self.lexicon.kind(following.lower) == ""

    def _opens_name(self, at: int) -> bool:
        """Whether the first word of a sentence opens a name of two words: "Maria Keller", no "Rescuers Monday"."""
        if at + 1 >= len(self.tokens) or self.lexicon.kind(self.lowers[at]) == "R":
            return False
        following = self.tokens[at + 1].text
        return self.lowers[at] in self.lexicon.also_names and following[0].isupper() and self.is_name(at + 1)

    def _is_guessed(self, at: int) -> bool:
        """Whether only its ending makes the first word of a sentence no name: "Khaled was", "Ahmed Saleh"."""
        word, lexicon = self.lowers[at], self.lexicon
        if word in lexicon.kinds or word in lexicon.reporting or word in lexicon.verbs or at + 1 >= len(self.tokens):
            return False
        following = self.lowers[at + 1]
        if self.tokens[at + 1].text[0].isupper() or _is_prefixed(self.tokens[at + 1].text):
            return self.is_name(at + 1)
        return lexicon.function.get(following, "") in {"b", "h"} or lexicon.kind(following) == "D"

    def _is_double(self, at: int) -> bool:
        """Whether the first word of a sentence is a double name before another: "Jean-Marc Duval"."""
        text = self.tokens[at].text
        parts = text.split("-")
        if len(parts) != 2 or not all(len(part) > 2 and part[0].isupper() and part[1:].islower() for part in parts):
            return False
        following = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return following[:1].isupper() and self.is_name(at + 1)

    def _is_surname(self, at: int) -> bool:
        """Whether the first word of a sentence is one that the report has after a first name: "Page died"."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if self.lowers[at] not in self.surnames or following is None:
            return False
        return not following.text[0].isupper() and (following.lower == "," or following.lower in self.lexicon.function)

    def _unknown(self, at: int) -> bool:
        """Whether the word stands in no lexicon at all, as only names do."""
        word, lexicon = self.lowers[at], self.lexicon
        return word[0].isalpha() and lexicon.kind(word) == "" and not (
            word in lexicon.function or word in lexicon.people or word in lexicon.reporting or word in lexicon.times
            or word in self.DETERMINERS or word in lexicon.single or lexicon.harmful(self.lowers, at) is not None
        )  # fmt: skip

    def name_goes_on(self, at: int) -> bool:
        """Whether the word goes on a name: another name, an initial, or a word that is often one."""
        word = self.lowers[at]
        if self.is_name(at) and self.lexicon.person(self.lowers, at) is None:
            return True
        if word in _PARTICLES:
            return at + 1 < len(self.tokens) and (self.is_name(at + 1) or self._is_particle_before_name(at + 1))
        return (
            not self.capitals
            and word in self.lexicon.also_names
            and self.lexicon.kind(word) in {"N", "J"}
            and (word not in self.lexicon.people and word not in self.lexicon.things)
        )

    def _is_particle_before_name(self, at: int) -> bool:
        """Whether a second particle and a name follow: "de la Cruz"."""
        return self.lowers[at] in _PARTICLES and at + 1 < len(self.tokens) and self.is_name(at + 1)

    def is_lone_plural(self, at: int) -> bool:
        """Whether a word of upper-case text that no lexicon knows is rather a plural of people: "STOCKBREEDERS"."""
        if self.capitals or not self.lowers[at].endswith(_PLURALS) or len(self.lowers[at]) < 7:
            return False
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(self.tokens)]
        return not any(self.is_name(i) or self.lexicon.person(self.lowers, i) is not None for i in beside)

    def called(self, at: int, last: int) -> str:
        """The words of a name without the nickname in it."""
        words: list[str] = []
        closing = ""
        for token in self.tokens[at : last + 1]:
            if closing:
                closing = "" if token.lower in closing else closing
            elif token.lower in _NICKNAME:
                closing = _NICKNAME[token.lower]
            elif token.lower != ",":
                words.append(token.text)
        return " ".join(words)

    def past_nickname(self, last: int) -> int:
        """The last word of a name that goes on after a nickname or comma: 'Tom "the Hat" Ray', "Tom Ray, Jr."."""
        opens = last + 1
        if self.lowers[opens : opens + 1] == [","] and self.lowers[opens + 1 : opens + 2] in _SUFFIXES:
            return opens + 1
        if not self.capitals or opens >= len(self.tokens) or self.lowers[opens] not in _NICKNAME:
            return last
        closing = _NICKNAME[self.lowers[opens]]
        for i in range(opens + 2, min(opens + 6, len(self.tokens) - 1)):
            if self.lowers[i] not in closing:
                continue
            inner = opens + 1 + (self.lowers[opens + 1] in _ARTICLES and i > opens + 2)
            if not self.tokens[inner].text[0].isupper() or not self.is_name(i + 1):
                return last
            last = i + 1
            while last + 1 < len(self.tokens) and last - i < 4 and self.name_goes_on(last + 1):
                last += 1
            return last
        return last
