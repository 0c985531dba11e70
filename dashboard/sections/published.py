"""The sections of the page on published figures, and their line on the overview."""

import polars as pl
import streamlit as st

from dashboard.figures import published as told
from dashboard.language.markdown import plain
from dashboard.sections import components, listings
from dashboard.shell import sidebar
from dashboard.shell.routes import PUBLISHED, TRACE
from dashboard.view.view import View
from queries.published.published import Published


def line(view: View) -> None:
    """Which published figures no longer hold, with the way to them; nothing where all do."""
    text = told.line(view)
    if text:
        with st.container(key="published-line", gap=None):
            st.warning(plain(text), icon=":material/fact_check:")
            st.button(
                view.words("published.line.open"),
                key="published-open",
                on_click=sidebar.turn_to,
                args=(PUBLISHED,),
                type="tertiary",
                icon=":material/arrow_forward:",
            )


def everything(view: View) -> None:
    """Every published figure: what was said, what it came to then and now, and whether it holds."""
    words, found = view.words, told.all_of(view)
    if view.holding.data_version == 0:
        st.info(words("pages.no_data"), icon=":material/search_off:")
        return
    if not found:
        st.info(words("published.none"), icon=":material/fact_check:")
        return
    st.markdown(plain(told.sentence(view)))
    rows = [
        {
            "metric": told.label(view, one.metric),
            "verdict": words.capital(told.verdict(words, one)),
            "wording": one.wording,
            "now": told.value(words, one.metric, one.now),
            "difference": told.value(words, one.metric, one.difference),
            "then": told.value(words, one.metric, one.then),
            "scope": told.scope(view, one),
            "published": one.source,
            "trace_code": one.code or "–",
        }
        for one in found
    ]
    components.table(view, "published", pl.DataFrame(rows), clicked=lambda row: _trace(found[row]))
    shown = told.listing(view)
    st.caption(plain(f"{shown.source} · {shown.as_of}"))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, shown)


def explained(view: View) -> None:
    """Each figure that moved or does not match, with what moved it."""
    words, found = view.words, told.moved(view)
    if view.holding.data_version == 0 or not told.all_of(view):
        return
    st.subheader(words("published.moved"), anchor=False)
    if not found:
        st.markdown(words("published.still"))
    for one in found:
        with st.container(border=True, key=f"published-{one.id}", gap="xsmall"):
            _one(view, one)


def _one(view: View, one: Published) -> None:
    words = view.words
    st.markdown(f"**{plain(told.heading(view, one))}**: {plain(told.verdict(words, one))}")
    about = {"wording": one.wording, "source": one.source}
    said = (
        words("published.said_by", **about, by=one.published_by)
        if one.published_by
        else words("published.said", **about)
    )
    st.caption(plain(said))
    st.markdown("\n".join(f"- {plain(text)}" for text in told.why(view, one)))
    if one.code:
        label = words("published.code", code=one.code)
        st.button(label, key=f"trace-{one.id}", on_click=_trace, args=(one,), type="tertiary", icon=":material/search:")


def _trace(one: Published) -> None:
    """Open what the figure's code leads back to; a callback."""
    if one.code:
        sidebar.open_page(TRACE, "code", one.code)
