"""What a report's words say of how the wounded may fare: what speaks for one more dead, and what for none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casrec.sieve import Sieve, lowered

_PART = r"\b(?:in|to|through) (?:the|his|her|their) "
# Each kind of words; two of them may stand in one report, of two victims or of two hours.
_KINDS = {
    "grave": Sieve(
        r"\bcritical(?:ly)?\b|\b(?<!non-)(?<!non )(?<!not )life[- ]threatening"
        r"|\bgrave(?:ly)? (?:condition|wound|injur|ill)|\bcoma(?:tose)?\b"
        r"|\bfight(?:s|ing) for (?:his|her|their) life|\blife[- ]support|\bunresponsive"
        r"|\bnot expected to (?:live|survive|make it)|\bclinging to life|\bintensive care|\bbrain[- ]dead"
        r"|\b(?:extremely|very) serious\b",
        re.I,
    ),
    "mild": Sieve(
        r"\bnon[- ]?(?:life[- ]threatening|fatal|critical)|\bnot (?:\w+ to be )?life[- ]threatening|\bstable\b"
        r"|\b(?:good|fair|satisfactory) condition|\bexpected to (?:survive|recover|live|make|be)\b"
        r"|\brecover(?:ing|s|ed)?\b|\b(?:treated|was|been|and) (?:and )?released\b|\bminor (?:injur|wound)"
        rf"|\bgraz(?:ed?|es|ing)\b|\bsurviv(?:ed|es|ing|or)|{_PART}(?:\w+ ){{0,2}}"
        r"(?:legs?|arms?|foot|feet|hands?|thigh|buttocks?|ankle|shoulder|knee|finger|toe|calf|hip|wrist|elbow)\b",
        re.I,
    ),
    "serious": Sieve(
        r"\bserious (?:condition|injur|wound)|\bseriously (?:injur|wound|hurt)|\bairlifted|\bflown\b|\bhelicopter"
        r"|\bsurgery",
        re.I,
    ),
    "vital": Sieve(
        rf"{_PART}(?:\w+ )?(?:head|face|chest|neck|temple|heart|abdomen|stomach|back|torso|upper body)\b"
        r"|\b(?:multiple (?:gunshot|stab)|(?:several|multiple|numerous|\w+) times)\b",
        re.I,
    ),
    "unit": Sieve(
        r"\bhomicide (?:detective|unit|squad|bureau|investigator|section|division|task)|\bdeath investigation"
        r"|\b(?:medical examiner|coroner)|\bmurder\b",
        re.I,
    ),
    "unknown": Sieve(
        r"\bconditions?\b[^.]{0,50}\b(?:unknown|unclear|not (?:known|released|available|immediately))"
        r"|\bunknown condition|\bextent of[^.]{0,40}injur",
        re.I,
    ),
    "self": Sieve(
        r"\bself-inflicted|\b(?:shot|shoots?|shooting) (?:him|her)?self\b|\bown hand|\bturned the gun on|\bsuicid", re.I
    ),
}


def kinds(sentences: Iterable[str]) -> dict[str, str]:
    """The kinds of words on the wounded that sentences hold, each with its first words."""
    held, found = list(sentences), dict[str, str]()
    whole = lowered("\n".join(held))
    sought = [(kind, words.pattern) for kind, words in _KINDS.items() if words.may(whole)]
    for sentence in held:
        for kind, words in sought:
            match = words.search(sentence) if kind not in found else None
            if match is not None:
                found[kind] = match.group()
    return found
