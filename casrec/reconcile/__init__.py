"""Claims of one incident reconciled into estimates and findings."""
