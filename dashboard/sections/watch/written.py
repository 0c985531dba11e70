"""What the forms of calls and of questions share: writing what somebody filled in, and saying whether it could be."""

from collections.abc import Callable

import sqlalchemy as sa
import streamlit as st

from dashboard.language.markdown import plain
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.db.engine import writing
from seed.writes.assigned import AssignedError


def written(
    view: View,
    area: str,
    permission: Permission,
    write: Callable[[sa.Connection], str],
    refusal: Callable[[str], str],
) -> bool:
    """Whether it could be written; what it says, or why not (`refusal` of the reason), is said by `result` next run."""
    view.viewer.require(permission)
    try:
        with writing(cache.engine(view.url)) as conn:
            st.session_state[_key(area)] = ("success", write(conn))
    except AssignedError as refused:
        st.session_state[_key(area)] = ("error", refusal(refused.reason))
        return False
    return True


def result(area: str) -> None:
    """Say once what became of the form that was sent last."""
    kind, message = st.session_state.pop(_key(area), ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(plain(message))


def _key(area: str) -> str:
    return f"{area}_written"
