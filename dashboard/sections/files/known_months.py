"""Months that the database has already, on the page: what files would change in them, and a choice for each."""

import streamlit as st

from dashboard.imports import decisions
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.view.view import View
from seed.checks.decisions import Decisions, KnownMonth
from seed.checks.report import Report


def choices(view: View, checked: Report, mark: str) -> Decisions:
    """What the files would change in known months, and what is chosen so far. `mark`: tells these files from others,
    so that no choice passes from one file to another.
    """
    words = view.words
    if not checked.months:
        return {}
    asking = [one for one in checked.months if one.asks]
    st.markdown(words("decisions.title" if asking else "decisions.about"))
    components.table(view, "known_months", decisions.table(checked, words))
    for position, file in enumerate(checked.files):
        changes = decisions.changes(file, words)
        if changes.is_empty():
            continue
        st.markdown(words("decisions.changes", name=plain(file.name)))
        components.table(view, "changed_cells", changes, {"row": words.number}, part=str(position))
        if (more := file.corrected.height - changes.height) > 0:
            st.caption(words("decisions.more", n=words.number(more)))
    chosen = {(one.kind, one.month): _choice(view, one, mark) for one in asking}
    return {which: decision for which, decision in chosen.items() if decision is not None}


def _choice(view: View, one: KnownMonth, mark: str):
    if reason := decisions.hindered(one, view.words):
        st.warning(f"{decisions.title(one, view.words)}. {reason}")
    return st.radio(
        decisions.title(one, view.words),
        one.options,
        index=None,
        format_func=lambda decision: decisions.option(decision, one, view.words),
        key=f"decision-{one.kind}-{one.month}-{mark}",
    )
