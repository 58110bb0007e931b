"""The cues of a parsed sentence: who is said to say something, and where the words of the saying stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casrec.extract.attribution_parts import QUOTES, STOPS, Range, is_verb, noun_phrase, subject
from casrec.extract.attribution_words import Words, words
from casrec.syntax import Sentence

_OPENERS = frozenset({'"', "“", "``", "«", "‘", "''"})
_REFUSALS = frozenset(
    "refuse refuses refused refusing decline declines declined declining fail fails failed unable".split()
)
_QUANTITY = frozenset(
    "no several dozens scores hundreds thousands many few multiple some numerous one two both millions".split()
)
_NEWS_TO = frozenset("reporters journalists media press lawmakers them him us me her everyone you".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue. All ranges are of token indexes, both ends inclusive.

    ``source`` is the noun phrase that speaks and ``head`` its head; ``via`` who passed it on. ``block`` are the words
    that are not content. ``pieces`` are the contents known already; ``beside`` says that the cue stands beside its
    content (", police said"), which the clause around it then is.
    """

    index: int
    rule: str
    source: Range
    head: int
    block: Range
    pieces: tuple[Range, ...] = ()
    via: Range | None = None
    beside: bool = False


def find(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence in order of their words."""
    lexicon = words()
    found = [cue for token in sentence.tokens for cue in _at(sentence, token.index, lexicon)]
    return sorted(found, key=lambda cue: (cue.block, cue.index))


def _at(sentence: Sentence, index: int, lexicon: Words) -> Iterator[Cue]:
    """The cues that a token makes."""
    token = sentence.tokens[index]
    if token.lower == "according":
        yield from _according(sentence, index)
    elif token.lower in {"citing", "quoting"}:
        yield from _citing(sentence, index)
    elif token.lower in lexicon.nouns and token.tag.startswith("N"):
        yield from _noun(sentence, index)
    if token.lower in lexicon.totals | lexicon.documents and token.tag.startswith("N"):
        yield from _reckoning(sentence, index)
    verb = lexicon.verb(token.lower)
    if (
        verb is not None
        and (is_verb(token) or token.lower in {"said", "says"})
        and not _off(sentence, index, verb, lexicon)
    ):
        yield from _verb(sentence, index, verb, lexicon)
    if token.lower in {"quoted", "cited"}:
        yield from _quoted_as(sentence, index)


def _off(sentence: Sentence, index: int, verb: str, lexicon: Words) -> bool:
    """Whether a verb does not speak here: negated, refused, without its particle, or a passive of its own."""
    tokens = sentence.tokens
    if sentence.child(index, "neg") is not None:
        return True
    particle = lexicon.particles.get(verb)
    if particle is not None and not any(t.lower == particle for t in tokens[index + 1 : index + 3]):
        return True
    return tokens[index].dep == "xcomp" and tokens[tokens[index].head].lower in _REFUSALS


# ---------------------------------------------------------------- verbs


def _verb(sentence: Sentence, index: int, verb: str, lexicon: Words) -> Iterator[Cue]:
    """The cue of a reporting verb, active or passive."""
    tokens = sentence.tokens
    bare_participle = tokens[index].tag == "VBN" and not _helped(sentence, index)
    if sentence.child(index, "auxpass") is not None or (bare_participle and sentence.child(index, "nsubj") is None):
        yield from _passive(sentence, index)
        return
    head = subject(sentence, index)
    if head is None:
        head = _neighbour(sentence, index)
    if head is None or tokens[head].lower in {"which", "that", "there", "what", "this"}:
        return
    source = noun_phrase(sentence, head)
    if verb in lexicon.needs_document and not _is_document(sentence, source, lexicon):
        return
    if source[0] <= index <= source[1]:
        source = (source[0], index - 1) if head < index else (index + 1, source[1])
    yield from _active(sentence, index, verb, head, source, lexicon)


def _helped(sentence: Sentence, index: int) -> bool:
    """Whether a participle has "have" beside it."""
    return any(sentence.tokens[c].dep == "aux" for c in sentence.children(index))


def _neighbour(sentence: Sentence, index: int) -> int | None:
    """The noun right before a verb (or after it, before a stop), where the parser gave the verb no subject."""
    tokens = sentence.tokens
    after = index + 1
    while after < len(tokens) and tokens[after].tag in {"DT", "JJ", "NNP", "NN", "NNS", "NNPS", "PRP$"}:
        after += 1
    closed = after == len(tokens) or tokens[after].text in STOPS
    if (
        index > 0
        and tokens[index - 1].text in STOPS
        and after > index + 1
        and closed
        and tokens[after - 1].tag[0] == "N"
    ):
        return after - 1
    before = index - 1
    while before >= 0 and (
        tokens[before].tag.startswith(("RB", "MD")) or tokens[before].lower in {"has", "have", "had"}
    ):
        before -= 1
    if before >= 0 and (tokens[before].tag.startswith("NN") or tokens[before].tag == "PRP"):
        return before
    return None


def _is_document(sentence: Sentence, source: Range, lexicon: Words) -> bool:
    """Whether a subject is a document or picture."""
    return any(t.lower in lexicon.documents for t in sentence.tokens[source[0] : source[1] + 1])


def _active(sentence: Sentence, index: int, verb: str, head: int, source: Range, lexicon: Words) -> Iterator[Cue]:
    """The cue of an active verb: its block, and what stands right of it."""
    tokens = sentence.tokens
    starts = [index, *(c for c in sentence.children(index) if tokens[c].dep == "aux" and c < index)]
    if head < index and source[1] < index:
        starts.append(source[0])
    first, last = min(starts), index
    if head > index and source[0] == index + 1:
        last = noun_phrase(sentence, head, loose=True)[1]
    via = None
    if verb in {"tell", "inform", "notify"}:
        via = _recipient(sentence, last)
        last = via[1] if via else last
    last = _adverbials(sentence, index, last)
    left = _left(sentence, index, first)
    piece = _right(sentence, index, verb, last, left, lexicon)
    rule = f"verb:{verb}"
    if piece is not None:
        pieces = [piece]
        if tokens[index].dep == "relcl" and head < index and tokens[head].index != tokens[index].head:
            pieces.append(noun_phrase(sentence, tokens[index].head))
        yield Cue(index, rule, source, head, (first, last), tuple(pieces), via)
    elif left and verb in lexicon.say and not _circumstance(sentence, index):
        yield Cue(index, rule, source, head, (first, last), (), via, beside=True)


def _recipient(sentence: Sentence, last: int) -> Range | None:
    """Who was told: the words right after "told" up to the content."""
    tokens = sentence.tokens
    at = last + 1
    while at < len(tokens) and (
        tokens[at].tag in {"NNP", "NNPS", "PRP", "PRP$", "FW"}
        or tokens[at].lower in _NEWS_TO
        or (at == last + 1 and tokens[at].lower in {"the", "a", "state", "local", "foreign"})
        or (at > last + 1 and tokens[at].tag in {"NN", "NNS", "JJ", "POS"} and tokens[at - 1].lower != "them")
    ):
        at += 1
    return (last + 1, at - 1) if at > last + 1 else None


def _adverbials(sentence: Sentence, index: int, last: int) -> int:
    """The last token of the words after a verb that say when, where and how, not what."""
    tokens = sentence.tokens
    while last + 1 < len(tokens):
        at = last + 1
        token = tokens[at]
        if token.lower in words().asides or token.tag == "RB":
            last = at
        elif token.head == index and token.dep in {"npadvmod", "prt", "advmod"}:
            last = at
        elif token.tag in {"IN", "TO"} and token.lower not in {"that", "if", "whether", "as"} and token.dep == "prep":
            objects = [c for c in sentence.children(at) if tokens[c].dep == "pobj"]
            if not objects or token.head not in {index, last}:
                return last
            end = noun_phrase(sentence, objects[0])[1]
            if end < at or any(is_verb(t) for t in tokens[at : end + 1]):
                return last
            last = end
        elif token.tag in {"NNP"} and token.lower.endswith("day"):
            last = at
        else:
            return last
    return last


def _left(sentence: Sentence, index: int, first: int) -> bool:
    """Whether content can stand left of a cue that begins at token ``first``."""
    tokens = sentence.tokens
    if first == 0:
        return False
    if tokens[first - 1].text in STOPS and tokens[first - 1].text not in {":", "("}:
        return True
    return any(tokens[c].dep == "ccomp" and c < first for c in sentence.children(index))


def _circumstance(sentence: Sentence, index: int) -> bool:
    """Whether the cue's clause is a circumstance of another ("after police said ...")."""
    tokens = sentence.tokens
    return any(
        tokens[c].lower in words().subordinators and tokens[c].lower != "as" and c < index
        for c in sentence.children(index)
        if tokens[c].dep in {"mark", "advmod"}
    )


def _right(sentence: Sentence, index: int, verb: str, last: int, left: bool, lexicon: Words) -> Range | None:
    """The content right of a cue whose block ends at ``last``, or None."""
    tokens = sentence.tokens
    at = last + 1
    if at >= len(tokens):
        return None
    clause = next((c for c in sentence.children(index) if tokens[c].dep in {"ccomp", "xcomp"} and c > last), None)
    end = _end(sentence, index, clause)
    mark = tokens[at].text
    if mark in STOPS and mark not in _OPENERS and mark != ":":
        opens = at + 1 < len(tokens) and tokens[at + 1].text in _OPENERS
        if mark != "," or not (opens or (clause is not None and not left)):
            return None
    if end < at:
        return None
    if mark == ":" or mark in _OPENERS or tokens[min(at + 1, len(tokens) - 1)].text in _OPENERS:
        return (at, end) if verb in lexicon.say else None
    if verb in lexicon.say and verb not in lexicon.beside_only and _says(sentence, index, clause, at, end, lexicon):
        return at, end
    return (at, end) if _counts(sentence, index, verb, at, end, lexicon) else None


def _says(sentence: Sentence, index: int, clause: int | None, at: int, end: int, lexicon: Words) -> bool:
    """Whether what follows a verb is a clause it says."""
    tokens = sentence.tokens
    if tokens[at].lower == "that" and tokens[at].tag in {"IN", "WDT"}:
        return True
    if clause is not None:
        return tokens[clause].dep == "ccomp" or tokens[clause].tag in {"VB", "VBG"}
    if tokens[index].lower in lexicon.ambiguous:
        return False
    return any(t.tag in {"VBD", "VBZ", "VBP", "VBN", "MD"} for t in tokens[at : end + 1])


def _counts(sentence: Sentence, index: int, verb: str, at: int, end: int, lexicon: Words) -> bool:
    """Whether the object of a verb is itself a count or a harm that it reports."""
    tokens = sentence.tokens
    if verb not in lexicon.count and verb not in lexicon.needs_document:
        return False
    target = sentence.child(index, "dobj", "attr")
    target = target if target is not None and target >= at else at
    if verb in lexicon.needs_document:
        return True
    if verb in {"claim", "take"} and tokens[target].lower in lexicon.responsibility:
        return False
    first, last = noun_phrase(sentence, target)
    phrase = tokens[max(first, at) : min(last, end) + 1]
    if verb in lexicon.needs_total:
        return any(t.lower in lexicon.totals for t in tokens[at : end + 1]) and any(
            t.tag == "CD" or t.lower in _QUANTITY for t in tokens[at : end + 1]
        )
    return any(t.tag == "CD" or t.lower in _QUANTITY or t.lower in lexicon.totals for t in phrase)


def _end(sentence: Sentence, index: int, clause: int | None) -> int:
    """The last token that can be content right of a verb: the sentence's end, or where another statement begins."""
    tokens = sentence.tokens
    token = tokens[index]
    last = len(tokens) - 1
    if token.dep in {"relcl", "acl"} or _circumstance(sentence, index):
        last = sentence.subtree(index)[-1]
    for child in sentence.children(index):
        if tokens[child].dep != "conj" or child < index or (clause is not None and child < clause):
            continue
        begin = sentence.subtree(child)[0]
        joined = next((t.lower for t in reversed(tokens[index:begin]) if t.dep == "cc"), "")
        if joined in {"but", "while"} or sentence.child(child, "nsubj", "nsubjpass") is None:
            last = min(last, begin - 1)
    return last


def _passive(sentence: Sentence, index: int) -> Iterator[Cue]:
    """The cue of "was reported by X", "deaths confirmed by X"."""
    tokens = sentence.tokens
    agent = sentence.child(index, "agent")
    heads = [c for c in sentence.children(agent) if tokens[c].dep == "pobj"] if agent is not None else []
    if agent is None or not heads:
        return
    source = noun_phrase(sentence, heads[0])
    block = (agent, max(source[1], agent))
    if tokens[index].dep in {"acl", "amod", "relcl"}:
        held = sentence.subtree(tokens[index].head)
        piece = (held[0], agent - 1)
    else:
        held = sentence.subtree(index)
        piece = (held[0], agent - 1)
    pieces = [piece] if piece[1] >= piece[0] else []
    rest = (source[1] + 1, held[-1])
    if rest[0] <= rest[1]:
        pieces.append(rest)
    yield Cue(index, f"passive:{tokens[index].lower}", source, heads[0], block, tuple(pieces))


def _quoted_as(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "AFP quoted a doctor as saying C" and "a doctor was quoted by AFP as saying C": the doctor via AFP."""
    tokens = sentence.tokens
    at = next((t.index for t in tokens[index + 1 :] if t.lower == "as"), None)
    if at is None or at + 1 >= len(tokens) or words().verb(tokens[at + 1].lower) is None:
        return
    passive = sentence.child(index, "nsubjpass")
    if passive is not None:
        head: int | None = passive
        agent = sentence.child(index, "agent")
        messenger = sentence.child(agent, "pobj") if agent is not None else None
    else:
        head, messenger = sentence.child(index, "dobj"), subject(sentence, index)
    if head is None or head > at:
        return
    source = noun_phrase(sentence, head)
    via = noun_phrase(sentence, messenger) if messenger is not None else None
    first = min(source[0], index)
    if at + 2 < len(tokens):
        yield Cue(at + 1, "quoted-as", source, head, (first, at + 1), ((at + 2, len(tokens) - 1),), via)


# ---------------------------------------------------------------- prepositions, nouns


def _object(sentence: Sentence, start: int) -> tuple[int, Range] | None:
    """The noun phrase that begins at or after ``start``, by the parse or else by its tags."""
    tokens = sentence.tokens
    while start < len(tokens) and (tokens[start].tag == "RB" or tokens[start].text in QUOTES):
        start += 1
    at = start
    while at < len(tokens) and tokens[at].tag in {
        "DT",
        "JJ",
        "JJR",
        "CD",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "POS",
        "PRP$",
        "VBN",
        "PRP",
        "PDT",
        "RB",
        "HYPH",
        "FW",
        "JJS",
        "VBG",
        "SYM",
    }:
        at += 1
        if tokens[at - 1].tag.startswith("N") and (
            at >= len(tokens) or not tokens[at].tag.startswith(("N", "POS", "HYPH"))
        ):
            break
    if at == start:
        return None
    head = at - 1
    while tokens[head].tag in {"POS"} and head > start:
        head -= 1
    for up in [head, *sentence.ancestors(head)]:
        if up < start or tokens[up].dep in {"ROOT", "ccomp"} or is_verb(tokens[up]):
            break
        head = up
    _, last = noun_phrase(sentence, head)
    return head, (start, max(last, at - 1))


def _according(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "according to X", before, after or amid its content."""
    tokens = sentence.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].lower != "to":
        return
    found = _object(sentence, index + 2)
    if found is None:
        return
    head, source = found
    if _initial(sentence, index) and source[1] + 1 < len(tokens):
        comma = next((t.index for t in tokens[index:] if t.text == ","), None)
        start = source[1] + 1
        if comma is not None and comma > source[1]:
            start = comma
        yield Cue(index, "according-to", source, head, (index, start - 1), ((start, len(tokens) - 1),))
    else:
        loose = noun_phrase(sentence, head, loose=True)[1]
        yield Cue(index, "according-to", source, head, (index, max(source[1], loose)), beside=True)


def _initial(sentence: Sentence, index: int) -> bool:
    """Whether a token opens the sentence, but for quotation marks and a short lead-in."""
    return all(t.text in STOPS or t.tag in {"CC", "RB"} for t in sentence.tokens[:index])


def _citing(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "..., citing X" and "Reuters reported, citing X, that C": X, via Reuters."""
    found = _object(sentence, index + 1)
    if found is None or sentence.tokens[index].dep == "ROOT":
        return
    head, source = found
    tokens = sentence.tokens
    verb = tokens[index].head
    speaker = None
    if words().verb(tokens[verb].lower) is not None and is_verb(tokens[verb]):
        speaker = subject(sentence, verb)
    via = noun_phrase(sentence, speaker) if speaker is not None and speaker != head else None
    first = via[0] if via is not None and via[1] < index else index
    last = max(source[1], verb if first < verb else source[1])
    nxt = last + 1
    pieces: tuple[Range, ...] = ()
    if (via is not None or _initial(sentence, index)) and nxt < len(tokens) - 1:
        pieces = ((nxt, len(tokens) - 1),)
    yield Cue(index, "citing", source, head, (index, source[1]), pieces, via, beside=not _initial(sentence, index))


def _noun(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "the army's claim that C", "a report by the agency that C"."""
    tokens = sentence.tokens
    clause = next(
        (
            c
            for c in sentence.children(index)
            if tokens[c].dep in {"acl", "ccomp", "relcl"}
            and c > index
            and tokens[sentence.subtree(c)[0]].lower == "that"
        ),
        None,
    )
    owner = _owner(sentence, index)
    if clause is None or owner is None:
        return
    held = sentence.subtree(clause)
    source = noun_phrase(sentence, owner)
    yield Cue(
        index, f"noun:{tokens[index].lower}", source, owner, (min(source[0], index), held[0]), ((held[0], held[-1]),)
    )


def _owner(sentence: Sentence, index: int) -> int | None:
    """Whose a claim, toll or statement is: "X's", "by X", "from X"."""
    tokens = sentence.tokens
    own = sentence.child(index, "poss")
    if own is not None:
        return own
    for child in sentence.children(index):
        if tokens[child].lower in {"by", "from"} and tokens[child].dep in {"prep", "agent"}:
            return sentence.child(child, "pobj")
        if tokens[child].dep == "acl" and (agent := sentence.child(child, "agent")) is not None:
            return sentence.child(agent, "pobj")
    return None


def _reckoning(sentence: Sentence, index: int) -> Iterator[Cue]:
    """ "the ministry's toll of 45" and "by the ministry's count"."""
    tokens = sentence.tokens
    own = sentence.child(index, "poss")
    if own is None or tokens[own].tag == "PRP$" and tokens[own].lower in {"its", "their"} and own == 0:
        return
    source = noun_phrase(sentence, own)
    head = tokens[index].head
    if tokens[head].lower in {"by", "per"} and tokens[index].lower in {
        "count",
        "tally",
        "estimate",
        "estimates",
        "reckoning",
    }:
        first = min(head, source[0])
        if _initial(sentence, first):
            yield Cue(index, "by-count", source, own, (first, index), ((index + 1, len(tokens) - 1),))
        else:
            yield Cue(index, "by-count", source, own, (first, index), beside=True)
        return
    of = next((c for c in sentence.children(index) if tokens[c].lower == "of" and c > index), None)
    if of is not None and any(tokens[i].tag == "CD" for i in sentence.subtree(of)):
        if tokens[index].lower in {"toll", "count", "tally", "estimate", "figure", "total"}:
            yield Cue(index, "figure-of", source, own, (source[0], index), ((of, sentence.subtree(of)[-1]),))


def openings(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence that ends in a colon and so introduces what follows it."""
    lexicon = words()
    found: list[Cue] = []
    for token in sentence.tokens:
        verb = lexicon.verb(token.lower)
        if verb is None or not is_verb(token):
            continue
        head = subject(sentence, token.index)
        head = _neighbour(sentence, token.index) if head is None else head
        if head is not None:
            source = noun_phrase(sentence, head)
            found.append(Cue(token.index, f"colon:{verb}", source, head, (source[0], token.index)))
    if not found and len(sentence.tokens) <= 8 and sentence.tokens[-1].text == ":":
        last = len(sentence.tokens) - 2
        if last >= 0:
            found.append(Cue(last + 1, "colon", (0, last), last, (0, last + 1)))
    return found
