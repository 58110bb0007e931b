"""The words by which a line tells that somebody was killed, or wounded, without saying who or how many."""

from __future__ import annotations

import re

from casrec.extract.reading import Line, Reading
from casrec.sieve import Sieve

_FATAL = Sieve(
    r"\b(?<!non-)(?<!non)(?:fatal(?:ly)?|fatalit(?:y|ies)|mortally|passe[sd] away|los(?:t|es|ing) (?:his|her) life"
    r"|(?:unable|not able) to save|(?:could not|couldn['’]t) (?:save|be saved)"
    r"|claim(?:s|ed|ing) (?:\w+ ){0,2}li(?:fe|ves)|deadly(?! (?:weapon|force))|murder(?:ed|s)?|slaying|slain"
    r"|shooting death|found dead|dies|died|killed|death investigation"
    r"|homicide(?! (?:report|detective|unit|squad|bureau|investigator|section|division|task)))\b",
    re.I,
)
_WOUNDING = Sieve(
    r"\b(?:wounded|injured|hurt|hospitali[sz]ed|(?:critical|stable|serious) condition|non-life"
    r"|shot in the|surviv(?:e[ds]?|ing|ors?)\b|recovering|non-?fatal|gunshot victim|accidentally sho\w+"
    r"|shoots? (?:him|her)?self)\b",
    re.I,
)
# What was only tried, meant, possible or spoken of at large.
_UNDONE = Sieve(
    r"\battempt(?:ed)?[\s-]+(?:(?:first|second)[- ]degree |capital |aggravated |criminal )?(?:murder|homicide)"
    r"|\bassault with intent to (?:commit )?murder|\bconvicted (?:of )?murder\w*|\bmurder conviction"
    r"|\b(?:could|would) (?:\w+ )?(?:have |be |been ){1,2}(?:killed|died|dead|murdered)\b"
    r"|\b(?:ranging|range[sd]?) from (?:\w+,? ){0,3}?murder"
    r"|\b(?:reduc\w+|combat\w*|prevent\w*|curb\w*) (?:\w+ )?homicide"
    r"|\b(?:plan\w*|plot\w*|conspir\w+|want\w*|tr(?:y|ies|ied|ying)) (?:\w+ ){0,2}?to (?:commit )?murder",
    re.I,
)
_NOBODY = re.compile(r"\b(?:no one|nobody|none|not|no)\b[^.]{0,40}\Z|n['’]t\b[^.]{0,20}\Z|\b(?:nearly|almost) \Z", re.I)


def killing(reading: Reading, line: Line) -> str | None:
    """The words of a line that tell of somebody killed; None where it tells of nobody, or of nobody killed."""
    words = _UNDONE.sub("", reading.words(line))
    found = _FATAL.search(words)
    return found.group() if found is not None and not _NOBODY.search(words, 0, found.start()) else None


def wounding(reading: Reading, line: Line) -> str | None:
    """The words of a line that tell of somebody wounded; None where it tells of nobody, or of nobody wounded."""
    found = reading.search(_WOUNDING, line)
    if found is None or _NOBODY.search(reading.text, line.start, found.start()):
        return None
    return found.group()
