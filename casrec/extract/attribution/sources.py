"""Who a source is: a mention in a report resolved to the fullest name the report or the lexicon has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec.extract.attribution.antecedents import DETERMINER, PRONOUNS, Antecedents
from casrec.extract.attribution.known import Known, clean
from casrec.extract.attribution.lexicon import Hit, lexicon
from casrec.extract.attribution.state import StateMedia
from casrec.extract.attribution.whole import whole
from casrec.extract.attribution.words import words
from casrec.extract.reading import Reading
from casrec.records import Source, Span
from casrec.terms import SourceType

# Documents that speak in their own name; only a possessive makes them somebody else's.
_OWN_VOICE = frozenset(
    "site website page blog newspaper paper book magazine account database survey poll polling study".split()
)


_TITLES = frozenset("post record report review journal letter".split())  # documents that outlets are named by
_PAPERS = frozenset({SourceType.OUTLET, SourceType.NEWS_AGENCY})
# What an outlet's name goes on with and stays the outlet's ("Fox News", "Guardian Australia").
_SECTIONS = frozenset(
    "News Business Radio Television Online Newspaper Magazine Network Politics Sport Sports World International Agency "
    "Australia Arabic English Correspondent Reporter Editor Poll Weekend Today Sunday Channel Report".split()
)
_FRESH = re.compile(
    r"^(?:(?:latest|most recent|recent|initial|preliminary|updated|provisional|revised|newest)\s+)+", re.I
)
_JOINS = frozenset("of for and on in the".split())
_OF_PAPERS = re.compile(r"^(?:(?:an?|the|official|joint|brief|written|short|terse|separate|internal)\s+)+(?=\w)", re.I)
# What tells a spokesman's rank or reach, and names nobody to speak for.
_RANKS = frozenset(
    "presidential ministerial congressional federal royal official chief senior local regional provincial municipal "
    "governmental another top main former deputy diplomatic authorized authorised unidentified".split()
)
_THEIR = re.compile(r"(their|its|his|her)\b", re.I)
_DATED = re.compile(
    r"(?:the |last |next |late |early )?(?:\d|mon|tues|wednes|thurs|fri|satur|sun|january|february|march|april|may |"
    r"june|july|august|september|october|november|december|week|month|year|scene|air|ground|average)",
    re.I,
)


# "those surveyed", "those at the scene": the pointing word is the name.
_TOLD_APART = re.compile(r"those (?:\w+ed|who|in|at|on|from|near|inside|present)\b", re.I)


class Names:
    """The names that one report uses for its sources."""

    def __init__(self, reading: Reading) -> None:
        self.known = Known(reading)
        self._lexicon = lexicon()
        self._antecedents = Antecedents(self.known)
        self._state_media = StateMedia(reading.text)

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
        at = len(self.known.text) if at is None else at
        said = clean(whole(mention, self.known.text, at))
        bare = said if _TOLD_APART.match(said) else DETERMINER.sub("", said)
        if bare.lower() in PRONOUNS or said.lower() in PRONOUNS:
            return self._antecedents.pronoun(said, at, earlier, span)
        stood = self._antecedents.description(said, bare, at, earlier, span)
        if stood is not None:
            return stood
        owner = _THEIR.match(said)
        agent = owner.group(1) if owner is not None and _is_paper(bare) else _document_agent(bare)
        if agent is not None and agent != bare:
            inner = self.resolve(agent, at, earlier=earlier)
            return Source(
                text=said, name=inner.name, type=inner.type, key=inner.key, anonymous=inner.anonymous, span=span
            )
        return self._named(said, bare, at, apposition, span)

    def _named(self, said: str, bare: str, at: int, apposition: str, span: Span | None) -> Source:
        """The source of a mention with words of its own: a name, a role, or both."""
        person = self._person(bare) or self._person(apposition)
        hits = self._lexicon.find(bare)
        hit = next((h for h in hits if not self._of_another(bare, h, person)), None)
        kind = self._kind(bare, apposition, hit)
        key = hit.entry.key if hit else None
        if person is not None and not (hit is not None and person in bare[hit.start : hit.end]):
            kind = self._antecedents.described(person) if kind is SourceType.UNKNOWN else kind
            return Source(text=said, name=person, type=kind, key=key, span=span)
        anonymous = self._anonymous(bare) and not (hit is not None and self._only_described(bare, hit))
        if hit is not None:
            spokes = any(word in self._lexicon.spokespeople for word in bare.lower().split())
            name = self.known.fullest(hit.entry) if spokes or not anonymous else bare
            return Source(text=said, name=name, type=kind, key=key, anonymous=anonymous and not spokes, span=span)
        state = self._state_media.named(bare, at) if kind is SourceType.STATE_MEDIA else None
        if state is not None:
            return Source(text=said, name=state[0], type=kind, key=state[1], span=span)
        full = self.known.acronyms.get(bare)
        if full is not None:
            return Source(text=said, name=full, type=self._lexicon.kind(full), span=span)
        return Source(text=said, name=_spoken_for(bare), type=kind, anonymous=anonymous, span=span)

    def _of_another(self, bare: str, hit: Hit, person: str | None) -> bool:
        """Whether a lexicon's one-word name is a part of somebody else's ("Vicente Fox", "Fox Valley Hospital")."""
        word = bare[hit.start : hit.end]
        if " " in word or word.isupper() or hit.entry.type not in _PAPERS:
            return False
        if person is not None and word in person.split():
            return True
        if re.search(r"\b(?!The\b)[A-Z][a-z]+ $", bare[: hit.start]):
            return True
        following = re.match(r" ([A-Z][a-z]+)", bare[hit.end :])
        return following is not None and following.group(1) not in _SECTIONS and person is None

    def _only_described(self, bare: str, hit: Hit) -> bool:
        """Whether the words beside a lexicon's name only say what the body is ("the Observatory monitor")."""
        rest = f"{bare[: hit.start]} {bare[hit.end :]}".lower().strip(" ,")
        heads = {head for rule in self._lexicon.stand_ins if hit.entry.type in rule.types for head in rule.heads}
        return rest in heads

    def _kind(self, bare: str, apposition: str, hit: Hit | None) -> SourceType:
        """The type of a source: the lexicon's, else its role's, else the apposition's."""
        if hit is not None:
            return hit.entry.type
        kind = self._lexicon.kind(bare)
        return self._lexicon.kind(apposition) if kind is SourceType.UNKNOWN and apposition else kind

    def _anonymous(self, bare: str) -> bool:
        """Whether a mention is a role without a person's name."""
        return any(token.lower() in self._lexicon.persons for token in re.findall(r"[\w’'\-]+", bare))

    def _person(self, mention: str) -> str | None:
        """The fullest name of the person that a mention names, or None."""
        return self.known.people.named(mention) if mention else None


def _is_paper(bare: str) -> bool:
    """Whether a mention ends in a document that is somebody's ("preliminary investigation")."""
    last = bare.rsplit(" ", 1)[-1].lower()
    return last in words().documents and last not in _OWN_VOICE


def _spoken_for(bare: str) -> str:
    """The body that a spokesman without a name speaks for, else the mention itself."""
    match = re.search(r"\bspokes\w+ (?:for|of|from|at) (?:the )?(.+)$", bare, re.I)
    if match:
        return clean(match.group(1))
    match = re.match(r"(.+?)(?:’s|'s|’)? spokes\w+$", bare, re.I)
    return clean(match.group(1)) if match and match.group(1).lower() not in _RANKS else bare


def _document_agent(bare: str) -> str | None:
    """Whose a statement, report or film is ("a statement from the ministry": the ministry), or None."""
    documents = words().documents
    tokens = _FRESH.sub("", bare).split()
    head = next((i for i, token in enumerate(tokens) if token.lower().strip(",.'’\"“”") in documents), None)
    if head is None:
        return None
    if head and tokens[head].istitle() and tokens[head - 1].istitle() and tokens[head].lower() in _TITLES:
        return None  # "The Washington Post"
    own = tokens[head].lower().strip(",.'’\"“”") in _OWN_VOICE
    rest = " ".join(tokens[head + 1 :])
    match = re.match(r"(?:[\w\-]+ (?:on \w+ )?)?(?:by|from|of|on|at)\s+(.+)$", rest, re.I)
    if match and not own and not _DATED.match(match.group(1)):
        inner = re.sub(r"^(?:scenes?|the (?:attack|blasts?|scene)).*?\b(?:by|from|on)\s+", "", match.group(1))
        return clean(inner)
    if head != len(tokens) - 1 or head == 0 or tokens[head - 1].lower() in _JOINS:
        return None  # "the Federal Bureau of Investigation" is no investigation
    owner = " ".join(tokens[:head])
    possessive = re.match(r"(.+?)(?:’s|'s|(?P<many>s)’|(?P<more>s)')(?:\s|$)", owner, re.I)
    if possessive:
        return clean(possessive.group(1) + (possessive.group("many") or possessive.group("more") or ""))
    owner = _OF_PAPERS.sub("", owner)
    if own:
        return None
    named = any(word[0].isupper() for word in owner.split())
    return clean(owner) if named or lexicon().kind(owner) is not SourceType.UNKNOWN else None
