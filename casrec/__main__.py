"""``python -m casrec``."""

import sys

from casrec.cli import main

if __name__ == "__main__":
    sys.exit(main())
