"""Participants handed over to another agent from a day on: who, to whom, what goes along. The Streamlit edge."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import settings
from dashboard.figures import handover
from dashboard.imports import imports
from dashboard.language.markdown import plain
from dashboard.language.words import Words
from dashboard.sections import components, unsaved
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import portfolio
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
    sources, choose = handover.sources(words, agents), words("handover.choose")
    left, right = st.columns(2)
    source = left.selectbox(
        words("handover.source"),
        list(sources),
        None,
        format_func=sources.__getitem__,
        key="handover-from",
        placeholder=choose,
    )
    givers = handover.givers(agents, source) if source else frozenset()
    label = {row["code"]: handover.agent(words, row) for row in agents.filter("listed").to_dicts()}
    targets = [code for code in label if code not in givers]
    target = right.selectbox(
        words("handover.target"),
        targets,
        None,
        format_func=label.__getitem__,
        key="handover-to",
        placeholder=choose,
    )
    today = imports.today()
    since = st.date_input(
        words("handover.since"), value=None, max_value=today, format="DD/MM/YYYY", key="handover-since"
    )
    if not source:
        return
    day = since if isinstance(since, date) else today
    people = view.ask(portfolio.looked_after, tuple(sorted(givers)), day)
    if people.is_empty():
        st.info(plain(words("handover.elsewhere", source=sources[source], day=words.day(day))))
        return
    picked = _picked(words, people, f"{source}-{day}")
    if target and since:
        _ask(view, givers, target, picked, day)


def _picked(words: Words, people: pl.DataFrame, of: str) -> pl.DataFrame:
    """The participants chosen, all where none is. `of`: tells those of one agent and day from others."""
    who = {row["participant"]: handover.person(words, row) for row in people.to_dicts()}
    picked = st.multiselect(
        words("handover.people"),
        list(who),
        format_func=who.__getitem__,
        key=f"{_PEOPLE}-{of}",
        placeholder=words("handover.all", people=words.count("participant", len(who))),
    )
    return people.filter(pl.col("participant").is_in(picked)) if picked else people


def _ask(view: View, givers: frozenset[str], target: str, people: pl.DataFrame, since: date) -> None:
    """What goes along, and the button that does it."""
    words = view.words
    st.markdown(plain(handover.goes_along(words, people, target, since)))
    chosen = (view, people["participant"].to_list(), givers, target, since)
    st.button(words("handover.do"), key="handover-do", type="primary", on_click=_do, args=chosen)


@unsaved.noticed()
def _do(view: View, people: list[int], givers: frozenset[str], target: str, since: date) -> None:
    view.viewer.require(Permission.IMPORT)
    words, engine = view.words, cache.engine(view.url)
    try:
        number = imports.hand_over(engine, settings.read(), people, givers, target, since, by=view.viewer.name)
    except HandOverError as refused:
        st.session_state[_MESSAGE] = ("error", words(f"handover.refused.{refused.reason}"))
        return
    done = words("handover.done", load=words.number(number), target=plain(target), day=words.day(since))
    st.session_state[_MESSAGE] = ("success", done)
