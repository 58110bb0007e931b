"""Count how rare words are across happenings: casrec/link/rarity.json, numbers without any text.

usage: python scripts/count_rarity.py CORPORA

CORPORA is the folder of the development corpora. An event, or a single article, is a happening. What is kept apart for
validation is not counted. Counting over five corpora of five kinds (local crime, world news, politics, wire messages of
the 1980s, articles of many towns) keeps a word's rarity from being that of one of them. Train the linker anew after.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from train_linker import HERE, SETS, kept_apart, lines

from casrec.link.words import LEAST, terms
from casrec.scoring.muc import messages


def articles(root: Path) -> Iterator[str]:
    """Single reports of other corpora, those kept for validation left out: each is a happening of its own."""
    for path in sorted((root / "attribution-polnear-dev" / "train").rglob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for name in ("TR-News.xml", "lgl.xml"):
        for article in ElementTree.parse(root / "geoparsing-dev" / name).iter("article"):
            if not kept_apart(article.get("docid", "")):
                yield article.findtext("text", "")
    for path in sorted((root / "muc34-dev").glob("*/*")):
        if "muc" in path.name and not path.name.startswith("key-"):
            for name, text in sorted(messages(path).items()):
                if not (name.startswith("TST2") or kept_apart(name)):
                    yield text
    for document in lines(root / "gvdb-dev" / "documents.jsonl"):
        if not kept_apart(document["id"]):
            yield f"{document.get('title') or ''} . {document['text']}"


def counted(root: Path) -> dict[str, Any]:
    """Count in how many happenings each word and pair of words occurs: one event, or one article, is a happening."""
    counts: Counter[str] = Counter()
    happenings = 0
    for name in SETS:
        texts = {r["name"]: f"{r['title']} . {r['text'][:6000]}" for r in lines(root / name / "reports.jsonl")}
        for event in lines(root / name / "events.jsonl"):
            if not kept_apart(event["event"]):
                counts.update({term for report in event["reports"][:5] for term in terms(texts[report])})
                happenings += 1
    for text in articles(root):
        counts.update(set(terms(text[:6000])))
        happenings += 1
    kept = {term: count for term, count in sorted(counts.items()) if count >= (LEAST + 2 if " " in term else LEAST)}
    return {"happenings": happenings, "counts": kept}


def main() -> int:
    """Count, and write the table beside the linker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    table = json.dumps(counted(parser.parse_args().corpora), ensure_ascii=False, indent=0)
    (HERE / "rarity.json").write_text(table + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
