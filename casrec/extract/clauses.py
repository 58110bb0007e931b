"""Who does what to whom in one parsed sentence: subjects, objects, agents, phrases, negation."""

from __future__ import annotations

from collections.abc import Iterator

from casrec.syntax import Sentence, Token

_SUBJECTS = ("nsubj", "nsubjpass")
# How the parser hangs a speaker from the verb whose subject it takes his town's region for.
_BEFORE_REGION = frozenset({*_SUBJECTS, "npadvmod", "dep"})
_AT = frozenset({"in", "of", "from", "at", "near"})
_RELATIVES = frozenset("who which that whom".split())
# Verbs whose infinitive was done: "started to shell", "had to destroy".
BEGINS = frozenset("had started starts begun began begins continued continues managed proceeded".split())
_SAYS = frozenset("say says said believe believes allege alleges think claim".split())
_REPORTS = frozenset("say says said report reports reported state stated announced confirmed".split())
_NEGATIONS = frozenset("not n't never no neither nor none nobody without".split())
_MODALS = frozenset("may might could would will can should must 'd 'll ’d ’ll shall".split())
# What a noun phrase sheds when it is named: clauses, comments, coordinated nouns, punctuation.
_SHED = frozenset("relcl acl appos cc conj punct advcl advmod parataxis npadvmod prep dep preconj".split())


# Bodies named for their aim: "Front for the Liberation of Palestine".
_NAMED_FOR = frozenset(
    "front movement organization organisation council committee party army union group command forces alliance "
    "coalition congress league network observatory office agency fund centre center "
    "spokesman spokeswoman spokesperson".split()
)


def is_verb(token: Token) -> bool:
    """Whether the tagger took the token for a verb form."""
    return token.tag.startswith("VB")


def subjects(sentence: Sentence, verb: int, depth: int = 6) -> list[int]:
    """The nouns that do (or, in the passive, undergo) a verb, coordinated ones included; antecedents for "who"."""
    found = _subject(sentence, verb, depth)
    return [] if found is None else conjuncts(sentence, found)


def _subject(sentence: Sentence, verb: int, depth: int) -> int | None:
    tokens = sentence.tokens
    # "The rebel faction Ahrar al-Sham has issued": of two subjects the parser gives, the one nearer the verb.
    found = [c for c in reversed(sentence.children(verb)) if tokens[c].dep in _SUBJECTS]
    own = next((c for c in found if not _only_says(sentence, c)), None)
    if own is not None:
        own = located(sentence, verb, own)
        if tokens[own].lower in _RELATIVES and tokens[verb].dep == "relcl":
            return tokens[verb].head
        above = tokens[tokens[verb].head]
        if tokens[own].lower in _RELATIVES and tokens[verb].dep == "ccomp" and above.dep == "relcl":
            return above.head  # "the army, who they say is responsible"
        return own
    aside = next((c for c in sentence.children(verb) if tokens[c].dep == "auxpass"), None)
    if aside is not None and (left := sentence.child(aside, *_SUBJECTS)) is not None:
        return left  # 'the raid was "probably" carried out': the subject hung from the auxiliary
    head, dep = tokens[verb].head, tokens[verb].dep
    if depth == 0 or head == verb:
        return None
    if dep == "conj" and is_verb(tokens[head]):
        return _subject(sentence, head, depth - 1)
    if dep in ("acl", "relcl") and (tokens[verb].tag in ("VBG", "VBN") or sentence.child(verb, "agent") is not None):
        return head
    infinite = tokens[verb].tag in ("VBG", "VB") or sentence.child(verb, "aux") is not None  # "to have executed"
    if dep == "advcl" and tokens[verb].tag == "VBG" and tokens[head].lower in _REPORTS and verb > head:
        told = next((c for c in sentence.children(head) if c < head and tokens[c].dep == "ccomp"), head)
        return _subject(sentence, told, depth - 1)  # "rebels shelled a town, the army said, killing nine"
    if dep in ("xcomp", "advcl") and is_verb(tokens[head]) and infinite:
        # "sent aircraft to attack": the aircraft attack, but whoever sent them is the actor; keep the subject.
        return _subject(sentence, head, depth - 1)
    if dep == "xcomp" and tokens[head].dep in ("acomp", "oprd", "attr"):
        return _subject(sentence, tokens[head].head, depth - 1)  # "was quick to claim", "is believed responsible"
    if dep == "pcomp":
        return _subject_of_gerund(sentence, head, depth - 1)
    return None


def located(sentence: Sentence, verb: int, found: int) -> int:
    """The subject of a verb where ``found`` is only the region of his town: "Ann Lee, 28, of Lima, Peru was charged".

    ``found`` itself where it is not.
    """
    tokens = sentence.tokens
    if not tokens[found].tag.startswith("NNP") or found < 4 or tokens[found - 1].text != ",":
        return found
    for other in sentence.children(verb):
        if other < found and tokens[other].tag.startswith("NN") and tokens[other].dep in _BEFORE_REGION:
            where = [c for c in sentence.children(other) if tokens[c].dep == "prep" and tokens[c].lower in _AT]
            if where and sentence.subtree(where[-1])[-1] == found - 2:
                return other
    return found


def _subject_of_gerund(sentence: Sentence, preposition: int, depth: int) -> int | None:
    """Who does the -ing under a preposition: the object of "accused X of bombing", else the verb's subject."""
    verb = sentence.tokens[preposition].head
    if not is_verb(sentence.tokens[verb]):
        return None
    if sentence.tokens[preposition].lower in ("of", "for") and not is_passive(sentence, verb):
        held = sentence.child(verb, "dobj", "dative")
        if held is not None:
            return held
    return _subject(sentence, verb, depth)


def conjuncts(sentence: Sentence, noun: int) -> list[int]:
    """A noun and the nouns coordinated with it, in order."""
    found, stack = [], [noun]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(c for c in sentence.children(at) if sentence.tokens[c].dep == "conj" and not _verbal(sentence, c))
    return sorted(found)


def _verbal(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].tag in ("VBD", "VBZ", "VBP", "MD")


def objects(sentence: Sentence, verb: int) -> list[int]:
    """The direct objects of a verb; in the passive its subjects; the nouns a bare participle stands beside."""
    if is_passive(sentence, verb):
        return subjects(sentence, verb)
    dead = [c for c in sentence.children(verb) if sentence.tokens[c].lower == "dead"]  # "shot dead six"
    held = [c for at in (verb, *dead) for c in sentence.children(at) if sentence.tokens[c].dep == "dobj"]
    held += [c for at in dead for c in sentence.children(verb) if c > at and sentence.tokens[c].dep == "npadvmod"][:1]
    plain = [c for c in held if sentence.tokens[c].lower not in _RELATIVES] or held
    if not plain:  # "bombed and strafed the villages": the object stands with the last verb
        plain = [
            noun
            for other in sentence.children(verb)
            if sentence.tokens[other].dep == "conj" and is_verb(sentence.tokens[other])
            for noun in sentence.children(other)
            if sentence.tokens[noun].dep == "dobj" and sentence.child(other, *_SUBJECTS) is None
        ]
    return conjuncts(sentence, plain[-1]) if plain else []


def _only_says(sentence: Sentence, noun: int) -> bool:
    """Whether a subject only says so: "the man who police say shot them", where the parser made "say" an auxiliary."""
    after = sentence.tokens[noun + 1] if noun + 1 < len(sentence.tokens) else None
    return after is not None and after.dep == "aux" and after.lower in _SAYS


def agents(sentence: Sentence, verb: int) -> list[int]:
    """The nouns after "by" of a passive verb or of a noun ("an attack by rebels")."""
    found = []
    for child in sentence.children(verb):
        if sentence.tokens[child].lower == "by":
            for noun in sentence.children(child):
                if sentence.tokens[noun].dep == "pobj":
                    found.extend(conjuncts(sentence, noun))
    return found


def below(sentence: Sentence, head: int, *prepositions: str) -> list[int]:
    """The nouns that follow one of these prepositions anywhere under a head and to its right."""
    found: list[int] = []
    for at in sentence.subtree(head):
        if at > head and sentence.tokens[at].lower in prepositions:
            for noun in sentence.children(at):
                if sentence.tokens[noun].dep in ("pobj", "pcomp"):
                    found += conjuncts(sentence, noun)
    return found


def after(sentence: Sentence, head: int, *prepositions: str) -> Iterator[int]:
    """The nouns that hang from a head by one of these prepositions, one step of a further preposition deep."""
    for child in sentence.children(head):
        token = sentence.tokens[child]
        if token.dep in ("prep", "agent") and token.lower in prepositions:
            for noun in sentence.children(child):
                if sentence.tokens[noun].dep in ("pobj", "pcomp"):
                    yield from conjuncts(sentence, noun)


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb's grammatical subject undergoes it."""
    token = sentence.tokens[verb]
    if sentence.child(verb, "nsubjpass", "auxpass", "agent") is not None:
        return True
    if token.tag == "VBN" and token.dep in ("acl", "relcl", "amod"):
        return sentence.child(verb, "aux", "dobj") is None
    if token.dep == "conj" and token.tag == "VBN" and sentence.child(verb, *_SUBJECTS, "aux") is None:
        head = token.head
        return is_verb(sentence.tokens[head]) and is_passive(sentence, head)
    return False


def is_negated(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is denied in place: "did not", "never", "no group has", "neither side"."""
    for child in sentence.children(verb):
        token = sentence.tokens[child]
        if token.dep == "neg" and _next(sentence, child) in ("just", "only", "merely", "simply"):
            continue
        if token.dep in ("neg", "preconj") or token.lower in _NEGATIONS:
            return token.lower != "without" or child < verb  # "fired at them without warning" tells that they did
        if token.dep in _SUBJECTS and (token.lower in _NEGATIONS or _has_no(sentence, child)):
            return True
    return False


def _next(sentence: Sentence, index: int) -> str:
    return sentence.tokens[index + 1].lower if index + 1 < len(sentence.tokens) else ""


def _has_no(sentence: Sentence, noun: int) -> bool:
    return any(sentence.tokens[c].lower in ("no", "neither", "not", "nor") for c in sentence.children(noun))


def modals(sentence: Sentence, verb: int) -> set[str]:
    """The modal verbs on a verb, lowered."""
    return {sentence.tokens[c].lower for c in sentence.children(verb) if sentence.tokens[c].lower in _MODALS}


def content_path(sentence: Sentence, at: int, head: int) -> tuple[bool, bool]:
    """Whether a token stands in what the verb ``head`` says, and whether it does so only in an aside.

    An aside is a time clause in the content ("said that 40 died when bombs hit"). A clause beside the saying ("said
    so while troops attacked") is not in the content at all.
    """
    aside = False
    while at != head:
        token = sentence.tokens[at]
        if token.head == at:
            return False, False
        if token.head == head:
            return token.dep in ("ccomp", "xcomp", "parataxis", "dobj", "pobj", "acl", "dep", "oprd"), aside
        if token.dep == "advcl":
            aside = True
        at = token.head
    return True, aside


def is_conditional(sentence: Sentence, verb: int) -> bool:
    """Whether the verb stands under "if", "unless", "whether"."""
    return any(sentence.tokens[c].lower in ("if", "unless", "whether") for c in sentence.children(verb))


def infinitive(sentence: Sentence, verb: int) -> Token | None:
    """The first verb behind the "to" that a verb stands under: "orders to intercept or shoot down"; None for a verb
    under none."""
    token = sentence.tokens[verb]
    while token.tag == "VB" and token.dep == "conj" and sentence.tokens[token.head].tag == "VB":
        token = sentence.tokens[token.head]
    under = token.tag == "VB" and any(sentence.tokens[c].lower == "to" for c in sentence.children(token.index))
    return token if under else None


def phrase(sentence: Sentence, noun: int, keep: tuple[str, ...] = ("of", "for")) -> tuple[int, int]:
    """The offsets of a noun phrase as one would name it: without clauses, comments or coordinated nouns.

    A preposition in ``keep`` stays with what follows it ("Front for the Liberation of Palestine").
    """
    wanted = [noun]
    stack = [c for c in sentence.children(noun) if _stays(sentence, noun, c, keep)]
    while stack:
        at = stack.pop()
        wanted.append(at)
        stack.extend(c for c in sentence.children(at) if _stays(sentence, at, c, keep))
    lowest, highest = _run(sorted(wanted), noun)
    return sentence.tokens[lowest].start, sentence.tokens[highest].end


def _stays(sentence: Sentence, head: int, child: int, keep: tuple[str, ...]) -> bool:
    token = sentence.tokens[child]
    if child > head and (token.lower == "loyal" or sentence.tokens[head].lower == "loyal"):
        return True  # "forces loyal to the president"
    if token.dep == "appos" and child > head and not _punctuated(sentence, head, child):
        return True  # "the rebel faction Ahrar al-Sham"
    if token.dep == "prep" and child > head:
        named = token.lower != "for" or sentence.tokens[head].lower in _NAMED_FOR
        return token.lower in keep and named and sentence.child(child, "pobj") is not None
    if token.dep in ("conj", "cc") and sentence.tokens[head].dep in ("amod", "nmod", "compound"):
        return True  # "Russian and Syrian planes": adjectives joined before the noun
    if child < head and token.tag in ("JJ", "NNP", "NN", "VBN", "HYPH", ",") and token.dep not in ("relcl", "acl"):
        return True
    return token.dep not in _SHED


def _punctuated(sentence: Sentence, low: int, high: int) -> bool:
    """Whether a comma, bracket or dash stands between two tokens."""
    return any(t.tag in (",", "-LRB-", "-RRB-", ":", ".") for t in sentence.tokens[low:high])


def _run(indexes: list[int], noun: int) -> tuple[int, int]:
    """The unbroken run of indexes (gaps of one, a hyphen or quote mark, allowed) that holds the noun."""
    at = indexes.index(noun)
    low = high = at
    while low > 0 and indexes[low] - indexes[low - 1] <= 2:
        low -= 1
    while high + 1 < len(indexes) and indexes[high + 1] - indexes[high] <= 2:
        high += 1
    return indexes[low], indexes[high]
