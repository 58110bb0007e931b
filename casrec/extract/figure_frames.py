"""Find whom each harm word takes: subjects, objects, states, tolls, by walking the row of chunk symbols.

Every walk is bounded by the length of the row, and a row by the longest sentence read at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casrec.extract.figure_chunks import COUNTED, NOMINAL, VICTIMS, Chunk
from casrec.extract.figure_words import Words
from casrec.numbers import Word
from casrec.terms import Harm, Stance


@dataclass(frozen=True, slots=True)
class Hit:
    """A victim chunk with the harm it suffers; ``anchor`` is the chunk of the harm word, ``rule`` what tied them."""

    victim: int
    anchor: int
    harm: Harm
    rule: str
    stance: Stance = Stance.ASSERTED
    host: int | None = None  # the victim chunk of the whole that this one is part of


_VERB_GROUP = re.compile(r"(?:[bhm!][y!]*)*(?:V[y!]*)?(?:t[y!]*(?:[hb][y!]*)*)?$")
_LIST_JOINT = re.compile(r",?c?")
_TOLL_LINK = frozenset(
    "to at of is was reached reaches hit topped passed exceeded surpassed be over as : stands".split()
)
_LIFE_VERBS = frozenset(
    "claim claims claimed claiming cost costs costing take takes took taken taking lose loses lost losing loss".split()
)


class Row:
    """One row of chunks with the hits found in it."""

    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Word], lexicon: Words) -> None:
        self.chunks = chunks
        self.tokens = tokens
        self.lexicon = lexicon
        self.symbols = "".join(chunk.symbol for chunk in chunks)
        self.hits: list[Hit] = []
        self.victims_of: dict[int, list[int]] = {}  # anchor chunk -> its victims, for coordinated verbs
        self.pronouns: list[tuple[int, int]] = []  # (pronoun chunk, anchor chunk)

    # ------------------------------------------------------------ small helpers

    def word(self, index: int) -> str:
        """The lower-case first word of a chunk."""
        return self.tokens[self.chunks[index].first].lower

    def last_word(self, index: int) -> str:
        """The lower-case last word of a chunk."""
        return self.tokens[self.chunks[index].last].lower

    def symbol(self, index: int) -> str:
        """The symbol at an index, "" outside the row."""
        return self.symbols[index] if 0 <= index < len(self.symbols) else ""

    def skip(self, index: int, step: int, over: str = "y") -> int:
        """The next index from ``index`` in the direction of ``step`` that is none of ``over``."""
        while 0 <= index < len(self.symbols) and self.symbols[index] in over:
            index += step
        return index

    def add(self, victims: Sequence[int], anchor: int, rule: str, harm: Harm | None = None) -> None:
        """Keep hits of an anchor; remembers its victims for verbs coordinated with it."""
        word = self.chunks[anchor].harm
        said = harm or (word.harm if word else None)
        if said is None:
            return
        self.victims_of.setdefault(anchor, []).extend(victims)
        self.hits += [Hit(victim, anchor, said, rule) for victim in victims if self.symbols[victim] in "QOWSsMZN"]

    # ------------------------------------------------------------ the harm words

    def run(self) -> None:
        """Find the victims of every harm word of the row."""
        for index, chunk in enumerate(self.chunks):
            if chunk.harm is None or chunk.symbol not in "kgfidFeanT":
                continue
            if chunk.symbol == "k":
                self._past(index)
            elif chunk.symbol in "gfi":
                self._active(index)
            elif chunk.symbol in "dF":
                self._intransitive(index)
            elif chunk.symbol == "a":
                self._state(index)
            if chunk.harm.of or chunk.symbol == "n":
                self._of(index)
            if chunk.symbol in "Tnkag":
                self._toll(index)

    def group_start(self, index: int) -> int:
        """The index where the verb group that ends right before ``index`` begins."""
        match = _VERB_GROUP.search(self.symbols, max(0, index - 12), index)
        return match.start() if match else index

    def unreal(self, start: int, end: int) -> bool:
        """Whether a verb group says that the thing is only possible, planned, or denied."""
        group = self.symbols[start:end]
        if "!" in group or ("t" in group and "h" not in group):
            return True
        if "m" in group:
            return not ("h" in group and self.word(start + group.index("m")) in {"may", "must"})
        return False

    def conditional(self, index: int) -> bool:
        """Whether an "if" or "unless" opens the clause of ``index``."""
        for i in range(index - 1, max(-1, index - 20), -1):
            if self.symbols[i] in ";.":
                return False
            if self.symbols[i] == "w" and self.word(i) in {"if", "unless", "whether"}:
                return True
        return False

    def _past(self, index: int) -> None:
        """A past form: passive, active, participle, or coordinated with an earlier verb."""
        start = self.group_start(index)
        group = self.symbols[start:index]
        if self.unreal(start, index) or self.conditional(index):
            return
        if "b" in group:
            self.add(self.subject(start - 1, index), index, "passive")
            return
        if "V" in group:
            start = index
        objects = self.objects(index + 1, index)
        left = self.skip(start - 1, -1, "y")
        near = self.symbol(left)
        if objects and not (near in COUNTED and self.symbol(self.skip(index + 1, 1)) in "sM" and "h" not in group):
            self.add(objects, index, "active")
            return
        if "h" in group or self.symbol(self.skip(index + 1, 1)) in "HU":
            return
        if near in VICTIMS or near in "WZ":
            self.add(self.listed(left), index, "participle")
        elif near == ",":
            before = self.aside(left)
            if before is not None and self.symbol(before) in VICTIMS:
                self.add(self.listed(before), index, "participle")
        elif near == "c":
            self._coordinated(left, index)

    def _coordinated(self, joint: int, index: int) -> None:
        """A verb after "and": its victims are those of the verb before, or that verb's subject."""
        for i in range(joint - 1, max(-1, joint - 14), -1):
            if self.symbols[i] in ";.wr":
                return
            if self.symbols[i] in "kda" and self.victims_of.get(i):
                self.add(self.victims_of[i], index, "coordinated")
                return
            if self.symbols[i] in "vk" and "b" in self.symbols[self.group_start(i) : i]:
                self.add(self.subject(self.group_start(i) - 1, index), index, "coordinated")
                return

    def _active(self, index: int) -> None:
        """A gerund, present or base form: its victims follow it."""
        start = self.group_start(index)
        before = self.word(self.skip(start, -1, "ybhmt!")) if start else ""
        prior = self.tokens[self.chunks[index].first - 1].lower if self.chunks[index].first else ""
        symbol = self.symbols[index]
        if self.conditional(index):
            return
        if symbol == "i" and not (prior == "to" and self._really(index)):
            return
        if symbol == "g" and (prior in self.lexicon.never or self.unreal(start, index)):
            return
        if symbol == "g" and prior == "of" and before in self.lexicon.unreal:
            return
        self.add(self.objects(index + 1, index), index, "active")

    def _really(self, index: int) -> bool:
        """Whether the infinitive at ``index`` is said to have happened: "went on to kill"."""
        at = self.chunks[index].first - 2
        words = {self.tokens[i].lower for i in range(max(0, at - 1), at + 1)}
        return bool(words & self.lexicon.real) and not words & self.lexicon.unreal

    def _intransitive(self, index: int) -> None:
        """ "died": the victim is the subject."""
        start = self.group_start(index)
        if self.unreal(start, index) or self.conditional(index):
            return
        self.add(self.subject(start - 1, index), index, "intransitive")

    def _state(self, index: int) -> None:
        """ "dead", "missing": after "were", or right after the victim."""
        start = self.group_start(index)
        if self.unreal(start, index) or self.conditional(index):
            return
        left = self.skip(start - 1, -1, "y")
        if "b" in self.symbols[start:index]:
            self.add(self.subject(start - 1, index), index, "state")
        elif self.symbol(left) in VICTIMS or self.symbol(left) in "WZ":
            self.add(self.listed(left), index, "state")
        elif self.symbol(left) == "c":
            self._coordinated(left, index)
        elif self.symbol(left) == ",":
            before = self.aside(left)
            if before is not None and self.symbol(before) in VICTIMS:
                self.add(self.listed(before), index, "state")

    def _of(self, index: int) -> None:
        """ "the deaths of 12 people"."""
        if self.symbol(index + 1) == "p" and self.word(index + 1) == "of":
            prior = self.tokens[self.chunks[index].first - 1].lower if self.chunks[index].first else ""
            if prior not in self.lexicon.unreal | self.lexicon.never:
                self.add(self.objects(index + 2, index), index, "of")

    # ------------------------------------------------------------ tolls

    def _toll(self, index: int) -> None:
        """ "the toll rose to 45", "the number of injured stands at 120", "a toll of 45", "from 41 to 45"."""
        chunk = self.chunks[index]
        first = chunk.first
        number_of = "number of" in " ".join(token.lower for token in self.tokens[max(0, first - 5) : first])
        if chunk.symbol != "T" and not number_of and not (chunk.symbol == "n" and chunk.harm and chunk.harm.counted):
            return
        assert chunk.harm is not None
        changed = False
        for i in range(index + 1, min(len(self.symbols), index + 26)):
            if self.symbols[i] in ";." or (self.symbols[i] in "kdgf" and i > index + 2 and not number_of):
                return
            if self.symbols[i] not in "QON" or (self.symbols[i] == "O"):
                continue
            prior = self.tokens[self.chunks[i].first - 1].lower
            if prior in {"from", "up from", "down from"}:
                self.hits.append(Hit(i, index, chunk.harm.harm, "toll", Stance.WITHDRAWN))
                changed = True
            elif prior in _TOLL_LINK or changed:
                if chunk.symbol == "n" and prior == "of":
                    return
                self.hits.append(Hit(i, index, chunk.harm.harm, "toll"))
                return

    # ------------------------------------------------------------ walks

    def objects(self, at: int, anchor: int) -> list[int]:
        """The victims that follow a verb or "of", with those coordinated to the first."""
        at = self.skip(at, 1, 'y"')
        found: list[int] = []
        while at < len(self.symbols) and (self.symbols[at] in VICTIMS or self.symbols[at] in "WZN"):
            if found and self._has_own_verb(at):
                break
            found.append(at)
            after = self._past_modifiers(at + 1)
            joint = _LIST_JOINT.match(self.symbols, after)
            nxt = self.skip(joint.end() if joint else after, 1, "y")
            if joint is None or joint.end() == after or nxt >= len(self.symbols):
                break
            at = nxt
        if len(found) > 1 and self.symbols[found[-1]] == "M" and self.symbols[found[0]] != "M":
            found = [i for i in found if self.symbols[i] != "M"]
        return found

    def _has_own_verb(self, at: int) -> bool:
        """Whether the noun phrase at ``at`` is the subject of a verb or has a state of its own."""
        after = self.skip(self._past_modifiers(at + 1), 1, "y")
        return self.symbol(after) in set("bhmkadfVv")

    def _past_modifiers(self, at: int) -> int:
        """The index after the prepositional phrases and brackets that begin at ``at``."""
        while at < len(self.symbols):
            if self.symbols[at] == "p" and self.symbol(at + 1) in NOMINAL:
                at += 2
                while self.symbol(at) in {"x", "M", "U", "s"} and self.symbols[at - 1] in "xMsU":
                    at += 1
            elif self.symbols[at] == "(":
                close = self.symbols.find(")", at, at + 15)
                if close < 0:
                    return at
                at = close + 1
            elif self.symbols[at] == "y":
                at += 1
            else:
                return at
        return at

    def aside(self, comma: int) -> int | None:
        """The index before the aside that closes with the comma (or dash) at ``comma``, or None."""
        mark = self.symbols[comma]
        opening = self.symbols.rfind(mark, max(0, comma - 25), comma)
        return opening - 1 if opening > 0 else None

    def subject(self, at: int, anchor: int) -> list[int]:
        """The victims that are the subject of the verb group that begins after ``at``."""
        fallback: int | None = None
        i, steps = at, 0
        while i >= 0 and steps < 60:
            steps += 1
            symbol = self.symbols[i]
            if symbol in ",-":
                before = self.aside(i)
                if before is None:
                    break
                i = before
            elif symbol == ")":
                i = self.symbols.rfind("(", 0, i) - 1
            elif symbol == "r":
                i -= 2 if self.symbol(i - 1) == "," else 1
            elif symbol in NOMINAL:
                accepted, i, kept = self._candidate(i)
                if accepted is not None:
                    if self.symbols[accepted] == "H":
                        self.pronouns.append((accepted, anchor))
                    return self.listed(accepted)
                fallback = kept if fallback is None else fallback
            elif symbol in "w;:.(":
                break
            else:
                i -= 1
        return [] if fallback is None else self.listed(fallback)

    def _candidate(self, at: int) -> tuple[int | None, int, int | None]:
        """Judge the noun phrase that ends at ``at``: (it, -, -) if a subject, else (None, where to go on, fallback)."""
        start = at
        while start > 0 and self.symbols[start] not in COUNTED and self.symbols[start - 1] in "xMSsU":
            start -= 1
        before = self.skip(start - 1, -1, "y")
        kept = at if self.symbols[at] in COUNTED else None
        if self.symbol(before) == "p":
            return None, before - 1, kept
        if self.symbol(before) in {"v", "k", "g", "f"} and before > 0:
            if kept is not None and self.symbol(self.skip(before - 1, -1)) not in {"r", "p", "S", "M", "Q", "U"}:
                return at, at, kept
            return None, self.skip(before - 1, -1, "bhmyt"), kept
        return at, at, kept

    def listed(self, at: int) -> list[int]:
        """The victim at ``at`` with those coordinated to its left, in order."""
        found = [at]
        i = at
        while i > 1:
            joint = i - 1
            if self.symbols[joint] == "c":
                joint -= 1
            if self.symbol(joint) == ",":
                joint -= 1
            if joint == i - 1:
                break
            left = self._before_modifiers(joint)
            if left is None or self.symbols[left] not in VICTIMS:
                break
            before = self.symbol(self.skip(left - 1, -1))
            if before in {"p", "k", "g", "f", "v"}:
                break
            found.append(left)
            i = left
        if self.symbols[at] not in VICTIMS and self.symbols[at] not in "WZN":
            return []
        if any(self.symbols[k] in COUNTED for k in found):
            found = [k for k in found if self.symbols[k] != "M"]
        return sorted(found)

    def _before_modifiers(self, at: int) -> int | None:
        """The noun phrase that ends at ``at`` once its prepositional phrases are taken off, or None."""
        while at > 1 and self.symbols[at] in "xMUs" and self.symbols[at - 1] == "p":
            at -= 2
        return at if at >= 0 and self.symbols[at] in NOMINAL else None
