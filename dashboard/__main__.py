"""The command line: `python -m dashboard COMMAND`."""

import os
import sys

from dashboard.cli import main

CLOSED = 141
"""What a program answers whose reader has gone, as `| head` goes."""


def run(arguments: list[str]) -> int:
    """Run one command. Where nobody reads on, the rest is not said."""
    try:
        code = main.main(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
