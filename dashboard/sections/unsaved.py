"""What could not be written, since the database was locked or away, or since who sent it may write it no more: said in
a sentence, and nothing typed is lost."""

import logging
from collections.abc import Callable
from functools import wraps

import sqlalchemy as sa
import streamlit as st

from dashboard import settings
from dashboard.language.words import Words
from dashboard.shell import auth
from queries.access import AccessDenied
from queries.db.memo import P

_UNSAVED = "unsaved_act"
_SAID = {"unsaved": ":material/cloud_off:", "refused": ":material/lock:"}
"""What is said, by its text, with its icon."""

_log = logging.getLogger(__name__)


def noticed() -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Around what a callback writes: where it cannot, what stands behind it is left undone, so that the form stays as
    it was filled in, and `say` tells so in the run that follows. An error in a callback would end the run before the
    form is drawn, and Streamlit forgets what stands in a form that is not drawn.

    Who acts is asked for anew: callbacks come before the run that asks, and hold what the last one drew."""

    def around(write: Callable[P, None]) -> Callable[P, None]:
        @wraps(write)
        def noticing(*args: P.args, **named: P.kwargs) -> None:
            st.session_state.pop(_UNSAVED, None)
            try:
                if _is_theirs():
                    write(*args, **named)
            except sa.exc.OperationalError as error:
                _log.warning("not written: %s", error.orig)
                st.session_state[_UNSAVED] = "unsaved"

        return noticing

    return around


def _is_theirs() -> bool:
    try:
        auth.require_unchanged(settings.read())
    except AccessDenied:
        st.session_state[_UNSAVED] = "refused"
        return False
    return True


def say(words: Words) -> None:
    """Say once that what was sent last was not written."""
    why = st.session_state.pop(_UNSAVED, "")
    if why:
        st.error(words(f"base.{why}"), icon=_SAID[why])
