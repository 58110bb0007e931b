"""Claims of one incident reconciled: ``reconcile(incident, children, reports, claims, echoes) -> Reconciled``."""

from casrec.reconcile.estimate import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile"]
