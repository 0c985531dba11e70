"""The command line: `python -m dashboard COMMAND`."""

import sys

from dashboard import commands

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
