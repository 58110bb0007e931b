"""The command line: one verb a stage. Only the parser lives here; the work is loaded when a command is run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from casrec import __version__
from casrec.errors import CasrecError, UsageError
from casrec.settings import HELP, Settings

OK, SOME_FAILED, WRONG_USAGE = 0, 1, 2

DESCRIPTION = """casrec reads conflicting reports of violent incidents and disasters, takes out every sourced claim
with the exact words that make it, and reconciles the claims into incident records."""


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal. Asked where it is needed, the width costs a tenth of ``casrec --help``: for each
    argument, and with it the modules that pack archives."""

    def __init__(self, prog: str, **given: Any) -> None:
        super().__init__(prog, **{"width": _width(), **given})


@lru_cache(maxsize=1)
def _width() -> int:
    """The width of help: what COLUMNS says, else that of the terminal, else of 80 columns."""
    said = os.environ.get("COLUMNS", "")
    try:
        columns = int(said) if said.isdigit() and int(said) > 0 else os.get_terminal_size(1).columns
    except (OSError, ValueError):
        columns = 0
    return (columns or 80) - 2


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="casrec", description=DESCRIPTION, formatter_class=_Formatter)
    top.add_argument("--version", action="version", version=f"casrec {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", required=True)

    def verb(name: str, help: str, *, store: bool = False, paths: str = "", workers: bool = False) -> _Parser:
        sub = verbs.add_parser(name, help=help, description=help, formatter_class=_Formatter)
        if paths:
            sub.add_argument("paths", nargs=paths, metavar="PATH", help="file, folder, or - for standard input")
        if store:
            sub.add_argument("--store", default=Settings().store, metavar="URL", help=HELP["store"])
        if workers:
            sub.add_argument("--workers", type=int, default=Settings().workers, metavar="N", help=HELP["workers"])
            sub.add_argument("--engine", default=Settings().engine, metavar="NAME", help=HELP["engine"])
        loud = sub.add_mutually_exclusive_group()
        loud.add_argument("--quiet", action="store_true", help="no progress, no summary; errors only")
        loud.add_argument("--verbose", action="store_true", help="say more about what is done")
        return sub

    run = verb("run", "all stages: read reports, extract claims, link and reconcile incidents, write their dossiers",
               store=True, paths="+", workers=True)  # fmt: skip
    run.add_argument("--out", default=Settings().out, metavar="DIR", help=HELP["out"])
    run.add_argument("--json", action="store_true", help="print the outcome as JSON")

    verb("read", "read reports and write them as JSON lines", paths="+")

    extract = verb("extract", "take the claims out of reports (paths, or report lines on standard input)",
                   paths="*", workers=True)  # fmt: skip
    extract.add_argument("--format", choices=["records", "jsonl", "summaries"], default="records",
                         help="records: report and claim records for the next stage; jsonl: one statement a line, as "
                         "scored; summaries: killed and injured as each report states them")  # fmt: skip

    verb("link", "join report and claim lines on standard input into incidents")
    verb("reconcile", "reconcile record lines on standard input into dossiers, one a line")

    show = verb("show", "print the incidents of a store, or one incident's dossier", store=True)
    show.add_argument(
        "incident", nargs="?", metavar="INCIDENT", help="an incident's id, the start of one, or words of its title"
    )
    show.add_argument("--at", metavar="TIME", help="as it was known then: an ISO date or instant (2016-05-23T16:00Z)")
    show.add_argument("--json", action="store_true", help="print the dossier as JSON")

    explain = verb("explain", "the chain from an incident's published numbers to the words", store=True)
    explain.add_argument(
        "incident", metavar="INCIDENT", help="an incident's id, the start of one, or words of its title"
    )
    explain.add_argument("figure", nargs="?", metavar="FIGURE", help="a harm (killed), or harm:group (killed:children)")

    export = verb("export", "write the incidents of a store in another format", store=True)
    export.add_argument("--as", dest="format", required=True, metavar="NAME",
                        help="name of an exporter; an unknown one lists those installed")  # fmt: skip
    export.add_argument("--out", metavar="PATH", help="file or folder; standard output where left out")

    verb("rebuild", "make all that is derived again from what is kept; the same bytes each time", store=True,
         workers=True)  # fmt: skip

    judge = verb("judge", "decide that two mentions are of the same incident or not, or accept or reject a claim",
                 store=True)  # fmt: skip
    judge.add_argument("left", metavar="ID", help="a mention's id, or the claim's")
    judge.add_argument("right", nargs="?", metavar="ID", help="the other mention's id")
    judge.add_argument("--verdict", required=True, choices=["same", "different", "unsure", "accepted", "rejected"],
                       help="what was decided")  # fmt: skip
    judge.add_argument("--by", required=True, metavar="NAME", help="who decided")
    judge.add_argument("--reason", default="", metavar="WORDS", help="why")

    withdraw = verb("withdraw", "blank a report's words for people's safety, leaving a record that it was done",
                    store=True)  # fmt: skip
    withdraw.add_argument("report", metavar="REPORT", help="a report's id or name")
    withdraw.add_argument("--by", required=True, metavar="NAME", help="who asked")
    withdraw.add_argument("--reason", required=True, metavar="WORDS", help="why")

    score = verb("score", "measure the program against annotated reports and real events")
    score.add_argument("gold", nargs="?", metavar="GOLD_DIR",
                       help="one gold set, or a folder of several; ../shared where left out")  # fmt: skip
    score.add_argument("--pin", action="store_true", help="raise the pinned floors to what was measured")
    score.add_argument("--check", action="store_true", help="fail where a measure is below its pinned floor")
    score.add_argument("--errors", type=int, default=0, metavar="N", help="list up to N errors of each class")
    score.add_argument("--floors", default="docs/floors.json", metavar="FILE", help="where the floors are pinned")
    score.add_argument("--report", metavar="FILE", help="write the table to a Markdown file (docs/accuracy.md)")
    score.add_argument("--json", action="store_true", help="print the measures as JSON")
    return top


_Parser = argparse.ArgumentParser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: done, but some report failed (each named on stderr); 2: wrong usage."""
    args = parser().parse_args(argv)
    try:
        return int(import_module("casrec.commands").run(args.verb, args))
    except UsageError as exc:
        print(f"casrec {args.verb}: {exc}", file=sys.stderr)
        return WRONG_USAGE
    except CasrecError as exc:
        print(f"casrec {args.verb}: {exc}", file=sys.stderr)
        return SOME_FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        print(f"casrec {args.verb}: stopped; what was done is kept, run it again to go on", file=sys.stderr)
        return SOME_FAILED


if __name__ == "__main__":
    sys.exit(main())
