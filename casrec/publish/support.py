"""How well an incident is supported, in sentences: its grade, whether it is corroborated, and on what that rests."""

from __future__ import annotations

from casrec.publish import words
from casrec.records import Grade
from casrec.terms import Corroboration, Victims

_VICTIMS = {
    Victims.CIVILIANS: "Civilians are among those harmed.",
    Victims.COMBATANTS: "Only combatants, or the attackers themselves, are told of as harmed.",
    Victims.NOT_SAID: "Whether those harmed were civilians is not said.",
    Victims.NOBODY: "",
}


def sentences(grade: Grade | None) -> tuple[str, ...]:
    """The grade, the corroboration of occurrence and number, and the inputs, each a sentence; none without a grade."""
    if grade is None:
        return ()
    why = "; ".join(words.clean(reason) for reason in grade.reasons)
    if grade.grade is None:
        said = f"No grade on Airwars’ scale, which is for harm by a belligerent: {why}."
    else:
        said = f"Grade on Airwars’ scale: {grade.grade}. {words.sentence(why)}."
    texts = words.plural(grade.occurrence_origins, "independent text")
    tell = "tells" if grade.occurrence_origins == 1 else "tell"
    happened = f"That it happened is {_outcome(grade.occurrence)}: {texts} {tell} of it."
    toll = f"How many were killed is {_outcome(grade.toll)}: {words.clean(grade.toll_reason)}."
    single = _provisional(grade)
    struck = _VICTIMS[grade.victims] if grade.grade is not None else ""
    return tuple(text for text in (said, happened, toll, single, struck) if text)


def short(grade: Grade | None) -> str:
    """The grade in a word or two, as a table has it: "fair", "not graded"."""
    return str(grade.grade) if grade is not None and grade.grade is not None else "not graded"


def _provisional(grade: Grade) -> str:
    """What rests on a single origin: all of it, or the number of the killed."""
    if not grade.provisional:
        return ""
    return "Provisional: " + (
        "one text alone tells of it." if grade.occurrence_origins == 1 else "the number of the killed has one origin."
    )


def _outcome(value: Corroboration) -> str:
    """An outcome of corroboration inside a sentence."""
    return value.value
