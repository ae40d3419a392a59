"""`python -m cspdesk`."""

import sys

from cspdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
