"""Judge whether a number counts people at all: no money, age, date, clock time, address, label or share."""

from __future__ import annotations

import re

from casrec.extract.figures.names import AGED, POSSESSIVE, PUNCTUATION, Names
from casrec.extract.figures.vocabulary import NOUN
from casrec.numbers import EMERGENCY, UNITS, Quantity

_STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd drive dr lane ln court ct highway parkway place".split()
)
_AGED_BY = frozenset("under over below above".split())
_OLD = frozenset(f"{unit}{end}" for unit in "year yr month week day".split() for end in ("-old", "-olds"))
_SPANS = frozenset("year years yr yrs month months week weeks day days".split())
_MEANT = frozenset("them those whom".split())
_PERIODS = frozenset("day week year".split())
_WHICH = frozenset("last this that same next every each past previous".split())
_WHENS = frozenset("day night morning afternoon evening week weekend month year spring summer fall winter".split())
_OWNERS = frozenset("his her their its my our your a an the".split())
_CALLING = re.compile(r"call|dial|phon|rang|ring")
_WOUNDING = frozenset("stab gunshot bullet knife shrapnel puncture shot".split())
_NEXT = (["next"], ["following"], ["previous"], ["same"], ["other"])
_COUPLES = frozenset({"couple", "pair"})

_IN_BOTH = frozenset("in on at from by for to with during".split())


class Counts(Names):
    """A row of words whose numbers can be judged by what stands around them."""

    def head_follows(self, at: int, *, many: bool) -> bool:
        """Whether a person noun of the right number, or a counted noun of harm, follows within a noun phrase."""
        for i in range(at, min(at + 4, len(self.lowers))):
            word = self.lowers[i]
            if i == at and word in _OWNERS:  # "on Channel 4 his injuries"
                return False
            if word in PUNCTUATION or word in self.lexicon.times or word in self.lexicon.reporting:
                return False
            if word in self.lexicon.function and self.tokens[i].text != "US" and word not in {"people", "victims"}:
                return False
            person = self.lexicon.person(self.lowers, i)
            if person is not None and not (many and person[1].singular):
                return True
            harm = self.lexicon.harmful(self.lowers, i)
            if harm is not None and harm[1].symbol == NOUN and harm[1].counted:
                return True
        return False

    def past_owner(self, at: int) -> int:
        """The index after an owner whose people follow: "of the group's volunteers", else ``at`` itself."""
        for i in range(at + 1, min(at + 5, len(self.lowers))):
            if self.lowers[i] in POSSESSIVE:
                return i + 1 if self.head_follows(i + 1, many=True) else at
            if self.lowers[i] in PUNCTUATION or self.lowers[i] in self.lexicon.function:
                return at
        return at

    def another_harm(self, at: int) -> bool:
        """Whether a second verb of harm follows at once: "two of the four who were shot died" tells of two."""
        told = 0
        for i in range(at, min(at + 8, len(self.lowers))):
            if self.lowers[i] in PUNCTUATION or self.lowers[i] in {"and", "or", "but"}:
                return False
            harm = self.lexicon.harmful(self.lowers, i)
            told += harm is not None and harm[1].symbol in "kd"
            if told > 1:
                return True
        return False

    def counts_people(self, quantity: Quantity) -> bool:
        """Whether a number can be a count at all: no money, age, date, clock time, label or share."""
        first, core, last = quantity.first, quantity.core, quantity.last
        lowers, tokens = self.lowers, self.tokens
        before = lowers[first - 1] if first else ""
        after = lowers[last + 1] if last + 1 < len(lowers) else ""
        if before in {"$", "£", "€", "#", "us$", "aged", "age", "ages", "°"} or after in {"%", "°"}:
            return False
        if (
            before in {".", "-", "–"}
            and first > 1
            and tokens[first - 1].end == tokens[first].start
            and (before == "." or lowers[first - 2][0].isdigit())
        ):
            return False
        if after == "-" and lowers[last + 2 : last + 3] and lowers[last + 2][0].isdigit():
            return False
        if self._is_told_old(first, last, before, after):
            return False
        if after in {"percent", "pc", "a.m", "p.m", "am", "pm", "gmt", "o'clock", "hrs", "hours"}:
            return False
        if after in _WOUNDING and lowers[last + 2 : last + 3] in (["wound"], ["wounds"]):
            return False  # "with multiple stab wounds"
        if (after == "out" and lowers[last + 2 : last + 3] == ["of"]) or lowers[max(0, first - 2) : first] == [
            "out",
            "of",
        ]:
            return False  # "eight out of 10"
        if after == "in" and lowers[last + 2 : last + 3] in (["losses"], ["damage"], ["damages"], ["ransom"], ["cash"]):
            return False
        age = lowers[core].isdigit() or lowers[core] in UNITS
        if age and core > first and lowers[first] in _AGED_BY and (before in self.lexicon.people or before in _MEANT):
            return False  # "children under five"
        if lowers[max(0, first - 2) : first] == ["all", "but"]:
            return False  # "all but two of the guests died"
        if after == "in" and lowers[last + 2 : last + 3] == ["every"]:
            return False  # "one in every 113 people"
        if before == "in" and lowers[max(0, first - 2) : first - 1] in (["one"], ["1"]) and quantity.bare:
            return False  # "one in five of the dead"
        if lowers[last] in _COUPLES and after in POSSESSIVE and not self._are_dead(last + 2):
            return False  # "the couple's son"
        if lowers[core] == "both" and after in _IN_BOTH and self._goes_on_both(last + 1, after):
            return False  # "both in the north and in the south"
        if after in {"thirds", "third", "quarters", "fifths", "tenths", "halves"}:
            return False
        if after == "per" and lowers[last + 2 : last + 3] == ["cent"]:
            return False
        if not lowers[core][0].isdigit() or not quantity.bare:
            return True
        if set(lowers[last + 1 : last + 5]) & _STREETS and self.tokens[last + 1].text[0].isupper():
            return False
        if lowers[core] in EMERGENCY and (lowers[core] == "911" or _CALLING.match(before)):
            return self.head_follows(last + 1, many=True)  # "she dialed 911 and fled"
        if self._is_label(first, last, before) or self._is_numbered(first, last, before, after):
            return False
        return not (self._is_date(first, last, before, after) or self._is_age(first, before, after))

    def _goes_on_both(self, at: int, word: str) -> bool:
        """Whether "and" with the same preposition follows, so that "both" joins two phrases and counts nobody."""
        ahead = self.lowers[at : at + 12]
        return any(ahead[i : i + 2] == ["and", word] for i in range(1, len(ahead)))

    def _is_told_old(self, first: int, last: int, before: str, after: str) -> bool:
        """Whether words say outright that a number is an age: "a 15 year old boy", "his 12- and 10-year-old sons"."""
        words = [word for word in self.lowers[last + 1 : last + 8] if word not in {"-", "–"}]
        if words[1:2] and words[0] in {"and", "or", "to"} and words[1].isdigit():  # "the 20 and 24 year old men"
            words = words[2:]
        if words[:1] and (words[0] in _OLD or (words[0] in _SPANS and words[1:2] in (["old"], ["olds"]))):
            return True
        if words[:1] and words[0] in {"and", "or", "to"} and words[1:2] and words[1].endswith(AGED) and after == "-":
            return True
        if before == "also" and self.lowers[first - 2 : first - 1] == [","] and after in {",", ".", ""}:
            return True  # "his friend Sam Lee, also 14"
        return before == "and" and "ages" in self.lowers[max(0, first - 5) : first]  # "between the ages of 20 and 60"

    def tells_when(self, at: int) -> bool:
        """Whether only a time follows a bare count: "injured four last year", "killed two the next day"."""
        lowers = self.lowers
        if lowers[at : at + 1] == ["the"]:
            next_day = lowers[at + 1 : at + 2] in _NEXT and not _WHENS.isdisjoint(lowers[at + 2 : at + 3])
            return next_day or lowers[at + 1 : at + 3] in (["day", "before"], ["day", "after"])
        period = lowers[at + 1 : at + 2] != [] and (lowers[at + 1] in self.lexicon.times or lowers[at + 1] in _WHENS)
        return lowers[at : at + 1] in (["last"], ["this"]) and period and not self.head_follows(at + 2, many=True)

    def _is_label(self, first: int, last: int, before: str) -> bool:
        """Whether the word before makes the number a label: "Flight 17"; not so in "last year 1,200 were killed"."""
        if before not in self.lexicon.labels or self.head_follows(last + 1, many=True):
            return False
        period = before in {"day", "week", "year"} and "," in self.tokens[first].text
        return not (period or (before in _PERIODS and self.lowers[max(0, first - 2)] in _WHICH))

    def _is_numbered(self, first: int, last: int, before: str, after: str) -> bool:
        """Whether a numeral is a place in a row: "Image 8 of 11", "1 / 3"."""
        lowers = self.lowers
        if before == "of" and first > 2 and lowers[first - 2].isdigit() and lowers[first - 3] in self.lexicon.labels:
            return True
        slashed = before == "/" and first > 1 and lowers[first - 2].isdigit()
        return slashed or (after == "/" and lowers[last + 2 : last + 3] != [] and lowers[last + 2].isdigit())

    def _are_dead(self, at: int) -> bool:
        """Whether a noun of death or of bodies stands at ``at``: "the couple's deaths"."""
        harm = self.lexicon.harmful(self.lowers, at)
        return (harm is not None and harm[1].symbol == NOUN) or self.lowers[at : at + 1] in (["bodies"], ["remains"])

    def _is_date(self, first: int, last: int, before: str, after: str) -> bool:
        """Whether a bare numeral is a year, a clock time as wires write it, or a day of a month."""
        word = self.lowers[first]
        value = int(word) if word.isdigit() else -1
        months = self.lexicon.months
        if len(word) == 4 and (1900 <= value <= 2100 or word[0] == "0" or (before == "at" and value < 2400)):
            named = last + 1 < len(self.tokens) and self.is_name(last + 1)  # "the 2003 Arden killings"
            return before in {"in", "since"} or named or not self.head_follows(last + 1, many=True)
        if before in months and len(word) == 2:  # "8 JAN 90"
            return True
        if 1 <= value <= 31 and (before in months or after in months):
            return not (before == "may" and self.tokens[first - 1].text == "may")
        return False

    def _brackets_count(self) -> bool:
        """Whether brackets hold counts of the harmed in this row: "Arden (12 dead), Belmore (9)"."""
        return any(
            word == "(" and self.lowers[i + 1][:1].isdigit() and self.lexicon.harmful(self.lowers, i + 2) is not None
            for i, word in enumerate(self.lowers[:-2])
        )

    def _is_age(self, first: int, before: str, after: str) -> bool:
        """Whether a bare numeral between commas or brackets is an age: "Smith, 22, was"."""
        word = self.lowers[first]
        if not word.isdigit() or not 0 < int(word) < 111:
            return False
        if after in {",", ".", "", ";", ")"} and before in {"and", "or"}:  # "her sons, 7 and 8, were"
            first = self._first_age(first)
            before = self.lowers[first - 1] if first else ""
        if before not in {",", "("} or first < 2:
            return False
        if after == "of" and self.lowers[first + 2 : first + 3] in (["whom"], ["them"], ["those"], ["which"], ["the"]):
            return False  # "the villagers, 30 of whom were arrested"
        name, known = self.tokens[first - 2].text, self.lowers[first - 2]
        if known in self.lexicon.times - self.lexicon.months:  # "20 died on Monday, 30 on Tuesday"
            return False
        if before == "(":
            return after == ")" and name[0].isalpha() and not self._brackets_count()
        if after in {"were", "have"}:  # "as fights broke out in Arden, 46 were arrested"
            return self._is_last_aged(first)
        if self._is_aged_before_name(first, known):
            return True
        if after not in {",", ")", ".", "", ";", "-", "–", "—"} and self.lexicon.function.get(after, "") not in {
            "b", "h", "p", "r", "c",
        }:  # fmt: skip
            return False
        if after in {"in", "at", "near", "on"} or (after in {"and", "of", "from"} and known in self.lexicon.harm):
            return False
        return known in self.lexicon.people or name[0].isupper()

    def last_age(self, at: int) -> int:
        """The last numeral of the row of ages that the one at ``at`` begins: the 8 of "her sons, 5, 7 and 8"."""
        last = at
        while last + 2 in self.counts and self.lowers[last + 1] in {",", "and", "or"}:
            if not self.lowers[last + 2].isdigit() or self.counts_people(self.counts[last + 2]):
                break
            last += 2
        return last

    def _first_age(self, at: int) -> int:
        """The first of the bare numerals that a row of ages may begin with: the 5 of "5, 7 and 8"."""
        while at > 2 and self.lowers[at - 1] in {",", "and", "or"} and self.lowers[at - 2].isdigit():
            at -= 2
        return at

    def _is_last_aged(self, at: int) -> bool:
        """Whether the numeral at ``at`` ends a row of names with ages: "Ann Lee, 24, and Tom Kern, 32 were hurt"."""
        words = self.lowers[:at]
        aged = any(words[i] == "," == words[i + 2] and words[i + 1].isdigit() for i in range(at - 4))
        return aged and at > 2 and self.tokens[at - 2].text[0].isupper() and self.tokens[at - 3].text[0].isupper()

    def _is_aged_before_name(self, at: int, known: str) -> bool:
        """Whether a name follows the age of one person: "kills man, 18" before the next caption's "Luis Ortega"."""
        person = self.lexicon.people.get(known)
        follows = at + 1 < len(self.tokens) and self.is_name(at + 1) and not self.head_follows(at + 1, many=True)
        return follows and person is not None and person.singular
