"""Taking the newest load back, on the page: what would be undone, a question, what happened. The Streamlit edge."""

import streamlit as st

from dashboard import settings
from dashboard.imports import imports, report
from dashboard.language.markdown import plain
from dashboard.view import cache
from dashboard.view.view import View
from queries import loads
from queries.access import Permission
from seed.writes.undo import UndoError

_ASKED, _MESSAGE = "undo_asked", "undo_message"


def form(view: View) -> None:
    """The load that would be undone, and the button. Nothing for the demonstration: no file of the branch is in it."""
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(message)
    newest = None if view.holding.is_demo else view.ask_anew(loads.undoable)
    if newest is None:
        return
    words, load = view.words, newest["load"]
    st.subheader(words("undo.title"), anchor=False)
    st.markdown(words("undo.about"))
    _describe(view, newest)
    number = words.number(load)
    if st.session_state.get(_ASKED) not in (None, load):
        st.warning(words("undo.refused.another"))
        _ask(None)
    if st.session_state.get(_ASKED) != load:
        st.button(words("undo.ask", load=number), key="undo", on_click=_ask, args=(load,), icon=":material/undo:")
        return
    st.warning(words("undo.sure", load=number, rows=words.count("row", newest["changed"])))
    with st.container(horizontal=True):
        sure = st.button(words("undo.yes", load=number), key="undo-yes", type="primary")
        st.button(words("undo.no"), key="undo-no", on_click=_ask, args=(None,))
    if sure:
        _undo(view, load)


def _describe(view: View, newest: dict) -> None:
    words = view.words
    at, rows = words.moment(newest["imported_at"]), words.count("row", newest["changed"])
    by = plain(newest["imported_by"])
    st.markdown(words("undo.newest", load=words.number(newest["load"]), rows=rows, at=at, by=by))
    st.caption(words("undo.files", files=plain(words.join(newest["files"]))))


def _ask(load: int | None) -> None:
    st.session_state[_ASKED] = load


def _undo(view: View, load: int) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    with st.spinner(words("undo.working", load=words.number(load))):
        try:
            done = imports.undo(cache.engine(view.url), settings.read(), view.viewer.name, load)
        except UndoError as refused:
            st.session_state[_MESSAGE] = ("error", plain(report.undo_refusal(refused, words)))
        else:
            rows = words.count("row", done.changed)
            st.session_state[_MESSAGE] = ("success", words("undo.done", load=words.number(load), rows=rows))
    _ask(None)
    st.rerun()
