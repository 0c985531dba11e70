"""Where the server's own lines go, and in what form: to standard error, in words or as JSON (PERISAI_LOG)."""

import logging
from typing import Any

import streamlit.logger

from dashboard.language.journal import JsonLines, TextLines
from dashboard.settings import Settings

OURS = "dashboard"
"""The logger of all of ours."""


def write_lines(settings: Settings) -> None:
    """Have every logger of the process, ours, Streamlit's and the web server's, write lines of one form.

    As text ours says nothing but warnings, as the terminal of somebody who sits before it expects; as JSON each run of
    a page is a line.
    """
    json = settings.log == "json"
    formatter = JsonLines() if json else TextLines()

    def set_up(logger: Any) -> None:
        # In place of Streamlit's function of this name: it gives each of its loggers, now and later, a handler.
        for handler in [one for one in logger.handlers if isinstance(one, logging.StreamHandler)]:
            logger.removeHandler(handler)
        handler = logging.StreamHandler()
        handler.setFormatter(formatter)
        logger.streamlit_console_handler = handler
        logger.addHandler(handler)

    streamlit.logger.setup_formatter = set_up
    streamlit.logger.update_formatter()
    # An address has the reader's choice in it, and an upload's the session's own code: `Requests` writes what may be.
    logging.getLogger("uvicorn.access").disabled = True
    logging.captureWarnings(json)
    for name, level in ((OURS, logging.INFO if json else logging.WARNING), ("py.warnings", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.propagate = False
        set_up(logger)
