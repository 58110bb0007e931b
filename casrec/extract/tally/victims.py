"""Who is said to be dead or hurt in one parsed sentence, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casrec.extract import clauses
from casrec.extract.tally.persons import Person, person_at, words
from casrec.syntax import Sentence

_HEADLINE = 20  # tokens; a longer sentence lists with "and"
DEAD, HURT = "dead", "hurt"
_SOMEBODY = frozenset({"old", "another"})
_FIRED_AT = frozenset("at into toward towards".split())
_DOERS = frozenset("he she they who".split())  # "after he shot into a house": no headline leaves their verb out
_SELF = frozenset("himself herself themselves self itself".split())
_FOUND = frozenset({"found", "discovered", "left"})


@dataclass(frozen=True, slots=True)
class Hurt:
    """One person, or several, said to be dead or hurt. ``rule`` names the construction, ``shot`` a wound by weapon."""

    person: Person
    state: str
    rule: str
    shot: bool = False


def find(sentence: Sentence, text: str) -> list[Hurt]:
    """The dead and hurt of a sentence in the order of their words; ``text`` is the report's."""
    found: list[Hurt] = []
    for token in sentence.tokens:
        for index, state, rule, shot in _victims(sentence, token.index):
            for one in _listed(sentence, index):
                person = person_at(sentence, one, text)
                if person is not None:
                    found.append(Hurt(person, state, rule, shot))
    return sorted(found, key=lambda hurt: (hurt.person.start, hurt.state))


def _listed(sentence: Sentence, index: int) -> list[int]:
    """A noun with the persons that a headline lists before it without an "and": "Teen, man shot"."""
    tokens = sentence.tokens
    found = [index]
    if len(tokens) > _HEADLINE:
        return found
    people = words().persons
    if tokens[index].lower in people:
        after = tokens[min(index + 1, len(tokens) - 1)].lower
        if after != "dead":  # "Man dead, woman hurt"
            found += [c for c in sentence.children(index) if tokens[c].dep == "appos" and tokens[c].lower in people]
    first = min((c for c in sentence.children(index) if tokens[c].dep != "conj"), default=index)
    at = min(first, index)
    while at >= 2 and tokens[at - 1].text == "," and tokens[at - 2].lower in words().persons:
        at -= 2
        found.append(at)
    return found


def _victims(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """The nouns that a word says to be dead or hurt: index, state, rule, by weapon."""
    token, lexicon = sentence.tokens[at], words()
    lower = token.lower
    verb = clauses.is_verb(token)
    if lower in lexicon.kill | lexicon.shoot | lexicon.wound and verb and _real(sentence, at):
        yield from _harmed(sentence, at)
    elif lower == "shot" and token.tag == "NN":
        yield from _headline(sentence, at)
    elif lower == "fatally" and sentence.tokens[token.head].tag == "CD":  # "three were shot, one fatally"
        yield token.head, DEAD, "one fatally", True
    elif lower in lexicon.die:
        yield from _died(sentence, at)
    elif lower in lexicon.carried and verb and _real(sentence, at):
        if any(sentence.tokens[i].lower in lexicon.hospital for i in sentence.subtree(at)):
            yield from ((i, HURT, "taken to hospital", False) for i in _undergoers(sentence, at))
    elif lower == "condition" and token.dep == "pobj":
        yield from _in_condition(sentence, at)
    elif lower in lexicon.suffer and verb and _real(sentence, at):
        yield from _suffered(sentence, at)
    elif lower in lexicon.live and verb and _outlived(sentence, at):
        yield from ((i, HURT, "recovers", False) for i in clauses.subjects(sentence, at))
    elif lower in lexicon.harm_nouns and not verb:
        yield from _with_wound(sentence, at)
    elif lower in lexicon.death_nouns and not verb:
        yield from _death_of(sentence, at)
    elif lower in {"himself", "herself", "themselves"} and _gun_on_self(sentence, at):
        yield from ((i, DEAD, "own hand", False) for i in clauses.subjects(sentence, _verb_above(sentence, at)))
    elif lower == "life" and _own_life(sentence, at):
        yield from ((i, DEAD, "own hand", False) for i in clauses.subjects(sentence, token.head))


def _outlived(sentence: Sentence, at: int) -> bool:
    """Whether somebody "survived", and if so what hurts people: a shooting, wounds."""
    what = sentence.child(at, "dobj")
    lexicon = words()
    return what is None or sentence.tokens[what].lower in lexicon.harm_nouns | {"shooting", "attack", "stabbing"}


def _headline(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Who is "shot" where a headline's verb was taken for a noun: "Elko teen shot in car park"."""
    tokens = sentence.tokens
    if len(tokens) > _HEADLINE or any(tokens[c].dep in {"det", "poss", "nummod"} for c in sentence.children(at)):
        return
    before = tokens[at - 1] if at else None
    if before is not None and before.head == at and before.lower in words().persons:
        yield before.index, HURT, "headline passive", True


def _verb_above(sentence: Sentence, at: int) -> int:
    """The nearest verb over a token."""
    return next((i for i in sentence.ancestors(at) if clauses.is_verb(sentence.tokens[i])), at)


def _gun_on_self(sentence: Sentence, at: int) -> bool:
    """Whether somebody "turned the gun on himself"."""
    before = {token.lower for token in sentence.tokens[max(0, at - 6) : at]}
    return bool(before & {"gun", "weapon", "rifle", "shotgun", "handgun", "pistol"}) and bool(
        before & {"turned", "turning", "turn", "turns"}
    )


def _own_life(sentence: Sentence, at: int) -> bool:
    """Whether a "life" is somebody's own, and taken."""
    token = sentence.tokens[at]
    taken = token.dep == "dobj" and sentence.tokens[token.head].lower in {"took", "taken", "taking"}
    return taken and any(sentence.tokens[c].lower == "own" for c in sentence.children(at))


def _real(sentence: Sentence, verb: int) -> bool:
    """Whether a verb tells of what was done, and not of what was not, might be, or was only tried."""
    if clauses.is_negated(sentence, verb) or clauses.is_conditional(sentence, verb) or clauses.modals(sentence, verb):
        return False
    token = sentence.tokens[verb]
    above = sentence.tokens[token.head]
    if any(sentence.tokens[c].lower in {"nearly", "almost"} for c in sentence.children(verb)):
        return False
    return not (token.dep in {"xcomp", "pcomp", "acl"} and above.lower in words().unreal)


def _harmed(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """The victims of a verb of killing, shooting or wounding."""
    token, lexicon = sentence.tokens[at], words()
    shot = token.lower in lexicon.shoot
    dead = token.lower in lexicon.kill or (shot and _to_death(sentence, at))
    state = DEAD if dead else HURT
    near = {sentence.tokens[c].lower for c in sentence.children(at)}
    if near & _SELF:
        yield from ((i, state, "own hand", shot) for i in clauses.subjects(sentence, at))
        return
    objects = [i for i in clauses.objects(sentence, at) if sentence.tokens[i].lower not in {"fire", "shots", "gun"}]
    own = [i for i in objects if sentence.tokens[i].lower in _SELF]
    if own:  # "killed his wife and himself"
        yield from ((i, state, "own hand", shot) for i in clauses.subjects(sentence, at))
        objects = [i for i in objects if i not in own]
    joined = _joined(sentence, at)
    above = sentence.tokens[token.head]
    if token.tag == "VBN" and token.dep in {"xcomp", "oprd"} and above.lower in _FOUND and not objects:
        yield from ((i, state, "found harmed", shot) for i in _undergoers(sentence, above.index))
    elif objects:
        yield from ((i, state, "done to", shot) for i in objects)
    elif joined is not None:  # "shot and killed a neighbour": the second verb has the object
        return
    elif (
        token.tag in {"VBD", "VBN"}
        and near.isdisjoint(_FIRED_AT)
        and (shot or token.lower in lexicon.wound or _bare(sentence, at))
    ):
        # A headline drops "was": "Man shot in Springfield".
        told = [i for i in clauses.subjects(sentence, at) if sentence.tokens[i].lower not in _DOERS]
        yield from ((i, state, "headline passive", shot) for i in told)


def _joined(sentence: Sentence, at: int) -> int | None:
    """The verb joined to a verb that takes the object of both, or None."""
    for child in sentence.children(at):
        token = sentence.tokens[child]
        if token.dep == "conj" and clauses.is_verb(token) and sentence.child(child, "dobj") is not None:
            return child
    return None


def _bare(sentence: Sentence, at: int) -> bool:
    """Whether nothing that could be an object follows a verb."""
    return all(sentence.tokens[c].dep not in {"dobj", "ccomp", "xcomp"} for c in sentence.children(at))


def _to_death(sentence: Sentence, at: int) -> bool:
    """Whether a shooting or stabbing was fatal by the words at its verb."""
    tokens = sentence.tokens
    around = {tokens[c].lower for c in sentence.children(at)}
    if around & {"dead", "fatally"}:
        return True
    ahead = [t.lower for t in tokens[at + 1 : at + 5]]
    return ahead[:2] == ["to", "death"] or ahead[:1] == ["dead"] or (at > 0 and tokens[at - 1].lower == "fatally")


def _died(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Who died, or is, was found or pronounced dead."""
    tokens = sentence.tokens
    token = tokens[at]
    if token.lower != "dead":
        if clauses.is_verb(token) and _real(sentence, at):
            yield from ((i, DEAD, "died", False) for i in clauses.subjects(sentence, at))
        return
    above = token.head
    if at and tokens[at - 1].lower in words().persons and at + 1 < len(tokens) and tokens[at + 1].text in {",", ";"}:
        yield at - 1, DEAD, "dead", False  # "Man dead, woman hurt"
        return
    if token.dep in {"acomp", "oprd", "attr", "advcl", "dobj", "ccomp", "xcomp", "advmod", "conj"} and clauses.is_verb(
        tokens[above]
    ):
        if _real(sentence, above):
            yield from ((i, DEAD, "dead", False) for i in _undergoers(sentence, above))
    elif token.dep == "amod":
        yield above, DEAD, "dead", False
    elif token.dep == "ROOT":
        yield from ((i, DEAD, "dead", False) for i in sentence.children(at) if tokens[i].dep in {"nsubj", "nummod"})


def _undergoers(sentence: Sentence, verb: int) -> list[int]:
    """Whom a verb is about: its object, else its subject."""
    return clauses.objects(sentence, verb) or clauses.subjects(sentence, verb)


def _in_condition(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Who is in critical, stable ... condition."""
    tokens = sentence.tokens
    if not any(tokens[c].lower in words().condition for c in sentence.children(at)):
        return
    above = tokens[tokens[at].head].head
    if clauses.is_verb(tokens[above]):
        yield from ((i, HURT, "condition", False) for i in _undergoers(sentence, above))
    elif tokens[above].tag.startswith("N"):
        yield above, HURT, "condition", False


def _suffered(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Who suffered a wound; a fatal one where it says so."""
    held = sentence.child(at, "dobj")
    if held is None:
        return
    below = {sentence.tokens[i].lower for i in sentence.subtree(held)}
    if below & words().harm_nouns:
        state = DEAD if below & {"fatal", "mortal"} else HURT
        yield from ((i, state, "suffered", False) for i in clauses.subjects(sentence, at))


def _with_wound(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Whom somebody found "with a gunshot wound"; whose injuries are told."""
    tokens = sentence.tokens
    token = tokens[at]
    if token.dep == "pobj" and tokens[token.head].lower in {"with", "from"}:
        above = tokens[tokens[token.head].head]
        if above.tag.startswith(("N", "PRP", "CD")) or above.lower.endswith("-year-old") or above.lower in _SOMEBODY:
            yield above.index, HURT, "with wounds", True
        elif clauses.is_verb(above) and above.lower in {
            "found",
            "located",
            "suffering",
            "discovered",
            "hospitalized",
            "treated",
        }:
            yield from ((i, HURT, "with wounds", True) for i in _undergoers(sentence, above.index))
    for child in sentence.children(at):
        if tokens[child].dep == "poss":
            yield child, HURT, "injuries of", False


def _death_of(sentence: Sentence, at: int) -> Iterator[tuple[int, str, str, bool]]:
    """Whose death, killing or body a noun names."""
    tokens = sentence.tokens
    for child in sentence.children(at):
        if tokens[child].dep == "poss":
            yield child, DEAD, "death of", False
        elif tokens[child].lower == "of":
            for noun in sentence.children(child):
                if tokens[noun].dep == "pobj":
                    yield from ((i, DEAD, "death of", False) for i in clauses.conjuncts(sentence, noun))
    if tokens[at].dep == "compound" and tokens[tokens[at].head].lower in {"victim", "victims"}:
        yield tokens[at].head, DEAD, "homicide victim", False
