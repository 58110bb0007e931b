"""Find whom each verb of harm takes: active, passive, participle, gerund, intransitive, coordinated.

Every walk is bounded by the length of the row, and a row by the longest sentence read at once.
"""

from __future__ import annotations

import re

from casrec.extract.figures.chunks import VICTIMS
from casrec.extract.figures.row import Row
from casrec.terms import Group, Harm

_FIRED = frozenset("fired firing fires heard hearing fire took return returned returns returning".split())
_NO_PLACE = frozenset("during by while but and as when several from . , ;".split())
_BEFORE_SHOOTING = frozenset("of by for after before and in from fatally while".split())
_FORCE = frozenset("forced forcing caused causing prompted prompting led leading sent sending made compelled".split())
_DID = frozenset("chose chosen managed began begun started opted scrambled rushed preferred".split())
_ACCUSED = frozenset("accused charged suspected convicted".split())
_FOUND = frozenset("found reported feared believed confirmed presumed discovered".split())
_BROUGHT = frozenset("left pulled carried brought rescued dragged dug".split())
_SHOT_BACK = frozenset("back down up off out past through video".split())
_CASE_NOUNS = frozenset("victim suspect survivor spree case".split())
_PERIODS = frozenset("day days week weeks month months year years hours".split())
_TIMES = frozenset("times time more dead night morning afternoon evening last early late".split())
_OWNED = frozenset("guilty confessed confesses confess admitted admits admit admitting confessing".split())
_SURVIVED = frozenset("survived survive survives surviving".split())
_NO_SHOT = frozenset("each every per long warning parting single".split())
_SEIZED = frozenset("control power opportunity chance moment initiative".split())
_MEANT = frozenset(
    "intention intentions aim purpose intent objective goal idea hope hopes risk risks danger threat threats "
    "accusation plan plans".split()
)
_KEEPING = ("prevent", "stop", "keep", "kept", "deter", "dissuad", "restrain")
_WITH = frozenset(["alongside", "along with", "together with", "as well as"])

_DEEDS = re.compile(r"k(?:,[kv])+,?cy?[kv]")
SELF = frozenset("himself herself themselves self".split())


def past(row: Row, index: int) -> None:
    """A past form: passive, active, participle, or coordinated with an earlier verb."""
    start = row.group_start(index)
    group = row.symbols[start:index]
    if start == index and row.symbol(index - 1) == "y" and row.last_word(index - 1) in {"nearly", "almost"}:
        return  # "two men nearly killed when"
    if row.unreal(start, index) or row.conditional(index):
        if "b" in group:
            row.negated(row.subject(start - 1, index), index, start)
        return
    if group.rfind("b") > group.rfind("h"):
        if _shot_at(row, index):
            return
        near = row.skip(start - 1, -1, 'y"')
        if row.word(index - 1) == "being" and near > 0 and row.symbols[near] in "QOW":
            row.add(row.listed(near, after_verb=True), index, "passive")  # "resulted in two men being killed"
            return
        survived = start > 0 and row.last_word(row.skip(start - 1, -1)) in _SURVIVED
        of = row.skip(start - 1, -1) - 1 if survived else start - 1
        row.add(row.subject(of, index), index, "passive", Harm.INJURED if survived else None)
        company(row, index)
        return
    if row.symbols[index + 1 : index + 3] in {":Q", ":S"} and (index < 2 or row.symbols[index - 1] in ";,-"):
        row.add([index + 2], index, "listing")  # "Killed: 12"
        return
    if "V" in group and row.word(start) not in _FOUND:
        start = index
    _without_auxiliary(row, index, start, has="h" in group)


def _without_auxiliary(row: Row, index: int, start: int, *, has: bool) -> None:
    """A past form without "was": active where victims follow, else a participle after its victim."""
    objects = row.objects(index + 1)
    left = row.skip(start - 1, -1, 'y"')
    if row.symbol(left) in {"M", "x"} and row.symbol(left - 1) == "p":
        before = row.before_modifiers(left)
        left = left if before is None else before  # "Envoy to Norland killed in raid"
    near = row.symbol(left)
    if not _is_harm(row, index, left):
        return
    if near == "v" and row.word(left) in _BROUGHT and "b" in row.symbols[row.group_start(left) : left]:
        row.add(row.subject(row.group_start(left) - 1, index), index, "passive")  # "was left badly injured"
        return
    if row.symbol(index + 1) == "H" and row.word(index + 1).endswith(("self", "selves")):
        killed = Harm.KILLED if _own_hand(row, index) else None
        row.add(row.subject(start - 1, index) or doer(row, start, index), index, "reflexive", killed)
        if row.symbol(index + 2) in {"c", ","}:
            row.add(objects, index, "active", killed)  # "killed himself and his two sons"
        return
    if not objects and row.symbols[index + 1 : index + 3] == "cv" and (not near or near not in VICTIMS or near in "SM"):
        objects = row.objects(index + 3)  # "captured and blindfolded 10 guards"
    if not objects and near in {"x", "U", "M", "H"} and row.symbol(index + 1) == ",":
        objects = _past_aside(row, index + 1)
    if not objects and start == index and (deeds := _DEEDS.match(row.symbols, index)) is not None:
        objects = row.objects(deeds.end())  # "Reiss shot, killed and robbed Tom Ray"
    if objects and _headline_pair(row, index, left, objects[0]):
        _participle(row, index, left)  # "1 killed 3 injured"
    elif objects and near == "c" and row.symbol(row.skip(left - 1, -1)) == "k":
        _double(row, row.skip(left - 1, -1), index, objects)
    elif objects and (has or not near or near not in "QOW" or not _only_place(row, index)):
        row.add(objects, index, "active")
    elif not objects and _whom(row, start) is not None:
        row.add([_whom(row, start) or 0], index, "whom")
    elif near == "c" and row.symbol(index + 1) == "x" and row.word(index + 1) in {"half", "most", "much"}:
        return  # "has killed 12,000 people and displaced half the population"
    elif not has and row.symbol(row.skip(index + 1, 1)) not in {"H", "U"} and not _takes_thing(row, index):
        _participle(row, index, left)


def _headline_pair(row: Row, index: int, left: int, ahead: int) -> bool:
    """Whether two counts have a participle each with no comma between: "1 killed 3 injured"."""
    counted = row.symbol(left) == "Q" and row.symbols[ahead] == "Q" and left == index - 1 and ahead == index + 1
    return counted and row.symbol(ahead + 1) in {"k", "a"} and row.symbol(left - 1) in {"", ",", ":", "-", '"', "("}


def _whom(row: Row, start: int) -> int | None:
    """The victim of a clause that "whom" opens, or could: "a guard whom the rebels shot", "12 villagers they took"."""
    i = start - 1
    if row.symbol(i) in {"U", "H"} and row.symbol(i - 1) == "Q" and row.chunks[i - 1].who:
        return None if row.symbol(i - 2) == "p" and row.word(i - 2) != "of" else i - 1
    for _ in range(2):
        if row.symbol(i) not in {"U", "H", "M", "S", "s", "x"}:
            return None
        i = row.skip(i - 1, -1)
        if row.symbol(i) == "W" and row.last_word(i) == "whom":
            return i
        if row.symbol(i) == "r" and row.last_word(i) == "whom" and row.symbol(i - 1) in {"S", "Q", "M"}:
            return i - 1
        if row.symbol(i) != "V":
            return None
        i -= 1
    return None


def _own_hand(row: Row, index: int) -> bool:
    """Whether one who shot himself meant it, so that he is dead: after a killing, or to avoid being taken."""
    after = [token.lower for token in row.tokens[row.chunks[index + 1].last + 1 :][:3]]
    if after[:1] == ["to"] and after[1:2] in (["avoid"], ["escape"], ["death"]):
        return True
    before = {token.lower for token in row.tokens[max(0, row.chunks[index].first - 3) : row.chunks[index].first]}
    slain = any(hit.harm is Harm.KILLED and hit.rule == "active" and hit.anchor < index for hit in row.hits)
    return slain and "accidentally" not in before and "then" in before


def doer(row: Row, start: int, index: int) -> list[int]:
    """The subject of the verbs before "and": "a boy found a pistol and shot himself"."""
    for i in range(row.skip(start - 1, -1, 'y"') - 1, max(-1, start - 14), -1):
        if row.symbols[i] in ";.:wr":
            break
        if row.symbols[i] in "vV" and row.symbol(row.skip(i + 1, 1)) not in {"M", "S", "H", "U", "r"}:
            doers = [k for k in row.subject(row.group_start(i) - 1, index) if row.symbols[k] in "SsMQ"]
            if doers:
                return doers
    return []


def _past_aside(row: Row, comma: int) -> list[int]:
    """The objects after an aside of manner: "killed, with clubs and knives, three farmers"."""
    closing = row.symbols.find(",", comma + 1, comma + 9)
    told = (
        closing > comma + 2
        and row.symbol(comma + 1) == "p"
        and not set(row.symbols[comma + 1 : closing]) & set("QSWkdgfa")
    )
    return [i for i in row.objects(closing + 1) if row.symbols[i] in "QS"] if told else []


def _only_place(row: Row, index: int) -> bool:
    """Whether what follows is but one name, so that a headline's "two killed Aleppo" has no object."""
    at = row.skip(index + 1, 1)
    return row.symbols[at] == "M" and row.chunks[at].first == row.chunks[at].last


def _participle(row: Row, index: int, left: int) -> None:
    """A participle after its victim, after an aside, after another verb, or before an inverted "were"."""
    near = row.symbol(left)
    if near and near in VICTIMS | set("WZ"):
        if near in "SM" and row.symbol(left - 1) == "r" and row.word(left - 1) == "which":
            return  # "the hills, which Norland captured in the war": a thing is the object
        ahead = row.skip(index + 1, 1)
        if row.symbol(left - 1) == "b" and "m" in row.symbols[row.group_start(left - 1) : left]:
            return  # "there might have been two people killed"
        held = row.word(index) == "held"  # "teenager held over fatal crash"
        if not held and near in "SsM" and row.symbol(ahead) in {"x", "#"} and row.word(ahead) not in _TIMES:
            return  # "Smith captured a third of the vote"
        opens, rank = (row.tokens[row.chunks[left].first + step].lower for step in (0, 1))
        if near == "S" and opens != "a" and row.lexicon.is_rank(rank):
            return
        row.add(row.listed(left, after_verb=True), index, "participle")
    elif near == ",":
        after_comma(row, left, index, "participle")
    elif near == "c":
        coordinated(row, left, index)
    elif near == ")":
        row.add(row.subject(left, index), index, "participle")
    elif near == "" or near in ":.;-":
        _inverted(row, index)


def _is_harm(row: Row, index: int, left: int) -> bool:
    """Whether "shot" is a deed with a victim: not "fired at least one shot", not "a guard shot at a car"."""
    following = row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 2]
    if row.word(index) == "seized" and _seizes_thing(row, index):
        return False
    if row.word(index) != "shot" or row.chunks[index].last > row.chunks[index].first:
        return True
    if row.chunks[index].first and row.tokens[row.chunks[index].first - 1].lower in _NO_SHOT:
        return False  # "nine pellets in each shot"
    if following and following[0].lower in _SHOT_BACK:
        return False
    near, after = row.symbol(left), row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 2]
    if near in {"S", "s", "M", "U"} and _shoots(row, index, left):
        return False
    if near == "Q":
        before = row.tokens[max(0, row.chunks[index].first - 6) : row.chunks[index].first]
        return not {token.lower for token in before} & _FIRED
    return not (near in {"S", "M", "U"} and after and after[0].lower == "at")


def _shoots(row: Row, index: int, left: int) -> bool:
    """Whether the one before "shot" fired it: "a driver shot at three officers", "a gunman shot into the crowd"."""
    at = row.skip(index + 1, 1) if row.symbols[left] == "M" else index + 1  # "Reiss shot twice at the house"
    if row.symbol(at) != "p":
        return False
    if row.word(at) in {"into", "toward", "towards"} or (row.word(at) == "at" and at > index + 1):
        return True
    armed = row.chunks[left].group in {Group.ATTACKERS, Group.FIGHTERS} or row.last_word(left) == "driver"
    return (row.word(at) == "at" and row.symbol(at + 1) in {"Q", "U", "H"}) or (
        armed and row.word(at) in {"at", "from"}
    )


def _takes_thing(row: Row, index: int) -> bool:
    """Whether what is captured is a thing: "wounded four and seized a rifle", "captured 12 guns"; no "last week"."""
    word = row.chunks[index].harm
    if word is None or word.harm not in {Harm.DETAINED, Harm.ABDUCTED} or row.symbol(index + 1) not in {"x", "#"}:
        return False
    opens = row.symbol(index + 1) == "#" or row.word(index + 1) in {"a", "an", "the"}
    return opens and row.last_word(index + 1) not in _TIMES | _PERIODS | row.lexicon.times


def _seizes_thing(row: Row, index: int) -> bool:
    """Whether what is seized is nobody: "seized on", "seized control", "seized that opportunity"."""
    ahead = [token.lower for token in row.tokens[row.chunks[index].last + 1 :][:4]]
    return ahead[:1] in (["on"], ["upon"]) or bool(set(ahead) & _SEIZED)


def _shot_at(row: Row, index: int) -> bool:
    """ "was shot at during the chase": fired upon, not hit."""
    after = [token.lower for token in row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 3]]
    return row.word(index) == "shot" and after[:1] == ["at"] and (len(after) < 2 or after[1] in _NO_PLACE)


def _inverted(row: Row, index: int) -> None:
    """ "Also killed were two guards"."""
    at = row.skip(index + 1, 1, "pxMy#")
    if row.symbol(at) == "b":
        row.add(row.objects(at + 1 + (row.symbol(at + 1) == ":")), index, "inverted")


def _double(row: Row, first: int, second: int, victims: list[int]) -> None:
    """Two verbs with one object: "killed or badly wounded thousands", "kidnapped and killed two priests"."""
    one, two = row.chunks[first].harm, row.chunks[second].harm
    if one is None or two is None or row.unreal(row.group_start(first), first):
        return
    if {one.harm, two.harm} == {Harm.KILLED, Harm.INJURED}:
        row.add(victims, second, "active", Harm.KILLED_OR_INJURED)
        return
    row.add(victims, first, "active")
    row.add(victims, second, "active")


def after_comma(row: Row, comma: int, index: int, rule: str) -> None:
    """A participle or state after an aside ("Man, 25, shot dead") or after another verb ("shot, killed")."""
    before = row.aside(comma)
    including = before is not None and row.symbol(before + 2) == "I"  # "a further 11, including two officers, wounded"
    if before is not None and row.symbol(before) in VICTIMS and (comma - before <= 3 or including):
        row.add(row.listed(before), index, rule)
    elif row.symbol(row.skip(comma - 1, -1)) in set("kda"):
        coordinated(row, comma, index)
    elif rule == "participle" and row.symbol(index + 1) in {"p", "y", "w"}:
        _set_behind(row, comma, index)


def _set_behind(row: Row, comma: int, index: int) -> None:
    """A participle behind its victim and a comma: "Ann Lee, killed by rebels", "seven students, abducted in May"."""
    at = row.before_modifiers(comma - 1)
    if at is None or row.symbols[at] not in "QSM" or (row.symbols[at] == "Q" and not row.chunks[at].who):
        return
    if row.symbols[at] == "S" and row.word(at) == "the":
        return  # "the man, arrested last year, is among the dead": of whom more is told
    governs = row.symbol(row.skip(at - 1, -1))
    if row.symbols[at] == "M" and governs == "p" and not row.is_aged(at) and row.word(at - 1) not in {"of", "for"}:
        return  # a place
    if at != comma - 1 and row.symbols[at + 1] == "p":
        return  # "a man in the town, killed by": who is meant is open
    row.add([at], index, "participle")


def company(row: Row, index: int) -> None:
    """ "was killed alongside an American soldier"."""
    if row.symbol(index + 1) == "p" and row.word(index + 1) == "with":
        row.add([i for i in row.objects(index + 2) if row.symbols[i] in "QSM"], index, "company")
        return
    for i in range(index + 1, min(len(row.symbols), index + 14)):
        if row.symbols[i] == "," and row.symbol(i + 1) and row.phrase_of(i + 1) in _WITH:
            continue
        if row.symbols[i] in ",;.cwr" and row.phrase_of(i) not in _WITH:
            return
        if row.phrase_of(i) in _WITH:
            row.add(row.objects(i + 1), index, "company")
            return


def coordinated(row: Row, joint: int, index: int, harm: Harm | None = None) -> None:
    """A verb after "and": its victims are those of the verb before, or that verb's subject."""
    for i in range(joint - 1, max(-1, joint - 14), -1):
        if row.symbols[i] in ";.wr":
            return
        if row.symbols[i] in "kda" and row.victims_of.get(i):
            row.add(row.victims_of[i], index, "coordinated", harm)
            return
        if row.symbols[i] in "vk" and "b" in row.symbols[row.group_start(i) : i]:
            row.add(row.subject(row.group_start(i) - 1, index), index, "coordinated", harm)
            return


def active(row: Row, index: int) -> None:
    """A gerund, present or base form: its victims follow it."""
    start = row.group_start(index)
    prior = row.tokens[row.chunks[index].first - 1].lower if row.chunks[index].first else ""
    symbol = row.symbols[index]
    if symbol != "g" and row.conditional(index):
        return
    plain = symbol == "i" and start == index and row.symbol(index - 1) in set("UMsQ")  # "gunmen kill eight"
    several = row.symbol(index - 1) in {"#", "x"} and index == 1 and row.last_word(0).endswith("s")  # "bombs kill 20"
    plain = plain or (symbol == "i" and start == index and several)
    if symbol == "i" and _forced(row, index, start):
        return
    if symbol == "i" and not plain and not (prior == "to" and _really(row, index)):
        row.negated(row.objects(index + 1), index, start)
        return
    owned = prior == "to" and index > 1 and row.last_word(index - 2) in _OWNED
    owned = owned and not set(row.symbols[max(0, index - 5) : index - 1]) & set("!mt")
    unreal = not owned and row.unreal(start, index)  # "pleaded guilty to killing four people"
    if symbol == "g" and (prior in row.lexicon.never or unreal or _kept_from(row, index)):
        return
    if symbol == "g" and (_only_meant(row, index) or (prior == "the" and row.last_word(index) == "shooting")):
        return  # "after the shooting the suspect fled"
    victims = row.objects(index + 1)
    if symbol == "g" and not victims and (blamed := _accused_of(row, index)) is not None:
        row.add([blamed], index, "accused of")
        return
    if symbol == "g" and prior == "accidentally" and row.symbol(index + 1) == "H" and row.word(index + 1) in SELF:
        row.add([*row.subject(start - 1, index), *victims], index, "reflexive")
        return
    if symbol == "f" and not victims and row.symbol(index + 1) and row.word(index + 1) in SELF:  # "boy shoots self"
        row.add(row.subject(start - 1, index) or doer(row, start, index), index, "reflexive")
        return
    if symbol == "g" and row.last_word(index) == "shooting" and prior not in _BEFORE_SHOOTING:
        victims = [i for i in victims if row.symbols[i] not in "Ms"]
    if symbol == "g":  # "the kidnapping victim"
        victims = [i for i in victims if not (row.symbols[i] == "s" and row.last_word(i) in _CASE_NOUNS)]
    row.add(victims, index, "active")


def _accused_of(row: Row, index: int) -> int | None:
    """The victim of "the boy he is accused of killing", "a nun whom the guard was convicted of stabbing", or None."""
    of = row.skip(index - 1, -1, "y")
    verb = row.skip(of - 1, -1)
    if row.symbol(of) != "p" or verb < 2 or row.last_word(verb) not in _ACCUSED:
        return None
    if row.symbol(row.skip(verb - 1, -1)) != "b":
        return None
    by = row.skip(row.group_start(verb) - 1, -1)
    at = by - 1 if row.symbol(by) in {"H", "M", "S", "U"} else by
    at -= row.symbol(at) == "r"
    return at if at >= 0 and row.symbols[at] in "SQM" and row.symbol(by) in {"H", "M", "S", "U"} else None


def _kept_from(row: Row, index: int) -> bool:
    """Whether somebody was kept from what a gerund tells: "prevented the crowd from badly hurting a man"."""
    of = row.skip(index - 1, -1)
    if row.symbol(of) != "p" or row.word(of) != "from":
        return False
    before = row.tokens[max(0, row.chunks[of].first - 12) : row.chunks[of].first]
    return any(token.lower.startswith(_KEEPING) for token in before)


def _only_meant(row: Row, index: int) -> bool:
    """Whether a gerund only says what was meant: "the aim of killing", "with the intention of robbing or killing"."""
    at = index - 1
    while row.symbol(at) in {"c", ","} and row.symbol(at - 1) in {"v", "g"} and row.last_word(at - 1)[-3:] == "ing":
        at -= 2
    noun = row.skip(at - 1, -1)
    return row.symbol(at) == "p" and row.word(at) == "of" and noun >= 0 and row.last_word(noun) in _MEANT


def _forced(row: Row, index: int, start: int) -> bool:
    """ "forced 30,000 people to flee": add them; whether that is what the words say."""
    left = row.skip(start - 1, -1)
    if row.symbols[start:index] != "t" or row.symbol(left) not in {"Q", "O"}:
        return False
    verb = row.skip(left - 1, -1)
    if row.symbol(verb) not in {"v", "V"} or row.word(verb) not in _FORCE:
        return False
    word = row.chunks[index].harm
    if word is None or word.harm is not Harm.DISPLACED or row.unreal(row.group_start(verb), verb):
        return False
    row.add([left], index, "forced")
    return True


def _did(row: Row, index: int, start: int) -> int | None:
    """The index before "had to" or "chose to", where what the infinitive at ``index`` says did happen, or None."""
    group = row.symbols[start:index]
    if group.endswith("t") and group.rstrip("t").rstrip("y").endswith("h") and not set(group) & set("m!b"):
        return start - 1
    verb = row.skip(start - 1, -1)
    if group != "t" or row.symbol(verb) not in {"v", "V"} or row.word(verb) not in _DID:
        return None
    before = row.group_start(verb)
    return None if row.unreal(before, verb) else before - 1


def _to_have_died(row: Row, at: int) -> bool:
    """Whether a count before an infinitive ranks somebody among the dead: "the youngest of the seven to die"."""
    return row.word(at) == "the" and row.symbol(at - 1) == "p" and row.word(at - 1) in {"of", "among"}


def _opens_clause(row: Row, at: int) -> bool:
    """Whether a count at ``at`` is the first word of its clause, as in a headline."""
    return row.symbol(at) == "Q" and row.symbol(at - 1) in {"", ",", ";", ":", ".", "-"}


def _really(row: Row, index: int) -> bool:
    """Whether the infinitive at ``index`` is said to have happened: "went on to kill"."""
    at = row.chunks[index].first - 2
    words = {row.tokens[i].lower for i in range(max(0, at - 1), at + 1)}
    return bool(words & row.lexicon.real) and not words & row.lexicon.unreal


def prisoners(row: Row, index: int) -> None:
    """ "took four prisoners", "four prisoners were taken": detained."""
    if row.last_word(index) not in {"took", "take", "takes", "taken", "taking"}:
        return
    start = row.group_start(index)
    if row.unreal(start, index) or row.conditional(index):
        return
    victims = row.subject(start - 1, index) if "b" in row.symbols[start:index] else row.objects(index + 1)
    held = [i for i in victims if row.symbols[i] == "Q" and row.chunks[i].who.lower().startswith("prisoners")]
    row.add(held, index, "prisoners", Harm.DETAINED)


def intransitive(row: Row, index: int) -> None:
    """ "died": the victim is the subject."""
    start = row.group_start(index)
    if row.symbols[index] == "j" and _forced(row, index, start):
        return
    if row.symbols[index] == "j" and start == index and _opens_clause(row, index - 1):
        row.add([index - 1], index, "intransitive")  # "Two die in blaze", "storm kills dozen, thousands flee"
        return
    if row.symbols[start:index] == "t" and row.symbol(start - 1) == "Q" and _to_have_died(row, start - 1):
        row.add([start - 1], index, "intransitive")
        return
    if row.symbols[start - 2 : index] in {"bxt", "bSt"} and row.last_word(start - 1) in row.lexicon.ranks:
        row.add(row.subject(row.group_start(start - 1) - 1, index), index, "intransitive")
        return  # "Two guards were the first to die"
    if row.symbols[index] == "j" and not row.conditional(index) and (before := _did(row, index, start)) is not None:
        row.add(row.subject(before, index), index, "intransitive")
        return
    if row.symbols[index] == "j" or row.unreal(start, index) or row.conditional(index):
        row.negated(row.subject(start - 1, index), index, start)
        return
    left = row.skip(start - 1, -1, 'y"')
    if row.symbol(left) == "c" and row.symbol(row.skip(left - 1, -1)) in set("kda"):
        coordinated(row, left, index)
    else:
        victims = row.subject(start - 1, index)
        if not victims and start == index and row.last_word(index) == "drowned":
            victims = [i for i in row.objects(index + 1) if row.symbols[i] == "Q"]  # "the flood drowned nine"
        row.add(victims, index, "intransitive")
        company(row, index)
