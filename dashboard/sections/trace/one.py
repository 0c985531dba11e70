"""What one trace code opens: what was looked at, then and now, the rows."""

import streamlit as st

from dashboard.figures.meaning import meaning
from dashboard.language.markdown import plain
from dashboard.lineage import explain, proof
from dashboard.lineage.opened import Opened
from dashboard.sections.trace import entered
from dashboard.shell import sidebar
from dashboard.shell.routes import AGENT, AGENTS, OF_METRIC, OVERVIEW

_OWN = {"wilayah_map": OVERVIEW, "agents_by_status": OVERVIEW}
"""The page of a figure that stands elsewhere than its metric."""


def facts(opened: Opened) -> None:
    """What was looked at, and the ways on: to the page with the same filters, and to the comparison."""
    if missing := explain.missing(opened):
        st.warning(plain(missing), icon=":material/event_busy:")
    with st.container(key="facts", gap="xxsmall"):
        for name, value in explain.facts(opened):
            st.markdown(f"{plain(name)}: **{plain(value)}**")
    words = opened.view.words
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            words("trace.page"),
            icon=":material/open_in_new:",
            on_click=sidebar.open_choice,
            args=(_page(opened), opened.view.choice),
        )
        entered.back(opened.view)


def _page(opened: Opened) -> str:
    if opened.name.startswith("one_agent"):
        return AGENT
    return _OWN.get(opened.name) or OF_METRIC.get(opened.metric.id, AGENTS)


def number(opened: Opened) -> None:
    """The number then and now, and what made the difference."""
    values, words = explain.values(opened), opened.view.words
    if values is None:
        return
    with st.container(key="numbers"):
        sides = explain.sides(opened)
        for column, name, value in zip(st.columns(2), sides, (values.then, values.now), strict=True):
            with column.container(border=True, gap="xxsmall"):
                st.metric(name, value)
    if values.verdict:
        st.markdown(plain(values.verdict))
    if values.causes:
        st.markdown(f"**{words('trace.cause.title')}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in values.causes))


def picture(opened: Opened) -> None:
    """A picture's numbers, or those that stand together: then and now."""
    then, now = explain.tables(opened)
    if then is None and now is None:
        return
    verdict = explain.table_verdict(opened, then, now)
    if verdict:
        st.markdown(plain(verdict))
    tables = zip(explain.sides(opened), ("then", "now"), (then, now), strict=True)
    for column, (label, name, table) in zip(st.columns(2), tables, strict=True):
        if table is None:
            continue
        with column:
            st.markdown(f"**{label}**")
            st.caption(plain(table.title))
            entered.table(table, f"table-{name}", table.title)


def definition(opened: Opened) -> None:
    """What the metric means now, and then where that was another."""
    words = opened.view.words
    changed = explain.definition_changed(opened)
    if changed:
        st.warning(plain(changed), icon=":material/edit_note:")
    with st.expander(words("trace.definition.title"), key="trace-definition"):
        st.markdown(meaning(opened.view, opened.metric.id))


def rows(opened: Opened) -> None:
    """The SELECT of the rows behind the number, and, for who may see them, the rows and what they come to."""
    words, evidence = opened.view.words, proof.prove(opened)
    st.markdown(f"**{words('trace.rows')}**")
    if evidence is None:
        st.caption(words("trace.sql.none"))
        return
    st.markdown(plain(evidence.sentence))
    with st.expander(words("trace.sql.title"), key="trace-sql"):
        st.caption(words("trace.sql.about"))
        st.code(evidence.sql, language="sql", wrap_lines=True)
    if evidence.rows is None:
        return
    if evidence.first:
        st.caption(evidence.first)
    table = proof.written_rows(opened.view, evidence.rows)
    entered.table(table, "trace-rows", words("trace.rows"))
