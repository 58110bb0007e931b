"""Whom a pronoun or a description stands for: "he", "the Observatory", "the group", "the same source"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.attribution.known import Known, clean, renamed
from casrec.extract.attribution.lexicon import Entry, StandIn
from casrec.extract.attribution.people import RUN
from casrec.extract.attribution.words import words
from casrec.records import Source, Span
from casrec.terms import SourceType

# What may open a source's name without being part of it.
DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|these|those|one|some|its|their|his|her|our|both|all|two|three|four|five|six|several|many|"
    r"other|another|same)\s+",
    re.I,
)
_NAMED = re.compile(r"[\w’'-]+")
_ARTICLE = re.compile(r"^(?:the|this|that|these|those)\b", re.I)
PRONOUNS = {
    "he": "person",
    "she": "person",
    "i": "person",
    "it": "body",
    "they": "any",
    "we": "any",
    "who": "any",
    "his": "person",
    "her": "person",
    "its": "body",
    "their": "any",
}
_ENDS = re.compile(r"(?:s?he) (?:said|says|added|told [^.,\n]{2,40}|recalled|explained)(?=[.\n]|\Z)", re.I)
_LONE = re.compile(r"[A-Z][\w’'-]+")
_REACH = 900  # characters searched before a pronoun for whom it can be
_SENTENCES = 2  # sentences searched before a "they" for people known by their role
_FAR = 3000  # characters searched before a description for the name it repeats


class Antecedents:
    """Finds whom a mention without a name of its own stands for, in one report."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._lexicon = known.lexicon

    # ------------------------------------------------------------ pronouns

    def pronoun(self, said: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source:
        """The source that a pronoun stands for; itself where nobody fits."""
        word = said.lower().split()[0]
        want = PRONOUNS.get(word, "any")
        if want == "person":
            found = self._he_or_she({"his": "he", "her": "she"}.get(word, word), at, earlier)
        else:
            fitting = (s for s in reversed(earlier) if want == "any" or not self._known.is_person(s))
            found = next(fitting, None)
            if found is None and word == "they":
                found = self._several_before(at)
        return renamed(found, said, span) if found else Source(text=said, name=said, anonymous=True, span=span)

    def _he_or_she(self, word: str, at: int, earlier: Sequence[Source]) -> Source | None:
        """The person "he" or "she" is: of the nearest sentence before, whoever is cited there, else named first."""
        known = self._known
        cited = [s for s in earlier if known.is_person(s) and self._fits(s.name, s.text, word)]
        named = [(o, n) for o, n in known.people.before(at, _REACH) if self._fits(n, n, word)]
        if self._told_before(at):  # "Baker ran to his class, he said": of himself he would not speak by name
            named = [(o, n) for o, n in named if known.sentence(o) != known.sentence(at)]
        last_cited = cited[-1].span.start if cited and cited[-1].span is not None else -1
        if cited and (not named or last_cited < 0 or known.sentence(last_cited) >= known.sentence(named[-1][0])):
            return cited[-1]
        if named:
            sentence = known.sentence(named[-1][0])
            name = next(n for o, n in named if known.sentence(o) == sentence)
            return Source(text=name, name=name, type=self.described(name))
        if cited:
            return cited[-1]
        lone = earlier[-1] if earlier and _is_lone_name(earlier[-1]) else None
        return lone or self._role_before(at, word)

    def _told_before(self, at: int) -> bool:
        """Whether "he said" at an offset ends a sentence that holds what he said."""
        text = self._known.text
        return _ENDS.match(text, at) is not None and text[max(0, at - 3) : at].rstrip(" \"”’'").endswith(",")

    def _fits(self, name: str, description: str, word: str) -> bool:
        """Whether "he" or "she" can stand for somebody; "I" can for anybody."""
        if word not in {"he", "she"}:
            return True
        told = set(re.findall(r"\w+", description.lower()))
        if told & self._lexicon.women:
            return word == "she"
        if told & self._lexicon.men:
            return word == "he"
        return self._known.people.gender(name) in {"", word}

    def described(self, name: str) -> SourceType:
        """The type of a person by the words around the first mention of the full name."""
        text = self._known.text
        at = text.find(name)
        if at < 0:
            return SourceType.UNKNOWN
        end = at + len(name)
        after = re.match(r",? ((?:an?|the|its|head|director|chief|spokes\w+)[^,.;]{3,60})", text[end : end + 80])
        kind = self._lexicon.kind(after.group(1)) if after else SourceType.UNKNOWN
        before = re.search(r"((?:[\w’'\-]+ ){0,4}[\w’'\-]+,? )$", text[max(0, at - 60) : at])
        return self._lexicon.kind(before.group(1)) if kind is SourceType.UNKNOWN and before else kind

    def _several_before(self, at: int) -> Source | None:
        """The people known by their role whom a "they" can be: "When police arrived, they found".

        The last named before it in its sentence, else the first of the nearest of the two sentences before.
        """
        known = self._known
        several = sorted(r for r in self._lexicon.persons if r.endswith("s") or r == "police")
        roles = "|".join((*several, *(role.capitalize() for role in several)))
        pattern = re.compile(rf"\b((?:[A-Z][\w-]+ |[a-z]+ (?=police)){{0,2}}(?:{roles})(?: Department)?)\b")
        line = known.reading.line_at(at)
        if line is None:
            return None
        matches = [m.group(1) for m in pattern.finditer(known.text, line.start, at)][-1:]
        for index in range(line.index - 1, max(-1, line.index - 1 - _SENTENCES), -1):
            if not matches:
                one = known.reading.lines[index]
                matches = [m.group(1) for m in pattern.finditer(known.text, one.start, one.end)][:1]
        if not matches:
            return None
        name = clean(matches[-1])
        first, _, rest = name.partition(" ")
        name = rest if rest and first.lower() in words().subordinators else name
        return Source(text=name, name=name, type=self._lexicon.kind(name), anonymous=True)

    def _role_before(self, at: int, word: str) -> Source | None:
        """The latest person known only by a role before a pronoun ("A guard ran out. He said ...")."""
        roles = "|".join(sorted(r for r in self._lexicon.persons if not r.endswith("s")))
        pattern = re.compile(rf"\b((?:[Tt]he|[Aa]n?) (?:[\w\-]+ ){{0,3}}?(?:{roles}))\b(?! [A-Z])")
        matches = [m.group(1) for m in pattern.finditer(self._known.text, max(0, at - 400), at)]
        fitting = [m for m in matches if self._fits("", m, word)]
        if not fitting:
            return None
        name = DETERMINER.sub("", clean(fitting[-1]))
        return Source(text=name, name=name, type=self._lexicon.kind(name), anonymous=True)

    # ------------------------------------------------------------ descriptions

    def description(self, said: str, bare: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source | None:
        """The source that "the Observatory", "the group" or "the source" stands for, or None."""
        lower = bare.lower()
        if re.match(r"(?:the )?same\b", said, re.I):
            found = self._same_role(lower, at, earlier) or (earlier[-1] if earlier else None)
            return renamed(found, said, span) if found else None
        if not _ARTICLE.match(said):
            return None
        entry = self._short_form(lower, at)
        if entry is not None:
            return Source(text=said, name=self._known.fullest(entry), type=entry.type, key=entry.key, span=span)
        rule = next((rule for rule in self._lexicon.stand_ins if lower in rule.heads), None)
        if rule is not None:
            found = self._by_rule(rule, lower, at, earlier)
        else:
            found = self._same_role(lower, at, earlier) if self._is_role(lower) else None
        return renamed(found, said, span) if found else None

    def _is_role(self, lower: str) -> bool:
        """Whether words name one or several persons by what they are: "the officer", "the police chief"."""
        return lower in self._lexicon.ranks or lower.rsplit(" ", 1)[-1] in self._lexicon.persons

    def _short_form(self, lower: str, at: int) -> Entry | None:
        """The lexicon's source named before ``at`` (or at all) that a short form means."""
        fitting = [h for h in self._known.hits if lower in h.entry.short]
        before = [h for h in fitting if h.start < at]
        chosen = before[-1] if before else (fitting[0] if fitting else None)
        return chosen.entry if chosen else None

    def _by_rule(self, rule: StandIn, lower: str, at: int, earlier: Sequence[Source]) -> Source | None:
        """The latest source that a stand-in can be."""
        document = lower in words().documents
        if document:  # "according to a report of the army. The report notes ..."
            named = re.compile(rf"\b{re.escape(lower)}\b", re.I)
            told = next((source for source in reversed(earlier) if named.search(source.text)), None)
            if told is not None:
                return told
        for source in reversed(earlier):
            if self._can_be(rule, lower, source):
                return source
        if rule.documents:
            return earlier[-1] if earlier else None
        before = [h for h in self._known.hits if h.start < at and h.entry.type in rule.types]
        if document:  # the agency of a dateline is no report that a text tells of
            before = [h for h in before if self._known.text[h.end : h.end + 1] != ")"]
        if before:
            entry = before[-1].entry
            return Source(text=entry.name, name=self._known.fullest(entry), type=entry.type, key=entry.key)
        return self._by_head(rule, at)

    def _can_be(self, rule: StandIn, lower: str, source: Source) -> bool:
        """Whether a stand-in can stand for a source cited before."""
        if source.name.lower() == lower:
            return False
        if any(re.search(rf"\b{name}\b", source.name, re.I) for name in rule.names):
            return True
        return not self._known.is_person(source) and (rule.documents or source.type in rule.types)

    def _by_head(self, rule: StandIn, at: int) -> Source | None:
        """A name before ``at`` that ends in the word of a stand-in ("the interior ministry" for "the ministry")."""
        known = self._known
        for head in rule.names:
            form = rf"(?:{head}|{head.capitalize()})"
            pattern = re.compile(
                rf"\b((?:[A-Z][\w’'\-]+ ){{0,3}}(?:[a-z\-]+ )?{form}(?: of [A-Z]\w+(?: and [A-Z]\w+)?)?)"
            )
            for match in reversed(list(pattern.finditer(known.text, max(0, at - _FAR), at))):
                name = DETERMINER.sub("", clean(match.group(1)))
                if " " in name:
                    return Source(text=name, name=name, type=self._lexicon.kind(name))
        return None

    def _same_role(self, lower: str, at: int, earlier: Sequence[Source]) -> Source | None:
        """The source whose role "the spokesman" repeats: cited before, named with the role, or told of by it."""
        role = "|".join(map(re.escape, (lower, *self._lexicon.ranks.get(lower, ()))))
        for source in reversed(earlier):
            if re.search(rf"\b(?:{role})\b", source.text + " " + source.name, re.I):
                return source
        text, start = self._known.text, max(0, at - _FAR)
        titled = re.compile(rf"\b(?i:{role})\.?\s+(?=[A-Z])")
        for match in reversed(list(titled.finditer(text, start, at))):
            run = RUN.match(text, match.end(), at)
            name = self._known.people.named(run.group()) if run is not None else None
            if name is not None:
                return Source(text=name, name=name, type=self._lexicon.kind(lower))
        beside = re.compile(rf",\s+(?:(?:the|its|an?|their)\s+)?(?:[\w’'-]+\s+){{0,3}}(?i:{role})\b")
        for offset, name in reversed(self._known.people.before(at, _FAR)):
            word = _NAMED.match(text, offset)
            if word is not None and beside.match(text, word.end(), at):
                return Source(text=name, name=name, type=self._lexicon.kind(lower))
        role = re.escape(lower)
        told = re.compile(
            rf"\b((?:an?|one|another) (?:[\w\-’']+ ){{0,4}}{role}\b"
            r"(?: (?:in|at|from|of|with|for) (?:the )?[\w\-]+(?: [A-Z][\w\-]+)*)?)",
            re.I,
        )
        matches = list(told.finditer(text, max(0, at - 1500), at))
        if not matches:
            return None
        name = DETERMINER.sub("", clean(matches[-1].group(1)))
        return Source(text=name, name=name, type=self._lexicon.kind(name), anonymous=True)


def _is_lone_name(source: Source) -> bool:
    """Whether a source is but one name that no lexicon knows, as of a person told of by a single name ("Tawfik")."""
    return source.key is None and source.type is SourceType.UNKNOWN and _LONE.fullmatch(source.name) is not None
