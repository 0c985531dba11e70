"""The parts of the overview: published figures that no longer hold, the dormant agents."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import sqlalchemy as sa
import streamlit as st

from dashboard.figures import caption, certainty, moved, published
from dashboard.figures.headline import Since
from dashboard.figures.reasons import reason
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, listings
from dashboard.shell import sidebar
from dashboard.shell.routes import MEETING, TRACE
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import moved as movements
from queries.agents import standings
from queries.db.engine import writing
from queries.periods import local_day
from queries.versions import known_at
from seed.writes.visits import visit


def since(view: View) -> Since | None:
    """Since when the headline says what is new: what the reader chose, else their visit before, where a load came after
    it. A visit is noted once a session, and never of the past, for the press or in another's place.
    """
    if view.press:
        return None
    if view.choice.since:
        return Since(view.choice.since)
    if view.past or view.viewer.seen_by:
        return None
    if _VISIT not in st.session_state:
        st.session_state[_VISIT] = None
        with suppress(sa.exc.DBAPIError), writing(cache.engine(view.url), _PATIENCE_MS) as conn:
            st.session_state[_VISIT] = visit(
                conn, view.holding.code, view.viewer.subject or view.viewer.name, datetime.now(UTC)
            )
    before = st.session_state[_VISIT]
    version = view.ask(known_at, before) if before else None
    if version is None or version.number == view.holding.data_version:
        return None
    return Since(str(version.number), local_day(before))


_VISIT, _PATIENCE_MS = "visit_before", 200
"""Where the moment of the visit before stands in the session, and how long a page waits to note this one."""


def meeting_line(view: View) -> None:
    """The way to the meeting that is held over this page; not for the press."""
    if not view.press and view.scope.within is None:
        icon = ":material/groups:"
        st.button(view.words("meeting.open"), key="open-meeting", on_click=sidebar.turn_to, args=(MEETING,), icon=icon)


def published_line(view: View) -> None:
    """Which published figures no longer hold, with the way to them; nothing where all do."""
    text = published.line(view)
    if text:
        with st.container(key="published-line", gap=None):
            st.warning(plain(text), icon=":material/fact_check:")
            st.button(
                view.words("published.line.open"),
                key="published-open",
                on_click=sidebar.open_choice,
                args=(TRACE, replace(view.choice, code="", code_b="")),
                type="tertiary",
                icon=":material/arrow_forward:",
            )


def since_last_month(view: View) -> None:
    """Whose acquisitions of the as-of month are out of the ordinary, with the files; not for the press."""
    if view.press or not view.viewer.may(Permission.NAME_AGENTS):
        return
    words, listing = view.words, moved.table(view)
    st.subheader(words("moved.title"), anchor=False)
    st.markdown(plain(listing.title))
    for line in moved.names(words, view.ask(movements.moved)):
        st.html(f'<p class="only-on-paper">{escape(line)}</p>')
    with st.container(key="not-on-paper-moved"):
        st.caption(words("moved.about"))
        if listing.table.is_empty():
            return
        listings.show(view, listing, {"moved_usual": words.decimal})
        with st.container(horizontal=True, gap="xsmall"):
            listings.downloads(view, listing)


def dormant(view: View) -> None:
    """The dormant but retained agents with the reason; the one that falls due first comes first."""
    words = view.words
    st.subheader(words("pages.dormant.title"), anchor=False)
    if not view.viewer.may(Permission.NAME_AGENTS):
        st.info(words("pages.agents.not_named"))
        return
    with st.container(key="not-on-paper-terms"):
        agent_link.terms(view)
    rows = view.ask(standings.dormant)
    if rows.is_empty():
        st.markdown(certainty.counted(words, words("pages.dormant.none"), caption.context(view).doubtful))
        return
    for row in rows.to_dicts():
        with st.container(gap=None, key=f"dormant-{row['code']}"):
            agent_link.name(row)
            place = words.wilayah(row["wilayah"], row["kind"])
            said = words("pages.dormant.line", place=place, reason=reason(words, view.scope.as_of_month, row))
            st.markdown(plain(certainty.marked(words, said, row["uncertain"])))
