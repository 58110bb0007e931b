"""What a report offers for how many were killed or hurt: candidate counts, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from casrec import sums
from casrec.extract.reading import Line, Reading
from casrec.extract.tally import (
    besides,
    charges,
    deeds,
    hits,
    ordinals,
    outcomes,
    ownhand,
    roundups,
    singles,
    survivors,
    victims,
    volleys,
)
from casrec.extract.tally.roll import Entry, Roll, call
from casrec.extract.tally.story import ahead, lines, told
from casrec.extract.tally.survivors import harm_of
from casrec.extract.tally.weighing import LEAST, Sign, chances, reason
from casrec.records import Claim, Figure, Toll
from casrec.sieve import Sieve
from casrec.terms import CASUALTIES, Harm, MentionRole, PassageKind, Scope, Stance

_ONE_BY_ONE = 20  # of so many dead or hurt no report tells one by one
_LEAST = 0.02  # a count less likely than this is not kept
_FATE = 10  # lines of the story in which the state of the wounded is told
_TOLD = frozenset({"both", "all"})  # of those told of before, who may be the dead: "both had gunshot wounds"
_LEAD = 3  # article lines that tell the story in short
__all__ = ["Tally", "ahead", "tolls"]

_PRONOUNCED = Sieve(
    r"\b(?:pronounced|declared) (?:\w+ )?(?:dead|deceased)|\bsuccumb(?:s|ed|ing)? to|\b(?:later|then|since) died"
    r"|\bdied (?:later|at|of|from)|\bdid not survive|\bfound (?:\w+ )?dead",
    re.I,
)
_APART = Sieve(
    r"\b(?:separate|unrelated|multiple|several|overnight|weekend) (?:\w+ )?(?:shootings|incidents|attacks|stabbings)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d\d?) (?:\w+ )?shootings\b"
    r"|\bshootings (?:across|around|since|overnight|citywide|over the)\b|\bweekend (?:of )?(?:gun )?violence\b",
    re.I,
)
_UNBORN = re.compile(r"\bunborn\b", re.I)
_AGE = re.compile(r"[\s-]*(?:year|month|yr)s?\b", re.I)
_OTHERS = re.compile(r"\b(?:more|others?|another|additional|further)\b", re.I)
# "Three other Americans", "two more", "another four": some beside those told of, and never all.
_AFTER = re.compile(r"\s+(?:more|others?|additional|further)\b", re.I)
_BEFORE = re.compile(r"\b(?:another|an additional|(?:the )?other)\s+\Z", re.I)
_BOTH = Sieve(r"\bmurder[\s/-]+suicide\b", re.I)


class Tally:
    """The signs of one report."""

    def __init__(self, reading: Reading, claims: Sequence[Claim]) -> None:
        self.reading = reading
        claims = [claim for claim in claims if not _UNBORN.search(claim.span.quote)]  # registries count the born
        self.lines = lines(reading, claims)
        self.top = [line for line in self.lines if line.kind is PassageKind.HEADLINE]
        body = [line for line in self.lines if line.kind is not PassageKind.HEADLINE]
        self.lead = {line.index for line in body[:_LEAD]}
        self.figures = [
            (c, c.content)
            for c in claims
            if isinstance(c.content, Figure)
            and c.content.explicit
            and c.scope is Scope.INCIDENT
            and c.stance is Stance.ASSERTED
            and self._within(c, self.lines)
            and _AGE.match(reading.text, c.span.end) is None
        ]
        self.lists = [
            one
            for one in sums.together(reading.text, claims)
            if one[0].scope is Scope.INCIDENT and self._within(one[0], self.lines)
        ]
        self.somebody = [  # persons whom the headline or the opening tells of, none of them counted
            c
            for c in claims
            if isinstance(c.content, Figure)
            and not c.content.explicit
            and c.scope is Scope.INCIDENT
            and c.stance is Stance.ASSERTED
            and self._within(c, [*self.top, *body[:_LEAD]])
        ]
        listed = {id(claim) for one in self.lists for claim in one}
        self.figures = [(c, f) for c, f in self.figures if id(c) not in listed]
        known = listed | {id(claim) for claim, _ in self.figures}
        self.beyond = [
            c
            for c in claims
            if isinstance(c.content, Figure)
            and c.content.explicit
            and c.content.within is None
            and c.scope is Scope.INCIDENT
            and c.stance is Stance.ASSERTED
            and c.mention.role is MentionRole.LEAD
            and id(c) not in known
            and _AGE.match(reading.text, c.span.end) is None
        ]
        own = [c for c in claims if isinstance(c.content, Figure) and c.scope is Scope.INCIDENT]
        doubted = {Stance.WITHDRAWN, Stance.DISPUTED}
        self.doubted = [(c.span.start, c.span.end) for c in own if c.stance in doubted]
        self.told = [c for c in own if c.stance is Stance.ASSERTED]  # every figure of the incident, counted or not

    @staticmethod
    def _within(claim: Claim, lines: Sequence[Line]) -> bool:
        return any(line.start <= claim.span.start < line.end for line in lines)

    def _others(self, claim: Claim) -> bool:
        """Whether a figure counts some beside those told of: "three other Americans", "another four"."""
        text, span = self.reading.text, claim.span
        before = _BEFORE.search(text, max(0, span.start - 20), span.start) is not None
        return before or _AFTER.match(text, span.end) is not None or _OTHERS.search(span.quote) is not None

    def large(self, *, opening: bool = False) -> list[tuple[Claim, Figure]]:
        """The figures too large to be told of one by one; with ``opening`` those of the headline and the opening."""
        found = []
        for claim, figure in self.figures:
            line = self.reading.line_at(claim.span.start)
            late = line is None or self._part(line.index) == "later"
            many = max(figure.low or 0, figure.high or 0) >= _ONE_BY_ONE
            if figure.harm in CASUALTIES and many and not (opening and late):
                found.append((claim, figure))
        return found

    def less_large(self) -> None:
        """Leave out the dead of a city's year or a war, with all that their lines tell: too many to tell one by one,
        and told below others."""
        large = {claim.id: claim.span.start for claim, figure in self.large() if figure.harm is Harm.KILLED}
        told = self.somebody or self.first.people or self.first.crowds or any(self._near(c) for c, _ in self.figures)
        told = told or any(harm_of(c) in CASUALTIES and c.span.start < min(large.values()) for c in self.told if large)
        if told and not self.large(opening=True):
            vast = [line for line in self.lines if any(line.start <= at < line.end for at in large.values())]
            gone = {line.index for line in vast}
            self.figures = [one for one in self.figures if one[0].id not in large and not self._within(one[0], vast)]
            self.roll.crowds = [crowd for crowd in self.roll.crowds if crowd.line not in gone]
            self.lines = [line for line in self.lines if line.index not in gone]

    def _part(self, index: int) -> str:
        """Where a line stands: "head", "lead" or "later"."""
        return "head" if any(line.index == index for line in self.top) else "lead" if index in self.lead else "later"

    def _least(self, harm: Harm, died: int = 0) -> Sign:
        """What the report says outright: no reading of its other words goes below a count that it states.

        ``died`` are those who may have been counted among the injured and be dead now. A report of several happenings
        states no least: its counts may be those of all together.
        """
        if self._apart():
            return Sign(0, LEAST, "")
        beside = self._aside
        stated = [
            (claim, (figure.low or 0) - (0 if figure in beside else died))
            for claim, figure in self.figures
            if figure.harm is harm
            and figure.wording.lower() not in _TOLD
            and (harm is Harm.KILLED or self._near(claim))
        ]
        stated += [(one[0], sums.total(one)[0] - died) for one in self.lists if harm_of(one[0]) is harm]
        if harm is Harm.KILLED:
            stated += [(claim, 1) for claim in self.somebody if harm_of(claim) is harm]
        signs = [Sign(count, LEAST, claim.span.quote) for claim, count in stated if count > 0]
        return max(signs, key=lambda sign: sign.count, default=Sign(0, LEAST, ""))

    def _near(self, claim: Claim) -> bool:
        """Whether a claim stands in the headline or the opening."""
        line = self.reading.line_at(claim.span.start)
        return line is not None and self._part(line.index) != "later"

    def _ordinals(self) -> list[Sign]:
        """The signs of the numbers that ordinals of the dead stand for near the top."""
        found = (ordinals.dead(self.reading.text, line.start, line.end) for line in self.lines[:8])
        return [Sign(nth[0], "beside", nth[1]) for nth in found if nth is not None]

    def killed(self) -> list[Sign]:
        """The signs for how many were killed."""
        signs = [self._least(Harm.KILLED), *self._counted(Harm.KILLED, dead=True)]
        signs += self._people(dead=True)
        died = [f for c, f in self.figures if f.harm is Harm.KILLED and c.rule.startswith("later died")]
        signs += [Sign(f.low or 0, LEAST, f.wording) for f in died]  # "both were taken to hospital and died"
        more = None if self._apart() else besides.claimed(self.reading, self.lines, self.told)
        counted = (("beside", besides.count(self.reading, self.lines, self.roll)), (LEAST, more))
        signs += [Sign(one[0], name, one[1]) for name, one in counted if one is not None]
        several = volleys.counts(self.reading, self.lines[:8], volleys.KILLING)
        signs += [Sign(count, "several", said) for count, said in several]
        signs += [Sign(count, LEAST, said) for count, said in several if said.lower().endswith("suicide")]
        signs += self._apart()
        signs += self._ordinals()
        for line in self.lines[:8]:
            both = self.reading.search(_BOTH, line)
            if both is not None:
                signs.append(Sign(2, "both", both.group()))
            fatal = deeds.killing(self.reading, line)
            if fatal is not None:
                signs.append(Sign(1, f"fatal {self._part(line.index)}", fatal))
                signs.append(Sign(0, f"against fatal {self._part(line.index)}", fatal))
        said = next((m for line in self.lines[:_FATE] if (m := self.reading.search(_PRONOUNCED, line))), None)
        signs += [Sign(max(1, self._told(dead=True)), "pronounced", said.group())] if said is not None else []
        if not any(sign.count for sign in signs if sign.name != "happenings apart"):
            signs.append(Sign(0, "no sign", ""))
        if self.head.hurt and not self.head.dead:
            signs.append(Sign(0, "headline hurt", self.head.hurt[0].words))
        charged = charges.counts(self.reading, self.lines, dead=True)
        if charged is not None:
            signs += [Sign(charged[0], name, charged[1]) for name in ("charged", LEAST)]
        return _unique(signs + self._may_die(signs) + self._own_hand())

    def _own_hand(self) -> list[Sign]:
        """The signs for the victims and one more where who killed them killed himself too."""
        signs = []
        victims = len([entry for entry in self.roll.dead if entry.rule != "own hand"])
        before = 0  # whom the line before tells to be dead
        for line in self.lines[:_FATE]:
            told = [hurt for index, hurt in self._everyone if index == line.index]
            slain = ownhand.slain(line, told, self.told, self.lists)
            too, both = ownhand.too(self.reading, line), ownhand.both(self.reading, line)
            if too is None and before and not slain:
                too, slain = ownhand.next_too(self.reading, line), before
            if too is not None and slain:
                signs += [Sign(slain + 1, name, too) for name in ("own hand", LEAST)]
            if both is not None and victims:
                signs.append(Sign(victims + 1, "both beside", both))
            before = slain
        return signs

    def _may_die(self, signs: Sequence[Sign]) -> list[Sign]:
        """The signs for one more dead than the report tells of, and for none, from what it says of the wounded."""
        told = self._told(dead=True)
        some = told or any(sign.name.startswith("fatal") for sign in signs)
        count, among = (max(1, told), "some") if some else (0, "none")
        kinds = dict(self._fates)
        shot = next((entry.words for entry in self.roll.hurt if entry.shot), "")
        if shot and not kinds.keys() & {"grave", "mild"}:
            kinds["untold"] = shot
        found = []
        for kind, said in kinds.items():
            more, same = ("", said) if kind == "mild" else (said, "")
            found += [Sign(count + 1, f"{kind} {among}", more), Sign(count, f"against {kind} {among}", same)]
        return found

    def _may_live(self, killed: int) -> list[Sign]:
        """The signs for one less hurt than the report tells of, and for all, from what it says of the wounded."""
        told, among = self._told(dead=False), "dead" if killed else "none"
        kinds = self._fates
        found = []
        for kind in ("grave", "mild", "self", "unit"):
            if kind in kinds and told:
                less, same = ("", kinds[kind]) if kind == "mild" else (kinds[kind], "")
                found += [Sign(told - 1, f"{kind} {among}", less), Sign(told, f"against {kind} {among}", same)]
            elif kind in kinds:
                found += [Sign(0, f"{kind} nobody {among}", ""), Sign(1, f"against {kind} nobody {among}", kinds[kind])]
        return found

    def _told(self, *, dead: bool) -> int:
        """The largest number that is told dead, or hurt: stated, of a crowd, or person by person."""
        harm = Harm.KILLED if dead else Harm.INJURED
        stated = [figure.low or 0 for _, figure in self.figures if figure.harm is harm and figure.within is None]
        crowds = [c.count for c in self.roll.crowds if c.count and (c.dead is dead or (c.shot and not dead))]
        return max([self._number(self.roll, dead), *stated, *crowds])

    @cached_property
    def _everyone(self) -> list[tuple[int, victims.Hurt]]:
        """Who is said to be dead or hurt: looked for only in a report whose figures are not too large for it."""
        everyone = told(self.reading, self.lines)
        return [(i, h) for i, h in everyone if not any(a <= h.person.start < b for a, b in self.doubted)]

    @cached_property
    def _heads(self) -> set[int]:
        return {line.index for line in self.top}

    @cached_property
    def roll(self) -> Roll:
        """All who are told of."""
        return call(self._everyone)

    @cached_property
    def head(self) -> Roll:
        """Those of the headline."""
        return call([(i, h) for i, h in self._everyone if i in self._heads])

    @cached_property
    def first(self) -> Roll:
        """Those of the headline and the opening."""
        return call([(i, h) for i, h in self._everyone if i in self._heads or i in self.lead])

    @cached_property
    def _fates(self) -> dict[str, str]:
        """What is said of the wounded near the top, kind by kind."""
        return outcomes.kinds(self.reading.words(line) for line in self.lines[:_FATE])

    @cached_property
    def _hurt(self) -> list[Sign]:
        """The signs of the counts and persons hurt."""
        signs = [*self._counted(Harm.INJURED, dead=False), *self._people(dead=False)]
        charged = charges.counts(self.reading, self.lines, dead=False)
        signs += [Sign(charged[0], "charged", charged[1])] if charged is not None else []
        beside = survivors.beside(self.lines, self.told)
        signs += [Sign(count, f"hurt beside {self._part(line.index)}", words) for line, count, words in beside]
        another = survivors.another(self.lines, self.told)
        signs += [Sign(count, "another hurt", said) for count, said, _ in another]
        return signs + [Sign(count, LEAST, said) for count, said, called in another if called]

    @cached_property
    def _volleys(self) -> list[tuple[int, str]]:
        """The counts of a "double shooting", and of a "fourth victim" who is hurt."""
        found = volleys.counts(self.reading, self.lines[:8], volleys.WOUNDING)
        nth = (ordinals.hurt(self.reading.text, line.start, line.end) for line in self.lines[:_FATE])
        return found + [one for one in nth if one is not None]

    @cached_property
    def _suicide(self) -> int:
        """1 where somebody who killed others is dead by his own hand, and so none of those whom he struck; else 0."""
        return int(any(sign.name == "own hand" for sign in self._own_hand()))

    @cached_property
    def _aside(self) -> list[Figure]:
        """The injured counted beside the killed."""
        others = {id(claim) for claim, _ in self.figures if self._others(claim)}
        return survivors.counted(self.reading, self.figures, self.lists, self.told, others)

    @cached_property
    def _woundings(self) -> list[Sign]:
        """The signs for one hurt, and for none, from words of wounding near the top."""
        signs = []
        for line in self.lines[:8]:
            wounding = deeds.wounding(self.reading, line)
            if wounding is not None:
                signs.append(Sign(1, f"wounding {self._part(line.index)}", wounding))
                signs.append(Sign(0, f"against wounding {self._part(line.index)}", wounding))
        return signs

    def injured(self, killed: int) -> list[Sign]:
        """The signs for how many were hurt and lived, ``killed`` being dead."""
        signs = [self._least(Harm.INJURED, killed), *self._hurt]
        signs += [Sign(count - killed, "several less", said) for count, said in self._volleys]
        slain = max(0, killed - self._suicide)
        somebody = singles.survivor(self.lines, self.told, killed) if killed and not self._apart() else None
        signs += [Sign(1, LEAST, somebody)] if somebody is not None else []
        if not self._apart():
            others = [claim for claim, f in self.figures if f.harm is Harm.INJURED and self._others(claim)]
            left = hits.struck([claim for claim in self.told if self._near(claim)], slain)
            signs += [Sign(count, "several less", said) for count, said in left if killed]
            left += hits.others(self.reading, others, self.told, self.roll)
            signs += [Sign(count, LEAST, said) for count, said in left]
        shot = {c.count for c in self.roll.crowds if c.shot and not c.dead and not c.more and c.count is not None}
        beside = self._aside
        signs += [Sign(figure.low or 0, "beside killed", figure.wording) for figure in beside]
        hurt = [f for _, f in self.figures if f.harm is Harm.INJURED and not _OTHERS.search(f.wording)]
        shot |= {f.low or 0 for f in hurt if f not in beside}
        for count in sorted(shot):
            if killed and count > slain > 0:
                signs.append(Sign(count - slain, "hit less dead", f"{count} less {slain}"))
        signs += self._woundings
        if not any(sign.count for sign in signs if sign.name != "happenings apart"):
            signs.append(Sign(0, "no sign", ""))
        if killed:
            signs.append(Sign(0, "somebody killed", ""))
        if self.head.dead and not self.head.hurt:
            signs.append(Sign(0, "headline dead", self.head.dead[0].words))
        return _unique([sign for sign in signs + self._may_live(killed) if sign.count >= 0])

    def _counted(self, harm: Harm, *, dead: bool) -> list[Sign]:
        """The counts that figures and crowds state."""
        signs = []
        for claim, figure in self.figures:
            count = figure.low if figure.low is not None else figure.high
            if figure.harm is harm and count is not None:
                line = self.reading.line_at(claim.span.start)
                part = self._part(line.index) if line is not None else "later"
                others = self._others(claim)
                stated = "others" if others else f"stated {part}"
                name = "part" if figure.within is not None else "none" if count == 0 else stated
                signs.append(Sign(count, name, claim.span.quote))
                if others and line is not None and count:
                    beside = self._named(line.index, dead)
                    signs.append(Sign(count + max(1, len(beside)), "others and people", claim.span.quote))
        for one in self.lists:
            if isinstance(one[0].content, Figure) and one[0].content.harm is harm:
                line = self.reading.line_at(one[0].span.start)
                part = self._part(line.index) if line is not None else "later"
                words = f"{one[0].span.quote} ... {one[-1].span.quote}"
                signs.append(Sign(sums.total(one)[0], f"stated {part}", words))
        for claim in self.beyond:
            if isinstance(claim.content, Figure) and claim.content.harm is harm and claim.content.low:
                signs.append(Sign(claim.content.low, "stated beyond", claim.span.quote))
        for crowd in self.roll.crowds:
            if crowd.dead is dead and crowd.count is not None:
                kind = "more" if crowd.more else "shot" if crowd.shot and not dead else "crowd"
                signs.append(Sign(crowd.count, f"{kind} {self._part(crowd.line)}", crowd.words))
                if crowd.more:
                    before = self._number(self.roll, dead)
                    signs.append(Sign(crowd.count + before, "more and people", crowd.words))
        return signs

    def _named(self, index: int, dead: bool) -> list[Entry]:
        """The persons whom a line is the first to tell of as dead, or as hurt."""
        return [entry for entry in self.roll.people if entry.first == index and entry.dead is dead]

    def _people(self, *, dead: bool) -> list[Sign]:
        """The counts of persons told of one by one: in the headline, the opening, everywhere, loosely."""
        signs = []
        for name, roll in (("people head", self.head), ("people lead", self.first), ("people", self.roll)):
            count = self._number(roll, dead)
            entries = roll.dead if dead else roll.hurt
            signs.append(Sign(count, name if count else f"none {name}", entries[0].words if entries else ""))
        loose = [entry for entry in self.roll.people if entry.dead is dead]
        if loose:
            signs.append(Sign(len(loose), "people loosely", loose[0].words))
            signs += self._breath(dead=dead)
        return signs

    def _breath(self, *, dead: bool) -> list[Sign]:
        """The counts of persons and crowds told of in one sentence: "a woman and her two children"."""
        signs = []
        for index in sorted({entry.first for entry in self.roll.people if entry.dead is dead}):
            people = self._named(index, dead)
            crowds = [c for c in self.roll.crowds if c.line == index and c.dead is dead and c.count]
            if crowds:
                count = len(people) + max(crowd.count or 0 for crowd in crowds)
                signs.append(Sign(count, f"breath {self._part(index)}", people[0].words))
        return signs

    def _apart(self) -> list[Sign]:
        """What speaks against large counts: a report of several happenings, each with its own."""
        for line in self.lines[:5]:
            found = self.reading.search(_APART, line)
            if found is not None:
                return [Sign(count, "happenings apart", found.group()) for count in (0, 1, 2)]
        return []

    @staticmethod
    def _number(roll: Roll, dead: bool) -> int:
        return len(roll.dead if dead else roll.hurt)


def _unique(signs: Sequence[Sign]) -> list[Sign]:
    """The signs with one of each kind for each count, in order."""
    kept: dict[tuple[int, str], Sign] = {}
    for sign in signs:
        kept.setdefault((sign.count, sign.name), sign)
    return list(kept.values())


def tolls(reading: Reading, claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """The counts of killed and of injured that a report's words may add up to for its lead incident.

    Empty where its opening counts more than anybody would tell of one by one; a count so large further down is of other
    things, a city's year or an age.
    """
    tally = Tally(reading, claims)
    if tally.large(opening=True):
        return ()
    large = tally.large()
    tally.figures = [one for one in tally.figures if one not in large]
    killed = tally.killed()
    dead = chances(killed, "killed")
    found = {Harm.KILLED: dead, Harm.INJURED: _mixed(tally, dead)}
    if roundups.said(reading, tally.lines):
        found = {harm: roundups.spread(shares, harm) for harm, shares in found.items()}
    injured = tally.injured(dead[0][0])
    return tuple(
        Toll(harm=harm, count=count, chance=round(chance, 2), reason=reason(signs, harm.value, count))
        for harm, signs in ((Harm.KILLED, killed), (Harm.INJURED, injured))
        for count, chance in found[harm]
        if chance >= _LEAST and (count in {0, found[harm][0][0]} or _worded(signs, count))
    )


def _worded(signs: Sequence[Sign], count: int) -> bool:
    """Whether words of the report speak for a count, and not only what is left untold."""
    return any(sign.count == count and sign.words and not sign.name.startswith("against") for sign in signs)


def _mixed(tally: Tally, dead: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The chances of the injured, over the likely counts of the killed."""
    likely = [(count, chance) for count, chance in dead[:3] if chance >= _LEAST]
    whole = sum(chance for _, chance in likely)
    shares: dict[int, float] = {}
    for killed, chance in likely:
        for count, share in chances(tally.injured(killed), "injured"):
            shares[count] = shares.get(count, 0.0) + share * chance / whole
    return sorted(shares.items(), key=lambda one: (-one[1], one[0]))
