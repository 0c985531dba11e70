"""Who does something on the command line, as it is recorded. Its words are in cli.toml."""

import argparse
import getpass
import os

from dashboard.language.words import Words
from dashboard.settings import Settings

LONGEST = 80
"""Characters of a name; with the computer's user they fit the database's column."""


class NameGivenError(ValueError):
    """A name that is none; the message says what to write, in the reader's language."""


def settle(asked: argparse.Namespace, chosen: Settings, words: Words) -> None:
    """Set `by` of a command that has it: the name of the settings, or the one given beside the user of the computer,
    since anybody can give any. Raises NameGivenError.
    """
    if "by" in asked:
        asked.by = chosen.viewer_name if asked.by is None else _recorded(asked.by, words)


def printed(name: str) -> str:
    """A name from outside as it may be printed: what steers a terminal stands as a space."""
    return "".join(letter if letter.isprintable() else " " for letter in name)


def _recorded(given: str, words: Words) -> str:
    name = " ".join(printed(given).split())
    if not name or len(name) > LONGEST:
        raise NameGivenError(words("cli.by.empty" if not name else "cli.by.long", longest=words.number(LONGEST)))
    return f"{name} ({user()})"


def user() -> str:
    """The user of the computer: not what the environment says, which whoever runs the command may set."""
    try:
        import pwd  # where there is none, the environment alone knows

        return pwd.getpwuid(os.getuid()).pw_name[:32]
    except (ImportError, KeyError):
        return getpass.getuser()[:32]
