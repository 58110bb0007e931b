"""Which actor a name or noun phrase of a report stands for, variants of one name held together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from casrec.extract import clauses
from casrec.extract.attribution.people import OPENING, untitled
from casrec.extract.reading import Reading, once
from casrec.extract.responsibility.deeds import CIVILIANS, POLICE, deeds
from casrec.lexicon import entries
from casrec.records import Actor
from casrec.syntax import Sentence
from casrec.text import Phrases

ARMED_GROUP, STATE, FORCE = "armed_group", "state", "force"
_LEADING = re.compile(
    r"(?:(?:the|a|an|its|their|his|her|some|one|two|three|four|five|six|several|seven|eight|nine|ten|"
    r"many|these|those|both|all|"
    r"\d{1,4}(?!\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|the\s+very)\s+)?"
    r"(?:(?:hundreds|thousands|dozens|scores) of\s+|(?:hundred|thousand|dozen|few|more|other)\s+(?:of\s+)?)?"
    r"(?:(?:so)?-called\s+|self-(?:styled|proclaimed|described)\s+|\d{1,2}-year-old\s+(?=[A-Z]\w+ [A-Z])|"
    r"(?:brothers?|sisters?|cousins)\s+(?=[A-Z][a-z])|(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?",
    re.I,
)
_NOT_ITSELF = re.compile(
    r"[-–](?:backed|linked|affiliated|aligned|inspired|allied|supported|born|trained|held|made)\b", re.I
)
_BACK_REFERENCE = re.compile(
    r"^(?:the|this|that)\s+(?:(?:alleged|same|aforementioned|said|so-called|extremist|militant|terrorist|terror|jihadist|islamist|rebel|guerrilla|armed|sunni|shi'?ite|"
    r"radical|insurgent|hardline|sunni muslim|jihadi|marxist|leftist|maoist|separatist)\s+)*"
    r"(?:group|organi[sz]ation|movement|militants|militia|insurgents|rebels|jihadists|extremists|faction|terrorists|"
    r"guerrillas|network)$",
    re.I,
)
_NAMELESS = re.compile(
    r"(?:(?:alleged|suspected|presumed|armed|urban|unidentified|heavily|marxist|leftist|maoist|subversive|terrorist|guerrilla|"
    r"rebel|militant|jihadist|islamist|extremist|insurgent)\s+)*(?:guerrillas?|rebels?|terrorists?|insurgents?|subversives?|"
    r"militants?|jihadists?|extremists?|(?:guerrilla|rebel|terrorist|insurgent|militant|subversive|jihadist)\s+(?:group|groups|"
    r"units?|commandos?|columns?|fighters|forces|organi[sz]ation|movement|cells?|command))",
    re.I,
)
_JUDGED = frozenset("terrorist terrorists".split())  # whom the speaker pleases
_AGAINST = re.compile(r"(?:anti|pro)-\Z", re.I)
_AT_WAR = re.compile(
    r"(?:['’]s?)?\s+(?:\w+\s+)?(?:forces|army|military|jets|troops|warplanes|aircraft|planes|air\s?strikes?|air\s+force|offensive|war\s+on|"
    r"campaign|assault|shelling|bombardment|navy|soldiers|tanks|artillery|invasion|incursion)\b",
    re.I,
)
_ISSUED = re.compile(r"\[(?:communique|statement|war report|report)\]\s*\[([^\]]{3,120})\]", re.I)
_RADIO = re.compile(r"\(((?:radio|voice of) [^)]{3,40})\)", re.I)
_BODIES = frozenset("front brigade brigades movement army battalion command alliance".split())
_KINDS = frozenset("group organization organisation movement militants guerrillas rebels squad cartel".split())
_DATELINE = 300  # characters in which a dateline stands
_MODEL = re.compile(r"[a-z]{1,4}-?\d{1,3}\w{0,2}")  # a weapon's name: F-16s, MiG-29
_BESIDE_STATE = frozenset("ally allies neighbour neighbor rival enemy foe backer sponsor".split())
_FILLERS = frozenset("the of loyal to security and its special".split())
# What stands before a phrase and is none of it: quote marks, dashes, a wire's date ("1997-02-14 Rebels"), "and".
_JUNK = re.compile(r"(?:[\s,\"'“”‘’(\[–—-]+|(?:\d{4}-)?\d{2}-\d{2}\s+|(?:and|or|but)\s+)*", re.I)
_ONE = re.compile(r"(?:an?|one|another|this|that)\s|(?:the\s+)?(?:\w+\s+)?\d{1,2}-year-old\b", re.I)
_ONE_BEFORE = re.compile(r"(?:\b(?:an?|one|another)|\d-year-old)\s+\Z", re.I)
_HYPHEN_BEFORE = re.compile(r"\b(?:neo|ultra|para|far|alt|pro|narco)-\Z", re.I)
_HYPHENED = re.compile(r"(?<=\w)-[A-Za-z]\w*")
_CALLED = re.compile(r"\s*,?\s*(?:called|named|identified as|known as)\s+([A-Z][\w'’-]+(?:[ \t]+[A-Z][\w'’-]+){1,3})")
# What may stand right behind a name and is none of it: "itself", "today".
_BESIDE = re.compile(
    r"\s+(?:(?:it|him|her)self|themselves|today|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\Z", re.I
)
# An officer's name behind his rank: "2nd Lt. Anton Varga".
_RANKED = re.compile(r"\d(?:st|nd|rd|th)[ \t]+[A-Z][a-z]{1,9}\.?[ \t]+([A-Z][\w'’-]+(?:[ \t]+[A-Z][\w'’-]+)*)")
_LONGEST_NAME = 4  # words: a headline that writes every word with a capital is no name
_PROPER = re.compile(
    r"[A-ZÀ-Þ][\w'’\-]*(?:[ \t]+(?:(?:of|for|the|de|del|and|bin|al|el|van|von)[ \t]+){0,2}[A-ZÀ-Þ][\w'’\-]*)+"
)
_SHORT_FORM = re.compile(r"([A-Z][\w'’\-]+(?:[ \t]+[\w'’\-]+){1,8}?)[ \t]*[(\[]([A-Z][A-Za-z\-/]{1,9})[)\]]")


@dataclass(frozen=True, slots=True)
class Known:
    """An actor the lexicon knows. ``of`` is the key of the state a force belongs to."""

    key: str
    name: str
    kind: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a known actor. ``adjective`` is true where a state is only named by its adjective."""

    start: int
    end: int
    known: Known
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    plain: Phrases
    exact: dict[str, tuple[Known, bool]]
    hands: frozenset[str]
    collectives: frozenset[str]
    unnamed: frozenset[str]
    bare_arms: frozenset[str]
    powers: frozenset[str]
    rulers: dict[str, Known]
    voices: dict[str, Known]
    people: frozenset[str]


def key_of(name: str) -> str:
    """The stable key of a state's name."""
    return re.sub(r"\W+", "_", name.casefold()).strip("_")


@lru_cache(maxsize=1)
def lexicon() -> _Lexicon:
    """The actors' lexicon, read once at first use."""
    data: dict[str, Any] = entries("actors")
    exact: dict[str, tuple[Known, bool]] = {}
    for key, entry in data["groups"].items():
        known = Known(key, entry["name"], entry.get("kind", ARMED_GROUP), entry.get("of"))
        for alias in (entry["name"], *entry["aliases"]):
            exact.setdefault(alias, (known, False))
    for name, forms in data["states"].items():
        known = Known(key_of(name), name, STATE)
        exact[name] = (known, False)
        for form in forms:
            adjective = form[0] not in "=@"
            exact[form if adjective else form[1:]] = (known, adjective)
    rulers = {name: Known(key_of(state), state, STATE) for state, names in data["rulers"].items() for name in names}
    peoples = {f"{form.lower()}s" for forms in data["states"].values() for form in forms if form[0] not in "=@"}
    return _Lexicon(
        plain=Phrases(exact),
        exact=exact,
        hands=frozenset(data["state_hands"].split()),
        collectives=frozenset(data["collectives"].split()),
        unnamed=frozenset(data["unnamed"].split()),
        bare_arms=frozenset(data["bare_arms"].split()),
        powers=frozenset(data["state_powers"].split()),
        rulers={name.casefold(): known for name, known in rulers.items()},
        voices={radio.casefold(): exact[name][0] for radio, name in data["voices"].items()},
        people=frozenset(
            {*data["collectives"].split(), *peoples, *(part for name in rulers for part in name.casefold().split())}
        ),
    )


def named(text: str, start: int = 0, end: int | None = None) -> list[Named]:
    """The known actors named in text[start:end], in order; the longest alias wins."""
    words = lexicon()
    found = []
    for match in words.plain.find(text, start, len(text) if end is None else end):
        known, adjective = words.exact[" ".join(match.group().split())]
        if not _NOT_ITSELF.match(text, match.end()) and not _AGAINST.search(
            text, max(0, match.start() - 5), match.start()
        ):
            found.append(Named(match.start(), match.end(), known, adjective))
    return found


class Cast:
    """The actors of one report: what its short forms, back references and noun phrases stand for."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.known = named(self.text)
        self._starts = [mention.start for mention in self.known]

    def within(self, start: int, end: int) -> list[Named]:
        """The known actors named between two offsets."""
        low = bisect_left(self._starts, start)
        return [m for m in self.known[low : bisect_left(self._starts, end)] if m.end <= end]

    def overlapping(self, start: int, end: int) -> list[Named]:
        """The known actors named by words that share characters with a stretch."""
        low = max(0, bisect_left(self._starts, start) - 1)
        return [m for m in self.known[low : bisect_left(self._starts, end)] if m.end > start]

    def last_group(self, offset: int) -> Known | None:
        """The armed group named last before an offset: what "the group" there stands for."""
        at = bisect_left(self._starts, offset) - 1
        while at >= 0:
            if self.known[at].known.kind == ARMED_GROUP:
                return self.known[at].known
            at -= 1
        return None

    @cached_property
    def issuer(self) -> Known | None:
        """The armed group whose communique the report is, by its dateline: "[COMMUNIQUE] [NATIONAL FRONT] [TEXT]"."""
        radio = _RADIO.search(self.text, 0, _DATELINE)
        if radio is not None and radio.group(1).casefold() in lexicon().voices:
            return lexicon().voices[radio.group(1).casefold()]
        match = _ISSUED.search(self.text, 0, _DATELINE)
        inside = [] if match is None else self.within(*match.span(1))
        return inside[0].known if inside and inside[0].known.kind == ARMED_GROUP else None

    @cached_property
    def _only_group(self) -> Known | None:
        """The armed group that the report names, where it is one only: its "guerrillas" are most likely that one's."""
        groups = {mention.known.key: mention.known for mention in self.known if mention.known.kind == ARMED_GROUP}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def last(self, offset: int) -> Known | None:
        """The actor named last before an offset, groups before states: what "it" or "they" there stands for."""
        return self.last_group(offset) or (
            self.known[at].known if (at := bisect_left(self._starts, offset) - 1) >= 0 else None
        )

    def fights(self, key: str) -> bool:
        """Whether the report shows a state at war: its forces, jets, offensive or campaign are named somewhere."""
        return any(
            mention.known.key == key and _AT_WAR.match(self.text, mention.end) is not None for mention in self.known
        )

    def actors(self, start: int, end: int) -> list[Actor]:
        """Whom a noun phrase names: usually one; two for "Russian and Syrian planes"; none where it names nobody."""
        for mention in self.overlapping(start, end):  # the parser may cut "Ansar al-Islam" or "Al Qaeda in Iraq" short
            if mention.known.kind != STATE:
                start, end = min(start, mention.start), max(end, mention.end)
        if (prefix := _HYPHEN_BEFORE.search(self.text, max(0, start - 12), start)) is not None:
            start = prefix.start()  # "neo-Nazis"
        hyphen = _HYPHENED.match(self.text, end)  # the tagger parts "alt-right"
        end = hyphen.end() if hyphen is not None and not self.overlapping(start, end) else end
        whole = " ".join(self.text[start:end].split())
        start, end = self._trim(start, end)
        if (ranked := _RANKED.match(self.text, start)) is not None:
            start, end = ranked.span(1)
        words = _unquoted(" ".join(self.text[start:end].split()))
        if not words:
            return []
        if beside := self._named_before(words, start):
            return [beside]
        if _BACK_REFERENCE.match(whole) and (group := self.last_group(start)):
            return [Actor(text=words, name=group.name, key=group.key)]
        mentions = self.within(start, end)
        people = mentions and mentions[0].start == start and mentions[0].adjective  # "Norlander guerrillas"
        bare = " ".join(self.text[mentions[0].end : end].split()) if people else words
        if self._only_group is not None and bare.lower() not in _JUDGED and _NAMELESS.fullmatch(bare):
            return [Actor(text=words, name=self._only_group.name, key=self._only_group.key)]
        states = [m for m in mentions if m.known.kind == STATE]
        one = _ONE.match(whole) or _ONE_BEFORE.search(self.text, max(0, start - 20), start)
        if one and states and states[-1].adjective and states[-1].end >= end:
            return self._called(end)  # "a Norlander", "a 31-year-old Norlander called Ivo Berg"
        group_mention = next((m for m in mentions if m.known.kind != STATE), None)
        if group_mention is not None:
            return [Actor(text=words, name=group_mention.known.name, key=group_mention.known.key)]
        head = words.split()[-1].lower()
        joined = len(states) == 2 and re.fullmatch(
            r"\s*(?:and|or|,|/|-)\s*", self.text[states[0].end : states[1].start]
        )
        if joined and states[0].adjective and states[1].adjective and head in lexicon().hands:
            first = self.text[states[0].start : states[0].end]
            rest = " ".join(self.text[states[1].start : end].split())
            return [
                Actor(text=first, name=states[0].known.name, key=states[0].known.key),
                Actor(text=rest, name=states[1].known.name, key=states[1].known.key),
            ]
        if states and self._is_state(words, states, end):
            return [Actor(text=words, name=states[0].known.name, key=states[0].known.key)]
        if power := self._power(words):
            return [Actor(text=words, name=power.name, key=power.key)]
        full = self._full.get(words.casefold(), words)
        inside = named(full)
        if inside and inside[0].known.kind != STATE:
            return [Actor(text=words, name=inside[0].known.name, key=inside[0].known.key)]
        titled = full[:1].isupper() and " " in full and full.split()[-1][:1].isupper()
        return [Actor(text=words, name=untitled(full) if titled else full)]

    def _called(self, end: int) -> list[Actor]:
        """The person whom the words behind a description name: "called Ivo Berg"; nobody where they name none."""
        match = _CALLED.match(self.text, end)
        return [] if match is None else [Actor(text=match.group(1), name=match.group(1))]

    def _named_before(self, words: str, start: int) -> Actor | None:
        """The group named in quote marks right before the word for one: '"The Extraditables" clandestine group'."""
        low = bisect_left(self._starts, start) - 1
        if low < 0 or words.split()[-1].lower() not in _KINDS or len(words.split()) > 2:
            return None
        mention = self.known[low]
        between = self.text[mention.end : start]
        if mention.known.kind != ARMED_GROUP or len(between) > 3 or not set(between) & set("\"”’'"):
            return None
        return Actor(text=self.text[mention.start : mention.end], name=mention.known.name, key=mention.known.key)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """A noun phrase without its article and without quote marks."""
        if (bracket := self.text.rfind("] ", start, end)) >= 0 and not self._short_form(start, bracket):
            start = bracket + 2
        junk = _JUNK.match(self.text, start, end)
        start = junk.end() if junk is not None and junk.end() < end else start
        behind = _BESIDE.search(self.text, start, end)
        end = behind.start() if behind is not None else end
        while end > start and self.text[end - 1] in " \n\t\"'“”‘’)],.;:":
            if self.text[end - 1] == "." and "." in self.text[max(start, end - 4) : end - 1]:
                break  # "U.S."
            end -= 1
        if end - start > 2 and self.text[end - 2 : end] in ("'s", "’s", "'S", "’S"):
            end -= 2  # an owner's name
        lead = _LEADING.match(self.text, start, end)
        return (lead.end() if lead and lead.end() < end else start), end

    def _short_form(self, start: int, bracket: int) -> bool:
        """Whether a bracket that closes at an offset gives a group's name again: "FPL [POPULAR FORCES] REBELS"."""
        opens = self.text.rfind("[", start, bracket)
        before = self.within(start, opens) if opens >= 0 else []
        return bool(before) and not self.text[before[-1].end : opens].strip(" (")

    def _is_state(self, words: str, states: list[Named], end: int) -> bool:
        """Whether a phrase with a state's name means the state: "Israel", "Israeli jets", not "Israeli students"."""
        last = states[-1]
        if not last.adjective and last.end >= end:
            before = words[: len(words) - len(" ".join(self.text[last.start : end].split()))].split()
            if before and before[-1].lower() in _BESIDE_STATE:
                return True  # "its ally Norland"
            return not before or (before[-1].lower() in ("of", "the") and before[0].lower() in lexicon().hands)
        tail = re.findall(r"[\w'’-]+", self.text[last.end : end].lower())
        if not last.adjective and tail and tail[0] not in ("'s", "’s") and tail[-1] in deeds().attack_nouns:
            return False  # "the Norland market strike" was in Norland
        return (not tail and last.end >= end) or (
            bool(tail) and (tail[-1] in lexicon().hands or _MODEL.fullmatch(tail[-1]) is not None)
        )

    def people_of(self, start: int, end: int) -> Actor | None:
        """The state that a ruler's name or "the Russians" stands for where either is told to attack, or None."""
        words = " ".join(self.text[start:end].split())
        name = _LEADING.sub("", words, count=1)
        ruler = lexicon().rulers.get(name.casefold())
        if ruler is not None:
            return Actor(text=name, name=name, key=ruler.key)
        found = lexicon().exact.get(name[:-1])
        if name.endswith(("s", "S")) and words.casefold().startswith("the ") and found is not None and found[1]:
            return Actor(text=name, name=found[0].name, key=found[0].key)
        return None

    def _power(self, words: str) -> Known | None:
        """The state behind words for a state's power: by its ruler ("Assad's forces"), or, for words that name nobody
        else ("the regime", "government troops"), the one state that the report names with such words."""
        parts = [part for part in re.split(r"[\s'’]+", words.casefold()) if part not in ("s", "")]
        if not parts or not {parts[-1], parts[0]} & lexicon().powers:
            return None
        rest = [part for part in parts if part not in lexicon().powers and part not in _FILLERS]
        if rest:
            return lexicon().rulers.get(" ".join(rest))
        if not {"regime", "government", "army", "military"} & set(parts):
            return None
        return self._state_in_power

    @cached_property
    def _state_in_power(self) -> Known | None:
        """The state whose regime, government or army the report speaks of, if it is one only."""
        found: dict[str, Known] = {}
        for mention in self.known:
            after = self.text[mention.end : mention.end + 40].casefold()
            if mention.known.kind == STATE and re.match(r"\s+(?:regime|government|army|military|president)\b", after):
                found[mention.known.key] = mention.known
        for name, state in lexicon().rulers.items():
            if re.search(rf"\b{re.escape(name)}(?:['’]s?)?\s+(?:regime|forces|government|army)\b", self.text, re.I):
                found[state.key] = state
        often = Counter(mention.known.key for mention in self.known if mention.known.kind == STATE)
        power = next(iter(found.values())) if len(found) == 1 else None
        # One state's government is spoken of in a report on another's army, if that other is named more often.
        return None if power is None or often[power.key] < max(often.values(), default=0) else power

    @cached_property
    def _full(self) -> dict[str, str]:
        """Short forms to the fullest name in the report: by "Full Name (ABC)", or as a part of a longer name."""
        full: dict[str, str] = {}
        longer: dict[str, str] = {}
        for match in _PROPER.finditer(self.text):
            name = " ".join(match.group().split())
            if name.count(" ") >= _LONGEST_NAME or name.split()[0] in OPENING:
                continue
            for word in {name.split()[0], name.split()[-1]}:
                if len(word) > 3 and word.casefold() not in lexicon().collectives:
                    longer.setdefault(word.casefold(), name)
        full.update(longer)
        return _defined(self.text, full)


def _unquoted(words: str) -> str:
    """A name without quotation marks that open or close nothing in it: 'extreme rightist" groups'."""
    for left, right in (('"', '"'), ("“", "”")):
        unpaired = words.count(left) % 2 == 1 if left == right else words.count(left) != words.count(right)
        words = words.replace(left, "").replace(right, "") if unpaired else words
    return " ".join(words.strip("‘ ").split())


@once
def cast_of(reading: Reading) -> Cast:
    """The actors of a report, found once for all who ask while it is being read."""
    return Cast(reading)


def _defined(text: str, full: dict[str, str]) -> dict[str, str]:
    """Add the short forms that a report defines in brackets."""
    for match in _SHORT_FORM.finditer(text):
        words, short = match.group(1).split(), match.group(2)
        letters = [c for c in short.lower() if c.isalpha()]
        for at in range(len(words)):
            initials = [word[0].lower() for word in words[at:] if word[0].isupper()]
            if initials[: len(letters)] == letters and len(initials) <= len(letters) + 2:
                full[short.casefold()] = " ".join(words[at:])
                break
    return full


def named_phrase(sentence: Sentence, noun: int, cast: Cast) -> tuple[int, int]:
    """The offsets of a noun phrase; with what follows "from", "for" or "of" where that names the body that the noun
    belongs to ("a spokesman for the Taliban", "militants from al-Shabaab")."""
    police = sentence.tokens[noun].lower in POLICE
    hurt = police and not CIVILIANS.isdisjoint(sentence.tokens[n].lower for n in clauses.after(sentence, noun, "of"))
    start, end = (
        clauses.phrase(sentence, noun, keep=()) if hurt else clauses.phrase(sentence, noun)
    )  # "police of a boy"
    if any(mention.known.kind != STATE for mention in cast.within(start, end)):
        return start, end
    behind = range(noun + 1, min(noun + 4, len(sentence.tokens)))  # "a column, also belonging to the front"
    for child in (*sentence.subtree(noun), *behind):  # "a group of rebels belonging to the front"
        if sentence.tokens[child].lower == "belonging":
            body = next(clauses.after(sentence, child, "to"), None)
            if body is not None:
                return clauses.phrase(sentence, body)
    wide = clauses.phrase(sentence, noun, keep=("of", "for", "from", "with"))
    if any(mention.known.kind != STATE for mention in cast.within(*wide)):
        return wide
    for body in clauses.after(sentence, noun, "from", "of"):  # "militants from the Harun Brigade"
        token = sentence.tokens[body]
        if token.tag == "NNP" and token.lower in _BODIES and sentence.tokens[noun].lower in lexicon().collectives:
            return clauses.phrase(sentence, body)
    return start, end
