"""The people a report names: full names behind last names, where they are mentioned, he or she."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from casrec.extract.attribution.lexicon import Hit, lexicon
from casrec.extract.attribution.whole import RANKS
from casrec.extract.geoparsing.placewords import place_words
from casrec.places import Gazetteer
from casrec.terms import PlaceKind, SourceType

# A full stop belongs to an initial or a title; after any other word a sentence ends.
_TITLES = (*RANKS, "Mr", "Mrs", "Ms", "Pvt", "Brig", "Adm", "Hon", "St", "Msgr")
_SHORT = rf"(?:[A-Z]|{'|'.join(_TITLES)})\."
_NAME_WORD = rf"(?:{_SHORT}|[A-ZÀ-ÖØ-Þ][\w’'\-]*)"
_PARTICLE = r"(?:al|el|bin|ibn|bint|van|von|der|den|de|da|do|dos|du|la|le|abu|abd|ould|ag)"
RUN = re.compile(rf"(?=[A-ZÀ-ÖØ-Þ])\b{_NAME_WORD}(?:[ \-](?:{_PARTICLE}[ \-])*{_NAME_WORD})*")
OPENING = frozenset(
    "But And The In On At When While As After Before If It He She They We You I This That These Those There Then Now "
    "However Meanwhile Although Though Since Because For From To By With Of One Two Three Four Five Some Many Most "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Another Both According Also Yet So Or Not No A An His Her Its Their Last "
    "Earlier Later Today Yesterday Speaking Asked Only Even Our My Your What Who Why How Where Which Photo Pictured "
    "All Every Each Such Here Still Among Despite During Until Under Over About Former New "
    "Is Was Are Were Has Had".split()
)
_NICKNAMED = re.compile(rf"\b({_NAME_WORD}) [“\"‘'(]{_NAME_WORD}[”\"’')] ({_NAME_WORD})")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'\-]*")
_PLACED = re.compile(
    r"\b(?:in|to|at|from|near|across|outside|throughout|into|over|around|hit|hits)\s+(?:the\s+)?$", re.I
)
_HEADLINE = frozenset("Dead Dies Killed Injured Wounded Shot Hurt Found Says Missing Arrested Charged".split())
_NO_LAST = OPENING | _HEADLINE
_ARABIC_ARTICLE = re.compile(r"^(?:[AaEe]l|[Aa]sh|[Aa][sdntrz])-(?=[A-Z])")
# Words of a title that stand for a body: a single name behind one is the rest of the body's name ("Press Syndicate").
_OFFICES = frozenset(
    "Press Army Navy Police County City Department Agency Ministry Command Battalion Office Homeland Security State "
    "Defense Defence Interior Foreign".split()
)
# What somebody is called for what he is said to have done; before a full name no part of it: "Suspect Otto Abel".
_ROLES = frozenset("Suspect Gunman Shooter Attacker Bomber Killer Defendant Assailant".split())
_HIGHLIGHTS = ["Story", "Highlights"]  # what opens a page, before its first words
_SUFFIXES = frozenset("Jr Sr II III IV".split())
_LARGE = 100_000  # people: a smaller town may bear a person's name
_HE = re.compile(r"\b(he|his|him|she|her|hers)\b", re.I)


class People:
    """Who a report names in full, by last name."""

    def __init__(self, text: str, hits: list[Hit]) -> None:
        self._text = text
        self.by_last: dict[str, str] = _index(text, hits)
        self.by_first = _by_first(self.by_last)
        self._mentions: list[tuple[int, str]] | None = None
        self._genders: dict[str, str] = {}

    @property
    def mentions(self) -> list[tuple[int, str]]:
        """Every mention of one of the people, as (offset, full name), in order."""
        if self._mentions is None:
            words = ((m.start(), m.group()) for m in _CAPITAL.finditer(self._text)) if self.by_last else ()
            found = ((start, self.by_last.get(_plain(word))) for start, word in words)
            self._mentions = [(start, name) for start, name in found if name is not None]
        return self._mentions

    def before(self, at: int, reach: int) -> list[tuple[int, str]]:
        """The mentions in the ``reach`` characters before an offset, in order."""
        end = bisect_left(self.mentions, (at, ""))
        start = bisect_left(self.mentions, (at - reach, ""))
        return self.mentions[start:end]

    def gender(self, name: str) -> str:
        """ "he", "she" or "" for a person, by the pronouns that follow the mentions of the name."""
        if name not in self._genders:
            counts = {"he": 0, "she": 0}
            offsets = [offset for offset, other in self.mentions if other == name]
            for offset in offsets:
                following = [o for o, other in self.before(offset + 160, 159) if other != name]
                stop = min([offset + 160, *(o for o in following if o > offset)])
                match = _HE.search(self._text, offset, stop)
                if match is not None:
                    counts["she" if match.group(1).lower() in {"she", "her", "hers"} else "he"] += 1
            self._genders[name] = _more(counts)
        return self._genders[name]

    def named(self, mention: str) -> str | None:
        """The fullest name of the one person that a mention names, or None.

        The name ends the mention ("Observatory head Rami Abdel Rahman"), or opens it before a preposition or comma
        ("Sonia Khush of Save the Children"); a capitalised run after "in" or "of" is a place or body.
        """
        for match in RUN.finditer(mention):
            ends = match.end() >= len(mention.rstrip(" ,."))
            opens = match.start() == 0 and re.match(
                r"\s*(?:,|\(|of\b|from\b|at\b|with\b|who\b|in\b|for\b)", mention[match.end() :]
            )
            before = mention[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
            if not (ends or opens) or before in {
                "in",
                "of",
                "at",
                "from",
                "for",
                "near",
                "the",
                "on",
                "outside",
                "with",
            }:
                continue
            name = untitled(match.group())
            last = name.split()[-1] if name.split() else ""
            titled = name != match.group() or " " not in name
            if name in self.by_first:
                return self.by_first[name]
            if last in self.by_last and (name in self.by_last[last] or titled):
                return self.by_last[last]
            if " " in name and _could_be_person(name):
                return name
        return None


def _plain(word: str) -> str:
    """A word without its possessive."""
    return word[:-2] if word.endswith(("’s", "'s")) else word.rstrip("’'")


def _more(counts: dict[str, int]) -> str:
    """The pronoun that clearly prevails, or ""."""
    if counts["he"] > counts["she"]:
        return "he"
    return "she" if counts["she"] > counts["he"] else ""


@lru_cache(maxsize=20_000)
def untitled(name: str) -> str:
    """What follows the last title in a name ("Gen. Ali Hamid": "Ali Hamid"), without a possessive before or after."""
    name = re.sub(r"(?:’s|'s|’|')$", "", name.strip())
    parts = name.split()
    for at in range(len(parts) - 1, -1, -1):
        if at + 1 < len(parts) and (
            parts[at].rstrip(".").rstrip("’'") in lexicon().titles or parts[at].endswith(("’s", "'s"))
        ):
            return " ".join(parts[at + 1 :]).rstrip(".,")
    return name.rstrip(".,") if not re.search(r"\b[A-Z]\.$", name) else name


def _surname(name: str) -> str:
    """The last word of a full name, or the one before "Jr" or "III"."""
    words = name.split()
    while len(words) > 2 and words[-1].rstrip(".") in _SUFFIXES:
        words.pop()
    return words[-1]


@lru_cache(maxsize=20_000)
def _could_be_person(name: str) -> bool:
    """Whether a capitalised run is not plainly a body of a known kind."""
    known = lexicon()
    return known.kind(name) is SourceType.UNKNOWN and next(known.find(name), None) is None


def _by_first(by_last: dict[str, str]) -> dict[str, str]:
    """Full names by their first name, where only one person has it and it is nobody's last name."""
    found: dict[str, list[str]] = {}
    for name in by_last.values():
        found.setdefault(name.split()[0], []).append(name)
    return {first: names[0] for first, names in found.items() if len(names) == 1 and first not in by_last}


def _index(text: str, hits: list[Hit]) -> dict[str, str]:
    """Last names of the people a text names in full, with the first full form."""
    bodies = {text[h.start : h.end] for h in hits}
    found: dict[str, str] = {}
    titled: dict[str, str] = {}
    runs = [(match.start(), match.group()) for match in RUN.finditer(text)]
    for _, run in runs:
        parts = run.split()
        while parts and parts[0].strip(".") in OPENING:
            parts = parts[1:]
        parts = parts[2:] if parts[:2] == _HIGHLIGHTS else parts
        parts = parts[1:] if len(parts) > 2 and parts[0] in _ROLES else parts
        name = untitled(" ".join(parts))
        title = parts[-2].rstrip(".") if len(parts) > 1 else ""
        if " " not in name and title in lexicon().titles and title not in _OFFICES and _could_be_person(name):
            titled.setdefault(name, name)
        if " " not in name or name in bodies or len(name) > 60 or not _could_be_person(name):
            continue
        last = _surname(name)
        if last not in _NO_LAST and len(last) > 1 and not last.startswith(("I’", "I'")):
            found.setdefault(last, name)
    for match in _NICKNAMED.finditer(text):  # "Ezra “Junior” Brand": the name around a nickname is one
        found.setdefault(match.group(2), f"{match.group(1)} {match.group(2)}")
    people = titled | found
    placed = _placed(text, runs, set(people.values())) | {name for name in people.values() if _known_place(name)}
    found = {last: name for last, name in people.items() if name not in placed}
    alone = {untitled(run) for _, run in runs}
    for last, name in list(found.items()):
        if name.count(" ") > 1 and last not in alone and (fathers := name.split()[-2]) in alone:
            found.setdefault(fathers, name)  # "Miguel Reyes Ortiz", then "Reyes"
    for last, name in list(found.items()):
        bare = _ARABIC_ARTICLE.sub("", last)
        if bare != last and bare[:1].isupper():
            found.setdefault(bare, name)  # reports drop the article after the first mention
    return found


@lru_cache(maxsize=20_000)
def _known_place(name: str) -> bool:
    """Whether a name of several words is best known as a country, a province or a large town: "Puerto Rico"."""
    if " " not in name or name.split()[0].lower() in place_words().given:
        return False
    best = Gazetteer.open().lookup(name)[:1]
    return any(e.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE) or e.population >= _LARGE for e in best)


def _placed(text: str, runs: list[tuple[int, str]], names: set[str]) -> set[str]:
    """The names that stand mostly after "in" or "to", as places do; ``runs`` are all capitalised runs by offset."""
    counts: dict[str, list[int]] = {}
    for start, run in runs:
        name = untitled(run)
        if name in names:
            seen = counts.setdefault(name, [0, 0])
            seen[0] += 1
            seen[1] += bool(_PLACED.search(text, max(0, start - 12), start))
    return {name for name, (total, after) in counts.items() if after * 2 > total}
