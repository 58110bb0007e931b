"""Find whom each harm word takes: subjects, objects, states, tolls, by walking the row of chunk symbols.

Every walk is bounded by the length of the row, and a row by the longest sentence read at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casrec.extract.figure_chunks import VICTIMS
from casrec.extract.figure_nouns import Chunk
from casrec.extract.figure_walks import Walks
from casrec.extract.figure_words import Words
from casrec.numbers import Word
from casrec.terms import Group, Harm, Stance


@dataclass(frozen=True, slots=True)
class Hit:
    """A victim chunk with the harm it suffers; ``anchor`` is the chunk of the harm word, ``rule`` what tied them.

    ``host`` is the victim chunk of the whole that this one is a part of.
    """

    victim: int
    anchor: int
    harm: Harm
    rule: str
    stance: Stance = Stance.ASSERTED
    host: int | None = None


_VERB_GROUP = re.compile(r"(?:[bhm!][y!\"]*)*(?:V[y\"]*)?(?:t[y!]*(?:[hb][y!]*)*)?$")
_FLED_TO = frozenset(
    "home homes house houses country fighting violence war conflict bombing bombardment shelling border abroad "
    "persecution city town village villages region province camp camps safety famine drought flooding flames "
    "advance offensive clashes hostilities repression attacks area areas".split()
)
_NOT_DISPLACED = frozenset([Group.ATTACKERS, Group.FIGHTERS, Group.PRISONERS, Group.POLICE, Group.SOLDIERS])
_INJURIES = frozenset(
    "injury injuries wound wounds burn burns fracture fractures fractured concussion bruises cuts lacerations graze "
    "shrapnel broken gunshot".split()
)
_HOSPITAL = frozenset("hospital hospitals clinic clinics medical infirmary trauma icu".split())
_LEFT = frozenset("left leaves leaving leave found finds finding put sent".split())
_BEFORE_SHOOTING = frozenset("of by for after before and in from fatally while".split())
_WITH = frozenset(["alongside", "along with", "together with"])


class Row(Walks):
    """One row of chunks with the hits found in it."""

    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Word], lexicon: Words) -> None:
        super().__init__(chunks, tokens, lexicon)
        self.hits: list[Hit] = []
        self.victims_of: dict[int, list[int]] = {}  # anchor chunk -> its victims, for coordinated verbs

    def run(self) -> None:
        """Find the victims of every harm word of the row."""
        for index, chunk in enumerate(self.chunks):
            if chunk.symbol == "v":
                self._care(index)
            if chunk.harm is None or chunk.symbol not in "kgfidFanT":
                continue
            if chunk.symbol == "k":
                self._past(index)
            elif chunk.symbol in "gfi":
                self._active(index)
            elif chunk.symbol in "dF":
                self._intransitive(index)
            elif chunk.symbol == "a":
                self._state(index)
            if chunk.harm.of:
                self._of(index)
            if chunk.symbol in "Tnkag":
                self._toll(index)

    def add(self, victims: Sequence[int], anchor: int, rule: str, harm: Harm | None = None) -> None:
        """Keep hits of an anchor; remembers its victims for verbs coordinated with it."""
        word = self.chunks[anchor].harm
        said = harm or (word.harm if word else None)
        if said is None:
            return
        self.victims_of.setdefault(anchor, []).extend(victims)
        for victim in victims:
            symbol = self.symbols[victim]
            if symbol not in "QOWSsMZN" or (said is Harm.DISPLACED and not self._displaces(victim, anchor)):
                continue
            if (
                symbol == "O"
                and self.chunks[victim].who.lower() in self.lexicon.households
                and (said is not Harm.DISPLACED)
            ):
                continue
            self.hits.append(Hit(victim, anchor, said, rule))

    def _displaces(self, victim: int, anchor: int) -> bool:
        """Whether a victim of flight is really displaced: not one suspect who fled the scene."""
        chunk = self.chunks[victim]
        if self.symbols[victim] in "SsM" or chunk.group in _NOT_DISPLACED:
            return False
        if self.tokens[self.chunks[anchor].last].lower not in {"fled", "flee", "flees", "fleeing"}:
            return True
        ahead = {token.lower for token in self.tokens[self.chunks[anchor].last + 1 : self.chunks[anchor].last + 7]}
        low = chunk.quantity.low or chunk.quantity.high if chunk.quantity else 1
        return (bool(ahead & _FLED_TO) and "scene" not in ahead) or (low or 0) >= 50

    # ------------------------------------------------------------ verbs

    def group_start(self, index: int) -> int:
        """The index where the verb group that ends right before ``index`` begins."""
        match = _VERB_GROUP.search(self.symbols, max(0, index - 12), index)
        return match.start() if match else index

    def unreal(self, start: int, end: int) -> bool:
        """Whether a verb group says that the thing is only possible, planned, or did not happen."""
        group = self.symbols[start:end]
        if "!" in group or ("t" in group and "h" not in group):
            return True
        if any(self.symbols[i] == "y" and self.last_word(i) in {"almost", "nearly"} for i in range(start, end)):
            return True
        if "m" in group:
            return not ("h" in group and self.word(start + group.index("m")) in {"may", "must"})
        return False

    def conditional(self, index: int) -> bool:
        """Whether an "if" or "in case" opens the clause of ``index``."""
        for i in range(index - 1, max(-1, index - 20), -1):
            if self.symbols[i] in ";.r":
                return False
            if (
                self.symbols[i] == "w"
                and self.symbol(i - 1) != "v"
                and (self.word(i) in {"if", "unless", "whether"} or self.last_word(i) == "case")
            ):
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
            self._company(index)
            return
        if "V" in group:
            start = index
        objects = self.objects(index + 1)
        left = self.skip(start - 1, -1, 'y"')
        if self.symbol(left) in {"M", "x"} and self.symbol(left - 1) == "p":
            left = self._before_modifiers(left) or left
        near = self.symbol(left)
        if not self._is_harm(index, near):
            return
        if objects and near == "c" and self.symbol(self.skip(left - 1, -1)) == "k":
            self._double(self.skip(left - 1, -1), index, objects)
            return
        if objects and not (near in set("QOW") and self.symbol(self.skip(index + 1, 1)) in "sM" and "h" not in group):
            self.add(objects, index, "active")
            return
        if "h" in group or self.symbol(self.skip(index + 1, 1)) in set("HU"):
            return
        if near and near in VICTIMS | set("WZ"):
            self.add(self.listed(left), index, "participle")
        elif near == ",":
            self._after_comma(left, index, "participle")
        elif near == "c":
            self._coordinated(left, index)
        elif near == ")":
            self.add(self.subject(left, index), index, "participle")
        elif near == "" or near in ":.;-":
            self._inverted(index)

    def _is_harm(self, index: int, near: str) -> bool:
        """Whether "shot" is the deed and not the noun: "fired at least one shot"."""
        if self.word(index) != "shot" or near != "Q":
            return True
        before = self.tokens[max(0, self.chunks[index].first - 6) : self.chunks[index].first]
        return not {token.lower for token in before} & {"fired", "firing", "fires", "heard", "hearing", "fire", "took"}

    def _inverted(self, index: int) -> None:
        """ "Also killed were two guards"."""
        at = self.skip(index + 1, 1, "pxMy#")
        if self.symbol(at) == "b":
            self.add(self.objects(at + 1 + (self.symbol(at + 1) == ":")), index, "inverted")

    def _double(self, first: int, second: int, victims: list[int]) -> None:
        """Two verbs with one object: "killed or badly wounded thousands", "kidnapped and killed two priests"."""
        one, two = self.chunks[first].harm, self.chunks[second].harm
        if one is None or two is None or self.unreal(self.group_start(first), first):
            return
        if {one.harm, two.harm} == {Harm.KILLED, Harm.INJURED}:
            self.add(victims, second, "active", Harm.KILLED_OR_INJURED)
            return
        self.add(victims, first, "active")
        self.add(victims, second, "active")

    def _after_comma(self, comma: int, index: int, rule: str) -> None:
        """A participle or state after an aside ("Man, 25, shot dead") or after another verb ("shot, killed")."""
        before = self.aside(comma)
        if before is not None and self.symbol(before) in VICTIMS and comma - before <= 3:
            self.add(self.listed(before), index, rule)
        elif self.symbol(self.skip(comma - 1, -1)) in set("kda"):
            self._coordinated(comma, index)

    def _company(self, index: int) -> None:
        """ "was killed alongside an American soldier"."""
        for i in range(index + 1, min(len(self.symbols), index + 8)):
            if self.symbols[i] in ",;.cwr" and self.phrase_of(i) not in _WITH:
                return
            if self.phrase_of(i) in _WITH:
                self.add(self.objects(i + 1), index, "company")
                return

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
        victims = self.objects(index + 1)
        if symbol == "g" and self.last_word(index) == "shooting" and prior not in _BEFORE_SHOOTING:
            victims = [i for i in victims if self.symbols[i] not in "Ms"]
        self.add(victims, index, "active")

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
        left = self.skip(start - 1, -1, 'y"')
        if self.symbol(left) == "c" and self.symbol(self.skip(left - 1, -1)) in set("kda"):
            self._coordinated(left, index)
        else:
            self.add(self.subject(start - 1, index), index, "intransitive")

    def _care(self, index: int) -> None:
        """ "suffered a gunshot wound", "was taken to hospital"."""
        chunk = self.chunks[index]
        word, after = (
            self.tokens[chunk.last].lower,
            [token.lower for token in self.tokens[chunk.last + 1 : chunk.last + 9]],
        )
        start = self.group_start(index)
        if self.unreal(start, index) or self.conditional(index):
            return
        if word in {"suffered", "sustained", "sustaining", "suffering", "received", "suffers"}:
            if set(after[:6]) & _INJURIES and "no" not in after[:2]:
                self.add(self.subject(start - 1, index), index, "suffered", Harm.INJURED)
        elif (
            "b" in self.symbols[start:index]
            and (
                (
                    word in {"taken", "rushed", "transported", "airlifted", "flown", "admitted", "transferred"}
                    and "to" in after[:4]
                )
                or (word in {"treated", "recovering"} and set(after[:2]) & {"at", "for", "in"})
            )
            and set(after) & (_HOSPITAL | _INJURIES)
        ):
            self.add(self.subject(start - 1, index), index, "hospital", Harm.INJURED)

    # ------------------------------------------------------------ states and nouns

    def _state(self, index: int) -> None:
        """ "dead", "missing": after "were", or right after the victim."""
        start = self.group_start(index)
        if self.unreal(start, index) or self.conditional(index):
            return
        left = self.skip(start - 1, -1, 'y"')
        near = self.symbol(left)
        if "b" in self.symbols[start:index]:
            self.add(self.subject(start - 1, index), index, "state")
        elif near and near in VICTIMS | set("WZ"):
            if near in "SsM" and self.chunks[index].last - self.chunks[index].first > 1 and not self._left_so(left):
                return
            self.add(self.listed(left), index, "state")
        elif near == "c":
            self._coordinated(left, index)
        elif near == ",":
            self._after_comma(left, index, "state")

    def _left_so(self, victim: int) -> bool:
        """Whether a verb says that the one person was left or found in the state that follows."""
        before = self.skip(victim - 1, -1)
        return self.symbol(before) == "" or (self.symbol(before) == "v" and self.word(before) in _LEFT)

    def _of(self, index: int) -> None:
        """ "the deaths of 12 people"."""
        if self.symbol(index + 1) == "p" and self.word(index + 1) == "of":
            prior = self.tokens[self.chunks[index].first - 1].lower if self.chunks[index].first else ""
            if prior not in self.lexicon.unreal | self.lexicon.never:
                self.add(self.objects(index + 2, of=True), index, "of")

    def _toll(self, index: int) -> None:
        """ "the toll rose to 45", "the number of injured stands at 120", "a toll of 45", "from 41 to 45"."""
        chunk = self.chunks[index]
        first = chunk.first
        before = [token.lower for token in self.tokens[max(0, first - 6) : first]]
        number_of = "number" in before and "of" in before
        if chunk.harm is None or not (chunk.symbol == "T" or number_of or (chunk.symbol == "n" and chunk.harm.counted)):
            return
        changed = False
        for i in range(index + 1, min(len(self.symbols), index + 26)):
            if self.symbols[i] in ";.(" or (self.symbols[i] in "kdgfa" and i > index + 2 and not number_of):
                return
            if self.symbols[i] not in "QN":
                continue
            prior = self.tokens[self.chunks[i].first - 1].lower
            if prior == "from":
                self.hits.append(Hit(i, index, chunk.harm.harm, "toll", Stance.WITHDRAWN))
                changed = True
            elif prior in self.lexicon.toll_links or changed:
                if chunk.symbol == "n" and prior == "of":
                    return
                self.hits.append(Hit(i, index, chunk.harm.harm, "toll"))
                return
