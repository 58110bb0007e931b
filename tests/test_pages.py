"""The pages: self-contained, whole, the same bytes each time, and deaf to whatever a report tries to tell a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from casrec.publish import pages
from casrec.records import Actor, Dossier, Figure, Reaction, Responsibility, Source, replace
from casrec.terms import Harm
from tests import first_case

VOID = {"meta", "link", "img", "br", "hr", "input", "col", "rect", "path", "line", "circle"}


class Tree(HTMLParser):
    """All elements of a page with their attributes; fails where they are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def case() -> Dossier:
    return first_case.dossier()


@pytest.fixture(scope="module")
def text(case: Dossier) -> str:
    return pages.page(case)


@pytest.fixture(scope="module")
def tree(text: str) -> Tree:
    return Tree(text)


def test_a_page_asks_for_nothing_from_outside(tree: Tree, text: str) -> None:
    assert not [name for name, _ in tree.elements if name in {"script", "img", "link", "iframe", "object", "form"}]
    for name, attrs in tree.elements:
        assert not {"src", "srcset", "style"} & attrs.keys(), name
        assert not [key for key in attrs if key.startswith("on")], name
    assert not re.search(r"url\(|@import|@font-face", text)
    policy = next(m["content"] for m in tree.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_every_footnote_leads_to_its_words(tree: Tree, case: Dossier) -> None:
    ids = [attrs["id"] for _, attrs in tree.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    inner = [attrs["href"] for attrs in tree.all("a") if (attrs.get("href") or "").startswith("#")]
    assert inner
    assert {str(link)[1:] for link in inner} <= set(ids)
    assert {f"w-{claim.id}" for claim in case.claims} <= set(ids)


def test_a_page_can_be_read_by_ear_and_by_keyboard(tree: Tree) -> None:
    (html,) = tree.all("html")
    assert html["lang"] == "en"
    for landmark in ("header", "main", "footer", "nav"):
        assert tree.all(landmark), landmark
    assert len(tree.all("table")) == len(tree.all("caption"))
    assert all(attrs.get("scope") for attrs in tree.all("th"))
    assert all(attrs.get("aria-label") for attrs in tree.all("svg"))
    assert all(attrs.get("aria-labelledby") for attrs in tree.all("section"))
    headings = [int(name[1]) for name, _ in tree.elements if re.fullmatch(r"h\d", name)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert tree.elements[[name for name, _ in tree.elements].index("a")][1]["href"] == "#known"


def test_a_page_says_what_the_record_says(tree: Tree) -> None:
    said = " ".join("".join(tree.text).split())
    for words in ("78 to 148", "more than 148", "53 or more", "not stated", "144 killed", "petrol station"):
        assert words in said
    assert "At least 53" in said


def test_the_same_dossier_is_the_same_bytes(case: Dossier, text: str, tmp_path: Path) -> None:
    assert pages.write([case], tmp_path) == 1
    assert (tmp_path / f"{case.incident.id}.html").read_bytes() == text.encode()
    index = Tree((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert [attrs["href"] for attrs in index.all("a")] == [f"{case.incident.id}.html"]
    assert "78 to 148" in "".join(index.text)
    pages.Pages().export([case], tmp_path / "again")
    assert (tmp_path / "again" / "index.html").read_bytes() == (tmp_path / "index.html").read_bytes()


def test_incidents_that_are_only_recalled_are_folded_beside_others(case: Dossier, tmp_path: Path) -> None:
    recalled = replace(case, incident=replace(case.incident, id="inc-recalled", reports=()), children=(), grade=None)
    pages.write([case, recalled], tmp_path / "both")
    both = (tmp_path / "both" / "index.html").read_text(encoding="utf-8")
    assert "<summary>1 only recalled: no report here is mainly about it</summary>" in both
    assert list(Tree(both).all("details")) == [{"class": "recalled"}]
    pages.write([recalled], tmp_path / "alone")
    alone = Tree((tmp_path / "alone" / "index.html").read_text(encoding="utf-8"))
    assert ["open" in attrs for attrs in alone.all("details")] == [True]


EVIL = '</style></bdi><script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}"\'><svg onload=alert(3)>'


def _hostile(case: Dossier) -> Dossier:
    """The case with markup in every free word, and addresses that are no web addresses."""
    reports = [replace(r, outlet=EVIL, title=EVIL, name=EVIL, url=f"javascript:alert('{n}')") for n, r in
               enumerate(case.reports)]  # fmt: skip
    source = Source(text=EVIL, name=EVIL)

    def spoil(claim: Any) -> Any:
        content = claim.content
        if isinstance(content, Responsibility):
            content = replace(content, actor=Actor(text=EVIL, name=EVIL), through=EVIL)
        elif isinstance(content, Reaction):
            content = replace(content, actor=Actor(text=EVIL, name=EVIL), act=EVIL, object=EVIL)
        places = tuple(replace(place, text=EVIL, name=EVIL, admin1=EVIL, country=EVIL) for place in claim.places)
        mention = replace(claim.mention, label=EVIL)
        return replace(claim, content=content, sources=(source,), places=places, mention=mention)

    place = tuple(replace(p, text=EVIL, name=EVIL, admin1=EVIL, country=EVIL) for p in case.incident.places)
    return replace(
        case,
        incident=replace(case.incident, title=EVIL, places=place),
        reports=tuple(reports),
        claims=tuple(spoil(claim) for claim in case.claims),
        findings=tuple(replace(f, sentence=EVIL) for f in case.findings),
        estimates=tuple(replace(e, reason=EVIL) for e in case.estimates),
    )


def test_nothing_a_report_holds_becomes_markup(case: Dossier, tmp_path: Path) -> None:
    pages.write([_hostile(case)], tmp_path)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        tree = Tree(text)
        assert not [name for name, _ in tree.elements if name in {"script", "img", "iframe"}]
        assert not [attrs for _, attrs in tree.elements if any(key.startswith("on") for key in attrs)]
        links = [attrs.get("href") or "" for attrs in tree.all("a")]
        assert not [link for link in links if "javascript" in link.lower()]
        assert text.count("</style>") == 1
        assert "{{ 7*7 }}" in "".join(tree.text)


def test_words_of_a_report_that_are_markup_are_shown_as_words() -> None:
    case = first_case.dossier()
    report = case.reports[0]
    evil = "<script>alert(1)</script> & so on. "
    longer = replace(report, text=evil + report.text)
    moved = tuple(
        replace(claim, span=longer.span(claim.span.start + len(evil), claim.span.end + len(evil)))
        if claim.report == report.id
        else claim
        for claim in case.claims
    )
    at = longer.span(0, len(evil) - 1)
    figure = Figure(who="people", harm=Harm.KILLED, low=1, high=1, wording="so on")
    first = replace(moved[0], id="clm-evil", span=at, content=figure)
    held = replace(case.incident, claims=(*case.incident.claims, "clm-evil"))
    spoilt = replace(case, incident=held, reports=(longer, *case.reports[1:]), claims=(first, *moved))
    tree = Tree(pages.page(spoilt))
    assert not tree.all("script")
    assert "<script>alert(1)</script> & so on." in "".join(tree.text)


def test_a_file_name_stays_in_its_folder(case: Dossier, tmp_path: Path) -> None:
    away = replace(case, incident=replace(case.incident, id="../../etc/x"))
    pages.write([away], tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["______etc_x.html", "index.html"]


def test_an_empty_dossier_makes_a_page(case: Dossier) -> None:
    bare = Dossier(incident=replace(case.incident, children=(), places=(), when=None, kind=None, claims=(), reports=()))
    said = "".join(Tree(pages.page(bare)).text)
    assert "not stated" in said
    assert "No report says who is responsible." in said
