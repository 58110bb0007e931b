"""What one report tells of its sources: lexicon names, people, short forms in brackets."""

from __future__ import annotations

import re

from casrec.extract.attribution.lexicon import Entry, Hit, lexicon
from casrec.extract.attribution.people import People
from casrec.extract.reading import Reading, once
from casrec.records import Source, Span

_SPACE = re.compile(r"\s+")
_ACRONYM = re.compile(r"\((?:the )?([A-Z][A-Za-z\-]{1,9})\)")
# Words for one person with a role.
_ONE_PERSON = re.compile(
    r"\b(?:source|official|spokes(?:man|woman|person)|officer|doctor|medic|witness|resident|activist|man|woman|"
    r"minister|governor|mayor|chief|director|head|president|general|colonel|captain|commander|sheriff|judge|"
    r"prosecutor|lawyer|father|mother|brother|sister|leader|villager|survivor|student|worker|analyst|expert|"
    r"diplomat|professor|nurse|surgeon|secretary|senator|driver|owner|teacher|employee|soldier|priest|imam|"
    r"investigator|detective|aide|member|journalist|reporter|correspondent|coroner|envoy|lieutenant|sergeant)\b",
    re.I,
)


@once
def _hits(reading: Reading) -> list[Hit]:
    """The lexicon's names in a report."""
    return list(lexicon().find(reading.text))


@once
def people_of(reading: Reading) -> People:
    """The people that a report names in full."""
    return People(reading.text, _hits(reading))


class Known:
    """The names of one report, each list made when first asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.lexicon = lexicon()
        self._hits: list[Hit] | None = None
        self._people: People | None = None
        self._acronyms: dict[str, str] | None = None

    @property
    def hits(self) -> list[Hit]:
        """The lexicon's names in the report."""
        if self._hits is None:
            self._hits = _hits(self.reading)
        return self._hits

    @property
    def people(self) -> People:
        """The people that the report names."""
        if self._people is None:
            self._people = people_of(self.reading)
        return self._people

    @property
    def acronyms(self) -> dict[str, str]:
        """The full name of each short form that the report puts in brackets behind it."""
        if self._acronyms is None:
            self._acronyms = _acronyms(self.text)
        return self._acronyms

    def fullest(self, entry: Entry) -> str:
        """The longest form of a lexicon's source that the report uses, or the lexicon's own name."""
        forms = [clean(self.text[h.start : h.end]) for h in self.hits if h.entry.key == entry.key]
        full = [form for form in forms if " " in form]
        return entry.name if not full else max(full, key=lambda form: (len(form), form))

    def is_person(self, source: Source) -> bool:
        """Whether a source is one person rather than a body."""
        last = source.name.split()[-1] if source.name.split() else ""
        if self.people.by_last.get(last) == source.name:
            return True
        return _ONE_PERSON.search(source.text + " " + source.name) is not None

    def sentence(self, offset: int) -> int:
        """The index of the sentence that holds an offset; -1 in furniture."""
        line = self.reading.line_at(offset)
        return -1 if line is None else line.index


def clean(text: str) -> str:
    """A mention on one line without the marks and the possessive at its edges."""
    cleaned = _SPACE.sub(" ", text).strip(" ,;:\"“”'’‘()—–-[]|")
    cleaned = re.sub(r"(?:’s|'s)$", "", cleaned)
    return cleaned if re.search(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Co))\.$", cleaned) else cleaned.rstrip(" .,")


def renamed(source: Source, said: str, span: Span | None) -> Source:
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


def _acronyms(text: str) -> dict[str, str]:
    """Short forms in brackets with the full name before them, where the initials fit."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        before = text[max(0, match.start() - 100) : match.start()].split()
        letters = [c.lower() for c in short if c.isalpha()]
        for count in range(min(len(before), len(letters) + 3), 1, -1):
            run = before[-count:]
            initials = [w[0].lower() for w in run if w[0].isupper()]
            if run[0][0].isupper() and len(initials) >= 2 and initials[: len(letters)] == letters[: len(initials)]:
                found.setdefault(short, " ".join(run).strip(" ,"))
                break
    return found
