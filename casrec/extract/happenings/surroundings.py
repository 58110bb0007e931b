"""What stands around a figure in its own clause: words, times and happenings that tell what it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from casrec import dates
from casrec.dates import Moment
from casrec.extract.clause_spans import clause, clause_head, token_at
from casrec.extract.happenings import tied, times
from casrec.extract.happenings.scene import Counted, Scene
from casrec.extract.responsibility.actors import STATE, named
from casrec.extract.responsibility.deeds import deeds
from casrec.syntax import Sentence, Token
from casrec.terms import CASUALTIES, TimePrecision

LONG = frozenset({TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.SPAN})
_NAMED_STORMS = frozenset("hurricane typhoon cyclone storm".split())
_RAISING = frozenset(
    "raised raises put puts rose risen rises climbed stood stands revised reached lowered updated increased".split()
)
_ESTIMATING = frozenset("estimated estimates put puts calculated concluded".split())


@dataclass(frozen=True, slots=True)
class Near:
    """What stands in a figure's own clause and in the noun phrase that the clause describes."""

    text: str
    wide: str
    before: str
    run_up: str
    moments: tuple[Moment, ...]
    war: bool
    event: bool
    relative: bool
    perfect: bool
    after: str
    named: str = ""  # "Parkland massacre", where the report opens on another
    opens: int = 0
    timed: bool = False
    anew: bool = False  # "a deadly attack on a hotel that killed 10": told of for the first time


def near(scene: Scene, figure: Counted) -> Near:
    """The surroundings of a figure that speak of its own happening."""
    sentence = scene.reading.parsed(figure.line)
    at = token_at(sentence, figure.anchor_start)
    if at is None:
        return Near("", "", "", "", (), False, False, False, False, "")
    head = clause_head(sentence, at)
    tokens = clause(sentence, head)
    after = _long_after(scene, figure.line, sentence.tokens[min(tokens)].start, sentence.tokens[max(tokens)].end)
    ends = token_at(sentence, figure.anchor_end - 1)
    if ends is not None and ends != at:  # "have been killed or injured this year"
        tokens |= clause(sentence, clause_head(sentence, ends))
    joined = sentence.tokens[head].dep == "conj" and sentence.child(head, "nsubj", "nsubjpass") is None
    if joined or _goes_along(sentence, head):
        tokens |= clause(
            sentence, clause_head(sentence, sentence.tokens[head].head)
        )  # "a blast tore through ..., killing"
    run_up = scene.reading.text[sentence.start : sentence.tokens[min(clause(sentence, head))].start]
    antecedent = _antecedent(sentence, head)
    before, phrase = "", set[int]()
    if antecedent is not None:
        phrase = _phrase(sentence, antecedent, head)
        tokens |= phrase
        above = sentence.tokens[antecedent].head
        if sentence.tokens[antecedent].dep == "pobj" and sentence.tokens[above].lower == "with":
            tokens |= clause(sentence, clause_head(sentence, above))  # "63 shootings this year, with 71 people killed"
        first = sentence.tokens[min(phrase)].start
        before = scene.reading.text[sentence.start : first]
    spans = [(sentence.tokens[i].start, sentence.tokens[i].end) for i in sorted(tokens)]

    def inside(start: int) -> bool:
        return any(s <= start < e for s, e in spans)

    events = [e for e in scene.events(figure.line) if inside(e.start)]
    moments = [m for m in scene.moments(figure.line) if inside(m.start) and not times.is_reporting(scene, m)]
    front = _front(sentence, head) if not moments else set()
    fronted = {sentence.tokens[i].start for i in front}
    moments += [m for m in scene.moments(figure.line) if not fronted.isdisjoint(range(m.start, m.end))]
    moments += _outer_moments(scene, sentence, figure.line, head)
    if _is_toll(sentence, at, sentence.tokens[head].lower):
        told = {sentence.tokens[i].start for i in sentence.subtree(at)}  # "this year's toll"
        moments, after = [m for m in moments if m.precision in LONG and m.start in told], ""  # else when it was made
    return Near(
        text=_joined(scene.reading.text, spans),
        wide=_joined(scene.reading.text, _wide(sentence, head, tokens | front)),
        before=before,
        run_up=run_up[-120:],
        moments=tuple(moments),
        war=any(e.war for e in events if not figure.start <= e.start < figure.end),
        event=any(not e.war for e in events if not figure.anchor_start <= e.start < figure.anchor_end),
        relative=antecedent is not None,
        after=after,
        named=_named(scene, sentence, figure.line, tokens),
        opens=sentence.start + len(run_up),
        timed=sentence.tokens[head].dep == "advcl",
        anew=antecedent is not None and _anew(scene, sentence, figure.line, phrase),
        perfect=any(sentence.tokens[c].lower in {"has", "have"} for c in sentence.children(head)),
    )


def without_later(scene: Scene, figure: Counted, told: Near, event: Moment | None) -> Near:
    """The surroundings without times at which no more than a court or an investigation dealt with what happened: a
    sentence passed two years after "the blast that killed 12" sets them apart from nothing."""
    if event is None or event.last is None or getattr(figure, "harm", None) not in CASUALTIES:
        return told
    kept = tuple(
        m
        for m in told.moments
        if m.first is None
        or m.first <= event.last
        or m.relation
        or tied.tie(scene, figure.line, m) is not tied.Tie.AFTERWARDS
    )
    return told if len(kept) == len(told.moments) else replace(told, moments=kept)


def _is_toll(sentence: Sentence, at: int, verb: str) -> bool:
    """Whether a verb tells when a toll was made, not when people died: "in May the death toll rose to 45", "in June
    a study put the number of deaths at 120"."""
    words = {sentence.tokens[at].lower, sentence.tokens[sentence.tokens[at].head].lower}
    if verb in _RAISING and not words.isdisjoint({"toll", "tolls"}):
        return True
    return verb in _ESTIMATING and sentence.tokens[at].tag == "NNS"


def _front(sentence: Sentence, head: int) -> set[int]:
    """The words of time that open the first of joined clauses and hold for all: "In May rebels came, and 30 died"."""
    tokens, first = sentence.tokens, head
    while tokens[first].dep == "conj" and tokens[tokens[first].head].tag.startswith(("VB", "MD")):
        first = tokens[first].head
    subject = sentence.child(first, "nsubj", "nsubjpass")
    if first == head or subject is None:
        return set()
    opens = [c for c in sentence.children(first) if c < subject and tokens[c].dep in {"prep", "npadvmod", "advmod"}]
    return {i for c in opens for i in sentence.subtree(c)}


def _named(scene: Scene, sentence: Sentence, line: int, inside: set[int]) -> str:
    """The happening of a clause that goes by a name which the report's opening does not give: "the Parkland
    massacre", "Hurricane Katrina"."""
    for event in scene.events(line):
        at = token_at(sentence, event.start)
        if event.war or at is None or at not in inside:
            continue
        token = sentence.tokens[at]
        names = [c for c in sentence.children(at) if sentence.tokens[c].dep in {"compound", "nmod"} and c < at]
        if token.lower in _NAMED_STORMS and token.dep == "compound" and sentence.tokens[token.head].tag == "NNP":
            names, at = [token.head], token.head
        elif not token.text.islower() or not token.tag.startswith("NN"):
            continue
        names = [n for n in names if _names_it(scene, sentence.tokens[n])]
        if names:
            first, last = min(names[0], token.index), max(at, token.index)
            return scene.reading.text[sentence.tokens[first].start : sentence.tokens[last].end]
    return ""


def _anew(scene: Scene, sentence: Sentence, line: int, phrase: set[int]) -> bool:
    """Whether a noun phrase tells of a happening for the first time: "a deadly attack on a hotel"."""
    told = {event.start for event in scene.events(line) if not event.war}
    return any(
        sentence.tokens[at].start in told
        and any(sentence.tokens[c].lower in {"a", "an", "another"} for c in sentence.children(at))
        for at in phrase
    )


def _names_it(scene: Scene, token: Token) -> bool:
    """Whether a word is a name that sets a happening apart: no day, no initials, no known actor, not in the opening."""
    word = token.text
    if token.tag != "NNP" or not word[:1].isupper() or word.isupper() or token.lower in dates.calendar():
        return False
    if word.endswith(("Day", "day")) or token.lower in deeds().perpetrator_nouns:
        return False
    if any(mention.known.kind != STATE for mention in named(word)):
        return False
    stem = word.removesuffix("'s").removesuffix("’s")
    return not any(stem in scene.reading.text[line.start : line.end] for line in scene.core)


def _goes_along(sentence: Sentence, head: int) -> bool:
    """Whether a clause only goes on about what its outer clause tells: "..., killing 12", "with 12 people killed"."""
    token = sentence.tokens[head]
    if token.dep != "advcl":
        return False
    return token.tag == "VBG" or any(sentence.tokens[c].lower == "with" for c in sentence.children(head))


def _outer_moments(scene: Scene, sentence: Sentence, line: int, head: int) -> list[Moment]:
    """The long-past times of the clauses around: "two years ago, after a gunman killed nine", "nine died when a ferry
    sank in 2011", "in 2004 a quake set off a wave that killed 230,000"."""
    tokens = sentence.tokens
    if scene.day is None:
        return []
    outer: set[int] = set()
    if _tells_when(sentence, head) or tokens[head].dep == "relcl":
        outer |= clause(sentence, clause_head(sentence, tokens[head].head))
    for child in sentence.children(head):
        if _tells_when(sentence, child):
            outer |= clause(sentence, child)
        elif tokens[child].dep == "prep" and tokens[child].lower in {"after", "before", "while"}:
            outer.update(sentence.subtree(child))  # "killed after being kidnapped in 1979"
    starts = {tokens[i].start for i in outer}
    limit = scene.day - timedelta(days=60)
    return [m for m in scene.moments(line) if m.start in starts and m.last is not None and m.last < limit]


def _tells_when(sentence: Sentence, head: int) -> bool:
    """Whether a clause is one of time: "after a gunman killed nine"."""
    if sentence.tokens[head].dep != "advcl":
        return False
    marks = {sentence.tokens[c].lower for c in sentence.children(head) if sentence.tokens[c].dep in {"mark", "advmod"}}
    return not marks.isdisjoint({"after", "when", "as", "while"})


def _long_after(scene: Scene, line: int, start: int, end: int) -> str:
    """The words by which the lead comes days or more after what a clause tells ("a week after a bomb killed 44")."""
    for moment in scene.moments(line):
        long = moment.delta is not None and moment.delta >= 1440 and moment.text.endswith("after")
        if long and start - 2 <= moment.end <= end and moment.start <= start + 25:
            return moment.text
    return ""


def _wide(sentence: Sentence, head: int, own: set[int]) -> list[tuple[int, int]]:
    """The clause with the clauses of time and manner under it, but not those that only describe a noun."""
    found, stack = set(own), list(sentence.children(head))
    while stack:
        at = stack.pop()
        if sentence.tokens[at].dep not in {"relcl", "ccomp", "parataxis"}:
            found.add(at)
            stack.extend(sentence.children(at))
    return [(sentence.tokens[i].start, sentence.tokens[i].end) for i in sorted(found)]


def _joined(text: str, spans: list[tuple[int, int]]) -> str:
    """The words at these spans, those that touch kept together."""
    pieces: list[str] = []
    last = -1
    for start, end in spans:
        if last >= 0:
            gap = text[last:start]
            pieces.append(gap if len(gap) <= 1 else " ")
        pieces.append(text[start:end])
        last = end
    return " ".join("".join(pieces).split())


def _antecedent(sentence: Sentence, head: int) -> int | None:
    """The noun that a relative or participle clause describes, through "and" and "that ... was so bad that"."""
    for index in (head, *sentence.ancestors(head)[:2]):
        token = sentence.tokens[index]
        if token.dep in {"relcl", "acl"}:
            return token.head
        if token.dep not in {"conj", "xcomp"}:
            return None
    return None


def _phrase(sentence: Sentence, noun: int, without: int) -> set[int]:
    """The tokens of a noun phrase and the noun phrases it stands under ("a string of attacks in 1986")."""
    tokens = sentence.tokens
    top = noun
    while tokens[top].dep in {"pobj", "conj", "appos"} and tokens[top].head != top:
        above = tokens[top].head
        if tokens[top].dep == "pobj":
            if tokens[above].lower not in {"of", "in", "on", "at", "by"} or not tokens[
                tokens[above].head
            ].tag.startswith("N"):
                break
            above = tokens[above].head
        top = above
    found, stack = set(), [top]
    while stack:
        at = stack.pop()
        found.add(at)
        stack.extend(
            c
            for c in sentence.children(at)
            if c != without and not (tokens[c].dep in {"relcl", "acl"} and tokens[c].tag.startswith("VB"))
        )
    return found
