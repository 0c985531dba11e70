"""The command line: `python -m dashboard COMMAND`."""

import sys

from dashboard.cli import main

if __name__ == "__main__":
    sys.exit(main.main(sys.argv[1:]))
