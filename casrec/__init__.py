"""casrec: a casualty recorder. From conflicting reports to one sourced incident record."""

__version__ = "0.1.0"
