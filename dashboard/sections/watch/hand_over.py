"""Participants handed over to another agent from a day on: who, to whom, what goes along. The Streamlit edge."""

from datetime import UTC, date, datetime

import polars as pl
import streamlit as st

from dashboard import settings
from dashboard.figures import handover
from dashboard.imports import imports
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import portfolio
from queries.periods import JAKARTA
from seed.writes.takeovers import HandOverError

_MESSAGE, _PEOPLE = "handover_message", "handover_people"


def form(view: View) -> None:
    """The choice and the button; nothing for the demonstration, whose acts nobody could undo."""
    words = view.words
    kind, message = st.session_state.pop(_MESSAGE, ("", ""))
    if message:
        (st.error if kind == "error" else st.success)(message)
    if view.past:
        components.only_now(view, "hand_over")
        return
    if view.holding.is_demo or not view.viewer.may(Permission.IMPORT):
        return
    with st.expander(words("handover.title"), icon=":material/swap_horiz:"):
        st.caption(words("handover.about"))
        _choice(view)


def _choice(view: View) -> None:
    words, agents = view.words, view.ask(portfolio.givers_and_takers)
    sources = agents["code"].to_list()
    label = {row["code"]: handover.agent(words, row) for row in agents.to_dicts()}
    left, right = st.columns(2)
    named, choose = label.__getitem__, words("handover.choose")
    source = left.selectbox(
        words("handover.source"), sources, None, format_func=named, key="handover-from", placeholder=choose
    )
    targets = [row["code"] for row in agents.to_dicts() if row["listed"] and row["code"] != source]
    target = right.selectbox(
        words("handover.target"), targets, None, format_func=named, key="handover-to", placeholder=choose
    )
    people = view.ask(portfolio.looked_after, source) if source else pl.DataFrame({"participant": []})
    who = {row["participant"]: handover.person(words, row) for row in people.to_dicts()}
    picked = st.multiselect(
        words("handover.people"),
        list(who),
        format_func=who.__getitem__,
        key=f"{_PEOPLE}-{source}",
        placeholder=words("handover.all", people=words.count("participant", len(who))),
    )
    today = datetime.now(UTC).astimezone(JAKARTA).date()
    since = st.date_input(
        words("handover.since"), value=None, max_value=today, format="DD/MM/YYYY", key="handover-since"
    )
    if source and target and isinstance(since, date) and who:
        _ask(view, source, target, picked or list(who), since)


def _ask(view: View, source: str, target: str, people: list[int], since: date) -> None:
    """What goes along, and the button that does it."""
    words = view.words
    amount = view.ask(portfolio.paid_since, tuple(people), since)
    st.markdown(
        plain(
            words(
                "handover.goes_along",
                people=words.count("participant", len(people)),
                source=source,
                target=target,
                day=words.day(since),
                amount=words.rupiah(amount),
            )
        )
    )
    st.button(words("handover.do"), key="handover-do", type="primary", on_click=_do, args=(view, target, people, since))


def _do(view: View, target: str, people: list[int], since: date) -> None:
    view.viewer.require(Permission.IMPORT)
    words = view.words
    try:
        number = imports.hand_over(cache.engine(view.url), settings.read(), people, target, since, by=view.viewer.name)
    except HandOverError as refused:
        st.session_state[_MESSAGE] = ("error", words(f"handover.refused.{refused.reason}"))
        return
    done = words("handover.done", load=words.number(number), target=plain(target), day=words.day(since))
    st.session_state[_MESSAGE] = ("success", done)
