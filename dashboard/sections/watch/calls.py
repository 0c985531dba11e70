"""The call list: whom to call, who does, and what came of it. The Streamlit edge; the clock is read here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import sqlalchemy as sa
import streamlit as st

from dashboard.figures import calls, caption, countdown_calendar
from dashboard.figures.calls import CallAnswers
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, components, listings, unsaved
from dashboard.sections.watch.written import result, written
from dashboard.view import audited
from dashboard.view.view import View
from queries.access import Permission
from queries.agents.calls import OPEN
from queries.db.schema_agents import OUTCOMES
from seed.writes.calls import note_outcome, plan

_AGENTS, _NAME, _DAY = "call_agents", "call_name", "call_day"
_CALL, _OUTCOME = "call_number", "call_outcome"


def call_list(view: View) -> None:
    """The calls with their files, and the two forms; nothing for the press, and of the past that it has none."""
    words = view.words
    if view.press or not view.viewer.may(Permission.NAME_AGENTS):
        return
    st.subheader(words("calls.title"), anchor=False)
    if view.past:
        components.only_now(view, "calls")
        return
    answers = calls.ask(view)
    st.markdown(plain(calls.sentence(words, answers)))
    st.caption(words("calls.about"))
    result("calls")
    if answers.calls.is_empty():
        st.info(words("calls.none"))
    else:
        _listed(view, answers)
    _funds(view, answers)
    if view.viewer.may(Permission.NOTE):
        _plan(view, answers)
        _record(view, answers)


def _listed(view: View, answers: CallAnswers) -> None:
    """The calls, all or of a week, and the same as files."""
    words, weeks = view.words, calls.weeks(answers)
    week = st.selectbox(
        words("calls.week"),
        [None, *weeks],
        key="call_week",
        format_func=lambda day: words("calls.every_week") if day is None else _week(view, day),
    )
    context = caption.context(view)
    listing = calls.table(context, answers, week)
    codes = listing.table["code"].to_list()
    listings.show(view, listing, {"call_on": words.day}, lambda row: agent_link.opens(codes[row]))
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            words("calls.calendar"),
            data=audited.leaving(view, calls.file_name(context), partial(calls.calendar, view, week)),
            file_name=calls.file_name(context),
            mime=countdown_calendar.MEDIA_TYPE,
            key="download-calls-calendar",
            on_click="ignore",
            icon=":material/calendar_month:",
        )
        listings.downloads(view, listing)


def _funds(view: View, answers: CallAnswers) -> None:
    """The agents whom to call since a fund ends, whatever their status; nothing where none does."""
    if answers.funds.is_empty():
        return
    listing = calls.whose_fund_ends(caption.context(view), answers)
    codes = listing.table["code"].to_list()
    st.markdown(plain(listing.title))
    listings.show(view, listing, {"fund_until": view.words.day}, lambda row: agent_link.opens(codes[row]))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)


def _week(view: View, first: date) -> str:
    words = view.words
    return words("calls.week_of", first=words.day(first), last=words.day(first + timedelta(days=6)))


def _plan(view: View, answers: CallAnswers) -> None:
    words, rows = view.words, {row["code"]: row for row in calls.candidates(answers).to_dicts()}
    if not rows:
        return
    with (
        st.expander(words("calls.plan.title"), icon=":material/add_call:"),
        st.form("call-plan", enter_to_submit=False),
    ):
        st.multiselect(
            words("calls.plan.agents"),
            list(rows),
            key=_AGENTS,
            format_func=lambda code: calls.choice(words, rows[code]) if code in rows else code,
            placeholder=words("calls.plan.choose"),
        )
        left, right = st.columns(2)
        left.text_input(words("calls.plan.name"), key=_NAME)
        st.session_state.setdefault(_DAY, answers.today)
        right.date_input(words("calls.plan.day"), key=_DAY, format="DD/MM/YYYY")
        st.form_submit_button(words("calls.plan.do"), on_click=_save_plan, args=(view, rows))


@unsaved.noticed()
def _save_plan(view: View, rows: dict[str, dict]) -> None:
    chosen = [rows[code] for code in st.session_state[_AGENTS] if code in rows]
    name, day = st.session_state[_NAME], st.session_state[_DAY]
    day = day if isinstance(day, date) else view.scope.require_as_of()
    by, at, as_of = view.viewer.name, datetime.now(UTC), view.scope.require_as_of()

    def write(conn: sa.Connection) -> str:
        n = plan(conn, view.holding.code, chosen, as_of, name, day, by, at)
        return view.words("calls.plan.done", calls=view.words.count("call", n), name=name.strip())

    if _written(view, write):
        st.session_state[_AGENTS] = []


def _record(view: View, answers: CallAnswers) -> None:
    words, every = view.words, answers.calls.to_dicts()
    rows = {row["id"]: row for row in every if row["stage"] in [one.value for one in OPEN]}
    if not rows:
        return
    with (
        st.expander(words("calls.record.title"), icon=":material/phone_in_talk:"),
        st.form("call-record", enter_to_submit=False),
    ):
        left, right = st.columns(2)
        left.selectbox(
            words("calls.record.call"),
            list(rows),
            key=_CALL,
            format_func=lambda n: f"{n} · {rows[n]['agent_code']} · {rows[n]['name']}" if n in rows else str(n),
        )
        right.selectbox(
            words("calls.record.outcome"), OUTCOMES, key=_OUTCOME, format_func=lambda one: words(f"calls.outcome.{one}")
        )
        st.form_submit_button(words("calls.record.do"), on_click=_save_outcome, args=(view,))


@unsaved.noticed()
def _save_outcome(view: View) -> None:
    call, outcome = st.session_state[_CALL], st.session_state[_OUTCOME]

    def write(conn: sa.Connection) -> str:
        note_outcome(conn, view.holding.code, call, outcome, view.viewer.name, datetime.now(UTC))
        return view.words("calls.record.done", outcome=view.words(f"calls.outcome.{outcome}"))

    _written(view, write)


def _written(view: View, write: Callable[[sa.Connection], str]) -> bool:
    return written(view, "calls", Permission.NOTE, write, lambda reason: view.words(f"calls.refused.{reason}"))
