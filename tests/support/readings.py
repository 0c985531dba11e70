"""Files read once a worker: the tests of what a load does give the same few files to check, load and load again."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from seed.checks import parse

MOST = 500
"""So many files stay read; a drawn one is rarely met again."""


def share() -> None:
    """From here on a file that was read, with the same name, place and day, is not read again: nothing else counts.

    A file that lies somewhere is read each time.
    """
    read = parse.read_file
    remembered = lru_cache(MOST)(read)

    def read_file(name: str, given: bytes | Path, today: date, position: int) -> list[parse.Source]:
        if isinstance(given, Path):
            return read(name, given, today, position)
        return list(remembered(name, bytes(given), today, position))

    parse.read_file = read_file
