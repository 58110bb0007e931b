"""Which origins a number has: those that only pass on another's word are not counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from casrec.reconcile.accounts import Account, unit
from casrec.reconcile.origins import PASSING_ON, ROLE, Origin, Origins, commonest, same_body
from casrec.reconcile.sayings import Saying
from casrec.records import Claim
from casrec.terms import Harm, SourceType

_AUTHORITIES = frozenset(
    {
        SourceType.GOVERNMENT,
        SourceType.POLICE,
        SourceType.MILITARY,
        SourceType.MEDICAL,
        SourceType.RESCUE_SERVICE,
        SourceType.COURT,
    }
)
# Words for somebody in office that do not say in which.
_WHOEVER = re.compile(
    r"(?:the )?(?:(?:local|government|state|city|county|public|an?) )*(?:authorit(?:y|ies)|officials?)(?: there)?", re.I
)


class Independence:
    """The origins of an incident's numbers, whoever only passes one on left out.

    1. Whoever is cited for a number is its origin, however many outlets cite him and under whatever name.
    2. An outlet that gives a number in its own voice, and in the same or another report here cites somebody for it, has
       it from him: a headline or an opening that repeats what the article attributes is no second origin.
    3. An agency or outlet that is cited for a number which a report of its own, held here, has from somebody else,
       passes it on too.
    4. A text that credits an agency is that agency's own voice, and reports that print one text are one voice.
    5. "Authorities" and "officials" of whom nobody says which may be any authority that gives the number: they are no
       origin beside one.
    6. An outlet that cites nobody for its number is an origin of it, and is said to name none.
    """

    def __init__(self, sayings: Iterable[Saying], origins: Origins, reports: Iterable[str]) -> None:
        self._voices = {id: origins.outlet(id) for id in sorted(reports)}
        self._held: dict[str, list[str]] = defaultdict(list)
        for id, voice in self._voices.items():
            self._held[voice.key].append(id)
        self._cited: dict[tuple[str, Harm], list[Saying]] = defaultdict(list)
        for one in sorted(sayings, key=lambda one: (one.claim.report, one.claim.span.start, one.claim.id)):
            if not one.origin.voice:
                self._cited[one.claim.report, one.figure.harm].append(one)

    def of(self, accounts: Iterable[Account], harm: Harm) -> tuple[Origin, ...]:
        """The origins of a number that these accounts of a harm give, those cited before outlets, by name."""
        found: dict[str, Origin] = {}
        told: set[str] = set()  # who is cited, and the outlets whose own voice is counted, as themselves or as one text
        for account in sorted(accounts, key=lambda one: (one.origin.key, one.value)):
            for origin in self._whence(_called(account.origin, account.claims), account, harm, frozenset()):
                mine = self._outlets(origin, account)
                name = set() if origin.voice else {origin.name.casefold()}
                if origin.key in found or (mine | name) & told:
                    continue
                told |= mine | name
                found[origin.key] = self._printed(origin, mine)
        if any(_which(one) for one in found.values()):
            found = {key: one for key, one in found.items() if not _whoever(one)}
        return tuple(sorted(found.values(), key=lambda one: (one.voice, one.name.casefold(), one.key)))

    def _outlets(self, origin: Origin, account: Account) -> set[str]:
        """The outlets that an origin speaks for: of a text that several print, all of them."""
        if not origin.voice:
            return set()
        return {origin.key} if origin.key in self._held else {self._voices[id].key for id in account.reports}

    def _printed(self, origin: Origin, outlets: set[str]) -> Origin:
        """A text that several outlets print, called by all of them."""
        names = sorted({voice.name for voice in self._voices.values() if voice.key in outlets}, key=str.casefold)
        return replace(origin, name=f"{' and '.join(names)} in one text") if len(names) > 1 else origin

    def _whence(self, origin: Origin, account: Account, harm: Harm, asked: frozenset[str]) -> list[Origin]:
        """Whom an origin has a number from: itself, where no report of its own cites somebody for it."""
        mine = self._voice(origin)
        if mine is None:
            return [origin]
        if mine.key in asked:
            return []
        own = sorted({*self._held.get(mine.key, ()), *(account.reports if origin.voice else ())})
        cited: dict[str, list[Saying]] = defaultdict(list)
        for one in (one for id in own for one in self._cited[id, harm] if _gives(one, account)):
            cited[one.origin.key].append(one)
        found: list[Origin] = []
        for key in sorted(cited):
            source = _called(cited[key][0].origin, [one.claim for one in cited[key]])
            found += self._whence(source, account, harm, asked | {mine.key})
        return found or [mine]

    def _voice(self, origin: Origin) -> Origin | None:
        """An origin as a voice: an outlet's own, or that of an agency or outlet cited of which a report is held."""
        if origin.voice:
            return origin
        if origin.type not in PASSING_ON:
            return None
        return next((voice for voice in self._voices.values() if same_body(origin.name, voice.name)), None)


def _called(origin: Origin, claims: Iterable[Claim]) -> Origin:
    """A role by the name that these claims give it, by which somebody else's in the same role may differ."""
    if not origin.key.startswith(ROLE):
        return origin
    names = Counter(source.name for claim in claims for source in claim.sources[:1])
    return replace(origin, name=commonest(names)) if names else origin


def _gives(saying: Saying, account: Account) -> bool:
    """Whether a cited figure is the number of an account: the count itself, rounded, or a person that it counts."""
    if account.computed and saying.claim in account.claims:
        return True
    figure, value = saying.figure, account.value
    if value in (figure.low, figure.high):
        return True
    if account.high is not None or account.low is None or figure.low is None:
        return False
    return 0 <= figure.low - value < unit(value - 1 if value % 10 == 1 else value)  # "more than 40" of 42


def _whoever(origin: Origin) -> bool:
    """Whether an origin is somebody in office, and nobody says in which."""
    return origin.type in _AUTHORITIES and _WHOEVER.fullmatch(origin.name) is not None


def _which(origin: Origin) -> bool:
    """Whether an origin is an authority that is named or of which it is said what it is."""
    return origin.type in _AUTHORITIES and not _whoever(origin)
