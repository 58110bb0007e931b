"""One row of chunks with the hits found in it, and what may make a statement unreal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from casrec.extract.figures.nouns import Chunk
from casrec.extract.figures.vocabulary import Words
from casrec.extract.figures.walks import Walks
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
_DATELINE = re.compile(r"M(?:,M)?-")  # a town, or a town and its state, before a dash
_ORIGIN = re.compile(r"[Ss]v?pMr")  # a person and where he is from, before "who"
_FLED_TO = frozenset(
    "home homes house houses country fighting violence war conflict bombing bombardment shelling border abroad "
    "persecution city town village villages region province camp camps safety famine drought flooding flames "
    "advance offensive clashes hostilities repression attacks area areas".split()
)
_THOUGHT = frozenset("believed thought feared known reported said understood presumed estimated confirmed".split())
_PARENTS = frozenset("mother father mum mom dad parent grandmother grandfather".split())
_SHARES = frozenset("half most third quarter majority percent cent % fifth tenth thirds quarters".split())
_SITES = frozenset("khan tal tell tel deir jabal jebel ras beit bayt bab kafr wadi bir ain ayn tall camp".split())
BANDS = frozenset(
    "jabhat ahrar liwa jaish jaysh hayat tahrir harakat kataib asaib ansar hezbollah hizbollah hizbullah isis isil "
    "daesh hamas taliban al-qaida al-qaeda al-shabaab al-nusra boko fatah m-19 eln fmln farc mrta epl".split()
)
_FACILITIES = frozenset("hospital university airport clinic college school county infirmary center centre".split())
_FILM = frozenset(
    "video videos camera cameras film tape footage cctv surveillance photo photos photograph photographs picture "
    "pictures image images".split()
)
_LISTED = frozenset("identified listed confirmed counted registered recorded".split())
_WORRIED = frozenset("worried afraid wondered wondering concerned".split())
_COLOURS = frozenset("silver white black red blue gray grey green gold tan brown maroon beige yellow purple".split())
_STREETS = frozenset("street avenue boulevard highway".split())
_RAISING = frozenset("continued continue continues appeared appears seemed seems proved turned happened came".split())
ZERO_TOO = "counted zero"  # the rule of the second harm of "no deaths or injuries"
CAN_BE_ZERO = frozenset([Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED, Harm.MISSING])
_NOT_DISPLACED = frozenset([Group.ATTACKERS, Group.FIGHTERS, Group.PRISONERS, Group.POLICE, Group.SOLDIERS])


class Row(Walks):
    """One row of chunks with the hits found in it."""

    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Word], lexicon: Words) -> None:
        super().__init__(chunks, tokens, lexicon)
        self.hits: list[Hit] = []
        self.victims_of: dict[int, list[int]] = {}  # anchor chunk -> its victims, for coordinated verbs

    def add(self, victims: Sequence[int], anchor: int, rule: str, harm: Harm | None = None) -> None:
        """Keep hits of an anchor; remembers its victims for verbs coordinated with it."""
        word = self.chunks[anchor].harm
        said = harm or (word.harm if word else None)
        if said is None:
            return
        if len(victims) == 1:
            victims = [self._parent(self._named(victims[0]))]
        self.victims_of.setdefault(anchor, []).extend(victims)
        for victim in victims:
            symbol = self.symbols[victim]
            if symbol == "Z" and said not in CAN_BE_ZERO:
                continue
            if symbol not in "QOWSsMZN" or (said is Harm.DISPLACED and not self._displaces(victim, anchor)):
                continue
            if said is Harm.DISPLACED and self._is_hurt(victim):
                said = Harm.INJURED  # "evacuated 300 wounded marchers"
            if symbol in "Ms" and said is Harm.MISSING and not self._is_gone(anchor):
                continue
            if said is Harm.DETAINED and self._is_filmed(anchor):
                continue
            if symbol == "O" and said is Harm.MISSING and (rule == "intransitive" or self.word(anchor) == "yet"):
                continue  # "10,000 jobs disappeared"
            if said is not Harm.KILLED and self._is_dead(victim):  # "saw six dead rebels with gunshot wounds"
                continue
            if symbol == "O" and said in {Harm.DETAINED, Harm.ABDUCTED} and self._takes_things(anchor):
                continue  # "captured 300 seats"
            if symbol == "M" and self._is_no_person(victim, anchor):
                continue
            before = self.tokens[self.chunks[victim].first - 1].lower if self.chunks[victim].first else ""
            if before in {"neither", "nor"}:  # "neither the driver nor his passenger was hurt"
                continue
            if self._is_asked_of(victim):
                continue
            if rule in {"passive", "intransitive"} and said is not Harm.DISPLACED and self._is_share(victim):
                continue
            if (
                symbol == "O"
                and self.chunks[victim].who.lower() in self.lexicon.households
                and (said is not Harm.DISPLACED)
            ):
                continue
            self.hits.append(Hit(victim, anchor, said, rule))

    def _is_dead(self, victim: int) -> bool:
        """Whether an adjective already calls those counted dead."""
        chunk = self.chunks[victim]
        if chunk.harm is None or chunk.harm.harm is not Harm.KILLED or chunk.head is None:
            return False
        return chunk.symbol == "N" or (chunk.harm.symbol in "ka" and chunk.harm_at < chunk.head)

    def _is_hurt(self, victim: int) -> bool:
        """Whether an adjective already calls those counted hurt."""
        chunk = self.chunks[victim]
        hurt = chunk.harm is not None and chunk.harm.harm is Harm.INJURED
        return hurt and chunk.head is not None and chunk.harm_at < chunk.head

    def _takes_things(self, anchor: int) -> bool:
        """Whether a verb of capture takes things as well as people: no "jailed", "arrested", "kidnapped"."""
        return self.tokens[self.chunks[anchor].first].lower.startswith(("captur", "seiz", "tak", "took", "h", "carr"))

    def _is_no_person(self, victim: int, anchor: int) -> bool:
        """Whether a name is a band's or a place's: "Ahrar al-Sham lost", "Khan al-Assal was captured", "al-Bab"."""
        chunk = self.chunks[victim]
        words = [token.lower for token in self.tokens[chunk.first : chunk.last + 1]]
        if self.symbol(victim - 1) == "p" and self.symbol(victim - 2) == "#" and self.last_word(victim - 2) == "block":
            return True  # "of the 900 block of Reiss Road"
        if self.symbol(victim - 1) == "x" and self.last_word(victim - 1) in _COLOURS:
            return True  # "the driver of a silver Pontiac"
        if words[0] in _SITES or not BANDS.isdisjoint(words) or words[-1] in _FACILITIES:
            return True
        if len(words) == 1 and self._is_acronym(chunk.first):
            return True
        taken = self.tokens[self.chunks[anchor].last].lower.startswith(("captur", "seiz"))
        return taken and len(words) == 1 and words[0][:3] in {"al-", "el-", "as-", "ar-"}

    def _is_filmed(self, anchor: int) -> bool:
        """Whether nobody but a camera "captured" somebody: "captured on video", "captured running away"."""
        last = self.chunks[anchor].last
        if not self.tokens[last].lower.startswith("captur"):
            return False
        after = [token.lower for token in self.tokens[last + 1 : last + 6]]
        shows = self.skip(self.group_start(anchor) - 1, -1)
        if shows >= 0 and self.last_word(shows) in _FILM:
            return True  # "footage captured the mayor on the stairs"
        filmed = after[:1] in (["on"], ["in"], ["by"]) and not _FILM.isdisjoint(after)
        return filmed or (bool(after) and after[0].endswith("ing") and len(after[0]) > 5)

    def _is_acronym(self, at: int) -> bool:
        """Whether a word is all capitals where others are not: a body or the place of a dateline, no person."""
        text = self.tokens[at].text
        return len(text) > 2 and text.isupper() and any(token.text.islower() for token in self.tokens)

    def _is_share(self, victim: int) -> bool:
        """Whether only a share of the counted is meant: "half of the 300 people inside were killed"."""
        if self.symbol(victim + 1) == "r":
            return False  # "80 percent of the 130 passengers who died": all 130 did
        first = self.chunks[victim].first
        before = [token.lower for token in self.tokens[max(0, first - 5) : first]]
        if ("all", "but") in pairwise(before):
            return True  # "all but two of the 60 miners died"
        before = before[-3:]
        if self.tokens[first].lower == "the":
            before = [*before[-2:], "the"]
        share = before[before.index("of") - 1] if "of" in before[1:] else ""
        return share in _SHARES or share.endswith(("-thirds", "-fifths", "-quarters", "-tenths"))

    def _is_asked_of(self, victim: int) -> bool:
        """Whether it is asked which of the counted is meant: "which of the three victims had died"."""
        first = self.chunks[victim].first
        before = [token.lower for token in self.tokens[max(0, first - 3) : first]]
        return before[-2:] == ["which", "of"] or before[-3:-1] == ["which", "of"]

    def _is_gone(self, anchor: int) -> bool:
        """Whether one who is named is really missing: "went missing", no "Page vanished from public view"."""
        if self.last_word(anchor) == "missing":
            return True
        return self.symbol(anchor + 1) == "p" and self.word(anchor + 1) in {"in", "near", "on"}

    def _named(self, victim: int) -> int:
        """The name that a description stands beside: "Karl Reiss, the candidate who was shot" is told of by name."""
        if self.symbols[victim : victim + 4] == "S,M," and self.word(victim) == "the":
            return victim + 2  # "the rebel leader, Karl Reiss, was killed"
        origin = _ORIGIN.search(self.symbols, max(0, victim - 3), victim + 2)
        if origin and origin.end() == victim + 2 and self.word(victim - 1) == "from":
            victim = origin.start()  # "a teacher visiting from Norland who was shot"
        if self.symbols[victim] != "S" or self.symbols[max(0, victim - 2) : victim] not in {"M,", "M-"}:
            return victim
        if _DATELINE.fullmatch(self.symbols, 0, victim) and "-" not in self.symbols[victim:]:
            return victim  # "ARDEN, Norland - A boy was shot"
        place = self.symbol(victim - 3) == "p" and self.word(victim - 3) not in {"of", "by", "for", "with", "about"}
        place = place or not _STREETS.isdisjoint(self.phrase_of(victim - 2).split())
        listed = self.symbols[max(0, victim - 5) : victim - 2] == "pM,"  # "in Arden, Norland, a boy was"
        place = place or (listed and self.word(victim - 5) not in {"of", "to", "by", "with"})
        return victim if place else victim - 2

    def _parent(self, victim: int) -> int:
        """The parent whose children a bare count tells: "mother of two killed"."""
        of = (
            self.symbols[victim] == "Q"
            and not self.chunks[victim].who
            and self.symbols[max(0, victim - 1) : victim] == "p"
        )
        if not of or self.word(victim - 1) != "of" or self.symbol(victim - 2) not in {"s", "S"}:
            return victim
        return victim - 2 if self.last_word(victim - 2) in _PARENTS else victim

    def taken(self) -> dict[int, Hit]:
        """The first hit of each victim chunk."""
        found: dict[int, Hit] = {}
        for hit in self.hits:
            found.setdefault(hit.victim, hit)
        return found

    def host(self, index: int, taken: dict[int, Hit]) -> int | None:
        """The nearest counted victim to the left of ``index`` that is itself a figure."""
        return next((i for i in range(index - 1, -1, -1) if i in taken and self.symbols[i] in "QOWN"), None)

    def _displaces(self, victim: int, anchor: int) -> bool:
        """Whether a victim of flight is really displaced: not one suspect who fled the scene."""
        chunk = self.chunks[victim]
        if self.symbols[victim] in "SsM" or chunk.group in _NOT_DISPLACED:
            return False
        if self.last_word(anchor) == "of" and self.word(anchor)[:4] in {"forc", "driv", "drov"}:
            return chunk.quantity is not None and (chunk.quantity.low or chunk.quantity.high or 0) >= 20
        if self.tokens[self.chunks[anchor].last].lower not in {"fled", "flee", "flees", "fleeing"}:
            return True
        ahead = {token.lower for token in self.tokens[self.chunks[anchor].last + 1 : self.chunks[anchor].last + 7]}
        low = chunk.quantity.low or chunk.quantity.high if chunk.quantity else 1
        return (bool(ahead & _FLED_TO) and not ahead & {"scene", "area", "foot"}) or (low or 0) >= 50

    def group_start(self, index: int) -> int:
        """The index where the verb group that ends right before ``index`` begins."""
        if self.symbol(index - 1) == "w" and self.word(index - 1) == "as" and self._is_listed(index - 2):
            index -= 2  # "were identified as dead"
        match = _VERB_GROUP.search(self.symbols, max(0, index - 12), index)
        start = match.start() if match else index
        if start and self.symbols[start:index].startswith("t") and self.word(start - 1) in _RAISING:
            start -= 1  # "continued to be held hostage"
        return start

    def _is_listed(self, verb: int) -> bool:
        """Whether the chunk at ``verb`` says that somebody is counted as what follows: "identified", "listed"."""
        return self.symbol(verb) in {"v", "V"} and self.last_word(verb) in _LISTED

    def unreal(self, start: int, end: int) -> bool:
        """Whether a verb group says that the thing is only possible, planned, or did not happen."""
        group = self.symbols[start:end]
        if "!" in group or ("t" in group and "h" not in group and not self._thought(start, end)):
            return True
        if any(self.symbols[i] in "bhm" and self.last_word(i).endswith(("n't", "n’t")) for i in range(start, end)):
            return True
        near = range(min(start, max(0, end - 1)), end)
        if any(self.symbols[i] == "y" and self.last_word(i) in {"almost", "nearly"} for i in near):
            return True
        if "m" in group:
            told = "h" in group and self.word(start + group.index("m")) in {"may", "must"}
            before = self.tokens[max(0, self.chunks[start].first - 8) : self.chunks[start].first]
            return not told or not _WORRIED.isdisjoint(token.lower for token in before)
        return False

    def _thought(self, start: int, end: int) -> bool:
        """Whether a verb group reports a state: "are believed to be dead", not "were told to be evacuated"."""
        return any(self.symbols[i] in "Vv" and self.last_word(i) in _THOUGHT | _RAISING for i in range(start, end))

    def conditional(self, index: int) -> bool:
        """Whether an "if" or "in case" opens the clause of ``index``."""
        for i in range(index - 1, max(-1, index - 20), -1):
            if self.symbols[i] in ";.r" or (self.symbols[i] == "c" and self.word(i) == "but"):
                return False
            if self.symbols[i : i + 2] == "w!" and self.symbol(i - 1) == ",":
                return False  # "dozens, if not hundreds, were killed"
            if (
                self.symbols[i] == "w"
                and self.symbol(i - 1) != "v"
                and (self.word(i) in {"if", "unless", "whether"} or self.last_word(i) == "case")
            ):
                return True
        return False

    def negated(self, victims: Sequence[int], index: int, start: int) -> None:
        """ "30 people did not die": a count that is denied."""
        if "!" in self.symbols[start:index] and "m" not in self.symbols[start:index]:
            word = self.chunks[index].harm
            if word is not None and word.harm is Harm.KILLED:
                self.hits += [
                    Hit(i, index, word.harm, "negated", Stance.DENIED) for i in victims if self.symbols[i] in "QW"
                ]
