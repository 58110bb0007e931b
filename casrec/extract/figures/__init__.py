"""Find the figures of a report: how many people were harmed, how, and with which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casrec.extract.figures import context, cues, custody, frames, parts, states, vocabulary
from casrec.extract.figures.captives import FREED, about_captives, came_free, captives
from casrec.extract.figures.chunks import cut
from casrec.extract.figures.flight import about_flight, driven, flight, half, in_camps
from casrec.extract.figures.names import surnames
from casrec.extract.figures.nouns import Chunk
from casrec.extract.figures.outcomes import outcomes
from casrec.extract.figures.resultatives import resultative
from casrec.extract.figures.row import ZERO_TOO, Hit, Row
from casrec.extract.figures.spelling import regular
from casrec.extract.figures.stance import stance
from casrec.extract.figures.tolls import toll
from casrec.extract.figures.wounds import limb, wounds
from casrec.extract.reading import MOST_TOKENS, Reading
from casrec.numbers import Word
from casrec.terms import Group, Harm, Stance


@dataclass(frozen=True, slots=True)
class Found:
    """One figure: ``text[start:end]`` is its wording, with its modifier words.

    ``low`` and ``high`` are inclusive, None is open. ``within`` is the index, in the list that ``find`` returns, of the
    figure this one is a part of. ``line`` is the index of its sentence, ``anchor_start`` and ``anchor_end`` hold the
    word of harm that governs it, ``rule`` names the construction.
    """

    start: int
    end: int
    wording: str
    harm: Harm
    low: int | None
    high: int | None
    approximate: bool
    who: str
    group: Group
    explicit: bool
    within: int | None
    stance: Stance
    rule: str
    line: int
    anchor_start: int
    anchor_end: int


_HIT = re.compile("sho[ot]|gunshot|str[iu]|hit|machine", re.I)
_STAB = re.compile("stab(?:s|bed|bing)?|struck|hit|r[au]n over|running over|left for dead", re.I)

# Of several harms said of one count, the gravest is kept: "was shot and killed" is killed.
_GRAVITY = {Harm.KILLED: 3, Harm.INJURED: 2, Harm.KILLED_OR_INJURED: 1}


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A harm said of "he" or "she": ``text[start:end]`` is the pronoun, ``of`` the index of the figure it goes back to.

    It is no figure by itself (nobody is counted), but tells how one person told of before fared in the end.
    """

    start: int
    end: int
    harm: Harm
    of: int | None
    line: int
    anchor_start: int
    anchor_end: int


def find(reading: Reading) -> list[Found]:
    """The figures of a report in the order of their words."""
    return survey(reading)[0]


def survey(reading: Reading) -> tuple[list[Found], list[Pronoun]]:
    """The figures of a report, and the harms it tells of by a pronoun, each in the order of their words."""
    lexicon = vocabulary.load()
    found: list[Found] = []
    pronouns: list[Pronoun] = []
    carried: context.Carried | None = None
    said = cues.Words(reading.text, [(line.start, line.end) for line in reading.lines])
    candidates = said.harmed()
    fled = about_flight(reading.text)
    camps = fled and in_camps(reading.text)
    if fled:
        candidates |= said.moving()
    caught = about_captives(reading.text)
    if caught:
        candidates |= said.releasing()
    named = surnames(reading.text, lexicon) if candidates else {}
    for index in range(len(reading.lines)):
        if carried is None:  # else it is read whatever its words, for "Among them were three children"
            if index not in candidates and index - 1 not in candidates:
                continue
            if not (fled or caught or said.tells(index)):
                continue
        told: context.Carried | None = None
        for tokens in _pieces(regular(reading.tokens(index)), MOST_TOKENS):
            chunks = cut(tokens, lexicon, surnames=named)
            row = Row(chunks, tokens, lexicon)
            _run(row, captives=caught)
            if fled:
                flight(row, camps=camps)
            if caught:
                captives(row)
            parts.complete(row, carried)
            context.lean(row, carried)
            found += _figures(reading, row, index, len(found))
            pronouns += _pronouns(row, index, found)
            told = context.told(row, carried) or told
        carried = told
    hit = [index for index, figure in enumerate(found) if _hit(reading, figure)]
    survived = [] if hit and said.deadly() else hit
    hurt = {index for index, figure in enumerate(found) if _stabbed(reading, figure)}
    fates = outcomes(found, [(one.of, one.harm) for one in pronouns if one.of is not None], survived, hurt)
    found = [replace(f, harm=fates[i]) if i in fates else f for i, f in enumerate(found)]
    return [replace(f, rule=FREED) if _came_free(reading, f) else f for f in found], pronouns


def _came_free(reading: Reading, figure: Found) -> bool:
    """Whether a figure tells of captives by their escape or their release."""
    return figure.harm is Harm.ABDUCTED and came_free(reading.text, figure.start, figure.end)


def _hit(reading: Reading, figure: Found) -> bool:
    """Whether a figure tells of people shot or hit, and not how they fared."""
    return figure.harm is Harm.KILLED_OR_INJURED and _HIT.match(reading.text, figure.anchor_start) is not None


def _stabbed(reading: Reading, figure: Found) -> bool:
    """Whether a figure tells of people stabbed or hit, who may have died of it by what else the report tells."""
    deed = reading.text[figure.anchor_start : figure.anchor_end]
    return figure.harm is Harm.INJURED and _STAB.fullmatch(deed) is not None


def _pronouns(row: Row, line: int, found: list[Found]) -> list[Pronoun]:
    """The harms of a row that are said of "he" or "she", tied to the last single person told of."""
    told: list[Pronoun] = []
    for at, anchor in row.pronouns:
        word = row.chunks[anchor].harm
        if word is None or row.word(at) not in {"he", "she", "him", "her"}:
            continue
        token, verb = row.tokens[row.chunks[at].first], row.chunks[anchor]
        before = [i for i, figure in enumerate(found) if figure.start < token.start and figure.low == figure.high == 1]
        of = before[-1] if before and line - found[before[-1]].line <= 3 else None
        span = (row.tokens[verb.first].start, row.tokens[verb.last].end)
        told.append(Pronoun(token.start, token.end, word.harm, of, line, *span))
    return told


def _run(row: Row, *, captives: bool) -> None:
    """Find the victims of every harm word of a row; ``captives`` says that the report tells of captives."""
    for index, chunk in enumerate(row.chunks):
        symbol = chunk.symbol
        if symbol in "vph" or (symbol == "V" and row.last_word(index) in {"admitted", "claimed", "claiming"}):
            wounds(row, index)
        if symbol == "v":
            custody.kept(row, index, captives=captives)
        if symbol == "v":
            frames.prisoners(row, index)
            driven(row, index)
        if symbol in "vVkgfi":
            resultative(row, index)
        if chunk.harm is None or symbol not in "kgfijdFaenT":
            continue
        if symbol == "k":
            frames.past(row, index)
        elif symbol in "gfi":
            frames.active(row, index)
        elif symbol in "djF":
            frames.intransitive(row, index)
        elif symbol in "ae":
            states.state(row, index)
        if symbol == "k" and chunk.harm.harm is Harm.KILLED_OR_INJURED and limb(row, index):
            row.add(row.victims_of.get(index, ()), index, "limb", Harm.INJURED)
        if chunk.harm.harm is Harm.DETAINED and row.last_word(index).startswith("captur"):
            custody.captured(row, index)
        if symbol == "n":
            states.cost(row, index)
        if chunk.harm.of:
            states.of(row, index)
            states.possessed(row, index)
        if symbol in "Tnkagf":
            toll(row, index)


def _pieces(tokens: list[Word], size: int) -> Iterator[list[Word]]:
    """Stretches of at most ``size`` words, cut at punctuation where there is any."""
    while len(tokens) > size:
        cut_at = next((i for i in range(size, size // 2, -1) if tokens[i - 1].lower in {",", ";", ":", "."}), size)
        yield tokens[:cut_at]
        tokens = tokens[cut_at:]
    if tokens:
        yield tokens


def _figures(reading: Reading, row: Row, line: int, offset: int) -> list[Found]:
    """The figures of a row's hits, in order, each count once for each harm that stays."""
    hits = _resolve(row.hits)
    position: dict[int, int] = {}
    for i, hit in enumerate(hits):
        position.setdefault(hit.victim, offset + i)
    return [
        replace(
            _figure(reading, row, hit, line),
            within=position.get(hit.host) if hit.host is not None and hit.host != hit.victim else None,
        )
        for hit in hits
    ]


def _resolve(hits: Sequence[Hit]) -> list[Hit]:
    """One hit for each victim chunk and harm; of killed, injured and both only the gravest."""
    best: dict[tuple[int, Harm | None], Hit] = {}
    for hit in hits:
        key = (hit.victim, None if hit.harm in _GRAVITY and hit.rule != ZERO_TOO else hit.harm)
        held = best.get(key)
        if held is None or _GRAVITY.get(hit.harm, 0) > _GRAVITY.get(held.harm, 0):
            best[key] = hit
    for victim, harm in list(best):
        if harm is Harm.DISPLACED and (victim, Harm.ABDUCTED) in best:
            del best[victim, harm]  # "to evacuate the 20 guests held hostage"
    return sorted(best.values(), key=lambda hit: (hit.victim, -_GRAVITY.get(hit.harm, 0), hit.harm))


def _figure(reading: Reading, row: Row, hit: Hit, line: int) -> Found:
    """The figure that a hit makes."""
    chunk, anchor = row.chunks[hit.victim], row.chunks[hit.anchor]
    low, high, start, end, approximate = _count(row, chunk)
    part = half(row, chunk) if hit.harm is Harm.DISPLACED else None
    if part is not None:
        low, high, start, end, approximate = part
    at = anchor.harm_at if anchor.harm_at >= 0 else anchor.first
    last = anchor.last if anchor.symbol in "kgfidFeanT" else at
    explicit = chunk.quantity is not None or chunk.symbol == "Z"
    who, group = _whom(row, hit)
    return Found(
        start=start,
        end=end,
        wording=reading.report.text[start:end],
        harm=hit.harm,
        low=low,
        high=high,
        approximate=approximate,
        who=who or ("people" if explicit else reading.text[start:end]),
        group=group,
        explicit=explicit,
        within=None,
        stance=hit.stance if hit.stance is not Stance.ASSERTED else stance(row, hit.victim),
        rule=hit.rule,
        line=line,
        anchor_start=row.tokens[at].start,
        anchor_end=row.tokens[last].end,
    )


def _whom(row: Row, hit: Hit) -> tuple[str, Group]:
    """The noun and group of a figure: its own, what "of them" is said to be, else those of its whole."""
    chunk = row.chunks[hit.victim]
    if chunk.who:
        return chunk.who, chunk.group
    if chunk.symbol == "W":
        at = row.skip(hit.victim + 1, 1, "yb")
        if row.symbol(at) in {"U", "s"} and row.chunks[at].who:  # "eight of them children", "nine of whom were women"
            return row.chunks[at].who, row.chunks[at].group
    if hit.host is not None and row.symbols[hit.host] in "QO":
        return row.chunks[hit.host].who, row.chunks[hit.host].group
    return "", chunk.group


def _count(row: Row, chunk: Chunk) -> tuple[int | None, int | None, int, int, bool]:
    """Low, high, start, end and whether approximate, of a victim chunk."""
    quantity = chunk.quantity
    if chunk.symbol == "Z":
        last = chunk.first + (
            1 if row.tokens[chunk.first + 1 : chunk.first + 2] and row.tokens[chunk.first + 1].lower == "one" else 0
        )
        return 0, 0, row.tokens[chunk.first].start, row.tokens[last].end, False
    if quantity is None:
        return 1, 1, row.tokens[chunk.first].start, row.tokens[chunk.last].end, False
    end = quantity.last
    if end + 1 <= chunk.last and row.tokens[end + 1].lower == "more":
        end += 1
    return quantity.low, quantity.high, row.tokens[quantity.first].start, row.tokens[end].end, quantity.approximate
