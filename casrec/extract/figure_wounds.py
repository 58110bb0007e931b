"""Find the injured who are told of by their care or their wounds: "taken to hospital", "with a gunshot wound"."""

from __future__ import annotations

from casrec.extract.figure_row import Row
from casrec.terms import Group, Harm

_SUFFERED = frozenset("suffered suffers suffering sustained sustaining received had".split())
_WOUNDS = frozenset("wound wounds injury injuries burns fracture fractures lacerations bruises concussion".split())
_CARRIED = frozenset("taken rushed transported airlifted flown admitted transferred brought".split())
_TREATED = frozenset("treated recovering hospitalised hospitalized".split())
_HOSPITAL = frozenset("hospital hospitals clinic clinics medical infirmary trauma icu".split())
_STRUCK = frozenset("hit struck shot".split())
_BODY = frozenset(
    "leg legs arm arms chest head back foot feet hand hands shoulder stomach abdomen neck torso thigh face buttocks "
    "knee hip ankle side times once twice upper lower".split()
)


def wounds(row: Row, index: int) -> None:
    """Add the injured of a verb (symbol v or h) or of "with" (symbol p) at ``index``."""
    chunk = row.chunks[index]
    word = row.tokens[chunk.last].lower
    after = [token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 10]]
    if row.symbols[index] == "h":
        if row.symbol(index + 1) in {"x", "n", "#", "N"} and set(after[:5]) & _WOUNDS and "no" not in after[:2]:
            row.add(row.subject(index - 1, index), index, "suffered", Harm.INJURED)
        return
    if row.symbols[index] == "p":
        if word == "with" and set(after[:6]) & _WOUNDS and "no" not in after[:2]:
            _with_wounds(row, index)
        return
    start = row.group_start(index)
    if row.unreal(start, index) or row.conditional(index):
        return
    if word in {"lost", "lose", "losing", "loses"} and "b" not in row.symbols[start:index]:
        lost = [victim for victim in row.objects(index + 1) if _is_mourned(row, victim)]
        row.add(lost, index, "lost", Harm.KILLED)
        return
    passive = "b" in row.symbols[start:index]
    near = set(after[:6])
    if word in _SUFFERED and near & _WOUNDS and "no" not in after[:2] and not passive:
        row.add(row.subject(start - 1, index), index, "suffered", Harm.INJURED)
    elif (passive and word in _CARRIED and "to" in after[:4] and set(after) & (_HOSPITAL | _WOUNDS)) or (
        passive and word in _TREATED and near & {"at", "for", "in"} and set(after) & (_HOSPITAL | _WOUNDS)
    ):
        row.add(row.subject(start - 1, index), index, "hospital", Harm.INJURED)
    elif passive and word in _STRUCK:
        victims = row.subject(start - 1, index)
        if near & _BODY or any(row.symbols[victim] == "Z" for victim in victims):
            row.add(victims, index, "struck", Harm.INJURED)


def _is_mourned(row: Row, victim: int) -> bool:
    """Whether someone lost is dead: kin, or soldiers and fighters in number; no game or seat is lost so."""
    chunk = row.chunks[victim]
    kin = (set(chunk.who.lower().split()) & row.lexicon.kin) != set()
    if row.symbols[victim] == "Q":
        return kin or chunk.group in {Group.SOLDIERS, Group.FIGHTERS, Group.POLICE}
    return row.symbols[victim] == "S" and kin


def _with_wounds(row: Row, index: int) -> None:
    """ "a man lying in the street with a gunshot wound": the nearest person to the left who is no prepositional object."""
    for i in range(index - 1, max(-1, index - 9), -1):
        if row.symbols[i] in ",;:.wrkdHac":
            return
        if row.symbols[i] in "QSMs" and row.symbol(row.skip(i - 1, -1)) != "p":
            row.add(row.listed(i, after_verb=True), index, "with wounds", Harm.INJURED)
            return
