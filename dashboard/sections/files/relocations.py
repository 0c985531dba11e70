"""Agents and offices that stand elsewhere than before, on the page: since when, asked one by one. The clock is read."""

from datetime import date

import streamlit as st

from dashboard.imports import imports, moves
from dashboard.language.markdown import plain
from dashboard.view.view import View
from queries.db.schema import ALWAYS
from seed.checks.answers import Answers, Move
from seed.checks.report import Report


def answers(view: View, checked: Report, mark: str) -> Answers:
    """A question for each move of which nobody has said since when; what is answered. `mark`: tells these files from
    others, so that no answer passes from one file to another.
    """
    if not checked.unanswered:
        return {}
    st.markdown(view.words("moves.title"))
    given = {(one.question, one.code.upper()): _answer(view, one, mark) for one in checked.unanswered}
    return {which: since for which, since in given.items() if since is not None}


def _answer(view: View, move: Move, mark: str) -> date | None:
    words, key = view.words, f"{move.question}-{move.code}-{mark}"
    chosen = st.radio(
        plain(moves.title(move, words)),
        moves.OPTIONS,
        index=None,
        format_func=lambda choice: moves.option(choice, move, words),
        key=f"move-{key}",
    )
    if chosen == "since":
        label = words(f"moves.since_day.{move.question}")
        day: date | None = st.date_input(
            label,
            value=None,
            min_value=date(2000, 1, 1),
            max_value=imports.today(),
            format="DD/MM/YYYY",
            key=f"move-day-{key}",
        )
        return day
    return ALWAYS if chosen else None


def dated(view: View, checked: Report) -> None:
    """What becomes of the moves that are answered, or dated by the file."""
    for file in checked.files:
        for move in file.moves:
            if move.since is not None:
                st.caption(plain(moves.sentence(move, view.words)))
