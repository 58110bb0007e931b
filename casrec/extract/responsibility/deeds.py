"""The verbs and nouns of violence as a report uses them: word classes with their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from casrec.lexicon import entries

HARM_WORDS = frozenset(
    "killed kills kill killing dead died dies deaths death injured injures injuring wounded wounds wounding casualties "
    "toll victims bodies hurt slain murdered massacred assassinated fatally lives maimed executed beheaded burned "
    "displaced uprooted homeless kidnapped abducted hostage hostages tortured raped".split()
)
# Whom forces of order attack when they attack: against others they make arrests or return fire.
CIVILIANS = frozenset(
    "protesters protestors demonstrators civilians civilian people students residents villagers women children child "
    "peasants worshippers crowd crowds journalists journalist priests priest family families farmers workers pilgrims "
    "refugees migrants palestinians supporters marchers mourners bystanders passersby schoolchildren teenager "
    "congregation inhabitants student protester protestor demonstrator mourner pedestrian pedestrians passenger "
    "passengers farmer teacher teachers doctor doctors mother father grandmother grandfather unarmed teen teens "
    "youngster youngsters baby babies infant toddler pupils pupil schoolgirl schoolboy motorist motorists miners "
    "strikers girl boy woman shoppers spectators".split()
)
COMBATANTS = frozenset(
    "militants militant rebels rebel guerrillas guerrilla insurgents insurgent terrorists terrorist fighters gunmen "
    "gunman suspects suspect attackers attacker bombers bomber jihadists extremists subversives subversive assailants "
    "assailant shooter separatists extremist fighter criminals bandits robbers robber burglar burglars "
    "carjacker carjackers intruder intruders kidnapper kidnappers hostage-takers perpetrators".split()
)

POLICE = frozenset(
    "nypd lapd cops police policeman policemen officer officers deputies deputy authorities guard guards".split()
)

KIN = frozenset(
    "brother son father husband mother daughter wife sister boyfriend girlfriend cousin uncle aunt nephew niece "
    "grandson granddaughter stepson".split()
)
HIM = frozenset("him her me you us them".split())
IDENTIFIES = frozenset("identify identifies identified identifying name names named naming".split())
# Who keeps order; what they do to armed men is no attack.
LAW = frozenset("police policemen soldiers troops army officers security guards forces military commandos".split())
# What a court does that lets somebody go.
CLEARS = frozenset("acquitted acquits acquit acquitting cleared clears clearing exonerated exonerates absolved".split())
CAPTURES = frozenset("seize seizes seized seizing capture captures captured capturing hold holds held holding".split())
BLOWS_UP = frozenset("blow blows blew blown blowing".split())
# With one of these nobody attacked.
BY_MISTAKE = frozenset("accidentally inadvertently unintentionally accidental mistakenly".split())
# What is said or blamed so, says the outlet, is not so.
FALSELY = frozenset("falsely wrongly mistakenly incorrectly wrongfully unjustly".split())


@dataclass(frozen=True)
class Deeds:
    """The word classes of ``lexicon/deeds.yaml``, with every regular form of each word."""

    attack_nouns: frozenset[str]
    attack_heads: frozenset[str]
    ambiguous_heads: frozenset[str]
    perpetrator_nouns: frozenset[str]
    grave: frozenset[str]
    incendiaries: frozenset[str]
    state_manner: frozenset[str]
    rebel_manner: frozenset[str]
    weak_nouns: frozenset[str]
    not_deeds: frozenset[str]
    forces_of_nature: frozenset[str]
    does_attack: frozenset[str]
    does_harm: frozenset[str]
    does_with: dict[str, frozenset[str]]
    says: frozenset[str]
    takes: frozenset[str]
    responsibility: frozenset[str]
    admits: frozenset[str]
    denies: frozenset[str]
    denied_things: frozenset[str]
    blames: frozenset[str]
    accuses: frozenset[str]
    attributes: frozenset[str]
    prosecutes: frozenset[str]
    arrests: frozenset[str]
    charges: frozenset[str]
    crimes: frozenset[str]
    deadly: frozenset[str]
    confesses: frozenset[str]
    officers: frozenset[str]
    bodies: frozenset[str]
    not_victims: frozenset[str]
    not_actors: frozenset[str]
    politics: frozenset[str]

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The words for doing violence, one of which a told deed needs."""
        return self.does_attack | self.does_harm | frozenset(self.does_with) | self.attack_nouns | {"use"} | CAPTURES

    @cached_property
    def strong_nouns(self) -> frozenset[str]:
        """The attack nouns that name an attack whatever stands beside them."""
        return self.attack_nouns - self.weak_nouns

    @cached_property
    def culprits(self) -> frozenset[str]:
        """The words for a perpetrator that name one wherever they stand: a driver may be anybody's."""
        return self.perpetrator_nouns - {"driver"}

    def harms(self, verb: str, beside: set[str]) -> bool:
        """Whether a verb, with the words that depend on it, does harm: "bombed", "set fire to", "blew up"."""
        return verb in self.does_harm or not self.does_with.get(verb, frozenset()).isdisjoint(beside)


def forms(entry: str) -> set[str]:
    """All forms of a verb or noun given as "base" or "base/irregular/irregular". Regular ones are over-made: a form
    nobody writes does no harm."""
    base, *irregular = entry.split("/")
    made = {base, *irregular}
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        made |= {base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    elif base.endswith("e"):
        made |= {base + "s", base + "d", base[:-1] + "ing"}
    elif base.endswith(("s", "x", "z", "ch", "sh")):
        made |= {base + "es", base + "ed", base + "ing"}
    else:
        made |= {base + "s", base + "ed", base + "ing"}
        if len(base) < 8 and base[-1] not in "aeiouwxyhk" and base[-2:-1] in "aeiou" and base[-3:-2] not in "aeiou":
            made |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return made


@lru_cache(maxsize=1)
def deeds() -> Deeds:
    """The word classes, read once at first use."""
    data = entries("deeds")
    plain = {
        "perpetrator_nouns",
        "incendiaries",
        "attack_heads",
        "not_deeds",
        "forces_of_nature",
        "ambiguous_heads",
        "state_manner",
        "rebel_manner",
        "officers",
        "bodies",
        "not_victims",
        "not_actors",
        "politics",
    }
    pairs = data.pop("does_with").replace(",\n", ",").replace(", ", ",").split()
    does_with = {
        form: frozenset(others.split(","))
        for verb, others in (pair.split("=") for pair in pairs)
        for form in forms(verb)
    }
    classes = {
        name: frozenset(words.split() if name in plain else (f for word in words.split() for f in forms(word)))
        for name, words in data.items()
    }
    return Deeds(does_with=does_with, **classes)
