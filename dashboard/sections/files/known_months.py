"""Months that the database has already, on the page: what files would change in them, and a choice for each."""

import streamlit as st

from dashboard.imports import decisions
from dashboard.language.markdown import plain
from dashboard.sections import components
from dashboard.view.view import View
from seed.checks.decisions import Decision, Decisions, KnownMonth
from seed.checks.report import Report

_MANY = 3
"""Months from which on one choice is offered for all of them."""


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
    every = _for_all(view, asking, mark)
    chosen = {(one.kind, one.month): _choice(view, one, every, mark) for one in asking}
    return {which: decision for which, decision in chosen.items() if decision is not None}


def open_ones(view: View, checked: Report) -> None:
    """Of each month whose choice the check with it refuses, why, and what to do; and whether some have none yet."""
    words = view.words
    for one in checked.undecided:
        if one.decided:
            st.warning(plain(decisions.impossible(one, words)), icon=":material/block:")
    if any(one.decided is None for one in checked.undecided):
        st.caption(words("decisions.undecided"))


def _for_all(view: View, asking: list[KnownMonth], mark: str) -> Decision | None:
    """What is chosen for all months at once, where they are many and have a choice in common."""
    common = [decision for decision in Decision if all(decision in one.options for one in asking)]
    if len(asking) < _MANY or not common:
        return None
    label = view.words("decisions.all", months=view.words.count("month", len(asking)))
    return st.radio(
        label,
        common,
        index=None,
        format_func=lambda decision: view.words(f"decisions.short.{decision}"),
        key=f"decision-all-{mark}",
        horizontal=True,
    )


def _choice(view: View, one: KnownMonth, every: Decision | None, mark: str) -> Decision | None:
    if reason := decisions.hindered(one, view.words):
        st.warning(f"{decisions.title(one, view.words)}. {reason}")
    key = f"decision-{one.kind}-{one.month}-{every or ''}-{mark}"
    if every in one.options:
        st.session_state.setdefault(key, every)
    return st.radio(
        decisions.title(one, view.words),
        one.options,
        index=None,
        format_func=lambda decision: decisions.option(decision, one, view.words),
        key=key,
    )
