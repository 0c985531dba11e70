"""The audit on the page of people: who did what, narrowed by act, account and days; as a file; whether it is whole."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard.imports.imports import today
from dashboard.language.markdown import plain
from dashboard.render.sheet import as_text
from dashboard.sections.people.roles import PeopleDesk
from dashboard.view import audited, cache
from queries import audit
from queries.access import Permission

_LOOKED_AT = 2_000
"""Newest entries whose chain the page looks at; the command `audit --verify` looks at all."""


def entries(desk: PeopleDesk) -> None:
    """The newest thousand entries that are chosen; nothing for who may not read the audit."""
    words = desk.words
    if not desk.viewer.may(Permission.AUDIT):
        return
    st.subheader(words("audit.title"), anchor=False)
    st.caption(words("audit.about"))
    act, who, days = _chosen(desk)
    with cache.engine(desk.chosen.url).connect() as conn:
        every = audit.entries(conn, desk.viewer, act, who, days)
        chain = audit.chain(conn, desk.viewer, newest=_LOOKED_AT)
    whole = chain.broken is None
    if not whole:
        st.error(plain(audited.chain_said(words, chain)), icon=":material/link_off:")
    if not every:
        st.markdown(words("audit.nothing"))
        return
    heading = audited.heading(words)
    rows = [{heading[name]: value for name, value in audited.row(words, one).items()} for one in every]
    st.dataframe(rows, hide_index=True, key="audit-entries", alt=words("audit.title"))
    _download(desk, rows)
    if whole:
        st.caption(plain(audited.chain_said(words, chain)))


def _chosen(desk: PeopleDesk) -> tuple[str, str, tuple[date, date] | None]:
    """Which act and whose, any at first; on which days, at first those of a month."""
    words = desk.words
    left, middle, right = st.columns(3)
    act = left.selectbox(
        words("audit.column.act"),
        ["", *audit.ACTS],
        key="audit-act",
        format_func=lambda one: words(f"audit.act.{one}") if one else words("audit.every_act"),
    )
    who = middle.selectbox(
        words("audit.column.who"),
        ["", *desk.everybody],
        key="audit-who",
        format_func=lambda one: one or words("audit.everybody"),
    )
    month = (today() - timedelta(days=30), today())
    days = right.date_input(words("audit.days"), month, key="audit-days", format="DD/MM/YYYY")
    return act, who, (days[0], days[1]) if isinstance(days, tuple) and len(days) == 2 else None


def _download(desk: PeopleDesk, rows: list[dict[str, str]]) -> None:
    words, chosen, name = desk.words, desk.chosen, f"audit-{today():%Y-%m-%d}.csv"
    write = partial(_csv, rows, words.language)
    st.download_button(
        words("audit.download"),
        data=audited.taking((chosen.url, chosen.branch_code), name, desk.viewer, write),
        file_name=name,
        mime="text/csv",
        key="audit-download",
        on_click="ignore",
        icon=":material/download:",
    )


def _csv(rows: list[dict[str, str]], language: str) -> bytes:
    """As a spreadsheet of the language opens it; every cell stands in quotes."""
    mark = ";" if language == "id" else ","
    lines = [[*rows[0]], *([*map(as_text, row.values())] for row in rows)]
    quoted = (mark.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return "".join(f"{line}\r\n" for line in quoted).encode("utf-8-sig")
