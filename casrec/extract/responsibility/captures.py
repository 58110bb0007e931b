"""People who bear no arms told to be seized or held: "the rebels seized four observers"."""

from __future__ import annotations

from casrec.extract import clauses
from casrec.extract.responsibility.actors import ARMED_GROUP, Cast
from casrec.extract.responsibility.deeds import CAPTURES, CIVILIANS, LAW, POLICE
from casrec.syntax import Sentence

CAPTIVES = CIVILIANS | frozenset(
    "observers observer reporters reporter officials official minister employees employee staff aides foreigners "
    "foreigner nationals westerners negotiators tourists tourist engineers engineer envoys envoy diplomats diplomat "
    "ambassador mayor missionaries missionary nuns monks sailors crew guests captives hostages hostage captive".split()
)
HOSTAGES = frozenset("hostage hostages captive captives".split())
# Beside these nobody is a captive: "hold officials responsible", "held talks with officials".
_OTHERWISE = frozenset("responsible accountable liable back meetings talks office elections".split())
_CLOSE = 5  # words


def captures(sentence: Sentence, cast: Cast, verb: int) -> bool:
    """Whether somebody is told to seize or hold people; what forces of order and states do so is an arrest."""
    tokens = sentence.tokens
    if tokens[verb].lower not in CAPTURES:
        return False
    close = {tokens[c].lower for c in sentence.children(verb)} | {t.lower for t in tokens[verb + 1 :][:_CLOSE]}
    if close & _OTHERWISE or CAPTIVES.isdisjoint(tokens[h].lower for h in clauses.objects(sentence, verb)):
        return False
    passive = clauses.is_passive(sentence, verb)
    who = clauses.agents(sentence, verb) if passive else clauses.subjects(sentence, verb)
    order = LAW | POLICE
    return not any(
        tokens[n].lower in order
        or any(m.known.kind != ARMED_GROUP for m in cast.overlapping(*clauses.phrase(sentence, n)))
        for n in who
    )
