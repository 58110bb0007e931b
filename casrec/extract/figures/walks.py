"""Walk a row of chunks to the subject or the objects of a harm word, over modifiers, asides and relative clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.figures.chunks import COUNTED, NOMINAL, VICTIMS
from casrec.extract.figures.names import POSSESSIVE
from casrec.extract.figures.nouns import AGE
from casrec.extract.figures.steps import CLAUSE_PREPOSITIONS, Steps
from casrec.terms import Group

_LIST_JOINT = re.compile(r",?\"?c?")
_TAKEN = re.compile(r"r[kfV][SQM]$")
_CONTACT = re.compile(r"Q[UH]h?y?[vk]$")  # "three of the men it had treated" before "died"
_PLACES_AHEAD = re.compile(r"pM(?:,M)+,?cM")
_AGED_JOINT = re.compile(r"[,;]?\"?c?")  # "killing Ann Lee, 42; Tom Ray, 19; and ..."
_RAN = frozenset("ran run running runs looked look looking named chased".split())  # "ran after the thief"
_NOTICED = frozenset("discovered realized realised noticed determined concluded remembered ensured".split())


class Walks(Steps):
    """The walks over the symbols of one row; every walk is bounded by the row."""

    # ------------------------------------------------------------ to the right

    def objects(self, at: int, *, of: bool = False) -> list[int]:
        """The victims that follow a verb or "of", with those coordinated to the first.

        After "of" a verb belongs to the noun before ("the murder of two priests and a nun was condemned").
        """
        relative = self.symbols[max(0, at - 2) : at - 1] == "r"
        at = self.skip(at, 1, 'y"')
        found: list[int] = []
        joined = placed = False  # placed: a prepositional phrase came before, so that a bare name is one more place
        while at < len(self.symbols):
            at = self._collection(self._past_self(self._past_role(at)))
            if self.symbol(at) == "U":
                past = self._past_uncounted(at)
                joined, at = joined and past != at + 1, past  # "Karl Reiss and his aides Tom Ray, Ann Lee and"
            if self.symbols[at : at + 2] == "xs" and self.last_word(at) in POSSESSIVE:
                at += 1  # "killed the group's leader"
            elif self.symbols[at : at + 2] == "xs" and self._describes_one(at):
                at += 1  # "shoots robbery suspect"
            if (
                at >= len(self.symbols)
                or self.symbols[at] not in VICTIMS | set("WZN")
                or (found and not of and self.has_own_verb(at) and not (relative and joined))
            ):
                break
            if placed and self.symbols[at] == "M" and not (self.is_aged(at) or self._is_placed(at)):
                break
            if of and found and not joined and self.symbols[at] in COUNTED and self._opens_clause(at):
                break  # "after the murder of Reiss, the 400 judges of the country struck"
            found.append(at)
            after = self.past_modifiers(at + 1)
            placed = "p" in self.symbols[at + 1 : after]
            after = self._past_told(self._past_parts(after))
            named = self.symbols[found[0]] == "M" and self.symbols.count(";") > 1  # "Ann Lee, a cook; Tom Ray; and"
            told = self.symbols[found[0]] == "M" and self.symbols[found[-1]] == "S"  # "Ann Lee, a cook; and Tom Ray"
            named = named or told or self.symbols[after - 2 : after] == ",x"
            joint = (_AGED_JOINT if named else _LIST_JOINT).match(self.symbols, after)
            if joint is None or not joint.group().strip('"') or (joined and "c" not in joint.group()):
                break
            joined = joined or "c" in joint.group()
            at = self.skip(joint.end(), 1)
            apart = of and len(found) == 1 and joint.group() == ",c"  # "the death of Reiss, and voters refused"
            if apart and (self.symbol(at) != "M" or not self.is_aged(at) or self.has_own_verb(at)):
                break
            if of and "c" in joint.group() and self.symbol(at) == "p" and self.word(at) == "of":
                at += 1  # "the murder of a judge and of his driver"
        if (
            not joined and len(found) > 1 and ";" not in self.symbols[found[0] : found[-1]]
        ):  # "killed Smith, a father of two": an apposition, no list
            found = found[:1] + [i for i in found[1:] if self.symbols[i] in COUNTED]
        return self._without_appositions(found)

    def _past_parts(self, at: int) -> int:
        """The index after an aside in dashes that a list goes on behind: "two guards -- a Swiss and a Pole -- and"."""
        if self.symbol(at) != "-":
            return at
        closing = self.symbols.find("-", at + 1, at + 14)
        goes_on = closing > 0 and self.word(closing + 1) == "and" and self.symbol(closing + 2) in COUNTED
        return closing + 1 if goes_on and not set(self.symbols[at:closing]) & set("Vb;") else at

    def _past_told(self, at: int) -> int:
        """The index of the semicolon behind what more is told of one in a list: "Ann Lee, 65, who sang; Tom Ray"."""
        if self.symbols[at : at + 2] != ",r" and self.symbols[at - 1 : at + 1] != ",r":
            return at
        mark = self.symbols.find(";", at, at + 18)
        return mark if mark > 0 and self.symbols[mark + 1 : mark + 3].lstrip("c")[:1] == "M" else at

    def _is_placed(self, at: int) -> bool:
        """Whether a name in a list has a place of its own: "the deaths of Ann Lee in Arden and Tom Ray in Leeds"."""
        return self.symbols[at : at + 3] == "MpM" and self.word(at + 1) in {"in", "near", "outside", "of", "from"}

    def _describes_one(self, at: int) -> bool:
        """Whether the lone word at ``at`` only describes the bare noun after it, as in headlines."""
        chunk, nation = self.chunks[at], self.chunks[at + 1].group is Group.OTHER
        known = self.lexicon.kind(self.word(at)) in {"N", "J", ""} and self.word(at).isalpha()
        return chunk.first == chunk.last and known and not nation

    def _without_appositions(self, found: list[int]) -> list[int]:
        """A list without those who only say more of one before: "Ahmed Saleh, a judge, and two guards"."""
        kept = found[:1]
        for at in found[1:]:
            before = kept[-1]
            if self.is_second_role(at) or (self.symbols[at] == "s" and self._goes_on_roles(before, at)):
                continue
            pair = self.symbols[before] + self.symbols[at]
            beside = self.symbols[before + 1 : at] == "," or (
                self.symbols[before + 1 : at] == ",x," and self._is_short(before + 2)
            )
            if beside and (pair in {"MS", "SM"}) and len(found) > 1:
                continue
            if beside and pair == "QM" and self._names_all(before, found[found.index(at) :]):
                return kept  # "a young couple, Ann Lee and Tom Ray"
            kept.append(at)
        return kept

    def _names_all(self, whole: int, rest: Sequence[int]) -> bool:
        """Whether names after a count are as many as it counts."""
        quantity = self.chunks[whole].quantity
        return quantity is not None and quantity.low == len(rest) and all(self.symbols[i] == "M" for i in rest)

    def _past_uncounted(self, at: int) -> int:
        """The index of the counted after "and" where people uncounted come first: "villagers and two soldiers"."""
        if self.symbol(at + 1) == "M":  # "the reporters Karl Reiss and Ann Keller"
            return at + 1
        after = self.past_modifiers(at + 1)
        while self.symbols[after : after + 2] == ",U":
            after = self.past_modifiers(after + 2)  # "killing patients, staff and three newborns"
        joint = _LIST_JOINT.match(self.symbols, after)
        if joint is None or "c" not in joint.group():
            return at
        following = self.skip(joint.end(), 1)
        return following if self.symbol(following) in COUNTED and not self.has_own_verb(following) else at

    def _past_role(self, at: int) -> int:
        """The index of the name after a role that no list knows: "killing 32-year-old paralegal Ann Lee"."""
        if self.symbols[at : at + 2] != "xM" or self.chunks[at + 1].first == self.chunks[at + 1].last:
            return at
        if self.last_word(at) in POSSESSIVE:  # "the strike that killed Norland's Karl Reiss"
            return at + 1
        opens = self.tokens[self.chunks[at].first].text
        head = self.chunks[at + 1].head
        titled = head is not None and self.tokens[head].lower in self.lexicon.people  # "LIBERAL LEADER LUIS REISS"
        role = opens[0].islower() or opens[0].isdigit() or titled
        role = role or all(token.text.isupper() for token in self.tokens if token.text.isalpha())
        return at + 1 if role and self.word(at) not in {"a", "an", "the", "his", "her", "its", "their", "that"} else at

    def _past_self(self, at: int) -> int:
        """The index after "himself and": the attacker's own death is told, his victims follow."""
        if (
            self.symbols[at : at + 1] == "H"
            and self.symbol(at + 1) in {"c", ","}
            and self.word(at).endswith(("self", "selves"))
        ):
            return self.skip(at + 2, 1)
        return at

    def _collection(self, at: int) -> int:
        """The index of the victims inside "a family of seven", or ``at`` itself."""
        if self.symbol(at) not in {"x", "U"} or self.symbol(at + 1) != "p" or self.word(at + 1) != "of":
            return at
        inside = self.last_word(at) in self.lexicon.collections and self.symbol(at + 2) in COUNTED
        return at + 2 if inside else at

    def _is_unknown_number(self, at: int) -> bool:
        """Whether the chunk at ``at`` counts people without a number: "an unknown number of rebels"."""
        of = self.symbols[at : at + 3] == "xpU" and self.word(at + 1) == "of"
        return of and self.last_word(at) in self.lexicon.collections

    def has_own_verb(self, at: int) -> bool:
        """Whether the noun phrase at ``at`` is the subject of a verb or has a state of its own."""
        after = self.skip(self.past_modifiers(at + 1), 1)
        symbol = self.symbol(after)
        if self.symbols[max(0, at - 2) : at + 3] == "M,McM" and self.symbol(after + 2) == "V":
            return True  # "the strike that killed Reiss, Ann Lee and Tom Ray said"
        if symbol == "v" and after > at + 1:  # "killed his son and 15 guards in an operation conducted by police"
            return False
        return symbol in set("bhmkadfjFVv")

    def _opens_clause(self, at: int) -> bool:
        """Whether a count behind a comma is the subject of a new clause: a finite verb follows it."""
        after = self.skip(self.past_modifiers(at + 1), 1)
        return self.symbol(after) in set("bhmVv") and not self.last_word(after).endswith("ing")

    def past_modifiers(self, at: int) -> int:
        """The index after the prepositional phrases, brackets and ages that begin at ``at``."""
        while at < len(self.symbols):
            if self.symbols[at] == "p" and self.symbol(at + 1) in NOMINAL:
                places = _PLACES_AHEAD.match(self.symbols, at)
                if places is not None and self._places_before(places.end() - 1) == at:
                    at = places.end()
                    continue
                at += 2
                while self.symbol(at) in set("xMUs#") and self.symbols[at - 1] in "xMsU#":
                    at += 1
                if self.symbols[at : at + 3] in {"cxc", "c#c"} and self.symbol(at + 3) in COUNTED:
                    at += 2  # "a dozen candidates for seats in the council and assemblies and thirty officers"
            elif self.symbols[at] == "(":
                close = self.symbols.find(")", at, at + 15)
                if close < 0:
                    return at
                at = close + 1
            elif self.symbols[at] == "y":
                at += 1
            elif self.symbols[at : at + 3] == ",x;" and self._is_short(at + 1):
                return at + 2
            elif self.symbols[at : at + 3] == ",x," and self._is_short(at + 1):
                at += 3 if self.symbol(at + 3) == "p" else 2
            else:
                return at
        return at

    # ------------------------------------------------------------ to the left

    def aside(self, comma: int) -> int | None:
        """The index before the aside that closes with the comma or dash at ``comma``, or None."""
        mark = self.symbols[comma]
        opening = self.symbols.rfind(mark, max(0, comma - 25), comma)
        return opening - 1 if opening > 0 else None

    def subject(self, at: int, anchor: int) -> list[int]:
        """The victims that are the subject of the verb group that begins after ``at``."""
        joint = self.skip(at, -1)
        if (contact := _CONTACT.search(self.symbols, 0, at + 1)) is not None:
            return self.listed(contact.start())
        if self.symbols[max(0, joint - 1) : joint + 1] == ",c":  # "was taken to a clinic, but later died"
            before = len(self.pronouns)
            found = self._subject(joint - 2, anchor, sure=True)
            if found or len(self.pronouns) > before:
                return found
        elif (
            self.symbol(at) == "V" and self.symbol(at - 1) in {"U", "x", "M"} and self.symbol(at - 2) in {"Q", "S", "W"}
        ):
            at -= 2  # "four women police say were shot"
        return self._subject(at, anchor)

    def _subject(self, at: int, anchor: int, *, sure: bool = False) -> list[int]:
        """The subject from ``at`` leftwards; ``sure`` leaves out who is only likely, behind a preposition."""
        fallback: int | None = None
        i, steps, verbs, crossed = at, 0, False, False
        while i >= 0 and steps < 60:
            steps += 1
            symbol = self.symbols[i]
            if symbol == "," and self.symbols[max(0, i - 4) : i].endswith("QIU") and self.symbol(i - 4) != ",":
                i -= 3  # "40 people, women and children among them, were killed"
            elif symbol in ",-":
                before = self.aside(i)
                if before is None:
                    break
                inside = self.skip(i - 1, -1)
                listed = self.symbols[before] == "U" and not set(self.symbols[before + 2 : i]) - set("QSMc,xpU")
                reach = 14 if listed else 4
                if fallback is None and before + 2 <= inside <= before + reach and self.symbols[inside] in "QO":
                    fallback = inside  # "all on board, 150 passengers and six crew, died"
                if fallback is None and inside == before + 2 and self._is_called(before):
                    return [inside]
                i, crossed = before, True
            elif symbol == ")":
                i = self.symbols.rfind("(", 0, i) - 1
            elif symbol == "x" and self.chunks[i].who == AGE:  # "three people aged 24, 31 and 45 died"
                i -= 1
            elif symbol == "r":
                i -= 2 if self.symbol(i - 1) == "," else 1
                if i > 3 and self.symbols[i - 2 : i + 1] in {",WU", ",Wx", ",Ws"}:
                    i -= 3  # "six priests, five of them Spaniards, who were killed"
                if self.symbols[max(0, i - 2) : i + 1] == "M,x" and self.symbols[i + 1] == "," and self._is_short(i):
                    # "a vigil for Tom Ray, 16, who was shot", "others included Tom Ray, 16, who was"
                    return self.listed(i - 2) if self.symbol(i - 3) != "I" else [i - 2]
                apart = self.symbols[i + 1] == "," or self.symbol(i - 2) in {"U", "Q"}
                if self.symbol(i) == "M" and self.symbol(i - 1) == "p" and apart and not self._is_person_after(i - 1):
                    i -= 2  # "his son, the mayor of Leeds, who died"
                    continue
                if self.symbol(i) in VICTIMS:
                    return self.listed(i)
                if self.symbol(i) == "U" and self.word(i) == "the" and self.symbols[max(0, i - 2) : i] == "xp":
                    return []  # "called on Reiss to act in the case of the priests who were killed"
                verbs = False
            elif symbol in NOMINAL:
                if crossed and symbol in "Mx" and self._is_enumerated(i):
                    i -= 2
                    continue
                if symbol in "SMH" and self._is_taken_up(i, anchor):
                    return self.listed(i)
                accepted, further, kept = self._candidate(i, verbs)
                verbs = verbs or bool(set(self.symbols[further + 1 : i]) & set("vkgf"))
                i = further
                if fallback is None:
                    fallback = kept
                if accepted is None:
                    continue
                if self.symbols[accepted] == "H":
                    self.pronouns.append((accepted, anchor))
                if self.symbols[accepted] in "xU" and fallback is not None:
                    break
                return self.listed(accepted)
            elif symbol in "w;:.(":
                break
            else:
                verbs = verbs or symbol in "vkdgfVb"
                i -= 1
        return [] if fallback is None or sure else self.listed(fallback)

    def _is_taken_up(self, at: int, anchor: int) -> bool:
        """Whether "being" takes up the subject of a relative clause: "a clinic to which a nun went after being hit"."""
        being = self.symbol(anchor - 1) == "b" and self.word(anchor - 1) == "being"
        return being and self.symbol(anchor - 2) == "p" and self.symbol(at - 1) == "r"

    def _is_enumerated(self, at: int) -> bool:
        """Whether a name only goes on a list that "including" opened: "including Leeds, York and Hull,"."""
        return self.symbol(at - 1) in {",", "c"} and "I" in self.symbols[max(0, at - 14) : at]

    def _candidate(self, at: int, verbs: bool) -> tuple[int | None, int, int | None]:
        """Judge the noun phrase that ends at ``at``: (it, _, fallback) if a subject, else (None, where next, fallback).

        ``verbs`` says that a verb was passed between it and the harm word.
        """
        places = self._places_before(at)
        if places is not None:  # "clerks from Leeds, York and Hull were hurt"
            return None, places - 1, None
        start = at
        while start > 0 and not self._opens_phrase(start) and self.symbols[start - 1] in "xMSsU#":
            start -= 1
        before = self.skip(start - 1, -1, 'y"')
        kept = at if self.symbols[at] in COUNTED else None
        mark = self.symbol(before)
        if mark == "p" and before < start - 1 and self._tells_time(before + 1) and self.symbols[at] in VICTIMS:
            return at, at, kept  # "On Monday a man was shot dead"
        if mark == "t" and before > 0:  # "the people who used to visit the farm have been killed"
            return None, before - 1, kept
        if mark == "p":
            clause = (
                self.word(before) in CLAUSE_PREPOSITIONS and self.last_word(before - 1 if before else 0) not in _RAN
            )
            if clause and not verbs and self.symbols[at] in VICTIMS:
                return at, at, kept
            if self.word(before) == "of" and self._collection(before - 1) == at:
                return at, at, kept
            if self.word(before) in CLAUSE_PREPOSITIONS and not verbs and self._is_family(at):
                return at, at, kept  # "four men are charged after a family was shot"
            return None, before - 1, kept
        if mark == "," and self.symbols[at] == "M" and self.symbols[max(0, before - 2) : before] == "pM":
            return None, before - 3, kept  # "in Leeds, Yorkshire"
        if mark == "I":  # "15 people, including children, died"
            return None, self.skip(before - 1, -1, ","), kept
        told = mark == "r" and self.word(before) == "that" and self.symbol(self.skip(before - 1, -1)) == "V"
        if told and self.symbols[at] in "UxSM":
            return at, at, kept  # "Reiss said that the officers accused of it are jailed"
        if mark == "b" and self.symbol(before - 1) == "p" and self.word(before) == "being":
            return None, before - 2, None  # "was charged with being an accomplice and held"
        if mark == "r" and verbs:  # the subject of a relative clause: "with whom she travelled"
            return None, before - 1, kept
        if mark == "," and self.symbols[at] == "x" and self._is_short(at):  # an age
            return None, before - 1, kept
        if mark == "c" and self.symbols[at] == "x" and self.symbols[max(0, before - 2) : before] in {"px", "pM"}:
            return None, before - 3, kept  # "members of the party and the union died"
        if mark == "c" and self._is_object_of_gerund(before):
            return None, before - 3, kept  # "a guard watching a woman and a boy was shot"
        if mark == "c" and self.symbols[at] != "H" and _TAKEN.search(self.symbols, max(0, before - 4), before):
            return None, before - 3, kept  # "the gunman who killed a guard and a boy was arrested"
        if mark == "w" and self.symbols[at] == "M" and self.symbols[max(0, before - 2) : before] in {"SV", "Sv", "QV"}:
            return before - 2, before - 2, kept  # "a leader known as Reiss was killed"
        if mark == "w" and verbs and self._has_subject_before(before):
            return None, before - 1, None  # "some of those hurt as two crowds merged were ..."
        if mark == "v" and self._is_noticed(before, at):
            return at, at, kept  # "officers discovered a boy had been shot"
        if mark in {"v", "k", "g", "f", "i"} and before > 0:
            if kept is not None and self.symbol(self.skip(before - 1, -1)) not in set("rpSMQU"):
                return at, at, kept
            return None, self.skip(before - 1, -1, "bhmyt"), kept
        return at, at, kept

    def _is_noticed(self, verb: int, at: int) -> bool:
        """Whether a clause of its own follows a verb of finding out: "discovered a boy had been shot"."""
        clause = self.symbols[at] in "SM" and self.symbol(at + 1) in {"h", "b"}
        return clause and self.last_word(verb) in _NOTICED and self.symbol(verb - 1) not in {"r", "b"}

    def _is_object_of_gerund(self, joint: int) -> bool:
        """Whether those before "and" are what a describing gerund takes: "a guard watching a woman and"."""
        symbols = self.symbols[max(0, joint - 3) : joint]
        return (
            len(symbols) == 3
            and symbols[0] in "SQM"
            and symbols[1] == "v"
            and symbols[2] in "SsMUQ"
            and (self.last_word(joint - 2).endswith("ing"))
        )

    def _is_family(self, at: int) -> bool:
        """Whether the noun phrase that ends at ``at`` is a household that nobody counts."""
        known = self.lexicon.households | self.lexicon.collections
        return self.symbols[at] in "UOx" and self.last_word(at) in known

    def _has_subject_before(self, at: int) -> bool:
        """Whether people are told of before the conjunction at ``at``, in one stretch with it."""
        for i in range(at - 1, max(-1, at - 12), -1):
            if self.symbols[i] in ",;:.-(":
                return False
            if self.symbols[i] in VICTIMS | set("U"):
                return True
        return False

    def listed(self, at: int, *, after_verb: bool = False) -> list[int]:
        """The victim at ``at`` with those coordinated to its left, in order.

        ``after_verb`` says that the list may be the object of a verb ("left 14 rebels and three soldiers dead").
        """
        if self.symbols[at] not in VICTIMS | set("WZNU") and not self._is_unknown_number(at):
            return []
        found = [at] if self.symbols[at] not in "Ux" else []
        i, joined = at, False
        while i > 1:
            if self.symbols[i - 2 : i + 1] == "cxU":
                i -= 1  # "13 foreigners or dual nationals"
            if self.symbols[i - 1 : i + 1] == "UM":
                i -= 1  # "the reporters Karl Reiss and Ann Keller were seized"
            joint = i - 1
            if self.symbols[joint] == "c":
                joint -= 1
            if self.symbol(joint) == "," or (self.symbol(joint) == ";" and (joined or joint < i - 1)):
                joint -= 1  # "Ann Lee, 4; Tom Ray, 7; and Karl Reiss, 12, died"
            if self.symbol(joint) == "-" and joint < i - 1:
                opening = self.symbols.rfind("-", max(0, joint - 12), joint)
                joint = opening - 1  # "six priests - five of them foreign - and a boy"
            if joint in {i - 1, -2}:
                break
            joined = joined or "c" in self.symbols[joint + 1 : i]
            left = self.before_modifiers(joint)
            aged = left is not None and self.symbols[left] == "M" and self.is_aged(left)  # a list of the dead by name
            if left is not None and left != joint and self.symbols[i] == "M" and not aged and not self.is_aged(i):
                found = [k for k in found if k != i]  # "people in Homs and Aleppo were killed"
            if (
                left is not None
                and joined
                and self.symbols[left] == "x"
                and self.word(left) in {"a", "an", "his", "her"}
            ):
                i = left  # "five tourists, a New Yorker and a man from Ohio were killed"
                continue
            if left is None or self.symbols[left] not in VICTIMS | {"Z"}:
                break
            if self.symbols[left : i + 1] == "S,M" and self.word(left) in {"his", "her", "their"}:
                i = left  # "Ann Lee and her son, Tom Ray were found dead"
                continue
            if (
                not joined
                and self.symbols[left] not in COUNTED
                and not (
                    self.opens_headline(left, joint) and self.symbols[i] != "M"  # no "Teacher, Karl Reiss was killed"
                )
            ):
                break
            if self.symbols[at] == "Z":
                break  # "a neighbour called the police, and nobody was hurt"
            if self.symbols[left] == "Z":  # "none of the four priests and 100 refugees was hurt"
                return [left] if " of " in self.phrase_of(left) and joint == left else found
            if self.symbols[at] == "W" and self.symbols[left] in COUNTED:
                break  # "200 guests were there and four of them were hurt"
            governs = self.skip(left - 1, -1)
            if self.symbol(governs) == "b" and self.last_word(governs - 1 if governs else 0) == "there":
                break  # "there were 50 guests in the hall and two were hurt"
            if self.symbols[max(0, left - 1) : left + 1] == "QM":
                break  # "two Red Cross of Norland drivers and a nurse"
            if self.symbol(governs) in set("pkgf" if after_verb else "pkgfv") and not self.lets_list(governs):
                break
            if self.symbol(governs) == "c" and self.word(governs) == "plus" and self.symbol(governs - 1) == ",":
                break  # "59 dead, plus the gunman, and 30 injured"
            if not after_verb and self._is_place_of(left):
                break
            if self.symbol(governs) == "I" and self.symbols[left + 1 : i] == ",c":
                break  # "eight dead, including three guards, and 11 wounded"
            if self.symbols[left] == "S" and self.symbols[max(0, left - 2) : left] == "M,":
                left -= 2  # "Ann Lee, a girl from Arden, and Tom Ray were shot"
            found.append(left)
            i = left
        return sorted(k for k in found if len(found) == 1 or not self.is_second_role(k))

    def before_modifiers(self, at: int) -> int | None:
        """The noun phrase that ends at ``at`` once its prepositional phrases and age are taken off, or None."""
        while at > 1:
            places = self._places_before(at)
            if places is not None:
                at = places - 1
            elif (self.symbols[at] in "xMUs#" and self.symbols[at - 1] == "p") or (
                self.symbols[at] == "x" and self.symbols[at - 1] == "," and self._is_short(at)
            ):
                at -= 2
                if self.symbols[max(0, at - 2) : at + 1] == ",x," and self._is_short(at - 1):
                    at -= 3  # "Ann Lee, 47, of Arden"
            elif self.symbols[at] == "Q" and self.symbols[at - 2 : at] in {"Sp", "sp"} and self._tells_of_one(at):
                at -= 2  # "a boy of seven", "a mother of two"
            elif self.symbols[at] == ")" and "(" in self.symbols[max(0, at - 15) : at]:
                at = self.symbols.rfind("(", 0, at) - 1
            else:
                break
        return at if at >= 0 and self.symbols[at] in NOMINAL else None
