"""A briefing's draft between the page and the database: read at every run, written at every change."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
import streamlit as st

from dashboard.briefing.pack import KINDS
from dashboard.briefing.release.headlines import figure_of
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import unsaved as unwritten
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.db.engine import writing
from queries.periods import JAKARTA
from queries.published import drafts
from queries.published.drafts import Draft, Edit
from seed.writes.drafts import save

_UNSAVED, _REPLACED = "briefing-unsaved", "briefing-replaced"


def load(view: View) -> Draft:
    """What was chosen and edited of the view's briefing: as it is in the database, else as it could not be written."""
    unsaved = st.session_state.get(_UNSAVED, {}).get(_key(view))
    return unsaved[1] if unsaved else view.ask_anew(drafts.draft, view.words.language, view.press)


def standing(view: View) -> dict[str, str]:
    """The texts with which the branch's press releases begin."""
    return view.ask_anew(drafts.standing, view.words.language)


@unwritten.noticed()
def change(view: View, before: Draft, **fields: Any) -> None:
    """Write these fields of the draft that was drawn; a callback. What cannot be written stays in this session."""
    state, key = st.session_state, _key(view)
    unsaved = state.setdefault(_UNSAVED, {})
    known, after = unsaved.pop(key, (before,))[0], replace(before, **fields)
    if not view.viewer.may(Permission.DRAFT):
        unsaved[key] = (known, after)
        return
    at, by, language = datetime.now(UTC), view.viewer.name, view.words.language
    try:
        with writing(cache.engine(view.url)) as conn:
            state[f"{_REPLACED}-{language}"] = save(conn, view.scope, language, view.press, known, after, by, at)
    except sa.exc.DBAPIError:
        unsaved[key] = (known, after)


def say(view: View, words: Words, draft: Draft) -> None:
    """Who edited the draft of a view last, and when; that it could not be written; and whose text another took the
    place of. `words`: the reader's."""
    if _key(view) in st.session_state.get(_UNSAVED, {}):
        key = "past" if view.past else "unsaved" if view.viewer.may(Permission.DRAFT) else "reads"
        st.warning(words(f"briefing.draft.{key}"), icon=":material/cloud_off:")
    elif draft.edited_at:
        there = draft.edited_at.replace(tzinfo=UTC).astimezone(JAKARTA)
        when = {"day": words.day(there.date()), "time": f"{there:%H.%M}"}
        st.caption(plain(words("briefing.draft.saved", name=draft.edited_by, **when)))
    for edit in st.session_state.pop(f"{_REPLACED}-{view.words.language}", ()):
        other(words, "replaced", edit)


def other(words: Words, why: str, edit: Edit) -> None:
    """A text that somebody wrote and that does not stand."""
    figure = figure_of(edit.kind)
    if not figure and edit.kind not in KINDS:
        return  # a confirmation, or what was chosen
    kind = words(f"briefing.figure.{figure}") if figure else words(f"briefing.kind.{edit.kind}")
    st.info(plain(words(f"briefing.draft.{why}", kind=kind)) + "\n\n" + plain(edit.text))


def _key(view: View) -> tuple[tuple[str, Any], ...]:
    return tuple(drafts.key(view.scope, view.words.language, view.press).items())
