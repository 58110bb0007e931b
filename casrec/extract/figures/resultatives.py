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
_DEATHS = frozenset(["death", "deaths"])
_THEIR = frozenset(["his", "her", "their"])
_NOT_DEAD = frozenset(
    "sentenced condemned scared frightened bored worried worked related linked tied led leading close due subject "
    "reacted came fought sent rushed went".split()
)
_ALIVE = frozenset("burn burns burned burnt burning bury buries buried burying".split())
_BLOWN = frozenset("blow blows blew blown blowing tear tears tore tearing".split())
_FATAL = frozenset("shoot shoots shot shooting stab stabs stabbed stabbing wound wounds wounded wounding".split())
_PIECES = frozenset("pieces bits shreds".split())
_SEEN = frozenset("see sees saw seen seeing watch watches watched watching".split())
_BURYING = frozenset("bury buried burying".split())
_BURIERS = frozenset(
    "we they i he residents relatives villagers neighbours neighbors volunteers families locals gravediggers".split()
)
_ALIVE_YET = frozenset("alive under beneath in inside among by".split())
_FATALLY = frozenset("fatally mortally dead".split())


def resultative(row: Row, index: int) -> None:
    """Add those who stand between the verb at ``index`` and its outcome, as killed."""
    word = row.last_word(index)
    if word in _SEEN:
        _witnessed(row, index)
    elif word in _BURYING:
        _buried(row, index)
    after = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:3]]
    if after[:2] == ["to", "death"] or _to_his_death(row, index):
        _to_death(row, index)
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
    if deadly and row.symbols[victims[-1]] == "W" and word in _FATAL:
        victims = victims[-1:]  # "stabbed six, three of them fatally"
    if deadly:
        row.add(victims, index, "resultative", Harm.KILLED)


def _to_his_death(row: Row, index: int) -> bool:
    """Whether "to his death" stands in the phrases after a verb: "plunged three floors to her death"."""
    at = index + 1
    while row.symbol(at) in {"x", "#", "y", "p"} and at < index + 6:
        if row.word(at) == "to" and row.symbol(at + 2) == "n":
            return row.last_word(at + 1) in _THEIR and row.last_word(at + 2) in _DEATHS
        at += 1
    return False


def _to_death(row: Row, index: int) -> None:
    """ "Was kicked to death", "a guard knifed to death": whatever the verb, but no "sentenced to death"."""
    start = row.group_start(index)
    if row.last_word(index) in _NOT_DEAD or row.unreal(start, index) or row.conditional(index):
        return
    if "b" in row.symbols[start:index] or row.last_word(index + 2) != "death" or row.word(index + 1) != "to":
        row.add(row.subject(start - 1, index), index, "resultative", Harm.KILLED)
    elif start == index and row.symbol(index - 1) in {"Q", "S", "s", "M"}:
        row.add(row.listed(index - 1, after_verb=True), index, "resultative", Harm.KILLED)


def _witnessed(row: Row, index: int) -> None:
    """ "Saw two men die", "watched a child dying": whoever somebody saw die is dead."""
    victims = row.objects(index + 1)
    dies = victims[-1] + 1 if victims else len(row.chunks)
    word = row.chunks[dies].harm if dies < len(row.chunks) else None
    if word is None or row.symbols[dies] not in "je" or word.harm is not Harm.KILLED:
        return
    start = row.group_start(index)
    if not row.unreal(start, index) and not row.conditional(index):
        row.add(victims, dies, "witnessed")


def _buried(row: Row, index: int) -> None:
    """ "We buried 40 people": the dead, where those who bury are no avalanche."""
    start = row.group_start(index)
    by = row.last_word(row.skip(start - 1, -1, 'y"')) if start else ""
    victims = [i for i in row.objects(index + 1) if row.symbols[i] == "Q"]
    own = victims and not {"its", "their"}.isdisjoint(row.phrase_of(victims[0]).split())  # "buried 1,000 of its men"
    if not (own or by in _BURIERS) or "b" in row.symbols[start:index]:
        return
    if row.unreal(start, index) or row.conditional(index):
        return
    if victims and row.word(victims[-1] + 1) not in _ALIVE_YET:
        row.add(victims, index, "buried", Harm.KILLED)
