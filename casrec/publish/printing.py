"""How a dossier's parts are printed: headings, paragraphs, tables, footnotes, as plain text of the terminal's width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casrec.publish import words
from casrec.publish.notes import Notes

if TYPE_CHECKING:
    from rich.console import Console

Cells = Sequence[str]


def console() -> Console:
    """Standard output, as wide as the terminal is."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def refs(notes: Notes, claims: Iterable[str]) -> str:
    """The footnotes of some claims: " [3, 9]"."""
    numbers = [str(number) for number, _ in notes.numbers(claims)]
    return f" [{', '.join(numbers)}]" if numbers else ""


def heading(out: Console, text: str) -> None:
    """A heading: a line of its own, in bold where the terminal can."""
    from rich.text import Text

    out.print()
    out.print(Text(words.clean(text), style="bold"))


def say(out: Console, text: str, bullet: str = "") -> None:
    """A paragraph, hung under its bullet."""
    from rich.table import Table
    from rich.text import Text

    if not bullet:
        out.print(Text(words.clean(text)))
        return
    grid = Table.grid(padding=0)
    grid.add_column(width=min(len(bullet), 11), no_wrap=True)
    grid.add_column()
    grid.add_row(Text(bullet), Text(words.clean(text)))
    out.print(grid)


def table(
    out: Console,
    title: str,
    head: Cells,
    rows: Sequence[Cells],
    *,
    keep: Sequence[int] = (),
    shares: Sequence[int] = (),
    header: bool = True,
) -> None:
    """A table, unless it has no rows; the columns in ``keep`` are not broken over lines.

    ``shares`` divides the width among the columns (0 takes what it needs); without it each is as wide as its words.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    if title:
        heading(out, title)
    grid = Table(box=SIMPLE_HEAD, show_header=header, pad_edge=False, padding=(0, 1), header_style="")
    grid.width = min(out.width, 110) if shares else None
    for index, name in enumerate(head):
        grid.add_column(
            Text(name), no_wrap=index in keep, overflow="fold", ratio=(shares[index] or None) if shares else None
        )
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    out.print(grid)
