"""Taking the newest load back, on the page: what would be undone, a question, what happened. The Streamlit edge."""

import streamlit as st

from dashboard import components, data, imports, settings, tables
from dashboard.undo_command import refusal
from dashboard.view import View
from queries import loads
from queries.access import Permission
from seed.undo import UndoError

_ASKED, _TOLD = "undo_asked", "undo_told"


def form(view: View) -> None:
    """The load that would be undone, and the button. Nothing for the demonstration: no file of the branch is in it."""
    kind, told = st.session_state.pop(_TOLD, ("", ""))
    if told:
        (st.error if kind == "error" else st.success)(told)
    newest = None if view.held.is_demo else view.ask_anew(loads.undoable)
    if newest is None:
        return
    words, load = view.words, newest["load"]
    st.subheader(words("undoing.title"), anchor=False)
    st.markdown(words("undoing.about"))
    _describe(view, newest)
    number = words.number(load)
    if st.session_state.get(_ASKED) not in (None, load):
        st.warning(words("undoing.refused.another"))
        _ask(None)
    if st.session_state.get(_ASKED) != load:
        st.button(words("undoing.ask", load=number), key="undo", on_click=_ask, args=(load,), icon=":material/undo:")
        return
    st.warning(words("undoing.sure", load=number, rows=words.count("row", newest["changed"])))
    with st.container(horizontal=True):
        sure = st.button(words("undoing.yes", load=number), key="undo-yes", type="primary")
        st.button(words("undoing.no"), key="undo-no", on_click=_ask, args=(None,))
    if sure:
        _undo(view, load)


def _describe(view: View, newest: dict) -> None:
    words = view.words
    at, rows = tables.moment(view, newest["imported_at"]), words.count("row", newest["changed"])
    by = components.plain(newest["imported_by"])
    st.markdown(words("undoing.newest", load=words.number(newest["load"]), rows=rows, at=at, by=by))
    st.caption(words("undoing.files", files=components.plain(words.join(newest["files"]))))


def _ask(load: int | None) -> None:
    st.session_state[_ASKED] = load


def _undo(view: View, load: int) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    with st.spinner(words("undoing.working", load=words.number(load))):
        try:
            done = imports.undo(data.engine(view.url), settings.read(), view.viewer.name, load)
        except UndoError as refused:
            st.session_state[_TOLD] = ("error", components.plain(refusal(refused, words)))
        else:
            rows = words.count("row", done.changed)
            st.session_state[_TOLD] = ("success", words("undoing.done", load=words.number(load), rows=rows))
    _ask(None)
    st.rerun()
