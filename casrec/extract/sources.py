"""Who a source is: a mention in a report resolved to the fullest name the report or the lexicon has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.attribution_words import words
from casrec.extract.reading import Reading
from casrec.extract.sources_lexicon import Entry, Hit, StandIn, lexicon
from casrec.records import Source, Span
from casrec.terms import SourceType

_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|one|some|its|their|his|her|our|both|all)\s+", re.I)
_ARTICLE = re.compile(r"^(?:the|this|that|these|those)\b", re.I)
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'\-]*\.?"
_PARTICLE = r"(?:al|el|bin|ibn|bint|van|von|der|den|de|da|do|dos|du|la|le|abu|abd|ould|ag)"
_PERSON = re.compile(rf"\b{_NAME_WORD}(?:[ \-](?:{_PARTICLE}[ \-])*{_NAME_WORD}){{1,4}}")
_TITLE = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Sen|Rep|Gov|Rev|President|"
    r"Prime|Minister|Secretary|Chief|General|Colonel|Major|Captain|Sheriff|Mayor|Governor|Senator|Judge|Sheikh|Imam|"
    r"Ayatollah|King|Prince|Queen|Director|Officer|Detective|Inspector|Lieutenant|Sergeant|Spokesman|Spokeswoman|Pope|"
    r"Attorney|Deputy|Chancellor|Ambassador|Commissioner|Professor|Doctor|Father|Reverend|Superintendent)\.?\s+"
)
_NOT_NAME = frozenset(
    "But And The In On At When While As After Before If It He She They We You I This That These Those There Then Now "
    "However Meanwhile Although Though Since Because For From To By With Of One Two Three Four Five Some Many Most "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Another Both According Also Yet So Or Not No A An His Her Its Their".split()
)
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
_SPACE = re.compile(r"\s+")
_ACRONYM = re.compile(r"\((?:the )?([A-Z][A-Za-z\-]{1,9})\)")


class Names:
    """The names that one report uses for its sources."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._upper = reading.upper_case
        self._lexicon = lexicon()
        self._hits: list[Hit] | None = None
        self._people: dict[str, str] | None = None
        self._acronyms: dict[str, str] | None = None

    # ------------------------------------------------------------ what the report holds

    @property
    def hits(self) -> list[Hit]:
        """The lexicon's names in the report."""
        if self._hits is None:
            self._hits = list(self._lexicon.find(self._text, upper_case=self._upper))
        return self._hits

    @property
    def people(self) -> dict[str, str]:
        """The fullest name of each last name that the report gives in full."""
        if self._people is None:
            self._people = {} if self._upper else _people(self._text, self.hits)
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
        if not mention or self._upper:
            return None
        best: str | None = None
        for match in _PERSON.finditer(mention):
            name = _untitled(match.group())
            if name.split()[-1].rstrip(".") in self.people.keys() | set():
                best = self.people[name.split()[-1].rstrip(".")]
            elif " " in name and self._lexicon.kind(name) is SourceType.UNKNOWN:
                best = name
        if best is None:
            plain = _untitled(mention).rstrip(".,")
            single = plain.split()[-1] if plain.split() else ""
            titled = plain != mention or " " not in mention
            if titled and single in self.people:
                best = self.people[single]
        return best

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
        want = _PRONOUNS.get(said.lower().split()[0], "any")
        for source in reversed(earlier):
            person = self._is_person(source)
            if want == "any" or (want == "person") == person:
                return _as(source, said, span)
        if want == "person":
            near = self._text[max(0, at - 1200) : at]
            for match in reversed(list(_PERSON.finditer(near))):
                name = self._person(match.group())
                if name is not None:
                    return Source(text=said, name=name, span=span)
        return Source(text=said, name=said, anonymous=True, span=span)

    def _is_person(self, source: Source) -> bool:
        """Whether a source is one person rather than a body."""
        name = source.name
        last = name.split()[-1] if name.split() else ""
        if last in self.people and self.people[last] == name:
            return True
        singular = re.search(
            r"\b(?:source|official|spokes(?:man|woman|person)|officer|doctor|medic|witness|resident|activist|man|woman|"
            r"minister|governor|mayor|chief|director|head|president|general|colonel|captain|commander|sheriff|judge|"
            r"prosecutor|lawyer|father|mother|brother|sister|leader|villager|survivor|student|worker|analyst|expert|"
            r"diplomat|professor|nurse|surgeon|secretary|senator|driver|owner|teacher|employee|soldier|priest|imam|"
            r"investigator|detective|aide|member|journalist|reporter|correspondent)\b",
            source.text + " " + name,
            re.I,
        )
        return singular is not None or (source.key is None and source.type is SourceType.UNKNOWN and " " in name)

    def _stand_in(self, said: str, bare: str, at: int, earlier: Sequence[Source], span: Span | None) -> Source | None:
        """The source that "the Observatory", "the group" or "the source" stands for, or None."""
        lower = bare.lower()
        if not _ARTICLE.match(said) and lower == said.lower():
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
                    if " " in name and name.split()[0] not in _NOT_NAME:
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
    return _SPACE.sub(" ", text).strip(" ,;:.\"“”'’‘()—–-")


def _untitled(name: str) -> str:
    """A name without the titles before it."""
    while (match := _TITLE.match(name)) is not None and match.end() < len(name):
        name = name[match.end() :]
    return name


def _people(text: str, hits: list[Hit]) -> dict[str, str]:
    """Last names of the people a text names in full, with the first full form."""
    bodies = {text[h.start : h.end] for h in hits}
    found: dict[str, str] = {}
    for match in _PERSON.finditer(text):
        parts = match.group().split()
        while parts and parts[0].strip(".") in _NOT_NAME:
            parts = parts[1:]
        name = _untitled(" ".join(parts)).rstrip(".")
        name = re.sub(r"(?:’s|'s)$", "", name)
        if " " not in name or name in bodies or lexicon().kind(name) is not SourceType.UNKNOWN:
            continue
        last = name.split()[-1]
        if last not in _NOT_NAME:
            found.setdefault(last, name)
    return found


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


_MADE_BY = re.compile(
    r"^(?:[\w’'\-]+ ){0,6}?(?P<doc>[\w\-]+)\b.*?\b(?:by|from|of|on|at|in)\s+(?P<agent>(?:the |a |an |local |state)?.+)$",
    re.I,
)


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
