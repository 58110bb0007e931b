"""The table of measures, in the terminal and as Markdown."""

from __future__ import annotations

from casrec import __version__

Rows = dict[str, float]

# What an afternoon's baseline, the best peer, or two careful annotators reach on the same set.
BASELINES: dict[tuple[str, str], str] = {
    ("jableh-tartus-2016", "figures F1"): "regular expression 0.667",
    ("news-dev", "figures F1"): "regular expression 0.635; two annotators 0.978",
    ("news-dev", "figures with implicit F1"): "two annotators 0.936",
    ("news-dev", "places F1"): "two annotators 0.807",
    ("news-dev", "source accuracy"): "always the outlet 0.77; two annotators 0.925",
    ("news-dev", "scope accuracy"): "always the main incident 0.92; two annotators 0.955",
    ("news-dev", "responsibility F1"): "two annotators 0.877",
    ("attribution-polnear-dev", "source F1"): "rules for quotations elsewhere 0.837",
    ("attribution-unseen", "source F1"): "regular expression 0.524",
    ("gvdb-dev", "killed exact"): "regular expression 0.848",
    ("gvdb-dev", "injured exact"): "regular expression 0.813",
    ("events-gva-dev", "B-cubed f1"): "TF-IDF 0.900",
    ("events-gva-dev", "mixed incidents"): "TF-IDF 70",
    ("events-gva-dev", "killed exact"): "regular expression 0.800",
    ("events-gva-dev", "injured exact"): "regular expression 0.662",
    ("events-gva-dev", "killed in range"): "regular expression 0.852",
    ("events-gva-dev", "injured in range"): "regular expression 0.733",
    ("events-world-dev", "B-cubed f1"): "TF-IDF 0.747",
    ("events-world-dev", "killed acceptable"): "regular expression 0.375",
    ("events-world-dev", "injured acceptable"): "regular expression 0.154",
    ("events-ecbplus-dev", "B-cubed f1"): "TF-IDF 0.959",
}


def cells(name: str, parts: dict[str, Rows]) -> list[tuple[str, str, str, str, str]]:
    """One row a measure: measure, all, the part read, the part kept apart, baseline."""
    rows = []
    for measure in parts["all"]:
        shown = [
            f"{parts[part][measure]:.3f}" if measure in parts.get(part, {}) else "-"
            for part in ("all", "read", "validation")
        ]
        rows.append((measure, shown[0], shown[1], shown[2], BASELINES.get((name, measure), "")))
    return rows


def print_table(results: list[tuple[str, dict[str, Rows], Rows]]) -> None:
    """One table for all sets, with the floor beside each measure."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Accuracy on development sets")
    for heading in ("set", "measure", "all", "read", "kept apart", "floor", "baseline"):
        table.add_column(heading, justify="right" if heading in {"all", "read", "kept apart", "floor"} else "left")
    for name, parts, floors in results:
        for row in cells(name, parts):
            floor = f"{floors[row[0]]:.3f}" if row[0] in floors else "-"
            table.add_row(name, *row[:4], floor, row[4])
        table.add_section()
    Console(width=None).print(table)


def markdown(results: list[tuple[str, str, dict[str, Rows]]], measured: str) -> str:
    """The same as a page of documentation; ``measured`` is the day."""
    lines = [
        "# Accuracy",
        "",
        f"Measured on {measured} by `casrec score --report docs/accuracy.md`, casrec {__version__}. The sets are",
        "development sets; *kept apart* is the third of each (by the MD5 of the name; half of attribution-unseen) that",
        "nobody read while writing rules. The linker was trained on the part read of the event sets, the tally of",
        "persons on that of gvdb-dev and events-gva-dev: there *kept apart* is the figure to go by.",
        "Measures are 0 to 1; *mixed incidents* is a count, *median width* a share of the true value.",
    ]
    for name, digest, parts in results:
        lines += ["", f"## {name}", "", f"Digest of the gold set: `{digest}`.", ""]
        lines += ["| measure | all | read | kept apart | baseline |", "|---|---:|---:|---:|---|"]
        lines += [f"| {' | '.join(row)} |" for row in cells(name, parts)]
    return "\n".join(lines) + "\n"
