"""The content right of a reporting verb: where it begins behind the adverbials, and where it ends."""

from __future__ import annotations

from casrec.extract.attribution.parts import QUOTES, STOPS, Range, is_verb, noun_phrase, subject
from casrec.extract.attribution.words import words
from casrec.syntax import Sentence

_OPENERS = frozenset({'"', "“", "``", "«", "‘", "''"})
_QUANTITY = frozenset("no several dozens scores hundreds thousands many few multiple one two both millions".split())
_ABOUT = frozenset("about around over up between".split())
_ASIDES = frozenset({",", "—", "–", "--", "-"})
# Nouns whose own "that" is no verb's before them ("a ban on admitting strangers because of fears that ...").
_WHOSE_THAT = frozenset(
    "concern concerns fear fears worry worries belief hope hopes doubt doubts allegation allegations evidence fact "
    "idea possibility risk threat suspicion suspicions rumour rumours rumor rumors".split()
)
_ADVERBIAL = frozenset({"npadvmod", "prt", "advmod"})
# Verbs that say whatever follows them, also where the parse shows no clause; the others need one or a "that".
_PLAIN = frozenset("say tell add insist reiterate warn believe allege".split())
_CLOCK = frozenset("am pm a.m. p.m. gmt hours hour minutes day days week weeks year years briefing conference".split())
MEANWHILE = frozenset("after as while when before because since during following ahead upon".split())
# Verbs that speak with a preposition: "admitted to 21 deaths", "spoke of 20 dead".
_COURTS = frozenset({"court", "jury", "judge", "panel", "tribunal", "inquest"})
_WITH = {"admit": "to", "speak": "of", "tell": "of", "warn": "of"}


def adverbials(sentence: Sentence, index: int, last: int) -> int:
    """The last token of the words after a verb that say when, where and how, not what."""
    tokens = sentence.tokens
    marked = _marked(sentence, index, last)
    if marked is not None:
        return marked
    while last + 1 < len(tokens):
        end = _adverbial(sentence, index, last)
        if end is None:
            break
        last = end
    return last


def _adverbial(sentence: Sentence, index: int, last: int) -> int | None:
    """The last token of the one adverbial right after token ``last``, or None."""
    tokens = sentence.tokens
    at = last + 1
    token = tokens[at]
    aside = token.lower in words().asides or (token.tag == "RB" and token.lower not in {"at", "about", "only"})
    timed = token.tag == "NNP" and token.lower.endswith("day")
    hung = token.head == index and token.dep in _ADVERBIAL and token.tag != "CD" and not is_verb(token)
    if aside or timed or hung:
        return at
    if token.text == "(":
        return _closing(sentence, at)
    if token.dep == "prep" and token.lower not in {"that", "if", "whether", "as"} and token.head in {index, last}:
        return _prepositional(sentence, at)
    return _published(sentence, at) if token.head == last != index else None


def _published(sentence: Sentence, at: int) -> int | None:
    """The last token of the words that say how what somebody speaks in came out: "in a statement posted on Facebook",
    "told a briefing broadcast by state television"."""
    token = sentence.tokens[at]
    if token.dep != "acl" or token.tag != "VBN":
        return None
    under = [i for i in sentence.subtree(at) if i >= at]
    end = next((i for i in range(at, len(sentence.tokens)) if i + 1 not in under), at)
    inside = sentence.tokens[at : end + 1]
    counts = any(t.tag == "CD" and sentence.tokens[t.head].tag != "NNP" and t.dep == "nummod" for t in inside)
    return None if counts or any(t.tag in {"VBD", "VBP", "VBZ", "MD"} for t in inside) else end


def _marked(sentence: Sentence, index: int, last: int) -> int | None:
    """The token before the "that" of the clause a verb says, where only adverbials stand between."""
    tokens = sentence.tokens
    if last + 1 < len(tokens) and tokens[last + 1].text in _ASIDES:
        close = next((t.index for t in tokens[last + 2 : last + 14] if t.text == tokens[last + 1].text), None)
        if close is not None and close + 1 < len(tokens) and tokens[close + 1].lower == "that":
            return close
    for clause in sentence.children(index):
        if tokens[clause].dep != "ccomp" or clause <= last:
            continue
        mark = next((c for c in sentence.children(clause) if tokens[c].lower == "that" and last < c < clause), None)
        if mark is not None and not any(is_verb(t) and t.tag != "VBG" for t in tokens[last + 1 : mark]):
            return mark - 1
    for token in tokens[last + 1 : last + 14]:
        if token.text == "," and token.index + 1 < len(tokens) and tokens[token.index + 1].lower == "that":
            continue  # "said on Monday on the radio, that"
        if token.lower == "that" and token.tag == "IN":
            return token.index - 1 if tokens[token.index - 1].lower not in _WHOSE_THAT else None
        if is_verb(token) or token.text in STOPS - {"(", ")", "-"}:
            return None
    return None


def _closing(sentence: Sentence, at: int) -> int | None:
    """The bracket that closes the one at a token, if near."""
    return next((t.index for t in sentence.tokens[at + 1 : at + 8] if t.text == ")"), None)


def _prepositional(sentence: Sentence, at: int) -> int | None:
    """The last token of a short prepositional phrase, or None where a clause hides in it."""
    held = sentence.child(at, "pobj")
    if held is None:
        return None
    end = noun_phrase(sentence, held)[1]
    posted = next((c for c in sentence.children(held) if c > held and sentence.tokens[c].dep == "acl"), end + 1)
    if posted <= end and (out := _published(sentence, posted)) is not None:
        return out
    inside = sentence.tokens[at : end + 1]
    if end < at or any(is_verb(t) for t in inside):
        return None
    if inside[0].lower in _ABOUT and any(t.tag == "CD" or t.lower in _QUANTITY | {"dozen", "hundred"} for t in inside):
        return None  # "showed around a dozen men being led away"
    timed = any(t.lower in _CLOCK or t.tag == "NNP" for t in inside)
    return None if any(t.tag == "CD" for t in inside) and not timed else end


def circumstance(sentence: Sentence, index: int, first: int | None = None) -> bool:
    """Whether the cue's clause is a circumstance of another ("after police said ...").

    A cue that begins with token ``first`` behind a comma is none of a conjunction far before it: parsers hang "while in
    the car" on ", police said".
    """
    tokens = sentence.tokens
    comma = first - 1 if first and tokens[first - 1].text == "," else 0
    return any(
        tokens[c].lower in words().subordinators and tokens[c].lower != "as" and c < index
        for c in sentence.children(index)
        if tokens[c].dep in {"mark", "advmod"} and c >= comma
    )


def right(sentence: Sentence, index: int, verb: str, last: int, left: bool) -> Range | None:
    """The content right of a cue whose block ends at ``last``, or None; ``left``: content can stand left of it."""
    lexicon, tokens = words(), sentence.tokens
    at = last + 1
    if at >= len(tokens):
        return None
    told = any(tokens[c].dep == "ccomp" and c < index for c in sentence.children(index))
    if left and told and tokens[at].lower in MEANWHILE:
        return None  # "nine died, the mayor said after visiting the site"
    clause = next((c for c in sentence.children(index) if tokens[c].dep in {"ccomp", "xcomp"} and c > last), None)
    end = _end(sentence, index, clause)
    mark = tokens[at].text
    opens = mark in _OPENERS or (at + 1 < len(tokens) and tokens[at + 1].text in _OPENERS and mark in STOPS)
    if verb in lexicon.describing and tokens[at].lower not in {"how", "that"}:
        return _described(sentence, at)
    doing = lexicon.of_doing.get(verb)
    if doing is not None:
        return _done(sentence, index, doing)
    stopped = mark in STOPS and mark not in _OPENERS and mark != ":"
    goes_on = mark == "," and (opens or (clause is not None and not left))
    if end < at or (stopped and not goes_on):
        return None
    if mark == ":" or opens:
        return (at, end) if verb in lexicon.say else None
    told = verb not in lexicon.beside_only or tokens[at].lower in {"how", "that"}
    if verb in lexicon.say and told and _says(sentence, index, clause, at, end):
        return at, _before_aside(sentence, verb, at, end)
    infinitive = tokens[index].tag == "VB" and index > 0 and tokens[index - 1].lower == "to"
    if infinitive or not _counts(sentence, index, verb, at, end):
        return None
    return at, next((t.index - 1 for t in tokens[at : end + 1] if t.text == ";" or _aside(sentence, t.index)), end)


def _aside(sentence: Sentence, at: int) -> bool:
    """Whether a clause in commas begins at a token (", which left 20 dead"): the outlet's, not the source's."""
    tokens = sentence.tokens
    return tokens[at].lower in {"which", "who", "whose"} and tokens[at - 1].text == ","


def _before_aside(sentence: Sentence, verb: str, at: int, end: int) -> int:
    """The last token of a clause said before what the outlet adds: ", whose burial ...", and ", which killed 80" after
    a denial, whose speaker would not say so."""
    tokens = sentence.tokens
    adding = {"whose", "which", "who"} if verb in {"deny", "dispute"} else {"whose"}
    cut = (t.index - 1 for t in tokens[at + 2 : end] if t.lower in adding and tokens[t.index - 1].text == ",")
    last = (i for i in cut if not any(_goes_on(sentence, t.index) for t in tokens[i + 2 : end]))
    return next(last, end)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a clause set in commas ends at a token and what it interrupted goes on."""
    token = sentence.tokens[at]
    return token.text in QUOTES or (token.text == "," and sentence.tokens[at + 1].tag != "CC")


def _described(sentence: Sentence, at: int) -> Range | None:
    """The quoted words of "described it as “the worst night of all”", from token ``at`` on."""
    tokens = sentence.tokens
    first = next((t.index for t in tokens[at:] if t.text in _OPENERS), None)
    if first is None:
        return None
    return first, next((t.index for t in tokens[first + 1 :] if t.text in QUOTES), len(tokens) - 1)


def _done(sentence: Sentence, index: int, preposition: str) -> Range | None:
    """What somebody is accused of: "of killing 20 people"."""
    tokens = sentence.tokens
    if sentence.child(index, "dobj") is None:
        return None
    for child in sentence.children(index):
        if tokens[child].lower == preposition and sentence.child(child, "pcomp") is not None:
            held = sentence.subtree(child)
            return held[0], held[-1]
    return None


def _says(sentence: Sentence, index: int, clause: int | None, at: int, end: int) -> bool:
    """Whether what follows a verb is a clause it says."""
    tokens = sentence.tokens
    if tokens[at].lower in {"that", "how"} and tokens[at].tag in {"IN", "WDT", "WRB"}:
        return True
    if clause is not None:
        return tokens[clause].dep == "ccomp" or tokens[clause].tag.startswith("VB")
    if words().verb(tokens[index].lower) not in _PLAIN or tokens[index - 1].lower == "to":
        return False
    if tokens[at].lower in {"as", "when", "while"} and tokens[at].dep in {"mark", "advmod"}:
        return False  # how it was said: "he said as he left"
    return any(t.tag in {"VBD", "VBZ", "VBP", "VBN", "MD", "CD"} for t in tokens[at : end + 1])


def _counts(sentence: Sentence, index: int, verb: str, at: int, end: int) -> bool:
    """Whether the object of a verb is itself a count or a harm that it reports."""
    lexicon, tokens = words(), sentence.tokens
    if verb in lexicon.needs_document or (verb == "find" and _found(sentence, index)):
        return True
    target = sentence.child(index, "dobj", "attr")
    target = target if target is not None and target >= at else at
    if _WITH.get(verb) == tokens[at].lower:
        held = sentence.child(at, "pobj", "pcomp")
        if held is not None and is_verb(tokens[held]):
            return any(t.tag == "CD" or t.lower in _QUANTITY for t in tokens[at : end + 1])
        target = held if held is not None else target
    elif verb not in lexicon.count:
        return False
    rest = tokens[at : end + 1]
    relative = tokens[index].dep == "relcl" and tokens[tokens[index].head].lower in lexicon.totals
    total = relative or tokens[target].lower in lexicon.totals
    numbered = any(t.tag == "CD" or t.lower in _QUANTITY for t in rest)
    if verb in lexicon.needs_total:
        return total and numbered
    if verb in lexicon.tallies and tokens[target].lower in lexicon.events:
        return True
    near = [*sentence.children(target), target]
    counted = any(tokens[i].tag == "CD" or tokens[i].lower in _QUANTITY for i in near)
    return counted or total or (verb in lexicon.tallies and numbered and any(t.lower in lexicon.totals for t in rest))


def _found(sentence: Sentence, index: int) -> bool:
    """Whether a document or court is what "finds" something: its finding need not be a clause."""
    head = subject(sentence, index)
    return head is not None and sentence.tokens[head].lower in words().documents | _COURTS


def _within_quotation(sentence: Sentence, index: int) -> int:
    """The last token before the end of the quotation that holds a verb; the sentence's last where none does."""
    tokens = sentence.tokens
    marks = [t for t in tokens if t.text in {'"', "“", "”", "''", "``"}]
    before = [t for t in marks if t.index < index]
    if before and (before[-1].text in {"“", "``"} or (before[-1].tag == "``" and len(before) % 2 == 1)):
        return next((t.index - 1 for t in marks if t.index > index), len(tokens) - 1)
    return len(tokens) - 1


def _end(sentence: Sentence, index: int, clause: int | None) -> int:
    """The last token that can be content right of a verb: the sentence's end, or where another statement begins."""
    tokens = sentence.tokens
    token = tokens[index]
    last = _within_quotation(sentence, index)
    if token.dep in {"relcl", "acl", "pcomp"} or circumstance(sentence, index):
        last = sentence.subtree(index)[-1]
    if token.dep == "pcomp":
        last = next((t.index - 1 for t in tokens[index:last] if t.lower in {"while", "as"} and t.dep == "mark"), last)
    for child in sentence.children(index):
        if tokens[child].dep != "conj" or child < index or (clause is not None and child < clause):
            continue
        begin = sentence.subtree(child)[0]
        joined = next((t.lower for t in tokens[begin - 1 : begin + 1] if t.dep == "cc"), "")
        if any(t.lower == "that" and t.tag == "IN" for t in tokens[begin : begin + 2]):
            continue  # "say two were shot, but that three escaped" says both
        if joined in {"but", "while"} or (joined and sentence.child(child, "nsubj", "nsubjpass") is None):
            last = min(last, begin - 1)
    return last
