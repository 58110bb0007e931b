"""What on a page is not the story: links to other stories, buttons, notices, sign-up walls.

Judged line by line and, where a notice stands inside a line, sentence by sentence, by classes of wording that
``lexicon/furniture.yaml`` holds. A line that cannot be told for furniture stays article: a lost line may be a lost
death, a kept one is only noise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from casrec.ingest.blocks import Block
from casrec.lexicon import entries
from casrec.text import sentences

Spans = list[tuple[int, int]]

LONGEST_LINE = 300  # a longer line is a paragraph: it is judged sentence by sentence only
LONGEST_NOTICE = 420
LONGEST_LIST = 40  # headlines taken under one label
WALL_REST = 300  # a page whose unmarked rest is shorter than this, and tells of no harm, is all wall

_MARKS = " \t.:…|»«<>-–—_=~*•·●■◆▪►▶▸→★[](){}!?,\"'“”‘’#+&/\ufeff\u200b"
_COUNT = re.compile(r"[\s(]*\d[\d,.]*k?[)\s]*$|^\d[\d,.]*k?\s+(?=comments?$|shares?$)")
_AFTER_LABEL = re.compile(r"\s*(?:[:|>»–—]|-\s|$)")
_GLUED = re.compile(r"[A-Z‘'“\"]")
# "The siege:What we know so far": a link's label and title as one chain of papers prints them, the colon unspaced.
_GLUED_COLON = re.compile(r"[^\W\d_]{2}['’\"”]?:['‘]?[A-Z][a-z]")
_SENTENCE_END = re.compile(r"[a-z\d]{2}[.!?][\"”’')]*\s+[\"“‘(]*[A-Z]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_CONTACT = re.compile(
    r"\b(?:contact|reach|report|writer|editor|twitter|follow|e-?mail|call|tweet|staff)", re.IGNORECASE
)
_WITNESS = re.compile(r"\b(?:anyone|information|tips?|tipsters?|police|sheriff|detectives?|crime ?stoppers)\b")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.]+$|@\w+$|(?:twitter|facebook)\.com/\S+$|[\d().\s-]{7,20}$"
)
_BYLINE = re.compile(
    r"(?:by|from)[: ]\s*(?:[A-Z][\w.'’-]*|[A-Z]{2,})"
    r"(?:[ ,|/]+(?:and |for |of |the |in )?(?:[A-Z][\w.'’-]*|[a-z]+\.com|staff|writer|writers|reporter|reports)){1,11}$"
)
_WEEKDAY = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|december|christmas|easter|midnight|noon"
)
_TIMED = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?\s+(?![ap]\.?m\b)\S")
_FOLLOW = re.compile(
    r"\bfollow (?:@\w+|.{2,60}? on (?:twitter|facebook|instagram|telegram|youtube|x)\b)", re.IGNORECASE
)
_YOU = re.compile(r"\byou(?:r|rs)?\b")
_WORD = re.compile(r"[a-z-]+")


class Words(msgspec.Struct, frozen=True):
    """The lexicon, ready to be asked."""

    links: tuple[str, ...]
    weak_links: tuple[str, ...]
    link_openings: tuple[str, ...]
    link_endings: tuple[str, ...]
    labels: frozenset[str]
    label_openings: tuple[str, ...]
    lines: frozenset[str]
    line_openings: tuple[str, ...]
    notices: tuple[str, ...]
    notice_openings: tuple[str, ...]
    account: frozenset[str]
    harm: tuple[str, ...]
    agencies: tuple[str, ...]
    pictures: tuple[str, ...]
    caption_openings: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of ``lexicon/furniture.yaml``, read once."""
    return msgspec.convert(entries("furniture"), Words)


def tells_of_harm(low: str) -> bool:
    """Whether words in small letters speak of people harmed."""
    return any(stem in low for stem in words().harm)


def find(text: str, blocks: Sequence[Block], *, wrapped: bool = False) -> Spans:
    """The stretches of ``blocks`` that are furniture, in order, disjoint; whole blocks or sentences of them."""
    whole = {i for i, block in enumerate(blocks) if _is_line(block)}
    whole |= _lists(blocks) | _timed(blocks)
    low_text = text.lower()
    holding = [phrase for phrase in words().notices if phrase in low_text]
    opening = [phrase for phrase in words().notice_openings if phrase in low_text]
    found: Spans = []
    for i, block in enumerate(blocks):
        if i in whole:
            found.append((block.start, block.end))
        else:
            found += _notices(text, block, holding, opening, wrapped)
    return _wall(blocks, found)


def _is_line(block: Block) -> bool:
    """Whether a whole line is a link to another story, a button, a byline or an address."""
    low = block.low
    if len(low) > LONGEST_LINE:
        return False
    key = low.strip(_MARKS)
    if not key:
        return True
    lexicon = words()
    if key in lexicon.lines or _COUNT.sub("", key).strip(_MARKS) in lexicon.lines:
        return True
    if low.startswith(lexicon.link_openings) or low.lstrip(_MARKS).startswith(lexicon.line_openings):
        return True
    if low.startswith(lexicon.line_openings) or _is_link(block):
        return True
    if _ends_as_link(block):
        return True
    if _ADDRESS.match(block.text):
        return True
    return bool(_BYLINE.match(block.text[0].lower() + block.text[1:]) and not _WEEKDAY.search(block.text))


def _ends_as_link(block: Block) -> bool:
    """Whether a line is another story's headline with its label behind it; no sentence may end before the label."""
    if block.full_stop or not block.low.endswith(words().link_endings):
        return False
    ending = next(ending for ending in words().link_endings if block.low.endswith(ending))
    title = block.text[: len(block.text) - len(ending)].rstrip(" \t|>»-–—")
    return not title.endswith((".", "!", "…", '."', ".”", ".'", ".’")) and _SENTENCE_END.search(title) is None


def _is_link(block: Block) -> bool:
    """Whether a line opens with the label of a link: "Related: ...", "READ MORE | ...", "Related StoryBombs ..."."""
    low = block.low.lstrip(_MARKS)
    skipped = len(block.low) - len(low)
    if not low.startswith((*words().links, *words().weak_links)):
        return block.start > 0 and not block.ended and block.words >= 4 and _is_glued(block.text)
    for label in (*words().links, *(() if block.full_stop else words().weak_links)):
        if not low.startswith(label):
            continue
        rest = block.text[skipped + len(label) :]
        if _AFTER_LABEL.match(rest):
            return True
        if " " in label and _GLUED.match(rest) and block.text[skipped + len(label) - 1].islower():
            return True
        if (
            " " in label
            and label.startswith(("related", "read"))
            and not block.full_stop
            and _GLUED.match(rest.lstrip())
        ):
            return True
    return False


def _is_glued(line: str) -> bool:
    """Whether a line is a label and a title with an unspaced colon between, and no sentence or post of its own."""
    return _GLUED_COLON.search(line) is not None and _SENTENCE_END.search(line) is None and "(@" not in line


def _lists(blocks: Sequence[Block]) -> set[int]:
    """The labels that head a list of links, with the headlines under them."""
    found: set[int] = set()
    lexicon = words()
    for i, block in enumerate(blocks):
        key = block.low.strip(_MARKS)
        named = len(block.low) <= 60 and key.startswith(lexicon.label_openings) and not block.full_stop
        if key not in lexicon.labels and not named:
            continue
        found.add(i)
        for j in range(i + 1, min(i + 1 + LONGEST_LIST, len(blocks))):
            if blocks[j].full_stop or len(blocks[j].low) > 200 or blocks[j].words < 2:
                break
            found.add(j)
    return found


def _timed(blocks: Sequence[Block]) -> set[int]:
    """Titles of films behind their length ("1:47 Crowd gathers at the gate"): three or more, in no order of time.

    A timeline of the story's own events has the same form, but its times rise or fall throughout.
    """
    lines = [i for i, block in enumerate(blocks) if _TIMED.match(block.text) and len(block.low) <= 200]
    lines = [i for i in lines if not blocks[i].full_stop]
    if len(lines) < 3:
        return set()
    lengths = [tuple(int(n) for n in blocks[i].text.split(None, 1)[0].split(":")) for i in lines]
    return set() if lengths in (sorted(lengths), sorted(lengths, reverse=True)) else set(lines)


def _notices(text: str, block: Block, holding: list[str], opening: list[str], wrapped: bool) -> Spans:
    """The sentences of a block that are notices of the page's own."""
    low = block.low
    phrases = [phrase for phrase in holding if phrase in low]
    starts = tuple(phrase for phrase in opening if phrase in low)
    to_visitor = len(low) <= 2 * LONGEST_NOTICE and "you" in low and _account(low)
    if not phrases and not starts and not to_visitor and "follow " not in low and "@" not in low:
        return []
    found: Spans = []
    for start, end in sentences(text, block.start, block.end, wrapped=wrapped):
        said = text[start:end].lower()
        if len(said) > LONGEST_NOTICE or tells_of_harm(said):
            continue
        if any(phrase in said for phrase in phrases) or (starts and said.startswith(starts)) or _to_visitor(said):
            found.append((start, end))
    return found


def _to_visitor(low: str) -> bool:
    """Whether a sentence says how to follow or write to a reporter, or speaks of the visitor's account."""
    if "@" in low and _MAIL.search(low) and _CONTACT.search(low) and not _WITNESS.search(low):
        return True
    return (_FOLLOW.match(low) is not None and not _WITNESS.search(low)) or _account(low)


def _account(low: str) -> bool:
    """Whether words in small letters speak to a visitor of the page about accounts and letters."""
    if _YOU.search(low) is None or '"' in low or "“" in low or " said" in low or "police" in low:
        return False
    return len(words().account.intersection(_WORD.findall(low))) >= 2


def _wall(blocks: Sequence[Block], found: Spans) -> Spans:
    """Everything, where what is left beside the furniture is too little to be a story and tells of no harm."""
    marked = sum(end - start for start, end in found)
    total = sum(block.end - block.start for block in blocks)
    if marked < 0.5 * total or total - marked >= WALL_REST or not found:
        return found
    covered = set(found)
    rest = [block for block in blocks if (block.start, block.end) not in covered]
    if any(tells_of_harm(block.low) for block in rest):
        return found
    return [(block.start, block.end) for block in blocks]
