"""Those who killed others and then themselves: "killed his wife, then himself" is two dead, though it counts one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casrec import sums
from casrec.extract.reading import Line, Reading
from casrec.extract.tally.victims import DEAD, Hurt
from casrec.records import Claim, Figure
from casrec.sieve import Sieve
from casrec.terms import Harm

_SELF = r"(?:himself|herself|themselves|self)\b"
_GUN = r"(?:gun|weapon|rifle|shotgun|pistol|handgun|firearm|knife)"
_KILL = r"(?:kill\w*|murder(?:s|ed|ing)?|slain|slay\w*|fatally|dead|to death|gunn(?:ed|ing) down)\b(?![\s/-]+suicide)"
_OWN = (
    rf"kill(?:s|ed|ing)? {_SELF}|fatally (?:shot|shoots|shooting|stabbed|stabbing) {_SELF}"
    rf"|(?:took|takes?|taking|taken) (?:his|her|their) own (?:life|lives)"
    rf"|turn(?:s|ed|ing)? (?:\w+ ){{1,2}}{_GUN} on {_SELF}"
    rf"|(?:before|then|and) (?!accident)(?:\w+ )?(?:shooting|shot|shoots|hanging|hanged|stabbing) {_SELF}"
    rf"|(?:then|and(?: then)?) {_SELF}|(?:commit(?:s|ted|ting)?|died by|dies by|by) suicide"
)
_TOO = Sieve(rf"\b{_KILL}[^.;]{{1,200}}?(?:\b(?P<own>{_OWN})|(?P<last>, {_SELF}))", re.I)
_ACTIVE = (
    r"(?:kills|slays|murders|killing|(?:killed|slew|murdered)(?= (?:his|her|their|an?|two|three|four|five|\d\d?)\b))"
)
_TOGETHER = Sieve(rf"\b{_ACTIVE}[^.;]{{1,150}}?\b(?:in|as)\b[^.;]{{0,40}}?\b(?P<own>murder[\s/-]+suici)", re.I)
_BEFORE = Sieve(
    rf"\b(?P<own>kill(?:s|ed|ing) {_SELF}),? and (?=(?:his|her|their|an?|the|two|three|four|five|\d\d?)\b)", re.I
)
_HE = r"(?:the (?:gunman|suspect|shooter|attacker|killer|father|husband|man|woman|mother|teen\w*)|police say he|he|she)"
_NEXT = Sieve(rf"\b{_HE} (?:\w+ ){{0,3}}?(?P<own>{_OWN})", re.I)
_BOTH = Sieve(r"\b(?:murder|killing|slaying)[\s/-]+suicides?\b", re.I)
_OPENING = 25  # characters of a sentence in which its subject stands
# Before these words, what tells that it was not done, or not yet known.
_UNDONE = re.compile(
    r"\b(?:attempt\w*|tr(?:y|ies|ied|ying)|threaten\w*|want\w*|plan\w*|going|intend\w*|not|never|might|could|would|if"
    r"|accidental\w*)\b[^.;,]{0,25}\Z",
    re.I,
)


def too(reading: Reading, line: Line) -> str | None:
    """The words of a line by which somebody who killed others died by his own hand; None without any."""
    if reading.search(_TOO, line) is None:
        together = reading.search(_TOGETHER, line) or reading.search(_BEFORE, line)
        return together["own"] if together is not None else None
    for match in _TOO.finditer(reading.text, line.start, line.end):
        group = "own" if match["own"] else "last"
        if not _UNDONE.search(reading.text, max(line.start, match.start(group) - 40), match.start(group)):
            return match[group].strip(", ")
    return None


def next_too(reading: Reading, line: Line) -> str | None:
    """The words of a line that goes on, of who killed the people of the line before: "The gunman then shot himself"."""
    match = reading.search(_NEXT, line)
    if match is None or match.start() > line.start + _OPENING:
        return None
    if _UNDONE.search(reading.text, max(line.start, match.start("own") - 40), match.start("own")):
        return None
    return match["own"]


def both(reading: Reading, line: Line) -> str | None:
    """The word of a line that tells of a killing and a suicide at once: "murder-suicide"; None without it."""
    match = reading.search(_BOTH, line)
    return match.group() if match is not None else None


def slain(line: Line, told: Sequence[Hurt], claims: Sequence[Claim], lists: Sequence[tuple[Claim, ...]]) -> int:
    """How many a line tells to be dead, without who died by his own hand.

    ``told`` are the line's dead and hurt, ``claims`` the report's figures of its incident, ``lists`` those told in one
    breath.
    """
    dead = {hurt.person.start: hurt.person for hurt in told if hurt.state == DEAD}
    own = {hurt.person.start for hurt in told if hurt.rule == "own hand"}
    others = [one for start, one in dead.items() if start not in own and one.part != "suspect" and not one.pronoun]
    crowds = [person.count or 0 for person in others if person.count != 1]
    counts = [len(others) - len(crowds) + max(crowds, default=0)]
    counts += [sums.total(one)[0] for one in lists if _killed(one[0], line) is not None]
    figures = [(claim, figure) for claim in claims if (figure := _killed(claim, line)) is not None]
    for claim, figure in figures:
        if figure.explicit and figure.within is None:
            counts.append(figure.low or 0)
        elif not figure.explicit and not claim.rule.startswith("reflexive"):
            counts.append(1)
    return max(counts)


def _killed(claim: Claim, line: Line) -> Figure | None:
    """The figure of killed that a claim makes in a line; None where it makes none."""
    figure = claim.content
    here = line.start <= claim.span.start < line.end
    return figure if here and isinstance(figure, Figure) and figure.harm is Harm.KILLED else None
