"""The parts of the page that sets two trace codes side by side."""

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import NotOpened, Opened, open_code
from dashboard.sections import codes
from dashboard.view.view import View

Both = tuple[Opened, Opened]


def enter(view: View) -> Both:
    """Two fields for codes or links. Stops the run until both open, with the reason for each that does not."""
    words, opened = view.words, []
    for column, part in zip(st.columns(2), ("code_a", "code_b"), strict=True):
        with column:
            letter = part[-1].upper()
            codes.field(part, words("trace.beside.enter", letter=letter), words("trace.example"))
            given = getattr(view.choice, part)
            if not given:
                continue
            try:
                opened.append(open_code(view, given))
            except NotOpened as wrong:
                st.warning(plain(str(wrong)), icon=":material/search_off:")
    if len(opened) < 2:
        st.info(words("trace.beside.empty"), icon=":material/compare_arrows:")
        st.stop()
    return opened[0], opened[1]


def values(both: Both) -> None:
    """The two numbers and by how much they differ."""
    first, second, change = compare.values(*both)
    with st.container(key="numbers"):
        for column, one, value in zip(st.columns(2), both, (first, second), strict=True):
            with column.container(border=True, gap="xxsmall"):
                st.metric(explain.label(one), value)
    if change:
        st.markdown(f"**{plain(change)}**")


def filters(both: Both) -> None:
    """What was looked at in each, and what of it differs."""
    codes.table(compare.filters(*both), "beside-filters", both[0].view.words("trace.beside.looked_at"))


def rows(both: Both) -> None:
    """The difference in rows, reason by reason, and the rows themselves for who may see them."""
    words, compared = both[0].view.words, compare.in_rows(*both)
    st.subheader(words("trace.beside.in_rows"), anchor=False)
    if isinstance(compared, str):
        st.caption(plain(compared))
        return
    st.markdown(plain(compared.sums))
    if compared.unexplained:
        st.caption(compared.unexplained)
    if not compared.reasons.rows:
        return
    codes.table(compared.reasons, "beside-reasons", words("trace.beside.in_rows"))
    if compared.first:
        st.caption(compared.first)
    codes.table(compared.rows, "beside-rows", words("trace.rows"))
