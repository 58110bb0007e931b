"""The cheap look before the parse: whether a sentence's words can tie an actor to an attack by any rule at all.

Each test asks for words without which the rules of one module find nothing, whatever the parse; a test over the cases
holds that no tie is lost by it. A rule that asks for other words must be let in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casrec.extract.responsibility.accusations import BEING, DOERS, REFERS, STATES, SUSPICIONS
from casrec.extract.responsibility.actors import lexicon
from casrec.extract.responsibility.avowals import SAYS_IT
from casrec.extract.responsibility.captures import CAPTIVES
from casrec.extract.responsibility.couplings import BODIES, CAMPAIGNS, THOUGHT
from casrec.extract.responsibility.deeds import CAPTURES, CIVILIANS, HARM_WORDS, IDENTIFIES, POLICE, Deeds, deeds
from casrec.extract.responsibility.nominals import AUTHORS, HURT
from casrec.extract.responsibility.perpetrators import PART_OF, TAKES_PART, WEAPONS
from casrec.extract.responsibility.persons import HE, POSSESSED
from casrec.extract.responsibility.reproaches import REPROACHES
from casrec.extract.responsibility.statements import OWN, PARTS, SAYS_LITTLE, SELF
from casrec.extract.responsibility.suspects import (
    AIMS,
    ARMS,
    ATTACKS,
    FIRES,
    GETS,
    RAMPAGES,
    SETS,
    TERMS,
    THINGS,
    USES,
)
from casrec.extract.responsibility.tie_words import Runs, Words

_SPEAKS_FOR_ITSELF = SELF | OWN
_ALWAYS = frozenset("plea pleas denial denials plead pleads pleaded pled pleading caliphate khilafah".split())
_IT = frozenset("it this them".split())
_CLAIMED = frozenset("it them both by behalf name".split())  # what is claimed, or how
_BY = frozenset(["by"])
_NEAR = 8  # words between the name of a body and the attack it made: the rule allows four, some of several pieces
_NAMED = IDENTIFIES | {"recognized", "recognised"}
_AIMS = AIMS | {"shot", "round"}
_AIMED = 4  # words between "fired" and "at"
_ALLEGED = frozenset("alleged suspected".split())


@dataclass(frozen=True, slots=True)
class _Signs:
    """Word classes joined once for the tests below."""

    carries: Runs  # verbs that do violence with a noun of attack
    doers: Runs  # whom the outlet's own word may name as a doer
    police: Runs
    always: Runs  # words of blame, denial and confession
    law: Runs  # steps against somebody
    stated: Runs  # what somebody is behind, what is his work
    partaken: Runs  # what somebody has a part in
    authored: Runs  # whose author he is
    crimes: Runs  # of what
    attacks: Runs  # of what somebody is accused
    referred: Runs  # what is attributed to somebody
    violence: Runs
    admits: Runs
    claims: Runs
    bodies: Runs  # whose attack a noun tells: "a rebel raid", "Harun's missile strike" of a ruler


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    words, people, unnamed = deeds(), lexicon().people, lexicon().unnamed
    attack = words.attack_nouns | HARM_WORDS
    several = {word for word in unnamed if word.endswith(("s", "men", "people"))}  # "Fulani gunmen"
    return _Signs(
        carries=words.does_attack | TAKES_PART | {"involved"},
        doers=(people - POLICE - unnamed) | several,
        police=people & POLICE,
        always=words.blames | words.denies | words.confesses | _ALWAYS,
        stated=attack | _IT,
        partaken=words.strong_nouns | HURT | _ALLEGED,
        authored=words.strong_nouns | HARM_WORDS | {"crime", "attack"},
        law=words.prosecutes | words.arrests | words.charges,
        crimes=((words.strong_nouns | words.does_harm | words.crimes) - POSSESSED) | (words.attack_nouns - SAYS_LITTLE),
        attacks=words.strong_nouns | words.does_harm | words.attack_nouns | words.weak_nouns,
        referred=words.strong_nouns | words.attack_nouns | words.does_harm | words.crimes | REFERS,
        violence=attack,
        admits=words.admits | words.takes,
        claims=frozenset(word for word in words.takes if word.startswith("claim")) | {"claim", "claims"},
        bodies=BODIES | lexicon().rulers.keys(),
    )


def possible(said: Words, named: bool) -> bool:
    """Whether the words of a sentence can tie anyone to an attack who is not told as a person who did it (see
    ``deadly``); ``named`` says that it names a known actor."""
    runs, words, signs = said.runs, deeds(), _signs()
    if not signs.always.isdisjoint(runs) or not (DOERS.isdisjoint(runs) or BEING.isdisjoint(runs)):
        return True
    if not words.perpetrator_nouns.isdisjoint(runs):
        if named or "including" in runs or said.capitals:
            return True  # "the suspect, X"
        if not (_NAMED.isdisjoint(runs) or HE.isdisjoint(runs)):
            return True  # "identified him as the gunman"
    if "as" in runs and not (_NAMED.isdisjoint(runs) or HE.isdisjoint(runs)):
        return True  # "he was identified as X", behind a sentence on the gunman
    if "part" in runs and not (signs.admits.isdisjoint(runs) or signs.partaken.isdisjoint(runs)):
        return True  # "he admitted his part in the bombing"
    if not STATES.isdisjoint(runs) and ("responsible" in runs or not signs.stated.isdisjoint(runs)):
        return True  # "behind the attack", "the work of"
    if not (AUTHORS.isdisjoint(runs) or signs.authored.isdisjoint(runs)):
        return True
    if not (TERMS.isdisjoint(runs) or GETS.isdisjoint(runs) or signs.crimes.isdisjoint(runs)):
        return True  # "got 40 years for the killing"
    if _two(runs, signs.law, signs.crimes) or _two(runs, words.accuses, signs.attacks):
        return True
    if not (words.attributes.isdisjoint(runs) or signs.referred.isdisjoint(runs) or signs.violence.isdisjoint(runs)):
        return True
    if "for" in runs and not (REPROACHES.isdisjoint(runs) or signs.violence.isdisjoint(runs)):
        return True  # "condemned the front for the attack"
    if named and "for" in runs and not (words.deadly | words.grave).isdisjoint(runs):
        return True  # "revenge on the front for killing him"
    if named and not SUSPICIONS.isdisjoint(runs):
        return True  # "suspicion fell on the front"
    if not (PARTS.isdisjoint(runs) or signs.partaken.isdisjoint(runs)):
        return True  # "the army's role in the massacre"
    violent = _violent_verb(runs, runs, words, signs)
    acts = violent and _violent_verb(runs, said.acting, words, signs)
    return (
        (acts and _doer(runs, named, words, signs))
        or _avowed(runs, named, violent if named else acts)
        or _coupled(said, named)
    )


def _two(runs: Runs, some: Runs, others: Runs) -> bool:
    """Whether there is a word of some and another of others: "charged" is a step of the law or an attack, not both."""
    if some.isdisjoint(runs) or others.isdisjoint(runs):
        return False
    return len((runs & some) | (runs & others)) > 1


def deadly(said: Words) -> bool:
    """Whether a verb among the words tells what a person did; it then takes a person named, or "he"."""
    return (_deadly(said.runs) and _deadly(said.acting)) or _fires(said)


def _fires(said: Words) -> bool:
    """Whether somebody fires at others: "fired several times at them"."""
    return not (FIRES.isdisjoint(said.runs) or _AIMS.isdisjoint(said.runs)) and said.follows(FIRES, _AIMS, _AIMED)


def _deadly(runs: Runs) -> bool:
    words = deeds()
    if not (words.deadly.isdisjoint(runs) and words.grave.isdisjoint(runs)) or _completed(runs, words):
        return True
    if not (SETS.isdisjoint(runs) or THINGS.isdisjoint(runs)) or not (USES.isdisjoint(runs) or ARMS.isdisjoint(runs)):
        return True
    if not (RAMPAGES.isdisjoint(runs) and ATTACKS.isdisjoint(runs)):
        return True
    return not (words.does_attack.isdisjoint(runs) or words.strong_nouns.isdisjoint(runs))


def _completed(runs: Runs, words: Deeds) -> bool:
    """Whether a verb stands beside a word that makes it violent: "set" and "fire"."""
    return any(not words.does_with[verb].isdisjoint(runs) for verb in runs & words.does_with.keys())


def _violent_verb(runs: Runs, acting: Runs, words: Deeds, signs: _Signs) -> bool:
    """Whether a verb may do violence, by itself or with the noun or particle it needs for that."""
    if not words.does_harm.isdisjoint(acting) or _completed(runs, words):
        return True
    if not (CAPTURES.isdisjoint(runs) or CAPTIVES.isdisjoint(runs)):
        return True
    attack = not (words.attack_nouns.isdisjoint(runs) and CAMPAIGNS.isdisjoint(runs))
    return attack and not signs.carries.isdisjoint(runs)


def _doer(runs: Runs, named: bool, words: Deeds, signs: _Signs) -> bool:
    """Whether violence may have a doer that is somebody. Police who shoot are told of only where civilians are hit."""
    if named or not signs.doers.isdisjoint(runs):
        return True
    if not signs.police.isdisjoint(runs) and not CIVILIANS.isdisjoint(runs):
        return True
    if "they" in runs and not words.deadly.isdisjoint(runs):
        return True  # "they killed my brother"
    if not BODIES.isdisjoint(runs) and not words.attack_heads.isdisjoint(runs):
        return True  # "a regime barrel bomb"
    if not words.does_attack.isdisjoint(runs) and not words.attack_nouns.isdisjoint(runs):
        return True  # whoever carried it out, by any name
    return not PART_OF.isdisjoint(runs) and ("of" in runs or "from" in runs)


def _avowed(runs: Runs, named: bool, violent: bool) -> bool:
    """Whether someone may take responsibility, or say what he or his side did."""
    words, signs = deeds(), _signs()
    if not signs.claims.isdisjoint(runs) and not (_CLAIMED.isdisjoint(runs) and words.attack_nouns.isdisjoint(runs)):
        return True
    if not (words.takes.isdisjoint(runs) or words.responsibility.isdisjoint(runs)):
        return True
    if words.says.isdisjoint(runs) and signs.admits.isdisjoint(runs):
        return False
    if not violent and (
        SAYS_IT.isdisjoint(runs) or (words.attack_nouns.isdisjoint(runs) and HARM_WORDS.isdisjoint(runs))
    ):
        return False
    return named or not (signs.admits.isdisjoint(runs) and _SPEAKS_FOR_ITSELF.isdisjoint(runs))


def _coupled(said: Words, named: bool) -> bool:
    """Whether a noun of attack may have a doer: "by", a name beside it, or the use of a weapon."""
    runs, words = said.runs, deeds()
    if "by" in runs and said.follows(words.attack_nouns, _BY, len(said.order)):
        return True
    if not words.attack_heads.isdisjoint(runs) and (named or said.follows(_signs().bodies, words.attack_heads, _NEAR)):
        return True
    if named and "be" in runs and not THOUGHT.isdisjoint(runs):
        return True
    return "use" in runs and not WEAPONS.isdisjoint(runs)
