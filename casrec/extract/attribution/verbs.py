"""Reporting verbs: who speaks, who is told, and whether the content stands beside the verb or after it."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.extract.attribution.content import MEANWHILE, adverbials, circumstance, right
from casrec.extract.attribution.lexicon import lexicon as source_lexicon
from casrec.extract.attribution.parts import (
    QUOTES,
    STOPS,
    Cue,
    Range,
    is_verb,
    noun_phrase,
    opens,
    subject,
)
from casrec.extract.attribution.passives import HAVE, TO_PEOPLE, is_passive
from casrec.extract.attribution.words import Words, words
from casrec.syntax import Sentence, Token

_REFUSALS = frozenset(
    "refuse refuses refused refusing decline declines declined declining fail fails failed unable".split()
)
_POINTING = frozenset({"who", "that", "whom", "which"})
_MUTE = frozenset("which that there what this these those".split())
_TIMES = frozenset("today yesterday tonight week month year morning afternoon evening night".split())
_NOMINAL = frozenset("DT JJ JJR JJS NN NNS NNP NNPS POS PRP$ CD HYPH VBN FW".split())
_HAPPENINGS = frozenset(
    "clash clashes blast blasts attack attacks explosion explosions shooting shootings fighting earthquake quake "
    "tremor tsunami fire blaze storm hurricane cyclone typhoon flood floods flooding landslide avalanche bomb "
    "bombs bombing bombings airstrike airstrikes shelling crash accident stampede".split()
)
_TOLD = frozenset("reporters journalists media press lawmakers them him us me her everyone you".split())
_HARMED = frozenset(
    "killed died dead wounded injured missing perished hurt murdered kidnapped arrested drowned".split()
)
# Harms that only their passive tells of whoever stands before it: "a man police say was shot".
_HARMED_BY = frozenset("shot stabbed beaten struck hit attacked executed detained abducted taken held trapped".split())
_BE = frozenset("was were been being is are be".split())


def speaks(sentence: Sentence, index: int, verb: str, lexicon: Words) -> bool:
    """Whether a form of a reporting verb speaks here: a verb, not negated or refused, with the particle it needs."""
    tokens = sentence.tokens
    if not is_verb(tokens[index]) and tokens[index].lower not in {"said", "says", "say", "allege", "alleges"}:
        that = tokens[index].lower == "states" and _has_that(sentence, index)  # "the report issued today states that"
        if not that or tokens[index - 1].lower == "united":
            return False
    if sentence.child(index, "neg") is not None or (index > 1 and tokens[index - 2].lower == "yet"):
        return False  # "has yet to confirm"
    particle = lexicon.particles.get(verb)
    if particle is not None and not any(t.lower == particle for t in tokens[index + 1 : index + 3]):
        return False
    following = tokens[index + 1 : index + 3]
    if (
        len(following) == 2
        and following[0].lower == "to"
        and not any(t.lower == "that" for t in tokens[index + 3 : index + 4])  # "confirmed to AFP that", in capitals
        and following[1].tag == "VB"
        and verb not in lexicon.infinitive
    ):
        return False
    return not (tokens[index].dep == "xcomp" and tokens[tokens[index].head].lower in _REFUSALS)


def verb_cue(sentence: Sentence, index: int, verb: str, lexicon: Words) -> Iterator[Cue]:
    """The cue of an active reporting verb."""
    if is_passive(sentence, index):
        return
    relative = _relative(sentence, index)
    speaker = _speaker(sentence, index) if relative is None else (index - 1, relative[0])
    if speaker is None:
        return
    head, source = speaker
    stated = verb == "indicate" and _has_that(sentence, index)  # "the minister indicated that"
    if verb in lexicon.needs_document and not stated and not _is_document(sentence, source, lexicon):
        return
    if verb in lexicon.needs_that and not (
        _finds(sentence, index, source, lexicon) or _trails(sentence, index, source)
    ):
        return
    tokens = sentence.tokens
    first, last = _core(sentence, index, head, source)
    if _told_of(sentence, source, first):
        first = source[0]
    via = None
    if verb in {"tell", "inform", "notify"}:
        via = _recipient(sentence, last)
        last = via[1] if via else last
    last = adverbials(sentence, index, last)
    if first > 0 and tokens[first - 1].lower == "as" and last + 1 < len(tokens) and tokens[last + 1].text == ",":
        yield _as_reported(sentence, index, verb, head, source, (first - 1, last))
        return
    left = _left(sentence, index, first)
    piece = None if _after_quotation(sentence, first, last) else right(sentence, index, verb, last, left)
    rule = f"verb:{verb}"
    if piece is not None:
        pieces = [piece]
        told = relative[1] if relative is not None else _told_by(sentence, index, head)
        if told is not None and _harmed(sentence, piece):
            pieces.append(told)
        yield Cue(index, rule, source, head, (first, last), tuple(pieces), via)
        return
    finite = tokens[index].tag not in {"VBG", "VB"} and not circumstance(sentence, index, first)
    if left and verb in lexicon.say and finite and _stands_apart(sentence, verb, first, last, lexicon):
        yield Cue(index, rule, source, head, (first, last), (), via, beside=True)


def _as_reported(sentence: Sentence, index: int, verb: str, head: int, source: Range, block: Range) -> Cue:
    """ "As X reported, C" and "C, as X reported, C"."""
    if opens(sentence, block[0]):
        pieces = ((block[1] + 1, len(sentence.tokens) - 1),)
        return Cue(index, f"verb:{verb}", source, head, block, pieces)
    return Cue(index, f"verb:{verb}", source, head, block, beside=True)


# ---------------------------------------------------------------- who speaks


def _speaker(sentence: Sentence, index: int) -> tuple[int, Range] | None:
    """Who speaks, as head and noun phrase: right after the verb, its subject, or the noun before it."""
    found = _inverted(sentence, index) or _past_citing(sentence, index)
    if found is not None:
        return found
    for head in (_same_teller(sentence, index), subject(sentence, index), neighbour(sentence, index)):
        if head is not None and sentence.tokens[head].lower in _HAPPENINGS:
            head = _outer_teller(sentence, index)  # "said that clashes took place and admitted that ..."
        if head is not None and not _quoted_off(sentence, head, index):
            if not can_speak(sentence.tokens[head]) and not _those(sentence, head):
                return None
            head = _issuer(sentence, index, head)
            return head, _whole(sentence, index, noun_phrase(sentence, head), head)
    return _before_apposition(sentence, index)


def _issuer(sentence: Sentence, index: int, head: int) -> int:
    """Who put out the document that speaks ("the army issued a statement saying", "a report in which it said").

    ``head`` itself where the document is nobody's here.
    """
    tokens = sentence.tokens
    held = head
    if tokens[head].tag == "PRP" and tokens[index].dep == "relcl":
        above = [tokens[index].head, *sentence.ancestors(tokens[index].head)]
        held = next((up for up in above if tokens[up].dep == "dobj"), head)
    if tokens[held].lower not in words().documents or tokens[held].dep != "dobj":
        return head
    verb = tokens[held].head
    if tokens[verb].lower not in words().issuing or verb > held:
        return head
    issuer = subject(sentence, verb)
    return head if issuer is None or not can_speak(tokens[issuer]) else issuer


def _before_apposition(sentence: Sentence, index: int) -> tuple[int, Range] | None:
    """A source with an apposition before its verb ("the agency's spokesman, Agus Hadi, said"), by the marks alone."""
    tokens = sentence.tokens
    if index < 4 or tokens[index - 1].text != ",":
        return None
    commas = [i for i in range(index - 2, max(0, index - 32), -1) if tokens[i].text == ","]
    relative = next((i for i in commas if tokens[i + 1].lower in {"who", "whose", "which"}), None)
    comma = relative if relative is not None else (commas[0] if commas and index - commas[0] < 16 else None)
    if comma is None or not tokens[comma - 1].tag.startswith("NN"):
        return None
    first = comma
    joining = words().subordinators
    while first > 0 and tokens[first - 1].tag in _NOMINAL | {"IN"} and tokens[first - 1].lower not in joining:
        first -= 1
    while first < comma and tokens[first].tag == "IN":
        first += 1
    return (comma - 1, (first, comma - 1)) if first < comma else None


def _past_citing(sentence: Sentence, index: int) -> tuple[int, Range] | None:
    """Who speaks behind an aside on whom he cites ("while the station, citing relatives, said")."""
    tokens = sentence.tokens
    aside = next(
        (i for i in range(index - 2, max(0, index - 10), -1) if tokens[i].lower in {"citing", "quoting"}), None
    )
    if aside is None or tokens[index - 1].text != "," or tokens[aside - 1].text != ",":
        return None
    own = sentence.child(index, "nsubj")
    return _before_apposition(sentence, index) if own is None else None


def _same_teller(sentence: Sentence, index: int) -> int | None:
    """Who speaks in ", adding that": the subject of the nearest reporting verb above it, or None."""
    tokens = sentence.tokens
    if tokens[index].tag != "VBG" or sentence.child(index, "nsubj") is not None:
        return None
    if tokens[index].dep == "acl":
        return None
    for up in sentence.ancestors(index):
        if up < index and is_verb(tokens[up]) and words().verb(tokens[up].lower) is not None:
            return subject(sentence, up)
    return None


def _has_that(sentence: Sentence, index: int) -> bool:
    """Whether "that" follows a verb."""
    after = sentence.tokens[index + 1 : index + 2]
    return bool(after) and after[0].lower == "that"


def _outer_teller(sentence: Sentence, index: int) -> int | None:
    """The subject of the nearest reporting verb before one that the parser gave a happening for its subject."""
    tokens = sentence.tokens
    for at in range(index - 1, -1, -1):
        if is_verb(tokens[at]) and words().verb(tokens[at].lower) is not None:
            return subject(sentence, at)
    return None


def _relative(sentence: Sentence, index: int) -> tuple[Range, Range] | None:
    """Who speaks in "four women (who) police say were shot", and the words for whom it is said of; by the marks alone,
    for parsers join "women police"."""
    tokens = sentence.tokens
    if index < 2 or index + 1 >= len(tokens) or tokens[index].tag == "VBG" or not _predicate(sentence, index + 1):
        return None
    first = noun_phrase(sentence, index - 1)[0]
    pointing = next((i for i in range(index - 1, max(0, index - 8), -1) if tokens[i].lower in _POINTING), None)
    if pointing is not None and all(t.tag in _NOMINAL for t in tokens[pointing + 1 : index]):
        first, last = pointing + 1, pointing - 1
    elif tokens[index].dep in {"relcl", "ccomp"} and tokens[index - 1].lower in source_lexicon().persons:
        first = index - 1
        last = first - 1
    else:
        return None
    if last > 0 and tokens[last].text == ",":
        last -= 1
    if first >= index or last < 0 or not tokens[last].tag.startswith(("NN", "CD")):
        return None
    begin = last
    while begin > 0 and (tokens[begin - 1].tag in _NOMINAL - {"VBN"} or tokens[begin - 1].lower == "of"):
        begin -= 1
    return (first, index - 1), (begin, last)


def _predicate(sentence: Sentence, at: int) -> bool:
    """Whether a verb without a subject of its own begins at a token, behind its adverb or not."""
    tokens = sentence.tokens
    while at < len(tokens) - 1 and tokens[at].tag == "RB":
        at += 1
    own = sentence.child(at, "nsubj", "nsubjpass")
    return tokens[at].tag in {"VBD", "VBZ", "VBP", "MD", "VBN"} and (own is None or own < at)


def _told_by(sentence: Sentence, index: int, head: int) -> Range | None:
    """Whom a relative clause tells of whose subject is the source ("one of whom they say they killed")."""
    token = sentence.tokens[index]
    if token.dep != "relcl" or not head < index or head == token.head:
        return None
    return noun_phrase(sentence, token.head)


def _harmed(sentence: Sentence, piece: Range) -> bool:
    """Whether words tell of harm to whoever is their subject."""
    tokens = sentence.tokens[piece[0] : piece[1] + 1]
    if any(t.lower in _HARMED for t in tokens):
        return True
    return any(t.lower in _HARMED_BY and tokens[i].lower in _BE for i, t in enumerate(tokens[1:]))


def _told_of(sentence: Sentence, source: Range, first: int) -> bool:
    """Whether only a clause in commas that tells of the source stands between it and its verb (", who was there,")."""
    tokens = sentence.tokens
    at = source[1] + 1
    if not at < first - 1 or tokens[at].text != "," or tokens[first - 1].text != ",":
        return False
    return tokens[at + 1].lower in {"who", "whose", "which"}


def _quoted_off(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a quotation ends between a noun and a verb, so that the noun belongs to what was said."""
    tokens = sentence.tokens
    between = range(head + 1, index)
    return any(
        tokens[i].text in QUOTES - {"’", "'", "“"} and tokens[i].tag != "``" and tokens[i - 1].text in {",", "?", "!"}
        for i in between
    )


def _those(sentence: Sentence, head: int) -> bool:
    """Whether "those" are people told apart by what follows ("those surveyed", "those who fled")."""
    return sentence.tokens[head].lower == "those" and sentence.child(head, "acl", "relcl", "prep", "amod") is not None


def can_speak(token: Token) -> bool:
    """Whether a token can head a source: a noun, a pronoun or a count of people ("two of them said")."""
    nominal = token.tag[:2] in {"NN", "PR", "CD", "DT", "JJ", "FW"} or (
        token.tag in {"RB", "UH"} and token.dep == "nsubj"  # names that are words, in capitals: "ALAS", "LOPEZ"
    )
    return nominal and token.lower not in _MUTE


def _inverted(sentence: Sentence, index: int) -> tuple[int, Range] | None:
    """A source right after its verb (", said the mayor."), or None.

    The verb stands after a mark and a noun phrase reaches from it to the next mark or a relative clause.
    """
    tokens = sentence.tokens
    if index == 0 or tokens[index - 1].text not in STOPS or tokens[index].tag == "VBG":
        return None
    verb = words().verb(tokens[index].lower)
    own = sentence.child(index, "nsubj")
    told = own is not None and own < index  # its subject stands before it
    if verb in TO_PEOPLE or (verb in words().needs_document and told):
        return None
    after = index + 1
    while after < len(tokens) and (
        tokens[after].tag in _NOMINAL or tokens[after].text == "-" or _joins(sentence, after)
    ):
        after += 1
    last = tokens[after - 1]
    if after == index + 1 or last.tag[:2] not in {"NN", "FW"} or last.lower.endswith("day") or last.lower in _TIMES:
        return None
    inner = next((t.index for t in tokens[index + 2 : after] if t.tag == "IN"), after) - 1
    if told and any(t.tag == "CD" for t in tokens[index + 1 : after]):
        return None  # "the survey, made last year, counted 30 deaths in"
    if tokens[index + 1].tag == "CD" and after < len(tokens) - 1 and tokens[after].text == ",":
        return None  # "the station, citing relatives, said four children, aged 2 to 9, drowned"
    if told and tokens[inner].dep == "dobj" and verb in words().count:
        return None  # "the brigade, based in the north, reported the death of"
    closed = after >= len(tokens) or tokens[after].text in STOPS or tokens[after].tag in {"IN", "WP", "WDT", "CC"}
    if not closed or any(
        tokens[c].dep == "ccomp" and c > index and is_verb(tokens[c]) for c in sentence.children(index)
    ):
        return None
    end = after - 1
    if after < len(tokens) and tokens[after].tag == "IN":
        end = max(end, noun_phrase(sentence, inner)[1])
    return inner, (index + 1, end)


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether "and", "of" or the stop of a title joins two words of one name ("Sgt. Weiss"), also in odd spacing."""
    tokens = sentence.tokens
    if at + 1 >= len(tokens):
        return False
    if tokens[at].text == ".":
        return tokens[at - 1].text in source_lexicon().titles and tokens[at + 1].tag.startswith("NN")
    if tokens[at].text in {"’", "'"}:
        return tokens[at + 1].text == "s"
    if tokens[at].lower not in {"and", "of", "for", "&"}:
        return False
    return tokens[at - 1].text[:1].isupper() and tokens[at + 1].tag in _NOMINAL


def neighbour(sentence: Sentence, index: int) -> int | None:
    """The noun right before a verb, where the parser gave the verb no subject."""
    tokens = sentence.tokens
    before = index - 1
    while before >= 0 and (tokens[before].tag.startswith(("RB", "MD")) or tokens[before].lower in HAVE):
        before -= 1
    if before >= 0 and (tokens[before].tag.startswith("NN") or tokens[before].tag == "PRP"):
        return before
    return None


def _whole(sentence: Sentence, index: int, source: Range, head: int) -> Range:
    """A source with the words that the parser left out: between it and its verb, or back to a mark before it."""
    tokens = sentence.tokens
    first, last = source
    if first <= index <= last:
        return (first, index - 1) if head < index else (index + 1, last)
    if last >= index:
        return source
    begin = first
    while begin > 0 and tokens[begin - 1].tag in {"VBG", "NN", "NNP", "JJ"} and first - begin < 3:
        begin -= 1
    if 0 < begin < first and tokens[begin - 1].text in STOPS:
        first = begin
    at = index - 1
    while at > last and (tokens[at].tag.startswith(("RB", "MD")) or tokens[at].lower in HAVE | _TIMES | words().asides):
        at -= 1
    between = tokens[last + 1 : at + 1]
    return (first, at if between and all(t.tag in _NOMINAL for t in between) else last)


def _is_document(sentence: Sentence, source: Range, lexicon: Words) -> bool:
    """Whether a subject is a document or picture."""
    return any(t.lower in lexicon.documents for t in sentence.tokens[source[0] : source[1] + 1])


def _finds(sentence: Sentence, index: int, source: Range, lexicon: Words) -> bool:
    """Whether "found" reports: it has its "that", or a document or inquiry is its subject."""
    tokens = sentence.tokens
    if any(t.lower == "that" for t in tokens[index + 1 : index + 3]):
        return True
    return any(t.lower in lexicon.documents | lexicon.inquiries for t in tokens[source[0] : source[1] + 1])


def _trails(sentence: Sentence, index: int, source: Range) -> bool:
    """Whether a source and its verb end a sentence behind a comma (", the institute found.")."""
    tokens = sentence.tokens
    last = index + 1 >= len(tokens) or tokens[index + 1].text in STOPS
    return last and source[1] < index and source[0] > 0 and tokens[source[0] - 1].text in {",", *QUOTES}


def _core(sentence: Sentence, index: int, head: int, source: Range) -> Range:
    """The source and verb as one stretch; the verb alone where it shares the subject of another verb."""
    tokens = sentence.tokens
    first = min([index, *(c for c in sentence.children(index) if tokens[c].dep == "aux" and c < index)])
    last = index
    if head > index:
        loose = noun_phrase(sentence, source[1], loose=True)[1], noun_phrase(sentence, head, loose=True)[1]
        return first, max(source[1], *loose) if source[0] == index + 1 else last
    between = tokens[source[1] + 1 : first]
    shared = any(is_verb(t) and tokens[t.head].dep != "relcl" and t.dep not in {"relcl", "acl", "aux"} for t in between)
    return (first if shared else min(first, source[0])), last


def _recipient(sentence: Sentence, last: int) -> Range | None:
    """Who was told: the words right after "told" up to the content."""
    tokens = sentence.tokens
    at = last + 1
    while at < len(tokens) and (
        tokens[at].tag in {"NNP", "NNPS", "PRP", "PRP$", "FW"}
        or tokens[at].lower in _TOLD
        or (tokens[at].text in {"-", "/"} and at > last + 1 and tokens[at - 1].tag == "NNP")
        or (at == last + 1 and tokens[at].lower in {"the", "a", "state", "local", "foreign"})
        or (at > last + 1 and tokens[at].tag in {"NN", "NNS", "JJ", "POS"} and tokens[at - 1].lower not in _TOLD)
    ):
        at += 1
    return (last + 1, at - 1) if at > last + 1 else None


# ---------------------------------------------------------------- beside its content


def _left(sentence: Sentence, index: int, first: int) -> bool:
    """Whether content can stand left of a cue that begins at token ``first``."""
    tokens = sentence.tokens
    if first == 0:
        return False
    if tokens[first - 1].text in STOPS and tokens[first - 1].text not in {":", "(", "]"}:
        return True
    return any(tokens[c].dep == "ccomp" and c < first for c in sentence.children(index))


def _after_quotation(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a quotation that ends in a comma stands right before a cue, and no "that" or quotation right after it:
    what follows is how it was said ("“...,” she said as she left")."""
    tokens = sentence.tokens
    if first < 2 or tokens[first - 1].text not in QUOTES or tokens[first - 2].text not in {",", "?", "!"}:
        return False
    if last + 1 >= len(tokens):
        return True
    nearby = [t.text for t in tokens[last + 1 : last + 3]]
    return not any(t in QUOTES for t in nearby) and nearby[0] not in {*STOPS, "that"}


def _stands_apart(sentence: Sentence, verb: str, first: int, last: int, lexicon: Words) -> bool:
    """Whether the words of a cue stand beside a content: after a quotation, or closed off by marks on both sides."""
    tokens = sentence.tokens
    if first > 0 and tokens[first - 1].text in QUOTES:
        return True
    if verb in lexicon.beside_only:
        return False
    return last + 1 >= len(tokens) or tokens[last + 1].text in STOPS or tokens[last + 1].lower in MEANWHILE
