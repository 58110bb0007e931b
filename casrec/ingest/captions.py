"""Captions and credits of photographs and films. They are kept as passages of their own: a caption may hold a toll."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casrec.ingest.blocks import Block
from casrec.ingest.furniture import words

LONGEST = 600  # a longer line with a credit at its end is a paragraph of the story

_CLOSED = re.compile(r"CLOSE (?=[A-Z][a-z])")  # the button of a film's window, its caption behind it
_GALLERY = re.compile(r"(?:image|photo|picture|slide)?\s*\d{1,3} of \d{1,3}\b", re.IGNORECASE)


def find(blocks: Sequence[Block]) -> set[int]:
    """The indexes of the blocks that are captions or credits."""
    return {i for i, block in enumerate(blocks) if len(block.low) <= LONGEST and _is_caption(block)}


def _is_caption(block: Block) -> bool:
    """Whether a line is a caption: by how it opens, or by the credit it ends in."""
    low = block.low.strip(" ​")
    if _CLOSED.match(block.text):
        return True
    if low.startswith(words().caption_openings) or "view full caption" in low or _GALLERY.match(low):
        return True
    return bool(_opening().match(low) or _credit().search(low[-120:]) or _agency().search(low[-80:]))


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """A picture word and a mark at the start: "PHOTO: ...", "Video | ...", or with nothing behind it."""
    pictures = "|".join(map(re.escape, words().pictures))
    return re.compile(rf"\W{{0,2}}(?:{pictures})(?:\s*[:|(]|\s+(?:via|courtesy|by)\b|\s*\W*$)")


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    """A credit at the end: "Photo via NAME", "(Source: NAME)", "Image courtesy of NAME", "Photograph: NAME"."""
    pictures = "|".join(map(re.escape, words().pictures))
    return re.compile(
        rf"(?:^|[\s(\[.])(?:{pictures})(?:\s*:\s*[^\s.!?][^!?]{{0,80}}"
        rf"|\s+(?:via|by|from|credit|courtesy(?:\s+of)?)[: ]\s*[^\s.!?][^.!?]{{0,80}}\)?)$"
        rf"|\((?:file )?(?:{pictures})\)$|\bcourtesy (?:photo|image|of [^.]{{2,40}})\)?$"
        rf"|\((?:police |family )?hand-?out\)$|\(published [^()]{{5,40}}\)$"
        rf"|\([\w .'’-]{{0,40}}(?:/\s?|, | for )[\w .'’-]{{2,40}}(?:news|times|tribune|daily|post|herald|tv|star)\s?\)$"
    )


@lru_cache(maxsize=1)
def _agency() -> re.Pattern[str]:
    """An agency at the end behind "/", "-" or "(", or nothing but agencies and the names of photographers."""
    names = "|".join(sorted(map(re.escape, words().agencies), key=len, reverse=True))
    return re.compile(
        rf"(?:/\s*|\s[-–—]\s*|\()(?:{names})(?: photos?| pictures?| images?)?\)?\.?$"
        rf"|^(?:{names})(?:\s*[/,]\s*(?:{names}))*$"
        rf"|\((?:ap photo|afp photo|reuters|getty images|photo)\s*[/:]\s*[^()]{{2,60}}\)$"
        rf"|\b(?:afp photo|ap photo|reuters)\s*/\s*[\w .'’-]{{2,40}}$"
        rf"|\s[-–—/]\s[\w .'’-]{{2,40}}\s(?:file )?(?:photo|picture|image|graphic|video)s?$"
    )
