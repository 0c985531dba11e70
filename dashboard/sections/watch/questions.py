"""Questions about how registrations look, for the head alone. The Streamlit edge; the clock is read here."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import sqlalchemy as sa
import streamlit as st

from dashboard.figures import caption, questions
from dashboard.figures.questions import QuestionAnswers
from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.sections import agent_link, listings, unsaved
from dashboard.sections.watch.written import result, written
from dashboard.view.view import View
from queries.access import Permission
from queries.db.schema_readers import ANSWERED
from seed.writes.questions import ask, note_answer

_SIGNS, _NAME, _DAY = "question_signs", "question_name", "question_day"
_WHICH, _OUTCOME, _ANSWER = "question_number", "question_outcome", "question_answer"


def of_registrations(view: View) -> None:
    """What is worth asking and what was answered; behind a heading, for it reads a year of registrations."""
    if view.press or view.past or not view.viewer.may(Permission.REVIEW):
        return
    words = view.words
    with st.expander(words("questions.title"), key="questions", on_change="rerun", icon=":material/help:") as panel:
        if not panel.open:
            return
        answers = questions.ask(view)
        st.markdown(plain(questions.sentence(words, answers)))
        st.caption(words("questions.about"))
        result("questions")
        if not answers.questions.is_empty():
            _listed(view, answers)
        if not view.viewer.only_reads:
            _plan(view, answers)
            _record(view, answers)


def _listed(view: View, answers: QuestionAnswers) -> None:
    listing = questions.table(caption.context(view), answers)
    codes = listing.table["code"].to_list()
    listings.show(view, listing, {"ask_on": view.words.day}, lambda row: agent_link.opens(codes[row]))
    with st.container(horizontal=True, gap="xsmall"):
        listings.downloads(view, listing)


def _plan(view: View, answers: QuestionAnswers) -> None:
    words = view.words
    rows = {f"{row['code']} {row['sign']}": row for row in questions.candidates(answers).to_dicts()}
    if not rows:
        return
    with st.form("question-plan", enter_to_submit=False):
        st.multiselect(
            words("questions.plan.signs"),
            list(rows),
            key=_SIGNS,
            format_func=lambda key: questions.choice(words, rows[key]) if key in rows else key,
            placeholder=words("questions.plan.choose"),
        )
        left, right = st.columns(2)
        left.text_input(words("questions.plan.name"), key=_NAME)
        st.session_state.setdefault(_DAY, today())
        right.date_input(words("questions.plan.day"), key=_DAY, format="DD/MM/YYYY")
        st.form_submit_button(words("questions.plan.do"), on_click=_save_plan, args=(view, rows))


@unsaved.noticed()
def _save_plan(view: View, rows: dict[str, dict]) -> None:
    state, as_of = st.session_state, view.scope.require_as_of()
    chosen = [rows[key] for key in state[_SIGNS] if key in rows]
    day = state[_DAY] if isinstance(state[_DAY], date) else today()

    def write(conn: sa.Connection) -> str:
        n = ask(conn, view.holding.code, chosen, as_of, state[_NAME], day, view.viewer.name, datetime.now(UTC))
        return view.words("questions.plan.done", n=view.words.number(n), name=state[_NAME].strip())

    if _written(view, write):
        state[_SIGNS] = []


def _record(view: View, answers: QuestionAnswers) -> None:
    words, rows = view.words, {row["id"]: row for row in answers.questions.to_dicts()}
    if not rows:
        return
    with st.form("question-record", enter_to_submit=False):
        left, right = st.columns(2)
        left.selectbox(
            words("questions.record.which"),
            list(rows),
            key=_WHICH,
            format_func=lambda n: f"{n} · {rows[n]['agent_code']} · {rows[n]['name']}" if n in rows else str(n),
        )
        right.selectbox(
            words("questions.record.outcome"),
            ANSWERED,
            key=_OUTCOME,
            format_func=lambda one: words(f"questions.outcome.{one}"),
        )
        st.text_input(words("questions.record.answer"), key=_ANSWER)
        st.form_submit_button(words("questions.record.do"), on_click=_save_answer, args=(view,))


@unsaved.noticed()
def _save_answer(view: View) -> None:
    state = st.session_state

    def write(conn: sa.Connection) -> str:
        by, at = view.viewer.name, datetime.now(UTC)
        note_answer(conn, view.holding.code, state[_WHICH], state[_OUTCOME], state[_ANSWER], by, at)
        return view.words("questions.record.done")

    if _written(view, write):
        state[_ANSWER] = ""


def _written(view: View, write: Callable[[sa.Connection], str]) -> bool:
    return written(
        view, "questions", Permission.REVIEW, write, lambda reason: view.words(f"questions.refused.{reason}")
    )
