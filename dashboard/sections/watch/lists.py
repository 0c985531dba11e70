"""The sections of the page on who is listed: countdown, the application's list, another rule, who is left behind."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.figures import caption, countdown, countdown_calendar, portfolio, roster, simulation
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, components, listings
from dashboard.view import address, audited
from dashboard.view.view import View
from queries.access import Permission
from queries.agents.roster import month as list_month
from queries.agents.simulation import rule as rule_in_force
from queries.rules import Reading


def coming(view: View) -> None:
    """Who changes state within 90 days, with what prevents it, and the calendar file."""
    words = view.words
    _headed(view, "countdown", countdown.sentence(view))
    agent_link.terms(view)
    if not view.viewer.may(Permission.NAME_AGENTS):
        st.info(words("pages.agents.not_named"))
        return
    listing = countdown.table(view)
    if listing.table.is_empty():
        return
    codes = listing.table["code"].to_list()
    listings.show(view, listing, {"day": words.day}, lambda row: agent_link.opens(codes[row]))
    name = countdown_calendar.file_name(view)
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            words("watch.countdown.calendar"),
            data=audited.leaving(view, name, partial(countdown_calendar.calendar, view)),
            file_name=name,
            mime=countdown_calendar.MEDIA_TYPE,
            key="download-calendar",
            on_click="ignore",
            icon=":material/calendar_month:",
        )
        listings.downloads(view, listing)
        components.definition(view, "agents_changing")


def checked(view: View) -> None:
    """Where the application's own list and the rule differ."""
    words = view.words
    _headed(view, "roster", roster.sentence(view))
    if view.ask(list_month) is None or not view.viewer.may(Permission.NAME_AGENTS):
        return
    listing = roster.table(view)
    if listing.table.height:
        listings.show(view, listing)
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)
        components.definition(view, "roster_agreement")
    explained = roster.readings(view)
    st.markdown(plain(explained.title))
    st.caption(words("watch.readings.about"))
    listings.show(view, explained, {"month": words.month})
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, explained)


def supposed(view: View) -> None:
    """Another rule, chosen here and kept in the address, beside the one in force."""
    words, now = view.words, view.ask(rule_in_force)
    assert now is not None, "the page opens for a period with an as-of day alone"
    st.subheader(words("watch.rule.title"), anchor=False)
    st.caption(words("watch.rule.about"))
    left, right = st.columns(2)
    with left:
        st.selectbox(
            words("watch.rule.months"),
            ["", *address.RULE_MONTHS],
            key="rule_months",
            format_func=lambda n: words.count("month", int(n)) if n else _as_now(view, now.dormant_after),
            persist_state="session",
        )
    with right:
        st.selectbox(
            words("watch.rule.asked"),
            ["", *address.READINGS],
            key="rule_reading",
            format_func=lambda code: _reading(view, code, now.reading),
            persist_state="session",
        )
    context, answers = caption.context(view), simulation.ask(view)
    st.markdown(plain(simulation.sentence(words, answers)))
    outcome = simulation.outcome(context, answers)
    written = {name: words.rupiah if name == "rupiah_losing" else words.number for name in outcome.table.columns[1:]}
    listings.show(view, outcome, written)
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, outcome)
    if not view.viewer.may(Permission.NAME_AGENTS):
        return
    moved = simulation.moved(context, answers)
    if moved.table.height:
        codes = moved.table["code"].to_list()
        listings.show(view, moved, {"received": words.rupiah}, lambda row: agent_link.opens(codes[row]))
        with st.container(horizontal=True, gap="xsmall"):
            listings.downloads(view, moved)


def _as_now(view: View, months: int) -> str:
    return view.words("watch.rule.as_now", value=view.words.count("month", months))


def _reading(view: View, code: str, now: Reading) -> str:
    words = view.words
    if not code:
        return words("watch.rule.as_now", value=words(f"watch.rule.reading.{now.code}"))
    return words.capital(words(f"watch.rule.reading.{address.READINGS[code].code}"))


def left_behind(view: View) -> None:
    """The participants of agents due for removal or removed; for who may see rows alone."""
    words = view.words
    may = view.viewer.may(Permission.SEE_ROWS)
    _headed(view, "portfolio", portfolio.sentence(view) if may else words("watch.portfolio.staff_only"))
    if not may:
        return
    listing = portfolio.people(view)
    if listing.table.is_empty():
        return
    counts = dict.fromkeys(("agents", "people", "savable"), words.number)
    offices = portfolio.by_office(view)
    listings.show(view, offices, {"next_due_month": words.month, **counts})
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, offices)
    written: dict[str, Callable] = {"next_due_month": words.month, "last_covered_month": words.month}
    written |= {"registered_on": words.day, "paid_on": words.day}
    listings.show(view, listing, written, aside=("acquirer", "sector"))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)
        components.definition(view, "participants_leaving")


def handed_over(view: View) -> None:
    """The take-overs on record and their files; nothing where there is none, or for who may not see rows."""
    if not view.viewer.may(Permission.SEE_ROWS):
        return
    listing = portfolio.handed_over(view)
    if listing.table.is_empty():
        return
    st.markdown(plain(listing.title))
    listings.show(view, listing, {"taken_on": view.words.day, "load": view.words.number})
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)


def _headed(view: View, part: str, sentence: str) -> None:
    words = view.words
    st.subheader(words(f"watch.{part}.title"), anchor=False)
    st.markdown(plain(sentence))
    st.caption(words(f"watch.{part}.about"))
