"""`python -m pincite`: the same as the `pincite` script."""

import sys

from pincite.cli import main

if __name__ == "__main__":
    sys.exit(main())
