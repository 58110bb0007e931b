"""How a sentence calls who is cited: with its article where its head is a common noun, and no stray capital."""

from __future__ import annotations

import re

# Names with one of these as their head take the article: "the Red Crescent Society", but "state media", "Amnesty".
_ARTICLE = frozenset(
    "administration agency army association authority brigade bureau cabinet centre center coalition command "
    "commission committee corps council court department directorate embassy emirates federation force forces "
    "foundation front government group hospital institute kingdom league military ministry mission monitor monitors "
    "nations navy network observatory office opposition organisation organization party police presidency press "
    "regime republic service services society states survey syndicate union "
    "affidavit complaint indictment investigation release report statement warrant".split()
)
# One person by his role, who is some person of that role: "a spokesman".
_ONE = frozenset(
    "activist bystander caller clerk commander coroner correspondent customer director doctor driver employee "
    "examiner eyewitness firefighter friend governor lawyer man mayor medic minister neighbor neighbour nurse officer "
    "official paramedic passerby person policeman prosecutor relative reporter rescuer resident sheriff "
    "soldier source spokesman spokesperson spokeswoman student survivor teacher teenager villager witness "
    "woman worker".split()
)
# Roles that have one holder in an incident: "the director".
_THE = frozenset("coroner director examiner governor mayor prosecutor sheriff".split())
# Those of the victim, or of who is accused: "the mother".
_KIN = frozenset(
    "aunt brother cousin daughter family father grandfather grandmother husband mother nephew niece "
    "parents sister son uncle widow wife".split()
)
# A pronoun for which a report names nobody.
_NOBODY = {"they": "people not named", "we": "people not named"} | dict.fromkeys(
    ("he", "she", "it", "i"), "somebody not named"
)
# Names that take the article though their head is no common noun of a body.
_NAMED_SO = frozenset(
    "pentagon|kremlin|vatican|white house|muslim brotherhood|us|u.s.|uk|u.k.|eu|un|u.n.|fbi|cia".split("|")
)
# Common words that a report writes with a capital only because a sentence of its began with them.
_COMMON = (
    _ARTICLE
    | _ONE
    | _KIN
    | frozenset(
        "authorities deputies detectives investigators prosecutors troopers "
        "activists aid anti area civil defence defense disaster district doctors emergency eyewitnesses fire foreign "
        "health hospitals human interior local media medical medics militants national neighbors neighbours news "
        "officers officials opposition paramedics police provincial rebel rebels regional relatives reports rescue "
        "rescuers researchers residents security senior several soldiers sources state survivors the two "
        "unnamed villagers war witnesses".split()
    )
)
_DETERMINED = re.compile(r"(?:the|a|an|one|two|three|some|several|many|his|her|their)\s|\S+[’']s?\s", re.IGNORECASE)
# Whose a body is by a role: "the sheriff's department", but "Peru's health ministry".
_ROLE = re.compile(r"(?:coroner|examiner|governor|mayor|president|prosecutor|sheriff)[’']?s[’']? ", re.IGNORECASE)
# "An unidentified official", but "a university", "a European" and "a UN official"; letters told one by one go by their
# names: "an FBI official", "an NYPD officer", but "a NATO official", "a SWAT officer".
_VOWEL = re.compile(
    r"[AIai]|[Ee](?!u)|[Oo](?!n(?:e|ce)\b)|[Uu]n(?=[a-z])(?!i(?![dmn]))"
    r"|[FHLMNRSX](?:[A-Z]|[B-DF-HJ-NP-TV-Z][A-Z]|[B-DF-HJ-NP-TV-Z]{3,})\b"
)
# Bodies whose head is else one person's role: "a guard", but "the coast guard".
_GUARDS = re.compile(r"(?:\b(?:coast|national|civil|republican) guard|\brevolutionary guards?|\bcoastguard)\Z", re.I)
# Somebody of something not named has the article of that: "the state's governor"; "women's groups" are a kind.
_OWNED = re.compile(r"(?!(?:women|men|children|people|today|yesterday|some\w+|every\w+|any\w+|no\w+)['’])[a-z]+['’]s ")
_HEAD = re.compile(r" (?:of|for|in|on|at|from)\b|,")


def named(name: str) -> str:
    """A name as a sentence has it: "the interior ministry", "state media", "a spokesman", "Syria's health ministry"."""
    name = nobody(name) or _settled(name)
    if _OWNED.match(name):
        return f"the {name}"
    if not name or (_DETERMINED.match(name) and not _ROLE.match(name)):
        return name
    last = _HEAD.split(name, maxsplit=1)[0].rsplit(" ", 1)[-1]
    head, told = last.casefold(), last.islower()  # "a U.S. official", but "Officer Jane Roe": no name has a small head
    if head == "police" and name[:1].islower():
        return name
    if name.casefold() in _NAMED_SO:
        return f"the {name}"
    if head in _ARTICLE or _GUARDS.search(name) or (head in _THE | _KIN and told):
        return f"the {name}"
    if head in _ONE and told:
        return indefinite(name)
    return name


def indefinite(noun: str) -> str:
    """A noun in the singular with its article: "an aid worker", "a university spokesman", "a UN official"."""
    return f"{'an' if _VOWEL.match(noun) else 'a'} {noun}"


def nobody(name: str) -> str:
    """What to call a source that is a mere pronoun; empty where the name is one."""
    return _NOBODY.get(name.casefold(), "")


def _settled(name: str) -> str:
    """A name without the capital that the start of a sentence gave a common noun: "State media" is "state media",
    "Officials in Oklahoma" are "officials in Oklahoma"."""
    first, _, rest = name.partition(" ")
    common = first.istitle() and first.casefold() in _COMMON and not rest[:1].isupper()
    return name[:1].casefold() + name[1:] if common else name


def several(name: str) -> bool:
    """Whether a name is a plural: "Kurdish rebels are", "vigilantes are", but "Islamic State is", "US is"."""
    last = name.rsplit(" ", 1)[-1]
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "news"))
