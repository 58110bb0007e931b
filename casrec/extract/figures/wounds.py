"""Find the injured who are told of by their care or their wounds: "taken to hospital", "with a gunshot wound"."""

from __future__ import annotations

from casrec.extract.figures.chunks import BODIES, VICTIMS
from casrec.extract.figures.frames import coordinated, doer
from casrec.extract.figures.row import Row
from casrec.terms import Group, Harm

_FOUND = frozenset("found discovered located".split())
_CAME = frozenset("arrived came walked turned showed appeared".split())
_SUFFERED = frozenset("suffered suffers suffering sustained sustaining received had".split())
_WOUNDS = frozenset(
    "wound wounds injury injuries burns fracture fractures lacerations bruises concussion gash gashes cuts broken "
    "fractured bruising".split()
)
_CARRIED = frozenset("taken ferried sent rushed transported airlifted flown admitted transferred brought".split())
_TREATED = frozenset("treated recovering hospitalised hospitalized".split())
_HOSPITAL = frozenset("hospital hospitals clinic clinics medical infirmary trauma icu".split())
_TOOK = frozenset(
    "took take taking rushed rushing transported transporting sent sending sends send brought airlifted".split()
)
_RECEIVED = frozenset("received receiving receives took takes admitted admitting admits".split())
_PATIENTS = frozenset("patients people victims wounded injured casualties".split())
_RECOVER = frozenset("recover recovers recovered recovering".split())
_TREAT = frozenset("treat treats treated treating".split())
_MEDICAL = frozenset("doctors medics nurses surgeons paramedics ambulance ambulances".split())
_SHAKEN = frozenset(
    "shock smoke hypothermia dehydration exhaustion frostbite cuts gas breathing symptoms exposure poisoning".split()
)
_ON_THE_SPOT = (["at", "the", "scene"], ["on", "the", "spot"], ["on", "the", "scene"], ["by", "medics", "at"])
_AWAY = (["out"], ["off"], ["away"])
_ELIMINATED = frozenset("eliminated eliminating neutralised neutralized neutralising neutralizing".split())
_CLAIMED = frozenset("claim claims claimed claiming".split())
_STRUCK = frozenset("hit struck".split())
_HURT = frozenset("burned burnt mauled trampled blinded scalded bruised bitten".split())
_CUT_OFF = frozenset("amputated severed blown shattered".split())
_BONES = frozenset("skull jaw nose rib ribs pelvis collarbone spine finger fingers toe toes neck".split())
_PIECES = frozenset(
    "shrapnel debris splinters fragments canister canisters stone stones rock rocks brick bricks bottle branch tree "
    "lightning metal pellets pellet beam wall masonry rubble glass tile tiles".split()
)
_HITTING = frozenset("drove driver car truck van bus train lorry vehicle taxi tram motorcycle".split())
_STRIKING = frozenset("striking hitting struck hit".split())
_SHOTS = frozenset("fire fired firing shots gunfire bullets rounds shooting shot gunman gunmen".split())
_MOURNED = frozenset("men people neighbours neighbors friends colleagues comrades civilians villagers".split())
_OWN = frozenset("staff members crew employees workers volunteers medics men people number".split())
_LIMBS = frozenset(
    "limb limbs leg legs arm arms foot feet hand hands shoulder thigh buttocks knee hip ankle calf wrist elbow".split()
)
_CRIMES = frozenset("assault battery felony attempted murder manslaughter intent counts count charges".split())
_BODY = (
    _LIMBS
    | {"elbow", "elbows", "thighs", "hips", "groin", "jaw", "temple", "cheek", "ear", "eye"}
    | frozenset("chest head back stomach abdomen neck torso face side times once twice upper lower".split())
)


def wounds(row: Row, index: int) -> None:
    """Add the injured of a verb (symbol v or h) or of "with" (symbol p) at ``index``."""
    chunk = row.chunks[index]
    word = row.tokens[chunk.last].lower
    after = [token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 10]]
    if row.symbols[index] == "h":
        if row.last_word(index - 1) in BODIES if index else False:
            return  # "his body had four bullet wounds"
        if not _LIMBS.isdisjoint(after[:3]) and not _CUT_OFF.isdisjoint(after[:5]):
            row.add(row.subject(index - 1, index), index, "suffered", Harm.INJURED)  # "had his leg amputated"
            return
        said = row.symbol(index + 1) in {"x", "n", "#", "N", "i"}
        said = said or any(one.endswith("-threatening") for one in after[:1])
        if said and set(after[:5]) & _WOUNDS and "no" not in after[:2]:
            row.add(row.subject(index - 1, index), index, "suffered", Harm.INJURED)
        return
    if row.symbols[index] == "p":
        # "charged with assault inflicting serious injury"
        charged = not _CRIMES.isdisjoint(after[:3]) or "inflicting" in after[:6]
        if word == "with" and set(after[:6]) & _WOUNDS and "no" not in after[:2] and not charged:
            with_wounds(row, index)
        return
    start = row.group_start(index)
    if row.unreal(start, index) or row.conditional(index):
        return
    if word in _RECOVER and "from" in after[:2] and set(after[:6]) & _WOUNDS:
        row.add(row.subject(start - 1, index), index, "recovering", Harm.INJURED)
        return
    if word in _TREAT and (word == "treating" or "b" not in row.symbols[start:index]) and _medical(row):
        row.add([i for i in row.objects(index + 1) if row.symbols[i] == "Q"], index, "treated", Harm.INJURED)
        return
    if "b" not in row.symbols[start:index] and _maimed(word, after):
        row.add(row.subject(start - 1, index), index, "suffered", Harm.INJURED)
        return
    if word in _ELIMINATED:
        fought = row.subject(start - 1, index) if "b" in row.symbols[start:index] else row.objects(index + 1)
        fought = [i for i in fought if row.chunks[i].group in {Group.FIGHTERS, Group.ATTACKERS}]
        row.add(fought, index, "eliminated", Harm.KILLED)  # "15 militants were eliminated"
        return
    if word in _CLAIMED and "b" not in row.symbols[start:index]:
        claimed = [i for i in row.objects(index + 1) if row.chunks[i].who == "victims"]
        claimed = [i for i in claimed if row.symbol(i + 1) != "r"]  # "claimed the two victims who were hurt"
        row.add(claimed, index, "lost", Harm.KILLED)  # "the blasts claimed 17 victims"
        return
    if word in {"lost", "lose", "losing", "loses"} and "b" not in row.symbols[start:index]:
        lost = [victim for victim in _lost(row, index + 1) if _is_mourned(row, victim)]
        row.add(lost, index, "lost", Harm.KILLED)
        return
    acts = "b" not in row.symbols[start:index] or word == "suffering"
    if word in _SUFFERED and set(after[:6]) & _WOUNDS and "no" not in after[:2] and acts:
        beside = word.endswith("ing") and row.symbol(index - 1) in VICTIMS  # "came upon a farmer suffering from"
        victims = row.listed(index - 1, after_verb=True) if beside else row.subject(start - 1, index)
        if not victims and word.endswith("ing") and row.symbol(index - 1) == ",":
            victims = doer(row, index - 1, index)  # "Reiss came downstairs, suffering from stab wounds"
        row.add(victims, index, "suffered", Harm.INJURED)
        return
    if word in _RECEIVED and "b" not in row.symbols[start:index] and _is_hospital(row, start - 1):
        at = index + 2 if row.symbol(index + 1) == "p" and row.word(index + 1) == "in" else index + 1
        cared = [i for i in row.objects(at) if row.symbols[i] == "Q" and row.chunks[i].who.lower() in _PATIENTS]
        row.add(cared, index, "hospital", Harm.INJURED)  # "the hospital received 104 patients"
        return
    if word in _TOOK and not row.symbols[start:index].count("b"):
        taken = row.objects(index + 1)
        rest = [token.lower for token in row.tokens[row.chunks[taken[-1]].last + 1 :][:8]] if taken else []
        if "to" in rest[:4] and set(rest) & _HOSPITAL:  # "an ambulance took four people to the hospital"
            row.add(taken, index, "hospital", Harm.INJURED)
        return
    if word in _STRIKING and "b" not in row.symbols[start:index] and after[:1] != ["in"]:
        _struck(row, index)
        return
    _cared_for(row, index, start, word, after)


def _lost(row: Row, at: int) -> list[int]:
    """Who is lost, also beside a thing: "lost a helicopter and all five on board"."""
    if row.symbols[at : at + 3] in {"xcQ", "#cQ"}:
        at += 2
    return row.objects(at)


def _struck(row: Row, index: int) -> None:
    """ "Opened fire, striking two students": shot; "drove into a crowd, hitting four people": hurt."""
    words = {token.lower for token in row.tokens}
    shots, hurting = words & _SHOTS, words & (_HITTING | _PIECES)
    told = "Q" if row.last_word(index) in _STRUCK else "QS"  # "the shots struck the teen" tells nothing new
    near = {token.lower for token in row.tokens[row.chunks[index].last + 1 :][:7]}
    told += "M" if near & _BODY and "in" in near else ""  # "hitting Keller in the chest"
    victims = [i for i in row.objects(index + 1) if row.symbols[i] in told and (row.chunks[i].who or _is_bare(row, i))]
    if shots or hurting:
        row.add(victims, index, "struck", Harm.KILLED_OR_INJURED if shots else Harm.INJURED)


def _is_hospital(row: Row, at: int) -> bool:
    """Whether the chunk at ``at``, or the one before a verb of saying there, is a place of care."""
    at -= row.symbol(at) == "V"
    return at >= 0 and row.last_word(at) in _HOSPITAL


def _is_bare(row: Row, at: int) -> bool:
    """Whether a count of more than one ends its clause: "opened fire on diners, hitting 14"."""
    quantity = row.chunks[at].quantity
    if "#" in row.symbols[max(0, at - 6) : at]:
        return False  # "fired on 14 cars, hitting three"
    return quantity is not None and (quantity.low or 0) > 1 and row.symbol(at + 1) in {"", ".", ",", "c"}


def _maimed(word: str, after: list[str]) -> bool:
    """ "lost both legs", "broke his arm", "fractured her skull"."""
    parts = _LIMBS | _BONES
    if word in {"lost", "losing", "loses"}:
        return bool(set(after[:3]) & (parts | {"eye", "eyes", "sight"})) and "of" not in after[:3]
    broke = word in {"broke", "fractured", "dislocated", "breaking", "fracturing"}
    return broke and bool(set(after[1:3]) & parts)


def _cared_for(row: Row, index: int, start: int, word: str, after: list[str]) -> None:
    """ "was taken to hospital", "was treated for burns", "was shot and rushed to a hospital", "was hit in the arm"."""
    near, told = set(after[:6]), set(after)
    hospital = word in _CARRIED and "to" in after[:4] and told & (_HOSPITAL | _WOUNDS)
    if "b" not in row.symbols[start:index]:
        if hospital and row.symbol(index - 1) == "c":
            coordinated(row, index - 1, index, Harm.INJURED)
        elif hospital and row.symbol(index - 1) == "Q":  # "was among three people taken to the hospital"
            row.add([index - 1], index, "hospital", Harm.INJURED)
        elif word in _STRUCK and row.symbol(index - 1) in {"Q", "S"} and after[:1] == ["in"] and near & _BODY:
            row.add(row.listed(index - 1, after_verb=True), index, "struck", Harm.INJURED)  # "a boy hit in the elbow"
    elif (
        hospital
        or (word == "airlifted" and after[:1] not in _AWAY and after[:2] != ["to", "safety"])
        or (word in _TREATED and near & {"at", "for", "in", "from"} and told & (_HOSPITAL | _WOUNDS))
        or (word == "treated" and after[:1] == ["for"] and near & _SHAKEN)
        or (word == "treated" and after[:3] in _ON_THE_SPOT)
        or (word == "treated" and row.word(index - 1) == "being" and _in_number(row, start))
    ):
        row.add(row.subject(start - 1, index), index, "hospital", Harm.INJURED)
    elif word in _HURT:
        victims = [i for i in row.subject(start - 1, index) if row.symbols[i] in "SsQM"]
        hurt = [i for i in victims if row.symbols[i] in "Ss" or row.chunks[i].who.count(" ")]
        row.add(hurt, index, "hurt", Harm.INJURED)
    elif word in _STRUCK:
        victims = row.subject(start - 1, index)
        by = after[:1] == ["by"]
        if (
            near & _BODY
            or any(row.symbols[victim] == "Z" for victim in victims)
            or (by and near & (_HITTING | _PIECES))
        ):
            row.add(victims, index, "struck", Harm.INJURED)
        elif by and near & {"bullet", "bullets", "gunfire", "shots"}:
            row.add(victims, index, "struck", Harm.KILLED_OR_INJURED)


def _in_number(row: Row, start: int) -> bool:
    """Whether people in number are the subject: "21 people are still being treated", of whatever, wherever."""
    left = row.skip(start - 1, -1, 'y"')
    return row.symbol(left) in {"Q", "W"} and row.chunks[left].quantity is not None


def _medical(row: Row) -> bool:
    """Whether a hospital, doctors or wounds are told of in the sentence."""
    return any(token.lower in _HOSPITAL | _WOUNDS | _MEDICAL for token in row.tokens)


def limb(row: Row, index: int) -> bool:
    """Whether a shot at ``index`` is said to have hit a limb, so that it wounded: "shot in the leg"."""
    after = [token.lower for token in row.tokens[row.chunks[index].last + 1 : row.chunks[index].last + 7]]
    return "in" in after[:2] and bool(set(after) & _LIMBS)


def _is_mourned(row: Row, victim: int) -> bool:
    """Whether someone lost is dead: kin, or soldiers and fighters in number; no game or seat is lost so."""
    chunk = row.chunks[victim]
    kin = (set(chunk.who.lower().split()) & row.lexicon.kin) != set()
    if row.symbols[victim] == "Q":
        mourned = chunk.who.lower() in _MOURNED
        after = [token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 3]]
        own = {token.lower for token in row.tokens[chunk.first : chunk.last + 1]} & {"its", "their", "his", "her"}
        aboard = after[:1] == ["aboard"] or after == ["on", "board"]
        mourned = mourned or aboard or (chunk.who.lower() in _OWN and bool(own))
        return kin or mourned or chunk.group in {Group.SOLDIERS, Group.FIGHTERS, Group.POLICE}
    return row.symbols[victim] == "S" and kin


def with_wounds(row: Row, index: int) -> None:
    """ "a man sitting on a kerb with a stab wound": the nearest person before who is in no phrase of his own."""
    last = index - 1
    if row.symbols[max(0, index - 3) : index] == ",x," and row.word(index - 2).isdigit():
        last = index - 4  # "found Tom Ray, 24, with a gunshot wound"
    elif row.symbol(last) == "," and row.symbol(last - 2) == "p":
        last -= 1  # "was found in a wood, with a gunshot wound"
    for i in range(last, max(-1, index - 9), -1):
        if row.symbols[i : i + 1] in {"v", "V"} and row.word(i) in _FOUND and row.symbol(i - 1) == "b":
            start = row.group_start(i)
            if not row.unreal(start, i):  # "the other man, 23, was found inside the car with stab wounds"
                row.add(row.subject(start - 1, i), index, "with wounds", Harm.INJURED)
            return
        if row.symbols[i] == "v" and row.word(i) in _CAME and not row.unreal(row.group_start(i), i):
            row.add(row.subject(row.group_start(i) - 1, i), index, "with wounds", Harm.INJURED)
            return  # "Tom Ray, 38, of Arden, had arrived at a clinic with a gunshot wound"
        if row.symbols[i] in ",;:.wrkdHac":
            return
        if row.symbols[i] in "QSMs" and row.symbol(row.skip(i - 1, -1)) != "p":
            row.add(row.listed(i, after_verb=True), index, "with wounds", Harm.INJURED)
            return
