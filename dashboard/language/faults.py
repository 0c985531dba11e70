"""What nobody foresaw: a sentence with a code for the reader, the rest in a log beside the data."""

import logging
import secrets
import sys
from pathlib import Path

from dashboard.language.words import Words

LOG = "perisai.log"

_LOG = logging.getLogger(__name__)


def recorded(words: Words, folder: Path) -> str:
    """Write the error that is being handled into the log of the data folder; the sentence that names its code."""
    code = secrets.token_hex(4)
    record = _LOG.makeRecord(_LOG.name, logging.ERROR, __file__, 0, "code %s", (code,), sys.exc_info())
    try:
        (folder / LOG).touch(mode=0o600)  # an error's text may hold a row
        handler: logging.Handler = logging.FileHandler(folder / LOG, encoding="utf-8")
    except OSError:  # no folder, or none that may be written into: the terminal has it
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.handle(record)
    handler.close()
    return words("base.fault", code=code, log=LOG)
