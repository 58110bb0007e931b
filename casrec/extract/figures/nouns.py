"""Read noun phrases of people: what a count counts, whom a determiner describes, names."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from casrec.extract.figures.counts import Counts
from casrec.extract.figures.names import AGED, MULTIPLES, POSSESSIVE, PUNCTUATION
from casrec.extract.figures.vocabulary import NOUN, HarmWord, Person
from casrec.numbers import Quantity
from casrec.terms import Group


class Chunk(msgspec.Struct, frozen=True):
    """A chunk of words ``first``..``last`` (inclusive); ``symbol`` is explained in ``chunks``.

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


AGE = "an age"  # what ``who`` says of a chunk that is only an age
_OTHERS = frozenset("more others other additional".split())
_PERSON_ENDING = ("ist", "ician", "woman", "man", "eer")
_PERSON_ENDINGS = ("ers", "ors", "ists", "ees", "ians", "men", "women", "goers", "mates")
_SOURCES = frozenset("police officials authorities investigators officers prosecutors deputies witnesses".split())
_SINGLE = frozenset("death murder homicide killing execution assassination slaying disappearance".split())
_BODIES_OF_PEOPLE = frozenset("family crew patrol platoon squad congregation staff".split())
_QUOTES = frozenset("\"“”‘’'")

# Peoples whose name is the same for one and many: "three French and two Dutch".
_PEOPLES = frozenset(
    "french british english irish welsh dutch spanish swiss chinese japanese vietnamese lebanese sudanese nepalese "
    "portuguese taiwanese burmese".split()
)


class Nouns(Counts):
    """The noun phrases of one row of words. ``capitals`` says whether a capital letter marks a name."""

    def counted(self, quantity: Quantity) -> Chunk:
        """The noun phrase that a count opens."""
        at, last, lowers = quantity.last + 1, quantity.last, self.lowers
        while at < len(lowers) and lowers[at] in _OTHERS:
            last, at = at, at + 1
        if lowers[at : at + 1] and lowers[at] in _QUOTES:  # "4,645 'excess' deaths"
            at = at + 1 if self._harmed_noun_near(at + 1) else at
        if lowers[at : at + 1] in (["a"], ["an"]) or self.tells_when(at):  # "up from eight a day earlier"
            return Chunk("Q", quantity.first, last, quantity=quantity)
        if lowers[at : at + 1] == ["of"]:
            partitive = self._partitive(quantity, at)
            if partitive is not None:
                return partitive
            at += 1
            while at < len(lowers) and lowers[at] in self.DETERMINERS | {"some", "all"}:
                at += 1
            chunk = self._of_counted(quantity, at)
            if chunk is not None:
                return chunk
            return Chunk("Q", quantity.first, last, quantity=quantity)
        if at in self.counts and at == quantity.last + 1:  # "image 4 of 11 Two men died"
            return Chunk("Q", quantity.first, last, quantity=quantity)
        chunk = self.phrase(quantity.first, at, many=lowers[quantity.core] not in {"one", "1"})
        zero = quantity.high == 0
        if chunk.head is None:
            return replace(chunk, symbol="Z" if zero else "Q", quantity=quantity, last=last)
        return replace(chunk, symbol="Z" if zero else chunk.symbol, quantity=quantity)

    def _harmed_noun_near(self, at: int) -> bool:
        """Whether a counted noun of harm follows at once or after one word and a quotation mark."""
        for i in range(at, min(at + 3, len(self.lowers))):
            harm = self.lexicon.harmful(self.lowers, i)
            if harm is not None:
                return harm[1].symbol == NOUN and harm[1].counted
            if i > at and self.lowers[i] not in _QUOTES:
                return False
        return False

    def _of_counted(self, quantity: Quantity, at: int) -> Chunk | None:
        """The noun phrase after a count and "of": "dozens of villagers", "one of his sons"."""
        if at in self.counts:
            inner = self.phrase(quantity.first, self.counts[at].last + 1, many=True)
            if inner.head is None:
                return None
            if self._all_meant(inner.last + 1):
                return replace(inner, first=self.counts[at].first, quantity=self.counts[at])
            return replace(inner, quantity=quantity)
        chunk = self.phrase(quantity.first, self.past_owner(at), many=True)
        if chunk.symbol == "O" and chunk.who.lower() in _BODIES_OF_PEOPLE:
            chunk = replace(chunk, symbol="Q", group=Group.PEOPLE)  # "eight of my family"
        return None if chunk.head is None else replace(chunk, quantity=quantity)

    def _all_meant(self, after: int) -> bool:
        """Whether what follows is said of all ("one of the five employees who died"), not of the one."""
        if self._is_said(after):  # "one of four women police say were shot"
            return self.lowers[after + 2 : after + 3] in (["were"], ["are"])
        following = self.lowers[after] if after < len(self.lowers) else ""
        harm = self.lexicon.harmful(self.lowers, after) if following else None
        if following in {"found", "reported", "confirmed", "still"}:
            after += 1
            harm = self.lexicon.harmful(self.lowers, after)
        if following in {"who", "that"}:
            return self._harm_ahead(after + 1) and not self.another_harm(after + 1)
        return harm is not None and (harm[1].symbol == "k" or self.lowers[after + harm[0] - 1] == "missing")

    def _harm_ahead(self, at: int) -> bool:
        """Whether the verb that follows "who" is one of harm: "who died", not "who joined the group"."""
        for i in range(at, min(at + 5, len(self.lowers))):
            if self.lexicon.harmful(self.lowers, i) is not None:
                return True
            if self.lexicon.function.get(self.lowers[i], "") not in {"b", "h", "y", "m"} and (
                self.lexicon.kind(self.lowers[i]) != "R"
            ):
                return False
        return False

    def _partitive(self, quantity: Quantity, of: int) -> Chunk | None:
        """A count of people just named: "two of them", "one of whom"; None for "dozens of villagers"."""
        word = self.lowers[of + 1] if of + 1 < len(self.lowers) else ""
        if word in {"them", "whom", "which", "us", "you"} or (
            word == "these" and not self.head_follows(of + 2, many=True)
        ):
            return Chunk("W", quantity.first, of + 1, quantity=quantity)
        if word in {"it", "this", "that"}:
            return Chunk("x", quantity.first, of + 1)
        direct = self.lexicon.harmful(self.lowers, of + 1)
        if direct is not None and direct[1].state and not self._noun_at(of + 1 + direct[0]):
            last = of + direct[0]  # "thousands of wounded"
            return Chunk("Q", quantity.first, last, quantity=quantity, harm=direct[1], harm_at=of + 1)
        if word in {"those", "the"}:
            harm = self.lexicon.harmful(self.lowers, of + 2)
            if harm is not None and (harm[1].counted or harm[1].state):
                after = of + 2 + harm[0]
                if self.lexicon.person(self.lowers, after) is None and self.lowers[after : after + 1] != ["'"]:
                    return Chunk("W", quantity.first, after - 1, quantity=quantity, harm=harm[1], harm_at=of + 2)
            if word == "those" and not self._noun_at(of + 2):
                return Chunk("W", quantity.first, of + 1, quantity=quantity)
        return None

    def phrase(self, first: int, at: int, *, many: bool) -> Chunk:
        """The noun phrase whose noun is searched from ``at``; ``head`` is None where there is none.

        Its symbol is Q for people, N for a counted noun of harm, O for an unknown noun or a household, # for a thing.
        """
        lowers, lexicon = self.lowers, self.lexicon
        inner: tuple[HarmWord, int] | None = None
        i = at
        while i < min(len(lowers), at + 10):
            word = lowers[i]
            if word in POSSESSIVE and i > at:
                inner, i = None, i + 1
                continue
            if word == "and" and at < i < len(lowers) - 1 and self._joins_adjectives(i, many=many):
                i += 1
                continue
            if self._closes(i, at):
                break
            if many and word in _PEOPLES and not self._noun_at(i + 1):
                return Chunk("Q", first, i, head=i, who=self.tokens[i].text, group=Group.OTHER)
            person = lexicon.person(lowers, i)
            harm = lexicon.harmful(lowers, i)
            if person is not None:
                after = i + person[0]
                if self._describes(after, person[1]) or (
                    many and person[1].singular and not self._is_misspelt_many(i, after, at)
                ):
                    i = after
                    continue
                return self._with_harm(self._person(first, i, *person), harm, inner)
            if harm is not None:
                multiple = lowers[i - 1] in MULTIPLES and i - 1 in self.counts  # "a double murder": no verb
                if harm[1].counted and (
                    harm[1].symbol == NOUN or multiple or (many and i == at and harm[1].symbol == "f")
                ):
                    if self._noun_at(i + harm[0]) and not self.tells_when(i + harm[0]):  # "40 deaths last year"
                        i += harm[0]
                        continue
                    if i > at and lowers[i - 1] == "mass" and word != "deaths":  # "several other mass killings"
                        return Chunk("#", first, i, head=i, who=self.tokens[i].text)
                    if many and not multiple and word in _SINGLE:  # "the March 1980 assassination"
                        return Chunk("x", first, i - 1, head=i - 1)
                    return Chunk("N", first, i + harm[0] - 1, head=i, harm=harm[1], harm_at=i)
                if harm[1].symbol not in "kae" or not self.head_follows(i + harm[0], many=many):
                    break
                inner, i = (harm[1], i), i + harm[0]
                continue
            if (many or i > at) and self._opens_predicate(i, many=many):
                break
            if self.capitals and i + 1 < len(lowers) and self.is_name(i) and self._names_before_head(i):
                i += 1
                continue
            behind = self._past_acronym(i + 1)
            if behind > i + 1 and self._noun_at(behind):
                i = behind
                continue
            if not self._noun_at(i + 1) and self._is_head(word, many=many):
                return self._other(first, i, many=many)
            i += 1
        return Chunk("Q", first, first)

    def _is_misspelt_many(self, i: int, after: int, at: int) -> bool:
        """Whether a singular stands for the plural by a slip: "136 rebel wounded", "72 terrorist were captured"."""
        if not all(self.is_name(before) for before in range(at, i)):
            return False
        if self.lexicon.function.get(self.lowers[after] if after < len(self.lowers) else "", "") == "b":
            return self.lowers[after] in {"were", "are"}
        harm = self.lexicon.harmful(self.lowers, after)
        return harm is not None and harm[1].symbol in "kd" and not self.head_follows(after + harm[0], many=True)

    def _past_acronym(self, at: int) -> int:
        """The index after an acronym in brackets at ``at``: "Liberation Front (FMLN) guerrillas", else ``at``."""
        if self.lowers[at : at + 1] != ["("] or self.lowers[at + 2 : at + 3] != [")"]:
            return at
        return at + 3 if self.tokens[at + 1].text.isupper() else at

    def _names_before_head(self, at: int) -> bool:
        """Whether names go on up to a person noun in one phrase: "a two-year-old East Arden girl"."""
        i = at + 1
        while i < min(len(self.lowers), at + 4) and self.is_name(i):
            i += 1
        person = self.lexicon.person(self.lowers, i) if at + 1 < i < len(self.lowers) else None
        return person is not None and person[1].singular

    def _joins_adjectives(self, i: int, *, many: bool) -> bool:
        """Whether "and" at ``i`` joins two adjectives: "Turkish and Greek hostages"."""
        before, after = self.lowers[i - 1], self.lowers[i + 1]
        for word, at in ((before, i - 1), (after, i + 1)):
            known = self.lexicon.people.get(word)
            nation = known is not None and known.group is Group.OTHER and known.singular
            if not (nation or (known is None and (self.lexicon.kind(word) == "J" or self.is_name(at)))):
                return False
        return self.head_follows(i + 2, many=many)

    def _closes(self, i: int, at: int) -> bool:
        """Whether the word cannot stand in a noun phrase that began at ``at``."""
        word = self.lowers[i]
        if word in PUNCTUATION or word in self.lexicon.times or (i > at and i in self.counts):
            return True
        return word in self.lexicon.function and self.tokens[i].text != "US" and word not in {"people", "victims"}

    def _opens_predicate(self, i: int, *, many: bool) -> bool:
        """Whether the word is a verb or adverb that ends the noun phrase before it."""
        word = self.lowers[i]
        if (self.is_name(i) and word not in self.lexicon.verbs) or (word == "state" and self.is_name(i - 1)):
            return False  # "a Norland state man"
        kind = self.lexicon.kind(word)
        if word in self.lexicon.reporting or word in self.lexicon.verbs:
            following = self.lowers[i + 1] if i + 1 < len(self.lowers) else ""
            if many and kind in {"E", "J"} and self.lexicon.kind(following) in {"P", ""} and following[-1:] == "s":
                return False  # "eight alleged plotters"
            return kind not in {"E", "G", "J"} or not self.head_follows(i + 1, many=many)
        if kind in {"V", "D"}:
            return not self.head_follows(i + 1, many=many)
        return kind in {"E", "G", "R"} and not self.head_follows(i + 1, many=many) and not self._noun_at(i + 1)

    def _is_head(self, word: str, *, many: bool) -> bool:
        """Whether an other noun can be what is counted."""
        if word in self.lexicon.things:
            return True
        if many:
            return self.lexicon.kind(word) == "P" or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        return self.lexicon.kind(word) in {"N", "P", ""}

    def _other(self, first: int, at: int, *, many: bool) -> Chunk:
        """The chunk of a counted noun that is not known as a person: a thing, a household, or unknown."""
        word = self.lowers[at]
        who = self.tokens[at].text
        if word in self.lexicon.households:
            return Chunk("O", first, at, head=at, who=who, group=Group.OTHER)
        if word in self.lexicon.things:
            return Chunk("#", first, at, head=at, who=who)
        known = word.endswith(_PERSON_ENDINGS if many else _PERSON_ENDING)
        return Chunk("Q" if known else "O", first, at, head=at, who=who, group=Group.OTHER)

    def _with_harm(self, chunk: Chunk, own: tuple[int, HarmWord] | None, inner: tuple[HarmWord, int] | None) -> Chunk:
        """The chunk with the harm that its noun ("hostages") or an adjective in it says by itself."""
        if inner is not None:
            return replace(chunk, harm=inner[0], harm_at=inner[1])
        if own is not None and own[1].counted:
            return replace(chunk, harm=own[1], harm_at=chunk.head if chunk.head is not None else chunk.last)
        return chunk

    def _describes(self, after: int, person: Person) -> bool:
        """Whether the person noun that ends before ``after`` only describes a later noun."""
        if after >= len(self.lowers):
            return False
        word = self.lowers[after]
        if self._adjectival(after, person):
            return True
        if word in {"hostage", "prisoner", "captive"} and not person.singular:  # "took 30 people hostage"
            return False
        if word in POSSESSIVE or (
            word in {"'", "’"} and self._noun_at(after + 1) and self.lowers[after - 1][-1] == "s"
        ):
            return True
        if word in self.lexicon.things and word not in self.lexicon.verbs:
            return True
        if self._is_said(after) and self.lowers[after - 1] != "police":
            return False  # "one of the victims officials say was shot"
        return self.lexicon.person(self.lowers, after) is not None and word not in self.lexicon.function

    def _is_said(self, at: int) -> bool:
        """Whether a source and a verb of saying stand between a noun and its verb: "two men police say were shot"."""
        if at + 1 >= len(self.lowers):
            return False
        return self.lowers[at] in _SOURCES and self.lowers[at + 1] in self.lexicon.reporting

    def _adjectival(self, after: int, person: Person) -> bool:
        """Whether a noun of nation or faith is an adjective: "an Iranian consulate", "two Christian churches"."""
        return person.group is Group.OTHER and person.singular and self._noun_at(after)

    def _person(self, first: int, at: int, count: int, person: Person) -> Chunk:
        """The chunk that the person noun at ``at`` heads, with "women and children" and a name after a title."""
        last = at + count - 1
        if not person.singular:
            last = self._and_people(last)
        else:
            while last + 1 < len(self.tokens) and last - at < 6 and self.is_name(last + 1):
                last += 1
            last = self.past_nickname(last) if last > at + count - 1 else last
        who = self.called(at, max(last, at + count - 1))
        return Chunk("Q", first, last, head=at, who=who, group=person.group)

    def _and_people(self, last: int) -> int:
        """The last word of "women and children" or "men, women and children" where ``last`` ends its first noun."""
        at = last + 1
        while self.lowers[at : at + 1] == [","]:
            person = self.lexicon.person(self.lowers, at + 1)
            if person is None or person[1].singular:
                return last
            at += 1 + person[0]
        if self.lowers[at : at + 1] not in (["and"], ["or"]):
            return last
        person = self.lexicon.person(self.lowers, at + 1)
        if person is None or person[1].singular or self._describes(at + 1 + person[0], person[1]):
            return last
        end = at + person[0]
        following = self.lowers[end + 1] if end + 1 < len(self.lowers) else ""
        if following in self.lexicon.reporting:
            return last
        return last if following in self.lexicon.verbs and not self.lexicon.harmful(self.lowers, end + 1) else end

    def _noun_at(self, at: int) -> bool:
        """Whether a noun (or an adjective with a noun) stands at ``at``."""
        if at >= len(self.lowers):
            return False
        word = self.lowers[at]
        if word in PUNCTUATION or word in self.lexicon.function or word in self.lexicon.times:
            return word in {"people", "victims"}
        if self.lexicon.person(self.lowers, at) is not None:
            return True
        if word in self.lexicon.verbs or word in self.lexicon.reporting:
            return False
        harm = self.lexicon.harmful(self.lowers, at)
        if harm is not None:
            return harm[1].symbol == NOUN
        kind = self.lexicon.kind(word)
        return kind in {"N", "P"} or word in self.lexicon.things or (kind in {"J", "E"} and self._noun_at(at + 1))

    def described(self, at: int, start: int | None = None) -> Chunk:
        """What a determiner, possessive or name with 's opens: one person, several uncounted, or another thing."""
        start = at + 1 if start is None else start
        word = self.lowers[at]
        if word == "that" and (start in self.counts or self._clause_follows(start)):
            return Chunk("r", at, at)
        if start < len(self.lowers) and start in self.counts and self.counts_people(self.counts[start]):
            return replace(self.counted(self.counts[start]), first=at)
        if word in {"that", "those", "these"} and not self.head_follows(start, many=False):
            return Chunk("r" if word == "that" else "U", at, at)
        aged = self._aged(start)
        if aged is not None:
            return self._aged_person(at, aged)
        chunk = self.phrase(at, start, many=False)
        alone = chunk.head is None or self.lowers[start] in {"suffered", "sustained"}
        if alone and word in self.lexicon.single and self._victim_verb(start):
            return Chunk("S", at, max(at, start - 1), head=at, who="person")
        if chunk.head in {None, start} and start in self.ordinals and self._victim_verb(start + 1):
            return Chunk("S", at, start, head=start, who="person")
        if chunk.head is None or chunk.symbol != "Q":
            if chunk.symbol == "N":
                return Chunk("x", at, max(at, (chunk.head or at) - 1))
            bare = chunk.head is None and chunk.last <= at and word in {"the", "a", "an"} and self._verb_as_noun(start)
            return Chunk("x", at, start if bare else max(at, chunk.last))
        known = self.lexicon.person(self.lowers, chunk.head)
        return replace(chunk, symbol="S" if known is None or known[1].singular else "U")

    def _verb_as_noun(self, at: int) -> bool:
        """Whether the word after an article is a noun here that else is a verb: "the monitor", "the count"."""
        if at >= len(self.lowers) or at in self.counts or self.lexicon.harmful(self.lowers, at) is not None:
            return False
        return self.lexicon.kind(self.lowers[at]) == "V" and self.lowers[at] not in self.lexicon.function

    def _clause_follows(self, start: int) -> bool:
        """Whether "that" opens a clause: a verb, name or another determiner follows."""
        if start >= len(self.lowers):
            return True
        word = self.lowers[start]
        if word == "another" or (self.capitals and self.tokens[start].text[0].isupper() and word != "us"):
            return True  # "said that another man died", "that Ambassador Stone had been killed"
        if word in self.lexicon.function or word in self.DETERMINERS or word in self.lexicon.reporting:
            return word not in {"people"}
        harm = self.lexicon.harmful(self.lowers, start)
        if harm is not None and harm[1].symbol in "kdfF":
            return True
        return word in self.lexicon.verbs or self.lexicon.kind(word) in {"V", "D"} or self.is_name(start)

    def _victim_verb(self, at: int) -> bool:
        """Whether "another" or "a third" at once takes a verb: "another injured", "a third was hurt"."""
        if at >= len(self.lowers) or self.lowers[at] in PUNCTUATION:
            return True  # "killed one and hurt another"
        while at + 1 < len(self.lowers) and self.lexicon.kind(self.lowers[at]) == "R":
            if self.lexicon.harmful(self.lowers, at) is not None:
                break
            at += 1  # "another seriously hurt"
        word = self.lowers[at]
        if word == "shot" and (at + 1 >= len(self.lowers) or self.lowers[at + 1] in PUNCTUATION):
            return False  # "give it another shot."
        if word in {"in", "at", "on"}:
            return True
        harm = self.lexicon.harmful(self.lowers, at)
        verb = self.lexicon.function.get(word) in {"b", "h"} or word in {"who", "suffered", "sustained"}
        return verb or (harm is not None and harm[1].symbol in "kad")

    def _aged_person(self, first: int, aged: int) -> Chunk:
        """ "a 42-year-old", with the name that may follow it."""
        last = aged
        while last + 1 < len(self.tokens) and last - aged < 5 and self.name_goes_on(last + 1):
            last += 1
        who = " ".join(token.text for token in self.tokens[aged + (last > aged) : last + 1])
        return Chunk("S" if last == aged else "M", first, last, head=aged, who=who)

    def _aged(self, start: int) -> int | None:
        """The index of "42-year-old" where it stands for the person: "a 42-year-old", or None."""
        for i in range(start, min(start + 3, len(self.lowers))):
            if self.lowers[i].endswith(AGED) and i + 1 < len(self.tokens) and self.capitals and self.is_name(i + 1):
                return None if self.head_follows(i + 1, many=False) else i
            if self.lowers[i].endswith(AGED):
                return None if self.head_follows(i + 1, many=False) or self._noun_at(i + 1) else i
            if self.lowers[i] in PUNCTUATION or self.lexicon.function.get(self.lowers[i]) in {"b", "h", "m", "p"}:
                break
        return None

    def bare_person(self, at: int, count: int, person: Person) -> Chunk:
        """A person noun without article: a headline's victim, a title before a name, or people uncounted."""
        if self.lowers[at] == "minor" and self.lexicon.harmful(self.lowers, at + 1) is not None:
            return Chunk("x", at, at)  # "minor injuries"
        if self._describes(at + count, person):
            further = self.phrase(at, at, many=False)
            if further.head is None or further.head == at or further.symbol != "Q":
                return Chunk("x", at, at + count - 1)
            known = self.lexicon.person(self.lowers, further.head)
            named = self.capitals and further.last > further.head and self.is_name(further.last)
            return replace(
                further, symbol="U" if known is not None and not known[1].singular else "M" if named else "s"
            )
        chunk = self._person(at, at, count, person)
        if not person.singular:
            return replace(chunk, symbol="U")
        return replace(chunk, symbol="M" if chunk.last > at + count - 1 else "s")

    def name(self, at: int) -> Chunk:
        """A run of names; with 's and a person noun after it, the person it describes."""
        last = at
        while last + 1 < len(self.tokens) and last - at < 6 and self.name_goes_on(last + 1):
            if last + 1 in self.counts and not self.lowers[last + 1][0].isdigit():
                break  # "BREAKING Two Americans killed"
            last += 1
        last = self.past_nickname(last)
        after = last + 1
        if after < len(self.lowers) and self.lowers[after] in POSSESSIVE:
            if self.head_follows(after + 1, many=False) or after + 1 in self.counts:
                return self.described(at, after + 1)
            return Chunk("x", at, after)
        noun = after < len(self.lowers) and after not in self.counts and self._noun_at(after)
        if noun and self.lexicon.kind(self.lowers[after]) != "E":  # no "the death of Tom Ray sparked protests"
            return self._name_before_noun(at, after)
        return Chunk("M", at, last, head=last, who=self.called(at, last))

    def _name_before_noun(self, at: int, after: int) -> Chunk:
        """A name that describes the noun after it: "union leader Karl Reiss", "Leeds bus drivers"."""
        chunk = self.phrase(at, after, many=False)
        if chunk.head is None or chunk.symbol != "Q":
            return Chunk("x", at, max(after, chunk.last))
        known = self.lexicon.person(self.lowers, chunk.head)
        if known is not None and not known[1].singular:
            return replace(chunk, symbol="U")
        return replace(chunk, symbol="M" if self.is_name(chunk.last) else "s")
