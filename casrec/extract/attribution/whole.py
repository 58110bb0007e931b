"""Whether the words that name a source or an actor are whole: not cut short, not run on, and somebody's at all."""

from __future__ import annotations

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RUN_ON = re.compile(
    rf"\s+(?:(?:on|late|early|this|last)\s+)*(?:today|yesterday|tonight|{_DAY})(?:\s+(?:morning|afternoon|evening|night))?"
    r"$|\s+(?:this|last)\s+(?:morning|afternoon|evening|night|week|month)$",
    re.I,
)
_LEAD_IN = re.compile(
    rf"^(?:(?:of|also|meanwhile|but|and|when|while|although|because|this\s+week)\s+(?=\S)|(?:(?:on|late|early)\s+)*{_DAY}\s+(?=[a-z]))+",
    re.I,
)
# "identified by a relative as Ann Lee": the name is that of the dead.
_NAMED_AS = re.compile(
    r"(?P<who>(?:an?|the|his|her|their|family|relatives?|friends?|police|officials?)\b[^,]{0,60}?) as [A-Z].*", re.S
)
_QUOTE_TAIL = re.compile(r"^[^\s\"“”]+[\"”]\s+(?=(?:the|a|an)\s)", re.I)  # 'BRAVE" THE DECISION OF ...'
RANKS = tuple("Lt Sgt Capt Det Maj Gen Col Cpl Cmdr Dr Rev Sen Rep Gov Prof Supt Insp Const Cst Cpt Sens Reps".split())
# A rank with its point, behind which the parser ends a name: "Sheriff's Sgt. Jane Doe".
_RANK = re.compile(rf"\b(?:{'|'.join(RANKS)})\.?$")
_NAME = re.compile(r"\.?\s+((?:[A-Z][\w'’-]+|[A-Z]\.)(?:[ \t]+(?:[A-Z][\w'’-]+|[A-Z]\.)){0,2})")
_NOBODY = re.compile(
    r"(?:the|no|none|not|one|early|previous|earlier|later|also|now|i|me|we|you|him|them|whom|"
    r"this|that|here|there|what|which|everyone|nobody|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    r"|(?:him|them|me)\s+an?\s.*|further"
    r"|(?:(?:an?|the|this|that)\s+)?(?:[a-z]+\s+){0,2}(?:videos?|footage|photos?|photographs?|pictures?|images?)"
    r"|[\d.,]+(?:\s+per\s?cent)?|previous story|(?:of|for|by|in|to)\s.*",
    re.I,
)


def whole(mention: str, text: str, at: int) -> str:
    """A mention at an offset of a text without the time and the joining word that ran into it, and with the name that
    follows a rank."""
    rank = _RANK.search(mention)
    if rank is not None and text.startswith(mention, at):
        name = _NAME.match(text, at + len(mention))
        return mention if name is None else mention + text[at + len(mention) : name.end(1)]
    named = _NAMED_AS.fullmatch(mention)
    cut = _LEAD_IN.sub("", _RUN_ON.sub("", named["who"] if named is not None else mention))
    cut = _QUOTE_TAIL.sub("", cut)
    return cut if cut.strip() else mention


def nobody(name: str) -> bool:
    """Whether words name nobody: the "we" of whoever is quoted, a lone adverb, a share, a piece of a phrase."""
    return _NOBODY.fullmatch(name.strip(" .,")) is not None
