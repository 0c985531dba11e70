"""The command line: `python -m dashboard COMMAND`."""

import os
import sys

from dashboard import settings
from dashboard.cli import main
from dashboard.language import faults
from dashboard.language.words import words_in

CLOSED = 141
"""What a program answers whose reader has gone, as `| head` goes."""


def run(arguments: list[str]) -> int:
    """Run one command. Where nobody reads on, the rest is not said; what nobody foresaw is a sentence with a code."""
    try:
        code = main.main(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    except Exception:
        chosen = settings.read()
        print(faults.recorded(words_in(chosen.language), chosen.folder), file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
