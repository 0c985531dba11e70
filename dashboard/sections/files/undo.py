"""Taking a load back, on the page: which, what would be undone, a question, what happened. The Streamlit edge."""

import streamlit as st

from dashboard import settings
from dashboard.imports import imports, report
from dashboard.language.markdown import plain
from dashboard.sections import unsaved
from dashboard.view import cache
from dashboard.view.view import View
from queries import loads
from queries.access import Permission
from seed.writes.undo import UndoError

_ASKED, _MESSAGE = "undo_asked", "undo_message"


def form(view: View) -> None:
    """A choice of loads, and the button. Nothing for the demonstration: no file of the branch is in it."""
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(message)
    standing = [] if view.holding.is_demo else view.ask_anew(loads.undoable)
    if not standing:
        return
    words = view.words
    st.subheader(words("undo.title"), anchor=False)
    st.markdown(words("undo.about"))
    if st.session_state.get(_ASKED) not in (None, *(one["load"] for one in standing)):
        st.warning(words("undo.refused.not_standing"))
        _ask(None)
    chosen = _chosen(view, standing)
    _describe(view, chosen)
    _question(view, chosen)


def _chosen(view: View, standing: list[dict]) -> dict:
    """The load that is looked at, the newest at first."""
    by_load = {one["load"]: one for one in standing}

    def label(load: int) -> str:
        of = by_load[load]
        files = _what(view, of)
        return view.words(
            "undo.choice", load=view.words.number(load), at=view.words.moment(of["imported_at"]), files=files
        )

    load = st.selectbox(view.words("undo.choose"), list(by_load), format_func=label, key="undo-load")
    return by_load[load]


def _question(view: View, chosen: dict) -> None:
    words, load = view.words, chosen["load"]
    number = words.number(load)
    if st.session_state.get(_ASKED) != load:
        st.button(words("undo.ask", load=number), key="undo", on_click=_ask, args=(load,), icon=":material/undo:")
        return
    # Asked now and not before: it reads all rows of the load.
    if resting := imports.rests(cache.engine(view.url), settings.read(), load):
        st.warning(words("undo.rested_on", load=number))
        st.markdown("\n".join(f"- {plain(one)}" for one in report.rests(resting, words)))
        st.button(words("undo.back"), key="undo-no", on_click=_ask, args=(None,))
        return
    st.warning(words("undo.sure", load=number, rows=words.count("row", chosen["changed"])))
    with st.container(horizontal=True):
        sure = st.button(words("undo.yes", load=number), key="undo-yes", type="primary")
        st.button(words("undo.no"), key="undo-no", on_click=_ask, args=(None,))
    if sure:
        _undo(view, load)
        unsaved.say(words)


def _describe(view: View, chosen: dict) -> None:
    words = view.words
    at, rows = words.moment(chosen["imported_at"]), words.count("row", chosen["changed"])
    by = plain(chosen["imported_by"])
    st.markdown(words("undo.newest", load=words.number(chosen["load"]), rows=rows, at=at, by=by))
    st.caption(words("undo.files", files=plain(_what(view, chosen))))


def _what(view: View, load: dict) -> str:
    """The names of a load's files; of an act without one, which it was."""
    return view.words.join(load["files"]) or report.act(view.words, load["act"])


def _ask(load: int | None) -> None:
    st.session_state[_ASKED] = load


@unsaved.noticed()
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
