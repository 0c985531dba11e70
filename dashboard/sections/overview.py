"""The parts of the overview: published figures that no longer hold, the dormant agents."""

from dataclasses import replace

import streamlit as st

from dashboard.figures import caption, certainty, moved, published
from dashboard.figures.reasons import reason
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, listings
from dashboard.shell import sidebar
from dashboard.shell.routes import TRACE
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import standings


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
