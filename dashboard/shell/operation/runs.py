"""A page's run, as the server counts it and writes it down: which, for whom, how long."""

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.language import journal
from dashboard.settings import Settings
from dashboard.shell.identity import identity
from dashboard.shell.menu import START
from dashboard.shell.operation import metrics

_LOG = logging.getLogger(__name__)


@contextmanager
def run(settings: Settings, page: str) -> Iterator[None]:
    """Around the run of a page, by its address: counted, timed, and a line in the log where that is JSON."""
    began = time.perf_counter()
    with journal.about(page=page, session=_session(), viewer=_viewer(settings)):
        try:
            yield
        except Exception as error:
            metrics.FAULTS.labels(journal.kind(error)).inc()
            raise
        finally:
            seconds = time.perf_counter() - began
            metrics.PAGE_SECONDS.labels(page or START).observe(seconds)
            _LOG.info("page", extra={"about": {"ms": round(seconds * 1000)}})


def _session() -> str:
    """By what a session's lines are known: not its own code, with which its files can be fetched."""
    context = get_script_run_ctx(suppress_warning=True)
    return hashlib.sha256(context.session_id.encode()).hexdigest()[:12] if context else ""


def _viewer(settings: Settings) -> str:
    """The subject of who is signed in; who sits at a computer without sign-in is whoever sits there."""
    one = identity(settings)
    return "" if one is None else "local" if one.local else one.subject
