"""In which words to say that an actor is held responsible: accused, or only named as having acted."""

from __future__ import annotations

from collections.abc import Iterable

from casrec.records import Claim

# The rules of extraction that find somebody told as the doer of something, where nobody says outright that he is to
# blame: of what he is the doer, only the words tell ("special forces killed the gunman").
_DEED = "deed."
_ACCOUNT = "the account of"


def outright(claims: Iterable[Claim]) -> bool:
    """Whether any of the claims that hold one actor responsible says so outright."""
    return any(not claim.rule.startswith(_DEED) for claim in claims)


def account_of(outlets: str) -> str:
    """Who blames, where an outlet names nobody who does: "the account of Meridian Post"."""
    return f"{_ACCOUNT} {outlets}"


def blamed(actors: Iterable[bool], many: bool, by: str = "") -> str:
    """What is said of actors, ``outright`` or not each: "is accused by A", "are named as having acted, by B".

    ``many`` is the grammatical number of their names, ``by`` the accusers in words.
    """
    kinds = set(actors)
    said = " or ".join(["accused"] * (True in kinds) + ["named as having acted"] * (False in kinds))
    comma = "," if False in kinds or by.startswith(_ACCOUNT) else ""
    return f"{'are' if many else 'is'} {said}" + (f"{comma} by {by}" if by else "")
