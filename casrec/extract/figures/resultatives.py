"""Find the victims of a deed whose outcome stands after them: "beat a man to death", "shot one man fatally"."""

from __future__ import annotations

from casrec.extract.figures.row import Row
from casrec.terms import Harm

_TO_DEATH = frozenset(
    "beat beats beating beaten burn burns burned burnt burning stab stabs stabbed stabbing hack hacks hacked hacking "
    "stone stones stoned stoning trample tramples trampled trampling crush crushes crushed crushing bludgeon "
    "bludgeons bludgeoned bludgeoning starve starves starved starving freeze freezes froze frozen freezing shoot "
    "shoots shot shooting club clubs clubbed clubbing kick kicks kicked kicking choke chokes choked choking put puts "
    "putting torture tortures tortured torturing knife knifes knifed knifing bomb bombs bombed bombing".split()
)
_ALIVE = frozenset("burn burns burned burnt burning bury buries buried burying".split())
_BLOWN = frozenset("blow blows blew blown blowing tear tears tore tearing".split())
_FATAL = frozenset("shoot shoots shot shooting stab stabs stabbed stabbing wound wounds wounded wounding".split())
_PIECES = frozenset("pieces bits shreds".split())
_FATALLY = frozenset("fatally mortally dead".split())


def resultative(row: Row, index: int) -> None:
    """Add those who stand between the verb at ``index`` and its outcome, as killed."""
    word = row.last_word(index)
    if word not in _TO_DEATH and word not in _ALIVE and word not in _BLOWN and word not in _FATAL:
        return
    start = row.group_start(index)
    if "b" in row.symbols[start:index] or row.unreal(start, index) or row.conditional(index):
        return
    victims = row.objects(index + 1)
    if not victims:
        return
    last = row.chunks[victims[-1]].last
    after = [token.lower for token in row.tokens[last + 1 : last + 3]]
    deadly = (
        (word in _TO_DEATH and after == ["to", "death"])
        or (word in _ALIVE and after[:1] == ["alive"])
        or (word in _BLOWN and after[:1] == ["to"] and after[-1] in _PIECES)
        or (word in _FATAL and not _FATALLY.isdisjoint(after[:1]))
    )
    if deadly:
        row.add(victims, index, "resultative", Harm.KILLED)
