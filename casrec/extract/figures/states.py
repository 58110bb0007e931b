"""Find the figures of states ("were missing", "left 12 dead") and nouns ("the deaths of 12")."""

from __future__ import annotations

from casrec.extract.figures.chunks import BODIES, VICTIMS
from casrec.extract.figures.frames import after_comma, company, coordinated
from casrec.extract.figures.row import Hit, Row
from casrec.extract.figures.wounds import with_wounds
from casrec.terms import Harm

_PERIODS = frozenset("day days week weeks month months year years hour hours weekend".split())
_LEFT = frozenset("left leaves leaving leave found finds finding put sent".split())
_ONLY_FEARED = frozenset("attempted planned possible potential plotting plotted imminent".split())
_FAILED = frozenset("failed failing failure fails fail unable".split())
_LIVE = frozenset(
    "live lives living lived held stuck stranded remain remains arrived housed languishing crammed staying stay stayed "
    "sheltering huddled accommodated".split()
)
_HOLDERS = frozenset("camp camps shelters centres centers".split())
_WHOSE = frozenset("their his her".split())
_COST = frozenset("cost costs costing".split())
_JAILS = frozenset("prison prisons jail jails detention custody cell cells".split())
_PLACES_OF_DEATH = frozenset("hospital surgery detention custody prison jail".split())
_TOOK = frozenset("took take takes taken taking".split())
_FOUND = frozenset(
    "found find discovered recovered pulled retrieved dumped identified washed brought delivered".split()
)
_PART = frozenset("a an his her their its the part parts".split())
_SOUGHT = frozenset("warrant warrants reward rewards information".split())
_ASKED = frozenset("requested requests request demanded demands demand seek seeks seeking sought ordered urged".split())
_MIGHT = frozenset("might could".split())
_ARRESTS = frozenset("arrest arrests imprisonment detention capture".split())
_COUNTS = frozenset("count counts circumstance circumstances".split())
_GOT_AWAY = frozenset("escaped survived emerged escape survive".split())
_STAYS = frozenset("languishes languished languishing languish sits sat lies lay remains recuperating".split())
_LYING = frozenset("lay lie lies lying".split())
_MADE = frozenset(
    "left made rendered found discovered located pronounced declared taken held kept pulled recovered brought placed "
    "put".split()
)


def state(row: Row, index: int) -> None:
    """ "dead", "missing": after "were", or right after the victim."""
    if row.last_word(index) in _HOLDERS:
        _camp(row, index)
        return
    if row.last_word(index) == "drowning" and row.symbol(index - 1) in {",", "c"}:  # "a boat sank, drowning nine"
        row.add([i for i in row.objects(index + 1) if row.symbols[i] == "Q"], index, "active")
        return
    if row.symbols[index + 1 : index + 3] == ":Q" and row.symbol(index - 1) in {"", ",", ";", ".", "-"}:
        row.add([index + 2], index, "listing")  # "Dead: 7; wounded: 22; missing: 3"
        return
    start = row.group_start(index)
    if (row.unreal(start, index) and not _remains(row, start, index)) or row.conditional(index):
        return
    if row.phrase_of(index) == "from their homes" and _rescued(row, index):
        return
    if (
        row.phrase_of(index) in {"critical", "stable"}
        and row.symbol(index + 1) == "p"
        and row.word(index + 1) in {"of", "to", "for"}
    ):
        return
    if row.phrase_of(index) in {"critical", "stable"} and start == index and row.symbol(index + 1) in {"x", "#", "U"}:
        return  # "five critical areas"
    if row.last_word(index) == "found" and row.phrase_of(index) != "found" and row.symbol(index + 1) in {"x", "s", "U"}:
        return  # "has yet to be found guilty"
    if row.last_word(index) == "missing" and row.symbol(index + 1) in {"x", "#"} and _is_part(row, index + 1):
        return  # "was missing a part of a finger"
    left = row.skip(start - 1, -1, 'y"')
    near = row.symbol(left)
    if near == "" and row.symbol(index + 1) == "b" and row.phrase_of(index) in {"dead", "missing", "in custody"}:
        people = [i for i in row.objects(index + 2) if row.symbols[i] in "QSM"]
        row.add(people, index, "inverted")  # "Dead are Tom Ray, 40, and Ann Lee, 38"
        return
    if near == "s" and row.symbols[max(0, left - 2) : left] in {"sp", "Sp"} and row.word(left - 1) == "of":
        left -= 2  # "Wife of pastor found dead"
    if near == "v" and row.word(left) in _STAYS and "b" not in row.symbols[row.group_start(left) : left]:
        row.add(row.subject(row.group_start(left) - 1, left), index, "state")  # "languishes in jail"
        return
    if near == "v" and row.word(left) in _GOT_AWAY and row.phrase_of(index).startswith("with "):
        row.add(row.subject(row.group_start(left) - 1, left), index, "state")  # "escaped with minor injuries"
        return
    if near == "v" and row.word(left) in _MADE and "b" in row.symbols[row.group_start(left) : left]:
        start = row.group_start(left)  # "were left homeless"
    if near == "v" and row.word(left) in _LYING and row.phrase_of(index) == "dead":
        lain = row.skip(row.group_start(left) - 1, -1, 'y"')  # "saw six people lying dead in the street"
        victims = row.subject(lain, index) if row.word(left) == "lay" else row.listed(lain, after_verb=True)
        row.add(victims, index, "state")
        return
    if row.symbols[max(0, left - 3) : left + 1] in {"vQpx", "vQpO", "vQpU"} and row.word(left - 3) in _LEFT:
        left, near = left - 2, "Q"  # "left three members of one family dead"
    if near == "s" and row.symbol(left - 1) == "Q" and not row.chunks[left - 1].who:
        row.add([left - 1], index, "state")  # "30 guerrilla dead"
        return
    if "b" in row.symbols[start:index]:
        if row.symbols[index] == "e":  # "is dying" is not yet dead
            return
        row.add(row.subject(start - 1, index), index, "state")
        company(row, index)
    elif near and near in VICTIMS | set("WZ"):
        if near in "SsMZ" and row.symbols[index] == "e":
            return
        if near == "s" and row.symbol(left - 1) == "p":  # "the number of civilian dead"
            return
        if row.last_word(index) in _PLACES_OF_DEATH and near == "Q" and _died_there(row, index, left):
            return
        victims = row.listed(left, after_verb=True)
        if row.symbols[left] == "Q" and not row.chunks[left].who and row.symbol(left - 1) == ",":
            victims = [left]  # "several victims, one suffering fatal wounds"
        several_words = row.chunks[index].last > row.chunks[index].first
        found = row.phrase_of(index) == "found dead"  # says by itself how it stands, whatever is before
        if near in "SsM" and several_words and not found and not (victims and _left_so(row, victims[0], left)):
            return
        row.add(victims, index, "state")
    elif near == "c":
        coordinated(row, left, index)
    elif near == ",":
        after_comma(row, left, index, "state")
    elif row.word(index) == "with":  # "two others walked into a clinic with gunshot wounds"
        with_wounds(row, index)


def _remains(row: Row, start: int, index: int) -> bool:
    """Whether somebody stays where he is: "will remain in custody", "was ordered to remain in custody"."""
    if (
        not index
        or row.last_word(index) not in _JAILS
        or row.last_word(index - 1) != "remain"
        or "!" in row.symbols[start:index]
    ):
        return False
    return not {row.word(i) for i in range(start, index) if row.symbols[i] == "m"} - {"will", "must"}


def _is_part(row: Row, at: int) -> bool:
    """Whether the chunk at ``at`` is a thing that somebody can be without, and no stretch of time."""
    return row.word(at) in _PART and row.last_word(at) not in _PERIODS | row.lexicon.times


def _rescued(row: Row, index: int) -> bool:
    """Whether people are only saved "from their homes", not driven out."""
    before = row.tokens[max(0, row.chunks[index].first - 9) : row.chunks[index].first]
    return any(token.lower.startswith(("rescu", "pluck", "saved")) for token in before)


def _camp(row: Row, index: int) -> None:
    """ "300 orphans in the camps", "900 women are living in crowded rooms in camps"."""
    taken = {hit.victim for hit in row.hits}
    victims: list[int] = []
    left = row.skip(index - 1, -1)
    if row.symbol(left) == "Q":
        planned = row.symbol(left - 1) == "p" and row.word(left - 1) == "for"  # "prepared for 400 pupils in the camp"
        victims = [] if planned else [left]
    elif row.symbol(left) == "b" and not row.unreal(row.group_start(left + 1), left + 1):
        victims = row.subject(row.group_start(left + 1) - 1, index)  # "11,700 people were in shelters"
    else:
        for i in range(left, max(-1, index - 8), -1):
            if row.symbols[i] in ",;:.wrkdg" or row.symbols[i - 1 : i + 2] in {"Qcx", "Ucx", "Scx", "Mcx"}:
                break  # "living in crowded and dirty rooms in camps"
            if row.tokens[row.chunks[i].last].lower in _LIVE:
                start = row.group_start(i)
                victims = [] if row.unreal(start, i) else row.subject(start - 1, index)
                break
    row.add([i for i in victims if i not in taken and row.symbols[i] == "Q"], index, "camp")


def _died_there(row: Row, index: int, victim: int) -> bool:
    """ "two died at the scene and four in hospital": add the dead; whether that is what the words say."""
    before = [hit for hit in row.hits if hit.victim < victim]
    if row.chunks[victim].who or row.symbol(victim - 1) not in {"c", ","} or not before:
        return False
    if row.symbols[before[-1].anchor] not in "dk" or before[-1].harm is not Harm.KILLED:
        return False
    row.add([victim], index, "ellipsis", Harm.KILLED)
    return True


def _left_so(row: Row, first: int, victim: int) -> bool:
    """Whether a verb says that one person, last of a list from ``first`` on, was left or found in a state."""
    before = row.skip(first - 1, -1)
    if row.last_word(before) in _TOOK and row.tokens[row.chunks[victim].last + 1].lower == "into":
        return before >= 0 and not row.unreal(row.group_start(before), before)  # "took a suspect into custody"
    if row.symbol(before) == "h":  # "police have a man in custody"
        return row.last_word(row.skip(victim + 1, 1)) in _PLACES_OF_DEATH
    if row.symbol(before) == "c" and row.symbol(before - 1) in {"a", "k"}:
        return True  # "left one man dead and another with serious injuries"
    return row.symbol(before) == "" or (row.symbol(before) == "v" and row.word(before) in _LEFT)


def possessed(row: Row, index: int) -> None:
    """ "A woman's body was found": the one whose body it is is dead."""
    owner = row.chunks[index - 1] if index else None
    if index > 1 and row.symbols[index - 2 : index] == 'Q"' and row.word(index - 1) in {"'", "’"}:
        if row.last_word(index) not in row.lexicon.never and row.chunks[index - 2].who:
            row.add([index - 2], index, "of")  # "the six priests' murder"
        return
    if owner is None or owner.symbol not in "SM" or row.last_word(index) not in BODIES:
        return
    apart = row.tokens[owner.last + 1 : row.chunks[index].first]
    if [token.lower for token in apart] not in (["'s"], ["’s"]) or "!" in row.symbols[index + 1 : index + 5]:
        return
    last = row.chunks[index].last
    around = [*row.tokens[max(0, owner.first - 5) : owner.first], *row.tokens[last + 1 : last + 8]]
    sought = row.symbol(index - 2) == "p" and row.word(index - 2) in {"for", "without"}  # "looked for a man's body"
    if not sought and {token.lower for token in around} & _FOUND:
        row.add([index - 1], index, "body")


def cost(row: Row, index: int) -> None:
    """ "The strikes cost 92 civilians their lives": who stands before whose life it was."""
    whose = row.symbols[max(0, index - 2) : index] in {"Qx", "Sx"} and row.word(index - 1) in _WHOSE
    if whose and row.last_word(index) in {"lives", "life"} and index > 2 and row.last_word(index - 3) in _COST:
        row.add([index - 2], index, "cost")


def of(row: Row, index: int) -> None:
    """ "the deaths of 12 people"."""
    after = row.skip(index + 1, 1)  # "the death yesterday of nine people"
    if row.symbol(after) == "p" and row.word(after) in {"on", "during", "in"} and _is_time(row, after + 1):
        after += 2  # "the killing on Friday of two guards", "the murder in 1990 of a judge"
    elif row.symbols[after : after + 3] == "pMp" and row.word(after) in {"in", "near"}:
        after += 2  # "the assassination in Arden of two guards"
    hurt = row.last_word(index) == "injuries" and row.symbol(after + 1) == "Q"  # "injuries to ten others"
    links = {"of", "to"} if hurt else {"of"}
    if row.symbol(after) == "p" and row.word(after) in links:
        prior = row.tokens[row.chunks[index].first - 1].lower if row.chunks[index].first else ""
        barred = row.lexicon.never | _ONLY_FEARED
        if prior in {"the", "further", "more", "any"}:
            prior = row.tokens[max(0, row.chunks[index].first - 2)].lower
        if {
            token.lower for token in row.tokens[max(0, row.chunks[index].first - 6) : row.chunks[index].first]
        } & _FAILED:
            prior = ""  # "failed to prevent the killing of hundreds"
        if (row.last_word(index) in _ARRESTS and _only_sought(row, index)) or _charged(row, index):
            return
        if row.last_word(index) in {"lives", "life"}:
            ahead = {token.lower for token in row.tokens[max(0, row.chunks[index].first - 3) : row.chunks[index].first]}
            barred = frozenset([prior]) if not ahead & row.lexicon.life_verbs else barred
        if prior not in barred and not (row.last_word(index) == "life" and _life_unreal(row, index)):
            if row.symbols[after + 1 : after + 3] == "xQ" and row.chunks[after + 1].quantity is not None:
                row.hits.append(
                    Hit(after + 1, index, _harm_of(row, index), "of")
                )  # "the bodies of two of the four men"
                return
            victims = [i for i in row.objects(after + 1, of=True) if row.last_word(i) not in {"one", "ones"}]
            victims = [i for i in victims if row.symbols[i : i + 2] != "sn"]  # no "loss of human lives"
            row.add(victims, index, "of", _harm_of(row, index))  # no "of a loved one"


def _harm_of(row: Row, index: int) -> Harm:
    """The harm that a noun tells of its victims."""
    word = row.chunks[index].harm
    return Harm.KILLED if word is None or _fatal(row, index) else word.harm


def _charged(row: Row, index: int) -> bool:
    """Whether a crime is only a charge's name, and its victim no new one: "one count of murder of a peace officer"."""
    before = {token.lower for token in row.tokens[max(0, row.chunks[index].first - 4) : row.chunks[index].first]}
    new = row.tokens[row.chunks[index].last + 1 :][1:2]
    return bool(before & _COUNTS) and bool(new) and new[0].lower in {"a", "an"}


def _only_sought(row: Row, index: int) -> bool:
    """Whether an arrest is only meant: "a warrant for the arrest of", "a reward for help with it"."""
    first = row.chunks[index].first
    before = [token.lower for token in row.tokens[max(0, first - 8) : first]]
    asked = before[-3:-1] in (["called", "for"], ["asked", "for"]) or not _ASKED.isdisjoint(before[-4:])
    return asked or not _SOUGHT.isdisjoint(before) or not _MIGHT.isdisjoint(before[-5:])


def _is_time(row: Row, at: int) -> bool:
    """Whether the chunk at ``at`` only tells a time: "Friday", "1990", "the past three days"."""
    if at >= len(row.symbols):
        return False
    last = row.last_word(at)
    year = len(last) == 4 and last.isdigit()
    return row.symbol(at) in "yx#Q" and (last in row.lexicon.times | _PERIODS or year)


def _life_unreal(row: Row, index: int) -> bool:
    """Whether "the life of" somebody was not really taken: "tried to take the life of"."""
    verb = row.skip(index - 1, -1, "xy")
    return verb < 0 or row.unreal(row.group_start(verb), verb)


def _fatal(row: Row, index: int) -> bool:
    """Whether a shooting or stabbing is called fatal: "the fatal police shooting of Tom Ray"."""
    before = {token.lower for token in row.tokens[max(0, row.chunks[index].first - 4) : row.chunks[index].first]}
    return row.last_word(index) in {"shooting", "shootings", "stabbing", "beating"} and bool(
        before & {"fatal", "deadly"}
    )
