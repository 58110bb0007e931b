"""Cut a sentence into chunks: counted people, described people, harm words, function words, one symbol for each.

The grammar of figures works on the row of symbols, as cascaded finite-state extractors do:

    Q counted people   O counted, head unknown   W "two of them"   Z nobody   N counted noun of harm
    # counted things   S one person described   s the same without article   M a name   U people uncounted
    H a pronoun   x other words
    k killed   g killing   f kills   i kill   d died   e dying   F dies   j die   a dead (state)   n deaths   T toll
    b be   h have   m modal   t to   p preposition   c and, or   r who, which   w when, as, if   I including   ! not
    V said   v other verb   y adverb, time   , ; : . - ( ) punctuation, quotation marks as "
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from casrec.extract.figures.names import CONTRACTED, POSSESSIVE, PUNCTUATION
from casrec.extract.figures.nouns import AGE, Chunk, Nouns
from casrec.extract.figures.vocabulary import NOUN, STATE, HarmWord, Words
from casrec.numbers import Word
from casrec.terms import Harm

NOMINAL = frozenset("QOWZNSsMUHx#")
VICTIMS = frozenset("QOWSsM")
COUNTED = frozenset("QOW")

_NOBODY = frozenset("nobody none no-one noone no neither without".split())
_DECADE = re.compile(r"(?:(?:early|mid|late)-)?(?:[1-9]0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|teens)")
_DETERMINED = frozenset("another each every".split())
BODIES = frozenset("body corpse remains".split())


def cut(tokens: Sequence[Word], lexicon: Words, *, surnames: Mapping[str, frozenset[str]]) -> list[Chunk]:
    """The chunks of a row of words in order; ``surnames`` are ordinary words that the report has as names
    (``names.surnames``)."""
    nouns = Nouns(tokens, lexicon, capitals=_capitals_mean(tokens, lexicon), surnames=surnames)
    found: list[Chunk] = []
    at = 0
    while at < len(tokens):
        chunk = _chunk(nouns, at)
        part = nouns.counts.get(at)
        if part is not None and chunk.first > part.last + 1:  # "seven of the 19 people killed"
            found.append(Chunk("x", at, chunk.first - 1, who=chunk.who, group=chunk.group, quantity=part))
        if _is_couple(nouns, found, chunk):
            chunk = replace(chunk, first=found.pop().first)
        if (
            chunk.symbol in "xy"
            and found
            and found[-1].symbol == chunk.symbol
            and AGE not in (chunk.who, found[-1].who)
        ):
            found[-1] = replace(found[-1], last=chunk.last)
        elif found and chunk.last == at and _only_says_all(nouns, found[-1], chunk):
            found.append(replace(chunk, symbol="y", quantity=None))  # "were all killed"
        elif (
            chunk.symbol == "H" and found and found[-1].symbol == "b" and nouns.lowers[at].endswith(("self", "selves"))
        ):
            found.append(replace(chunk, symbol="y"))  # "was himself killed"
        else:
            found.append(chunk)
        at = chunk.last + 1
    found = [_heads(nouns, found, i) for i in range(len(found))]
    return [
        _owner_of_body(
            nouns, chunk if _is_where(nouns, found, i) else _person_by_who(nouns, chunk, following), following
        )
        for i, (chunk, following) in enumerate(zip(found, [*found[1:], None], strict=True))
    ]


def _is_couple(nouns: Nouns, found: Sequence[Chunk], chunk: Chunk) -> bool:
    """Whether the words before "couple" only describe it: "a young couple", "the elderly couple"."""
    if chunk.symbol != "Q" or nouns.lowers[chunk.last] not in {"couple", "pair"} or chunk.who or not found:
        return False
    before = found[-1]
    opens = nouns.lowers[before.first] in nouns.DETERMINERS and before.last + 1 == chunk.first
    return opens and before.symbol == "x" and chunk.first == chunk.last and before.last > before.first


def _only_says_all(nouns: Nouns, before: Chunk, chunk: Chunk) -> bool:
    """Whether "all" or "both" only sums up who is told of already: "they were both killed", "two men both died"."""
    at = chunk.first
    if nouns.lowers[at] not in {"all", "both"} or chunk.symbol not in "UQ":
        return False
    harm = nouns.lexicon.harmful(nouns.lowers, at + 1)
    died = harm is not None and harm[1].symbol == "d"
    both_died = nouns.lowers[at] == "both" and died and before.symbol in "xUSQM"
    did = at + 1 < len(nouns.lowers) and nouns.lexicon.kind(nouns.lowers[at + 1]) in {"D", "E"}
    if nouns.lowers[at] == "all" and did and before.symbol in "MQ":
        return True  # "Ann Lee and Tom Ray all suffered burns"
    return before.symbol == "b" or both_died or (died and before.symbol == "-")  # "three boys - ... - all died"


def _owner_of_body(nouns: Nouns, chunk: Chunk, following: Chunk | None) -> Chunk:
    """ "a woman's body", "Ann Lee's body": whose body it is, told of as a person."""
    if following is None or chunk.symbol != "x" or following.symbol != NOUN or chunk.last == chunk.first:
        return chunk
    if nouns.lowers[chunk.last] not in POSSESSIVE or nouns.lowers[following.last] not in BODIES:
        return chunk
    head = chunk.last - 1
    person = nouns.lexicon.people.get(nouns.lowers[head])
    if person is not None and person.singular:
        return replace(chunk, symbol="S", last=head, head=head, who=nouns.tokens[head].text, group=person.group)
    if nouns.capitals and nouns.is_name(head):
        who = " ".join(token.text for token in nouns.tokens[chunk.first : chunk.last])
        return replace(chunk, symbol="M", last=head, head=head, who=who)
    return chunk


def _heads(nouns: Nouns, chunks: Sequence[Chunk], at: int) -> Chunk:
    """ "the head of the militia": a person, no part of a body; no "at the head of"."""
    chunk = chunks[at]
    if chunk.symbol != "x" or chunk.last != chunk.first + 1 or nouns.lowers[chunk.last] != "head":
        return chunk
    of = chunk.last + 1
    before = nouns.lowers[chunk.first - 1] if chunk.first else ""
    person = nouns.lexicon.person(nouns.lowers, of + 2)
    if person is not None and person[1].singular:
        return chunk  # "grazed the head of a man"
    if nouns.lowers[of : of + 1] != ["of"] or before in {"at", "in", "to", "from", "off", "on"}:
        return chunk
    return replace(chunk, symbol="S", head=chunk.last, who=nouns.tokens[chunk.last].text)


def _is_where(nouns: Nouns, chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an unknown noun only says where somebody told of before it was: "another man in the county who"."""
    if at < 2 or chunks[at - 1].symbol != "p" or chunks[at - 2].symbol not in "SQM":
        return False
    return nouns.lowers[chunks[at - 1].first] in {"in", "at", "on", "near", "outside", "inside", "from"}


def _person_by_who(nouns: Nouns, chunk: Chunk, following: Chunk | None) -> Chunk:
    """An unknown noun that "who" follows is a person: "a drug dealer who"."""
    if following is None or following.symbol != "r" or nouns.lowers[following.first] not in {"who", "whom"}:
        return chunk
    if chunk.symbol != "x" or chunk.last == chunk.first or nouns.lowers[chunk.first] not in nouns.DETERMINERS:
        return chunk
    kind = nouns.lexicon.kind(nouns.lowers[chunk.last])
    if kind not in {"N", ""} or nouns.lowers[chunk.last] in nouns.lexicon.things:
        return chunk
    return replace(chunk, symbol="S", head=chunk.last, who=nouns.tokens[chunk.last].text)


def _capitals_mean(tokens: Sequence[Word], lexicon: Words) -> bool:
    """Whether capitals mark names in this row: not so in a headline that capitalises every word."""
    long = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 3]
    if any(text[0].islower() and lexicon.function.get(text, "x") not in "pcwI" for text in long[1:]):
        return True
    return sum(text[0].isupper() for text in long) <= 0.8 * len(long) or len(long) < 4


def _chunk(nouns: Nouns, at: int) -> Chunk:
    """The chunk that begins at word ``at``."""
    word, lexicon = nouns.lowers[at], nouns.lexicon
    if word in PUNCTUATION:
        return Chunk(PUNCTUATION[word], at, at)
    if word in {"aged", "ages", "age"} and at + 1 in nouns.counts:
        return _ages(nouns, at)
    if word in {"younger", "older"} and nouns.lowers[at + 1 : at + 2] == ["than"] and at + 2 in nouns.counts:
        return Chunk("x", at, nouns.counts[at + 2].last, who=AGE)
    if word in {"his", "her", "their"} and (last := _decade(nouns.lowers, at)):
        return Chunk("x", at, last)
    if word == "between" and (last := _years_between(nouns.lowers, at)):
        return Chunk("x", at, last, who=AGE)
    quantity = nouns.counts.get(at)
    if quantity is not None and nouns.counts_people(quantity):
        return nouns.counted(quantity)
    if quantity is not None and at > 0 and nouns.lowers[at - 1] == "," and nouns.last_age(at) > at:
        return Chunk("x", at, nouns.last_age(at), who=AGE)  # "her sons, 5, 7 and 8"
    if word in {"remains", "remain"} and at > 0 and lexicon.harmful(nouns.lowers, at + 1) is not None:
        return Chunk("b", at, at)  # "a man remains hospitalized": no remains of anybody
    harm = _unfinished(nouns, at, lexicon.harmful(nouns.lowers, at))
    if harm is not None and not _is_person_here(nouns, at, harm[1]) and not _is_named(nouns, at):
        return Chunk(harm[1].symbol, at, at + harm[0] - 1, harm=harm[1], harm_at=at)
    if word in _NOBODY:
        nobody = _nobody(nouns, at)
        if nobody is not None:
            return nobody
    joint = lexicon.joint(nouns.lowers, at)
    if joint is not None and not any(i in nouns.counts for i in range(at, at + joint[0])):
        return Chunk(joint[1], at, at + joint[0] - 1)
    if word in nouns.DETERMINERS or word in _DETERMINED or (word == "all" and _counts_all(nouns, at)):
        return nouns.described(at)
    return _plain(nouns, at)


def _unfinished(nouns: Nouns, at: int, harm: tuple[int, HarmWord] | None) -> tuple[int, HarmWord] | None:
    """The harm word at ``at``, without a verb at its end that has counted victims of its own.

    "Left 59 dead and injured hundreds more" tells of 59 dead, no "dead and injured".
    """
    if (
        harm is None
        or harm[0] < 3
        or harm[1].symbol != STATE
        or nouns.lowers[at + 1] not in {"and", "or"}
        or at + harm[0] not in nouns.counts
    ):
        return harm
    return nouns.lexicon.harmful(nouns.lowers[: at + 1], at)


def _ages(nouns: Nouns, at: int) -> Chunk:
    """ "aged 14 and 15", "ages 6 to 16": one chunk that says an age, as a bare number after a name does."""
    last = nouns.counts[at + 1].last
    while last + 2 in nouns.counts and nouns.lowers[last + 1] in {"and", "to", ",", "-", "through", "or"}:
        last = nouns.counts[last + 2].last
    return Chunk("x", at, last, who=AGE)


def _decade(lowers: Sequence[str], at: int) -> int:
    """The last word of "his early 20s" or "her mid-thirties", how old somebody about is, or 0."""
    last = at + 2 if lowers[at + 1 : at + 2] in (["early"], ["mid"], ["late"]) else at + 1
    return last if last < len(lowers) and _DECADE.fullmatch(lowers[last]) else 0


def _years_between(lowers: Sequence[str], at: int) -> int:
    """The last word of "between 25 and 35 years old" or "between the ages of 25 and 35", or 0."""
    ages = list(lowers[at + 1 : at + 4]) == ["the", "ages", "of"]
    first = at + 4 if ages else at + 1
    words = list(lowers[first : first + 5])
    if len(words) < 3 or not (words[0].isdigit() and words[1] == "and" and words[2].isdigit()):
        return 0
    old = words[3:] in (["years", "old"], ["years", "of"])
    return first + 4 if old else first + 2 if ages else 0


def _counts_all(nouns: Nouns, at: int) -> bool:
    """Whether a count follows "all": "all 66 people"."""
    return at + 1 in nouns.counts and nouns.counts_people(nouns.counts[at + 1])


def _is_named(nouns: Nouns, at: int) -> bool:
    """Whether a harm word is part of a name: "Mr. Hurt", "the Wounded Warriors"."""
    text = nouns.tokens[at].text
    if not nouns.capitals or at == 0 or not text[0].isupper() or text.isupper():
        return False
    before, known = nouns.tokens[at - 1].text, nouns.lowers[at - 1]
    if not before[0].isalpha() or known in nouns.lexicon.people or at - 1 in nouns.counts:
        return False  # "Man Killed", "Three Dead" in a title that a sentence follows
    return before[0].isupper() or known in nouns.DETERMINERS or known in nouns.lexicon.function


def _is_person_here(nouns: Nouns, at: int, harm: HarmWord) -> bool:
    """Whether a harm word at ``at`` is rather a person noun ("hostages" without a count)."""
    return harm.symbol == NOUN and nouns.lexicon.person(nouns.lowers, at) is not None


def _plain(nouns: Nouns, at: int) -> Chunk:
    """A chunk of one function word, verb, adverb, bare noun, name, or other word."""
    word, lexicon = nouns.lowers[at], nouns.lexicon
    symbol = "" if nouns.tokens[at].text == "US" else lexicon.function.get(word, "")
    if not symbol and word.endswith(CONTRACTED):  # "they'd been shot"
        symbol = lexicon.function.get(word[: max(word.rfind("'"), word.rfind("’"))], "")
    if word == "since" and at > 0 and nouns.lowers[at - 1] in {"has", "have", "had"}:
        symbol = "y"  # "two of the injured have since died"
    if (symbol == "I" and word == "among" and _is_place_of_among(nouns, at)) or (
        symbol == "t" and _leads_to(nouns, at)
    ):
        symbol = "p"
    if symbol:
        return Chunk(symbol, at, at)
    person = lexicon.person(nouns.lowers, at)
    if person is not None:
        return nouns.bare_person(at, *person)
    if word in lexicon.times and not nouns.is_first_name(at):
        return Chunk("y", at, at)
    if word.endswith(("-year-old", "-month-old", "-week-old")):
        chunk = nouns.described(at, start=at)
        return replace(chunk, symbol="s") if chunk.symbol == "S" else chunk
    if nouns.is_name(at) and at not in nouns.counts:
        return Chunk("U", at, at) if nouns.is_lone_plural(at) else nouns.name(at)
    if word in lexicon.reporting:
        return Chunk("V", at, at)
    kind = lexicon.kind(word)
    if word in lexicon.verbs or kind in {"V", "D", "E", "G"} or (kind == "J" and word.endswith("ed")):
        return Chunk("v", at, at)
    return Chunk("y" if kind == "R" else "x", at, at)


def _leads_to(nouns: Nouns, at: int) -> bool:
    """Whether "to" is a preposition and no mark of an infinitive: a determiner, count, name or person follows."""
    if at + 1 >= len(nouns.lowers):
        return False
    word = nouns.lowers[at + 1]
    if word in nouns.DETERMINERS or at + 1 in nouns.counts or word in {"hospital", "hospitals", "death"}:
        return True
    if nouns.lexicon.harmful(nouns.lowers, at + 1) is not None:
        return False
    return nouns.is_name(at + 1) or nouns.lexicon.person(nouns.lowers, at + 1) is not None


def _is_place_of_among(nouns: Nouns, at: int) -> bool:
    """Whether "among" only says where ("panic among residents") and opens no list of parts."""
    following = nouns.lowers[at + 1] if at + 1 < len(nouns.lowers) else ""
    if at + 1 in nouns.counts:  # "gunman among five dead", "two guards among nine people killed"
        after = nouns.counts[at + 1].last + 1
        person = nouns.lexicon.person(nouns.lowers, after)
        harm = nouns.lexicon.harmful(nouns.lowers, after + (person[0] if person else 0))
        return harm is None or (person is not None and harm[1].symbol not in "ka")
    if following in {"them", "those", "the", "whom", "these", "victims", "casualties"}:
        return False
    return nouns.lexicon.harmful(nouns.lowers, min(at + 1, len(nouns.lowers) - 1)) is None


def _nobody(nouns: Nouns, at: int) -> Chunk | None:
    """ "no one", "nobody", "none (of them)", "no people", "neither man", "without casualties": the chunk, or None."""
    lowers = nouns.lowers
    word = lowers[at]
    if word in {"nobody", "none", "no-one", "noone"} or (word == "neither" and lowers[at + 1 : at + 2] == ["of"]):
        if word in {"none", "neither"} and lowers[at + 1 : at + 2] == ["of"]:
            chunk = nouns.phrase(at, at + 2 + (lowers[at + 2 : at + 3] in (["the"], ["his"], ["their"])), many=True)
            return replace(
                chunk, symbol="Z", last=chunk.last if chunk.head is not None else min(at + 2, len(lowers) - 1)
            )
        return Chunk("Z", at, at)
    if word == "no" and lowers[at + 1 : at + 2] == ["one"]:
        return Chunk("Z", at, at + 1)
    if word == "no" and at + 1 in nouns.counts:  # "no. 4"
        return None
    if word in {"no", "without"}:
        noun = _no_harm(nouns, at)
        if noun is not None or word == "without":
            return noun
    for many in (True, False):
        chunk = nouns.phrase(at, at + 1, many=many)
        if chunk.head is not None and chunk.symbol in "QN":
            return replace(chunk, symbol="Z")
    return None


def _no_harm(nouns: Nouns, at: int) -> Chunk | None:
    """ "no reports of casualties", "without causing any injuries": a zero that a noun of harm counts, or None."""
    for i in range(at + 1, min(at + 9, len(nouns.lowers))):
        harm = nouns.lexicon.harmful(nouns.lowers, i)
        if harm is not None:
            counted = harm[1].symbol == NOUN and harm[1].counted
            return Chunk("Z", at, i + harm[0] - 1, head=i, harm=harm[1], harm_at=i) if counted else None
        if nouns.lowers[i] == "victims":
            return Chunk("Z", at, i, head=i, harm=HarmWord(NOUN, Harm.KILLED_OR_INJURED, counted=True), harm_at=i)
        if nouns.lowers[i] not in nouns.lexicon.no_harm:
            return None
    return None
