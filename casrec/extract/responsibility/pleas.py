"""What a person says of his own part: confessed, pleaded, denied, told that it was he."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casrec.extract import clauses
from casrec.extract.responsibility.avowals import owning
from casrec.extract.responsibility.denials import denied
from casrec.extract.responsibility.persons import Persons
from casrec.extract.responsibility.statements import Tie
from casrec.terms import ResponsibilityStance

CLAIMED, DENIED = ResponsibilityStance.CLAIMED, ResponsibilityStance.DENIED
# What names no crime: "not guilty to the charges".
_ALL_CHARGES = re.compile(
    r"\bto (?:all |both |the |those |these |all the )(?:charges|counts)\b(?! (?:of|related|in|for))"
)


class Pleas(Persons):
    """One sentence read for the persons who say in it what they did or did not do."""

    def find(self) -> Iterator[Tie]:
        """The confessions, pleas and denials, in that order."""
        if not self.people.by_last:
            return
        yield from self._owns_up()
        for verb in self.said.verbs(self.words.confesses | {"plead", "pleads", "pleaded", "pled", "pleading"}):
            yield from self._pleaded(verb)
        for verb in self.said.verbs(self.words.denies):
            yield from self._denied(verb)
        for verb in owning(self.said):
            for actor in filter(None, map(self.person, filter(self.pronoun, clauses.subjects(self.sentence, verb)))):
                yield Tie(verb, actor, CLAIMED, self.said.itself(actor), "claim.confessed")
        for token in self.tokens:
            if token.lower in ("plea", "pleas"):
                yield from self._plea(token.index)

    def _pleaded(self, verb: int) -> Iterator[Tie]:
        """ "He confessed to the murder", "X pleaded not guilty to the shooting"."""
        lower = self.tokens[verb].lower
        below = self.said.below(verb)
        if clauses.is_negated(self.sentence, verb) and not lower.startswith("ple"):
            return
        rest = [t.lower for t in self.tokens[verb + 1 :]]
        turn = next((i for i, word in enumerate(rest) if word in ("after", "following", "before")), len(rest))
        unnamed = "to" not in rest[:turn] or _ALL_CHARGES.search(" ".join(rest[:turn])) is not None
        if not (self.crime(set(rest[:turn])) or (unnamed and self.said.violent(1))):
            return
        stance, rule = CLAIMED, "claim.confessed"
        if lower.startswith("ple"):
            awaited = self.tokens[verb].tag == "VB" and "to" in self.said.beside(verb)  # "is expected to plead"
            if "guilty" not in below or awaited or clauses.modals(self.sentence, verb):
                return
            if "not" in below or clauses.is_negated(self.sentence, verb):
                stance, rule = DENIED, "denied.plea"
        for actor in filter(None, map(self.person, clauses.subjects(self.sentence, verb))):
            yield Tie(verb, actor, stance, self.said.itself(actor), rule)

    def _owns_up(self) -> Iterator[Tie]:
        """ "He told them that he was the gunman": who says so of himself."""
        for token in self.tokens:
            if token.lower not in ("was", "is") or clauses.is_negated(self.sentence, token.index):
                continue
            who = clauses.subjects(self.sentence, token.index)
            what = [c for c in self.sentence.children(token.index) if self.tokens[c].dep == "attr"]
            speaker = self.said.speaker(token.index)
            if speaker is None or not who or not self.pronoun(who[0]) or self.said.reading.quotation_at(token.start):
                continue
            if any(self.tokens[c].lower in self.words.culprits - {"suspect"} for c in what):
                teller, himself = self.person(speaker[0]), self.person(who[0])
                if teller is not None and himself is not None and teller.name == himself.name:
                    yield Tie(token.index, teller, CLAIMED, self.said.itself(teller), "claim.confessed")

    def _plea(self, plea: int) -> Iterator[Tie]:
        """ "A not guilty plea was entered on X's behalf", "X entered a plea of not guilty"."""
        around = [t.lower for t in self.tokens[max(0, plea - 3) : plea + 4]]
        if "guilty" not in around or not self.said.violent(2):
            return
        stance, rule = (DENIED, "denied.plea") if "not" in around else (CLAIMED, "claim.confessed")
        verb = self.tokens[plea].head
        who = [] if clauses.is_passive(self.sentence, verb) else clauses.subjects(self.sentence, verb)
        for token in self.tokens[plea:]:
            if token.lower == "behalf":
                who = [c for c in self.sentence.children(token.index) if self.tokens[c].dep == "poss"]
        for actor in filter(None, map(self.person, who)):
            yield Tie(plea, actor, stance, self.said.itself(actor), rule)

    def _denied(self, verb: int) -> Iterator[Tie]:
        """ "He denied any part in the killing": who is named is read with all who deny, here whom "he" stands for."""
        who = [s for s in clauses.subjects(self.sentence, verb) if self.pronoun(s)]
        if clauses.is_negated(self.sentence, verb) or not who or not denied(self.said, verb):
            return
        if clauses.is_passive(self.sentence, verb) or clauses.is_conditional(self.sentence, verb):
            return
        for actor in filter(None, map(self.person, who)):
            yield Tie(verb, actor, DENIED, self.said.itself(actor), "denied.person")
