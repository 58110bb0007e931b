"""The join of all extraction: one report to its claims, each with source, happening, places, time and rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as replaced
from functools import cached_property

from casrec.extract import attacks, attribution, figures, happenings, reactions, responsibility, tally
from casrec.extract.geoparsing import capitals, streets, toponyms, unheard
from casrec.extract.happenings import asides, leadplaces, scope, times, where
from casrec.extract.happenings.scene import Counted, Named, Scene, Told
from casrec.extract.happenings.scope import Scoped
from casrec.extract.reading import Reading
from casrec.holding import most_specific
from casrec.ids import content_id
from casrec.records import (
    Attack,
    Claim,
    Figure,
    Mention,
    Place,
    Reaction,
    Report,
    Responsibility,
    Source,
    When,
    replace,
)
from casrec.seams import Extractor
from casrec.terms import Harm, MentionRole, PlaceKind, Scope
from casrec.text import Lines


class Join:
    """The work on one report."""

    def __init__(self, report: Report, by: Extractor) -> None:
        self.report = report
        self.by = by
        self.reading = Reading(report)
        self.figures = figures.find(self.reading)
        self.unheard: list[toponyms.Toponym] = []  # places that no gazetteer holds, once the scene is there
        self.others: dict[tuple[int, Scope], Mention] = {}  # by line: what figures and attacks tell of other happenings

    @cached_property
    def scene(self) -> Scene:
        """The report's places and times, worked out only where there is a claim to place."""
        named = toponyms.find(self.reading)
        places: list[Named] = [*named, *streets.find(self.reading, named), *capitals.find(self.reading, named)]
        self.unheard = unheard.find(self.reading, named, places, {figure.line for figure in self.figures})
        places += self.unheard
        return Scene(self.reading, sorted(places, key=lambda found: (found.start, found.end)))

    def ahead(self) -> list[int]:
        """The sentences that figures, attacks, ties and reactions are read in: to be prepared in one batch, with those
        of other reports, before ``read`` is asked for. One by one they take twice as long."""
        said = (*responsibility.worth(self.reading), *reactions.worth(self.reading))
        told = {figure.line for figure in self.figures}
        return sorted(told.union(attacks.unsure(self.reading), (line.index for line in said)))

    def read(self) -> list[int]:
        """Find what the report tells; the sentences that places and counts are read in, to be prepared before
        ``claims`` is asked for; none where it tells nothing."""
        self.attacks = attacks.find(self.reading)
        self.said = attribution.find(self.reading, sorted({f.line for f in self.figures}))
        self.ties = [
            tie
            for tie in responsibility.find(self.reading, self.said)
            if not (tie.rule.startswith("deed") and asides.long_ago(self.reading, tie.line, tie.at))  # history
        ]
        self.reactions = reactions.find(self.reading)
        if not (self.figures or self.attacks or self.ties or self.reactions):
            self.attacks = attacks.headlined(self.reading)
        if not (self.figures or self.attacks or self.ties or self.reactions):
            return []
        told = {attack.line for attack in self.attacks}
        said = told | {figure.line for figure in self.figures} | {reaction.line for reaction in self.reactions}
        told |= {line.index for line in self.scene.core if self.scene.toponyms(line.index)}
        told.update(times.ahead(self.scene))
        return sorted(told.union(tally.ahead(self.reading), self.said.behind(said)))

    def claims(self) -> list[Claim]:
        """All claims, ordered by span and then by id."""
        if any(not figure.explicit for figure in self.figures):
            self.figures = self._without_places(self.figures)
        if not (self.figures or self.attacks or self.ties or self.reactions):
            return []
        counted = list(self.figures)
        silent = self._source_spans(counted)
        own = where.own(self.scene, counted, silent)
        event = times.event_time(self.scene)
        quiet = Lines.covering([*silent, *((t.start, t.end) for t in self.unheard)])
        first = leadplaces.lead_places(self.scene, counted, (), quiet)
        kind = happenings.kind_of(self.scene)
        self.widespread = kind in scope.WIDESPREAD
        if self.widespread:
            own = where.by_authorities(self.scene, counted, own, silent)
        happened = [() if self._arrested(f) else at for f, at in zip(counted, own, strict=True)]
        scopes = scope.decide(self.scene, counted, happened, event, first, kind)
        skip = {f.line for f, s in zip(counted, scopes, strict=True) if s.scope is not Scope.INCIDENT}
        self.places = leadplaces.lead_places(self.scene, counted, skip, quiet)
        if not self.places:
            self.places = next((o for o, s in zip(own, scopes, strict=True) if o and s.scope is Scope.INCIDENT), ())
        self.event = event
        towns = most_specific([self.scene.settlement(place, streets=True) for place in self.places])
        towns = towns or leadplaces.named_most(self.scene, silent, skip) or self._titled()
        self.places = self.places or towns
        self.lead = happenings.lead(self.scene, towns, event, [f.harm for f in counted]) or self._nothing()
        found = self._figures(own, scopes)
        found += self._attacks(silent)
        found += self._responsibility(silent)
        found += self._reactions()
        unique = {claim.id: claim for claim in found}
        return self._tallied(sorted(unique.values(), key=lambda claim: (claim.span.start, claim.span.end, claim.id)))

    def _arrested(self, figure: figures.Found) -> bool:
        """Whether a figure tells of an arrest, which for the same happening may be made in another town."""
        return self.report.text[figure.anchor_start : figure.anchor_end].lower().endswith("arrested")

    def _without_places(self, found: Sequence[figures.Found]) -> list[figures.Found]:
        """The figures without those that take a land for a person: "Norland has been struck once more".

        Whoever is killed bears the land's name.
        """
        lands = {
            (named.start, named.end)
            for named in self.scene.named
            if named.place.kind in {PlaceKind.COUNTRY, PlaceKind.PROVINCE}
        }
        wholes = {figure.within for figure in found}
        kept = [
            at
            for at, figure in enumerate(found)
            if figure.explicit
            or at in wholes
            or figure.harm is not Harm.KILLED_OR_INJURED
            or (figure.start, figure.end) not in lands
        ]
        index = {at: new for new, at in enumerate(kept)}
        within = [found[at].within for at in kept]
        return [
            replaced(found[at], within=None if whole is None else index[whole])
            for at, whole in zip(kept, within, strict=True)
        ]

    def _titled(self) -> tuple[Place, ...]:
        """The places of the report's title, for a report whose words put what happened nowhere."""
        return most_specific([self.scene.settlement(t.place) for t in toponyms.in_title(self.reading)])

    def _tallied(self, found: list[Claim]) -> list[Claim]:
        """The claims, those of the lead with what the report's words may add up to."""
        tolls = tally.tolls(self.reading, found)
        if not tolls:
            return found
        lead = replace(self.lead, tolls=tolls)
        return [replace(claim, mention=lead) if claim.mention == self.lead else claim for claim in found]

    def _nothing(self) -> Mention:
        """A lead without kind, for a report whose opening tells of no happening and that still makes claims."""
        return Mention(id=content_id("men", self.report.id, "lead"), report=self.report.id, role=MentionRole.LEAD)

    def _source_spans(self, counted: Sequence[Counted]) -> Lines:
        """Where the lines of figures name their sources: a speaker's place is no place of harm."""
        lines = sorted({figure.line for figure in counted})
        return Lines.covering(a.source for line in lines for a in self.said.in_line(line) if a.source is not None)

    def _figures(self, own: Sequence[tuple[Place, ...]], scopes: Sequence[Scoped]) -> list[Claim]:
        """The claims of figures, wholes before their parts so that a part can name its whole."""
        other = where.elsewhere(self.scene, self.figures, [s.scope for s in scopes], own, self.places)
        kinds, moved = [s.scope for s in scopes], [figure.harm is Harm.DISPLACED for figure in self.figures]
        settled = where.settle(own, kinds, self.places, other, widespread=self.widespread, moved=moved)
        places = where.nationwide(self.scene, self.figures, settled)
        mine = [p for at, s in zip(places, scopes, strict=True) if s.scope is Scope.INCIDENT for p in at]
        self.harmed = tuple(dict.fromkeys([*self.places, *mine]))
        base = self.lead.when
        made: dict[int, Claim] = {}
        for index in _wholes_first([figure.within for figure in self.figures]):
            found = self.figures[index]
            whole = made.get(found.within) if found.within is not None else None
            content = Figure(
                harm=found.harm,
                low=found.low,
                high=found.high,
                wording=found.wording,
                group=found.group,
                who=found.who,
                approximate=found.approximate,
                explicit=found.explicit,
                within=None if whole is None else whole.id,
            )
            made[index] = Claim.make(
                report=self.report.id,
                span=self.report.span(found.start, found.end),
                content=content,
                mention=self._mention(found, scopes[index], places[index]),
                sources=self.said.sources_at(found.start, found.end),
                places=places[index],
                unplaced=not set(places[index]) & set(own[index]),
                as_of=times.as_of(self.scene, found.line, found.start, base),
                scope=scopes[index].scope,
                stance=found.stance,
                extractor=self.by.name,
                version=self.by.version,
                rule=f"{found.rule}; {scopes[index].reason}",
            )
        return list(made.values())

    def _mention(self, told: Counted, scoped: Scoped, places: tuple[Place, ...]) -> Mention:
        """The happening that something told is about."""
        if scoped.scope is Scope.INCIDENT:
            return self.lead
        mention = happenings.background(self.scene, told, scoped, places)
        self.others.setdefault((told.line, scoped.scope), mention)
        return mention

    def _settled(self, told: list[Told], silent: Lines) -> list[tuple[Scoped, tuple[Place, ...]]]:
        """Scope and places of things told other than figures."""
        own = where.own(self.scene, told, silent)
        scopes = scope.decide(self.scene, told, own, self.event, self.harmed, self.lead.kind, counted=not self.figures)
        kinds = [s.scope for s in scopes]
        other = where.elsewhere(self.scene, told, kinds, own, self.places)
        places = where.settle(own, kinds, self.places, other, widespread=self.widespread)
        return list(zip(scopes, places, strict=True))

    def _attacks(self, silent: Lines) -> list[Claim]:
        """The claims of attacks; their as-of time is when the attack was."""
        told = [Told(a.start, a.end, a.line, a.start, a.end) for a in self.attacks]
        silent = Lines.covering([*silent, *times.yardsticks(self.scene, {a.line for a in self.attacks})])
        claims = []
        for found, at, (scoped, places) in zip(self.attacks, told, self._settled(told, silent), strict=True):
            several = (found.low, found.high) not in {(None, None), (1, 1)}
            if several and scoped.scope is Scope.INCIDENT and asides.over_time(self.reading, found):
                scoped, places = Scoped(Scope.PERIOD_TOTAL, "attacks made over time"), ()
            content = Attack(
                means=found.means,
                wording=found.wording,
                low=found.low,
                high=found.high,
                targets=found.targets,
                target_words=found.target_words,
            )
            mention = self._mention(at, scoped, places)
            when = times.attack_time(self.scene, found.line, self.lead.when) if mention is self.lead else mention.when
            sources = self.said.sources_at(found.start, found.end)
            claims.append(
                self._claim(found.start, found.end, content, mention, sources, places, when, scoped, found.rule)
            )
        return claims

    def _responsibility(self, silent: Lines) -> list[Claim]:
        """The claims of who did it; the first source is who claims, denies or accuses."""
        told = [Told(t.start, t.end, t.line, *self._anchor(t.line, t.at)) for t in self.ties]
        claims = []
        for found, at, (scoped, places) in zip(self.ties, told, self._settled(told, silent), strict=True):
            content = Responsibility(actor=found.actor, stance=found.stance, through=found.through)
            if scoped.scope is Scope.INCIDENT and (beside := self._beside(found, scoped)) is not scoped:
                scoped, places = beside, ()  # the report's own places are not known to be its places
            mention = self.others.get((found.line, scoped.scope)) or self._mention(at, scoped, places)
            sources = (found.by,) if found.by is not None else ()
            when = times.as_of(self.scene, found.line, found.start, self.lead.when)
            claims.append(
                self._claim(found.start, found.end, content, mention, sources, places, when, scoped, found.rule)
            )
        return claims

    def _beside(self, found: responsibility.Found, scoped: Scoped) -> Scoped:
        """The scope of what an actor is tied to where nothing else sets it apart from the report's own happening."""
        if found.rule.startswith("deed") and asides.follows(self.reading, found.line, found.at):
            return Scoped(Scope.OTHER_INCIDENT, "what followed the report's own")
        if found.rule.startswith("deed") and asides.avenged(self.reading, found.line, found.at):
            return Scoped(Scope.OTHER_INCIDENT, "what the report's own was revenge for")
        if asides.often(self.reading, found.line):
            return Scoped(Scope.OTHER_INCIDENT, "what somebody has done over time")
        return scoped

    def _reactions(self) -> list[Claim]:
        """The claims of who condemned or called for what: all of the report's own happening."""
        return [
            self._claim(
                found.start,
                found.end,
                Reaction(actor=found.actor, act=found.act, object=found.object),
                self.lead,
                self.said.sources_at(found.start, found.end),
                (),
                times.as_of(self.scene, found.line, found.start, self.lead.when),
                scope.MAIN,
                found.rule,
            )
            for found in self.reactions
        ]

    def _anchor(self, line: int, start: int) -> tuple[int, int]:
        """The word of happening that stands nearest to a word of a sentence."""
        events = sorted(self.scene.events(line), key=lambda e: abs(e.start - start))
        return (events[0].start, events[0].end) if events else (start, start + 1)

    def _claim(
        self,
        start: int,
        end: int,
        content: Attack | Reaction | Responsibility,
        mention: Mention,
        sources: tuple[Source, ...],
        places: tuple[Place, ...],
        when: When | None,
        scoped: Scoped,
        rule: str,
    ) -> Claim:
        return Claim.make(
            report=self.report.id,
            span=self.report.span(start, end),
            content=content,
            mention=mention,
            sources=sources,
            places=places,
            as_of=when,
            scope=scoped.scope,
            extractor=self.by.name,
            version=self.by.version,
            rule=f"{rule}; {scoped.reason}",
        )


def _wholes_first(within: Sequence[int | None]) -> list[int]:
    """The indexes ordered so that each whole stands before its parts; a circle is cut where it is met."""
    ordered: list[int] = []
    seen: set[int] = set()
    for index in range(len(within)):
        chain: list[int] = []
        at: int | None = index
        while at is not None and 0 <= at < len(within) and at not in seen:
            seen.add(at)
            chain.append(at)
            at = within[at]
        ordered += reversed(chain)
    return ordered
