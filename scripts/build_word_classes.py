"""Make casrec/lexicon/word_classes.txt: common English words by their most frequent part of speech.

usage: build_word_classes.py EN_LEXICON OUT

EN_LEXICON is en-lexicon.txt as the PyPI package textblob 0.20.1 carries it (in textblob/en/): the lexicon of Brill's
rule-based tagger, trained on the Brown corpus and the Penn Treebank, copyright 1993 by the Massachusetts Institute of
Technology and the University of Pennsylvania, MIT licence. Kept are the words that it holds in small letters, each
with one letter for its class, and after them those that are also names when written with a capital.
"""

from __future__ import annotations

import sys
from pathlib import Path

CLASSES = {
    "NN": "N", "NNS": "P", "JJ": "J", "JJR": "J", "JJS": "J", "VB": "V", "VBP": "V", "VBZ": "V", "VBD": "D",
    "VBN": "E", "VBG": "G", "RB": "R", "RBR": "R", "RBS": "R",
}  # fmt: skip


def main(source: Path, out: Path) -> None:
    """Read the lexicon, write the table."""
    words: dict[str, str] = {}
    names: set[str] = set()
    for line in source.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if line.startswith(";;;") or len(parts) != 2 or not parts[0].isalpha() or not parts[0].isascii():
            continue
        word, tag = parts
        if word.islower() and tag in CLASSES:
            words[word] = CLASSES[tag]
        elif word[0].isupper() and word[1:].islower() and tag == "NNP":
            names.add(word.lower())
    rows = [f"{kind} {' '.join(sorted(w for w in words if words[w] == kind))}" for kind in sorted(set(words.values()))]
    rows.append(f"name {' '.join(sorted(names & set(words)))}")
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
