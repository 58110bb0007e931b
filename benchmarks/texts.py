"""The texts that speed is measured on: casualty news, mixed news, and web pages made of them."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

from casrec.errors import ReportError
from casrec.ingest.reports import read
from casrec.records import Report
from casrec.settings import Settings

SHOOTINGS = "corpora/events-gva-dev/reports.jsonl"
EVENTS = "corpora/events-world-dev/reports.jsonl"
POLITICS = "corpora/attribution-polnear-dev/train/text"
EXAMPLES = Path(__file__).parents[1] / "examples"
ONE_IN = 20  # reports of mixed news, of which one tells of an incident
_NUMBER = re.compile(r"\d+")
# Articles of our own that tell of no harm, for mixed news where the corpora are absent.
_PEACE = (
    "The council voted on Monday to widen the road along the river, ending a debate that began in 2019. Members of "
    "both parties spoke in favour. The mayor said the work would cost 12 million and take two years.",
    "Voters in the northern districts go to the polls on Sunday to choose 40 members of the assembly. Surveys give "
    "the governing party 31 percent. Its leader, asked about a coalition, said that he would rule nothing out.",
    "The orchestra opened its season before 900 listeners with two symphonies and a new work for strings. The "
    "conductor, who joined in March, was applauded for several minutes. Tickets for the next evening are sold out.",
)


class Texts(NamedTuple):
    """Reports, and in words where they are from."""

    reports: list[Report]
    origin: str


def casualty(shared: Path, count: int) -> Texts:
    """Reports of shootings and of large events, nine to one; of our examples where the corpora are absent."""
    if not (shared / SHOOTINGS).exists() or not (shared / EVENTS).exists():
        return Texts(_repeated(_examples(), count), "our own examples with other numbers (the corpora are not here)")
    events = max(1, count // 10)
    far = _reports([shared / EVENTS], events)
    near = _reports([shared / SHOOTINGS], count - events)
    mixed = [report for group in _shares(near, far) for report in group]
    return Texts(_repeated(mixed, count), "shootings and large events of the corpora, nine to one")


def mixed(shared: Path, count: int) -> Texts:
    """News of which one report in ONE_IN tells of an incident; articles beyond those held come again with other
    numbers."""
    told = casualty(shared, max(1, count // ONE_IN))
    folder = shared / POLITICS
    if folder.is_dir():
        others, origin = _reports(sorted(folder.glob("*.txt")), count), "political articles of the corpora"
    else:
        others = [Report.make(name=f"peace-{i}", text=text, language="en") for i, text in enumerate(_PEACE)]
        origin = "three short articles of our own"
    rest = _repeated(others, count - len(told.reports))
    for at, report in enumerate(told.reports):
        rest.insert(at * ONE_IN, report)
    return Texts(rest, f"1 in {ONE_IN} of {told.origin}, the rest {origin}")


def page(report: Report) -> bytes:
    """A web page that tells a report between the furniture that pages have."""
    title = html.escape(report.title or report.name)
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in report.text.split("\n") if line.strip())
    links = "".join(f'<li><a href="/section/{i}">Section {i}</a></li>' for i in range(40))
    cards = "".join(
        f'<div class="card"><a href="/story/{i}"><img src="/i/{i}.jpg" alt=""><span>Another story, {i}</span></a>'
        f'<span class="meta">{i} hours ago</span></div>'
        for i in range(30)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{report.outlet or "News"}">'
        f'<meta property="article:published_time" content="{report.published or ""}">'
        f"<style>.a{{margin:0}}</style><script>var x = 1;</script></head><body>"
        f"<header><nav><ul>{links}</ul></nav></header>"
        f'<main><article><h1>{title}</h1><div class="byline">By our staff</div>\n{body}\n'
        f'<div class="share"><a href="#">Share</a><a href="#">Mail</a></div></article>'
        f'<aside class="related">{cards}</aside></main>'
        f"<footer><ul>{links}</ul><p>About us. Contact. Terms of use.</p></footer></body></html>"
    ).encode()


def size(reports: Sequence[Report]) -> str:
    """How many reports and how much text, in words."""
    return f"{len(reports):,} reports, {sum(len(report.text) for report in reports) / 1e6:.2f} million characters"


def _shares(near: Sequence[Report], far: Sequence[Report]) -> Iterable[tuple[Report, ...]]:
    """Groups of nine near reports and one far one, so that every slice of the whole is alike."""
    nine = [near[i : i + 9] for i in range(0, len(near), 9)]
    for group, one in zip_longest(nine, far):
        yield (*(group or ()), *((one,) if one is not None else ()))


def _examples() -> list[Report]:
    """The reports of our examples."""
    return _reports([path for path in sorted(EXAMPLES.iterdir()) if path.is_dir()], 100)


def _repeated(reports: Sequence[Report], count: int) -> list[Report]:
    """So many reports: those given, then again those with other numbers, so that nothing remembered of one helps."""
    draw = random.Random(1)
    again = (_renumbered(reports[i % len(reports)], i, draw) for i in range(len(reports), count))
    return list(islice(chain(reports, again), count))


def _renumbered(report: Report, copy: int, draw: random.Random) -> Report:
    """A report with other numbers of as many digits."""
    text = _NUMBER.sub(lambda match: "".join(str(draw.randrange(1, 10)) for _ in match.group()), report.text)
    return Report.make(
        name=f"{report.name}-{copy}", text=text, title=report.title, language=report.language,
        outlet=report.outlet, published=report.published, passages=report.passages,
    )  # fmt: skip


def _reports(paths: Iterable[Path], count: int) -> list[Report]:
    """The first ``count`` reports of some files."""
    found = read([str(path) for path in paths], Settings())
    return list(islice((item.report for item in found if not isinstance(item, ReportError)), count))
