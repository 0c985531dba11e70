"""Every published figure: whether it still holds, and what moved it."""

import polars as pl
import streamlit as st

from dashboard.figures import published
from dashboard.figures.published import PublishedAnswers
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import components, listings
from dashboard.shell import sidebar
from dashboard.shell.routes import TRACE
from dashboard.view.view import View
from queries.published.published import Published


def everything(view: View) -> None:
    """Every published figure: what was said, what it came to then and now, and whether it holds."""
    words, answers = view.words, published.ask(view)
    if view.holding.data_version == 0:
        st.info(words("pages.no_data"), icon=":material/search_off:")
        return
    if not answers.every:
        st.info(words("published.none"), icon=":material/fact_check:")
        return
    st.markdown(plain(published.sentence(words, answers.every)))
    rows = [
        {
            "metric": published.label(words, one.metric, one.period),
            "verdict": words.capital(published.verdict(words, one)),
            "wording": one.wording,
            "now": published.value(words, one.metric, one.now),
            "difference": published.value(words, one.metric, one.difference),
            "then": published.value(words, one.metric, one.then),
            "scope": published.scope(words, answers, one),
            "published": one.source,
            "trace_code": one.code or "–",
        }
        for one in answers.every
    ]
    components.table(view, "published", pl.DataFrame(rows), clicked=lambda row: _trace(answers.every[row]))
    listing = published.listing(view, answers)
    st.caption(plain(f"{listing.source} · {listing.as_of}"))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)


def explained(view: View) -> None:
    """Each figure that moved or does not match, with what moved it."""
    words, answers = view.words, published.ask(view)
    if view.holding.data_version == 0 or not answers.every:
        return
    st.subheader(words("published.moved"), anchor=False)
    moved = published.moved(answers.every)
    if not moved:
        st.markdown(words("published.still"))
    for one in moved:
        with st.container(border=True, key=f"published-{one.id}", gap="xsmall"):
            _one(words, answers, one)


def _one(words: Words, answers: PublishedAnswers, one: Published) -> None:
    st.markdown(f"**{plain(published.heading(words, answers, one))}**: {plain(published.verdict(words, one))}")
    about = {"wording": one.wording, "source": one.source}
    said = (
        words("published.said_by", **about, by=one.published_by)
        if one.published_by
        else words("published.said", **about)
    )
    st.caption(plain(said))
    st.markdown("\n".join(f"- {plain(text)}" for text in published.why(words, answers, one)))
    if one.code:
        label = words("published.code", code=one.code)
        st.button(label, key=f"trace-{one.id}", on_click=_trace, args=(one,), type="tertiary", icon=":material/search:")


def _trace(one: Published) -> None:
    """Open what the figure's code leads back to; a callback."""
    if one.code:
        sidebar.open_page(TRACE, "code", one.code)
