"""Find figures that lean on another: parts of a whole, ellipsis, counts that carry their own harm."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from casrec.extract.figures.chunks import COUNTED
from casrec.extract.figures.context import Carried
from casrec.extract.figures.doers import doers
from casrec.extract.figures.ellipsis import ellipsis, persons
from casrec.extract.figures.including import included, postposed, with_host
from casrec.extract.figures.lists import company, entries, predicates, whom
from casrec.extract.figures.named import named
from casrec.extract.figures.row import CAN_BE_ZERO, ZERO_TOO, Hit, Row
from casrec.extract.figures.singled import singled
from casrec.extract.figures.wounds import limb
from casrec.terms import Harm, Stance

_FATALITIES = frozenset("fatality fatalities casualty casualties".split())
_TOTALS = frozenset("total number tally count figure".split())
_NAMED_AS = frozenset("identified named recognised recognized".split())
_BRING = frozenset("bring brings bringing brought take takes taking took raise raises raising raised".split())
_OFFICIAL = frozenset("official earlier previous initial preliminary provisional revised final".split())
_CORRECTED = (["corrected"], ["revised"], ["changed"], ["amended"], ["lowered"], ["raised"], ["updated"], ["cut"])
_UNKNOWN = frozenset("whereabouts fate".split())
_FUNERALS = frozenset("funeral funerals".split())
_HOLDING = frozenset("handle hold accommodate house".split())
_COMMIT = frozenset(["commit", "carry out"])
_WAS = re.compile(r"(?:,x,?|,[Ss](?:p[xM])*,)?(?:,?r)?b")
_THEY_DIED = re.compile(r"[rc](?P<they>U)[bhy!t]*[da]")
_PATIENTS = frozenset("patients victims casualties people".split())
_SPANS = frozenset("in during for within after at on over of with".split())  # "within a week" is no rate
_PERIODS = frozenset("day week month year hour night minute".split())


def complete(row: Row, before: Carried | None) -> None:
    """Add the leaning figures of a row; ``before`` is what the sentence before told, None where it told of no harm."""
    carried = None if before is None or before.header else before.harm
    _own(row)
    _parts(row, carried)
    whom(row)
    _of_the_dead(row)
    _the_dead_were(row)
    predicates(row)
    entries(row)
    company(row)
    ellipsis(row)
    persons(row)
    _totals(row, carried)
    _later_died(row)
    _when_he(row)
    _they_died(row)
    singled(row, carried)
    doers(row)
    _some_of(row)
    _of_counted(row)
    named(row)
    row.hits = [hit for hit in row.hits if not rate(row, hit.victim)]


def _own(row: Row) -> None:
    """Counted nouns of harm ("12 deaths", "three wounded soldiers", "40 hostages")."""
    taken = row.taken()
    for index, chunk in enumerate(row.chunks):
        if chunk.symbol == "Q" and index not in taken and chunk.harm is None:
            _apart(row, index)
        if chunk.harm is None or index in taken or chunk.symbol not in "QNZOWSM":
            continue
        if chunk.symbol in "SM" and not _told_of_by_noun(row, index):
            continue
        if chunk.symbol == "Z" and not (chunk.harm.counted and chunk.harm.harm in CAN_BE_ZERO):
            continue
        before = {token.lower for token in row.tokens[max(0, chunk.first - 4) : chunk.first]}
        after = {token.lower for token in row.tokens[chunk.last + 1 : chunk.last + 4]}
        if chunk.symbol == "W" and chunk.harm.symbol != "n" and not _told_on(row, index):
            continue
        if row.tokens[chunk.harm_at].lower in {"lives", "life"} and not (
            before & row.lexicon.life_verbs or after & {"lost", "claimed", "taken"}
        ):
            continue
        if _unreal(row, index):
            continue
        low = chunk.quantity.low or chunk.quantity.high or 0 if chunk.quantity else 0
        if row.tokens[chunk.harm_at].lower == "newcomers" and low < 100:  # "two political newcomers"
            continue
        if _is_nobodys(row, index, low):
            continue
        row.hits.append(Hit(index, index, chunk.harm.harm, "counted noun"))
        second = row.chunks[index + 2].harm if row.symbol(index + 1) == "c" and index + 2 < len(row.chunks) else None
        if chunk.symbol == "Z" and second is not None and second.counted and second.harm in CAN_BE_ZERO:
            row.hits.append(Hit(index, index + 2, second.harm, ZERO_TOO))  # "no deaths or injuries"


def _apart(row: Row, index: int) -> None:
    """ "30,000 combat and civilian deaths", "funerals for 12 of the victims": a count apart from its noun of harm."""
    if not row.chunks[index].who and row.symbols[index + 1 : index + 5] == "xcxn":
        word = row.chunks[index + 4].harm
        if word is not None and word.counted:
            row.hits.append(Hit(index, index + 4, word.harm, "counted noun"))
        return
    before = [token.lower for token in row.tokens[max(0, row.chunks[index].first - 6) : row.chunks[index].first]]
    after = {token.lower for token in row.tokens[row.chunks[index].last + 1 :][:5]}
    if before[-1:] in (["of"], ["the"]) and _UNKNOWN.intersection(before[-3:]) and "unknown" in after:
        row.hits.append(Hit(index, index, Harm.MISSING, "unknown"))  # "the whereabouts of 43 students are unknown"
    if before[-1:] == ["for"] and not _FUNERALS.isdisjoint(before) and row.chunks[index].who in {"victims", "people"}:
        row.hits.append(Hit(index, index, Harm.KILLED, "funeral"))


def _told_on(row: Row, index: int) -> bool:
    """Whether more is told of some of the harmed: "five of the dead were men", "boys make up ten of the hurt"."""
    if row.tokens[max(0, row.chunks[index].first - 1)].lower in {
        "for",
        "up",
        "named",
        "identified",
        "buried",
        "identify",
    }:
        return True
    closing = row.symbols.find(",", index + 2, index + 9) if row.symbol(index + 1) == "," else index
    verb = closing + 1  # "60 of the wounded, some with lost limbs, were taken across the border"
    return row.symbol(verb) in {"b", "h", "v", "V"} and row.symbol(row.skip(verb + 1, 1)) not in set("!kdae")


def _is_nobodys(row: Row, index: int, low: int) -> bool:
    """Whether an adjective of harm tells of no harm done to the counted: "two homeless men found the bag"."""
    chunk = row.chunks[index]
    word = row.tokens[chunk.harm_at].lower
    if word == "critical" and chunk.who.lower() not in _PATIENTS and chunk.head is not None:
        return chunk.harm_at < chunk.head  # "two critical senators"
    return word == "homeless" and chunk.head is not None and chunk.harm_at < chunk.head and low < 50


def _told_of_by_noun(row: Row, index: int) -> bool:
    """Whether one described person is told harmed by an adjective or noun: "the murdered aid worker", "the hostage"."""
    chunk = row.chunks[index]
    if chunk.symbol == "S" and chunk.head is not None and row.tokens[chunk.head].lower in {"hostage", "captive"}:
        if row.symbol(index + 1) in set("xsUn#"):
            return False  # "the hostage crisis"
        return row.lexicon.kind(row.tokens[chunk.head - 1].lower) != "N"  # no "held the city hostage"
    adjective = chunk.harm is not None and chunk.harm_at < (chunk.head or 0)
    return (
        adjective
        and chunk.harm is not None
        and (chunk.harm.symbol == "k" or row.tokens[chunk.harm_at].lower in {"dead", "deceased"})
    )


def _unreal(row: Row, index: int) -> bool:
    """Whether the verb that governs a counted noun is only possible or planned."""
    for i in range(index - 1, max(-1, index - 8), -1):
        if row.symbols[i] in ",;:.wr":
            return row.symbols[i] == "w" and row.word(i) in {"if", "unless"}
        if row.symbols[i] == "m":
            return row.last_word(row.skip(i + 1, 1)) not in {"confirm", "report"}  # "can confirm two deaths"
        if row.symbols[i] == "!":
            return True
        word = row.chunks[index].harm
        if row.last_word(i) in _HOLDING and row.symbol(i - 1) == "t" and word and word.harm is Harm.DISPLACED:
            return True  # "was fitted out to house 5,000 evacuees"
        if row.last_word(i) in _COMMIT and row.symbol(i - 1) == "t":
            return True  # "a conspiracy to commit eight murders"
    return False


def _parts(row: Row, carried: Harm | None) -> None:
    """ "including three children", "eight of them", "78 people -- 45 in X and 33 in Y --", "12: 8 men and 4 women"."""
    for index, symbol in enumerate(row.symbols):
        if (
            symbol == "I"
            and row.symbol(index + 1) == "U"
            and row.symbol(index - 1) in {"Q", "S"}
            and (row.symbol(index + 2) not in {"Q", "S", "b"})
        ):
            postposed(row, index)
        elif symbol == "I":
            included(row, index, carried)
        elif symbol == "W":
            _of_them(row, index, carried)
        elif symbol in "-(:,;":
            _inside(row, index)
        if symbol in "QW":
            _manner(row, index)


def _of_them(row: Row, index: int, carried: Harm | None) -> None:
    """ "five of them critically", "eight of them children": the harm is that of the whole unless a verb says more."""
    taken = row.taken()
    host = row.host(index, taken)
    if index in taken:
        if host is not None:
            row.hits = [with_host(hit, host) if hit.victim == index else hit for hit in row.hits]
        return
    after = row.skip(index + 1, 1)
    if row.symbol(after) in set("hmvVkd") or (host is None and carried is None):
        return
    if row.symbol(after) == "b" and row.symbol(after + 1) == "!":
        return  # "four attacks, one of which was not aimed at anybody"
    if row.symbol(after) == "b" and row.symbol(row.skip(after + 1, 1)) in set("vkd"):
        return
    harm = taken[host].harm if host is not None else carried
    if harm is not None:
        anchor = taken[host].anchor if host is not None else index
        row.hits.append(Hit(index, anchor, harm, "part", host=host))


def _manner(row: Row, index: int) -> None:
    """ "four were shot, one fatally", "30 were hurt, five critically"."""
    taken = row.taken()
    host = row.host(index, taken)
    following = row.chunks[index].last + 1
    if host is None or following >= len(row.tokens):
        return
    word = row.tokens[following].lower
    if row.chunks[index].who and word != "fatally":
        return
    if word not in row.lexicon.manner or row.symbol(row.skip(index + 1, 1)) in set("kvb"):
        return
    fatal = word in {"fatally", "mortally"}
    if index in taken and not fatal:
        return
    harm = Harm.KILLED if fatal else taken[host].harm
    row.hits.append(
        Hit(index, taken[host].anchor, Harm.INJURED if harm is Harm.KILLED_OR_INJURED else harm, "part", host=host)
    )


def _inside(row: Row, mark: int) -> None:
    """Counts set off right after a whole by a dash, bracket, colon or comma."""
    taken = row.taken()
    host = row.skip(mark - 1, -1, 'y"')
    anchored = row.victims_of.get(host, [])
    if len(anchored) == 1:  # "nine were wounded -- seven civilians and two soldiers"
        host = anchored[0]
    if row.symbols[mark] == "-" and host not in taken:  # "four workers of the holy order -- three Swiss and a Pole --"
        whole = row.host(mark, taken)
        apart = whole is None or set(row.symbols[whole:mark]) & set(",;:.-")
        victims = [] if apart else row.objects(row.skip(mark + 1, 1))
        host = whole if whole is not None and _adds_up(row, whole, victims) else host
    if row.symbols[mark] in ":;":
        while host >= 0 and (host not in taken or row.symbols[host] not in "QOWN"):
            host -= 1
    start = row.skip(mark + 1, 1)
    if host not in taken and row.symbols[mark] in ":-":
        _set_off(row, mark, start, taken)
        return
    if host not in taken or row.symbols[host] not in "QOWN":
        return
    names = row.symbols[mark] == ":" and row.symbol(start) == "M"  # "five died: Ann Lee, a cook; Tom Ray, a clerk"
    if (row.symbol(start) not in COUNTED | {"S"} and not names) or start in taken:
        return
    victims = [i for i in row.objects(start) if i not in taken]
    total = row.chunks[host].quantity
    if names and (total is None or len(victims) > (total.low or 0) or (len(victims) < 2 and not row.is_aged(start))):
        return
    if row.symbols[mark] in ",;" and not _adds_up(row, host, victims):
        return
    row.hits += [Hit(i, taken[host].anchor, taken[host].harm, "part", host=host) for i in victims]


def _set_off(row: Row, mark: int, start: int, taken: dict[int, Hit]) -> None:
    """ "The dead: two nurses and a driver", "the hostages -- two doctors and a guide -- were freed"."""
    index = row.skip(mark - 1, -1, 'y"')
    word = row.chunks[index].harm if index >= 0 else None
    if index >= 0 and row.symbols[index] == "U" and row.last_word(index) in {"hostages", "captives"}:
        harm = Harm.ABDUCTED
    elif word is not None and row.symbols[index] in "kan" and index and row.last_word(index - 1) == "the":
        harm = word.harm
    else:
        return
    victims = [i for i in row.objects(start) if i not in taken and row.symbols[i] in "QS"]
    if victims and victims[0] == start:
        row.hits += [Hit(i, index, harm, "set off") for i in victims]


def _adds_up(row: Row, host: int, victims: list[int]) -> bool:
    """Whether the counts of ``victims`` sum to that of ``host``."""
    whole = row.chunks[host].quantity
    parts = [1 if (q := row.chunks[i].quantity) is None else q.low or 0 for i in victims]
    return whole is not None and len(parts) > 1 and sum(parts) == whole.low


def _totals(row: Row, carried: Harm | None) -> None:
    """ "bringing the total to 18": the harm is the one told of before."""
    words = [token.lower for token in row.tokens]
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        if symbol != "Q" or index in taken:
            continue
        first, told = row.chunks[index].first, row.hits[0].harm if row.hits else carried
        before = words[max(0, first - 8) : first - 1]
        brings = words[max(0, first - 3) : first] in (["taking", "it", "to"], ["bringing", "it", "to"])
        if not row.chunks[index].who and told is not None and (brings or _is_corrected(words, first)):
            row.hits.append(Hit(index, row.hits[-1].anchor if row.hits else index, told, "toll"))
            continue
        rises = not _TOTALS.isdisjoint(before) and not (_BRING | row.lexicon.rising).isdisjoint(before)
        if _brings(row, index, words):
            harm = next((c.harm.harm for c in row.chunks[index + 1 : index + 9] if c.harm is not None), carried)
        elif row.chunks[index].who:
            continue
        elif _is_official(words, first):
            harm = told
        elif words[first - 1 : first] in (["to"], ["at"]) and rises:
            harm = _counted_harm(row, before) or told
        else:
            continue
        if harm is not None:
            row.hits.append(Hit(index, index, harm, "toll"))


def _is_corrected(words: list[str], first: int) -> bool:
    """Whether a count is what another was corrected to: "said 21 died, but later corrected that to 19"."""
    before = words[max(0, first - 4) : first]
    return before[-1:] == ["to"] and before[-2:-1] in (["that"], ["it"], ["this"]) and before[-3:-2] in _CORRECTED


def _is_official(words: list[str], first: int) -> bool:
    """Whether a count is called an official or earlier one: "instead of the official figure of 64"."""
    before = words[max(0, first - 4) : first]
    return (
        before[-1:] == ["of"]
        and before[-2:-1] in (["figure"], ["tally"], ["count"])
        and not _OFFICIAL.isdisjoint(before)
    )


def _counted_harm(row: Row, before: list[str]) -> Harm | None:
    """The harm of a noun that "the number of" counts: "bringing the number of refugees there to 25,000"."""
    if "of" not in before:
        return None
    known = (row.lexicon.harm.get(word) for word in before[before.index("of") + 1 :])
    return next((word.harm for word in known if word is not None and word.counted), None)


def _brings(row: Row, index: int, words: list[str]) -> bool:
    """ "bringing to eight the number of students kidnapped"."""
    chunk = row.chunks[index]
    brought = (
        words[chunk.first - 1 : chunk.first] == ["to"] and set(words[max(0, chunk.first - 3) : chunk.first]) & _BRING
    )
    return (
        bool(brought)
        and words[chunk.last + 1 : chunk.last + 2] == ["the"]
        and bool(set(words[chunk.last + 2 : chunk.last + 4]) & (_TOTALS | {"toll"}))
    )


def _the_dead_were(row: Row) -> None:
    """ "The dead were 12 men and two women"."""
    taken = row.taken()
    for index, symbol in enumerate(row.symbols):
        if (
            symbol == "U"
            and row.last_word(index) in {"hostages", "captives"}
            and row.symbols[index + 1 : index + 3] == "bQ"
        ):
            victims = [i for i in row.objects(index + 2) if i not in taken]
            row.hits += [Hit(i, index, Harm.ABDUCTED, "the dead") for i in victims]
        be = row.past_modifiers(index + 1)
        named = row.symbol(index + 1) == "w" and row.word(index + 1) == "as" and row.symbol(index + 2) == "M"
        if not _are_the_dead(row, index) or not (row.symbol(be) == "b" or named):
            continue
        word, at = row.chunks[index].harm, (index + 2 if named else be + 1)
        if row.symbols[at : at + 2] in {"vw", "Vw"} and row.last_word(at) in _NAMED_AS and row.word(at + 1) == "as":
            at += 2  # "the dead were identified as Ann Lee and Tom Ray"
        if word is not None and row.symbol(at) in {"Q", "S", "M"}:  # or "named the dead as Ann Lee and Tom Ray"
            victims = [i for i in row.objects(at) if i not in taken]
            if row.symbols[at] == "M":
                victims = [i for i in victims if row.symbols[i] != "Q" or row.chunks[i].who]  # no age
            row.hits += [Hit(i, index, word.harm, "the dead") for i in victims]


def _are_the_dead(row: Row, index: int) -> bool:
    """Whether a word of harm stands for those harmed: "the dead", "those killed", "the fatality"."""
    before = row.symbol(index - 1)
    if index == 0 or row.symbol(index - 2) == "p":
        return False
    the = before == "x" and row.last_word(index - 1) == "the"
    if row.symbols[index] == "n":
        return the and row.last_word(index) in _FATALITIES
    return row.symbols[index] in "ka" and (the or (before == "U" and row.word(index - 1) in {"the", "those"}))


def _of_the_dead(row: Row) -> None:
    """ "Of the 30 dead, 11 were children": a part of a whole that stands before it."""
    for start, symbol in enumerate(row.symbols):
        if (
            symbol == "p"
            and row.word(start) == "of"
            and row.symbol(start - 1) in {"", ",", ":", '"', "r", "V", ";", "c"}
        ):
            comma = row.symbols.find(",", start + 1, start + 8)
            if comma > 0:
                _part_after(row, start, comma)


def _part_after(row: Row, start: int, comma: int) -> None:
    """The count after the comma as a part of the harmed between ``start`` and the comma."""
    taken = row.taken()
    part = row.skip(comma + 1, 1)
    if row.symbol(part) != "Q" or part in taken or row.symbol(row.skip(part + 2, 1)) in set("kda"):
        return
    for i in range(start + 1, comma):
        word = row.chunks[i].harm
        if word is not None and row.symbols[i] in "kaQnNd":
            host = next((j for j in range(start + 1, comma) if j in taken), None)
            row.hits.append(Hit(part, i, word.harm, "part", host=host))
            return


def _of_counted(row: Row) -> None:
    """ "Fourteen of the 36 dead were children": a part of a whole that is counted after it."""
    taken = row.taken()
    for index, hit in sorted(taken.items()):
        part = index - 1 if row.symbol(index - 1) == "x" else index - 2
        if row.symbols[index] != "Q" or part < 0 or part in taken or hit.stance is not Stance.ASSERTED:
            continue
        words = [token.lower for token in row.tokens[row.chunks[part].first : row.chunks[index].first + 1]]
        quantity = row.chunks[part].quantity
        if quantity is None or quantity.low in {0, 1} or ["of", "the"] not in (words[-3:-1], words[-2:]):
            continue
        row.hits.append(Hit(part, hit.anchor, hit.harm, "part", host=index))


def _some_of(row: Row) -> None:
    """ "One of two men shot in Arden has died": the first harm is that of all, the next that of the one."""
    for index in sorted({hit.victim for hit in row.hits}):
        part = index - 1
        some = row.chunks[part].quantity if part >= 0 and row.symbols[part] == "x" else None
        if row.symbols[index] != "Q" or some is None:
            continue
        anchors = sorted({hit.anchor for hit in row.hits if hit.victim == index and hit.anchor > index})
        later = {two for one, two in pairwise(anchors) if not _coordinated(row, one, two)}
        row.hits = [
            replace(hit, victim=part) if hit.victim == index and hit.anchor in later else hit for hit in row.hits
        ]


def _coordinated(row: Row, one: int, two: int) -> bool:
    """Whether a harm is told in one breath with another: "shot and wounded", "who was shot on Monday and died"."""
    start = row.group_start(two)
    return start - 1 == one or row.symbol(start - 1) in {"c", ","}


def _later_died(row: Row) -> None:
    """ "A man was shot and taken to hospital, where he died": the harm of the described victim is the gravest told."""
    for pronoun, anchor in row.pronouns:
        word = row.chunks[anchor].harm
        if row.word(pronoun) not in {"he", "she"} or word is None or word.harm is not Harm.KILLED:
            continue
        earlier = [hit for hit in row.hits if hit.victim < pronoun and row.symbols[hit.victim] in "SsM"]
        if earlier and earlier[-1].harm in {Harm.INJURED, Harm.KILLED_OR_INJURED}:
            row.hits.append(Hit(earlier[-1].victim, anchor, Harm.KILLED, "later died"))


def _when_he(row: Row) -> None:
    """ "Deputy Reiss was asking for names when he was shot dead": who "he" is has the harm."""
    taken = row.taken()
    for pronoun, anchor in list(row.pronouns):
        word, when = row.chunks[anchor].harm, row.skip(pronoun - 1, -1)
        if word is None or word.harm is Harm.DISPLACED or row.word(pronoun) not in {"he", "she"} or when < 2:
            continue
        told = row.subject(when - 1, anchor) if row.word(when) == "when" else []
        if len(told) != 1 or row.symbols[told[0]] not in "SsM" or told[0] in taken:
            continue
        if _WAS.match(row.symbols, told[0] + 1) and row.symbol(told[0] - 1) != "b":
            row.hits.append(Hit(told[0], anchor, Harm.INJURED if limb(row, anchor) else word.harm, "when he"))


def _they_died(row: Row) -> None:
    """ "Both were taken to a hospital, where they died": all who were last counted."""
    for match in _THEY_DIED.finditer(row.symbols):
        at, anchor = match.start("they"), match.end() - 1
        word = row.chunks[anchor].harm
        if row.word(at) != "they" or word is None or word.harm is not Harm.KILLED or row.unreal(at + 1, anchor):
            continue
        earlier = [hit for hit in row.hits if hit.victim < at and row.symbols[hit.victim] == "Q"]
        if earlier and earlier[-1].harm in {Harm.INJURED, Harm.KILLED_OR_INJURED}:
            row.hits.append(Hit(earlier[-1].victim, anchor, Harm.KILLED, "later died"))


def rate(row: Row, victim: int) -> bool:
    """Whether a count is told per day or year: "20 people a day"."""
    chunk = row.chunks[victim]
    words = [token.lower for token in row.tokens]
    for i in range(chunk.last + 1, min(len(words) - 1, chunk.last + 13)):
        if words[i] in {",", ";", ":", ".", "-", "--", "–", "—", "("}:
            break
        if words[i] in {"a", "per", "each", "every"} and words[i + 1] in _PERIODS:
            if words[i] == "a" and (chunk.quantity is None or words[i - 1] in _SPANS):
                continue  # "killed her father during a night raid", "the editor spent a year in jail"
            return words[i + 2 : i + 3] not in (["ago"], ["after"], ["later"], ["before"], ["earlier"], ["into"])
        if words[i] == "every" and words[i + 2 : i + 3] != [] and words[i + 2].rstrip("s") in _PERIODS | {"second"}:
            return True  # "one child dies every ten minutes"
        if words[i] in {"daily", "annually", "yearly", "weekly", "monthly"}:
            return chunk.quantity is not None  # "killed the editor of an opposition daily"
    before = words[max(0, chunk.first - 6) : chunk.first]
    return any(one in {"every", "each"} and two in _PERIODS and "since" not in before for one, two in pairwise(before))
