"""Active participants, the stock, its bridge and both by a part of the branch; and who stopped paying."""

from collections.abc import Callable

import streamlit as st

from dashboard.figures import coverage, funds, insured, persistency
from dashboard.figures import stopped as stopping
from dashboard.figures.caption import Listing
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import components, figures, listings
from dashboard.view.view import View
from queries.access import Permission


def active(view: View) -> None:
    """How many are active, and the bridge of the period in a sentence."""
    words = view.words
    st.subheader(words("insured.title"), anchor=False)
    components.numbers(view, insured.numbers(view), "-active")
    st.markdown(plain(insured.sentence(view)))
    st.caption(words("insured.about"))
    if said := funds.to_state(view):
        st.info(plain(said))


def apart(view: View) -> None:
    """The bridge month by month, a choice of what it is taken apart by, and what the page goes on with."""
    words = view.words
    listing = insured.months(view)
    listings.show(view, listing, {"month": words.month, **_written(words, listing)})
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)
        components.definition(view, insured.METRIC)
    named = view.viewer.may(Permission.NAME_AGENTS)
    by = st.segmented_control(
        words("insured.by"),
        [one for one in insured.PARTS if one != "agent" or named],
        default=insured.PARTS[0],
        format_func=lambda one: words(f"insured.parts.{one}"),
        key="insured-by",
        required=True,
    )
    figures.of_section(view, "persistency", f"active_parts_{by}")
    parts = insured.parts(view, by)
    listings.show(view, parts, _written(words, parts))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, parts)
    _coverage(view)
    st.subheader(words("pages.persistency.title"), anchor=False)
    st.markdown(plain(words("persistency.about")))
    components.numbers(view, persistency.numbers(view))


def _coverage(view: View) -> None:
    """The active beside people whom others have counted."""
    words, listing = view.words, coverage.table(view)
    if listing.table.is_empty():
        st.subheader(words("coverage.title"), anchor=False)
        st.markdown(plain(listing.title))
        return
    figures.of_section(view, "persistency", "coverage")
    st.caption(words("coverage.about"))
    listings.show(view, listing, {f"coverage_{name}": words.number for name in coverage.COUNTS})


def stopped(view: View) -> None:
    """Who stopped paying, in numbers and a sentence."""
    words = view.words
    st.subheader(words("stopped.title"), anchor=False)
    components.numbers(view, stopping.numbers(view), "-stopped")
    st.markdown(plain(stopping.sentence(view)))
    st.caption(words("stopped.about"))


def call_list(view: View) -> None:
    """Everybody who stopped, behind a heading; read where it is opened, by who may see rows."""
    if not view.viewer.may(Permission.SEE_ROWS):
        return
    words = view.words
    unfolded = st.expander(words("stopped.list"), key="stopped_list", on_change="rerun")
    if unfolded.open:
        with unfolded:
            listing = stopping.people(view)
            written: dict[str, Callable] = {
                "months_past": words.number,
                "registered_on": words.day,
                "last_covered_month": words.month,
            }
            listings.show(view, listing, written)
            with st.container(horizontal=True, gap="xsmall"):
                listings.downloads(view, listing)


def fund_list(view: View) -> None:
    """Everybody whose fund ends, behind a heading, where a fund's end is stated; for who may see rows."""
    if not view.viewer.may(Permission.SEE_ROWS) or not funds.runs(view):
        return
    words = view.words
    unfolded = st.expander(words("funds.list"), key="fund_list", on_change="rerun")
    if unfolded.open:
        with unfolded:
            listing = funds.people(view)
            st.markdown(plain(listing.title))
            listings.show(view, listing, {"fund_until": words.day, "funded_amount": words.rupiah})
            with st.container(horizontal=True, gap="xsmall"):
                listings.downloads(view, listing)
                components.definition(view, funds.METRIC)


def _written(words: Words, listing: Listing) -> dict[str, Callable]:
    """How the counts of a table are written, and its rupiah."""
    counts = [name for name in listing.table.columns if name in insured.COUNTED]
    return {**dict.fromkeys(counts, words.number), "active_closing_amount": words.rupiah}
