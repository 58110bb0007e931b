"""One row of chunks, and what a chunk in it is by those beside it: an age, a place, a second role of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.figures.chunks import COUNTED, VICTIMS
from casrec.extract.figures.nouns import AGE, Chunk
from casrec.extract.figures.vocabulary import Words
from casrec.numbers import Word
from casrec.terms import Group

_PLACES = re.compile(r"pM(?:,M)+,?cM$")
CLAUSE_PREPOSITIONS = frozenset(["after", "before", "since", "until", "following"])
_PARENTS = frozenset("father mother dad mom mum grandfather grandmother".split())
_CLOSE = frozenset("friend widow fiancee girlfriend boyfriend partner lawyer attorney colleague killer mum mom".split())
_TO_A_PERSON = frozenset("paid tribute tributes respects married homage next happened".split())
_OF_A_PERSON = frozenset(
    "family relatives parents friends memory death murder killing body loss funeral burial coffin grave portrait "
    "photograph photo picture image story case execution sister brother widow".split()
)
_ROLES = frozenset("resident native citizen national veteran founder owner graduate alumnus".split())


class Steps:
    """The chunks of one row with their symbols, and small questions about each."""

    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Word], lexicon: Words) -> None:
        self.chunks = chunks
        self.tokens = tokens
        self.lexicon = lexicon
        self.symbols = "".join(chunk.symbol for chunk in chunks)
        self.pronouns: list[tuple[int, int]] = []  # (pronoun chunk, anchor chunk)

    def word(self, index: int) -> str:
        """The lower-case first word of a chunk."""
        return self.tokens[self.chunks[index].first].lower

    def last_word(self, index: int) -> str:
        """The lower-case last word of a chunk."""
        return self.tokens[self.chunks[index].last].lower

    def phrase_of(self, index: int) -> str:
        """All words of a chunk in lower case."""
        chunk = self.chunks[index]
        return " ".join(token.lower for token in self.tokens[chunk.first : chunk.last + 1])

    def symbol(self, index: int) -> str:
        """The symbol at an index, "" outside the row."""
        return self.symbols[index] if 0 <= index < len(self.symbols) else ""

    def skip(self, index: int, step: int, over: str = "y") -> int:
        """The next index from ``index`` in the direction of ``step`` that is none of ``over``."""
        while 0 <= index < len(self.symbols) and self.symbols[index] in over:
            index += step
        return index

    def is_second_role(self, at: int) -> bool:
        """Whether a bare noun only says more of the one before: "a clerk and father of two", "a nurse and resident"."""
        if self.symbols[at] != "s" or self.symbols[max(0, at - 2) : at] not in {"Sc", "sc", "Mc"}:
            return False
        noun = self.chunks[at].head
        word = self.tokens[noun if noun is not None else self.chunks[at].last].lower
        if word in _PARENTS and self.last_word(at - 2) not in self.lexicon.kin:
            return self.symbols[at + 1 : at + 3] in {"pQ", "pU"} and self.word(at + 1) in {"of", "to"}
        return self.symbols[at - 2] != "M" and self.last_word(at) in _ROLES

    def _goes_on_roles(self, before: int, at: int) -> bool:
        """Whether a bare role stands beside a name: "Ann Lee, president of the club and mayor of Arden"."""
        if self.symbols[before] != "M" or self.symbols[before + 1 : before + 3] not in {",s", ",S"}:
            return False
        between = self.symbols[before + 3 : at]
        if between in {"c", "cx"}:
            return True  # "Ann Lee, a resident of Arden and newspaper columnist"
        return at == before + 2 or (between.startswith("p") and set(between) <= set("pxM#cU"))

    def is_aged(self, at: int) -> bool:
        """Whether an age or a title stands with a name, so that it is no place."""
        head = self.chunks[at].head
        titled = None if head is None else self.lexicon.people.get(self.tokens[head].lower)
        if titled is not None and titled.group is not Group.OTHER:  # "Judge Reiss", no "Saudi Arabia"
            return True
        if self.word(at) in self.lexicon.titles:
            return True  # "Sgt. Reiss"
        told = self.symbols[at + 1 : at + 3] in {",x", "(x"} and self._is_short(at + 2)
        told = told or self.symbols[at + 1 : at + 3] in {",s", ",S"}  # "Ann Lee, head of the union"
        return told or self.word(at)[0].isdigit()

    def _is_short(self, at: int) -> bool:
        """Whether the chunk is an age: a single word in digits, or "aged 14"."""
        chunk = self.chunks[at]
        return chunk.who == AGE or (chunk.first == chunk.last and self.word(at)[0].isdigit())

    def _tells_of_one(self, at: int) -> bool:
        """Whether a bare count after "of" tells of who is before it: "a boy of seven", "a mother of two"."""
        child = self.last_word(at - 2) in {"boy", "girl", "child", "toddler", "baby", "infant", "youth"}
        one = child or self.last_word(at - 2) in _PARENTS
        return self.word(at - 1) == "of" and one and not self.chunks[at].who

    def _opens_phrase(self, at: int) -> bool:
        """Whether a noun phrase begins with the chunk at ``at``, whatever stands before: a count or an article."""
        if self.symbols[at] in COUNTED:
            return True
        return self.symbols[at] == "S" and self.word(at) in {"a", "an", "the", "his", "her", "their", "another"}

    def _tells_time(self, at: int) -> bool:
        """Whether the adverbs at ``at`` name a day, month or hour, so that "on Monday" is no phrase of place."""
        return self.symbols[at] == "y" and self.last_word(at) in self.lexicon.times

    def _is_place_of(self, at: int) -> bool:
        """Whether a name is the land of a town before it that a verb or preposition takes: "hit Arden, Norland"."""
        return (
            self.symbols[at] == "M"
            and self.symbols[max(0, at - 2) : at] == "M,"
            and (self.symbol(at - 3) in set("vkgfi") or self.word(at - 3) in {"in", "at", "from", "near", "to"})
            and not self.is_aged(at)
            and not self.is_aged(at - 2)
        )

    def _places_before(self, at: int) -> int | None:
        """The index of the preposition before a list of places that ends at ``at``: "from Leeds, York and Hull"."""
        match = _PLACES.search(self.symbols, max(0, at - 12), at + 1) if self.symbols[at] == "M" else None
        if match is None or self.word(match.start()) not in {"from", "in", "of"}:
            return None
        return (
            None
            if any(self.is_aged(i) for i in range(match.start(), at + 1) if self.symbols[i] == "M")
            else match.start()
        )

    def _is_called(self, at: int) -> bool:
        """Whether a name in commas tells who the unknown noun before it is: "a local contributor, Ann Lee, was"."""
        name, noun = self.chunks[at + 2], self.chunks[at]
        if self.symbols[at : at + 3] != "x,M" or self.last_word(at) in self.lexicon.things or noun.who:
            return False
        opens = self.tokens[noun.first].lower in {"a", "an", "the", "his", "her", "its", "their", "one"}
        return opens and noun.first < noun.last and name.first < name.last and self.symbol(at - 1) != "p"

    def _is_person_after(self, at: int) -> bool:
        """Whether the name after the preposition at ``at`` is a person's: "the mother of Tom Ray", "fired at Reiss"."""
        prior = self.chunks[at - 1] if at else None
        if prior is None or self.word(at) in {"with", "against", "behind", "for", "by", "like"}:
            return True
        if self.word(at) == "on" and self.last_word(at - 1) in {"attack", "assault", "attempt"}:
            return True  # "the attack on Karl Reiss, who was arrested"
        if self.word(at) == "at":
            return self.symbols[at - 1] not in VICTIMS | set("UQ")
        if self.word(at) == "to" and self.last_word(at - 1) in _TO_A_PERSON:
            return True  # "tributes were paid to Ann Lee, who was killed"
        if self.word(at) == "of" and (self.last_word(at - 1) in _OF_A_PERSON or self._is_of_somebody(at)):
            return True  # "the family of Ann Lee, who was killed", "the funeral of Ann Lee"
        kin = {word.lower() for word in prior.who.split()} & (self.lexicon.kin | _CLOSE)
        return self.word(at) == "of" and bool(kin)

    def _is_of_somebody(self, at: int) -> bool:
        """Whether the "of" at ``at`` stands between a thing and a name of several words or with a title."""
        name, clause = self.chunks[at + 1], self.symbols.find("r", at)
        if clause > 0 and self.symbol(clause + 1) and self.word(clause + 1) in {"were", "are"}:
            return False  # "the people of the province of New Arden, who were killed"
        return self.symbols[at - 1] in "x#ng" and (name.first < name.last or self.is_aged(at + 1))

    def opens_headline(self, at: int, end: int) -> bool:
        """Whether a bare noun opens a headline's list, which has no "and": "Woman, 2 children found dead"."""
        opens = self.symbols[at] == "s" and (at == 0 or self.symbols[at - 1] == ":")
        return opens and self.symbols[at + 1 : end + 1] in {"", "pM", "px"}  # "Envoy to Norland, three others killed"

    def lets_list(self, at: int) -> bool:
        """Whether a list may begin after the preposition at ``at``: ", with 12 ...", "resulted in 12 ... killed"."""
        if self.symbol(at) != "p":
            return False
        if self.word(at) == "of" and at > 0 and self.last_word(at - 1) in {"names", "identities", "deaths", "bodies"}:
            return True  # "the names of a woman and a child found dead"
        if self.word(at) in CLAUSE_PREPOSITIONS:  # "after a colonel, a judge and a senator were murdered"
            return True
        if self.word(at) == "with":
            return self.symbol(at - 1) == ","
        return (
            self.word(at) == "in" and at > 0 and self.last_word(at - 1) in {"resulted", "resulting", "ended", "results"}
        )
