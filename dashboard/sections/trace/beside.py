"""Two trace codes side by side."""

from collections.abc import Sequence

import streamlit as st

from dashboard.language.markdown import plain
from dashboard.lineage import compare, explain
from dashboard.lineage.opened import Opened
from dashboard.sections.trace import entered


def values(both: Sequence[Opened]) -> None:
    """The two numbers and by how much they differ."""
    first, second, change = compare.values(*both)
    with st.container(key="numbers"):
        for column, one, value in zip(st.columns(2), both, (first, second), strict=True):
            with column.container(border=True, gap="xxsmall"):
                st.metric(explain.label(one), value)
    if change:
        st.markdown(f"**{plain(change)}**")


def filters(both: Sequence[Opened]) -> None:
    """What was looked at in each, and what of it differs."""
    entered.table(compare.filters(*both), "beside-filters", both[0].view.words("trace.beside.looked_at"))


def rows(both: Sequence[Opened]) -> None:
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
    entered.table(compared.reasons, "beside-reasons", words("trace.beside.in_rows"))
    if compared.first:
        st.caption(compared.first)
    entered.table(compared.rows, "beside-rows", words("trace.rows"))
