"""The commands that change what a store keeps, or make again what it derives: rebuild, judge, withdraw."""

from __future__ import annotations

from argparse import Namespace

from casrec import pipeline
from casrec.commands.shared import OK, engine, progress
from casrec.errors import UsageError
from casrec.records import Judgement
from casrec.store import open_store
from casrec.terms import Verdict


def rebuild(args: Namespace) -> int:
    """Derived records again."""
    with progress(args) as tick:
        pipeline.rebuild(open_store(args.store), tick, engine(args).map)
    return OK


def judge(args: Namespace) -> int:
    """A person's judgement, kept."""
    from datetime import UTC, datetime

    verdict = Verdict(args.verdict)
    of_mentions = verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
    if of_mentions == (args.right is None):
        raise UsageError(f"{verdict} is said of {'two mentions' if of_mentions else 'one claim'}")
    if args.by.startswith("rule:"):
        raise UsageError("--by names a person; rules judge by themselves")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    store = open_store(args.store)
    judgement = Judgement.make(left=args.left, right=args.right, verdict=verdict, by=args.by, made=made,
                               reason=args.reason)  # fmt: skip
    pipeline.judge(store, judgement)
    return OK


def withdraw(args: Namespace) -> int:
    """A report's words, blanked."""
    pipeline.withdraw(open_store(args.store), args.report, by=args.by, reason=args.reason)
    return OK
