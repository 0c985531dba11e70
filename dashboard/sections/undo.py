"""Taking the newest load back, on the page: what would be undone, a question, what happened. The Streamlit edge."""

import streamlit as st

from dashboard import settings
from dashboard.cli.undo import refusal
from dashboard.imports import imports
from dashboard.language.markdown import plain
from dashboard.sections import tables
from dashboard.view import cache
from dashboard.view.view import View
from queries import loads
from queries.access import Permission
from seed.writes.undo import UndoError

_ASKED, _TOLD = "undo_asked", "undo_told"


def form(view: View) -> None:
    """The load that would be undone, and the button. Nothing for the demonstration: no file of the branch is in it."""
    kind, told = st.session_state.pop(_TOLD, ("", ""))
    if told:
        (st.error if kind == "error" else st.success)(told)
    newest = None if view.holding.is_demo else view.ask_anew(loads.undoable)
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
    by = plain(newest["imported_by"])
    st.markdown(words("undoing.newest", load=words.number(newest["load"]), rows=rows, at=at, by=by))
    st.caption(words("undoing.files", files=plain(words.join(newest["files"]))))


def _ask(load: int | None) -> None:
    st.session_state[_ASKED] = load


def _undo(view: View, load: int) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    with st.spinner(words("undoing.working", load=words.number(load))):
        try:
            done = imports.undo(cache.engine(view.url), settings.read(), view.viewer.name, load)
        except UndoError as refused:
            st.session_state[_TOLD] = ("error", plain(refusal(refused, words)))
        else:
            rows = words.count("row", done.changed)
            st.session_state[_TOLD] = ("success", words("undoing.done", load=words.number(load), rows=rows))
    _ask(None)
    st.rerun()
