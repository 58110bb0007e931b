"""Who a source is: a mention in a report resolved to the fullest name the report or the lexicon has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.attribution_words import words
from casrec.extract.reading import Reading
from casrec.extract.sources_lexicon import Entry, Hit, StandIn, lexicon
from casrec.extract.sources_people import People
from casrec.records import Source, Span
from casrec.terms import SourceType

_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|one|some|its|their|his|her|our|both|all)\s+", re.I)
_ARTICLE = re.compile(r"^(?:the|this|that|these|those)\b", re.I)
_PRONOUNS = {
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
# Words for one person with a role.
_ONE_PERSON = re.compile(
    r"\b(?:source|official|spokes(?:man|woman|person)|officer|doctor|medic|witness|resident|activist|man|woman|"
    r"minister|governor|mayor|chief|director|head|president|general|colonel|captain|commander|sheriff|judge|"
    r"prosecutor|lawyer|father|mother|brother|sister|leader|villager|survivor|student|worker|analyst|expert|"
    r"diplomat|professor|nurse|surgeon|secretary|senator|driver|owner|teacher|employee|soldier|priest|imam|"
    r"investigator|detective|aide|member|journalist|reporter|correspondent|coroner)\b",
    re.I,
)
_REACH = 900  # characters searched before a pronoun for whom it can be
_SPACE = re.compile(r"\s+")
_ACRONYM = re.compile(r"\((?:the )?([A-Z][A-Za-z\-]{1,9})\)")


class Names:
    """The names that one report uses for its sources."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text
        self._upper = reading.upper_case
        self._lexicon = lexicon()
        self._hits: list[Hit] | None = None
        self._people: People | None = None
        self._acronyms: dict[str, str] | None = None

    # ------------------------------------------------------------ what the report holds

    @property
    def hits(self) -> list[Hit]:
        """The lexicon's names in the report."""
        if self._hits is None:
            self._hits = list(self._lexicon.find(self._text, upper_case=self._upper))
        return self._hits

    @property
    def people(self) -> People:
        """The people that the report names."""
        if self._people is None:
            self._people = People(self._text, self.hits, upper_case=self._upper)
        return self._people

    @property
    def acronyms(self) -> dict[str, str]:
        """The full name of each short form that the report puts in brackets behind it."""
        if self._acronyms is None:
            self._acronyms = {} if self._upper else _acronyms(self._text)
        return self._acronyms

    def fullest(self, entry: Entry) -> str:
        """The longest form of a lexicon's source that the report uses, or the lexicon's own name."""
        forms = [self._text[h.start : h.end] for h in self.hits if h.entry.key == entry.key]
        full = [_clean(form) for form in forms if " " in form.strip()]
        if not full or self._upper:
            return entry.name
        return max(full, key=lambda form: (len(form), form))

    # ------------------------------------------------------------ resolving

    def resolve(
        self,
        mention: str,
        at: int | None = None,
        *,
        apposition: str = "",
        earlier: Sequence[Source] = (),
        span: Span | None = None,
    ) -> Source:
        """The source that ``mention`` names.

        ``at`` is where it stands (None: the end of the report), ``apposition`` what the report adds to it ("the
        director of UNRWA"), ``earlier`` the sources cited before it, latest last: a pronoun or "the group" is one of
        these. A role without a name stays as said.
        """
        at = len(self._text) if at is None else at
        said = _clean(mention)
        bare = _DETERMINER.sub("", said)
        if bare.lower() in _PRONOUNS or said.lower() in _PRONOUNS:
            return self._pronoun(said, at, earlier, span)
        stood = self._stand_in(said, bare, at, earlier, span)
        if stood is not None:
            return stood
        agent = _document_agent(bare)
        if agent is not None:
            inner = self.resolve(agent, at, earlier=earlier)
            return Source(
                text=said, name=inner.name, type=inner.type, key=inner.key, anonymous=inner.anonymous, span=span
            )
        return self._named(said, bare, apposition, span)

    def _named(self, said: str, bare: str, apposition: str, span: Span | None) -> Source:
        """The source of a mention with words of its own: a name, a role, or both."""
        hit = next(iter(self._lexicon.find(bare, upper_case=self._upper)), None)
        person = self._person(bare) or self._person(apposition)
        kind = self._kind(bare, apposition, hit)
        if person is not None and not (hit is not None and person in bare[hit.start : hit.end]):
            return Source(text=said, name=person, type=kind, key=hit.entry.key if hit else None, span=span)
        anonymous = self._anonymous(bare)
        if hit is not None:
            spokes = any(word in self._lexicon.spokespeople for word in bare.lower().split())
            name = self.fullest(hit.entry) if spokes or not anonymous else bare
            return Source(
                text=said, name=name, type=kind, key=hit.entry.key, anonymous=anonymous and not spokes, span=span
            )
        known = self._abbreviated(bare)
        if known is not None:
            return Source(text=said, name=known, type=self._lexicon.kind(known), span=span)
        return Source(text=said, name=self._spoken_for(bare), type=kind, anonymous=anonymous, span=span)

    def _kind(self, bare: str, apposition: str, hit: Hit | None) -> SourceType:
        """The type of a source: its role's, else the lexicon's, else the apposition's."""
        if hit is not None:
            return hit.entry.type
        kind = self._lexicon.kind(bare)
        return self._lexicon.kind(apposition) if kind is SourceType.UNKNOWN and apposition else kind

    def _anonymous(self, bare: str) -> bool:
        """Whether a mention is only a role: no name of a person or body in it but that of whom the role is with."""
        tokens = re.findall(r"[\w’'\-]+", bare)
        return any(token.lower() in self._lexicon.persons for token in tokens)

    def _person(self, mention: str) -> str | None:
        """The fullest name of the person that a mention names, or None."""
        return self.people.named(mention) if mention and not self._upper else None

    def _abbreviated(self, bare: str) -> str | None:
        """The full name behind a short form that the report explains."""
        return self.acronyms.get(bare.strip())

    def _spoken_for(self, bare: str) -> str:
        """The body that a spokesman without a name speaks for, else the mention itself."""
        match = re.search(r"\bspokes\w+ (?:for|of|from|at) (?:the )?(.+)$", bare, re.I)
        if match:
            return _clean(match.group(1))
        match = re.match(r"(.+?)(?:’s|'s|’)? spokes\w+$", bare, re.I)
        return _clean(match.group(1)) if match else bare

    # ------------------------------------------------------------ standing for somebody

    def _pronoun(self, said: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source:
        """The source that a pronoun stands for; itself where nobody fits."""
        word = said.lower().split()[0]
        want = _PRONOUNS.get(word, "any")
        if want != "person":
            for source in reversed(earlier):
                if want == "any" or not self._is_person(source):
                    return _as(source, said, span)
            return Source(text=said, name=said, anonymous=True, span=span)
        return self._he_or_she(said, {"his": "he", "her": "she"}.get(word, word), at, earlier, span)

    def _he_or_she(self, said: str, word: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source:
        """The person that "he" or "she" is: of the nearest sentence before, whoever is cited there, else named first."""
        cited = [s for s in earlier if self._is_person(s) and self._fits(s.name, s.text, word)]
        named = [(o, n) for o, n in self.people.before(at, _REACH) if self._fits(n, n, word)]
        last_cited = cited[-1].span.start if cited and cited[-1].span is not None else -1
        if cited and (not named or last_cited < 0 or self._sentence(last_cited) >= self._sentence(named[-1][0])):
            return _as(cited[-1], said, span)
        if named:
            sentence = self._sentence(named[-1][0])
            name = next(n for o, n in named if self._sentence(o) == sentence)
            return Source(text=said, name=name, type=self._described(name), span=span)
        return _as(cited[-1], said, span) if cited else Source(text=said, name=said, anonymous=True, span=span)

    def _fits(self, name: str, description: str, word: str) -> bool:
        """Whether "he" or "she" can stand for somebody; "I" can for anybody."""
        if word not in {"he", "she"}:
            return True
        told = set(re.findall(r"\w+", description.lower()))
        gender = "she" if told & self._lexicon.women else "he" if told & self._lexicon.men else self.people.gender(name)
        return gender in {"", word}

    def _sentence(self, offset: int) -> int:
        """The index of the sentence that holds an offset; -1 in furniture."""
        line = self._reading.line_at(offset)
        return -1 if line is None else line.index

    def _described(self, name: str) -> SourceType:
        """The type of a person by the words around the first mention of the full name."""
        at = self._text.find(name)
        if at < 0:
            return SourceType.UNKNOWN
        after = re.match(
            r",? ((?:an?|the|its|head|director|chief|spokes\w+)[^,.;]{3,60})",
            self._text[at + len(name) : at + len(name) + 80],
        )
        return self._lexicon.kind(after.group(1)) if after else SourceType.UNKNOWN

    def _is_person(self, source: Source) -> bool:
        """Whether a source is one person rather than a body."""
        last = source.name.split()[-1] if source.name.split() else ""
        if self.people.by_last.get(last) == source.name:
            return True
        return _ONE_PERSON.search(source.text + " " + source.name) is not None

    def _stand_in(self, said: str, bare: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source | None:
        """The source that "the Observatory", "the group" or "the source" stands for, or None."""
        lower = bare.lower()
        if lower.startswith("same "):
            return self._same_role(said, lower[5:], at, earlier, span) or (
                _as(earlier[-1], said, span) if earlier else None
            )
        if not _ARTICLE.match(said) and not (self._upper and lower in self._lexicon.persons):
            return None
        hit = self._short_form(lower, at)
        if hit is not None:
            return Source(text=said, name=self.fullest(hit), type=hit.type, key=hit.key, span=span)
        rule = next((rule for rule in self._lexicon.stand_ins if lower in rule.heads), None)
        if rule is not None:
            source = self._by_rule(rule, lower, at, earlier)
            return _as(source, said, span) if source is not None else None
        if lower in self._lexicon.persons:
            return self._same_role(said, lower, at, earlier, span)
        return None

    def _short_form(self, lower: str, at: int) -> Entry | None:
        """The lexicon's source named before ``at`` (or at all) that a short form means."""
        fitting = [h for h in self.hits if lower in h.entry.short]
        before = [h for h in fitting if h.start < at]
        chosen = before[-1] if before else (fitting[0] if fitting else None)
        return chosen.entry if chosen else None

    def _by_rule(self, rule: StandIn, lower: str, at: int, earlier: Sequence[Source]) -> Source | None:
        """The latest source that a stand-in can be."""
        for source in reversed(earlier):
            if rule.documents and not self._is_person(source):
                return source
            if source.type in rule.types and not self._is_person(source) and source.name.lower() != lower:
                return source
            if (
                any(re.search(rf"\b{name}\b", source.name, re.I) for name in rule.names)
                and source.name.lower() != lower
            ):
                return source
        if rule.documents:
            return earlier[-1] if earlier else None
        before = [h for h in self.hits if h.start < at and h.entry.type in rule.types]
        if before and rule.types:
            entry = before[-1].entry
            return Source(text=entry.name, name=self.fullest(entry), type=entry.type, key=entry.key)
        return self._by_head(rule, at)

    def _by_head(self, rule: StandIn, at: int) -> Source | None:
        """A name before ``at`` that ends in the word of a stand-in ("the interior ministry" for "the ministry")."""
        for head in rule.names:
            pattern = re.compile(
                rf"\b((?:[A-Z][\w’'\-]+ ){{0,3}}(?:[a-z\-]+ )?{head}(?: of (?:[A-Z]\w+)(?: and [A-Z]\w+)?)?)",
                re.I if self._upper else 0,
            )
            patterns = [pattern, re.compile(pattern.pattern.replace(head, head.capitalize()))]
            for each in patterns:
                for match in reversed(list(each.finditer(self._text, max(0, at - 3000), at))):
                    name = _DETERMINER.sub("", _clean(match.group(1)))
                    if " " in name:
                        return Source(text=name, name=name, type=self._lexicon.kind(name))
        return None

    def _same_role(self, said: str, lower: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source | None:
        """The source whose role "the spokesman" repeats."""
        for source in reversed(earlier):
            if re.search(rf"\b{re.escape(lower)}\b", source.text + " " + source.name, re.I):
                return _as(source, said, span)
        pattern = re.compile(
            rf"\b((?:an?|one|another) (?:[\w\-’']+ ){{0,4}}{re.escape(lower)}\b(?: (?:in|at|from|of|with|for) (?:the )?[\w\-]+(?: [A-Z][\w\-]+)*)?)",
            re.I,
        )
        matches = list(pattern.finditer(self._text, max(0, at - 1500), at))
        if not matches:
            return None
        name = _DETERMINER.sub("", _clean(matches[-1].group(1)))
        kind = self._lexicon.kind(name)
        return Source(text=said, name=name, type=kind, anonymous=True, span=span)


def _as(source: Source, said: str, span: Span | None) -> Source:
    """A source under the words of another mention of it."""
    return Source(
        text=said,
        name=source.name,
        type=source.type,
        key=source.key,
        anonymous=source.anonymous,
        via=source.via,
        span=span,
    )


def _clean(text: str) -> str:
    """A mention on one line without the marks at its edges."""
    cleaned = _SPACE.sub(" ", text).strip(" ,;:\"“”'’‘()—–-[]|")
    return cleaned if re.search(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Co))\.$", cleaned) else cleaned.rstrip(" .,")


def _acronyms(text: str) -> dict[str, str]:
    """Short forms in brackets with the full name before them."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        before = text[max(0, match.start() - 100) : match.start()].split()
        letters = [c.lower() for c in short if c.isalpha()]
        for count in range(min(len(before), len(letters) + 3), 0, -1):
            run = before[-count:]
            initials = [w[0].lower() for w in run if w[0].isupper()]
            if run[0][0].isupper() and initials[: len(letters)] == letters[: len(initials)] and len(initials) >= 2:
                found.setdefault(short, " ".join(run).strip(" ,"))
                break
    return found


def _document_agent(bare: str) -> str | None:
    """Whose a statement, report or film is ("a statement from the ministry": the ministry), or None."""
    documents = words().documents
    tokens = bare.split()
    heads = [i for i, token in enumerate(tokens) if token.lower().strip(",.'’\"“”") in documents]
    if not heads:
        return None
    head = heads[0]
    rest = " ".join(tokens[head + 1 :])
    match = re.match(r"(?:[\w\-]+ (?:on \w+ )?)?(?:by|from|of|on|at)\s+(.+)$", rest, re.I)
    if match:
        inner = re.sub(r"^(?:scenes?|the (?:attack|blasts?|scene)).*?\b(?:by|from|on)\s+", "", match.group(1))
        return _clean(inner)
    if head == len(tokens) - 1 and head > 0:
        owner = " ".join(tokens[:head])
        possessive = re.match(r"(.+?)(?:’s|'s|s’|s')(?:\s|$)", owner)
        if possessive:
            return _clean(possessive.group(1) + ("s" if re.search(r"s[’']", owner) else ""))
        if any(word[0].isupper() for word in owner.split()) or lexicon().kind(owner) is not SourceType.UNKNOWN:
            return _clean(owner)
    return None
