"""``python -m twoborders`` is ``twoborders``."""

import sys

from twoborders.cli import main

if __name__ == "__main__":
    sys.exit(main())
