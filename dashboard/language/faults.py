"""What nobody foresaw: a sentence with a code for the reader, the rest in a log beside the data."""

import logging
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from dashboard.language.journal import TextLines, kind, place
from dashboard.language.words import Words

LOG = "perisai.log"

LIMIT = 5_000_000
"""Bytes after which the log begins anew; what it had stays beside it as perisai.log.1, until the next time."""

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())  # a command has said its sentence, and nothing beside it


def recorded(words: Words, folder: Path) -> str:
    """Write the error that is being handled into the log of the data folder; the sentence that names its code.

    The server's own log, where it is JSON, gets the code and the error's kind and place.
    """
    code = secrets.token_hex(4)
    record = _LOG.makeRecord(_LOG.name, logging.ERROR, __file__, 0, "code %s", (code,), sys.exc_info())
    try:
        _begin_anew(folder / LOG)
        (folder / LOG).touch(mode=0o600)  # an error's text may hold a row
        handler: logging.Handler = logging.FileHandler(folder / LOG, encoding="utf-8")
    except OSError:  # no folder, or none that may be written into: the terminal has it
        handler = logging.StreamHandler()
    handler.setFormatter(TextLines("%(asctime)s %(message)s"))
    handler.handle(record)
    handler.close()
    error = sys.exc_info()[1]
    known = {"error": kind(error), "at": place(error)} if error else {}
    _LOG.error("code %s", code, extra={"about": {"code": code, **known}})
    return words("base.fault", code=code, log=LOG)


def _begin_anew(log: Path) -> None:
    # Another process may have moved it just now, and on Windows one that writes into it forbids it.
    with suppress(OSError):
        if log.stat().st_size > LIMIT:
            log.replace(log.with_name(f"{LOG}.1"))
