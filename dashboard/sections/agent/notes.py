"""Notes by staff on the agent's page: those there are, and one more. The clock is read here."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.sections import components, unsaved
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import notes
from queries.db.engine import writing
from seed.writes.notes import LONGEST, NoteError, write

_MESSAGE, _TEXT = "note_message", "note_text"


def of_agent(view: View) -> None:
    """The notes on the agent, newest first, and a form for who may add one."""
    words, rows = view.words, view.ask_anew(notes.of_agent, view.choice.agent)
    st.subheader(words("agent.notes.title"), anchor=False)
    with st.container(key="notes", gap="xsmall"):
        for note in rows.to_dicts():
            st.markdown(plain(note["text"]))
            st.caption(plain(f"{note['written_by']} · {words.moment(note['written_at'])}"))
        if rows.is_empty():
            st.caption(words("agent.notes.none"))
    if view.viewer.may(Permission.NOTE):
        _form(view)
    elif view.past:
        components.only_now(view, "note")


def _form(view: View) -> None:
    words = view.words
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(message)
    with st.form("note"):
        st.text_area(
            words("agent.notes.write"),
            key=_TEXT,
            placeholder=words("agent.notes.example"),
            help=words("agent.notes.limit", longest=words.number(LONGEST)),
            height=80,
        )
        st.form_submit_button(words("agent.notes.save"), on_click=_save, args=(view,))


@unsaved.noticed()
def _save(view: View) -> None:
    """Keep what was written; what cannot be kept stays in the form, with the reason above it."""
    view.viewer.require(Permission.NOTE)
    words, agent, text = view.words, view.choice.agent, st.session_state[_TEXT]
    try:
        with writing(cache.engine(view.url)) as conn:
            write(conn, view.holding.code, agent, text, view.viewer.name, datetime.now(UTC))
    except NoteError as refused:
        message = words(
            f"agent.notes.refused.{refused.reason}",
            longest=words.number(LONGEST),
            letters=words.number(refused.letters),
        )
        st.session_state[_MESSAGE] = ("error", message)
        return
    st.session_state[_TEXT] = ""
    st.session_state[_MESSAGE] = ("success", words("agent.notes.kept"))
