"""One row of chunks, and what a chunk in it is by those beside it: an age, a place, a second role of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.figures.chunks import COUNTED
from casrec.extract.figures.nouns import AGE, Chunk
from casrec.extract.figures.vocabulary import Words
from casrec.numbers import Word
from casrec.terms import Group

_PLACES = re.compile(r"pM(?:,M)+,?cM$")
CLAUSE_PREPOSITIONS = frozenset(["after", "before", "since", "until", "following"])
_PARENTS = frozenset("father mother dad mom mum grandfather grandmother".split())
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
        return self.symbols[at] == "S" and self.word(at) in {"a", "an", "the", "his", "her", "their"}

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
