"""What could not be written, since the database was locked or away: said in a sentence, and nothing typed is lost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
import streamlit as st

from dashboard.language.words import Words

_UNSAVED = "unsaved_act"
_log = logging.getLogger(__name__)


@contextmanager
def noticed() -> Iterator[None]:
    """Around what a callback writes: where it cannot, what stands behind it is left undone, so that the form stays as
    it was filled in, and `say` tells so in the run that follows. An error in a callback would end the run before the
    form is drawn, and Streamlit forgets what stands in a form that is not drawn."""
    st.session_state.pop(_UNSAVED, None)
    try:
        yield
    except sa.exc.OperationalError as error:
        _log.warning("not written: %s", error.orig)
        st.session_state[_UNSAVED] = True


def say(words: Words) -> None:
    """Say once that what was sent last was not written."""
    if st.session_state.pop(_UNSAVED, False):
        st.error(words("base.unsaved"), icon=":material/cloud_off:")
